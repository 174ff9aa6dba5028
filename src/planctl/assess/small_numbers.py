"""Small numbers of people, which the public edition does not show, nor what would give them away.

The method is that of the Office for National Statistics, NHS England and the Department for
Education: a count from 1 to 4 is suppressed (primary suppression), and so is what it could be
worked out from (secondary suppression): its share, the rest of the same whole, and the step of a
running total. A measure that has lost a figure is judged by those that are left, because a rating
would tell what the figure was.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, NamedTuple

from planctl.model.field_types import Missing
from planctl.model.measure import Counted, Measure, Observation, Target
from planctl.model.policy import SmallNumbers

_PERCENT: Final = ("%", "per cent", "percent")
_WHOLE: Final = Decimal(100)
_NOTE: Final = "Small numbers are not shown."
_PARTS: Final = ("numerator", "denominator")
_Count = tuple[date, Decimal]  # how many people on a day


class _Part(NamedTuple):
    """How many of how many people a reading is of."""

    on: date
    number: Decimal
    whole: Decimal

    @property
    def rest(self) -> Decimal:
        return self.whole - self.number


def hold_small_numbers(
    measures: Sequence[Measure], people: Collection[str], by: SmallNumbers
) -> tuple[Measure, ...]:
    """The measures without small numbers; people: the ids of those that are known to count some."""
    counting = [measure for measure in measures if measure.counts or measure.id in people]
    telling = frozenset((*_rests(counting, by), *_other_addends(counting, by)))
    ids = {id(measure) for measure in counting}
    return tuple(_hold_measure(it, telling, by) if id(it) in ids else it for it in measures)


def _is_small(number: Decimal | None, by: SmallNumbers) -> bool:
    return number is not None and 0 < number < by.below


def _is_percent(measure: Measure) -> bool:
    return any(sign in (measure.unit or "").casefold() for sign in _PERCENT)


def _count(measure: Measure, reading: Observation) -> Decimal | None:
    """How many people a reading says by its figure alone; none where that is a share."""
    return None if _is_percent(measure) else reading.figure


def _part(measure: Measure, reading: Observation) -> _Part | None:
    """How many of how many a reading is of, also where only the share of a whole is given."""
    number, whole = reading.numerator, reading.denominator
    if number is None and whole is not None and reading.figure is not None:
        share = reading.figure * whole / _WHOLE if _is_percent(measure) else reading.figure
        number = share.quantize(Decimal(1))
    return None if number is None or whole is None else _Part(reading.on, number, whole)


def _is_telling(part: _Part, by: SmallNumbers) -> bool:
    return any(_is_small(number, by) for number in (part.number, part.whole, part.rest))


def _rests(measures: Sequence[Measure], by: SmallNumbers) -> Iterator[_Count]:
    """What is left of each whole of which a part is small: it gives the part away."""
    for measure in measures:
        for reading in measure.observations:
            part = _part(measure, reading)
            if part and _is_telling(part, by):
                yield from ((part.on, part.number), (part.on, part.rest))


def _other_addends(measures: Sequence[Measure], by: SmallNumbers) -> Iterator[_Count]:
    """What makes up a whole with a small count of its day, where a measure has the whole."""
    counts: dict[date, set[Decimal]] = {}
    for measure in measures:
        for reading in measure.observations:
            if count := _count(measure, reading):
                counts.setdefault(reading.on, set()).add(count)
    for day, numbers in counts.items():
        for small in (number for number in numbers if _is_small(number, by)):
            yield from ((day, other) for other in numbers if small + other in numbers)


def _hold_measure(measure: Measure, telling: Collection[_Count], by: SmallNumbers) -> Measure:
    """A measure that counts people, without its small numbers and what gives them away."""
    start = measure.baseline
    first = start.value if start and not _is_percent(measure) else None
    is_start_held = _is_small(first, by)
    words = list(_words_for_held(measure, None if is_start_held else first, telling, by))
    readings = (
        reading.model_copy(update={**dict.fromkeys(_PARTS), "value": held, "note": held})
        if held
        else _round_reading(measure, reading, by)
        for reading, held in zip(measure.observations, words, strict=True)
    )
    changes: dict[str, Any] = {"observations": tuple(readings)}
    if start and first is not None:
        changes["baseline"] = start.model_copy(update={"value": _round(first, by)})
    if is_start_held or any(words):
        # Beside a figure that is not shown, no text and no goal may say what it was.
        shown = None if is_start_held else changes.get("baseline", start)
        changes["baseline"] = shown and shown.model_copy(update={"note": None})
        changes |= {"note": _NOTE, "targets": tuple(_goals(measure, by))}
    return measure.model_copy(update=changes)


def _words_for_held(
    measure: Measure, last: Decimal | None, telling: Collection[_Count], by: SmallNumbers
) -> Iterator[str]:
    """What stands for each reading that is not shown; empty for those that are.

    last: the figure that a running total starts from, where it is shown.
    """
    is_total = _is_running_total(measure)
    for reading in measure.observations:
        count, part = _count(measure, reading), _part(measure, reading)
        step = count - last if is_total and count is not None and last is not None else None
        cases = (reading.numerator, reading.denominator, step)
        words = ""
        if _is_small(count, by):
            words = f"fewer than {by.below}"
        elif (
            any(_is_small(number, by) for number in cases)
            or (part and (_is_telling(part, by) or (part.on, part.number) in telling))
            or (count is not None and (reading.on, count) in telling)
        ):
            words = str(Missing.WITHHELD)
        else:
            last = last if count is None else count
        yield words


def _is_running_total(measure: Measure) -> bool:
    """Whether it is said to be one, or its figures never fall: then its steps may be counts."""
    if measure.counts is Counted.PEOPLE_SO_FAR:
        return True
    figures = [reading.figure for reading in measure.observations if reading.figure is not None]
    return not _is_percent(measure) and figures == sorted(figures)


def _round(number: Decimal, by: SmallNumbers) -> Decimal:
    """A count as the policy has it rounded."""
    if by.round_to <= 1:
        return number
    return (number / by.round_to).quantize(Decimal(1), ROUND_HALF_UP) * by.round_to


def _round_reading(measure: Measure, reading: Observation, by: SmallNumbers) -> Observation:
    """A reading with its counts rounded; the share of them is that of what is shown."""
    if by.round_to <= 1:
        return reading
    cases = {
        name: _round(number, by)
        for name in _PARTS
        if (number := getattr(reading, name)) is not None
    }
    count, value = _count(measure, reading), reading.value
    if count is not None:
        value = _round(count, by)
    elif reading.figure is not None and len(cases) > 1 and cases["denominator"]:
        share = cases["numerator"] * _WHOLE / cases["denominator"]
        value = share.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return reading.model_copy(update={**cases, "value": value})


def _goals(measure: Measure, by: SmallNumbers) -> Iterator[Target]:
    """The targets that tell no small number, without their notes."""
    for target in measure.targets:
        numbers = () if _is_percent(measure) else (target.value, target.low, target.high)
        if not any(_is_small(number, by) for number in numbers):
            yield target.model_copy(update={"note": None})
