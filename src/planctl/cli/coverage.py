"""planctl coverage: what answers each finding of the inspectors, and what is still open."""

from typing import Annotated

from planctl.cli.option import AsAtFlag, FormatFlag, OutputFormat, PlanFlag, value_flag
from planctl.cli.terminal import parse_as_at
from planctl.workspace.folder import find_plan

OneFinding = Annotated[str | None, value_flag("--finding", "FINDING", "Only this finding.")]


def coverage(
    *,
    plan: PlanFlag = None,
    as_at: AsAtFlag = None,
    finding: OneFinding = None,
    form: FormatFlag = OutputFormat.TEXT,
) -> None:
    """Show what answers each finding: actions, delivery, measures, evidence, and the gap.

    Example: planctl coverage --as-at 2024-03-13
    """
    from planctl.assess.coverage import actions_without_finding, finding_coverage
    from planctl.cli.screen import draw, print_json, warn_of_unread
    from planctl.render.coverage import coverage_json
    from planctl.workspace.filter import match_name
    from planctl.workspace.plan import read_scene

    scene = read_scene(find_plan(plan), parse_as_at(as_at))
    answers, unanswered = finding_coverage(scene), actions_without_finding(scene)
    if finding is not None:
        finding_id = match_name(finding, [answer.finding.id for answer in answers], "finding")
        answers, unanswered = tuple(a for a in answers if a.finding.id == finding_id), ()
    if form is OutputFormat.JSON:
        print_json(coverage_json(scene, answers, unanswered))
    else:
        from planctl.render.screen.listing import coverage_screen

        draw(coverage_screen(scene, answers, unanswered))
    warn_of_unread(scene.plan)
