"""Reading history writes nothing: no file of a repository changes, in .git or beside it."""

import hashlib
from pathlib import Path

import pytest

from make import ACTION_PATH, put
from repo import UNCONFIGURED, planned, titled
from running import planctl

AS_AT = ("--as-at", "2024-03-13")


@pytest.mark.parametrize(
    "words",
    [
        ("diff",),
        ("diff", "1 Feb 2024"),
        ("diff", "HEAD~1", "HEAD"),
        ("diff", "no-such"),
        ("show", "1.1", "--history"),
        ("check", "--since", "last-board"),
        ("report", "--format", "md", "--out", "-"),
    ],
)
def test_nothing_is_written_in_the_repository(tmp_path: Path, words: tuple[str, ...]) -> None:
    made = planned(tmp_path)
    made.move("2024-02-10", "plan", "new")
    made.move("2024-02-11", "new", "plan")
    made.commit("2024-03-01", files={f"plan/{ACTION_PATH}": titled("Second")})
    made.git("config", "core.fsmonitor", "touch ran")
    put(made.root, {f"plan/{ACTION_PATH}": titled("Not committed")})
    before = _everything(made.root)
    assert planctl(*words, *AS_AT, cwd=made.root, env=UNCONFIGURED).code < 3
    assert _everything(made.root) == before


def _everything(root: Path) -> dict[str, tuple[int, str]]:
    """When each file and folder of a repository was written, and a digest of each file."""
    return {
        str(path): (
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in root.rglob("*")
    }
