"""What changed outside the actions; from 14 February to 13 March 2024."""

from pathlib import Path
from typing import Final

import pytest

from make import SMALL
from planctl.assess.change.board_rules import late_date_moved
from planctl.assess.change.since_rules import (
    decision_changed,
    figure_changed,
    goal_changed,
    record_taken_out,
)
from planctl.model.problem import Severity
from two_states import compared, words

FRONT: Final = "title: A small plan\norganisation: A council\n"
FINDING: Final = "findings:\n- {id: core-groups, title: Core groups}\n"
MEASURE: Final = "id: audits\ntitle: Audits\n"
DECISION: Final = "- {id: a, meeting: 14 February 2024, decided: Do it."
GOVERNANCE: Final = SMALL["governance.yaml"]
AREA: Final = "areas/1-practice/area.yaml"
OLD_RULE: Final = "{on: first Monday, starting: Jan 2024, until: May 2024}"


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        # plan.yaml
        ("plan", FRONT, f"{FRONT}version: '2'\n", ["changed: version set: “2”"]),
        (
            "plan",
            f"{FRONT}vision: [A vision]\n",
            f"{FRONT}vision: [Our vision]\n",
            ["changed: new in vision: “Our vision”", "changed: taken out of vision: “A vision”"],
        ),
        (
            "plan",
            FRONT + FINDING,
            FRONT + FINDING.replace("groups}", "groups, text: They do not meet.}"),
            ["changed: finding “Core groups”, text set: “They do not meet.”"],
        ),
        (
            "plan",
            FRONT + FINDING,
            FRONT + FINDING.replace("Core groups", "Groups"),
            ["wording changed: finding, title reworded"],
        ),
        ("plan", FRONT + FINDING, FRONT, ["record taken out: finding taken out: “Core groups”"]),
        # governance.yaml
        (
            "governance",
            "",
            "meetings: [{on: 2024-02-14}]",
            ["changed: new in governance, meetings: 14 February 2024"],
        ),
        (
            "governance",
            "meetings: [{on: March 2024}]",
            "meetings: [{on: 13 March 2024, note: moved}]",
            [
                "changed: governance, meeting of 13 March 2024, note set: “moved”",
                "changed: governance, meeting, on: was March 2024, now 13 March 2024",
            ],
        ),
        (
            "governance",
            "board: {papers_due: 5}",
            "board: {papers_due: 7}",
            ["changed: governance, board, days before a meeting that papers are due: was 5, now 7"],
        ),
        (
            "governance",
            "",
            "board: {meets: {on: second Wednesday, starting: Jan 2024}}",
            [
                (
                    "changed: governance, board, rule of meetings set: on “second Wednesday”, "
                    "every “month”, starting Jan 2024"
                )
            ],
        ),
        (
            "governance",
            "board: {meets: {on: first Monday, starting: Jan 2024}}",
            f"board: {{meets: [{OLD_RULE}, {{starting: June 2024}}]}}",
            [
                (
                    "changed: governance, board, rule of meetings: was on “first Monday”, every "
                    "“month”, starting Jan 2024, now on “first Monday”, every “month”, starting "
                    "Jan 2024, until May 2024 and every “month”, starting June 2024"
                )
            ],
        ),
        (
            "governance",
            "board: {meets: [{on: first Monday, starting: Jan 2024}, {starting: June 2024}]}",
            f"board: {{meets: [{OLD_RULE}, {{starting: July 2024}}]}}",
            [
                (
                    "changed: governance, board, rule of meetings “first Monday”, until set: "
                    "May 2024"
                ),
                (
                    "changed: governance, board, rule of meetings, starting: was June 2024, "
                    "now July 2024"
                ),
            ],
        ),
        (
            "governance",
            "reports: [{id: a, title: Report A, cadence: [monthly]}]",
            "reports: [{id: a, title: Report A, cadence: [monthly, yearly]}]",
            [
                (
                    "changed: governance, report “Report A”, cadence: was “monthly”, now “monthly” "
                    "and “yearly”"
                )
            ],
        ),
        # roles, glossary, policy: the plan's own keys stand as they are written
        ("roles", "A_D[1].x: One", "", ["changed: taken out of roles: “A_D[1].x”, “One”"]),
        ("glossary", "", "QA: Quality", ["changed: new in glossary: “QA”, “Quality”"]),
        ("glossary", "QA: One", "QA: Two", ["changed: glossary, “QA”: was “One”, now “Two”"]),
        (
            "policy",
            "",
            "severities: {T304: off}",
            ["changed: new in policy, weight of the rules: “T304”, “off”"],
        ),
        (
            "policy",
            "progress_rag: {blue: {label: Done}}",
            "progress_rag: {blue: {label: Suspended, standings: [paused]}}",
            [
                (
                    "changed: policy, key of the progress ratings, blue, label: was “Done”, "
                    "now “Suspended”"
                ),
                (
                    "changed: policy, key of the progress ratings, blue, standings: was nothing, "
                    "now “paused”"
                ),
            ],
        ),
        # measures
        ("measures/audits", "", MEASURE, ["changed: new in measures: “Audits”"]),
        ("measures/audits", MEASURE, "", ["record taken out: measure taken out: “Audits”"]),
        (
            "measures/audits",
            MEASURE,
            f"{MEASURE}observations: [{{on: 2024-03-01, value: 1234567.25}}]",
            ["measure observed: measure “Audits”: 1,234,567.25 on 1 March 2024"],
        ),
        (
            "measures/audits",
            f"{MEASURE}unit: cases\nbaseline: {{value: 1150}}",
            f"{MEASURE}unit: cases\nbaseline: {{value: 1}}\ntargets: [{{low: 15, high: 18}}]",
            [
                "changed: new in measure “Audits”, targets: 15 to 18 cases",
                (
                    "goal of a measure changed: measure “Audits”, baseline, value: was 1,150 "
                    "cases, now 1 case"
                ),
            ],
        ),
        (
            "measures/audits",
            f"{MEASURE}observations: [{{on: 2024-03-01, value: 5}}]",
            f"{MEASURE}observations: [{{on: 2024-03-01, value: 50}}]",
            ["figure changed: measure “Audits”, figure of 1 March 2024, value: was 5, now 50"],
        ),
        (
            "measures/audits",
            f"{MEASURE}observations: [{{on: 2024-03-01, value: 5}}]",
            f"{MEASURE}observations: [{{on: 2024-03-01, value: 5, denominator: 9}}]",
            ["figure changed: measure “Audits”, figure of 1 March 2024, denominator set: 9"],
        ),
        (
            "measures/audits",
            f"{MEASURE}observations: [{{on: 2024-03-01, value: not available}}]",
            f"{MEASURE}observations: [{{on: 2024-03-01, value: 5}}]",
            [
                (
                    "changed: measure “Audits”, figure of 1 March 2024, value: was "
                    "“not available”, now 5"
                )
            ],
        ),
        (
            "measures/audits",
            f"{MEASURE}observations: [{{on: 2024-03-01, value: 5, note: Old}}]",
            f"{MEASURE}observations: [{{on: 2024-03-01, value: 5, note: New}}]",
            ["wording changed: measure “Audits”, figure of 1 March 2024, note reworded"],
        ),
        (
            "measures/audits",
            f"{MEASURE}frequency: monthly",
            f"{MEASURE}frequency: yearly",
            [
                (
                    "goal of a measure changed: measure “Audits”, frequency: was “monthly”, now "
                    "“yearly”"
                )
            ],
        ),
        (
            "measures/audits",
            f"{MEASURE}frequency: monthly",
            MEASURE,
            [
                (
                    "goal of a measure changed: measure “Audits”, frequency taken out; it was "
                    "“monthly”"
                )
            ],
        ),
        (
            "measures/audits",
            f"{MEASURE}frequency: monthly",
            f"{MEASURE}frequency: weekly",
            ["changed: measure “Audits”, frequency: was “monthly”, now “weekly”"],
        ),
        (
            "measures/audits",
            MEASURE,
            f"{MEASURE}frequency: weekly",
            ["changed: measure “Audits”, frequency set: “weekly”"],
        ),
        (
            "measures/audits",
            MEASURE,
            f"{MEASURE}sustained_after: 1",
            ["goal of a measure changed: measure “Audits”, sustained after: was 3, now 1"],
        ),
        (
            "measures/audits",
            MEASURE,
            f"{MEASURE}targets: [{{value: 8, by: 2024-03-12}}]",
            ["goal of a measure changed: new in measure “Audits”, targets: 8 by 12 March 2024"],
        ),
        (
            "measures/audits",
            MEASURE,
            f"{MEASURE}targets: [{{value: 8, by: 2024-03-13}}, {{value: 9}}]",
            [
                "changed: new in measure “Audits”, targets: 8 by 13 March 2024",
                "changed: new in measure “Audits”, targets: 9",
            ],
        ),
        (
            "measures/audits",
            f"{MEASURE}targets: [{{low: 5, high: 10.5, by: 2024-12-31}}]",
            MEASURE,
            [
                (
                    "goal of a measure changed: taken out of measure “Audits”, targets: 5 to 10.5 "
                    "by 31 December 2024"
                )
            ],
        ),
        (
            "measures/audits",
            f"{MEASURE}targets: [{{value: 80, by: 2024-12-31}}]",
            f"{MEASURE}targets: [{{value: 60, by: 2024-12-31}}]",
            [
                (
                    "goal of a measure changed: measure “Audits”, target for 31 December 2024, "
                    "value: was 80, now 60"
                )
            ],
        ),
        (
            "measures/audits",
            f"{MEASURE}targets: [{{value: 80}}]",
            f"{MEASURE}targets: [{{value: 80, low: 1}}]",
            ["changed: measure “Audits”, target, low set: 1"],
        ),
        # decisions
        (
            "decisions",
            "",
            f"{DECISION}, about: ['1.1', '1.2']}}",
            ["decided: the board decided (14 February 2024, about 1.1 and 1.2): “Do it.”"],
        ),
        (
            "decisions",
            f"{DECISION}}}",
            "",
            ["record taken out: decision of the board taken out: “Do it.”"],
        ),
        (
            "decisions",
            f"{DECISION}, follow_up: [{{who: AD, what: Write.}}]}}",
            f"{DECISION}, follow_up: [{{who: AD, what: Write., done: 2024-03-01}}]}}",
            ["followed up: follow-up done on 1 March 2024: “Write.”"],
        ),
        (
            "decisions",
            f"{DECISION}, follow_up: [{{who: AD, what: Write.}}]}}",
            f"{DECISION}}}",
            ["record taken out: taken out of decision “Do it.”, follow-up: “Write.”"],
        ),
        (
            "decisions",
            f"{DECISION}}}",
            f"{DECISION.replace('Do it.', 'Do it now.')}}}",
            ["wording changed: decision reworded"],
        ),
        # areas
        (
            AREA.removesuffix(".yaml"),
            "ref: 1\ntitle: Practice",
            "ref: 1\ntitle: Good practice\nstatement: Practice is good.",
            ["wording changed: title reworded", "changed: statement set: “Practice is good.”"],
        ),
        (
            AREA.removesuffix(".yaml"),
            "ref: 1\ntitle: Practice",
            "ref: 2\ntitle: Practice",
            ["given another ref: area 1 is now area 2"],
        ),
        (
            "areas/2-people/area",
            "",
            "ref: 2\ntitle: People",
            ["added: new in the plan: “People”"],
        ),
        (
            "areas/2-people/area",
            "ref: 2\ntitle: People",
            "",
            ["removed: taken out of the plan: “People”"],
        ),
    ],
)
def test_what_changed_outside_the_actions(
    path: str, old: str, new: str, expected: list[str], tmp_path: Path
) -> None:
    found = compared(tmp_path, {f"{path}.yaml": old}, {f"{path}.yaml": new})
    kinds = (change.kind for change in found.changes)
    said = [f"{kind}: {each}" for kind, each in zip(kinds, words(found), strict=True)]
    assert sorted(said) == sorted(expected)


