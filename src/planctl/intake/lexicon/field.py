"""`FIELDS`: all that the importer knows of the columns that papers have.

The words that head them are data, in `heading_words.toml` and `heading_patterns.toml`.
"""

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from planctl.intake.lexicon.words import lexicon_file, split_words
from planctl.model.action import Status
from planctl.model.rating import Rating


class Reads(Enum):
    """How the cells of a column are read."""

    REF = "the ref of the action"
    AREA = "the area of the action"
    TEXT = "one text"
    TEXTS = "a text for each paragraph"
    LEADS = "posts, with dates where they stand beside them"
    PROMISE = "the day or month by which it is to be done"
    PROMISE_AND_RATING = "by when, and a rating"
    REVISED = "a later day than the promise, which somebody has to have agreed"
    UNCLEAR_DATE = "a date of which nothing says what happens then"
    STATUS = "a status in words"
    STATUS_TICK = "a tick below the name of a status"
    COMPLETED = "the day on which it was completed"
    MILESTONES = "steps, with the dates in their words"
    MILESTONE_DATE = "the day or month of the step beside it"
    NOTES = "notes of progress, with the dates in their words"
    NOTES_AND_RATING = "a note of progress, and a rating"
    RATING = "a rating in words, letters, or the colour of the cell"
    RATING_TICK = "a tick below the name of a colour"
    DATED_RATING = "a rating that was given on the day in the heading"
    COLOUR = "the colour of a cell in which nothing is written"
    EVIDENCE = "what shows it"
    REVIEW = "how often it is reviewed"
    FINDINGS = "the findings that it answers"
    DEPENDENCIES = "the refs of the actions that it waits for"
    DECISION = "whether a recommendation was accepted"
    NOTHING = "a plan has no place for it"


class Update(Enum):
    """How an update treats what a newer paper says under a key."""

    NONE = "it is no value of an action"
    VALUE = "the newer value is taken where the plan did not change it"
    BY_HAND = "the plan may call it by another name: a person is told"
    TIMESCALE = "a promise is never moved: another date is told"
    COMPLETED = "a value that goes where the status says that it is not complete"
    NOTES = "new notes are added"
    MILESTONES = "items are known by what is to be done"
    EVIDENCE = "items are known by their titles"


class Field(NamedTuple):
    """What a column can hold: how it is read, and what becomes of it."""

    key: str  # as --map and the account name it; of the plan, where the plan has such a value
    reads: Reads
    update: Update = Update.NONE
    repeats: bool = False  # whether several columns may hold it
    # The key that it is read as where no other column holds that, and else.
    stands_for: str = ""
    beside: str = ""
    why: str = ""  # why nothing of it is placed


