"""New figures put into the files of measures: each file is changed once, and read again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from planctl.cli.desk import Desk
from planctl.cli.edge import Stop
from planctl.cli.write import Draft, text_of
from planctl.edit.items import Changed, New, Unwritable, with_items
from planctl.load.reading import read_file
from planctl.load.source import SourceFile
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
    """The file of a measure with some figures put in, or in the place of those of their days.

    It is read again, and has to say the same as before but for these.
    """
    file = now.loaded.parts["measures", place_of(measure, now)]
    name = f"{now.name}/{file.path}"
    text, mark = text_of(file.data)
    new, changed = _parts(measure, figures)
    try:
        after = mark + with_items(text, "observations", new, changed)
    except Unwritable as fault:
        raise Stop(f"{name} is written in a way that nothing can be put into", str(fault)) from None
    made = Draft(Path(now.root) / file.path, name, file.data, after.encode("utf-8"))
    _verify(measure, figures, made, file)
    return made


def _parts(measure: Measure, figures: Sequence[Figure]) -> tuple[list[New], list[Changed]]:
    numbers = {seen.on: n for n, seen in enumerate(measure.observations)}
    days = [seen.on for seen in measure.observations]
    new, changed = [], []
    for figure in sorted(figures, key=lambda each: each.on):
        if figure.on in numbers:
            changed.append(Changed(numbers[figure.on], figure.keys))
        else:
            before = max((n + 1 for n, day in enumerate(days) if day < figure.on), default=0)
            new.append(New(before, figure.as_item))
    return new, changed


def _verify(measure: Measure, figures: Sequence[Figure], made: Draft, file: SourceFile) -> None:
    """The new text says what was meant and nothing else, or nothing is written."""
    read = read_file(SourceFile(file.path, made.after), "")
    if not isinstance(read.value, Measure):
        problem = read.problems[0]
        raise Stop(f"{made.name}: {problem.message}", problem.hint)
    old = {seen.on: seen for seen in measure.observations}
    kept = [seen for seen in measure.observations if seen.on not in {f.on for f in figures}]
    wanted = [_observation(figure, old.get(figure.on)) for figure in figures]
    is_same = read.value.model_copy(update={"observations": measure.observations}) == measure
    if not is_same or Counter(read.value.observations) != Counter([*kept, *wanted]):
        hint = "put the figure in by hand, and tell us how that file is written"
        raise Stop(f"{made.name} could not be changed without changing more than was meant", hint)


def _observation(figure: Figure, old: Observation | None) -> Observation:
    """What a figure says, over what was written for its day."""
    return observed(figure.as_item, old)


def observed(keys: Mapping[str, str], old: Observation | None = None) -> Observation:
    """An item of a file as the model reads it; raises pydantic's ValidationError."""
    new = Observation.model_validate(dict(keys))
    if old is None:
        return new
    return old.model_copy(update={key: getattr(new, key) for key in keys})
