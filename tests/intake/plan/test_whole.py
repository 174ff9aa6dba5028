"""A whole paper becomes the plan that it is, with its own defects and no others.

The paper is invented. It is text out of a table of Word, cells by tabs, as a page broke it: rows go
on below a header that is repeated, or below none; areas are headed in three ways; leads and dates
share a cell in every way that was met; some dates say no year, and one row is complete.
"""

import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from imported import WHOLE
from make import loaded
from planctl.model.timescale import due_day
from planctl.workspace.plan import Review, open_workspace, review_plan
from running import planctl

AS_AT: Final = date(2026, 3, 13)

# Checked by hand against the paper; the three that need a year are read for 2026, and which
# quarter 5.5 means is for a person to say.
BY_HAND: Final = """
1.1 | SM QA | 31 Jan 2026
1.2 | AD; SM QA | 27 Feb 2026
1.3 | SM QA | 31 Mar 2026
1.4 | SM QA |
1.5 | SM QA; IRO | 31 Mar 2026
1.6 | All SM's | 1 Apr 2026
2.1 | Assistant Director | 7 Dec 2025
2.2 | SM QA; IRO's | 7 Dec 2025
2.3 | Service Manger Kinship Support Teams | 31 Jan 2026
2.4 | PIP Officer; Senior IRO | 31 Jan 2026
2.5 | Assistant Director |
2.6 | SM Kinship & Payments | 31 Jan 2026
2.7 | Service Manager Kinship & Payments | 31 Mar 2026
3.1 | SM PMO; Data Intelligence Lead; SW of QA | 28 Feb 2026
3.2 | CSC, Assistant Director | 12 Dec 2025
3.3 | AD Workforce; AD Finance; AD CSC |
4.1 | AD CSC |
4.2 | All Service Managers; SM QA | 12 Feb 2026
4.3 | SM QA | 12 Feb 2026
4.4 | SM QA | 30 Sep 2026
5.1 | SM Leaving Care; SM QA | 28 Feb 2026
5.2 | SM QA; IRO |
5.3 | SM LCT; SM Kinship Support | 31 Dec 2025
5.4 | SM QA | 31 Jan 2026
5.5 | SM KS |
5.6 | SM Leaving Care and Court Team |
5.7 | Data & Homes Team |
5.8 | Project team |
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan that the paper makes, with its dates without a year in 2026."""
    return _imported(tmp_path_factory.mktemp("whole"), "--year", "2026")


def _imported(root: Path, *flags: str) -> Path:
    ran = planctl("import", WHOLE, *flags, cwd=root)
    assert (ran.code, ran.err) == (0, "")
    return root / "plan"


@cache
def _reviewed(root: Path) -> Review:
    return review_plan(open_workspace(root).loaded, AS_AT)


def _codes(root: Path) -> Counter[str]:
    return Counter(problem.rule.code for problem in _reviewed(root).problems)


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else ""


def test_its_leads_and_days_are_those_that_a_person_reads(plan: Path) -> None:
    seen = _reviewed(plan)
    found = [
        f"{e.ref} | {'; '.join(e.action.leads)} | {_day(e.promise.original)}".strip()
        for e in seen.scene.judged
    ]
    assert found == BY_HAND.strip().splitlines()


def test_it_has_five_areas_five_findings_and_its_own_words_for_the_rest(plan: Path) -> None:
    whole = loaded(plan).plan
    assert [(area.ref, area.title, len(area.actions)) for area in whole.areas] == [
        ("1", "Homes for Children", 6),
        ("2", "Carers, Kinship and Demand including Notice from carers and new enquiries", 7),
        ("3", "Staff and Offer", 3),
        ("4", "Oversight of Moves", 4),
        ("5", "Pathways", 8),
    ]
    assert all(area.statement for area in whole.areas)
    assert whole.plan
    assert [finding.id for finding in whole.plan.findings] == [
        *("matching-meetings-before-child", "pathway-plans", "health-assessments-dental-checks"),
        *("kinship-offer-make-sure", "training-backing-given-foster"),
    ]
    assert whole.plan.organisation == "ASHCOMBE CHILDREN'S SERVICES"
    assert (whole.plan.inspection.body, whole.plan.inspection.kind) == ("Ofsted", "Focus Visit")
    assert (whole.plan.inspection.priority_action or "").startswith("Moves between homes")
    assert len(whole.plan.vision) == 2
    assert list(whole.glossary) == [
        *("QA", "FR", "SM", "IRO", "KAP", "ND", "Round Table", "Annex B")
    ]
    assert whole.governance.board.name == "Homes Improvement Board"
    assert len(whole.governance.accountability) == 6
    assert whole.governance.terms[0] == "HIB Terms of Reference"


