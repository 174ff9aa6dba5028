"""The plan's own RAG key: which standing earns which rating, and what each rating is called.

No code assumes a colour: blue is "checked in practice" at one trust and "suspended" at one
council. How good a rating is follows from the standings that earn it.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from planctl.model.document import ImpactKey, Policy, ProgressKey
from planctl.model.rating import (
    IMPACT_STANDINGS,
    IMPACT_WORDS,
    PROGRESS_STANDINGS,
    PROGRESS_WORDS,
    ImpactStanding,
    Rating,
    Standing,
)

# How good a standing is, best first; those that are not here say nothing of good or bad.
_LEVELS: Final[Mapping[Standing | ImpactStanding, int]] = {
    Standing.EMBEDDED: 0,
    Standing.COMPLETE: 1,
    Standing.ON_TRACK: 1,
    Standing.DUE_SOON: 1,
    Standing.MILESTONE_OVERDUE: 2,
    Standing.EXTENDED: 2,
    Standing.STARTING_LATE: 2,
    Standing.PAUSED: 2,
    Standing.OVERDUE: 3,
    ImpactStanding.SUSTAINED: 0,
    ImpactStanding.TARGET_MET: 1,
    ImpactStanding.ON_TRAJECTORY: 1,
    ImpactStanding.IMPROVING: 2,
    ImpactStanding.OUT_OF_DATE: 2,
    ImpactStanding.NO_CHANGE: 3,
    ImpactStanding.WORSE_THAN_BASELINE: 3,
}
_WORRYING: Final = 2


class Key(NamedTuple):
    """One RAG key: what each rating is called and means, and the rating of each standing."""

    words: Mapping[Rating, tuple[str, str]]
    ratings: Mapping[Standing | ImpactStanding, Rating]

    def level(self, rating: Rating) -> int | None:
        """How good a rating is: that of the best standing which earns it; none says nothing."""
        earned = (standing for standing, of in self.ratings.items() if of is rating)
        return min((_LEVELS[s] for s in earned if s in _LEVELS), default=None)

    def is_too_good(self, declared: Rating, computed: Rating) -> bool:
        """Whether a declared rating is better than the facts allow.

        To declare "not rated" where the facts show a worry is too good as well.
        """
        facts, said = self.level(computed), self.level(declared)
        if facts is None:
            return False
        return facts >= _WORRYING if said is None else said < facts


def progress_key(policy: Policy) -> Key:
    """The key of the progress RAG, the plan's own words and standings over the built-in ones."""
    return _key(PROGRESS_WORDS, PROGRESS_STANDINGS, policy.progress_rag)


def impact_key(policy: Policy) -> Key:
    """The key of the impact RAG, the plan's own words and standings over the built-in ones."""
    return _key(IMPACT_WORDS, IMPACT_STANDINGS, policy.impact_rag)


def _key(
    words: Mapping[Rating, tuple[str, str]],
    standings: Mapping[Standing | ImpactStanding, Rating],
    own: Mapping[Rating, ProgressKey] | Mapping[Rating, ImpactKey],
) -> Key:
    said = {rating: (of.label, of.meaning) for rating, of in own.items()}
    both = {
        rating: (
            said.get(rating, (None, None))[0] or label,
            said.get(rating, (None, None))[1] or meaning,
        )
        for rating, (label, meaning) in words.items()
    }
    moved = {standing: rating for rating, of in own.items() for standing in of.standings}
    return Key(both, {**standings, **moved})
