"""What changed outside the actions and areas: front matter, measures, decisions and the rest."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from pydantic import BaseModel

from planctl.assess.change.difference import Difference, differences
from planctl.assess.change.kind import Change, Kind
from planctl.model.plan import Plan
from planctl.model.problem import field_name
from planctl.model.scalar import Missing

_PROSE: Final = frozenset(
    {"title", "statement", "vision", "introduction", "text", "priority_action", "note", "decided"}
)


# What a figure of a measure is judged by.
_GOALS: Final = (
    "baseline",
    "targets",
    "better",
    "course",
    "tolerance",
    "sustained_after",
    "small_below",
)
# What a figure says, and of how many cases, without which it is not judged.
_FIGURE: Final = frozenset({"on", "value", "numerator", "denominator"})
_CASES: Final = frozenset({"numerator", "denominator"})


def of_the_whole(old: Plan, new: Plan, as_at: date) -> Iterator[Change]:
    """Every part that changed, as at the day of the newer state; of an unread file, nothing."""
    for kind, before, after in _file_pairs(old, new):
        if before is not after and not (old.lacks(kind) or new.lacks(kind)):
            for diff in differences(_dump(before), _dump(after), (kind,)):
                field, within = field_name(diff.at), diff.within
                kind_of_change = Kind.GOAL_CHANGED if _is_late_goal(diff, as_at) else kind_of(diff)
                change = Change(kind_of_change, "", "", field, diff.old, diff.new)
                yield change._replace(at=diff.at, within=within)


def _file_pairs(old: Plan, new: Plan) -> Iterator[tuple[str, object, object]]:
    yield "plan", old.plan, new.plan
    yield "governance", old.governance, new.governance
    yield "roles", old.roles, new.roles
    yield "glossary", old.glossary, new.glossary
    yield "policy", old.policy, new.policy
    yield "decisions", old.decisions, new.decisions
    yield "evidence", dict(old.seals), dict(new.seals)
    unread = {file.name for file in (*old.unread, *new.unread) if file.holds == "measure"}
    before, after = ([m for m in plan.measures if m.id not in unread] for plan in (old, new))
    yield "measures", before, after


def _dump(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return [_dump(item) for item in value] if isinstance(value, tuple | list) else value


def kind_of(diff: Difference) -> Kind:
    """What a difference outside the actions is."""
    if diff.old is None:
        return _kind_of_addition(diff)
    is_gone = diff.new is None
    match diff.at:
        case ("evidence", _):
            return Kind.SEAL_CHANGED
        case ("decisions" | "measures", int()) | ("plan", "findings", int()) if is_gone:
            return Kind.TAKEN_OUT
        case ("decisions" | "measures", int(), "follow_up" | "observations", int()) if is_gone:
            return Kind.TAKEN_OUT
        case ("measures", int(), *_) if kind := _measure_kind(diff):
            return kind
        case _:
            in_words = isinstance(diff.new, str) and isinstance(diff.old, str)
            is_prose = in_words and not _PROSE.isdisjoint(map(str, diff.at))
            return Kind.WORDING if is_prose else Kind.OTHER


def _measure_kind(diff: Difference) -> Kind | None:
    """What a difference is that moves how a measure is judged; none moves nothing."""
    match diff.at[2:]:
        case (part, *_) if part in _GOALS and diff.at[-1] != "note":
            return Kind.GOAL_CHANGED
        case ("frequency",) if _is_less_frequent(diff):
            return Kind.GOAL_CHANGED
        case ("observations", int(), part) if part in _FIGURE and diff.old not in tuple(Missing):
            return Kind.FIGURE_CHANGED
        case _:
            return None


def _kind_of_addition(diff: Difference) -> Kind:
    """What something is that was not there before."""
    match diff.at:
        case ("decisions", int()):
            return Kind.DECIDED
        case ("decisions", int(), "follow_up", int(), "done"):
            return Kind.FOLLOWED_UP
        case ("measures", int(), "observations", int()):
            return Kind.MEASURE_OBSERVED
        case ("measures", int(), "observations", int(), part) if part in _CASES:
            return Kind.FIGURE_CHANGED
        case ("measures", int(), "tolerance"):
            return Kind.GOAL_CHANGED
        case _:
            return Kind.OTHER


def _is_late_goal(diff: Difference, as_at: date) -> bool:
    """Whether it is a target that is new, and whose day has passed already."""
    match diff.at, diff.new:
        case ("measures", int(), "targets", int()), {"by": str(by)} if diff.old is None:
            return date.fromisoformat(by) < as_at
        case _:
            return False


def _is_less_frequent(diff: Difference) -> bool:
    """Whether a measure is taken less often than it was, so that its figures stay good longer."""
    from planctl.model.measure import Frequency

    return diff.new is None or Frequency(str(diff.new)).days > Frequency(str(diff.old)).days