def test_a_row_that_a_page_broke_goes_on_mid_sentence(plan: Path) -> None:
    actions = {action.ref: action for _, action in loaded(plan).plan.actions}
    first, second, _ = actions["1.1"].impact_measures
    assert str(first).endswith("More files graded good for pathway plans in File Reviews.")
    assert second == (
        "Number of moves judged as planned increases to 90% (Milestones of 60%/75% on the way)"
    )
    assert actions["2.6"].progress[-1].note.startswith("Next meeting with the desk 27th Feb. ")
    assert actions["3.3"].progress[1].note.startswith("All that is offered to staff")
    assert actions["5.1"].progress[-1].note.endswith("Page on plans to be sent out in April 2026.")


# Q402 are the eight without a timescale and 5.5 with a quarter of no year. Q405 is what its
# glossary lacks: the eight words of its cover that are all capitals, and HIB, HMS, IN, HB, CD, RAG,
# SLB, TBC, HR and LA. Q406: no row says which finding it answers. Q407: no note has a day. Q411 is
# the one word that it never uses. T301 are the 13 past their date but for 5.4, which is complete
# (T308: without a day; Q410: no effect; Q423: no evidence). T302 are the three leads of 3.1, each
# with a date.
OWN_DEFECTS: Final = Counter(
    {"Q402": 9, "Q405": 18, "Q406": 5, "Q407": 28, "Q410": 1, "Q411": 1, "Q423": 1}
    | {"T301": 13, "T302": 3, "T308": 1}
)


def test_it_has_the_problems_that_the_paper_has_and_no_others(plan: Path) -> None:
    assert _codes(plan) == OWN_DEFECTS
    missing = [p.ref for p in _reviewed(plan).problems if p.rule.code == "Q402"]
    assert missing == ["1.4", "2.5", "3.3", "4.1", "5.2", "5.5", "5.6", "5.7", "5.8"]


def test_without_a_year_the_four_that_need_one_wait_for_a_person(tmp_path: Path) -> None:
    root = _imported(tmp_path)
    more = {"Q402": 12, "T301": 10}  # which are due nowhere, and so are not overdue
    assert _codes(root) == {**OWN_DEFECTS, **more}


def _json(root: Path) -> Any:  # noqa: ANN401 - JSON holds anything
    return json.loads((root.parent / "import-report.json").read_text("utf-8"))


def test_the_report_names_what_only_a_person_can_say(tmp_path: Path) -> None:
    pieces = _json(_imported(tmp_path))["pieces"]
    asked = {each["to"]: each["proposal"] for each in pieces if each["fate"] == "asked"}
    assert asked == {
        "4.1 progress": "",
        "4.2 timescale, 4.3 timescale": "Feb 2026 board",
        "5.1 timescale": "Feb 2026",
        "5.4 completed": "2026-02-12",
        "5.5 timescale": "Q3 2025-26",
    }
    assert [each for each in pieces if each["fate"] == "left"] == []
    once = [(each["to"], each["text"]) for each in pieces if each["why"].startswith("asked once")]
    assert once == [("4.3 timescale", "Feb Board")]


def test_of_what_is_asked_alike_there_is_one_question(tmp_path: Path) -> None:
    report = _json(_imported(tmp_path))
    assert [(q["kind"], len(q["about"])) for q in report["questions"]] == [
        *(("progress", 1), ("timescale", 2), ("completed", 1), ("timescale", 1)),
    ]
    assert report["questions"][1]["about"][0] == {
        "to": ["4.2 timescale", "4.3 timescale"],
        "text": "Feb Board",
        "proposal": "Feb 2026 board",
    }
    assert report["values"]["timescale"]["asked"] == 4


def test_what_the_paper_says_of_the_board_gives_its_meetings_a_day(plan: Path) -> None:
    whole = loaded(plan).plan
    meetings = [meeting.on.written for meeting in whole.governance.meetings]
    assert meetings == ["11 December 2025", "12 February 2026"]
    calendar = _reviewed(plan).scene.by.calendar
    action = next(action for _, action in whole.actions if action.ref == "4.2")
    assert action.timescale
    assert due_day(action.timescale.reading, calendar) == date(2026, 2, 12)
