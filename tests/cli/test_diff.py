"""planctl diff: two states of a plan on the screen and for programs, and every trouble."""

from pathlib import Path
from typing import Final

import pytest

from make import ACTION_PATH, put, small_plan
from repo import UNCONFIGURED, Repo, clone, planned, run_git, titled
from running import Ran, planctl, process

pytestmark = pytest.mark.slow

ACTION: Final = f"plan/{ACTION_PATH}"
DUE: Final = "leads: [AD]\ntimescale: 29 Feb 2024\n"
NOTED: Final = f"{DUE}progress:\n  - date: 2024-03-01\n    note: Said\n"
NOW: Final = "the files as they are now"


@pytest.fixture
def made(tmp_path: Path) -> Repo:
    """Due 29 February since the board of the 14th; a note on 1 March."""
    made = planned(tmp_path / "council")
    made.commit("2024-02-14", "Set a date", {ACTION: titled("First", DUE)})
    made.git("tag", "board-feb")
    made.commit("2024-03-01", "Note", {ACTION: titled("First", NOTED)})
    return made


def diff(of: Repo | Path, *words: str, as_at: str = "2024-03-13") -> Ran:
    root = of.root if isinstance(of, Repo) else of
    dated = ["--as-at", as_at] if as_at else []
    env = {**UNCONFIGURED, "GIT_CEILING_DIRECTORIES": str(root.parent)}
    return planctl("diff", *words, *dated, cwd=root, env=env)


def kinds(ran: Ran) -> list[str]:
    return [change["kind"] for change in ran.json["changes"]]


def test_without_words_it_says_what_changed_since_the_last_board(made: Repo) -> None:
    ran = diff(made)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        "What changed\n"
        "From: the last board, 14 February 2024, as at 14 February 2024\n"
        "To:   the files as they are now, as at 13 March 2024\n"
        "\n"
        "Area 1: Practice\n"
        "  - 1.1 newly overdue (only time passed): due 29 February 2024, 13 days ago; not\n"
        "        complete\n"
    )
    assert ran.out.endswith("\n  - 1.1 progress noted (1 March 2024): “Said”\n\n3 changes\n")


def test_for_programs_both_ends_and_each_change_have_the_keys_that_others_rely_on(
    made: Repo,
) -> None:
    found = diff(made, "--format", "json").json
    assert list(found) == ["from", "to", "changes", "not_compared"]
    assert found["from"] == {
        "rev": made.id("board-feb"),
        "as_at": "2024-02-14",
        "name": "the last board, 14 February 2024",
    }
    assert found["to"] == {"rev": None, "as_at": "2024-03-13", "name": NOW}
    assert found["changes"][0] == {
        "ref": "1.1",
        "area": "1",
        "kind": "newly overdue",
        "field": "standing",
        "old": "starting late",
        "new": "overdue",
        "cause": "only time passed",
        "words": "newly overdue (only time passed): due 29 February 2024, 13 days ago; "
        "not complete",
    }
    assert found["not_compared"] == []


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        (["14 Feb 2024"], "2024-02-14", "2024-03-13"),
        (["Feb 2024 board"], "2024-02-14", "2024-03-13"),
        (["board-feb"], "2024-02-14", "2024-03-13"),
        (["HEAD~2", "board-feb"], "2024-02-01", "2024-02-14"),
        (["1 Feb 2024", "29 Feb 2024"], "2024-02-01", "2024-02-29"),
        (["last-board", "HEAD"], "2024-02-14", "2024-03-01"),
    ],
)
def test_each_end_that_is_named_is_judged_on_its_own_day_and_the_files_on_the_day_asked_for(
    made: Repo, words: list[str], old: str, new: str
) -> None:
    found = diff(made, *words, "--format", "json").json
    assert (found["from"]["as_at"], found["to"]["as_at"]) == (old, new)


def test_without_a_day_asked_for_each_state_is_judged_on_its_own(made: Repo) -> None:
    found = diff(made, "HEAD~2", "HEAD", "--format", "json", as_at="").json
    assert (found["from"]["as_at"], found["to"]["as_at"]) == ("2024-02-01", "2024-03-01")


def test_what_belongs_to_no_area_comes_first(made: Repo) -> None:
    put(made.root, {"plan/plan.yaml": "title: Another title\norganisation: A council\n"})
    assert diff(made).out.index("\nThe plan as a whole\n") < diff(made).out.index("\nArea 1: ")


def test_two_states_that_are_the_same_have_no_changes(made: Repo) -> None:
    assert diff(made, "HEAD", as_at="2024-03-01").out.endswith("\nNothing changed.\n")


def test_what_is_not_committed_is_in_the_newest_state(made: Repo) -> None:
    put(made.root, {ACTION: titled("First", NOTED + "status: complete\ncompleted: 2024-03-02\n")})
    assert "completed" in kinds(diff(made, "HEAD", "--format", "json"))


def test_only_the_ends_of_lines_are_no_change(made: Repo) -> None:
    file = made.root / ACTION
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert kinds(diff(made, "HEAD", "--format", "json", as_at="2024-03-01")) == []


