"""The areas of a paper: from headings, rows of one cell, a column, or the names of sheets."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from string import ascii_uppercase
from typing import Any, Final

from planctl.intake.account import (
    LOW,
    MEDIUM,
    Account,
    AccountEntry,
    DerivedText,
    Fate,
    GuessConfidence,
    TextPiece,
    made_entry,
)
from planctl.intake.lexicon.area import (
    AreaHeading,
    parse_area_heading,
    parse_band_heading,
    parse_title_heading,
)
from planctl.intake.read.paper import PaperLine, is_sheet_row
from planctl.intake.table.record import PaperRecord
from planctl.intake.table.rows import BandRow, PaperItem

_SHORT: Final = 80  # characters of a line that can head a table
_LONGEST: Final = 80  # characters of a title
_SENTENCE: Final = re.compile(r"[.,;:!?]$|[.!?:] ")  # or a label and what it labels
_NO_NAME: Final = re.compile(r"(?:sheet|table|page) ?\d*", re.IGNORECASE)  # as a program calls it


def table_heading_lines(items: Sequence[PaperItem]) -> frozenset[int]:
    """The lines that head a table of actions: headings, or where there are none the line above.

    Where lines say themselves that they head areas, only headings of their level do so too.
    """
    levels = [line.heading for line in _lines(items) if parse_area_heading(line.text)]
    heads: list[int] = []
    number, level = -1, 0  # of the heading, or the short line, that a table would be of
    for at, item in enumerate(items):
        if isinstance(item, PaperLine) and not item.beside:
            is_short = len(item.text) <= _SHORT and not item.text.endswith((".", ",", ";"))
            if item.heading or (is_short and not item.is_item):
                number, level = at, item.heading
            elif not level:
                number = -1
        elif isinstance(item, PaperRecord) and number >= 0:
            heads += [number] if not levels or 0 < level <= max(levels) else []
            number = -1
    return frozenset(heads)


def has_areas(items: Sequence[PaperItem]) -> bool:
    """Whether lines of a paper head its areas, or a column names them.

    One heading alone may be the title.
    """
    return (
        any(parse_area_heading(item.text) for item in _lines(items))
        or any(isinstance(item, PaperRecord) and item.said("area") for item in items)
        or len(table_heading_lines(items)) > 1
    )


def has_area_headings(items: Sequence[PaperItem]) -> bool:
    """Whether several lines or bands say themselves that they head an area."""
    texts = [line.text for line in _lines(items)]
    texts += [item.piece.text for item in items if isinstance(item, BandRow)]
    return len({text for text in texts if parse_area_heading(text)}) > 1


def _lines(items: Sequence[PaperItem]) -> Iterator[PaperLine]:
    return (item for item in items if isinstance(item, PaperLine) and not item.beside)


def area_bands(items: Sequence[PaperItem]) -> frozenset[int]:
    """Those that are like a title: where several rows are, and those that begin a table."""
    first = next((n for n, item in enumerate(items) if isinstance(item, PaperRecord)), 0)
    bands = {n: item for n, item in enumerate(items) if isinstance(item, BandRow)}
    texts = {n: band.piece.text for n, band in bands.items()}
    like = {n for n, text in texts.items() if len(text) <= _LONGEST and not _SENTENCE.search(text)}
    labelled = {n for n, text in texts.items() if parse_band_heading(text)}
    is_usual = len(like | labelled) > 1
    return frozenset(n for n in like if is_usual or n < first or bands[n].is_above)


@dataclass
class PaperArea:
    """An area: its ref, its title, its statement, and its records with their refs."""

    ref: str
    table: str = ""  # within which it is
    titles: list[str] = field(default_factory=list)  # without one, the next line is it
    statement: list[str] = field(default_factory=list)
    records: list[tuple[str, PaperRecord]] = field(default_factory=list)
    guess: AccountEntry | None = None  # how its title was guessed
    is_numbered: bool = True  # by the paper, and not by its place in it
    _last: int = 0

    @property
    def title(self) -> str:
        """What it is called."""
        return self.titles[0] if self.titles else DerivedText(f"Area {self.ref}")

    def next_ref(self, used: Collection[str]) -> str:
        """The next free number of an action in it."""
        refs = (f"{self.ref}.{number}" for number in count(self._last + 1))
        ref = next(ref for ref in refs if ref not in used)
        self._last = int(ref.rpartition(".")[2])
        return DerivedText(ref)


def _strays(areas: Sequence[PaperArea]) -> list[tuple[PaperArea, PaperArea, str, PaperRecord]]:
    """The actions whose refs begin with the number of another area than theirs."""
    by_ref = {area.ref: area for area in areas}
    firsts = ((area, *ref_record) for area in areas for ref_record in area.records)
    return [
        (area, other, ref, record)
        for area, ref, record in firsts
        if "." in ref and (other := by_ref.get(ref.partition(".")[0], area)) is not area
    ]


class PaperAreas(Account):
    """All areas of a paper."""

    def __init__(self, records: Iterable[PaperRecord], *, are_headed: bool) -> None:
        """Where actions stand on several sheets that have names, those are the areas."""
        super().__init__()
        sheets = {record.table for record in records if is_sheet_row(record.place, record.table)}
        are_named = not all(_NO_NAME.fullmatch(name) for name in sheets)
        self._sheets = sheets if len(sheets) > 1 and are_named else set()
        self._are_headed = are_headed
        self._all: list[PaperArea] = []
        self._now: PaperArea | None = None
        self._by_title: dict[str, PaperArea] = {}

    @property
    def are_sheets(self) -> bool:
        """Whether sheets are areas."""
        return bool(self._sheets)

    @property
    def wants_title(self) -> bool:
        """Whether an area has begun and its title is still to come."""
        return self._now is not None and not self._now.titles

    def finish(self) -> tuple[PaperArea, ...]:
        """The areas that hold an action or say something of their own; and what guesses took."""
        for area in self._all:
            if area.guess:
                refs = ", ".join(ref for ref, _ in area.records) or "nothing"
                why = f"{area.guess.why}; {refs} came into it"
                self.entries.append(area.guess._replace(why=why))
        areas = [area for area in self._all if area.records or area.titles]
        if _strays(areas):
            self._name_by_letters(areas)
        for area, other, ref, record in _strays(areas):
            area.records.remove((ref, record))
            other.records.append((ref, record))
            why = f"it stands in area {area.ref}, and its ref is of area {other.ref}: which?"
            entry = AccountEntry(record.place, "", Fate.ASKED, f"{ref} area", why)
            self.entries.append(entry._replace(meanwhile=f"area {other.ref}"))
        return tuple(area for area in areas if area.records or area.titles)

    def _name_by_letters(self, areas: Sequence[PaperArea]) -> None:
        """Give letters to areas that the paper does not number: its refs have numbers of others."""
        used = {area.ref for area in areas}
        letters = (letter for letter in ascii_uppercase if letter not in used)
        for area, letter in zip((r for r in areas if not r.is_numbered), letters, strict=False):
            start, new = f"area {area.ref} ", f"area {letter} "
            for number, entry in enumerate(self.entries):
                if entry.to.startswith(start):
                    self.entries[number] = entry._replace(to=entry.to.replace(start, new, 1))
            area.ref = letter

    def begin_sheet(self, table: str) -> None:
        """A sheet begins, which is an area where sheets are."""
        if table in self._sheets and (not self._now or self._now.table != table):
            title, place, why = table.casefold(), f"sheet {table}", "the name of its sheet"
            known = self._by_title.get(title)
            self._now = known or self._begin_named(table, place, Fate.PLACED, why)
            self._by_title[title] = self._now
            self._now.table = table

    def begin(
        self, heading: AreaHeading, piece: TextPiece, sure: GuessConfidence | None, table: str = ""
    ) -> None:
        """An area begins with a heading, unless it has begun already: its heading is repeated."""
        match = self._by_title.get(heading.title.casefold()) if heading.title else None
        untitled = (area for area in self._all if heading.ref == area.ref and not heading.title)
        area = match or next(untitled, None)
        if area:
            self._now, area.table = area, table
            self.note(piece, Fate.STRUCTURE, f"area {area.ref} once more")
            return
        if table:
            self._drop_heading()
        area = self._begin_area(heading.ref, piece)
        area.table = table
        self._head(area, heading, piece, sure)

    def describe(self, piece: TextPiece) -> bool:
        """Take the title or the statement of an area that has begun and has no actions yet."""
        area = self._now
        if not area or area.records:
            return False
        if area.titles:
            area.statement.append(piece.text)
            self.note(piece, Fate.PLACED, f"area {area.ref} statement")
        else:
            self._set_title(area, piece, None)
        return True

    def area_of(self, record: PaperRecord) -> PaperArea:
        """The area of a record: the one that its column names, or the one that has begun."""
        pieces = record.said("area") or record.pieces.get("area", [])
        if not pieces:
            self.begin_sheet(record.table)
            why = "the paper has no areas"
            return self._now or self._begin_named("Actions", "", Fate.MADE, why)
        text = " ".join(piece.text for piece in pieces)
        is_known = text.casefold() in self._by_title or parse_title_heading(text)
        if self._now and self._are_headed and self._now.titles and not is_known:
            why = f"the heading above names the area, “{self._now.title}”, and this is a part of it"
            self.entries += [piece.entry(Fate.LEFT, "", why) for piece in pieces]
            return self._now
        return self._column_area(text, pieces)

    def _begin_named(self, title: str, place: str, fate: Fate, why: str) -> PaperArea:
        """Begin an area whose title stands in no cell."""
        area = self._begin_area("", None)
        area.titles.append(DerivedText(title))
        to = f"area {area.ref} title"
        self.entries.append(AccountEntry(place, title, fate, to, why, MEDIUM))
        return area

    def _column_area(self, text: str, pieces: Sequence[TextPiece]) -> PaperArea:
        """The area that a cell names; the first time its words are its title."""
        known = self._by_title.get(text.casefold())
        if known:
            for piece in pieces:
                self.note(piece, Fate.STRUCTURE, f"area {known.ref}")
            return known
        heading = parse_title_heading(text) or AreaHeading("", text, "")
        area = self._now
        if not area or not self.wants_title:
            self._drop_heading()
            area = self._begin_area(heading.ref, None)
        self._head(area, heading, pieces[0], None)
        self._by_title[text.casefold()] = area
        return area

    def _drop_heading(self) -> None:
        """Take a heading back that no action stands under: bands or a column name the areas."""
        area = self._now
        if not area or area.is_numbered or area.records or area.statement or area.table:
            return
        self._all.remove(area)
        self._by_title = {words: of for words, of in self._by_title.items() if of is not area}
        self._now = None
        new: dict[str, Any] = {"fate": Fate.STRUCTURE, "to": "heading above the areas"}
        to = f"area {area.ref} title"
        self.entries = [e._replace(**new) if e.to == to else e for e in self.entries]
        if area.guess:
            why = "what stands below it names the areas"
            self.entries.append(area.guess._replace(**new, why=why))

    def _begin_area(self, ref: str, piece: TextPiece | None) -> PaperArea:
        used = {area.ref for area in self._all}
        free = (str(number) for number in count(len(self._all) + 1))
        own = ref.strip()
        area = PaperArea(own)
        if not own or own in used:
            area.ref, area.is_numbered = next(n for n in free if n not in used), False
            if own and piece:
                to, why = f"number of area {area.ref}", f"two areas are numbered {own}"
                self.entries.append(made_entry(to, "", why, LOW, piece.place))
        self._now = area
        self._all.append(area)
        return area

    def _head(
        self, area: PaperArea, heading: AreaHeading, piece: TextPiece, sure: GuessConfidence | None
    ) -> None:
        """Say what became of the parts of a heading."""
        if heading.label:
            self.note(piece.part(heading.label), Fate.STRUCTURE, f"number of area {area.ref}")
        if heading.title:
            self._set_title(area, piece.part(heading.title), sure)

    def _set_title(self, area: PaperArea, piece: TextPiece, sure: GuessConfidence | None) -> None:
        # What only a merged cell says is told where that begins.
        area.titles.append(DerivedText(piece.text) if piece.is_again else piece.text)
        self._by_title.setdefault(piece.text.casefold(), area)
        to = f"area {area.ref} title"
        if sure:
            why = "it stands above a table, or is a row of one cell"
            area.guess = piece.entry(Fate.PLACED, to, why, sure)
        else:
            self.note(piece, Fate.PLACED, to)
