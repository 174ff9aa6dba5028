"""What the measures say: a scorecard of all, and a chart for each that has figures."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from planctl.assess.key import Key
from planctl.model.calendar import day_in_words
from planctl.render.pack.badge import anchor, key_badge, link, sentence
from planctl.render.pack.occasion import Occasion
from planctl.render.pack.view import Entry, Link, Measures, MeasureView, Reading, Scored

if TYPE_CHECKING:  # a plan without measures does not load what judges them
    from planctl.assess.effect import Effect
    from planctl.model.measure import Observation


def measures(occasion: Occasion) -> Measures:
    """The measures of a plan as at the day of a pack."""
    scene = occasion.scene
    effects = tuple(scene.by.effects.values())
    if not effects:
        return Measures("The plan has no measures with figures.", "", (), ())
    from planctl.assess.effect import readings
    from planctl.render.measure import actions_by_measure, measure_counts

    as_at, key, actions = scene.as_at, scene.by.impact_key, actions_by_measure(scene.judged)
    days = [effect.latest.on for effect in effects if effect.latest]
    places = [anchor("measure", n, effect.measure.id) for n, effect in enumerate(effects)]
    seen = [bool(readings(effect.measure, as_at)) for effect in effects]
    rows = (
        _scored(effect, place if is_seen else "", as_at, key)
        for effect, place, is_seen in zip(effects, places, seen, strict=True)
    )
    charts = (
        _view(effect, place, as_at, [link(judged) for judged in actions.get(effect.measure.id, ())])
        for effect, place, is_seen in zip(effects, places, seen, strict=True)
        if is_seen
    )
    return Measures(
        measure_counts(effects), day_in_words(max(days)) if days else "", tuple(rows), tuple(charts)
    )


def _scored(effect: "Effect", place: str, as_at: date, key: Key) -> Scored:
    from planctl.assess.effect import as_printed, judged_by, no_data, seen_in_words
    from planctl.assess.figure import wanted
    from planctl.render.chart import spark
    from planctl.render.measure import baseline, target_in_words

    measure, latest = effect.measure, effect.latest
    figures = judged_by(measure, as_at)
    line, printed = spark(figures), as_printed(effect)
    return Scored(
        measure.title,
        place,
        baseline(effect) or "no baseline",
        seen_in_words(measure, latest) if latest else no_data(measure, as_at),
        wanted(printed[0], measure.unit) if printed else "not known",
        target_in_words(measure) or "no target set",
        _direction(effect, figures),
        key_badge(key.ratings[effect.standing], key),
        effect.standing.value,
        (line,) if line else (),
    )


def _direction(effect: "Effect", figures: "Sequence[Observation]") -> str:
    """Which way the latest figure went: since the baseline, and since the figure before."""
    from planctl.assess.effect import since_start
    from planctl.assess.figure import difference

    target, unit = effect.target, effect.measure.unit
    values = [reading.figure or Decimal(0) for reading in since_start(effect.measure, figures)]
    if target is None or not values:
        return "not known yet"
    since = {}
    if effect.measure.baseline:
        since["the baseline"] = effect.measure.baseline.value
    if len(values) > 1:
        since["the figure before"] = values[-2]
    gains = {start: target.better_by(before, values[-1]) for start, before in since.items()}
    words = [_way(gain, difference(gain, unit), f"since {start}") for start, gain in gains.items()]
    return "; ".join(words) or "not known yet"


def _way(gain: Decimal, size: str, since: str) -> str:
    if not gain:
        return f"no change {since}"
    return f"{'better' if gain > 0 else 'worse'} by {size} {since}"


def _view(effect: "Effect", place: str, as_at: date, actions: Sequence[Link]) -> MeasureView:
    from planctl.render.chart import chart
    from planctl.render.measure import facts, message, summary

    has_figures = effect.latest is not None
    return MeasureView(
        place,
        message(effect),
        sentence(f"{effect.standing}: {effect.why}"),
        (chart(effect, as_at),) if has_figures else (),
        summary(effect, as_at),
        tuple(Entry(*fact) for fact in facts(effect.measure)),
        tuple(_readings(effect, as_at)),
        tuple(actions),
    )


def _readings(effect: "Effect", as_at: date) -> Iterator[Reading]:
    """Every reading up to the day, the newest first."""
    from planctl.assess.effect import cases_in_words, few_in_words, is_small, readings
    from planctl.assess.figure import figure, wanted
    from planctl.assess.trajectory import along, rounded, trajectory

    measure = effect.measure
    stops = trajectory(measure)
    for reading in reversed(readings(measure, as_at)):
        span = along(stops, measure.course, reading.on)
        few = f"{few_in_words(measure)}: not judged" if is_small(measure, reading) else ""
        value = (
            str(reading.value) if reading.figure is None else figure(reading.figure, measure.unit)
        )
        yield Reading(
            day_in_words(reading.on),
            value,
            cases_in_words(reading),
            wanted(rounded(measure, span, reading.figure), measure.unit) if span else "",
            "; ".join(part for part in (few, reading.source or "", reading.note or "") if part),
        )
