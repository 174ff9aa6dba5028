"""What the measures say: a scorecard of all, and a chart for each that has figures."""

from collections.abc import Container, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from planctl.assess.figure_format import format_difference, span_in_words
from planctl.assess.judgement import Judgement
from planctl.assess.measure_effect import (
    Effect,
    cases_in_words,
    few_in_words,
    is_small,
    judgeable_readings,
    readings_after_start,
    readings_by_day,
    rounded_expectation,
)
from planctl.assess.rag_key import RagKey
from planctl.assess.run_chart import run_chart
from planctl.assess.scene import Scene
from planctl.model.calendar import day_in_words
from planctl.model.measure import HeldMeasure
from planctl.model.rating import Rating
from planctl.model.words import sentence_list
from planctl.render.action_columns import standing_with_reason
from planctl.render.chart import Chart, Spark, draw_sparkline, measure_chart
from planctl.render.measure import (
    actions_by_measure,
    baseline_in_words,
    latest_in_words,
    measure_counts,
    measure_description,
    measure_facts,
    measure_headline,
    movement_in_short,
    movement_in_words,
    readings_in_words,
    target_in_words,
)
from planctl.render.pack.pieces import (
    Badge,
    Entry,
    Link,
    PackContext,
    action_link,
    as_sentence,
    key_badge,
    make_anchor,
)

_MOST: Final = 6  # measures of the highlight
_BASELINE: Final = "the baseline"
_BEFORE: Final = "the figure before"


class Scored(NamedTuple):
    """A measure on one line of the scorecard."""

    title: str
    anchor: str  # of its chart; empty where it has none
    baseline: str
    latest: str  # the newest figure that can be judged, with its day; or why there is none
    expected: str  # what was expected by then
    target: str
    direction: str  # which way it went, since the baseline and since the figure before
    badge: Badge
    standing: str
    sparks: tuple[Spark, ...]  # one; none where there are not two figures


class Reading(NamedTuple):
    """What a measure was seen to be on a day."""

    day: str
    value: str
    cases: str  # 11 of 40; empty where they are not given
    expected: str
    note: str  # its source, and anything particular


class MeasureView(NamedTuple):
    """A measure with its chart, and the same in words and in a table."""

    anchor: str
    title: str  # what the chart says
    why: str  # how it stands, and why
    moved: str  # whether it changed or only varies; empty where it has fewer than twelve figures
    charts: tuple[Chart, ...]  # one; none where no figure is known, only why
    description: str  # the chart in words, for those who do not see it
    facts: tuple[Entry, ...]
    readings: tuple[Reading, ...]  # newest first
    actions: tuple[Link, ...]  # whose effect it shows


class Measures(NamedTuple):
    """What the measures of the plan say."""

    words: str  # how many stand how
    as_at: str  # the day of the newest figure; empty where there is none
    rows: tuple[Scored, ...]
    charts: tuple[MeasureView, ...]


def measures_view(occasion: PackContext, *, is_brief: bool = False) -> Measures:
    """The measures of a plan as at the day of a pack; in brief, by their last targets."""
    scene = occasion.scene
    rows = _scorecard(occasion)
    if not rows:
        return Measures("The plan has no measures with figures.", "", (), ())
    actions = actions_by_measure(scene.judged)
    days = [effect.latest.on for effect, _ in rows if effect.latest]
    charts = (
        _view(effect, row.anchor, scene.as_at, actions.get(effect.measure.id, ()))
        for effect, row in rows
        if row.anchor
    )
    return Measures(
        measure_counts(tuple(scene.by.effects.values())),
        day_in_words(max(days)) if days else "",
        tuple(_brief_measure(effect, row) if is_brief else row for effect, row in rows),
        tuple(charts),
    )


def highlight_measures(occasion: PackContext, place: str) -> tuple[tuple[Scored, ...], str]:
    """The measures that matter most, and how the others are chosen from.

    First those that got worse, then those that are red, then those of actions that answer a
    finding, of the priority ones where the plan names any, then the newest.
    """
    scene = occasion.scene
    if not scene.by.effects:
        return (), ""
    priority = scene.plan.priority_findings
    answering = {
        name
        for judged in scene.judged
        if (set(judged.action.findings) & set(priority) if priority else judged.action.findings)
        for name in judged.action.measure_ids
    }
    key = scene.by.impact_key
    rows = sorted(_scorecard(occasion), key=lambda row: _rank(row[0], answering, key))
    rest = [scored.title for _, scored in rows[_MOST:]]
    words = measure_counts(tuple(scene.by.effects.values()))
    if rest:
        named = "priority findings" if priority else "findings"
        names = sentence_list(rest) if len(rest) <= _MOST else f"{len(rest)} of them"
        words += (
            f" Here: those that got worse or are red, then those of {named}, then the newest. "
            f"The others, {place}: {names}."
        )
    return tuple(_brief_measure(*row) for row in rows[:_MOST]), words


