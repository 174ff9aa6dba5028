"""planctl show --history: the life of one action, from git."""

from pathlib import Path
from typing import Final

import pytest
from make import ACTION_PATH
from repo import Repo, planned, repo, titled
from running import Ran, planctl

pytestmark = pytest.mark.slow

AREA: Final = "plan/areas/1-practice"
FILE: Final = f"plan/{ACTION_PATH}"
DUE: Final = "timescale: 10 Feb 2024\nstatus: in progress\n"
LATER: Final = (
    "extensions:\n  - {to: 30 Apr 2024, reason: It is refreshed, requested: 2024-02-20}\n"
)
AGREED: Final = LATER.replace("}", ", agreed: 2024-03-05}")
MEETINGS: Final = """\
meetings:
  - on: 16 January 2024
  - on: 14 February 2024
  - on: 5 March 2024
"""


@pytest.fixture
def lived(tmp_path: Path) -> Repo:
    """A plan whose one action was made, re-dated with the board's leave, and given another ref."""
    made = planned(tmp_path)
    made.commit("2024-02-01", "Meetings", {"plan/governance.yaml": MEETINGS})
    made.commit("2024-02-02", "A date", {FILE: titled("First", DUE)}, by="Pat Lead")
    made.commit("2024-02-20", "Ask", {FILE: titled("First", DUE + LATER)}, by="Sam Manager")
    made.commit("2024-03-06", "The board agreed", {FILE: titled("First", DUE + AGREED)})
    renamed = {FILE: None, f"{AREA}/1.9-first.yaml": titled("First", DUE + AGREED, "1.9")}
    made.commit("2024-03-07", "Renumber", renamed)
    return made


def _show(made: Repo, *words: str, as_at: str = "2024-03-13") -> Ran:
    return planctl("show", "1.9", "--history", "--as-at", as_at, *words, cwd=made.root)


def test_it_tells_each_change_with_its_day_and_who_made_it(lived: Repo) -> None:
    events = _show(lived, "--format", "json").json["history"]["events"]
    assert [(event["day"], event["author"]) for event in events] == [
        ("2024-02-01", "Pat Lead"),
        ("2024-02-02", "Pat Lead"),
        ("2024-02-20", "Sam Manager"),
        ("2024-03-06", "Pat Lead"),
        ("2024-03-07", "Pat Lead"),
    ]
    kinds = [[change["kind"] for change in event["changes"]] for event in events]
    assert kinds[0] == ["added"]
    assert {"date set", "status changed"} <= set(kinds[1])
    assert kinds[2] == ["extension requested"]
    assert {"date slipped", "extension agreed"} <= set(kinds[3])
    assert kinds[4] == ["given another ref"]


def test_a_slip_says_by_how_much_and_by_whose_leave(lived: Repo) -> None:
    events = _show(lived, "--format", "json").json["history"]["events"]
    [slip] = [c["words"] for c in events[3]["changes"] if c["kind"] == "date slipped"]
    assert slip.startswith("date slipped by 80 days, from 10 February 2024 to 30 April 2024")
    assert "agreed by the board on 5 March 2024" in slip


def test_it_gives_the_rating_at_each_board_as_the_plan_was_then(lived: Repo) -> None:
    boards = _show(lived, "--format", "json").json["history"]["boards"]
    assert [(board["day"], board["rating"], board["standing"]) for board in boards] == [
        ("2024-01-16", None, None),
        ("2024-02-14", "red", "overdue"),
        ("2024-03-05", "red", "overdue"),
    ]
    assert boards[1]["why"] == "due 10 February 2024, 4 days ago; not complete"


def test_the_screen_has_a_timeline_of_letters_and_both_tables(lived: Repo) -> None:
    out = _show(lived).out
    assert "Jan 2024: -, Feb 2024: R, Mar 2024: R, now: A" in out
    assert "16 January 2024   -      before the history of the plan begins" in out
    assert "Now               amber  promised for 10 February 2024" in out
    assert "History, from git" in out
    assert max(map(len, out.splitlines())) <= 80


def test_what_came_after_the_day_asked_for_is_left_out(lived: Repo) -> None:
    lived.commit("2024-04-01", "Later", {f"{AREA}/1.9-first.yaml": titled("First", DUE, "1.9")})
    lived.go("HEAD~1")
    history = _show(lived, "--format", "json", as_at="2024-02-21").json["history"]
    assert [event["day"] for event in history["events"]][:3] == [
        "2024-02-01",
        "2024-02-02",
        "2024-02-20",
    ]
    assert [board["day"] for board in history["boards"]] == ["2024-01-16", "2024-02-14"]


def test_what_is_not_committed_yet_is_the_last_thing_told(lived: Repo) -> None:
    text = titled("First", DUE + AGREED + "leads: [AD]\n", "1.9")
    (lived.root / AREA / "1.9-first.yaml").write_text(text, "utf-8")
    events = _show(lived, "--format", "json").json["history"]["events"]
    assert events[-1]["author"] == "not committed yet"
    assert [change["kind"] for change in events[-1]["changes"]] == ["lead changed"]


