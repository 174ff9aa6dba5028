"""What the figures of one measure say on a day: its impact standing, and why, in words.

A figure is compared with what was expected on its own day, because figures come in late: the
March figure is not behind because it is read in May. A figure that rests on few cases is said
aloud and never judged, and one that is missing is never nought. All are compared exactly, and
what is printed of them is rounded so that the words say the same.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from planctl.assess.figure_format import (
    format_difference,
    format_figure,
    format_number,
    span_in_words,
)
from planctl.assess.trajectory import (
    Span,
    better_direction,
    expected_span,
    final_target,
    round_span,
)
from planctl.model.calendar import day_in_words
from planctl.model.edition import HELD
from planctl.model.measure import Better, HeldMeasure, Measure, Observation
from planctl.model.rating import ImpactStanding

_LATER: Final = 2  # figures that cannot be judged, told one by one
_ALONE: Final = "one figure, no data to compare it with yet"
_GRACE: Final = 2  # a figure is out of date when the one after the next should have come
_NOUGHT: Final = Decimal(0)
# Standings that an old figure has as well: bad news stays, and what says nothing says nothing.
_OF_ANY_AGE: Final = frozenset(
    {ImpactStanding.WORSE_THAN_BASELINE, ImpactStanding.NO_CHANGE, ImpactStanding.NO_DATA}
)


class MeasureStart(NamedTuple):
    """What a measure is compared with: its baseline, or else its first figure."""

    value: Decimal
    on: date | None


class Effect(NamedTuple):
    """A measure as it stands on a day."""

    measure: Measure
    standing: ImpactStanding
    why: str
    latest: Observation | None = None  # the newest figure that can be judged
    start: MeasureStart | None = None
    target: Span | None = None  # what is to be reached in the end
    expected: Span | None = None  # where it should have been on the day of the latest figure
    ahead: Decimal = _NOUGHT  # how much better than expected the latest figure is; below 0: worse
    gain: Decimal = _NOUGHT  # how much nearer to the target than at the start; below 0: further

    @property
    def words(self) -> str:
        """The standing as people read it: one figure alone is not called “no data”."""
        is_alone = self.standing is ImpactStanding.NO_DATA and self.latest is not None
        return _ALONE if is_alone else self.standing.value


def judge_measure(measure: Measure, as_at: date) -> Effect:
    """A measure as its figures up to a day show it; the first standing that fits."""
    if isinstance(measure, HeldMeasure):
        return Effect(measure, judge_measure(measure.whole, as_at).standing, HELD.lower())
    final = final_target(measure)
    figures = judgeable_readings(measure, as_at)
    if final is None:
        latest = figures[-1] if figures else None
        why = _no_target_reason(measure, latest)
        return Effect(measure, ImpactStanding.NO_TARGET, why, latest, _baseline_start(measure))
    figures = readings_after_start(measure, figures)
    if not figures:
        why = no_data_reason(measure, as_at)
        start, target = _baseline_start(measure), final[1]
        return Effect(measure, ImpactStanding.NO_DATA, why, None, start, target)
    result = _compare_latest(measure, figures, final[1])
    standing = _figures_standing(result, figures)
    # An old figure hides no bad news, and is no good news.
    if is_out_of_date(measure, figures[-1], as_at) and standing not in _OF_ANY_AGE:
        standing = ImpactStanding.OUT_OF_DATE
    return result._replace(standing=standing, why=_reason(result, standing, figures, as_at))


def readings_by_day(measure: Measure, as_at: date) -> list[Observation]:
    """What a measure was seen to be, up to a day and in the order of days: one reading a day.

    Of two for one day the one that stands later in the file counts, whether it holds a figure or
    the word for why there is none.
    """
    by_day = {reading.on: reading for reading in measure.observations if reading.on <= as_at}
    return [by_day[day] for day in sorted(by_day)]


def judgeable_readings(measure: Measure, as_at: date) -> list[Observation]:
    """The readings up to a day that hold a figure and rest on enough cases, in their order."""
    every = readings_by_day(measure, as_at)
    return [it for it in every if it.figure is not None and not is_small(measure, it)]


def readings_after_start(measure: Measure, figures: Sequence[Observation]) -> list[Observation]:
    """Those of some readings that are later than the baseline."""
    return [reading for reading in figures if _is_after_start(measure, reading)]


def _is_after_start(measure: Measure, reading: Observation) -> bool:
    """Whether a reading can show an effect: one that the baseline is not older than shows none."""
    start = measure.baseline.on if measure.baseline else None
    return start is None or reading.on > start


def is_small(measure: Measure, reading: Observation) -> bool:
    """Whether a reading rests on too few cases to be judged; without a denominator nobody knows."""
    return reading.denominator is not None and reading.denominator < measure.small_below


def is_out_of_date(measure: Measure, latest: Observation, as_at: date) -> bool:
    """Whether a figure is older than the frequency of its measure allows."""
    frequency = measure.frequency
    return frequency is not None and (as_at - latest.on).days > _GRACE * frequency.days


def _compare_latest(measure: Measure, figures: Sequence[Observation], target: Span) -> Effect:
    """The latest figure beside where the measure started, and where it should have been."""
    latest, first = figures[-1], figures[0]
    start = _baseline_start(measure) or MeasureStart(_value_of(first), first.on)
    value = _value_of(latest)
    by_then = expected_span(measure, latest.on)
    ahead = _difference_from_plan(measure, by_then, value) if by_then else _NOUGHT
    gain = target.miss(start.value) - target.miss(value)
    standing = ImpactStanding.NO_DATA  # until it is judged
    return Effect(measure, standing, "", latest, start, target, by_then, ahead, gain)


def _difference_from_plan(measure: Measure, by_then: Span, value: Decimal) -> Decimal:
    """How much better than expected a figure is; within a range nothing is better than within."""
    if by_then.miss(value):
        return -by_then.miss(value)
    edge = None if better_direction(measure) is Better.WITHIN else by_then.edge
    return _NOUGHT if edge is None else abs(value - edge)


def rounded_expectation(effect: Effect) -> tuple[Span, Decimal] | None:
    """What was expected of the latest figure, and how much better that is, as words have them.

    None where nothing was expected. Both are rounded together, so that the words add up.
    """
    if effect.expected is None or effect.latest is None:
        return None
    value = _value_of(effect.latest)
    by_then = round_span(effect.measure, effect.expected, value)
    return by_then, _difference_from_plan(effect.measure, by_then, value)


def _figures_standing(effect: Effect, figures: Sequence[Observation]) -> ImpactStanding:
    """The first standing that fits, whatever the age of the figures.

    A target that the baseline meets already shows no effect by being met: then only a figure that
    is better than the baseline does, and within a range none is.
    """
    measure, slack = effect.measure, effect.measure.tolerance or _NOUGHT
    value, target = _value_of(figures[-1]), effect.target or Span(None, None)
    is_met = not target.miss(value)
    gain, was_met = effect.gain, False
    if effect.start and measure.baseline:
        was_met = not target.miss(effect.start.value)
        gain = target.better_by(effect.start.value, value) if was_met else gain
    is_on_course = effect.expected is not None and effect.ahead >= -slack
    periods = max(measure.sustained_after, 1)
    first_that_fits = (
        (_is_alone(measure, figures), ImpactStanding.NO_DATA),
        (was_met and gain < -slack, ImpactStanding.WORSE_THAN_BASELINE),
        (was_met and gain <= slack, ImpactStanding.NO_CHANGE),
        (is_met and periods_met(measure, figures, target) >= periods, ImpactStanding.SUSTAINED),
        (is_met, ImpactStanding.TARGET_MET),
        (gain < -slack, ImpactStanding.WORSE_THAN_BASELINE),
        (gain <= slack, ImpactStanding.NO_CHANGE),
        (is_on_course, ImpactStanding.ON_TRAJECTORY),
    )
    return next((standing for fits, standing in first_that_fits if fits), ImpactStanding.IMPROVING)


def _is_alone(measure: Measure, figures: Sequence[Observation]) -> bool:
    """Whether there is one figure only, and no baseline to compare it with."""
    return measure.baseline is None and len(figures) == 1


def periods_met(measure: Measure, figures: Sequence[Observation], target: Span) -> int:
    """In how many periods the newest figures meet the target, one after the other.

    A figure counts for the period of the measure's own frequency that its day falls in, and all
    of one period count once. Any figure that misses the target ends the row.
    """
    frequency = measure.frequency
    periods: set[object] = set()
    for reading in reversed(figures):
        if target.miss(_value_of(reading)):
            break
        periods.add(frequency.period(reading.on) if frequency else reading.on)
    return len(periods)


def _reason(
    effect: Effect, standing: ImpactStanding, figures: Sequence[Observation], as_at: date
) -> str:
    measure, latest = effect.measure, figures[-1]
    is_compared = standing is not ImpactStanding.NO_DATA
    target, span = final_target(measure) or (None, Span(None, None))
    by = f" by {day_in_words(target.by)}" if target and target.by else ""
    times = periods_met(measure, figures, effect.target or Span(None, None))
    met = ", met" if times == 1 else f", met {times} times running"
    met = met if times and is_compared else ""
    parts = (
        reading_in_words(measure, latest),
        _age_in_words(measure, latest, as_at),
        _gain_in_words(effect, figures, standing),
        _plan_in_words(effect, standing) if is_compared else "",
        f"target {span_in_words(span, measure.unit)}{by}{met}",
        _later_readings(measure, latest, as_at),
    )
    return "; ".join(part for part in parts if part)


def reading_in_words(measure: Measure, reading: Observation) -> str:
    """A reading: 27.5% on 29 February 2024 (11 of 40); or the word for why there is no figure."""
    day = day_in_words(reading.on)
    if reading.figure is None:
        return f"{reading.value} on {day}"
    cases = cases_in_words(reading)
    return f"{format_figure(reading.figure, measure.unit)} on {day}{f' ({cases})' if cases else ''}"


def cases_in_words(reading: Observation) -> str:
    """Of how many of how many a reading tells: 11 of 40; empty where that is not given."""
    if reading.numerator is None or reading.denominator is None:
        return ""
    return f"{format_number(reading.numerator)} of {format_number(reading.denominator)}"


def few_in_words(measure: Measure) -> str:
    """On how few cases a reading is not judged."""
    return f"fewer than {format_figure(Decimal(measure.small_below), 'cases')}"


def _gain_in_words(effect: Effect, figures: Sequence[Observation], standing: ImpactStanding) -> str:
    """How far the figure is from where the measure started, as far as the target is concerned."""
    measure, start = effect.measure, effect.start
    if start is None or _is_alone(measure, figures):
        return "the first figure, with no baseline to compare it with"
    when = f" on {day_in_words(start.on)}" if start.on else " at the start"
    gain, origin = effect.gain, f"{format_figure(start.value, measure.unit)}{when}"
    was_met = effect.target is not None and not effect.target.miss(start.value)
    if was_met and measure.baseline:
        return f"the target was met at the start already, {origin}"
    if was_met and not gain:
        return f"the first figure met the target already, {origin}"
    if not gain:
        return f"no nearer to the target than {origin}"
    direction = "nearer to" if gain > 0 else "further from"
    words = f"{format_difference(gain, measure.unit)} {direction} the target than {origin}"
    if standing is ImpactStanding.NO_CHANGE:
        tolerance = format_difference(measure.tolerance or _NOUGHT, measure.unit)
        words += f", within its tolerance of {tolerance}"
    return words


def _plan_in_words(effect: Effect, standing: ImpactStanding) -> str:
    printed = rounded_expectation(effect)
    if printed is None:
        return ""
    (by_then, ahead), unit = printed, effect.measure.unit
    plan = f"{span_in_words(by_then, unit)} was expected by then"
    if not ahead:
        return f"{plan}, as it is"
    comparison = "better" if ahead > 0 else "worse"
    words = f"{plan}, so {format_difference(ahead, unit)} {comparison} than planned"
    if ahead < 0 and standing is ImpactStanding.ON_TRAJECTORY:
        tolerance = format_difference(effect.measure.tolerance or _NOUGHT, unit)
        words += f", within its tolerance of {tolerance}"
    return words


def _age_in_words(measure: Measure, latest: Observation, as_at: date) -> str:
    if not (measure.frequency and is_out_of_date(measure, latest, as_at)):
        return ""
    limit = f"a {measure.frequency} figure is out of date after {_GRACE * measure.frequency.days}"
    return f"{(as_at - latest.on).days} days old, and {limit}"


def _later_readings(measure: Measure, latest: Observation, as_at: date) -> str:
    """What came after the latest figure that can be judged: few cases, or no figure at all."""
    later = [reading for reading in readings_by_day(measure, as_at) if reading.on > latest.on]
    words = "; ".join(unjudged_in_words(measure, reading) for reading in later[-_LATER:])
    prefix = f"{len(later)} later figures cannot be judged, the last of them: "
    return f"{prefix}{words}" if len(later) > _LATER else words


def no_data_reason(measure: Measure, as_at: date) -> str:
    """Why there is no figure to judge by."""
    all_readings = readings_by_day(measure, as_at)
    if not all_readings:
        return "no data yet"
    last, start = all_readings[-1], measure.baseline
    if start and start.on and not _is_after_start(measure, last):
        origin = f"{format_figure(start.value, measure.unit)} on {day_in_words(start.on)}"
        return f"no data yet: there is no figure since the baseline, {origin}"
    return f"no data yet: {unjudged_in_words(measure, last)}"


def unjudged_in_words(measure: Measure, reading: Observation) -> str:
    """A reading that is not judged, and why: it holds no figure, or rests on few cases."""
    words = reading_in_words(measure, reading)
    if reading.figure is None:
        return f"the figure is {words}"
    return f"{words} rests on {few_in_words(measure)}, too few to judge"


def _no_target_reason(measure: Measure, latest: Observation | None) -> str:
    words = f"; {reading_in_words(measure, latest)}" if latest else "; no data yet"
    if measure.targets and better_direction(measure) is None:
        return f"which way is better is not said, so nothing can be judged{words}"
    if measure.targets:
        return f"no target gives a figure to reach, so nothing can be judged{words}"
    return f"no target is set{words}"


def _baseline_start(measure: Measure) -> MeasureStart | None:
    start = measure.baseline
    return MeasureStart(start.value, start.on) if start else None


def _value_of(reading: Observation) -> Decimal:
    """The figure of a reading that is known to hold one."""
    return reading.figure or _NOUGHT
