"""The rows of a plan's tables: what its files say, each item once."""

from pathlib import Path

from everything import everything
from fill import Filler, filled
from make import OUR_PLAN, loaded, small_plan
from planctl.tables.fact_rows import fact_rows
from planctl.tables.facts import fact_tables
from planctl.tables.schema import with_child_tables


def _rows(root: Path, table: str) -> list[tuple[object, ...]]:
    found = loaded(root)
    return [*fact_rows(found.plan, {at: file.path for at, file in found.parts.items()})[table]]


def test_each_table_has_its_rows_as_wide_as_its_columns() -> None:
    rows = fact_rows(loaded(OUR_PLAN).plan)
    for table in with_child_tables(fact_tables()):
        assert {len(row) for row in rows[table.name]} <= {len(table.columns)}
    assert len(rows["actions"]) == 33


def test_every_text_of_every_file_is_in_a_row(tmp_path: Path) -> None:
    filler = Filler("Words of {}".format, lambda _: "1.1")
    rows = fact_rows(loaded(filled(tmp_path, filler)).plan)
    cells = {str(cell) for of in rows.values() for row in of for cell in row}
    assert {*filler.said.values()} <= cells


def test_a_step_is_known_by_its_action_and_its_place(tmp_path: Path) -> None:
    root = everything(tmp_path)
    assert [row[:3] for row in _rows(root, "milestones")] == [
        ("1.3", 1, "First step"),
        ("1.3", 2, "Second step"),
    ]
    assert _rows(root, "milestone_leads") == [("1.3", 1, 1, "SM QA")]


def test_an_item_is_words_or_a_link(tmp_path: Path) -> None:
    assert _rows(everything(tmp_path), "reporting") == [
        ("1.1", 1, "By word of mouth", None, None),
        ("1.1", 2, None, "qa-report", "part one"),
    ]


def test_an_item_says_in_which_file_it_stands(tmp_path: Path) -> None:
    root = everything(tmp_path)
    assert _rows(root, "areas")[0][-1] == "areas/1-practice/area.yaml"
    assert _rows(root, "actions")[0][-1] == "areas/1-practice/1.1-embedded.yaml"
    assert _rows(root, "measures")[0][-1] == "measures/audits.yaml"


def test_two_items_with_one_label_are_told_apart(tmp_path: Path) -> None:
    again = "ref: 1.1\ntitle: Again\nleads: [AD]\n"
    more = {f"areas__1-practice__1.1-{name}": again for name in "abc"}
    root = small_plan(tmp_path, **more, **{"areas__1-practice__1.2": "ref: 1.1 (2)\ntitle: Own\n"})
    refs = [row[0] for row in _rows(root, "actions")]
    assert len({*refs}) == 4
    assert refs[:3] == ["1.1", "1.1 (2)", "1.1 (3)"]
    assert [row[0] for row in _rows(root, "leads")] == ["1.1", "1.1 (2)", "1.1 (3)"]


def test_a_plan_without_its_front_has_no_row_of_it(tmp_path: Path) -> None:
    assert _rows(small_plan(tmp_path, plan="["), "plan") == []
