"""decisions.yaml and evidence.yaml: what the board decided; fingerprints of evidence files."""

from typing import Annotated, Final

from pydantic import ConfigDict, Field, RootModel, StringConstraints, WithJsonSchema

from planctl.model.field_types import (
    Address,
    DatedTimescale,
    Day,
    DayOrMonth,
    Frozen,
    Id,
    Label,
    SharedWith,
    Text,
)


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
    share: SharedWith = None


class Decisions(RootModel[tuple[Decision, ...]]):
    """decisions.yaml: the decisions of the board, an item each, the newest last."""

    model_config = ConfigDict(frozen=True, defer_build=True)


SHA256: Final = "^[0-9a-f]{64}$"
Fingerprint = Annotated[
    str,
    StringConstraints(pattern=SHA256),
    WithJsonSchema({"type": "string", "pattern": SHA256, "description": "Its sha256."}),
]


class Seals(RootModel[dict[Address, Fingerprint]]):
    """evidence.yaml: each evidence file, from the plan folder, with its sha256.

    planctl evidence lock writes it.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)
