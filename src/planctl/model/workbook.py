"""The sheets of a workbook of a plan: which there are, in which order, with which columns.

A workbook is written by them and read back by them.
"""

from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from planctl.model.fact_table import fact_tables
from planctl.model.judged_table import JUDGED_TABLES, RATING_NAMES
from planctl.model.rating import Rating
from planctl.model.table import Column, Part, Table, flat

README: Final = "Read me"
DICTIONARY: Final = "Data dictionary"
LONG_TEXTS: Final = "Long texts"
LONG_HEADINGS: Final = ("Text", "Part", "Words")
# Lines of the sheet that lists the others.
COMMENTS: Final = "Comments in the files"
UNREAD: Final = "Files that could not be read"
README_MARK: Final = "This workbook was made by planctl from the files of the plan."
MARK: Final = "planctl workbook"  # the property by which a workbook of ours is known
FORM: Final = "1"  # the form of its sheets; another form would have another number
# How a cell ends whose text is too long for it; the number is that of the text in the last sheet.
GOES_ON: Final = "… goes on in “Long texts”, text {}"
GOES_ON_FORM: Final = r"… goes on in “Long texts”, text ([0-9]{1,9})\Z"

# What a lead opens first; the others come after these, in the order of the plan.
_FIRST: Final = (
    "actions",
    "milestones",
    "progress",
    "measures",
    "observations",
    "problems",
    "rag_key",
    "extensions",
    "escalations",
    "evidence",
    "leads",
    "what_will_be_done",
    "expected_impact",
    "impact_measures",
    "reporting",
)
_FITTING: Final = 12
# The columns of a sheet that come first, and that are printed.
_COLUMNS: Final = {
    "actions": (
        "ref",
        "title",
        "leads",
        "status",
        "progress_rating",
        "progress_why",
        "impact_rating",
        "timescale",
        "due_day",
        "days_overdue",
        "last_progress_day",
        "area",
    ),
    "measures": (
        "id",
        "title",
        "unit",
        "better",
        "baseline_value",
        "latest_day",
        "latest_value",
        "rating",
        "standing",
        "why",
    ),
}
# The tables whose columns stand beside those of another, and are worked out.
BESIDE: Final = {"actions": "action_status", "measures": "measure_status"}
LEADS: Final = Column(
    "leads",
    "Leads",
    "The leads, the first accountable. They are kept in the sheet “Leads”.",
    part=Part.JUDGED,
)


NOT_RATED: Final = "not rated"  # what a workbook says for grey, as the pack does
RATING_WORDS: Final = tuple(NOT_RATED if name == Rating.GREY else name for name in RATING_NAMES)


class LeftOut(NamedTuple):
    """What of the files of a plan is not in its workbook."""

    comments: int = 0
    unread: str = ""  # the paths of the files that could not be read


class Sheet(NamedTuple):
    """A sheet: the table that it shows, and its columns in their order."""

    table: Table
    columns: tuple[Column, ...]

    @property
    def title(self) -> str:
        """Its name."""
        return self.table.title

    @property
    def printed(self) -> int:
        """How many of its columns fit a page in print."""
        return min(len(_COLUMNS.get(self.table.name, self.columns)), _FITTING)

    @property
    def is_facts(self) -> bool:
        """Whether it holds what the files of the plan say, so that it is read back."""
        return self.table not in JUDGED_TABLES


@cache
def sheets() -> tuple[Sheet, ...]:
    """The sheets of a plan's tables, in their order."""
    tables = {table.name: table for table in (*flat(fact_tables()), *JUDGED_TABLES)}
    beside = {BESIDE[name]: name for name in BESIDE}
    names = dict.fromkeys([*_FIRST, *(name for name in tables if name not in beside)])
    return tuple(Sheet(tables[name], _columns(name, tables)) for name in names)


def _columns(name: str, tables: dict[str, Table]) -> tuple[Column, ...]:
    own = [*tables[name].columns, *_beside(name, tables)]
    if name == "actions":
        own.append(LEADS)
    first = _COLUMNS.get(name, ())
    ahead = (column for wanted in first for column in own if column.name == wanted)
    ordered = (*ahead, *(column for column in own if column.name not in first))
    return tuple(
        column._replace(choices=RATING_WORDS) if column.choices == RATING_NAMES else column
        for column in ordered
    )


def _beside(name: str, tables: dict[str, Table]) -> Iterable[Column]:
    other = tables.get(BESIDE.get(name, ""))
    return (column for column in other.columns if column.name not in other.key) if other else ()
