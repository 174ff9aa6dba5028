"""The demonstration has a measure of each kind, effects and their want, and evidence that holds."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

import demo
from planctl.model.rating import ImpactStanding
from running import planctl

pytestmark = pytest.mark.slow

# How each measure stands at the seventh board; as it has to be, so that one of each is there.
STANDINGS: Final[Mapping[str, str]] = {
    "agency-rate": "worse than baseline",
    "assessments-good": "improving",
    "care-proceedings-length": "no change",
    "caseload-social-worker": "improving",
    "caseload-team-manager": "no data",
    "meetings-good": "on trajectory",
    "permanence-plan": "sustained",
    "recruitment-time": "target met",
    "turnover-rate": "out of date",
    "visits-good": "on trajectory",
}


@pytest.fixture(scope="module")
def plan(demonstration: Path) -> Path:
    return demonstration / "plan"


@pytest.fixture(scope="module")
def pack(plan: Path) -> str:
    return planctl("report", "--plan", plan, *demo.PAPERS, "--format", "md", "-o", "-").out


def _json(plan: Path, *words: str) -> Any:  # noqa: ANN401 - JSON holds anything
    words = (*words, "--as-at", demo.AS_AT, "--format", "json")
    return planctl(*words, "--plan", plan).json


def test_the_measures_stand_as_a_board_meets_them(plan: Path) -> None:
    found = _json(plan, "measure", "list")["measures"]
    assert {each["id"]: each["standing"] for each in found} == STANDINGS


def test_of_each_standing_of_a_measure_with_a_target_there_is_one() -> None:
    left_out = {ImpactStanding.NO_MEASURE, ImpactStanding.NO_TARGET}
    assert {*STANDINGS.values()} == {*ImpactStanding} - left_out


@pytest.mark.parametrize(
    "shown",
    [
        "2 improving, 1 without data yet, 2 on trajectory, 1 target met and 1 sustained.",
        "75% on 31 October 2024 (9 of 12) rests on fewer than 20 cases, too few to judge",
        "the figure is withheld on 30 September 2024",
        "220 days old, and a quarterly figure is out of date after 184",
        "**Effect before delivery**: ",
    ],
)
def test_the_pack_says_of_its_figures(shown: str, pack: str) -> None:
    assert shown in pack


def test_a_measure_with_figures_says_that_they_are_invented(plan: Path) -> None:
    found = {each["id"]: each for each in _json(plan, "export")["measures"]}
    of = [each for each in found.values() if each["observations"]]
    assert len(of) == 9
    assert [each["title"] for each in of if not each["title"].endswith(" (invented)")] == []
    seen = [reading for each in of for reading in each["observations"]]
    assert [each for each in seen if "(invented)" not in each["source"]] == []


def test_of_the_actions_that_are_done_one_was_measured_and_shows_no_effect(
    pack: str, plan: Path
) -> None:
    rows = pack.partition("### Done, no effect shown")[2].partition("###")[0].splitlines()
    [first, *_] = [row for row in rows if row.startswith("- ")]
    assert first.startswith("- 5.3 ")
    acts = _json(plan, "status")["actions"]
    rated = {act["ref"]: act["impact_rag"]["rating"] for act in acts if act["status"] == "complete"}
    assert [ref for ref, rating in rated.items() if rating == "red"] == ["5.3"]


def test_the_evidence_is_in_files_that_say_they_are_invented(plan: Path) -> None:
    files = sorted((plan / "evidence").iterdir())
    assert [file.name.partition("-")[0] for file in files] == ["1.1", "1.4", "6.2", "6.3"]
    assert [f for f in files if "Everything in this file is invented." not in f.read_text()] == []


def test_the_evidence_is_of_each_kind_but_inspection(plan: Path) -> None:
    areas = _json(plan, "export")["areas"]
    pieces = [piece for area in areas for a in area["actions"] for piece in a["evidence"]]
    assert {piece["kind"] for piece in pieces} == {
        *("quality assurance", "feedback", "peer review", "data"),
    }


def test_an_action_is_embedded_since_somebody_else_looked(plan: Path) -> None:
    rated = _json(plan, "show", "1.1")["progress_rag"]
    assert (rated["standing"], rated["rating"]) == ("embedded", "blue")
    assert "verified by AD on 4 November 2024" in rated["why"]


def test_each_file_of_evidence_is_sealed(plan: Path) -> None:
    ran = planctl("evidence", "lock", "--check", "--plan", plan)
    assert (ran.code, ran.err) == (0, "")
    problems = _json(plan, "check")["problems"]
    sealing = {"unsealed-evidence", "altered-evidence", "lost-evidence"}
    assert [each["message"] for each in problems if each["rule"] in sealing] == []
    lines = (plan / "evidence.yaml").read_text("utf-8").splitlines()
    assert sum(not line.startswith("#") for line in lines) == 4
