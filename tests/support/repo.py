"""Real git repositories for tests: who wrote what on which day is pinned, and so are the settings.

Every commit is made at noon in Greenwich, so a commit of the same content on the same day by the
same person has the same id wherever the tests run. What the machine says to git is not heard.
"""

import atexit
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Final, NamedTuple

from make import ACTION_PATH, PATIENCE, SMALL, put

# For a command of ours that is to hear as little of the machine's settings as git does here.
UNCONFIGURED: Final[Mapping[str, str]] = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
PERSON: Final = "Pat Lead"

BEGUN: Final = "2024-02-01"  # the day of the first commit of a plan


class Repo(NamedTuple):
    """A git repository in a folder of its own."""

    root: Path

    def git(self, *words: str, env: Mapping[str, str] | None = None) -> str:
        """What git says to these words, without the line end; a refusal of git fails the test."""
        return run_git(self.root, *words, env=env)

    def commit(
        self,
        day: date | str,
        message: str = "A change",
        files: Mapping[str, str | bytes | None] | None = None,
        *,
        by: str = PERSON,
    ) -> str:
        """Write files (None takes one away) and commit all that is in the folder; the id."""
        given = files or {}
        put(self.root, {path: text for path, text in given.items() if text is not None})
        for path in (path for path, text in given.items() if text is None):
            (self.root / path).unlink()
        self.git("add", "--all")
        words = ("commit", "--quiet", "--allow-empty", "--message", message)
        self.git(*words, env=signed(day, by))
        return self.id()

    def pour(self, commits: Iterable[tuple[str, Mapping[str, str]]]) -> None:
        """Commit many times, and quickly, on top of what is there: each a day and its files."""
        begun = bool(self.git("for-each-ref", "refs/heads/main"))
        stream = b"".join(_poured(commits, begun=begun))
        run_git(self.root, "fast-import", "--quiet", said=stream)
        self.git("reset", "--quiet", "--hard")

    def move(self, day: date | str, old: str, new: str) -> str:
        """Move a file or a folder, and commit that; the id."""
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        self.git("mv", old, new)
        return self.commit(day, f"Move {old} to {new}")

    def branch(self, name: str, start: str = "HEAD") -> None:
        """Begin a branch and go to it."""
        self.git("checkout", "--quiet", "-b", name, start)

    def go(self, revision: str) -> None:
        """Have the files as a branch or a commit has them."""
        self.git("checkout", "--quiet", revision, "--")

    def merge(self, day: date | str, *branches: str) -> str:
        """Merge branches into the one that we are on, always with a commit of its own; the id."""
        words = ("merge", "--quiet", "--no-ff", "--message", f"Merge {' and '.join(branches)}")
        self.git(*words, *branches, env=signed(day))
        return self.id()

    def id(self, revision: str = "HEAD") -> str:
        """The whole id of a commit."""
        head = self.root / ".git/HEAD"
        if revision == "HEAD" and head.is_file():  # read, because git takes its time to start
            branch = head.parent / head.read_text("utf-8").strip().removeprefix("ref: ")
            if branch.is_file():
                return branch.read_text("utf-8").strip()
        return self.git("rev-parse", "--verify", f"{revision}^{{commit}}")


def repo(root: Path, *, autocrlf: str = "false", form: str = "sha1") -> Repo:
    """A new and empty repository in a folder, on the branch main."""
    shutil.copytree(_empty_repo(autocrlf, form), root, dirs_exist_ok=True)
    return Repo(root)


@cache
def _empty_repo(autocrlf: str, form: str) -> Path:
    """The folder that new repositories are copies of, because git takes its time to start."""
    root = Path(mkdtemp())
    atexit.register(shutil.rmtree, root)
    run_git(root, "init", "--quiet", "--initial-branch=main", f"--object-format={form}")
    for name, value in (("core.autocrlf", autocrlf), ("commit.gpgSign", "false")):
        run_git(root, "config", name, value)
    for sample in root.glob(".git/hooks/*"):
        sample.unlink()
    return root


def planned(root: Path, folder: str = "plan", *, autocrlf: str = "false") -> Repo:
    """A repository with the small plan in a folder (empty for the top), committed at the start."""
    made = repo(root, autocrlf=autocrlf)
    start = f"{folder}/" if folder else ""
    files: dict[str, str | bytes | None] = {start + path: text for path, text in SMALL.items()}
    made.commit(BEGUN, "Begin", {**files, start + ACTION_PATH: titled("First")})
    return made


def titled(title: str, more: str = "", ref: str = "1.1") -> str:
    """The text of an action, to be known by its title."""
    return f'ref: "{ref}"\ntitle: {title}\n{more}'


def _poured(commits: Iterable[tuple[str, Mapping[str, str]]], *, begun: bool) -> Iterator[bytes]:
    for number, (day, files) in enumerate(commits):
        noon = datetime.fromisoformat(f"{day}T12:00:00+00:00")
        yield b"commit refs/heads/main\n"
        yield f"committer {PERSON} <person@example.org> {noon.timestamp():.0f} +0000\n".encode()
        yield _data(f"Number {number}")
        if begun and number == 0:
            yield b"from refs/heads/main^0\n"
        for path, text in files.items():
            yield f"M 100644 inline {path}\n".encode() + _data(text)


def _data(text: str) -> bytes:
    raw = text.encode()
    return b"data %d\n%b\n" % (len(raw), raw)


def clone(of: Repo, root: Path, *words: str) -> Repo:
    """A clone in another folder, over the protocol that --depth and --filter need."""
    address = of.root.resolve().as_uri()
    run_git(of.root, "clone", "--quiet", *words, address, str(root.resolve()))
    return Repo(root)


def signed(day: date | str, by: str = PERSON) -> Mapping[str, str]:
    """Surroundings in which git writes down this day, or this very time, and this person."""
    when = str(day) if "T" in str(day) else f"{day}T12:00:00+00:00"
    return {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", by), ("EMAIL", "person@example.org"), ("DATE", when))
    }


def run_git(
    root: Path, *words: str, env: Mapping[str, str] | None = None, said: bytes = b""
) -> str:
    """What git says to these words in a folder, without the line end."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(  # noqa: S603 - words of our own
        ["git", *words],  # noqa: S607 - the git of this machine
        cwd=root,
        env={**ours, **UNCONFIGURED, **(env or {})},
        input=said,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, f"git {' '.join(words)}: {os.fsdecode(done.stderr)}"
    return os.fsdecode(done.stdout).rstrip("\n")
