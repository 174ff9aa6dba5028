"""What makes a plan less strict than planctl's own rules, and since when, as far as git knows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from planctl.assess.change.compare import Comparison
from planctl.assess.scene import Scene
from planctl.assess.softening import (
    BASELINE,
    Softening,
    built_in,
    settings,
    softenings,
    with_leave,
)
from planctl.load.git import Commit
from planctl.load.history import History, NoPlan
from planctl.render.pack.occasion import Softened
from planctl.workspace.known_problems import NoList, listed_in
from planctl.workspace.plan import ALL_RULES, Desk

_LARGEST: Final = 4_000_000  # bytes of a list of known problems


def softened(
    now: Desk, stage: Scene, past: History | None, compared: Comparison | None
) -> tuple[Softened, ...]:
    """Every softening of a plan, and which of them came since the state it is compared with."""
    plan = stage.plan
    if plan.lacks("policy"):
        return ()
    lists = dict(_lists(now, past))
    held = settings(plan.policy, ALL_RULES, sum(lists.values()))
    found = softenings(built_in(plan.policy, ALL_RULES), held)
    agreed = with_leave(found, plan.policy, stage.as_at, stage.by.calendar)
    began = _began(now, past, agreed, stage.as_at) if past and agreed else {}
    if past and lists:
        began[BASELINE] = min(_added(past, file, stage.as_at) for file in lists)
    return tuple(
        Softened(each, began.get(each.name), _is_new(each, began.get(each.name), compared))
        for each in agreed
    )


def _is_new(softening: Softening, since: date | None, compared: Comparison | None) -> bool:
    """Whether a setting became less strict since the older state."""
    if compared is None or compared.before.plan.lacks("policy"):
        return False
    if softening.name == BASELINE:
        return since is not None and since > compared.before.as_at
    was = settings(compared.before.plan.policy, ALL_RULES)
    return any(softenings({softening.name: was[softening.name]}, {softening.name: softening.now}))


def _began(now: Desk, past: History, found: tuple[Softening, ...], as_at: date) -> dict[str, date]:
    """The day of the commit since which each setting has had its value."""
    began: dict[str, date] = {}
    left = {each.name: each.now for each in found if each.name != BASELINE}
    for commit in past.changes_of(now.root / "policy.yaml"):
        if commit.day > as_at:
            continue
        if not left:
            break
        held = _held(past, commit)
        left = {name: value for name, value in left.items() if held.get(name) == value}
        began |= dict.fromkeys(left, commit.day)
    return began


def _held(past: History, commit: Commit) -> dict[str, str]:
    """The settings at a commit; none where the plan was not in its folder then."""
    try:
        return settings(past.plan_at(commit).plan.policy, ALL_RULES)
    except NoPlan:
        return {}


def _added(past: History, file: Path, as_at: date) -> date:
    """The day on which a file came into the repository; of one that did not, the day we are at."""
    return min((commit.day for commit in past.changes_of(file)), default=as_at)


def _lists(now: Desk, past: History | None) -> Iterator[tuple[Path, int]]:
    """The lists of known problems that lie in the repository, or else beside the plan."""
    beside = (file for folder in (now.root, now.root.parent) for file in folder.glob("*.json"))
    named = past.names_of(".json") if past else []
    for file in dict.fromkeys(path.resolve() for path in (*named, *beside)):
        if file.is_file() and file.stat().st_size <= _LARGEST:
            try:
                listed = listed_in(file.read_bytes())
            except (NoList, OSError):
                continue
            if listed:
                yield file, len(listed)
