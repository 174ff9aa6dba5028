"""planctl export: the plan as a workbook, CSV, SQLite and Parquet."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pyarrow as pa
import pytest
from pyarrow import parquet

from everything import everything
from make import put, small_plan
from planctl.cli.export import ExportFormat
from planctl.save.files import write_temporary
from planctl.tables import parquet_out
from planctl.tables.workbook_out import plan_workbook
from planctl.workspace import install
from running import Ran, planctl, process
from tables import tabled_of
from terminal import at_terminal

pytestmark = pytest.mark.slow

DAY = "2024-03-13"
OURS = f"plan=a-council-a-small-plan/as_at={DAY}.parquet"
FORMS = ["xlsx", "csv", "sqlite", "parquet"]
MADE = {"xlsx": "made.xlsx", "csv": "made", "sqlite": "made.sqlite", "parquet": "made"}


def _export(plan: Path, *words: object, day: str = DAY) -> Ran:
    return planctl("export", "--plan", plan, "--as-at", day, *words, cwd=plan.parent)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return small_plan(tmp_path / "plan", "ref: 1.1\ntitle: First\nleads: [AD]\n")


def _bytes(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_a_workbook_goes_where_it_is_sent(plan: Path, tmp_path: Path) -> None:
    assert _export(plan, "--format", "xlsx", "-o", "a.xlsx") == (0, "a.xlsx\n", "")
    made = (tmp_path / "a.xlsx").read_bytes()
    assert made[:2] == b"PK"
    assert len(made) == len(plan_workbook(tabled_of(plan)))


@pytest.mark.parametrize(
    ("form", "ending"),
    [("json", ".json"), ("ics", ".ics"), ("xlsx", ".xlsx"), ("sqlite", ".sqlite")],
)
@pytest.mark.parametrize("name", ["mine.txt", "mine"])
def test_a_file_of_another_ending_is_not_written_over(
    form: str, ending: str, name: str, plan: Path, tmp_path: Path
) -> None:
    (tmp_path / name).write_text("mine", "utf-8")
    ran = _export(plan, "--format", form, "--out", name)
    assert (ran.code, ran.out) == (2, "")
    assert f"{name} does not have the name of a file of {form}" in ran.err
    assert f"let its name end in {ending}, such as --out plan{ending}" in ran.err
    assert (tmp_path / name).read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["a.XLSX", "a.db"])
def test_an_ending_may_be_in_capitals_or_another_that_is_usual(name: str, plan: Path) -> None:
    form = "xlsx" if name == "a.XLSX" else "sqlite"
    assert _export(plan, "--format", form, "--out", name) == (0, f"{name}\n", "")


@pytest.mark.parametrize(
    ("form", "name"), [("csv", "a.csv"), ("csv", "-"), ("parquet", "a.parquet"), ("parquet", "-")]
)
def test_a_folder_of_tables_is_not_put_into_one_file(form: str, name: str, plan: Path) -> None:
    ran = _export(plan, "--format", form, "--out", name)
    assert (ran.code, ran.out) == (2, "")
    assert f"{form} is a folder with a file for each table, and {name} names none" in ran.err
    assert f"name a folder, such as --out plan-{form}" in ran.err
    assert not (plan.parent / name).exists()


def test_a_set_is_not_put_down_a_pipe(plan: Path) -> None:
    ran = _export(plan, "--append", "-")
    assert (ran.code, ran.out) == (2, "")
    assert not (plan.parent / "-").exists()


@pytest.mark.parametrize("form", ["json", "ics"])
def test_a_dash_prints_what_is_printed_without_it(form: str, plan: Path) -> None:
    ran = _export(plan, "--format", form, "--out", "-")
    assert ran.out
    assert ran == _export(plan, "--format", form)


@pytest.mark.parametrize("form", ["xlsx", "sqlite"])
def test_a_pipe_gets_the_file_that_would_be_written(form: str, plan: Path, tmp_path: Path) -> None:
    with (tmp_path / "piped").open("wb") as pipe:
        words = ("export", "--format", form, "-o", "-", "--as-at", DAY)
        ran = process(*words, cwd=tmp_path, stdout=pipe.fileno())
    assert (ran.code, ran.err) == (0, "")
    _export(plan, "--format", form)
    assert (tmp_path / "piped").read_bytes() == (tmp_path / f"plan-{DAY}.{form}").read_bytes()


def test_a_terminal_is_not_filled_with_a_workbook(plan: Path, tmp_path: Path) -> None:
    seen = at_terminal("export", "--format", "xlsx", "-o", "-", cwd=tmp_path, typed=())
    assert seen.code == 2
    assert "planctl: a terminal cannot show xlsx" in seen.screen
    assert "add > plan.xlsx" in seen.screen
    assert plan.is_dir()


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("xlsx", f"plan-{DAY}.xlsx"),
        ("sqlite", f"plan-{DAY}.sqlite"),
        ("csv", f"plan-{DAY}-csv"),
        ("parquet", f"plan-{DAY}-parquet/action_status/{OURS}"),
    ],
)
def test_without_a_name_it_has_that_of_its_day(
    form: str, place: str, plan: Path, tmp_path: Path
) -> None:
    assert _export(plan, "--format", form) == (0, f"{place}\n", "")
    assert (tmp_path / place).exists()


@pytest.mark.parametrize("form", FORMS)
def test_made_again_it_is_the_same_to_the_byte(form: str, plan: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert _export(plan, "--format", form, "--out", f"out/{MADE[form]}").code == 0
        made = _bytes(tmp_path / "out")
        again = _export(plan, "--format", form, "--out", f"out/{MADE[form]}")
        assert again.code == 0
        assert _bytes(tmp_path / "out") == made
    assert not [name for name in made if "/." in name or name.startswith(".")]


@pytest.mark.parametrize("form", FORMS)
def test_an_export_without_a_broken_file_says_so(form: str, tmp_path: Path) -> None:
    plan = everything(tmp_path / "plan")
    ran = _export(plan, "--format", form, "--out", MADE[form])
    assert ran.code == 1
    assert "not read, and in no count: plan/areas/1-practice/1.16-unread.yaml" in ran.err


@pytest.mark.parametrize("form", FORMS)
def test_two_actions_of_one_ref_are_told_apart_aloud(form: str, plan: Path) -> None:
    small_plan(plan, **{"areas__1-practice__1.1-again": "ref: 1.1\ntitle: Again\n"})
    ran = _export(plan, "--format", form)
    assert ran.code == 0
    assert "“1.1 (2)” of Actions has the label of another" in ran.err


@pytest.mark.parametrize(
    ("form", "module", "extra_name"),
    [("xlsx", "xlsxwriter", "excel"), ("parquet", "pyarrow", "parquet")],
)
def test_what_is_missing_is_said_with_how_to_install_it(
    form: str, module: str, extra_name: str, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "find_spec", lambda _: None)
    ran = _export(plan, "--format", form)
    assert (ran.code, ran.out) == (2, "")
    assert f"{module} is not installed" in ran.err
    assert install.install_hint(extra_name) in ran.err


def test_other_files_of_a_folder_of_csv_stay_when_it_is_made_again(
    plan: Path, tmp_path: Path
) -> None:
    (tmp_path / "tables").mkdir()
    assert _export(plan, "--format", "csv", "--out", "tables").code == 0
    (tmp_path / "tables/mine.txt").write_text("mine", "utf-8")
    assert _export(plan, "--format", "csv", "--out", "tables").code == 0
    assert (tmp_path / "tables/mine.txt").read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["actions.csv", "data-dictionary.csv", "notes.txt"])
def test_a_folder_with_files_of_others_gets_no_tables(
    name: str, plan: Path, tmp_path: Path
) -> None:
    put(tmp_path / "mine", {name: "mine"})
    ran = _export(plan, "--format", "csv", "--out", "mine")
    assert (ran.code, ran.out) == (2, "")
    assert "mine is there already, and is no csv that planctl exported\n  hint: choose" in ran.err
    assert _bytes(tmp_path / "mine") == {name: b"mine"}


def _zip(file: Path, *, is_cut: bool = False) -> None:
    with ZipFile(file, "w") as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
    if is_cut:
        data = file.read_bytes()
        file.write_bytes(data.replace(b"xl/workbook.xml", b"xl\\workbook.xml", 1))


def _database(file: Path) -> None:
    with closing(sqlite3.connect(file)) as base:
        base.execute("CREATE TABLE mine (a)")


@pytest.mark.parametrize(
    ("form", "make"),
    [
        ("xlsx", lambda file: file.write_text("mine", "utf-8")),
        ("xlsx", _zip),
        ("xlsx", lambda file: _zip(file, is_cut=True)),
        ("sqlite", lambda file: file.write_text("mine", "utf-8")),
        ("sqlite", _database),
    ],
)
def test_a_file_that_is_no_export_is_not_written_over(
    form: str, make: Callable[[Path], None], plan: Path, tmp_path: Path
) -> None:
    file = tmp_path / f"a.{form}"
    make(file)
    before = file.read_bytes()
    ran = _export(plan, "--format", form, "--out", file.name)
    assert (ran.code, ran.out) == (2, "")
    assert f"a.{form} is there already, and is no {form} that planctl exported" in ran.err
    assert file.read_bytes() == before


@pytest.mark.parametrize("form", FORMS)
def test_a_place_that_cannot_be_written_is_one_sentence(
    form: str, plan: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    ran = _export(plan, "--format", form, "--out", f"file/{MADE[form]}")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("planctl: could not write ")
    assert "hint: " in ran.err


def test_a_disk_that_fails_half_way_leaves_no_new_table(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _export(plan, "--format", "csv", "--out", "made")
    before = _bytes(tmp_path / "made")
    small_plan(plan, "ref: 1.1\ntitle: Changed\n")

    def full(path: Path, data: bytes) -> Path:
        if path.name == "targets.csv":
            raise OSError(28, "No space left on device")
        return write_temporary(path, data)

    monkeypatch.setattr("planctl.save.folder.write_temporary", full)
    ran = _export(plan, "--format", "csv", "--out", "made")
    assert (ran.code, ran.out) == (2, "")
    assert "No space left on device" in ran.err
    assert _bytes(tmp_path / "made") == before


def test_a_database_opens_with_any_sqlite(plan: Path, tmp_path: Path) -> None:
    _export(plan, "--format", "sqlite", "--out", "a.sqlite")
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as base:
        assert base.execute("SELECT ref, lead FROM leads").fetchall() == [("1.1", "AD")]


def test_a_plans_day_is_added_to_a_shared_set(plan: Path, tmp_path: Path) -> None:
    for day in (DAY, "2024-04-10"):
        ran = _export(plan, "--append", "all", day=day)
        assert ran == (0, f"all/action_status/{OURS.replace(DAY, day)}\n", "")
    query = "SELECT plan, as_at, ref FROM 'all/actions/*/*.parquet' ORDER BY as_at"
    with duckdb.connect() as base:
        rows = base.execute(query.replace("all/", f"{tmp_path}/all/")).fetchall()
    days = [str(row[1]) for row in rows]
    assert days == [DAY, "2024-04-10"]
    assert rows[0][0] == "a-council-a-small-plan"


def test_the_same_day_again_takes_the_place_of_the_first(plan: Path, tmp_path: Path) -> None:
    _export(plan, "--append", "all")
    small_plan(plan, "ref: 1.1\ntitle: Changed\n")
    _export(plan, "--append", "all", "--format", "parquet")
    file = tmp_path / "all/actions" / OURS
    assert parquet.ParquetFile(file).read().column("title").to_pylist() == ["Changed"]
    assert [path.name for path in file.parent.iterdir()] == [f"as_at={DAY}.parquet"]
    assert not list((tmp_path / "all").glob(".*"))


def test_the_columns_have_the_same_types_in_every_plan(plan: Path, tmp_path: Path) -> None:
    whole = everything(tmp_path / "everything")
    for root in (plan, whole):
        _export(root, "--append", tmp_path / "all")
    for table in (tmp_path / "all").iterdir():
        one, other = table.glob("plan=*/*.parquet")
        assert parquet.read_schema(one).equals(parquet.read_schema(other))
    status = next((tmp_path / "all/action_status").glob("plan=*/*.parquet"))
    assert parquet.read_schema(status).field("due_day").type == pa.date32()
    assert parquet.read_schema(status).names[0] == "as_at"


def test_plans_of_one_title_are_told_apart_by_their_body(plan: Path, tmp_path: Path) -> None:
    other = small_plan(tmp_path / "other", plan="title: A small plan\norganisation: Another\n")
    for root in (plan, other):
        assert _export(root, "--append", tmp_path / "all").code == 0
    assert [path.name for path in sorted((tmp_path / "all/actions").iterdir())] == [
        "plan=a-council-a-small-plan",
        "plan=another-a-small-plan",
    ]


@pytest.mark.parametrize(
    ("front", "area"),
    [
        ("id: a-council-a-small-plan\ntitle: T\norganisation: Another\n", "Practice"),
        ("title: A small plan\norganisation: A council\n", "Another area"),
    ],
    ids=["another body", "no area alike"],
)
def test_another_plan_of_the_same_id_is_refused(
    front: str, area: str, plan: Path, tmp_path: Path
) -> None:
    _export(plan, "--append", tmp_path / "all")
    before = _bytes(tmp_path / "all")
    other = small_plan(
        tmp_path / "other", plan=front, **{"areas__1-practice__area": f"ref: 1\ntitle: {area}\n"}
    )
    ran = _export(other, "--append", tmp_path / "all")
    assert (ran.code, ran.out) == (2, "")
    assert "the set has another plan under the id “a-council-a-small-plan”" in ran.err
    assert "give this plan an id of its own in plan.yaml" in ran.err
    assert _bytes(tmp_path / "all") == before


@pytest.mark.parametrize("damage", ["no Parquet", "another table", "a folder"])
def test_a_set_that_does_not_say_whose_plan_it_has_is_not_added_to(
    damage: str, plan: Path, tmp_path: Path
) -> None:
    _export(plan, "--append", "all")
    areas = tmp_path / "all/areas" / OURS
    if damage == "no Parquet":
        areas.write_bytes(b"words")
    elif damage == "another table":
        (tmp_path / "all/leads" / OURS).replace(areas)
    else:
        areas.unlink()
        areas.mkdir()
    before = _bytes(tmp_path / "all")
    ran = _export(plan, "--append", "all", day="2024-04-10")
    assert (ran.code, ran.out) == (2, "")
    start = f"planctl: all/areas/{OURS} is damaged, and says whose plan the set has"
    assert ran.err.startswith(start)
    assert "hint: bring it back from a copy of the set" in ran.err
    assert _bytes(tmp_path / "all") == before


def test_a_set_of_an_earlier_layout_is_not_mixed_with_this_one(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "all" / f"plan=a/as_at={DAY}").mkdir(parents=True)
    ran = _export(plan, "--append", "all")
    assert (ran.code, ran.out) == (2, "")
    assert "all was made by an earlier planctl, with a folder for each plan and day" in ran.err


def test_a_plan_that_nobody_can_name_is_not_added(tmp_path: Path) -> None:
    ran = _export(small_plan(tmp_path / "plan", plan="["), "--append", "all")
    assert (ran.code, ran.out) == (2, "")
    assert "nobody can tell which plan this is" in ran.err


@pytest.mark.parametrize("words", [("--format", "csv"), ("--out", "made")])
def test_a_set_is_of_parquet_and_nothing_else(words: tuple[str, str], plan: Path) -> None:
    ran = _export(plan, "--append", "all", *words)
    assert (ran.code, ran.out) == (2, "")
    assert "leave --format and --out away beside --append" in ran.err


@pytest.mark.parametrize(
    "name", ["mine.txt", "actions/plan=a-council-a-small-plan/as_at=2024-01-01.parquet", "a/b/c/d"]
)
def test_what_holds_something_else_is_added_to_only_when_asked(
    name: str, plan: Path, tmp_path: Path
) -> None:
    (tmp_path / "made" / name).parent.mkdir(parents=True)
    (tmp_path / "made" / name).write_text("x")
    ran = _export(plan, "--format", "parquet", "--out", "made")
    assert (ran.code, ran.out) == (2, "")
    assert "made is there already, and holds something else" in ran.err
    assert _export(plan, "--append", "made").code == 0


def test_the_same_day_may_be_written_again_without_being_added(plan: Path) -> None:
    for _ in range(2):
        assert _export(plan, "--format", "parquet", "--out", "made").code == 0


def test_a_run_that_was_stopped_before_all_was_there_changed_nothing(
    plan: Path, tmp_path: Path
) -> None:
    _export(plan, "--append", "all")
    before = _bytes(tmp_path / "all")
    put(tmp_path / "all/.new/actions", {OURS: b"half"})
    _export(plan, "--append", "all")
    assert _bytes(tmp_path / "all") == before


def test_a_run_that_was_stopped_after_all_was_there_is_finished_by_the_next(
    plan: Path, tmp_path: Path
) -> None:
    _export(plan, "--append", "all")
    later = OURS.replace(DAY, "2024-03-31")
    put(tmp_path / "all/.ready/actions", {later: b"whole"})
    _export(plan, "--append", "all")
    assert (tmp_path / "all/actions" / later).read_bytes() == b"whole"
    assert not list((tmp_path / "all").glob(".*"))


def test_a_disk_that_fails_leaves_the_old_day(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _export(plan, "--append", "all")
    before = _bytes(tmp_path / "all")

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parquet_out, "_lay_down", broken)
    ran = _export(plan, "--append", "all")
    assert (ran.code, ran.out) == (2, "")
    assert "No space left on device" in ran.err
    assert _bytes(tmp_path / "all") == before


def test_every_form_can_be_made(plan: Path) -> None:
    assert {_export(plan, "--format", form.value).code for form in ExportFormat} == {0}
