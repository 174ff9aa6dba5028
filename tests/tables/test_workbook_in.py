"""A workbook of ours becomes the plan that it was made of, and says what it cannot read."""

import io
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from anyplan import HOSTILE, LONG, plans
from everything import everything
from fill import Filler, filled
from make import OUR_PLAN, loaded, put, small_plan
from planctl.intake.read import office as archive
from planctl.intake.read.paper import UnreadableFile
from planctl.model.plan import Plan
from planctl.model.problem import PlanValue
from planctl.tables import workbook_in, workbook_out
from planctl.tables.workbook_in import RawCell, RawRow, is_plan_workbook, open_plan_workbook
from planctl.tables.workbook_layout import WORKBOOK_MARK
from planctl.tables.workbook_out import plan_workbook
from planctl.tables.workbook_to_plan import (
    PlanFromWorkbook,
    plan_from_sheets,
    read_plan_workbook,
)
from tables import said, tabled_of, written_into

pytestmark = pytest.mark.slow

Change = Callable[[Workbook], None]
Sheets = Mapping[str, Sequence[RawRow]]


def _read(content: bytes | Sheets) -> PlanFromWorkbook | None:
    if isinstance(content, bytes):
        return read_plan_workbook(content)
    return plan_from_sheets(content)


def _files(content: bytes | Sheets) -> Mapping[str, PlanValue] | None:
    found = _read(content)
    return found.files if found else None


def _back(content: bytes | Sheets, root: Path) -> Plan:
    files = _files(content)
    assert files is not None
    return said(written_into(root, files).plan)


def _changed(content: bytes, change: Change) -> bytes:
    """The workbook after a person changed it, in a program that writes workbooks its own way."""
    book = load_workbook(io.BytesIO(content))
    change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@cache
def _opened(content: bytes) -> Sheets:
    return open_plan_workbook(content) or {}


def _edited(content: bytes, change: Change) -> Sheets:
    """The rows of a workbook after a person changed them, without the file that they stand in."""
    book = Workbook()
    del book["Sheet"]
    for name, rows in _opened(content).items():
        sheet = book.create_sheet(name)
        for row in rows:
            for column, value in enumerate(row.cells, 1):
                if value is not None:
                    sheet.cell(row.number, column).value = value
    change(book)
    return {
        sheet.title: [
            RawRow(number, cast("Sequence[RawCell]", cells))
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1)
            if any(cell is not None for cell in cells)
        ]
        for sheet in book.worksheets
    }


def _cell(book: Workbook, sheet: str, heading: str, row: int = 2) -> Any:  # noqa: ANN401 - of the library
    headings = [cell.value for cell in book[sheet][1]]
    return book[sheet].cell(row, headings.index(heading) + 1)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return everything(tmp_path_factory.mktemp("plan"))


@pytest.fixture(scope="module")
def book(plan: Path) -> bytes:
    return plan_workbook(tabled_of(plan))


def test_our_plan_comes_back(tmp_path: Path) -> None:
    assert _back(plan_workbook(tabled_of(OUR_PLAN)), tmp_path) == said(loaded(OUR_PLAN).plan)


def test_our_plan_comes_back_into_the_same_files() -> None:
    files = _files(plan_workbook(tabled_of(OUR_PLAN))) or {}
    whole = {path.relative_to(OUR_PLAN).as_posix() for path in OUR_PLAN.rglob("*.yaml")}
    assert whole - {*files} == {"policy.yaml"}  # it says what is so without it


def test_the_plan_of_the_demonstration_comes_back(demonstration: Path, tmp_path: Path) -> None:
    root = demonstration / "plan"
    as_at = date(2024, 11, 6)
    assert _back(plan_workbook(tabled_of(root, as_at)), tmp_path / "back") == said(
        loaded(root).plan
    )


def test_a_plan_with_one_of_everything_comes_back(plan: Path, book: bytes, tmp_path: Path) -> None:
    assert _back(book, tmp_path / "back") == said(loaded(plan).plan)


def test_every_key_of_every_file_comes_back(tmp_path: Path) -> None:
    root = filled(tmp_path / "plan", Filler("Words of {}".format, lambda _: "1.1"))
    assert _back(plan_workbook(tabled_of(root)), tmp_path / "back") == said(loaded(root).plan)


