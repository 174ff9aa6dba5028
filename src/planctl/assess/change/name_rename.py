"""Roles and actions that have another name in the newer of two states: one change for each.

What names them elsewhere, such as a decision that is about an action, did not change with it.

Which role took over from which is told by what both stand for, or by the past: nobody else than
the same role, under its new name, can have written the notes of the old one. Which action has
another ref is told by the match of the actions.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from planctl.assess.change.action_match import ActionMatches, ActionPair
from planctl.model.name_place import NAME_PLACES
from planctl.model.plan import Plan


def renamed_roles(old: Plan, new: Plan, matches: ActionMatches) -> dict[str, str]:
    """Each role that has another name, with the name that it has in the newer state."""
    if old.lacks("roles") or new.lacks("roles"):
        return {}
    gone = [role for role in old.roles if role not in new.roles]
    came = [role for role in new.roles if role not in old.roles]
    pairs = [
        (before, after)
        for before in gone
        for after in came
        if old.roles[before] == new.roles[after]
        or any(_has_signed(before, after, pair) for pair in matches.both)
    ]
    return {
        before: after
        for before, after in pairs
        if sum(pair[0] == before for pair in pairs) == sum(pair[1] == after for pair in pairs) == 1
    }


def renamed_refs(matches: ActionMatches) -> dict[str, str]:
    """Each ref of an action that is another, with the ref that the action has in the newer state.

    A ref that two actions of one state have tells neither. Nor is it a new name of an action where
    it was that of another one, which is gone: what named that one would seem to name this one.
    """
    old = Counter([*(pair.old.ref for pair in matches.both), *(one.ref for one in matches.removed)])
    new = Counter([*(pair.new.ref for pair in matches.both), *(one.ref for one in matches.added)])
    gone = {judgement.ref for judgement in matches.removed}
    return {
        pair.old.ref: pair.new.ref
        for pair in matches.both
        if pair.old.ref != pair.new.ref
        and old[pair.old.ref] == new[pair.new.ref] == 1
        and pair.new.ref not in gone
    }


def with_names(plan: Plan, kind: str, names: Mapping[str, str]) -> Plan:
    """A plan in which roles or actions have other names; what names none stays the same value."""

    def renamed(file: str, value: Any) -> Any:  # noqa: ANN401 - a part of the plan
        for place in NAME_PLACES[kind].get(file, ()):
            value = _renamed(value, place.split("."), names)
        return value

    areas = (
        area._replace(actions=tuple(renamed("action", action) for action in area.actions))
        for area in plan.areas
    )
    plan = plan._replace(
        plan=renamed("plan", plan.plan),
        areas=tuple(areas),
        measures=tuple(renamed("measure", measure) for measure in plan.measures),
        governance=renamed("governance", plan.governance),
        decisions=renamed("decisions", plan.decisions),
        policy=renamed("policy", plan.policy),
    )
    if kind != "role":
        return plan
    return plan._replace(
        roles={names.get(role, role): meaning for role, meaning in plan.roles.items()},
        contacts={
            names.get(role, role): _renamed(contact, ["deputy"], names)
            for role, contact in plan.contacts.items()
        },
    )


def _has_signed(before: str, after: str, pair: ActionPair) -> bool:
    """Whether a note of one role is, word for word, that of the other one now."""
    notes = {(note.date, note.note) for note in pair.old.action.progress if note.by == before}
    return any(
        note.by == after and (note.date, note.note) in notes for note in pair.new.action.progress
    )


def _renamed(value: Any, steps: Sequence[str], names: Mapping[str, str]) -> Any:  # noqa: ANN401
    """A value in which the names at a place are others; itself where there are none of them."""
    if not steps:
        return names.get(value, value) if isinstance(value, str) else value
    if isinstance(value, tuple):
        items = tuple(_renamed(item, steps[1:], names) for item in value)
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else items
    if not isinstance(value, BaseModel):
        return value
    field = getattr(value, steps[0])
    new = _renamed(field, steps[1:], names)
    return value if new is field else value.model_copy(update={steps[0]: new})
