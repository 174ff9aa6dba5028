"""A file of the measures folder: a figure that shows whether the plan makes a difference."""

from datetime import date
from decimal import Decimal
from typing import Final

from pydantic import Field, PrivateAttr

from planctl.model.choice import Choice
from planctl.model.edition import HELD
from planctl.model.field_types import (
    Count,
    Day,
    Figure,
    Frozen,
    Id,
    Label,
    ObservedValue,
    SharedWith,
    Text,
)


class Better(Choice):
    """Which way a measure should move."""

    HIGHER = "higher"
    LOWER = "lower"
    WITHIN = "within"


class Frequency(Choice):
    """How often a measure is taken."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"

    @property
    def days(self) -> int:
        """The longest time between two readings that are on time, in days."""
        return _DAYS[self]

    def period(self, day: date) -> tuple[int, int]:
        """The period of the calendar that a day falls in, by its year and its number there."""
        if self is Frequency.WEEKLY:
            return day.isocalendar()[:2]
        return day.year, (day.month - 1) // _MONTHS[self]


_DAYS: Final = {
    Frequency.WEEKLY: 7,
    Frequency.MONTHLY: 31,
    Frequency.QUARTERLY: 92,
    Frequency.HALF_YEARLY: 184,
    Frequency.YEARLY: 366,
}
_MONTHS: Final = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
}


class Counted(Choice):
    """What a measure counts."""

    PEOPLE = "people"
    PEOPLE_SO_FAR = "people so far"


class Course(Choice):
    """How a measure is expected to go from one target to the next."""

    STRAIGHT = "straight"
    STEPS = "steps"


class Baseline(Frozen):
    """Where a measure started."""

    value: Figure = Field(description="The figure.")
    on: Day | None = Field(None, description="The day of it.")
    note: Text | None = Field(None, description="Anything particular about it.")


class Target(Frozen):
    """Where a measure should be by a day: a value, or a range from low to high."""

    value: Figure | None = Field(None, description="The figure to reach.")
    low: Figure | None = Field(None, description="The lower end of a range.")
    high: Figure | None = Field(None, description="The upper end of a range.")
    by: Day | None = Field(None, description="The day to reach it by.")
    note: Text | None = Field(None, description="Anything particular about it.")


class Observation(Frozen):
    """What a measure was seen to be on a day."""

    on: Day = Field(description="The day of it: the last of the time that it covers.")
    value: ObservedValue = Field(
        description="The figure; or provisional, not available or withheld where there is none."
    )
    numerator: Figure | None = Field(None, description="How many it is true of.")
    denominator: Figure | None = Field(None, description="Of how many.")
    source: Text | None = Field(None, description="Where the figure comes from.")
    note: Text | None = Field(None, description="Anything particular about it.")

    @property
    def figure(self) -> Decimal | None:
        """The figure; none where there is only the word for why it is missing."""
        return None if isinstance(self.value, str) else self.value


class Measure(Frozen):
    """A figure that shows whether the plan makes a difference."""

    id: Id = Field(description="A short id that actions name it by.", examples=["agency-rate"])
    title: Text = Field(description="What is measured.")
    unit: Label | None = Field(None, description="What the figures count.", examples=["%"])
    counts: Counted | None = Field(
        None,
        description="people, where the figures count children or other people, and people so far "
        "where they are a running total: the public edition then shows no small number.",
    )
    better: Better | None = Field(None, description="Which way it should move.")
    frequency: Frequency | None = Field(
        None,
        description="How often it is taken. A figure that is twice as old as that is out of date.",
    )
    baseline: Baseline | None = Field(None, description="Where it started.")
    targets: tuple[Target, ...] = Field((), description="Where it should be, by when.")
    course: Course = Field(
        Course.STRAIGHT,
        description="Whether it should move in a straight line from one target to the next, or "
        "in steps: each target counts on its own day.",
    )
    tolerance: Figure | None = Field(
        None,
        description="By how much a figure may miss what is expected, or differ from another, "
        "and still count as the same.",
    )
    sustained_after: Count = Field(
        3, description="How many readings in a row must meet the target to call it sustained."
    )
    small_below: Count = Field(
        20, description="Below this denominator a figure rests on too few cases to be judged."
    )
    observations: tuple[Observation, ...] = Field((), description="What was seen, newest last.")
    source: Text | None = Field(None, description="Where the figures come from.")
    owner: Label | None = Field(None, description="The role that looks after it.")
    note: Text | None = Field(None, description="Anything particular about it.")
    share: SharedWith = None


class HeldMeasure(Measure):
    """A measure whose texts and figures an edition holds back, and that is judged all the same."""

    _whole: Measure = PrivateAttr()

    @classmethod
    def of(cls, whole: Measure, name: str) -> "HeldMeasure":
        """What stands in the place of a measure, under a name that tells nothing."""
        held = cls.model_construct(id=name, title=HELD)
        held._whole = whole  # noqa: SLF001 - of this class
        return held

    @property
    def whole(self) -> Measure:
        """The measure, to be judged and never to be shown."""
        return self._whole
