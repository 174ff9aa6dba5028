"""A plan as tidy tables: their columns, and the names of tables that their keys say less well.

Every format that is a set of tables is written from these: workbook, CSV, SQLite and Parquet; and
a workbook is read back by them. The tables of facts are read off the models in `fact`, those of
what is judged on a day stand in `judgement`. A list that is not named here is named by its keys.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Final, NamedTuple

from planctl.model.action import REQUESTS

CellValue = str | int | Decimal | bool | date | None
TableRow = tuple[CellValue, ...]


class CellType(StrEnum):
    """What the cells of a column hold, where they hold anything."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    DAY = "day"
    FLAG = "yes or no"


class ValuePart(Enum):
    """Which part of a value of the plan a column shows."""

    VALUE = 1
    DUE = 2  # of a timescale: the date as it is written
    WORDS = 3  # of a timescale: the source's own words, where they are others
    DAY = 4  # of a timescale: the day that it falls due, which is worked out
    FIGURE = 5  # of a reading: its figure
    MISSING = 6  # of a reading: the word for why there is no figure
    KEY = 7  # of an entry: what it stands under
    POSITION = 8  # of an item: its place in the list, from 1
    PARENT = 9  # what the item is a part of
    FILE = 10  # the file of the plan that it stands in
    PLAIN = 11  # of an item that is words or a link: the words
    JUDGED = 12  # of no value of the plan: it is judged on a day


_FACTS: Final = frozenset(
    {
        ValuePart.VALUE,
        ValuePart.DUE,
        ValuePart.WORDS,
        ValuePart.FIGURE,
        ValuePart.MISSING,
        ValuePart.PLAIN,
    }
)


class TableColumn(NamedTuple):
    """One column of a table."""

    name: str  # as a query names it
    heading: str  # as people read it
    about: str
    holds: CellType = CellType.TEXT
    part: ValuePart = ValuePart.VALUE
    at: tuple[str, ...] = ()  # the keys that lead to it from the item that the row shows
    choices: tuple[str, ...] = ()
    is_required: bool = False  # of a group of keys: where the group has a value
    of: str = ""  # the table whose key it names
    default: str | None = None  # what an empty cell means, where that is not nothing

    @property
    def is_needed(self) -> bool:
        """Whether every row has it."""
        return self.is_required and len(self.at) < 2  # noqa: PLR2004 - a key of a group

    @property
    def is_worked_out(self) -> bool:
        """Whether it follows from other things, so that it is not read back."""
        return self.part in {ValuePart.DAY, ValuePart.JUDGED}


class ItemCount(Enum):
    """How many items of a kind there are where they stand."""

    ONE = 1
    LIST = 2
    ENTRIES = 3  # a list in which each item stands under a key of its own
    ANY = 4  # a list that may also be its only item, without the list


class PlanTable(NamedTuple):
    """One table: a row for each item of a kind."""

    name: str
    title: str  # as people read it; short enough for the name of a sheet
    about: str
    columns: tuple[TableColumn, ...]
    noun: str = ""  # the column by which a part names the item that it is of
    key: tuple[str, ...] = ()  # the columns that tell its rows apart; none: there is one row
    parent: str = ""  # the table of what its items are a part of
    parent_key: tuple[str, ...] = ()  # the columns that name it, in the order of the parent's key
    at: tuple[str, ...] = ()  # the keys that lead from the parent's item to this list
    many: ItemCount = ItemCount.LIST
    children: "tuple[PlanTable, ...]" = ()

    @property
    def facts(self) -> tuple[TableColumn, ...]:
        """The columns that hold what the files of the plan say."""
        return tuple(column for column in self.columns if column.part in _FACTS)

    def column(self, name: str) -> TableColumn:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)

    def number(self, name: str) -> int:
        """The place of the column of that name, from nought."""
        return next(n for n, column in enumerate(self.columns) if column.name == name)


