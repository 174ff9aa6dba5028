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

import docx
import openpyxl
import pytest

import manual
from ci_host import BIN
from make import OUR_PLAN, PROJECT, action, put
from planctl.assess.rag_key import PROGRESS_STANDINGS, progress_key
from planctl.cli.app import COMMANDS, brief, command_function
from planctl.load.content import parse_yaml
from planctl.model.action import EvidenceKind
from planctl.model.policy import Policy
from planctl.model.rating import Rating, Standing
from planctl.workspace.install import EXTRAS
from planctl.workspace.plan import all_rules
from repo import repo
from running import Ran, planctl

pytestmark = pytest.mark.slow

COMMANDS_PAGE: Final = PROJECT / "docs/reference/commands.md"
TARGETS: Final = re.findall(
    r"^([a-z-]+):.*##", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE
)
SPOKEN: Final = manual.SPOKEN
EXAMPLE: Final = re.compile(r"^ *Example: (planctl .+(?:\n +\S.*)*)$", re.MULTILINE)
# These leave the plan as it is, so that one run of a line is enough.
READING: Final = frozenset(
    {"status", "list", "mine", "search", "show", "check", "agenda", "chase", "diff", "explain"}
    | {"report", "dashboard", "export", "coverage", "measure", "fmt"}
)
PROBLEMS: Final = {"check": {0, 1}}  # our plan has overdue actions, which the check is to say
# What these bring with them, or how many files they looked at, is said beside the result.
TELLING: Final = frozenset(
    {"add", "update", "set", "new", "move", "remove", "rename", "split", "fmt", "sheet", "undo"}
)


def _shell_lines(text: str) -> list[str]:
    """The lines of the ```sh blocks of a Markdown text, comments and blanks left out."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _commands(text: str) -> list[str]:
    return [line for line in _shell_lines(text) if line.startswith("planctl ")]


README: Final = (PROJECT / "README.md").read_text("utf-8")
# The pages that somebody wrote, by their paths.
GUIDES: Final = {
    path.relative_to(PROJECT).as_posix(): path.read_text("utf-8")
    for path in (PROJECT / "README.md", *sorted(PROJECT.glob("docs/*.md")))
}
[TABLE] = re.findall(r"^```csv\n(.*?)^```$", GUIDES["docs/lead.md"], re.MULTILINE | re.DOTALL)
PLAN_FILES: Final = GUIDES["docs/plan-files.md"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a copy of the project's plan."""
    root = tmp_path_factory.mktemp("desk")
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
    assert ran.code in PROBLEMS.get(words[0], {0}), f"{line}: {ran.err}"
    return ran


@cache
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
    assert listed == [*COMMANDS]


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("Begin a new plan.", "Begin a new plan"),
        ("Take out a role: one that\nno board saw.", "Take out a role"),
        ("Write the plan.md of a plan.\n\nMore.", "Write the plan.md of a plan"),
        ("Give an area, a role or a measure a name", "Give an area, a role or a measure a name"),
        (f"Give a role, {'a' * 40} a name, in every file", f"Give a role, {'a' * 40} a name"),
        ("word " * 20, ("word " * 20)[:62]),
        (None, ""),
    ],
)  # fmt: skip
def test_a_list_of_commands_says_as_much_of_each_as_a_line_holds(
    about: str | None, said: str
) -> None:
    assert brief(about) == said


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


def test_a_command_has_help_with_examples_of_itself() -> None:
    for command in SPOKEN:
        examples = EXAMPLE.findall(_help(command))
        assert examples, command
        assert all(example.startswith(f"planctl {command}") for example in examples), command


def test_the_help_of_a_command_is_what_its_module_says() -> None:
    for command in SPOKEN:
        first = (_function(command).__doc__ or "").partition("\n")[0]
        assert first, command
        assert first in " ".join(_help(command).split()), command


def test_every_flag_is_explained() -> None:
    for command in SPOKEN:
        options = _help(command).partition("Options:")[2]
        entries = re.split(r"\n  (?=-)", options)[1:]
        assert entries, command
        for entry in entries:
            assert len(re.sub(r"<[^>]*>|\[[^]]*\]", "", entry).split()) > 3, entry


