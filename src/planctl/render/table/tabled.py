"""A plan on a day as tidy tables: what its files say, and what is judged of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from planctl.assess.effect import Effect
from planctl.assess.judged import Judged, Rated
from planctl.assess.key import Key
from planctl.assess.rule.scene import Scene
from planctl.model.fact_row import fact_rows
from planctl.model.fact_table import fact_tables
from planctl.model.file_name import plan_id
from planctl.model.judged_table import JUDGED_TABLES
from planctl.model.problem import At, Problem
from planctl.model.rating import Rating
from planctl.model.table import CellValue, Column, Holds, Part, Table, TableRow, flat
from planctl.model.timescale import KnownFrom

# What tells the rows of one plan on one day from those of others, where tables are put together.
ORIGIN = (
    Column("plan", "Plan", "The id of the plan.", part=Part.JUDGED, is_required=True),
    Column("as_at", "As at", "The day it is judged for.", Holds.DAY, Part.JUDGED, is_required=True),
)


class Filled(NamedTuple):
    """A table with its rows."""

    table: Table
    rows: list[TableRow]


class Tabled(NamedTuple):
    """A plan on a day as tables, each before those of its parts."""

    plan: str  # its id
    as_at: date
    title: str
    organisation: str
    filled: tuple[Filled, ...]

    @property
    def origin(self) -> tuple[CellValue, ...]:
        """What stands in the columns that tell this plan and day from others."""
        return self.plan, self.as_at

    def of(self, name: str) -> Filled:
        """The table of that name."""
        return next(each for each in self.filled if each.table.name == name)

    @property
    def told_apart(self) -> Iterator[tuple[str, str]]:
        """The labels that two items of a table had, each as its second is called here."""
        for table, rows in self.filled:
            if table.key and table.column(table.key[-1]).part in {Part.VALUE, Part.KEY}:
                place = table.number(table.key[-1])
                keys = {str(row[place]) for row in rows}
                again = (key for key in keys if key.removesuffix(" (2)") in keys - {key})
                yield from ((table.title, key) for key in sorted(again))


def tabled(scene: Scene, problems: Iterable[Problem], files: Mapping[At, str]) -> Tabled:
    """A judged plan as tables; the files are those that its parts come from."""
    facts = fact_rows(scene.plan, files)
    refs = [row[0] for row in facts["actions"]]
    measures = [row[0] for row in facts["measures"]]
    judged: dict[str, Iterable[TableRow]] = {
        "action_status": (
            _status(*each, scene.by.promised.known_from)
            for each in zip(refs, scene.judged, strict=True)
        ),
        "measure_status": _measures(measures, scene),
        "problems": (_problem(*each) for each in enumerate(problems, 1)),
        "rag_key": _key_rows(scene),
    }
    tables = (*flat(fact_tables()), *JUDGED_TABLES)
    rows = {**facts, **{name: list(found) for name, found in judged.items()}}
    front = scene.plan.plan
    return Tabled(
        plan_id(front),
        scene.as_at,
        scene.plan.title,
        front.organisation if front else "",
        tuple(Filled(table, rows[table.name]) for table in tables),
    )


def _status(ref: CellValue, each: Judged, known_from: KnownFrom) -> TableRow:
    dates = each.promise
    return (
        ref,
        *_rated(each.progress),
        *_rated(each.impact),
        dates.due,
        dates.original,
        dates.first.written if dates.first else None,
        dates.changed is not None,
        known_from.value,
        each.is_overdue,
        each.days_overdue,
        dates.slippage_days,
        len(each.late_milestones),
        dates.last_progress,
        each.halts.until if each.is_paused else None,
        each.halts.days_late,
    )


def _rated(rated: Rated) -> TableRow:
    return (
        rated.rating.value,
        rated.standing.value,
        rated.why,
        rated.computed.value,
        rated.disputed,
    )


def _measures(ids: Iterable[CellValue], scene: Scene) -> Iterator[TableRow]:
    for of, measure in zip(ids, scene.plan.measures, strict=True):
        effect: Effect = scene.by.effects[measure.id]
        latest = effect.latest
        yield (
            of,
            effect.standing.value,
            scene.by.impact_key.ratings[effect.standing].value,
            effect.why,
            latest.on if latest else None,
            latest.figure if latest else None,
        )


def _problem(number: int, problem: Problem) -> TableRow:
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
            yield (name, rating.value, *key.words[rating], _standings(key, rating))


def _standings(key: Key, rating: Rating) -> str | None:
    earned = (standing.value for standing, of in key.ratings.items() if of is rating)
    return ", ".join(earned) or None
