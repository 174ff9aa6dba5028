"""planctl agenda: what the next board will need."""

from planctl.cli.edge import Stop, day_of, find_plan
from planctl.cli.meeting import For, meeting_for
from planctl.cli.option import As, AsAt, Format, PlanFolder


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
    from planctl.cli.desk import desk
    from planctl.cli.review import look_back, warn_of_unread
    from planctl.cli.screen import draw, print_json
    from planctl.model.calendar import day_in_words
    from planctl.render.agenda import as_json

    scene = look_back(desk(find_plan(plan)), day_of(as_at))
    found = meeting_for(meeting, scene.by.calendar, scene.as_at)
    if found is None:
        day = day_in_words(scene.as_at)
        message = f"governance.yaml has no meeting of the board on or after {day}"
        raise Stop(message, "list it under meetings, or say under board when it meets")
    needs = needed(scene, found)
    if form is Format.JSON:
        print_json(as_json(needs, scene.as_at))
    else:
        from planctl.render.agenda_screen import screen

        draw(screen(needs, scene))
    warn_of_unread(scene.plan)
