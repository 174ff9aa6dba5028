"""The measures of a plan in words and as JSON, in the order in which a board asks about them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from planctl.assess.figure_format import format_difference, format_figure, span_in_words
from planctl.assess.impact import IMPACT_WORST_FIRST, count_standings
from planctl.assess.judgement import Judgement
from planctl.assess.measure_effect import (
    Effect,
    is_small,
    judgeable_readings,
    no_data_reason,
    reading_in_words,
    readings_by_day,
    rounded_expectation,
    unjudged_in_words,
)
from planctl.assess.run_chart import RunChart, run_chart
from planctl.assess.scene import Scene
from planctl.assess.trajectory import (
    Span,
    better_direction,
    expected_span,
    measure_trajectory,
    round_span,
    span_along,
    target_span,
)
from planctl.model.calendar import day_in_words, month_in_words
from planctl.model.measure import Better, Measure, Observation, Target
from planctl.model.rating import ImpactStanding, Rating
from planctl.model.words import count_noun, sentence_list

_READ_OUT: Final = 12  # figures that a description tells one by one; the table has all
_NO_EFFECT: Final = {ImpactStanding.NO_CHANGE, ImpactStanding.WORSE_THAN_BASELINE}
_UNKNOWN: Final = {ImpactStanding.NO_DATA, ImpactStanding.NO_TARGET, ImpactStanding.OUT_OF_DATE}


class RatedMeasure(NamedTuple):
    """A measure as judged on a day, with its rating and the actions that name it."""

    effect: Effect
    rating: Rating
    actions: tuple[str, ...]  # their refs


def rated_measures(scene: Scene) -> tuple[RatedMeasure, ...]:
    """Every measure of a plan: those with a figure, the worst first, and then the others."""
    actions = actions_by_measure(scene.judged)
    measures = []
    for effect in scene.by.effects.values():
        refs = tuple(judged.ref for judged in actions.get(effect.measure.id, ()))
        rating = scene.by.impact_key.ratings[effect.standing]
        measures.append(RatedMeasure(effect, rating, refs))
    return tuple(
        sorted(
            measures,
            key=lambda rated: (
                rated.effect.latest is None,
                IMPACT_WORST_FIRST.index(rated.effect.standing),
            ),
        )
    )


def measures_json(scene: Scene, measures: Sequence[RatedMeasure]) -> dict[str, object]:
    """The measures for programs; keys may be added, never changed."""
    return {
        "as_at": scene.as_at.isoformat(),
        "measures": [measure_json(rated, scene.as_at) for rated in measures],
    }


def measure_json(rated: RatedMeasure, as_at: date) -> dict[str, object]:
    """One measure, with everything that its file holds."""
    effect = rated.effect
    movement = run_chart(effect, as_at)
    latest, printed = effect.latest, rounded_expectation(effect)
    return {
        **effect.measure.model_dump(mode="json"),
        "latest": latest.model_dump(mode="json") if latest else None,
        "expected": _ends_json(printed[0]) if printed else None,
        "target": _ends_json(effect.target),
        "ahead": float(printed[1]) if printed else None,
        "gain": float(effect.gain) if latest and effect.start else None,
        "standing": effect.standing.value,
        "rating": rated.rating.value,
        "why": effect.why,
        "actions": list(rated.actions),
        "movement": movement_in_short(movement) if movement else None,
    }


def _ends_json(span: Span | None) -> Mapping[str, float | None] | None:
    ends = span._asdict() if span else {}
    return {name: None if end is None else float(end) for name, end in ends.items()} or None


def actions_by_measure(judged_actions: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    """The actions that name each measure, by its id."""
    actions: dict[str, list[Judgement]] = {}
    for judged in judged_actions:
        for measure in judged.action.measure_ids:
            actions.setdefault(measure, []).append(judged)
    return actions


def measure_headline(effect: Effect) -> str:
    """A measure in one line: Agency rate 27.5%, 1.5 points better than planned."""
    title, unit = effect.measure.title, effect.measure.unit
    value = effect.latest.figure if effect.latest else None
    if value is None:
        return f"{title}: {effect.words}"
    words = f"{title} {format_figure(value, unit)}"
    if effect.standing in _UNKNOWN:
        return f"{words}, {effect.words}"
    printed = rounded_expectation(effect)
    way = "better" if effect.ahead > 0 else "worse"
    # A figure may be within its tolerance of the plan, or better than planned and no effect yet:
    # then better or worse than planned would say the opposite of how the measure stands.
    opposite = _NO_EFFECT if effect.ahead > 0 else {ImpactStanding.ON_TRAJECTORY}
    if printed is None or not effect.ahead or effect.standing in opposite:
        return f"{words}, {effect.words}"
    return f"{words}, {format_difference(printed[1], unit)} {way} than planned"


def movement_in_short(chart: RunChart) -> str:
    """Whether the figures of a measure changed, as its chart is called."""
    if not chart.is_testable:
        return "too few figures off the median to tell change from chance"
    if chart.since is None:
        return "no more than chance"
    gain = chart.gain or 0
    way = ", for the better" if gain > 0 else ", for the worse" if gain else ""
    return f"a change since {month_in_words(chart.since.year, chart.since.month)}{way}"


def movement_in_words(chart: RunChart, unit: str | None) -> str:
    """The same in a sentence, with what the two rules count."""
    words = movement_in_short(chart)
    start = f"{words[0].upper()}{words[1:]}: of {chart.figures} figures off the median"
    median = format_figure(chart.median, unit)
    if not chart.is_testable:
        return f"{start}, {median}, no rule can say."
    times = "once" if chart.crossings == 1 else f"{chart.crossings} times"
    return (
        f"{start}, {median}, {chart.longest_run} in a row lie on one side, where chance gives up "
        f"to {chart.longest_by_chance}; they cross it {times}, where chance gives "
        f"{chart.crossings_by_chance} or more."
    )


def measure_counts(effects: Sequence[Effect]) -> str:
    """How many measures stand how: 8 measures: 2 on trajectory and 6 without data yet."""
    parts = count_standings(effects)
    words = f"{count_noun(len(effects), 'measure')}: {sentence_list(parts)}."
    return words if parts else "No measures yet."


def baseline_in_words(effect: Effect) -> str:
    """Where a measure started: 31% on 1 September 2023; empty where that is not recorded."""
    start = effect.measure.baseline
    if start is None:
        return ""
    on = f" on {day_in_words(start.on)}" if start.on else ", no day given"
    return f"{format_figure(start.value, effect.measure.unit)}{on}"


def target_in_words(measure: Measure) -> str:
    """Every target in the order of days: 70% or more by 30 June 2024, then 90% or more."""
    ordered = sorted(measure.targets, key=lambda target: target.by or date.max)
    return ", then ".join(words for target in ordered if (words := _one_target(measure, target)))


def _one_target(measure: Measure, target: Target) -> str:
    span = target_span(target, better_direction(measure))
    by = f" by {day_in_words(target.by)}" if target.by else ""
    if span:
        return f"{span_in_words(span, measure.unit)}{by}"
    return f"{format_figure(target.value, measure.unit)}{by}" if target.value is not None else ""


def measure_description(effect: Effect, as_at: date) -> str:
    """The chart of a measure as somebody would read it out."""
    measure = effect.measure
    figures = judgeable_readings(measure, as_at)
    every = readings_by_day(measure, as_at)
    others = [reading for reading in every if reading.figure is None or is_small(measure, reading)]
    parts = [f"Baseline {baseline_in_words(effect)}" if measure.baseline else "No baseline"]
    parts += [reading_in_words(measure, reading) for reading in figures[-_READ_OUT:]]
    if len(figures) > _READ_OUT:
        first = reading_in_words(measure, figures[0])
        parts.insert(1, f"{len(figures)} figures, the first {first}; the last {_READ_OUT}")
    parts += [unjudged_in_words(measure, reading) for reading in others[-_READ_OUT:]]
    if span := expected_span(measure, as_at):
        words = span_in_words(round_span(measure, span), measure.unit)
        parts.append(f"expected on {day_in_words(as_at)}: {words}")
    parts.append(f"target {target_in_words(measure)}" if measure.targets else "no target set")
    return f"{'; '.join(parts)}."


def latest_in_words(effect: Effect, as_at: date) -> str:
    """The newest figure that can be judged, with its day; or why there is none."""
    measure, latest = effect.measure, effect.latest
    return reading_in_words(measure, latest) if latest else no_data_reason(measure, as_at)


def readings_in_words(measure: Measure, as_at: date) -> Iterator[tuple[Observation, str, str]]:
    """Each reading up to a day, the newest first, with its value and what was expected then."""
    stops = measure_trajectory(measure)
    for reading in reversed(readings_by_day(measure, as_at)):
        figure, span = reading.figure, span_along(stops, measure.course, reading.on)
        value = str(reading.value) if figure is None else format_figure(figure, measure.unit)
        expected = span_in_words(round_span(measure, span, figure), measure.unit) if span else ""
        yield reading, value, expected


def measure_facts(measure: Measure) -> Iterator[tuple[str, str]]:
    """What a measure is: each fact with its name."""
    ways = {Better.HIGHER: "Higher", Better.LOWER: "Lower", Better.WITHIN: "Within its range"}
    way = better_direction(measure)
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
