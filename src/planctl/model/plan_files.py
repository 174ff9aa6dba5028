"""The other files of a plan: its front matter, governance, policy and areas."""

import re
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    RootModel,
    Tag,
)
from pydantic_core import PydanticCustomError

from planctl.model.action import LINK, WORDS, EvidenceKind, item_tag
from planctl.model.board_record import (
    BoardPaper,
    Challenge,
    Commentary,
    DeliveryRisk,
    Overall,
    ProjectMilestone,
    Received,
)
from planctl.model.calendar import MONTHS, MonthName
from planctl.model.choice import Choice, match_choice
from planctl.model.edition import Content, Edition
from planctl.model.field_types import (
    SAME_KEY,
    Address,
    Colour,
    Count,
    DatedTimescale,
    Day,
    DayOrMonth,
    HostName,
    HowOften,
    Id,
    Label,
    LeftOut,
    MailAddress,
    MonthlyDay,
    Port,
    Ref,
    Text,
    Typeface,
)
from planctl.model.frozen import Frozen
from planctl.model.label import plain_blanks
from planctl.model.problem import Severity
from planctl.model.rating import ImpactStanding, Rating, Standing

# How pydantic tells one rule from several; no key of a file can be of this form.
ONE_RULE: Final = "<one>"
SEVERAL_RULES: Final = "<several>"


def _match_month(value: object) -> object:
    """The name of a month as the calendar has it; what is no month is left to be refused."""
    return match_choice(value, MONTHS) or value if isinstance(value, str) else value


Month = Annotated[MonthName, BeforeValidator(_match_month)]


class Finding(Frozen):
    """Something that the inspectors said must improve."""

    id: Id = Field(description="A short id that actions name it by.", examples=["core-groups"])
    title: Text = Field(description="A few words for it.")
    text: Text | None = Field(None, description="What must improve, whole.")


class Inspection(Frozen):
    """The inspection that the plan answers."""

    body: Label | None = Field(None, description="Who inspected.", examples=["Ofsted"])
    kind: Text | None = Field(None, description="What kind of inspection it was.")
    date: DayOrMonth | None = Field(None, description="When it was.")
    priority_action: Text | None = Field(None, description="The inspectors' one headline.")
    priority_findings: tuple[Label, ...] = Field(
        (), description="Ids of the findings that come before all others."
    )


class ClosingTheLoop(Frozen):
    """How the plan will show that what was done made a difference."""

    statement: tuple[Text, ...] = Field((), description="What will show it, a paragraph each.")
    sources: tuple[EvidenceKind, ...] = Field((), description="The kinds of evidence it counts.")


