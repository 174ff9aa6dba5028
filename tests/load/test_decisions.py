"""decisions.yaml as it is read: a list, which may be empty, and where it does not fit."""

from pathlib import Path

import pytest

from make import loaded, small_plan, spots

DECISION = "- id: a\n  meeting: May 2024\n  decided: A\n"


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n", "~\n"])
def test_a_file_may_hold_no_decision_yet(text: str, tmp_path: Path) -> None:
    found = loaded(small_plan(tmp_path, decisions=text))
    assert (found.problems, found.plan.decisions, found.plan.unread) == ((), (), ())


def test_decisions_are_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = DECISION.replace("id: a", "id: z") + DECISION
    assert [each.id for each in loaded(small_plan(tmp_path, decisions=text)).plan.decisions] == [
        "z",
        "a",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: a\n", "1:1 S103"),
        ("decisions:\n- id: a\n", "1:1 S103"),
        ("words\n", "1:1 S103"),
        ("- words\n", "1:3 S103"),
        ("-\n", "1:2 S108"),
        ("- id: a\n  meeting: May 2024\n", "1:3 S101"),
        (f"{DECISION}- id: A b\n  meeting: May 2024\n  decided: A\n", "4:7 S109"),
        (f"{DECISION}  colour: red\n", "4:3 S102"),
        (f"{DECISION}  about: 1.1\n", "4:10 S103"),
        (f"{DECISION}  follow_up:\n  - who: AD\n", "5:5 S101"),
        (f"{DECISION}  follow_up:\n  - {{who: AD, what: A, by: soon}}\n", "5:28 S105"),
        ("- id: a\n  meeting: Q1 2024-25\n  decided: A\n", "2:12 S106"),
    ],
)
def test_each_misfit_has_its_rule_and_its_place(text: str, expected: str, tmp_path: Path) -> None:
    assert spots(loaded(small_plan(tmp_path, decisions=text))) == [f"decisions.yaml:{expected}"]


def test_one_misfit_leaves_the_whole_file_unread(tmp_path: Path) -> None:
    plan = loaded(small_plan(tmp_path, decisions=f"{DECISION}- id: b\n  meeting: May 2024\n")).plan
    assert plan.decisions == ()
    assert plan.lacks("decisions")


def test_a_part_of_a_decision_has_its_place(tmp_path: Path) -> None:
    text = f"{DECISION}  follow_up:\n  - who: AD\n    what: B\n"
    found = loaded(small_plan(tmp_path, decisions=text))
    place = found.place_of(("decisions", 0, "follow_up", 0, "what"))
    assert place == ("plan/decisions.yaml", 6, 11)


@pytest.mark.parametrize(
    ("lines", "field", "hint"),
    [
        ("  abuot: []\n", "[0].abuot", "did you mean “about”?"),
        (
            "  follow_up:\n  - {who: AD, what: A, whom: b}\n",
            "[0].follow_up[0].whom",
            "did you mean “who”?",
        ),
        (
            "  xyz: a\n",
            "[0].xyz",
            (
                "the keys that can stand here are “id”, “meeting”, “decided”, “about”, “follow_up”"
                " and “share”"
            ),
        ),
    ],
)
def test_a_key_that_no_decision_has_is_told_from_those_that_it_has(
    tmp_path: Path, lines: str, field: str, hint: str
) -> None:
    [problem] = loaded(small_plan(tmp_path, decisions=DECISION + lines)).problems
    assert (problem.ref, problem.field, problem.hint) == ("", field, hint)
