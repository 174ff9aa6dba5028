"""Git itself: its refusals as sentences, and that nothing around it leads it astray."""

import os
import shutil
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from make import ACTION_PATH, put, small_plan
from planctl.load.git import GitFault, NoSuchRevision, find_program, git
from planctl.load.git_store import ObjectStore
from planctl.load.history import History
from repo import UNCONFIGURED, planned, repo, run_git, titled

ACTION = f"plan/{ACTION_PATH}"


@pytest.fixture(autouse=True)
def _unconfigured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the machine says to git is not heard, and the folder above is no repository."""
    surround(monkeypatch, {**UNCONFIGURED, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})


def surround(monkeypatch: pytest.MonkeyPatch, more: Mapping[str, str]) -> None:
    for name, value in more.items():
        monkeypatch.setenv(name, value)


def first_title(folder: Path) -> str:
    """The title of the first action on the last day of 2024; all of the history is read."""
    with History(folder, "plan") as past:
        list(past.commits())
        plan = past.plan_at(past.by(date(2024, 12, 31))).plan
    return plan.areas[0].actions[0].title


def fault(folder: Path) -> tuple[str, str]:
    """What is said, and the hint, where the history cannot be read."""
    with pytest.raises(GitFault) as raised:
        first_title(folder)
    return raised.value.message, raised.value.hint


def fake_git(folder: Path, script: str) -> Mapping[str, str]:
    """Surroundings in which git is this script of the shell."""
    folder.mkdir(exist_ok=True)
    file = folder / "git"
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(0o755)
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


def test_a_plan_outside_any_repository_is_answered_with_how_to_make_one(tmp_path: Path) -> None:
    assert fault(small_plan(tmp_path / "plan")) == (
        "the plan is not in a git repository",
        "git init makes one",
    )


def test_a_repository_without_commits_says_so(tmp_path: Path) -> None:
    small_plan(repo(tmp_path).root / "plan")
    assert fault(tmp_path / "plan") == ("nothing has been committed yet", "commit the plan first")


@pytest.mark.parametrize("ignored", ["", "plan/\n"])
def test_a_plan_that_was_never_committed_says_so(tmp_path: Path, ignored: str) -> None:
    repo(tmp_path).commit("2024-01-01", "Other", {"README.md": "x", ".gitignore": ignored})
    assert fault(small_plan(tmp_path / "plan")) == (
        "the plan has not been committed yet",
        "commit the plan first",
    )


def test_a_plan_inside_what_git_keeps_for_itself_is_not_looked_for(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    run_git(planned(tmp_path / "whole").root, "clone", "--quiet", "--bare", ".", str(bare))
    assert fault(small_plan(bare / "plan")) == (
        "the plan lies inside the folder that git keeps for itself",
        "work in a clone of the repository",
    )


def test_a_repository_of_another_user_is_answered_with_how_to_trust_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = planned(tmp_path / "of another")
    surround(monkeypatch, {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    message, hint = fault(made.root / "plan")
    assert message == (
        "git does not read this repository, because its folder belongs to another user"
    )
    assert hint == (
        "if you trust it: git config --global --add safe.directory "
        f"'{made.root.resolve().as_posix()}'"
    )


def test_a_refusal_of_an_older_git_names_the_folder_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "fatal: unsafe repository ('/x' is owned by someone else)"
    surround(monkeypatch, fake_git(tmp_path / "bin", f'echo "{said}" >&2; exit 128'))
    assert fault(tmp_path)[1].endswith(f"--add safe.directory {tmp_path.as_posix()}")


def test_a_machine_without_git_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = planned(tmp_path / "a")
    surround(monkeypatch, {"PATH": str(tmp_path)})
    assert fault(made.root / "plan") == (
        "git is not installed, or cannot be found",
        "install it from git-scm.com",
    )


def test_a_git_that_this_machine_cannot_run_is_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    surround(monkeypatch, fake_git(tmp_path / "bin", ""))
    (tmp_path / "bin/git").write_bytes(b"\x7fELF of another kind of computer")
    assert fault(tmp_path)[0] == "git is not installed, or cannot be found"
    with pytest.raises(GitFault, match="git is not installed"):
        ObjectStore(tmp_path)


OF_2014 = (
    'shift 3; for word; do case $word in --show-prefix) echo plan/;; *) echo "$word";; esac; done'
)


@pytest.mark.parametrize(
    "script",
    [
        OF_2014,
        "echo 'Unknown option: -C' >&2; echo 'usage: git [--version] [--help]' >&2; exit 129",
        "exit 0",
    ],
)
def test_an_old_git_is_answered_with_the_one_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    surround(monkeypatch, fake_git(tmp_path / "bin", script))
    assert fault(tmp_path) == (
        "this git is too old to read the history with",
        "install git 2.15 or later",
    )


def test_a_refusal_that_we_do_not_know_is_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "echo 'note: no developer tools were found' >&2; exit 1"
    surround(monkeypatch, fake_git(tmp_path / "bin", script))
    assert fault(tmp_path) == (
        "git could not read the history: note: no developer tools were found",
        "see what git status says",
    )


def test_what_a_hook_of_another_repository_says_to_git_is_not_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = planned(tmp_path / "ours")
    other = planned(tmp_path / "theirs")
    other.commit("2024-03-01", files={ACTION: titled("Theirs")})
    theirs = other.root / ".git"
    surround(
        monkeypatch,
        {
            "GIT_DIR": str(theirs),
            "GIT_WORK_TREE": str(other.root),
            "GIT_INDEX_FILE": str(theirs / "index"),
            "GIT_OBJECT_DIRECTORY": str(theirs / "objects"),
            "GIT_COMMON_DIR": str(theirs),
            "GIT_PREFIX": "plan/",
            "GIT_NAMESPACE": "x",
            "GIT_LITERAL_PATHSPECS": "1",
        },
    )
    assert first_title(made.root / "plan") == "First"


def test_settings_of_the_repository_neither_run_a_program_nor_change_what_is_read(
    tmp_path: Path,
) -> None:
    made = planned(tmp_path)
    made.move("2024-03-01", "plan", "new")
    for name, value in {
        "core.fsmonitor": "touch ran",
        "core.pager": "touch ran",
        "diff.external": "touch ran",
        "diff.x.textconv": "touch ran",
        "filter.x.smudge": "touch ran",
        "core.quotePath": "true",
        "diff.renames": "false",
        "diff.noprefix": "true",
        "log.showSignature": "true",
        "gpg.program": "touch ran",
        "color.ui": "always",
        "i18n.logOutputEncoding": "UTF-16",
        "log.date": "relative",
        "alias.rev-list": "!touch ran",
        "alias.cat-file": "!touch ran",
        "core.sshCommand": "touch ran",
        "core.gitProxy": "touch ran",
        "core.alternateRefsCommand": "touch ran",
        "core.hooksPath": str(tmp_path / "hooks"),
        "credential.helper": "!touch ran",
        "diff.x.command": "touch ran",
        "extensions.partialClone": "origin",
        "filter.x.process": "touch ran",
        "pager.rev-list": "touch ran",
        "remote.origin.promisor": "true",
        "remote.origin.uploadpack": "touch ran",
        "remote.origin.url": "ext::touch ran",
        "remote.origin.vcs": "touch ran",
    }.items():
        made.git("config", name, value)
    put(made.root, {".git/info/attributes": "*.yaml diff=x filter=x\n"})
    for hook in ("post-checkout", "post-index-change", "reference-transaction"):
        put(made.root, {f"hooks/{hook}": "#!/bin/sh\ntouch ran\n"})
        (made.root / "hooks" / hook).chmod(0o755)
    assert first_title(made.root / "new") == "First"
    with History(made.root / "new", "new") as past, pytest.raises(NoSuchRevision):
        past.named("0" * 40)  # of which a promisor would be asked
    assert git(made.root, "check-attr", "merge", "--", "plan.yaml")
    assert not list(tmp_path.rglob("ran"))


OF_FORGED = "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ..\n"


@pytest.mark.parametrize("place", ["plan", "", "plan/areas"])
@pytest.mark.parametrize("form", ["whole", "by another name"])
def test_a_repository_among_the_files_of_a_plan_does_not_hide_the_true_one(
    tmp_path: Path, place: str, form: str
) -> None:
    made = planned(tmp_path / "made", "sub/plan")
    forged = planned(tmp_path / "forged")
    where = made.root / "sub" / place
    if form == "whole":
        for name in ("HEAD", "objects", "refs"):
            shutil.move(forged.root / ".git" / name, where / name)
        put(where, {"config": OF_FORGED})
    else:
        head = (forged.root / ".git/HEAD").read_text("utf-8")
        put(where, {"HEAD": head, "commondir": str(forged.root / ".git")})
    if place == "plan/areas":  # below the plan nothing hides what is above it
        assert first_title(made.root / "sub/plan") == "First"
        return
    assert fault(made.root / "sub/plan") == (
        f"{where.name} holds files that git keeps for itself, which hide the true history",
        "no plan needs HEAD, objects and refs: see who put them there, and delete them",
    )


def test_git_itself_takes_no_repository_without_its_name(tmp_path: Path) -> None:
    made = planned(tmp_path / "made")
    run_git(made.root, "clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    with pytest.raises(GitFault, match="the plan lies inside the folder that git keeps"):
        git(tmp_path / "bare", "rev-parse", "HEAD")


def test_a_repository_that_says_it_has_no_working_tree_is_not_read(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.git("config", "core.bare", "true")
    assert fault(made.root / "plan") == (
        "the plan lies inside the folder that git keeps for itself",
        "work in a clone of the repository",
    )


def test_a_folder_named_git_that_is_no_repository_hides_nothing(tmp_path: Path) -> None:
    made = planned(tmp_path)
    (made.root / "plan/.git").mkdir()
    assert first_title(made.root / "plan") == "First"


def test_history_is_that_of_the_commits_and_not_of_what_stands_in_for_them(tmp_path: Path) -> None:
    made = planned(tmp_path)
    first = made.id()
    made.commit("2024-02-02", files={ACTION: titled("Second")})
    made.git("replace", made.id(), first)
    assert first_title(made.root / "plan") == "Second"


def test_a_program_is_started_by_its_full_path_and_never_from_the_folder_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, far = tmp_path / "here", tmp_path / "far"
    for folder in (here, far):
        fake_git(folder, "exit 0")
    monkeypatch.chdir(here)
    assert find_program("git", [".", "", "here", str(far)]) == str(far / "git")
    assert find_program("git", [".", ""]) is None
    assert find_program("git", [str(here / "nowhere")]) is None


def test_on_windows_a_program_has_its_ending_and_folders_may_stand_in_quotes(
    tmp_path: Path,
) -> None:
    fake_git(tmp_path, "exit 0")
    assert find_program("git", [str(tmp_path)], ".exe") is None
    (tmp_path / "git").rename(tmp_path / "git.exe")
    assert find_program("git", [f'"{tmp_path}"'], ".exe") == str(tmp_path / "git.exe")


def test_a_program_that_may_not_be_run_is_passed_over(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        fake_git(tmp_path / folder, "exit 0")
    (tmp_path / "a/git").chmod(0o644)
    found = find_program("git", [str(tmp_path / "a"), str(tmp_path / "b")])
    assert found == str(tmp_path / "b/git")


def test_a_submodule_whose_repository_is_gone_says_so(tmp_path: Path) -> None:
    put(small_plan(tmp_path / "plan"), {".git": "gitdir: ../.git/modules/plan\n"})
    assert fault(tmp_path / "plan") == (
        "the repository that this folder belongs to is not where it was",
        "move it back, or clone the repository again",
    )


def test_a_git_that_dies_half_way_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = planned(tmp_path / "a")
    real = shutil.which("git")
    for half in ("", "printf 'abc'", "printf 'abc tree 99\\nxx'", "printf 'what is this\\n'"):
        dies = f'case "$*" in *--batch*) read line; {half or ":"}; exit 1;; esac; exec {real} "$@"'
        surround(monkeypatch, fake_git(tmp_path / "bin", dies))
        assert fault(made.root / "plan") == (
            "git stopped answering",
            "try again; git fsck says what may be wrong",
        )


def test_a_git_that_no_longer_listens_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = planned(tmp_path / "a")
    deaf = tmp_path / "deaf"
    dies = f'case "$*" in *--batch*) exec 0<&-; : >"{deaf}"; exit 1;; esac'
    real = shutil.which("git")
    surround(monkeypatch, fake_git(tmp_path / "bin", f'{dies}; exec {real} "$@"'))
    with History(made.root / "plan", "plan") as past:
        while not deaf.exists():
            time.sleep(0.01)
        with pytest.raises(GitFault, match="git stopped answering"):
            past.named("HEAD")
