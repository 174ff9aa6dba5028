"""The workbook of a plan: typed, filtered, plain to read, and never a formula."""

import io
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from anyplan import HOSTILE
from everything import everything
from make import OUR_PLAN, PROJECT, put, small_plan
from planctl.tables.workbook_layout import RATING_WORDS, OmittedContent, workbook_sheets
from planctl.tables.workbook_out import plan_workbook
from planctl.tables.workbook_style import RATING_HEX
from tables import tabled_of

pytestmark = pytest.mark.slow

FIRST = ["Actions", "Milestones", "Progress", "Measures", "Observations", "Problems", "RAG key"]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    root = everything(tmp_path_factory.mktemp("plan"))
    return load_workbook(io.BytesIO(plan_workbook(tabled_of(root))))


def _column(book: Workbook, sheet: str, heading: str) -> list[Any]:
    headings, *rows = book[sheet].iter_rows()
    [number] = [n for n, cell in enumerate(headings) if cell.value == heading]
    return [row[number] for row in rows]


def test_a_workbook_opens_on_its_summary_and_hides_all_but_three_other_sheets(
    book: Workbook,
) -> None:
    shown = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert shown == ["Summary", "Actions", "Measures", "Read me"] == book.sheetnames[:4]
    assert book.active is book["Summary"]
    assert {*book.sheetnames} == {
        *(sheet.title for sheet in workbook_sheets()),
        *shown,
        "Data dictionary",
        "Worked out",
    }


def test_the_sheets_that_are_seen_are_tables_of_excel(book: Workbook) -> None:
    tables: dict[str, dict[str, str]] = {
        sheet.title: {name: sheet.tables[name].ref for name in sheet.tables}
        for sheet in book.worksheets[:4]
    }
    assert tables["Actions"] == {"Actions": book["Actions"].dimensions}
    assert tables["Measures"] == {"Measures": book["Measures"].dimensions}
    assert [*tables["Read me"]] == ["Sheets"]
    assert [*tables["Summary"]] == ["Counts", "Progress_by_area", "Impact_by_area"]


