"""An action of the plan: the nine columns that people know, and the record of its life.

The descriptions of the fields are what an editor shows to the person who fills them in.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Discriminator, Field, Tag

from planctl.model.choice import Choice
from planctl.model.field_types import (
    Address,
    AnyTimescale,
    DatedTimescale,
    Day,
    Frozen,
    Id,
    Label,
    Ref,
    SharedWith,
    Text,
)
from planctl.model.rating import Rating

# How pydantic tells the two kinds of item apart; no key of a file can be of this form.
WORDS: Final = "<words>"
LINK: Final = "<link>"


class Status(Choice):
    """What the lead says of an action; the standing is what the facts say."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    COMPLETE = "complete"
    EMBEDDED = "embedded"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"


# What a lead may say, and only the board makes true.
BY_BOARD: Final = frozenset({Status.PAUSED, Status.WITHDRAWN})


class Review(Choice):
    """How often an action without an end is looked at."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"


class EvidenceKind(Choice):
    """Where a piece of evidence comes from, as the plan's closing the loop counts it."""

    QUALITY_ASSURANCE = "quality assurance"
    FEEDBACK = "feedback"
    PEER_REVIEW = "peer review"
    INSPECTION = "inspection"
    DATA = "data"
    DOCUMENT = "document"


class EvidenceFault(StrEnum):
    """Why a file of evidence proves nothing."""

    MISSING = "missing"
    CHANGED = "changed since it was sealed"


class ReportLink(Frozen):
    """A report of governance.yaml by which an action is reported."""

    report: Id = Field(description="The id of a report in governance.yaml.")
    note: Text | None = Field(None, description="What is particular to this action's report.")


class MeasureLink(Frozen):
    """A measure of the measures folder by which the effect of an action is known."""

    measure: Id = Field(description="The id of a file in the measures folder.")
    note: Text | None = Field(None, description="What is particular to this action's measure.")


def item_tag(value: Any) -> str:  # noqa: ANN401 - whatever the file held
    """Whether an item is words, or a group of keys that has more to say."""
    return WORDS if isinstance(value, str) else LINK


ReportingItem = Annotated[
    Annotated[Text, Tag(WORDS)] | Annotated[ReportLink, Tag(LINK)], Discriminator(item_tag)
]
MeasureItem = Annotated[
    Annotated[Text, Tag(WORDS)] | Annotated[MeasureLink, Tag(LINK)], Discriminator(item_tag)
]


class Milestone(Frozen):
    """A step on the way that has a day of its own."""

    what: Text = Field(description="The step, in a few words.")
    leads: tuple[Label, ...] = Field((), description="Who leads the step, by role.")
    timescale: DatedTimescale | None = Field(None, description="By when the step is promised.")
    done: Day | None = Field(None, description="The day the step was done; empty while it is not.")


# What every request has: when it was asked for, and what the board answered.
_Requested = Annotated[Day | None, Field(description="The day it was asked for.")]
_Agreed = Annotated[
    Day | None,
    Field(description="The board meeting that agreed it; without it, it is only a request."),
]
_AgreedBy = Annotated[
    Label | None,
    Field(
        description="The role that agreed it, where the plan has no board; with a board, the "
        "meeting says it."
    ),
]
_Decision = Annotated[
    Id | None,
    Field(description="The id of the decision in decisions.yaml that agreed or refused it."),
]
_Recommended = Annotated[
    Text | None,
    Field(
        description="What is recommended to the board, and by whom.",
        examples=["Assistant Director: no later than 31 January 2025"],
    ),
]


class Extension(Frozen):
    """A later date, asked for, agreed or refused; the original timescale stays as it was."""

    to: DatedTimescale = Field(description="The later date.")
    reason: Text = Field(description="Why more time is needed, as the board will read it.")
    recommended: _Recommended = None
    requested: _Requested = None
    agreed: _Agreed = None
    agreed_by: _AgreedBy = None
    refused: Day | None = Field(
        None, description="The board meeting that refused it; the earlier date stands."
    )
    decision: _Decision = None


class Pause(Frozen):
    """A time in which nobody works on an action, asked for, agreed or refused."""

    until: DatedTimescale = Field(
        description="The day on which it is looked at again; from the day after, its dates count."
    )
    reason: Text = Field(description="Why it has to wait, as the board will read it.")
    recommended: _Recommended = None
    requested: _Requested = None
    agreed: _Agreed = None
    agreed_by: _AgreedBy = None
    refused: Day | None = Field(
        None, description="The board meeting that refused it; the action goes on."
    )
    decision: _Decision = None


