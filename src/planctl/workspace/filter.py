"""The actions that a command's filters ask for, and the filters in words."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from planctl.assess.judged import Judged
from planctl.assess.scene import Scene
from planctl.model.character import strip_quotes
from planctl.model.choice import named, suggestion
from planctl.model.rating import Rating
from planctl.model.stop import Stop

Filter = tuple[Callable[[Judged], bool], str]


class Asked(NamedTuple):
    """What was asked for; None and False ask for everything."""

    area: str | None = None
    lead: str | None = None
    rag: Rating | None = None
    overdue: bool = False


def cut(scene: Scene, asked: Asked) -> tuple[tuple[Judged, ...], str]:
    """The judged actions that fit, and what was asked for in words; empty for the whole plan."""
    filters = [item for item in (_area(asked, scene), _lead(asked, scene), _facts(asked)) if item]
    actions = tuple(item for item in scene.judged if all(test(item) for test, _ in filters))
    return actions, ", ".join(words for _, words in filters)


def _area(asked: Asked, scene: Scene) -> Filter | None:
    if asked.area is None:
        return None
    refs = [area.ref for area in scene.plan.areas]
    is_whole = asked.area.casefold() in {ref.casefold() for ref in refs}
    ref = known(asked.area if is_whole else area_ref(asked.area), refs, "area")
    return (lambda each: each.area.ref == ref), f"area {ref}"


def _lead(asked: Asked, scene: Scene) -> Filter | None:
    if asked.lead is None:
        return None
    roles = {*scene.plan.roles, *(role for each in scene.judged for role in each.action.leads)}
    role = known(asked.lead, roles, "role")
    return (lambda each: role in each.action.leads), f"actions led or supported by {role}"


def _facts(asked: Asked) -> Filter | None:
    tests: list[Filter] = []
    if asked.rag:
        tests.append((lambda each: each.progress.rating is asked.rag, f"rated {asked.rag}"))
    if asked.overdue:
        tests.append((lambda each: each.is_overdue, "overdue"))
    if not tests:
        return None
    return (lambda each: all(t(each) for t, _ in tests)), " and ".join(words for _, words in tests)


def known(name: str, names: Iterable[str], kind: str) -> str:
    """The name as the plan writes it, whatever the capitals."""
    by_folded = {item.casefold(): item for item in names}
    for wanted in (name, strip_quotes(name)):
        if wanted.casefold() in by_folded:
            return by_folded[wanted.casefold()]
    all_names = named(sorted(by_folded.values())) or "none yet"
    hint = suggestion(name, by_folded.values()) or f"the plan has {all_names}"
    raise Stop(f"the plan has no {kind} “{name}”", hint)


def area_ref(asked: str) -> str:
    """The ref of an area that may be called by its whole name: 1, or area 1."""
    return re.sub("^area[ -]", "", strip_quotes(asked), flags=re.IGNORECASE)
