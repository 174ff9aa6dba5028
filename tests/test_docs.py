"""What the project says of itself is so: help, README, rules and schemas."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

import demo
import manual
from make import OUR_PLAN, PROJECT, action, put
from planctl.cli.app import COMMANDS, command_function
from planctl.model.action import EvidenceKind
from planctl.model.problem import Rule
from planctl.workspace.plan import ALL_RULES
from repo import repo
from running import Ran, planctl

pytestmark = pytest.mark.slow

COMMANDS_PAGE: Final = PROJECT / "docs/reference/commands.md"
README: Final = (PROJECT / "README.md").read_text("utf-8")
TARGETS: Final = re.findall(
    r"^([a-z-]+):.*##", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE
)
SPOKEN: Final = manual.SPOKEN
EXAMPLE: Final = re.compile(r"^ *Example: (planctl .+(?:\n +\S.*)*)$", re.MULTILINE)
PROBLEMS: Final = {"check": 1}  # our plan has overdue actions, which the check is to say
# What these bring with them, or how many files they looked at, is said beside the result.
TELLING: Final = frozenset(
    {"add", "update", "set", "new", "move", "rename", "fmt", "sheet", "undo"}
)


def _shell_lines(text: str) -> list[str]:
    """The lines of the ```sh blocks of a Markdown text, comments and blanks left out."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def half_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that has the demonstration in it, as the project has after `make demo`."""
    desk = tmp_path_factory.mktemp("desk")
    for _step in demo.made(desk / "demo"):
        pass
    return desk


def _desk(root: Path) -> Path:
    """A repository with a copy of the project's plan."""
    made = repo(root)
    for name in ("plan", "schema", "templates", "docs"):
        shutil.copytree(PROJECT / name, root / name)
    made.commit("2024-01-10", "The plan")
    put(root, {"figures.csv": "measure,day,value\nvisits-good,31 Jan 2024,61%\n"})
    put(root, {"sheets/update-sm-qa.xlsx": _form()})
    put(root, {f"{side}.yaml": "AD: Director\n" for side in ("base", "ours", "theirs")})
    return root


@cache
def _form() -> bytes:
    """A form that came back, with nothing in it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "form.xlsx"
        words = ("--lead", "SM QA", "--out", file, "--as-at", "2024-03-13", "--plan", OUR_PLAN)
        assert planctl("sheet", *words).code == 0
        return file.read_bytes()


def _run(line: str, desk: Path) -> Ran:
    """Run a line that begins with planctl, in a folder."""
    words = shlex.split(line.partition(" > ")[0], comments=True)[1:]
    ran = planctl(*words, cwd=desk, env={"PLANCTL_AS_AT": "2024-03-13"})
    assert ran.code == PROBLEMS.get(words[0], 0), ran.err
    return ran


def _help(command: str) -> str:
    ran = planctl(*command.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def _function(command: str) -> Callable[..., object]:
    return command_function(*command.split())


def test_help_says_what_planctl_is_for() -> None:
    assert "An improvement plan as code" in planctl("--help").out


def test_help_lists_every_command() -> None:
    listed = re.findall(
        r"^  ([a-z-]+) {2,}\S", planctl("--help").out.partition("Commands:")[2], re.MULTILINE
    )
    single = [name for name, parts in COMMANDS.items() if not parts]
    assert listed == [*single, *(name for name in COMMANDS if name not in single)]


@pytest.mark.parametrize("words", ["", *(name for name, parts in COMMANDS.items() if parts)])
def test_no_line_of_a_list_of_commands_is_cut_short(words: str) -> None:
    ran = planctl(*words.split(), "--help", env={"COLUMNS": "80"})
    listed = ran.out.partition("Commands:")[2]
    assert listed
    assert "..." not in listed
    assert not re.search(r"[.,:;]$", listed.strip(), re.MULTILINE)
    assert max(map(len, listed.splitlines())) <= 80


@pytest.mark.parametrize("group", [name for name, parts in COMMANDS.items() if parts])
def test_the_help_of_a_group_lists_each_of_its_commands(group: str) -> None:
    listed = re.findall(r"^  ([a-z]+) {2,}\S", _help(group).partition("Commands:")[2], re.MULTILINE)
    assert listed == [part for part in COMMANDS[group] if part]


@pytest.mark.parametrize("command", SPOKEN)
def test_a_command_has_help_with_examples_of_itself(command: str) -> None:
    examples = EXAMPLE.findall(_help(command))
    assert examples
    assert all(example.startswith(f"planctl {command}") for example in examples)


@pytest.mark.parametrize("command", SPOKEN)
def test_the_help_of_a_command_is_what_its_module_says(command: str) -> None:
    first = (_function(command).__doc__ or "").partition("\n")[0]
    assert first
    assert first in " ".join(_help(command).split())


@pytest.mark.parametrize("command", SPOKEN)
def test_every_flag_is_explained(command: str) -> None:
    options = _help(command).partition("Options:")[2]
    entries = re.split(r"\n  (?=-)", options)[1:]
    assert entries
    for entry in entries:
        assert len(re.sub(r"<[^>]*>|\[[^]]*\]", "", entry).split()) > 3, entry


@pytest.mark.parametrize("command", SPOKEN)
def test_the_examples_in_the_help_of_a_command_run(command: str, tmp_path: Path) -> None:
    for number, example in enumerate(EXAMPLE.findall(_help(command))):
        desk = _desk(tmp_path / str(number))
        if command == "undo":
            _run("planctl set 1.2 title Another", desk)
        ran = _run(" ".join(example.split()), desk)
        assert ran.told == "" or command.split(maxsplit=1)[0] in TELLING


@pytest.mark.parametrize("command", SPOKEN)
def test_a_command_is_named_in_the_readme(command: str) -> None:
    assert f"`planctl {command}" in README


