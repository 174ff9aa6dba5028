"""planctl check --since: the first promise and the record are kept."""

from pathlib import Path
from typing import Final

import pytest

from make import ACTION_PATH, SMALL, put, small_plan
from repo import Repo, planned, titled
from running import Ran, planctl

pytestmark = pytest.mark.slow

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


MOVED: Final = titled("First", SOUND.replace("30 Apr", "31 May"))
POLICY: Final = "plan/policy.yaml"
GOVERNANCE: Final = "plan/governance.yaml"


def _weights(made: Repo, code: str, *words: str, since: str = "HEAD") -> list[str]:
    found = _check(made, "--since", since, "--format", "json", *words).json["problems"]
    return [each["severity"] for each in found if each["code"] == code]


def test_the_policy_as_it_was_sets_the_weight_of_what_guards_the_record(made: Repo) -> None:
    made.commit("2024-02-03", "Agreed", {POLICY: "severities: {T312: warning}\n"})
    put(made.root, {FILE: MOVED})
    assert _weights(made, "T312") == ["warning"]


@pytest.mark.parametrize("weight", ["off", "note", "warning"])
def test_a_guard_that_is_weakened_in_the_same_change_holds(weight: str, made: Repo) -> None:
    put(made.root, {FILE: MOVED, POLICY: f'severities: {{T312: "{weight}"}}\n'})
    assert _weights(made, "T312") == ["error"]
    assert _weights(made, "T328") == ["error"]
    assert _check(made, "--since", "HEAD").code == 1


def test_the_guard_of_the_guards_cannot_be_turned_off_either(made: Repo) -> None:
    put(made.root, {POLICY: 'severities: {T328: "off", T301: "off"}\n'})
    assert _weights(made, "T328") == ["error", "error"]


def test_a_guard_that_is_made_stricter_is_so_at_once(made: Repo) -> None:
    made.commit("2024-02-03", "Agreed", {POLICY: "severities: {T312: warning}\n"})
    put(made.root, {FILE: MOVED, POLICY: "severities: {T312: error}\n"})
    assert _weights(made, "T312") == ["error"]


def test_a_softer_rule_that_a_meeting_has_agreed_is_no_problem(made: Repo) -> None:
    agreed = (
        "overdue_grace_days: 14\nagreements:\n"
        "  - {setting: overdue_grace_days, to: 14, reason: Reports are late., agreed: 2024-02-14}\n"
    )
    put(made.root, {POLICY: agreed})
    assert _weights(made, "T328") == []
    put(made.root, {POLICY: agreed.replace("02-14", "02-15")})
    assert _weights(made, "T328") == ["error"]


def test_a_policy_that_cannot_be_read_is_compared_with_nothing(made: Repo) -> None:
    put(made.root, {POLICY: "severities: [\n"})
    assert _weights(made, "T328") == []


def test_known_problems_that_were_added_are_an_error_until_the_board_agrees(made: Repo) -> None:
    listed = made.root / "known.json"
    assert planctl("baseline", listed, "--as-at", "2024-03-13", cwd=made.root).code == 0
    made.commit("2024-02-03", "Known problems")
    words = ("--baseline", str(listed))
    assert _weights(made, "T328", *words) == []
    put(made.root, {FILE: titled("First", "timescale: Jan 2024\n")})
    accept = ("baseline", listed, "--accept", "--as-at", "2024-03-13")
    assert planctl(*accept, cwd=made.root).code == 0
    ran = _check(made, "--since", "HEAD", *words)
    assert "the known problems for which the check does not fail are" in ran.out
    assert ran.code == 1


@pytest.mark.parametrize("then", ["no list\n", None])
def test_a_list_that_was_none_had_no_known_problems(then: str | None, made: Repo) -> None:
    if then:
        made.commit("2024-02-03", "No list", {"known.json": then})
        (made.root / "known.json").unlink()
    put(made.root, {FILE: titled("First", "timescale: Jan 2024\n")})
    listed = made.root / "known.json"
    assert planctl("baseline", listed, "--as-at", "2024-03-13", cwd=made.root).code == 0
    assert _weights(made, "T328", "--baseline", str(listed)) == ["error"]


def test_a_board_that_was_taken_out_is_an_error(made: Repo) -> None:
    put(made.root, {"plan/governance.yaml": "board: {name: No board}\n"})
    assert "the board and its meetings were taken out" in _check(made, "--since", "HEAD").out


def test_meetings_that_cannot_be_read_are_not_said_to_be_taken_out(made: Repo) -> None:
    put(made.root, {"plan/governance.yaml": "board: [\n"})
    out = _check(made, "--since", "HEAD").out
    assert "F004" in out
    assert not any(code in out for code in ("T329", "T333"))


def test_a_meeting_that_was_yet_to_come_may_be_taken_out(made: Repo) -> None:
    governance = SMALL["governance.yaml"].replace("March 2024", "10 April 2024")
    made.commit("2024-02-03", "April", {"plan/governance.yaml": governance})
    put(made.root, {"plan/governance.yaml": SMALL["governance.yaml"]})
    assert _weights(made, "T329") == []


THE_SIXTH: Final = "meetings: [{on: 14 Feb 2024}, {on: 6 Mar 2024}]\n"


@pytest.mark.parametrize(
    ("committed", "weights"),
    [
        pytest.param("2024-03-05", [], id="written down in time"),
        pytest.param("2024-03-07", ["warning"], id="written down after its day"),
    ],
)
def test_a_meeting_since_then_is_late_where_no_commit_had_it_by_its_day(
    committed: str, weights: list[str], made: Repo
) -> None:
    earlier = made.commit("2024-02-03", "No March", {GOVERNANCE: "meetings: [{on: 14 Feb 2024}]\n"})
    made.commit(committed, "A meeting", {GOVERNANCE: THE_SIXTH})
    assert _weights(made, "T333", since=earlier) == weights


@pytest.mark.parametrize(
    ("committed", "gone"),
    [
        pytest.param("2024-03-05", [], id="the board of the sixth saw it without"),
        pytest.param("2024-03-07", ["error"], id="nobody knew of that board on its day"),
    ],
)
def test_a_meeting_written_down_afterwards_does_not_hide_what_went_before_it(
    committed: str, gone: list[str], made: Repo
) -> None:
    made.commit("2024-02-03", "No March", {GOVERNANCE: "meetings: [{on: 14 Feb 2024}]\n"})
    made.commit("2024-03-04", "Gone", {FILE: None})
    made.commit(committed, "A meeting", {GOVERNANCE: THE_SIXTH})
    assert _weights(made, "T315", since="last-board") == gone


def test_a_meeting_is_late_where_the_history_begins_after_its_day(made: Repo) -> None:
    made.commit("2024-02-03", "No March", {GOVERNANCE: "meetings: [{on: 14 Feb 2024}]\n"})
    made.git("checkout", "--quiet", "--orphan", "anew")
    made.commit("2024-03-08", "Begun anew", {GOVERNANCE: THE_SIXTH})
    assert _weights(made, "T333", since="main") == ["warning"]


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
