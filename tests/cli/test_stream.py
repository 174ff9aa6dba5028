"""Streams that are full or closed, or whose reader has gone: a sentence at most, and no trace."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import Final

import pytest

import sheets
from make import ACTION_PATH, PATIENCE, put, small_plan
from planctl.cli.app import COMMANDS
from planctl.render.problem import PROBLEM_FORMATS
from repo import UNCONFIGURED, planned
from running import planctl

pytestmark = pytest.mark.slow

SOUND: Final = 'ref: "1.1"\ntitle: First\n'
FULL: Final = Path("/dev/full")
SAID: Final = (
    "planctl: the result could not be printed: No space left on device\n"
    "  hint: make room where it goes, or send it to another place\n"
)
NO_BUFFER: Final = {"PYTHONUNBUFFERED": "1"}
needs_full: Final = pytest.mark.skipif(not FULL.exists(), reason="this system has no full device")
with_and_without_buffer: Final = pytest.mark.parametrize(
    "env", [{}, NO_BUFFER], ids=["buffer", "no buffer"]
)

MEASURE: Final = """\
id: visits
title: Visits judged good
unit: "%"
better: higher
baseline: {value: 60, on: 2023-12-31}
"""
# Every command that prints, in every form that it has.
PRINTING: Final = (
    *("--version", "--help", "check --help", "measure --help", "measure list --help"),
    "init new --title Ours --organisation Us --host none",
    *(f"check --format {form}" for form in PROBLEM_FORMATS),
    "baseline known.json",
    *(f"status --format {form}" for form in ("text", "json", "github-summary")),
    *("show 1.1", "show 1.1 --format json", "show 1.1 --history"),
    *("list", "list --format json", "list --format csv", "mine AD", "mine AD --format json"),
    *("search first", "search first --format json"),
    "dashboard --out page.html",
    *(f"report --out - --format {form}" for form in ("html", "md", "docx", "pdf")),
    "report --out pack --format md",
    *("agenda", "agenda --format json"),
    *("chase", "chase --format json", "chase --format eml --out mail"),
    *("diff HEAD", "diff HEAD --format json"),
    *("update 1.1 --progress Begun", "update 1.1 --progress Begun --dry-run"),
    *("meeting --challenge Why", "meeting --challenge Why --dry-run"),
    "sheet --lead AD --out forms",
    "sheet read form.xlsx",
    "set 1.1 title Second",
    *("new 1 Third", "add role DCS Director", "remove action 1.1 --yes --as-at 2024-02-10"),
    "split 1.1 --title Second --dry-run",
    "move 1.1 1 --as 1.3",
    "rename 1.1 1.3",
    "undo",
    *("fmt", "fmt --check"),
    *("measure list", "measure list --format json"),
    *("measure show visits", "measure show visits --format json"),
    *("measure record visits 61 --on 2024-02-01", "measure load figures.csv"),
    *("coverage", "coverage --format json"),
    *("evidence lock", "evidence pack proof"),
    *(f"export --out - --format {form}" for form in ("json", "ics", "xlsx", "sqlite")),
    *("export --format csv --out tables", "export --append set"),
    *("import paper.csv --into a/plan", "import paper.csv --into a/plan --format json"),
    *("explain", "explain T301"),
    *("schema", "schema --check"),
    "doctor",
    "completion bash",
)
SILENT: Final = {"merge-driver"}  # git reads the file that it writes


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a plan, a form that came back, figures, and somebody's paper."""
    made = planned(tmp_path_factory.mktemp("template"))
    action = f"{SOUND}leads: [AD]\ntimescale: 31 Mar 2024\nimpact_measures: [{{measure: visits}}]\n"
    files = {f"plan/{ACTION_PATH}": action, "plan/measures/visits.yaml": MEASURE}
    made.commit("2024-02-02", files=files)
    sheets.fill(sheets.made(made.root / "plan", "xlsx"), {("1.1", "Status"): "in progress"})
    planctl("set", "plan", "version", "2", cwd=made.root)
    paper = {"paper.csv": "Ref,Action,Lead\n1,Do this now,AD\n"}
    return put(made.root, {**paper, "figures.csv": "measure,day,value\nvisits,31 Jan 2024,61%\n"})


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Path:
    """A copy of it, for a command to write in."""
    return Path(shutil.copytree(template, tmp_path / "desk"))


