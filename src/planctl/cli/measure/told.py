"""What became of the rows of a table of figures, in words and for programs."""

from collections.abc import Iterator

from planctl.intake.sorted import Sorted
from planctl.model.calendar import day_in_words
from planctl.render.words import counted, visible


def as_text(found: Sorted, *, written: bool) -> str:
    """Every figure that was placed, every row that was not, and how many there are of each."""
    return "".join(f"{visible(line)}\n" for line in _lines(found, written=written))


def _lines(found: Sorted, *, written: bool) -> Iterator[str]:
    for reading, old in found.placed:
        instead = f", in place of {old}" if old else ""
        yield f"{reading.measure}: {reading.value} on {day_in_words(reading.on)}{instead}"
    for refused in found.refused:
        yield f"line {refused.line} not placed: {refused.what or 'no measure'}: {refused.why}"
    yield from found.remarks
    counts = [
        f"{counted(len(found.placed), 'figure')} {'written' if written else 'would be written'}",
        f"{len(found.there)} there already",
        f"{len(found.refused)} not placed",
    ]
    counts += [f"{counted(found.empty, 'cell')} without a figure"] if found.empty else []
    again = counted(found.headings, "row")
    counts += [f"{again} of headings passed over"] if found.headings else []
    yield "; ".join(counts)


def as_json(found: Sorted) -> dict[str, object]:
    """The same for programs; keys may be added, never changed."""
    return {
        "placed": [
            {
                "line": reading.line,
                "measure": reading.measure,
                "on": reading.on.isoformat(),
                "value": reading.value,
                "instead_of": old or None,
            }
            for reading, old in found.placed
        ],
        "there_already": [
            {"line": each.line, "measure": each.measure, "on": each.on.isoformat()}
            for each in found.there
        ],
        "refused": [each._asdict() for each in found.refused],
        "empty": found.empty,
        "headings": found.headings,
        "remarks": list(found.remarks),
    }
