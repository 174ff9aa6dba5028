"""The rules by which actions and decisions speak of each other: when they are silent."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from make import ACTION_PATH, AS_AT, loaded, put, small_plan
from planctl.assess.examine import find_breaches
from planctl.assess.scene import judge_plan

ACTION: Final = 'ref: "1.1"\ntitle: A\n'
DECISION: Final = """\
- id: a
  meeting: Feb 2024
  decided: A
  about: ["9.9"]
  follow_up: [{who: Jo, what: B, by: Feb 2024}]
"""
UNREAD: Final = b"title: [\n"
ASKS: Final = "escalations: [{{raised: 2024-03-01, to: the board, asks: B, decision: {}}}]\n"


def _codes(root: Path, files: Mapping[str, str | bytes]) -> list[str]:
    """The codes of the rules of this issue that a small plan with these files breaks."""
    plan = loaded(put(small_plan(root, ACTION), {"decisions.yaml": DECISION, **files})).plan
    broken = [each.rule.code for each in find_breaches(judge_plan(plan, AS_AT))]
    return [code for code in broken if "R214" <= code <= "R220" or "T310" <= code <= "T314"]


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        pytest.param({}, ["R216", "R220", "T313"], id="all can be read"),
        pytest.param({"decisions.yaml": UNREAD}, [], id="the decisions cannot"),
        pytest.param({"roles.yaml": UNREAD}, ["R216", "T313"], id="the roles cannot"),
        pytest.param(
            {"areas/1-practice/9.9-x.yaml": UNREAD}, ["R220", "T313"], id="the action cannot"
        ),
        pytest.param(
            {ACTION_PATH: ACTION + ASKS.format("b")},
            ["R214", "R216", "R220", "T313"],
            id="a decision that is not there",
        ),
        pytest.param(
            {ACTION_PATH: ACTION + ASKS.format("b"), "decisions.yaml": UNREAD},
            [],
            id="a decision that may be there",
        ),
        pytest.param(
            {ACTION_PATH: ACTION + ASKS.format("a")},
            ["R215", "R216", "R220", "T313"],
            id="a decision about others",
        ),
        pytest.param(
            {ACTION_PATH: f"{ACTION}timescale: May 2024\ndepends_on: [at]\n"},
            ["R216", "R220", "T313"],
            id="nobody knows what it waits for",
        ),
    ],
)
def test_the_rules_are_silent_about_what_could_not_be_read(
    files: Mapping[str, str | bytes], codes: list[str], tmp_path: Path
) -> None:
    assert _codes(tmp_path, files) == codes


PART: Final = "ref: '1.{}'\ntitle: Part {}\nsplit_from: '{}'\n"


@pytest.mark.parametrize(
    ("about", "origins", "codes"),
    [
        pytest.param("1.1", ("1.1",), [], id="its origin"),
        pytest.param("1.1", ("1.1", "1.2"), [], id="the origin of its origin"),
        pytest.param("1.2", ("1.1",), [], id="itself"),
        pytest.param("1.3", ("1.1", "1.1"), ["R215"], id="another part of its origin"),
        pytest.param("1.1", ("1.3", "1.2"), ["R215", "R215"], id="nothing: they name each other"),
        pytest.param("1.1", ("8.8",), ["R215"], id="nothing: there is no origin"),
    ],
)
def test_a_decision_holds_for_what_was_split_from_the_action_that_it_is_about(
    about: str, origins: tuple[str, ...], codes: list[str], tmp_path: Path
) -> None:
    parts = {
        f"areas/1-practice/1.{n}-part.yaml": PART.format(n, n, ref) + ASKS.format("a")
        for n, ref in enumerate(origins, 2)
    }
    decisions = f"[{{id: a, meeting: Feb 2024, decided: A, about: ['{about}']}}]\n"
    assert _codes(tmp_path, {"decisions.yaml": decisions, **parts}) == codes


OF_MAY: Final = """\
- id: a
  meeting: 8 May 2024
  decided: A
  follow_up: [{who: AD, what: B, by: May 2024 board}]
"""


@pytest.mark.parametrize(
    ("governance", "faults"),
    [
        pytest.param("meetings: [{on: 14 February 2024}]\n", 2, id="another meeting"),
        pytest.param("meetings: [{on: 8 May 2024}]\n", 0, id="the meeting"),
        pytest.param("meetings: [{on: May 2024}]\n", 0, id="its month"),
        pytest.param("meetings: [{on: 9 May 2024}]\n", 1, id="another day of its month"),
        pytest.param(
            "board: {meets: {on: second Wednesday, starting: Jan 2024}}\n", 0, id="by the rule"
        ),
        pytest.param("meetings: []\n", 1, id="no meeting at all: only the date is unknown"),
        pytest.param(UNREAD, 0, id="governance.yaml cannot be read"),
    ],
)
def test_a_meeting_is_looked_up_where_meetings_are_recorded(
    governance: str | bytes, faults: int, tmp_path: Path
) -> None:
    files = {"decisions.yaml": OF_MAY, "governance.yaml": governance}
    assert _codes(tmp_path, files) == ["R217"] * faults
