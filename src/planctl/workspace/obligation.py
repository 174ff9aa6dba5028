"""What every role owes before a meeting of the board."""

from typing import TYPE_CHECKING

from planctl.model.stop import Stop
from planctl.workspace.meeting import meeting_for

if TYPE_CHECKING:
    from planctl.assess.scene import Scene
    from planctl.render.chase import Chase


def chase_for(scene: "Scene", asked: str | None) -> "Chase":
    """What every role owes before the meeting that was asked for, or before the next one."""
    from planctl.assess.owed import owed, until
    from planctl.model.calendar import day_in_words
    from planctl.render.chase import Chase

    meeting = meeting_for(asked, scene.by.calendar, scene.as_at)
    if meeting and meeting.last < scene.as_at:
        message = f"the board of {meeting.name} is before {day_in_words(scene.as_at)}"
        raise Stop(message, "name a later meeting, or add --as-at with a day before it")
    by = until(scene, meeting)
    return Chase(scene, by, owed(scene, by))