@given(plans())
@settings(max_examples=settings().max_examples // 3, suppress_health_check=list(HealthCheck))
def test_any_plan_comes_back(files: dict[str, PlanValue]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        before = written_into(root / "plan", files)
        assert before.plan.unread == ()
        assert _back(plan_workbook(tabled_of(root / "plan")), root / "back") == said(before.plan)


def test_any_text_comes_back_to_the_character(tmp_path: Path) -> None:
    vision: list[PlanValue] = [*HOSTILE, *LONG]
    files: dict[str, PlanValue] = {
        "plan.yaml": {"title": LONG[-1], "organisation": "A", "vision": vision}
    }
    before = written_into(tmp_path / "plan", files)
    assert before.plan.plan
    assert before.plan.plan.vision == (*HOSTILE, *LONG)
    assert _back(plan_workbook(tabled_of(tmp_path / "plan")), tmp_path / "back") == said(
        before.plan
    )


def test_texts_that_sheets_share_come_back_to_the_character(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, PlanValue] = {
        "glossary.yaml": {f"{n}": text for n, text in enumerate(HOSTILE)}
    }
    before = written_into(tmp_path / "plan", files)
    options = {**workbook_out._OPTIONS, "constant_memory": False}  # noqa: SLF001 - as Excel itself writes
    monkeypatch.setattr(workbook_out, "_OPTIONS", options)
    content = plan_workbook(tabled_of(tmp_path / "plan"))
    assert "xl/sharedStrings.xml" in ZipFile(io.BytesIO(content)).namelist()
    assert _back(content, tmp_path / "back") == said(before.plan)


def test_a_row_of_nothing_but_spaces_is_passed_over(
    plan: Path, book: bytes, tmp_path: Path
) -> None:
    def change(made: Workbook) -> None:
        made["Milestones"].append([" ", None, "  "])

    assert _back(_edited(book, change), tmp_path / "back") == said(loaded(plan).plan)


def test_rows_and_columns_can_be_put_in_another_order(
    plan: Path, book: bytes, tmp_path: Path
) -> None:
    def shuffle(made: Workbook) -> None:
        for sheet in made.worksheets:
            headings, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
            if sheet.title not in {"Read me", "Data dictionary"}:
                for number, cells in enumerate((headings, [], *reversed(rows)), 1):
                    for column in range(1, sheet.max_column + 1):
                        sheet.cell(number, column).value = None
                    for column, value in enumerate(reversed(cells), 1):
                        sheet.cell(number, column).value = value

    assert _back(_changed(book, shuffle), tmp_path / "back") == said(loaded(plan).plan)


def test_what_is_judged_and_what_is_empty_can_be_deleted(
    plan: Path, book: bytes, tmp_path: Path
) -> None:
    def delete(made: Workbook) -> None:
        for name in ("Problems", "RAG key", "Data dictionary", "Escalations"):
            del made[name]
        made["Actions"].delete_cols(6)

    assert _back(_edited(book, delete), tmp_path / "back") == said(loaded(plan).plan)


def _action(plan: Plan, ref: str) -> Any:  # noqa: ANN401 - what is asked of it differs
    return next(action for _, action in plan.actions if action.ref == ref)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (datetime(2024, 2, 3), "2024-02-03"),  # noqa: DTZ001 - a cell of Excel has no zone
        ("3/2/2024", "2024-02-03"),
        (" 3 Feb 2024 ", "2024-02-03"),
    ],
)
def test_a_day_can_be_typed_as_a_date_or_as_text(
    book: bytes, typed: object, day: str, tmp_path: Path
) -> None:
    def change(made: Workbook) -> None:
        _cell(made, "Progress", "Date").value = typed

    notes = _action(_back(_edited(book, change), tmp_path), "1.1").progress
    assert notes[0].date.isoformat() == day


@pytest.mark.parametrize(
    ("typed", "form", "value"),
    [(55.5, "General", 55.5), ("55.5", "@", 55.5), (0.57, "0%", 57.0), (40, "0", 40.0)],
)
def test_a_figure_is_what_a_person_sees(
    book: bytes, typed: object, form: str, value: float, tmp_path: Path
) -> None:
    def change(made: Workbook) -> None:
        cell = _cell(made, "Observations", "Value")
        cell.value, cell.number_format = typed, form

    [measure] = _back(_changed(book, change), tmp_path).measures
    assert measure.observations[0].value == value


