"""planctl coverage: what answers each finding of the inspectors, and what is still open."""

from typing import Annotated

from planctl.cli.edge import day_of
from planctl.cli.option import As, AsAt, Format, PlanFolder, value_flag
from planctl.workspace.folder import find_plan

OneFinding = Annotated[
    str | None,
    value_flag("--finding", "FINDING", "Only this finding."),
]


def coverage(
    *,
    plan: PlanFolder = None,
    as_at: AsAt = None,
    finding: OneFinding = None,
    form: As = Format.TEXT,
) -> None:
    """Show what answers each finding: actions, delivery, measures, evidence, and the gap.

    Example: planctl coverage --as-at 2024-03-13
    """
    from planctl.assess.coverage import coverage as covered
    from planctl.assess.coverage import unanswering
    from planctl.cli.screen import draw, print_json, warn_of_unread
    from planctl.render.coverage import as_json
    from planctl.workspace.filter import known
    from planctl.workspace.plan import glance

    scene = glance(find_plan(plan), day_of(as_at))
    answers, unanswered = covered(scene), unanswering(scene)
    if finding is not None:
        finding_id = known(finding, [answer.finding.id for answer in answers], "finding")
        answers, unanswered = tuple(a for a in answers if a.finding.id == finding_id), ()
    if form is Format.JSON:
        print_json(as_json(scene, answers, unanswered))
    else:
        from planctl.render.screen.coverage import screen

        draw(screen(scene, answers, unanswered))
    warn_of_unread(scene.plan)