def _brief_measure(effect: Effect, scored: Scored) -> Scored:
    """A measure with its last target only, and where it went since the figure before."""
    last = sorted(effect.measure.targets, key=lambda target: target.by or date.max)[-1:]
    target = target_in_words(effect.measure.model_copy(update={"targets": tuple(last)}))
    direction = scored.direction.rpartition("; ")[2]
    return scored._replace(target=target or scored.target, direction=direction)


def _rank(
    effect: Effect, answering: Container[str], key: RagKey
) -> tuple[bool, bool, bool, bool, int]:
    """The place of a measure among those that matter, the least first."""
    gains = _gains(effect)
    return (
        gains.get(_BEFORE, 0) >= 0,
        effect.gain >= 0,
        key.ratings[effect.standing] is not Rating.RED,
        effect.measure.id not in answering,
        -effect.latest.on.toordinal() if effect.latest else 0,
    )


def _scorecard(occasion: PackContext) -> list[tuple[Effect, Scored]]:
    scene = occasion.scene
    return [
        (effect, _scored(effect, make_anchor("measure", n, effect.measure.id), scene))
        for n, effect in enumerate(scene.by.effects.values())
    ]


def _scored(effect: Effect, anchor: str, scene: Scene) -> Scored:
    measure, key = effect.measure, scene.by.impact_key
    badge = key_badge(key.ratings[effect.standing], key)
    if isinstance(measure, HeldMeasure):  # nobody is told that it has no target
        not_shown = ("not shown",) * 5
        return Scored(measure.title, "", *not_shown, badge, effect.standing.value, ())
    has_chart = bool(readings_by_day(measure, scene.as_at))
    line = draw_sparkline(judgeable_readings(measure, scene.as_at), effect.target)
    printed = rounded_expectation(effect)
    return Scored(
        measure.title,
        anchor if has_chart else "",
        baseline_in_words(effect) or "no baseline",
        latest_in_words(effect, scene.as_at),
        span_in_words(printed[0], measure.unit) if printed else "not known",
        target_in_words(measure) or "no target set",
        _direction(effect),
        badge,
        effect.words,
        (line,) if line else (),
    )


def _direction(effect: Effect) -> str:
    """Which way the latest figure went: since the baseline, and since the figure before."""
    words = []
    for start, gain in _gains(effect).items():
        size = format_difference(gain, effect.measure.unit)
        change = f"{'better' if gain > 0 else 'worse'} by {size}" if gain else "no change"
        words.append(f"{change} since {start}")
    return "; ".join(words) or "not known yet"


def _gains(effect: Effect) -> dict[str, Decimal]:
    """How much nearer to its target a measure is than at its baseline, and than before."""
    measure, target, latest = effect.measure, effect.target, effect.latest
    if target is None or latest is None:
        return {}
    figures = readings_after_start(measure, judgeable_readings(measure, latest.on))
    values = [reading.figure or Decimal(0) for reading in figures]
    since = {}
    if values and measure.baseline:
        since[_BASELINE] = measure.baseline.value
    if len(values) > 1:
        since[_BEFORE] = values[-2]
    return {start: target.better_by(before, values[-1]) for start, before in since.items()}


def _view(effect: Effect, anchor: str, as_at: date, actions: Iterable[Judgement]) -> MeasureView:
    has_figures, run = effect.latest is not None, run_chart(effect, as_at)
    headline = measure_headline(effect)
    return MeasureView(
        anchor,
        f"{headline}; {movement_in_short(run)}" if run else headline,
        as_sentence(standing_with_reason(effect.words, effect.why)),
        movement_in_words(run, effect.measure.unit) if run else "",
        (measure_chart(effect, as_at, run),) if has_figures else (),
        measure_description(effect, as_at),
        tuple(Entry(*fact) for fact in measure_facts(effect.measure)),
        tuple(_readings(effect, as_at)),
        tuple(map(action_link, actions)),
    )


def _readings(effect: Effect, as_at: date) -> Iterator[Reading]:
    measure = effect.measure
    for reading, value, expected in readings_in_words(measure, as_at):
        few = f"{few_in_words(measure)}: not judged" if is_small(measure, reading) else ""
        note = "; ".join(part for part in (few, reading.source or "", reading.note or "") if part)
        yield Reading(day_in_words(reading.on), value, cases_in_words(reading), expected, note)
