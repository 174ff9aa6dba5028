"""A plan as tidy tables: their columns, and the names of tables that their keys say less well.

Every format that is a set of tables is written from these: workbook, CSV, SQLite and Parquet; and
a workbook is read back by them. The tables of facts are read off the models in `facts`, those of
what is judged on a day stand below. A list that is not named here is named by its keys.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Final, NamedTuple

from planctl.model.action import REQUESTS
from planctl.model.problem import Severity
from planctl.model.rating import ImpactStanding, Rating, Standing
from planctl.model.timescale import KnownFrom

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

    name: str = ""
    title: str = ""
    noun: str = ""  # the column by which its parts name it
    item: str = "text"  # the column of an item that is one value
    key: str = "name"  # the column of what an entry stands under


# By the keys that lead there; the last of them is the name where none is said.
_NAMES: Final[Mapping[str, TableName]] = {
    **dict.fromkeys(
        (
            "plan plan.vision plan.introduction governance governance.accountability "
            "governance.school_terms governance.meetings governance.meetings.good_news policy "
            "action.expected_impact action.corrections action.extensions action.pauses "
            "action.progress action.evidence action.escalations measure.targets "
            "measure.observations"
        ).split(),
        TableName(),
    ),
    "plan.findings": TableName(noun="finding"),
    "plan.inspection.priority_findings": TableName(item="finding"),
    "plan.closing_the_loop.statement": TableName("closing_the_loop"),
    "plan.closing_the_loop.sources": TableName(
        "closing_the_loop_sources", "Closing the loop, sources", item="kind"
    ),
    "governance.board.meets": TableName("meeting_rules", "Rules of meetings", "rule"),
    "governance.board.meets.not_in": TableName(
        "months_without_board", "Months without a board", item="month"
    ),
    "governance.board.purpose": TableName("board_purpose", "Purpose of the board"),
    "governance.terms": TableName("terms_of_reference"),
    "governance.meetings.risks": TableName("delivery_risks", "Risks to delivery"),
    "governance.meetings.attendance": TableName(item="role"),
    "governance.meetings.papers": TableName("board_papers", "Papers of meetings"),
    "governance.meetings.challenges": TableName(title="Challenges of the board"),
    "governance.reports": TableName(noun="report"),
    "governance.reports.cadence": TableName("report_cadence", "Reports, how often", item="cadence"),
    "governance.reports.by": TableName("report_by", "Reports, made by", item="role"),
    "governance.reports.received": TableName("reports_received", "Reports, received"),
    "governance.projects": TableName(noun="project"),
    "roles": TableName(item="meaning", key="role"),
    "glossary": TableName(item="meaning", key="term"),
    "policy.progress_rag": TableName("own_progress_key", noun="rating", key="rating"),
    "policy.progress_rag.standings": TableName(
        "own_progress_standings", "Own progress key, standings", item="standing"
    ),
    "policy.impact_rag": TableName("own_impact_key", noun="rating", key="rating"),
    "policy.impact_rag.standings": TableName(
        "own_impact_standings", "Own impact key, standings", item="standing"
    ),
    "policy.severities": TableName(title="Severities of rules", item="severity", key="code"),
    "decisions": TableName(noun="decision"),
    "decisions.about": TableName("decision_about", "Decisions, about", item="ref"),
    "decisions.follow_up": TableName("decision_follow_up", "Decisions, follow-up"),
    "evidence": TableName("evidence_seals", "Seals of evidence", item="sha256", key="file"),
    "area": TableName("areas"),
    "action": TableName("actions", noun="ref"),
    "action.actions": TableName("what_will_be_done"),
    "action.impact_measures": TableName(item="words"),
    "action.reporting": TableName(item="words"),
    "action.leads": TableName(item="lead"),
    "action.withdrawals": TableName(noun="withdrawal"),
    "action.withdrawals.replaced_by": TableName(
        title="Withdrawals, replaced by", item="replacement"
    ),
    "action.milestones": TableName(noun="milestone"),
    "action.milestones.leads": TableName("milestone_leads", "Milestones, leads", item="lead"),
    "action.findings": TableName("findings_answered", item="finding"),
    "action.depends_on": TableName(item="waits_for"),
    "measure": TableName("measures"),
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
    said = _NAMES.get(".".join(path), TableName("_".join(path)))
    name = said.name or path[-1]
    return said._replace(
        name=name, title=said.title or heading_of(name), noun=said.noun or path[-1]
    )


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


RATING_NAMES: Final = tuple(str(rating) for rating in Rating)
_STANDINGS: Final = tuple(str(standing) for standing in Standing)
_EFFECTS: Final = tuple(str(standing) for standing in ImpactStanding)


def _column(
    name: str, about: str, holds: CellType = CellType.TEXT, choices: tuple[str, ...] = ()
) -> TableColumn:
    heading = heading_of(name.removeprefix("is_").removesuffix("_day"))
    return TableColumn(name, heading, about, holds, ValuePart.JUDGED, choices=choices)


def _rating_columns(rag: str, standings: tuple[str, ...]) -> tuple[TableColumn, ...]:
    """The columns of one of the two ratings."""
    return (
        _column(
            f"{rag}_rating",
            f"The {rag} rating as reported: the declared one, else the computed one.",
            choices=RATING_NAMES,
        ),
        _column(f"{rag}_standing", "What the facts say, of a closed list.", choices=standings),
        _column(f"{rag}_why", "Why it stands so, in words."),
        _column(f"{rag}_computed", "The rating that the facts earn.", choices=RATING_NAMES),
        _column(
            f"{rag}_disputed",
            "Whether the declared rating is better than the facts allow.",
            CellType.FLAG,
        ),
    )


ACTION_STATUS: Final = PlanTable(
    "action_status",
    "Status of actions",
    "How each action stands on the day.",
    (
        TableColumn(
            "ref", "Ref", "The ref of the action.", part=ValuePart.PARENT, is_required=True
        ),
        *_rating_columns("progress", _STANDINGS),
        *_rating_columns("impact", _EFFECTS),
        _column("due_day", "The day it is due: of the last agreed extension, else the original."),
        _column("original_due_day", "The day of the first promise."),
        _column("original_timescale", "The first promise, as it was written."),
        _column(
            "is_original_changed",
            "Whether the file has another timescale in the place of the first promise.",
            CellType.FLAG,
        ),
        _column(
            "original_known_from",
            "How the first promise is known: from git, from git in a clone without its earlier "
            "commits, or as the file has it now.",
            choices=tuple(str(known) for known in KnownFrom),
        ),
        _column("is_overdue", "Whether its standing is overdue.", CellType.FLAG),
        _column("days_overdue", "Days past due; nought where it is not overdue.", CellType.WHOLE),
        _column("slippage_days", "Days between the first promise and the day due.", CellType.WHOLE),
        _column(
            "milestones_overdue",
            "How many of its milestones are late; nought where it is complete or withdrawn.",
            CellType.WHOLE,
        ),
        _column("last_progress_day", "The day of its newest dated note."),
        _column("paused_until_day", "Until when the board has paused it; empty where it has not."),
        _column(
            "stopped_days_late",
            "Days past its date when it was so paused, or withdrawn.",
            CellType.WHOLE,
        ),
    ),
    key=("ref",),
    parent="actions",
    parent_key=("ref",),
)
MEASURE_STATUS: Final = PlanTable(
    "measure_status",
    "Status of measures",
    "What the figures of each measure say on the day.",
    (
        TableColumn(
            "measure", "Measure", "The id of the measure.", part=ValuePart.PARENT, is_required=True
        ),
        _column("standing", "What the figures say, of a closed list.", choices=_EFFECTS),
        _column("rating", "The rating that this earns by the plan's key.", choices=RATING_NAMES),
        _column("why", "Why it stands so, in words."),
        _column("latest_day", "The day of the newest figure that can be judged."),
        _column("latest_value", "That figure.", CellType.NUMBER),
    ),
    key=("measure",),
    parent="measures",
    parent_key=("measure",),
)
PROBLEMS: Final = PlanTable(
    "problems",
    "Problems",
    "What planctl check lists on the day.",
    (
        TableColumn("position", "No.", "Its place in the list.", CellType.WHOLE, ValuePart.JUDGED),
        _column("severity", "How much it weighs.", choices=tuple(str(each) for each in Severity)),
        _column("ref", "The ref of the action that it is about."),
        _column("field", "The key that it is about."),
        _column("message", "What is wrong."),
        _column("hint", "What to do about it."),
        _column("code", "The rule that is broken; planctl explain says more."),
        _column("rule", "The name of the rule."),
        _column("path", "The file that it stands in."),
        _column("line_number", "The line there.", CellType.WHOLE),
        _column("column_number", "The sign in that line.", CellType.WHOLE),
    ),
    key=("position",),
)
RAG_KEY: Final = PlanTable(
    "rag_key",
    "RAG key",
    "What each rating is called and means in this plan.",
    (
        _column("rag", "Which of the two ratings.", choices=("progress", "impact")),
        _column("rating", "The colour, as a word.", choices=RATING_NAMES),
        _column("label", "What it is called."),
        _column("meaning", "What it means."),
        _column("standings", "The standings that earn it."),
    ),
    key=("rag", "rating"),
)


def _with_days(table: PlanTable) -> PlanTable:
    """The table with the columns of days as such, and those of its key as needed."""
    columns = (
        column._replace(
            holds=CellType.DAY if column.name.endswith("_day") else column.holds,
            is_required=column.name in table.key,
        )
        for column in table.columns
    )
    return table._replace(columns=tuple(columns))


JUDGED_TABLES: Final = tuple(map(_with_days, (ACTION_STATUS, MEASURE_STATUS, PROBLEMS, RAG_KEY)))
