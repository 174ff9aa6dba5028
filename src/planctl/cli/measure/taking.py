"""New figures put into the files of measures: each file is changed once, and read again."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from planctl.cli.desk import Desk
from planctl.cli.revise import revised
from planctl.cli.together import Draft
from planctl.edit.cut import Add, Edit, Put
from planctl.model.measure import Measure, Observation


class Figure(NamedTuple):
    """A figure for one day, in the keys of a plan file."""

    on: date
    keys: Mapping[str, str]  # value, and perhaps numerator, denominator, source and note

    @property
    def as_item(self) -> dict[str, str]:
        """The whole item."""
        return {"on": self.on.isoformat(), **self.keys}


def place_of(measure: Measure, now: Desk) -> int:
    """Which of the plan's measures it is."""
    return next(n for n, each in enumerate(now.loaded.plan.measures) if each is measure)


def draft(measure: Measure, figures: Sequence[Figure], now: Desk) -> Draft:
    """The file of a measure with some figures put in, or in the place of those of their days."""
    file = now.loaded.parts["measures", place_of(measure, now)]
    return revised(now, file, _edits(measure, figures))


def _edits(measure: Measure, figures: Sequence[Figure]) -> list[Edit]:
    """Values of figures that are there, and new ones at their place in the order of days."""
    numbers = {seen.on: n for n, seen in enumerate(measure.observations)}
    changed: list[Edit] = []
    new: list[Edit] = []
    for figure in sorted(figures, key=lambda each: each.on):
        if figure.on in numbers:
            at = ("observations", numbers[figure.on])
            changed += [Put((*at, key), value) for key, value in figure.keys.items()]
        else:
            days = (n + 1 for day, n in numbers.items() if day < figure.on)
            new.append(Add(("observations",), {**figure.as_item}, max(days, default=0)))
    return [*changed, *new]


def observed(keys: Mapping[str, str], old: Observation | None = None) -> Observation:
    """An item of a file as the model reads it; raises pydantic's ValidationError."""
    new = Observation.model_validate(dict(keys))
    if old is None:
        return new
    return old.model_copy(update={key: getattr(new, key) for key in keys})
