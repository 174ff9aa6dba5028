"""Problems as text, with a caret under the place, and as JSON for programs."""

import json
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from make import AS_AT
from planctl.model.problem import Place, Problem, Rule, Severity
from planctl.render.problem import (
    CheckReport,
    problem_printer,
    problems_json,
    problems_text,
    rule_json,
    rule_manual,
)

RULE: Final = Rule(
    "T301", "overdue", Severity.ERROR, "ask for an extension", "It is late.\n\nMore."
)
PROBLEM: Final = Problem(
    RULE, Severity.ERROR, "it is late", "say when", Place("plan/a.yaml", 7, 8), ref="1.1"
)


_WEIGHTS: Final = (Severity.ERROR, Severity.NOTE, Severity.WARNING)


def text(problem: Problem, line: str = "") -> list[str]:
    """The lines of the text of one problem, without the summary above and below."""
    sheet = CheckReport((problem,), 1, AS_AT, lambda _: line, lambda words, _: words)
    return problems_text(sheet).splitlines()[2:-2]


def test_a_problem_has_its_place_its_line_and_its_remedy() -> None:
    assert text(PROBLEM, "  due: Jan 2024") == [
        "plan/a.yaml:7:8: T301 it is late [error]",
        "  7 |   due: Jan 2024",
        "    |        ^",
        "  hint: say when",
    ]


def test_a_problem_without_a_line_or_a_remedy_is_its_first_line() -> None:
    assert text(PROBLEM._replace(hint=""), " ") == ["plan/a.yaml:7:8: T301 it is late [error]"]


def test_control_characters_are_made_visible_everywhere() -> None:
    odd = "a\x1b[31m\u202e\tb"
    shown = "a\ufffd[31m\ufffd→b"
    problem = PROBLEM._replace(message=odd, hint=odd, place=Place(odd, 1, 9))
    assert text(problem, odd) == [
        f"{shown}:1:9: T301 {shown} [error]",
        f"  1 | {shown}",
        f"    | {' ' * 8}^",
        f"  hint: {shown}",
    ]


@given(st.integers(1, 400), st.integers(1, 400), st.integers(1, 9999))
def test_the_caret_stands_under_the_place_and_long_lines_are_cut(
    length: int, column: int, number: int
) -> None:
    line = "".join(chr(0x4E00 + n) for n in range(length))
    at = min(column, length)
    _, quoted, caret, _ = text(PROBLEM._replace(place=Place("a", number, at)), line)
    assert quoted[caret.index("^")] == line[at - 1]
    assert len(quoted) <= len(f"  {number} | ") + 76
    assert quoted.partition(" | ")[2] in line


def test_a_place_beyond_the_end_of_its_line_has_its_caret_there() -> None:
    assert text(PROBLEM._replace(place=Place("a", 1, 9)), "short")[2] == "    |         ^"


@pytest.mark.parametrize(
    ("weights", "summary"),
    [
        ([], "33 actions, no problems; as at 13 March 2024"),
        (["error"], "33 actions, 1 error; as at 13 March 2024"),
        (
            ["note", "error", "warning", "note"],
            "33 actions, 1 error, 1 warning, 2 notes; as at 13 March 2024",
        ),
    ],
)
def test_the_first_line_and_the_last_sum_up(weights: list[str], summary: str) -> None:
    problems = tuple(PROBLEM._replace(severity=Severity(weight)) for weight in weights)
    sheet = CheckReport(problems, 33, AS_AT, lambda _: "", lambda words, _: words)
    lines = problems_text(sheet).splitlines()
    assert (lines[0], lines[-1]) == (summary, summary)
    assert lines.count(summary) == (2 if weights else 1)


def _of_each_weight(listed: frozenset[Severity]) -> CheckReport:
    """A sheet with a problem of each weight, of which those of some weights are listed."""
    problems = tuple(PROBLEM._replace(severity=each, message=each) for each in _WEIGHTS)
    prints = tuple(_WEIGHTS)
    return CheckReport(
        problems, 1, AS_AT, lambda _: "", lambda words, _: words, listed=listed
    )._replace(prints=prints, rules=(RULE,))


