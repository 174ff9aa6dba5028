"""A record of a paper becomes what the file of an action says."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from planctl.intake.paper.account import Entry, Fate, Made, Piece, Sure
from planctl.intake.paper.column import DATED, STATUS_TICK, TICK
from planctl.intake.paper.graded import settle_snapshots, take_rating, take_snapshot, take_tick
from planctl.intake.paper.moment import WHEN, moment
from planctl.intake.paper.naming import short
from planctl.intake.paper.progress import (
    take_completed,
    take_evidence,
    take_milestones,
    take_progress,
    take_status,
)
from planctl.intake.paper.promise import Growing, How
from planctl.intake.paper.rating import rated
from planctl.intake.paper.record import Record
from planctl.intake.paper.step import OF_ALL, Step, step_pieces, take_steps
from planctl.intake.paper.ticked import take_status_tick
from planctl.intake.paper.when import settle_dates, take_leads, take_timescale
from planctl.model.action import Review, Status

_RATED_FIRST: Final = re.compile(
    r"[\[(]?(?:b?rag:?\s*)?(blue|green|amber|red|grey|[BGAR])[\])]?\s*(?:[.:;–—-]+\s*|$)",
    re.IGNORECASE,
)
_RANK: Final = ("ref", "title", "actions", "milestones", "completed", "status", "progress_rag")


def grown(ref: str, record: Record, how: How) -> Growing:
    """The action that a record makes."""
    action = Growing(ref, how)
    for why, places in record.joined.items():
        action.tell("rows", f"{', '.join(places)}: {why}", Sure.MEDIUM)
    if record.last_step:
        _take(action, {key: each for key, each in record.pieces.items() if key in OF_ALL})
        take_steps(action, [_step(action, *said) for said in step_pieces(record)])
    else:
        _take(action, record.pieces)
        settle_dates(action)
        settle_snapshots(action)
    _settle(action)
    for key in [key for key, value in action.said.items() if value == []]:
        del action.said[key]
    return action


def _step(action: Growing, place: str, words: str, said: Mapping[str, list[Piece]]) -> Step:
    """What a step of an action says, apart from all others."""
    grown = Growing(action.ref, action.how)
    _take(grown, said)
    settle_snapshots(grown)
    return Step(place, words, grown)


def _take(action: Growing, said: Mapping[str, list[Piece]]) -> None:
    keys = sorted(said, key=lambda key: _RANK.index(key) if key in _RANK else len(_RANK))
    for key in keys:
        taker = _TAKERS.get(key) or next(
            (take for start, take in _STARTS if key.startswith(start)), _leave
        )
        taker(action, key, said[key])


def _take_texts(action: Growing, key: str, pieces: list[Piece]) -> None:
    for piece in pieces:
        action.place(key, piece)


def _take_words(action: Growing, key: str, pieces: list[Piece]) -> None:
    """A text of one piece."""
    action.said[key] = " ".join(piece.text for piece in pieces)
    for piece in pieces:
        action.note(piece, Fate.PLACED, key)


def _take_review(action: Growing, key: str, pieces: list[Piece]) -> None:
    for piece in pieces:
        if piece.text.casefold() in {*Review}:
            action.said["review"] = Made(piece.text.casefold())
            action.note(piece, Fate.READ, "review")
        else:
            _leave(action, key, [piece])


def _leave(action: Growing, key: str, pieces: list[Piece]) -> None:
    for piece in pieces:
        why = f"an action has no key that takes “{key}” as it is written"
        action.note(piece, Fate.LEFT, "", f"{action.ref}: {why}")


def _take_findings(action: Growing, _: str, pieces: list[Piece]) -> None:
    action.answers += pieces


def _take_waits(action: Growing, _: str, pieces: list[Piece]) -> None:
    action.waits += pieces


def _take_nothing(_action: Growing, _key: str, _pieces: list[Piece]) -> None:
    """The ref and the area were taken already."""


def _take_both(action: Growing, key: str, pieces: list[Piece]) -> None:
    """A rating that stands in one cell with a date, or with a note."""
    first, take = (
        ("progress", take_progress) if "progress" in key else ("timescale", take_timescale)
    )
    for piece in pieces:
        rating, rest = _split(piece.text, first, action)
        if rating or (piece.shade and not rest):
            take_rating(action, "progress_rag", [piece.part(rating)])
        elif piece.shade:
            take_rating(action, "progress_rag", [piece.part("")])
        if rest:
            take(action, first, [piece.part(rest)])


def _split(text: str, first: str, action: Growing) -> tuple[str, str]:
    """The rating in a text, and what else it says."""
    if rated(text, "", action.how.key).value:
        return text, ""
    found = _RATED_FIRST.match(text)
    if found:
        return found[0].strip(" .:;–—-()[]"), text[found.end() :].strip()
    when = WHEN.search(text) if first == "timescale" else None
    if when and moment(when[0], action.how.dates).due:
        rest = " ".join(f"{text[: when.start()]} {text[when.end() :]}".split()).strip(" ,;:–-()")
        if rated(rest, "", action.how.key).value:
            return rest, when[0]
    return "", text


def _settle(action: Growing) -> None:
    """What follows from all of it: the title, and how it stands."""
    if not action.said.get("title"):
        steps = action.said.get("actions")
        words = str(steps[0]) if isinstance(steps, list) and steps else ""
        why = "made from the first words of the action" if words else "the paper says nothing"
        action.make("title", short(words) or f"Action {action.ref}", why, Sure.HIGH)
    if "status" not in action.said and not action.has_asked("status"):
        has_begun = bool(action.said.get("progress"))
        status = Status.IN_PROGRESS if has_begun else Status.NOT_STARTED
        why = "there is progress" if has_begun else "there is no progress"
        action.make("status", status.value, why, Sure.MEDIUM)
    is_complete = action.said.get("status") == Status.COMPLETE.value
    if is_complete and "completed" not in action.said and not action.has_asked("completed"):
        _ask_completed(action)


def _ask_completed(action: Growing) -> None:
    """What is complete has a day; the last that its notes name is proposed."""
    to = f"{action.ref} completed"
    if to in action.how.answers:
        action.make("completed", action.how.answers[to], "", Sure.HIGH)
        return
    notes = action.said.get("progress")
    texts = (
        [str(note["note"]) for note in notes if isinstance(note, dict)]
        if isinstance(notes, list)
        else []
    )
    days = [moment(each[0], action.how.dates) for text in texts for each in WHEN.finditer(text)]
    propose = next((day.iso for day in reversed(days) if day.is_day), "")
    why = "it is complete; since which day is not said"
    action.entries.append(Entry("", "", Fate.ASKED, to, why, None, propose))


Taker = Callable[[Growing, str, list[Piece]], None]
_TAKERS: Final[Mapping[str, Taker]] = {
    "ref": _take_nothing,
    "area": _take_nothing,
    "title": _take_words,
    "actions": _take_texts,
    "expected_impact": _take_texts,
    "impact_measures": _take_texts,
    "reporting": _take_texts,
    "leads": take_leads,
    "lead and timescale": take_leads,
    "timescale": take_timescale,
    "timescale and rating": _take_both,
    "progress and rating": _take_both,
    "status": take_status,
    "completed": take_completed,
    "milestones": take_milestones,
    "progress": take_progress,
    "progress_rag": take_rating,
    "impact_rag": take_rating,
    "rag_reason": _take_words,
    "evidence": take_evidence,
    "review": _take_review,
    "findings": _take_findings,
    "depends_on": _take_waits,
}
_STARTS: Final[tuple[tuple[str, Taker], ...]] = (
    (STATUS_TICK, take_status_tick),
    (TICK, take_tick),
    (DATED, take_snapshot),
)
