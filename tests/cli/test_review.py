"""Where the problems of decisions come out: their file, their line and their field."""

from pathlib import Path
from typing import Final

import pytest

from make import small_plan
from running import planctl

DECISIONS: Final = """\
- id: a
  meeting: 14 Feb 2024
  decided: Noted.
- id: a
  meeting: 15 Feb 2024
  decided: The date is moved.
  about:
    - "1.1"
    - "1.2"
  follow_up:
    - who: Jo
      what: Tell the teams
      by: Feb 2024
"""


@pytest.mark.parametrize(
    ("code", "line", "column", "field"),
    [
        ("R216", 9, 7, "[1].about[1]"),
        ("R217", 5, 12, "[1].meeting"),
        ("R218", 4, 7, "[1].id"),
        ("R220", 11, 12, "[1].follow_up[0].who"),
        ("T313", 13, 11, "[1].follow_up[0].by"),
    ],
)
def test_a_problem_of_a_decision_has_its_place(
    code: str, line: int, column: int, field: str, tmp_path: Path
) -> None:
    small_plan(tmp_path / "plan", 'ref: "1.1"\ntitle: A\n', decisions=DECISIONS)
    ran = planctl("check", "--format", "json", "--as-at", "2024-03-13", cwd=tmp_path)
    (found,) = (each for each in ran.json["problems"] if each["code"] == code)
    assert (found["path"], found["line"], found["column"]) == ("plan/decisions.yaml", line, column)
    assert (found["ref"], found["field"]) == (None, field)


def test_a_problem_of_a_project_has_its_place(tmp_path: Path) -> None:
    project = "projects:\n  - id: a\n    title: A\n    timescale: May 2024 board\n"
    small_plan(tmp_path / "plan", governance=project)
    ran = planctl("check", "--format", "json", "--as-at", "2024-03-13", cwd=tmp_path)
    (found,) = (each for each in ran.json["problems"] if each["code"] == "R217")
    assert (found["path"], found["line"]) == ("plan/governance.yaml", 4)
    assert found["field"] == "projects[0].timescale"
