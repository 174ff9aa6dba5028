"""Find the header of a table and its columns; without one, guess the columns by their cells."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from planctl.intake.account import Sure
from planctl.intake.lexicon.date import WHEN
from planctl.intake.lexicon.lead import roles, turns
from planctl.intake.lexicon.rating import RATINGS, status_of
from planctl.intake.read.parts import Row
from planctl.intake.table.column import (
    Column,
    column_of,
    columns_of,
    is_header,
    plain_heading,
    settled,
)

_REF: Final = re.compile(
    r"(?:[A-Z]{1,4}[ -]?)?\d++(?:[.\-/]\d++)*[a-z]?(?: ?\([\w/]+\))*(?: ?\d+)?\.?|\d+[a-z]\)?"
)
_LOOKED_AT: Final = 200  # rows; more tell no more
_MOST: Final = 0.6  # of the cells that say anything
_LONG: Final = 25  # characters, at the mean, of a column of sentences
_SIGNS: Final = frozenset({*RATINGS, "r", "a", "g", "b"})
_TEXTS: Final = ("expected_impact", "impact_measures", "reporting")


def is_ref(text: str) -> bool:
    """Whether a text is like the label of an action."""
    return bool(_REF.fullmatch(text))


class Heads(NamedTuple):
    """The columns of a table, and the rows that said so."""

    columns: tuple[Column, ...]
    rows: frozenset[int]  # of the table's rows, those that are headers
    is_guess: bool = False


def heads(rows: Sequence[Row], more: Mapping[str, str], before: Sequence[Column]) -> Heads | None:
    """The columns of a table; none for a table that is not of actions.

    A table without a header goes on with the columns of the one before, as a page break has it.
    """
    found = frozenset(n for n, row in enumerate(rows) if _is_head(row, more)) or _named(rows, more)
    if found:
        first = min(found)
        texts = _texts(rows[first])
        second = first + 1
        if second < len(rows) and _is_second(rows[first], rows[second], more):
            texts = _joined(rows[first], rows[second], more)
            found |= {second, *(n + 1 for n in found if _same(rows, n + 1, second))}
        columns = columns_of(texts, more)
        return Heads(settled(columns, _cells(rows, found, len(columns)), more), found)
    if before and rows and len(rows[0].cells) == len(before):
        return Heads(tuple(before), frozenset())
    return by_content(rows)


def _named(rows: Sequence[Row], more: Mapping[str, str]) -> frozenset[int]:
    """The first row with a heading that a person named, where no row is a header by itself."""
    names = (n for n, row in enumerate(rows) if any(plain_heading(t) in more for t in _texts(row)))
    return frozenset([*names][:1])


def _cells(rows: Sequence[Row], found: frozenset[int], width: int) -> list[list[str]]:
    """What stands in each column below its header, as far as it is looked at."""
    looked = [row for n, row in enumerate(rows[:_LOOKED_AT]) if n not in found]
    return [
        [row.cells[n].text for row in looked if n < len(row.cells) and row.cells[n].text]
        for n in range(width)
    ]


def _is_head(row: Row, more: Mapping[str, str]) -> bool:
    texts = _texts(row)
    # Several statuses in one row are columns for ticks, and tell no header from any other row.
    statuses = [text for text in texts if status_of(text)]
    if is_header([t for t in texts if len(statuses) == 1 or t not in statuses], more):
        return True
    return row.is_header and sum(bool(text and column_of(text, more).key) for text in texts) > 1


def _texts(row: Row) -> tuple[str, ...]:
    """The words of each cell, those of a merged cell for every column that it covers."""
    found: list[str] = []
    for cell in row.cells:
        found.append(found[-1] if cell.of_left and found and not cell.text else cell.text)
    return tuple(found)


def _is_second(first: Row, second: Row, more: Mapping[str, str]) -> bool:
    """Whether a row goes on with the header above it: it says what parts of it are."""
    said = [cell.text for cell in second.cells if cell.text]
    if not said or _texts(first) == _texts(second):
        return False
    if any(cell.of_left for cell in first.cells) and (
        second.is_header or _is_part(first, second, more)
    ):
        return True
    return second.is_header and all(
        column_of(text, more).key or WHEN.fullmatch(text) for text in said
    )


def _is_part(first: Row, second: Row, more: Mapping[str, str]) -> bool:
    """Whether all that a row says are headings, on their own or beside what stands above them."""
    return all(
        _best(above, cell.text, more).key
        for above, cell in zip(_texts(first), second.cells, strict=False)
        if cell.text
    )


def _joined(first: Row, second: Row, more: Mapping[str, str]) -> tuple[str, ...]:
    """The words above each column, of both rows."""
    return tuple(
        _best(above, below, more).heading if below and below != above else above
        for above, below in zip(_texts(first), _texts(second), strict=False)
    )


def _best(above: str, below: str, more: Mapping[str, str]) -> Column:
    """What two headings, one above the other, stand for: both together, or the more specific."""
    both = column_of(f"{above} {below}".strip(), more)
    alone = column_of(below, more)
    if both.key and both.sure is None:
        return both
    if alone.key and alone.sure is None:
        return alone
    return both if both.key else alone


def _same(rows: Sequence[Row], number: int, other: int) -> bool:
    return number < len(rows) and _texts(rows[number]) == _texts(rows[other])


def by_content(rows: Sequence[Row]) -> Heads | None:
    """The columns of a table without a header, by what stands in them; a guess."""
    looked = rows[:_LOOKED_AT]
    width = max((len(row.cells) for row in looked), default=0)
    if width < len(_TEXTS) or len(looked) < 1:
        return None
    found = [_by_cells([r.cells[n].text for r in looked if n < len(r.cells)]) for n in range(width)]
    if "actions" not in found or not {"leads", "timescale", "lead and timescale"} & {*found}:
        return None
    return Heads(tuple(_told(key) for key in _settled(found)), frozenset(), is_guess=True)


def _told(key: str) -> Column:
    if not key:
        return Column()
    sure = Sure.LOW if key in {*_TEXTS, "progress"} else Sure.MEDIUM
    return Column(key, "", sure, "there is no header; it is guessed from what stands in it")


def _by_cells(texts: Sequence[str]) -> str:
    """What the cells of a column are like; sentences are called actions."""
    said = [text for text in texts if text]
    if not said:
        return ""

    def most(is_so: Sequence[bool]) -> bool:
        return sum(is_so) >= _MOST * len(said)

    for key, is_so in _LIKE.items():
        if most([is_so(text) for text in said]) and (key != "ref" or len({*said}) == len(said)):
            return key
    return "actions" if sum(map(len, said)) >= _LONG * len(said) else ""


def _is_led_and_dated(text: str) -> bool:
    return any(turn.when and turn.leads.names for turn in turns(text))


# What a column is, where most of its cells are like this; the first that fits.
_LIKE: Final[Mapping[str, Callable[[str], bool]]] = {
    "progress_rag": lambda text: text.casefold().strip(" .") in _SIGNS,
    "timescale": lambda text: bool(WHEN.fullmatch(text.strip(" ."))),
    "ref": is_ref,
    "lead and timescale": _is_led_and_dated,
    "leads": lambda text: len(text) <= _LONG * 2 and bool(roles(text).names),
}


def _settled(found: Sequence[str]) -> list[str]:
    """The columns of sentences in the order that plans have them: what, to what effect, how far."""
    leads = max(
        n for n, key in enumerate(found) if key in {"leads", "timescale", "lead and timescale"}
    )
    settled = list(found)
    texts = [n for n, key in enumerate(found) if key == "actions"]
    before = [n for n in texts if n < leads]
    if not before:
        before = texts[:1]
    after = [n for n in texts if n > leads and n not in before]
    for number, key in zip(before[1:], _TEXTS, strict=False):
        settled[number] = key
    for number in before[1 + len(_TEXTS) :]:
        settled[number] = ""
    for number in after:
        settled[number] = "progress"
    seen: set[str] = set()
    for number, key in enumerate(settled):
        if key in seen and key not in {"progress", ""}:
            is_second = key == "progress_rag" and "impact_rag" not in seen
            settled[number] = "impact_rag" if is_second else ""
        seen.add(settled[number])
    return settled
