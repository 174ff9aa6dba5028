"""The areas of a paper as they grow: from headings, bands of a table, a column, or sheets."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from planctl.intake.paper.account import Entry, Fate, Made, Piece, Sure
from planctl.intake.paper.area import AreaSaid, area_said, numbered
from planctl.intake.paper.record import Record

_SHEET: Final = "sheet "


class Region:
    """An area: its ref, its title, its statement, and its records with their refs."""

    def __init__(self, ref: str, title: str = "") -> None:
        """An area without a title gets one from the next line."""
        self.ref = ref
        self.titles: list[str] = [title] if title else []
        self.statement: list[str] = []
        self.records: list[tuple[str, Record]] = []
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

    def __init__(self, tables: Iterable[str]) -> None:
        """Where actions stand on several sheets, those may be the areas."""
        sheets = {table for table in tables if table.startswith(_SHEET)}
        self._sheets = sheets if len(sheets) > 1 else set()
        self._all: list[Region] = []
        self._now: Region | None = None
        self._by_title: dict[str, Region] = {}
        self.entries: list[Entry] = []

    @property
    def wants_title(self) -> bool:
        """Whether an area has begun and its title is still to come."""
        return self._now is not None and not self._now.titles

    def settled(self) -> tuple[Region, ...]:
        """The areas that hold an action or say something of their own."""
        return tuple(each for each in self._all if each.records or each.titles)

    def begin(self, said: AreaSaid, piece: Piece, sure: Sure | None) -> None:
        """An area begins with a heading, unless it has begun already: its heading is repeated."""
        known = self._by_title.get(said.title.casefold()) if said.title else None
        again = known or next((e for e in self._all if said.ref == e.ref and not said.title), None)
        if again:
            self._now = again
            self._note(piece, Fate.STRUCTURE, f"area {again.ref} once more")
            return
        region = self._new(said.ref, piece)
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
        pieces = record.pieces.get("area", [])
        if pieces:
            return self._named(pieces)
        if record.table in self._sheets:
            name = record.table.removeprefix(_SHEET)
            return self._by_title.get(name.casefold()) or self._made(name, "the name of its sheet")
        return self._now or self._made("Actions", "the paper has no areas")

    def _made(self, title: str, why: str) -> Region:
        region = self._new("", None)
        region.titles.append(Made(title))
        self._by_title[title.casefold()] = region
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
        place = pieces[0].place
        if said.label:
            self._note(Piece(place, said.label), Fate.STRUCTURE, f"number of area {region.ref}")
        if said.title:
            self._call(region, Piece(place, said.title), None)
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
        region.titles.append(piece.text)
        self._by_title.setdefault(piece.text.casefold(), region)
        why = "it stands above a table, or is a row of one cell" if sure else ""
        self._note(piece, Fate.PLACED, f"area {region.ref} title", why, sure)

    def _note(
        self, piece: Piece, fate: Fate, to: str, why: str = "", sure: Sure | None = None
    ) -> None:
        self.entries.append(piece.entry(fate, to, why, sure))
