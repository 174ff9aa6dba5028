"""What answers each finding, on a terminal."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from planctl.assess.coverage import FindingCoverage, required_evidence_kinds
from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.model.calendar import day_in_words
from planctl.model.words import count_noun, count_with_verb, printable_text, sentence_list
from planctl.render.coverage import (
    delivered_in_words,
    evidence_in_words,
    evidence_kinds_listed,
    gap_in_words,
    measures_in_words,
    no_findings_reason,
    withdrawn_in_words,
)
from planctl.render.screen.parts import plain_grid, unread_warning


def coverage_screen(
    scene: Scene, answers: Sequence[FindingCoverage], without: Sequence[Judgement]
) -> Iterator[RenderableType]:
    """Every finding with what answers it and what is still open, and who answers none."""
    yield Text(printable_text(scene.plan.title), style="bold")
    closed = sum(not answer.gaps for answer in answers)
    findings = count_noun(len(answers), "finding")
    counts = (
        f"{findings}: {count_with_verb(closed)} closed." if answers else no_findings_reason(scene)
    )
    yield Text(f"As at {day_in_words(scene.as_at)}. {counts}")
    yield from unread_warning(scene.plan)
    for answer in answers:
        yield Text(
            f"\n{printable_text(answer.finding.title)} ({printable_text(answer.finding.id)})",
            style="bold",
        )
        yield Padding(_facts(answer, scene), (0, 0, 0, 2))
    if without:
        refs = sentence_list([printable_text(judged.ref) for judged in without])
        yield Text(f"\nAnswer no finding: {refs}")


def _facts(answer: FindingCoverage, scene: Scene) -> RenderableType:
    table = plain_grid({"no_wrap": True}, {"ratio": 1})
    kinds = evidence_kinds_listed([answer], required_evidence_kinds(scene))
    pieces = [f"{kind} {evidence_in_words(answer, kind)}" for kind in kinds]
    evidence = ", ".join(pieces) if answer.evidence else "none"
    rows = (
        ("Actions", sentence_list([judged.ref for judged in answer.actions]) or "none"),
        ("Withdrawn", withdrawn_in_words(answer)),
        ("Delivered", delivered_in_words(answer)),
        ("Measures", measures_in_words(answer)),
        ("Evidence", evidence),
        ("Gap", gap_in_words(answer)),
    )
    for name, value in rows:
        if value:
            table.add_row(name, Text(printable_text(value)))
    return table
