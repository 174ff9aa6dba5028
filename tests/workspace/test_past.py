"""How a state of the plan is named, and what is said where there is none of that name."""

from datetime import date
from pathlib import Path

import pytest

from make import ACTION_PATH, AS_AT, SMALL
from planctl.load.git import GitFault
from planctl.model.calendar import Calendar, Meeting
from planctl.workspace.past import PlanState, find_state, history_stop
from planctl.workspace.plan import open_workspace
from repo import Repo, planned, repo, titled

pytestmark = pytest.mark.slow

ACTION = f"plan/{ACTION_PATH}"
CALENDAR = Calendar.of([Meeting(2024, 2, date(2024, 2, 14)), Meeting(2024, 3)])


def two_states(root: Path) -> Repo:
    made = planned(root)
    made.commit("2024-02-20", files={ACTION: titled("Second")})
    return made


def asked(of: Repo, name: str, as_at: date = AS_AT, calendar: Calendar = CALENDAR) -> PlanState:
    with open_workspace(of.root / "plan").history() as past:
        return find_state(past, name, calendar, as_at)


def title(found: PlanState) -> str:
    return found.scene.plan.areas[0].actions[0].title


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("last-board", date(2024, 2, 14), "First"),
        ("14 Feb 2024", date(2024, 2, 14), "First"),
        ("2024-02-14", date(2024, 2, 14), "First"),
        ("14/02/2024", date(2024, 2, 14), "First"),
        (" 14th February 2024 ", date(2024, 2, 14), "First"),
        ("Feb 2024 board", date(2024, 2, 14), "First"),
        ("Feb 2024", date(2024, 2, 29), "Second"),
        ("end of February 2024", date(2024, 2, 29), "Second"),
        ("20 Feb 2024", date(2024, 2, 20), "Second"),
    ],
)
def test_a_state_is_named_by_a_board_or_a_day_and_judged_on_it(
    tmp_path: Path, name: str, day: date, expected: str
) -> None:
    found = asked(two_states(tmp_path), name)
    assert (found.scene.as_at, title(found)) == (day, expected)


def test_a_slip_in_the_name_of_the_last_board_is_known_for_one(tmp_path: Path) -> None:
    with pytest.raises(GitFault) as refused:
        asked(two_states(tmp_path), "last-bord")
    assert refused.value.hint == "did you mean “last-board”?"


@pytest.mark.parametrize("name", ["1 Jan 2030", "April 2024", "2024-04-01"])
def test_nothing_was_before_a_day_of_a_month_to_come(tmp_path: Path, name: str) -> None:
    with pytest.raises(GitFault) as refused:
        asked(two_states(tmp_path), name)
    assert refused.value.message == f"{name} has not come yet, as at 13 March 2024"


@pytest.mark.parametrize("name", ["14 March 2024", "Mar 2024", "March 2024 board"])
def test_a_day_that_is_not_over_is_the_one_that_the_plan_is_judged_on(
    tmp_path: Path, name: str
) -> None:
    found = asked(two_states(tmp_path), name)
    assert (found.scene.as_at, found.name) == (AS_AT, "the end of 13 March 2024")


def test_a_revision_is_judged_on_the_day_it_was_committed_or_an_earlier_one(
    tmp_path: Path,
) -> None:
    made = two_states(tmp_path)
    found = asked(made, "HEAD")
    assert found.name == f"HEAD ({made.id()[:8]}, committed 20 February 2024)"
    assert found.scene.as_at == date(2024, 2, 20)
    assert asked(made, "HEAD", date(2024, 2, 10)).scene.as_at == date(2024, 2, 10)


def test_a_branch_that_is_called_like_a_day_is_named_by_its_whole_name(tmp_path: Path) -> None:
    made = two_states(tmp_path)
    made.branch("2024-02-14")
    made.commit("2024-03-01", files={ACTION: titled("Branch")})
    made.go("main")
    assert title(asked(made, "2024-02-14")) == "First"
    assert title(asked(made, "refs/heads/2024-02-14")) == "Branch"
    assert title(asked(made, "heads/2024-02-14")) == "Branch"


