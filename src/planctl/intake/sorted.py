"""Which readings of a table are news, which are there already, and which contradict what is there.

Nothing that is written in the plan is overwritten unless somebody asks for it, and two rows of one
table that say different things of one day are both refused, because nobody can tell which is true.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from planctl.assess.rule.measure import objections
from planctl.intake.reading import Reading, Refused, Taken
from planctl.model.calendar import day_in_words
from planctl.model.measure import Measure, Observation


class Placed(NamedTuple):
    """A reading that is to be written, and the value that it replaces; empty for none."""

    reading: Reading
    instead_of: str


class Sorted(NamedTuple):
    """What becomes of every row of a table."""

    placed: tuple[Placed, ...]
    there: tuple[Reading, ...]  # in the plan already, with the same value
    refused: tuple[Refused, ...]
    empty: int
    headings: int
    remarks: tuple[str, ...]


def place(taken: Taken, measures: Sequence[Measure], as_at: date, *, replace: bool) -> Sorted:
    """What becomes of each reading, in the order of the table."""
    known = {each.id: each for each in reversed(measures)}
    written = {
        (measure.id, seen.on): seen for measure in known.values() for seen in measure.observations
    }
    placed: list[Placed] = []
    there: list[Reading] = []
    refused: list[Refused] = []
    for first, others in _by_day(taken.readings):
        other = next((each for each in others if not _is_same(each, first)), None)
        if other:
            refused += _contradicted((first, *others))
            continue
        there += others
        old = written.get((first.measure, first.on))
        new = _observation(first, old)
        if (old and old.value == new.value and not replace) or old == new:
            there.append(first)
        elif why := _why_not(first, old, replace=replace) or next(
            objections(known[first.measure], new, as_at), ""
        ):
            refused.append(Refused(first.line, first.measure, why))
        else:
            placed.append(Placed(first, _value(old) if old else ""))
    every = sorted([*taken.refused, *refused], key=lambda each: each.line)
    return Sorted(
        tuple(placed), tuple(there), tuple(every), taken.empty, taken.headings, taken.remarks
    )


def _why_not(reading: Reading, old: Observation | None, *, replace: bool) -> str:
    """Why a reading may not stand in the place of an old one; empty where it may."""
    if old is None:
        return ""
    day = day_in_words(reading.on)
    if not replace:
        return f"{day} has {_value(old)} already, and not {reading.value}; --replace takes the new"
    if old.denominator is not None and "denominator" not in reading.more:
        return f"{day} has cases beside the old figure; give the new ones"
    return ""


def _by_day(readings: Sequence[Reading]) -> Iterator[tuple[Reading, list[Reading]]]:
    """The first reading of each measure for each day, and the others for it."""
    groups: dict[tuple[str, date], list[Reading]] = {}
    for each in readings:
        groups.setdefault((each.measure, each.on), []).append(each)
    return ((first, others) for first, *others in groups.values())


def _is_same(one: Reading, other: Reading) -> bool:
    return one._replace(line=0) == other._replace(line=0)


def _contradicted(readings: Sequence[Reading]) -> Iterator[Refused]:
    values = " and ".join(dict.fromkeys(each.value for each in readings))
    lines = ", ".join(dict.fromkeys(str(each.line) for each in readings))
    lines = f"lines {lines}" if "," in lines else f"line {lines}"
    for each in readings:
        words = f"{lines}: {values} for {day_in_words(each.on)}; take out what is not so"
        yield Refused(each.line, each.measure, words)


def _observation(reading: Reading, old: Observation | None) -> Observation:
    """What a reading says, over what is written for its day."""
    keys = {"value": reading.value, **reading.more}
    new = Observation.model_validate({"on": reading.on.isoformat(), **keys})
    return old.model_copy(update={key: getattr(new, key) for key in keys}) if old else new


def _value(seen: Observation) -> str:
    return str(seen.value) if seen.figure is None else f"{seen.figure:.6f}".rstrip("0").rstrip(".")
