"""planctl set --correct: a first promise that was wrong is put right beside it, by the board."""

from pathlib import Path
from typing import Final

import pytest

from make import ACTION_PATH, SMALL
from repo import Repo, planned, repo, titled
from running import Ran, planctl

pytestmark = pytest.mark.slow

FILE: Final = f"plan/{ACTION_PATH}"
LATE: Final = "timescale: 29 Feb 2024\n"
WHY: Final = ("--reason", "The table said April.", "--by", "SM QA")


@pytest.fixture
def made(tmp_path: Path) -> Repo:
    """A plan whose action is dated before the board of 14 February saw it."""
    repository = planned(tmp_path)
    repository.commit("2024-02-02", "A date", {FILE: titled("First", LATE)})
    return repository


def _correct(made: Repo, *words: str, as_at: str = "2024-03-13") -> Ran:
    set_ = ("set", "1.1", "timescale", "30 Apr 2024", "--correct")
    return planctl(*set_, *words, "--as-at", as_at, cwd=made.root)


def _text(made: Repo) -> str:
    return (made.root / FILE).read_text("utf-8")


def _status(made: Repo) -> tuple[str, str]:
    ran = planctl("status", "--format", "json", "--as-at", "2024-03-13", cwd=made.root)
    (action,) = ran.json["actions"]
    return action["original_due"], action["progress_rag"]["standing"]


def _since(made: Repo, since: str = "HEAD") -> list[str]:
    words = ("check", "--since", since, "--as-at", "2024-03-13", "--format", "json")
    problems = planctl(*words, cwd=made.root).json["problems"]
    return [each["code"] for each in problems if each["code"] in {"T312", "T331", "T332"}]


def test_a_correction_is_written_beside_the_first_promise(made: Repo) -> None:
    ran = _correct(made, *WHY)
    assert ran.code == 0, ran.err
    assert _text(made) == titled("First", LATE) + (
        "corrections:\n"
        "  - was: 29 Feb 2024\n"
        "    to: 30 Apr 2024\n"
        "    reason: The table said April.\n"
        "    by: SM QA\n"
        "    requested: 2024-03-13\n"
    )


def test_until_the_board_agrees_the_old_date_judges(made: Repo) -> None:
    assert _correct(made, *WHY).code == 0
    assert _status(made) == ("2024-02-29", "overdue")
    assert _since(made) == ["T331"]


def test_once_the_board_has_agreed_the_new_date_judges_and_nothing_is_wrong(made: Repo) -> None:
    assert _correct(made, *WHY).code == 0
    words = ("update", "1.1", "--agree-correction", "--at", "Feb 2024", "--as-at", "2024-03-13")
    assert planctl(*words, cwd=made.root).code == 0
    assert _status(made) == ("2024-04-30", "not started")
    assert _since(made) == []


def test_once_the_board_has_refused_the_old_date_stays(made: Repo) -> None:
    assert _correct(made, *WHY).code == 0
    words = ("update", "1.1", "--refuse-correction", "--at", "Feb 2024", "--as-at", "2024-03-13")
    assert planctl(*words, cwd=made.root).code == 0
    assert _status(made) == ("2024-02-29", "overdue")


def test_the_date_in_place_may_be_that_of_the_correction(made: Repo) -> None:
    assert _correct(made, *WHY).code == 0
    file = made.root / FILE
    file.write_text(_text(made).replace("timescale: 29 Feb", "timescale: 30 Apr"), "utf-8")
    assert _since(made) == ["T331"]
    assert _status(made) == ("2024-02-29", "overdue")


def test_a_correction_of_another_date_than_the_one_that_was_changed_is_found(made: Repo) -> None:
    assert _correct(made, *WHY).code == 0
    file = made.root / FILE
    file.write_text(_text(made).replace("was: 29 Feb", "was: 31 Mar"), "utf-8")
    assert sorted(_since(made)) == ["T312", "T331", "T332"]


