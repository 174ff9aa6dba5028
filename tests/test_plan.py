"""Our own plan is sound, whole, and says what its source says in words of our own."""

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

from fingerprint import copies, runs
from make import AS_AT, OUR_PLAN, PROJECT, loaded
from planctl.assess.scene import judge_plan
from planctl.model.action import Action
from planctl.model.plan import Plan
from planctl.workspace.plan import open_workspace, review_plan

PAPERS: Final = tuple(sorted((PROJECT / "tests/papers").iterdir()))
FILES: Final = tuple(sorted(OUR_PLAN.rglob("*.yaml")))
MODELINE: Final = re.compile(r"# yaml-language-server: \$schema=(\S+)")
FRONT: Final = ("plan", "governance", "roles", "glossary", "policy")

# What of each row of the source can be looked for: figures, dates, leads, reports, names.
# “x 3” asks for three of them.
FACTS: Final[Mapping[str, str]] = {
    "1.1": "90% x 3; 70% and 80% x 3; [SM QA]; Jan 2024; PIP Officer; Q4; January and February "
    "report; March Improvement Board; <qa-report>; End to End; TMs; SMs; CLA; CJ; Child Journey",
    "1.2": "[AD, SM QA]; 29 Feb 2024; 2024-02-26 x 2; CIB; <qa-report>",
    "1.3": "[SM QA]; 31 March 2024; June 2024 x 2; March Improvement Board; PIP Officer; so what",
    "1.4": "[SM QA]; March 2024 x 2; April 2024; May 2024; Practice Week; LCS x 3; <qa-report>",
    "1.5": "[SM QA, PIRO]; March 2024; PIRO x 2; <qa-report>; <piro-report>; every month; CJ",
    "1.6": "[All SMs]; 01/04/2024; End to End x 2; Two new; one new performance meeting",
    "2.1": "15 to 18 x 2; [AD]; 7/12/2023; 7.74%; September 2023; 15 January 2024; "
    "Power BI x 3; <caseload-live>; every week; Improvement Board; SMs and AD",
    "2.2": "[SM QA, IROs]; 7/12/2023; 2023-12-22; Three posts; IRO Handbook; <caseload-report>",
    "2.3": "[SM CMT]; Jan 2024; December; 2024-02-02; SMs; TMs; genograms; ecomaps; Chronology",
    "2.4": "[PIP Officer, Senior IRO]; Jan 2024; 31/1; 2024-01-31; 27th Feb; Annex A; "
    "Power BI; Statutory returns; Data quality reports; LCS x 2; QA; Terms of reference",
    "2.5": "[AD]; every week; care leavers; SGO; PWP; 18; <care-entry-exit>; Power BI; Solicitors",
    "2.6": "[SM Compass and Assessment]; Jan 2024; 29th Feb; ISO; Annex A; Ofsted; Power BI; LCS; "
    "One-off report; Microsoft; QA lead; dashboard",
    "2.7": "[SM Compass and Assessment]; Mar 2024; Transformation Board; AI; As Is; Co-Pilot; "
    "pod model; People Business Support; <project-highlight>",
    "3.1": "[SM PMO, Data Intelligence Lead, SW of QA]; Feb 2024; Jan 2024 x 2; 2 months; "
    "Q3 2023; 2023-12-22; 3 independent reviewing officers; <project-highlight>; <drp-report>; "
    "per caseload",
    "3.2": "[AD CSC]; 12/12/2023; 15 to 18; 80 to 100; 6% in 2024-25; 5% in 2025-26; EMT; "
    "2023-12-20; 2023-12-22; Power BI; Improvement Board; Written report",
    "3.3": "[AD Workforce, AD Finance, AD CSC]; 31%; 7.74%; September 2023; to be confirmed; "
    "12 months; EMT; December 2023; MTFS; 2024-25; Transformation Board; Improvement Board",
    "3.4": "[AD Workforce, AD CSC]; from 30; 12 months; EMT; December 2023; 2023-12-22; Power BI; "
    "Workforce reports",
    "4.1": "[AD CSC]; January 2024; 11 January 2024; end of March 2024 x 2; 2023-24; <qa-report>; "
    "CJ audits; TM x 3",
    "4.2": "[All SMs, SM QA]; Feb Board; April 2024; into 2024; Early Help; "
    "Compass and Assessment; quarterly QA report; QA framework",
    "4.3": "[SM QA]; Feb Board; DRP; RAG; PIRO; <piro-update>; <piro-report>",
    "4.4": "[SM QA]; Feb Board; PLO; SMART; Scorecard; Dashboard; <qa-report>; Early Help; "
    "Compass and Assessment; Operations Manager; People Directorate; half-day; No cost",
    "5.1": "[SM CMT, SM QA]; Feb Priority; 04.03.2024; April 2024; End to End; TM programme",
    "5.2": "[SM QA, PIRO]; DRP; <drp-report>; <piro-update>; Weekly; February 2024; CJ; green RAGs",
    "5.3": "[SM CMT, SM Stepping Stones]; Dec 2023; 26-week; 2024-02-07; SLT; LPM x 3; PLO x 4; "
    "<lpm-audit>; <lpm-outcome>",
    "5.4": "[SM QA]; Jan 2024; 2024-02-14 x 2; January report; <piro-report>; DRP; CJ; quarterly",
    "6.1": "[SM CMT]; 31 Mar 2024; second review x 2; Court Tracker; Care Planning Regulations; "
    "Permanence Forum; weekly; <plo-action-plan-update>; <court-progression>; "
    "<permanence-progression>",
    "6.2": "[SM CMT]; Apr 2024; April IB; PLO x 2; Quarterly reports; Trailblazer; Regional",
    "6.3": "[SM CMT, SM CLA]; Jan 2024; 100%; second review; 22/2; <drp-report>; Child Journey",
    "6.4": "[SM Stepping Stones]; Q3; Q4; April; February 2024; Directors Assurance; <fgc-report>",
    "6.5": "[SM CMT and Court]; 1 April; Trailblazer x 3; West Midlands; Shropshire",
    "7.1": "[SM QA]; May 2024 x 2; March 2024; Back on Track; Joint Training Team; "
    "<workforce-training>; <qa-report>; Child Journey",
    "7.2": "[Data and Intelligence Team]; 5 years; Human Resources and Finance; Power BI",
    "7.3": "[Project team]; priority 1; phase 1; People Business Support; <project-highlight>; "
    "Subject access requests",
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return loaded(OUR_PLAN).plan


def _actions(plan: Plan) -> dict[str, Action]:
    return {action.ref: action for _, action in plan.actions}


def _pieces(value: object) -> list[str]:
    """Every text that a value holds; a report by its id in angle brackets."""
    if isinstance(value, dict):
        marked = {"report": f"<{value['report']}>"} if value.get("report") else {}
        return [text for part in {**value, **marked}.values() for text in _pieces(part)]
    if isinstance(value, list):
        return [text for part in value for text in _pieces(part)]
    return [] if value is None else [str(value)]


def test_no_file_no_shape_and_no_reference_of_it_is_wrong() -> None:
    problems = review_plan(open_workspace(OUR_PLAN).loaded, AS_AT).problems
    assert [problem for problem in problems if problem.rule.code[0] in "FSR"] == []


def test_it_has_the_areas_the_actions_and_the_findings_of_the_source(plan: Plan) -> None:
    assert [area.ref for area in plan.areas] == list("1234567")
    assert [len(area.actions) for area in plan.areas] == [6, 7, 4, 4, 4, 5, 3]
    assert plan.plan is not None
    assert len(plan.plan.findings) == 6
    assert plan.unread == ()


def test_the_meetings_whose_day_is_known_are_these_two(plan: Plan) -> None:
    meetings = judge_plan(plan, AS_AT).by.calendar.meetings
    assert [meeting.name for meeting in meetings if meeting.day] == [
        "12 December 2023",
        "14 February 2024",
    ]
    assert [meeting.name for meeting in meetings if not meeting.day] == [
        "March 2024",
        "April 2024",
        "June 2024",
    ]


def test_only_one_action_is_complete(plan: Plan) -> None:
    statuses = {action.ref: action.status.value for action in _actions(plan).values()}
    assert [ref for ref, status in statuses.items() if status == "complete"] == ["5.4"]


def test_nobody_rated_anything_in_the_source(plan: Plan) -> None:
    rated = [a.ref for a in _actions(plan).values() if a.progress_rag or a.impact_rag]
    assert rated == []


def test_a_file_tells_editors_which_schema_is_its_own() -> None:
    for file in FILES:
        first = file.read_text("utf-8").partition("\n")[0]
        found = MODELINE.fullmatch(first)
        assert found, file
        kind = "area" if file.name == "area.yaml" else "action"
        kind = "measure" if file.parent.name == "measures" else kind
        kind = file.stem if file.parent == OUR_PLAN else kind
        schema = (file.parent / found[1]).resolve()
        assert schema == PROJECT.resolve() / f"schema/{kind}.schema.json", file
        assert schema.is_file(), file


def test_every_kind_of_front_matter_is_there() -> None:
    assert {path.stem for path in OUR_PLAN.glob("*.yaml")} == set(FRONT)


def test_there_are_facts_to_look_for_in_every_action(plan: Plan) -> None:
    assert list(FACTS) == list(_actions(plan))


@pytest.mark.parametrize("ref", FACTS)
def test_an_action_says_what_its_row_of_the_source_says(ref: str, plan: Plan) -> None:
    action = _actions(plan)[ref]
    pieces = [f"[{', '.join(action.leads)}]", *_pieces(action.model_dump(mode="json"))]
    text = "\n".join(pieces)
    missing = []
    for fact in FACTS[ref].split("; "):
        what, _, times = fact.partition(" x ")
        found = re.findall(rf"(?<![\w.]){re.escape(what)}(?![\w%])", text, re.IGNORECASE)
        if len(found) < int(times or 1):
            missing.append(fact)
    assert missing == []


@pytest.mark.parametrize(
    ("file", "facts"),
    [
        ("plan.yaml", ["November 2023", "November 2019", "March 2024", "1.0 final", "Ofsted"]),
        ("governance.yaml", ["12 December 2023", "(3 and 7)", "Transformation Lead", "monthly"]),
        ("areas/6-public-law-outline/area.yaml", ["Public Law Outline", "safeguarded"]),
        ("areas/1-quality-of-practice/area.yaml", ["good or outstanding", "QA framework"]),
    ],
)
def test_the_front_matter_says_what_the_source_says(file: str, facts: list[str]) -> None:
    text = (OUR_PLAN / file).read_text("utf-8")
    assert [fact for fact in facts if fact not in _without_notes(text)] == []


def test_reports_come_as_often_as_the_source_says(plan: Plan) -> None:
    assert plan.governance is not None
    reports = plan.governance.reports
    cadences = {report.id: [word.value for word in report.cadence] for report in reports}
    assert cadences["qa-report"] == ["monthly", "quarterly"]
    assert [name for name, words in cadences.items() if words == ["quarterly"]] == [
        *("piro-report", "lpm-audit", "lpm-outcome", "fgc-report"),
        *("plo-action-plan-update", "court-progression", "permanence-progression"),
    ]
    assert [name for name, words in cadences.items() if words == ["monthly"]] == [
        *("piro-update", "drp-report", "workforce-training"),
    ]


def _without_notes(text: str) -> str:
    """The lines of a file without their comments, which quote the source to say what is amiss."""
    return "\n".join(re.split(r"(?:^| )#", line)[0] for line in text.splitlines())


def test_a_run_of_words_is_found_where_there_is_one() -> None:
    assert runs("It was: a b c d e f g h") & runs("A B C, D E F; G H!") == {tuple("abcdefgh")}
    assert runs("a b c d\ne f g's h i j") == runs("a b c d</p> <p>e f g h") == set()
    assert _without_notes("a: b # c\n# d\ne: f#g") == "a: b\n\ne: f#g"


def test_the_comments_that_quote_the_source_are_known_by_their_fingerprints() -> None:
    quoting = [file.stem[:3] for file in FILES if copies(file.read_text("utf-8"))]
    assert quoting == ["4.1", "4.3", "4.4", "6.1", "6.5"]


def test_no_run_of_words_is_copied_from_the_source() -> None:
    for file in FILES:
        assert copies(_without_notes(file.read_text("utf-8"))) == [], file


@pytest.mark.parametrize("file", PAPERS, ids=lambda file: file.name)
def test_no_paper_of_the_tests_is_copied_from_the_source(file: Path) -> None:
    assert copies(file.read_text("utf-8")) == []


def test_refs_go_up_from_one_by_one(plan: Plan) -> None:
    for area in plan.areas:
        numbers = [int(action.ref.rpartition(".")[2]) for action in area.actions]
        assert numbers[0] == 1
        assert all(after == before + 1 for before, after in pairwise(numbers))
