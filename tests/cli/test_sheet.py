"""planctl sheet: a form for each lead, which shows the plan and takes an answer."""

import zipfile
from pathlib import Path
from typing import Final

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import sheets
from everything import everything
from make import small_plan
from planctl.forms.layout import COLUMNS, DATA_SHEET, MORE_SHEET, RECORD_SHEET
from running import planctl

pytestmark = pytest.mark.slow

HOSTILE: Final = """\
ref: "=1+1"
title: "@SUM(A1) <b>{{ 7*7 }}</b> | ](javascript:x)"
actions: ["=cmd()", "-2\\t\\u202e"]
leads: [AD]
timescale: 29 Feb 2024
progress:
  - note: "+one\\n\\n=two"
"""


DATE: Final = ("1.1", "Date completed, or later date wanted")


def _sheet(plan: Path, *words: object, cwd: Path | None = None) -> tuple[int, list[str], str]:
    ran = planctl("sheet", *words, "--plan", plan, "--as-at", "2024-03-13", cwd=cwd)
    return ran.code, ran.out.splitlines(), ran.err


def _page(file: Path) -> Worksheet:
    page = load_workbook(file)[DATA_SHEET]
    assert isinstance(page, Worksheet)
    return page


def _shown(file: Path) -> dict[tuple[str, str], str]:
    """What a form says of the plan, by ref and row."""
    if file.suffix == ".xlsx":
        pages = [load_workbook(file)[name] for name in (DATA_SHEET, MORE_SHEET)]
        rows = (row for page in pages for row in page.iter_rows(min_row=2, values_only=True))
        return {(str(r[0]), str(r[1])): str(r[2] or "") for r in rows}
    found = {}
    for table in Document(str(file)).tables:
        head = table.rows[0].cells[0].text
        if head.startswith("Ref "):
            for row in table.rows[1:]:
                key = (head.removeprefix("Ref "), row.cells[0].text)
                found[key] = row.cells[1].text
    return found


@pytest.mark.parametrize("form", sheets.PATHS)
def test_a_form_shows_what_is_asked_and_what_the_plan_says(tmp_path: Path, form: str) -> None:
    everything(tmp_path / "plan")
    shown = _shown(sheets.made(tmp_path / "plan", form))
    assert shown["1.4", "By when"] == "31 January 2024, extended\nDue 30 April 2024, in 48 days"
    assert shown["1.4", "Date completed, or later date wanted"] == (
        "31 January 2024\n30 April 2024, agreed 14 February 2024\n"
        "30 June 2024, asked for, not answered"
    )
    assert shown["1.5", "Where it stands"] == (
        "Green: On track (disputed: the facts say red)\n"
        "Declared by the lead; overdue; due 31 January 2024, 42 days ago; not complete"
    )
    assert shown["1.5", "Your progress rating"] == "Green: On track"
    assert shown["1.5", "Why that rating"] == "It is nearly there"
    assert shown["1.5", "What is due from you"].startswith("Due 31 January 2024, 42 days late")
    assert shown["1.2", "What will be done"] == "Not recorded"
    assert shown["1.3", "Milestone 1: done on"] == (
        "First step, January 2024 (due 31 January 2024): not done"
    )
    assert ("1.3", "Milestone 2: done on") not in shown


@pytest.mark.parametrize("form", sheets.PATHS)
def test_finished_actions_are_left_out_unless_asked(tmp_path: Path, form: str) -> None:
    everything(tmp_path / "plan")
    file = tmp_path / f"a.{form}"
    words = ("--lead", "ad", "--format", form, "--out", file)
    code, lines, err = _sheet(tmp_path / "plan", *words)
    assert (code, lines) == (1, [file.as_posix()])  # a file of the plan cannot be read
    assert "AD: 1 is finished or withdrawn, and left out; --all takes them in" in err
    assert ("1.1", "Status") not in _shown(file)
    assert "left out" not in _sheet(tmp_path / "plan", *words, "--all")[2]
    shown = _shown(file)
    assert shown[DATE].endswith("\nCompleted 30 January 2024")
    assert shown["1.1", "Who leads it"] == "SM QA, supported by AD"
    assert shown["1.1", "Progress since the last note"].startswith("See https://example.org/")
    assert shown["1.1", "New evidence: what it is, and where"] == (
        "1 piece recorded: What children said"
    )


@pytest.mark.parametrize("form", sheets.PATHS)
def test_without_a_lead_there_is_a_form_for_each_role_that_leads(tmp_path: Path, form: str) -> None:
    plan = small_plan(tmp_path / "plan", "ref: '1.1'\ntitle: First\nleads: [AD, Nobody's]\n")
    code, lines, _ = _sheet(plan, "--format", form, cwd=tmp_path)
    assert code == 0
    assert lines == [f"sheets/update-{name}.{form}" for name in ("ad", "nobody-s")]
    assert all((tmp_path / line).is_file() for line in lines)


