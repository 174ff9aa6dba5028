"""The measures of a plan in words and as JSON, in the order in which a board asks about them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from planctl.assess.effect import (
    Effect,
    as_printed,
    is_small,
    judged_by,
    readings,
    seen_in_words,
    unjudged_in_words,
)
from planctl.assess.figure import difference, figure, wanted
from planctl.assess.impact import WORST_FIRST
from planctl.assess.judged import Judged
from planctl.assess.scene import Scene
from planctl.assess.trajectory import Span, better, expected, rounded, span_of
from planctl.model.action import MeasureLink
from planctl.model.calendar import day_in_words
from planctl.model.measure import Better, Measure, Target
from planctl.model.rating import ImpactStanding, Rating
from planctl.model.words import counted, in_a_row

_READ_OUT: Final = 12  # figures that a description tells one by one; the table has all
_NO_EFFECT: Final = {ImpactStanding.NO_CHANGE, ImpactStanding.WORSE_THAN_BASELINE}
_UNKNOWN: Final = {ImpactStanding.NO_DATA, ImpactStanding.NO_TARGET, ImpactStanding.OUT_OF_DATE}


class Seen(NamedTuple):
    """A measure as judged on a day, with its rating and the actions that name it."""

    effect: Effect
    rating: Rating
    actions: tuple[str, ...]  # their refs


def seen(scene: Scene) -> tuple[Seen, ...]:
    """Every measure of a plan: those with a figure, the worst first, and then the others."""
    actions = actions_by_measure(scene.judged)
    ratings = scene.by.impact_key.ratings
    measures = (
        Seen(
            effect,
            ratings[effect.standing],
            tuple(judged.ref for judged in actions.get(effect.measure.id, ())),
        )
        for effect in scene.by.effects.values()
    )
    return tuple(sorted(measures, key=_sort_key))


def _sort_key(rated: Seen) -> tuple[bool, int]:
    return rated.effect.latest is None, WORST_FIRST.index(rated.effect.standing)


def as_json(scene: Scene, measures: Sequence[Seen]) -> dict[str, object]:
    """The measures for programs; keys may be added, never changed."""
    return {
        "as_at": scene.as_at.isoformat(),
        "measures": [measure_json(rated) for rated in measures],
    }


def measure_json(rated: Seen) -> dict[str, object]:
    """One measure, with everything that its file holds."""
    effect = rated.effect
    latest, printed = effect.latest, as_printed(effect)
    return {
        **effect.measure.model_dump(mode="json"),
        "latest": latest.model_dump(mode="json") if latest else None,
        "expected": _span(printed[0]) if printed else None,
        "target": _span(effect.target),
        "ahead": float(printed[1]) if printed else None,
        "gain": float(effect.gain) if latest and effect.start else None,
        "standing": effect.standing.value,
        "rating": rated.rating.value,
        "why": effect.why,
        "actions": list(rated.actions),
    }


def _span(span: Span | None) -> Mapping[str, float | None] | None:
    ends = span._asdict() if span else {}
    return {name: None if end is None else float(end) for name, end in ends.items()} or None


def actions_by_measure(judged_actions: Iterable[Judged]) -> dict[str, list[Judged]]:
    """The actions that name each measure, by its id."""
    actions: dict[str, list[Judged]] = {}
    for judged in judged_actions:
        items = (i.measure for i in judged.action.impact_measures if isinstance(i, MeasureLink))
        for measure in dict.fromkeys(items):
            actions.setdefault(measure, []).append(judged)
    return actions


def message(effect: Effect) -> str:
    """A measure in one line: Agency rate 27.5%, 1.5 points better than planned."""
    title, unit = effect.measure.title, effect.measure.unit
    value = effect.latest.figure if effect.latest else None
    if value is None:
        return f"{title}: {effect.standing}"
    words = f"{title} {figure(value, unit)}"
    if effect.standing in _UNKNOWN:
        return f"{words}, {effect.standing}"
    printed = as_printed(effect)
    if printed is None or not effect.ahead or _contradicts_standing(effect):
        return f"{words}, {effect.standing}"
    way = "better" if effect.ahead > 0 else "worse"
    return f"{words}, {difference(printed[1], unit)} {way} than planned"


def _contradicts_standing(effect: Effect) -> bool:
    """Whether better or worse than planned would say the opposite of how the measure stands.

    A figure may be within its tolerance of the plan, or better than planned and no effect yet.
    """
    if effect.ahead > 0:
        return effect.standing in _NO_EFFECT
    return effect.standing is ImpactStanding.ON_TRAJECTORY


def measure_counts(effects: Sequence[Effect]) -> str:
    """How many measures stand how: 8 measures: 2 on trajectory and 6 without data yet."""
    ordered = sorted(effects, key=lambda effect: WORST_FIRST.index(effect.standing))
    counts = Counter(map(_standing_in_words, ordered))
    parts = [f"{number} {standing}" for standing, number in counts.items()]
    return (
        f"{counted(len(effects), 'measure')}: {in_a_row(parts)}." if parts else "No measures yet."
    )


def _standing_in_words(effect: Effect) -> str:
    """How a measure stands, as it is counted."""
    if effect.standing is ImpactStanding.NO_DATA:
        return "with one figure and no baseline" if effect.latest else "without data yet"
    return "without target" if effect.standing is ImpactStanding.NO_TARGET else effect.standing


def baseline(effect: Effect) -> str:
    """Where a measure started: 31% on 1 September 2023; empty where that is not recorded."""
    start = effect.measure.baseline
    if start is None:
        return ""
    on = f" on {day_in_words(start.on)}" if start.on else ", no day given"
    return f"{figure(start.value, effect.measure.unit)}{on}"


def target_in_words(measure: Measure) -> str:
    """Every target in the order of days: 70% or more by 30 June 2024, then 90% or more."""
    ordered = sorted(measure.targets, key=lambda target: target.by or date.max)
    return ", then ".join(words for target in ordered if (words := _one_target(measure, target)))


def _one_target(measure: Measure, target: Target) -> str:
    """One target, with its day; empty where it gives no figure."""
    span = span_of(target, better(measure))
    by = f" by {day_in_words(target.by)}" if target.by else ""
    if span:
        return f"{wanted(span, measure.unit)}{by}"
    return f"{figure(target.value, measure.unit)}{by}" if target.value is not None else ""


def summary(effect: Effect, as_at: date) -> str:
    """The chart of a measure as somebody would read it out."""
    measure = effect.measure
    figures = judged_by(measure, as_at)
    every = readings(measure, as_at)
    others = [reading for reading in every if reading.figure is None or is_small(measure, reading)]
    parts = [f"Baseline {baseline(effect)}" if measure.baseline else "No baseline"]
    parts += [seen_in_words(measure, reading) for reading in figures[-_READ_OUT:]]
    if len(figures) > _READ_OUT:
        first = seen_in_words(measure, figures[0])
        parts.insert(1, f"{len(figures)} figures, the first {first}; the last {_READ_OUT}")
    parts += [unjudged_in_words(measure, reading) for reading in others[-_READ_OUT:]]
    span = expected(measure, as_at)
    if span:
        parts.append(
            f"expected on {day_in_words(as_at)}: {wanted(rounded(measure, span), measure.unit)}"
        )
    parts.append(f"target {target_in_words(measure)}" if measure.targets else "no target set")
    return f"{'; '.join(parts)}."


def facts(measure: Measure) -> Iterator[tuple[str, str]]:
    """What a measure is: each fact with its name."""
    ways = {Better.HIGHER: "Higher", Better.LOWER: "Lower", Better.WITHIN: "Within its range"}
    way = better(measure)
    start = measure.baseline
    rows = (
        ("What is better", ways[way] if way else ""),
        ("Counted in", measure.unit or ""),
        ("Taken", measure.frequency or ""),
        ("Owner", measure.owner or ""),
        ("Source", measure.source or ""),
        ("Of the baseline", (start.note or "") if start else ""),
        *(
            (f"Of the target {_one_target(measure, target)}", target.note or "")
            for target in measure.targets
        ),
        ("Note", measure.note or ""),
    )
    return ((name, value) for name, value in rows if value)
