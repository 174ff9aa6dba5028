"""planctl coverage: what answers each finding of the inspectors, and what is still open."""

from typing import Annotated

import typer

from planctl.cli.edge import day_of
from planctl.cli.option import As, AsAt, Format, PlanFolder
from planctl.workspace.folder import find_plan

OneFinding = Annotated[
    str | None,
    typer.Option("--finding", metavar="FINDING", show_default=False, help="Only this finding."),
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
    answers, without = covered(scene), unanswering(scene)
    if finding is not None:
        wanted = known(finding, [answer.finding.id for answer in answers], "finding")
        answers, without = tuple(a for a in answers if a.finding.id == wanted), ()
    if form is Format.JSON:
        print_json(as_json(scene, answers, without))
    else:
        from planctl.render.screen.coverage import screen

        draw(screen(scene, answers, without))
    warn_of_unread(scene.plan)
