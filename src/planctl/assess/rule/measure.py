"""What is wrong with the figures of a measure, or missing from it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planctl.assess.rule.reference import unknown_name_faults
from planctl.assess.scene import Scene
from planctl.model.calendar import day_in_words
from planctl.model.field_types import Missing
from planctl.model.problem import At, Fault
from planctl.model.timescale_grammar import shorten

if TYPE_CHECKING:  # a plan without measures does not load their model
    from planctl.assess.trajectory import Span
    from planctl.model.measure import Measure, Observation

_NEEDS: Final = {
    "higher": "where higher is better, a target needs a value, or a low end",
    "lower": "where lower is better, a target needs a value, or a high end",
    "within": "to stay within a range, a target needs a low and a high end, or a value",
}
_WHOLE: Final = 100


def figure_objections(measure: "Measure", reading: "Observation", as_at: date) -> Iterator[str]:
    """Why a figure should not be written down, in the words of the rules; nothing if it may."""
    start = measure.baseline.on if measure.baseline else None
    if reading.on > as_at:
        yield _future_in_words(reading.on)
    if start and reading.on < start:
        yield _before_baseline_in_words(reading.on, start)
    fault = _share_fault(measure, reading)
    if fault:
        yield fault[1]
    elif unlike := _unlike_in_words(measure, reading):
        yield unlike


def duplicate_measure(scene: Scene) -> Iterator[Fault]:
    """Two measures have the same id.

    Actions name a measure by its id, so it must be the only one that has it. Until one of them is
    changed, the figures of the first count.
    """
    titles: dict[str, str] = {}
    for at, measure in _measures_at(scene):
        if measure.id in titles:
            words = f"the id “{measure.id}” belongs to “{shorten(titles[measure.id])}” already"
            yield Fault((*at, "id"), words)
        titles.setdefault(measure.id, measure.title)


def unknown_owner(scene: Scene) -> Iterator[Fault]:
    """The owner of a measure is a role that roles.yaml does not name."""
    for at, measure in _measures_at(scene):
        if measure.owner:
            yield from unknown_name_faults((*at, "owner"), measure.owner, "roles", scene)


def target_without_figure(scene: Scene) -> Iterator[Fault]:
    """A target gives no figure to reach for the way that its measure should move.

    Where higher is better it is a value or a low end; where lower is better, a value or a high
    end; within a range, a value or both ends, the lower one first.
    """
    for at, measure in _measures_at(scene):
        from planctl.assess.trajectory import better_direction, target_span

        direction = better_direction(measure)
        for n, target in enumerate(measure.targets):
            target_at = (*at, "targets", n)
            if target.low is not None and target.high is not None and target.low > target.high:
                yield Fault((*target_at, "low"), "the low end of the range is above its high end")
            elif direction and target_span(target, direction) is None:
                yield Fault(target_at, _NEEDS[direction.value])


def observed_twice(scene: Scene) -> Iterator[Fault]:
    """A measure has two readings for one day, and nobody can tell which is true.

    Until one of them is taken out, the one that stands later in the file counts, everywhere and
    as the only one of its day: a later `withheld` takes the place of a figure, and two figures of
    a day never count as two towards "sustained".
    """
    for at, measure in _measures_at(scene):
        days: set[date] = set()
        for n, reading in enumerate(measure.observations):
            if reading.on in days:
                words = f"there is a reading for {day_in_words(reading.on)} already"
                yield Fault((*at, "observations", n, "on"), words)
            days.add(reading.on)


def observed_in_future(scene: Scene) -> Iterator[Fault]:
    """A figure is of a day that has not come.

    It counts from its own day on, and until then nothing is judged by it.
    """
    for at, _, reading in _readings_at(scene):
        if reading.on > scene.as_at:
            yield Fault((*at, "on"), _future_in_words(reading.on))


def observed_before_baseline(scene: Scene) -> Iterator[Fault]:
    """A figure is older than the baseline, from which the plan counts."""
    for at, measure, reading in _readings_at(scene):
        start = measure.baseline.on if measure.baseline else None
        if start and reading.on < start:
            yield Fault((*at, "on"), _before_baseline_in_words(reading.on, start))


def figure_out_of_date(scene: Scene) -> Iterator[Fault]:
    """The newest figure of a measure is more than twice as old as its frequency allows.

    A monthly figure is out of date after 62 days. A board that works on old figures does not know
    what is happening to children now, so such a measure is rated amber at best.
    """
    for at, measure in _measures_at(scene):
        from planctl.assess.measure_effect import is_out_of_date

        effect = scene.by.effects[measure.id]
        latest = effect.latest if effect.measure is measure else None
        if latest and effect.target and is_out_of_date(measure, latest, scene.as_at):
            newest = next(n for n, reading in enumerate(measure.observations) if reading is latest)
            yield Fault((*at, "observations", newest), _age_in_words(measure, latest, scene.as_at))


def target_out_of_order(scene: Scene) -> Iterator[Fault]:
    """A target is to be reached before the baseline, or by the same day as another.

    A target that is due before the baseline, or on its day, plans nothing: it is no part of the
    trajectory, and where the measure has no other, no figure counts as on trajectory. Of two by
    one day the one that stands later in the file counts.
    """
    for at, measure in _measures_at(scene):
        start = measure.baseline.on if measure.baseline else None
        days = [target.by for target in measure.targets]
        for n, day in enumerate(days):
            if day and start and day <= start:
                words = f"{day_in_words(day)} is not after the baseline, {day_in_words(start)}"
                yield Fault((*at, "targets", n, "by"), words)
            elif day and day in days[:n]:
                words = f"there is a target by {day_in_words(day)} already"
                yield Fault((*at, "targets", n, "by"), words)


def target_without_effort(scene: Scene) -> Iterator[Fault]:
    """A target is no better than where the measure started, or than a target before it.

    To reach it shows no effect, whichever way is better: such a measure counts as changed only by
    what its figures do. One that stays where it was shows no change, and no figure within a range
    is better than another, so that a range in which the baseline lies is never met by effort.
    """
    for at, measure in _measures_at(scene):
        start = measure.baseline.value if measure.baseline else None
        spans = list(_target_spans(measure))
        for n, span in spans:
            if start is not None and not span.miss(start):
                yield Fault((*at, "targets", n), "the baseline meets this target already")
        for (_, before), (n, span) in pairwise(spans):
            if span.is_wider(before):
                yield Fault((*at, "targets", n), "this target asks for less than the one before")


def share_does_not_fit(scene: Scene) -> Iterator[Fault]:
    """A figure does not come from its numerator and denominator.

    Of nothing there is no share: where the denominator is nought, the value is `not available`.
    A figure that is withheld has no cases beside it, because they would give it away.
    Of a measure in per cent the figure is 100 times one by the other, rounded to the places that
    it is given in: 35 of 44 are 80%, 79.5% or 79.55%, and not 79.6%.
    """
    for at, measure, reading in _readings_at(scene):
        if fault := _share_fault(measure, reading):
            yield Fault((*at, fault[0]), fault[1])


def unlikely_share(scene: Scene) -> Iterator[Fault]:
    """A figure in per cent is so unlike the others of its measure that a slip is likely.

    A spreadsheet keeps 33% as 0.33, and a lost point makes 860% of 86.0%.
    """
    for at, measure in _measures_at(scene):
        sides = [
            (n, _unusual_side(measure, reading.figure))
            for n, reading in enumerate(measure.observations)
        ]
        counts = Counter(side for _, side in sides)
        for n in (n for n, side in sides if side and counts[side] == 1):
            words = _unlike_in_words(measure, measure.observations[n])
            if words:
                yield Fault((*at, "observations", n, "value"), words)


def measure_without_direction(scene: Scene) -> Iterator[Fault]:
    """A measure does not say which way is better, and its figures do not show it either."""
    for at, measure in _measures_at(scene):
        from planctl.assess.trajectory import better_direction

        if measure.targets and better_direction(measure) is None:
            yield Fault((*at, "better"), f"“{measure.title}” does not say which way is better")


def measure_without_frequency(scene: Scene) -> Iterator[Fault]:
    """A measure does not say how often it is taken, so its figures never go out of date."""
    for at, measure in _measures_at(scene):
        if measure.observations and measure.frequency is None:
            yield Fault((*at, "frequency"), f"“{measure.title}” does not say how often it is taken")


def unused_measure(scene: Scene) -> Iterator[Fault]:
    """No action names a measure, so its figures show nobody's effect."""
    if scene.plan.lacks("action"):
        return
    ids = {name for judgement in scene.judged for name in judgement.action.measure_ids}
    for at, measure in _measures_at(scene):
        if measure.id not in ids:
            yield Fault((*at, "id"), f"no action names “{measure.title}” as its impact measure")