class Withdrawal(Frozen):
    """The end of an action that will not be done, asked for, agreed or refused."""

    reason: Text = Field(description="Why it will not be done, as the board will read it.")
    replaced_by: tuple[Label, ...] = Field(
        (), description="Refs of the actions that take its place, if any do."
    )
    recommended: _Recommended = None
    requested: _Requested = None
    agreed: _Agreed = None
    agreed_by: _AgreedBy = None
    refused: Day | None = Field(
        None, description="The board meeting that refused it; the action goes on."
    )
    decision: _Decision = None


class Correction(Frozen):
    """A first promise that was written down wrongly: what it was, and what it should have been."""

    was: AnyTimescale = Field(description="The timescale that was written down wrongly.")
    to: AnyTimescale = Field(description="What it should have been.")
    reason: Text = Field(description="How the mistake came about, as the board will read it.")
    recommended: _Recommended = None
    by: Label | None = Field(None, description="Who says so, by role.")
    requested: Day | None = Field(None, description="The day on which the mistake was reported.")
    clerical: Day | None = Field(
        None,
        description="For a slip of the pen that no board has seen: the day on which the wrong "
        "timescale was written. It counts without a meeting only while no board met since.",
    )
    agreed: Day | None = Field(
        None, description="The board meeting that agreed it; until then the old timescale counts."
    )
    agreed_by: _AgreedBy = None
    refused: Day | None = Field(
        None, description="The board meeting that refused it; the old timescale stands."
    )
    decision: _Decision = None


# What waits for an answer of the board, and has the same keys for it.
Request = Extension | Pause | Withdrawal | Correction
# The keys of an action under which they stand, and what one of each is called.
REQUESTS: Final = {
    "corrections": "correction",
    "extensions": "extension",
    "pauses": "pause",
    "withdrawals": "withdrawal",
}
_KEYS: Final = {
    Correction: "corrections",
    Extension: "extensions",
    Pause: "pauses",
    Withdrawal: "withdrawals",
}


def request_key(request: Request) -> str:
    """The key of an action under which a request stands."""
    return _KEYS[type(request)]


def dated_answers(request: Request) -> Iterator[tuple[str, date]]:
    """What the board is said to have answered, agreed or refused, and on which day."""
    for field, day in (("agreed", request.agreed), ("refused", request.refused)):
        if day:
            yield field, day


class Escalation(Frozen):
    """A question that was taken to somebody with more power to answer it."""

    raised: Day = Field(description="The day it was raised.")
    by: Label | None = Field(None, description="Who raised it, by role.")
    to: Label = Field(description="Who is asked: the board, a role or another body.")
    asks: Text = Field(description="What is asked of them.")
    recommended: _Recommended = None
    needed_by: Day | None = Field(
        None, description="By when an answer is needed. Without it: by the board's next meeting."
    )
    decided: Text | None = Field(None, description="What was answered.")
    decision: Id | None = Field(None, description="The id of the answer in decisions.yaml.")
    closed: Day | None = Field(None, description="The day it was closed; empty while it is open.")
    share: SharedWith = None


class Progress(Frozen):
    """One note in the log of what was done; newest last, never overwritten."""

    date: Day | None = Field(None, description="The day of the note.")
    by: Label | None = Field(None, description="Who says so, by role.")
    note: Text = Field(description="What was done, in a sentence or two.")
    share: SharedWith = None


class Evidence(Frozen):
    """Something that shows what was done, or what changed for children."""

    title: Text = Field(description="What it is called.")
    kind: EvidenceKind = Field(description="Where it comes from.")
    file: Address | None = Field(None, description="Its file, from the plan folder.")
    url: Address | None = Field(None, description="Its address, where it is kept elsewhere.")
    date: Day | None = Field(None, description="The day of it.")
    shows: Text | None = Field(None, description="What it shows to have changed.")
    share: SharedWith = None


class Verified(Frozen):
    """A second look at a finished action, by somebody who does not lead it."""

    by: Label = Field(description="Who looked, by role; another role than those that lead it.")
    on: Day = Field(description="The day of it.")
    how: Text = Field(description="What was looked at, and how.")


