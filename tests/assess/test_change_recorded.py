"""What changed in the text of an action's file; from 14 February to 13 March 2024."""

from pathlib import Path
from typing import Final

import pytest

from two_states import kinds, of_first

OPEN: Final = "timescale: 30 Jun 2024\nstatus: in progress\n"
ASK: Final = "{to: 30 Sep 2024, reason: More time."
ASKED: Final = "{raised: 2024-03-01, to: DCS, asks: Money"
TWO_STEPS: Final = "milestones: [{what: Old step}, {what: Step, done: 2024-03-01}]"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # extensions
        ("", f"extensions: [{ASK}}}]", ["extension requested extensions[0]"]),
        (
            "",
            f"extensions: [{ASK}, agreed: 2024-03-13}}]",
            ["date slipped due", "extension agreed extensions[0]"],
        ),
        (
            f"extensions: [{ASK}}}]",
            f"extensions: [{ASK}, agreed: 2024-03-13}}]",
            ["date slipped due", "extension agreed extensions[0].agreed"],
        ),
        (
            f"extensions: [{ASK}}}]",
            f"extensions: [{ASK}, refused: 2024-03-13}}]",
            ["extension refused extensions[0].refused"],
        ),
        # the decision's id beside its answer is no news of its own; alone it is
        (
            f"extensions: [{ASK}}}]",
            f"extensions: [{ASK}, refused: 2024-03-13, decision: 2024-03-a}}]",
            ["extension refused extensions[0].refused"],
        ),
        (
            f"extensions: [{ASK}}}]",
            f"extensions: [{ASK}, decision: 2024-03-a}}]",
            ["changed extensions[0].decision"],
        ),
        ("", f"extensions: [{ASK}, refused: 2024-02-14}}]", ["extension refused extensions[0]"]),
        # said to be agreed, but by no board
        ("", f"extensions: [{ASK}, agreed: 2024-02-28}}]", ["extension requested extensions[0]"]),
        ("", f"extensions: [{ASK}, agreed: 2024-04-10}}]", ["extension requested extensions[0]"]),
        (
            f"extensions: [{ASK}}}]",
            f"extensions: [{ASK}, agreed: 2024-02-28}}]",
            ["changed extensions[0].agreed"],
        ),
        (
            f"extensions: [{ASK}}}]",
            f"extensions: [{ASK}, refused: 2024-04-10}}]",
            ["changed extensions[0].refused"],
        ),
        (f"extensions: [{ASK}}}]", "", ["record taken out extensions[0]"]),
        (
            f"extensions: [{ASK}}}]",
            f"extensions: [{ASK.replace('time', 'time again')}}}]",
            ["wording changed extensions[0].reason"],
        ),
        # milestones
        ("", "milestones: [{what: Step}]", ["milestone changed milestones[0]"]),
        ("", "milestones: [{what: Step, done: 2024-03-01}]", ["milestone done milestones[0]"]),
        (
            "milestones: [{what: Step}]",
            "milestones: [{what: Step, done: 2024-03-01}]",
            ["milestone done milestones[0].done"],
        ),
        (
            TWO_STEPS,
            "milestones: [{what: Step}]",
            ["milestone changed milestones[0].done", "record taken out milestones[0]"],
        ),
        (
            "milestones: [{what: Step, leads: [AD]}]",
            "milestones: [{what: Step, leads: [SM QA], timescale: Mar 2025}]",
            [
                "milestone changed milestones[0].leads",
                "milestone changed milestones[0].timescale",
            ],
        ),
        (
            "milestones: [{what: The first step}]",
            "milestones: [{what: The second step}]",
            ["wording changed milestones[0].what"],
        ),
        # progress
        (
            "progress: [{note: One.}]",
            "progress: [{note: Zero.}, {note: One.}]",
            ["progress noted progress[0]"],
        ),
        (
            "progress: [{note: One of the two.}]",
            "progress: [{note: One of the three.}]",
            ["wording changed progress[0].note"],
        ),
        (
            "progress: [{note: Nothing yet.}]",
            "progress: [{note: All is well.}]",
            ["progress noted progress[0]", "record taken out progress[0]"],
        ),
        ("progress: [{note: One.}]", "", ["record taken out progress[0]"]),
        (
            "progress: [{note: One note.}]",
            "progress: [{note: One note., by: AD}]",
            ["changed progress[0].by"],
        ),
        # evidence and escalations
        ("", "evidence: [{title: A, kind: data}]", ["evidence added evidence[0]"]),
        (
            "evidence: [{title: A, kind: data}]",
            "evidence: [{title: A, kind: feedback}]",
            ["changed evidence[0].kind"],
        ),
        (
            "",
            "escalations: [{raised: 2024-03-01, to: DCS, asks: Money}]",
            ["escalated escalations[0]"],
        ),
        (
            "escalations: [{raised: 2024-03-01, to: DCS, asks: Money}]",
            "escalations: [{raised: 2024-03-01, to: DCS, asks: Money, closed: 2024-03-02}]",
            ["escalation answered escalations[0].closed"],
        ),
        (
            "",
            f"escalations: [{ASKED}, decided: No, closed: 2024-03-02}}]",
            ["escalation answered escalations[0]"],
        ),
        # the rest
        ("leads: [AD]", "leads: [SM QA, AD]", ["lead changed leads"]),
        ("leads: [AD, SM QA]", "leads: [SM QA, AD]", ["lead changed leads"]),
        ("", "rag_reason: So it is.", ["wording changed rag_reason"]),
        ("", "actions: [Do it.]", ["wording changed actions[0]"]),
        ("actions: [Do this, Do that]", "actions: [Do that, Do this]", ["changed actions"]),
        ("", "depends_on: ['1.2']", ["changed depends_on"]),
        ("", "completed: 2024-03-01", ["changed completed"]),
        (
            "expected_impact: [All children are seen in time]",
            "expected_impact: [New, All children are seen]",
            ["wording changed expected_impact[0]", "wording changed expected_impact[1]"],
        ),
        ("review: monthly", "", ["changed review"]),
    ],
)
def test_what_changed_in_the_text_of_an_action(
    old: str, new: str, expected: list[str], tmp_path: Path
) -> None:
    changes = of_first(tmp_path, OPEN + old, OPEN + new).changes
    assert sorted(f"{change.kind} {change.field}" for change in changes) == expected


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (f"extensions: [{ASK}}}]", "to 30 September 2024: “More time.”"),
        ("milestones: [{what: Step}]", "Step"),
        ("evidence: [{title: A report, kind: data}]", "A report"),
        ("escalations: [{raised: 2024-03-01, to: DCS, asks: Money}]", "Money"),
        ("progress: [{note: One.}]", ""),
    ],
)
def test_a_record_that_came_or_went_says_what_it_is_about(
    text: str, about: str, tmp_path: Path
) -> None:
    (came,) = of_first(tmp_path / "came", OPEN, OPEN + text).changes
    (went,) = of_first(tmp_path / "went", OPEN + text, OPEN).changes
    assert (came.why, went.why) == (about, about)


