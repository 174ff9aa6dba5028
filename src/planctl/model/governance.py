"""governance.yaml: the board, its meetings, what it is told there and what it asks."""

from typing import Annotated, Any, Final

from pydantic import Discriminator, Field, Tag

from planctl.model.choice import Choice
from planctl.model.field_types import (
    Address,
    Count,
    DatedTimescale,
    Day,
    DayOrMonth,
    Frozen,
    HowOften,
    Id,
    Label,
    LeftOut,
    MonthlyDay,
    Text,
)
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


# How pydantic tells one rule from several; no key of a file can be of this form.
ONE_RULE: Final = "<one>"


SEVERAL_RULES: Final = "<several>"


class Meets(Frozen):
    """A rule by which a board meets; a meeting in the list stands for its month's own."""

    on: MonthlyDay | None = Field(
        None,
        description="Which day of the month or the term; empty while only the month is known, and "
        "for a rule of weeks, which counts from its first meeting.",
    )
    every: HowOften = Field(
        "month",
        description="How often: month, two months, quarter, year, six weeks, term or half term.",
    )
    starting: DayOrMonth = Field(description="The first meeting that the rule gives.")
    until: DayOrMonth | None = Field(
        None,
        description="The last meeting that the rule gives, by its day or month. Without it: for "
        "five years, or until another rule starts.",
    )
    not_in: tuple[LeftOut, ...] = Field(
        (),
        description="Months in which the board does not meet, such as Aug 2024, or August for "
        "every year; or holidays, by the school terms.",
    )


def _rules_tag(value: Any) -> str:  # noqa: ANN401 - whatever the file held
    return SEVERAL_RULES if isinstance(value, list | tuple) else ONE_RULE


Rules = Annotated[
    Annotated[Meets, Tag(ONE_RULE)] | Annotated[tuple[Meets, ...], Tag(SEVERAL_RULES)],
    Discriminator(_rules_tag),
]


class Board(Frozen):
    """The board that the plan answers to."""

    name: Label = Field("Board", description="What the board is called.")
    short: Label | None = Field(None, description="What it is called for short.")
    cadence: Text | None = Field(None, description="How often it meets.")
    meets: Rules | None = Field(
        None,
        description="The rule by which it meets, for meetings that are not listed. Where the rule "
        "was changed: a list, the old one with until, the new one after it.",
    )
    purpose: tuple[Text, ...] = Field((), description="What it is there for, a paragraph each.")
    members: Text | None = Field(None, description="Who sits on it, by role.")
    papers_due: Count | None = Field(None, description="Days before a meeting that papers are due.")

    @property
    def rules(self) -> tuple[Meets, ...]:
        """The rules by which it meets, in the order of the file."""
        if self.meets is None:
            return ()
        return self.meets if isinstance(self.meets, tuple) else (self.meets,)


class BoardMeeting(Frozen):
    """A meeting of the board, by its day, or by its month while the day is not known."""

    on: DayOrMonth = Field(description="Its day, or its month while the day is not known.")
    note: Text | None = Field(None, description="Anything particular about it.")
    commentary: Commentary | None = Field(
        None, description="What the director says of the plan, for this meeting."
    )
    overall: Overall | None = Field(
        None, description="How the plan as a whole stands, as this meeting is told."
    )
    good_news: tuple[Text, ...] = Field((), description="What went well, an item each.")
    risks: tuple[DeliveryRisk, ...] = Field((), description="What may keep the plan back.")
    attendance: tuple[Label, ...] = Field((), description="Who was there, by role.")
    papers: tuple[BoardPaper, ...] = Field((), description="Papers that the meeting had.")
    minutes: BoardPaper | None = Field(None, description="Its minutes.")
    challenges: tuple[Challenge, ...] = Field((), description="What the board asked there.")


class HalfTerm(Frozen):
    """The holiday in the middle of a school term."""

    starts: Day = Field(description="Its first day.")
    ends: Day = Field(description="Its last day.")


class SchoolTerm(Frozen):
    """A school term, by the dates of the school or the authority."""

    name: Label = Field(description="What it is called.", examples=["Autumn 2026"])
    starts: Day = Field(description="Its first day.")
    ends: Day = Field(description="Its last day.")
    half_term: HalfTerm | None = Field(None, description="The holiday in its middle.")


class Cadence(Choice):
    """How often a report is made."""

    LIVE = "live"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"
    ONE_OFF = "one-off"


class Report(Frozen):
    """A report by which progress or effect reaches the board."""

    id: Id = Field(description="A short id that actions name it by.", examples=["qa-report"])
    title: Text = Field(description="What it is called.")
    cadence: tuple[Cadence, ...] = Field((), description="How often it is made.")
    first: DayOrMonth | None = Field(
        None, description="When it was or is first due; its cadence counts from there."
    )
    by: tuple[Label, ...] = Field((), description="Who makes it, by role.")
    received: tuple[Received, ...] = Field((), description="When it came, the newest last.")
    note: Text | None = Field(None, description="Anything particular about it.")


class Project(Frozen):
    """A project beside the plan that some of its actions lean on."""

    id: Id = Field(description="A short id that actions name it by.")
    title: Text = Field(description="What it is called.")
    overseen_by: Label | None = Field(None, description="The board or person that oversees it.")
    starts: DayOrMonth | None = Field(None, description="When it starts.")
    timescale: DatedTimescale | None = Field(
        None, description="By when it delivers what the plan waits for."
    )
    done: Day | None = Field(None, description="The day it delivered that.")
    phase: Text | None = Field(None, description="The phase that it is in.", examples=["pilot"])
    progress_rag: Rating | None = Field(None, description="The rating that the project declares.")
    next_milestone: ProjectMilestone | None = Field(None, description="What it does next.")
    highlight: Text | None = Field(None, description="What the board should know of it, in a line.")
    note: Text | None = Field(None, description="Anything particular about it.")


class Governance(Frozen):
    """governance.yaml: who the plan answers to, when, and by which reports."""

    board: Board = Field(
        default_factory=Board.model_construct, description="The board that the plan answers to."
    )
    terms: tuple[Text, ...] = Field((), description="Its terms of reference, a paragraph each.")
    accountability: tuple[Text, ...] = Field((), description="Who answers for what, an item each.")
    school_terms: tuple[SchoolTerm, ...] = Field(
        (), description="The school terms, for rules of meetings that go by them, in their order."
    )
    meetings: tuple[BoardMeeting, ...] = Field((), description="The meetings that are known.")
    reports: tuple[Report, ...] = Field((), description="The reports that the board gets.")
    projects: tuple[Project, ...] = Field((), description="Projects that the plan leans on.")
