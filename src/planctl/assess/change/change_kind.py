"""A change between two states of a plan, the closed list of its kinds, and a fault of one."""

from enum import StrEnum
from typing import NamedTuple

from planctl.model.problem import At, Fault

# What a file held, as the JSON export has it: None, a text, a number, a list or a record.
FieldValue = object


class ChangeKind(StrEnum):
    """What a change is, the most important for a board first."""

    ORIGINAL_CHANGED = "original timescale changed"
    ANSWER_CHANGED = "answer of the board changed"
    GOAL_CHANGED = "goal of a measure changed"
    FIGURE_CHANGED = "figure changed"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"
    NEWLY_OVERDUE = "newly overdue"
    REOPENED = "reopened"
    PAUSED = "paused"
    RESUMED = "pause ended"
    RATED_WORSE = "rated worse"
    RATED_TOO_GOOD = "declared better than the facts say"
    SLIPPED = "date slipped"
    TAKEN_OUT = "record taken out"
    SEAL_CHANGED = "seal of evidence changed"
    ESCALATED = "escalated"
    WITHDRAWAL_REQUESTED = "withdrawal requested"
    WITHDRAWAL_REFUSED = "withdrawal refused"
    WITHDRAWAL_AGREED = "withdrawal agreed"
    PAUSE_REQUESTED = "pause requested"
    PAUSE_REFUSED = "pause refused"
    PAUSE_AGREED = "pause agreed"
    EXTENSION_REQUESTED = "extension requested"
    EXTENSION_REFUSED = "extension refused"
    EXTENSION_AGREED = "extension agreed"
    CORRECTION_REQUESTED = "correction requested"
    CORRECTION_REFUSED = "correction refused"
    CORRECTION_AGREED = "correction agreed"
    DECIDED = "decided"
    CHALLENGED = "challenged"
    EMBEDDED = "embedded"
    COMPLETED = "completed"
    VERIFIED = "verified"
    RATED_BETTER = "rated better"
    RATED_OTHERWISE = "rated otherwise"
    BROUGHT_FORWARD = "brought forward"
    DATE_SET = "date set"
    ADDED = "added"
    REFERENCED = "given another ref"
    RENAMED = "given another name"
    MOVED = "moved to another area"
    LEAD_CHANGED = "lead changed"
    STATUS_CHANGED = "status changed"
    RATING_DECLARED = "rating declared"
    ESCALATION_ANSWERED = "escalation answered"
    FOLLOWED_UP = "followed up"
    CHALLENGE_ANSWERED = "challenge answered"
    REPORT_RECEIVED = "report received"
    MILESTONE_DONE = "milestone done"
    MILESTONE_CHANGED = "milestone changed"
    EVIDENCE_ADDED = "evidence added"
    MEASURE_OBSERVED = "measure observed"
    PROGRESS_NOTED = "progress noted"
    WORDING = "wording changed"
    OTHER = "changed"

    @property
    def rank(self) -> int:
        """Nought for what a board needs to hear first, and one more for each that comes later."""
        return _RANKS[self]


_RANKS = {kind: rank for rank, kind in enumerate(ChangeKind)}


class ChangeCause(StrEnum):
    """Why a judgement moved."""

    FACTS = "new facts"
    TIME = "only time passed"
    KEY = "the plan's key changed"


class Change(NamedTuple):
    """One thing that differs between two states of a plan; None stands for absent."""

    kind: ChangeKind
    ref: str  # of the action; empty where it is about the plan or an area as a whole
    area: str  # the ref of its area; empty where it is about the plan as a whole
    field: str
    old: FieldValue
    new: FieldValue
    why: str = ""  # the reason, as the facts give it
    cause: ChangeCause | None = None  # of a judgement that moved
    at: At = ()  # the field by its steps; the names that a plan gives stand in it as written
    within: tuple[FieldValue, ...] = ()  # what names each record that the steps lead through
    unit: str = ""  # of the figures of a measure


class ChangeFault(NamedTuple):
    """A fault of a change, and the action it is about; empty where that is gone."""

    fault: Fault
    ref: str


def value_in_words(value: object) -> str:
    """What a part says; a record by its decision, or the first of its keys that says anything."""
    if isinstance(value, dict):
        words = (value.get("decided"), value.get("note"), *value.values())
        return str(next(part for part in words if part))
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