@pytest.mark.parametrize(
    ("listed", "rest"),
    [
        (frozenset({Severity.ERROR}), "; 2 of less weight not listed"),
        (frozenset({Severity.ERROR, Severity.WARNING}), "; 1 of less weight not listed"),
        (frozenset(Severity), ""),
    ],
)
def test_what_weighs_less_than_was_asked_for_is_counted_and_not_listed(
    listed: frozenset[Severity], rest: str
) -> None:
    sheet = _of_each_weight(listed)
    counts = f"1 action, 1 error, 1 warning, 1 note{rest}; as at 13 March 2024"
    text = problems_text(sheet)
    assert [each for each in _WEIGHTS if f"T301 {each}" in text] == [
        each for each in _WEIGHTS if each in listed
    ]
    assert text.splitlines()[0] == text.splitlines()[-1] == counts
    said = json.loads(problems_json(sheet))
    assert [each["fingerprint"] for each in said["problems"]] == sorted(listed & set(_WEIGHTS))
    assert said["counts"] == {"error": 1, "warning": 1, "note": 1}


@pytest.mark.parametrize("form", ["github", "azure", "gitlab", "sarif", "junit"])
def test_every_form_lists_only_the_weights_that_were_asked_for(form: str) -> None:
    made = problem_printer(form)(_of_each_weight(frozenset({Severity.ERROR})))
    assert "error" in made
    assert not [each for each in ("a.yaml:7: note", '"text": "note') if each in made]
    assert made.count("say when") == 1


def test_each_part_is_painted_in_its_tone() -> None:
    sheet = CheckReport(
        (PROBLEM,), 1, AS_AT, lambda _: "due", lambda words, tone: f"<{tone}:{words}>"
    )
    assert problems_text(sheet).splitlines()[2:6] == [
        "<place:plan/a.yaml:7:8:> <error:T301> it is late <error:[error]>",
        "<line:  7 | due>",
        "<caret:    |        ^>",
        "  <hint:hint:> say when",
    ]


def test_json_has_the_keys_of_the_design_to_the_letter() -> None:
    problem = PROBLEM._replace(field="timescale")
    sheet = CheckReport((problem,), 33, AS_AT, lambda _: "", lambda words, _: words, prints=("f",))
    assert json.loads(problems_json(sheet)) == {
        "as_at": "2024-03-13",
        "actions": 33,
        "counts": {"error": 1, "warning": 0, "note": 0},
        "problems": [
            {
                "code": "T301",
                "rule": "overdue",
                "severity": "error",
                "path": "plan/a.yaml",
                "line": 7,
                "column": 8,
                "ref": "1.1",
                "field": "timescale",
                "message": "it is late",
                "hint": "say when",
                "known": False,
                "fingerprint": "f",
            }
        ],
        "cured": [],
    }


def test_what_a_problem_does_not_belong_to_is_null() -> None:
    problem = PROBLEM._replace(ref="")
    sheet = CheckReport((problem,), 0, AS_AT, lambda _: "", lambda words, _: words, prints=("f",))
    (said,) = json.loads(problems_json(sheet))["problems"]
    assert (said["ref"], said["field"]) == (None, None)


def test_json_keeps_every_character() -> None:
    odd = PROBLEM._replace(message='“a” "b"\u202e\x1b <script>')
    sheet = CheckReport((odd,), 0, AS_AT, lambda _: "", lambda words, _: words, prints=("f",))
    made = problems_json(sheet)
    assert json.loads(made)["problems"][0]["message"] == odd.message
    assert "“a”" in made
    assert made.endswith("}\n")


def test_the_manual_of_a_rule_is_its_docstring_with_the_remedy() -> None:
    assert rule_manual(RULE) == (
        "T301 overdue (error)\n\nIt is late.\n\nMore.\n\nWhat to do: ask for an extension\n"
    )
    assert rule_manual(RULE._replace(hint="")) == "T301 overdue (error)\n\nIt is late.\n\nMore.\n"


def test_a_rule_for_programs_has_these_keys() -> None:
    assert rule_json(RULE) == {
        "code": "T301",
        "rule": "overdue",
        "severity": "error",
        "hint": "ask for an extension",
        "manual": "It is late.\n\nMore.",
    }
