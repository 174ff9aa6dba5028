"""planctl coverage, as a person runs it; as at 13 March 2024."""

import json
from pathlib import Path
from typing import Final

from make import OUR_PLAN, put, small_plan
from running import planctl

AT: Final = {"PLANCTL_AS_AT": "2024-03-13"}
DONE: Final = """\
ref: "1.1"
title: First
findings: [core-groups]
status: complete
completed: 2024-01-31
impact_measures: [{measure: met}]
evidence:
  - {title: A, kind: quality assurance}
  - {title: B, kind: feedback}
  - {title: C, kind: peer review}
  - {title: D, kind: inspection}
"""
MET: Final = """\
id: met
title: Met
better: lower
baseline: {value: 30}
targets: [{value: 9}]
observations: [{on: 2024-02-29, value: 9}]
"""


def test_every_finding_says_what_answers_it_and_what_is_open() -> None:
    ran = planctl("coverage", "--plan", str(OUR_PLAN), env=AT)
    assert (ran.code, ran.err) == (0, "")
    assert "6 findings: none are closed." in ran.out
    part = ran.out.partition("Strategy discussions and initial conferences")[2]
    assert part.splitlines()[1:6] == [
        "  Actions    none",
        "  Delivered  none answers it",
        "  Measures   none",
        "  Evidence   none",
        "  Gap        no action answers it",
    ]
    assert "Answer no finding: 1.4, 1.6" in ran.out
    assert all(len(line) <= 80 for line in ran.out.splitlines())


def test_a_finding_whose_loop_is_closed_says_so(tmp_path: Path) -> None:
    root = put(small_plan(tmp_path / "plan", DONE), {"measures/met.yaml": MET})
    withdrawals = "withdrawals: [{reason: Moot, agreed: 2024-02-14}]\n"
    gone = f"{DONE.replace('1.1', '1.2')}{withdrawals}"
    put(root, {"areas/1-practice/1.2-b.yaml": gone})
    shown = planctl("coverage", cwd=tmp_path, env=AT).out
    assert "1 finding: 1 is closed." in shown
    assert "Gap        closed: delivered, with effect and evidence" in shown
    assert "Withdrawn  1.2" in shown
    assert "Measures   1: 1 target met" in shown
    assert "quality assurance 1 piece, feedback 1 piece" in shown


def test_a_plan_without_findings_says_so(tmp_path: Path) -> None:
    root = put(small_plan(tmp_path / "plan", DONE), {"plan.yaml": "title: A\norganisation: B\n"})
    shown = planctl("coverage", "--plan", str(root), env=AT).out
    assert "The plan names no findings." in shown
    assert "Answer no finding" not in shown


def test_findings_that_cannot_be_read_are_not_said_to_be_none(tmp_path: Path) -> None:
    root = put(small_plan(tmp_path / "plan", DONE), {"plan.yaml": "title:\n"})
    ran = planctl("coverage", "--plan", str(root), env=AT)
    assert (ran.code, "The findings could not be read." in ran.out) == (1, True)
    assert "Answer no finding" not in ran.out


def test_one_finding_can_be_asked_for() -> None:
    ran = planctl("coverage", "--plan", str(OUR_PLAN), "--finding", "Core-Groups", env=AT)
    assert "1 finding" in ran.out
    assert "Multi-agency core groups" in ran.out
    assert "Strategy" not in ran.out
    assert "Answer no finding" not in ran.out
    ran = planctl("coverage", "--plan", str(OUR_PLAN), "--finding", "core", env=AT)
    assert (ran.code, "the plan has no finding “core”" in ran.err) == (2, True)


def test_a_measure_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    files = {"measures/met.yaml": MET, "measures/gone.yaml": "id: gone\nid: gone\n"}
    both = DONE.replace("[{measure: met}]", "[{measure: met}, {measure: gone}]")
    root = put(small_plan(tmp_path / "plan", both), files)
    shown = planctl("coverage", "--plan", str(root), env=AT)
    assert (shown.code, "Measures   2: 1 target met and 1 not read" in shown.out) == (1, True)
    assert "Gap        1 of 2 measures: missing, or cannot be read" in shown.out
    made = json.loads(planctl("coverage", "--plan", str(root), "--format", "json", env=AT).out)
    assert made["findings"][0]["measures_not_read"] == ["gone"]


def test_the_matrix_for_programs(tmp_path: Path) -> None:
    root = put(small_plan(tmp_path / "plan", DONE), {"measures/met.yaml": MET})
    made = json.loads(planctl("coverage", "--plan", str(root), "--format", "json", env=AT).out)
    (finding,) = made["findings"]
    assert (finding["id"], finding["actions"], finding["delivered"]) == ("core-groups", ["1.1"], 1)
    assert finding["measures"][0]["standing"] == "target met"
    assert finding["evidence"]["feedback"] == 1
    assert (finding["evidence"]["data"], finding["gaps"], made["unanswering"]) == (0, [], [])