def test_a_second_correction_is_of_what_the_first_one_made_of_it(made: Repo) -> None:
    assert _correct(made, *WHY).code == 0
    words = ("update", "1.1", "--agree-correction", "--at", "Feb 2024", "--as-at", "2024-03-13")
    assert planctl(*words, cwd=made.root).code == 0
    again = ("set", "1.1", "timescale", "May 2024", "--correct", *WHY, "--as-at", "2024-03-13")
    assert planctl(*again, cwd=made.root).code == 0
    assert "  - was: 30 Apr 2024\n    to: May 2024\n" in _text(made)


def test_a_slip_that_no_board_has_seen_counts_at_once(made: Repo) -> None:
    ran = _correct(made, *WHY, "--clerical", as_at="2024-02-13")
    assert ran.code == 0, ran.err
    assert "    requested: 2024-02-13\n    clerical: 2024-02-02\n" in _text(made)
    made.commit("2024-02-13", "Put right")
    assert _status(made) == ("2024-04-30", "not started")
    assert _since(made) == []


def test_a_slip_that_an_earlier_state_shows_to_a_board_is_a_change_of_the_promise(
    made: Repo,
) -> None:
    assert _correct(made, *WHY, "--clerical", as_at="2024-02-13").code == 0
    late = _text(made).replace("2024-02-13", "2024-03-12").replace("2024-02-02", "2024-03-01")
    (made.root / FILE).write_text(late, "utf-8")
    words = ("check", "--since", "HEAD", "--as-at", "2024-03-13", "--format", "json")
    problems = planctl(*words, cwd=made.root).json["problems"]
    [found] = [each for each in problems if each["code"] == "T312"]
    assert found["message"] == (
        "the correction to “30 Apr 2024” is called a slip that no board had seen, and the board "
        "of 14 February 2024 saw “29 Feb 2024” without it"
    )
    assert found["hint"] == "take the day at clerical out, and put the correction to the board"


def _dated_back(made: Repo) -> None:
    """Write on 12 March a slip of the pen as if it had been reported on 13 February."""
    assert _correct(made, *WHY, as_at="2024-02-13").code == 0
    text = _text(made) + "    clerical: 2024-02-13\n"
    (made.root / FILE).write_text(text, "utf-8")


@pytest.mark.parametrize("since", ["HEAD", "last-board", "20 Feb 2024", "2 Feb 2024"])
def test_a_slip_that_is_dated_back_is_a_change_of_the_promise_since_any_state(
    since: str, made: Repo
) -> None:
    _dated_back(made)
    assert _since(made, since) == ["T331", "T312"]


def test_a_slip_that_is_dated_back_does_not_count_and_is_put_to_the_board(made: Repo) -> None:
    _dated_back(made)
    assert _status(made) == ("2024-02-29", "overdue")
    words = ("--as-at", "2024-03-13")
    shown = " ".join(planctl("show", "1.1", *words, cwd=made.root).out.split())
    assert "asked for on 13 February 2024, not agreed by the board" in shown
    pack = planctl("report", "--format", "md", "-o", "-", *words, cwd=made.root).out
    assert (
        "Decide on a correction of the first promise of 1.1 First: from 29 February 2024 to "
        "30 April 2024. It is called a slip that no board had seen, and the board of 14 February "
        "2024 saw the date without it. Reason given: The table said April."
    ) in pack
    assert "a slip of 13" not in pack


def test_a_pause_says_how_late_it_came_by_the_date_that_a_slip_did_not_change(made: Repo) -> None:
    _dated_back(made)
    pause = "pauses: [{until: 2024-05-01, reason: The court hears it, agreed: 2024-03-12}]\n"
    (made.root / FILE).write_text(_text(made) + pause, "utf-8")
    shown = planctl("show", "1.1", "--as-at", "2024-03-13", cwd=made.root).out
    assert "paused by the board on 12 March 2024, 12 days after its date" in " ".join(shown.split())


def test_a_slip_that_is_dated_back_is_told_until_it_is_put_to_the_board(made: Repo) -> None:
    _dated_back(made)
    made.commit("2024-03-12", "As if it were of February")
    assert _since(made) == ["T331", "T312"]
    asked = _text(made).replace("    clerical: 2024-02-13\n", "")
    (made.root / FILE).write_text(asked, "utf-8")
    assert _since(made) == ["T331"]