def test_a_step_not_done_any_more_is_named_where_others_were_taken_out(tmp_path: Path) -> None:
    found = of_first(tmp_path, OPEN + TWO_STEPS, f"{OPEN}milestones: [{{what: Step}}]")
    about = {change.kind.value: change.why for change in found.changes}
    assert about == {"milestone changed": "Step", "record taken out": "Old step"}


@pytest.mark.parametrize(
    ("old", "new"),
    [("in progress", "not started"), ("withdrawn", "in progress"), ("not started", "in progress")],
)
def test_a_status_that_moves_no_standing_to_be_told_is_a_status_changed(
    old: str, new: str, tmp_path: Path
) -> None:
    before, after = (f"timescale: 30 Jun 2024\nstatus: {each}\n" for each in (old, new))
    changes = of_first(tmp_path, before, after).changes
    assert kinds(changes)[-1] == "status changed"
    assert (changes[-1].old, changes[-1].new) == (old, new)


def test_a_file_written_otherwise_that_says_the_same_did_not_change(tmp_path: Path) -> None:
    old = f"{OPEN}completed: 2024-03-01\nleads: [AD]\n"
    new = 'leads:\n  - "AD"\ncompleted: 1 March 2024\nstatus: in progress\ntimescale: 30 Jun 2024'
    assert of_first(tmp_path, old, new).changes == ()
