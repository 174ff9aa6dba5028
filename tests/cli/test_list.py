"""planctl list and mine: all actions as a table, and everything that one role has."""

import csv
from pathlib import Path

import pytest

from cycle import cycle
from make import OUR_PLAN, small_plan
from repo import repo
from running import Ran, planctl


def _list(*words: str, plan: Path = OUR_PLAN, as_at: str = "2024-03-13") -> Ran:
    return planctl("list", "--plan", plan, "--as-at", as_at, *words)


def _refs(*words: str) -> list[str]:
    ran = _list(*words, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    return [action["ref"] for action in ran.json["actions"]]


def test_all_actions_are_listed_in_the_order_of_the_plan() -> None:
    ran = _list()
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "33 actions, as at 13 March 2024."
    assert lines[2].split() == ["Ref", "Title", "Lead", "Due", "Standing", "RAG"]
    assert " ".join(lines[3].split()) == "1.1 A more effective QA SM QA 31 Jan 2024 overdue red"
    assert max(map(len, lines)) <= 80
    assert len(_refs()) == 33


def test_what_was_asked_for_is_said_above_the_list() -> None:
    ran = _list("--lead", "AD", "--rag", "red", "--rag", "amber")
    said = "2 of 33 actions, as at 13 March 2024: actions led or supported by AD, rated red or"
    assert " ".join(ran.out.split()).startswith(said)


def test_a_disputed_rating_is_found_by_what_the_facts_say_and_marked(tmp_path: Path) -> None:
    late = "ref: 1.1\ntitle: Visits\ntimescale: Jan 2024\nprogress_rag: green\nrag_reason: Near.\n"
    root = small_plan(tmp_path, late)
    for rating in ("red", "green"):
        ran = _list("--rag", rating, "--columns", "ref,rag,impact", plan=root)
        assert ran.out.splitlines()[-1].split() == ["1.1", "green,", "disputed", "grey"]
    assert "0 of 1 action" in _list("--rag", "amber", plan=root).out


def test_nothing_that_fits_is_said_without_a_table() -> None:
    ran = _list("--area", "7", "--overdue")
    assert ran.out == "0 of 33 actions, as at 13 March 2024: area 7, overdue.\n"


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        (["--sort", "due"], ["6.4", "6.3", "6.1", "6.2", "6.5"]),
        (["--sort", "due", "--reverse"], ["6.2", "6.1", "6.3", "6.4", "6.5"]),
        (["--reverse"], ["6.5", "6.4", "6.3", "6.2", "6.1"]),
        (["--sort", "rag"], ["6.3", "6.4", "6.1", "6.2", "6.5"]),
        (["--sort", "standing", "--sort", "due"], ["6.4", "6.3", "6.1", "6.5", "6.2"]),
        (["--sort", "impact", "--sort", "ref"], ["6.1", "6.2", "6.3", "6.4", "6.5"]),
        (["--sort", "area"], ["6.1", "6.2", "6.3", "6.4", "6.5"]),
    ],
    ids=" ".join,
)
def test_a_list_is_sorted_by_columns_with_empty_cells_last(
    words: list[str], refs: list[str]
) -> None:
    assert _refs("--area", "6", *words) == refs


def test_columns_are_chosen_by_name_and_csv_has_their_values() -> None:
    names = "ref,title,area,lead,leads,status,timescale,due,original-due,days_overdue"
    more = "slippage_days,last_progress,standing,rag,impact,why,file"
    ran = _list("--area", "1", "--format", "csv", "--columns", names, "--columns", more)
    rows = list(csv.DictReader(ran.out.removeprefix("\ufeff").splitlines()))
    assert [row["ref"] for row in rows] == ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6"]
    assert rows[1] == {
        "ref": "1.2",
        "title": "Forward plan of dip samples",
        "area": "1",
        "lead": "AD",
        "leads": "AD, SM QA",
        "status": "in progress",
        "timescale": "29 Feb 2024",
        "due": "2024-02-29",
        "original_due": "2024-02-29",
        "days_overdue": "13",
        "slippage_days": "0",
        "last_progress": "2024-02-26",
        "standing": "overdue",
        "rag": "red",
        "impact": "grey",
        "why": "due 29 February 2024, 13 days ago; not complete",
        "file": "plan/areas/1-quality-of-practice/1.2-dip-sample-forward-plan.yaml",
    }


