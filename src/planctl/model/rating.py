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