def test_every_command_that_prints_is_tried_here() -> None:
    spoken = {
        f"{name} {part}".strip()
        for name, parts in COMMANDS.items()
        for part in ("role",) * (name == "add") or parts or ("",)  # one function adds every kind
    }
    tried = {name for name in spoken for line in PRINTING if f"{line} ".startswith(f"{name} ")}
    assert spoken - tried == SILENT


@needs_full
@pytest.mark.parametrize("line", PRINTING)
def test_a_full_disk_is_said_in_a_sentence(line: str, desk: Path) -> None:
    env = {**UNCONFIGURED, "PLANCTL_AS_AT": "2024-03-13"}
    with TextIOWrapper(FULL.open("wb"), "utf-8") as full:
        ran = planctl(*shlex.split(line), cwd=desk, env=env, stdout=full)
        full.flush()  # as Python does at its end, with what is left
    assert (ran.code, ran.err.endswith(SAID), ran.err.count("hint")) == (2, True, 1), ran.err


def shell(line: str, cwd: Path, env: Mapping[str, str]) -> tuple[int, str, str]:
    """Run a line of a shell that has its own environment, in which `planctl` is our program."""
    program = f"{shlex.quote(sys.executable)} -m planctl"
    done = subprocess.run(  # noqa: S602 - our own line
        line.replace("planctl", program, 1),
        shell=True,
        cwd=cwd,
        env={"HOME": str(cwd), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", **env},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    return done.returncode, done.stdout, done.stderr


@needs_full
@with_and_without_buffer
@pytest.mark.parametrize("line", ["planctl --version", "planctl --help", "planctl explain"])
def test_a_process_says_that_the_disk_is_full(
    line: str, env: Mapping[str, str], tmp_path: Path
) -> None:
    assert shell(f"{line} > /dev/full", tmp_path, env) == (2, "", SAID)


@needs_full
def test_a_shell_that_asks_for_words_is_told_that_the_disk_is_full(tmp_path: Path) -> None:
    env = {"_PLANCTL_COMPLETE": "bash"}
    assert shell("planctl > /dev/full", tmp_path, env) == (2, "", SAID)


@with_and_without_buffer
def test_a_disk_that_is_full_half_way_is_said_too(env: Mapping[str, str], tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", SOUND)
    line = "ulimit -f 1; planctl explain > part; code=$?; wc -c < part; exit $code"
    code, out, err = shell(line, tmp_path, env)
    assert (code, int(out) % 512) == (2, 0)
    assert err.startswith("planctl: the result could not be printed: File too large\n")


@needs_full
@pytest.mark.parametrize("line", ["check --plan nowhere", "", "--help > /dev/full"])
def test_when_nobody_can_be_told_the_exit_code_still_says_it(line: str, tmp_path: Path) -> None:
    assert shell(f"planctl {line} 2> /dev/full", tmp_path, {}) == (2, "", "")


@with_and_without_buffer
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_is_no_trouble(
    closed: str, env: Mapping[str, str], tmp_path: Path
) -> None:
    small_plan(tmp_path / "plan", SOUND)
    code, _, err = shell(f"planctl check --as-at 2024-03-13 {closed}", tmp_path, env)
    assert (code, err) == (0, "")


@with_and_without_buffer
@pytest.mark.parametrize("line", ["planctl --version", "planctl --help", "planctl explain"])
def test_a_reader_that_has_gone_is_no_trouble(
    line: str, env: Mapping[str, str], tmp_path: Path
) -> None:
    lines = f"{{ {line}; echo $? >&2; }} | true"
    assert shell(lines, tmp_path, env) == (0, "", "0\n")


def test_a_bug_prints_its_trace_where_no_file_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_plan(tmp_path / "plan", SOUND)

    def fail(*_words: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("planctl.workspace.plan.open_workspace", fail)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    ran = planctl("check", cwd=tmp_path)
    first, *lines = ran.err.splitlines()
    assert ran.code == 3
    assert first == "planctl: this is a bug in planctl, sorry. The trace is in these lines:"
    assert lines[-2:] == ["ZeroDivisionError", ""]