def figure_without_source(scene: Scene) -> Iterator[Fault]:
    """A figure does not say where it comes from, nor does its measure.

    It is reported once for a measure, at its first figure without a source.
    """
    for at, measure in _measures_at(scene):
        bare = [n for n, reading in enumerate(measure.observations) if not reading.source]
        if bare and not measure.source:
            from planctl.assess.figure_format import format_figure

            count = f"{len(bare)} of {format_figure(Decimal(len(measure.observations)), 'figures')}"
            predicate = "does not say its source" if len(bare) == 1 else "do not say their source"
            yield Fault((*at, "observations", bare[0]), f"{count} {predicate}")


def _measures_at(scene: Scene) -> "Iterator[tuple[At, Measure]]":
    return ((("measures", n), measure) for n, measure in enumerate(scene.plan.measures))


def _readings_at(scene: Scene) -> "Iterator[tuple[At, Measure, Observation]]":
    for at, measure in _measures_at(scene):
        for n, reading in enumerate(measure.observations):
            yield (*at, "observations", n), measure, reading


def _target_spans(measure: "Measure") -> "Iterator[tuple[int, Span]]":
    """What each target asks for, in the order of their days."""
    from planctl.assess.trajectory import better_direction, target_span

    direction = better_direction(measure)
    dated = sorted(enumerate(measure.targets), key=lambda item: item[1].by or date.max)
    for n, target in dated:
        span = target_span(target, direction)
        if span:
            yield n, span


