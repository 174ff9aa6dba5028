"""What makes a plan less strict than planctl's own rules, and since when, as far as git knows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from planctl.assess.change.comparison import Comparison
from planctl.assess.scene import Scene
from planctl.assess.softening import (
    BASELINE,
    Softening,
    default_settings,
    find_softenings,
    match_agreements,
    policy_settings,
)
from planctl.load.git import Commit
from planctl.load.history import History, NoPlan
from planctl.render.pack.context import SoftenedSetting
from planctl.workspace.known_problems import NotABaseline, parse_baseline
from planctl.workspace.plan import ALL_RULES, Workspace

_LIST_LIMIT: Final = 4_000_000  # bytes of a list of known problems


def list_softenings(
    now: Workspace, stage: Scene, past: History | None, compared: Comparison | None
) -> tuple[SoftenedSetting, ...]:
    """Every softening of a plan, and which of them came since the state it is compared with."""
    plan = stage.plan
    if plan.lacks("policy"):
        return ()
    lists = dict(_known_lists(now, past))
    current = policy_settings(plan.policy, ALL_RULES, sum(lists.values()))
    all_softenings = find_softenings(default_settings(plan.policy, ALL_RULES), current)
    allowed = match_agreements(all_softenings, plan.policy, stage.as_at, stage.by.calendar)
    since_when = _first_days(now, past, allowed, stage.as_at) if past and allowed else {}
    if past and lists:
        since_when[BASELINE] = min(_day_added(past, file, stage.as_at) for file in lists)
    return tuple(
        SoftenedSetting(
            softening,
            since_when.get(softening.name),
            _is_new(softening, since_when.get(softening.name), compared),
        )
        for softening in allowed
    )


def _is_new(softening: Softening, since: date | None, compared: Comparison | None) -> bool:
    """Whether a setting became less strict since the older state."""
    if compared is None or compared.before.plan.lacks("policy"):
        return False
    if softening.name == BASELINE:
        return since is not None and since > compared.before.as_at
    older = policy_settings(compared.before.plan.policy, ALL_RULES)
    return any(
        find_softenings({softening.name: older[softening.name]}, {softening.name: softening.now})
    )


def _first_days(
    now: Workspace, past: History, allowed: tuple[Softening, ...], as_at: date
) -> dict[str, date]:
    """The day of the commit since which each setting has had its value."""
    first_days: dict[str, date] = {}
    unchanged = {
        softening.name: softening.now for softening in allowed if softening.name != BASELINE
    }
    for commit in past.changes_of(now.root / "policy.yaml"):
        if commit.day > as_at:
            continue
        if not unchanged:
            break
        values = _settings_at(past, commit)
        unchanged = {name: value for name, value in unchanged.items() if values.get(name) == value}
        first_days |= dict.fromkeys(unchanged, commit.day)
    return first_days


def _settings_at(past: History, commit: Commit) -> dict[str, str]:
    """The settings at a commit; none where the plan was not in its folder then."""
    try:
        return policy_settings(past.plan_at(commit).plan.policy, ALL_RULES)
    except NoPlan:
        return {}


def _day_added(past: History, file: Path, as_at: date) -> date:
    """The day on which a file came into the repository; of one that did not, the day we are at."""
    return min((commit.day for commit in past.changes_of(file)), default=as_at)


def _known_lists(now: Workspace, past: History | None) -> Iterator[tuple[Path, int]]:
    """The lists of known problems that lie in the repository, or else beside the plan."""
    nearby = (file for folder in (now.root, now.root.parent) for file in folder.glob("*.json"))
    in_repository = past.names_of(".json") if past else []
    for file in dict.fromkeys(path.resolve() for path in (*in_repository, *nearby)):
        if file.is_file() and file.stat().st_size <= _LIST_LIMIT:
            try:
                listed = parse_baseline(file.read_bytes())
            except (NotABaseline, OSError):
                continue
            if listed:
                yield file, len(listed)