def with_child_tables(tables: tuple[PlanTable, ...]) -> Iterator[PlanTable]:
    """The tables with those of their parts, each before its parts."""
    for table in tables:
        yield table
        yield from with_child_tables(table.children)


class TableName(NamedTuple):
    """The names of a table, and of columns that no key of the plan gives a name to."""

    name: str
    title: str
    noun: str = ""  # the column by which its parts name it
    item: str = "text"  # the column of an item that is one value
    key: str = "name"  # the column of what an entry stands under


_NAMES: Final[Mapping[tuple[str, ...], TableName]] = {
    ("plan",): TableName("plan", "Plan"),
    ("plan", "vision"): TableName("vision", "Vision"),
    ("plan", "introduction"): TableName("introduction", "Introduction"),
    ("plan", "findings"): TableName("findings", "Findings", "finding"),
    ("plan", "inspection", "priority_findings"): TableName(
        "priority_findings", "Priority findings", item="finding"
    ),
    ("plan", "closing_the_loop", "statement"): TableName("closing_the_loop", "Closing the loop"),
    ("plan", "closing_the_loop", "sources"): TableName(
        "closing_the_loop_sources", "Closing the loop, sources", item="kind"
    ),
    ("governance",): TableName("governance", "Governance"),
    ("governance", "board", "meets"): TableName("meeting_rules", "Rules of meetings", "rule"),
    ("governance", "board", "meets", "not_in"): TableName(
        "months_without_board", "Months without a board", item="month"
    ),
    ("governance", "board", "purpose"): TableName("board_purpose", "Purpose of the board"),
    ("governance", "terms"): TableName("terms_of_reference", "Terms of reference"),
    ("governance", "accountability"): TableName("accountability", "Accountability"),
    ("governance", "school_terms"): TableName("school_terms", "School terms"),
    ("governance", "meetings"): TableName("meetings", "Meetings"),
    ("governance", "meetings", "good_news"): TableName("good_news", "Good news"),
    ("governance", "meetings", "risks"): TableName("delivery_risks", "Risks to delivery"),
    ("governance", "meetings", "attendance"): TableName("attendance", "Attendance", item="role"),
    ("governance", "meetings", "papers"): TableName("board_papers", "Papers of meetings"),
    ("governance", "meetings", "challenges"): TableName("challenges", "Challenges of the board"),
    ("governance", "reports"): TableName("reports", "Reports", "report"),
    ("governance", "reports", "cadence"): TableName(
        "report_cadence", "Reports, how often", item="cadence"
    ),
    ("governance", "reports", "by"): TableName("report_by", "Reports, made by", item="role"),
    ("governance", "reports", "received"): TableName("reports_received", "Reports, received"),
    ("governance", "projects"): TableName("projects", "Projects", "project"),
    ("roles",): TableName("roles", "Roles", item="meaning", key="role"),
    ("glossary",): TableName("glossary", "Glossary", item="meaning", key="term"),
    ("policy",): TableName("policy", "Policy"),
    ("policy", "progress_rag"): TableName(
        "own_progress_key", "Own progress key", "rating", key="rating"
    ),
    ("policy", "progress_rag", "standings"): TableName(
        "own_progress_standings", "Own progress key, standings", item="standing"
    ),
    ("policy", "impact_rag"): TableName("own_impact_key", "Own impact key", "rating", key="rating"),
    ("policy", "impact_rag", "standings"): TableName(
        "own_impact_standings", "Own impact key, standings", item="standing"
    ),
    ("policy", "severities"): TableName(
        "severities", "Severities of rules", item="severity", key="code"
    ),
    ("decisions",): TableName("decisions", "Decisions", "decision"),
    ("decisions", "about"): TableName("decision_about", "Decisions, about", item="ref"),
    ("decisions", "follow_up"): TableName("decision_follow_up", "Decisions, follow-up"),
    ("evidence",): TableName("evidence_seals", "Seals of evidence", item="sha256", key="file"),
    ("area",): TableName("areas", "Areas", "area"),
    ("action",): TableName("actions", "Actions", "ref"),
    ("action", "actions"): TableName("what_will_be_done", "What will be done"),
    ("action", "expected_impact"): TableName("expected_impact", "Expected impact"),
    ("action", "impact_measures"): TableName("impact_measures", "Impact measures", item="words"),
    ("action", "reporting"): TableName("reporting", "Reporting", item="words"),
    ("action", "leads"): TableName("leads", "Leads", item="lead"),
    ("action", "corrections"): TableName("corrections", "Corrections"),
    ("action", "extensions"): TableName("extensions", "Extensions"),
    ("action", "pauses"): TableName("pauses", "Pauses"),
    ("action", "withdrawals"): TableName("withdrawals", "Withdrawals", "withdrawal"),
    ("action", "withdrawals", "replaced_by"): TableName(
        "replaced_by", "Withdrawals, replaced by", item="replacement"
    ),
    ("action", "milestones"): TableName("milestones", "Milestones", "milestone"),
    ("action", "milestones", "leads"): TableName(
        "milestone_leads", "Milestones, leads", item="lead"
    ),
    ("action", "progress"): TableName("progress", "Progress"),
    ("action", "evidence"): TableName("evidence", "Evidence"),
    ("action", "escalations"): TableName("escalations", "Escalations"),
    ("action", "findings"): TableName("findings_answered", "Findings answered", item="finding"),
    ("action", "depends_on"): TableName("depends_on", "Depends on", item="waits_for"),
    ("measure",): TableName("measures", "Measures", "measure"),
    ("measure", "targets"): TableName("targets", "Targets"),
    ("measure", "observations"): TableName("observations", "Observations"),
}
_POINTERS: Final[Mapping[tuple[str, str], str]] = {
    ("leads", "lead"): "roles",
    ("milestone_leads", "lead"): "roles",
    ("report_by", "role"): "roles",
    ("measures", "owner"): "roles",
    ("impact_measures", "measure"): "measures",
    ("reporting", "report"): "reports",
    ("findings_answered", "finding"): "findings",
    ("priority_findings", "finding"): "findings",
    ("decision_about", "ref"): "actions",
    **{(requests, "decision"): "decisions" for requests in REQUESTS},
    ("replaced_by", "replacement"): "actions",
    ("escalations", "decision"): "decisions",
}
# Words that a query cannot use without quotes, and that our fields are called by.
_RESERVED: Final = frozenset({"on", "by", "to", "from", "order", "group", "default", "check"})
_HEADINGS: Final = {
    "progress_rag": "Progress RAG, declared",
    "impact_rag": "Impact RAG, declared",
    "rag_reason": "Reason for the declared RAG",
    "ref": "Ref",
}
_CAPITALS: Final = {"rag": "RAG", "id": "ID", "url": "URL", "sha256": "SHA256"}


def table_name(path: tuple[str, ...]) -> TableName:
    """The names of the table of a list of the plan, by the kind of its file and its keys."""
    plain = "_".join(path)
    names = _NAMES.get(path, TableName(plain, heading_of(plain)[:31]))
    return names if names.noun else names._replace(noun=path[-1])


def referenced_table(table: str, column: str) -> str:
    """The table whose key a column names; empty for one that names none."""
    return _POINTERS.get((table, column), "")


def column_name(name: str, ending: str) -> str:
    """The name of the column of a field; one that a query could not say has an ending."""
    return f"{name}_{ending}" if name in _RESERVED else name


def heading_of(name: str) -> str:
    """A name as people read it: Progress RAG, declared."""
    if name in _HEADINGS:
        return _HEADINGS[name]
    words = " ".join(_CAPITALS.get(word, word) for word in name.split("_"))
    return words[:1].upper() + words[1:]