def test_a_word_for_a_missing_figure_and_a_choice_in_capitals_are_read(
    book: bytes, tmp_path: Path
) -> None:
    def change(made: Workbook) -> None:
        _cell(made, "Observations", "Value").value = None
        _cell(made, "Observations", "Value: why none").value = "Withheld"
        _cell(made, "Actions", "Status").value = "In\u00a0Progress "

    back = _back(_edited(book, change), tmp_path)
    assert back.measures[0].observations[0].value == "withheld"
    assert _action(back, "1.1").status == "in progress"


@pytest.mark.parametrize("word", ["not rated", "Not rated", "grey"])
def test_a_rating_that_is_none_is_called_so_as_in_the_pack(
    word: str, book: bytes, tmp_path: Path
) -> None:
    ratings = {cell.value for cell in load_workbook(io.BytesIO(book))["RAG key"]["B"]}
    assert {"not rated", "red"} <= ratings
    assert "grey" not in ratings
    change = _set("Actions", "Progress RAG, declared", word)
    assert _action(_back(_edited(book, change), tmp_path), "1.1").progress_rag == "grey"


def test_numbers_days_and_truth_in_a_text_are_what_a_person_sees(
    book: bytes, tmp_path: Path
) -> None:
    def change(made: Workbook) -> None:
        for row, value in enumerate((12, 1.5, True, datetime(2024, 2, 3)), 2):  # noqa: DTZ001
            _cell(made, "Actions", "Title", row).value = value
        _cell(made, "Actions", "Title", 6).value = datetime(2024, 2, 3, 4, 5)  # noqa: DTZ001

    back = _back(_changed(book, change), tmp_path)
    titles = [_action(back, f"1.{number}").title for number in range(1, 6)]
    assert titles == ["12", "1.5", "yes", "2024-02-03", "2024-02-03 04:05:00"]


def test_a_row_that_is_added_without_a_number_comes_last(book: bytes, tmp_path: Path) -> None:
    def change(made: Workbook) -> None:
        made["Milestones"].append(["1.3", None, "A third step", "May 2024"])
        made["Milestones"].append(["1.2", None, "A first step"])

    back = _back(_edited(book, change), tmp_path)
    assert [each.what for each in _action(back, "1.3").milestones][-1] == "A third step"
    assert [each.what for each in _action(back, "1.2").milestones] == ["A first step"]


def test_an_action_that_moves_or_is_renamed_has_a_file_that_fits(book: bytes) -> None:
    def change(made: Workbook) -> None:
        _cell(made, "Actions", "Area", 3).value = "2"
        _cell(made, "Actions", "Ref", 7).value = "9.9"
        _cell(made, "Areas", "Ref", 3).value = "2"

    files = _files(_edited(book, change)) or {}
    assert "areas/2-empty/1.2-on-track.yaml" in files
    assert "areas/1-practice/9.9-overdue.yaml" in files


def test_what_has_no_file_yet_gets_one(book: bytes) -> None:
    def change(made: Workbook) -> None:
        for row in (2, 3):
            _cell(made, "Areas", "File", row).value = None
        for row in range(2, 17):
            _cell(made, "Actions", "File", row).value = None

    files = _files(_edited(book, change)) or {}
    assert "areas/1-practice-with-children/area.yaml" in files
    assert "areas/2-an-area-without-actions/area.yaml" in files
    assert "areas/1-practice-with-children/1.4-extended-and-a-later-date-asked-for.yaml" in files


def test_an_area_without_a_file_takes_the_folder_of_its_actions(book: bytes) -> None:
    def change(made: Workbook) -> None:
        _cell(made, "Areas", "File").value = None

    files = _files(_edited(book, change)) or {}
    assert "areas/1-practice/area.yaml" in files


def test_two_areas_do_not_share_a_folder(tmp_path: Path) -> None:
    root = small_plan(tmp_path, **{"areas__1-b__area": "ref: 1 b\ntitle: B\n"})

    def change(made: Workbook) -> None:
        for row in (2, 3):
            _cell(made, "Areas", "File", row).value = "areas/1-b/area.yaml"

    files = _files(_edited(plan_workbook(tabled_of(root)), change)) or {}
    areas = [path for path in files if path.startswith("areas")]
    assert areas == ["areas/1-b/area.yaml", "areas/1-b-2/area.yaml"]


