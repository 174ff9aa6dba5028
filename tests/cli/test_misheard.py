"""What is said of words that could not be understood."""

from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command

from make import ACTION_PATH, small_plan
from planctl.cli.app import command_function, program
from planctl.cli.usage_error import explain_usage_error, part_dashed_values
from running import planctl

COLOURS = "“blue”, “green”, “amber”, “red” or “grey”"
NEW = "planctl new --help shows how it is written"
SOUND = 'ref: "1.1"\ntitle: First\n'


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ("zzz", "there is no command “zzz”", "planctl --help lists them"),
        ("measure shwo", "there is no command “shwo”", "did you mean “show”?"),
        ("measure zzz", "there is no command “zzz”", "planctl measure --help lists them"),
        ("check --formt json", "check has no flag --formt", "did you mean --format?"),
        (
            "set 1.1 title -item",
            "set has no flag -i",
            (
                "planctl set --help shows how it is written; a value that begins with - is written "
                "last, after --"
            ),
        ),
        (
            "measure record a 1 --vaue 3",
            "measure record has no flag --vaue",
            "planctl measure record --help shows how it is written",
        ),
        (
            "--plan plan check",
            "there is no flag --plan before the command",
            "flags stand after the command, such as planctl check --plan plan",
        ),
        (
            "status --as-at",
            "--as-at needs a value",
            "planctl status --help shows how it is written",
        ),
        (
            "update 1.1 --dry-run=3",
            "--dry-run takes no value",
            "planctl update --help shows how it is written",
        ),
        (
            "measure record a 1",
            "measure record needs --on",
            "--on: The day of the figure; planctl measure record --help shows how it is written",
        ),
        (
            "completion tcsh",
            "SHELL cannot be “tcsh”",
            "it can be “bash”, “zsh”, “fish” or “powershell”",
        ),
        (
            "update 1.1 --milestone-done x",
            "--milestone-done: “x” is no whole number",
            "write it in figures, such as 1; planctl update --help shows how it is written",
        ),
        (
            "new 1 Audit of audits",
            "“of audits” is more than new takes",
            f"leave it out, or put what has several words in quotation marks; {NEW}",
        ),
        (
            "status --overdue yes --plan x",
            "--overdue takes no value, and “yes” stands after it",
            "leave it out",
        ),
        ("status --rag yellow", "--rag cannot be “yellow”", f"it can be {COLOURS}"),
        ("status --rag blues", "--rag cannot be “blues”", "did you mean “blue”?"),
        (
            "status --rag red,Green",
            "--rag takes one value, and “red,Green” names several",
            "choose one of them",
        ),
        ("report --format Word", "--format cannot be “Word”", "did you mean “docx”?"),
        ("export --format excel", "--format cannot be “excel”", "did you mean “xlsx”?"),
        ("Check", "there is no command “Check”", "did you mean “check”?"),
        (
            "update 1 --agree",
            "update has no flag --agree",
            (
                "did you mean --agreed-by, --agree-extension, --agree-pause, "
                "--agree-withdrawal or --agree-correction?"
            ),
        ),
    ],
)
def test_what_is_wrong_and_what_to_do_are_said(words: str, message: str, hint: str) -> None:
    assert planctl(*words.split()) == (2, "", f"planctl: {message}\n  hint: {hint}\n")


def test_a_command_of_commands_alone_shows_its_help() -> None:
    ran = planctl("measure")
    assert ran.code == 2
    assert ran.err.startswith("Usage: planctl measure")


def test_what_typer_says_of_anything_else_is_passed_on() -> None:
    stop = explain_usage_error(typer.BadParameter("the moon is full"), ["measure"])
    assert stop.message == "Invalid value: the moon is full"
    assert stop.hint == "planctl measure --help shows how it is written"


def test_what_typer_says_of_a_folder_is_passed_on() -> None:
    plan = _flag("check", "plan")
    stop = explain_usage_error(
        typer.BadParameter("path 'x' is not readable.", param=plan), ["check"]
    )
    assert stop.message == "--plan: path 'x' is not readable."


