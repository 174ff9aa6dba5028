"""The parts in which two states of one file differ, whatever they mean.

Both are as the JSON export has them. Nothing that differs is passed over: a list is matched item
by item, so that a line put in at the top does not make every other line look changed.

Matching of the items of a list between two states of it.

Equal items are matched first, then items of the same name, then items that are a new wording.
"""

from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from planctl.model.problem import At

# What names an item of a list, where anything does.
_NAMES: Final = (
    *("id", "ref", "what", "title", "asks", "setting"),
    *("on", "to", "until", "measure", "report", "reason"),
)
# What a reader knows it by.
_TITLES: Final = (
    *("title", "what", "asks", "decided", "setting", "to"),
    *("on", "until", "by", "measure", "report", "note", "reason"),
)
_PATIENCE: Final = 2_500  # how many texts are held against each other at the most
_LONG: Final = 4_000_000  # words of one text times words of another
_SLOW: Final = 20_000  # words that are the same, each of one text with each of the other
_ALIKE: Final = 0.6  # how much of two texts is the same when one is a new wording of the other


def match_items(old: Sequence[object], new: Sequence[object]) -> dict[int, int]:
    """For each item of the newer list that was in the older one, its place there."""
    places: dict[int, int] = {}
    for name in (repr, _item_key):
        _match_by(name, old, new, places)
    _match_alike(old, new, places)
    return places


def item_title(item: Mapping[str, object]) -> object:
    """What a reader knows a record by: its title, its day or the beginning of what it says."""
    order = ("by",) if "low" in item else _TITLES
    return next((item[key] for key in order if item.get(key)), None)


def _item_key(item: object) -> Hashable | None:
    record = item if isinstance(item, Mapping) else {}
    names = ("by",) if "low" in record else _NAMES  # a target is known by its day
    return next(((key, str(record[key])) for key in names if record.get(key)), None)


def _match_by(
    name: Callable[[object], Hashable | None],
    old: Sequence[object],
    new: Sequence[object],
    found: dict[int, int],
) -> None:
    """Match those of the same name that are not matched yet, each with the first that is left."""
    old_places = set(found.values())
    free_places: dict[Hashable, deque[int]] = {}
    for k, item in enumerate(old):
        key = None if k in old_places else name(item)
        if key is not None:
            free_places.setdefault(key, deque()).append(k)
    for n, item in enumerate(new):
        queue = free_places.get(name(item)) if n not in found else None
        if queue:
            found[n] = queue.popleft()


def _match_alike(old: Sequence[object], new: Sequence[object], places: dict[int, int]) -> None:
    """Match those that are new wordings of others, the most alike first."""
    old_places = set(places.values())
    old_words = {k: [*_words(item)] for k, item in enumerate(old) if k not in old_places}
    new_words = {n: [*_words(item)] for n, item in enumerate(new) if n not in places}
    if len(old_words) * len(new_words) > _PATIENCE:
        return
    pairs = ((k, n) for k in old_words for n in new_words)
    for share, k, n in sorted((-_share(old_words[k], new_words[n]), k, n) for k, n in pairs):
        if -share >= _ALIKE and n not in places and k not in old_places:
            places[n] = k
            old_places.add(k)


def _share(old: list[str], new: list[str]) -> float:
    """How much of two texts is the same; of those too long to tell, how many of their words."""
    quick = SequenceMatcher(None, old, new, autojunk=True)
    if quick.real_quick_ratio() < _ALIKE:
        return 0.0
    words = quick.quick_ratio()
    matcher = word_matcher(old, new) if words >= _ALIKE else None
    return matcher.ratio() if matcher else words


def word_matcher(old: list[str], new: list[str]) -> SequenceMatcher[str] | None:
    """What finds the words that two texts share, in their order; none where it takes too long.

    In long texts it looks for the rarer words only.
    """
    if len(old) * len(new) > _LONG:
        return None
    old_counts, new_counts = Counter(old), Counter(new)
    equal_pairs = sum(count * new_counts[word] for word, count in old_counts.items())
    return SequenceMatcher(None, old, new, autojunk=equal_pairs > _SLOW)


def _words(value: object) -> Iterator[str]:
    """The words of every text in a value."""
    if isinstance(value, Mapping | list):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _words(part)
    elif value is not None:
        yield from str(value).split()


# Lists that say one thing together: who leads, what it waits for.
_WHOLE: Final = (
    *("leads", "findings", "depends_on", "replaced_by", "about", "by"),
    *("cadence", "sources", "standings", "not_in", "attendance"),
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


def differences(
    old: object, new: object, at: At = (), within: tuple[object, ...] = ()
) -> Iterator[Difference]:
    """Every part that differs, the smallest part that says what changed."""
    whole = Difference(at, old, new, within)
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping) and not _is_timescale(old, new):
        for key in dict.fromkeys([*old, *new]):
            yield from differences(old.get(key), new.get(key), (*at, key), within)
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
    places = match_items(old, new)
    for n, item in enumerate(new):
        if n in places:
            old_item = old[places[n]]
            names = (*within, item_title(item)) if isinstance(item, Mapping) else within
            yield from differences(old_item, item, (*at, n), names)
        else:
            yield Difference((*at, n), None, item, within)
    old_places = [places[n] for n in sorted(places)]
    matched_places = set(old_places)
    for n, item in enumerate(old):
        if n not in matched_places:
            yield Difference((*at, n), item, None, within)
    if old_places != sorted(old_places) and at not in _UNORDERED:
        was, now = [old[k] for k in sorted(old_places)], [old[k] for k in old_places]
        yield Difference(at, was, now, within)
