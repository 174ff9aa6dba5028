"""The actions that a command's filters ask for, and the filters in words."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.model.choice import quoted_list, suggest_name
from planctl.model.label import strip_quotes
from planctl.model.problem import Stop
from planctl.model.rating import Rating

Filter = tuple[Callable[[Judgement], bool], str]


class ActionFilter(NamedTuple):
    """What was asked for; None and False ask for everything."""

    area: str | None = None
    lead: str | None = None
    rag: Rating | None = None
    overdue: bool = False


def filter_actions(scene: Scene, asked: ActionFilter) -> tuple[tuple[Judgement, ...], str]:
    """The judged actions that fit, and what was asked for in words; empty for the whole plan."""
    filters = [item for item in (_area(asked, scene), _lead(asked, scene), _facts(asked)) if item]
    actions = tuple(item for item in scene.judged if all(test(item) for test, _ in filters))
    return actions, ", ".join(words for _, words in filters)


def _area(asked: ActionFilter, scene: Scene) -> Filter | None:
    if asked.area is None:
        return None
    refs = [area.ref for area in scene.plan.areas]
    is_whole = asked.area.casefold() in {ref.casefold() for ref in refs}
    ref = match_name(asked.area if is_whole else area_ref(asked.area), refs, "area")
    return (lambda each: each.area.ref == ref), f"area {ref}"


def _lead(asked: ActionFilter, scene: Scene) -> Filter | None:
    if asked.lead is None:
        return None
    roles = {*scene.plan.roles, *(role for each in scene.judged for role in each.action.leads)}
    role = match_name(asked.lead, roles, "role")
    return (lambda each: role in each.action.leads), f"actions led or supported by {role}"


def _facts(asked: ActionFilter) -> Filter | None:
    tests: list[Filter] = []
    if asked.rag:
        tests.append((lambda each: each.progress.rating is asked.rag, f"rated {asked.rag}"))
    if asked.overdue:
        tests.append((lambda each: each.is_overdue, "overdue"))
    if not tests:
        return None
    return (lambda each: all(t(each) for t, _ in tests)), " and ".join(words for _, words in tests)


def match_name(name: str, names: Iterable[str], kind: str) -> str:
    """The name as the plan writes it, whatever the capitals."""
    by_folded = {item.casefold(): item for item in names}
    for wanted in (name, strip_quotes(name)):
        if wanted.casefold() in by_folded:
            return by_folded[wanted.casefold()]
    all_names = quoted_list(sorted(by_folded.values())) or "none yet"
    hint = suggest_name(name, by_folded.values()) or f"the plan has {all_names}"
    raise Stop(f"the plan has no {kind} “{name}”", hint)


def area_ref(asked: str) -> str:
    """The ref of an area that may be called by its whole name: 1, or area 1."""
    return re.sub("^area[ -]", "", strip_quotes(asked), flags=re.IGNORECASE)