DATED_RATING: Final = "rating on a day"
LEAVE_OUT: Final = "nothing"  # what a person says of a column that is to be left out
RATING_TICK: Final = "tick "  # and the colour: a column that is ticked for it
STATUS_TICK: Final = "tick status "  # and the status: a column that is ticked for it
_DAY: Final = "a plan has no place for the day on which it"
FIELDS: Final = (
    Field("ref", Reads.REF),
    Field("area", Reads.AREA),
    Field("title", Reads.TEXT, Update.VALUE),
    Field("actions", Reads.TEXTS, Update.VALUE, repeats=True),
    Field("response", Reads.NOTHING, stands_for="actions", beside="decision"),
    Field("recommendation", Reads.NOTHING, stands_for="actions", beside="findings"),
    Field("weakness", Reads.NOTHING, stands_for="actions", beside="findings"),
    Field("next steps", Reads.NOTHING, stands_for="actions"),
    Field("description", Reads.NOTHING, stands_for="actions"),
    Field("expected_impact", Reads.TEXTS, Update.VALUE, repeats=True),
    Field("impact_measures", Reads.TEXTS, Update.VALUE),
    Field("reporting", Reads.TEXTS, Update.VALUE),
    Field("leads", Reads.LEADS, Update.VALUE),
    Field("lead and timescale", Reads.LEADS),
    Field("other lead", Reads.NOTHING, stands_for="leads"),
    Field("timescale", Reads.PROMISE, Update.TIMESCALE),
    Field("timescale and rating", Reads.PROMISE_AND_RATING),
    Field("revised", Reads.REVISED, repeats=True),
    Field("target", Reads.NOTHING, stands_for="timescale", beside="impact_measures"),
    Field("completion", Reads.UNCLEAR_DATE, stands_for="timescale", beside="completed"),
    Field("date", Reads.UNCLEAR_DATE, repeats=True, stands_for="timescale", beside="other date"),
    Field("completed", Reads.COMPLETED, Update.COMPLETED, repeats=True),
    Field("start", Reads.NOTHING, why=f"{_DAY} begins"),
    Field("raised", Reads.NOTHING, why=f"{_DAY} was raised"),
    Field("reported", Reads.NOTHING, why=f"{_DAY} was reported"),
    Field("published", Reads.NOTHING, why=f"{_DAY} was published"),
    Field("reviewed", Reads.NOTHING, why=f"{_DAY} is reviewed"),
    Field("other date", Reads.NOTHING, why="another column says by when"),
    Field("status", Reads.STATUS, Update.VALUE),
    Field("milestones", Reads.MILESTONES, Update.MILESTONES, repeats=True),
    Field("milestone date", Reads.MILESTONE_DATE),
    Field("progress", Reads.NOTES, Update.NOTES, repeats=True),
    Field("progress and rating", Reads.NOTES_AND_RATING),
    Field("progress_rag", Reads.RATING, Update.VALUE),
    Field("impact_rag", Reads.RATING, Update.VALUE),
    Field("rag_reason", Reads.TEXT, Update.VALUE),
    Field("evidence", Reads.EVIDENCE, Update.EVIDENCE, repeats=True),
    Field("review", Reads.REVIEW, Update.VALUE),
    Field("findings", Reads.FINDINGS, Update.BY_HAND, repeats=True),
    Field("depends_on", Reads.DEPENDENCIES, Update.BY_HAND),
    Field("decision", Reads.DECISION),
    Field("urgency", Reads.NOTHING, why="it says how urgent an action is"),
    Field("score", Reads.NOTHING, why="it is a score, and no value of an action"),
    Field("cost", Reads.NOTHING, why="a plan has no place for what an action costs or needs"),
    Field("support", Reads.NOTHING, why="a plan has no place for who else takes part, or where"),
    Field("identifier", Reads.NOTHING, why="it names something else than the action"),
    Field("remark", Reads.NOTHING, why="a plan has no place for it"),
    *(Field(f"{RATING_TICK}{rating}", Reads.RATING_TICK) for rating in Rating),
    *(Field(f"{STATUS_TICK}{status}", Reads.STATUS_TICK) for status in Status),
    Field(DATED_RATING, Reads.DATED_RATING, repeats=True),
    Field("colour", Reads.COLOUR),
    Field(LEAVE_OUT, Reads.NOTHING, repeats=True, why="you said so"),
    Field("", Reads.NOTHING, repeats=True),  # of a heading that is not known
)
_BY_KEY: Final = {field.key: field for field in FIELDS}
# Columns that hold two things at once, by the keys that their headings name.
PAIRS: Final[Mapping[frozenset[str], str]] = {
    frozenset({"leads", "timescale"}): "lead and timescale",
    frozenset({"timescale", "progress_rag"}): "timescale and rating",
    frozenset({"progress", "progress_rag"}): "progress and rating",
    frozenset({"status", "progress_rag"}): "status",
    frozenset({"status", "progress"}): "progress",
    frozenset({"expected_impact", "impact_measures"}): "expected_impact",
    frozenset({"progress", "evidence"}): "progress",
}
# What the cells of a column say: who and when, how the action stands, or words that may break off.
PROMISES: Final = frozenset({Reads.LEADS, Reads.PROMISE, Reads.PROMISE_AND_RATING})
RATINGS: Final = frozenset({Reads.RATING, Reads.PROMISE_AND_RATING, Reads.NOTES_AND_RATING})
JUDGEMENTS: Final = RATINGS | {
    *(Reads.STATUS, Reads.STATUS_TICK, Reads.COMPLETED),
    *(Reads.RATING_TICK, Reads.DATED_RATING, Reads.REVIEW),
}
PROSE: Final = frozenset({Reads.TEXT, Reads.TEXTS, Reads.NOTES})
# What is said of the whole action, and never of one of its steps.
OF_ACTION: Final = frozenset(
    {Reads.REF, Reads.AREA, Reads.TEXT, Reads.TEXTS, Reads.MILESTONES, Reads.EVIDENCE}
    | {Reads.FINDINGS, Reads.DEPENDENCIES, Reads.MILESTONE_DATE}
)
# What a merged cell says of every row that it covers; any other text is said once.
OF_EACH_ROW: Final = PROMISES | {
    *(Reads.REF, Reads.AREA, Reads.FINDINGS, Reads.STATUS, Reads.RATING, Reads.DECISION)
}


def field_of(key: str) -> Field:
    """What is known of a column by its key, which a rating on a day has its heading after."""
    return _BY_KEY[key.partition(": ")[0]]


@lru_cache(maxsize=1)
def heading_keys() -> Mapping[str, str]:
    """The key of every heading that is known, in small letters."""
    keys = {field.key.replace("_", " "): field.key for field in FIELDS if field.key}
    for kind in lexicon_file("heading_words.toml").values():
        for key, words in kind.items():
            keys |= dict.fromkeys(split_words(words), key)
    return keys


@lru_cache(maxsize=2)
def heading_patterns(kind: str) -> Sequence[tuple[str, re.Pattern[str]]]:
    """What the words of headings ask for, in the order in which it is looked for."""
    start = "" if kind == "question" else r"\b"
    pairs = lexicon_file("heading_patterns.toml")[kind]
    return [(key, re.compile(rf"{start}(?:{words})")) for key, words in pairs]
