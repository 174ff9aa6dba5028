"""What an action says of how it goes: status, days, steps and evidence."""

import re
from typing import Final

from planctl.intake.paper.account import Fate, Made, Piece, Sure
from planctl.intake.paper.among import is_another
from planctl.intake.paper.done import completed_on
from planctl.intake.paper.graded import take_rated
from planctl.intake.paper.moment import WHEN, moment
from planctl.intake.paper.naming import short
from planctl.intake.paper.promise import Growing
from planctl.intake.paper.rating import UNRATED, first_status, rated, status_of
from planctl.intake.paper.stopped import ask_stopped
from planctl.model.action import EvidenceKind, Status
from planctl.model.said import Said

_OF_THE_END: Final = re.compile(
    r"\b(?:complet\w*|close[ds]?|finish\w*|done|achieved?)|100 ?%", re.IGNORECASE
)
_NOT_YET: Final = UNRATED | {"no", "n", "not yet", "not complete", "not completed", "incomplete"}
_LINK: Final = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<address>https?://[^)\s]+)\)")
# What tells where evidence comes from, the most telling first.
_KINDS: Final = (
    (EvidenceKind.PEER_REVIEW, "peer"),
    (EvidenceKind.FEEDBACK, "feedback|survey|voice|compliment|complaint|questionnaire"),
    (EvidenceKind.INSPECTION, "inspection|ofsted|cqc|monitoring visit"),
    (EvidenceKind.QUALITY_ASSURANCE, "audit|dip sampl|quality assurance|qa|observation|moderation"),
    (EvidenceKind.DATA, "data|dashboard|kpi|scorecard|performance|statistic"),
)


def take_status(action: Growing, _: str, pieces: list[Piece]) -> None:
    """How the lead says that it stands."""
    for piece in pieces:
        status, rating = status_of(piece.text), rated(piece.text, "", action.how.key)
        first = first_status(piece.text)
        when = completed_on(piece.text, action.how.dates)
        if when and when.is_day:
            action.said |= {"completed": Made(when.iso), "status": Made(Status.COMPLETE.value)}
            action.note(piece, Fate.READ, "completed", f"read as complete on {when.iso}", Sure.HIGH)
        elif status:
            action.said["status"] = Made(status.value)
            action.note(piece, Fate.READ, "status", f"read as {status}")
        elif rating.value and piece.text:
            take_rated(action, "progress_rag", piece, rating)
        elif piece.text.casefold() in UNRATED:
            action.note(piece, Fate.READ, "status", "read as not said")
        else:
            if first or when:
                action.said["status"] = Made(first[1] if first else Status.COMPLETE)
            elif not ask_stopped(action, piece) and _OF_THE_END.search(piece.text):
                _ask_status(action, piece)
            action.items("progress").append({"note": piece.text})
            action.note(piece, Fate.PLACED, "progress", "it is more than a status", Sure.MEDIUM)


def _ask_status(action: Growing, piece: Piece) -> None:
    """Ask how it stands, where a status speaks of completion in words that are not plain."""
    why = f"“{piece.text}”: is it complete? Until you say so it is taken to be in progress"
    answer = action.want("status", why)
    action.said["status"] = Made(answer or Status.IN_PROGRESS)


def take_completed(action: Growing, _: str, pieces: list[Piece]) -> None:
    """The day that it was completed."""
    for piece in pieces:
        how = action.how.dates
        when = completed_on(piece.text, how) or moment(piece.text, how)
        plain = piece.text.casefold().strip(" .")
        if when.is_day:
            action.said |= {"completed": Made(when.iso), "status": Made(Status.COMPLETE.value)}
            action.note(piece, Fate.READ, "completed", f"read as {when.iso}", when.sure)
        elif plain in _NOT_YET:
            action.note(piece, Fate.READ, "completed", "read as not complete")
        elif status_of(plain) is Status.COMPLETE or plain in {"yes", "y"} or when.ends:
            action.said["status"] = Made(Status.COMPLETE.value)
            action.note(piece, Fate.READ, "status", "read as complete")
        else:
            why = when.why if when.is_either else "the day that it was completed is not plain"
            found = (moment(each[0], how) for each in WHEN.finditer(piece.text))
            propose = next((each.iso for each in found if each.is_day), "")
            answer = action.ask(piece, "completed", why, propose)
            if answer:
                action.said |= {"completed": Made(answer), "status": Made(Status.COMPLETE.value)}


def take_milestones(action: Growing, _: str, pieces: list[Piece]) -> None:
    """Steps, each with the date that stands in its words."""
    for piece in pieces:
        step: dict[str, Said] = {"what": piece.text}
        due = _due_within(action, piece)
        if due:
            step["timescale"] = Made(due)
        action.place("milestones", piece, step)


def _due_within(action: Growing, piece: Piece) -> str:
    """When a step is due, as its own words say it; asked where they may mean another day."""
    found = [moment(each[0], action.how.dates) for each in WHEN.finditer(piece.text)]
    last = found[-1] if found else None
    if not last or not (last.ends or last.is_either):
        return ""
    is_sure = len({each.due for each in found}) == 1 and not is_another(piece.text)
    if is_sure and not last.is_either:
        action.tell("milestone", f"{last.due}, as “{short(piece.text)}” says", Sure.MEDIUM)
        return last.due
    why = last.why if last.is_either else "when is it due? Its words may mean another day"
    return action.want(f"“{short(piece.text)}” milestone", why, last.due, piece.place)


def take_evidence(action: Growing, _: str, pieces: list[Piece]) -> None:
    """What shows it, and a guess at where it comes from."""
    for piece in pieces:
        kinds = (
            kind for kind, words in _KINDS if re.search(rf"\b(?:{words})", piece.text.casefold())
        )
        kind = next(kinds, EvidenceKind.DOCUMENT)
        link = _LINK.fullmatch(piece.text)
        named: dict[str, Said] = {"title": piece.text}
        if link:
            named = {"title": link["words"], "url": link["address"]}
        action.items("evidence").append({**named, "kind": Made(kind.value)})
        why = f"its kind is taken to be {kind}"
        action.note(piece, Fate.PLACED, "evidence", why, Sure.MEDIUM)
