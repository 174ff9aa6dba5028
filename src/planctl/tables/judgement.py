"""The tables of what is judged of a plan on a day; their rows are made where it is judged."""

from typing import Final

from planctl.model.problem import Severity
from planctl.model.rating import ImpactStanding, Rating, Standing
from planctl.model.timescale import KnownFrom
from planctl.tables.spec import Column, Holds, Part, Table, in_words

RATING_NAMES: Final = tuple(str(rating) for rating in Rating)
_STANDINGS: Final = tuple(str(standing) for standing in Standing)
_EFFECTS: Final = tuple(str(standing) for standing in ImpactStanding)


def _judged(
    name: str, about: str, holds: Holds = Holds.TEXT, choices: tuple[str, ...] = ()
) -> Column:
    heading = in_words(name.removeprefix("is_").removesuffix("_day"))
    return Column(name, heading, about, holds, Part.JUDGED, choices=choices)


def _rated(rag: str, standings: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns of one of the two ratings."""
    return (
        _judged(
            f"{rag}_rating",
            f"The {rag} rating as reported: the declared one, else the computed one.",
            choices=RATING_NAMES,
        ),
        _judged(f"{rag}_standing", "What the facts say, of a closed list.", choices=standings),
        _judged(f"{rag}_why", "Why it stands so, in words."),
        _judged(f"{rag}_computed", "The rating that the facts earn.", choices=RATING_NAMES),
        _judged(
            f"{rag}_disputed",
            "Whether the declared rating is better than the facts allow.",
            Holds.FLAG,
        ),
    )


ACTION_STATUS: Final = Table(
    "action_status",
    "Status of actions",
    "How each action stands on the day.",
    (
        Column("ref", "Ref", "The ref of the action.", part=Part.PARENT, is_required=True),
        *_rated("progress", _STANDINGS),
        *_rated("impact", _EFFECTS),
        _judged("due_day", "The day it is due: of the last agreed extension, else the original."),
        _judged("original_due_day", "The day of the first promise."),
        _judged("original_timescale", "The first promise, as it was written."),
        _judged(
            "is_original_changed",
            "Whether the file has another timescale in the place of the first promise.",
            Holds.FLAG,
        ),
        _judged(
            "original_known_from",
            "How the first promise is known: from git, from git in a clone without its earlier "
            "commits, or as the file has it now.",
            choices=tuple(str(known) for known in KnownFrom),
        ),
        _judged("is_overdue", "Whether its standing is overdue.", Holds.FLAG),
        _judged("days_overdue", "Days past due; nought where it is not overdue.", Holds.WHOLE),
        _judged("slippage_days", "Days between the first promise and the day due.", Holds.WHOLE),
        _judged(
            "milestones_overdue",
            "How many of its milestones are late; nought where it is complete or withdrawn.",
            Holds.WHOLE,
        ),
        _judged("last_progress_day", "The day of its newest dated note."),
        _judged("paused_until_day", "Until when the board has paused it; empty where it has not."),
        _judged(
            "stopped_days_late",
            "Days past its date when it was so paused, or withdrawn.",
            Holds.WHOLE,
        ),
    ),
    key=("ref",),
    parent="actions",
    parent_key=("ref",),
)
MEASURE_STATUS: Final = Table(
    "measure_status",
    "Status of measures",
    "What the figures of each measure say on the day.",
    (
        Column("measure", "Measure", "The id of the measure.", part=Part.PARENT, is_required=True),
        _judged("standing", "What the figures say, of a closed list.", choices=_EFFECTS),
        _judged("rating", "The rating that this earns by the plan's key.", choices=RATING_NAMES),
        _judged("why", "Why it stands so, in words."),
        _judged("latest_day", "The day of the newest figure that can be judged."),
        _judged("latest_value", "That figure.", Holds.NUMBER),
    ),
    key=("measure",),
    parent="measures",
    parent_key=("measure",),
)
PROBLEMS: Final = Table(
    "problems",
    "Problems",
    "What planctl check lists on the day.",
    (
        Column("position", "No.", "Its place in the list.", Holds.WHOLE, Part.JUDGED),
        _judged("severity", "How much it weighs.", choices=tuple(str(each) for each in Severity)),
        _judged("ref", "The ref of the action that it is about."),
        _judged("field", "The key that it is about."),
        _judged("message", "What is wrong."),
        _judged("hint", "What to do about it."),
        _judged("code", "The rule that is broken; planctl explain says more."),
        _judged("rule", "The name of the rule."),
        _judged("path", "The file that it stands in."),
        _judged("line_number", "The line there.", Holds.WHOLE),
        _judged("column_number", "The sign in that line.", Holds.WHOLE),
    ),
    key=("position",),
)
RAG_KEY: Final = Table(
    "rag_key",
    "RAG key",
    "What each rating is called and means in this plan.",
    (
        _judged("rag", "Which of the two ratings.", choices=("progress", "impact")),
        _judged("rating", "The colour, as a word.", choices=RATING_NAMES),
        _judged("label", "What it is called."),
        _judged("meaning", "What it means."),
        _judged("standings", "The standings that earn it."),
    ),
    key=("rag", "rating"),
)


def _with_days(table: Table) -> Table:
    """The table with the columns of days as such, and those of its key as needed."""
    columns = (
        column._replace(
            holds=Holds.DAY if column.name.endswith("_day") else column.holds,
            is_required=column.name in table.key,
        )
        for column in table.columns
    )
    return table._replace(columns=tuple(columns))


JUDGED_TABLES: Final = tuple(map(_with_days, (ACTION_STATUS, MEASURE_STATUS, PROBLEMS, RAG_KEY)))
