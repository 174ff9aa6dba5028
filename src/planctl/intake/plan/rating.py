"""Ratings of an action: declared, ticked in a column of its own, shown by a colour, or of a day."""

import re
from calendar import monthrange
from collections.abc import Sequence
from typing import Final

from planctl.intake.account import HIGH, MEDIUM, AccountEntry, DerivedText, Fate, TextPiece
from planctl.intake.lexicon.date import DATE_PATTERN, ParsedDate, month_of_due, parse_date
from planctl.intake.lexicon.field import JUDGEMENTS, RATING_TICK, Reads, field_of
from planctl.intake.lexicon.rating import (
    TICK_SIGNS,
    UNRATED_WORDS,
    ParsedRating,
    is_coloured,
    parse_rating,
    rating_of_colour,
)
from planctl.intake.lexicon.status import parse_status
from planctl.intake.plan.draft_action import DraftAction
from planctl.intake.table.record import PaperRecord

# Columns whose colours are read, or asked about.
_COLOURS_READ: Final = JUDGEMENTS - {Reads.COMPLETED, Reads.REVIEW, Reads.STATUS}
# Columns whose colour may well be the rating, where no other column has one.
_COLOURS_TELL: Final = frozenset({Reads.STATUS, Reads.NOTES, Reads.COLOUR, Reads.PROMISE})


def take_rating(action: DraftAction, key: str, pieces: list[TextPiece]) -> None:
    """A rating that is declared, in a word, a letter, or the colour of its cell."""
    for piece in pieces:
        place_rating(action, key, piece, parse_rating(piece.text, piece.shade, action.how.key))


def place_rating(action: DraftAction, key: str, piece: TextPiece, rating: ParsedRating) -> None:
    """A rating that was read, or that a person has to say."""
    status, colour = parse_status(piece.text), rating_of_colour(piece.shade)
    if status:
        action.give("status", piece, status.value, "")
        if colour:
            action.said[key] = DerivedText(colour)
            action.tell(key, f"{colour}: the cell of “{piece.text}” is shaded so", MEDIUM)
    elif value := rating.value:
        action.give(key, piece, value, rating.why, rating.sure)
        if colour not in {"", value}:
            why = f"it says “{piece.text}” on a {colour} cell: {value} was taken; which is it?"
            action.want_value(key, why, place=piece.place)
    elif piece.text.casefold().strip(" .") in UNRATED_WORDS:
        if piece.text:
            action.note(piece, Fate.READ, key, "read as not rated")
        if is_coloured(piece.shade):
            why = f"the cell has a colour that is no rating, #{piece.shade}: what is it?"
            action.want_value(key, why, place=piece.place)
    elif answer := action.ask(piece, key, rating.why, rating.propose):
        action.said[key] = DerivedText(answer)


def account_colours(action: DraftAction, record: PaperRecord) -> None:
    """Ask whether a colour is the rating where nothing else says one, and say what is coloured."""
    pieces = [
        (key, piece)
        for key, column_pieces in record.pieces.items()
        for piece in column_pieces
        if not piece.is_again and is_coloured(piece.shade)
    ]
    unread = [piece for key, piece in pieces if field_of(key).reads not in _COLOURS_READ]
    if "progress_rag" not in action.said and not action.has_asked("progress_rag"):
        telling = [piece for key, piece in pieces if field_of(key).reads in _COLOURS_TELL]
        whole = unread if len({piece.shade for piece in unread}) == 1 < len(unread) else []
        if asked := telling or whole:
            _ask_colours(action, asked)
            unread = [piece for piece in unread if piece not in asked]
    others = {piece.column: _colour_name(piece.shade) for piece in unread}
    if others:
        colours = ", ".join(f"“{column}” {colour}" for column, colour in others.items())
        why = f"{action.ref} has cells with a colour, which a plan has no place for: {colours}"
        action.entries.append(AccountEntry(record.place, "", Fate.LEFT, "", why))


def _ask_colours(action: DraftAction, pieces: Sequence[TextPiece]) -> None:
    """Ask which colour is the rating; the last is proposed, as months and terms go on."""
    columns = {piece.column: _colour_name(piece.shade) for piece in pieces}
    named = ", ".join(f"“{column}” is {colour}" for column, colour in columns.items())
    why = f"the cell under {named}: is that its rating?"
    if len({*columns.values()}) > 1:
        why = f"the cells have colours, and nothing else rates it ({named}): which is its rating?"
    last = pieces[-1]
    action.want_value("progress_rag", why, rating_of_colour(last.shade), last.place)


def _colour_name(shade: str) -> str:
    return rating_of_colour(shade) or f"#{shade}"


def take_tick(action: DraftAction, key: str, pieces: list[TextPiece]) -> None:
    """A column for each colour, of which one is ticked."""
    colour = key.removeprefix(RATING_TICK)
    for piece in pieces:
        words = piece.text.casefold().strip(" .")
        if words in TICK_SIGNS or words in {colour, colour[0]}:
            action.give("progress_rag", piece, colour, "its column is ticked")
        elif words in UNRATED_WORDS:
            action.note(piece, Fate.READ, "progress_rag", f"read as not {colour}")
        else:
            action.note(piece, Fate.LEFT, "", "it is no tick")


def take_snapshot(action: DraftAction, key: str, pieces: list[TextPiece]) -> None:
    """A rating of an earlier day, which becomes a note of the log."""
    heading = key.partition(": ")[2]
    day, why = _day_of(heading, action)
    for piece in pieces:
        rating = parse_rating(piece.text, piece.shade, action.how.key)
        if rating.value and day:
            note = DerivedText(f"{heading}: {rating.value}")
            action.snapshots.append({"date": DerivedText(day), "note": note})
            fate = Fate.READ if piece.text else Fate.MADE
            action.note(piece, fate, "progress", f"read as {rating.value}{why}", MEDIUM)
        elif piece.text.casefold().strip(" .") not in UNRATED_WORDS:
            action.ask(piece, "progress", f"what does it mean under “{heading}”?")
        elif piece.text:
            action.note(piece, Fate.READ, "progress", "read as not rated")


def _day_of(heading: str, action: DraftAction) -> tuple[str, str]:
    match = DATE_PATTERN.search(heading)
    parsed = parse_date(match[0], action.how.dates) if match else ParsedDate("", "")
    due, assumed = parsed.due, ""
    if not due and re.fullmatch(r"\w+ 20\d\d", parsed.propose):
        due, assumed = parsed.propose, f", in {parsed.propose}: {parsed.why}"
    if parsed.is_day:
        return parsed.iso, assumed
    if not due or not (month := month_of_due(due)):
        return "", ""
    last = monthrange(month.year, month.month)[1]
    return f"{month.year}-{month.month:02}-{last:02}", f", on the last day of its month{assumed}"


def order_snapshots(action: DraftAction, of: str = "") -> None:
    """The ratings of earlier days come first, by their day; the newest is the declared one.

    Those of a step name it by its first words, for its action has all of them in one log.
    """
    notes = sorted(action.snapshots, key=lambda note: str(note["date"]))
    if not notes:
        return
    if "progress_rag" not in action.said:
        newest = str(notes[-1]["note"]).rpartition(": ")[2]
        action.make("progress_rag", newest, "the newest of the ratings on a day", HIGH)
    if of:
        notes = [{**note, "note": DerivedText(f"{note['note']} – {of}")} for note in notes]
    action.said["progress"] = [*notes, *action.items("progress")]
