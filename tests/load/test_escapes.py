"""Escapes in double quotes cannot bring in what may not stand in a file."""

from pathlib import Path

import pytest

from make import loaded, small_plan


@pytest.mark.parametrize("escape", [r"\0", r"\x1b", r"\u2028", r"\x85", r"\ufeff"])
def test_a_control_character_written_as_an_escape_is_a_problem_at_its_text(
    tmp_path: Path, escape: str
) -> None:
    root = small_plan(tmp_path, f'ref: "1.1"\ntitle: "First{escape}"\n')
    [problem] = loaded(root).problems
    assert (problem.rule.code, problem.place.line, problem.place.column) == ("F011", 2, 8)


def test_a_tab_written_as_an_escape_is_kept(tmp_path: Path) -> None:
    plan = loaded(small_plan(tmp_path, 'ref: "1.1"\ntitle: "First\\taction"\n')).plan
    assert [action.title for _, action in plan.actions] == ["First\taction"]


@pytest.mark.parametrize("name", ["x" * 5000, "../" * 400 + "etc/passwd", "/etc/passwd", "."])
def test_a_path_that_cannot_be_a_file_of_the_plan_is_missing_evidence(
    tmp_path: Path, name: str
) -> None:
    evidence = f"evidence:\n  - title: Report\n    kind: data\n    file: {name}\n"
    root = small_plan(tmp_path, f'ref: "1.1"\ntitle: First\n{evidence}')
    assert [problem.rule.code for problem in loaded(root).problems] == ["R211"]


def test_folders_whose_numbers_are_equal_keep_their_own_actions(tmp_path: Path) -> None:
    root = small_plan(
        tmp_path,
        'ref: "1.1"\ntitle: First\n',
        **{
            "areas__01-other__area": "ref: 01\ntitle: Other\n",
            "areas__01-other__01.1-first": 'ref: "01.1"\ntitle: Other first\n',
        },
    )
    found = {
        area.title: [action.title for action in area.actions] for area in loaded(root).plan.areas
    }
    assert found == {"Practice": ["First"], "Other": ["Other first"]}
