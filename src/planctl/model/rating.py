"""The closed lists of judgement: standings, ratings, tags; which standing earns which rating.

The key is the plan's own data (policy.yaml), because no two boards use the same one;
the one that stands here is used where the plan says nothing.
"""

from collections.abc import Mapping
from typing import Final

from planctl.model.choice import Choice


class Standing(Choice):
    """What the facts say of an action on a day; the first that fits, in this order."""

    WITHDRAWN = "withdrawn"
    EMBEDDED = "embedded"
    COMPLETE = "complete"
    PAUSED = "paused"
    OVERDUE = "overdue"
    MILESTONE_OVERDUE = "milestone overdue"
    EXTENDED = "extended"
    STARTING_LATE = "starting late"
    DUE_SOON = "due soon"
    NO_TIMESCALE = "no timescale"
    NOT_STARTED = "not started"
    ON_TRACK = "on track"


class ImpactStanding(Choice):
    """What the measures say of an action's effect on a day."""

    NO_MEASURE = "no measure"
    NO_TARGET = "no target"
    NO_DATA = "no data"
    OUT_OF_DATE = "out of date"
    WORSE_THAN_BASELINE = "worse than baseline"
    NO_CHANGE = "no change"
    IMPROVING = "improving"
    ON_TRAJECTORY = "on trajectory"
    TARGET_MET = "target met"
    SUSTAINED = "sustained"


class Rating(Choice):
    """A colour of the key, best first; grey is "not rated" and stands outside the order."""

    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


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
        "A milestone is late, the date was extended, it starts late or is paused.",
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

# What an action can be listed by, in the order in which filters offer it.
TAGS: Final[Mapping[str, str]] = {
    "open": "Open",
    "overdue": "Overdue",
    "newly-overdue": "Newly overdue",
    "due-soon": "Due soon",
    "late-milestone": "Milestone late",
    "asked": "Waits for the board's answer",
    "extended": "Extended",
    "promise-changed": "First promise changed without the board",
    "paused": "Paused",
    "withdrawn": "Withdrawn",
    "disputed": "Rating disputed",
    "no-timescale": "No timescale",
    "no-lead": "No lead",
    "at-risk": "Waits for something late",
    "escalated": "Open escalation",
    "delivered": "Delivered",
    "no-evidence": "Completed without evidence",
    "no-effect": "Done, no effect shown",
    "changed": "Changed since the last board",
}
