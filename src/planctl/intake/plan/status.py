"""How an action stands: its status and its day of completion, as columns, ticks and notes say it.

Where two cells contradict, a person says which holds; until then the one that is farther from the
end does. What is called off is asked for: the board agrees to it.
"""

import re
from typing import Final, cast

from planctl.intake.account import HIGH, MEDIUM, DerivedText, Fate, TextPiece
from planctl.intake.lexicon.date import DATE_PATTERN, ParsedDate, parse_date
from planctl.intake.lexicon.date_in_sentence import parse_completion
from planctl.intake.lexicon.field import STATUS_TICK
from planctl.intake.lexicon.rating import TICK_SIGNS, UNRATED_WORDS, parse_rating
from planctl.intake.lexicon.short_name import short_title
from planctl.intake.lexicon.status import (
    Decision,
    ParsedStatus,
    leading_status,
    parse_decision,
    parse_status_cell,
)
from planctl.intake.plan.draft_action import DraftAction
from planctl.intake.plan.rating import place_rating
from planctl.model.action import Status
from planctl.model.rating import Rating

_STOPPED: Final = re.compile(
    r"(?i)(?:(?:this|the) )?(?:action )?(?:(?:has been|was|is) )?(?:now )?"
    r"(?:cancelled|withdrawn|superseded|abandoned|discontinued|no longer (?:required|needed))\b"
)
_NOT_YET: Final = UNRATED_WORDS | {"not yet"}
_IN_DOUBT: Final = {
    Decision.REFUSED: "it was not agreed: is it withdrawn?",
    Decision.PART: "it was agreed in part only: how does the action stand?",
    Decision.OPEN: "it is not agreed yet: how does the action stand?",
}
_PERCENT: Final = re.compile(r"%|\bper ?cent", re.IGNORECASE)
_GOES_ON: Final = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS})
_RATED_ON: Final = frozenset({"red", "amber", "green"})  # of what goes on


def take_status(action: DraftAction, _: str, pieces: list[TextPiece]) -> None:
    """How the lead says that it stands."""
    for piece in pieces:
        parsed = _parse_cell(action, piece)
        rating = parse_rating(piece.text, "", action.how.key)
        when = _parse_day(action, piece)
        if when and when.is_day:
            complete_on(action, when.iso)
            why = f"read as complete on {when.iso}"
            action.note(piece, Fate.READ, "completed", why, HIGH)
        elif parsed.status and parsed.is_word and "completed" in action.said:
            action.said["status"] = DerivedText(parsed.status.value)  # a day beside it is asked
            action.note(piece, Fate.READ, "status", f"read as {parsed.status}")
        elif parsed.status and parsed.is_word:
            action.give("status", piece, parsed.status.value, parsed.why)
            if rating.value:
                action.said["progress_rag"] = DerivedText(rating.value)
        elif rating.value and piece.text:
            place_rating(action, "progress_rag", piece, rating)
            if "status" not in action.said and rating.value in _RATED_ON:
                why = f"its status is {rating.value}, and nothing else is said"
                action.make("status", Status.IN_PROGRESS.value, why, MEDIUM)
        elif piece.text.casefold() in UNRATED_WORDS - {"not applicable"}:
            action.note(piece, Fate.READ, "status", "read as not said")
        elif parsed.why and parsed.is_word and not _STOPPED.match(piece.text) and not when:
            _ask_status(action, piece, parsed)
        else:
            _take_long_status(action, piece, parsed, is_complete=bool(when))


def _parse_cell(action: DraftAction, piece: TextPiece) -> ParsedStatus:
    """What a cell says of the status; below “% complete” a number is a percentage."""
    is_percent = bool(_PERCENT.search(piece.column)) and piece.text.strip().isdigit()
    return parse_status_cell(f"{piece.text}%" if is_percent else piece.text, action.how.legend)


def _parse_day(action: DraftAction, piece: TextPiece) -> ParsedDate | None:
    """The day of completion that a cell says beside its status: Closed 18/06/2025, ✔ 1/5/25."""

    def reads(words: str) -> Status | None:
        return parse_status_cell(words, action.how.legend).status if words else None

    return parse_completion(piece.text, action.how.dates, reads)