@pytest.mark.parametrize("command", SPOKEN)
def test_a_command_is_in_the_table_of_all_commands(command: str) -> None:
    table = README.partition("## All commands")[2].partition("## ")[0]
    assert re.search(rf"^\|.*`planctl {command}\b.*\|.*\w.*\|$", table, re.MULTILINE)


def test_every_variable_that_the_program_reads_is_on_the_page_of_commands() -> None:
    sources = "".join(file.read_text("utf-8") for file in (PROJECT / "src").rglob("*.py"))
    named = set(re.findall(r"""["'](PLANCTL_[A-Z_]+)["']""", sources))
    assert named
    listed = COMMANDS_PAGE.read_text("utf-8")
    assert [name for name in sorted(named) if f"| `{name}` |" not in listed] == []


LINES: Final = _shell_lines(README)
[TABLE] = re.findall(r"^```csv\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", manual.PAGES)
def test_a_page_that_is_made_from_the_program_is_what_it_says_today(path: str) -> None:
    assert (PROJECT / path).read_text("utf-8") == manual.page(path), "make docs writes it anew"


@pytest.mark.parametrize("words", ["", "report", "measure record"])
def test_help_before_a_command_is_its_help(words: str) -> None:
    assert planctl("help", *words.split()) == planctl(*words.split(), "--help")


def test_help_of_what_is_no_command_says_what_was_meant() -> None:
    ran = planctl("help", "repor")
    assert (ran.code, ran.out) == (2, "")
    assert "there is no command “repor”" in ran.err


def test_the_page_of_commands_names_each_variable_that_a_flag_hears() -> None:
    heard = set(re.findall(r"env var:\s*([A-Z_]+)", " ".join(_help(each) for each in SPOKEN)))
    assert heard == {"PLANCTL_PLAN", "PLANCTL_AS_AT"}
    assert all(f"| `{name}` |" in COMMANDS_PAGE.read_text("utf-8") for name in heard)


def test_the_readme_shows_how_to_make_a_pack_and_run_the_tests() -> None:
    assert {"make report", "make test"} <= set(LINES)
    assert len([line for line in LINES if line.startswith("planctl ")]) >= 4


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("planctl ")])
def test_a_command_of_the_readme_runs(line: str, tmp_path: Path, half_year: Path) -> None:
    desk = tmp_path / "desk"
    if "demo/" in line:
        shutil.copytree(half_year, desk)  # a command may write, and others are to find it as it was
        put(desk, {"november.csv": TABLE})
    ran = _run(line, desk if "demo/" in line else _desk(desk))
    assert ran.told == "" or line.split()[1] in TELLING
    assert ran.out or "--check" in line