class MailSecurity(Choice):
    """How a connection to a mail server is made safe."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class Mail(Frozen):
    """The mail server by which chase --send sends; no user or password stands in a file."""

    server: HostName = Field(description="The name of the server.", examples=["smtp.example.org"])
    sender: MailAddress = Field(description="The mailbox that the messages come from.")
    port: Port | None = Field(
        None, description="Its port; without it: 587, or 465 where security is tls."
    )
    security: MailSecurity = Field(
        MailSecurity.STARTTLS,
        description="starttls, or tls from the first byte; none only for a server on this machine.",
    )
    secretary: Label | None = Field(
        None, description="The role that chase --digest is for: the board's secretary."
    )


class Brand(Frozen):
    """The face of the organisation, on every paper and form."""

    logo: Address | None = Field(
        None, description="Its logo, a PNG or SVG file of at most 1 MB, from the plan folder."
    )
    accent: Colour | None = Field(
        None,
        description="Its colour, for headings and rules, as # and six figures or letters a to f.",
        examples=["#1d3557"],
    )
    font: Typeface | None = Field(
        None,
        description="Its typeface; where a machine does not have it, planctl's own stands in.",
        examples=["Arial"],
    )
    classification: Label | None = Field(
        None,
        description="How the papers are to be handled; it stands at the head of every page.",
        examples=["Official - sensitive"],
    )
    footer: Label | None = Field(
        None, description="A line of its own for the foot of every page, such as an address."
    )


class Front(Frozen):
    """plan.yaml: what the plan is, whose, and which inspection it answers."""

    id: Id | None = Field(
        None,
        description="A short id that other programs know the plan by, for as long as it runs. "
        "Without it they go by the organisation and the title.",
        examples=["shropshire-2024"],
    )
    title: Text = Field(description="What the plan is called.")
    organisation: Label = Field(description="Whose plan it is.")
    strapline: Text | None = Field(None, description="A line under the title.")
    version: Label | None = Field(None, description="Its version, in your own way of numbering.")
    date: DayOrMonth | None = Field(None, description="When this version was agreed.")
    vision: tuple[Text, ...] = Field((), description="The vision, a paragraph each.")
    introduction: tuple[Text, ...] = Field((), description="The introduction, a paragraph each.")
    inspection: Inspection = Field(
        default_factory=Inspection.model_construct, description="The inspection it answers."
    )
    findings: tuple[Finding, ...] = Field((), description="What the inspectors said must improve.")
    closing_the_loop: ClosingTheLoop = Field(
        default_factory=ClosingTheLoop.model_construct,
        description="How the difference made will be shown.",
    )
    brand: Brand = Field(
        default_factory=Brand.model_construct, description="The face of the organisation."
    )
    mail: Mail | None = Field(None, description="The mail server by which chase --send sends.")


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


class RoleContact(Frozen):
    """A role, where its messages go, and who stands in for it."""

    means: Text = Field(description="What it stands for.")
    email: MailAddress | None = Field(
        None, description="The mailbox of the post, to which chase --send writes."
    )
    deputy: Label | None = Field(
        None, description="The role that stands in for it, and is written to in its place."
    )
    until: Day | None = Field(
        None, description="The last day on which the deputy stands in; without it: until further."
    )


RoleItem = Annotated[
    Annotated[Text, Tag(WORDS)] | Annotated[RoleContact, Tag(LINK)], Discriminator(item_tag)
]


class Roles(RootModel[dict[Label, RoleItem]]):
    """roles.yaml: the roles that may lead, each with what it stands for."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class Glossary(RootModel[dict[Label, Text]]):
    """glossary.yaml: each abbreviation or term with what it means."""

    model_config = ConfigDict(frozen=True, defer_build=True)


def _refuse_repeated_keys(value: object) -> object:
    """A group of keys, of which no two are one in other capitals: one would be lost."""
    keys: set[str] = set()
    for key in value if isinstance(value, dict) else ():
        plain = plain_blanks(str(key)).casefold()
        if plain in keys:
            raise PydanticCustomError(SAME_KEY, "stands here twice", {"key": key})
        keys.add(plain)
    return value


def _rule_code(text: str) -> str:
    """The code of a rule, in capitals; what is none stays as it was written."""
    return text.upper() if re.fullmatch("[a-z][0-9]{3}", text) else text


_UNIQUE_KEYS = BeforeValidator(_refuse_repeated_keys)
Code = Annotated[Label, AfterValidator(_rule_code)]


class ProgressKey(Frozen):
    """One colour of the progress key: its words, and the standings that earn it."""

    label: Text | None = Field(None, description="The word printed beside the colour.")
    meaning: Text | None = Field(None, description="What the colour means, in a line.")
    standings: tuple[Standing, ...] = Field((), description="The standings that earn it.")


class ImpactKey(Frozen):
    """One colour of the impact key: its words, and the standings that earn it."""

    label: Text | None = Field(None, description="The word printed beside the colour.")
    meaning: Text | None = Field(None, description="What the colour means, in a line.")
    standings: tuple[ImpactStanding, ...] = Field((), description="The standings that earn it.")


class Agreement(Frozen):
    """The board's leave for a setting that makes the plan less strict than it was."""

    setting: Text = Field(
        description="The setting, as planctl check --since names it.",
        examples=["overdue_grace_days", "severities.T304", "progress_rag.overdue", "baseline"],
    )
    to: Text = Field(description="What it may be: the value that stands in the plan now.")
    reason: Text = Field(description="Why, as the board read it.")
    agreed: Day = Field(description="The board meeting that agreed it.")
    agreed_by: Text | None = Field(
        None, description="The role that agreed it, where the plan has no board."
    )
    decision: Id | None = Field(None, description="The id of the decision in decisions.yaml.")


