"""The tables of what is judged of a plan on a day; `view` makes their rows."""

from typing import Final

from planctl.model.problem import Severity
from planctl.model.rating import ImpactStanding, Rating, Standing
from planctl.model.timescale import KnownFrom
from planctl.tables.schema import CellType, PlanTable, TableColumn, ValuePart, heading_of

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