@pytest.mark.parametrize("command", SPOKEN)
def test_the_examples_in_the_help_of_a_command_run(
    command: str, desk: Path, tmp_path: Path
) -> None:
    for number, example in enumerate(EXAMPLE.findall(_help(command))):
        root = shutil.copytree(desk, tmp_path / str(number))
        if command == "undo":
            _run("planctl set 1.2 title Another", root)
        ran = _run(" ".join(example.split()), root)
        assert ran.told == "" or command.split(maxsplit=1)[0] in TELLING


def test_a_command_is_named_on_a_page_that_somebody_wrote() -> None:
    for command in SPOKEN:
        assert any(f"planctl {command}" in text for text in GUIDES.values()), command


def test_every_variable_that_the_program_reads_is_on_the_page_of_commands() -> None:
    sources = "".join(file.read_text("utf-8") for file in (PROJECT / "src").rglob("*.py"))
    named = set(re.findall(r"""["'](PLANCTL_[A-Z_]+)["']""", sources))
    assert named
    listed = COMMANDS_PAGE.read_text("utf-8")
    assert [name for name in sorted(named) if f"| `{name}` |" not in listed] == []


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
    assert {"make report", "make test"} <= set(_shell_lines(README))


def test_the_readme_is_short() -> None:
    assert len(README.split()) <= 1200


@pytest.mark.parametrize("page", [page for page, text in GUIDES.items() if _commands(text)])
def test_the_commands_of_a_page_run_one_after_the_other(
    page: str, tmp_path: Path, demonstration: Path, desk: Path
) -> None:
    if page == "docs/papers-in.md":
        _lay_papers(tmp_path)
    else:
        shutil.copytree(desk, tmp_path, dirs_exist_ok=True)
        shutil.copytree(demonstration, tmp_path / "demo")
        put(tmp_path, {"november.csv": TABLE})
    docx.Document().save(str(tmp_path / "our-template.docx"))
    for form in ("html", "md"):
        shutil.copy(PROJECT / f"templates/board.{form}.j2", tmp_path / f"our-board.{form}.j2")
    for line in _commands_to_run(page):
        ran = _run(line, tmp_path)
        assert ran.out or "--check" in line


def _commands_to_run(page: str) -> list[str]:
    """The commands of a page, but for those that only read and run for a page before it."""
    before = [name for name in GUIDES if name < page]
    seen = {line for name in before for line in _commands(GUIDES[name])}
    return [
        line
        for line in _commands(GUIDES[page])
        if line not in seen or line.split()[1] not in READING
    ]


def _lay_papers(desk: Path) -> None:
    """The Word document that the page of imports shows, a newer one, and a workbook."""
    table = re.search(r"^\| Ref \|.*?\n\n", GUIDES["docs/papers-in.md"], re.MULTILINE | re.DOTALL)
    assert table
    lines = [line for line in table[0].splitlines() if line and "---" not in line]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    document = docx.Document()
    document.add_heading("Area 1: Visits", 1)
    grid = document.add_table(len(rows), len(rows[0]))
    for cells, row in zip(grid.rows, rows, strict=True):
        for cell, words in zip(cells.cells, row, strict=True):
            cell.text = words
    document.save(str(desk / "our-plan.docx"))
    document.save(str(desk / "our-plan-june.docx"))
    book = openpyxl.Workbook()
    for row in (["Ref", "Action", "Team", "Cost code"], ["1", "Visit homes", "SM QA", "C7"]):
        book.worksheets[0].append(row)
    book.save(desk / "our-plan.xlsx")


@pytest.mark.parametrize("page", GUIDES)
def test_a_page_names_no_command_no_flag_and_no_target_that_is_not_there(page: str) -> None:
    text = GUIDES[page]
    assert [word for word in re.findall(r"`make ([a-z-]+)", text) if word not in TARGETS] == []
    for words in re.findall(r"`planctl ([a-z][^`]*)`", text):
        name, _, rest = words.partition(" ")
        assert name in COMMANDS or name == "help", words
        if name in COMMANDS:
            part = rest.partition(" ")[0]
            known = _help(f"{name} {part}" if part and part in COMMANDS[name] else name)
            flags = re.findall(r"(?<=\s)(--[a-z-]+)", f" {rest}")
            assert [flag for flag in flags if not re.search(rf"{flag}\b", known)] == [], words


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


@pytest.mark.parametrize("page", GUIDES)
def test_a_target_of_a_page_is_in_the_makefile(page: str) -> None:
    lines = _shell_lines(GUIDES[page])
    assert {line.split()[1] for line in lines if line.startswith("make")} <= {*TARGETS}


PAPERS: Final = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")])


