"""A form has one page for each action: lines are counted as no fewer than a page will have."""

from pathlib import Path
from typing import Final

import pytest
from docx import Document
from openpyxl import load_workbook
from pdfminer.fontmetrics import FONT_METRICS

import sheets
from make import small_plan
from planctl.forms.layout import DATA_SHEET, count_lines, fit_text, text_width

_MARGINS: Final = 10.8  # points of a cell of Word, left and right
_WORD_PAGE: Final = 715  # points between the head and the foot of a page, each of two lines
_WORD_HEADING: Final = 2 * 18 + 24
_EXCEL_PAGE: Final = 595 - 72
_LONG: Final = "Make it clear who does what by when and show it. "
PLAN: Final = f"""\
ref: "1.1"
title: {_LONG * 20}
leads: [AD, SM QA]
actions: [{_LONG * 40}, {_LONG * 40}]
timescale: 29 Feb 2024
status: in progress
progress_rag: green
rag_reason: {_LONG * 20}
milestones: [{", ".join(f"{{what: Step {n} {_LONG}, timescale: 1 Mar 2024}}" for n in range(9))}]
progress: [{{date: 2024-01-10, note: "{_LONG * 60}"}}]
evidence: [{", ".join(f"{{title: Audit {n} {_LONG}, kind: data}}" for n in range(9))}]
extensions: [{", ".join(f"{{to: {n} Apr 2024, reason: {_LONG}}}" for n in range(1, 10))}]
"""


def test_no_letter_is_wider_than_it_is_reckoned() -> None:
    _, widths = FONT_METRICS["Helvetica"]  # those of Arial
    letters = {letter: width for letter, width in widths.items() if len(letter) == 1}
    assert len(letters) > 100
    assert {k for k, width in letters.items() if text_width(k, 1000) < width} == set()


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("a b", 1), ("a\nb", 2), ("i" * 40, 1), ("W" * 40, 5), ("word " * 20, 7)],
)
def test_lines_are_counted(text: str, lines: int) -> None:
    assert count_lines(text, 100, 10) == lines


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("short", "short"),
        ("one two three four five six seven", "one two three … (see there)"),
        ("W" * 60, "… (see there)"),
    ],
)
def test_a_text_that_is_cut_says_where_the_rest_stands(text: str, fit: str) -> None:
    assert fit_text(text, 1 if text == "short" else 2, "see there", width=75, size=10) == fit


def test_an_action_of_any_length_has_one_page_in_word(tmp_path: Path) -> None:
    paper = Document(str(sheets.made(small_plan(tmp_path / "plan", PLAN), "docx")))
    [table] = [table for table in paper.tables[:2] if table.cell(0, 0).text == "Ref 1.1"]
    height = _WORD_HEADING
    for row in table.rows:
        widths = [float(cell.width.pt) - _MARGINS for cell in row.cells if cell.width]
        texts = (cell.text for cell in row.cells)
        lines = max(count_lines(t, w * 0.95, 10) for t, w in zip(texts, widths, strict=True))
        height += lines * 12 + 3
    assert 400 < height <= _WORD_PAGE


def test_an_action_of_any_length_has_one_page_in_excel(tmp_path: Path) -> None:
    book = load_workbook(sheets.made(small_plan(tmp_path / "plan", PLAN), "xlsx"))
    page = book[DATA_SHEET]
    heights = [float(page.row_dimensions[n].height or 15) for n in range(1, page.max_row + 1)]
    assert 300 < sum(heights) <= _EXCEL_PAGE
    assert str(page["C3"].value).endswith("… (the rest: “More, if it changed”)")
    assert str(page["C7"].value).endswith("… (the rest is in the plan)")
    assert len(str(book["More, if it changed"]["C3"].value)) > 3000