def test_the_commands_of_the_readme_run_one_after_the_other(
    tmp_path: Path, half_year: Path
) -> None:
    desk = _desk(tmp_path)
    shutil.copytree(half_year / "demo", desk / "demo")
    put(desk, {"november.csv": TABLE})
    for line in LINES:
        if line.startswith("planctl "):
            _run(line, desk)


def test_the_readme_makes_the_demonstration_before_it_speaks_of_its_plan() -> None:
    assert LINES.index("make demo") < min(n for n, line in enumerate(LINES) if "demo/" in line)


MADE: Final = (
    "board-pack/a.md",
    "demo/plan/a.yaml",
    "chase/a.eml",
    "sheets/a.xlsx",
    "board.ics",
    "imported/plan/a.yaml",
)


@pytest.mark.parametrize("path", MADE)
def test_what_the_commands_of_the_readme_make_is_ignored_by_git(path: str, tmp_path: Path) -> None:
    made = repo(tmp_path)
    shutil.copy(PROJECT / ".gitignore", tmp_path)
    assert made.git("check-ignore", "--no-index", path) == path


def test_the_spelling_of_what_the_commands_of_the_readme_make_is_not_checked(
    tmp_path: Path,
) -> None:
    slip = "t" + "eh"  # in one piece, this file would not pass
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    put(tmp_path, dict.fromkeys((*MADE, "plan/a.yaml"), slip))
    words = [sys.executable, "-m", "codespell_lib"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False, encoding="utf-8")  # noqa: S603
    assert done.stdout.splitlines() == [f"./plan/a.yaml:1: {slip} ==> the"]


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("make")])
def test_a_target_of_the_readme_is_in_the_makefile(line: str) -> None:
    assert line.split()[1] in TARGETS


def test_the_readme_names_no_target_and_no_command_that_is_not_there() -> None:
    named = re.findall(r"`(make|planctl) ([a-z-]+)(?: ([a-z]+))?", README)
    for program, word, part in named:
        assert word in {"make": TARGETS, "planctl": COMMANDS}[program]
        assert part in COMMANDS.get(word, ()) or not COMMANDS.get(word)


PAPERS: Final = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")])


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_link_to_a_file_leads_to_one(paper: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", paper.read_text("utf-8"))
    files = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in files if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_a_rule_is_explained(rule: Rule) -> None:
    ran = planctl("explain", rule.code)
    assert (ran.code, ran.err) == (0, "")
    title, _, manual = ran.out.partition("\n\n")
    summary = manual.partition("\n\n")[0].strip()
    assert title == f"{rule.code} {rule.name} ({rule.severity})"
    assert re.fullmatch(r"\w[^.]*(\.yaml[^.]*)*\.", summary), "one sentence says what is wrong"
    assert ran.out.endswith(f"\nWhat to do: {rule.hint}\n") == bool(rule.hint)


def test_no_two_rules_share_a_code_or_a_name() -> None:
    names = [name for rule in ALL_RULES for name in (rule.code, rule.name)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[FSRTQP]\d{3}", rule.code) for rule in ALL_RULES)


def test_the_quoted_problem_of_the_readme_is_what_a_check_prints(tmp_path: Path) -> None:
    quoted = re.findall(r"^```text\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert quoted
    shutil.copytree(OUR_PLAN, tmp_path / "plan")
    printed = planctl("check", "--as-at", "2024-03-13", cwd=tmp_path).out
    for block in quoted:
        assert block in printed


def test_the_action_that_the_readme_shows_is_in_the_plan_as_it_stands_there() -> None:
    [shown] = re.findall(r"^```yaml\n(ref: .*?)^```$", README, re.MULTILINE | re.DOTALL)
    [file] = OUR_PLAN.glob("areas/1-*/1.2-*.yaml")
    lines = file.read_text("utf-8").splitlines()
    assert [line for line in shown.splitlines() if line.split("  #")[0].rstrip() not in lines] == []


def test_the_evidence_that_the_readme_shows_can_be_read_and_is_verified() -> None:
    [shown] = re.findall(r"^```yaml\n(evidence:.*?)^```$", README, re.MULTILINE | re.DOTALL)
    read = action(shown)
    assert read.verified
    assert [piece.kind for piece in read.evidence] == [EvidenceKind.QUALITY_ASSURANCE]