def test_two_actions_of_one_name_have_two_files(tmp_path: Path) -> None:
    root = small_plan(
        tmp_path, "ref: 1/1\ntitle: A\n", **{"areas__1-practice__x": "ref: 1-1\ntitle: A\n"}
    )

    def change(made: Workbook) -> None:
        for row in (2, 3):
            _cell(made, "Actions", "File", row).value = None

    files = _files(_edited(plan_workbook(tabled_of(root)), change)) or {}
    actions = [path for path in files if path.startswith("areas/1-practice/1-1")]
    assert actions == ["areas/1-practice/1-1-a.yaml", "areas/1-practice/1-1-a-2.yaml"]


def test_lists_of_a_file_without_a_row_of_its_own_are_read(tmp_path: Path) -> None:
    root = small_plan(tmp_path)

    def change(made: Workbook) -> None:
        made["Governance"].delete_rows(2)

    files = _files(_edited(plan_workbook(tabled_of(root)), change)) or {}
    governance = files["governance.yaml"]
    assert isinstance(governance, dict)
    assert governance["meetings"] == [{"on": "14 February 2024"}, {"on": "March 2024"}]


def test_a_plan_whose_first_file_could_not_be_read_comes_back_without_it(tmp_path: Path) -> None:
    root = small_plan(tmp_path / "plan", plan="[")
    back = _back(plan_workbook(tabled_of(root)), tmp_path / "back")
    assert back == said(loaded(root).plan)
    assert back.plan is None


