"""The parts in which two states of one file differ, whatever they mean.

Both are as the JSON export has them. Nothing that differs is passed over: a list is matched item
by item, so that a line put in at the top does not make every other line look changed.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from planctl.model.problem import At

# What names an item of a list, where anything does.
_NAMES: Final = ("id", "ref", "what", "title", "asks", "on", "to", "measure", "report")
# Lists that say one thing together: who leads, what it waits for.
_WHOLE: Final = frozenset(
    {"leads", "findings", "depends_on", "about", "by", "cadence", "sources", "standings", "not_in"}
)
_PATIENCE: Final = 10_000  # how many texts are held against each other at the most
_ALIKE: Final = 0.6  # how much of two texts is the same when one is a new wording of the other


class Difference(NamedTuple):
    """One part that differs, and where it stands in the newer state; None stands for absent."""

    at: At
    old: object
    new: object


def differences(old: object, new: object, at: At = ()) -> Iterator[Difference]:
    """Every part that differs, the smallest part that says what changed."""
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping) and not _is_timescale(old, new):
        for key in dict.fromkeys([*old, *new]):
            yield from differences(old.get(key), new.get(key), (*at, key))
    elif isinstance(old, list) and isinstance(new, list) and not (at and at[-1] in _WHOLE):
        yield from _of_lists(old, new, at)
    else:
        yield Difference(at, old, new)


def _is_timescale(*values: Mapping[str, object]) -> bool:
    """Whether these are timescales in two parts, which are one thing to a reader."""
    return any(value.keys() == {"written", "due"} for value in values)


def _of_lists(old: list[object], new: list[object], at: At) -> Iterator[Difference]:
    matched = _matched(old, new)
    for n, item in enumerate(new):
        if n in matched:
            yield from differences(old[matched[n]], item, (*at, n))
        else:
            yield Difference((*at, n), None, item)
    kept = set(matched.values())
    for n, item in enumerate(old):
        if n not in kept:
            yield Difference((*at, n), item, None)


def _matched(old: Sequence[object], new: Sequence[object]) -> dict[int, int]:
    """For each item of the newer list that was in the older one, its place there."""
    matched: dict[int, int] = {}
    for name in (repr, _name):
        _match_by(name, old, new, matched)
    taken = set(matched.values())
    left = [k for k in range(len(old)) if k not in taken]
    found = [n for n in range(len(new)) if n not in matched]
    if len(left) * len(found) <= _PATIENCE:
        for n in found:
            like = next((k for k in left if _alike(old[k], new[n])), None)
            if like is not None:
                matched[n] = like
                left.remove(like)
    return matched


def _match_by(
    name: Callable[[object], Hashable | None],
    old: Sequence[object],
    new: Sequence[object],
    matched: dict[int, int],
) -> None:
    """Match those of the same name that are not matched yet, each with the first that is left."""
    taken = set(matched.values())
    left: dict[Hashable, deque[int]] = {}
    for k, item in enumerate(old):
        key = None if k in taken else name(item)
        if key is not None:
            left.setdefault(key, deque()).append(k)
    for n, item in enumerate(new):
        places = left.get(name(item)) if n not in matched else None
        if places:
            matched[n] = places.popleft()


def _name(item: object) -> Hashable | None:
    if not isinstance(item, Mapping):
        return None
    return next(((key, str(item[key])) for key in _NAMES if item.get(key)), None)


def _alike(old: object, new: object) -> bool:
    """Whether one is a new wording of the other."""
    first, second = texts(old), texts(new)
    matcher = SequenceMatcher(None, first.split(), second.split(), autojunk=False)
    enough = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    return all(ratio() >= _ALIKE for ratio in enough)


def texts(value: object) -> str:
    """All that a value says, in one text."""
    if isinstance(value, Mapping):
        return " ".join(texts(each) for each in value.values())
    if isinstance(value, list):
        return " ".join(map(texts, value))
    return "" if value is None else str(value)
