"""Where a repository can be, what its folders and people can be called, and how it says when."""

import os
from datetime import date
from pathlib import Path

import pytest

from make import ACTION_PATH, SMALL, put
from planctl.load.history import History
from repo import Repo, planned, repo, run_git, signed, titled

ACTION = f"plan/{ACTION_PATH}"


def first_title(folder: Path) -> str:
    """The title of the first action on the last day of 2024."""
    with History(folder, "plan") as past:
        plan = past.plan_at(past.by(date(2024, 12, 31))).plan
    return plan.areas[0].actions[0].title


def test_a_submodule_has_its_own_history(tmp_path: Path) -> None:
    inner = planned(tmp_path / "inner")
    outer = repo(tmp_path / "outer")
    words = ("-c", "protocol.file.allow=always", "submodule", "add", "--quiet")
    outer.git(*words, inner.root.resolve().as_uri(), "plans")
    outer.commit("2024-05-01", "Take it in")
    assert first_title(outer.root / "plans" / "plan") == "First"


def test_a_linked_worktree_has_the_history_of_its_own_branch(tmp_path: Path) -> None:
    made = planned(tmp_path / "main")
    made.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "side"))
    Repo(tmp_path / "side").commit("2024-03-01", files={ACTION: titled("Side")})
    assert first_title(tmp_path / "side" / "plan") == "Side"
    assert first_title(made.root / "plan") == "First"


def test_a_repository_with_longer_ids_is_read_too(tmp_path: Path) -> None:
    made = repo(tmp_path, form="sha256")
    made.commit("2024-02-01", files={f"plan/{path}": text for path, text in SMALL.items()})
    made.commit("2024-02-02", files={ACTION: titled("Long")})
    assert len(made.id()) == 64
    assert first_title(tmp_path / "plan") == "Long"


def test_a_plan_folder_may_be_a_link_to_it(tmp_path: Path) -> None:
    made = planned(tmp_path / "real")
    (tmp_path / "link").symlink_to(made.root / "plan")
    assert first_title(tmp_path / "link") == "First"


@pytest.mark.parametrize(
    "folder",
    [" plan ", "-p", "--help", ":(top)x", "*", "new\nline", "tab\t", 'q"\\', "ü", "u\u0308"],
)
def test_the_folder_of_the_plan_may_have_any_name(tmp_path: Path, folder: str) -> None:
    made = planned(tmp_path)
    made.commit("2024-03-01", "Elsewhere", {"README.md": "x"})
    (made.root / "plan").rename(made.root / folder)
    made.commit("2024-04-01", "Move")
    with History(made.root / folder, "plan") as past:
        assert [commit.subject for commit in past.commits()] == ["Move", "Begin"]


def _altered(of: Repo, start: bytes, line: bytes) -> None:
    """Replace the line of the newest commit that begins so, by one that git would not write."""
    raw = of.git("cat-file", "commit", "HEAD").encode()
    lines = [line if each.startswith(start) else each for each in raw.split(b"\n")]
    words = ("hash-object", "-t", "commit", "-w", "--literally", "--stdin")
    of.git("reset", "--hard", "--quiet", run_git(of.root, *words, said=b"\n".join(lines)))


def test_who_and_why_may_be_written_in_another_code(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.git("config", "i18n.commitEncoding", "ISO-8859-1")
    (tmp_path / "why").write_bytes("Größe\n\nMore".encode("latin-1"))
    put(made.root, {ACTION: titled("Second")})
    env = signed("2024-03-01", os.fsdecode("Zoë".encode("latin-1")))
    made.git("commit", "--all", "--quiet", "--file", "why", env=env)
    with History(made.root / "plan", "plan") as past:
        newest = next(past.commits())
    assert (newest.author, newest.subject) == ("Zoë", "Größe")


def test_who_and_why_in_no_letters_at_all_stay_readable(tmp_path: Path) -> None:
    made = planned(tmp_path)
    _altered(made, b"author", b"author Zo\xff <x@example.org> 1706788800 +0000")
    with History(made.root / "plan", "plan") as past:
        assert next(past.commits()).author == "Zo\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("when", [b"", b"when", b"99999999999999 +0000", b"-5 +0000"])
def test_a_commit_without_a_day_that_can_be_is_as_old_as_can_be(
    tmp_path: Path, when: bytes
) -> None:
    made = planned(tmp_path)
    _altered(made, b"committer", b"committer x <x@example.org> " + when)
    with History(made.root / "plan", "plan") as past:
        assert past.by(date(2024, 1, 1)).day == date(1970, 1, 1)
