"""What a board is told at a meeting, and what it asks there.

The commentary and the overall ratings come with the papers, challenges and attendance after them.
"""

from pydantic import Field

from planctl.model.choice import Choice
from planctl.model.field_types import Address, DatedTimescale, Day, DayOrMonth, Label, Text
from planctl.model.frozen import Frozen
from planctl.model.rating import Rating


class Commentary(Frozen):
    """What the director, or another role, says of the plan in their own words."""

    by: Label = Field(description="Who says so, by role.", examples=["Director"])
    text: Text = Field(description="The commentary, in light Markdown.")


class Confidence(Choice):
    """How sure somebody is that the plan will be delivered."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Overall(Frozen):
    """How the plan as a whole stands, as it is declared to the board; the facts stand beside it."""

    progress_rag: Rating | None = Field(
        None, description="The progress rating of the whole plan. Empty: the rule's stands."
    )
    progress_reason: Text | None = Field(None, description="Why progress is rated so.")
    impact_rag: Rating | None = Field(
        None, description="The impact rating of the whole plan. Empty: the rule's stands."
    )
    impact_reason: Text | None = Field(None, description="Why impact is rated so.")
    confidence: Confidence | None = Field(
        None, description="How sure it is that the plan will be delivered."
    )
    confidence_reason: Text | None = Field(None, description="Why it is that sure.")


class DeliveryRisk(Frozen):
    """What may keep the plan from being delivered."""

    what: Text = Field(description="What may happen.")
    likelihood: Text | None = Field(
        None, description="How likely it is, in words.", examples=["likely"]
    )
    effect: Text | None = Field(None, description="How bad it would be, in words.")
    owner: Label | None = Field(None, description="Who answers for it, by role.")
    response: Text | None = Field(None, description="What is done about it.")


class BoardPaper(Frozen):
    """A paper of a meeting, or its minutes."""

    title: Text | None = Field(None, description="What it is called.")
    file: Address | None = Field(None, description="Its file, from the plan folder.")
    url: Address | None = Field(None, description="Its address, where it is kept elsewhere.")


class Challenge(Frozen):
    """What the board asked at a meeting, and what it was answered."""

    asks: Text = Field(description="What was asked.")
    by: Label | None = Field(None, description="Who asked, by role.", examples=["Chair"])
    to: Label | None = Field(None, description="Who has to answer, by role.")
    needed_by: DatedTimescale | None = Field(
        None, description="By when an answer is needed. Without it: by the board's next meeting."
    )
    answer: Text | None = Field(None, description="What was answered.")
    closed: Day | None = Field(None, description="The day it was closed; empty while it is open.")


class Received(Frozen):
    """That a report came, and which board got it."""

    on: Day = Field(description="The day it came.")
    meeting: DayOrMonth = Field(description="The meeting that it was for.")
    file: Address | None = Field(None, description="Its file, from the plan folder.")
    url: Address | None = Field(None, description="Its address, where it is kept elsewhere.")


class ProjectMilestone(Frozen):
    """The step that a project takes next."""

    what: Text = Field(description="The step, in a few words.")
    timescale: DatedTimescale | None = Field(None, description="By when it is promised.")
