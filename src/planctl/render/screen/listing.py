"""Lists on a screen of 80 columns: actions, what one role has, findings, what a search found."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planctl.assess.coverage import FindingCoverage, required_evidence_kinds
from planctl.assess.judgement import Judgement
from planctl.assess.obligations import RoleWork
from planctl.assess.scene import Scene
from planctl.load.loaded import LoadedPlan
from planctl.model.calendar import day_in_words
from planctl.model.choice import quoted_list
from planctl.model.plan import Plan
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
from planctl.render.listing import (
    COLUMNS,
    USUAL_COLUMNS,
    ActionList,
    ListedAction,
    SearchResult,
    cell_in_words,
    with_files,
)
from planctl.render.reminder import open_work
from planctl.render.screen.parts import (
    RATING_STYLES,
    lines_part,
    plain_grid,
    plain_text,
    titled_part,
    unread_warning,
)

_RATINGS = {rating.value: style for rating, style in RATING_STYLES.items()}


def list_screen(listed: ActionList, columns: Sequence[str]) -> Iterator[RenderableType]:
    """How many actions were asked for, and a line for each."""
    all_actions = count_noun(len(listed.scene.judged), "action")
    number = f"{len(listed.actions)} of {all_actions}" if listed.cut else all_actions
    cut = f": {listed.cut}" if listed.cut else ""
    yield plain_text(f"{number}, as at {day_in_words(listed.scene.as_at)}{cut}.")
    yield from unread_warning(listed.scene.plan)
    if listed.actions:
        yield Text()
        yield action_table(listed.actions, columns)


def role_screen(work: RoleWork, scene: Scene, loaded: LoadedPlan) -> Iterator[RenderableType]:
    """The actions of a role, done and open, and what else it is to do."""
    number = count_noun(len(work.led) + len(work.supported), "action")
    yield plain_text(f"{work.owed.role}: {number}, as at {day_in_words(scene.as_at)}.", "bold")
    yield from unread_warning(scene.plan)
    for title, judged in (("Leads", work.led), ("Supports", work.supported)):
        table = action_table(list(with_files(judged, loaded)), USUAL_COLUMNS) if judged else None
        yield from titled_part(f"{title} ({len(judged)})", table)
    for title, lines in open_work(work, scene):
        items = [f"- {' '.join(line.split())}" for line in lines]
        yield from lines_part(f"{title} ({len(lines)})", items)


def action_table(actions: Sequence[ListedAction], columns: Sequence[str]) -> Table:
    """A line for each action under the headings of some columns."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in map(COLUMNS.__getitem__, columns):
        values = [column.value(row) for row in actions]
        is_number = any(isinstance(value, int | date) for value in values)
        table.add_column(column.heading, justify="right" if is_number else "left", overflow="fold")
    for row in actions:
        table.add_row(*(_cell(name, row) for name in columns))
    return table


def _cell(column: str, row: ListedAction) -> Text:
    """What stands in a cell; a rating that is declared better than the facts is no plain one."""
    cell = cell_in_words(COLUMNS[column].value(row))
    rated = {"rag": row.each.progress, "impact": row.each.impact}.get(column)
    is_disputed = rated is not None and rated.disputed
    return Text(f"{cell}, disputed" if is_disputed else cell, style=_RATINGS.get(cell, ""))


def search_screen(
    results: Sequence[SearchResult], words: Sequence[str], plan: Plan
) -> Iterator[RenderableType]:
    """Each text that was found under what it is of, with its key."""
    texts = count_noun(len(results), "text")
    yield plain_text(f"{texts} with {quoted_list(words)}.")
    yield from unread_warning(plan)
    for owner, group in groupby(results, lambda result: result.owner):
        kind = "" if owner.kind == "action" else f"{owner.kind} "
        name = f"{kind}{owner.ref} {owner.title}" if owner.ref else owner.title
        yield Text("\n").append_text(plain_text(name, "bold"))
        for result in group:
            line = Text(f"{printable_text(result.key)}: ", style="dim")
            yield Padding(line.append(printable_text(result.around), style="not dim"), (0, 0, 0, 2))


def coverage_screen(
    scene: Scene, answers: Sequence[FindingCoverage], without: Sequence[Judgement]
) -> Iterator[RenderableType]:
    """Every finding with what answers it and what is still open, and who answers none."""
    yield plain_text(scene.plan.title, "bold")
    closed = sum(not answer.gaps for answer in answers)
    findings = count_noun(len(answers), "finding")
    counts = f"{findings}: {count_with_verb(closed)} closed."
    counts = counts if answers else no_findings_reason(scene)
    yield Text(f"As at {day_in_words(scene.as_at)}. {counts}")
    yield from unread_warning(scene.plan)
    for answer in answers:
        name = plain_text(f"{answer.finding.title} ({answer.finding.id})", "bold")
        yield Text("\n").append_text(name)
        yield Padding(_finding_facts(answer, scene), (0, 0, 0, 2))
    if without:
        yield Text()
        yield plain_text(f"Answer no finding: {sentence_list([j.ref for j in without])}")


def _finding_facts(answer: FindingCoverage, scene: Scene) -> RenderableType:
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
            table.add_row(name, plain_text(value))
    return table
