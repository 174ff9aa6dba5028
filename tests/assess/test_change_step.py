"""Late dates put off, and steps said to be done too early; 14 February to 13 March 2024."""

from pathlib import Path
from typing import Final

import pytest

from planctl.assess.change.board_rules import completed_earlier, late_date_moved
from planctl.assess.change.step_changes import back_dated_steps, postponed_late_steps
from two_states import FIRST, compared, first, of_first

LATE: Final = "what: A step, timescale: Feb 2024"  # past by the newer state's day
STEP: Final = f"milestones: [{{{LATE}}}]"
ASKED: Final = "raised: 2024-02-01, to: the board, asks: May we?"
DECIDED: Final = "- {id: a, meeting: 2024-02-14, decided: Do it., follow_up: [{who: AD, what: Go"


def _step(timescale: str) -> str:
    return f"milestones: [{{what: A step, timescale: {timescale}}}]"


def _asked(more: str) -> str:
    return f"escalations: [{{{ASKED}{more}}}]"


@pytest.mark.parametrize(
    ("old", "new", "late"),
    [
        pytest.param(STEP, _step("Jun 2024"), ["A step"], id="late since then"),
        pytest.param(_step("Jan 2024"), _step("Jun 2024"), ["A step"], id="late already then"),
        pytest.param(STEP, "milestones: [{what: A step}]", ["A step"], id="without a day now"),
        pytest.param(STEP, _step("11 Mar 2024"), ["A step"], id="less late than it is"),
        pytest.param(STEP, _step("Jan 2024"), [], id="brought forward"),
        pytest.param(STEP, STEP, [], id="not moved"),
        pytest.param("milestones: [{what: A step}]", _step("Jun 2024"), [], id="it had no day"),
        pytest.param(_step("13 Mar 2024"), _step("Jun 2024"), [], id="due today"),
        pytest.param(
            STEP,
            "milestones: [{what: A step, timescale: Jun 2024, done: 2024-03-12}]",
            [],
            id="done since",
        ),
        pytest.param(
            STEP,
            "milestones: [{what: A step, timescale: Jun 2024, done: 2024-03-14}]",
            ["A step"],
            id="done on a day to come",
        ),
        pytest.param(
            f"milestones: [{{{LATE}, done: 2024-02-01}}]", _step("Jun 2024"), [], id="done then"
        ),
        pytest.param(
            STEP,
            f"{_step('Jun 2024')}\nstatus: complete\ncompleted: 2024-03-12",
            [],
            id="of an action that is complete",
        ),
        pytest.param(
            _asked(", needed_by: 2024-02-20"),
            _asked(", needed_by: 2024-06-20"),
            ["May we?"],
            id="an answer is needed later",
        ),
        pytest.param(
            _asked(""), _asked("").replace("02-01", "03-12"), ["May we?"], id="raised later"
        ),
        pytest.param(
            _asked(", needed_by: 2024-02-20"),
            _asked(", needed_by: 2024-06-20, closed: 2024-03-12"),
            [],
            id="closed since",
        ),
    ],
)
def test_a_late_date_that_was_put_off_is_found(
    old: str, new: str, late: list[str], tmp_path: Path
) -> None:
    assert [step.words for step in postponed_late_steps(of_first(tmp_path, old, new))] == late


def test_a_step_that_moved_in_its_list_and_has_new_words_is_the_same(tmp_path: Path) -> None:
    old = "milestones: [{what: Ask all of the teams, timescale: Jan 2024}]"
    new = "milestones: [{what: Another}, {what: Ask all of our teams, timescale: Jun 2024}]"
    (step,) = postponed_late_steps(of_first(tmp_path, old, new))
    assert step.at[-2:] == ("milestones", 1)


def test_a_day_that_follows_a_meeting_is_moved_with_it(tmp_path: Path) -> None:
    text = first(_step("March 2024 board"))
    old, new = (f"meetings: [{{on: {day} Mar 2024}}]\n" for day in (6, 27))
    found = compared(
        tmp_path,
        {FIRST: text, "governance.yaml": old},
        {FIRST: text, "governance.yaml": new},
    )
    (changed,) = late_date_moved(found)
    assert changed.fault.message == (
        "“A step” was due 6 March 2024, which has passed, and is now due 27 March 2024"
    )


@pytest.mark.parametrize(
    ("old", "new", "done"),
    [
        pytest.param(
            STEP, f"milestones: [{{{LATE}, done: 2024-02-13}}]", ["A step"], id="a milestone"
        ),
        pytest.param(STEP, f"milestones: [{{{LATE}, done: 2024-02-14}}]", [], id="on the very day"),
        pytest.param(
            f"milestones: [{{{LATE}, done: 2024-02-13}}]",
            f"milestones: [{{{LATE}, done: 2024-02-12}}]",
            [],
            id="done then already",
        ),
        pytest.param(
            f"milestones: [{{{LATE}, done: 2024-02-20}}]",
            f"milestones: [{{{LATE}, done: 2024-02-10}}]",
            ["A step"],
            id="to be done then",
        ),
        pytest.param(_asked(""), _asked(", closed: 2024-02-10"), ["May we?"], id="an escalation"),
        pytest.param(_asked(""), _asked(""), [], id="not closed"),
    ],
)
def test_what_is_said_to_be_done_before_a_state_that_had_it_open_is_found(
    old: str, new: str, done: list[str], tmp_path: Path
) -> None:
    assert [step.words for step in back_dated_steps(of_first(tmp_path, old, new))] == done


@pytest.mark.parametrize(
    ("done", "told"),
    [
        (
            "2024-02-10",
            ["“Go” stood open on 14 February 2024, and is now done on 10 February 2024"],
        ),
        ("2024-02-20", []),
    ],
)
def test_a_follow_up_is_too_early_as_well(done: str, told: list[str], tmp_path: Path) -> None:
    old, new = f"{DECIDED}}}]}}\n", f"{DECIDED}, done: {done}}}]}}\n"
    found = compared(tmp_path, {"decisions.yaml": old}, {"decisions.yaml": new})
    assert [changed.fault.message for changed in completed_earlier(found)] == told