@pytest.mark.parametrize(
    ("words", "flag", "after"),
    [
        ("update 1.1 --progress --dry-run", "--progress", "--dry-run"),
        ("update 1.1 --status paused --progress --on=2024-01-01", "--progress", "--on=2024-01-01"),
        ("update 1.1 --progress --help", "--progress", "--help"),
        ("measure record a 1 --source --on 2024-01-01", "--source", "--on"),
        ("report -o --for", "-o", "--for"),
    ],
)
def test_a_flag_never_takes_the_next_flag_for_its_value(
    words: str, flag: str, after: str, tmp_path: Path
) -> None:
    root = small_plan(tmp_path, SOUND)
    before = (root / ACTION_PATH).read_bytes()
    ran = planctl(*words.split(), cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    message, hint = ran.err.splitlines()
    assert message == f"planctl: {flag} was given without its value: {after} follows it"
    assert hint.startswith(f"  hint: write the value after {flag}")
    assert (root / ACTION_PATH).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "note"),
    [
        (["--progress=--dry-run"], "--dry-run"),
        (["--progress", "--so it begins--", "--by=AD"], "--so it begins--"),
    ],
    ids=str,
)
def test_a_value_may_begin_as_flags_do(words: list[str], note: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path, SOUND)
    ran = planctl("update", "1.1", *words, cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert f"note: {note}" in (root / ACTION_PATH).read_text("utf-8")


@pytest.mark.parametrize("words", ["zzz --plan --as-at", "measure --plan --as-at", "new -- -a -b"])
def test_words_of_no_command_and_words_after_two_hyphens_are_no_flags(words: str) -> None:
    assert "was given without its value" not in planctl(*words.split()).err


def _flag(command: str, name: str) -> Any:  # noqa: ANN401 - typer's own class is private
    app = typer.Typer()
    app.command()(command_function(command))
    return next(each for each in typer.main.get_command(app).params if each.name == name)


@pytest.mark.parametrize(
    ("typed", "parted"),
    [
        ("measure record a -3", "measure record a -- -3"),
        ("measure record a -3 --on 1 --replace", "measure record a --on 1 --replace -- -3"),
        ("measure record a --note -3 4", "measure record a --note -3 4"),
        ("set a b -£3 4 --dry-run", "set a b --dry-run -- -£3 4"),
        ("set a b -.5", "set a b -- -.5"),
        ("set a b -- -3", "set a b -- -3"),
        ("set a b -x 3", "set a b -x 3"),
        ("show --plan", "show --plan"),
    ],
)
def test_a_negative_figure_is_parted_from_the_flags(typed: str, parted: str) -> None:
    words = typed.split()
    assert part_dashed_values(get_command(program(words)), words) == parted.split(" ")


def test_an_item_of_a_list_is_parted_from_the_flags() -> None:
    words = ["set", "1.1", "title", "- item", "--dry-run"]
    parted = ["set", "1.1", "title", "--dry-run", "--", "- item"]
    assert part_dashed_values(get_command(program(words)), words) == parted


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("report --format html --format md", "--format"),
        ("report --format=html --format=md", "--format"),
        ("report -o a -o b", "-o"),
        ("sheet read a --by AD --by SM", "--by"),
    ],
)
def test_a_flag_that_takes_one_value_is_not_given_two(words: str, flag: str) -> None:
    ran = planctl(*words.split())
    assert ran.err == (
        f"planctl: {flag} takes one value, and was given two\n  hint: run planctl once for each\n"
    )


@pytest.mark.parametrize("words", ["list --rag red --rag amber", "status --json --json"])
def test_a_flag_that_takes_several_values_or_none_may_stand_twice(
    words: str, tmp_path: Path
) -> None:
    small_plan(tmp_path, SOUND)
    assert "was given two" not in planctl(*words.split(), cwd=tmp_path).err
