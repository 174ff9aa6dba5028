"""What the measures say: a scorecard of all, and a chart for each that has figures."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from planctl.assess.rag_key import RagKey
from planctl.model.calendar import day_in_words
from planctl.render.pack.context import PackContext
from planctl.render.pack.pieces import action_link, as_sentence, key_badge, make_anchor
from planctl.render.pack.view import Entry, Link, Measures, MeasureView, Reading, Scored

if TYPE_CHECKING:  # a plan without measures does not load what judges them
    from planctl.assess.measure_effect import Effect
    from planctl.model.measure import Observation


def measures_view(occasion: PackContext) -> Measures:
    """The measures of a plan as at the day of a pack."""
    scene = occasion.scene
    effects = tuple(scene.by.effects.values())
    if not effects:
        return Measures("The plan has no measures with figures.", "", (), ())
    from planctl.assess.measure_effect import readings_by_day
    from planctl.render.measure import actions_by_measure, measure_counts

    as_at, key, actions = scene.as_at, scene.by.impact_key, actions_by_measure(scene.judged)
    days = [effect.latest.on for effect in effects if effect.latest]
    places = [make_anchor("measure", n, effect.measure.id) for n, effect in enumerate(effects)]
    seen = [bool(readings_by_day(effect.measure, as_at)) for effect in effects]
    rows = (
        _scored(effect, place if is_seen else "", as_at, key)
        for effect, place, is_seen in zip(effects, places, seen, strict=True)
    )
    charts = (
        _view(
            effect,
            place,
            as_at,
            [action_link(judged) for judged in actions.get(effect.measure.id, ())],
        )
        for effect, place, is_seen in zip(effects, places, seen, strict=True)
        if is_seen
    )
    return Measures(
        measure_counts(effects), day_in_words(max(days)) if days else "", tuple(rows), tuple(charts)
    )


def _scored(effect: "Effect", place: str, as_at: date, key: RagKey) -> Scored:
    from planctl.assess.figure_format import span_in_words
    from planctl.assess.measure_effect import (
        judgeable_readings,
        no_data_reason,
        reading_in_words,
        rounded_expectation,
    )
    from planctl.render.measure import baseline_in_words, target_in_words
    from planctl.render.measure_chart import draw_sparkline

    measure, latest = effect.measure, effect.latest
    figures = judgeable_readings(measure, as_at)
    line, printed = draw_sparkline(figures, effect.target), rounded_expectation(effect)
    return Scored(
        measure.title,
        place,
        baseline_in_words(effect) or "no baseline",
        reading_in_words(measure, latest) if latest else no_data_reason(measure, as_at),
        span_in_words(printed[0], measure.unit) if printed else "not known",
        target_in_words(measure) or "no target set",
        _direction(effect, figures),
        key_badge(key.ratings[effect.standing], key),
        effect.standing.value,
        (line,) if line else (),
    )


def _direction(effect: "Effect", figures: "Sequence[Observation]") -> str:
    """Which way the latest figure went: since the baseline, and since the figure before."""
    from planctl.assess.figure_format import format_difference
    from planctl.assess.measure_effect import readings_after_start

    target, unit = effect.target, effect.measure.unit
    values = [
        reading.figure or Decimal(0) for reading in readings_after_start(effect.measure, figures)
    ]
    if target is None or not values:
        return "not known yet"
    since = {}
    if effect.measure.baseline:
        since["the baseline"] = effect.measure.baseline.value
    if len(values) > 1:
        since["the figure before"] = values[-2]
    gains = {start: target.better_by(before, values[-1]) for start, before in since.items()}
    words = [
        _way(gain, format_difference(gain, unit), f"since {start}") for start, gain in gains.items()
    ]
    return "; ".join(words) or "not known yet"


def _way(gain: Decimal, size: str, since: str) -> str:
    if not gain:
        return f"no change {since}"
    return f"{'better' if gain > 0 else 'worse'} by {size} {since}"


def _view(effect: "Effect", place: str, as_at: date, actions: Sequence[Link]) -> MeasureView:
    from planctl.assess.run_chart import run_chart
    from planctl.render.measure import (
        measure_description,
        measure_facts,
        measure_headline,
        movement_in_short,
        movement_in_words,
    )
    from planctl.render.measure_chart import measure_chart

    has_figures, run = effect.latest is not None, run_chart(effect, as_at)
    headline = measure_headline(effect)
    return MeasureView(
        place,
        f"{headline}; {movement_in_short(run)}" if run else headline,
        as_sentence(f"{effect.standing}: {effect.why}"),
        movement_in_words(run, effect.measure.unit) if run else "",
        (measure_chart(effect, as_at, run),) if has_figures else (),
        measure_description(effect, as_at),
        tuple(Entry(*fact) for fact in measure_facts(effect.measure)),
        tuple(_readings(effect, as_at)),
        tuple(actions),
    )


def _readings(effect: "Effect", as_at: date) -> Iterator[Reading]:
    """Every reading up to the day, the newest first."""
    from planctl.assess.figure_format import format_figure, span_in_words
    from planctl.assess.measure_effect import (
        cases_in_words,
        few_in_words,
        is_small,
        readings_by_day,
    )
    from planctl.assess.trajectory import measure_trajectory, round_span, span_along

    measure = effect.measure
    stops = measure_trajectory(measure)
    for reading in reversed(readings_by_day(measure, as_at)):
        span = span_along(stops, measure.course, reading.on)
        few = f"{few_in_words(measure)}: not judged" if is_small(measure, reading) else ""
        value = (
            str(reading.value)
            if reading.figure is None
            else format_figure(reading.figure, measure.unit)
        )
        yield Reading(
            day_in_words(reading.on),
            value,
            cases_in_words(reading),
            span_in_words(round_span(measure, span, reading.figure), measure.unit) if span else "",
            "; ".join(part for part in (few, reading.source or "", reading.note or "") if part),
        )
