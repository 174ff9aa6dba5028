"""What a template sees of the board's cycle: what moved, what was decided, what comes next."""

from typing import NamedTuple

from planctl.render.rewording import Piece


class Link(NamedTuple):
    """An action by its name, and where the pack shows it whole."""

    ref: str
    title: str  # empty where it is not known
    anchor: str  # empty where the pack does not show it, because it is no longer in the plan


class Step(NamedTuple):
    """A count of what moved since the last board."""

    arrow: str  # never shown without its words
    number: int
    words: str


class Moved(NamedTuple):
    """What moved since the last board, or why nothing can be said of it."""

    title: str
    words: str
    steps: tuple[Step, ...]


class Dependency(NamedTuple):
    """Something that an open action waits for, and what of it is at risk."""

    link: Link
    waits_for: str
    risk: str


class FollowUp(NamedTuple):
    """What a decision asks of somebody."""

    who: str
    what: str
    by: str
    state: str  # done on a day, open, or late by how much


class Decision(NamedTuple):
    """A decision of the board."""

    meeting: str
    decided: str
    about: tuple[Link, ...]
    follow_ups: tuple[FollowUp, ...]


class Escalation(NamedTuple):
    """A question that was taken to those who can answer it."""

    link: Link
    raised: str  # the day, and by whom
    to: str
    asks: str
    answer: str
    state: str  # open, by when an answer is due, late by how much, or closed


class Decisions(NamedTuple):
    """What is decided, what is asked, and what waits for what."""

    dependencies: tuple[Dependency, ...]
    decisions: tuple[Decision, ...]
    earlier: str  # how many older decisions are not listed, because nothing of them is open
    escalations: tuple[Escalation, ...]


class Ahead(NamedTuple):
    """A meeting to come, and what is due at it."""

    meeting: str
    papers: str
    reports: tuple[str, ...]
    due: str  # the actions that fall due by then, by their refs
    follow_ups: tuple[str, ...]


class Forward(NamedTuple):
    """The forward plan."""

    words: str  # why there is no meeting to plan for; else empty
    meetings: tuple[Ahead, ...]
    undated: str  # reports of which nobody can tell when they are due; else empty


class Changed(NamedTuple):
    """One change since the last board."""

    words: str
    pieces: tuple[Piece, ...]  # of a new wording: which words went and which came


class ChangedAction(NamedTuple):
    """The changes of one action, the most important first."""

    link: Link  # without a ref where they are about the area itself, or the plan itself
    changes: tuple[Changed, ...]


class ChangedArea(NamedTuple):
    """The changes of one area, or of the plan as a whole."""

    title: str
    actions: tuple[ChangedAction, ...]  # the one with the most important change first


class Changes(NamedTuple):
    """All that changed since the last board."""

    title: str
    words: str  # how many changes, or why nothing can be said
    legend: str  # how a new wording is shown; empty where there is none
    areas: tuple[ChangedArea, ...]
