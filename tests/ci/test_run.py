"""What CI runs: the tests in a fresh clone, with little of the environment round it."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from make import PATIENCE, PROJECT, put
from repo import Repo, clone, repo

pytestmark = pytest.mark.slow

MAKE: Final = """\
#!/bin/sh
echo "targets: $*"
echo "folder: $(pwd -P)"
echo "beside: $(ls -m ..)"
echo "text: $(cat a.txt)"
echo "input: $(wc -c | tr -d ' ')"
env | sed 's/^/env: /'
echo "file" > "$TMPDIR/left"
exit "$(cat ending 2>/dev/null || echo 0)"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Repo:
    """A repository that is tested as ours is, where make says how it was run."""
    of = repo(tmp_path / "checkout")
    (of.root / ".ci").mkdir()
    shutil.copy(PROJECT / ".ci/run", of.root / ".ci/run")
    of.commit("2024-02-01", files={"a.txt": "committed\n"})
    put(tmp_path, {"bin/make": MAKE})
    (tmp_path / "bin/make").chmod(0o755)
    (tmp_path / "tmp").mkdir()
    return of


class Outcome(NamedTuple):
    """How a run ended, what make said of itself, the environment that it heard, and the rest."""

    code: int
    said: Mapping[str, str]
    env: Mapping[str, str]
    err: str


def run_ci(of: Repo, env: Mapping[str, str] | None = None) -> Outcome:
    """Run what CI runs in a checkout, from another folder."""
    top = of.root.parent
    path = os.pathsep.join((str(top / "bin"), os.environ["PATH"]))
    ours = {"HOME": str(top), "PATH": path, "TMPDIR": str(top / "tmp")}
    done = subprocess.run(  # noqa: S603 - our own script
        [of.root / ".ci/run"],
        cwd=top,
        env={**ours, **(env or {})},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    lines = [line.split(": ", 1) for line in done.stdout.splitlines()]
    heard = [value.split("=", 1) for name, value in lines if name == "env"]
    return Outcome(done.returncode, dict(lines), dict(heard), done.stderr)


def test_the_tests_run_in_a_clone_with_nothing_beside_it(checkout: Repo, tmp_path: Path) -> None:
    put(tmp_path, {"other/a.txt": "beside the checkout"})
    run = run_ci(checkout)
    assert (run.code, run.err) == (0, "")
    assert {name: run.said[name] for name in ("targets", "beside", "text", "input")} == {
        "targets": "report test coverage",
        "beside": "planctl",
        "text": "committed",
        "input": "0",
    }
    assert not Path(run.said["folder"]).is_relative_to(checkout.root)
    assert run.said["ci"] == f"testing {checkout.id()} in a fresh clone"
    assert [*(tmp_path / "tmp").iterdir()] == []


KEPT: Final = {
    "CI": "true",
    "LANG": "C",
    "PIP_INDEX_URL": "https://example.org/a b",
    "NPM_CONFIG_REGISTRY": "https://example.org",
    "SSL_CERT_FILE": "/a.pem",
    "https_proxy": "http://example.org",
}
LEFT: Final = {
    "PYTHONUNBUFFERED": "1",
    "PYTHONPATH": "/nowhere",
    "GIT_DIR": "/nowhere",
    "MAKEFLAGS": "n",
    "PLANCTL_PLAN": "nowhere",
}


def test_they_hear_only_who_runs_and_what_the_package_tools_need(checkout: Repo) -> None:
    run = run_ci(checkout, {**KEPT, **LEFT})
    assert (run.code, run.err) == (0, "")
    assert {name: run.env[name] for name in KEPT} == KEPT
    of_shell = {"PWD", "OLDPWD", "SHLVL", "_"}
    assert {*run.env} - of_shell == {*KEPT, "HOME", "PATH", "TMPDIR"}


def test_letters_are_those_of_unicode_where_nothing_says_otherwise(checkout: Repo) -> None:
    assert run_ci(checkout).env["LANG"] == "C.UTF-8"


def test_it_ends_as_the_tests_do(checkout: Repo, tmp_path: Path) -> None:
    checkout.commit("2024-02-02", files={"ending": "3\n"})
    assert run_ci(checkout).code == 3
    assert [*(tmp_path / "tmp").iterdir()] == []


def test_what_is_not_committed_is_not_tested_and_that_is_said(checkout: Repo) -> None:
    put(checkout.root, {"a.txt": "changed\n", "b.txt": ""})
    run = run_ci(checkout)
    assert (run.code, run.said["text"]) == (0, "committed")
    assert run.err.splitlines() == [
        "ci: these changes are not committed, so they are NOT tested:",
        " M a.txt",
        "?? b.txt",
    ]


def test_the_commit_that_is_checked_out_is_tested_though_no_branch_has_it(checkout: Repo) -> None:
    checkout.git("checkout", "--quiet", "--detach")
    checkout.commit("2024-02-03", files={"a.txt": "detached\n"})
    assert run_ci(checkout).said["text"] == "detached"


def test_a_shallow_checkout_is_tested_too(checkout: Repo, tmp_path: Path) -> None:
    checkout.commit("2024-02-04", files={"a.txt": "newest\n"})
    shallow = clone(checkout, tmp_path / "shallow", "--depth", "1")
    assert run_ci(shallow).said["text"] == "newest"
