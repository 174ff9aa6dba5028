"""Columns that name findings, and actions that have to come first."""

import pytest

from imported import actions, imported, lines, read_back, table
from planctl.intake.account import Fate
from planctl.intake.read.paper import PaperPart

HEAD = "Ref | Finding | Action | Dependencies"
SAID = lines("Findings\nLeaders do not know their services.\nPlans for children are not good.")


def _rows(*rows: str) -> list[PaperPart]:
    return [*SAID, *lines("Area 1: Practice"), *table("\n".join((HEAD, *rows)))]


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        ("Leaders do not know their services.", ["leaders-do-not-know"]),
        ("LEADERS DO NOT KNOW THEIR SERVICES", ["leaders-do-not-know"]),
        ("2", ["plans-children-not-good"]),
        ("Findings 2 and 1", ["plans-children-not-good", "leaders-do-not-know"]),
    ],
)
def test_a_finding_is_named_by_its_words_or_its_number(cell: str, ids: list[str]) -> None:
    paper = _rows(f"1 | {cell} | Do |")
    assert actions(paper)["1"]["findings"] == ids
    assert len(read_back(imported(paper))["plan.yaml"]["findings"]) == 2


def test_a_finding_that_only_a_column_says_joins_the_others_once() -> None:
    new = "Staff are // not trained"
    paper = _rows(f"1 | {new} | Do |", "2 | ^ | Check |", f"3 | {new} | Learn |")
    said = read_back(imported(paper))["plan.yaml"]["findings"]
    assert said[2] == {
        "id": "staff-not-trained",
        "title": "Staff are not trained",
        "text": "Staff are\n\nnot trained",
    }
    assert len(said) == 3
    assert [each["findings"] for each in actions(paper).values()] == [["staff-not-trained"]] * 3


def test_each_item_of_a_list_is_a_finding_of_its_own() -> None:
    paper = _rows("1 | * Staff are tired // * Files are late | Do |")
    assert actions(paper)["1"]["findings"] == ["staff-tired", "files-late"]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("n/a", "1 findings: it is no finding"),
        ("Rec 7", "1 findings: the paper lists no findings by such numbers"),
    ],
)
def test_what_is_no_finding_stays_in_the_report(cell: str, why: str) -> None:
    found = imported(_rows(f"1 | {cell} | Do |"))
    assert [(e.text, e.why) for e in found.of(Fate.LEFT)] == [(cell, why)]


def test_an_action_waits_for_those_whose_refs_it_names() -> None:
    paper = _rows("1 | | Do |", "2 | | Do | Action 1", "3 | | Do | 1, 2 and 1")
    found = actions(paper)
    assert found["2"]["depends_on"] == ["1"]
    assert found["3"]["depends_on"] == ["1", "2"]


@pytest.mark.parametrize("cell", ["Housing", "2 and the board", "1", "none"])
def test_what_it_waits_for_beside_other_actions_stays_in_the_report(cell: str) -> None:
    found = imported(_rows(f"1 | | Do | {cell}", "2 | | Do |"))
    assert [each.text for each in found.of(Fate.LEFT)] == [cell]
