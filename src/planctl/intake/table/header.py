"""Find the header of a table and its columns; without one, guess the columns by their cells."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from planctl.intake.account import GuessConfidence
from planctl.intake.lexicon.date import DATE_PATTERN
from planctl.intake.lexicon.lead import parse_leads_and_dates, parse_roles
from planctl.intake.lexicon.rating import RATING_COLOURS
from planctl.intake.lexicon.status import parse_status
from planctl.intake.read.paper import PaperRow
from planctl.intake.table.column import (
    PaperColumn,
    is_header_row,
    normalize_heading,
    parse_header,
    parse_heading,
    refine_columns,
)

_REF: Final = re.compile(
    r"(?:[A-Z]{1,4}[ -]?)?\d++(?:[.\-/]\d++)*[a-z]?(?: ?\([\w/]+\))*(?: ?\d+)?\.?|\d+[a-z]\)?"
)
_LOOKED_AT: Final = 200  # rows; more tell no more
_MOST: Final = 0.6  # of the cells that say anything
_LONG: Final = 25  # characters, at the mean, of a column of sentences
_SIGNS: Final = frozenset({*RATING_COLOURS, "r", "a", "g", "b"})
_TEXTS: Final = ("expected_impact", "impact_measures", "reporting")


def is_action_ref(text: str) -> bool:
    """Whether a text is like the label of an action."""
    return bool(_REF.fullmatch(text))


class TableHeader(NamedTuple):
    """The columns of a table, and the rows that said so."""

    columns: tuple[PaperColumn, ...]
    rows: frozenset[int]  # of the table's rows, those that are headers
    is_guess: bool = False


def find_header(
    rows: Sequence[PaperRow], user_keys: Mapping[str, str], before: Sequence[PaperColumn]
) -> TableHeader | None:
    """The columns of a table; none for a table that is not of actions.

    A table without a header goes on with the columns of the one before, as a page break has it.
    """
    header_rows = frozenset(
        n for n, row in enumerate(rows) if _is_head(row, user_keys)
    ) or _row_named_by_person(rows, user_keys)
    if header_rows:
        first = min(header_rows)
        texts = _texts(rows[first])
        second = first + 1
        if second < len(rows) and _is_second(rows[first], rows[second], user_keys):
            texts = _join_headings(rows[first], rows[second], user_keys)
            header_rows |= {
                second,
                *(n + 1 for n in header_rows if _is_repeated(rows, n + 1, second)),
            }
        columns = parse_header(texts, user_keys)
        return TableHeader(
            refine_columns(columns, _cells(rows, header_rows, len(columns)), user_keys), header_rows
        )
    if before and rows and len(rows[0].cells) == len(before):
        return TableHeader(tuple(before), frozenset())
    return guess_header(rows)


def _row_named_by_person(rows: Sequence[PaperRow], user_keys: Mapping[str, str]) -> frozenset[int]:
    """The first row with a heading that a person named, where no row is a header by itself."""
    names = (
        n
        for n, row in enumerate(rows)
        if any(normalize_heading(t) in user_keys for t in _texts(row))
    )
    return frozenset([*names][:1])


def _cells(rows: Sequence[PaperRow], header_rows: frozenset[int], width: int) -> list[list[str]]:
    """What stands in each column below its header, as far as it is looked at."""
    sample = [row for n, row in enumerate(rows[:_LOOKED_AT]) if n not in header_rows]
    return [
        [row.cells[n].text for row in sample if n < len(row.cells) and row.cells[n].text]
        for n in range(width)
    ]


def _is_head(row: PaperRow, user_keys: Mapping[str, str]) -> bool:
    texts = _texts(row)
    # Several statuses in one row are columns for ticks, and tell no header from any other row.
    statuses = [text for text in texts if parse_status(text)]
    if is_header_row([t for t in texts if len(statuses) == 1 or t not in statuses], user_keys):
        return True
    return (
        row.is_header
        and sum(bool(text and parse_heading(text, user_keys).key) for text in texts) > 1
    )


def _texts(row: PaperRow) -> tuple[str, ...]:
    """The words of each cell, those of a merged cell for every column that it covers."""
    texts: list[str] = []
    for cell in row.cells:
        texts.append(texts[-1] if cell.of_left and texts and not cell.text else cell.text)
    return tuple(texts)


def _is_second(first: PaperRow, second: PaperRow, user_keys: Mapping[str, str]) -> bool:
    """Whether a row goes on with the header above it: it says what parts of it are."""
    words = [cell.text for cell in second.cells if cell.text]
    if not words or _texts(first) == _texts(second):
        return False
    if any(cell.of_left for cell in first.cells) and (
        second.is_header or _is_part(first, second, user_keys)
    ):
        return True
    return second.is_header and all(
        parse_heading(text, user_keys).key or DATE_PATTERN.fullmatch(text) for text in words
    )


def _is_part(first: PaperRow, second: PaperRow, user_keys: Mapping[str, str]) -> bool:
    """Whether all that a row says are headings, on their own or beside what stands above them."""
    return all(
        _more_specific(above, cell.text, user_keys).key
        for above, cell in zip(_texts(first), second.cells, strict=False)
        if cell.text
    )


def _join_headings(
    first: PaperRow, second: PaperRow, user_keys: Mapping[str, str]
) -> tuple[str, ...]:
    """The words above each column, of both rows."""
    return tuple(
        _more_specific(above, below, user_keys).heading if below and below != above else above
        for above, below in zip(_texts(first), _texts(second), strict=False)
    )


def _more_specific(above: str, below: str, user_keys: Mapping[str, str]) -> PaperColumn:
    """What two headings, one above the other, stand for: both together, or the more specific."""
    joined = parse_heading(f"{above} {below}".strip(), user_keys)
    own = parse_heading(below, user_keys)
    if joined.key and joined.sure is None:
        return joined
    if own.key and own.sure is None:
        return own
    return joined if joined.key else own


def _is_repeated(rows: Sequence[PaperRow], number: int, other: int) -> bool:
    return number < len(rows) and _texts(rows[number]) == _texts(rows[other])


def guess_header(rows: Sequence[PaperRow]) -> TableHeader | None:
    """The columns of a table without a header, by what stands in them; a guess."""
    sample = rows[:_LOOKED_AT]
    width = max((len(row.cells) for row in sample), default=0)
    if width < len(_TEXTS) or len(sample) < 1:
        return None
    keys = [_guess_key([r.cells[n].text for r in sample if n < len(r.cells)]) for n in range(width)]
    if "actions" not in keys or not {"leads", "timescale", "lead and timescale"} & {*keys}:
        return None
    return TableHeader(
        tuple(_guessed_column(key) for key in _order_text_columns(keys)), frozenset(), is_guess=True
    )


def _guessed_column(key: str) -> PaperColumn:
    if not key:
        return PaperColumn()
    sure = GuessConfidence.LOW if key in {*_TEXTS, "progress"} else GuessConfidence.MEDIUM
    return PaperColumn(key, "", sure, "there is no header; it is guessed from what stands in it")


def _guess_key(texts: Sequence[str]) -> str:
    """What the cells of a column are like; sentences are called actions."""
    words = [text for text in texts if text]
    if not words:
        return ""

    def most(is_so: Sequence[bool]) -> bool:
        return sum(is_so) >= _MOST * len(words)

    for key, is_so in _LIKE.items():
        if most([is_so(text) for text in words]) and (key != "ref" or len({*words}) == len(words)):
            return key
    return "actions" if sum(map(len, words)) >= _LONG * len(words) else ""


def _is_led_and_dated(text: str) -> bool:
    return any(turn.when and turn.leads.names for turn in parse_leads_and_dates(text))


# What a column is, where most of its cells are like this; the first that fits.
_LIKE: Final[Mapping[str, Callable[[str], bool]]] = {
    "progress_rag": lambda text: text.casefold().strip(" .") in _SIGNS,
    "timescale": lambda text: bool(DATE_PATTERN.fullmatch(text.strip(" ."))),
    "ref": is_action_ref,
    "lead and timescale": _is_led_and_dated,
    "leads": lambda text: len(text) <= _LONG * 2 and bool(parse_roles(text).names),
}


def _order_text_columns(keys: Sequence[str]) -> list[str]:
    """The columns of sentences in the order that plans have them: what, to what effect, how far."""
    leads = max(
        n for n, key in enumerate(keys) if key in {"leads", "timescale", "lead and timescale"}
    )
    result = list(keys)
    texts = [n for n, key in enumerate(keys) if key == "actions"]
    before = [n for n in texts if n < leads]
    if not before:
        before = texts[:1]
    after = [n for n in texts if n > leads and n not in before]
    for number, key in zip(before[1:], _TEXTS, strict=False):
        result[number] = key
    for number in before[1 + len(_TEXTS) :]:
        result[number] = ""
    for number in after:
        result[number] = "progress"
    seen: set[str] = set()
    for number, key in enumerate(result):
        if key in seen and key not in {"progress", ""}:
            is_second = key == "progress_rag" and "impact_rag" not in seen
            result[number] = "impact_rag" if is_second else ""
        seen.add(result[number])
    return result