def _last_author(made: Repo) -> str:
    events = _show(made, "--format", "json").json["history"]["events"]
    author: str = events[-1]["author"]
    return author


def test_what_was_committed_after_the_day_asked_for_is_said_to_be(lived: Repo) -> None:
    text = titled("First", DUE + AGREED + "leads: [AD]\n", "1.9")
    lived.commit("2024-03-14", "A lead", {f"{AREA}/1.9-first.yaml": text})
    (lived.root / AREA / "1.2-new.yaml").write_text(titled("New", ref="1.2"), "utf-8")
    assert _last_author(lived) == "committed later"


@pytest.mark.parametrize("to", ["1-practice", "2-other"])
def test_what_was_changed_again_since_a_later_commit_is_not_committed_yet(
    to: str, lived: Repo
) -> None:
    text = titled("First", DUE + AGREED + "leads: [AD]\n", "1.9")
    other = {"plan/areas/2-other/area.yaml": "ref: 2\ntitle: Other\n"}
    lived.commit("2024-03-14", "A lead", {f"{AREA}/1.9-first.yaml": text, **other})
    file = lived.root / AREA / "1.9-first.yaml"
    if to == "1-practice":
        file.write_text(text.replace("[AD]", "[SM QA]"), "utf-8")
    else:
        file.rename(lived.root / "plan/areas" / to / file.name)
    assert _last_author(lived) == "not committed yet"


def test_an_action_that_was_taken_out_and_put_back_lives_from_its_return(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.commit("2024-02-10", "Out", {FILE: None})
    made.commit("2024-02-20", "Back", {FILE: titled("First")})
    ran = planctl("show", "1.1", "--history", "--format", "json", cwd=made.root)
    assert [event["day"] for event in ran.json["history"]["events"]] == ["2024-02-20"]


def test_a_state_without_any_plan_is_passed_over(tmp_path: Path) -> None:
    made = planned(tmp_path)
    texts = {path: path.read_bytes() for path in (tmp_path / "plan").rglob("*") if path.is_file()}
    made.commit("2024-02-10", "Out", {str(path.relative_to(tmp_path)): None for path in texts})
    back = {str(path.relative_to(tmp_path)): text for path, text in texts.items()}
    made.commit("2024-02-20", "Back", back)
    ran = planctl("show", "1.1", "--history", "--format", "json", cwd=made.root)
    assert [event["day"] for event in ran.json["history"]["events"]] == ["2024-02-01"]


def test_without_the_flag_git_is_not_asked(lived: Repo) -> None:
    ran = planctl("show", "1.9", "--format", "json", cwd=lived.root)
    assert "history" not in ran.json


def test_where_there_is_no_history_it_says_why(tmp_path: Path) -> None:
    made = repo(tmp_path)
    planned(tmp_path / "other")
    (tmp_path / "other" / "plan").rename(tmp_path / "plan")
    ran = planctl("show", "1.1", "--history", cwd=made.root)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "planctl: nothing has been committed yet\n  hint: commit the plan first\n"


def test_an_action_that_came_later_was_not_in_the_plan_yet(lived: Repo) -> None:
    lived.commit("2024-02-25", "Another", {f"{AREA}/1.3-third.yaml": titled("Third", ref="1.3")})
    words = ("show", "1.3", "--history", "--as-at", "2024-03-13")
    assert "14 February 2024  -          not in the plan yet" in planctl(*words, cwd=lived.root).out


def test_an_action_that_was_put_in_has_a_life_of_its_own(tmp_path: Path) -> None:
    made = planned(tmp_path)
    old = {FILE: None, f"{AREA}/1.2-first.yaml": titled("First", DUE, "1.2")}
    made.commit("2024-02-20", "Put in", {**old, f"{AREA}/1.1-new.yaml": titled("New", DUE)})
    ran = planctl("show", "1.1", "--history", "--format", "json", cwd=made.root)
    assert [event["day"] for event in ran.json["history"]["events"]] == ["2024-02-20"]
    ran = planctl("show", "1.2", "--history", "--format", "json", cwd=made.root)
    assert [event["day"] for event in ran.json["history"]["events"]] == ["2024-02-01", "2024-02-20"]


def test_a_state_in_which_the_file_could_not_be_read_ends_no_life(lived: Repo) -> None:
    lived.commit("2024-03-08", "Break it", {f"{AREA}/1.9-first.yaml": "ref: [\n"})
    lived.commit("2024-03-09", "Mend it", {f"{AREA}/1.9-first.yaml": titled("First", DUE, "1.9")})
    events = _show(lived, "--format", "json").json["history"]["events"]
    assert events[0]["day"] == "2024-02-01"
