"""Git: the history of the plan folder, and the setting of its merge driver, by the git program.

Only commands that read the object store: nothing is checked out, nothing is written, nothing is
fetched, and no program that the settings of a repository name is run. The repository is that of
the working tree: what lies in the plan's own files and looks like one is refused. History is that
of the first parents: what was made on a branch came into the plan when it was merged.
The merge driver is the one thing that planctl writes into git's own settings of a repository.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from planctl.model.problem import Trouble

# What a hook of another repository may have set, and what would have git read our words otherwise.
_DROPPED_VARIABLES: Final = frozenset(
    (
        "GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_ATTR_SOURCE GIT_COMMON_DIR GIT_CONFIG GIT_DIR "
        "GIT_EXTERNAL_DIFF GIT_GLOB_PATHSPECS GIT_GRAFT_FILE GIT_ICASE_PATHSPECS "
        "GIT_IMPLICIT_WORK_TREE GIT_INDEX_FILE GIT_INTERNAL_SUPER_PREFIX GIT_LITERAL_PATHSPECS "
        "GIT_NAMESPACE GIT_NOGLOB_PATHSPECS GIT_OBJECT_DIRECTORY GIT_PREFIX "
        "GIT_REPLACE_REF_BASE GIT_SHALLOW_FILE GIT_WORK_TREE"
    ).split()
)
# Git 2.44 and later fetch nothing of a partial clone when told so; older ones when no way is open.
_OUR_VARIABLES: Final[Mapping[str, str]] = {
    "LC_ALL": "C",
    "LANGUAGE": "C",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",  # which stand in for others in this clone alone
    "GIT_OPTIONAL_LOCKS": "0",
}
# What the settings of a repository may not say: that a program is to run, and where the repository
# is. Git 2.38 and later take none without .git around its name; for older ones see _refuse_bare.
_SETTINGS: Final = (
    "--no-pager",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "safe.bareRepository=explicit"),
)
_COMMIT_FORMAT: Final = "--format=%P%x00%cI%x00%an%x00%s"
_PAGE: Final = 1_000  # commits asked for at a time
_NO_DAY: Final = date(1970, 1, 1)  # which git too says of a time that it cannot read
_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
UNSHALLOW: Final = "git fetch --unshallow; in CI, check out with fetch-depth: 0"
_TOO_OLD: Final = ("this git is too old to read the history with", "install git 2.15 or later")
_BARE: Final = (
    "the plan lies inside the folder that git keeps for itself",
    "work in a clone of the repository",
)
_DAMAGED: Final = (
    "a part of the history is missing or damaged in this clone",
    "clone the repository again, whole (without --filter); git fsck says what is wrong here",
)
# What git says when it will not answer, and what we say then; the first that fits.
_REASONS: Final = (
    ("(?i)unknown option", _TOO_OLD),
    (
        "tell me who you are|empty ident|auto-detect email",
        (
            "git does not know who you are",
            'git config --global user.name "Your Name", and user.email likewise',
        ),
    ),
    (
        "not a git repository: ",
        (
            "the repository that this folder belongs to is not where it was",
            "move it back, or clone the repository again",
        ),
    ),
    (
        "not a git repository|inside a git repository",
        ("the plan is not in a git repository", "git init makes one"),
    ),
    ("safe.bareRepository", _BARE),
    ("bad revision 'HEAD'", ("nothing has been committed yet", "commit the plan first")),
    ("promisor remote|corrupt|bad object|unable to|[Cc]ould not read", _DAMAGED),
)


ATTRIBUTE: Final = "plan/**/*.yaml merge=planctl"
_VARIABLES: Final = {
    "merge.planctl.name": "plan files by what they mean",
    "merge.planctl.driver": "planctl merge-driver %O %A %B %P %L",
}


class GitFault(Trouble):
    """Why the history of a plan cannot be read."""


class NoSuchRevision(GitFault):
    """That git knows nothing by the name that somebody gave."""


class Commit(NamedTuple):
    """A commit: its id, its day where it was made, who made it, and where it has the plan."""

    id: str
    day: date  # that it counts as of: its own, or a later one of a commit before it
    author: str
    subject: str
    folder: str  # of the plan, from the top of the repository; empty for the top itself
    parent: str  # the id of the commit before it; empty for the first of all
    written_day: date  # the day that it says it was made on


class Repository(NamedTuple):
    """The git repository that a plan folder lies in."""

    root: Path  # the plan folder
    folder: str  # the same, from the top of the repository
    is_shallow: bool

    @property
    def top(self) -> Path:
        """The folder that holds the whole repository, by its real path."""
        inside = len(PurePosixPath(self.folder).parts)
        return Path(*self.root.resolve().parts[: -inside or None])


def repository(root: Path) -> Repository:
    """The repository of a plan folder; raises GitFault where there is none, or none to trust."""
    _refuse_bare(root)
    asked = ("--is-shallow-repository", "--is-inside-work-tree", "--show-prefix")
    shallow, inside, folder, *_ = [*git(root, "rev-parse", *asked).split("\n", 2), "", ""]
    if shallow not in {"true", "false"}:  # it gives back the question that it does not know
        raise GitFault(*_TOO_OLD)
    if inside != "true":
        raise GitFault(*_BARE)
    return Repository(root, folder.removesuffix("\n").rstrip("/"), shallow == "true")


def list_commits(of: Repository, start: str, folder: str) -> Iterator[Commit]:
    """The commits that changed a folder, the newest first, back from a commit."""
    where = f":(top,literal){folder}" if folder else ":(top)"
    words = (
        "rev-list",
        "--first-parent",
        f"--max-count={_PAGE}",
        "--encoding=UTF-8",
        _COMMIT_FORMAT,
    )
    while start:
        output = git(of.root, *words, start, "--", where)
        page = list(_parse_commits(output, folder))
        yield from page
        start = page[-1].parent if len(page) == _PAGE else ""


def date_in_order(line: Sequence[Commit]) -> tuple[Commit, ...]:
    """Commits of one line, the newest first, each of the latest day of itself and those before it.

    A commit comes after its parent, whatever day its maker gave it. So the plan of a day is the
    parent of the oldest commit of a later day, and no commit can be dated back to before that.
    """
    days = accumulate((commit.day for commit in reversed(line)), max)
    dated_commits = [
        c if c.day == day else c._replace(day=day) for c, day in zip(line[::-1], days, strict=True)
    ]
    return tuple(reversed(dated_commits))


def commit_named(of: Repository, revision: str) -> Commit:
    """The commit that a revision names as git does: HEAD~3, a tag, a branch, an id."""
    commit_id = ""
    if revision and not revision.startswith("-") and ".." not in revision and "\0" not in revision:
        words = ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        commit_id = _run_git(of.root, *words).stdout.decode("ascii", "replace").strip()
    if not re.fullmatch("[0-9a-f]{40,64}", commit_id):
        raise _unknown_revision(of, revision)
    output = git(
        of.root, "rev-list", "--max-count=1", "--encoding=UTF-8", _COMMIT_FORMAT, commit_id
    )
    return next(_parse_commits(output, of.folder))


def tag_names(of: Repository) -> list[str]:
    """The names of the tags, the newest first."""
    words = ("for-each-ref", "--sort=-creatordate", "--format=%(refname)", "refs/tags")
    return git(of.root, *words).split()


def former_plan_folder(of: Repository, commit: Commit) -> str | None:
    """The folder that the plan was in before the commit that put it where it is; none: no other."""
    if not commit.parent:
        return None
    words = ("diff-tree", "-r", "-z", "-M", "--no-ext-diff", "--name-status", "--diff-filter=R")
    fields = git(of.root, *words, commit.parent, commit.id).split("\0")
    inside = f"{commit.folder}/" if commit.folder else ""
    folders: Counter[str] = Counter()
    for old, new in zip(fields[1::3], fields[2::3], strict=False):
        rest = new.removeprefix(inside)
        if new.startswith(inside) and f"/{old}".endswith(f"/{rest}"):
            folders[old.removesuffix(rest).rstrip("/")] += 1
    return folders.most_common(1)[0][0] if folders else None


def file_at_revision(of: Repository, revision: str, file: Path) -> bytes | None:
    """A file of the repository as a revision has it, wherever it lies; none where it has none."""
    name = Path(os.path.relpath(file.resolve(), of.root.resolve())).as_posix()
    result = _run_git(of.root, "cat-file", "blob", f"{revision}:./{name}")
    return None if result.returncode else result.stdout


def ever_had_line(of: Repository, pattern: str) -> bool:
    """Whether any commit added a line like this to a YAML file, or took one out."""
    plain = ("--no-textconv", "--no-ext-diff", "--no-show-signature", "--format=%H")
    words = ("log", "-1", *plain, f"-G{pattern}", "--", ":(top,glob)**/*.yaml")
    return bool(git(of.root, *words).strip())


def files_ending_in(of: Repository, ending: str, revision: str = "") -> list[Path]:
    """The files of the whole repository whose names end so: that git keeps, or of a revision."""
    of_revision = ("ls-tree", "-r", "-z", "--name-only", "--full-tree", revision)
    current = ("ls-files", "-z", "--full-name", "--", f":(top,glob)**/*{ending}")
    names = git(of.root, *(of_revision if revision else current)).split("\0")
    return [of.top / name for name in names if name.endswith(ending)]


def git(root: Path, *words: str) -> str:
    """What git says to these words; raises GitFault with the reason when it will not answer."""
    result = _run_git(root, *words)
    if result.returncode:
        raise _explain_failure(result.stderr.decode("utf-8", "replace"), root)
    return decode_name(result.stdout)


def git_command(root: Path, *words: str) -> list[str]:
    """The words by which git is started in a folder; raises GitFault where there is no git."""
    program = find_program("git", os.get_exec_path())
    if program is None:
        raise no_git_fault()
    return [program, *_SETTINGS, "-C", str(root), *words]


def find_program(
    name: str, folders: Iterable[str], ending: str = ".exe" if os.name == "nt" else ""
) -> str | None:
    """The full path of a program in these folders; none where it is in none of them.

    The folder that one stands in is never looked into, where a plan of somebody else may be:
    Windows looks there first, and others where the list of folders says so.
    """
    for place in (Path(folder.strip('"')) / f"{name}{ending}" for folder in folders):
        if place.is_absolute() and place.is_file() and os.access(place, os.X_OK):
            return str(place)
    return None


def decode_name(raw: bytes) -> str:
    """A name as git holds it, made as Python makes the names of files: any bytes can be one."""
    return raw.decode(sys.getfilesystemencoding(), "surrogateescape")


def git_environment() -> Mapping[str, str]:
    """The surroundings that git runs in: our own repository, plain English, nothing written."""
    return {
        **{k: v for k, v in os.environ.items() if k not in _DROPPED_VARIABLES},
        **_OUR_VARIABLES,
    }


def no_git_fault() -> GitFault:
    """That git itself is missing."""
    return GitFault("git is not installed, or cannot be found", "install it from git-scm.com")


def damaged_fault() -> GitFault:
    """That the repository does not have all that its history needs."""
    return GitFault(*_DAMAGED)


def _run_git(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - words of our own; names never begin with a hyphen
            git_command(root, *words),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=git_environment(),
        )
    except OSError:
        raise no_git_fault() from None


def _refuse_bare(root: Path) -> None:
    """Raise GitFault where git would take a folder of the working tree for the repository.

    Git goes up from the plan, and takes the first folder that holds .git, or that looks like one
    itself. A change that adds HEAD, objects and refs to the plan would bring a past of its own.
    """
    here = Path(os.path.realpath(root))
    for folder in (here, *here.parents):
        if _is_repository(folder / ".git") or (folder / ".git").is_file():
            return
        if _is_repository(folder):
            break
    else:
        return
    if any((above / ".git").exists() for above in (folder, *folder.parents)):
        raise GitFault(
            f"{folder.name} holds files that git keeps for itself, which hide the true history",
            "no plan needs HEAD, objects and refs: see who put them there, and delete them",
        )
    raise GitFault(*_BARE)


def _is_repository(folder: Path) -> bool:
    """Whether a folder looks like what git keeps for itself."""
    has_objects = (folder / "objects").is_dir() or (folder / "commondir").exists()
    return has_objects and os.path.lexists(folder / "HEAD")


def _parse_commits(text: str, folder: str) -> Iterator[Commit]:
    lines = iter(text.split("\n"))
    for name, line in zip(lines, lines, strict=False):  # the last line is empty, and alone
        parents, written_day, author, subject = line.split("\0")
        day, parent = _commit_day(written_day), parents.partition(" ")[0]
        words = (_visible_text(author), _visible_text(subject))
        yield Commit(name.removeprefix("commit "), day, *words, folder, parent, day)


def _visible_text(text: str) -> str:
    """A line that somebody wrote into a commit, without what is no text or cannot be seen."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _commit_day(when: str) -> date:
    try:
        return date.fromisoformat(when[:10])
    except ValueError:
        return _NO_DAY


