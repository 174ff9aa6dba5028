"""A record of a paper: all that the rows of one action say, and what a further row adds to it."""

import re
from typing import Final, NamedTuple

from planctl.intake.paper.account import Entry, Fate, Piece, Sure
from planctl.intake.paper.lead import is_led

_ENDS: Final = (".", "!", "?", ":", ";")
_OF_LEADS: Final = frozenset({"leads", "lead and timescale"})
_OF_WORDS: Final = frozenset(
    {"actions", "expected_impact", "impact_measures", "reporting", "progress", "title", "area"}
)
_PROMISED: Final = frozenset({"leads", "timescale", "lead and timescale", "timescale and rating"})


class Record(NamedTuple):
    """All that the rows of one action say, by what their columns hold."""

    place: str
    table: str
    pieces: dict[str, list[Piece]]  # under the key of a column

    def words(self, key: str) -> str:
        """The text under a key, on one line."""
        return " ".join(piece.text for piece in self.pieces.get(key, ()))


def own_words(record: Record) -> list[Piece]:
    """What a record says is to be done."""
    pieces = [*record.pieces.get("actions", ()), *record.pieces.get("title", ())]
    return [piece for piece in pieces if not piece.is_again]


def is_more(last: Record, record: Record) -> bool:
    """Whether a row with the ref of the row above is more of that action, and not another one."""
    own, before = own_words(record), own_words(last)
    if not own or not record.pieces.keys() & _PROMISED:
        return True
    is_repeated = [piece.text for piece in own] == [piece.text for piece in before]
    return is_repeated or bool(before and re.match("[a-z]", own[0].text))


def join(last: Record, more: Record, entries: list[Entry]) -> None:
    """Add a row to the one that it goes on from, mid-sentence where that was left open."""
    is_broken = not more.pieces.get("ref")  # a page broke there, or a row has parts of its own
    for key, pieces in more.pieces.items():
        before = last.pieces.setdefault(key, [])
        if key == "ref":
            entries += [p.entry(Fate.STRUCTURE, "the ref once more") for p in pieces]
            if not pieces[0].is_again:
                why = f"its ref is that of the row above: it goes on with {pieces[0].text}"
                entries.append(Entry(more.place, "", Fate.MADE, "rows", why, Sure.MEDIUM))
            continue
        own = [piece for piece in pieces if not piece.is_again]
        if is_broken and before and own and _is_open(key, before[-1], own[0]):
            place = f"{before[-1].place} and {own[0].place}"
            text = f"{before[-1].text} {own[0].text}"
            before[-1] = before[-1]._replace(place=place, text=text)
            own = own[1:]
        before.extend(own)


def _is_open(key: str, before: Piece, after: Piece) -> bool:
    """Whether a paragraph goes on: it was left open, or the rest of it begins in small letters."""
    if after.is_item or not before.text or not after.text:
        return False
    if re.match("[a-z]", after.text):
        return True
    if key in _OF_LEADS:
        return not before.text.endswith(".") and not is_led(before.text, after.text)
    return key in _OF_WORDS and not before.text.endswith(_ENDS)