def test_a_column_that_has_no_room_is_broken_and_never_cut() -> None:
    words = ("--as-at", "2024-03-13", "--area", "7", "--columns", "ref,file")
    ran = planctl("list", *words, "--plan", OUR_PLAN, env={"COLUMNS": "30"})
    cells = "".join(line[5:] for line in ran.out.splitlines()[4:])
    assert "plan/areas/7-resources/7.1-back-on-track-training.yaml" in cells
    assert max(map(len, ran.out.splitlines())) <= 30


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["--columns", "ref,lede"], "there is no column “lede”", "did you mean “lead” or “leads”?"),
        (["--sort", "x"], "there is no column “x”", "it can be “ref”, “title”"),
        (["--columns", "ref", "--format", "json"], "--format json has every", "leave out"),
        (["--rag", "purple"], "--rag cannot be “purple”", "it can be “blue”, “green”"),
        (["--tag", "changed"], "Nothing is compared, because", ""),
    ],
    ids=str,
)
def test_what_cannot_be_listed_is_answered_with_what_can(
    words: list[str], message: str, hint: str, tmp_path: Path
) -> None:
    ran = _list(*words, plan=small_plan(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"planctl: {message}")
    assert f"hint: {hint}" in ran.err


def test_a_tag_lists_what_the_dashboard_shows_under_it(tmp_path: Path) -> None:
    cycle(tmp_path / "plan")
    made = repo(tmp_path)
    made.commit("2024-02-01", "The plan")
    for tag, refs in [("asked", ["1.1"]), ("extended", ["1.2"]), ("newly-overdue", ["1.1"])]:
        ran = _list("--tag", tag, "--format", "json", plan=tmp_path / "plan")
        assert (ran.code, ran.err) == (0, "")
        assert [action["ref"] for action in ran.json["actions"]] == refs


def _mine(role: str, plan: Path, *words: str, as_at: str = "2024-03-13") -> Ran:
    return planctl("mine", role, "--plan", plan, "--as-at", as_at, *words)


def test_a_role_is_shown_all_it_leads_and_supports_and_is_to_do(tmp_path: Path) -> None:
    ran = _mine("sm qa", cycle(tmp_path))
    assert (ran.code, ran.err) == (0, "")
    titles = [line for line in ran.out.splitlines() if line and not line.startswith(" ")]
    assert titles == [
        "SM QA: 3 actions, as at 13 March 2024.",
        "Leads (1)",
        "Supports (2)",
        "Steps that are not done (1)",
        "From decisions of the board (3)",
        "Questions that wait for an answer (1)",
        "Reports due by the board of 27 March 2024 (1)",
    ]
    assert "  - 2024-02-a: Tell the inspectors: due 31 May 2024, in 79 days\n" in ran.out


def test_done_actions_and_what_waits_for_the_board_are_shown_too(tmp_path: Path) -> None:
    ran = _mine("AD", cycle(tmp_path))
    assert "1.4  Done " in ran.out
    assert "What waits for the board (1)" in ran.out


def test_a_role_without_anything_is_shown_so(tmp_path: Path) -> None:
    plan = small_plan(tmp_path, roles="AD: Director\nPA: Nobody yet\n")
    ran = _mine("PA", plan)
    assert ran.out == (
        "PA: 0 actions, as at 13 March 2024.\n\nLeads (0)\n  none\n\nSupports (0)\n  none\n"
    )


def test_a_role_that_is_only_asked_something_is_known(tmp_path: Path) -> None:
    decisions = (
        "- {id: a, meeting: 14 Feb 2024, decided: To write., "
        "follow_up: [{who: Clerk, what: Write}]}\n"
    )
    plan = cycle(tmp_path, decisions=decisions)
    assert "From decisions of the board (1)" in _mine("clerk", plan).out


def test_after_the_last_meeting_no_report_is_due(tmp_path: Path) -> None:
    seen = _mine("SM QA", cycle(tmp_path), "--format", "json", as_at="2024-07-01").json
    assert (seen["meeting"], seen["reports"]) == (None, [])


def test_programs_get_the_work_of_a_role(tmp_path: Path) -> None:
    seen = _mine("SM QA", cycle(tmp_path), "--format", "json").json
    assert [action["ref"] for action in seen["leads"]] == ["1.3"]
    assert [action["ref"] for action in seen["supports"]] == ["1.1", "1.2"]
    assert [task["what"] for task in seen["follow_ups"]] == [
        "Look at ten cases",
        "Count the others",
        "Tell the inspectors",
    ]
    assert [step["what"] for step in seen["steps"]] == ["A second draft"]
    assert [report["id"] for report in seen["reports"]] == ["qa-report"]


def test_an_unknown_role_is_answered_with_the_nearest(tmp_path: Path) -> None:
    ran = _mine("SM QAA", cycle(tmp_path))
    assert ran.code == 2
    assert ran.err == "planctl: the plan has no role “SM QAA”\n  hint: did you mean “SM QA”?\n"
