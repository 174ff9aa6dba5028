"""A plan on a day as tidy tables: what its files say, and what is judged of it.

Also the usual questions to a plan, as views of its database.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

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
from planctl.tables.judged_tables import JUDGED_TABLES
from planctl.tables.schema import (
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


_RATINGS: Final = """
  count(*) AS actions,
  sum(s.progress_rating = 'red') AS red,
  sum(s.progress_rating = 'amber') AS amber,
  sum(s.progress_rating = 'green') AS green,
  sum(s.progress_rating = 'blue') AS blue,
  sum(s.progress_rating = 'grey') AS grey,
  sum(s.is_overdue) AS overdue"""

VIEWS: Final = (
    DatabaseView(
        "actions_in_full",
        "Every action with its area, its leads in a row and how it stands.",
        """
SELECT a.ref, a.title, a.area, r.title AS area_title,
  (SELECT group_concat(lead, ', ')
     FROM (SELECT lead FROM leads WHERE ref = a.ref ORDER BY position)) AS leads,
  a.status, a.timescale, s.due_day, s.days_overdue, s.slippage_days,
  s.progress_rating, s.progress_standing, s.progress_why, s.progress_disputed,
  s.impact_rating, s.impact_standing, s.impact_why, s.last_progress_day
FROM actions a
JOIN areas r ON r.ref = a.area
JOIN action_status s ON s.ref = a.ref""",
    ),
    DatabaseView(
        "overdue",
        "The overdue actions, the latest first.",
        """
SELECT ref, title, area_title, leads, due_day, days_overdue, slippage_days, progress_why
FROM actions_in_full
WHERE days_overdue > 0
ORDER BY days_overdue DESC, ref""",
    ),
    DatabaseView(
        "due_next",
        "The open actions that are due within 90 days of the day of the judgement.",
        """
SELECT f.ref, f.title, f.area_title, f.leads, f.due_day, f.progress_rating
FROM actions_in_full f
JOIN actions a ON a.ref = f.ref
WHERE f.due_day BETWEEN a.as_at AND date(a.as_at, '+90 days')
  AND f.progress_standing NOT IN ('withdrawn', 'embedded', 'complete')
ORDER BY f.due_day, f.ref""",
    ),
    DatabaseView(
        "rag_by_area",
        "How many actions of each area have each progress rating.",
        f"""
SELECT r.ref, r.title,{_RATINGS}
FROM areas r
JOIN actions a ON a.area = r.ref
JOIN action_status s ON s.ref = a.ref
GROUP BY r.ref, r.title
ORDER BY min(a.rowid)""",  # noqa: S608 - of our own words
    ),
    DatabaseView(
        "rag_by_lead",
        "How many actions each role has a part in, by progress rating.",
        f"""
SELECT l.lead,{_RATINGS}
FROM (SELECT DISTINCT ref, lead FROM leads) l
JOIN action_status s ON s.ref = l.ref
GROUP BY l.lead
ORDER BY overdue DESC, l.lead""",  # noqa: S608 - of our own words
    ),
    DatabaseView(
        "latest_progress",
        "The newest note of each action: by its day, else by its place.",
        """
SELECT ref, date, by_whom, note
FROM (SELECT ref, date, by_whom, note,
        row_number() OVER (PARTITION BY ref ORDER BY date DESC, position DESC) AS newest
      FROM progress)
WHERE newest = 1""",
    ),
    DatabaseView(
        "milestones_overdue",
        "The milestones that are late, of actions that are still open.",
        """
SELECT m.ref, a.title, m.position, m.what, m.timescale_day AS due_day,
  CAST(julianday(m.as_at) - julianday(m.timescale_day) AS INTEGER) AS days_overdue
FROM milestones m
JOIN actions a ON a.ref = m.ref
JOIN action_status s ON s.ref = m.ref
WHERE m.timescale_day < m.as_at AND (m.done IS NULL OR m.done > m.as_at)
  AND s.progress_standing NOT IN ('withdrawn', 'embedded', 'complete')
ORDER BY due_day, m.ref, m.position""",
    ),
    DatabaseView(
        "extensions_awaiting",
        "The later dates that were asked for, and neither agreed nor refused.",
        """
SELECT e.ref, a.title, a.timescale, e.to_when, e.to_day, e.reason, e.requested
FROM extensions e
JOIN actions a ON a.ref = e.ref
WHERE e.agreed IS NULL AND e.refused IS NULL
ORDER BY e.ref, e.position""",
    ),
    DatabaseView(
        "requests_awaiting",
        "Everything that the board was asked of an action, and has neither agreed nor refused.",
        """
SELECT r.ref, a.title, r.kind, r.what, r.reason, r.requested
FROM (
  SELECT ref, 'extension' AS kind, to_when AS what, reason, requested, agreed, refused
    FROM extensions
  UNION ALL
  SELECT ref, 'pause', until, reason, requested, agreed, refused FROM pauses
  UNION ALL
  SELECT ref, 'withdrawal', NULL, reason, requested, agreed, refused FROM withdrawals
  UNION ALL
  SELECT ref, 'correction', to_when, reason, requested, agreed, refused FROM corrections
) r
JOIN actions a ON a.ref = r.ref
WHERE r.agreed IS NULL AND r.refused IS NULL
ORDER BY r.ref, r.kind""",
    ),
    DatabaseView(
        "latest_figures",
        "Each measure with its baseline, its newest figure and what that says.",
        """
SELECT m.id, m.title, m.unit, m.better, m.baseline_value, s.latest_day, s.latest_value,
  s.standing, s.rating, s.why
FROM measures m
JOIN measure_status s ON s.measure = m.id""",
    ),
    DatabaseView(
        "findings_and_actions",
        "What answers each finding; a finding without an action has one row all the same.",
        """
SELECT f.id AS finding, f.title AS finding_title, a.ref, a.title, s.progress_rating,
  s.impact_rating
FROM findings f
LEFT JOIN findings_answered n ON n.finding = f.id
LEFT JOIN actions a ON a.ref = n.ref
LEFT JOIN action_status s ON s.ref = a.ref
ORDER BY f.position, a.rowid""",
    ),
    DatabaseView(
        "problems_by_rule",
        "How often each rule is broken.",
        """
SELECT code, rule, severity, count(*) AS problems
FROM problems
GROUP BY code, rule, severity
ORDER BY problems DESC, code""",
    ),
)
