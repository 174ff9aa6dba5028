"""The areas of a paper as they grow: from headings, bands of a table, a column, or sheets."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from planctl.intake.paper.account import Entry, Fate, Made, Piece, Sure
from planctl.intake.paper.area import AreaSaid, area_said, numbered
from planctl.intake.paper.part import is_sheet
from planctl.intake.paper.record import Record

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
        return self.titles[0] if self.titles else Made(f"Area {self.ref}")

    def next_ref(self, taken: Collection[str]) -> str:
        """The next free number of an action in it."""
        while True:
            self._last += 1
            ref = f"{self.ref}.{self._last}"
            if ref not in taken:
                return Made(ref)


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
        region.titles.append(Made(name))
        self._by_title[name.casefold()] = region
        to, why = f"area {region.ref} title", "the name of its sheet"
        self.entries.append(Entry(f"sheet {name}", name, Fate.PLACED, to, why, Sure.MEDIUM))
        return region

    def _made(self, title: str, why: str) -> Region:
        region = self._new("", None)
        region.titles.append(Made(title))
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
        region.titles.append(Made(piece.text) if piece.is_again else piece.text)
        self._by_title.setdefault(piece.text.casefold(), region)
        to = f"area {region.ref} title"
        if sure:
            why = "it stands above a table, or is a row of one cell"
            region.guess = piece.entry(Fate.PLACED, to, why, sure)
        else:
            self._note(piece, Fate.PLACED, to)

    def _note(self, piece: Piece, fate: Fate, to: str) -> None:
        self.entries.append(piece.entry(fate, to))
