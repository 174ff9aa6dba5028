"""Which action of a plan is which action of a newer paper: by their words, then by their refs.

A ref that planctl made up is no identity, and papers renumber their rows where one goes. So the
words come first; a ref decides where the words were changed, but not where they are all different.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import islice
from typing import Final, NamedTuple

from planctl.update.paper_merge import Group

_ALIKE: Final = 0.5  # from which likeness on two actions are one, whatever their refs are
_SIGNIFICANT: Final = 4  # letters of a word that says something; “the” and “and” are everywhere
_LIMIT: Final = 200  # actions that one is held against: those that share its rarest words
_BEST: Final = 20  # of which so many are kept
_REWORDED_ALIKE: Final = 0.2  # from which on they are one where they share a ref


class MatchKey(NamedTuple):
    """By what an action is known."""

    ref: str
    words: frozenset[str]
    beside: frozenset[str] = frozenset()  # its area, its leads and its date
    is_made: bool = False  # whether planctl made its ref

    @classmethod
    def of(cls, said: Group, area: str = "", *, is_made: bool = False) -> "MatchKey":
        """The action that a file, or a paper, says; and the title of its area."""
        items = said.get("actions")
        texts = [str(said.get("title") or "")]
        texts += map(str, items) if isinstance(items, list) else ()
        words = frozenset(re.findall(r"\w+", " ".join(texts).casefold()))
        significant = frozenset(word for word in words if len(word) >= _SIGNIFICANT)
        leads = said.get("leads")
        lead_words = map(str, leads) if isinstance(leads, list) else ()
        beside = frozenset({area.casefold(), str(said.get("timescale")), *lead_words})
        return cls(str(said["ref"]), significant or words, beside, is_made)


class ActionMatch(NamedTuple):
    """Actions that are one, by the refs of the first side; and those that only share a ref."""

    same: Mapping[str, str]
    other: tuple[str, ...]


def match_by_words(ones: Iterable[MatchKey], others: Iterable[MatchKey]) -> ActionMatch:
    """Find for each action of one side the same of the other side, and none twice."""
    left = {known.ref: known for known in ones}
    right = {known.ref: known for known in others}
    same: dict[str, str] = {}

    def match_pairs(pairs: Iterable[tuple[str, str]]) -> None:
        for one, other in pairs:
            if one in left and other in right:
                same[one] = other
                del left[one], right[other]

    match_pairs(_same_words(left, right))
    match_pairs([*_same_ref(left, right, least=_ALIKE)])
    match_pairs(_similar_words(left, right))
    match_pairs([*_same_ref(left, right, least=_REWORDED_ALIKE)])
    return ActionMatch(same, tuple(ref for ref in left if ref in right and not left[ref].is_made))


def _same_ref(
    left: Mapping[str, MatchKey], right: Mapping[str, MatchKey], *, least: float
) -> Iterator[tuple[str, str]]:
    """Those that share a ref which stands in both, and are so much alike."""
    for ref, one in left.items():
        other = right.get(ref)
        if other and _is_stated(one, other) and _likeness(one, other) >= least:
            yield ref, ref


def _is_stated(one: MatchKey, other: MatchKey) -> bool:
    """Whether the paper gave both their ref, and it is the same."""
    return one.ref == other.ref and not one.is_made and not other.is_made


def _same_words(
    left: Mapping[str, MatchKey], right: Mapping[str, MatchKey]
) -> list[tuple[str, str]]:
    """Those of the very same words; of several those first that have more beside them alike."""
    by_words: dict[frozenset[str], list[MatchKey]] = {}
    for other in right.values():
        by_words.setdefault(other.words, []).append(other)
    pairs = [
        (_shared_context(one, other), one.ref == other.ref, one.ref, other.ref)
        for one, others in _candidates(left.values(), right, by_words)
        for other in others
    ]
    pairs.sort(key=lambda pair: (-pair[0], not pair[1]))
    return [(one, other) for _, _, one, other in pairs]


def _candidates(
    ones: Iterable[MatchKey],
    right: Mapping[str, MatchKey],
    by_words: Mapping[frozenset[str], list[MatchKey]],
) -> Iterator[tuple[MatchKey, Sequence[MatchKey]]]:
    """Each with those of the same words; of very many, with the few that stand where it stands."""
    turns: Counter[frozenset[str]] = Counter()
    for one in ones:
        others = by_words.get(one.words, [])
        if len(others) > _LIMIT:
            at, namesake = turns[one.words], right.get(one.ref)
            first = [namesake] if namesake and namesake.words == one.words else []
            others = [*first, *(each for each in others[at : at + _BEST] if each is not namesake)]
        turns[one.words] += 1
        yield one, others


def _shared_context(one: MatchKey, other: MatchKey) -> int:
    return len(one.beside & other.beside) + _is_stated(one, other)


def _similar_words(
    left: Mapping[str, MatchKey], right: Mapping[str, MatchKey]
) -> list[tuple[str, str]]:
    """Those of nearly the same words, the nearest first."""
    of_word: dict[str, list[str]] = {}
    for other in right.values():
        for word in other.words:
            of_word.setdefault(word, []).append(other.ref)
    pairs: list[tuple[float, int, str, str]] = []
    for one in left.values():
        rarest = sorted(one.words, key=lambda word: (len(of_word.get(word, ())), word))
        refs = dict.fromkeys(ref for word in rarest for ref in of_word.get(word, ())[:_LIMIT])
        similar = [
            (likeness, _shared_context(one, right[ref]), one.ref, ref)
            for ref in islice(refs, _LIMIT)
            if (likeness := _likeness(one, right[ref])) >= _ALIKE
        ]
        pairs += nlargest(_BEST, similar, key=lambda pair: pair[:2])
    pairs.sort(key=lambda pair: (-pair[0], -pair[1]))
    return [(one, other) for _, _, one, other in pairs]


def _likeness(one: MatchKey, other: MatchKey) -> float:
    """How alike the words of two actions are, from 0 to 1; a shorter wording is alike too."""
    common = len(one.words & other.words)
    whole = len(one.words | other.words)
    shorter = min(len(one.words), len(other.words))
    return (common / whole + common / shorter) / 2 if common else float(not whole)