def _ask_status(action: DraftAction, piece: TextPiece, parsed: ParsedStatus) -> None:
    """Ask what the words of a status mean, once for each word of the paper."""
    known = str(action.said.get("status") or "")
    meanwhile = known or parsed.meanwhile.value
    answer = action.ask(piece, "status", parsed.why, parsed.propose or "", meanwhile=meanwhile)
    if not answer and not known:
        action.stand_ins["status"] = len(action.entries) - 1
    action.said["status"] = DerivedText(answer or meanwhile)


def _take_long_status(
    action: DraftAction, piece: TextPiece, parsed: ParsedStatus, *, is_complete: bool
) -> None:
    """A status with more words than a status has: they are a note, too."""
    if parsed.status or is_complete:
        action.said["status"] = DerivedText(parsed.status or Status.COMPLETE)
    elif not ask_withdrawn(action, piece) and parsed.why:
        propose, meanwhile = parsed.propose or "", parsed.meanwhile
        why = f"“{short_title(piece.text)}”: {parsed.why}"
        action.want_value("status", why, propose, piece.place, meanwhile=meanwhile)
    action.items("progress").append({"note": piece.text})
    action.note(piece, Fate.PLACED, "progress", "it is more than a status", MEDIUM)


def ask_withdrawn(action: DraftAction, piece: TextPiece) -> bool:
    """Ask for the status, where a text begins with words of an end; whether it does."""
    if not _STOPPED.match(piece.text):
        return False
    why = f"“{short_title(piece.text)}”: is the action withdrawn?"
    action.want_value("status", why, Status.WITHDRAWN.value, piece.place)
    return True


def complete_on(action: DraftAction, day: str) -> None:
    """Set the action as complete on a day."""
    action.said |= {"completed": DerivedText(day), "status": DerivedText(Status.COMPLETE.value)}


def take_completed(action: DraftAction, _: str, pieces: list[TextPiece]) -> None:
    """The day that it was completed, or whether it was."""
    for piece in pieces:
        style = action.how.dates
        when = _parse_day(action, piece) or action.parse_date(piece)
        parsed = _parse_cell(action, piece)
        if when.is_day:
            complete_on(action, when.iso)
            action.note(piece, Fate.READ, "completed", f"read as {when.iso}", when.sure)
        elif parsed.status is Status.NOT_STARTED or piece.text.casefold().strip(" .") in _NOT_YET:
            action.note(piece, Fate.READ, "completed", "read as not complete")
        elif parsed.status and parsed.is_word:
            action.give("status", piece, parsed.status.value, "")
        elif when.ends:
            action.said["status"] = DerivedText(Status.COMPLETE.value)
            action.note(piece, Fate.READ, "status", "read as complete")
        else:
            why = when.why if when.is_either else "the day that it was completed is not plain"
            dates = (parse_date(match[0], style) for match in DATE_PATTERN.finditer(piece.text))
            propose = next((match.iso for match in dates if match.is_day), "")
            answer = action.ask(piece, "completed", why, propose)
            if answer:
                complete_on(action, answer)


def take_status_tick(action: DraftAction, key: str, pieces: list[TextPiece]) -> None:
    """The status whose column is ticked; of two, a person says which."""
    status = key.removeprefix(STATUS_TICK)
    for piece in pieces:
        if piece.text.casefold().strip(" .") not in TICK_SIGNS:
            action.note(piece, Fate.LEFT, "", f"it stands under “{status}”, and is no tick")
        else:
            action.give("status", piece, status, "its column is ticked")


def take_decision(action: DraftAction, _: str, pieces: list[TextPiece]) -> None:
    """Whether a recommendation was agreed; of one that was not, a person says what becomes."""
    for piece in pieces:
        decision = parse_decision(piece.text)
        known = str(action.said.get("status") or "")
        if decision is Decision.REFUSED and known == Status.WITHDRAWN.value:
            action.note(piece, Fate.READ, "status", "read as withdrawn, as its status says")
        elif decision in _IN_DOUBT:
            meanwhile = known or Status.NOT_STARTED.value
            propose = Status.WITHDRAWN.value if decision is Decision.REFUSED else meanwhile
            why = _IN_DOUBT[decision]
            if piece.is_again:  # a merged cell: what it refuses is another action
                action.want_value("status", why, propose, piece.place, meanwhile=meanwhile)
            else:
                answer = action.ask(piece, "status", why, propose, meanwhile=meanwhile)
                action.said["status"] = DerivedText(answer or meanwhile)
        else:
            says = "says that" if decision else "does not say whether"
            action.note(piece, Fate.LEFT, "", f"it {says} the recommendation was accepted")


