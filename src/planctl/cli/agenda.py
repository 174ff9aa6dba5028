"""planctl agenda: what the next board will need."""

from planctl.cli.edge import day_of
from planctl.cli.option import As, AsAt, For, Format, PlanFolder
from planctl.model.stop import Stop
from planctl.workspace.folder import find_plan
from planctl.workspace.meeting import meeting_for


def agenda(
    *,
    plan: PlanFolder = None,
    as_at: AsAt = None,
    meeting: For = None,
    form: As = Format.TEXT,
) -> None:
    """Show what the next board will need: reports, dates, extensions, decisions, escalations.

    Example: planctl agenda --for "March 2024"
    """
    from planctl.assess.agenda import agenda as needed
    from planctl.cli.screen import draw, print_json, warn_of_unread
    from planctl.model.calendar import day_in_words
    from planctl.render.agenda import as_json
    from planctl.workspace.past import look_back
    from planctl.workspace.plan import desk

    scene = look_back(desk(find_plan(plan)), day_of(as_at))
    board = meeting_for(meeting, scene.by.calendar, scene.as_at)
    if board is None:
        day = day_in_words(scene.as_at)
        message = f"governance.yaml has no meeting of the board on or after {day}"
        raise Stop(message, "list it under meetings, or say under board when it meets")
    items = needed(scene, board)
    if form is Format.JSON:
        print_json(as_json(items, scene.as_at))
    else:
        from planctl.render.screen.agenda import screen

        draw(screen(items, scene))
    warn_of_unread(scene.plan)
