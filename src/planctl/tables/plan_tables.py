"""A plan on a day as tidy tables: what its files say, and what is judged of it.

Also the usual questions to a plan, as views of its database.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib.resources import files
from typing import NamedTuple

from planctl.assess.judgement import ActionRating, Judgement
from planctl.assess.measure_effect import Effect
from planctl.assess.scene import Scene
from planctl.model.file_name import plan_id
from planctl.model.problem import At, Problem
from planctl.model.rating import Rating
from planctl.model.timescale import KnownFrom
from planctl.render.brand import NO_LOGO, BrandLook, brand_look
from planctl.render.edition import edition_in_words
from planctl.tables.fact_rows import fact_rows
from planctl.tables.facts import fact_tables
from planctl.tables.schema import (
    JUDGED_TABLES,
    CellType,
    CellValue,
    PlanTable,
    TableColumn,
    TableRow,
    ValuePart,
    with_child_tables,
)

# What tells the rows of one plan on one day from those of others, where tables are put together.
ORIGIN_COLUMNS = (
    TableColumn("plan", "Plan", "The id of the plan.", part=ValuePart.JUDGED, is_required=True),
    TableColumn(
        "as_at",
        "As at",
        "The day it is judged for.",
        CellType.DAY,
        ValuePart.JUDGED,
        is_required=True,
    ),
)


class FilledTable(NamedTuple):
    """A table with its rows."""

    table: PlanTable
    rows: list[TableRow]


class PlanTables(NamedTuple):
    """A plan on a day as tables, each before those of its parts."""

    plan: str  # its id
    as_at: date
    title: str
    organisation: str
    filled: tuple[FilledTable, ...]
    brand: BrandLook
    edition: str = ""  # for whom it is and what is not in it; empty where the plan is whole

    @property
    def origin(self) -> tuple[CellValue, ...]:
        """What stands in the columns that tell this plan and day from others."""
        return self.plan, self.as_at

    def of(self, name: str) -> FilledTable:
        """The table of that name."""
        return next(filled for filled in self.filled if filled.table.name == name)

    @property
    def told_apart(self) -> Iterator[tuple[str, str]]:
        """The labels that two items of a table had, each as its second is called here."""
        for table, rows in self.filled:
            if table.key and table.column(table.key[-1]).part in {ValuePart.VALUE, ValuePart.KEY}:
                place = table.number(table.key[-1])
                keys = {str(row[place]) for row in rows}
                again = (key for key in keys if key.removesuffix(" (2)") in keys - {key})
                yield from ((table.title, key) for key in sorted(again))


def plan_tables_of(
    scene: Scene, problems: Iterable[Problem], files: Mapping[At, str]
) -> PlanTables:
    """A judged plan as tables; the files are those that its parts come from."""
    facts = fact_rows(scene.plan, files)
    refs = [row[0] for row in facts["actions"]]
    measures = [row[0] for row in facts["measures"]]
    judged: dict[str, Iterable[TableRow]] = {
        "action_status": (
            _action_status_row(*row_parts, scene.by.promised.known_from)
            for row_parts in zip(refs, scene.judged, strict=True)
        ),
        "measure_status": _measure_rows(measures, scene),
        "problems": (_problem_row(*row_parts) for row_parts in enumerate(problems, 1)),
        "rag_key": _key_rows(scene),
    }
    tables = (*with_child_tables(fact_tables()), *JUDGED_TABLES)
    rows = {name: list(table_rows) for name, table_rows in {**facts, **judged}.items()}
    front = scene.plan.plan
    return PlanTables(
        plan_id(front),
        scene.as_at,
        scene.plan.title,
        front.organisation if front else "",
        tuple(FilledTable(table, rows[table.name]) for table in tables),
        brand_look(front.brand, NO_LOGO) if front else BrandLook(),
        edition_in_words(scene),
    )


def _action_status_row(ref: CellValue, judged: Judgement, known_from: KnownFrom) -> TableRow:
    promise = judged.promise
    return (
        ref,
        *_rating_cells(judged.progress),
        *_rating_cells(judged.impact),
        promise.due,
        promise.original,
        promise.first.written if promise.first else None,
        promise.changed is not None,
        known_from.value,
        judged.is_overdue,
        judged.days_overdue,
        promise.slippage_days,
        len(judged.late_milestones),
        promise.last_progress,
        judged.halts.until if judged.is_paused else None,
        judged.halts.days_late,
    )


def _rating_cells(rated: ActionRating) -> TableRow:
    rating, standing, computed = (rated.rating, rated.standing, rated.computed)
    return (rating.value, standing.value, rated.why, computed.value, rated.disputed)


def _measure_rows(ids: Iterable[CellValue], scene: Scene) -> Iterator[TableRow]:
    for label, measure in zip(ids, scene.plan.measures, strict=True):
        effect: Effect = scene.by.effects[measure.id]
        latest = effect.latest
        yield (
            label,
            effect.standing.value,
            scene.by.impact_key.ratings[effect.standing].value,
            effect.why,
            latest.on if latest else None,
            latest.figure if latest else None,
        )


def _problem_row(number: int, problem: Problem) -> TableRow:
    place = problem.place
    return (
        number,
        problem.severity.value,
        problem.ref or None,
        problem.field or None,
        problem.message,
        problem.hint or None,
        problem.rule.code,
        problem.rule.name,
        place.path,
        place.line,
        place.column,
    )


def _key_rows(scene: Scene) -> Iterator[TableRow]:
    for name, key in (("progress", scene.by.progress_key), ("impact", scene.by.impact_key)):
        for rating in Rating:
            standings = (standing.value for standing, of in key.ratings.items() if of is rating)
            yield (name, rating.value, *key.words[rating], ", ".join(standings) or None)


class DatabaseView(NamedTuple):
    """A question: what it is called, what it answers, and how it is asked."""

    name: str
    about: str
    query: str


def database_views() -> Iterator[DatabaseView]:
    """The usual questions to a plan, which stand in `views.sql`."""
    _, *views = files(__package__).joinpath("views.sql").read_text("utf-8").split("\n\n-- ")
    for view in views:
        head, line_end, query = view.rstrip("\n").partition("\n")
        name, about = head.split(": ", 1)
        yield DatabaseView(name, about, line_end + query)
