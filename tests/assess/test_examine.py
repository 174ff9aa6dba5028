"""The walk that runs the rules: where each fault is placed, and what it weighs."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from make import AS_AT, loaded, put, small_plan
from planctl.assess.examine import PLAN_RULES, RuleBreach, find_breaches
from planctl.assess.scene import judge_plan
from planctl.model.problem import Severity

SECOND = "areas/1-practice/1.2-second.yaml"


def _broken(root: Path, code: str, files: Mapping[str, str | bytes]) -> list[RuleBreach]:
    """The faults of one rule in a small plan with these files."""
    plan = loaded(put(small_plan(root, 'ref: "1.1"\ntitle: First\n'), files)).plan
    return [each for each in find_breaches(judge_plan(plan, AS_AT)) if each.rule.code == code]


def test_every_code_is_of_one_rule() -> None:
    codes = [rule.code for rule in PLAN_RULES]
    assert len(codes) == len(set(codes))


def test_every_rule_has_a_manual_page() -> None:
    assert [rule.code for rule in PLAN_RULES if not rule.manual.endswith(".")] == []


def test_a_fault_of_an_action_is_placed_from_the_root_of_the_plan(tmp_path: Path) -> None:
    (broken,) = _broken(tmp_path, "R202", {SECOND: 'ref: "1.2"\ntitle: B\nleads: [AD, Jo]\n'})
    assert broken.fault.at == ("areas", 0, "actions", 1, "leads", 1)
    assert broken.ref == "1.2"


def test_a_fault_of_the_plan_in_an_action_has_its_ref(tmp_path: Path) -> None:
    (broken,) = _broken(tmp_path, "R201", {SECOND: 'ref: "1.1"\ntitle: B\n'})
    assert broken.fault.at == ("areas", 0, "actions", 1, "ref")
    assert broken.ref == "1.1"


def test_a_fault_of_an_area_has_no_ref(tmp_path: Path) -> None:
    (broken,) = _broken(tmp_path, "R201", {"areas/1-b/area.yaml": 'ref: "1"\ntitle: B\n'})
    assert broken.fault.at == ("areas", 1, "ref")
    assert broken.ref == ""


def test_two_areas_of_one_ref_and_one_title_are_two(tmp_path: Path) -> None:
    area = 'ref: "1"\ntitle: Practice\n'
    assert len(_broken(tmp_path, "R201", {"areas/1-b/area.yaml": area})) == 1


@pytest.mark.parametrize(
    ("grace", "severity"),
    [(0, None), (41, None), (42, Severity.WARNING), (43, Severity.WARNING)],
)
def test_an_overdue_action_is_a_warning_for_the_days_of_grace(
    grace: int, severity: Severity | None, tmp_path: Path
) -> None:
    late = 'ref: "1.2"\ntitle: B\ntimescale: 31 Jan 2024\n'
    files = {SECOND: late, "policy.yaml": f"overdue_grace_days: {grace}\n"}
    (broken,) = _broken(tmp_path, "T301", files)
    assert broken.fault.severity is severity


@pytest.mark.parametrize(("limit", "stale"), [(28, 1), (29, 0), (30, 0)])
def test_the_plan_says_when_an_action_is_stale(limit: int, stale: int, tmp_path: Path) -> None:
    noted = 'ref: "1.2"\ntitle: B\nprogress: [{note: Begun., date: 2024-02-13}]\n'
    files = {SECOND: noted, "policy.yaml": f"stale_after_days: {limit}\n"}
    assert len(_broken(tmp_path, "T304", files)) == stale


@pytest.mark.parametrize(
    ("code", "text", "path"),
    [
        ("R202", "leads: [Jo]", "roles.yaml"),
        ("R203", "reporting: [{report: none}]", "governance.yaml"),
        ("R204", "impact_measures: [{measure: none}]", "measures/none.yaml"),
        ("R205", "findings: [none]", "plan.yaml"),
        ("R206", "depends_on: [none]", "governance.yaml"),
        ("R206", "depends_on: [none]", "areas/1-practice/none.yaml"),
        ("R210", "timescale: May 2024 board", "governance.yaml"),
        ("Q406", "", "plan.yaml"),
    ],
)
def test_a_rule_is_silent_where_the_names_could_not_be_read(
    code: str, text: str, path: str, tmp_path: Path
) -> None:
    action = {SECOND: f'ref: "1.2"\ntitle: B\n{text}\n'}
    assert len(_broken(tmp_path / "read", code, action)) == 1
    assert _broken(tmp_path / "unread", code, {**action, path: b"title: [\n"}) == []


def _chain(length: int, last: str) -> dict[str, str | bytes]:
    """Actions that each wait for the next one, and the last one for something else."""
    waits = [*(f"1.{n + 1}" for n in range(2, length + 2)), last]
    return {
        f"areas/1-practice/1.{n}-x.yaml": f'ref: "1.{n}"\ntitle: A\ndepends_on: ["{other}"]\n'
        for n, other in enumerate(waits, 2)
    }


def test_a_long_chain_is_no_circle(tmp_path: Path) -> None:
    assert _broken(tmp_path, "R207", _chain(1200, "new-system")) == []


def test_a_long_circle_is_one_fault_at_its_first_action(tmp_path: Path) -> None:
    (broken,) = _broken(tmp_path, "R207", _chain(1200, "1.2"))
    assert (broken.ref, broken.fault.at[-1]) == ("1.2", "depends_on")
    assert broken.fault.message.endswith(" → 1.1202 → 1.2")


def test_a_circle_is_told_from_its_first_action_wherever_it_is_entered(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "areas/1-practice/1.1-first.yaml": 'ref: "1.1"\ntitle: A\ndepends_on: ["1.3"]\n',
        "areas/1-practice/1.2-b.yaml": 'ref: "1.2"\ntitle: B\ndepends_on: ["1.3"]\n',
        "areas/1-practice/1.3-c.yaml": 'ref: "1.3"\ntitle: C\ndepends_on: ["1.2"]\n',
    }
    (broken,) = _broken(tmp_path, "R207", files)
    assert broken.fault.message == "these wait for each other: 1.2 → 1.3 → 1.2"
    assert broken.ref == "1.2"


def test_two_circles_through_one_action_are_two_faults(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "areas/1-practice/1.2-b.yaml": 'ref: "1.2"\ntitle: B\ndepends_on: ["1.3", "1.4"]\n',
        "areas/1-practice/1.3-c.yaml": 'ref: "1.3"\ntitle: C\ndepends_on: ["1.2"]\n',
        "areas/1-practice/1.4-d.yaml": 'ref: "1.4"\ntitle: D\ndepends_on: ["1.2"]\n',
    }
    words = [broken.fault.message for broken in _broken(tmp_path, "R207", files)]
    assert words == [
        "these wait for each other: 1.2 → 1.3 → 1.2",
        "these wait for each other: 1.2 → 1.4 → 1.2",
    ]