def test_the_last_board_may_be_one_whose_day_is_not_recorded(tmp_path: Path) -> None:
    found = asked(two_states(tmp_path), "last-board", date(2024, 4, 1))
    assert found.scene.as_at == date(2024, 3, 31)
    assert found.name == "the last board, March 2024 (day not recorded)"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("31 Feb 2024", "“31 Feb 2024” is a day that does not exist: February 2024 has 29 days"),
        ("14 Feb", "“14 Feb” has no year"),
        ("14/2", "“14/2” has no year"),
        ("2024-13-01", "“2024-13-01” names month 13, and a year has 12"),
        ("Jan 2024 board", "no meeting of the board is recorded for “Jan 2024 board”"),
        ("feature/12", "git knows no revision “feature/12” here"),
        ("yesterday", "git knows no revision “yesterday” here"),
        ("", "git knows no revision “” here"),
        ("31 Jan 2024", "the history of the plan begins on 1 February 2024, after 31 January 2024"),
    ],
)
def test_a_name_of_no_state_is_answered_with_what_is_wrong_with_it(
    tmp_path: Path, name: str, message: str
) -> None:
    with pytest.raises(GitFault) as raised:
        asked(two_states(tmp_path), name)
    assert raised.value.message == message
    assert raised.value.hint


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        pytest.param(titled("First", "status: paused\n"), date(2024, 2, 14), id="a claim is news"),
        pytest.param(None, date(2024, 2, 13), id="an action was taken out"),
    ],
)
def test_what_was_taken_off_the_record_on_the_day_of_a_board_came_after_it(
    text: str | None, begins: date, tmp_path: Path
) -> None:
    made = planned(tmp_path)
    made.commit("2024-02-14", files={ACTION: text})
    found = asked(made, "last-board")
    assert found.scene.as_at == begins
    assert ("as the plan was on 13 February 2024" in found.name) is (begins.day == 13)


def test_of_a_plan_that_began_on_the_day_of_a_board_nothing_came_before(tmp_path: Path) -> None:
    made = repo(tmp_path)
    made.commit("2024-02-14", files={f"plan/{path}": text for path, text in SMALL.items()})
    assert asked(made, "last-board").scene.as_at == date(2024, 2, 14)


def test_a_board_that_was_taken_out_of_the_plan_is_still_the_last(tmp_path: Path) -> None:
    made = two_states(tmp_path)
    made.commit("2024-02-21", files={"plan/governance.yaml": None})
    made.commit("2024-02-22", files={"plan/governance.yaml": "board: {name: Another}\n"})
    assert asked(made, "last-board", calendar=Calendar()).scene.as_at == date(2024, 2, 14)


def test_without_a_meeting_there_is_no_last_board(tmp_path: Path) -> None:
    made = repo(tmp_path)
    files = {**SMALL, "governance.yaml": "board: {name: A board}\n"}
    made.commit("2024-02-01", files={f"plan/{path}": text for path, text in files.items()})
    with pytest.raises(GitFault) as raised:
        asked(made, "last-board", calendar=Calendar())
    assert raised.value.message == "no meeting of the board before 13 March 2024 is recorded"
    assert raised.value.hint == "add it to governance.yaml, or name a day or a revision"


@pytest.mark.parametrize("name", ["last-board", "Feb 2024 board"])
def test_meetings_that_could_not_be_read_are_not_said_to_be_missing(
    tmp_path: Path, name: str
) -> None:
    files = {**SMALL, "governance.yaml": "", ACTION_PATH: titled("First")}
    made = repo(tmp_path)
    made.commit("2024-02-01", files={f"plan/{path}": text for path, text in files.items()})
    with pytest.raises(GitFault) as raised:
        asked(made, name, calendar=Calendar(unread="plan/governance.yaml"))
    why = "plan/governance.yaml could not be read, so nobody can tell when the board meets"
    assert raised.value.message == why


def test_what_was_read_of_the_folder_is_not_read_again_of_its_history(tmp_path: Path) -> None:
    made = two_states(tmp_path)
    now = open_workspace(made.root / "plan")
    files = len(SMALL) + 1
    assert len(now.known) == files
    with now.history() as past:
        past.plan_at(past.named("HEAD"))
        assert len(now.known) == files
        find_state(past, "HEAD~1", CALENDAR, AS_AT)
    assert len(now.known) == files + 1


def test_a_fault_reaches_the_screen_without_anything_that_moves_the_cursor() -> None:
    stop = history_stop(GitFault("no “\x1b[2J”", "run git -C /a\nb status"))
    assert stop.message == "no “\N{REPLACEMENT CHARACTER}[2J”"
    assert stop.hint == "run git -C /a b status"
