"""What an action says of how it goes: notes, ratings, status, days, steps and evidence."""

import re
from typing import Final

from planctl.intake.paper.account import Entry, Fate, Made, Piece, Said, Sure
from planctl.intake.paper.graded import take_rated
from planctl.intake.paper.moment import WHEN, Moment, moment
from planctl.intake.paper.promise import Growing
from planctl.intake.paper.rating import UNRATED, first_status, rated, status_of
from planctl.model.action import EvidenceKind, Status
from planctl.model.written import read_day

_DAY_FIRST: Final = re.compile(rf"\[?({WHEN.pattern})\]?\s*(?:[:–—-])\s*(?=\S)", re.IGNORECASE)
_FILE: Final = re.compile(
    r".{1,120}\.(?:pptx?|docx?|xlsx?|xlsm|pdf|msg|eml|csv|png|jpe?g|zip)", re.IGNORECASE
)
_AROUND: Final = " .,:;()–—-"
_LINK: Final = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<address>https?://[^)\s]+)\)")
# What tells where evidence comes from, the most telling first.
_KINDS: Final = (
    (EvidenceKind.PEER_REVIEW, "peer"),
    (EvidenceKind.FEEDBACK, "feedback|survey|voice|compliment|complaint|questionnaire"),
    (EvidenceKind.INSPECTION, "inspection|ofsted|cqc|monitoring visit"),
    (EvidenceKind.QUALITY_ASSURANCE, "audit|dip sampl|quality assurance|qa|observation|moderation"),
    (EvidenceKind.DATA, "data|dashboard|kpi|scorecard|performance|statistic"),
)


def take_progress(action: Growing, _: str, pieces: list[Piece]) -> None:
    """The notes of the log, each with its day where it begins with one."""
    for piece in pieces:
        _take_note(action, piece)


def _take_note(action: Growing, piece: Piece) -> None:
    found = _DAY_FIRST.match(piece.text)
    when = moment(found[1], action.how.dates) if found else None
    said: dict[str, Said] = {}
    if found and when and when.is_day:
        action.note(piece.part(found[1]), Fate.READ, "progress", f"the day {when.iso}", when.sure)
        said["date"] = Made(when.iso)
        piece = piece.part(piece.text[found.end() :])
    elif found and when and when.is_either:
        day = action.ask(piece.part(found[1]), "day of a note", when.why)
        piece = piece.part(piece.text[found.end() :]) if day else piece
        said |= {"date": Made(read_day(day).isoformat())} if day else {}
    action.place("progress", piece, {**said, "note": piece.text})
    if _FILE.fullmatch(piece.text):
        why = "it names a file; save the file under evidence/ and name it under evidence"
        entry = Entry(
            piece.place, "", Fate.ASKED, f"{action.ref} progress", f"“{piece.text}”: {why}"
        )
        action.entries.append(entry)
    _take_first_status(action, piece)


def _take_first_status(action: Growing, piece: Piece) -> None:
    word = first_status(piece.text)
    if word and "status" not in action.said:
        why = f"a note begins with “{word[0]}”"
        action.make("status", word[1].value, why, Sure.MEDIUM, piece.place)


def take_status(action: Growing, _: str, pieces: list[Piece]) -> None:
    """How the lead says that it stands."""
    for piece in pieces:
        status, rating = status_of(piece.text), rated(piece.text, "", action.how.key)
        first = first_status(piece.text)
        when = _completed(action, piece)
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
            action.items("progress").append({"note": piece.text})
            action.note(piece, Fate.PLACED, "progress", "it is more than a status", Sure.MEDIUM)


def _completed(action: Growing, piece: Piece) -> Moment | None:
    """When an action was completed whose status says so with a date: Completed 12/05/2024."""
    found = WHEN.search(piece.text)
    rest = f"{piece.text[: found.start()]} {piece.text[found.end() :]}" if found else ""
    word = re.sub(r"\s+(?:on|in)$", "", rest.strip(_AROUND), flags=re.IGNORECASE)
    is_planned = re.search(r"\bby\b", piece.text, re.IGNORECASE)  # complete by: it is to be
    is_complete = status_of(word) is Status.COMPLETE and not is_planned
    return moment(found[0], action.how.dates) if found and is_complete else None


def take_completed(action: Growing, _: str, pieces: list[Piece]) -> None:
    """The day that it was completed."""
    for piece in pieces:
        when = moment(piece.text, action.how.dates)
        plain = piece.text.casefold().strip(" .")
        if when.is_day:
            action.said |= {"completed": Made(when.iso), "status": Made(Status.COMPLETE.value)}
            action.note(piece, Fate.READ, "completed", f"read as {when.iso}", when.sure)
        elif plain in UNRATED | {"no", "n"}:
            action.note(piece, Fate.READ, "completed", "read as not complete")
        elif status_of(plain) is Status.COMPLETE or plain in {"yes", "y"}:
            action.said["status"] = Made(Status.COMPLETE.value)
            action.note(piece, Fate.READ, "status", "read as complete")
        else:
            why = when.why if when.is_either else "the day that it was completed is not plain"
            answer = action.ask(piece, "completed", why)
            if answer:
                action.said |= {"completed": Made(answer), "status": Made(Status.COMPLETE.value)}


def take_milestones(action: Growing, _: str, pieces: list[Piece]) -> None:
    """Steps, each with the date that stands in its words."""
    for piece in pieces:
        step: dict[str, Said] = {"what": piece.text}
        found = [moment(each[0], action.how.dates) for each in WHEN.finditer(piece.text)]
        due = found[-1].due if found and found[-1].ends else ""
        if found and found[-1].is_either:
            due = action.ask(piece.part(found[-1].written), "milestone", found[-1].why)
        if due:
            step["timescale"] = Made(due)
        action.place("milestones", piece, step)


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
