"""A file of the measures folder: a figure that shows whether the plan makes a difference."""

from enum import StrEnum

from pydantic import Field

from planctl.model.frozen import Frozen
from planctl.model.scalar import Day, Figure, Id, Text


class Better(StrEnum):
    """Which way a measure should move."""

    HIGHER = "higher"
    LOWER = "lower"
    WITHIN = "within"


class Baseline(Frozen):
    """Where a measure started."""

    value: Figure = Field(description="The figure.")
    on: Day | None = Field(None, description="The day of it.")


class Target(Frozen):
    """Where a measure should be by a day: a value, or a range from low to high."""

    value: Figure | None = Field(None, description="The figure to reach.")
    low: Figure | None = Field(None, description="The lower end of a range.")
    high: Figure | None = Field(None, description="The upper end of a range.")
    by: Day | None = Field(None, description="The day to reach it by.")


class Observation(Frozen):
    """What a measure was seen to be on a day."""

    on: Day = Field(description="The day of it.")
    value: Figure = Field(description="The figure.")
    source: Text | None = Field(None, description="Where the figure comes from.")


class Measure(Frozen):
    """A figure that shows whether the plan makes a difference."""

    id: Id = Field(description="A short id that actions name it by.", examples=["agency-rate"])
    title: Text = Field(description="What is measured.")
    unit: Text | None = Field(None, description="What the figures count.", examples=["%"])
    better: Better | None = Field(None, description="Which way it should move.")
    baseline: Baseline | None = Field(None, description="Where it started.")
    targets: tuple[Target, ...] = Field((), description="Where it should be, by when.")
    observations: tuple[Observation, ...] = Field((), description="What was seen, newest last.")
    source: Text | None = Field(None, description="Where the figures come from.")
    owner: Text | None = Field(None, description="The role that looks after it.")