class Action(Frozen):
    """One promise of the plan: who does what, by when, to what effect."""

    ref: Ref = Field(
        description="The short label that people know the action by. Put it in quotes: 1.10 "
        "without them is 1.1 to some editors.",
        examples=["1.10", "CP1", "2 (i)"],
    )
    title: Text = Field(description="What the action is called, in a few words.")
    actions: tuple[Text, ...] = Field((), description="What will be done, an item each.")
    expected_impact: tuple[Text, ...] = Field(
        (), description="What will be better for children and families, an item each."
    )
    impact_measures: tuple[MeasureItem, ...] = Field(
        (), description="How anyone will know: in words, or `measure: id` for one with figures."
    )
    reporting: tuple[ReportingItem, ...] = Field(
        (), description="How the board hears of it: in words, or `report: id` of governance.yaml."
    )
    leads: tuple[Label, ...] = Field(
        (), description="Roles of roles.yaml: the first is accountable, the others support."
    )
    timescale: AnyTimescale | None = Field(
        None,
        description="The original promise of when. It is never changed: a later date is an "
        "extension. Empty means not set.",
    )
    review: Review | None = Field(
        None, description="How often an action with the timescale `ongoing` is looked at."
    )
    corrections: tuple[Correction, ...] = Field(
        (), description="What was wrong in the original timescale, the newest last."
    )
    extensions: tuple[Extension, ...] = Field((), description="Later dates, the newest last.")
    pauses: tuple[Pause, ...] = Field(
        (), description="Times in which it waits, the newest last; only agreed ones count."
    )
    withdrawals: tuple[Withdrawal, ...] = Field(
        (), description="Requests to give it up, the newest last; only an agreed one counts."
    )
    status: Status = Field(
        Status.NOT_STARTED,
        description="Where the lead says it stands. Paused and withdrawn count only once the "
        "board has agreed it, under pauses or withdrawals.",
    )
    completed: Day | None = Field(None, description="The day it was completed.")
    recorded: Day | None = Field(
        None,
        description="The day on which that was written down, where a board had met in between.",
    )
    milestones: tuple[Milestone, ...] = Field((), description="Steps with a day of their own.")
    progress: tuple[Progress, ...] = Field((), description="The log of progress, newest last.")
    progress_rag: Rating | None = Field(
        None, description="The rating that the lead declares. Empty: the computed one stands."
    )
    rag_reason: Text | None = Field(None, description="Why the lead declares that rating.")
    impact_rag: Rating | None = Field(None, description="The effect so far, as the lead rates it.")
    evidence: tuple[Evidence, ...] = Field((), description="What shows it.")
    verified: Verified | None = Field(
        None, description="Who else looked at it, when and how; needed to be embedded."
    )
    escalations: tuple[Escalation, ...] = Field(
        (), description="Questions taken to those who can answer them, the newest last."
    )
    findings: tuple[Label, ...] = Field((), description="Ids of the findings that it answers.")
    depends_on: tuple[Label, ...] = Field(
        (), description="Refs of actions, or ids of projects, that it waits for."
    )
    split_from: Label | None = Field(
        None,
        description="The ref of the action that it was split from: what that was first promised "
        "for, and what the board decided about it, holds for both.",
    )
    share: SharedWith = None

    def is_complete(self, as_at: date) -> bool:
        """Whether it is said to be complete, by a day that has come.

        A completion without a day counts, because the rule on it says so separately.
        """
        if self.status not in {Status.COMPLETE, Status.EMBEDDED}:
            return False
        return self.completed is None or self.completed <= as_at

    @property
    def as_first_written(self) -> AnyTimescale | None:
        """The timescale as it was first written down, whatever was corrected since."""
        return self.corrections[0].was if self.corrections else self.timescale

    @property
    def measure_ids(self) -> tuple[str, ...]:
        """The measures with figures that it names, each once, in its order."""
        links = (item for item in self.impact_measures if isinstance(item, MeasureLink))
        return tuple(dict.fromkeys(link.measure for link in links))

    @property
    def requests(self) -> Sequence[tuple[tuple[str, int], Request]]:
        """Everything that the board is asked of the action, with the list and the place in it."""
        if not (self.corrections or self.extensions or self.pauses or self.withdrawals):
            return ()  # which many rules ask of every action
        return [((name, n), it) for name in REQUESTS for n, it in enumerate(getattr(self, name))]
