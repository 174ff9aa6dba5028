"""Matching of the actions between two states of a plan.

A ref alone does not identify an action: where one is inserted, those after it may be renumbered.
So an unchanged file is matched first, then the same ref with the same title, the same title, a
text that is nearly the same, the same ref, and last a text that is mostly the same.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from planctl.assess.judgement import Judgement
from planctl.model.action import Action
from planctl.model.plan import Area

# How many of all the words of two actions both have, when they are one whatever their refs, and
# when nothing else tells.
_THE_SAME: Final = 0.8
_ALIKE: Final = 0.5
_PATIENCE: Final = 40_000  # how many texts are held against each other at the most


class ActionPair(NamedTuple):
    """One action in two states of a plan."""

    old: Judgement
    new: Judgement


class ActionMatches(NamedTuple):
    """The actions of two states: those in both, and those in one of them only."""

    both: tuple[ActionPair, ...]  # in the order of the newer state
    added: tuple[Judgement, ...]
    removed: tuple[Judgement, ...]

    def with_older(self, judged: Iterable[Judgement]) -> "ActionMatches":
        """The same matches where the actions of the older state were judged anew."""
        older = {judgement.at: judgement for judgement in judged}
        return ActionMatches(
            tuple(pair._replace(old=older[pair.old.at]) for pair in self.both),
            self.added,
            tuple(older[judgement.at] for judgement in self.removed),
        )


Thing = TypeVar("Thing")
_Numbered = dict[int, Action]  # the actions of a state that are not paired yet, by their number


def match_judgements(old: Iterable[Judgement], new: Iterable[Judgement]) -> ActionMatches:
    """The actions of two states of a plan, each with itself."""
    before, after = list(old), list(new)
    numbers = match_actions([it.action for it in before], [it.action for it in after])
    both = [ActionPair(before[k], after[n]) for k, n in numbers]
    both.sort(key=lambda pair: pair.new.at[1::2])
    paired_ids = {id(judgement) for pair in both for judgement in pair}
    added = (judgement for judgement in after if id(judgement) not in paired_ids)
    removed = (judgement for judgement in before if id(judgement) not in paired_ids)
    return ActionMatches(tuple(both), tuple(added), tuple(removed))


def match_actions(old: Sequence[Action], new: Sequence[Action]) -> list[tuple[int, int]]:
    """The numbers of the actions that are in both of two states, the older one's first."""
    before, after = dict(enumerate(old)), dict(enumerate(new))
    both: list[tuple[int, int]] = []
    both += _match_by_identity(before, after)
    both += _match_by_name(ref_and_title, before, after)
    both += _match_by_name(folded_title, before, after)
    both += _match_by_text(_THE_SAME, before, after)
    both += _match_by_name(own_ref, before, after)
    both += _match_by_text(_ALIKE, before, after)
    return both


def _match_by_identity(old: _Numbered, new: _Numbered) -> list[tuple[int, int]]:
    """Pair those of one file: what did not change is read once, and is one value to both states."""
    numbers = {id(action): k for k, action in old.items()}
    pairs = [(numbers[id(action)], n) for n, action in new.items() if id(action) in numbers]
    _remove_pairs(pairs, old, new)
    return pairs


def own_ref(item: Action | Area) -> Hashable:
    """The ref of an action or an area."""
    return item.ref


def folded_title(item: Action | Area) -> Hashable:
    """Its title, whatever the capitals."""
    return item.title.casefold()


def ref_and_title(item: Action | Area) -> Hashable:
    """Both together."""
    return item.ref, folded_title(item)


def _match_by_name(
    name: Callable[[Action], Hashable], old: _Numbered, new: _Numbered
) -> list[tuple[int, int]]:
    """Pair those of the same name, and take them out; a name that is not the only one pairs none.

    Those that share both ref and title pair in their order: they are the same to a reader.
    """
    if not (old and new):
        return []
    before, after = numbers_by_name(name, old), numbers_by_name(name, new)
    is_unique = name is not ref_and_title
    pairs = [
        pair
        for key, new_numbers in after.items()
        if (old_numbers := before.get(key))
        and not (is_unique and max(len(old_numbers), len(new_numbers)) > 1)
        for pair in zip(old_numbers, new_numbers, strict=False)
    ]
    _remove_pairs(pairs, old, new)
    return pairs


def numbers_by_name(
    name: Callable[[Thing], Hashable], things: Mapping[int, Thing]
) -> dict[Hashable, list[int]]:
    """The numbers of the things of each name."""
    numbers: dict[Hashable, list[int]] = {}
    for number, thing in things.items():
        numbers.setdefault(name(thing), []).append(number)
    return numbers


def _match_by_text(least: float, old: _Numbered, new: _Numbered) -> list[tuple[int, int]]:
    """Pair those whose texts are mostly the same, the most alike first, and take them out."""
    if len(old) * len(new) > _PATIENCE:
        return []
    old_words = {k: _words(action) for k, action in old.items()}
    new_words = {n: _words(action) for n, action in new.items()}
    candidates = [
        (-_share(old_words[k], new_words[n]), old[k].ref != new[n].ref, k, n)
        for k in old_words
        for n in new_words
    ]
    matches: dict[int, int] = {}
    for share, _, k, n in sorted(candidates):
        if -share >= least and k not in matches and n not in matches.values():
            matches[k] = n
    pairs = list(matches.items())
    _remove_pairs(pairs, old, new)
    return pairs


def _words(action: Action) -> frozenset[str]:
    text = " ".join((action.title, *action.actions, *action.expected_impact))
    return frozenset(text.casefold().split())


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    total = len(first | second)
    return len(first & second) / total if total else 0.0


def _remove_pairs(pairs: Iterable[tuple[int, int]], old: _Numbered, new: _Numbered) -> None:
    for k, n in pairs:
        del old[k], new[n]
