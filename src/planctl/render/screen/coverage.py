"""What answers each finding, on a terminal."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from planctl.assess.coverage import Answer, asked_kinds
from planctl.assess.judged import Judged
from planctl.assess.scene import Scene
from planctl.model.calendar import day_in_words
from planctl.model.words import are, counted, in_a_row, visible
from planctl.render.coverage import (
    delivered_in_words,
    evidence_in_words,
    gap_in_words,
    kinds_of,
    measures_in_words,
    no_findings,
    withdrawn_in_words,
)
from planctl.render.screen.parts import grid, not_read


def screen(
    scene: Scene, answers: Sequence[Answer], without: Sequence[Judged]
) -> Iterator[RenderableType]:
    """Every finding with what answers it and what is still open, and who answers none."""
    yield Text(visible(scene.plan.title), style="bold")
    closed = sum(not answer.gaps for answer in answers)
    findings = counted(len(answers), "finding")
    counts = f"{findings}: {are(closed)} closed." if answers else no_findings(scene)
    yield Text(f"As at {day_in_words(scene.as_at)}. {counts}")
    yield from not_read(scene.plan)
    for answer in answers:
        yield Text(
            f"\n{visible(answer.finding.title)} ({visible(answer.finding.id)})", style="bold"
        )
        yield Padding(_facts(answer, scene), (0, 0, 0, 2))
    if without:
        refs = in_a_row([visible(judged.ref) for judged in without])
        yield Text(f"\nAnswer no finding: {refs}")


def _facts(answer: Answer, scene: Scene) -> RenderableType:
    table = grid({"no_wrap": True}, {"ratio": 1})
    kinds = kinds_of([answer], asked_kinds(scene))
    pieces = [f"{kind} {evidence_in_words(answer, kind)}" for kind in kinds]
    evidence = ", ".join(pieces) if answer.evidence else "none"
    rows = (
        ("Actions", in_a_row([judged.ref for judged in answer.actions]) or "none"),
        ("Withdrawn", withdrawn_in_words(answer)),
        ("Delivered", delivered_in_words(answer)),
        ("Measures", measures_in_words(answer)),
        ("Evidence", evidence),
        ("Gap", gap_in_words(answer)),
    )
    for name, value in rows:
        if value:
            table.add_row(name, Text(visible(value)))
    return table
