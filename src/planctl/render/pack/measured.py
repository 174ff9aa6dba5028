"""What the measures say: a scorecard of all, and a chart for each that has figures."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from planctl.assess.judged import Judged
from planctl.assess.key import Key
from planctl.model.action import MeasureLink
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
    from planctl.render.measure import measure_counts

    as_at, key, named = scene.as_at, scene.by.impact_key, _named(scene.judged)
    days = [each.latest.on for each in effects if each.latest]
    places = [anchor("measure", n, each.measure.id) for n, each in enumerate(effects)]
    seen = [bool(readings(each.measure, as_at)) for each in effects]
    rows = (
        _scored(each, place if is_seen else "", as_at, key)
        for each, place, is_seen in zip(effects, places, seen, strict=True)
    )
    charts = (
        _view(each, place, as_at, named.get(each.measure.id, ()))
        for each, place, is_seen in zip(effects, places, seen, strict=True)
        if is_seen
    )
    return Measures(
        measure_counts(effects), day_in_words(max(days)) if days else "", tuple(rows), tuple(charts)
    )


def _named(judged: Sequence[Judged]) -> Mapping[str, Sequence[Link]]:
    """The actions that name each measure."""
    named: dict[str, list[Link]] = {}
    for each in judged:
        items = (i.measure for i in each.action.impact_measures if isinstance(i, MeasureLink))
        for measure in dict.fromkeys(items):
            named.setdefault(measure, []).append(link(each))
    return named


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
    values = [each.figure or Decimal(0) for each in since_start(effect.measure, figures)]
    if target is None or not values:
        return "not known yet"
    since = {}
    if effect.measure.baseline:
        since["the baseline"] = effect.measure.baseline.value
    if len(values) > 1:
        since["the figure before"] = values[-2]
    gains = {what: target.better_by(before, values[-1]) for what, before in since.items()}
    said = [_way(gain, difference(gain, unit), f"since {what}") for what, gain in gains.items()]
    return "; ".join(said) or "not known yet"


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
    for each in reversed(readings(measure, as_at)):
        span = along(stops, measure.course, each.on)
        few = f"{few_in_words(measure)}: not judged" if is_small(measure, each) else ""
        value = str(each.value) if each.figure is None else figure(each.figure, measure.unit)
        yield Reading(
            day_in_words(each.on),
            value,
            cases_in_words(each),
            wanted(rounded(measure, span, each.figure), measure.unit) if span else "",
            "; ".join(part for part in (few, each.source or "", each.note or "") if part),
        )
