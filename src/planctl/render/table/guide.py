"""The two sheets that explain the others: what they are, and what stands in each column."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from xlsxwriter import Workbook

from planctl.model.calendar import day_in_words
from planctl.model.table import Column
from planctl.model.workbook import (
    COMMENTS,
    DICTIONARY,
    README,
    README_MARK,
    UNREAD,
    LeftOut,
    Sheet,
    sheets,
)
from planctl.render.table.style import Style
from planctl.render.table.tabled import Tabled

_LINES: Final = (
    README_MARK,
    (
        "Columns with a dark heading hold what the plan says. Change them, add rows below or "
        "delete rows, and planctl import reads the workbook back."
    ),
    (
        "Columns with a grey heading are worked out on the day: a change there is not read back. "
        "Nor are the sheets Problems, RAG key, Read me and Data dictionary."
    ),
    "A row belongs to the action whose ref it has; “No.” is its place among the rows of that ref.",
    (
        "Sheets of lists that are empty in this plan are hidden: right-click any sheet’s name and "
        "choose Unhide."
    ),
    (
        "It holds what the plan says: no comments of its files, no files that evidence names, and "
        "no history. An import into a new folder leaves those behind, and says which."
    ),
    "Dates are real dates, and refs are text: 1.10 stays 1.10.",
)
_HEADINGS: Final = ("Sheet", "Column", "Holds", "What it is", "Choices", "Read back")
_WIDTHS: Final = (26, 30, 14, 70, 50, 11)


class Shown(NamedTuple):
    """What a workbook shows of a plan, and what it does not hold."""

    sheets: Sequence[Sheet]
    left: LeftOut


def write_readme(book: Workbook, style: Style, of: Tabled, shown: Shown) -> None:
    """What this workbook is, and what each of its sheets holds."""
    sheet = book.add_worksheet(README)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 2, 80)
    style.page(sheet, of.title, 3, len(_LINES) + len(shown.sheets) + 8)
    sheet.write_string(0, 0, of.title, style.title)
    told = f"{of.organisation}, as at {day_in_words(of.as_at)}".lstrip(", ")
    sheet.write_string(1, 0, told, style.strong_line)
    for at, line in enumerate(_LINES, 3):
        sheet.write_string(at, 0, line, style.line)
    start = len(_LINES) + 4
    for number, heading in enumerate(("Sheet", "Rows", "What it holds")):
        sheet.write_string(start, number, heading, style.fact_heading)
    for at, each in enumerate(sheets(), start + 1):
        rows = len(of.of(each.table.name).rows)
        if each in shown.sheets:
            sheet.write_url(at, 0, f"internal:'{each.title}'!A1", style.link, each.title)
        else:
            sheet.write_string(at, 0, f"{each.title} (hidden)", style.text)
        sheet.write_number(at, 1, rows, style.text)
        sheet.write_string(at, 2, each.table.about, style.text)
    last = start + len(sheets()) + 1
    sheet.write_string(last, 0, COMMENTS, style.text)
    sheet.write_number(last, 1, shown.left.comments, style.text)
    sheet.write_string(last, 2, "They are not in this workbook.", style.text)
    sheet.write_string(last + 1, 0, UNREAD, style.text)
    sheet.write_string(last + 1, 2, shown.left.unread, style.text)


def write_dictionary(book: Workbook, style: Style) -> None:
    """What stands in each column of each sheet."""
    sheet = book.add_worksheet(DICTIONARY)
    entries = [(each, column) for each in sheets() for column in each.columns]
    for number, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, heading, style.fact_heading)
    style.page(sheet, DICTIONARY, len(_HEADINGS), len(entries))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(entries), len(_HEADINGS) - 1)
    for at, (each, column) in enumerate(entries, 1):
        for number, words in enumerate(_entry(each, column)):
            sheet.write_string(at, number, words, style.text)


def _entry(sheet: Sheet, column: Column) -> tuple[str, ...]:
    is_read = sheet.is_facts and not column.is_worked_out
    return (
        sheet.title,
        column.heading,
        column.holds.value,
        column.about,
        ", ".join(column.choices),
        "yes" if is_read else "no",
    )
