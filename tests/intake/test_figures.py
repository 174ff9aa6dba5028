"""What becomes of the readings of a table, as at 13 March 2024."""

from typing import Final

import pytest

from make import AS_AT
from planctl.intake.figures import (
    FigureMapping,
    SortedReadings,
    read_figure_table,
    read_figures,
    sort_readings,
)
from planctl.intake.read.paper import UnreadableFile
from planctl.load.content import parse_yaml
from planctl.model.measure import Measure

TEXT: Final = """\
id: agency
title: Agency rate
unit: "%"
baseline: {value: 31, on: 2023-09-01}
observations:
  - {on: 2024-01-31, value: 28.4, source: HR}
"""
MEASURES: Final = (Measure.model_validate(parse_yaml(TEXT)),)


def _sorted(*rows: str, replace: bool = False) -> SortedReadings:
    text = "\n".join(("id,day,value,source,numerator,denominator", *rows))
    taken = read_figures(read_figure_table(text.encode()), MEASURES, FigureMapping())
    return sort_readings(taken, MEASURES, AS_AT, replace=replace)


def test_a_new_figure_is_placed() -> None:
    found = _sorted("agency,Feb 2024,27.5")
    assert [(each.reading.value, each.instead_of) for each in found.placed] == [("27.5", "")]


@pytest.mark.parametrize("row", ["agency,Jan 2024,28.4", "agency,Jan 2024,28.40,HR"])
def test_a_figure_that_is_there_already_changes_nothing(row: str) -> None:
    found = _sorted(row)
    assert (found.placed, len(found.there), found.refused) == ((), 1, ())


def test_a_figure_that_contradicts_the_plan_is_refused() -> None:
    (refused,) = _sorted("agency,Jan 2024,29").refused
    assert refused.why == "31 January 2024 has 28.4 already, and not 29; --replace takes the new"


def test_a_figure_that_contradicts_the_plan_replaces_it_when_asked() -> None:
    (placed,) = _sorted("agency,Jan 2024,29", replace=True).placed
    assert (placed.reading.value, placed.instead_of) == ("29", "28.4")


def test_a_figure_with_cases_is_not_replaced_by_one_without() -> None:
    text = TEXT.replace("source: HR", "numerator: 71, denominator: 250")
    measures = (Measure.model_validate(parse_yaml(text)),)
    taken = read_figures(
        read_figure_table(b"id,day,value\nagency,Jan 2024,29\n"), measures, FigureMapping()
    )
    (refused,) = sort_readings(taken, measures, AS_AT, replace=True).refused
    assert refused.why == "31 January 2024 has cases beside the old figure; give the new ones"


def test_rows_that_contradict_each_other_are_all_refused() -> None:
    found = _sorted("agency,Feb 2024,27", "agency,29/2/2024,28", replace=True)
    why = "lines 2, 3: 27 and 28 for 29 February 2024; take out what is not so"
    assert [(each.line, each.why) for each in found.refused] == [(2, why), (3, why)]
    assert found.placed == ()


def test_a_row_that_comes_twice_is_placed_once() -> None:
    found = _sorted("agency,Feb 2024,27", "agency,29/2/2024,27")
    assert (len(found.placed), len(found.there)) == (1, 1)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("agency,14/3/2024,5", "14 March 2024 has not come yet"),
        ("agency,Aug 2023,5", "31 August 2023 is before the baseline, 1 September 2023"),
        ("agency,Feb 2024,50,,1,4", "1 of 4 is 25.0%, and not 50%"),
        ("agency,Feb 2024,50,,1,0", "the denominator is nought, and of nothing there is no share"),
    ],
)
def test_a_figure_that_a_rule_forbids_is_refused(row: str, why: str) -> None:
    assert [each.why for each in _sorted(row).refused] == [why]


def test_what_was_refused_is_listed_in_the_order_of_the_table() -> None:
    found = _sorted("agency,Aug 2023,5", "nobody,Feb 2024,1", "agency,Feb 2024,five")
    assert [each.line for each in found.refused] == [2, 3, 4]


def test_letters_that_nobody_can_tell_are_not_guessed_in_figures() -> None:
    content = b"measure,day,value\nfa\x87ade,31 Jan 2024,61%\n"
    with pytest.raises(UnreadableFile, match="nobody can tell which letters these are"):
        read_figure_table(content)
