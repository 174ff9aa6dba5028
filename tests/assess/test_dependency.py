"""What actions wait for, as at 13 March 2024."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from make import AS_AT, loaded, put, small_plan
from planctl.assess.dependency import (
    Dependency,
    Prerequisite,
    PrerequisiteState,
    action_dependencies,
)
from planctl.assess.scene import judge_plan

WAITS: Final = "timescale: 30 June 2024\nstatus: in progress\ndepends_on: [{}]\n"
DONE: Final = "status: complete\ncompleted: 2024-03-01\n"


def _waits(root: Path, first: str, **more: str) -> list[Dependency]:
    """What the first action of a small plan waits for; others by their number in area 1."""
    files = {
        f"areas/1-practice/1.{name[1:]}-x.yaml": f'ref: "1.{name[1:]}"\ntitle: Other\n{text}'
        for name, text in {"n1": first, **more}.items()
        if name.startswith("n")
    }
    projects = more.get("projects", "")
    if projects:
        files["governance.yaml"] = (
            f"projects: [{{id: new-system, title: New system, {projects}}}]\n"
        )
    stage = judge_plan(loaded(put(small_plan(root), files)).plan, AS_AT)
    return list(action_dependencies(stage.judged[0], stage.names.awaited, AS_AT))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "timescale: May 2024\n",
            Prerequisite("", date(2024, 5, 31), PrerequisiteState.OPEN),
            id="open",
        ),
        pytest.param("", Prerequisite("", None, PrerequisiteState.OPEN), id="without a day"),
        pytest.param(
            "timescale: Jan 2024\n",
            Prerequisite("", date(2024, 1, 31), PrerequisiteState.OVERDUE),
            id="overdue",
        ),
        pytest.param(
            f"timescale: Jan 2024\n{DONE}",
            Prerequisite("", date(2024, 1, 31), PrerequisiteState.DONE),
            id="done",
        ),
        pytest.param(
            "timescale: Jan 2024\nwithdrawals: [{reason: Not needed., agreed: 2024-02-14}]\n",
            Prerequisite("", date(2024, 1, 31), PrerequisiteState.WITHDRAWN),
            id="withdrawn",
        ),
        pytest.param(
            "timescale: Jan 2024\nextensions: [{to: May 2024, reason: A, agreed: 2024-02-14}]\n",
            Prerequisite("", date(2024, 5, 31), PrerequisiteState.OPEN),
            id="extended",
        ),
    ],
)
def test_an_action_that_is_waited_for(text: str, expected: Prerequisite, tmp_path: Path) -> None:
    (only,) = _waits(tmp_path, WAITS.format('"1.2"'), n2=text)
    assert only.awaited == expected._replace(title="1.2 Other")


@pytest.mark.parametrize(
    ("text", "due", "state"),
    [
        ("note: A", None, PrerequisiteState.OPEN),
        ("timescale: 13 March 2024", date(2024, 3, 13), PrerequisiteState.OPEN),
        ("timescale: 12 March 2024", date(2024, 3, 12), PrerequisiteState.OVERDUE),
        ("timescale: May 2024 board", None, PrerequisiteState.OPEN),
        ("timescale: Jan 2024, done: 2024-03-13", date(2024, 1, 31), PrerequisiteState.DONE),
        ("timescale: Jan 2024, done: 2024-03-14", date(2024, 1, 31), PrerequisiteState.OVERDUE),
        ("done: 2024-03-13", None, PrerequisiteState.DONE),
    ],
)
def test_a_project_that_is_waited_for(
    text: str, due: date | None, state: PrerequisiteState, tmp_path: Path
) -> None:
    (only,) = _waits(tmp_path, WAITS.format("new-system"), projects=text)
    assert only.awaited == Prerequisite("New system", due, state)


def test_what_nobody_knows_keeps_its_name_and_puts_nothing_at_risk(tmp_path: Path) -> None:
    (only,) = _waits(tmp_path, WAITS.format("nobody-knows"))
    assert only == Dependency(
        0, "nobody-knows", Prerequisite("nobody-knows", None, PrerequisiteState.UNKNOWN)
    )
    assert only.risks == ()


def test_an_action_counts_before_a_project_and_the_first_of_two(tmp_path: Path) -> None:
    root = small_plan(
        tmp_path,
        WAITS.format('"2"'),
        governance='projects: [{id: "2", title: A project}]\n',
        **{
            "areas__1-practice__2-a": 'ref: "2"\ntitle: The first\n',
            "areas__1-practice__2-b": 'ref: "2"\ntitle: The second\n',
        },
    )
    text = 'ref: "1.1"\ntitle: A\ndepends_on: ["2"]\n'
    stage = judge_plan(loaded(put(root, {"areas/1-practice/1.1-first.yaml": text})).plan, AS_AT)
    assert stage.names.awaited["2"].title == "2 The first"


def test_what_nobody_waits_for_is_left_out(tmp_path: Path) -> None:
    stage = judge_plan(loaded(small_plan(tmp_path, 'ref: "1.1"\ntitle: A\n')).plan, AS_AT)
    assert stage.names.awaited == {}


LATER: Final = "due 30 June 2024, and waits for “1.2 Other”, due 1 July 2024"
LATE: Final = "waits for “1.2 Other”, which was due 31 January 2024, 42 days ago"


@pytest.mark.parametrize(
    ("ours", "theirs", "risks"),
    [
        pytest.param(WAITS, "timescale: 30 June 2024\n", (), id="the same day"),
        pytest.param(WAITS, "timescale: 1 July 2024\n", (LATER,), id="the day after"),
        pytest.param(WAITS, f"timescale: 1 July 2024\n{DONE}", (), id="later, and done"),
        pytest.param(WAITS, "timescale: Jan 2024\n", (LATE,), id="overdue"),
        pytest.param(WAITS, f"timescale: Jan 2024\n{DONE}", (), id="late, and done"),
        pytest.param(WAITS, "", (), id="without a day"),
        pytest.param("depends_on: [{}]\n", "timescale: July 2024\n", (), id="no day of our own"),
        pytest.param("depends_on: [{}]\n", "timescale: Jan 2024\n", (LATE,), id="only theirs"),
        pytest.param(f"{WAITS}{DONE}", "timescale: Jan 2024\n", (), id="we are done"),
        pytest.param(
            "withdrawals: [{{reason: Not needed., agreed: 2024-02-14}}]\ndepends_on: [{}]\n",
            "timescale: Jan 2024\n",
            (),
            id="withdrawn",
        ),
        pytest.param(
            "timescale: Dec 2023\ndepends_on: [{}]\n",
            "timescale: Jan 2024\n",
            (
                "due 31 December 2023, and waits for “1.2 Other”, due 31 January 2024",
                LATE,
            ),
            id="both are overdue, theirs was later",
        ),
    ],
)
def test_an_action_is_at_risk_while_it_waits_for_what_is_later_or_late(
    ours: str, theirs: str, risks: tuple[str, ...], tmp_path: Path
) -> None:
    first = ours.format('"1.2"').replace("status: in progress\n", "" if DONE in ours else "\n")
    (only,) = _waits(tmp_path, first, n2=theirs)
    assert only.risks == risks


def test_the_day_that_counts_is_the_agreed_one(tmp_path: Path) -> None:
    more = "extensions: [{to: July 2024, reason: A, agreed: 2024-02-14}]\n"
    (only,) = _waits(tmp_path, WAITS.format('"1.2"') + more, n2="timescale: 31 July 2024\n")
    assert only.risks == ()


def test_actions_that_wait_for_each_other_are_each_judged_by_the_other(tmp_path: Path) -> None:
    theirs = 'timescale: 1 July 2024\ndepends_on: ["1.1"]\n'
    (only,) = _waits(tmp_path, WAITS.format('"1.2"'), n2=theirs)
    assert only.risks == (LATER,)


def test_each_keeps_its_number(tmp_path: Path) -> None:
    found = _waits(tmp_path, WAITS.format('"1.2", new-system'), n2="")
    assert [(one.number, one.name) for one in found] == [(0, "1.2"), (1, "new-system")]
