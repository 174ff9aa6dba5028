"""A first promise that was written down wrongly, and the record beside it that says so.

The timescale itself stays as it was first written. The correction counts once a meeting of the
board has agreed it; a clerical slip that no board has seen counts at once.
"""

from datetime import date
from typing import NamedTuple

from planctl.assess.judgement import Judgement
from planctl.assess.promise import timescale_meaning
from planctl.edit.cut import Add, Edit
from planctl.load.file_place import file_kind
from planctl.load.git import GitFault
from planctl.load.source import PlanFile
from planctl.model.calendar import day_in_words
from planctl.model.field_types import Timescale
from planctl.model.problem import PlanValue, Stop
from planctl.workspace.plan import Review, Workspace, review_plan


class Mistake(NamedTuple):
    """How a first promise came to be wrong, and who says so."""

    reason: str | None = None
    by: str | None = None
    is_clerical: bool = False  # a slip of the pen that no board has seen


def correction_edit(
    now: Workspace, file: PlanFile, wanted: Edit, mistake: Mistake, as_at: date
) -> Edit:
    """The record of a correction; ends the run where nothing can be corrected so."""
    if file_kind(file.path) != "action" or wanted.at[:1] != ("timescale",):
        raise Stop("only the first promise of an action is corrected", "leave --correct out")
    if wanted.at == ("timescale", "written"):
        return wanted  # other words for the same date
    if wanted.at != ("timescale",):
        raise Stop("a first promise is corrected whole", "name the key timescale alone")
    seen = review_plan(now.loaded, as_at)
    judged = next(one for one in seen.scene.judged if seen.loaded.parts[one.at] is file)
    was = judged.promise.stated
    if was is None:
        raise Stop(f"{judged.ref} has no first promise yet", "leave --correct out")
    if wanted.value is None:
        message = "a first promise is corrected to another date, and not taken out"
        raise Stop(message, f"planctl update {judged.ref} --request-withdrawal asks to give it up")
    if not (mistake.reason or "").strip() or not (mistake.by or "").strip():
        raise Stop("the board will ask how the mistake came about", "say --reason and --by ROLE")
    record: dict[str, PlanValue] = {
        "was": _as_written(was),
        "to": wanted.value,
        "reason": (mistake.reason or "").strip(),
        "by": (mistake.by or "").strip(),
        "requested": as_at.isoformat(),
    }
    if mistake.is_clerical:
        record["clerical"] = _day_unseen(now, judged, was, seen).isoformat()
    return Add(("corrections",), record)


def _as_written(timescale: Timescale) -> PlanValue:
    value = timescale.as_in_file
    return {**value} if isinstance(value, dict) else value


def _day_unseen(now: Workspace, judged: Judgement, was: Timescale, seen: Review) -> date:
    """The day on which a timescale was written; ends the run where a board has met since."""
    scene = seen.scene
    try:
        written = _day_written(now, judged, was, seen)
    except GitFault:
        if any(meeting.last <= scene.as_at for meeting in scene.by.calendar.meetings):
            message = "without git nobody can tell whether a board has seen the date"
            raise Stop(message, "leave --clerical out, and put it to the board") from None
        written = scene.as_at
    meetings = (m for m in scene.by.calendar.meetings if written <= m.last <= scene.as_at)
    meeting = next(meetings, None)
    if meeting:
        message = f"the board of {meeting.name} has met since {day_in_words(written)}, when it "
        raise Stop(f"{message}was written", "leave --clerical out, and put it to the board")
    return written


def _day_written(now: Workspace, judged: Judgement, was: Timescale, seen: Review) -> date:
    """The day of the first commit since which the action has this timescale without a break."""
    calendar, written = seen.scene.by.calendar, seen.scene.as_at
    with now.history() as past:
        for commit, loaded in past.states():
            matching = (action for _, action in loaded.plan.actions if action.ref == judged.ref)
            earlier = next((action.as_first_written for action in matching), None)
            if earlier is None or timescale_meaning(earlier, calendar) != timescale_meaning(
                was, calendar
            ):
                break
            written = commit.day
    return written
