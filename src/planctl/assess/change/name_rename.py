"""Roles, actions and measures with another name in the newer of two states: one change for each.

What names them elsewhere, such as a decision that is about an action, did not change with it.

Which role took over from which is told by what both stand for, or by the past: nobody else than
the same role, under its new name, can have written the notes of the old one. Which action has
another ref is told by the match of the actions, and which measure has another id by its title.
"""

from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

from planctl.assess.change.action_match import ActionMatches, ActionPair
from planctl.model.name_place import rename_in
from planctl.model.plan import Plan

_Part = TypeVar("_Part")


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


def renamed_measures(old: Plan, new: Plan) -> dict[str, str]:
    """Each measure that has another id and the same title, with its id in the newer state."""
    known = [{measure.id for measure in plan.measures} for plan in (old, new)]
    gone, came = (
        [(it.title.casefold(), it.id) for it in plan.measures if it.id not in others]
        for plan, others in ((old, known[1]), (new, known[0]))
    )
    before, after = (Counter(title for title, _ in ids) for ids in (gone, came))
    later = dict(came)
    return {id_: later[title] for title, id_ in gone if before[title] == after[title] == 1}


def with_names(plan: Plan, kind: str, names: Mapping[str, str]) -> Plan:
    """A plan in which things of a kind have other names; what names none stays the same value."""

    def renamed(file: str, part: _Part) -> _Part:
        return rename_in(part, file, kind, names)

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
            names.get(role, role): contact.model_copy(
                update={"deputy": names.get(contact.deputy or "", contact.deputy)}
            )
            for role, contact in plan.contacts.items()
        },
    )


def _has_signed(before: str, after: str, pair: ActionPair) -> bool:
    """Whether a note of one role is, word for word, that of the other one now."""
    notes = {(note.date, note.note) for note in pair.old.action.progress if note.by == before}
    return any(
        note.by == after and (note.date, note.note) in notes for note in pair.new.action.progress
    )
