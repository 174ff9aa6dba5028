"""What each column of a table holds: by its heading, never by its position, then by its cells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from planctl.intake.account import GuessConfidence
from planctl.intake.lexicon.date import DATE_PATTERN
from planctl.intake.lexicon.rating import RATING_COLOURS, TICK_SIGNS
from planctl.intake.lexicon.status import parse_status
from planctl.intake.read.paper import Paper, PaperRow
from planctl.intake.table.column_words import COLUMN_SYNONYMS, PAIRED_COLUMNS

TICK_PREFIX: Final = "tick "  # and the colour: a column that is ticked for it
STATUS_TICK_PREFIX: Final = (
    f"{TICK_PREFIX}status "  # and the status: a column that is ticked for it
)
DATED_RATING: Final = "rating on a day"
LEAVE_OUT: Final = "nothing"  # what a person says of a column that is to be left out
_LETTERS: Final = {"r": "red", "a": "amber", "g": "green", "b": "blue"}
COLUMN_KEYS: Final = (*dict.fromkeys((*COLUMN_SYNONYMS, *PAIRED_COLUMNS.values())), LEAVE_OUT)
_KEYS: Final = {
    **{key.replace("_", " "): key for key in (*COLUMN_SYNONYMS, *PAIRED_COLUMNS.values())},
    **{word: key for key, words in COLUMN_SYNONYMS.items() for word in words.split("|")},
}
# Those that tell what a heading is about wherever they stand in it.
_TELLING_WORDS: Final = tuple(word for word in _KEYS if len(word) > 3 and word != "what")  # noqa: PLR2004 - letters
_LONGEST: Final = 80  # characters of a heading
_BRACKET: Final = re.compile(r"(?<=[^\s(]) ?\(")  # where what stands in brackets at the end begins
_SURE: Final = 3  # headings that are known for sure make a header of any row
_TELLING: Final = 4  # letters of a word that is telling on its own
_SHORT: Final = {"rag": "progress_rag", "brag": "progress_rag", "ref": "ref"}  # telling too
_OF_NOTES: Final = frozenset({"progress", "evidence", "rag_reason", "impact_rag"})
# What a plan has no key for, whatever else such a heading says: the cost of an action, its risk.
_OTHERWISE: Final = re.compile(
    r"[%£]|\b(?:percent(?:age)?|costs?|budget|funding|resources?|risks?|issues?|score|signature|"
    r"signed|initials|level)\b"
)
_OTHER_DATE: Final = re.compile(
    r"\bdate\b.*\b(?:of|added|raised|opened|identified|received|issued|logged|updated|reviewed|agreed)"
    r"\b|\b(?:inspection|meeting|committee|review|audit|visit)\b.*\bdate\b"
)
_EARLIER: Final = re.compile(
    r"\b(?:previous|prior|last|initial|baseline)\b.*\b(?:b?rag|rating|status)\b"
)
_MANY: Final = frozenset(
    {"progress", "actions", "expected_impact", "evidence", DATED_RATING, "", LEAVE_OUT}
)
_GRADE: Final = re.compile(
    "high|med(?:ium)?|low|[hml]|urgent|critical|essential|desirable|immediate|routine|p?[1-4]",
    re.IGNORECASE,
)
_DONE: Final = re.compile(r"\bcomplet(?:e|ed|ion)\b")
_PLANNED: Final = re.compile(r"\b(?:due|target|plan\w*|expected|anticipated|proposed|to be|by)\b")
_REF: Final = re.compile(r"\d+(?:[.\-/]\d+)*[a-z]?\.?")
_FEWEST: Final = 2  # statuses that are columns of ticks
_LEAST: Final = 2  # headings of a table
_LONGEST_NAMED: Final = 60  # characters of a heading that is worth naming


class PaperColumn(NamedTuple):
    """What a column holds: its key, the words above it, and how sure that is."""

    key: str = ""  # of SYNONYMS, a pair, a tick, a rating on a day; empty where it is not known
    heading: str = ""
    sure: GuessConfidence | None = None  # none where its words are known
    why: str = ""


def parse_heading(words: str, user_keys: Mapping[str, str]) -> PaperColumn:
    """What a heading stands for; without a key where its words are not known at all."""
    heading = normalize_heading(words)
    if heading in user_keys:
        return PaperColumn(user_keys[heading], words)
    key, sure, why = _parse_words(heading) if len(heading) <= _LONGEST else ("", None, "")
    return PaperColumn(key, words, sure, why)


def normalize_heading(words: str) -> str:
    """A heading as it is looked up: small letters, without the signs around it."""
    plain = re.sub(" ?/ ?", "/", " ".join(words.casefold().replace("(s)", "s").split()))
    bracket = _BRACKET.search(plain) if plain.endswith(")") else None
    plain = plain[: bracket.start()] if bracket else plain
    return plain.strip(" :.?*-–_").replace("’", "'")


@lru_cache(maxsize=4096)
def _parse_words(plain: str) -> tuple[str, GuessConfidence | None, str]:
    """The key of a heading, how sure that is, and why."""
    key = _known_key(plain)
    return (key, None, "") if key else _guess_key(plain)


@lru_cache(maxsize=4096)
def _known_key(heading: str) -> str:
    """The key of a heading whose words are known for sure; empty for any other."""
    if heading in _KEYS:
        return _KEYS[heading]
    if heading in RATING_COLOURS:
        return f"{TICK_PREFIX}{RATING_COLOURS[heading]}"
    if re.search(r"\b(?:b?rag|rating)\b", heading) and DATE_PATTERN.search(heading):
        return DATED_RATING
    parts = {_KEYS.get(part, "") for part in re.split(r"/| and | & |, |\+", heading)}
    if "" in parts:
        return ""
    return next(iter(parts)) if len(parts) == 1 else PAIRED_COLUMNS.get(frozenset(parts), "")


def _guess_key(heading: str) -> tuple[str, GuessConfidence | None, str]:
    """The key of the known words that a heading holds, or that it nearly is."""
    words = re.findall(r"[^\W_]+", heading)
    spaced = f" {' '.join(words)} "
    known_words = [word for word in _TELLING_WORDS if f" {word} " in spaced]
    keys = {_KEYS[word] for word in known_words}
    if (
        _EARLIER.search(heading)
        or _OTHER_DATE.search(heading)
        or ("progress" not in keys and _OTHERWISE.search(heading))
    ):
        return "", None, ""
    short = next((word for word in words if word in _SHORT), "")
    if short and not keys & _OF_NOTES:
        return _SHORT[short], GuessConfidence.MEDIUM, f"its heading has “{short}” in it"
    if frozenset(keys) in PAIRED_COLUMNS:
        return PAIRED_COLUMNS[frozenset(keys)], GuessConfidence.MEDIUM, "its heading names both"
    if known_words:
        longest = max(known_words, key=lambda word: (len(word), -heading.find(word)))
        return _KEYS[longest], GuessConfidence.MEDIUM, f"its heading has “{longest}” in it"
    close_words = (
        get_close_matches(heading, _KEYS, n=1, cutoff=0.8) if len(heading) >= _TELLING else []
    )
    if close_words:
        return (
            _KEYS[close_words[0]],
            GuessConfidence.MEDIUM,
            f"its heading is nearly “{close_words[0]}”",
        )
    return "", None, ""


def is_header_row(texts: Sequence[str], user_keys: Mapping[str, str]) -> bool:
    """Whether a row is a header: most of what it says are headings that are known for sure.

    A header may have any number of columns of its own, where it names an action and two more.
    """
    headings = [normalize_heading(text) if len(text) <= _LONGEST else "" for text in texts if text]
    letters = _letters(headings)
    keys = [
        key
        for heading in headings
        if (key := user_keys.get(heading) or _known_key(heading) or letters.get(heading))
    ]
    if len({*keys}) > 1 and len(keys) * 2 >= len(headings) and not all(map(_is_value, keys)):
        return True
    sure = {key for key in keys if not key.startswith(TICK_PREFIX)}
    return len(sure) >= _SURE and bool(sure & {"actions", "title"})


def _is_value(key: str) -> bool:
    """Whether the words of a heading stand in cells too, as Red, Amber and Completed do."""
    return key.startswith(TICK_PREFIX) or key == "completed"


def _letters(headings: Sequence[str]) -> Mapping[str, str]:
    """The letters of colours, where each of the three has a column; a letter alone says nothing."""
    return (
        {k: f"{TICK_PREFIX}{v}" for k, v in _LETTERS.items()}
        if {"r", "a", "g"} <= {*headings}
        else {}
    )


def parse_header(texts: Sequence[str], user_keys: Mapping[str, str]) -> tuple[PaperColumn, ...]:
    """The columns under a header; of two that hold the same only the surer one does."""
    columns = [parse_heading(text, user_keys) if text else PaperColumn() for text in texts]
    letters = _letters([normalize_heading(text) for text in texts])
    why = "R, A and G are columns beside one another"
    for number, text in enumerate(texts):
        heading = normalize_heading(text)
        if heading in letters and heading not in user_keys:
            columns[number] = PaperColumn(letters[heading], text, GuessConfidence.MEDIUM, why)
    columns = [_without_duplicate_guess(columns, number) for number in range(len(columns))]
    # A first column without a heading is where papers put their numbers.
    if columns and not texts[0] and all(column.key != "ref" for column in columns):
        columns[0] = PaperColumn(
            "ref", "", GuessConfidence.HIGH, "it is the first, and has no heading"
        )
    return tuple(columns)


def _without_duplicate_guess(columns: Sequence[PaperColumn], number: int) -> PaperColumn:
    """A column, without its guess where another one holds the same for sure or before it."""
    column = columns[number]
    if column.key in _MANY or column.sure is None:
        return column
    others = (c for n, c in enumerate(columns) if n != number and (c.sure is None or n < number))
    same_key = next((c for c in others if c.key == column.key), None)
    if not same_key:
        return column
    why = (
        f"“{same_key.heading}” is taken for the {same_key.key}, and not “{column.heading}”; "
        f'--map "{column.heading}=KEY" places it'
    )
    return PaperColumn("", column.heading, None, why)


def refine_columns(
    columns: Sequence[PaperColumn], cells: Sequence[Sequence[str]], user_keys: Mapping[str, str]
) -> tuple[PaperColumn, ...]:
    """The columns of a table as they are to be read, by the texts that stand in each.

    What a person says of a column is not looked into.
    """
    guessed = {
        **_recommendations(columns),
        **_number_columns(columns, cells),
        **_coarsest_area(columns, cells),
        **_urgency_columns(columns, cells),
        **_status_tick_columns(columns, cells),
        **_date_columns(columns),
    }
    named_by_person = {
        n for n, column in enumerate(columns) if normalize_heading(column.heading) in user_keys
    }
    return tuple(
        column if n in named_by_person else guessed.get(n, column)
        for n, column in enumerate(columns)
    )


def _number_columns(
    columns: Sequence[PaperColumn], cells: Sequence[Sequence[str]]
) -> dict[int, PaperColumn]:
    """Recommendations that are but numbers are refs, where another column has the words."""
    acting = [n for n, column in enumerate(columns) if column.key == "actions"]
    if len(acting) == 1 or any(column.key == "ref" for column in columns):
        return {}
    numbers = (n for n in acting if cells[n] and all(map(_REF.fullmatch, cells[n])))
    why = "nothing but numbers stands in it"
    return {
        n: PaperColumn("ref", columns[n].heading, GuessConfidence.MEDIUM, why)
        for n in [*numbers][:1]
    }


def _recommendations(columns: Sequence[PaperColumn]) -> dict[int, PaperColumn]:
    """What is recommended is a finding, where another column says what is done about it."""
    acting = {n: normalize_heading(c.heading) for n, c in enumerate(columns) if c.key == "actions"}
    recommendations = [n for n, words in acting.items() if words.startswith("recommendation")]
    why = "another column says what is done about it"
    if len(recommendations) == len(acting):
        return {}
    return {
        n: PaperColumn("findings", columns[n].heading, GuessConfidence.MEDIUM, why)
        for n in recommendations
    }


def _urgency_columns(
    columns: Sequence[PaperColumn], cells: Sequence[Sequence[str]]
) -> dict[int, PaperColumn]:
    """A priority that is high or low is no area."""
    return {
        n: _left_out(column, "it says how urgent an action is")
        for n, column in enumerate(columns)
        if column.key == "area" and cells[n] and all(map(_GRADE.fullmatch, cells[n]))
    }


def _coarsest_area(
    columns: Sequence[PaperColumn], cells: Sequence[Sequence[str]]
) -> dict[int, PaperColumn]:
    """Of several columns for the areas, the one with the fewest; a number goes with its title."""
    areas = [n for n, column in enumerate(columns) if column.key == "area"]
    words = [n for n in areas if cells[n] and not all(map(_REF.fullmatch, cells[n]))]
    if len(words) <= 1:
        return {}
    area = min(words, key=lambda n: len({*cells[n]}))
    why = f"“{columns[area].heading}” names the areas"
    finer = (n for n in words if n != area)
    return {n: _left_out(columns[n], why) for n in finer}


def _status_tick_columns(
    columns: Sequence[PaperColumn], cells: Sequence[Sequence[str]]
) -> dict[int, PaperColumn]:
    """Columns that are called as statuses, in which there are but ticks."""
    statuses = {
        n: status for n, column in enumerate(columns) if (status := parse_status(column.heading))
    }
    if len({*statuses.values()}) < _FEWEST:
        return {}
    why = "it is named as a status, and ticks stand in it"
    return {
        n: PaperColumn(
            f"{STATUS_TICK_PREFIX}{status}", columns[n].heading, GuessConfidence.MEDIUM, why
        )
        for n, status in statuses.items()
        if all(text.casefold().strip(" .") in TICK_SIGNS for text in cells[n])
    }


def _date_columns(columns: Sequence[PaperColumn]) -> dict[int, PaperColumn]:
    """Of several dates the first says by when; one of completion is the day that it was done."""
    headings = {
        n: normalize_heading(c.heading) for n, c in enumerate(columns) if c.key == "timescale"
    }
    completion = {
        n for n, words in headings.items() if _DONE.search(words) and not _PLANNED.search(words)
    }
    due = [n for n, words in headings.items() if n not in completion and words != "date"] or [
        *headings
    ]
    return {
        n: _other_date(columns[n], columns[due[0]], is_done=n in completion)
        for n, words in headings.items()
        if words != headings[due[0]]
    }


def _other_date(column: PaperColumn, due: PaperColumn, *, is_done: bool) -> PaperColumn:
    why = f"“{due.heading}” says by when"
    if is_done:
        return PaperColumn("completed", column.heading, GuessConfidence.MEDIUM, why)
    return _left_out(column, why)


def _left_out(column: PaperColumn, why: str) -> PaperColumn:
    why = f'{why}; --map "{column.heading}=KEY" places it all the same'
    return PaperColumn("", column.heading, None, why)


def paper_headings(paper: Paper) -> tuple[str, ...]:
    """What stands above the columns of the tables, each once."""
    headings_seen: dict[str, None] = {}
    tables: set[str] = set()
    for row in _rows(paper):
        texts = [cell.text for cell in row.cells if 0 < len(cell.text) <= _LONGEST_NAMED]
        if row.table not in tables and len(texts) >= _LEAST:
            tables.add(row.table)
            headings_seen |= dict.fromkeys(texts)
    return tuple(headings_seen)


def likely_action_heading(found: Sequence[str]) -> str:
    """The heading that a column of actions may well have; the first, where none is like that."""
    return next(
        (heading for heading in found if parse_heading(heading, {}).key == "actions"), found[0]
    )


def possible_headings(paper: Paper) -> frozenset[str]:
    """All that can be meant as the heading of a column, in the form in which it is looked up.

    Where a header has two rows, that is what either says, and both together.
    """
    rows = [[cell.text for cell in row.cells] for row in _rows(paper)]
    joined_headings = (
        f"{a} {b}" for first, second in pairwise(rows) for a, b in zip(first, second, strict=False)
    )
    return frozenset(
        normalize_heading(text) for text in (*joined_headings, *(t for row in rows for t in row))
    )


def _rows(paper: Paper) -> Iterator[PaperRow]:
    return (part for part in paper if isinstance(part, PaperRow))
