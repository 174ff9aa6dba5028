"""decisions.yaml: what the board decided, about which actions, and who does what by when."""

from pydantic import ConfigDict, Field, RootModel

from planctl.model.edition import Share
from planctl.model.field_types import DatedTimescale, Day, DayOrMonth, Id, Label, Text
from planctl.model.frozen import Frozen


class FollowUp(Frozen):
    """What somebody has to do because of a decision."""

    who: Label = Field(description="Who does it, by role.")
    what: Text = Field(description="What is to be done.")
    by: DatedTimescale | None = Field(None, description="By when.")
    done: Day | None = Field(None, description="The day it was done; empty while it is not.")


class Decision(Frozen):
    """Something that a meeting of the board decided."""

    id: Id = Field(description="A short id that actions name it by.", examples=["2024-03-a"])
    meeting: DayOrMonth = Field(description="The meeting that decided it.")
    decided: Text = Field(description="What was decided.")
    about: tuple[Label, ...] = Field((), description="Refs of the actions that it is about.")
    follow_up: tuple[FollowUp, ...] = Field((), description="Who does what by when.")
    share: Share | None = Field(
        None, description="Who alone may read it; empty: everybody. See docs/editions.md."
    )


class Decisions(RootModel[tuple[Decision, ...]]):
    """decisions.yaml: the decisions of the board, an item each, the newest last."""

    model_config = ConfigDict(frozen=True, defer_build=True)
