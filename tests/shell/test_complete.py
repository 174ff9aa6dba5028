"""What a shell is offered when somebody presses Tab."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from make import OUR_PLAN, PROJECT, small_plan
from planctl.cli.app import COMMANDS
from planctl.model.action import EvidenceKind, Status
from running import planctl

pytestmark = pytest.mark.slow


def offered(
    *before: str, typed: str = "", asked_by: str = "zsh", cwd: Path = OUR_PLAN
) -> list[str]:
    """The words that a shell is offered, without what they are."""
    env = {"_PLANCTL_COMPLETE": asked_by, "_PLANCTL_WORD": typed}
    ran = planctl(*before, cwd=cwd, env=env)
    assert (ran.code, ran.err) == (0, "")
    return [line.partition("\t")[0] for line in ran.out.splitlines()]


def test_the_first_word_is_a_command() -> None:
    assert sorted(offered()) == sorted(COMMANDS)
    assert offered(typed="sh") == ["show", "sheet"]
    assert offered("help", typed="sh") == ["show", "sheet"]
    assert offered("help", "measure") == offered("measure")


def test_the_word_after_a_group_is_one_of_its_commands() -> None:
    assert offered("measure") == list(COMMANDS["measure"])


def test_before_a_command_is_named_the_flags_of_the_whole_are_offered() -> None:
    assert offered(typed="--") == ["--version", "--help"]
    assert offered("measure", typed="--") == ["--help"]


def test_the_word_after_a_command_with_parts_is_one_of_them_or_a_flag() -> None:
    assert offered("sheet") == ["read"]
    assert offered("sheet", typed="--l") == ["--lead"]
    assert offered("sheet", "--lead", typed="SM Q") == ["SM QA"]
    assert offered("sheet", "read", typed="--b") == ["--by"]


@pytest.mark.parametrize("before", [["chek"], ["measure", "shwo"]], ids=" ".join)
def test_nothing_is_offered_after_a_word_that_is_no_command(before: list[str]) -> None:
    assert offered(*before) == []


def test_a_ref_is_offered_with_the_title_of_its_action() -> None:
    env = {"_PLANCTL_COMPLETE": "fish", "_PLANCTL_WORD": "1.2"}
    ran = planctl("show", cwd=OUR_PLAN, env=env)
    assert ran.out == "1.2\tForward plan of dip samples\n"


@pytest.mark.parametrize(
    ("before", "typed", "words"),
    [
        (["status", "--area"], "", ["1", "2", "3", "4", "5", "6", "7"]),
        (["status", "--lead"], "SM Q", ["SM QA"]),
        (["status"], "--lead=SM Q", ["--lead=SM QA"]),
        (["status", "--rag"], "gr", ["green", "grey"]),
        (["list", "--standing"], "ov", ["overdue"]),
        (["list", "--tag"], "no", ["no-timescale", "no-lead", "no-evidence", "no-effect"]),
        (["mine"], "SM Q", ["SM QA"]),
        (["measure", "show"], "agency", ["agency-rate"]),
        (["coverage", "--finding"], "core", ["core-groups"]),
        (["report", "--for"], "14", ["14 February 2024"]),
        (["report", "--since"], "l", ["last-board"]),
        (["explain"], "T30", [f"T30{n}" for n in range(1, 10)]),
        (["check", "--format"], "s", ["sarif"]),
        (["update", "1.1", "--status"], "", [each.value for each in Status]),
        (["update", "1.1", "--kind"], "", [each.value for each in EvidenceKind]),
        (["update", "1.1", "--rag"], "b", ["blue"]),
        (["update", "1.1", "--progress"], "", []),
        (["show", "1.1"], "", []),
        (["rename"], "ro", ["role"]),
        (["rename", "role"], "SM Q", ["SM QA"]),
        (["rename", "Area"], "", ["1", "2", "3", "4", "5", "6", "7"]),
        (["rename", "1.1"], "", []),
        (["set"], "agency", ["agency-rate"]),
        (["set", "measure"], "agency", ["agency-rate"]),
        (["set", "1.1"], "", []),
        (["set", "1.1", "leads", "AD", "SM QA"], "--dry", ["--dry-run"]),
    ],
    ids=str,
)
def test_a_value_is_offered_where_it_can_stand(
    before: list[str], typed: str, words: list[str]
) -> None:
    assert offered(*before, typed=typed) == words


def test_a_flag_is_offered_once_unless_it_can_be_given_again() -> None:
    before = ["update", "1.1", "--status", "paused", "--lead=AD", "--dry-run"]
    flags = offered(*before, typed="--")
    assert "--lead" in flags
    assert not {"--status", "--dry-run"} & set(flags)
    assert flags[-1] == "--help"


@pytest.mark.parametrize("given", [["--plan", "{}"], ["--plan={}"]], ids=str)
def test_the_plan_that_the_line_names_is_the_one_that_is_read(
    given: list[str], tmp_path: Path
) -> None:
    root = small_plan(tmp_path / "small", "ref: 1.1\ntitle: First\n")
    words = [word.format(root) for word in given]
    assert offered("show", *words, cwd=PROJECT) == ["1.1"]


def test_the_plan_of_the_environment_is_read(tmp_path: Path) -> None:
    root = small_plan(tmp_path / "small", "ref: 1.1\ntitle: First\n")
    env = {"_PLANCTL_COMPLETE": "zsh", "PLANCTL_PLAN": str(root)}
    assert planctl("show", cwd=PROJECT, env=env).out.startswith("1.1\t")


def test_without_a_plan_no_ref_is_offered(tmp_path: Path) -> None:
    assert offered("show", cwd=tmp_path) == []


def test_a_broken_file_takes_no_word_of_another_away(tmp_path: Path) -> None:
    root = small_plan(tmp_path / "small", "ref: 1.1\ntitle: First\n")
    area = next((root / "areas").iterdir())
    (area / "1.2-broken.yaml").write_bytes(b"ref: [\ntitle: \xff\n")
    (area / "1.3-odd.yaml").write_text("ref: {a: b}\n")
    (area / "1.4-empty.yaml").write_text("")
    (root / "roles.yaml").write_text("- a list\n")
    (root / "governance.yaml").write_text("meetings: [{on: }, 3]\n")
    (root / "plan.yaml").write_text("findings: none\n")
    assert offered("show", cwd=tmp_path / "small") == ["1.1"]
    assert offered("status", "--lead", cwd=tmp_path / "small") == []
    assert offered("report", "--for", cwd=tmp_path / "small") == []
    assert offered("coverage", "--finding", cwd=tmp_path / "small") == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('"SM Q', ["SM QA"]),
        ("'SM Q", ["SM QA"]),
        ("SM\\ Q", ["SM QA"]),
        ("=", ["AD", "AD CSC"]),
    ],
)
def test_bash_is_heard_though_it_hands_over_quotes_and_cuts_at_signs(
    typed: str, words: list[str]
) -> None:
    before = ["status", "--area", "=", "1", "--lead"]
    assert offered(*before, typed=typed, asked_by="bash")[: len(words)] == words


def test_a_word_that_no_quote_could_close_is_taken_as_it_is() -> None:
    assert offered("status", "--lead", typed='"SM\\', asked_by="bash") == []


@pytest.mark.parametrize(
    ("typed", "shell", "words"),
    [
        ("", "bash", ["1", "$(id)", "`id`", "'; id; '", '"; id; "', "!id"]),
        ('"', "bash", ["1", "'; id; '"]),
        ("'", "bash", ["1", "$(id)", "`id`", '"; id; "', "!id"]),
        ("", "zsh", ["1", "$(id)", "`id`", "'; id; '", '"; id; "', "!id"]),
    ],
)
def test_a_word_that_would_run_between_the_quotes_of_bash_is_not_offered(
    tmp_path: Path, typed: str, shell: str, words: list[str]
) -> None:
    root = small_plan(tmp_path / "plan", "ref: '1'\ntitle: First\n")
    refs = ("$(id)", "`id`", "'; id; '", '"; id; "', "!id", "a\\u202eb")
    for n, ref in enumerate(refs):
        text = ref.replace("\\u", "\u0000").replace("\\", "\\\\").replace('"', '\\"')
        text = text.replace("\u0000", "\\u")
        (root / f"areas/1-practice/2-{n}.yaml").write_text(f'ref: "{text}"\ntitle: Odd\n', "utf-8")
    assert sorted(offered("show", typed=typed, asked_by=shell, cwd=tmp_path)) == sorted(words)


@pytest.mark.parametrize("typed", ["SM Q", "'SM Q", '"SM Q"'])
def test_powershell_is_heard_with_quotes_and_without(typed: str) -> None:
    assert offered("status", "--lead", typed=typed, asked_by="powershell") == ["SM QA"]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_flags_of_each_command_are_those_of_its_help(name: str) -> None:
    for part in COMMANDS[name] or ("",):
        words = f"{name} {part}".split()
        said = planctl(*words, "--help").out.partition("Options:")[2]
        entries = [line.split()[0].rstrip(",") for line in said.splitlines() if line[:3] == "  -"]
        known = offered(*words, typed="-")
        assert set(entries) <= set(known)
        assert all(f" {flag} " in said.replace(",", " ").replace("\n", " ") for flag in known)


@pytest.mark.parametrize(("command", "first"), [("show", "1.1\t"), ("explain", "F001\t")])
def test_nothing_that_judges_or_draws_is_loaded_for_a_word(command: str, first: str) -> None:
    code = (
        f"import sys; sys.argv = ['planctl', '{command}']\n"
        "from planctl.cli.complete import complete\n"
        "complete()\n"
        "heavy = ['rich', 'jinja2', 'planctl.model.action', 'planctl.assess.judgement']\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code],
        cwd=OUR_PLAN,
        env={**os.environ, "_PLANCTL_COMPLETE": "zsh"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout.startswith(first)
    assert done.stderr == "[]\n"