def test_the_summary_counts_actions_in_all_and_by_area(book: Workbook) -> None:
    rows: list[list[Any]] = [[cell.value for cell in row] for row in book["Summary"].iter_rows()]
    counts = {row[0]: row[1] for row in rows[4:9]}
    assert counts["Actions"] == 15
    assert [*counts][1:] == [
        "Complete",
        "Overdue",
        "Paused by the board",
        "Withdrawn by the board",
    ]
    at = next(n for n, row in enumerate(rows) if row[0] == "Area")
    assert rows[at] == ["Area", "Red", "Amber", "Green", "Blue", "Not rated"]
    ratings = _column(book, "Actions", "Progress rating")
    areas = [row for row in rows[at + 1 :] if row[0] and row[1] is not None]
    first = areas[: len(areas) // 2]
    assert sum(row[1] for row in first) == [cell.value for cell in ratings].count("red")
    assert sum(sum(row[1:]) for row in first) == 15
    assert first[0][0] == "1 Practice with children"


def test_the_summary_draws_both_ratings_by_area_with_words_for_those_who_cannot_see_them(
    tmp_path: Path,
) -> None:
    made = plan_workbook(tabled_of(small_plan(tmp_path)))
    with ZipFile(io.BytesIO(made)) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    for rag in ("progress", "impact"):
        assert f"How many actions of each area have each {rag} rating" in drawing


def test_the_record_of_what_was_worked_out_is_out_of_sight(book: Workbook) -> None:
    assert book["Worked out"].sheet_state == "veryHidden"


def test_the_read_me_says_what_is_not_in_the_workbook(tmp_path: Path) -> None:
    made = load_workbook(
        io.BytesIO(
            plan_workbook(tabled_of(small_plan(tmp_path)), OmittedContent(7, "areas/a.yaml"))
        )
    )
    rows = [[cell.value for cell in row] for row in made["Read me"].iter_rows(max_col=3)]
    assert ["Comments in the files", 7, "They are not in this workbook."] in rows
    assert ["Files that could not be read", None, "areas/a.yaml"] in rows


def test_a_sheet_has_one_heading_row_that_stays_and_filters_and_no_merged_cell(
    book: Workbook,
) -> None:
    for sheet in workbook_sheets():
        made = book[sheet.title]
        assert [cell.value for cell in made[1]] == [column.heading for column in sheet.columns]
        assert made.freeze_panes in {"B2", "C2"}
        filters = [made.auto_filter, *(table.autoFilter for table in made.tables.values())]
        assert [each.ref[:3] for each in filters if each.ref] == ["A1:"]
        assert not made.merged_cells.ranges
        assert made.print_title_rows == "$1:$1"
        assert made.page_setup.orientation == "landscape"


def test_days_are_dates_numbers_numbers_and_refs_text(book: Workbook) -> None:
    day = _column(book, "Progress", "Date")[0]
    assert (day.value, day.number_format) == (datetime(2024, 1, 30), "d mmm yyyy")  # noqa: DTZ001
    assert _column(book, "Observations", "Value")[0].value == 55
    ref = _column(book, "Actions", "Ref")[9]
    assert (ref.value, ref.data_type, ref.number_format) == ("1.10", "s", "@")


def test_a_rating_is_a_word_with_a_colour(book: Workbook) -> None:
    assert [cell.value for cell in _column(book, "Actions", "Progress rating")][:2] == [
        "blue",
        "green",
    ]
    rules = [
        rule
        for area in book["Actions"].conditional_formatting
        for rule in area.rules
        if "E2" in str(area.sqref)
    ]
    assert {rule.formula[0] for rule in rules} == {f'"{word}"' for word in RATING_WORDS}


def test_the_colours_are_those_of_the_pack() -> None:
    css = (PROJECT / "templates/board.css").read_text("utf-8")
    light = css.partition("}")[0]
    named = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", light))
    full = {
        name: "#" + "".join(c * 2 for c in of[1:]) if len(of) == 4 else of
        for name, of in named.items()
    }
    for rating, (back, on) in RATING_HEX.items():
        assert (back, on) == (full[rating], full[f"on-{rating}"])


def test_what_is_worked_out_looks_and_answers_otherwise(book: Workbook) -> None:
    headings = {cell.value: cell.fill.fgColor.rgb for cell in book["Actions"][1]}
    assert headings["Title"] != headings["Progress rating"]
    refusals = [
        each
        for each in book["Actions"].data_validations.dataValidation
        if each.type == "custom" and "E2" in str(each.sqref)
    ]
    assert refusals[0].error == "planctl works this out. A change here would not be read back."


def test_a_closed_list_is_offered(book: Workbook) -> None:
    lists = [
        each for each in book["Actions"].data_validations.dataValidation if each.type == "list"
    ]
    assert any("in progress" in (each.formula1 or "") for each in lists)


def test_the_leads_of_an_action_stand_in_a_row(book: Workbook) -> None:
    assert [cell.value for cell in _column(book, "Actions", "Leads")][:2] == ["SM QA, AD", "AD"]


def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    terms = "".join(f'"{number}": {text!r}\n' for number, text in enumerate(HOSTILE[:5]))
    root = put(tmp_path, {"plan.yaml": "title: =1\norganisation: A\n", "glossary.yaml": terms})
    made = load_workbook(io.BytesIO(plan_workbook(tabled_of(root))))
    cells = [cell for sheet in made.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"} - {"d"}
    assert [cell.value for cell in _column(made, "Glossary", "Meaning")] == list(HOSTILE[:5])
    assert all(c.hyperlink is None or c.hyperlink.location for c in cells)


def test_the_same_plan_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    root = everything(tmp_path)
    assert plan_workbook(tabled_of(root)) == plan_workbook(tabled_of(root))


def test_it_says_of_itself_whose_it_is_and_of_which_day(book: Workbook) -> None:
    said = book.properties
    assert said.title == "A plan with one of everything"
    assert said.description == "As at 2024-03-13"
    assert said.created == datetime(2024, 3, 13)  # noqa: DTZ001


def test_the_read_me_counts_the_rows_of_each_sheet(book: Workbook) -> None:
    told = {row[0].value: row[1].value for row in book["Read me"].iter_rows()}
    assert told["Actions"] == 15
    assert told["Escalations"] == 0


def test_the_dictionary_says_what_each_column_is_and_whether_it_is_read_back(
    book: Workbook,
) -> None:
    rows = [[cell.value for cell in row] for row in book["Data dictionary"].iter_rows(min_row=2)]
    assert len(rows) == sum(len(sheet.columns) for sheet in workbook_sheets())
    said = {(row[0], row[1]): row[5] for row in rows}
    assert said["Actions", "Title"] == "yes"
    assert said["Actions", "Progress rating"] == said["Problems", "Hint"] == "no"
    assert said["Milestones", "Timescale: day"] == "no"


def test_a_row_is_as_high_as_its_text(book: Workbook) -> None:
    heights = book["Introduction"].row_dimensions
    assert heights[2].height > 3 * 13
    assert heights[3].height > 13


def test_a_plan_without_an_organisation_can_be_printed(tmp_path: Path) -> None:
    made = load_workbook(io.BytesIO(plan_workbook(tabled_of(small_plan(tmp_path, plan="[")))))
    assert made["Read me"]["A2"].value == "as at 13 March 2024"


def test_our_plan_fits_the_pages_it_is_printed_on() -> None:
    made = load_workbook(io.BytesIO(plan_workbook(tabled_of(OUR_PLAN))))
    assert made["Actions"].print_area == "'Actions'!$A$1:$L$34"
    assert made["Actions"].page_setup.fitToHeight == 0
