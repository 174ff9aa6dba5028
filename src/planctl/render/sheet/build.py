"""The update sheet of a role: which of its actions stand on it, and what it says around them."""

from collections.abc import Iterator
from typing import Final

from planctl.assess.judged import Judged
from planctl.assess.owed import Owed
from planctl.model.action import BY_BOARD, EvidenceKind, Status
from planctl.model.calendar import day_in_words
from planctl.model.rating import Rating
from planctl.model.sheet import AS_COMPUTED, Field, Whose, rating_choice
from planctl.render.chase import Chase, due_besides, when_in_words
from planctl.render.sheet.form import form
from planctl.render.sheet.view import Meaning, Sheet
from planctl.render.words import WORST_FIRST, counted, visible

_GUIDE: Final = (
    (
        "Where to write",
        (
            "Only in the column “Your update”, in the pale fields. Leave empty what has not "
            "changed: an empty field says nothing, and takes nothing away."
        ),
    ),
    (Field.PROGRESS, "What was done, in a sentence or two. It is added to the log."),
    (
        "Days",
        (
            "Such as 12 March 2024 or 12/03/2024; the day always stands before the month. What "
            "is yet to come is not done: only “Later date wanted” and “Pause wanted until” take "
            "a day after today."
        ),
    ),
    (Field.STATUS, "Choose from the list. Complete and embedded take a date completed as well."),
    (Field.RATING, "Only where you see it otherwise than the facts; then say why."),
    (
        Field.LATER,
        (
            "A later date to ask the board for: a day, a month or a quarter, such as Q3 2024-25. "
            "The first promise stays on record."
        ),
    ),
    (
        "New evidence",
        (
            "What it is called and its kind; its address, or its file in the plan’s folder; and "
            "what it shows to have changed."
        ),
    ),
    (
        "To pause or give up",
        (
            "Ask the board: a pause until a day, or that the action is given up, with the reason "
            "and the refs of what takes its place. Until the board agrees, its date stands."
        ),
    ),
    (
        "What this file carries",
        (
            "Beside what you see: the plan, the role and the day it is for, and a short "
            "fingerprint of each row, so that whoever takes it in can tell whether the plan has "
            "changed meanwhile. It has no macros, and nothing in it is sent anywhere."
        ),
    ),
)


def sheet(chase: Chase, owed: Owed, *, every: bool) -> Sheet:
    """The sheet of a role: its open actions, or every one."""
    scene = chase.scene
    led = [each for each in scene.judged if owed.role in each.action.leads]
    shown = [each for each in led if every or each.is_open]
    role = _plain(owed.role)
    return Sheet(
        f"Update for {role}",
        Whose.of(scene.plan.plan),
        owed.role,
        scene.as_at.isoformat(),
        tuple(_plain(text) for text in _opening(chase, owed, shown, len(led))),
        tuple(_plain(text) for text in due_besides(owed, scene.as_at)),
        _GUIDE,
        tuple(_key(chase)),
        tuple(status.value.capitalize() for status in Status if status not in BY_BOARD),
        tuple(kind.value.capitalize() for kind in EvidenceKind),
        tuple(form(each, owed, scene) for each in shown),
        len(led) - len(shown),
    )


def usual(chase: Chase) -> frozenset[str]:
    """Prints of what every sheet of the plan says around its rows."""
    return sheet(chase, Owed.nothing(""), every=False).record.known


def leads(chase: Chase) -> Iterator[Owed]:
    """Every role that leads or supports an action, beside what it owes."""
    leading = dict.fromkeys(role for each in chase.scene.judged for role in each.action.leads)
    known = {owed.role: owed for owed in chase.owed}
    yield from (owed for role, owed in known.items() if role in leading)
    yield from (Owed.nothing(role) for role in leading if role not in known)


def _opening(chase: Chase, owed: Owed, shown: list[Judged], led: int) -> Iterator[str]:
    scene, role = chase.scene, owed.role
    front, named = scene.plan.plan, scene.plan.roles.get(role, "")
    of = f", {front.organisation}" if front else ""
    yield f"{scene.plan.title}{of}. As at {day_in_words(scene.as_at)}."
    yield f"For {role} ({named})." if named and named != role else f"For {role}."
    yield f"Please fill in “Your update” for {counted(len(shown), 'action')}{_by(chase)}."
    left = led - len(shown)
    if left:
        yield f"Left out: {counted(left, 'action')}, finished or withdrawn."


def _by(chase: Chase) -> str:
    papers = chase.by.papers
    if papers:
        return f", and send this back by {day_in_words(papers)}, when the papers are due"
    return f", and send this back; it is for what is due {when_in_words(chase.by)}"


def _key(chase: Chase) -> Iterator[Meaning]:
    words = chase.scene.by.progress_key.words
    yield Meaning(AS_COMPUTED, "You declare none: the rating that the facts earn stands.", None)
    for rating in sorted(Rating, key=WORST_FIRST.index):
        label, meaning = words[rating]
        yield Meaning(_plain(rating_choice(rating, label)), _plain(meaning), rating)


def _plain(text: str) -> str:
    """A text on one line, of visible signs."""
    return visible(" ".join(text.split()))
