"""The areas of a paper: from headings, rows of one cell, a column, or the names of sheets."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from planctl.intake.account import DerivedText, Entry, Fate, Piece, Sure
from planctl.intake.lexicon.area import AreaSaid, area_said, numbered
from planctl.intake.read.parts import Line, is_sheet
from planctl.intake.table.record import Record
from planctl.intake.table.row import Band, Step

_SHORT: Final = 80  # characters of a line that can head a table


def headings_of_tables(found: Sequence[Step]) -> frozenset[int]:
    """The lines that head a table of actions: headings, or where there are none the line above.

    Where lines say themselves that they head areas, only headings of their level do so too.
    """
    levels = [each.heading for each in _lines(found) if area_said(each.text)]
    if not levels:
        return frozenset(_heading_lines(found))
    return frozenset(n for n in _heading_lines(found) if 0 < _level(found[n]) <= max(levels))


def has_areas(found: Sequence[Step]) -> bool:
    """Whether lines of a paper head its areas, or a column names them.

    One heading alone may be the title.
    """
    in_lines = any(area_said(each.text) for each in _lines(found))
    in_column = any(isinstance(each, Record) and each.said("area") for each in found)
    return in_lines or in_column or len(headings_of_tables(found)) > 1


def are_headed(found: Sequence[Step]) -> bool:
    """Whether several lines say themselves that they head an area."""
    return len({each.text for each in _lines(found) if area_said(each.text)}) > 1


def _lines(found: Sequence[Step]) -> Iterator[Line]:
    return (each for each in found if isinstance(each, Line) and not each.beside)


def _heading_lines(found: Sequence[Step]) -> Iterator[int]:
    at: int | None = None  # the heading, or the short line, that a table would be of
    for number, step in enumerate(found):
        if isinstance(step, Line) and not step.beside:
            is_short = len(step.text) <= _SHORT and not step.text.endswith((".", ",", ";"))
            if step.heading or (is_short and not step.is_item):
                at = number
            elif at is not None and not _level(found[at]):
                at = None
        elif isinstance(step, Record) and at is not None:
            yield at
            at = None


def _level(step: Step) -> int:
    return step.heading if isinstance(step, Line) else 0


_LONGEST: Final = 80  # characters of a title
_SENTENCE: Final = re.compile(r"[.,;:!?]$|[.!?:] ")  # or a label and what it labels


def bands_of_areas(found: Sequence[Step]) -> frozenset[int]:
    """Those that are like a title: where several rows are, and those that begin a table."""
    first = next((n for n, each in enumerate(found) if isinstance(each, Record)), 0)
    bands = [(n, each) for n, each in enumerate(found) if isinstance(each, Band)]
    like = {n: n < first or band.is_above for n, band in bands if _is_like(band.piece.text)}
    labelled = {n for n, band in bands if _is_labelled(band.piece.text)}
    is_usual = len(like.keys() | labelled) > 1
    return frozenset(n for n, begins in like.items() if is_usual or begins)


def _is_like(text: str) -> bool:
    return len(text) <= _LONGEST and not _SENTENCE.search(text)


def _is_labelled(text: str) -> bool:
    return bool(area_said(text) or numbered(text))


_NO_NAME: Final = re.compile(r"(?:sheet|table|page) ?\d*", re.IGNORECASE)  # as a program calls it


class Region:
    """An area: its ref, its title, its statement, and its records with their refs."""

    def __init__(self, ref: str, title: str = "", table: str = "") -> None:
        """An area without a title gets one from the next line; its table, if it is within one."""
        self.ref, self.table = ref, table
        self.titles: list[str] = [title] if title else []
        self.statement: list[str] = []
        self.records: list[tuple[str, Record]] = []
        self.guess: Entry | None = None  # how its title was guessed
        self._last = 0

    @property
    def title(self) -> str:
        """What it is called."""
        return self.titles[0] if self.titles else DerivedText(f"Area {self.ref}")

    def next_ref(self, taken: Collection[str]) -> str:
        """The next free number of an action in it."""
        while True:
            self._last += 1
            ref = f"{self.ref}.{self._last}"
            if ref not in taken:
                return DerivedText(ref)


class Regions:
    """All areas of a paper."""

    def __init__(self, records: Iterable[Record], *, are_headed: bool) -> None:
        """Where actions stand on several sheets that have names, those are the areas."""
        sheets = {each.table for each in records if is_sheet(each.place, each.table)}
        are_named = not all(_NO_NAME.fullmatch(name) for name in sheets)
        self._sheets = sheets if len(sheets) > 1 and are_named else set()
        self._are_headed = are_headed
        self._all: list[Region] = []
        self._now: Region | None = None
        self._by_title: dict[str, Region] = {}
        self.entries: list[Entry] = []

    @property
    def are_sheets(self) -> bool:
        """Whether sheets are areas."""
        return bool(self._sheets)

    @property
    def wants_title(self) -> bool:
        """Whether an area has begun and its title is still to come."""
        return self._now is not None and not self._now.titles

    def settled(self) -> tuple[Region, ...]:
        """The areas that hold an action or say something of their own; and what guesses took."""
        for region in self._all:
            if region.guess:
                refs = ", ".join(ref for ref, _ in region.records) or "nothing"
                why = f"{region.guess.why}; {refs} came into it"
                self.entries.append(region.guess._replace(why=why))
        return tuple(each for each in self._all if each.records or each.titles)

    def begin_sheet(self, table: str) -> bool:
        """A sheet begins, which is an area where sheets are; whether it is one."""
        if table not in self._sheets:
            return False
        if not self._now or self._now.table != table:
            self._now = self._by_title.get(table.casefold()) or self._called(table)
            self._now.table = table
        return True

    def begin(self, said: AreaSaid, piece: Piece, sure: Sure | None, table: str = "") -> None:
        """An area begins with a heading, unless it has begun already: its heading is repeated."""
        known = self._by_title.get(said.title.casefold()) if said.title else None
        again = known or next((e for e in self._all if said.ref == e.ref and not said.title), None)
        if again:
            self._now, again.table = again, table
            self._note(piece, Fate.STRUCTURE, f"area {again.ref} once more")
            return
        region = self._new(said.ref, piece)
        region.table = table
        if said.label:
            self._note(piece.part(said.label), Fate.STRUCTURE, f"number of area {region.ref}")
        if said.title:
            self._call(region, piece.part(said.title), sure)

    def describe(self, piece: Piece) -> bool:
        """Take the title or the statement of an area that has begun and has no actions yet."""
        region = self._now
        if not region or region.records:
            return False
        if region.titles:
            region.statement.append(piece.text)
            self._note(piece, Fate.PLACED, f"area {region.ref} statement")
        else:
            self._call(region, piece, None)
        return True

    def of(self, record: Record) -> Region:
        """The area of a record: the one that its column names, or the one that has begun."""
        pieces = record.said("area") or record.pieces.get("area", [])
        if pieces and self._now and self._is_finer(pieces, self._now):
            why = f"the heading above names the area, “{self._now.title}”, and this is a part of it"
            self.entries += [piece.entry(Fate.LEFT, "", why) for piece in pieces]
            return self._now
        if pieces:
            return self._named(pieces)
        self.begin_sheet(record.table)
        return self._now or self._made("Actions", "the paper has no areas")

    def _is_finer(self, pieces: Sequence[Piece], now: Region) -> bool:
        """Whether a column divides areas that headings name, and names none itself."""
        text = " ".join(piece.text for piece in pieces)
        is_known = text.casefold() in self._by_title or area_said(text) or numbered(text)
        return self._are_headed and bool(now.titles) and not is_known

    def _called(self, name: str) -> Region:
        """The area of a sheet, whose name stands in no cell."""
        region = self._new("", None)
        region.titles.append(DerivedText(name))
        self._by_title[name.casefold()] = region
        to, why = f"area {region.ref} title", "the name of its sheet"
        self.entries.append(Entry(f"sheet {name}", name, Fate.PLACED, to, why, Sure.MEDIUM))
        return region

    def _made(self, title: str, why: str) -> Region:
        region = self._new("", None)
        region.titles.append(DerivedText(title))
        to = f"area {region.ref} title"
        self.entries.append(Entry("", title, Fate.MADE, to, why, Sure.MEDIUM))
        return region

    def _named(self, pieces: Sequence[Piece]) -> Region:
        """The area that a cell names; the first time its words are its title."""
        text = " ".join(piece.text for piece in pieces)
        known = self._by_title.get(text.casefold())
        if known:
            for piece in pieces:
                self._note(piece, Fate.STRUCTURE, f"area {known.ref}")
            return known
        said = area_said(text) or numbered(text) or AreaSaid("", text, "")
        region = self._now if self._now and self.wants_title else self._new(said.ref, None)
        if said.label:
            self._note(pieces[0].part(said.label), Fate.STRUCTURE, f"number of area {region.ref}")
        if said.title:
            self._call(region, pieces[0].part(said.title), None)
        self._by_title[text.casefold()] = region
        return region

    def _new(self, ref: str, piece: Piece | None) -> Region:
        taken = {region.ref for region in self._all}
        free = ref.strip()
        if not free or free in taken:
            number = len(self._all) + 1
            while str(number) in taken:
                number += 1
            if free and piece:
                why = f"two areas are numbered {free}"
                to = f"number of area {number}"
                self.entries.append(Entry(piece.place, "", Fate.MADE, to, why, Sure.LOW))
            free = str(number)
        self._now = Region(free)
        self._all.append(self._now)
        return self._now

    def _call(self, region: Region, piece: Piece, sure: Sure | None) -> None:
        # What only a merged cell says is told where that begins.
        region.titles.append(DerivedText(piece.text) if piece.is_again else piece.text)
        self._by_title.setdefault(piece.text.casefold(), region)
        to = f"area {region.ref} title"
        if sure:
            why = "it stands above a table, or is a row of one cell"
            region.guess = piece.entry(Fate.PLACED, to, why, sure)
        else:
            self._note(piece, Fate.PLACED, to)

    def _note(self, piece: Piece, fate: Fate, to: str) -> None:
        self.entries.append(piece.entry(fate, to))
