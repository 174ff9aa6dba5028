"""What a person names: an action by its ref, a file of the plan, or one thing in it by its name."""

import re
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from planctl.assess.judgement import Judgement
from planctl.load.file_place import FRONT_KINDS
from planctl.load.source import PlanFile
from planctl.model.label import strip_quotes
from planctl.model.measure import Measure
from planctl.model.meeting_schedule import listed_place
from planctl.model.nearest_name import similar_names
from planctl.model.plan import Plan
from planctl.model.problem import At, Stop
from planctl.workspace.filter import area_ref, match_name
from planctl.workspace.meeting import read_meeting
from planctl.workspace.plan import Review, Workspace, review_plan


def find_action(ref: str, seen: Review) -> Judgement:
    """The action of that ref, whatever the capitals, and in quotation marks of any kind."""
    refs = seen.scene.names.refs
    small = {known_ref.casefold(): known_ref for known_ref in refs}
    for typed in (ref.strip(), strip_quotes(ref)):
        if typed.casefold() in small:
            return refs[small[typed.casefold()]]
    raise no_such_action(ref, seen)


def no_such_action(ref: str, seen: Review) -> Stop:
    """Why there is no action of that ref: its file could not be read, or the plan has none."""
    unreadable = [unread.path for unread in seen.plan.unread if unread.name == ref.strip()]
    if unreadable:
        message = f"the file of {ref} could not be read: {unreadable[0]}"
        return Stop(message, "run planctl check to see why")
    if not ref.strip():
        return Stop("no ref was given", "give the ref of an action, such as 1.2")
    hint = (
        _other_kind(ref, seen)
        or similar_names(ref, seen.scene.names.refs)
        or "the plan has no actions yet"
    )
    if seen.plan.unread:
        hint += "; or it is in a file that could not be read: run planctl check"
    return Stop(f"the plan has no action “{ref}”", hint)


def _other_kind(named: str, seen: Review) -> str:
    """What in the plan has that name though it is no action, and what shows it; empty for none."""
    plan, name = seen.plan, named.strip()
    small = strip_quotes(name).casefold()
    area = next((a.ref for a in plan.areas if a.ref.casefold() == area_ref(small)), "")
    if area:
        return f"that is an area: planctl status --area {shlex.quote(area)} lists its actions"
    if any(measure.id == small for measure in plan.measures):
        return f"that is a measure: planctl measure show {small} shows it"
    role = next((role for role in plan.roles if role.casefold() == small), "")
    if role:
        return f"that is a role: planctl status --lead {shlex.quote(role)} lists its actions"
    if plan.plan and any(finding.id == small for finding in plan.plan.findings):
        return f"that is a finding: planctl coverage --finding {small} shows what answers it"
    return _plan_file(name, seen)


def _plan_file(name: str, seen: Review) -> str:
    """What is in the file of the plan of that name; empty where it is the name of none."""
    tail = name.replace("\\", "/").rpartition("plan/")[2].removesuffix(".yaml")
    for at, file in seen.loaded.parts.items():
        if tail and f"/{file.path.removesuffix('.yaml')}".endswith(f"/{tail}"):
            ref = _ref_at(at, seen)
            no_action = f"{file.path} is no action’s file"
            return f"that is the file of {ref}: give its ref" if ref else no_action
    return ""


def action_source(judged: Judgement, seen: Review) -> PlanFile:
    """The file of an action that is to be changed; two of the same ref cannot be told apart."""
    files = [file for at, file in seen.loaded.parts.items() if _ref_at(at, seen) == judged.ref]
    if len(files) > 1:
        names = " and ".join(file.path for file in files)
        raise Stop(f"two actions have the ref “{judged.ref}”: {names}", "give one a ref of its own")
    return seen.loaded.parts[judged.at]


def _ref_at(at: At, seen: Review) -> str:
    return next((judged.ref for judged in seen.scene.judged if judged.at == at), "")


class NamedPart(NamedTuple):
    """Where a thing of the plan stands: its file, and the steps to it there."""

    file: PlanFile  # without any bytes where the plan has none yet
    at: At = ()