def test_the_order_of_the_files_of_measures_says_nothing(tmp_path: Path) -> None:
    texts = (MEASURE, "id: b\ntitle: B\n")
    old = {"measures/1.yaml": texts[0], "measures/2.yaml": texts[1]}
    new = {"measures/1.yaml": texts[1], "measures/2.yaml": texts[0]}
    assert compared(tmp_path, old, new).changes == ()


def test_a_front_matter_that_is_not_there_is_new_when_it_comes(tmp_path: Path) -> None:
    found = compared(tmp_path, {"plan.yaml": ""}, {"plan.yaml": FRONT})
    assert words(found) == ["front matter set: “A small plan”"]


def test_the_most_important_comes_first_in_each_area_and_the_whole_before_all(
    tmp_path: Path,
) -> None:
    late = 'ref: "1.1"\ntitle: First\ntimescale: Feb 2024\nstatus: in progress\n'
    old = {"areas/1-practice/1.1.yaml": late, "areas/2-b/area.yaml": "ref: 2\ntitle: B\n"}
    new = {
        "areas/1-practice/1.1.yaml": late.replace("First", "First of all"),
        "areas/2-b/area.yaml": "ref: 2\ntitle: C\n",
        "roles.yaml": f"{SMALL['roles.yaml']}DCS: Director\n",
    }
    found = [(change.area, change.kind.value) for change in compared(tmp_path, old, new).changes]
    assert found == [
        ("", "changed"),
        ("1", "newly overdue"),
        ("1", "rated worse"),
        ("1", "wording changed"),
        ("2", "wording changed"),
    ]


