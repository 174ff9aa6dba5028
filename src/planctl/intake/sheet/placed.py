"""Which action a row of a filled sheet is of, where its ref was taken out or made a number."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from planctl.intake.sheet.leaf import Row
from planctl.model.sheet import fingerprint


def placed(rows: Iterable[Row], made: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    """The rows, each with its ref, also where that was taken out and only one can be meant."""
    above = ""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        left = {ref: prints for ref, prints in made.items() if (ref, row.item) not in seen}
        is_said = row.ref and not (row.is_number and made)
        above = row.ref if is_said else _ref_of(row, above, left)
        seen.add((above, row.item))
        yield row._replace(ref=above)


def _ref_of(row: Row, above: str, made: Mapping[str, Sequence[str]]) -> str:
    """The ref of the row above where the form had such a row there, else the only one that fits."""
    of = (row.item, row.shown.text)
    fit = [ref for ref, prints in made.items() if fingerprint(ref, *of) in prints]
    return above if above in fit else fit[0] if len(fit) == 1 else ""
