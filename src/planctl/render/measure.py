"""The measures of a plan for programs, and in the order in which a board would ask about them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planctl.assess.effect import Effect, as_printed
from planctl.assess.impact import WORST_FIRST
from planctl.assess.rule.scene import Scene
from planctl.assess.trajectory import Span
from planctl.model.action import MeasureLink
from planctl.model.rating import Rating


class Seen(NamedTuple):
    """A measure as judged on a day, with its rating and the actions that name it."""

    effect: Effect
    rating: Rating
    actions: tuple[str, ...]  # their refs


def seen(scene: Scene) -> tuple[Seen, ...]:
    """Every measure of a plan: those with a figure, the worst first, and then the others."""
    named = _named(scene)
    ratings = scene.by.impact_key.ratings
    known = (
        Seen(each, ratings[each.standing], tuple(named.get(each.measure.id, ())))
        for each in scene.by.effects.values()
    )
    return tuple(sorted(known, key=_order))


def _order(each: Seen) -> tuple[bool, int]:
    return each.effect.latest is None, WORST_FIRST.index(each.effect.standing)


def as_json(scene: Scene, measures: Sequence[Seen]) -> dict[str, object]:
    """The measures for programs; keys may be added, never changed."""
    return {
        "as_at": scene.as_at.isoformat(),
        "measures": [measure_json(each) for each in measures],
    }


def measure_json(each: Seen) -> dict[str, object]:
    """One measure, with everything that its file holds."""
    effect = each.effect
    latest, printed = effect.latest, as_printed(effect)
    return {
        **effect.measure.model_dump(mode="json"),
        "latest": latest.model_dump(mode="json") if latest else None,
        "expected": _span(printed[0]) if printed else None,
        "target": _span(effect.target),
        "ahead": float(printed[1]) if printed else None,
        "gain": float(effect.gain) if latest and effect.start else None,
        "standing": effect.standing.value,
        "rating": each.rating.value,
        "why": effect.why,
        "actions": list(each.actions),
    }


def _span(span: Span | None) -> Mapping[str, float | None] | None:
    ends = span._asdict() if span else {}
    return {name: None if end is None else float(end) for name, end in ends.items()} or None


def _named(scene: Scene) -> dict[str, list[str]]:
    """The refs of the actions that name each measure."""
    named: dict[str, list[str]] = {}
    for ref, measure in _links(scene):
        named.setdefault(measure, []).append(ref)
    return named


def _links(scene: Scene) -> Iterator[tuple[str, str]]:
    for each in scene.judged:
        items = (i.measure for i in each.action.impact_measures if isinstance(i, MeasureLink))
        yield from ((each.ref, measure) for measure in dict.fromkeys(items))
