"""Which rows of a table are its header, and which columns they make.

A row with two or more known headings is a header, whatever stands below it. A later row is one
again only where it heads the same columns.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby, pairwise
from typing import Final, NamedTuple

from planctl.intake.lexicon.date import DATE_PATTERN
from planctl.intake.lexicon.date_in_sentence import has_vague_time
from planctl.intake.lexicon.field import RATING_TICK, Reads
from planctl.intake.lexicon.status import parse_status
from planctl.intake.read.paper import Paper, PaperLine, PaperRow
from planctl.intake.table.column import (
    PaperColumn,
    is_long,
    known_keys,
    names_actions,
    normalize_heading,
    parse_header,
    parse_heading,
    refine_columns,
)

_REF: Final = re.compile(
    r"(?:[A-Z]{1,4}[ -]?)?\d++(?:[.\-/]\d++)*[a-z]?(?: ?\([\w/]+\))*(?: ?\d+)?\.?|\d+[a-z]\)?"
)
_LOOKED_AT: Final = 200  # rows; more tell no more
_FEWEST: Final = 2  # known headings of a header
_SURE: Final = 3  # that make one whatever else stands in the row
_PAIR: Final = 2  # a label and its value
# What explains a heading in the row below it: a question, a form of date, a remark in brackets.
_EXPLAINS: Final = re.compile(r"(?i).*\?|\(.*\)|d+[/.\-]m+[/.\-]y+|[brag](?:[/, ]+[brag]){2,}")
_MONTH: Final = re.compile(r"[A-Za-z]{3,9}\.?[ -]?'?(?:\d{2}|\d{4})?")  # heads a column of ratings
_LONGEST_NAMED: Final = 60  # characters of a heading that is worth naming
_ASKS: Final = frozenset({"how", "what", "details"})  # nothing without what groups it
_COLUMN: Final = "column "  # and its number: how a person names one that has no heading


def is_action_ref(text: str) -> bool:
    """Whether a text is like the label of an action."""
    return bool(_REF.fullmatch(text))


class TableHeader(NamedTuple):
    """The columns of a table, and the rows that said so."""

    columns: tuple[PaperColumn, ...]
    rows: frozenset[int]  # of the table's rows, those that are headers
    doubtful: frozenset[int] = frozenset()  # those whose words head other columns


def find_header(
    rows: Sequence[PaperRow], user_keys: Mapping[str, str], before: Sequence[PaperColumn]
) -> TableHeader | None:
    """The columns of a table; none where no row says what they hold.

    A table without a header goes on with the columns of the one before, as a page break has it.
    """
    is_wide = bool(before and rows) and len(rows[0].cells) == len(before)
    first = _first_header(rows, user_keys)
    if first is None and is_wide and _may_be_header(rows[0], user_keys):
        first = 0  # another table that happens to be as wide
    if first is None:
        by_number = _numbered_columns(rows, user_keys)
        columns = tuple(before) if is_wide and _goes_on(rows, before) else by_number
        return TableHeader(columns, frozenset()) if columns else None
    texts, header_rows = _join_rows(rows, first, user_keys)
    again = {_texts(rows[n]) for n in header_rows}
    columns = parse_header(texts, user_keys)
    doubtful = set()
    for number, row in enumerate(rows[first + 1 :], first + 1):
        if _texts(row) in again or _heads_same(row, columns):
            header_rows.add(number)
        elif number not in header_rows and is_header(row, user_keys):
            doubtful |= set() if any(map(_is_datum, row.filled)) else {number}
    if is_wide and [column.heading for column in before] == list(texts):
        columns = tuple(before)
    else:
        columns = refine_columns(columns, _cells(rows, header_rows, len(columns)), user_keys)
    return TableHeader(columns, frozenset(header_rows), frozenset(doubtful))


def _goes_on(rows: Sequence[PaperRow], before: Sequence[PaperColumn]) -> bool:
    """Whether rows without a header may be of the table before: refs and dates stand as there."""
    for column, texts in zip(before, _cells(rows, set(), len(before)), strict=True):
        is_like = None
        if column.key == "ref":
            is_like = is_action_ref
        elif column.field.reads is Reads.PROMISE:
            is_like = _is_time
        if is_like and any(texts) and not any(map(is_like, filter(None, texts))):
            return False
    return True


def _is_time(text: str) -> bool:
    is_open = re.search(r"\b(?:on-?going|tb[cad]|complete\w*|done|closed)\b", text, re.IGNORECASE)
    return bool(DATE_PATTERN.search(text) or has_vague_time(text) or is_open)


def _may_be_header(row: PaperRow, user_keys: Mapping[str, str]) -> bool:
    """Whether a row of short words, in which all cells are filled, holds one known heading."""
    texts = row.filled
    is_short = all(len(text) <= _LONGEST_NAMED and not _is_datum(text) for text in texts)
    names = [key for key in known_keys(texts, user_keys) if key]
    return is_short and len(texts) == len(row.cells) and bool(names)


def _first_header(rows: Sequence[PaperRow], user_keys: Mapping[str, str]) -> int | None:
    """The first row that is a header; of two below one another, the one that says more.

    Where no row is one by itself, it is the first with a heading that a person named.
    """
    named = (
        n
        for n, row in enumerate(rows)
        if any(normalize_heading(text) in user_keys for text in _texts(row))
    )
    first = next((n for n, row in enumerate(rows) if is_header(row, user_keys)), None)
    if first is None:
        return next(named, None)
    one, *below = rows[first : first + 2]
    for two in below:
        if is_header(two, user_keys) and not _is_second(one, two, user_keys):
            counts = [len({*_known(row, user_keys)} - {""}) for row in (one, two)]
            return first + (counts[1] > counts[0])
    return first


def split_tables(
    rows: Sequence[PaperRow], user_keys: Mapping[str, str]
) -> list[Sequence[PaperRow]]:
    """The tables that stand below one another in one: each begins with a header of its own."""
    starts = [0]
    columns: Sequence[PaperColumn] = ()
    for number, row in enumerate(rows):
        if not is_header(row, user_keys):
            continue
        keys = set(_known(row, user_keys)) - {""}
        is_new = bool(columns) and len(keys) >= _SURE and not _heads_same(row, columns)
        if is_new and number - 1 not in starts:
            starts.append(number)
        if is_new or not columns:
            columns = parse_header(_texts(row), user_keys)
    return [rows[start:end] for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]


def is_header(row: PaperRow, user_keys: Mapping[str, str]) -> bool:
    """Whether a row holds known headings, and nothing that only a row below a header does."""
    texts = [text for text in _texts(row) if text]
    labels = [text for text in texts if text.endswith(":")]
    # Most rows begin with a ref; and a label with what it labels stands on a cover.
    if not texts or _is_datum(texts[0]) or 0 < len(labels) < len(texts):
        return False
    keys = [key for key in _known(row, user_keys) if key]
    # The names of colours stand in cells too, and “Completed” does.
    names = {key for key in keys if not key.startswith(RATING_TICK) and key != "completed"}
    data = sum(_is_datum(text) and not _MONTH.fullmatch(text) for text in texts)
    if row.is_header and not data:
        return len([text for text in texts if parse_heading(text, user_keys).key]) >= _FEWEST
    if len({*keys}) < _FEWEST or not names:
        return False
    if len(names) < _FEWEST and len(keys) * 2 < len(texts):
        return False
    return not data or (len(names) >= _SURE and names_actions(names) and data * 2 < len(texts))


def _known(row: PaperRow, user_keys: Mapping[str, str]) -> list[str]:
    """The key of each cell whose words are a known heading.

    Several statuses in one row are columns for ticks, and tell no header from any other row.
    """
    texts = _texts(row)
    statuses = [text for text in texts if parse_status(text)]
    ticks = statuses if len(statuses) > 1 else []
    return known_keys(["" if text in ticks else text for text in texts], user_keys)


def _is_datum(text: str) -> bool:
    """Whether a cell is what stands below a heading: a ref, a date, or a long text."""
    is_ref = is_action_ref(text) and any(map(str.isdigit, text))
    return is_ref or is_long(text) or bool(DATE_PATTERN.fullmatch(text.strip(" .")))


def _heads_same(row: PaperRow, columns: Sequence[PaperColumn]) -> bool:
    """Whether the cells of a row are headings of the columns in which they stand."""
    filled = [(text, column) for text, column in zip(_texts(row), columns, strict=False) if text]
    if any(_is_datum(text) for text, _ in filled):
        return False
    same = [text for text, column in filled if column.key and _is_heading_of(text, column)]
    return len(same) >= (1 if row.is_header else _FEWEST) and len(same) * 2 > len(filled)


def _is_heading_of(text: str, column: PaperColumn) -> bool:
    if normalize_heading(text) == normalize_heading(column.heading):
        return True
    is_status = column.key == "status" and parse_status(text) is not None
    return known_keys([text], {}) == [column.key] and not is_status


def _numbered_columns(
    rows: Sequence[PaperRow], user_keys: Mapping[str, str]
) -> tuple[PaperColumn, ...]:
    """The columns of a table that has no header, which a person named by their numbers."""
    names = [f"{_COLUMN}{n}" for n in range(1, len(rows[0].cells) + 1)] if rows else []
    columns = tuple(PaperColumn(user_keys.get(name, ""), name) for name in names)
    return columns if any(column.key for column in columns) else ()


def _cells(rows: Sequence[PaperRow], header_rows: set[int], width: int) -> list[list[str]]:
    """What stands in each column below its header, as far as it is looked at."""
    sample = [row for n, row in enumerate(rows[:_LOOKED_AT]) if n not in header_rows]
    body = [row for row in sample if len(row.filled) > 1]
    return [[row.cells[n].text if n < len(row.cells) else "" for row in body] for n in range(width)]


def _texts(row: PaperRow) -> tuple[str, ...]:
    """The words of each cell, those of a merged cell for every column that it covers."""
    texts: list[str] = []
    for cell in row.cells:
        texts.append(texts[-1] if cell.of_left and texts and not cell.text else cell.text)
    return tuple(texts)


def _join_rows(
    rows: Sequence[PaperRow], first: int, user_keys: Mapping[str, str]
) -> tuple[tuple[str, ...], set[int]]:
    """The words above each column: of the header, what it is grouped by, and what explains it."""
    texts, header_rows = _texts(rows[first]), {first}
    if first and (grouped := _grouped_headings(rows[first - 1], rows[first], user_keys)):
        texts = grouped
        header_rows.add(first - 1)
    for second in rows[first + 1 : first + 2]:
        below = _texts(second)
        if _is_second(rows[first], second, user_keys):
            texts = tuple(
                _more_specific(one, two, user_keys).heading if two and two != one else one
                for one, two in zip(texts, below, strict=False)
            )
            header_rows.add(first + 1)
        elif _explains(second, user_keys):
            keys, others = known_keys(texts, user_keys), known_keys(below, user_keys)
            texts = tuple(
                two if not key and other else one
                for one, two, key, other in zip(texts, below, keys, others, strict=False)
            )
            header_rows.add(first + 1)
    return texts, header_rows


def _grouped_headings(
    above: PaperRow, row: PaperRow, user_keys: Mapping[str, str]
) -> tuple[str, ...]:
    """The headings of a row together with those of the row above, each of which groups some."""
    groups, texts = _texts(above), _texts(row)
    is_merged = any(cell.of_left for cell in above.cells)
    if len({*filter(None, groups)}) < _FEWEST or any(map(_is_datum, filter(None, groups))):
        return ()
    if not is_merged:  # each stands for the empty cells after it, too
        groups = tuple(accumulate(groups, lambda before, text: text or before))
    joined = [f"{group} {text}".strip() for group, text in zip(groups, texts, strict=False)]
    keys, own = known_keys(joined, user_keys), known_keys(texts, user_keys)
    grouped = tuple(
        words if key and key != known and text else text
        for words, key, known, text in zip(joined, keys, own, texts, strict=False)
    )
    return grouped if is_merged or grouped != texts else ()


def _is_second(first: PaperRow, second: PaperRow, user_keys: Mapping[str, str]) -> bool:
    """Whether a row goes on with the header above it: it says what parts of it are."""
    words = second.filled
    if not words or _texts(first) == _texts(second):
        return False
    pairs = zip(_texts(first), second.cells, strict=False)
    joined = (_more_specific(above, cell.text, user_keys) for above, cell in pairs if cell.text)
    are_parts = second.is_header or all(column.key for column in joined)
    own = (parse_heading(text, user_keys).key or DATE_PATTERN.fullmatch(text) for text in words)
    is_merged = any(cell.of_left for cell in first.cells)
    return (is_merged and are_parts) or (second.is_header and all(own))


def _explains(row: PaperRow, user_keys: Mapping[str, str]) -> bool:
    """Whether a row below a header says what the columns are for, and no action."""
    words = row.filled
    unknown = [key for key in known_keys(words, user_keys) if not key]
    others = [text for text in words if not _EXPLAINS.fullmatch(text)]
    is_all = all(known_keys([text], user_keys)[0] for text in others)
    return len(words) >= _FEWEST and is_all and (len(words) - len(others)) * 2 >= len(unknown)


def _more_specific(above: str, below: str, user_keys: Mapping[str, str]) -> PaperColumn:
    """What two headings, one above the other, stand for: both together, or the more specific."""
    joined = parse_heading(f"{above} {below}".strip(), user_keys)
    own = parse_heading(below, user_keys)
    group = parse_heading(above, user_keys)
    is_question = below.casefold().strip(" ?:") in _ASKS
    ways = ([group] if is_question else []) + [joined, own]
    sure = (column for column in ways if column.key and column.sure is None)
    return next(sure, joined if joined.key else own)


def paper_headings(paper: Paper) -> Mapping[str, Sequence[str]]:
    """What stands above the columns of the tables, as --map takes it, with the cells below."""
    headings: dict[str, list[str]] = {}
    for _, group in groupby(_rows(paper), key=lambda row: row.table):
        rows = list(group)
        for heading, cells in _table_headings(rows):
            if 0 < len(heading) <= _LONGEST_NAMED:
                headings.setdefault(heading, []).extend(cells)
    return headings


def _table_headings(rows: Sequence[PaperRow]) -> Iterator[tuple[str, list[str]]]:
    header = find_header(rows, {}, ())
    first = next((n for n, row in enumerate(rows) if len(row.filled) >= _FEWEST), None)
    if header:
        names = [column.heading for column in header.columns]
        cells = _cells(rows, set(header.rows), len(names))
    elif first is None:
        return
    elif _looks_like_form(rows):
        names = [row.cells[0].text for row in rows]
        cells = [[row.cells[1].text] for row in rows]
    elif any(map(_is_datum, rows[first].filled)):
        names = [f"{_COLUMN}{number}" for number in range(1, len(rows[first].cells) + 1)]
        cells = _cells(rows, set(), len(names))
    else:
        names = [cell.text for cell in rows[first].cells]
        cells = _cells(rows, {*range(first + 1)}, len(names))
    yield from zip(names, cells, strict=True)


def _looks_like_form(rows: Sequence[PaperRow]) -> bool:
    """Whether a table of two columns without a header has labels in the first of them."""
    if len(rows) < _SURE or any(len(row.cells) != _PAIR or not row.cells[0].text for row in rows):
        return False
    labels = [row.cells[0].text for row in rows]
    are_short = all(len(text) <= _LONGEST_NAMED and not _is_datum(text) for text in labels)
    values = [row.cells[1].text for row in rows]
    return are_short and len({*labels}) == len(labels) and _mean(values) > _mean(labels)


def likely_action_heading(headings: Mapping[str, Sequence[str]]) -> str:
    """The heading that may well be of the actions: by its words, or of those that are not known.

    It is proposed, and never taken.
    """
    keys = {heading: parse_heading(heading, {}).key for heading in headings}
    named = [heading for heading, key in keys.items() if names_actions([key])]
    unknown = [heading for heading, key in keys.items() if not key]
    faults = [heading for heading, key in keys.items() if key == "findings"]
    likely = named[:1] or unknown or faults or headings
    return max(likely, key=lambda heading: _mean(headings[heading]))


def _mean(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts) if texts else 0


def possible_headings(paper: Paper) -> frozenset[str]:
    """All that can be meant as the heading of a column, in the form in which it is looked up.

    Where a header has two rows, that is what either says, and both together.
    """
    rows = [[cell.text for cell in row.cells] for row in _rows(paper)]
    joined = (
        f"{a} {b}" for first, second in pairwise(rows) for a, b in zip(first, second, strict=False)
    )
    numbers = (f"{_COLUMN}{number}" for row in rows for number in range(1, len(row) + 1))
    labels = (part.text.partition(":")[0] for part in paper if isinstance(part, PaperLine))
    texts = (*joined, *numbers, *labels, *(text for row in rows for text in row))
    return frozenset(map(normalize_heading, texts))


def _rows(paper: Paper) -> Iterator[PaperRow]:
    return (part for part in paper if isinstance(part, PaperRow))