def test_a_role_that_leads_nothing_open_gets_no_form(tmp_path: Path) -> None:
    plan = small_plan(tmp_path / "plan", "ref: '1.1'\ntitle: First\nleads: [AD]\n")
    code, lines, err = _sheet(plan, "--lead", "SM QA", cwd=tmp_path)
    said = "planctl: SM QA leads no open action, so there is nothing to ask\n"
    assert (code, lines, err) == (0, [], said)
    assert not (tmp_path / "sheets").exists()


def test_a_role_that_nobody_knows_is_told(tmp_path: Path) -> None:
    plan = small_plan(tmp_path / "plan", "ref: '1.1'\ntitle: First\nleads: [AD]\n")
    assert _sheet(plan, "--lead", "SM QB")[0] == 2


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--out", "a.xlsx"), "name one role with --lead, or name a folder"),
        (("--lead", "AD", "--out", "a.docx"), "name it with .xlsx, or name a folder"),
    ],
)
def test_a_file_that_cannot_hold_what_is_made_is_refused(
    tmp_path: Path, words: tuple[str, ...], hint: str
) -> None:
    plan = small_plan(tmp_path / "plan", "ref: '1.1'\ntitle: First\nleads: [AD]\n")
    code, lines, err = _sheet(plan, *words, cwd=tmp_path)
    assert (code, lines, err.splitlines()[-1]) == (2, [], f"  hint: {hint}")


def test_a_flag_before_read_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    ran = planctl("sheet", "--all", "read", "a.xlsx", cwd=tmp_path)
    assert (ran.code, ran.err.splitlines()[0]) == (
        2,
        "planctl: a flag stands before “read”, where it is not heard",
    )


@pytest.mark.parametrize("form", sheets.PATHS)
def test_hostile_text_is_shown_as_text(tmp_path: Path, form: str) -> None:
    plan = small_plan(tmp_path / "plan", HOSTILE)
    shown = _shown(sheets.made(plan, form))
    assert shown["=1+1", "Action"] == "@SUM(A1) <b>{{ 7*7 }}</b> | ](javascript:x)"
    assert shown["=1+1", "What will be done"] == "• =cmd()\n• -2→\N{REPLACEMENT CHARACTER}"
    assert shown["=1+1", "Progress since the last note"] == "+one\n\n=two"