def take_note_status(action: DraftAction, piece: TextPiece) -> None:
    """The status that a note begins with, where no column says one."""
    status, completion = leading_status(piece.text), parse_completion(piece.text, action.how.dates)
    known = str(action.said.get("status") or "")
    if known or action.has_asked("status"):
        if completion and known in _GOES_ON and not action.has_asked("status"):
            why = f"a note says “{piece.text}”, and its status is {known}: which holds?"
            action.want_value("status", why, "complete", piece.place, meanwhile=known)
        return
    if completion:
        status = (piece.text, Status.COMPLETE)
        if completion.is_day:
            why = f"as “{piece.text}” says"
            action.make("completed", completion.iso, why, MEDIUM, piece.place)
    is_unbegun = status is not None and status[1] is Status.NOT_STARTED
    action.begun.add(not is_unbegun)
    if status and not is_unbegun:
        why = f"a note begins with “{status[0]}”"
        action.make("status", status[1].value, why, MEDIUM, piece.place)
    elif not status:
        ask_withdrawn(action, piece)


def complete_status(action: DraftAction) -> None:
    """What follows from all that was read: a status, a day of completion, what the board agrees."""
    if "status" not in action.said and not action.has_asked("status"):
        _make_status(action)
    status = action.said.get("status")
    is_complete = status == Status.COMPLETE.value
    if is_complete and "completed" not in action.said and not action.has_asked("completed"):
        _ask_completed(action)
    if status and not is_complete and "completed" in action.said:
        why = f"it has a day of completion, and its status is {status}: which is it?"
        action.want_value("status", why, Status.COMPLETE.value)
    if status == Status.WITHDRAWN.value:
        _request_withdrawal(action)


def _make_status(action: DraftAction) -> None:
    """The status of an action of which nothing says one: by its rating, or by its notes."""
    rating = action.said.get("progress_rag")
    has_begun = bool(action.said.get("progress")) and action.begun != {False}
    if by_legend := action.how.legend.get(str(rating)):
        why = "the legend of the paper says so of its rating"
        action.make("status", by_legend.value, why, MEDIUM)
    elif rating == Rating.BLUE.value and not action.said.get("progress"):
        # Complete in many keys, and something else in others.
        why, meanwhile = "it is rated blue, and has no status: is it complete?", "in progress"
        action.want_value("status", why, Status.COMPLETE.value, meanwhile=meanwhile)
    else:
        status = Status.IN_PROGRESS if has_begun else Status.NOT_STARTED
        why = "there is progress" if has_begun else "there is no progress"
        if action.begun == {False}:
            why = "its notes say that it has not begun"
        action.make("status", status.value, why, MEDIUM)


def _ask_completed(action: DraftAction) -> None:
    """What is complete has a day; the last that its notes name is proposed."""
    notes = cast("list[dict[str, str]]", action.said.get("progress", []))
    texts = " ".join(f"{note.get('date', '')} {note['note']}" for note in notes)
    days = [parse_date(match[0], action.how.dates) for match in DATE_PATTERN.finditer(texts)]
    propose = next((day.iso for day in reversed(days) if day.is_day), "")
    action.want_value("completed", "it is complete; since which day is not said", propose)


def _request_withdrawal(action: DraftAction) -> None:
    to = f"{action.ref} status"
    words = next((entry.text for entry in action.entries if entry.to == to and entry.text), "")
    reason = f"The paper says “{words}”" if words else "The paper says that it is withdrawn"
    action.said["withdrawals"] = [{"reason": DerivedText(reason)}]
    why = "it is asked for, and counts once the board has agreed it"
    action.tell("withdrawals", why, MEDIUM)
