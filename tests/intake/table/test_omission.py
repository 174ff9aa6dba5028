"""What the author of a paper took out or hid is left out, named, and asked about for actions."""

import re
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from imported import actions, imported, words_in, words_out
from office import omissions, p, tbl, tc, tr, word
from planctl.intake.account import Fate
from planctl.intake.plan.assemble import ImportOptions
from planctl.intake.plan.plan_content import ImportResult
from planctl.intake.read.formats import read_paper
from planctl.intake.read.paper import Paper
from planctl.intake.table.hidden_and_struck import omitted_actions

HEADINGS = ("Ref", "Action", "Lead", "Timescale", "RAG", "Progress")
ROWS = (
    ("1.1", "Write the induction pack", "Head of Service", "30 Sept 2026", "Amber", "Drafted."),
    ("1.2", "Train the duty team", "Team Manager", "31 Oct 2026", "Green", "Six trained."),
    ("1.3", "Audit twenty files", "QA Lead", "30 Nov 2026", "Red", "Begun."),
)
Sheet = Any  # openpyxl's own kinds of sheet have no common name
Cell = Callable[[str, int, int], str]


def _word(cell: Cell, properties: Callable[[int], str] = lambda _: "") -> Paper:
    """The paper as a Word document, its cells made of their text, row and column."""
    rows = [
        tr(*(tc(p(cell(t, row, at))) for at, t in enumerate(texts)), properties=properties(row))
        for row, texts in enumerate((HEADINGS, *ROWS))
    ]  # fmt: skip
    return read_paper("a.docx", word(p("Area 1: Induction") + tbl(*rows)))


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _book(change: Callable[[Sheet], object]) -> Paper:
    """The paper as a workbook, changed."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (HEADINGS, *ROWS):
        sheet.append(row)
    change(sheet)
    content = BytesIO()
    workbook.save(content)
    return read_paper("a.xlsx", content.getvalue())


def _strike_row(sheet: Sheet) -> None:
    for cell in sheet[3]:
        cell.font = Font(strike=True)


def _hide_row(sheet: Sheet) -> None:
    sheet.row_dimensions[3].hidden = True


def _fold_row(sheet: Sheet) -> None:
    sheet.row_dimensions.group(3, 3, hidden=True)


def _filter(sheet: Sheet) -> None:
    sheet.auto_filter.ref = "A1:F4"
    sheet.auto_filter.add_filter_column(4, ["Red", "Amber"])
    _hide_row(sheet)


def _strike_action(sheet: Sheet) -> None:
    sheet["B3"].font = Font(strike=True)


def _page(row: str, style: str = "") -> Paper:
    """The paper as a page with one of its rows written as it is given."""
    cells = ["".join(f"<td>{text}</td>" for text in texts) for texts in (HEADINGS, *ROWS)]
    rows = [f"<tr>{texts}</tr>" for texts in cells]
    rows[2] = row.format(cells=cells[2], struck=cells[2].replace("td>", "s>"))
    page = f"<style>{style}</style><h2>Area 1: Induction</h2><table>{''.join(rows)}</table>"
    return read_paper("a.html", page.encode())


def _markdown(row: Callable[[str], str]) -> Paper:
    lines = [" | ".join(texts) for texts in (HEADINGS, ["---"] * 6, *ROWS)]
    lines[3] = " | ".join(map(row, ROWS[1]))
    text = "\n".join(f"| {line} |" for line in lines)
    return read_paper("a.md", f"# A plan\n\n## Area 1: Induction\n\n{text}\n".encode())


def _of_row_two(properties: str) -> Cell:
    return lambda text, row, _: _run(text, properties if row == 2 else "")


TRACKED = "<w:del w:id='1'/>"
# Each takes out the action 1.2 in another way.
TAKEN_OUT = {
    "word, crossed out": (lambda: _word(_of_row_two("<w:strike/>")), "crossed out"),
    "word, crossed out twice": (lambda: _word(_of_row_two("<w:dstrike/>")), "crossed out"),
    "word, the action alone": (
        lambda: _word(lambda t, r, at: _run(t, "<w:strike/>" if (r, at) == (2, 1) else "")),
        "crossed out",
    ),
    "word, hidden words": (lambda: _word(_of_row_two("<w:vanish/>")), "hidden"),
    "word, a hidden row": (
        lambda: _word(lambda text, *_: _run(text), lambda row: "<w:hidden/>" if row == 2 else ""),
        "hidden",
    ),
    "word, a deleted row": (
        lambda: _word(lambda text, *_: _run(text), lambda row: TRACKED if row == 2 else ""),
        "deleted in a tracked change",
    ),
    "word, deleted words": (
        lambda: _word(lambda t, r, _: f"<w:del>{_run(t)}</w:del>" if r == 2 else _run(t)),
        "deleted in a tracked change",
    ),
    "excel, crossed out": (lambda: _book(_strike_row), "crossed out"),
    "excel, the action alone": (lambda: _book(_strike_action), "crossed out"),
    "excel, a hidden row": (lambda: _book(_hide_row), "in a hidden row"),
    "excel, folded away": (lambda: _book(_fold_row), "in a row of a group that is folded away"),
    "excel, filtered": (lambda: _book(_filter), "in a row that a filter hides"),
    "page, display none": (lambda: _page('<tr style="display:none">{cells}</tr>'), "hidden"),
    "page, hidden": (lambda: _page("<tr hidden>{cells}</tr>"), "hidden"),
    "page, by class": (
        lambda: _page('<tr class="old">{cells}</tr>', "tr.old, p.old { display : none }"),
        "hidden",
    ),
    "page, struck by class": (
        lambda: _page('<tr class="old">{cells}</tr>', ".old{text-decoration:line-through red}"),
        "crossed out",
    ),
    "markdown": (lambda: _markdown("~~{}~~".format), "crossed out"),
}


@pytest.mark.parametrize(("make", "how"), TAKEN_OUT.values(), ids=TAKEN_OUT)
def test_an_action_that_was_taken_out_is_left_out_and_asked_about_once(
    make: Callable[[], Paper], how: str
) -> None:
    paper = make()
    found = imported(paper)
    assert set(found.paths) == {"1.1", "1.3"}
    asked = [entry for entry in found.of(Fate.ASKED) if entry.to.startswith("actions ")]
    assert [entry.to for entry in asked] == [f"actions {how}"]
    assert asked[0].why.startswith(f"1 action is {how} and left out: “1.2 Train the duty team")
    left = {entry.text for entry in found.of(Fate.LEFT)}
    assert left >= set(ROWS[1])
    assert set(actions(paper, ImportOptions(answers={f"actions {how}": "keep"}))) == {
        "1.1",
        "1.2",
        "1.3",
    }
    kept = imported(paper, ImportOptions(answers={f"actions {how}": "leave out"}))
    assert set(kept.paths) == {"1.1", "1.3"}
    assert not [entry for entry in kept.of(Fate.ASKED) if entry.to.startswith("actions ")]


@pytest.mark.parametrize("answer", ["", "keep"])
@pytest.mark.parametrize(("make", "how"), TAKEN_OUT.values(), ids=TAKEN_OUT)
def test_no_word_that_was_taken_out_is_lost_or_doubled(
    make: Callable[[], Paper], how: str, answer: str
) -> None:
    paper = make()
    omitted = [text for text, _ in omissions(paper)]
    found = imported(paper, ImportOptions(answers={f"actions {how}": answer} if answer else {}))
    assert words_out(found) == words_in(paper) + Counter(re.findall(r"\w+", " ".join(omitted)))


def _note(found: ImportResult) -> list[tuple[str, str, str]]:
    """What was left out of a paper without a question: where, the words, and why."""
    return [(entry.place, entry.text, entry.why) for entry in found.of(Fate.LEFT)]


def test_words_that_were_taken_out_of_a_cell_are_named_and_the_rest_is_read() -> None:
    def change(sheet: Sheet) -> None:
        struck = InlineFont(strike=True)
        sheet["C2"] = CellRichText(TextBlock(struck, "Team Manager "), "Head of Service")
        sheet["D2"] = CellRichText(TextBlock(struck, "31 July 2026"), " 30 Sept 2026")

    paper = _book(change)
    action = actions(paper)["1.1"]
    assert (action["leads"], action["timescale"]) == (["Head of Service"], "30 Sept 2026")
    assert _note(imported(paper)) == [
        ("sheet Sheet row 2", "Team Manager", "it is crossed out: left out"),
        ("sheet Sheet row 2", "31 July 2026", "it is crossed out: left out"),
    ]


def test_a_line_that_was_taken_out_is_named() -> None:
    found = imported(
        read_paper("a.md", b"# A plan\n\n~~Not so.~~\n\n| Ref | Action |\n|-|-|\n|1|Do|")
    )
    assert [(entry.text, entry.why) for entry in found.of(Fate.LEFT)] == [
        ("Not so.", "it is crossed out: left out")
    ]


def test_actions_that_were_taken_out_in_one_way_are_one_question() -> None:
    rows = [(str(n), f"Do thing {n}", "HR Lead", "30 Sept 2026") for n in range(1, 6)]
    struck = [tuple(f"~~{text}~~" for text in row) for row in rows[1:]]
    lines = [" | ".join(row) for row in (HEADINGS[:4], ["---"] * 4, rows[0], *struck)]
    text = "\n".join(f"| {line} |" for line in lines)
    asked = [e for e in imported(read_paper("a.md", text.encode())).of(Fate.ASKED) if not e.text]
    names = "“2 Do thing 2 HR Lead 30 Sept 2026” and “3 Do thing 3 HR Lead 30 Sept 2026” and 2 more"
    assert [entry.why for entry in asked] == [
        f"4 actions are crossed out and left out: {names}; keep takes them in"
    ]


def test_lists_on_a_hidden_sheet_are_named_and_not_asked_about() -> None:
    def change(sheet: Sheet) -> None:
        lists = sheet.parent.create_sheet("Lists")
        for text in ("Statuses", "Open", "Closed"):
            lists.append([text])
        lists.sheet_state = "hidden"

    found = imported(_book(change))
    assert [entry.to for entry in found.of(Fate.ASKED)] == []
    assert [entry.text for entry in found.of(Fate.LEFT)] == ["Statuses", "Open", "Closed"]


def test_actions_on_a_hidden_sheet_are_asked_about() -> None:
    def change(sheet: Sheet) -> None:
        old = sheet.parent.create_sheet("Old plan")
        for row in (HEADINGS, ("9.1", *ROWS[0][1:])):
            old.append(row)
        old.sheet_state = "hidden"

    assert "actions on a hidden sheet" in [e.to for e in imported(_book(change)).of(Fate.ASKED)]


def test_a_hidden_column_is_named() -> None:
    def change(sheet: Sheet) -> None:
        sheet.column_dimensions["F"].hidden = True

    found = imported(_book(change))
    assert {entry.why for entry in found.of(Fate.LEFT)} == {"it is in a hidden column: left out"}
    assert len(found.paths) == 3


def test_a_merged_cell_that_begins_in_a_hidden_row_holds_for_the_rows_below() -> None:
    def change(sheet: Sheet) -> None:
        sheet["C2"] = "Head of Service"
        sheet.merge_cells("C2:C4")
        sheet.row_dimensions[2].hidden = True

    assert {
        ref: action["leads"] for ref, action in actions(_book(change)).items()
    } == {"1.2": ["Head of Service"], "1.3": ["Head of Service"]}  # fmt: skip


def test_cells_that_excel_could_not_work_out_are_one_question() -> None:
    def change(sheet: Sheet) -> None:
        sheet["C2"], sheet["D3"], sheet["B4"] = "#REF!", "=TODAY()", "#N/A"

    paper = _book(change)
    found = imported(paper)
    assert set(found.paths) == {"1.1", "1.2"}
    asked = [entry for entry in found.of(Fate.ASKED) if entry.to == "what Excel lost"]
    cells = "#REF! in sheet Sheet row 2, =TODAY() in sheet Sheet row 3, #N/A in sheet Sheet row 4"
    assert [entry.why.partition(";")[0] for entry in asked] == [
        f"3 cells hold an error or a formula without its value: {cells}"
    ]
    assert "leads" not in actions(paper)["1.1"]


def test_of_very_many_such_cells_the_first_are_named() -> None:
    text = "Ref,Action,Lead\n" + "".join(f"{n},Do {n},#N/A\n" for n in range(8))
    [asked] = [
        entry
        for entry in imported(read_paper("a.csv", text.encode())).of(Fate.ASKED)
        if entry.to == "what Excel lost"
    ]
    assert "#N/A in row 6 and 3 more;" in asked.why


def test_one_such_cell_is_named() -> None:
    found = imported(read_paper("a.csv", b"Ref,Action,Lead\n1,Do,#N/A\n"))
    [asked] = [entry for entry in found.of(Fate.ASKED) if entry.to == "what Excel lost"]
    assert asked.why.startswith("1 cell holds an error or a formula without its value: #N/A in row")
    assert asked.text == "#N/A"


@pytest.mark.parametrize(
    ("text", "fate"),
    [("the child’s plan".encode("mac_roman"), Fate.MADE), ("childâ€™s".encode(), Fate.ASKED)],
)
def test_letters_of_a_code_page_are_told_and_asked_about_in_doubt(text: bytes, fate: Fate) -> None:
    found = imported(read_paper("a.csv", b"Ref,Action\n1," + text))
    assert [entry.fate for entry in found.entries if entry.to == "letters"] == [fate]


def test_a_table_that_goes_on_without_a_header_is_of_the_columns_before() -> None:
    struck = _run_of(("1.4", "Old thing", "QA Lead", "30 Nov 2026", "Red", "Begun."))
    body = tbl(*(tr(*map(tc, texts)) for texts in (HEADINGS, *ROWS)))
    found = imported(read_paper("a.docx", word(body + p("overleaf") + tbl(struck))))
    assert "actions crossed out" in [entry.to for entry in found.of(Fate.ASKED)]


def _run_of(texts: tuple[str, ...]) -> str:
    return tr(*(tc(p(_run(text, "<w:strike/>"))) for text in texts))


def test_a_hidden_row_of_headings_still_says_what_the_columns_hold() -> None:
    def change(sheet: Sheet) -> None:
        sheet.row_dimensions[1].hidden = True

    assert set(imported(_book(change)).paths) == {"1.1", "1.2", "1.3"}


def test_actions_that_excel_lost_are_said_where_none_are_left() -> None:
    found = imported(read_paper("a.csv", b"Ref,Action\n1,#REF!\n"))
    said = "1 cell holds an error or a formula without its value: #REF! in row 2"
    assert (dict(found.paths), omitted_actions(found.entries)) == ({}, said)
