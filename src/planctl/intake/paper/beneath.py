"""Columns whose words are known, but whose cells, or the other columns, say that they differ."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from planctl.intake.paper.account import Sure
from planctl.intake.paper.column import STATUS_TICK, Column, plain_heading
from planctl.intake.paper.rating import TICKS, status_of

_GRADE: Final = re.compile(
    "high|med(?:ium)?|low|[hml]|urgent|critical|essential|desirable|immediate|routine|p?[1-4]",
    re.IGNORECASE,
)
_DONE: Final = re.compile(r"\bcomplet(?:e|ed|ion)\b")
_PLANNED: Final = re.compile(r"\b(?:due|target|plan\w*|expected|anticipated|proposed|to be|by)\b")
_REF: Final = re.compile(r"\d+(?:[.\-/]\d+)*[a-z]?\.?")


def settled(
    columns: Sequence[Column], cells: Sequence[Sequence[str]], more: Mapping[str, str]
) -> tuple[Column, ...]:
    """The columns of a table as they are to be read, by the texts that stand in each.

    What a person says of a column is not looked into.
    """
    guessed = {
        **_recommended(columns),
        **_numbers(columns, cells),
        **_coarsest(columns, cells),
        **_grades(columns, cells),
        **_ticked(columns, cells),
        **_completed(columns),
    }
    said = {n for n, column in enumerate(columns) if plain_heading(column.heading) in more}
    return tuple(
        column if n in said else guessed.get(n, column) for n, column in enumerate(columns)
    )


def _numbers(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> dict[int, Column]:
    """Recommendations that are but numbers are refs, where another column has the words."""
    acting = [n for n, column in enumerate(columns) if column.key == "actions"]
    if len(acting) == 1 or any(column.key == "ref" for column in columns):
        return {}
    numbers = (n for n in acting if cells[n] and all(map(_REF.fullmatch, cells[n])))
    why = "nothing but numbers stands in it"
    return {n: Column("ref", columns[n].heading, Sure.MEDIUM, why) for n in [*numbers][:1]}


def _recommended(columns: Sequence[Column]) -> dict[int, Column]:
    """What is recommended is a finding, where another column says what is done about it."""
    acting = {n: plain_heading(c.heading) for n, c in enumerate(columns) if c.key == "actions"}
    said = [n for n, words in acting.items() if words.startswith("recommendation")]
    why = "another column says what is done about it"
    if len(said) == len(acting):
        return {}
    return {n: Column("findings", columns[n].heading, Sure.MEDIUM, why) for n in said}


def _grades(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> dict[int, Column]:
    """A priority that is high or low is no area."""
    return {
        n: _left(column, "it says how urgent an action is")
        for n, column in enumerate(columns)
        if column.key == "area" and cells[n] and all(map(_GRADE.fullmatch, cells[n]))
    }


def _coarsest(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> dict[int, Column]:
    """Of several columns for the areas, the one with the fewest; a number goes with its title."""
    areas = [n for n, column in enumerate(columns) if column.key == "area"]
    words = [n for n in areas if cells[n] and not all(map(_REF.fullmatch, cells[n]))]
    if len(words) <= 1:
        return {}
    area = min(words, key=lambda n: len({*cells[n]}))
    why = f"“{columns[area].heading}” names the areas"
    finer = (n for n in words if n != area)
    return {n: _left(columns[n], why) for n in finer}


_FEWEST: Final = 2  # statuses that are columns of ticks


def _ticked(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> dict[int, Column]:
    """Columns that are called as statuses, in which there are but ticks."""
    said = {n: status for n, column in enumerate(columns) if (status := status_of(column.heading))}
    if len({*said.values()}) < _FEWEST:
        return {}
    why = "it is named as a status, and ticks stand in it"
    return {
        n: Column(f"{STATUS_TICK}{status}", columns[n].heading, Sure.MEDIUM, why)
        for n, status in said.items()
        if all(text.casefold().strip(" .") in TICKS for text in cells[n])
    }


def _completed(columns: Sequence[Column]) -> dict[int, Column]:
    """Of several dates the first says by when; one of completion is the day that it was done."""
    plain = {n: plain_heading(c.heading) for n, c in enumerate(columns) if c.key == "timescale"}
    done = {n for n, words in plain.items() if _DONE.search(words) and not _PLANNED.search(words)}
    due = [n for n, words in plain.items() if n not in done and words != "date"] or [*plain]
    return {
        n: _beside(columns[n], columns[due[0]], is_done=n in done)
        for n, words in plain.items()
        if words != plain[due[0]]
    }


def _beside(column: Column, due: Column, *, is_done: bool) -> Column:
    why = f"“{due.heading}” says by when"
    if is_done:
        return Column("completed", column.heading, Sure.MEDIUM, why)
    return _left(column, why)


def _left(column: Column, why: str) -> Column:
    why = f'{why}; --map "{column.heading}=KEY" places it all the same'
    return Column("", column.heading, None, why)
