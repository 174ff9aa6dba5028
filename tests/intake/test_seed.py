"""The source document becomes the plan that it is, with its own defects and no others."""

import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from imported import SEED
from make import AS_AT, loaded
from planctl.cli.review import Review, review
from planctl.model.timescale import due_day
from running import planctl

pytestmark = pytest.mark.skipif(
    not SEED.is_file(), reason="the source document lies beside the project"
)

# Checked by hand against the document; the four that need a year are read for 2024, and which
# quarter 6.4 means is for a person to say.
BY_HAND: Final = """
1.1 | SM QA | 31 Jan
1.2 | AD; SM QA | 29 Feb
1.3 | SM QA | 31 Mar
1.4 | SM QA |
1.5 | SM QA; PIRO | 31 Mar
1.6 | All SM's | 1 Apr
2.1 | Assistant Director | 7 Dec
2.2 | SM QA; IRO's | 7 Dec
2.3 | Service Manger Case Management Teams | 31 Jan
2.4 | PIP Officer; Senior IRO | 31 Jan
2.5 | Assistant Director |
2.6 | SM Compass & Assessment | 31 Jan
2.7 | Service Manager Compass & Assessment | 31 Mar
3.1 | SM PMO; Data Intelligence Lead; SW of QA | 29 Feb
3.2 | CSC, Assistant Director | 12 Dec
3.3 | AD Workforce; AD Finance; AD CSC |
3.4 | AD Workforce; AD CSC |
4.1 | AD CSC |
4.2 | All Service Managers; SM QA | 14 Feb
4.3 | SM QA | 14 Feb
4.4 | SM QA | 14 Feb
5.1 | SM Case Management; SM QA | 29 Feb
5.2 | SM QA; PIRO |
5.3 | SM CMT; SM Stepping Stones | 31 Dec
5.4 | SM QA | 31 Jan
6.1 | SM CMT | 31 Mar
6.2 | SM CMT | 30 Apr
6.3 | SM Case Management; SM CLA | 31 Jan
6.4 | SM SS |
6.5 | SM Case Management and Court Team |
7.1 | SM QA | 31 May
7.2 | Data & Intelligence Team |
7.3 | Project team |
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan that the document makes, with its dates without a year in 2024."""
    return _imported(tmp_path_factory.mktemp("seed"), "--year", "2024")


def _imported(root: Path, *flags: str) -> Path:
    ran = planctl("import", SEED, *flags, cwd=root)
    assert (ran.code, ran.err) == (0, "")
    return root / "plan"


@cache
def _reviewed(root: Path) -> Review:
    return review(root, AS_AT)


def _codes(root: Path) -> Counter[str]:
    return Counter(problem.rule.code for problem in _reviewed(root).problems)


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b}" if day else ""


def test_its_leads_and_days_are_those_that_a_person_reads(plan: Path) -> None:
    seen = _reviewed(plan)
    found = [
        f"{e.ref} | {'; '.join(e.action.leads)} | {_day(e.promise.original)}".strip()
        for e in seen.scene.judged
    ]
    assert found == BY_HAND.strip().splitlines()


def test_it_has_seven_areas_six_findings_and_its_own_words_for_the_rest(plan: Path) -> None:
    whole = loaded(plan).plan
    assert [(area.ref, len(area.actions)) for area in whole.areas] == [
        *(("1", 6), ("2", 7), ("3", 4), ("4", 4), ("5", 4), ("6", 5), ("7", 3))
    ]
    assert whole.areas[2].title == "Recruitment and Retention"
    assert all(area.statement for area in whole.areas)
    assert whole.plan
    assert len(whole.plan.findings) == 6
    assert whole.plan.organisation == "SHROPSHIRE CHILDREN'S SERVICES"
    assert (whole.plan.inspection.body, whole.plan.inspection.kind) == ("Ofsted", "Focus Visit")
    assert (whole.plan.inspection.priority_action or "").startswith("Weaknesses in child")
    assert len(whole.plan.vision) == 2
    assert list(whole.glossary) == [
        *("QA", "CJ", "CJA", "TM", "SM", "PIRO", "CLA", "PLO", "SLT", "End to End", "Annex A")
    ]
    assert whole.governance.board.name == "Improvement Board"
    assert len(whole.governance.accountability) == 6
    assert whole.governance.terms[0] == "CIB Terms of Reference"


def test_a_row_that_a_page_broke_goes_on_mid_sentence(plan: Path) -> None:
    actions = {action.ref: action for _, action in loaded(plan).plan.actions}
    assert actions["1.1"].impact_measures[1] == (
        "Number of assessments judged as good increases to 90% "
        "(Milestones of 70%/80% to be tracked)"
    )
    assert str(actions["1.1"].impact_measures[0]).endswith(
        "good judgements given to Child protection (CP) plans in Child Journey audits."
    )
    assert actions["5.1"].progress[-1].note.endswith("to be launched in April 2024.")


# Q402 are the nine without a timescale and 6.4 with a quarter of no year, Q405 what its glossary
# lacks, Q406 that no row says which finding it answers, Q407 that nearly no note has a day, Q411
# the one word that it never uses. T301 are the 16 past their date but for 5.4, which is complete
# (T308: without a day; Q410: no effect); T302 are the three leads of 3.1, each with a date.
OWN_DEFECTS: Final = Counter(
    {"Q402": 10, "Q405": 31, "Q406": 6, "Q407": 33, "Q410": 1, "Q411": 1}
    | {"T301": 15, "T302": 3, "T308": 1}
)


def test_it_has_the_problems_that_the_document_has_and_no_others(plan: Path) -> None:
    assert _codes(plan) == OWN_DEFECTS
    missing = [p.ref for p in _reviewed(plan).problems if p.rule.code == "Q402"]
    assert missing == ["1.4", "2.5", "3.3", "3.4", "4.1", "5.2", "6.4", "6.5", "7.2", "7.3"]


def test_without_a_year_the_five_that_need_one_wait_for_a_person(tmp_path: Path) -> None:
    root = _imported(tmp_path)
    more = {"Q402": 14, "T301": 11}  # which are due nowhere, and so are not overdue
    assert _codes(root) == {**OWN_DEFECTS, **more}


def _json(root: Path) -> Any:  # noqa: ANN401 - JSON holds anything
    return json.loads((root.parent / "import-report.json").read_text("utf-8"))


def test_the_report_names_what_only_a_person_can_say(tmp_path: Path) -> None:
    pieces = _json(_imported(tmp_path))["pieces"]
    asked = {each["to"]: each["proposal"] for each in pieces if each["fate"] == "asked"}
    assert asked == {
        "4.1 progress": "",
        "4.2 timescale": "Feb 2024 board",
        "4.3 timescale": "Feb 2024 board",
        "4.4 timescale": "Feb 2024 board",
        "5.1 timescale": "Feb 2024",
        "5.4 completed": "2024-02-14",
        "6.4 timescale": "Q3 2023-24",
    }
    assert [each for each in pieces if each["fate"] == "left"] == []


def test_what_the_document_says_of_the_board_gives_its_meetings_a_day(plan: Path) -> None:
    whole = loaded(plan).plan
    meetings = [meeting.on.written for meeting in whole.governance.meetings]
    assert meetings == ["12 December 2023", "14 February 2024"]
    calendar = _reviewed(plan).scene.by.calendar
    action = next(action for _, action in whole.actions if action.ref == "4.2")
    assert action.timescale
    assert due_day(action.timescale.reading, calendar) == date(2024, 2, 14)
