"""From the lines and rows of a paper to records: one for each action, however many rows it has.

Characters that no plan file may hold are taken out first, and lines that a program broke are
joined. Rows that are no record are areas, lines of a cover, or rows of some other table.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import Final, NamedTuple

from planctl.intake.account import AccountEntry, DerivedText, Fate, TextPiece
from planctl.intake.lexicon.area import parse_area_heading, parse_band_heading
from planctl.intake.lexicon.field import OF_EACH_ROW, PROMISES, RATINGS, Reads
from planctl.intake.lexicon.rating import is_coloured
from planctl.intake.lexicon.short_name import short_title
from planctl.intake.lexicon.status import (
    Decision,
    leading_status,
    parse_decision,
    parse_status,
    split_decision,
)
from planctl.intake.read.paper import (
    Paper,
    PaperCell,
    PaperLine,
    PaperPart,
    PaperRow,
    is_sheet_row,
    paper_blocks,
)
from planctl.intake.table.column import COLUMN_ASKED, PaperColumn, names_actions
from planctl.intake.table.header import TableHeader, find_header, is_action_ref, split_tables
from planctl.intake.table.record import (
    PaperRecord,
    action_words,
    continues_action,
    join_record,
    names_other_area,
)
from planctl.load.content import stray_character
from planctl.model.label import plain_blanks
from planctl.model.timescale_grammar import shorten

# Left to right, right to left, and what has no width: a program puts them around pasted text.
_MARKS: Final = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_FEW: Final = 30  # characters
_OPEN: Final = re.compile(r"\b(?:of|and|the|to|for|in|a|an|with|by|from|or)$", re.IGNORECASE)
_SHORT: Final = 80  # characters of a line that broke off
_TOTAL: Final = re.compile(r"(?:grand |sub-?)?totals?:?", re.IGNORECASE)
_FIGURE: Final = re.compile(r"[£(]?[\d,.]+ ?%?\)?")
HEADING_TARGET: Final = "heading of a column"  # with its key, where that is known
_AS_ABOVE: Final = "it was taken as what the header above says"
_REST: Final = 2  # rows of a page that only goes on with the action of the page before
_RESPONSE: Final = re.compile(r"\b(?:response|reply|answer|comments?)\b", re.IGNORECASE)
_LABEL: Final = 4  # letters of a ref that is a word
_PAIR: Final = 2  # cells of a band: a number and a title
_SLIP: Final = 2  # rows that share a ref by mistake


def clean_paper(paper: Paper, entries: list[AccountEntry]) -> Iterator[PaperPart]:
    """The paper without signs that no plan file may hold, and without rows that say nothing."""
    for part in paper:
        if isinstance(part, PaperLine):
            if text := _clean_text(part.text, part.place, entries):
                yield part._replace(text=text)
        elif any(cell.paragraphs or cell.shade for cell in part.cells):
            cells = (_clean_cell(cell, part.place, entries) for cell in part.cells)
            yield part._replace(cells=tuple(cells))


def _clean_cell(cell: PaperCell, place: str, entries: list[AccountEntry]) -> PaperCell:
    if all(p.text.isascii() and p.text.isprintable() and p.text for p in cell.paragraphs):
        return cell
    # A program that numbers its rows gives a cell with a number and no words.
    texts = ((p, _clean_text(p.text or p.number, place, entries)) for p in cell.paragraphs)
    return cell._replace(paragraphs=tuple(p._replace(text=text) for p, text in texts if text))


def _clean_text(text: str, place: str, entries: list[AccountEntry]) -> str:
    """A text without what no plan file may hold; marks at its ends would hinder typing a ref."""
    why = "{}, which cannot be seen, was taken out"
    spaced = plain_blanks(text)
    bare = spaced.strip(f"{_MARKS} ")
    if bare != spaced:
        sign = "a mark of the direction of writing"
        entries.append(AccountEntry(place, "", Fate.LEFT, "", why.format(sign)))
    parts = []
    while stray := stray_character(bare):
        parts.append(bare[: stray[0]])
        bare = bare[stray[0] + 1 :]
        before = shorten(parts[-1], _FEW)
        after = f" after “{before}”" if before else ""
        entries.append(AccountEntry(place, "", Fate.LEFT, "", why.format(stray[1]) + after))
    return plain_blanks(" ".join([*parts, bare]))


def join_broken_lines(paper: Paper) -> Paper:
    """The paper with each line that broke off joined to the next."""
    parts: list[PaperPart] = []
    for part in paper:
        before = parts[-1] if parts else None
        if (
            isinstance(before, PaperLine)
            and isinstance(part, PaperLine)
            and _breaks_off(before, part)
        ):
            place = f"{before.place} and {part.place}"
            parts[-1] = before._replace(place=place, text=f"{before.text} {part.text}")
        else:
            parts.append(part)
    return parts


def _breaks_off(line: PaperLine, after: PaperLine) -> bool:
    is_one = not line.is_item and line[2:] == after[2:]
    is_open = len(line.text) <= _SHORT and bool(_OPEN.search(line.text))
    return is_one and is_open and not parse_area_heading(after.text)


class BandRow(NamedTuple):
    """A row of a table that is one cell: an area begins, or is described."""

    piece: TextPiece
    table: str
    is_above: bool  # whether it stands above the header of its table


class UnknownRow(NamedTuple):
    """A row of a table that is not of actions: a glossary, a front page, or something unknown."""

    place: str
    pieces: tuple[TextPiece, ...]
    why: str


PaperItem = PaperLine | PaperRecord | BandRow | UnknownRow


def read_items(
    paper: Paper, user_keys: Mapping[str, str], entries: list[AccountEntry]
) -> list[PaperItem]:
    """The lines and records of a paper in their order; what was no content goes to the account.

    A record is whole only once all are there, because a later row can go on with it.
    """
    reader = _TableReader(user_keys, entries)
    items: list[PaperItem] = []
    for rows, lines in paper_blocks(clean_paper(paper, entries)):
        items += lines
        for table in split_tables(rows, user_keys) if rows else ():
            items += reader.table(table, is_first=not items)
    return items


class _TableReader:
    """Goes through the tables of a paper; a table can go on with the one before it."""

    def __init__(self, user_keys: Mapping[str, str], entries: list[AccountEntry]) -> None:
        self._user_keys, self._entries = user_keys, entries
        self._columns: tuple[PaperColumn, ...] = ()
        self._last: PaperRecord | None = None
        self._response: Sequence[TextPiece] = ()  # the last that stands in a cell of its own
        self._seen_columns: set[PaperColumn] = set()
        self._has_refs = False
        self._are_steps = False
        self._numbers: Mapping[str, str] = {}  # by its place, what the program counts a row as

    def table(self, rows: Sequence[PaperRow], *, is_first: bool) -> Iterator[PaperItem]:
        """What a table says; above the header of the first thing in a paper its cover can stand."""
        header = find_header(rows, self._user_keys, self._columns)
        question = self._actions_question(rows, header) if header else None
        if not header or question:
            self._entries += [question] if question else []
            why = question.why if question else "no row above it says what its columns hold"
            yield from (_loose(row, why) for row in rows)
            return
        self._begin(rows, header)
        first = min(header.rows, default=0)
        bands = _find_bands(rows, header)
        for number, row in enumerate(rows):
            texts = row.filled
            if number in header.rows:
                self._heading(row)
            elif is_first and number < first and len(texts) == 1 and not parse_band_heading(*texts):
                yield PaperLine(row.place, texts[0])  # of the cover
            elif _TOTAL.fullmatch(texts[0] if texts else "") and all(
                map(_FIGURE.fullmatch, texts[1:])
            ):
                yield _loose(row, "it counts the rows above it")
            elif band := bands.get(number):
                yield BandRow(band, row.table, number < first)
            elif number < first:
                yield _loose(row, "it stands above the header of its table")
            else:
                if number in header.doubtful:
                    words = ", ".join(f"“{text}”" for text in texts)
                    why = f"{words} may be headings, or an action: {_AS_ABOVE}"
                    self._entries.append(AccountEntry(row.place, "", Fate.ASKED, row.place, why))
                yield from self._row(row)

    def _actions_question(
        self, rows: Sequence[PaperRow], header: TableHeader
    ) -> AccountEntry | None:
        """Which column of a table has the actions, where it has leads or dates and no actions."""
        columns = header.columns
        lengths = {
            n: sum(len(row.cells[n].text) for row in rows if n < len(row.cells))
            for n, column in enumerate(columns)
            if column.heading and not (column.key or column.why)
        }
        promises = [column for column in columns if column.field.reads in PROMISES]
        if names_actions(column.key for column in columns) or not promises or not lengths:
            return None
        heading = columns[max(lengths, key=lambda n: lengths[n])].heading
        why = f"no column of this table is known to have the actions: does “{heading}” have them?"
        to = f"{COLUMN_ASKED}{heading}”"
        return AccountEntry(rows[0].place, "", Fate.ASKED, to, why, propose="actions")

    def _begin(self, rows: Sequence[PaperRow], header: TableHeader) -> None:
        self._columns = header.columns
        if is_sheet_row(rows[0].place, rows[0].table):
            self._last = None  # no row goes on with one of another sheet
        refs = [n for n, column in enumerate(header.columns) if column.key == "ref"]
        body = [row.cells for n, row in enumerate(rows) if n not in header.rows]
        labels = [cells[n] for cells in body for n in refs if n < len(cells)]
        labelled = [cell for cell in labels if cell.text or cell.of_above]
        counts = Counter(cell.text for cell in labelled if cell.text)
        # A page can hold nothing but the rest of an action whose ref is on the page before.
        is_rest = bool(refs) and len(body) <= _REST
        # Where most refs stand in several rows, each row is a step of its action; two rows in all
        # that share one may as well be a slip.
        is_most = sum(count > 1 for count in counts.values()) * 2 > len(counts)
        self._are_steps = is_most and len(labelled) > _SLIP
        self._numbers = {} if refs else self._row_numbers(rows, header)
        self._has_refs = bool(counts) or (self._has_refs and is_rest)

    def _row_numbers(self, rows: Sequence[PaperRow], header: TableHeader) -> Mapping[str, str]:
        """The numbers that a program gives the actions of a table, each of which has its own."""
        acting = [n for n, column in enumerate(header.columns) if column.key == "actions"][:1]
        numbers = {
            row.place: row.cells[n].paragraphs[0].number.strip("(). ")
            for number, row in enumerate(rows)
            for n in acting
            if number not in header.rows and n < len(row.cells) and row.cells[n].paragraphs
        }
        is_own = all(numbers.values()) and len({*numbers.values()}) == len(numbers)
        return numbers if is_own else {}

    def _heading(self, row: PaperRow) -> None:
        for cell, column in self._cells(row):
            is_new = column not in self._seen_columns
            self._seen_columns.add(column)
            target = f"{HEADING_TARGET}: {column.key}" if column.key else HEADING_TARGET
            sure, why = (column.sure, column.why) if is_new else (None, "")
            self._entries += [
                TextPiece(row.place, paragraph.text).entry(Fate.STRUCTURE, target, why, sure)
                for paragraph in cell.paragraphs
            ]

    def _cells(self, row: PaperRow) -> Iterator[tuple[PaperCell, PaperColumn]]:
        """The cells of a row, each with its column; nothing is known of one beyond the header."""
        return zip(row.cells, chain(self._columns, repeat(PaperColumn())), strict=False)

    def _row(self, row: PaperRow) -> Iterator[PaperItem]:
        record = self._record(row)
        if record.pieces and self._last and self._goes_on(self._last, record):
            join_record(self._last, record, self._entries)
        elif record.pieces:
            self._last = record
            yield record

    def _record(self, row: PaperRow) -> PaperRecord:
        record = PaperRecord(row.place, row.table, {}, {})
        for cell, column in self._cells(row):
            if cell.of_left and not cell.text:
                continue
            reads = column.field.reads
            is_response = column.key == "actions" and bool(_RESPONSE.search(column.heading))
            if reads is Reads.NOTHING:
                self._leave(row.place, cell, column)
            elif cell.paragraphs or (cell.shade and reads in RATINGS | {Reads.DATED_RATING}):
                pieces = _take_cell(record, cell, column)
                self._response = pieces if is_response else self._response
            elif cell.of_above and self._last and (reads in OF_EACH_ROW or is_response):
                # What a cell that is merged down says, for one more row that it covers.
                above = self._response if is_response else self._last.pieces.get(column.key, ())
                again = [_repeat(piece, row.place, is_response=is_response) for piece in above]
                record.pieces.update({column.key: again} if again else {})
        if record.pieces:
            _take_response(record)
            self._take_colours(record, row)
        if number_text := self._numbers.get(row.place):
            record.pieces["ref"] = [TextPiece(row.place, DerivedText(number_text))]
        return record

    def _take_colours(self, record: PaperRecord, row: PaperRow) -> None:
        """The colours of cells in which nothing is written, where no column holds ratings."""
        for cell, column in zip(row.cells, self._columns, strict=False):
            is_read = column.field.reads in RATINGS | {Reads.DATED_RATING}
            is_empty = not (cell.paragraphs or cell.of_left or cell.of_above)
            if is_empty and not is_read and is_coloured(cell.shade):
                piece = TextPiece(row.place, "", shade=cell.shade, column=column.heading)
                record.pieces.setdefault("colour", []).append(piece)

    def _leave(self, place: str, cell: PaperCell, column: PaperColumn) -> None:
        why = f'the column “{column.heading}” is not known; --map "{column.heading}=KEY" places it'
        if column.field.why:
            why = f"the column “{column.heading}” is left out: {column.field.why}"
        elif not column.heading:
            why = "the column has no heading"
        elif column.why and column.sure is None:
            why = column.why
        self._entries += [
            AccountEntry(place, paragraph.text, Fate.LEFT, "", why) for paragraph in cell.paragraphs
        ]

    def _goes_on(self, last: PaperRecord, record: PaperRecord) -> bool:
        """Whether a row goes on from the one above: it has no ref where others have one."""
        refs = record.pieces.get("ref")
        if refs and refs[0].is_again:
            return True
        if names_other_area(last, record):
            return False
        if refs:
            is_same = last.words("ref") == record.words("ref")
            return is_same and (self._are_steps or continues_action(last, record))
        return self._has_refs or not action_words(record)


def _take_cell(record: PaperRecord, cell: PaperCell, column: PaperColumn) -> Sequence[TextPiece]:
    """Add what a cell says to the record of its row, and give it."""
    is_dated = column.field.reads is Reads.DATED_RATING
    key = f"{column.key}: {column.heading}" if is_dated else column.key
    pieces = [
        TextPiece(record.place, p.text, p.is_item, cell.shade, cell.of_above, column.heading)
        for p in cell.paragraphs
    ]
    pieces = pieces or [TextPiece(record.place, "", shade=cell.shade)]
    record.pieces.setdefault(key, []).extend(pieces)
    return pieces


def _repeat(piece: TextPiece, place: str, *, is_response: bool) -> TextPiece:
    text = DerivedText(piece.text) if is_response else piece.text
    return piece._replace(place=place, text=text, is_again=True)


def _take_response(record: PaperRecord) -> None:
    """Part whether a recommendation was agreed from what is to be done.

    The recommendation is the action where the answer to it names nothing that will be done; else
    it is what the action is called.
    """
    pieces = record.pieces
    actions, findings = pieces.get("actions", []), pieces.get("findings", [])
    recommended = [piece for piece in findings if "recommendation" in piece.column.casefold()]
    is_response = bool(actions) and bool(_RESPONSE.search(actions[0].column))
    split = split_decision(actions[0].text) if actions and (recommended or is_response) else None
    if split:
        words, rest = split[1:]
        decision: Decision | None = split[0]
        left = [actions[0].part(rest)] * bool(rest) + actions[1:]
        pieces.setdefault("decision", []).append(actions[0].part(words))
    elif recommended and is_response:
        decided = " ".join(piece.text for piece in pieces.get("decision", []))
        decision, words, rest, left = parse_decision(decided), "", actions[0].text, actions
    else:
        return
    is_note = decision is Decision.REFUSED or parse_status(rest) or leading_status(rest)
    if left and not is_note:
        pieces["actions"] = left
        titles = [piece.part(DerivedText(short_title(piece.text))) for piece in recommended[:1]]
        pieces.setdefault("title", titles)
        return
    acting = recommended or findings
    pieces["actions"] = acting or [actions[0].part(DerivedText(words))]
    pieces["findings"] = [piece for piece in findings if piece not in acting]
    pieces.setdefault("progress", []).extend(left)


def _find_bands(rows: Sequence[PaperRow], header: TableHeader) -> dict[int, TextPiece]:
    """The rows that are no part of an action: one cell, or the number of an area and its title."""
    keys = [column.key for column in header.columns]
    body = [number for number in range(len(rows)) if number not in header.rows]
    bands: dict[int, TextPiece] = {}
    for number, after in zip(body, [*body[1:], None], strict=False):
        below = rows[after] if after is not None else None
        if _is_band(rows[number], keys) or _is_numbered_band(rows[number], below, keys):
            bands[number] = TextPiece(rows[number].place, " ".join(rows[number].filled))
    # Where words in the column of the actions stand alone right below the header, they name areas:
    # no action has begun of which they could be more.
    alone = [n for n in body if _is_alone(rows[n], keys)]
    if alone and body.index(alone[0]) == 0 and len(alone) < len(body) and alone[-1] != body[-1]:
        bands |= {n: TextPiece(rows[n].place, rows[n].cells[0].text) for n in alone}
    return bands


def _is_band(row: PaperRow, keys: Sequence[str]) -> bool:
    filled = [(n, cell) for n, cell in enumerate(row.cells) if cell.text]
    if _is_merged_pair(row):
        return True
    if len(filled) != 1 or filled[0][0] or len(row.cells) < len(("ref", "actions")):
        return False
    text, key = filled[0][1].text, keys[0] if keys else ""
    is_merged = all(other.of_left for other in row.cells[1:])
    is_no_ref = key == "ref" and not is_action_ref(text) and (" " in text or len(text) > _LABEL)
    return is_merged or is_no_ref or parse_area_heading(text) is not None


def _is_numbered_band(row: PaperRow, below: PaperRow | None, keys: Sequence[str]) -> bool:
    """Whether a row is the number and the title of an area: 1 above 1.1, and nothing else."""
    texts = {keys[n]: cell.text for n, cell in enumerate(row.cells[: len(keys)]) if cell.text}
    if below is None or {*texts} != {"ref", "actions"} or keys.index("ref") >= len(below.cells):
        return False
    is_within = below.cells[keys.index("ref")].text.startswith(f"{texts['ref'].rstrip('.')}.")
    return is_within and len(below.filled) > len(texts)


def _is_alone(row: PaperRow, keys: Sequence[str]) -> bool:
    texts = [cell.text for cell in row.cells]
    is_title = len(texts[0]) <= _SHORT and not texts[0].endswith((".", ";", ","))
    is_acting = bool(keys) and keys[0] == "actions" and len(keys) > _PAIR
    return is_acting and bool(texts[0]) and not any(texts[1:]) and is_title


def _is_merged_pair(row: PaperRow) -> bool:
    """Whether a row is two cells that are merged over it: the number of an area and its title."""
    begins = [n for n, cell in enumerate(row.cells) if not cell.of_left]
    is_all = len(begins) == len(row.filled) == _PAIR and len(row.cells) > _PAIR + 1
    return is_all and begins[0] == 0 and row.cells[0].text == row.filled[0]


def _loose(row: PaperRow, why: str) -> UnknownRow:
    pieces = (TextPiece(row.place, p.text, p.is_item) for c in row.cells for p in c.paragraphs)
    return UnknownRow(row.place, tuple(pieces), why)
