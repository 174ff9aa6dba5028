"""A plan's tables as SQLite: keys that hold, cells of one kind, and the usual questions."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from everything import everything
from make import OUR_PLAN, small_plan
from paper import scene_of
from planctl.tables.plan_tables import database_views
from planctl.tables.sqlite_out import sqlite_database
from tables import tabled_of

pytestmark = pytest.mark.slow


@contextmanager
def _base(root: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(sqlite_database(tabled_of(root)))
        base.row_factory = sqlite3.Row
        yield base


def _ask(root: Path, query: str) -> list[tuple[object, ...]]:
    with _base(root) as base:
        return [tuple(row) for row in base.execute(query)]


@pytest.mark.parametrize("which", ["ours", "everything", "broken"])
def test_every_foreign_key_holds(which: str, tmp_path: Path) -> None:
    broken = "ref: 1.1\ntitle: A\nleads: [Nobody]\nfindings: [nothing]\ndepends_on: [x]\n"
    root = OUR_PLAN if which == "ours" else tmp_path
    if which == "everything":
        everything(tmp_path)
    elif which == "broken":
        small_plan(tmp_path, broken)
    assert _ask(root, "PRAGMA foreign_key_check") == []
    assert _ask(root, "PRAGMA integrity_check") == [("ok",)]


def test_a_name_that_the_plan_has_is_a_foreign_key(tmp_path: Path) -> None:
    keys = "SELECT \"table\" FROM pragma_foreign_key_list('leads')"
    sound = small_plan(tmp_path / "a", "ref: 1.1\ntitle: A\nleads: [AD]\n")
    broken = small_plan(tmp_path / "b", "ref: 1.1\ntitle: A\nleads: [Nobody]\n")
    assert {*_ask(sound, keys)} == {("actions",), ("roles",)}
    assert _ask(broken, keys) == [("actions",)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE actions SET status = 'finished'",
        "UPDATE actions SET completed = 'soon'",
        "UPDATE actions SET title = NULL",
        "UPDATE action_status SET days_overdue = 'many'",
        "UPDATE action_status SET is_overdue = 2",
    ],
)
def test_a_cell_holds_nothing_but_what_it_is_for(change: str, tmp_path: Path) -> None:
    with _base(everything(tmp_path)) as base, pytest.raises(sqlite3.IntegrityError):
        base.execute(change)


def test_what_is_overdue_is_what_the_status_says() -> None:
    overdue = {each.ref for each in scene_of(OUR_PLAN).judged if each.is_overdue}
    rows = _ask(OUR_PLAN, "SELECT ref, days_overdue FROM overdue")
    assert {row[0] for row in rows} == overdue
    assert [row[1] for row in rows] == sorted((row[1] for row in rows), reverse=True)  # type: ignore[type-var] # whole numbers


def test_the_ratings_by_area_count_every_action_once() -> None:
    rows = _ask(OUR_PLAN, "SELECT ref, actions, red + amber + green + blue + grey FROM rag_by_area")
    assert [row[0] for row in rows] == [str(number) for number in range(1, 8)]
    assert sum(int(str(row[1])) for row in rows) == 33
    assert all(row[1] == row[2] for row in rows)


def test_the_newest_note_is_that_of_the_newest_day(tmp_path: Path) -> None:
    notes = (
        "progress:\n- {note: undated}\n- {date: 2024-02-02, note: second}\n"
        "- {date: 2024-02-02, note: third}\n- {date: 2024-01-01, note: first}\n"
    )
    root = small_plan(tmp_path, f"ref: 1.1\ntitle: A\n{notes}")
    assert _ask(root, "SELECT ref, note FROM latest_progress") == [("1.1", "third")]


def test_the_usual_questions_have_answers(tmp_path: Path) -> None:
    root = everything(tmp_path)
    asked = {view.name: _ask(root, f"SELECT * FROM {view.name}") for view in database_views()}  # noqa: S608
    assert [row[:3] for row in asked["milestones_overdue"]] == [("1.3", "A late milestone", 1)]
    assert [row[0] for row in asked["extensions_awaiting"]] == ["1.4"]
    assert [row[:1] + row[2:3] for row in asked["requests_awaiting"]] == [("1.4", "extension")]
    assert [row[0] for row in asked["due_next"]] == ["1.11", "1.12", "1.4"]
    assert [row[0] for row in asked["rag_by_lead"]] == ["AD", "SM QA"]
    assert [row[:3] for row in asked["findings_and_actions"]] == [
        ("answered", "Core groups", "1.1"),
        ("silent", "Visits", None),
    ]
    assert [row[0] for row in asked["latest_figures"]] == ["audits"]
    assert ("F004", "not-yaml", "error", 1) in asked["problems_by_rule"]
    assert len(asked["actions_in_full"]) == 15


def test_the_dictionary_is_in_the_database(tmp_path: Path) -> None:
    root = everything(tmp_path)
    said = _ask(root, "SELECT table_name, column_name FROM data_dictionary")
    there = _ask(
        root,
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND m.name <> 'data_dictionary'",
    )
    assert {*said} == {row for row in there if not str(row[0]).startswith("sqlite_")}


def test_the_same_plan_and_day_give_the_same_bytes() -> None:
    assert sqlite_database(tabled_of(OUR_PLAN)) == sqlite_database(tabled_of(OUR_PLAN))


def test_the_plan_of_the_demonstration_can_be_asked(demonstration: Path) -> None:
    root = demonstration / "plan"
    assert _ask(root, "PRAGMA foreign_key_check") == []