def _explain_failure(message: str, root: Path) -> GitFault:
    """Why git would not answer, in our words."""
    if re.search("dubious ownership|unsafe repository", message):
        match = re.search("safe.directory (.+)", message)
        folder = match[1] if match else root.as_posix()
        return GitFault(
            "git does not read this repository, because its folder belongs to another user",
            f"if you trust it: git config --global --add safe.directory {folder}",
        )
    for pattern, fault_words in _REASONS:
        if re.search(pattern, message):
            return GitFault(*fault_words)
    last = message.strip().rpartition("\n")[2].removeprefix("fatal: ")
    return GitFault(f"git could not read the history: {last}", "see what git status says")


def _unknown_revision(of: Repository, revision: str) -> GitFault:
    hint = "name a commit, a tag or a branch, or a day such as 14 Feb 2024"
    if of.is_shallow:
        hint += f"; this clone is shallow, so it may be in the rest: {UNSHALLOW}"
    return NoSuchRevision(f"git knows no revision “{revision}” here", hint)


def set_up_merge_driver(root: Path) -> None:
    """Have git merge plan files with planctl, in this clone; raises load.git.GitFault."""
    for name, value in _VARIABLES.items():
        git(root, "config", "--local", name, value)


def commit_files(root: Path, paths: Sequence[str], message: str) -> None:
    """Commit files, in the repository around a folder or in a new one there; raises GitFault."""
    try:
        repository(root)
    except GitFault:
        git(root, "init", "--quiet")
        git(root, "symbolic-ref", "HEAD", "refs/heads/main")
    git(root, "add", "--", *paths)
    git(root, "commit", "--quiet", "--message", message, "--", *paths)
