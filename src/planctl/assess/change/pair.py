"""Which action of one state of a plan is which action of another.

A ref alone does not tell: where an action is put in, all that follow may get another ref. So the
same file comes first where it did not change at all, then the same ref with the same title, then
the same title, then a text that is nearly the same, then the same ref, and at last a text that is
mostly the same.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import Final, NamedTuple

from planctl.assess.judged import Judged

# How many of all the words of two actions both have, when they are one whatever their refs, and
# when nothing else tells.
_THE_SAME: Final = 0.8
_ALIKE: Final = 0.5
_PATIENCE: Final = 40_000  # how many texts are held against each other at the most


class Pair(NamedTuple):
    """One action in two states of a plan."""

    old: Judged
    new: Judged


class Paired(NamedTuple):
    """The actions of two states: those in both, and those in one of them only."""

    both: tuple[Pair, ...]  # in the order of the newer state
    added: tuple[Judged, ...]
    removed: tuple[Judged, ...]


def paired(old: Iterable[Judged], new: Iterable[Judged]) -> Paired:
    """The actions of two states of a plan, each with itself."""
    before, after = list(old), list(new)
    both: list[Pair] = []
    both += _by(_file, before, after)
    both += _by(_ref_and_title, before, after)
    both += _by(_title, before, after)
    both += _by_text(_THE_SAME, before, after)
    both += _by(_ref, before, after)
    both += _by_text(_ALIKE, before, after)
    both.sort(key=lambda pair: pair.new.at[1::2])
    return Paired(tuple(both), tuple(after), tuple(before))


def _file(each: Judged) -> Hashable:
    """A file that did not change is read once, and gives the same value to both states."""
    return id(each.action)


def _ref_and_title(each: Judged) -> Hashable:
    return each.ref, _title(each)


def _title(each: Judged) -> Hashable:
    return each.action.title.casefold()


def _ref(each: Judged) -> Hashable:
    return each.ref


def _by(name: Callable[[Judged], Hashable], old: list[Judged], new: list[Judged]) -> list[Pair]:
    """Pair those of the same name, and take them out; a name that is not the only one pairs none.

    Those that share both ref and title pair in their order: they are the same to a reader.
    """
    before, after = _named(name, old), _named(name, new)
    alone = name is not _ref_and_title
    pairs = [
        Pair(*each)
        for key, are in after.items()
        if (were := before.get(key)) and not (alone and max(len(were), len(are)) > 1)
        for each in zip(were, are, strict=False)
    ]
    _take_out(pairs, old, new)
    return pairs


def _named(
    name: Callable[[Judged], Hashable], of: Iterable[Judged]
) -> dict[Hashable, list[Judged]]:
    found: dict[Hashable, list[Judged]] = {}
    for each in of:
        found.setdefault(name(each), []).append(each)
    return found


def _by_text(least: float, old: list[Judged], new: list[Judged]) -> list[Pair]:
    """Pair those whose texts are mostly the same, the most alike first, and take them out."""
    if len(old) * len(new) > _PATIENCE:
        return []
    words = {id(each): _words(each) for each in (*old, *new)}
    alike = [
        (-_share(words[id(one)], words[id(other)]), one.ref != other.ref, k, n)
        for k, one in enumerate(old)
        for n, other in enumerate(new)
    ]
    chosen: dict[int, int] = {}
    for share, _, k, n in sorted(alike):
        if -share >= least and k not in chosen and n not in chosen.values():
            chosen[k] = n
    pairs = [Pair(old[k], new[n]) for k, n in chosen.items()]
    _take_out(pairs, old, new)
    return pairs


def _words(each: Judged) -> frozenset[str]:
    action = each.action
    said = " ".join((action.title, *action.actions, *action.expected_impact))
    return frozenset(said.casefold().split())


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    either = len(one | other)
    return len(one & other) / either if either else 0.0


def _take_out(pairs: Iterable[Pair], old: list[Judged], new: list[Judged]) -> None:
    taken = {id(each) for pair in pairs for each in pair}
    old[:] = [each for each in old if id(each) not in taken]
    new[:] = [each for each in new if id(each) not in taken]
