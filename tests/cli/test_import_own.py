"""What planctl printed or exported comes in again by its own door, and says the same."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from make import OUR_PLAN, loaded, put, small_plan
from planctl.model.words import COLUMN_NAMES
from running import Ran, planctl

pytestmark = pytest.mark.slow

Change = Callable[[Workbook], None]
AS_AT: Final = ("--as-at", "2024-03-13")


def test_a_plan_comes_back_whole_from_its_workbook(tmp_path: Path) -> None:
    planctl("export", "--format", "xlsx", "--plan", OUR_PLAN, "--out", "a.xlsx", cwd=tmp_path)
    ran = planctl("import", "a.xlsx", "--into", "back/plan", cwd=tmp_path)
    assert ran.out.startswith("33 actions in 7 areas found in a.xlsx\n1 thing needs a person\n")
    assert "a workbook holds what the plan says: no comments, no evidence files" in ran.out
    assert loaded(tmp_path / "back/plan").plan == loaded(OUR_PLAN).plan


def _imported(tmp_path: Path, change: Change = lambda _: None) -> list[str]:
    """The lines that an import says of a workbook, after a person changed it."""
    file = tmp_path / "a.xlsx"
    words = (*AS_AT, "--format", "xlsx", "--plan", tmp_path / "plan", "--out", file)
    assert planctl("export", *words).code == 0
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)
    ran = planctl("import", "a.xlsx", "--into", "back/plan", cwd=tmp_path)
    assert ran.code == 0, ran.err
    return ran.out.splitlines()


def test_comments_that_a_workbook_does_not_hold_are_counted(tmp_path: Path) -> None:
    comments = '# yaml-language-server: $schema=x\n# why\nref: 1.1 # as agreed\ntitle: "#1"\n'
    small_plan(tmp_path / "plan", comments)
    assert _imported(tmp_path)[1:3] == [
        "1 thing needs a person",
        (
            "  the plan that was exported: 2 comments in its files, which a workbook does not "
            "hold: copy what you need"
        ),
    ]


def test_a_file_that_could_not_be_read_when_the_plan_was_exported_is_named(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", "ref: [")
    planctl("export", "--format", "xlsx", "--out", "a.xlsx", cwd=tmp_path)
    lines = planctl("import", "a.xlsx", "--into", "back", cwd=tmp_path).out.splitlines()
    [line] = [line for line in lines if "could not be read" in line]
    assert line.startswith("  the plan that was exported “areas/1-practice/")


EVIDENCE: Final = """
evidence:
  - {title: A, kind: document, file: evidence/a.pdf}
  - {title: B, kind: document, file: evidence/b.pdf}
  - {title: C, kind: document, url: https://example.org/c}
"""


def test_the_files_of_evidence_that_a_workbook_does_not_hold_are_named(tmp_path: Path) -> None:
    other = {"areas__1-practice__1.2": f"ref: 1.2\ntitle: Other\n{EVIDENCE}"}
    small_plan(tmp_path / "plan", f"ref: 1.1\ntitle: First\n{EVIDENCE}", **other)
    lines = _imported(tmp_path)
    assert lines[1] == "1 thing needs a person"
    assert lines[2].startswith("  evidence, 2 times: a workbook does not hold this file: copy it")
    assert lines[2].endswith("1.1, 1.2 “evidence/a.pdf”; 1.1, 1.2 “evidence/b.pdf”")
    report = (tmp_path / "back/import-report.md").read_text("utf-8")
    assert "Note: a workbook holds what the plan says" in report
    assert "evidence/b.pdf" in report.partition("## What was guessed")[0]


def test_what_a_person_wrote_where_planctl_works_it_out_is_named(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", "ref: 1.1\ntitle: First\n")

    def change(book: Workbook) -> None:
        book["Actions"]["E2"].value = "blue"
        book["Actions"]["B2"].comment = Comment("Ask the chair", "A lead")

    lines = _imported(tmp_path, change)
    assert [lines[2], lines[4]] == [
        (
            "  row 2 of the sheet “Actions”, column “Progress rating” “blue”: planctl works this "
            "out, so it was not taken: change what it follows from"
        ),
        (
            "  sheet Actions, comment on B2 “Ask the chair”: it stands on the sheet and in no "
            "cell, and was not taken"
        ),
    ]
    said = json.loads((tmp_path / "back/import-report.json").read_text("utf-8"))
    assert said["notes"][0].startswith("a workbook holds what the plan says")


def test_without_the_record_of_its_grey_cells_an_import_says_that_it_cannot_tell(
    tmp_path: Path,
) -> None:
    small_plan(tmp_path / "plan", "ref: 1.1\ntitle: First\n")

    def change(book: Workbook) -> None:
        del book["Worked out"]

    lines = _imported(tmp_path, change)
    assert lines[1] == "nothing needs a person"
    assert any("cannot tell whether anybody wrote in its grey columns" in line for line in lines)


def test_a_plan_is_not_brought_up_to_date_with_what_was_made_from_it(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", 'ref: "1.1"\ntitle: First\n')
    planctl("export", "--format", "xlsx", "--out", "a.xlsx", cwd=tmp_path)
    ran = planctl("import", "a.xlsx", "--update", cwd=tmp_path)
    assert ran.code == 2
    assert "a.xlsx is a plan that planctl wrote, and no newer paper" in ran.err
    assert "hint: import it --into a new folder" in ran.err


def test_a_workbook_of_ours_with_a_row_that_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path,
) -> None:
    small_plan(tmp_path / "plan", 'ref: "1.1"\ntitle: First\n')
    planctl("export", "--format", "xlsx", "--out", "a.xlsx", cwd=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book["Actions"].cell(1, 1).value = "Something else"
    book.save(tmp_path / "a.xlsx")
    ran = planctl("import", "a.xlsx", "--into", "back", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "a.xlsx: " in ran.err
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize(
    ("size", "name", "form", "flag"),
    [
        ("highlight", "highlight-report", "html", "--into"),
        ("standard", "board-pack", "md", "--update"),
        ("full", "full-report", "docx", "--into"),
    ],
)
def test_a_pack_of_ours_is_known_and_refused_by_its_name(
    form: str, flag: str, size: str, name: str, tmp_path: Path
) -> None:
    small_plan(tmp_path / "plan", 'ref: "1.1"\ntitle: First\n')
    planctl("report", *AS_AT, "--size", size, "--format", form, "-o", "pack", cwd=tmp_path)
    name = f"{name}-a-council-2024-03.{form}"
    folder = ["--into", "back/plan"] if flag == "--into" else ["--update"]
    ran = planctl("import", f"pack/{name}", *folder, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    first, hint = ran.err.splitlines()
    assert first == f"planctl: {name} is a board pack that planctl printed, and not a plan"
    assert "change the plan folder that it was made from" in hint
    assert not (tmp_path / "back").exists()


def test_a_paper_that_only_has_a_heading_or_the_columns_of_ours_is_no_pack(tmp_path: Path) -> None:
    columns, row = "\t".join(COLUMN_NAMES), "1.1\tDo it"
    table = "| Ref | Action |\n|--|--|\n| 1 | Do |"
    put(tmp_path, {"a.txt": f"{columns}\n{row}\n", "b.md": f"# Highlights\n\n{table}\n"})
    for name in ("a.txt", "b.md"):
        assert planctl("import", name, "--into", f"{name}-plan", cwd=tmp_path).code == 0


def test_every_cell_of_a_workbook_of_ours_that_cannot_be_read_has_a_line(tmp_path: Path) -> None:
    actions = {f"areas__1-practice__1.{n}": f'ref: "1.{n}"\ntitle: First\n' for n in (1, 2)}
    small_plan(tmp_path / "plan", **actions)
    planctl("export", "--format", "xlsx", "--out", "a.xlsx", cwd=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    for row in (2, 3):
        book["Actions"].cell(row, 4).value = "finished"
    book.save(tmp_path / "a.xlsx")
    ran = planctl("import", "a.xlsx", "--into", "back", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    first, *lines, last = ran.err.splitlines()
    assert first == "planctl: a.xlsx: 2 things in it cannot be read back, so nothing was written:"
    assert [line.partition(":")[0] for line in lines] == [
        f"  row {row} of the sheet “Actions”, column “Status”" for row in (2, 3)
    ]
    assert last == "  hint: put them right in the workbook, and import it again"
    assert not (tmp_path / "back").exists()


_TWO: Final = {
    f"areas__1-practice__{ref}": (
        f'ref: "{ref}"\ntitle: First\nprogress:\n  - date: 2024-03-01\n    note: Of {ref}\n'
    )
    for ref in ("1.1", "1.10")
}


def _with_numbers(root: Path, cells: Mapping[tuple[str, int], float | int]) -> Ran:
    """What an import says of a workbook after Excel made numbers of the first cells of rows."""
    planctl("export", *AS_AT, "--format", "xlsx", "--out", "a.xlsx", cwd=root)
    book = openpyxl.load_workbook(root / "a.xlsx")
    for (sheet, row), number in cells.items():
        book[sheet].cell(row, 1).value = number
    book.save(root / "a.xlsx")
    return planctl("import", "a.xlsx", "--into", "back/plan", cwd=root)


def test_a_ref_that_excel_made_a_number_is_refused_where_two_actions_could_be_meant(
    tmp_path: Path,
) -> None:
    small_plan(tmp_path / "plan", **_TWO)
    ran = _with_numbers(tmp_path, {("Progress", 3): 1.1})
    assert (ran.code, ran.out) == (2, "")
    assert (
        "row 3 of the sheet “Progress”, column “Ref”: it is the number 1.1, and nobody can tell "
        "which is meant: 1.1 or 1.10\n  hint: write it as text, with an apostrophe before it"
    ) in ran.err
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize("cells", [[("Actions", 2)], [("Actions", 2), ("Progress", 2)]])
def test_a_ref_that_excel_made_a_number_is_not_taken_for_another_name(
    cells: list[tuple[str, int]], tmp_path: Path
) -> None:
    small_plan(tmp_path / "plan", **{"areas__1-practice__1.10": _TWO["areas__1-practice__1.10"]})
    ran = _with_numbers(tmp_path, dict.fromkeys(cells, 1.1))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("it is the number 1.1, and nobody can tell which is meant") == len(cells)


@pytest.mark.parametrize("sheet", ["Actions", "Progress"])
def test_a_ref_that_excel_made_a_number_is_taken_where_one_action_only_can_be_meant(
    sheet: str, tmp_path: Path
) -> None:
    small_plan(tmp_path / "plan", **{"areas__1-practice__1.1": _TWO["areas__1-practice__1.1"]})
    ran = _with_numbers(tmp_path, {(sheet, 2): 1.1, ("Areas", 2): 1})
    assert ran.code == 0, ran.err
    assert loaded(tmp_path / "back/plan").plan == loaded(tmp_path / "plan").plan


def test_a_new_ref_that_is_a_number_is_told_by_its_point(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", **_TWO)
    ran = _with_numbers(tmp_path, {("Progress", 4): 7, ("Progress", 5): 7.2})
    assert "row 5 of the sheet “Progress”, column “Ref”: it is the number 7.2" in ran.err
    assert "row 4" not in ran.err


def test_a_file_that_only_looks_like_word_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {"a.docx": b"PK\x03\x04broken"})
    ran = planctl("import", "a.docx", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err.startswith("planctl: a.docx: ")


def test_a_table_that_breaks_off_is_refused_with_its_line(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": 'ref,action\n"1,do it\n'})
    ran = planctl("import", "a.csv", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("planctl: a.csv: line 2 cannot be read: ")
