"""planctl agenda: what the next board will need."""

from planctl.cli.option import FormatFlag, MeetingFlag, OutputFormat, PlanAsAt
from planctl.model.problem import Stop
from planctl.workspace.meeting import meeting_for


def agenda(
    *, plan: PlanAsAt, meeting: MeetingFlag = None, form: FormatFlag = OutputFormat.TEXT
) -> None:
    """Show what the next board will need: reports, dates, extensions, decisions, escalations.

    Example: planctl agenda --for "March 2024"
    """
    from planctl.assess.agenda import meeting_agenda as needed
    from planctl.cli.screen import draw, print_json, warn_of_unread
    from planctl.model.calendar import day_in_words
    from planctl.render.agenda import agenda_json

    scene = plan.scene_with_promises
    board = meeting_for(meeting, scene.by.calendar, scene.as_at)
    if board is None:
        scene.by.calendar.require_meetings()
        day = day_in_words(scene.as_at)
        message = f"governance.yaml has no meeting of the board on or after {day}"
        raise Stop(message, "list it under meetings, or say under board when it meets")
    items = needed(scene, board)
    if form is OutputFormat.JSON:
        print_json(agenda_json(items, scene.as_at))
    else:
        from planctl.render.screen.status import agenda_screen

        draw(agenda_screen(items, scene))
    warn_of_unread(scene.plan)
