"""What changed in the text of one action's file, by its meaning for a board."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from planctl.assess.change.change_kind import Change, ChangeKind
from planctl.assess.change.difference import Difference, differences
from planctl.assess.change.judgement_changes import Movement, was_refused
from planctl.assess.promise import is_refused, is_valid_request
from planctl.model.action import REQUESTS, Correction, Extension, Pause, Request, dated_answers
from planctl.model.calendar import Calendar, Meeting
from planctl.model.problem import field_name
from planctl.model.timescale import timescale_in_words

# What a new record in one of an action's lists is.
_ADDED: Final[Mapping[object, ChangeKind]] = {
    **{key: ChangeKind(f"{name} requested") for key, name in REQUESTS.items()},
    "milestones": ChangeKind.MILESTONE_CHANGED,
    "progress": ChangeKind.PROGRESS_NOTED,
    "evidence": ChangeKind.EVIDENCE_ADDED,
    "escalations": ChangeKind.ESCALATED,
}
# What it is when one of these keys of a record gets its value; a new record may have it already.
_HAPPENED: Final[Mapping[tuple[object, object], ChangeKind]] = {
    **{
        (key, answer): ChangeKind(f"{name} {answer}")
        for key, name in REQUESTS.items()
        for answer in ("refused", "agreed")
    },
    ("milestones", "done"): ChangeKind.MILESTONE_DONE,
    ("escalations", "closed"): ChangeKind.ESCALATION_ANSWERED,
    ("escalations", "decided"): ChangeKind.ESCALATION_ANSWERED,
    ("escalations", "decision"): ChangeKind.ESCALATION_ANSWERED,
}
_OF_FIELD: Final[Mapping[object, ChangeKind]] = {
    "leads": ChangeKind.LEAD_CHANGED,
    "status": ChangeKind.STATUS_CHANGED,
    "progress_rag": ChangeKind.RATING_DECLARED,
    "impact_rag": ChangeKind.RATING_DECLARED,
    "milestones": ChangeKind.MILESTONE_CHANGED,
    "timescale": ChangeKind.WORDING,
    "ref": ChangeKind.REFERENCED,
}
# What it is when one of these fields is filled in for the first time.
_SET: Final = {"timescale": ChangeKind.DATE_SET, "verified": ChangeKind.VERIFIED}
_PROSE: Final = (
    *("title", "actions", "expected_impact", "impact_measures", "reporting", "rag_reason"),
    *("note", "how", "reason", "what", "shows", "asks", "decided"),
)
# Kinds that say the day of completion, and those that say already what a new status says.
_SAY_THE_DAY: Final = (ChangeKind.COMPLETED, ChangeKind.REOPENED)
_HALTED: Final = (ChangeKind.PAUSED, ChangeKind.WITHDRAWN)
_SAY_THE_STATUS: Final = (*_SAY_THE_DAY, ChangeKind.EMBEDDED, *_HALTED)
# An answer that the new standing tells already.
_SAME: Final[Mapping[ChangeKind, ChangeKind]] = {
    ChangeKind.PAUSE_AGREED: ChangeKind.PAUSED,
    ChangeKind.WITHDRAWAL_AGREED: ChangeKind.WITHDRAWN,
}
_REFUSED: Final = frozenset(kind for (_, key), kind in _HAPPENED.items() if key == "refused")
# Keys of a record that say all that the id of the decision beside them says.
_SAY_THE_DECISION: Final = frozenset({"agreed", "refused", "decided"})


def file_changes(movement: Movement, already: Collection[Change]) -> Iterator[Change]:
    """Every part of the file that changed, but for what its judgement has said already."""
    old, new = (name.action for name in movement.pair)
    if old is new or old == new:
        return
    parts = tuple(differences(old.model_dump(mode="json"), new.model_dump(mode="json")))
    for diff in parts:
        if not (_is_shown(diff, already) or _is_decision_id(diff, parts)):
            about, late = _record_title(diff, movement), _late_board(diff, movement)
            about = f"{about}; {late}" if late else about
            shown_kinds = frozenset() if late else {change.kind for change in already}
            for kind in _kinds(diff, movement):
                if _SAME.get(kind) not in shown_kinds:
                    change = movement.change(kind, field_name(diff.at), diff.old, diff.new)
                    yield change._replace(why=about, at=diff.at, within=diff.within)


def late_record_in_words(board: Meeting) -> str:
    """That something was written down after a board that saw the plan without it."""
    return f"recorded after the board of {board.name} had seen the plan without it"


def _late_board(diff: Difference, movement: Movement) -> str:
    """That an answer was written down after a later board; empty: it was not, or is no answer."""
    is_record = isinstance(diff.at[-1], int) and isinstance(diff.new, Mapping)
    is_answer = is_record or (diff.new and diff.at[-1] in {"agreed", "refused"})
    if diff.at[0] not in REQUESTS or not is_answer or movement.stood_until is None:
        return ""
    request: Request = getattr(movement.pair.new.action, str(diff.at[0]))[int(diff.at[1])]
    for _, day in dated_answers(request):
        if board := movement.after.calendar.last_since(day, movement.stood_until):
            return late_record_in_words(board)
    return ""


def _is_shown(diff: Difference, already: Collection[Change]) -> bool:
    kinds = {change.kind for change in already}
    match diff.at:
        case ("status",):
            return not kinds.isdisjoint(_SAY_THE_STATUS)
        case ("completed",):
            return not kinds.isdisjoint(_SAY_THE_DAY) and not (diff.old and diff.new)
        case ("timescale",):
            was_set = ChangeKind.DATE_SET in kinds and diff.old is None
            return was_set or ChangeKind.ORIGINAL_CHANGED in kinds
        case ("progress_rag" | "impact_rag" as field,):
            return any(change.field == field and change.new == diff.new for change in already)
        case _:
            return False


def _is_decision_id(diff: Difference, parts: Iterable[Difference]) -> bool:
    """Whether it is only the id of a decision whose answer is told as well."""
    if diff.old is not None or diff.at[-1] != "decision":
        return False
    keys = {part.at[-1] for part in parts if part.at[:-1] == diff.at[:-1] and part.old is None}
    return not _SAY_THE_DECISION.isdisjoint(keys)


def _kinds(diff: Difference, movement: Movement) -> Iterator[ChangeKind]:
    """What a difference is; a new record that tells of two things is both."""
    field = diff.at[0]
    is_record = field in _ADDED and isinstance(diff.at[-1], int)
    if is_record and diff.new is None:
        yield ChangeKind.TAKEN_OUT
    elif is_record and isinstance(diff.new, Mapping):
        events = [
            kind for (name, key), kind in _HAPPENED.items() if name == field and diff.new[key]
        ]
        happened = [kind for kind in events if _is_valid(kind, diff, movement)]
        yield from dict.fromkeys(happened or [_ADDED[field]])
    else:
        yield _part_kind(diff, movement)


def _part_kind(diff: Difference, movement: Movement) -> ChangeKind:
    field, part = diff.at[0], diff.at[-1]
    if diff.is_order and field != "leads":
        return ChangeKind.OTHER
    if diff.old is None and (field, part) in _HAPPENED:
        kind = _HAPPENED[field, part]
        return kind if _is_valid(kind, diff, movement) else ChangeKind.OTHER
    if diff.old is None and field in _SET:
        return _SET[field]
    if field in _PROSE or part in _PROSE:
        return ChangeKind.WORDING
    return _OF_FIELD.get(field, ChangeKind.OTHER)


def _is_valid(kind: ChangeKind, diff: Difference, movement: Movement) -> bool:
    """Whether something happened: a request is agreed at a meeting, and not before its day."""
    if diff.at[0] not in REQUESTS:
        return True
    requests: tuple[Request, ...] = getattr(movement.pair.new.action, str(diff.at[0]))
    request = requests[int(diff.at[1])]
    after = movement.after
    if kind in _REFUSED:
        return is_refused(request, after.as_at)
    is_refused_before = was_refused(request, movement.pair, movement.before)
    is_valid = is_valid_request(request, requests, after.as_at, after.calendar)
    return is_valid and not is_refused_before


def _record_title(diff: Difference, movement: Movement) -> str:
    """The record that a difference is about, in its own words; nothing for the rest."""
    is_gone = diff.new is None and isinstance(diff.at[-1], int)
    action = (movement.pair.old if is_gone else movement.pair.new).action
    match diff.at:
        case (str(name), int(n), *_) if name in REQUESTS:
            return _request_in_words(getattr(action, name)[n], movement.after.calendar)
        case ("milestones", int(n), *_):
            return action.milestones[n].what
        case ("evidence", int(n), *_):
            return action.evidence[n].title
        case ("escalations", int(n), *_):
            return action.escalations[n].asks
        case _:
            return ""


def _request_in_words(request: Request, calendar: Calendar) -> str:
    """What the board is asked, and why: to 30 April 2024: “Two posts are vacant”."""
    match request:
        case Extension():
            what = f"to {timescale_in_words(request.to.reading, calendar)}"
        case Pause():
            what = f"until {timescale_in_words(request.until.reading, calendar)}"
        case Correction():
            readings = (request.was.reading, request.to.reading)
            what = " to ".join(timescale_in_words(reading, calendar) for reading in readings)
        case _:
            others = ", ".join(request.replaced_by)
            what = f"replaced by {others}" if others else "replaced by nothing"
    return f"{what}: “{request.reason}”"
