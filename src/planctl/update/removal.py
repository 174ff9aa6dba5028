"""What is taken out of the plan because nobody has seen it yet.

What a board was shown stays: an action is withdrawn, and not taken out.
"""

import re
import shlex
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from planctl.edit.splice import Drop
from planctl.model.choice import join_words
from planctl.model.governance import Project, Report
from planctl.model.plan import Plan
from planctl.model.plan_files import Finding
from planctl.model.problem import MEND, At, Stop
from planctl.model.words import count_noun
from planctl.save.files import Draft
from planctl.update.file_change import front_draft, judge_change
from planctl.workspace.filter import area_ref, match_name
from planctl.workspace.past import published_states
from planctl.workspace.plan import Workspace, review_plan


class RemovableKind(StrEnum):
    """What can be taken out of a plan."""

    AREA = "area"
    ACTION = "action"
    MEASURE = "measure"
    ROLE = "role"
    FINDING = "finding"
    REPORT = "report"
    PROJECT = "project"


# The front file, and the list in it, that holds the items of a kind.
_LISTS: Final[Mapping[RemovableKind, tuple[str, str]]] = {
    RemovableKind.FINDING: ("plan", "findings"),
    RemovableKind.REPORT: ("governance", "reports"),
    RemovableKind.PROJECT: ("governance", "projects"),
}
# What is done with a thing that was seen, and that nobody needs any more.
_INSTEAD: Final[Mapping[RemovableKind, str]] = {
    RemovableKind.AREA: "withdraw each of its actions: planctl update {refs} --request-withdrawal "
    "--reason TEXT",
    RemovableKind.ACTION: "withdraw it: planctl update {name} --request-withdrawal --reason TEXT",
    RemovableKind.MEASURE: "it stays; planctl set {name} note TEXT says why it has ended",
    RemovableKind.ROLE: "it stays; planctl set roles {name} TEXT says what became of it",
    **dict.fromkeys(
        _LISTS, "it stays; planctl set {kind} {name} title TEXT says what became of it"
    ),
}


def removal_drafts(
    now: Workspace, kind: RemovableKind, asked: str, as_at: date, *, with_actions: bool = False
) -> list[Draft]:
    """The files without what was asked for; ends the run where it was seen or is still named."""
    plan = now.loaded.plan
    parts = _parts(plan, kind)
    wanted = area_ref(asked) if kind is RemovableKind.AREA else asked
    name = match_name(wanted, [known for known, _ in parts], kind)
    places = [at for known, at in parts if known == name]
    if len(places) > 1:
        raise Stop(f"the plan has {kind} {name} twice", "give one of the two another name")
    refs = _actions_of_area(plan, name) if kind is RemovableKind.AREA else []
    if refs and not with_actions:
        what = f"area {name} has {count_noun(len(refs), 'action')}: {join_words(refs, 'and')}"
        raise Stop(what, "move them to another area, or add --with-actions to take them out too")
    _refuse_seen(now, kind, name, as_at)
    if kind is RemovableKind.ROLE:
        drafts = [front_draft(now, "roles", [Drop((name,))])]
    elif kind in _LISTS:
        [(file_kind, *at)] = places
        drafts = [front_draft(now, str(file_kind), [Drop((*at,))])]
    else:
        [start] = places
        files = (file for at, file in now.loaded.parts.items() if at[: len(start)] == start)
        drafts = [
            Draft(Path(now.root) / file.path, f"{now.name}/{file.path}", file.data, None)
            for file in files
        ]
    _refuse_named(now, kind, name, drafts, as_at)
    return drafts


def _parts(plan: Plan, kind: RemovableKind) -> list[tuple[str, At]]:
    """The names of all that is of a kind, and where in the plan each is."""
    match kind:
        case RemovableKind.AREA:
            return [(area.ref, ("areas", n)) for n, area in enumerate(plan.areas)]
        case RemovableKind.ACTION:
            return [
                (action.ref, ("areas", n, "actions", k))
                for n, area in enumerate(plan.areas)
                for k, action in enumerate(area.actions)
            ]
        case RemovableKind.MEASURE:
            return [(measure.id, ("measures", n)) for n, measure in enumerate(plan.measures)]
        case RemovableKind.ROLE:
            return [(role, ("roles", role)) for role in plan.roles]
    lists: Mapping[RemovableKind, Sequence[Finding | Report | Project]] = {
        RemovableKind.FINDING: plan.plan.findings if plan.plan else (),
        RemovableKind.REPORT: plan.governance.reports,
        RemovableKind.PROJECT: plan.governance.projects,
    }
    return [(item.id, (*_LISTS[kind], n)) for n, item in enumerate(lists[kind])]


def _actions_of_area(plan: Plan, ref: str) -> list[str]:
    return [action.ref for area in plan.areas if area.ref == ref for action in area.actions]


def _refuse_seen(now: Workspace, kind: RemovableKind, name: str, as_at: date) -> None:
    """End the run where a board was shown it, or where it is in a version that has a tag."""
    calendar = review_plan(now.loaded, as_at).scene.by.calendar
    for whom, plan in published_states(now, calendar, as_at):
        if any(name == known for known, _ in _parts(plan, kind)):
            refs = " ".join(map(shlex.quote, _actions_of_area(now.loaded.plan, name)))
            hint = _INSTEAD[kind].format(kind=kind, name=shlex.quote(name), refs=refs)
            if kind is RemovableKind.AREA and not refs:
                hint = "it stays, without actions, as the board knows it"
            raise Stop(f"{whom} has seen {kind} {name}, so it is not taken out", hint)


def _refuse_named(
    now: Workspace, kind: RemovableKind, name: str, drafts: Sequence[Draft], as_at: date
) -> None:
    """End the run where the plan would name what it does not have any more."""
    for unread in now.loaded.plan.unread:
        message = f"{unread.path} could not be read, and may name {name}"
        raise Stop(message, MEND)
    places: dict[str, None] = {}
    for problem in judge_change(now, drafts, as_at).breaks:
        field = re.sub(r"\[[0-9]+\]", "", problem.field).lstrip(".")
        places[f"{problem.ref or problem.place.path}{f' ({field})' if field else ''}"] = None
    if places:
        message = f"{kind} {name} is still named by {join_words([*places], 'and')}"
        raise Stop(message, "take it out there first, or name another there")