FAULTS: dict[str, tuple[str, str, int, object, str]] = {
    "no day": ("Progress", "Date", 2, "soon", "“soon” is not a form of date that planctl reads"),
    "a number as a day": ("Progress", "Date", 2, 7, "“1900-01-07” is of the year 1900"),
    "no figure": ("Observations", "Value", 2, "n/a", "“n/a” is not a number that can stand here"),
    "no count": ("Governance", "Board papers due", 2, "7.5", "“7.5” is not a number"),
    "no choice": ("Actions", "Status", 2, "finished", "“finished” is none of its choices"),
    "a near choice": ("Actions", "Status", 2, "complet", "“complet” is none of its choices"),
    "no timescale": ("Actions", "Timescale", 2, "soon", "“soon” is not a form of date"),
    "an error": ("Actions", "Title", 2, "#REF!", "it holds #REF!, which is an error"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_cell_that_cannot_be_read_is_named(book: bytes, name: str) -> None:
    sheet, heading, row, value, why = FAULTS[name]

    def change(made: Workbook) -> None:
        cell = _cell(made, sheet, heading, row)
        cell.value = value
        if name == "an error":
            cell.data_type = "e"

    with pytest.raises(UnreadableFile) as fault:
        _files((_changed if name in {"an error", "a number as a day"} else _edited)(book, change))
    start = f"row {row} of the sheet “{sheet}”, column “{heading}”: {why}"
    assert fault.value.message.startswith(start)
    assert fault.value.hint
    assert "{" not in fault.value.hint  # which are the words of a plan file


def _clear(sheet: str, heading: str, row: int = 2) -> Change:
    def change(made: Workbook) -> None:
        _cell(made, sheet, heading, row).value = None

    return change


def _set(sheet: str, heading: str, value: object, row: int = 2) -> Change:
    def change(made: Workbook) -> None:
        _cell(made, sheet, heading, row).value = value

    return change


ROWS: list[tuple[Change, str]] = [
    (_clear("Actions", "Title"), "row 2 of the sheet “Actions” has no “Title”"),
    (_clear("Actions", "Ref"), "row 2 of the sheet “Actions” has no “Ref”"),
    (_clear("Actions", "Verified on"), "row 2 of the sheet “Actions” has no “Verified on”"),
    (_clear("Roles", "Meaning"), "row 2 of the sheet “Roles” has no “Meaning”"),
    (_clear("Leads", "Lead"), "row 2 of the sheet “Leads” has no “Lead”"),
    (_clear("Actions", "Timescale", 4), "row 4 of the sheet “Actions” has the source's words"),
    (
        _set("Actions", "Ref", "1.2"),
        "row 3 of the sheet “Actions” has the same “Ref” as row 2 of the sheet “Actions”",
    ),
    (
        _set("Milestones", "No.", 1, 3),
        "row 3 of the sheet “Milestones” has the same “No.” as row 2 of the sheet “Milestones”",
    ),
    (
        _set("Milestones, leads", "Milestone", 9),
        "row 2 of the sheet “Milestones, leads” is a part of 1.3, 9, which is not in the sheet",
    ),
    (
        _set("Progress", "Ref", "7.7"),
        "row 2 of the sheet “Progress” is a part of 7.7, which is not in the sheet “Actions”",
    ),
    (
        _clear("Progress", "Ref"),
        "row 2 of the sheet “Progress” is a part of nothing, which is not in the sheet “Actions”",
    ),
    (
        _set("Actions", "Area", "7"),
        "row 2 of the sheet “Actions” is a part of 7, which is not in the sheet “Areas”",
    ),
    (_clear("Actions", "Area"), "row 2 of the sheet “Actions” is a part of nothing"),
    (
        _set("Observations", "Value: why none", "withheld"),
        "row 2 of the sheet “Observations” has a “Value” and a word for why there is none",
    ),
    (
        _set("Impact measures", "Measure", "audits"),
        "row 2 of the sheet “Impact measures” says something in words and names a link too",
    ),
    (_set("Plan", "Title", "Another", 3), "row 3 of the sheet “Plan” has no “Organisation”"),
    (_set("Governance", "Board name", "Another", 3), "row 3 of the sheet “Governance” is one too"),
]


def _unnamed(made: Workbook) -> None:
    made["Areas"].cell(2, 9).value = "by the way"


def _cost(made: Workbook) -> None:
    made["Areas"].cell(1, 9).value = "Cost"
    made["Areas"].cell(2, 9).value = 100


def _own_sheet(made: Workbook) -> None:
    made.create_sheet("Notes").append(["mine"])


def _no_column(made: Workbook) -> None:
    made["Areas"].delete_cols(3)


def _no_sheet(made: Workbook) -> None:
    del made["Milestones"]
    made["Milestones, leads"].delete_rows(2)


def _no_headings(made: Workbook) -> None:
    made["Areas"].delete_rows(1)


LOSSES: list[tuple[Change, str]] = [
    (_cost, "the column “Cost” of the sheet “Areas” is none of planctl's"),
    (_unnamed, "column 9, without heading, of the sheet “Areas” is none of planctl's"),
    (_own_sheet, "the sheet “Notes” is none of planctl's"),
    (_no_column, "the sheet “Areas” has lost its column “Statement”"),
    (_no_sheet, "the sheet “Milestones” is missing"),
]


@pytest.mark.parametrize(("change", "why"), ROWS, ids=[why[:60] for _, why in ROWS])
def test_a_row_that_cannot_be_read_back_is_named(book: bytes, change: Change, why: str) -> None:
    with pytest.raises(UnreadableFile) as fault:
        _files(_edited(book, change))
    assert why in fault.value.message
    assert fault.value.hint


@pytest.mark.parametrize(("change", "why"), LOSSES, ids=[why for _, why in LOSSES])
def test_what_would_be_lost_is_refused(book: bytes, change: Change, why: str) -> None:
    with pytest.raises(UnreadableFile) as fault:
        _files(_edited(book, change))
    assert fault.value.message == why


def _several(*changes: Change) -> Change:
    def change(made: Workbook) -> None:
        for each in changes:
            each(made)

    return change


def test_every_cell_column_and_sheet_that_cannot_be_read_is_named_at_once(book: bytes) -> None:
    change = _several(
        _set("Actions", "Status", "finished", 3),
        _set("Actions", "Timescale", "soon", 4),
        _set("Progress", "Date", "one day"),
        _no_column,
        _own_sheet,
    )
    with pytest.raises(UnreadableFile) as fault:
        _files(_edited(book, change))
    said_first, *lines = fault.value.message.splitlines()
    assert said_first == "5 things in it cannot be read back, so nothing was written:"
    places = [line.partition("”")[0] + "”" for line in lines]
    assert places == [
        "  the sheet “Notes”",
        "  row 3 of the sheet “Actions”",
        "  row 4 of the sheet “Actions”",
        "  row 2 of the sheet “Progress”",
        "  the sheet “Areas”",
    ]
    assert lines[0].endswith(
        "is none of planctl's; take it out, or give it back the name that it had"
    )


def test_every_row_that_does_not_fit_is_named_at_once(book: bytes) -> None:
    change = _several(
        _clear("Actions", "Title"),
        _clear("Actions", "Title", 5),
        _set("Actions", "Ref", "1.2"),
        _clear("Roles", "Meaning"),
        _clear("Areas", "Ref", 3),
        _set("Governance", "Board name", "Another", 3),
        _set("Progress", "Ref", "7.7"),
    )
    with pytest.raises(UnreadableFile) as fault:
        _files(_edited(book, change))
    said = fault.value.message
    for place in (
        "row 3 of the sheet “Governance” is one too many; there is one row in that sheet",
        "row 2 of the sheet “Roles” has no “Meaning”; write it, or delete the row",
        "row 3 of the sheet “Areas” has no “Ref”",
        "row 2 of the sheet “Actions” has no “Title”",
        "row 5 of the sheet “Actions” has no “Title”",
        "row 3 of the sheet “Actions” has the same “Ref” as row 2 of the sheet “Actions”",
        "row 2 of the sheet “Progress” is a part of 7.7, which is not in the sheet “Actions”",
    ):
        assert f"\n  {place}" in said


def test_rows_that_are_a_part_of_one_thing_that_is_not_there_share_a_line(book: bytes) -> None:
    change = _several(_set("Progress", "Ref", "7.7"), _set("Milestones", "Ref", "7.7"))
    with pytest.raises(UnreadableFile) as fault:
        _files(_edited(book, change))
    where = "row 2 of the sheet “Milestones”, row 2 of the sheet “Progress”"
    start = f"{where} are each a part of 7.7, which is not in the sheet “Actions”"
    assert start in fault.value.message


def test_rows_of_one_sheet_that_are_a_part_of_nothing_are_named_together(book: bytes) -> None:
    change = _several(_set("Milestones", "Ref", "7.7"), _set("Milestones", "Ref", "7.7", 3))
    with pytest.raises(UnreadableFile, match="rows 2, 3 of the sheet “Milestones” are each a part"):
        _files(_edited(book, change))


def test_a_formula_that_nobody_worked_out_is_named_and_does_not_vanish(book: bytes) -> None:
    change = _set("Actions", "Reason for the declared RAG", "=1+1")
    with pytest.raises(
        UnreadableFile, match="it holds the formula =1\\+1 without a result, which is"
    ):
        _files(_changed(book, change))


def test_the_result_of_a_formula_is_read(book: bytes, tmp_path: Path) -> None:
    changed = _changed(book, _set("Actions", "Title", "=1+1"))
    worked_out = _replaced(changed, b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    assert _action(_back(worked_out, tmp_path), "1.1").title == "2"


def test_a_sheet_without_its_headings_is_named(book: bytes) -> None:
    with pytest.raises(UnreadableFile, match="row 1 of “Areas” holds none of its headings"):
        _files(_edited(book, _no_headings))


def test_a_column_of_ones_own_without_a_word_in_it_is_no_loss(book: bytes) -> None:
    def change(made: Workbook) -> None:
        made["Areas"].cell(1, 9).value = "Cost"

    assert _files(_edited(book, change))


def _long(tmp_path: Path) -> bytes:
    text = "a" * 40_000
    return plan_workbook(
        tabled_of(put(tmp_path, {"plan.yaml": f"title: {text}\norganisation: A\n"}))
    )


def test_a_long_text_whose_rest_is_gone_is_named(tmp_path: Path) -> None:
    def change(made: Workbook) -> None:
        del made["Long texts"]

    with pytest.raises(UnreadableFile, match="“Title”: its text goes on in the sheet “Long texts”"):
        _files(_edited(_long(tmp_path), change))


def test_a_part_of_a_long_text_that_was_changed_is_named(tmp_path: Path) -> None:
    def change(made: Workbook) -> None:
        made["Long texts"].cell(2, 2).value = "first"

    with pytest.raises(
        UnreadableFile, match="row 2 of the sheet “Long texts” is no part of a text"
    ):
        _files(_edited(_long(tmp_path), change))


def _without(content: bytes, *names: str) -> bytes:
    """The archive without some of its parts."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in names:
                new.writestr(name, old.read(name))
    return made.getvalue()


def _replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with other bytes in one of its parts."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        parts = {name: before.read(name) for name in before.namelist()}
        assert any(old in part for part in parts.values())
        for name, part in parts.items():
            after.writestr(name, part.replace(old, new))
    return made.getvalue()


def _foreign() -> Iterator[bytes]:
    yield b""
    yield b"ref,title\n"
    made = io.BytesIO()
    Workbook().save(made)
    yield made.getvalue()
    with ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "words")
    yield made.getvalue()


@pytest.mark.parametrize("content", [*_foreign()])
def test_a_file_that_is_no_workbook_of_ours_is_left_to_others(content: bytes) -> None:
    assert _files(content) is None


def test_a_workbook_of_ours_is_known_even_where_its_sheets_are_damaged(book: bytes) -> None:
    assert is_plan_workbook(book)
    assert is_plan_workbook(_without(book, "xl/workbook.xml"))
    assert not is_plan_workbook(b"PK\x03\x04 cut short")
    assert not any(map(is_plan_workbook, _foreign()))


def test_a_zip_of_more_than_is_unpacked_is_not_known_for_ours(
    book: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "UNPACKED_LIMIT", 1_000)
    assert not is_plan_workbook(book)


def test_a_workbook_that_lost_its_properties_is_known_by_its_first_words(
    plan: Path, book: bytes, tmp_path: Path
) -> None:
    def change(made: Workbook) -> None:
        del made.custom_doc_props[WORKBOOK_MARK]  # type: ignore[attr-defined] # the stubs do not have it

    assert _back(_changed(book, change), tmp_path / "back") == said(loaded(plan).plan)


def test_a_workbook_without_its_read_me_has_to_have_every_sheet(
    plan: Path, book: bytes, tmp_path: Path
) -> None:
    def change(made: Workbook) -> None:
        del made["Read me"]

    assert _back(_edited(book, change), tmp_path / "back") == said(loaded(plan).plan)


def test_a_workbook_of_another_form_is_refused(book: bytes) -> None:
    def change(made: Workbook) -> None:
        made.custom_doc_props[WORKBOOK_MARK].value = "2"  # type: ignore[attr-defined] # see above

    with pytest.raises(UnreadableFile, match="made by another version of planctl"):
        _files(_changed(book, change))


def test_a_damaged_workbook_is_one_sentence(book: bytes) -> None:
    with pytest.raises(UnreadableFile, match="the workbook is damaged"):
        _files(_without(book, "xl/workbook.xml"))


def test_a_fault_that_nobody_thought_of_is_one_sentence_too(
    book: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a part")

    monkeypatch.setattr(workbook_in, "open_book", broken)
    with pytest.raises(UnreadableFile, match="this workbook is damaged, and cannot be read"):
        _files(book)


def test_a_workbook_without_comments_and_pictures_has_no_notes() -> None:
    file = io.BytesIO()
    Workbook().save(file)
    assert workbook_in.workbook_notes(file.getvalue()) == ()


def test_a_workbook_with_a_style_that_it_does_not_have_is_damaged(book: bytes) -> None:
    odd = _replaced(book, b'" s="', b'" s="99')
    with pytest.raises(UnreadableFile, match="the workbook is damaged, or was not"):
        _files(odd)


@pytest.mark.parametrize("limit", ["COLUMN_LIMIT", "FILLED_LIMIT", "LETTER_LIMIT"])
def test_a_sheet_of_more_than_planctl_writes_is_refused(
    book: bytes, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"planctl.tables.workbook_in.{limit}", 1)
    why = r"row \d of the sheet “Summary” goes on to column \d, or the sheet holds more than is"
    with pytest.raises(UnreadableFile, match=why):
        _files(book)


def test_a_row_that_a_person_only_coloured_is_passed_over(
    plan: Path, book: bytes, tmp_path: Path
) -> None:
    def change(made: Workbook) -> None:
        made["Milestones"].cell(99, 1).fill = PatternFill("solid", fgColor="FFFFFF00")

    assert _back(_changed(book, change), tmp_path / "back") == said(loaded(plan).plan)


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    book: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "UNPACKED_LIMIT", 1_000)
    with pytest.raises(UnreadableFile, match="the file unpacks to more than 0 MB"):
        _files(book)


def _overwritten(content: bytes | Sheets) -> list[tuple[str, str]] | None:
    found = _read(content)
    assert found
    return (
        None
        if found.overwritten is None
        else [(each.place, each.text) for each in found.overwritten]
    )


def test_in_a_workbook_as_it_was_made_no_grey_cell_is_overwritten(book: bytes) -> None:
    assert _overwritten(book) == []
    assert _overwritten(_changed(book, lambda _: None)) == []


def test_a_grey_cell_in_which_a_person_wrote_is_named(book: bytes) -> None:
    change = _several(
        _set("Actions", "Overdue", "never", 3),
        _set("Milestones", "Timescale: day", datetime(2031, 1, 2)),  # noqa: DTZ001
        _set("Problems", "Message", "all is well"),
        _set("RAG key", "Meaning", "fine", 4),
    )
    assert _overwritten(_edited(book, change)) == [
        ("row 3 of the sheet “Actions”, column “Overdue”", "never"),
        ("row 2 of the sheet “Milestones”, column “Timescale: day”", "2031-01-02"),
        ("row 2 of the sheet “Problems”, column “Message”", "all is well"),
        ("row 4 of the sheet “RAG key”, column “Meaning”", "fine"),
    ]


def test_a_judgement_that_another_action_has_is_named_all_the_same(book: bytes) -> None:
    change = _set("Actions", "Progress rating", "blue", 3)
    assert _overwritten(_edited(book, change)) == [
        ("row 3 of the sheet “Actions”, column “Progress rating”", "blue")
    ]


def test_a_row_that_moved_or_has_another_ref_says_what_planctl_wrote(book: bytes) -> None:
    def change(made: Workbook) -> None:
        sheet = made["Actions"]
        values = [cell.value for cell in sheet[3]]
        sheet.insert_rows(2)
        for number, value in enumerate(values, 1):
            sheet.cell(2, number).value = "9.9" if number == 1 else value
        _cell(made, "Actions", "Overdue", 4).value = None
        made["Problems"].delete_rows(3)

    assert _overwritten(_edited(book, change)) == []


def test_what_a_person_wrote_in_the_grey_cells_of_a_new_row_is_named(book: bytes) -> None:
    def change(made: Workbook) -> None:
        made["Actions"].append(["9.9", "New", "Somebody else"])
        _cell(made, "Actions", "Area", made["Actions"].max_row).value = "1"

    [(place, text)] = _overwritten(_edited(book, change)) or []
    assert place.endswith("of the sheet “Actions”, column “Leads”")
    assert text == "Somebody else"


def test_without_its_record_nobody_can_tell_what_was_overwritten(book: bytes) -> None:
    def change(made: Workbook) -> None:
        del made["Worked out"]

    assert _overwritten(_edited(book, change)) is None


def test_a_grey_text_whose_rest_is_gone_is_named(book: bytes) -> None:
    text = "… goes on in “Long texts”, text 7"
    found = _overwritten(_edited(book, _set("Actions", "Progress why", text)))
    assert found == [("row 2 of the sheet “Actions”, column “Progress why”", text)]


def test_a_note_on_a_cell_is_told(book: bytes) -> None:
    def change(made: Workbook) -> None:
        _cell(made, "Actions", "Title").comment = Comment("Ask the chair", "A lead")

    found = read_plan_workbook(_changed(book, change))
    assert found
    [note] = found.beside
    assert (note.place, note.text) == ("sheet Actions, comment on B2", "Ask the chair")


def test_a_column_that_a_person_added_to_a_sheet_that_is_worked_out_is_named(book: bytes) -> None:
    def change(made: Workbook) -> None:
        made["Problems"].cell(1, 12).value = "Who"
        made["Problems"].cell(2, 12).value = "Me"

    with pytest.raises(UnreadableFile, match="the column “Who” of the sheet “Problems” is none of"):
        _files(_edited(book, change))
