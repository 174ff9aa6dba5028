"""planctl coverage: what answers each finding of the inspectors, and what is still open."""

from typing import Annotated

from planctl.cli.option import FormatFlag, OutputFormat, PlanAsAt, value_flag

OneFinding = Annotated[str | None, value_flag("--finding", "FINDING", "Only this finding.")]


def coverage(
    *, plan: PlanAsAt, finding: OneFinding = None, form: FormatFlag = OutputFormat.TEXT
) -> None:
    """Show what answers each finding: actions, delivery, measures, evidence, and the gap.

    Example: planctl coverage --as-at 2024-03-13
    """
    from planctl.assess.coverage import actions_without_finding, finding_coverage
    from planctl.cli.screen import draw, print_json, warn_of_unread
    from planctl.render.coverage import coverage_json
    from planctl.workspace.filter import match_name

    scene = plan.scene
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
