"""Starting is most of what a person feels: nothing is loaded before it is needed."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from make import OUR_PLAN, small_plan
from planctl import __version__
from repo import planned
from running import packages_loaded, planctl, process

pytestmark = pytest.mark.slow

PAPERS = {"openpyxl", "xlsxwriter", "pyarrow", "docx", "typst", "resvg_py"}
HEAVY = {
    *("typer", "pydantic", "jinja2", "yaml", "ruamel.yaml", "rich", "icalendar"),
    "planctl.load.git",
    *PAPERS,
}


def _loaded(*words: str) -> set[str]:
    """The heavy packages that a run with these words loads."""
    return packages_loaded(HEAVY, *words, cwd=OUR_PLAN)


@pytest.mark.parametrize(
    ("word", "most"), [("--version", 12), ("chek", 20), ("--help", 76), ("check", 110)]
)
def test_a_run_loads_no_more_modules_of_ours_than_it_needs(word: str, most: int) -> None:
    code = (
        "import atexit, sys\n"
        f"sys.argv = ['planctl', {word!r}]\n"
        "ours = lambda: [name for name in sys.modules if name.startswith('planctl')]\n"
        "atexit.register(lambda: print(len(ours()), file=sys.stderr))\n"
        "from planctl.__main__ import main\n"
        "main()\n"
    )
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, cwd=OUR_PLAN, capture_output=True, check=False)  # noqa: S603 - our own program
    assert int(done.stderr.split()[-1]) <= most


def test_the_version_is_answered_before_anything_is_loaded() -> None:
    assert _loaded("--version") == set()


def test_help_is_printed_without_a_model_of_a_plan() -> None:
    assert _loaded("--help") == {"typer"}


def test_a_check_loads_neither_what_draws_nor_what_prints_packs() -> None:
    assert _loaded("check") == {"typer", "pydantic", "yaml", "planctl.load.git"}


def test_a_check_builds_no_model_of_what_the_plan_has_not(tmp_path: Path) -> None:
    plan = small_plan(tmp_path, 'ref: "1.1"\ntitle: First\n')
    code = (
        "import atexit, sys\n"
        f"sys.argv = ['planctl', 'check', '--plan', {str(plan)!r}]\n"
        "def tell():\n"
        "    from planctl.model import governance, policy\n"
        "    models = [governance.Overall, governance.Board, policy.Policy, policy.OverallRules]\n"
        "    built = [model.__name__ for model in models if model.__pydantic_complete__]\n"
        "    needless = {'planctl.model.measure', 'planctl.workspace.past', 'planctl.load.git'}\n"
        "    print(built, needless & sys.modules.keys(), file=sys.stderr)\n"
        "atexit.register(tell)\n"
        "from planctl.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)  # noqa: S603 - our own program
    assert done.stdout
    assert done.stderr.decode().splitlines() == ["[] set()"]


def test_a_pack_is_printed_without_what_draws() -> None:
    assert "rich" not in _loaded("report", "-o", "-", "--format", "md")


@pytest.mark.parametrize("command", ["show", "status", "agenda", "chase", "export"])
def test_json_is_printed_without_what_draws_and_only_first_promises_need_git(command: str) -> None:
    of = ("1.2",) if command == "show" else ()
    loaded = _loaded(command, *of, "--format", "json", "--as-at", "2024-03-13")
    assert loaded == {"typer", "pydantic", "yaml", "planctl.load.git"}


def test_a_comparison_is_printed_for_programs_without_what_draws(tmp_path: Path) -> None:
    plan = str(planned(tmp_path).root / "plan")
    loaded = _loaded("diff", "HEAD", "--format", "json", "--plan", plan)
    assert loaded == {"typer", "pydantic", "yaml", "planctl.load.git"}


def test_the_version_is_that_of_the_package(tmp_path: Path) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", __version__)
    assert process("--version", cwd=tmp_path) == (0, f"planctl {__version__}\n", "")


def test_the_version_may_stand_before_a_command(tmp_path: Path) -> None:
    small_plan(tmp_path)
    assert planctl("--version", "check", cwd=tmp_path) == (0, f"planctl {__version__}\n", "")


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_is_a_result(flag: str) -> None:
    ran = planctl(flag)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: planctl")


def test_no_module_of_the_folder_that_one_stands_in_is_loaded(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan")
    for name in ("typer", "pydantic", "yaml", "filelock"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('it was run')\n")
    assert process("check", cwd=tmp_path).err == ""
