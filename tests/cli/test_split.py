"""planctl split: an action becomes two, and no alarm and nothing of the record is lost by it."""

from pathlib import Path
from typing import Final

import pytest

from make import put
from repo import Repo, planned
from running import Ran, planctl
from terminal import at_terminal

FIRST: Final = """\
ref: "1.1"
title: Visits and plans
actions:
  - Visit every child   # weekly
  # as the board asked
  - Renew every plan
expected_impact: [Children are seen]
impact_measures:
  - measure: rate
  - Parents say so
leads: [AD]
timescale: 31 Jan 2024
extensions:
  - to: 29 Feb 2024
    reason: Two posts are vacant
    agreed: 2024-02-14
status: in progress
milestones:
  - what: First visits
    timescale: 1 Feb 2024
  - what: First plans   # of ten
    timescale: 10 Feb 2024
progress:
  - date: 2024-01-20
    note: Begun.
"""
FILE: Final = "areas/1-practice/1.1-first.yaml"
NEW: Final = "areas/1-practice/1.2-plans.yaml"


@pytest.fixture
def made(tmp_path: Path) -> Repo:
    repo = planned(tmp_path)
    measure = {"plan/measures/rate.yaml": "id: rate\ntitle: Rate\n"}
    repo.commit("2024-02-02", "More", {f"plan/{FILE}": FIRST, **measure})
    return repo


def _split(made: Repo, *words: str) -> Ran:
    at = ("--plan", made.root / "plan", "--as-at", "2024-03-13")
    title = () if "--title" in words else ("--title", "Plans")
    return planctl("split", "1.1", *title, *words, *at)


def _run(made: Repo, *words: str) -> Ran:
    return planctl(*words, "--as-at", "2024-03-13", cwd=made.root)


def test_what_is_named_goes_into_the_new_one_and_no_other_line_changes(made: Repo) -> None:
    ran = _split(made, "--action", "2", "--step", "2", "--measure", "2", "--lead", "SM QA")
    assert ran.code == 0, ran.err
    first = FIRST.replace("  - Renew every plan\n", "").replace("  - Parents say so\n", "")
    first = first.replace("  - what: First plans   # of ten\n    timescale: 10 Feb 2024\n", "")
    assert (made.root / "plan" / FILE).read_text("utf-8") == first
    assert (made.root / "plan" / NEW).read_text("utf-8") == (
        'ref: "1.2"\ntitle: Plans\nactions:\n  - Renew every plan\nexpected_impact:\n'
        "  - Children are seen\nimpact_measures:\n  - Parents say so\nleads: [SM QA]\n"
        "timescale: 31 Jan 2024\nextensions:\n  - to: 29 Feb 2024\n"
        "    reason: Two posts are vacant\n    agreed: 2024-02-14\nstatus: in progress\n"
        "milestones:\n  - what: First plans\n    timescale: 10 Feb 2024\nprogress:\n"
        '  - date: 2024-01-20\n    note: Begun.\nsplit_from: "1.1"\n'
    )


def test_both_are_overdue_and_the_split_is_said_in_words(made: Repo) -> None:
    assert _split(made, "--action", "2", "--step", "2").code == 0
    status = _run(made, "status", "--format", "json").json
    late = [(one["ref"], one["overdue"], one["slippage_days"]) for one in status["actions"]]
    assert late == [("1.1", True, 29), ("1.2", True, 29)]
    diff = _run(made, "diff", "HEAD").out
    assert "1.1 was split into 1.1 and 1.2: “Plans”" in diff
    assert "taken out" not in diff
    pack = _run(made, "report", "--format", "md", "--out", "-").out
    assert "1.1 was split into 1.1 and 1.2: “Plans”" in pack
    check = _run(made, "check", "--since", "HEAD").out
    assert not {"T312", "T315"} & {*check.split()}
    assert "Split" in _run(made, "show", "1.2").out
    made.commit("2024-03-12")
    assert "1.1 was split into 1.1 and 1.2" in _run(made, "show", "1.2", "--history").out


def test_what_the_board_decided_holds_for_both_and_its_record_stays(made: Repo) -> None:
    decided = (
        "- id: a\n  meeting: 14 February 2024\n  decided: The later date is agreed.\n"
        "  about: ['1.1']\n  follow_up: [{who: AD, what: Fill the posts, by: 1 Mar 2024}]\n"
    )
    text = FIRST.replace("agreed: 2024-02-14\n", "agreed: 2024-02-14\n    decision: a\n")
    files = {f"plan/{FILE}": text, "plan/decisions.yaml": decided}
    made.commit("2024-02-15", "Decide", files)
    ran = _split(made, "--action", "2")
    assert ran.code == 0, ran.err
    assert made.git("status", "--porcelain", "--", "plan/decisions.yaml") == ""
    assert not {"R215", "T317"} & {*_run(made, "check", "--since", "HEAD").out.split()}
    assert "14 February 2024: The later date is agreed." in _run(made, "show", "1.2").out
    pack = _run(made, "report", "--format", "md", "--out", "-").out
    assert "About 1.1 Visits and plans; 1.2 Plans" in pack
    assert pack.count("**Decision not carried out**: AD: “Fill the posts”, 12 days late.") > 1