def test_no_cell_of_a_form_is_a_formula_or_a_link(tmp_path: Path) -> None:
    plan = small_plan(tmp_path / "plan", HOSTILE)
    for page in load_workbook(sheets.made(plan, "xlsx")).worksheets:
        cells = [cell for row in page.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert {cell.value for cell in cells if cell.data_type == "n"} <= {None}
        assert not any(cell.hyperlink for cell in cells)


def test_only_the_fields_of_a_workbook_can_be_written_in(tmp_path: Path) -> None:
    plan = small_plan(tmp_path / "plan", "ref: '1.1'\ntitle: First\nleads: [AD]\n")
    file = sheets.made(plan, "xlsx")
    page = _page(file)
    free = [row[1].value for row in page.iter_rows() if not row[3].protection.locked]
    assert free == [
        "Progress since the last note",
        "Status",
        "Date completed, or later date wanted",
        "New evidence: what it is, and where",
    ]
    assert all(page.protection.sheet and not page.protection.password for page in [page])
    assert all(cell.protection.locked for row in page.iter_rows(max_col=3) for cell in row)


def test_the_table_of_a_workbook_is_one_table_for_every_reader(tmp_path: Path) -> None:
    plan = small_plan(tmp_path / "plan", "ref: '1.1'\ntitle: First\nleads: [AD]\n")
    book = load_workbook(sheets.made(plan, "xlsx"))
    page = book[DATA_SHEET]
    assert [cell.value for cell in next(page.iter_rows())] == list(COLUMNS)
    assert (page.freeze_panes, list(page.merged_cells.ranges)) == ("C2", [])
    assert [table.ref for table in page.tables.values()] == ["A1:D10"]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert book[RECORD_SHEET].sheet_state == "veryHidden"
    lists = {rule.formula1 for rule in page.data_validations.dataValidation}
    assert "'Words to choose from'!$A$2:$A$5" in lists
    words = [row[0] for row in book["Words to choose from"].iter_rows(values_only=True)]
    assert words[:6] == [
        "Status",
        "Not started",
        "In progress",
        "Complete",
        "Embedded",
        None,
    ]


def test_the_same_plan_on_the_same_day_gives_the_same_workbook(tmp_path: Path) -> None:
    plan = small_plan(tmp_path / "plan", "ref: '1.1'\ntitle: First\nleads: [AD]\n")
    first = sheets.made(plan, "xlsx").read_bytes()
    assert sheets.made(plan, "xlsx").read_bytes() == first


def test_a_document_has_what_a_screen_reader_needs(tmp_path: Path) -> None:
    plan = small_plan(tmp_path / "plan", "ref: '1.1'\ntitle: First\nleads: [AD]\n")
    paper = Document(str(sheets.made(plan, "docx")))
    assert (paper.core_properties.title, paper.core_properties.language) == (
        "Update for AD",
        "en-GB",
    )
    assert [p.text for p in paper.paragraphs if p.style and p.style.name == "Heading 1"] == [
        "How to fill this in",
        "1.1 First",
        "More, if it changed",
    ]
    for table in paper.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None  # noqa: SLF001 - python-docx has no name for it
        assert all(len(row.cells) == len(table.columns) for row in table.rows)
    titles = [each.get(qn("w:val")) for each in paper.element.iter(qn("w:alias"))]
    assert titles[0] == "1.1 Progress since the last note"
    listed = [e.get(qn("w:displayText")) for e in paper.element.iter(qn("w:listItem"))]
    assert listed[:3] == ["Not started", "In progress", "Complete"]


def test_a_cell_for_a_day_takes_none_that_is_to_come(tmp_path: Path) -> None:
    plan = small_plan(tmp_path / "plan", "ref: '1.1'\ntitle: First\nleads: [AD]\n")
    rules = load_workbook(sheets.made(plan, "xlsx"))[MORE_SHEET].data_validations.dataValidation
    days = {str(rule.sqref): rule.formula2 for rule in rules if rule.type == "date"}
    assert days == {"D5": "TODAY()"}


def test_what_a_document_carries_can_be_read_by_anybody(tmp_path: Path) -> None:
    plan = small_plan(tmp_path / "plan", "ref: '1.1'\ntitle: First\nleads: [AD]\n")
    with zipfile.ZipFile(sheets.made(plan, "docx")) as parts:
        said = parts.read("docProps/custom.xml").decode("utf-8")
    assert 'name="planctl plan"><vt:lpwstr>A small plan</vt:lpwstr>' in said
    assert 'name="planctl for"><vt:lpwstr>AD</vt:lpwstr>' in said
    assert 'name="planctl fingerprint 1 of 1.1"' in said


@pytest.mark.parametrize("form", sheets.PATHS)
def test_what_is_due_besides_stands_on_the_form(tmp_path: Path, form: str) -> None:
    governance = """\
        meetings: [{on: 27 March 2024}]
        reports: [{id: qa, title: QA report, cadence: [monthly], by: [SM QA]}]
        """
    text = "ref: '1.1'\ntitle: First\nleads: [AD, SM QA]\n"
    file = sheets.made(small_plan(tmp_path / "plan", text, governance=governance), form, "SM QA")
    whole = (
        [p.text for p in Document(str(file)).paragraphs]
        if form == "docx"
        else [str(r[0]) for r in load_workbook(file).worksheets[0].iter_rows(values_only=True)]
    )
    at = whole.index("Report: QA report")
    assert whole[at + 1].startswith("The form has no fields for these: answer in the message")
    assert "For SM QA (Service manager, quality assurance)." in whole


@pytest.mark.parametrize("form", sheets.PATHS)
def test_a_form_asks_how_an_action_goes_on_whose_pause_ends(tmp_path: Path, form: str) -> None:
    text = (
        "ref: '1.1'\ntitle: First\nleads: [AD]\ntimescale: 1 Mar 2024\n"
        "pauses: [{until: 20 March 2024, reason: The court first, agreed: 2024-02-14}]\n"
    )
    governance = "meetings: [{on: 14 February 2024}, {on: 27 March 2024}]\n"
    shown = _shown(sheets.made(small_plan(tmp_path / "plan", text, governance=governance), form))
    asked = "Paused until 20 March 2024: say how it goes on"
    assert any(asked in words for words in shown.values())


def test_a_form_shows_what_was_said_to_a_correction_of_the_first_promise(tmp_path: Path) -> None:
    text = (
        "ref: '1.1'\ntitle: First\nleads: [AD]\ntimescale: 1 Mar 2024\n"
        "corrections: [{was: 1 Mar 2024, to: 1 May 2024, reason: Misread, refused: 2024-02-14}]\n"
    )
    plan = small_plan(tmp_path / "plan", text, governance="meetings: [{on: 14 February 2024}]\n")
    assert _shown(sheets.made(plan, "xlsx"))[DATE] == (
        "1 March 2024\n"
        "first promise corrected, was 1 March 2024, now 1 May 2024, refused 14 February 2024"
    )


def test_an_answer_of_a_meeting_to_come_is_none_on_a_form(tmp_path: Path) -> None:
    text = (
        "ref: '1.1'\ntitle: First\nleads: [AD]\ntimescale: 1 Mar 2024\n"
        "extensions: [{to: 1 May 2024, reason: More time, agreed: 2024-04-10}]\n"
    )
    governance = "meetings: [{on: 14 February 2024}, {on: 10 April 2024}]\n"
    plan = small_plan(tmp_path / "plan", text, governance=governance)
    shown = _shown(sheets.made(plan, "xlsx"))
    assert shown[DATE] == "1 March 2024\n1 May 2024, asked for, not answered"


def test_of_many_later_dates_the_form_counts_all_but_the_last(tmp_path: Path) -> None:
    asked = ", ".join(f"{{to: {day} May 2024, reason: More}}" for day in (1, 2, 3))
    text = f"ref: '1.1'\ntitle: First\nleads: [AD]\ntimescale: 1 Mar 2024\nextensions: [{asked}]\n"
    shown = _shown(sheets.made(small_plan(tmp_path / "plan", text), "xlsx"))
    assert shown[DATE] == (
        "1 March 2024\n2 changes or requests before this:\n3 May 2024, asked for, not answered"
    )
    assert "2 May 2024, asked for, not answered" in shown["1.1", "Why more time is needed"]


def test_a_text_longer_than_a_cell_goes_on_in_the_plan(tmp_path: Path) -> None:
    text = f"ref: '1.1'\ntitle: First\nleads: [AD]\nactions: [{'word ' * 9000}]\n"
    shown = _shown(sheets.made(small_plan(tmp_path / "plan", text), "xlsx"))
    assert shown["1.1", "What will be done"].endswith("word … (goes on in the plan)")


def test_the_form_asks_by_when_the_papers_are_due(tmp_path: Path) -> None:
    plan = small_plan(
        tmp_path / "plan",
        "ref: '1.1'\ntitle: First\nleads: [AD]\n",
        governance="board: {papers_due: 7}\nmeetings: [{on: 27 March 2024}]\n",
    )
    paper = Document(str(sheets.made(plan, "docx")))
    assert paper.paragraphs[3].text == (
        "Please fill in “Your update” for 1 action, and send this back by 20 March 2024, when "
        "the papers are due."
    )


@pytest.mark.parametrize("form", sheets.PATHS)
def test_a_form_with_answers_in_it_is_not_written_over(tmp_path: Path, form: str) -> None:
    plan = small_plan(tmp_path / "plan", "ref: '1.1'\ntitle: First\nleads: [AD, SM QA]\n")
    file = sheets.made(plan, form)
    before = sheets.fill(file, {("1.1", "Progress since the last note"): "Seen."}).read_bytes()
    code, lines, err = _sheet(plan, "--lead", "AD", "--format", form, "--out", file)
    assert (code, lines) == (2, [])
    assert err == (
        f"planctl: {file} has answers in it, or is no form\n"
        "  hint: nothing was written; take answers in with planctl sheet read, then move the file "
        "away; or name another folder with --out\n"
    )
    assert file.read_bytes() == before


def test_where_one_of_several_files_is_no_empty_form_none_is_written(tmp_path: Path) -> None:
    plan = small_plan(tmp_path / "plan", "ref: '1.1'\ntitle: First\nleads: [AD, SM QA, X]\n")
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets/update-ad.xlsx").write_bytes(b"a shopping list")
    (tmp_path / "sheets/update-x.xlsx").mkdir()
    code, lines, err = _sheet(plan, cwd=tmp_path)
    named = "sheets/update-ad.xlsx, sheets/update-x.xlsx have answers, or are no forms"
    assert (code, lines, err.splitlines()[0]) == (2, [], f"planctl: {named}")
    assert not (tmp_path / "sheets/update-sm-qa.xlsx").exists()


@pytest.mark.parametrize("form", sheets.PATHS)
def test_an_empty_form_is_made_anew(tmp_path: Path, form: str) -> None:
    plan = small_plan(tmp_path / "plan", "ref: '1.1'\ntitle: First\nleads: [AD]\n")
    file = sheets.made(plan, form)
    small_plan(plan, "ref: '1.1'\ntitle: Another\nleads: [AD]\n")
    assert _sheet(plan, "--lead", "AD", "--format", form, "--out", file)[0] == 0
    assert _shown(file)["1.1", "Action"] == "Another"
