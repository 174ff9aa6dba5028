"""Tables of figures in long and in wide form: every row is a reading, or is refused with why."""

from typing import Final

import pytest

from planctl.intake.figures import (
    FigureMapping,
    FiguresRead,
    read_figure_table,
    read_figures,
)
from planctl.intake.read.paper import UnreadableFile
from planctl.model.measure import Measure

MEASURES: Final = tuple(
    Measure.model_validate({"id": name, "title": title, "unit": "%"})
    for name, title in (("agency", "Agency rate"), ("visits", "Visits judged good"))
)


def _taken(text: str, **mapped: str) -> FiguresRead:
    return read_figures(read_figure_table(text.encode()), MEASURES, FigureMapping(**mapped))


def _said(found: FiguresRead) -> list[str]:
    return [f"{each.measure} {each.on} {each.value}" for each in found.readings]


@pytest.mark.parametrize(
    ("text", "mapped"),
    [
        ("id,day,value\nagency,2024-02-29,27.5\n", {}),
        ("Measure;Month;Figure\nAgency Rate;Feb 2024;27.5%\n", {}),
        ("A title\n\nKPI,Period,Result,Colour\nagency,Feb-24,27.5,red\n", {}),
        (
            "code,am,zahl\nagency,45351,27.5\n",
            {"id_column": "Code", "day_column": "am", "value_column": "zahl"},
        ),
        ("date,value\n29/02/2024,27.5\n", {"measure": "agency"}),
        ("id,,Feb 2024\nagency,,27.5\n", {}),
        ("measure,29/02/2024,Target\nAgency rate,27.5,15\n", {}),
    ],
)
def test_the_headings_say_what_is_what(text: str, mapped: dict[str, str]) -> None:
    assert _said(_taken(text, **mapped)) == ["agency 2024-02-29 27.5"]


def test_a_wide_table_has_a_figure_in_each_month() -> None:
    found = _taken("id,Jan 2024,Feb 2024\nagency,28,n/a\nvisits,,60\n")
    assert _said(found) == [
        "agency 2024-01-31 28",
        "agency 2024-02-29 not available",
        "visits 2024-02-29 60",
    ]
    assert found.empty == 1


def test_what_else_a_row_says_is_kept() -> None:
    text = "id,day,value,source,numerator,denominator,notes\nagency,Feb 2024,25,HR,50,200,So\n"
    (only,) = _taken(text, source="Elsewhere").readings
    assert only.more == {"source": "HR", "numerator": "50", "denominator": "200", "note": "So"}


def test_a_source_can_be_given_for_rows_that_have_none() -> None:
    (only,) = _taken("id,day,value\nagency,Feb 2024,25\n", source="Monthly return").readings
    assert only.more == {"source": "Monthly return"}


def test_a_part_that_is_not_known_is_left_out() -> None:
    (only,) = _taken("id,day,value,numerator\nagency,Feb 2024,25,<5\n").readings
    assert only.more == {}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("agncy,Feb 2024,5", "the plan has no measure “agncy”; did you mean “agency”"),
        ("Total,Feb 2024,5", "the plan has no measure “Total”; add its file to measures/"),
        (",Feb 2024,5", "the row names no measure"),
        ("agency,Feb 2024,1,234", "more cells than headings: 234 stand beyond them"),
        ("agency,soon,5", "“soon” is not a form of date"),
        ("agency,Feb 2024,five", "“five” is not a figure"),
        ("agency", "write"),
    ],
)
def test_a_row_that_is_no_reading_is_refused_with_its_line(row: str, why: str) -> None:
    found = _taken(f"id,day,value\nvisits,Jan 2024,1\n{row}\n")
    assert [(each.line, why in each.why) for each in found.refused] == [(3, True)]
    assert len(found.readings) == 1


def test_cases_without_a_figure_are_refused() -> None:
    (refused,) = _taken("id,day,value,numerator\nagency,Feb 2024,,5\n").refused
    assert refused.why == "there are cases, and no figure"


def test_the_cases_of_a_withheld_figure_are_left_out() -> None:
    (only,) = _taken("id,day,value,numerator,denominator\nagency,Feb 2024,<5,3,40\n").readings
    assert (only.value, only.more) == ("withheld", {})


def test_a_month_that_cannot_be_read_is_named() -> None:
    with pytest.raises(UnreadableFile, match="not read as a month or a day: Novembre 24"):
        _taken("id,Novembre 24\nagency,1\n")


def test_headings_that_come_again_are_passed_over() -> None:
    found = _taken("id,day,value\nagency,Jan 2024,1\nid,day,value\nagency,Feb 2024,2\n")
    assert (len(found.readings), found.headings, found.refused) == (2, 1, ())


def test_a_column_of_nothing_that_is_known_is_named() -> None:
    found = _taken("id,day,value,Target,Feb 2024\nagency,Jan 2024,1,15,9\n")
    assert found.remarks == ("left out, as columns of nothing that is known: Target, Feb 2024",)


@pytest.mark.parametrize("text", ["day,value\nJan 2024,1\n", "id,words\nagency,more\n", "x\n"])
def test_a_table_without_headings_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile, match="no row of headings"):
        _taken(text)
