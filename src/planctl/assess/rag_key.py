"""The plan's own RAG key: which standing earns which rating, and what each rating is called.

No code assumes a colour: blue is "checked in practice" at one trust and "suspended" at one
council. How good a rating is follows from the standings that earn it, and how good it is of one
action from that action's own standing, whatever else the key calls by the same colour.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from planctl.model.policy import ImpactKey, Policy, ProgressKey
from planctl.model.rating import ImpactStanding, Rating, Standing

# The key of a plan that has none of its own.
PROGRESS_STANDINGS: Final[Mapping[Standing | ImpactStanding, Rating]] = {
    Standing.EMBEDDED: Rating.BLUE,
    Standing.COMPLETE: Rating.GREEN,
    Standing.ON_TRACK: Rating.GREEN,
    Standing.DUE_SOON: Rating.GREEN,
    Standing.MILESTONE_OVERDUE: Rating.AMBER,
    Standing.EXTENDED: Rating.AMBER,
    Standing.STARTING_LATE: Rating.AMBER,
    Standing.PAUSED: Rating.AMBER,
    Standing.OVERDUE: Rating.RED,
    Standing.NO_TIMESCALE: Rating.GREY,
    Standing.NOT_STARTED: Rating.GREY,
    Standing.WITHDRAWN: Rating.GREY,
}

PROGRESS_WORDS: Final[Mapping[Rating, tuple[str, str]]] = {
    Rating.BLUE: ("Embedded", "Done, and evidence shows that it holds in practice."),
    Rating.GREEN: ("On track", "Complete, or under way and within its date."),
    Rating.AMBER: (
        "At risk",
        "A milestone is late, it is past its first date by extension, it starts late or is paused.",
    ),
    Rating.RED: ("Overdue", "The date has passed and the action is not complete."),
    Rating.GREY: ("Not rated", "It has no date, has not started, or was withdrawn."),
}

IMPACT_WORDS: Final[Mapping[Rating, tuple[str, str]]] = {
    Rating.BLUE: ("Sustained", "The measures have held their targets."),
    Rating.GREEN: ("Effect shown", "The measures are on course or have met their targets."),
    Rating.AMBER: (
        "Some effect",
        "The measures improve, but less than was planned; or their figures are out of date.",
    ),
    Rating.RED: ("No effect shown", "The measures have not moved, or have become worse."),
    Rating.GREY: ("Not rated", "No measure with figures and a target, or no data yet."),
}

IMPACT_STANDINGS: Final[Mapping[Standing | ImpactStanding, Rating]] = {
    ImpactStanding.SUSTAINED: Rating.BLUE,
    ImpactStanding.TARGET_MET: Rating.GREEN,
    ImpactStanding.ON_TRAJECTORY: Rating.GREEN,
    ImpactStanding.IMPROVING: Rating.AMBER,
    ImpactStanding.OUT_OF_DATE: Rating.AMBER,
    ImpactStanding.NO_CHANGE: Rating.RED,
    ImpactStanding.WORSE_THAN_BASELINE: Rating.RED,
    ImpactStanding.NO_DATA: Rating.GREY,
    ImpactStanding.NO_TARGET: Rating.GREY,
    ImpactStanding.NO_MEASURE: Rating.GREY,
}

# How good a standing is, best first; those that are not here say nothing of good or bad.
_LEVELS: Final[Mapping[Standing | ImpactStanding, int]] = {
    Standing.EMBEDDED: 0,
    Standing.COMPLETE: 1,
    Standing.ON_TRACK: 2,
    Standing.DUE_SOON: 2,
    Standing.MILESTONE_OVERDUE: 3,
    Standing.EXTENDED: 3,
    Standing.STARTING_LATE: 3,
    Standing.PAUSED: 3,
    Standing.OVERDUE: 4,
    ImpactStanding.SUSTAINED: 0,
    ImpactStanding.TARGET_MET: 1,
    ImpactStanding.ON_TRAJECTORY: 2,
    ImpactStanding.IMPROVING: 3,
    ImpactStanding.OUT_OF_DATE: 3,
    ImpactStanding.NO_CHANGE: 4,
    ImpactStanding.WORSE_THAN_BASELINE: 5,
}
# From these levels on a standing is a worry, and bad.
WORRYING: Final = 3
BAD: Final = 4
_BUILT_IN: Final = {**PROGRESS_STANDINGS, **IMPACT_STANDINGS}


class RatingWorth(NamedTuple):
    """How good a rating is of an action: the lower, the better, the level before the worst."""

    level: int
    worst: int  # of all the standings that earn the rating: of two equals it decides


class RagKey(NamedTuple):
    """One RAG key: what each rating is called and means, and the rating of each standing."""

    words: Mapping[Rating, tuple[str, str]]
    ratings: Mapping[Standing | ImpactStanding, Rating]

    def worth(self, rating: Rating, standing: Standing | ImpactStanding) -> RatingWorth | None:
        """How good a rating is of an action of this standing; none says nothing of good or bad.

        The rating that the standing earns is as good as the standing. Another one, which only a
        lead declares, is as good as the best standing that earns it; but the rating of the worst
        standing of all is the worst.
        """
        levels = self._rating_levels(rating)
        is_own = self.ratings[standing] is rating
        if is_own and standing in _LEVELS:
            return RatingWorth(_LEVELS[standing], max(levels))
        if not levels or (is_own and rating is Rating.GREY):
            return None
        worst = max(levels)
        is_worst = worst == max(_LEVELS.get(other, 0) for other in self.ratings)
        return RatingWorth(worst if is_worst and not is_own else min(levels), worst)

    def is_too_good(self, declared: Rating, standing: Standing | ImpactStanding) -> bool:
        """Whether a declared rating is better than the action's own standing allows.

        It is where a better standing earns it; where one as good does, while worse ones share
        the colour of the action's own; and where it is "not rated" and the standing is a worry.
        """
        own = self.ratings[standing]
        facts, claim = self.worth(own, standing), self.worth(declared, standing)
        if facts is None or declared is own:
            return False
        is_silent = claim is None or declared is Rating.GREY
        if is_silent and facts.level >= WORRYING:
            return True
        return claim is not None and claim < facts

    def _rating_levels(self, rating: Rating) -> list[int]:
        """How good the standings are that earn a rating; of a colour that none does: built in."""
        earned = [standing for standing, it in self.ratings.items() if it is rating]
        standings = earned or [it for it in self.ratings if _BUILT_IN[it] is rating]
        return [_LEVELS[standing] for standing in standings if standing in _LEVELS]


def progress_key(policy: Policy) -> RagKey:
    """The key of the progress RAG, the plan's own words and standings over the built-in ones."""
    return _merge_key(PROGRESS_WORDS, PROGRESS_STANDINGS, policy.progress_rag)


def impact_key(policy: Policy) -> RagKey:
    """The key of the impact RAG, the plan's own words and standings over the built-in ones."""
    return _merge_key(IMPACT_WORDS, IMPACT_STANDINGS, policy.impact_rag)


def _merge_key(
    words: Mapping[Rating, tuple[str, str]],
    standings: Mapping[Standing | ImpactStanding, Rating],
    own: Mapping[Rating, ProgressKey] | Mapping[Rating, ImpactKey],
) -> RagKey:
    own_words = {rating: (colour.label, colour.meaning) for rating, colour in own.items()}
    all_words = {
        rating: (
            own_words.get(rating, (None, None))[0] or label,
            own_words.get(rating, (None, None))[1] or meaning,
        )
        for rating, (label, meaning) in words.items()
    }
    own_ratings = {it: rating for rating, colour in own.items() for it in colour.standings}
    return RagKey(all_words, {**standings, **own_ratings})