def test_another_date_is_asked_of_the_board(made: Repo) -> None:
    ran = _split(made, "--action", "2", "--timescale", "May 2024", "--reason", "New forms")
    assert ran.code == 0, ran.err
    text = (made.root / "plan" / NEW).read_text("utf-8")
    assert "timescale: 31 Jan 2024\n" in text
    asked = "  - to: May 2024\n    reason: New forms\n    requested: 2024-03-13\n"
    assert f"    agreed: 2024-02-14\n{asked}" in text


def test_a_new_date_in_the_file_is_reported_against_the_promise_of_the_first(made: Repo) -> None:
    assert _split(made, "--action", "2").code == 0
    file = made.root / "plan" / NEW
    text = file.read_text("utf-8")
    file.write_text(text.replace("timescale: 31 Jan 2024", "timescale: 31 May 2024"))
    words = ("check", "--since", "HEAD", "--as-at", "2024-03-13")
    ran = planctl(*words, cwd=made.root)
    assert "T312 it was split from 1.1, which was first promised for “31 Jan 2024”" in ran.out
    made.commit("2024-03-12")
    status = planctl("status", "--format", "json", "--as-at", "2024-03-14", cwd=made.root).json
    assert status["actions"][1]["original_due"] == "2024-01-31"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--action", "3"), "there is no action 3: actions has 2 items"),
        (("--action", "1", "--action", "2"), "nothing would be left"),
        (("--as", "1.1"), "1.1 is an action of area 1 already"),
        (("--timescale", "May 2024"), "say with --reason why it needs one"),
        (("--title", " "), "the title of the new action was not said"),
    ],
)
def test_what_cannot_be_is_refused(made: Repo, words: tuple[str, ...], why: str) -> None:
    ran = _split(made, *words)
    assert (ran.code, made.git("status", "--porcelain")) == (2, "")
    assert why in ran.err


def test_what_has_ended_is_not_split(made: Repo) -> None:
    put(made.root / "plan", {FILE: FIRST.replace("in progress", "complete")})
    assert "1.1 is complete, so it is not split" in _split(made, "--action", "2").err


def test_items_in_brackets_are_left_to_a_person_and_a_whole_list_can_go(made: Repo) -> None:
    text = FIRST.partition("actions:")[0] + "actions: [One, Two]\nmilestones: [{what: Only}]\n"
    put(made.root / "plan", {FILE: text})
    assert "make the change by hand" in _split(made, "--action", "2").err
    assert _split(made, "--step", "1").code == 0
    assert (made.root / "plan" / FILE).read_text("utf-8").endswith("milestones:\n")


def test_a_ref_that_was_split_from_follows_a_rename(made: Repo) -> None:
    assert _split(made).code == 0
    assert planctl("rename", "1.1", "1.7", "--plan", made.root / "plan").code == 0
    assert 'split_from: "1.7"\n' in (made.root / "plan" / NEW).read_text("utf-8")


def test_at_a_terminal_what_goes_where_is_asked(made: Repo) -> None:
    typed = [
        ("Title of the new action: ", "\n"),
        ("Title of the new action: ", "Plans\n"),
        ("Which action goes into it: ", "3\n"),
        ("those are not numbers of the list", "2\n"),
        ("Which step goes into it: ", "2\n"),
        ("Which measure goes into it: ", "\n"),
        ("Another date: ", "May 2024\n"),
        ("Why it needs another date: ", "New forms\n"),
    ]
    words = ("split", "1.1", "--as-at", "2024-03-13")
    seen = at_terminal(*words, cwd=made.root, typed=typed, env={"PLANCTL_PAGER": "cat"})
    assert seen.code == 0, seen.screen
    text = (made.root / "plan" / NEW).read_text("utf-8")
    assert "actions:\n  - Renew every plan\n" in text
    assert "impact_measures:\n  - measure: rate\n  - Parents say so\n" in text
    assert "  - to: May 2024\n" in text


def test_what_a_flag_says_and_what_is_not_there_is_not_asked(made: Repo) -> None:
    put(made.root / "plan", {FILE: 'ref: "1.1"\ntitle: Visits\n'})
    words = ("split", "1.1", "--timescale", "May 2024", "--reason", "New", "--as-at", "2024-03-13")
    seen = at_terminal(*words, cwd=made.root, typed=[("Title of the new action: ", "Plans\n")])
    assert seen.code == 0, seen.screen
    assert not {"Which", "Another"} & {*seen.screen.split()}