def find_part(words: Sequence[str], now: Workspace) -> tuple[NamedPart, Sequence[str]]:
    """The part that the first words name, and the words after it; ends the run for any other."""
    first = strip_quotes(words[0])
    front = first.casefold().removeprefix("plan/").removesuffix(".yaml")
    if front in {*FRONT_KINDS.values()} - {"evidence"}:
        return NamedPart(_front_file(front, now)), words[1:]
    if front == "board":
        return NamedPart(_front_file("governance", now), ("board",)), words[1:]
    kind, *name = re.split("[ -]", first, maxsplit=1)
    kind = kind.casefold()
    if kind in PART_KINDS:
        named = [*name, *words[1:]]
        return PART_KINDS[kind](named[0], now), named[1:]
    if any(measure.id == words[0] for measure in now.loaded.plan.measures):
        return _measure(words[0], now), words[1:]
    return _action(words[0], now), words[1:]


def find_measure(asked: str, plan: Plan) -> Measure:
    """The measure of that id, whatever the capitals; ends the run where there is none."""
    known = {measure.id: measure for measure in reversed(plan.measures)}
    typed = asked.strip().casefold()
    if typed in known:
        return known[typed]
    hint = similar_names(asked, sorted(known)) or "the plan has no measures yet"
    if plan.lacks("measure"):
        hint += "; or it is in a file that could not be read: run planctl check"
    raise Stop(f"the plan has no measure “{asked}”", hint)


def _front_file(kind: str, now: Workspace) -> PlanFile:
    """A file of the front matter; ends the run where it cannot be read."""
    now.loaded.plan.require(kind)
    return now.loaded.parts.get((kind,)) or PlanFile(f"{kind}.yaml")


def _action(name: str, now: Workspace) -> NamedPart:
    review = review_plan(now.loaded, date.min)
    return NamedPart(action_source(find_action(name, review), review))


def _area(name: str, now: Workspace) -> NamedPart:
    refs = [area.ref for area in now.loaded.plan.areas]
    ref = match_name(area_ref(name), refs, "area")
    file = now.loaded.parts.get(("areas", refs.index(ref)))
    unread = {unread_file.path for unread_file in now.loaded.plan.unread}
    if file is None or f"{now.name}/{file.path}" in unread:
        raise Stop(f"area {ref} has no area.yaml that can be read", "run planctl check")
    return NamedPart(file)


def _measure(name: str, now: Workspace) -> NamedPart:
    plan = now.loaded.plan
    measure = find_measure(name, plan)
    number = next(n for n, other in enumerate(plan.measures) if other is measure)
    return NamedPart(now.loaded.parts["measures", number])


def _role(name: str, now: Workspace) -> NamedPart:
    file = _front_file("roles", now)
    return NamedPart(file, (match_name(name, now.loaded.plan.roles, "role"),))


def _meeting(name: str, now: Workspace) -> NamedPart:
    file = _front_file("governance", now)
    place = listed_place(now.loaded.plan.governance, read_meeting(name))
    if place is None:
        raise Stop(f"governance.yaml lists no meeting of {name}", f"planctl add meeting “{name}”")
    return NamedPart(file, ("meetings", place))


def _listed_item(kind: str, name: str, now: Workspace) -> NamedPart:
    """An item of a list in a file of the front matter, which is found by its id."""
    plan = now.loaded.plan
    findings = plan.plan.findings if plan.plan else ()
    lists: Mapping[str, tuple[str, At, Iterable[str]]] = {
        "finding": ("plan", ("findings",), (item.id for item in findings)),
        "report": ("governance", ("reports",), (item.id for item in plan.governance.reports)),
        "project": ("governance", ("projects",), (item.id for item in plan.governance.projects)),
        "decision": ("decisions", (), (item.id for item in plan.decisions)),
    }
    front, at, ids = lists[kind]
    file, known = _front_file(front, now), [*ids]
    return NamedPart(file, (*at, known.index(match_name(name, known, kind))))


PART_KINDS: Final[Mapping[str, Callable[[str, Workspace], NamedPart]]] = {
    "action": _action,
    "area": _area,
    "measure": _measure,
    "role": _role,
    "meeting": _meeting,
    **{kind: partial(_listed_item, kind) for kind in ("finding", "report", "project", "decision")},
}
