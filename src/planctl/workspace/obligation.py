"""What every role owes before a meeting of the board."""

from typing import TYPE_CHECKING

from planctl.model.problem import Stop
from planctl.workspace.meeting import meeting_for

if TYPE_CHECKING:
    from planctl.assess.scene import Scene
    from planctl.render.reminder import Reminders


def chase_for(scene: "Scene", asked: str | None) -> "Reminders":
    """What every role owes before the meeting that was asked for, or before the next one."""
    from planctl.assess.obligations import next_deadline, obligations_by_role
    from planctl.model.calendar import day_in_words
    from planctl.render.reminder import Reminders

    meeting = meeting_for(asked, scene.by.calendar, scene.as_at)
    if meeting and meeting.last < scene.as_at:
        message = f"the board of {meeting.name} is before {day_in_words(scene.as_at)}"
        raise Stop(message, "name a later meeting, or add --as-at with a day before it")
    by = next_deadline(scene, meeting)
    return Reminders(scene, by, obligations_by_role(scene, by))
