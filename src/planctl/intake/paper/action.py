"""A record of a paper becomes what the file of an action says."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from planctl.intake.paper.account import Fate, Made, Piece, Sure
from planctl.intake.paper.column import DATED, STATUS_TICK, TICK
from planctl.intake.paper.graded import (
    settle_snapshots,
    take_rating,
    take_snapshot,
    take_tick,
    tell_colours,
)
from planctl.intake.paper.moment import WHEN, moment
from planctl.intake.paper.naming import short
from planctl.intake.paper.note import take_progress
from planctl.intake.paper.progress import (
    take_completed,
    take_evidence,
    take_milestones,
    take_status,
)
from planctl.intake.paper.promise import Growing, How
from planctl.intake.paper.rating import rated
from planctl.intake.paper.record import Record
from planctl.intake.paper.settled import settle_dates
from planctl.intake.paper.step import OF_ALL, Step, step_pieces
from planctl.intake.paper.stepped import take_steps
from planctl.intake.paper.ticked import take_status_tick
from planctl.intake.paper.when import take_leads, take_timescale
from planctl.model.action import Review, Status

_RATED_FIRST: Final = re.compile(
    r"[\[(]?(?:b?rag:?\s*)?(blue|green|amber|red|grey|[BGAR])[\])]?\s*(?:[.:;–—-]+\s*|$)",
    re.IGNORECASE,
)
_RANK: Final = (
    *("ref", "title", "actions", "milestones", "completed", "status", "progress_rag"),
    "leads",  # before its date, beside which a lead can be named once more
)

_TAKEN: Final = frozenset({"ref", "area"})  # before an action grows
_FORMULA: Final = re.compile(r"=\s*[-+(\"'$\w]")
_NO_VALUE: Final = (
    "a formula without a value: open the workbook in Excel, save it there, and import it again"
)


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
    tell_colours(action, record)
    _settle(action)
    for key in [key for key, value in action.said.items() if value == []]:
        del action.said[key]
    return action


def _worked_out(action: Growing, key: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces without formulas, whose values a person has to say."""
    found = []
    for piece in pieces:
        if not ("sheet " in piece.place and _FORMULA.match(piece.text)):
            found.append(piece)
        elif key in _TAKEN:
            action.tell(key, f"“{piece.text}” is {_NO_VALUE}", Sure.LOW)
        elif answer := action.ask(piece, key, _NO_VALUE):
            found.append(piece._replace(text=Made(answer), is_again=True))
    return found


def _step(action: Growing, place: str, words: str, said: Mapping[str, list[Piece]]) -> Step:
    """What a step of an action says, apart from all others."""
    grown = Growing(action.ref, action.how)
    _take(grown, said)
    settle_snapshots(grown, short(words) if words else "")
    return Step(place, words, grown)


def _take(action: Growing, said: Mapping[str, list[Piece]]) -> None:
    keys = sorted(said, key=lambda key: _RANK.index(key) if key in _RANK else len(_RANK))
    for key in keys:
        taker = _TAKERS.get(key) or next(
            (take for start, take in _STARTS if key.startswith(start)), _leave
        )
        taker(action, key, _worked_out(action, key, said[key]))


def _take_texts(action: Growing, key: str, pieces: list[Piece]) -> None:
    for piece in pieces:
        action.place(key, piece)


def _take_words(action: Growing, key: str, pieces: list[Piece]) -> None:
    """A text of one piece."""
    if pieces:  # none is left where all were formulas
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
    others = []
    for piece in pieces:
        rating, rest = _split(piece.text, first, action)
        if rating or (piece.shade and not rest):
            take_rating(action, "progress_rag", [piece.part(rating)])
        elif piece.shade:
            take_rating(action, "progress_rag", [piece.part("")])
        if rest:
            others.append(piece.part(rest))
    take(action, first, others)


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
        has_begun = bool(action.said.get("progress")) and action.begun != {False}
        status = Status.IN_PROGRESS if has_begun else Status.NOT_STARTED
        why = "there is progress" if has_begun else "there is no progress"
        if action.begun == {False}:
            why = "its notes say that it has not begun"
        action.make("status", status.value, why, Sure.MEDIUM)
    said = action.said.get("status")
    is_complete = said == Status.COMPLETE.value
    if is_complete and "completed" not in action.said and not action.has_asked("completed"):
        _ask_completed(action)
    if said and not is_complete and "completed" in action.said:
        why = f"it has a day of completion, and its status is {said}"
        answer = action.want("status", f"{why}: which is it?", Status.COMPLETE.value)
        action.said["status"] = Made(answer) if answer else said


def _ask_completed(action: Growing) -> None:
    """What is complete has a day; the last that its notes name is proposed."""
    notes = action.said.get("progress")
    texts = (
        [f"{note.get('date', '')} {note['note']}" for note in notes if isinstance(note, dict)]
        if isinstance(notes, list)
        else []
    )
    days = [moment(each[0], action.how.dates) for text in texts for each in WHEN.finditer(text)]
    propose = next((day.iso for day in reversed(days) if day.is_day), "")
    answer = action.want("completed", "it is complete; since which day is not said", propose)
    if answer:
        action.said["completed"] = Made(answer)


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
