"""Running what a code host runs: in a repository with our plan, with little of this machine."""

import os
import shutil
import site
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from make import PATIENCE, PROJECT
from repo import UNCONFIGURED, Repo, repo

BIN: Final = str(Path(sys.executable).parent)
HOSTS: Final = ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY")
# Install without a package index: what is built and needed comes from where the tests run.
OFFLINE: Final[Mapping[str, str]] = {
    "PYTHONPATH": os.pathsep.join(site.getsitepackages()),
    "PIP_NO_INDEX": "1",
    "PIP_NO_DEPS": "1",
    "PIP_NO_BUILD_ISOLATION": "0",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}
# What an installation of planctl is made of.
SOURCES: Final = (
    *("src", "templates", "man", ".github", "action.yml", ".pre-commit-hooks.yaml"),
    *("pyproject.toml", "README.md", "LICENSE"),
)


def plan_repo(root: Path) -> Repo:
    """A repository with our plan, whose actions are overdue by now."""
    shutil.copytree(PROJECT / "plan", root / "plan")
    shutil.copytree(PROJECT / "schema", root / "schema")
    made = repo(root)
    made.commit("2024-02-01", "The plan")
    return made


def clone_of_ours(root: Path) -> Repo:
    """A repository with planctl as it stands here."""
    without = shutil.ignore_patterns("__pycache__")
    for name in SOURCES:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=without)
        else:
            root.mkdir(exist_ok=True)
            shutil.copy(source, root / name)
    made = repo(root)
    made.commit("2024-02-01", "planctl")
    return made


def run(
    made: Repo,
    words: Sequence[str],
    env: Mapping[str, str] | None = None,
    *,
    places: Sequence[str] = (BIN,),
) -> tuple[int, str]:
    """How a command ends in a repository, with planctl on the path, and what it says."""
    ours = {name: value for name, value in os.environ.items() if name not in HOSTS}
    home = {"HOME": str(made.root.parent), "PRE_COMMIT_HOME": str(made.root.parent / "hooks")}
    path = os.pathsep.join((*places, os.defpath if not places else os.environ["PATH"]))
    done = subprocess.run(  # noqa: S603 - lines of our own
        words,
        cwd=made.root,
        env={**ours, **UNCONFIGURED, **home, "PATH": path, **(env or {})},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    return done.returncode, done.stdout + done.stderr
