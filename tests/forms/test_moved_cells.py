"""planctl sheet read: what was filled in for one action never lands in another."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from docx import Document
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import sheets
from make import put, small_plan
from planctl.forms.layout import MORE_SHEET
from running import Ran, planctl

pytestmark = pytest.mark.slow

FOLDER: Final = "areas/1-practice"
ONE: Final = f"{FOLDER}/1.1-first.yaml"
TEN: Final = f"{FOLDER}/1.10-tenth.yaml"
PROGRESS: Final = "Progress since the last note"


def action(ref: str, title: str, tasks: str = "[]") -> str:
    return f'ref: "{ref}"\ntitle: {title}\nleads: [AD]\nactions: {tasks}\n'


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    tenth = action("1.10", "Tenth", "[Do the tenth]")
    return small_plan(tmp_path / "plan", action("1.1", "First"), **{TEN[:-5]: tenth})


def read(plan: Path, form: Path) -> Ran:
    more = ("--format", "json", "--plan", plan, "--as-at", "2024-03-13")
    return planctl("sheet", "read", form, *more)


def refused(ran: Ran) -> list[tuple[str, str]]:
    return [
        (each["ref"], each["why"]) for each in ran.json["outcomes"] if each["fate"] == "refused"
    ]


def relabelled(form: Path, old: str, new: str | float) -> Path:
    """A form with another ref beside every row of an action."""

    def write(page: Worksheet) -> None:
        for row in page.iter_rows(min_row=2):
            if row[0].value == old:
                row[0].value = new

    return sheets.changed(form, write)


def without_record(form: Path) -> Path:
    book = load_workbook(form)
    del book["planctl"]
    book.custom_doc_props.props.clear()  # type: ignore[attr-defined]  # its stubs lack them
    book.save(form)
    return form


def filled(plan: Path, ref: str = "1.10") -> Path:
    return sheets.fill(sheets.made(plan, "xlsx"), {(ref, PROGRESS): "Seen."})


def test_a_ref_that_became_a_number_is_read_by_the_words_beside_it(plan: Path) -> None:
    ran = read(plan, relabelled(filled(plan), "1.10", 1.1))
    assert ran.code == 0
    assert "Seen." in (plan / TEN).read_text("utf-8")
    assert "Seen." not in (plan / ONE).read_text("utf-8")


def test_without_a_record_a_ref_that_became_a_number_is_not_read(plan: Path) -> None:
    ran = read(plan, without_record(relabelled(filled(plan), "1.10", 1.1)))
    why = "this ref stands for two actions on the form, “First” and “Tenth”"
    assert refused(ran) == [("1.1", f"{why}; one of them is 1.10 of the plan")]
    assert ran.json["written"] is False


def test_rows_that_are_labelled_as_another_action_are_refused_and_named(plan: Path) -> None:
    ran = read(plan, relabelled(filled(plan), "1.10", "1.1"))
    why = "the form has the words of another action beside this ref: those of 1.10"
    assert refused(ran) == [("1.1", why)]
    assert (ran.code, ran.json["counts"]["not_read"]) == (1, 0)


def test_one_row_that_is_labelled_as_another_action_is_refused(plan: Path) -> None:
    put(plan, {TEN: action("1.10", "Tenth") + "progress: [{date: 2024-01-02, note: Of ten.}]\n"})
    form = filled(plan)

    def write(page: Worksheet) -> None:
        for row in page.iter_rows(min_row=2):
            if row[3].value == "Seen.":
                row[0].value = "1.1"

    ran = read(plan, sheets.changed(form, write))
    assert [ref for ref, _ in refused(ran)] == ["1.1"]


def test_two_actions_under_one_ref_of_which_the_plan_has_neither_are_refused(plan: Path) -> None:
    form = without_record(relabelled(filled(plan), "1.10", "1.1"))
    put(plan, {TEN: action("1.10", "Eleventh")})
    why = "this ref stands for two actions on the form, “First” and “Tenth”"
    assert refused(read(plan, form)) == [("1.1", why)]


def test_a_number_without_words_to_know_it_by_is_not_read(plan: Path) -> None:
    form = without_record(filled(plan, "1.1"))

    def write(page: Worksheet) -> None:
        for row in page.iter_rows(min_row=2):
            if row[1].value in {"Action", "What will be done"}:
                row[1].value = None
            elif row[0].value == "1.1":
                row[0].value = 1.1

    ran = read(plan, sheets.changed(sheets.changed(form, write), write, MORE_SHEET))
    why = "the ref became a number in Excel, which may have lost a nought (1.10 becomes 1.1)"
    assert refused(ran) == [("1.1", why)]


def without_first_words(form: Path) -> Path:
    def write(page: Worksheet) -> None:
        for row in page.iter_rows(min_row=2):
            if row[1].value in {"Action", "What will be done"}:
                row[1].value = None

    return sheets.changed(without_record(form), write)


def test_a_ref_alone_is_believed_where_it_is_written_as_words(plan: Path) -> None:
    ran = read(plan, without_first_words(filled(plan)))
    assert (refused(ran), ran.json["counts"]["taken"]) == ([], 1)


@pytest.mark.parametrize("form", sheets.PATHS)
def test_a_ref_that_another_action_has_now_is_refused_and_its_own_named(
    plan: Path, form: str
) -> None:
    file = sheets.fill(sheets.made(plan, form), {("1.10", PROGRESS): "Seen."})
    put(plan, {TEN: action("1.10", "Other"), f"{FOLDER}/1.9-x.yaml": action("1.9", "Tenth")})
    ran = read(plan, file)
    why = "the plan’s 1.10 is another action now, “Other”; the form’s words are those of 1.9"
    assert refused(ran) == [("1.10", why)]
    assert "Seen." not in (plan / TEN).read_text("utf-8")


def test_a_ref_that_another_action_has_now_is_refused_without_a_record_too(plan: Path) -> None:
    form = without_record(filled(plan))
    put(plan, {TEN: action("1.10", "Other")})
    why = "the plan’s 1.10 is “Other” now, and the form has other words"
    assert refused(read(plan, form)) == [("1.10", why)]


@pytest.mark.parametrize("lose", [without_record, lambda form: form], ids=["bare", "whole"])
def test_an_action_with_another_title_and_the_same_tasks_is_the_same(
    plan: Path, lose: Callable[[Path], Path]
) -> None:
    form = lose(filled(plan))
    put(plan, {TEN: action("1.10", "The tenth", "[Do the tenth]")})
    ran = read(plan, form)
    assert (refused(ran), ran.json["counts"]["taken"]) == ([], 1)


def test_a_table_of_word_that_is_headed_by_another_ref_is_refused(plan: Path) -> None:
    file = sheets.fill(sheets.made(plan, "docx"), {("1.10", PROGRESS): "Seen."})
    paper = Document(str(file))
    head = next(t for t in paper.tables if t.cell(0, 0).text == "Ref 1.10").cell(0, 0)
    head.text = "Ref 1.1"
    paper.save(str(file))
    why = "the form has the words of another action beside this ref: those of 1.10"
    assert refused(read(plan, file)) == [("1.1", why)]


def test_a_ref_whose_row_of_words_was_typed_over_is_known_by_its_record(plan: Path) -> None:
    file = sheets.fill(sheets.made(plan, "docx"), {("1.10", PROGRESS): "Seen."})
    paper = Document(str(file))
    [cell, _] = [c for t in paper.tables for r in t.rows for c in r.cells if c.text == "Tenth"]
    cell.text = "Typed over"
    paper.save(str(file))
    assert read(plan, file).json["counts"]["taken"] == 1


def test_an_action_whose_file_cannot_be_read_is_told_so(plan: Path) -> None:
    form = filled(plan)
    put(plan, {TEN: action("1.10", "Tenth") + "colour: blue\nstatus: [\n"})
    ran = read(plan, form)
    [(ref, why)] = refused(ran)
    assert (ref, why) == ("1.10", f"the file of 1.10 could not be read: {plan / TEN}")
    assert ran.json["outcomes"][0]["hint"] == "run planctl check to see why"