def _age_in_words(measure: "Measure", latest: "Observation", as_at: date) -> str:
    """How old the newest figure is, and who looks after it."""
    is_newest = not any(latest.on < reading.on <= as_at for reading in measure.observations)
    what = f"{measure.frequency} figure" + ("" if is_newest else " that can be judged")
    ago = f"{day_in_words(latest.on)}, {(as_at - latest.on).days} days ago"
    ask = f"; {measure.owner} looks after it" if measure.owner else ""
    return f"the newest {what} is of {ago}{ask}"


def _unusual_side(measure: "Measure", value: Decimal | None) -> str:
    """On which side a share in per cent is beyond what is usual; nothing where it is not."""
    if measure.unit != "%" or not value or 1 <= value <= _WHOLE:
        return ""
    return "above 100%" if value > _WHOLE else "below 1%"


def _unlike_in_words(measure: "Measure", reading: "Observation") -> str:
    """That a share is below 1 or above 100, where no other figure of its measure is; or nothing."""
    side = _unusual_side(measure, reading.figure)
    if reading.figure is None or not side:
        return ""
    ends = (end for target in measure.targets for end in (target.value, target.low, target.high))
    start = measure.baseline.value if measure.baseline else None
    figures = (item.figure for item in measure.observations if item is not reading)
    others = [other for other in (start, *ends, *figures) if other]
    if not others or any(_unusual_side(measure, other) == side for other in others):
        return ""
    percent = _number_in_words(reading.figure)
    return f"{percent}% is unlike every other figure of this measure, none of which is {side}"


def _number_in_words(value: Decimal) -> str:
    from planctl.assess.figure_format import format_number

    return format_number(value)


def _future_in_words(day: date) -> str:
    return f"{day_in_words(day)} has not come yet"


def _before_baseline_in_words(day: date, start: date) -> str:
    return f"{day_in_words(day)} is before the baseline, {day_in_words(start)}"


def _share_fault(measure: "Measure", reading: "Observation") -> tuple[str, str] | None:
    """What is wrong with the parts of a figure, and with which of them; none where it fits."""
    has_parts = reading.numerator is not None or reading.denominator is not None
    return next(_share_faults(measure, reading), None) if has_parts else None


def _share_faults(measure: "Measure", reading: "Observation") -> Iterator[tuple[str, str]]:
    above, below, value = reading.numerator, reading.denominator, reading.figure
    if reading.value == Missing.WITHHELD:
        yield "value", "the figure is withheld, and the cases beside it give it away"
    if min(above or 0, below or 0) < 0:
        yield "value", "there cannot be fewer cases than none"
    if below is None:
        yield "numerator", "there is a numerator and no denominator"
    elif below == 0 and value is not None:
        yield "value", "the denominator is nought, and of nothing there is no share"
    elif below and above is not None and measure.unit == "%":
        yield from _percent_faults(above, below, value)


def _percent_faults(
    above: Decimal, below: Decimal, value: Decimal | None
) -> Iterator[tuple[str, str]]:
    """What is wrong with a share: half a unit of its last place is the most that rounding does."""
    if above > below > 0:
        cases = "the 1 case" if below == 1 else f"all {_number_in_words(below)} cases"
        yield "numerator", f"{_number_in_words(above)} is more than {cases}"
    if value is None:
        return
    places = len(_number_in_words(value).partition(".")[2])
    unit = Decimal(1).scaleb(-places)
    if 2 * abs(_WHOLE * above - value * below) > unit * abs(below):
        share = f"{_WHOLE * above / below:.{max(places, 1)}f}"
        cases = f"{_number_in_words(above)} of {_number_in_words(below)}"
        yield "value", f"{cases} is {share}%, and not {_number_in_words(value)}%"