def test_a_file_of_then_that_does_not_fit_is_named_and_all_else_compared(made: Repo) -> None:
    other = "plan/areas/1-practice/1.2-second.yaml"
    made.commit(
        "2024-03-02", files={ACTION: "ref: 1.1\nunknown: x\n", other: titled("A", "", "1.2")}
    )
    made.commit("2024-03-03", files={ACTION: titled("First", DUE), other: titled("B", "", "1.2")})
    ran = diff(made, "HEAD~1", "--format", "json")
    assert ran.code == 0
    assert kinds(ran) == ["wording changed"]
    assert [each["path"] for each in ran.json["not_compared"]] == [ACTION]
    said = f"\nNot compared, because it could not be read: {ACTION}\n"
    assert said in diff(made, "HEAD~1").out


def test_a_file_of_now_that_cannot_be_read_fails_the_run_after_the_rest(made: Repo) -> None:
    put(made.root, {ACTION: '"'})
    ran = diff(made)
    assert ran.code == 1
    assert f"Not compared, because it could not be read: {ACTION}" in ran.out
    assert ran.err.startswith(f"planctl: not read, and in no count: {ACTION}\n  hint: ")
    assert diff(made, "HEAD~1", "HEAD").code == 0


TROUBLES: Final = {
    "revision": (["no-such"], "git knows no revision “no-such” here", "name a commit, a tag"),
    "second": (["HEAD", "no-such"], "git knows no revision “no-such” here", "name a commit"),
    "option": (["HEAD~1", "HEAD..HEAD"], "git knows no revision “HEAD..HEAD” here", "name a"),
    "early": (["1 Jan 2024"], "the history of the plan begins on 1 February 2024, after", "name a"),
    "day": (["30 Feb 2024"], "“30 Feb 2024” is a day that does not exist", "write the day"),
    "board": (["Jan 2024 board"], "no meeting of the board is recorded", "add it to governance"),
    "escape": (["\x1b[2J\x07"], "git knows no revision “\N{REPLACEMENT CHARACTER}[2J", "name a"),
}


@pytest.mark.parametrize("which", TROUBLES)
def test_each_trouble_is_one_sentence_and_a_hint_on_stderr(made: Repo, which: str) -> None:
    words, message, hint = TROUBLES[which]
    ran = diff(made, *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"planctl: {message}")
    assert f"\n  hint: {hint}" in ran.err
    assert ran.err.count("\n") == 2


def test_before_any_board_a_bare_diff_asks_for_a_day(made: Repo) -> None:
    ran = diff(made, as_at="2024-02-14")
    assert ran.code == 2
    assert ran.err.startswith(
        "planctl: no meeting of the board before 14 February 2024 is recorded"
    )


def test_a_plan_without_git_has_no_history(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan")
    ran = diff(tmp_path)
    assert ran.code == 2
    assert ran.err == "planctl: the plan is not in a git repository\n  hint: git init makes one\n"


def test_a_repository_without_files_says_that_a_clone_has_them(tmp_path: Path, made: Repo) -> None:
    bare = tmp_path / "bare"
    run_git(made.root, "clone", "--quiet", "--bare", ".", str(bare))
    for ran in (diff(bare), diff(bare / "objects"), diff(tmp_path, "--plan", "bare")):
        assert ran.code == 2
        assert "is git's own store, without the files\n  hint: git clone " in ran.err


def test_a_shallow_clone_says_how_to_have_the_rest(tmp_path: Path, made: Repo) -> None:
    ran = diff(clone(made, tmp_path / "shallow", "--depth=1"))
    assert ran.code == 2
    assert ran.err.startswith("planctl: this clone is shallow: in it, the history of the plan beg")
    assert "git fetch --unshallow" in ran.err


HOSTILE: Final = "\x1b]0;owned\x07\x1b[31m\u202egnirts\u200b[bold red]x[/] <b>&"


def test_hostile_texts_are_shown_and_never_obeyed(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.branch("b\u202e<red>")
    turned = HOSTILE[HOSTILE.index("\u202e") :]  # a file with control characters is not read
    changed = titled("First", f"actions:\n  - '{turned}'\nleads: [a]\n")
    made.commit("2024-03-01", f"{HOSTILE}\n", {ACTION: changed}, by=HOSTILE)
    compared = diff(made, "HEAD~1", "b\u202e<red>")
    lived = planctl("show", "1.1", "--history", cwd=made.root, env=UNCONFIGURED)
    for ran in (compared, lived):
        assert ran.code == 0
        assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(ran.out)
        assert "[bold red]x[/] <b>&" in " ".join(ran.out.split())
    assert "To:   b\N{REPLACEMENT CHARACTER}<red> (" in compared.out


def test_down_a_pipe_no_line_is_wider_than_80_and_nothing_is_coloured(made: Repo) -> None:
    long = "x" * 200 + " word" * 60
    put(made.root, {ACTION: titled("First", f"{NOTED}actions:\n  - {long}\n")})
    ran = process("diff", "--as-at", "2024-03-13", cwd=made.root, env=UNCONFIGURED)
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "\x1b" not in ran.out
    assert "x" * 60 in ran.out
