"""planctl check --since: the first promise and the record are kept."""

from pathlib import Path
from typing import Final

import pytest

from make import ACTION_PATH, small_plan
from repo import Repo, planned, titled
from running import Ran, planctl

FILE: Final = f"plan/{ACTION_PATH}"
SOUND: Final = "leads: [AD]\ntimescale: 30 Apr 2024\nimpact_measures: [Fewer delays]\n"


@pytest.fixture
def made(tmp_path: Path) -> Repo:
    """A plan with one sound action, as two meetings saw it."""
    repository = planned(tmp_path)
    repository.commit("2024-02-02", "A date", {FILE: titled("First", SOUND)})
    return repository


def _check(made: Repo, *words: str) -> Ran:
    return planctl("check", "--as-at", "2024-03-13", *words, cwd=made.root)


def _codes(made: Repo, *words: str) -> list[str]:
    return [
        problem["code"] for problem in _check(made, *words, "--format", "json").json["problems"]
    ]


def test_a_plan_that_did_not_change_has_no_problem_of_it(made: Repo) -> None:
    assert not {"T312", "T315"} & set(_codes(made, "--since", "HEAD"))


@pytest.mark.parametrize("since", ["HEAD", "last-board", "14 Feb 2024", "main"])
def test_an_original_timescale_changed_in_place_is_an_error(since: str, made: Repo) -> None:
    text = titled("First", SOUND.replace("30 Apr", "31 May"))
    (made.root / FILE).write_text(text, "utf-8")
    ran = _check(made, "--since", since)
    assert ran.code == 1
    assert (
        f"{FILE}:4:12: T312 the original timescale was “30 Apr 2024”, and is now “31 May 2024” "
        "[error]"
    ) in ran.out


def test_without_the_flag_nothing_is_compared(made: Repo) -> None:
    text = titled("First", SOUND.replace("30 Apr", "31 May"))
    (made.root / FILE).write_text(text, "utf-8")
    assert "T312" not in _codes(made)


def test_an_action_that_is_gone_is_told_at_the_plan(made: Repo) -> None:
    (made.root / FILE).unlink()
    out = _check(made, "--since", "HEAD").out
    assert "plan/plan.yaml:1:1: T315 1.1 “First” is no longer in the plan [error]" in out


def test_the_words_that_were_interpreted_are_told_with_their_meaning(made: Repo) -> None:
    interpreted = SOUND.replace("30 Apr 2024", "{written: Feb Priority, due: Feb 2024}")
    made.commit("2024-02-03", "As written", {FILE: titled("First", interpreted)})
    later = interpreted.replace("due: Feb", "due: Mar")
    (made.root / FILE).write_text(titled("First", later), "utf-8")
    assert (
        "was “Feb Priority (read as Feb 2024)”, and is now “Feb Priority (read as Mar 2024)”"
    ) in _check(made, "--since", "HEAD").out


def test_the_policy_sets_its_weight(made: Repo) -> None:
    text = titled("First", SOUND.replace("30 Apr", "31 May"))
    files = {FILE: text, "plan/policy.yaml": "severities: {T312: warning}\n"}
    for path, content in files.items():
        (made.root / path).write_text(content, "utf-8")
    found = _check(made, "--since", "HEAD", "--format", "json").json["problems"]
    assert [p["severity"] for p in found if p["code"] == "T312"] == ["warning"]


def test_a_revision_that_is_not_there_ends_the_check_with_one_sentence(made: Repo) -> None:
    ran = _check(made, "--since", "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("planctl: git knows no revision “nowhere” here\n  hint: ")


def test_outside_git_it_ends_with_one_sentence(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan")
    ran = planctl("check", "--since", "HEAD", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("planctl: the plan is not in a git repository\n")


def test_a_file_that_could_not_be_read_then_is_said_not_to_be_compared(made: Repo) -> None:
    made.commit("2024-02-10", "Break it", {FILE: "ref: [\n"})
    made.commit("2024-02-11", "Mend it", {FILE: titled("First", SOUND)})
    ran = _check(made, "--since", "10 Feb 2024")
    assert ran.err == f"planctl: not compared, because it could not be read: {FILE}\n"
