"""What changed outside the actions and areas: front matter, measures, decisions and the rest.

What changed in the areas themselves, and how areas are matched between two states.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from pydantic import BaseModel

from planctl.assess.change.action_match import folded_title, own_ref, ref_and_title
from planctl.assess.change.change_kind import Change, ChangeKind
from planctl.assess.change.difference import Difference, differences
from planctl.model.field_types import Missing
from planctl.model.plan import Area, Plan
from planctl.model.problem import At, field_name

_PROSE: Final = frozenset(
    {"title", "statement", "vision", "introduction", "text", "priority_action", "note", "decided"}
)


# What a figure of a measure is judged by.
_GOALS: Final = (
    *("baseline", "targets", "better", "course"),
    *("tolerance", "sustained_after", "small_below"),
)
# What a figure says, and of how many cases, without which it is not judged.
_FIGURE: Final = frozenset({"on", "value", "numerator", "denominator"})
# What is new at a place, in which every number of an item is nought.
_ADDED: Final[Mapping[At, ChangeKind]] = {
    ("decisions", 0): ChangeKind.DECIDED,
    ("decisions", 0, "follow_up", 0, "done"): ChangeKind.FOLLOWED_UP,
    ("governance", "meetings", 0, "challenges", 0): ChangeKind.CHALLENGED,
    ("governance", "meetings", 0, "challenges", 0, "answer"): ChangeKind.CHALLENGE_ANSWERED,
    ("governance", "meetings", 0, "challenges", 0, "closed"): ChangeKind.CHALLENGE_ANSWERED,
    ("governance", "reports", 0, "received", 0): ChangeKind.REPORT_RECEIVED,
    ("measures", 0, "observations", 0): ChangeKind.MEASURE_OBSERVED,
    ("measures", 0, "observations", 0, "numerator"): ChangeKind.FIGURE_CHANGED,
    ("measures", 0, "observations", 0, "denominator"): ChangeKind.FIGURE_CHANGED,
    ("measures", 0, "tolerance"): ChangeKind.GOAL_CHANGED,
}


def plan_changes(old: Plan, new: Plan, as_at: date) -> Iterator[Change]:
    """Every part that changed, as at the day of the newer state; of an unread file, nothing."""
    units = {measure.title: measure.unit or "" for measure in (*old.measures, *new.measures)}
    for kind, before, after in _file_pairs(old, new):
        if before is not after and not (old.lacks(kind) or new.lacks(kind)):
            for diff in differences(_dump(before), _dump(after), (kind,)):
                is_late_goal = _is_late_goal(diff, as_at)
                what = ChangeKind.GOAL_CHANGED if is_late_goal else difference_kind(diff)
                unit = units.get(str(diff.within[0]), "") if diff.within else ""
                yield _change(what, "", diff)._replace(within=diff.within, unit=unit)


def _change(kind: ChangeKind, area: str, diff: Difference) -> Change:
    """A difference as a change of the plan, or of an area."""
    return Change(kind, "", area, field_name(diff.at), diff.old, diff.new, at=diff.at)


def _file_pairs(old: Plan, new: Plan) -> Iterator[tuple[str, object, object]]:
    yield "plan", old.plan, new.plan
    yield "governance", old.governance, new.governance
    yield "roles", old.roles, new.roles
    yield "roles", _addresses(old, new), _addresses(new, old)
    yield "glossary", old.glossary, new.glossary
    yield "policy", old.policy, new.policy
    yield "decisions", old.decisions, new.decisions
    yield "evidence", dict(old.seals), dict(new.seals)
    unread = {file.name for file in (*old.unread, *new.unread) if file.holds == "measure"}
    before, after = ([m for m in plan.measures if m.id not in unread] for plan in (old, new))
    yield "measures", before, after


def _addresses(plan: Plan, other: Plan) -> dict[str, object]:
    """The mailbox and the deputy of each role that has them in one of two states."""
    return {
        role: plan.contacts[role].model_dump(mode="json", exclude={"means"}, exclude_none=True)
        if role in plan.contacts
        else {}
        for role in dict.fromkeys((*plan.contacts, *other.contacts))
    }


def _dump(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return [_dump(item) for item in value] if isinstance(value, tuple | list) else value


def difference_kind(diff: Difference) -> ChangeKind:
    """What a difference outside the actions is."""
    if diff.old is None:
        place = tuple(0 if isinstance(step, int) else step for step in diff.at)
        return _ADDED.get(place, ChangeKind.OTHER)
    is_gone = diff.new is None
    match diff.at:
        case ("evidence", _):
            return ChangeKind.SEAL_CHANGED
        case (
            ("decisions" | "measures", int())
            | ("decisions" | "measures", int(), "follow_up" | "observations", int())
            | ("plan", "findings", int())
            | ("plan", "inspection", "priority_findings", int())
        ) if is_gone:
            return ChangeKind.TAKEN_OUT
        case ("measures", int(), *_) if kind := _measure_kind(diff):
            return kind
        case _:
            in_words = isinstance(diff.new, str) and isinstance(diff.old, str)
            is_prose = in_words and not _PROSE.isdisjoint(map(str, diff.at))
            return ChangeKind.WORDING if is_prose else ChangeKind.OTHER


def _measure_kind(diff: Difference) -> ChangeKind | None:
    """What a difference is that moves how a measure is judged; none moves nothing."""
    match diff.at[2:]:
        case (part, *_) if part in _GOALS and diff.at[-1] != "note":
            return ChangeKind.GOAL_CHANGED
        case ("frequency",) if _is_less_frequent(diff):
            return ChangeKind.GOAL_CHANGED
        case ("observations", int(), part) if part in _FIGURE and diff.old not in tuple(Missing):
            return ChangeKind.FIGURE_CHANGED
        case _:
            return None


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


def area_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Every part of the areas that changed; of one whose file could not be read, nothing.

    Each is matched with itself by ref and title, then by its title, then by its ref.
    """
    unknown = {file.name for file in (*old.unread, *new.unread) if file.holds == "area"}
    before, after = list(old.areas), list(new.areas)
    for name in (ref_and_title, folded_title, own_ref):
        for area in tuple(after):
            old_area = next((each for each in before if name(each) == name(area)), None)
            if old_area is not None:
                before.remove(old_area)
                after.remove(area)
                if unknown.isdisjoint({old_area.ref, area.ref}):
                    yield from _area_changes(old_area, area)
    came = [(ChangeKind.ADDED, area.ref, None, _record(area)) for area in after]
    went = [(ChangeKind.REMOVED, area.ref, _record(area), None) for area in before]
    for kind, ref, was, now in (*came, *went):
        if ref not in unknown:
            yield _change(kind, ref, Difference(("area",), was, now))


def _area_changes(old: Area, new: Area) -> Iterator[Change]:
    if old.ref != new.ref:
        yield _change(ChangeKind.REFERENCED, new.ref, Difference(("ref",), old.ref, new.ref))
    for diff in differences(_record(old), _record(new)):
        yield _change(difference_kind(diff), new.ref, diff)


def _record(area: Area) -> dict[str, object]:
    return {"title": area.title, "statement": area.statement}
