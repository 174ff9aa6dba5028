"""The parts in which two states of one file differ, whatever they mean.

Both are as the JSON export has them. Nothing that differs is passed over: a list is matched item
by item, so that a line put in at the top does not make every other line look changed.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from planctl.assess.change.match import matched, name_of
from planctl.model.problem import At

# Lists that say one thing together: who leads, what it waits for.
_WHOLE: Final = frozenset(
    {
        "leads",
        "findings",
        "depends_on",
        "replaced_by",
        "about",
        "by",
        "cadence",
        "sources",
        "standings",
        "not_in",
    }
)
# Lists whose order is that of their files' names, and says nothing.
_UNORDERED: Final = (("measures",),)


class Difference(NamedTuple):
    """One part that differs, and where it stands in the newer state; None stands for absent.

    What is gone has the place that it had. A list whose items only changed places differs as
    those items, in the older order and in the newer one.
    """

    at: At
    old: object
    new: object
    within: tuple[object, ...] = ()  # what names each record of a list that it is a part of

    @property
    def is_order(self) -> bool:
        """Whether it is the order of a list, and not what the list holds."""
        if not (isinstance(self.old, list) and isinstance(self.new, list)):
            return False
        return sorted(map(repr, self.old)) == sorted(map(repr, self.new))


def differences(old: object, new: object, at: At = ()) -> Iterator[Difference]:
    """Every part that differs, the smallest part that says what changed."""
    yield from _value_differences(Difference(at, old, new))


def _value_differences(whole: Difference) -> Iterator[Difference]:
    at, old, new, within = whole
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping) and not _is_timescale(old, new):
        for key in dict.fromkeys([*old, *new]):
            yield from _value_differences(
                Difference((*at, key), old.get(key), new.get(key), within)
            )
    elif isinstance(old, list) and isinstance(new, list) and not _is_single_value(at, old, new):
        yield from _list_differences(old, new, whole)
    else:
        yield whole


def _is_timescale(*values: Mapping[str, object]) -> bool:
    """Whether these are timescales in two parts, which are one thing to a reader."""
    return any(value.keys() == {"written", "due"} for value in values)


def _is_single_value(at: At, *lists: list[object]) -> bool:
    """Whether a list says one thing together; a list of records never does."""
    records = any(isinstance(item, Mapping) for items in lists for item in items)
    return bool(at) and at[-1] in _WHOLE and not records


def _list_differences(
    old: list[object], new: list[object], whole: Difference
) -> Iterator[Difference]:
    at, within = whole.at, whole.within
    places = matched(old, new)
    for n, item in enumerate(new):
        if n in places:
            old_item = old[places[n]]
            names = (*within, name_of(item)) if isinstance(item, Mapping) else within
            yield from _value_differences(Difference((*at, n), old_item, item, names))
        else:
            yield Difference((*at, n), None, item, within)
    old_places = [places[n] for n in sorted(places)]
    matched_places = set(old_places)
    for n, item in enumerate(old):
        if n not in matched_places:
            yield Difference((*at, n), item, None, within)
    if old_places != sorted(old_places) and at not in _UNORDERED:
        yield Difference(
            at, [old[k] for k in sorted(old_places)], [old[k] for k in old_places], within
        )