@pytest.mark.parametrize(
    ("day", "weight"),
    [
        pytest.param("2024-02-14", None, id="of a day that the older state could judge"),
        pytest.param("2024-02-15", Severity.WARNING, id="it may have been set before its day"),
    ],
)
def test_a_target_that_came_after_its_day_weighs_by_the_older_state(
    day: str, weight: Severity | None, tmp_path: Path
) -> None:
    new = f"{MEASURE}targets: [{{value: 8, by: {day}}}]"
    audits = "measures/audits.yaml"
    (changed,) = goal_changed(compared(tmp_path, {audits: MEASURE}, {audits: new}))
    assert changed.fault.severity is weight
    assert changed.fault.message == (
        f"a target whose day has passed was added to “Audits”: “value 8, by {day}”"
    )


def test_a_figure_that_was_given_another_day_says_both(tmp_path: Path) -> None:
    old = f"{MEASURE}observations: [{{on: 2024-02-01, value: 5, source: The audits of the team}}]"
    new = old.replace("02-01", "01-01")
    audits = "measures/audits.yaml"
    (changed,) = figure_changed(compared(tmp_path, {audits: old}, {audits: new}))
    assert changed.fault.message == (
        "the figure of 1 January 2024 of “Audits” was changed: its day was 1 February 2024, and "
        "is now 1 January 2024"
    )


def test_a_finding_that_was_taken_out_is_a_record_that_is_gone(tmp_path: Path) -> None:
    found = compared(tmp_path, {"plan.yaml": FRONT + FINDING}, {"plan.yaml": FRONT})
    assert [changed.fault.message for changed in record_taken_out(found)] == [
        "the finding “Core groups” is no longer in the plan"
    ]


def test_the_day_of_a_follow_up_that_was_put_off_is_a_decision_changed(tmp_path: Path) -> None:
    old = f"{DECISION}, follow_up: [{{who: AD, what: Write., by: Feb 2024}}]}}"
    new = old.replace("by: Feb", "by: Jun")
    found = compared(tmp_path, {"decisions.yaml": old}, {"decisions.yaml": new})
    assert [changed.fault.message for changed in decision_changed(found)] == [
        "what was to follow a decision was “Feb 2024”, and is now “Jun 2024”"
    ]
    assert list(late_date_moved(found)) == []