def test_a_slip_that_is_dated_back_and_agreed_since_counts(made: Repo) -> None:
    _dated_back(made)
    text = _text(made) + "    agreed: 2024-03-13\n"
    march = "meetings: [{on: 2024-02-14}, {on: 2024-03-13}]\n"
    governance = (made.root / "plan/governance.yaml").read_text("utf-8")
    _meetings = governance[governance.index("meetings:") :]
    made.commit(
        "2024-03-12",
        "The day of the board",
        {FILE: text, "plan/governance.yaml": governance.replace(_meetings, march)},
    )
    assert _status(made) == ("2024-04-30", "not started")
    assert _since(made) == []


def test_a_slip_that_a_board_has_seen_is_for_the_board(made: Repo) -> None:
    ran = _correct(made, *WHY, "--clerical", as_at="2024-02-14")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "planctl: the board of 14 February 2024 has met since 2 February 2024, when it was "
        "written\n  hint: leave --clerical out, and put it to the board\n"
    )


def test_a_slip_that_was_committed_by_nobody_is_of_today(made: Repo) -> None:
    text = titled("First", "timescale: 31 Mar 2024\n")
    (made.root / FILE).write_text(text, "utf-8")
    assert _correct(made, *WHY, "--clerical").code == 0
    assert "clerical: 2024-03-13\n" in _text(made)


def test_a_slip_that_stood_in_the_first_state_of_all_is_as_old_as_the_plan(tmp_path: Path) -> None:
    made = repo(tmp_path)
    files = {f"plan/{path}": text for path, text in SMALL.items()}
    made.commit("2024-02-01", "Begin", {**files, FILE: titled("First", LATE)})
    assert _correct(made, *WHY, "--clerical", as_at="2024-02-13").code == 0
    assert "clerical: 2024-02-01\n" in _text(made)


@pytest.mark.parametrize(("as_at", "code"), [("2024-02-13", 0), ("2024-02-14", 2)])
def test_without_git_a_slip_is_one_only_before_the_first_board(
    as_at: str, code: int, tmp_path: Path
) -> None:
    made = planned(tmp_path)
    made.commit("2024-02-02", "A date", {FILE: titled("First", LATE)})
    (made.root / ".git").rename(made.root / "no-git")
    ran = _correct(made, *WHY, "--clerical", as_at=as_at)
    assert ran.code == code
    assert ("nobody can tell whether a board has seen the date" in ran.err) == (code == 2)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("1.1", "timescale", "May 2024", "--correct"), "how the mistake came about"),
        (("1.1", "timescale", "May 2024", "--correct", "--reason", "x"), "say --reason and --by"),
        (("1.1", "timescale", "", "--correct", *WHY), "corrected to another date, and not taken"),
        (("1.1", "timescale.due", "May 2024", "--correct", *WHY), "is corrected whole"),
        (("1.1", "title", "x", "--correct", *WHY), "only the first promise of an action"),
        (("plan", "title", "x", "--correct", *WHY), "only the first promise of an action"),
        (("1.1", "title", "x", "--by", "SM QA"), "say more of a correction"),
        (("1.2", "timescale", "May 2024", "--correct", *WHY), "1.2 has no first promise yet"),
    ],
)
def test_what_cannot_be_corrected_is_refused(words: tuple[str, ...], why: str, made: Repo) -> None:
    other = f"plan/{ACTION_PATH}".replace("1.1-first", "1.2-second")
    made.commit("2024-02-03", "Another", {other: titled("Second", ref="1.2")})
    ran = planctl("set", *words, "--as-at", "2024-03-13", cwd=made.root)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert _text(made) == titled("First", LATE)


def test_other_words_for_the_same_date_are_no_correction(made: Repo) -> None:
    text = titled("First", "timescale: {written: Feb, due: Feb 2024}\n")
    made.commit("2024-02-03", "Words", {FILE: text})
    words = ("set", "1.1", "timescale.written", "By February", "--correct")
    assert planctl(*words, cwd=made.root).code == 0
    assert _text(made) == text.replace("written: Feb,", "written: By February,")