class Allowance(Frozen):
    """A text that may stand although a rule of band P finds a person in it."""

    code: Code = Field(description="The code of the rule.", examples=["P510"])
    text: Text = Field(
        description="The words as they stand in the plan, and no more of them.",
        examples=["Sir Andrew McFarlane"],
    )
    reason: Text = Field(description="Why they may stand.")


class OverallRule(Frozen):
    """From which shares, in per cent, the plan as a whole is rated red, and green."""

    red_from: Count = Field(25, description="Red from this share that is rated red.")
    green_below: Count = Field(10, description="Green below this share that is red or amber.")


class OverallRules(Frozen):
    """How the plan as a whole is rated: progress from the open actions, impact from measures."""

    progress: OverallRule = Field(
        default_factory=OverallRule.model_construct,
        description="Of the open actions, by their progress ratings.",
    )
    impact: OverallRule = Field(
        default_factory=OverallRule.model_construct,
        description="Of the measures, by their impact ratings.",
    )


class EditionPolicy(Frozen):
    """What an edition of the plan leaves out, in place of planctl's own list."""

    leaves_out: tuple[Content, ...] = Field((), description="What it leaves out, an item each.")


class SmallNumbers(Frozen):
    """How the public edition treats figures that count few people."""

    below: Count = Field(5, description="From 1 to below this number, a figure is not shown.")
    round_to: Count = Field(
        1, description="What counts of people are rounded to, such as 5; 1: they are not rounded."
    )


class Policy(Frozen):
    """policy.yaml: the plan's own RAG key, thresholds and severities; all of it optional."""

    year_starts: Month = Field("April", description="The month the planning year starts in.")
    due_soon_days: Count = Field(30, description="How many days ahead counts as due soon.")
    overdue_grace_days: Count = Field(
        0, description="For how many days an overdue action is a warning before it is an error."
    )
    stale_after_days: Count = Field(
        60, description="After how many days without a dated progress note an action is stale."
    )
    progress_rag: Annotated[dict[Rating, ProgressKey], _UNIQUE_KEYS] = Field(
        {}, description="What each colour of the progress RAG is called and means here."
    )
    impact_rag: Annotated[dict[Rating, ImpactKey], _UNIQUE_KEYS] = Field(
        {}, description="What each colour of the impact RAG is called and means here."
    )
    overall: OverallRules = Field(
        default_factory=OverallRules.model_construct,
        description="How the plan as a whole is rated.",
    )
    severities: Annotated[dict[Code, Severity], _UNIQUE_KEYS] = Field(
        {}, description="How serious a rule is here, by its code.", examples=[{"T304": "off"}]
    )
    agreements: tuple[Agreement, ...] = Field(
        (), description="What the board agreed of settings that make the plan less strict."
    )
    case_references: tuple[Text, ...] = Field(
        (),
        description="How cases are numbered here: # for a figure, @ for a letter.",
        examples=[["CF-######"]],
    )
    allow: tuple[Allowance, ...] = Field(
        (), description="What may stand although a rule of band P finds a person in it."
    )
    editions: Annotated[dict[Edition, EditionPolicy], _UNIQUE_KEYS] = Field(
        {},
        description="What each edition of the plan leaves out.",
        examples=[{"public": {"leaves_out": ["progress notes", "reasons"]}}],
    )
    small_numbers: SmallNumbers = Field(
        default_factory=SmallNumbers.model_construct,
        description="How the public edition treats figures that count few people.",
    )


class AreaFront(Frozen):
    """area.yaml: an area for improvement, which its folder's actions belong to."""

    ref: Ref = Field(description="The short label of the area.", examples=["1"])
    title: Text = Field(description="What the area is called.")
    statement: Text | None = Field(None, description="What good looks like here.")
