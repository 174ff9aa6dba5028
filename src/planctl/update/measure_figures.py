"""New figures in the files of measures, and what became of the rows of a table of figures."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from planctl.assess.rule.measure import figure_objections
from planctl.edit.splice import Add, Edit, Put
from planctl.intake.figures import (
    FigureMapping,
    FigureReading,
    FiguresRead,
    PlacedReading,
    SortedReadings,
    read_figure,
    read_figure_table,
    read_figures,
)
from planctl.intake.read.paper import UnreadableFile
from planctl.intake.read.text import SIZE_LIMIT
from planctl.load.source import file_bytes
from planctl.model.calendar import day_in_words
from planctl.model.measure import Measure, Observation
from planctl.model.problem import Stop
from planctl.model.words import count_noun, printable_text
from planctl.save.files import Draft
from planctl.update.file_change import edit_draft
from planctl.workspace.plan import Workspace


class Figure(NamedTuple):
    """A figure for one day, in the keys of a plan file."""

    on: date
    keys: Mapping[str, str]  # value, and perhaps numerator, denominator, source and note

    @property
    def as_item(self) -> dict[str, str]:
        """The whole item."""
        return {"on": self.on.isoformat(), **self.keys}


def measure_draft(measure: Measure, figures: Sequence[Figure], now: Workspace) -> Draft:
    """The file of a measure with some figures put in, or in the place of those of their days."""
    number = next(n for n, one in enumerate(now.loaded.plan.measures) if one is measure)
    file = now.loaded.parts["measures", number]
    return edit_draft(now, file, _edits(measure, figures))


def figure_drafts(sorted_figures: SortedReadings, now: Workspace) -> Sequence[Draft]:
    """Each file that changes, changed once."""
    by_measure: dict[str, list[PlacedReading]] = {}
    for item in sorted_figures.placed:
        by_measure.setdefault(item.reading.measure, []).append(item)
    measures = {item.id: item for item in reversed(now.loaded.plan.measures)}
    return [
        measure_draft(
            measures[measure], [Figure(r.on, {"value": r.value, **r.more}) for r, _ in placed], now
        )
        for measure, placed in by_measure.items()
    ]


def _edits(measure: Measure, figures: Sequence[Figure]) -> list[Edit]:
    """Values of figures that are there, and new ones at their place in the order of days."""
    numbers = {seen.on: n for n, seen in enumerate(measure.observations)}
    edits: list[Edit] = []
    additions: list[Edit] = []
    for figure in sorted(figures, key=lambda each: each.on):
        if figure.on in numbers:
            at = ("observations", numbers[figure.on])
            edits += [Put((*at, key), value) for key, value in figure.keys.items()]
        else:
            days = (n + 1 for day, n in numbers.items() if day < figure.on)
            additions.append(Add(("observations",), {**figure.as_item}, max(days, default=0)))
    return [*edits, *additions]


def read_figures_file(
    file: Path, measures: Sequence[Measure], mapped: FigureMapping
) -> FiguresRead:
    """The readings of a file; ends the run where it is no table of figures."""
    try:
        data = file_bytes(file, SIZE_LIMIT)
    except FileNotFoundError:
        raise Stop(f"there is no file {file}", "give the path of the CSV file") from None
    except OSError as error:
        raise Stop(f"{file} could not be read: {error.strerror}", "name a CSV file") from None
    try:
        return read_figures(read_figure_table(data), measures, mapped)
    except UnreadableFile as fault:
        raise Stop(f"{file}: {fault.message}", fault.hint) from None


def typed_figure(
    measure: Measure, on: date, *, value: str, cases: str | None, **texts: str | None
) -> Figure:
    """The figure that somebody typed, by the rules of docs/figures.md.

    cases: how many of how many, such as 11/40. texts: its source and its note.
    """
    above, slash, below = (cases or "").partition("/")
    if cases and not (slash and _has_digits(above) and _has_digits(below)):
        raise Stop(f"“{cases}” does not say how many of how many", "write it as in --cases 11/40")
    figure_text = read_figure(value, measure.unit)
    if not figure_text:
        raise Stop("no figure was given", "write it, or “not available” where there is none")
    parts = {
        "value": figure_text,
        "numerator": read_figure(above, None),
        "denominator": read_figure(below, None),
        **texts,
    }
    return Figure(on, {key: text for key, text in parts.items() if text and text.strip()})


def _has_digits(text: str) -> bool:
    return any(sign.isdecimal() for sign in text) and "<" not in text


def is_new_figure(measure: Measure, figure: Figure, as_at: date, *, replace: bool) -> bool:
    """Whether a figure is to be written: not what is there already; ends the run if it cannot."""
    old = next((seen for seen in reversed(measure.observations) if seen.on == figure.on), None)
    new = parse_observation(figure.as_item, old)
    if old == new:
        return False
    if old and not replace:
        message = f"{measure.id} has {old.value} for {day_in_words(figure.on)} already"
        raise Stop(message, "add --replace to put the new figure in its place")
    if old and old.denominator is not None and "denominator" not in figure.keys:
        message = f"{measure.id} has cases for {day_in_words(figure.on)} beside the old figure"
        hint = "give the new ones with --cases N/M, or change that line of the file by hand"
        raise Stop(message, hint)
    for words in figure_objections(measure, new, as_at):
        raise Stop(f"the figure was not written: {words}", "correct the day or the figure")
    return True


def parse_observation(keys: Mapping[str, str], old: Observation | None = None) -> Observation:
    """An item of a file as the model reads it; raises pydantic's ValidationError."""
    new = Observation.model_validate(dict(keys))
    if old is None:
        return new
    return old.model_copy(update={key: getattr(new, key) for key in keys})


def figures_text(result: SortedReadings, *, written: bool) -> str:
    """Every figure that was placed, every row that was not, and how many there are of each."""
    return "".join(f"{printable_text(line)}\n" for line in _lines(result, written=written))


def _lines(result: SortedReadings, *, written: bool) -> Iterator[str]:
    for reading, old in result.placed:
        instead = f", in place of {old}" if old else ""
        yield f"{reading.measure}: {reading.value} on {day_in_words(reading.on)}{instead}"
    for refused in result.refused:
        yield f"line {refused.line} not placed: {refused.what or 'no measure'}: {refused.why}"
    yield from result.remarks
    counts = [
        count_noun(len(result.placed), "figure") + (" written" if written else " would be written"),
        f"{len(result.there)} there already",
        f"{len(result.refused)} not placed",
    ]
    counts += [f"{count_noun(result.empty, 'cell')} without a figure"] if result.empty else []
    again = count_noun(result.headings, "row")
    counts += [f"{again} of headings passed over"] if result.headings else []
    yield "; ".join(counts)


def figures_json(result: SortedReadings) -> dict[str, object]:
    """The same for programs; keys may be added, never changed."""

    def place(reading: FigureReading) -> dict[str, object]:
        return {"line": reading.line, "measure": reading.measure, "on": reading.on.isoformat()}

    return {
        "placed": [
            {**place(reading), "value": reading.value, "instead_of": old or None}
            for reading, old in result.placed
        ],
        "there_already": [place(reading) for reading in result.there],
        "refused": [reading._asdict() for reading in result.refused],
        "empty": result.empty,
        "headings": result.headings,
        "remarks": list(result.remarks),
    }
