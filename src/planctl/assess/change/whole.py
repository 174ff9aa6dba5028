"""What changed outside the actions: the front matter, areas, measures, decisions and the rest."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pydantic import BaseModel

from planctl.assess.change.difference import Difference, differences
from planctl.assess.change.kind import Change, Kind
from planctl.model.plan import Plan
from planctl.model.problem import At, field_name

_PROSE: Final = frozenset(
    {"title", "statement", "vision", "introduction", "text", "priority_action", "note", "decided"}
)


def of_the_whole(old: Plan, new: Plan) -> Iterator[Change]:
    """Every part that changed and is no action's; of a file that could not be read, nothing."""
    for kind, before, after in _files(old, new):
        if before is not after and not (old.lacks(kind) or new.lacks(kind)):
            found = differences(_dumped(before), _dumped(after), (_place(kind),))
            yield from (_change(each) for each in found)
    yield from _areas(old, new)


def _place(kind: str) -> str:
    return "measures" if kind == "measure" else kind


def _files(old: Plan, new: Plan) -> Iterator[tuple[str, object, object]]:
    yield "plan", old.plan, new.plan
    yield "governance", old.governance, new.governance
    yield "roles", old.roles, new.roles
    yield "glossary", old.glossary, new.glossary
    yield "policy", old.policy, new.policy
    yield "decisions", old.decisions, new.decisions
    yield "measure", old.measures, new.measures


def _dumped(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return [_dumped(each) for each in value] if isinstance(value, tuple) else value


def _change(found: Difference) -> Change:
    field = field_name(found.at)
    return Change(_kind(found), "", "", field, found.old, found.new)


def _kind(found: Difference) -> Kind:
    match found.at:
        case ("decisions", int()) if found.old is None:
            return Kind.DECIDED
        case ("decisions", int()) | ("measures", int(), "observations", int()) if not found.new:
            return Kind.TAKEN_OUT
        case ("decisions", int(), "follow_up", int(), "done") if found.old is None:
            return Kind.FOLLOWED_UP
        case ("measures", int(), "observations", int()) if found.old is None:
            return Kind.MEASURE_OBSERVED
        case _:
            in_words = isinstance(found.new, str) and isinstance(found.old, str)
            is_prose = in_words and not _PROSE.isdisjoint(map(str, found.at))
            return Kind.WORDING if is_prose else Kind.OTHER


def _areas(old: Plan, new: Plan) -> Iterator[Change]:
    """The areas themselves; one whose file could not be read has no words to compare."""
    unread = {each.name for each in (*old.unread, *new.unread) if each.holds == "area"}
    before, after = _by_ref(old, unread), _by_ref(new, unread)
    for ref in dict.fromkeys([*after, *before]):
        was, now = before.get(ref), after.get(ref)
        for found in differences(was, now, ("areas", ref)):
            kind = _kind(found)
            if was is None or now is None:
                kind = Kind.ADDED if was is None else Kind.REMOVED
            yield Change(kind, "", ref, _field(found.at), found.old, found.new)


def _by_ref(plan: Plan, unread: Iterable[str]) -> dict[str, Mapping[str, object]]:
    known = (area for area in plan.areas if area.ref not in set(unread))
    return {area.ref: {"title": area.title, "statement": area.statement} for area in known}


def _field(at: At) -> str:
    return field_name(at[2:]) or "area"
