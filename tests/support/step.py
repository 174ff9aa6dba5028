"""A step of the demonstration's story, who takes one, and what people do in it."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from edits import DAY, Add, Begin, Edit, Set, Within

LEAD: Final = "Transformation Lead (invented)"
QA: Final = "SM QA (invented)"
CMT: Final = "SM CMT (invented)"
FIGURES_BY: Final = "Data Intelligence Lead (invented)"
PAPER: Final = """\
Everything in this file is invented.

{title}

{shows}
"""


class Step(NamedTuple):
    """What somebody put into the plan on a day: a commit of the demonstration."""

    day: str
    by: str
    message: str
    edits: tuple[Edit, ...]


def note(ref: str, by: str, words: str) -> Add:
    """A note of progress on the day of the step."""
    return Add(ref, "progress", {"date": DAY, "by": by, "note": words})


def complete(ref: str, day: str = DAY) -> tuple[Edit, ...]:
    """An action is said to be complete."""
    return Set(ref, "status", "complete"), Set(ref, "completed", day)


def shown(ref: str, kind: str, title: str, shows: str) -> tuple[Edit, ...]:
    """A piece of evidence in a file of its own."""
    file = f"evidence/{ref}-{title.lower().replace(' ', '-')}.txt"
    piece = {"title": title, "kind": kind, "file": file, "date": DAY, "shows": shows}
    return Begin(file, PAPER.format(title=title, shows=shows)), Add(ref, "evidence", piece)


def asked(ref: str, to: str, reason: str, recommended: str = "") -> Add:
    """A later date is asked for."""
    record = {"to": to, "reason": reason, "requested": DAY}
    return Add(ref, "extensions", record | recommendation(recommended))


def recommendation(words: str) -> dict[str, str]:
    """What is recommended to the board; nothing where nothing is."""
    return {"recommended": words} if words else {}


def stopped(ref: str, until: str, reason: str, decision: str) -> Add:
    """The board paused an action at the meeting of the day before."""
    asked_for = {"until": until, "reason": reason, "requested": "2024-07-03"}
    return Add(ref, "pauses", {**asked_for, "agreed": "2024-07-10", "decision": decision})


def answered(ref: str, reason: str, how: str, decision: str) -> tuple[Edit, ...]:
    """The board answered what was asked for with this reason: agreed or refused, and the day."""
    answer, day = how.split()
    return Within(ref, reason, answer, day), Within(ref, reason, "decision", decision)


def escalated(ref: str, by: str, to: str, asks: str, recommended: str = "") -> Add:
    """A question is taken upwards."""
    record = {"raised": DAY, "by": by, "to": to, "asks": asks}
    return Add(ref, "escalations", record | recommendation(recommended))


def decided(name: str, meeting: str, about: str, words: str, *then: Mapping[str, str]) -> Add:
    """A decision of the board, about the actions of these refs, and what follows from it."""
    record = {"id": name, "meeting": meeting, "decided": words, "about": about.split()}
    return Add("decisions", "", {**record, "follow_up": list(then)} if then else record)


def task(who: str, what: str, by: str) -> Mapping[str, str]:
    """What somebody has to do because of a decision."""
    return {"who": who, "what": what, "by": by}
