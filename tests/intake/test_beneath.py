"""Columns whose cells, or neighbours, say that they are something else."""

import pytest

from imported import actions, imported, table
from planctl.intake.paper.account import Fate
from planctl.intake.paper.whole import Asked


def test_recommendations_that_are_but_numbers_are_refs() -> None:
    rows = table("Recommendation | Action | Lead\n1 | Train staff | AD\n2 | Audit records | AD")
    assert {ref: said["actions"] for ref, said in actions(rows).items()} == {
        "1": ["Train staff"],
        "2": ["Audit records"],
    }


def test_recommendations_in_words_are_findings_that_the_actions_answer() -> None:
    for head, cells in (("Ref | ", "1 | "), ("Zebra | ", "1 | ")):
        rows = table(f"{head}Recommendation | Action | Lead\n{cells}Be kind | Train staff | AD")
        [said] = actions(rows).values()
        assert said["actions"] == ["Train staff"]
        assert said["findings"] == ["kind"]


def test_a_priority_that_is_high_or_low_is_no_area() -> None:
    rows = table("Ref | Priority | Action\n1 | High | Do it\n2 | Low | Do more")
    found = imported(rows)
    assert found.areas == 1
    left = found.of(Fate.LEFT)[0]
    assert (left.text, left.why) == (
        "High",
        'it says how urgent an action is; --map "Priority=KEY" places it all the same',
    )
    assert imported(rows, Asked({"priority": "area"})).areas == 2


def test_a_priority_in_words_is_an_area() -> None:
    rows = table("Ref | Priority | Action\n1 | Practice | Do it\n2 | Low | Do more")
    assert imported(rows).areas == 2


@pytest.mark.parametrize(
    ("heads", "due", "completed"),
    [
        ("Target date | Completion date", "1 May 2024", "2024-05-02"),
        ("Date | Completed date", "1 May 2024", "2024-05-02"),
        ("Date | Deadline", "2 May 2024", None),
        ("Due date | Planned completion", "1 May 2024", None),
        ("Date | Completion", "1 May 2024", "2024-05-02"),
        ("Completion date | Zebra", "1 May 2024", None),
    ],
)
def test_of_two_dates_one_says_by_when_and_the_other_is_no_second_promise(
    heads: str, due: str, completed: str | None
) -> None:
    rows = table(f"Ref | Action | {heads}\n1 | Do it | 1 May 2024 | 2 May 2024")
    said = actions(rows)["1"]
    assert (said["timescale"], said.get("completed")) == (due, completed)
