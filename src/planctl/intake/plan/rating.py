"""Ratings of an action: declared, ticked in a column of its own, shown by a colour, or of a day."""

import re
from calendar import monthrange
from typing import Final

from planctl.intake.account import DerivedText, Entry, Fate, Piece, Sure
from planctl.intake.lexicon.date import WHEN, Moment, moment, near_of
from planctl.intake.lexicon.rating import (
    TICKS,
    UNRATED,
    Rated,
    is_coloured,
    rated,
    shaded,
    status_of,
)
from planctl.intake.plan.draft import Growing
from planctl.intake.table.column import DATED, STATUS_TICK, TICK
from planctl.intake.table.record import Record

# Columns whose colours are read, or asked about.
_RATED: Final = frozenset(
    {"progress_rag", "impact_rag", "timescale and rating", "progress and rating", "status"}
)


def take_rating(action: Growing, key: str, pieces: list[Piece]) -> None:
    """A rating that is declared, in a word, a letter, or the colour of its cell."""
    for piece in pieces:
        take_rated(action, key, piece, rated(piece.text, piece.shade, action.how.key))


def take_rated(action: Growing, key: str, piece: Piece, found: Rated) -> None:
    """A rating that was read, or that a person has to say."""
    status = status_of(piece.text)
    if status:
        action.give("status", piece, status.value, "")
        _take_colour(action, key, piece)
    elif found.value:
        action.give(key, piece, found.value, found.why, found.sure)
        _compare_colour(action, key, piece, found.value)
    elif piece.text.casefold().strip(" .") in UNRATED:
        if piece.text:
            action.note(piece, Fate.READ, key, "read as not rated")
        if is_coloured(piece.shade):
            why = f"the cell has a colour that is no rating, #{piece.shade}: what is it?"
            _ask_rating(action, key, piece, why)
    else:
        answer = action.ask(piece, key, found.why, found.propose)
        if answer:
            action.said[key] = DerivedText(answer)


def _take_colour(action: Growing, key: str, piece: Piece) -> None:
    """The colour of a cell whose words say how the action stands."""
    colour = shaded(piece.shade)
    if colour:
        action.said[key] = DerivedText(colour)
        action.tell(key, f"{colour}: the cell of “{piece.text}” is shaded so", Sure.MEDIUM)


def _compare_colour(action: Growing, key: str, piece: Piece, value: str) -> None:
    """Ask which counts, where a rating stands in words on a cell of another colour."""
    colour = shaded(piece.shade)
    if colour and colour != value:
        why = f"it says “{piece.text}” on a {colour} cell: {value} was taken; which is it?"
        _ask_rating(action, key, piece, why)


def _ask_rating(action: Growing, key: str, piece: Piece, why: str, propose: str = "") -> None:
    answer = action.want(key, why, propose, piece.place)
    if answer:
        action.said[key] = DerivedText(answer)


def _is_text(key: str) -> bool:
    return key not in _RATED and not key.startswith((DATED, TICK))


def tell_colours(action: Growing, record: Record) -> None:
    """Ask whether the colour of a status is the rating, and say what else is coloured."""
    pieces = [
        (key, each)
        for key, found in record.pieces.items()
        for each in found
        if not each.is_again and is_coloured(each.shade)
    ]
    others = {each.column: _named(each.shade) for key, each in pieces if _is_text(key)}
    status = next((each for key, each in pieces if key == "status"), None)
    if status and "progress_rag" not in action.said:
        why = f"the cell of its status is {_named(status.shade)}: is that its rating?"
        _ask_rating(action, "progress_rag", status, why, shaded(status.shade))
    elif status:
        others[status.column] = _named(status.shade)
    if others:
        named = ", ".join(f"“{column}” {colour}" for column, colour in others.items())
        why = f"{action.ref} has cells with a colour, which a plan has no place for: {named}"
        action.entries.append(Entry(record.place, "", Fate.LEFT, "", why))


def _named(shade: str) -> str:
    return shaded(shade) or f"#{shade}"


def take_tick(action: Growing, key: str, pieces: list[Piece]) -> None:
    """A column for each colour, of which one is ticked."""
    colour = key.removeprefix(TICK)
    for piece in pieces:
        plain = piece.text.casefold().strip(" .")
        if plain in TICKS or plain in {colour, colour[0]}:
            action.give("progress_rag", piece, colour, "its column is ticked")
        elif plain in UNRATED:
            action.note(piece, Fate.READ, "progress_rag", f"read as not {colour}")
        else:
            action.note(piece, Fate.LEFT, "", "it is no tick")


def take_snapshot(action: Growing, key: str, pieces: list[Piece]) -> None:
    """A rating of an earlier day, which becomes a note of the log."""
    heading = key.partition(": ")[2]
    day, why = _day_of(heading, action)
    for piece in pieces:
        found = rated(piece.text, piece.shade, action.how.key)
        if found.value and day:
            note = DerivedText(f"{heading}: {found.value}")
            action.snapshots.append({"date": DerivedText(day), "note": note})
            fate = Fate.READ if piece.text else Fate.MADE
            action.note(piece, fate, "progress", f"read as {found.value}{why}", Sure.MEDIUM)
        elif piece.text.casefold().strip(" .") not in UNRATED:
            action.ask(piece, "progress", f"what does it mean under “{heading}”?")
        elif piece.text:
            action.note(piece, Fate.READ, "progress", "read as not rated")


def _day_of(heading: str, action: Growing) -> tuple[str, str]:
    """The day of a heading, and what had to be assumed."""
    found = WHEN.search(heading)
    when = moment(found[0], action.how.dates) if found else Moment("", "")
    assumed = ""
    if not when.due and re.fullmatch(r"\w+ 20\d\d", when.propose):
        when, assumed = when._replace(due=when.propose), f", in {when.propose}: {when.why}"
    near = near_of(when.due) if when.due else None
    if not near:
        return "", ""
    if when.is_day:
        return when.iso, assumed
    last = monthrange(near.year, near.month)[1]
    return f"{near.year}-{near.month:02}-{last:02}", f", on the last day of its month{assumed}"


def settle_snapshots(action: Growing, of: str = "") -> None:
    """The ratings of earlier days come first, by their day; the newest is the declared one.

    Those of a step name it by its first words, for its action has all of them in one log.
    """
    notes = sorted(action.snapshots, key=lambda each: str(each["date"]))
    if not notes:
        return
    if "progress_rag" not in action.said:
        newest = str(notes[-1]["note"]).rpartition(": ")[2]
        action.make("progress_rag", newest, "the newest of the ratings on a day", Sure.HIGH)
    if of:
        notes = [{**note, "note": DerivedText(f"{note['note']} – {of}")} for note in notes]
    action.said["progress"] = [*notes, *action.items("progress")]


def take_status_tick(action: Growing, key: str, pieces: list[Piece]) -> None:
    """The status whose column is ticked; of two, a person says which."""
    status = key.removeprefix(STATUS_TICK)
    for piece in pieces:
        if piece.text.casefold().strip(" .") not in TICKS:
            action.note(piece, Fate.LEFT, "", f"it stands under “{status}”, and is no tick")
        else:
            action.give("status", piece, status, "its column is ticked")