def _anchors(text: str) -> set[str]:
    """The anchors of a page: its headings in small letters, with hyphens, as GitHub makes them."""
    plain = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.*)$", plain, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_link_to_a_file_or_a_heading_leads_to_one(paper: Path) -> None:
    links = re.findall(r"\]\(([^)\s]*)\)", paper.read_text("utf-8"))
    for link in links:
        path, _, anchor = link.partition("#")
        if not re.match(r"[a-z]+:", link):
            target = paper.parent / path if path else paper
            assert target.exists(), link
            assert not anchor or anchor in _anchors(target.read_text("utf-8")), link


@pytest.mark.parametrize("paper", [paper for paper in PAPERS if paper.parent.name == "docs"])
def test_a_page_can_be_reached_from_the_readme(paper: Path) -> None:
    assert f"](docs/{paper.name}" in README or f"]({paper.name}" in "".join(GUIDES.values())


def test_a_rule_is_explained() -> None:
    for rule in all_rules():
        ran = planctl("explain", rule.code)
        assert (ran.code, ran.err) == (0, ""), rule.code
        title, _, manual = ran.out.partition("\n\n")
        summary = manual.partition("\n\n")[0].strip()
        assert title == f"{rule.code} {rule.name} ({rule.severity})", rule.code
        assert re.fullmatch(r"\w[^.]*(\.yaml[^.]*)*\.", summary), rule.code  # one sentence
        assert ran.out.endswith(f"\nWhat to do: {rule.hint}\n") == bool(rule.hint), rule.code


def test_no_two_rules_share_a_code_or_a_name() -> None:
    names = [name for rule in all_rules() for name in (rule.code, rule.name)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[FSRTQP]\d{3}", rule.code) for rule in all_rules())


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


def test_the_evidence_that_a_page_shows_can_be_read_and_is_verified() -> None:
    [shown] = re.findall(r"^```yaml\n(evidence:.*?)^```$", PLAN_FILES, re.MULTILINE | re.DOTALL)
    read = action(shown)
    assert read.verified
    assert [piece.kind for piece in read.evidence] == [EvidenceKind.QUALITY_ASSURANCE]


def test_the_key_of_ratings_that_a_page_shows_can_be_read_and_rates_all_but_what_it_leaves() -> (
    None
):
    [shown] = re.findall(r"^```yaml\n(progress_rag:.*?)^```$", PLAN_FILES, re.MULTILINE | re.DOTALL)
    key = progress_key(Policy.model_validate(parse_yaml(shown)))
    assert key.ratings[Standing.DUE_SOON] is Rating.AMBER
    assert key.ratings[Standing.PAUSED] is PROGRESS_STANDINGS[Standing.PAUSED]


def test_the_extras_that_a_page_lists_bring_what_they_bring() -> None:
    rows = re.findall(
        r"^\| `([a-z-]+)` \| .* \| ([a-z, -]+) \|$", GUIDES["docs/it.md"], re.MULTILINE
    )
    assert {name: set(packages.split(", ")) for name, packages in rows} == {
        name: set(modules.values()) for name, (modules, _) in EXTRAS.items()
    }


EDITORS: Final = GUIDES["docs/editors.md"]


def test_the_settings_of_an_editor_that_a_page_shows_are_those_that_init_writes() -> None:
    [shown] = re.findall(r"^```json\n(.*?)^```$", EDITORS, re.MULTILINE | re.DOTALL)
    assert shown == (PROJECT / "templates/init/settings.json").read_text("utf-8")


@pytest.mark.parametrize(("words", "code"), [("timescale: 29 Feb 2024", 0), ("colour: red", 1)])
def test_a_file_is_checked_by_its_schema_without_planctl(
    words: str, code: int, tmp_path: Path
) -> None:
    [line] = re.findall(r"^check-jsonschema .*$", EDITORS, re.MULTILINE)
    put(tmp_path, {"plan/areas/1-a/1.1-b.yaml": f'ref: "1.1"\ntitle: A\n{words}\n'})
    shutil.copytree(PROJECT / "schema", tmp_path / "schema")
    program, *given, pattern = line.split()
    files = [str(path) for path in tmp_path.glob(pattern)]
    done = subprocess.run(  # noqa: S603 - a tool of ours
        [f"{BIN}/{program}", *given, *files], cwd=tmp_path, capture_output=True, check=False
    )
    assert (len(files), done.returncode) == (1, code)
