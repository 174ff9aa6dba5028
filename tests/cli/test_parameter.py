"""The flags of all commands: what takes one of a closed list of words takes it in any capitals."""

from enum import Enum
from pathlib import Path
from typing import Annotated, get_args, get_origin, get_type_hints

import pytest

from make import OUR_PLAN
from planctl.cli.app import COMMANDS, command_function
from running import planctl

PARTS = [(name, part) for name, parts in COMMANDS.items() for part in parts or ("",)]


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_every_closed_list_of_a_flag_is_read_in_any_capitals(name: str, part: str) -> None:
    hints = get_type_hints(command_function(name, part), include_extras=True).values()
    flags = [get_args(hint) for hint in hints if get_origin(hint) is Annotated]
    closed = [
        info
        for kind, info in flags
        if any(
            isinstance(each, type) and issubclass(each, Enum) for each in (kind, *get_args(kind))
        )
    ]
    assert [info.help for info in closed if info.case_sensitive] == []


@pytest.mark.parametrize("words", [("--format", "JSON", "--rag", "Red"), ("--format=Json",)])
def test_a_choice_of_any_capitals_is_read_by_a_flag(words: tuple[str, ...], tmp_path: Path) -> None:
    whole = ("status", "--plan", str(OUR_PLAN), "--as-at", "2024-03-13")
    small = [word.casefold() for word in words]
    assert planctl(*whole, *words, cwd=tmp_path).json == planctl(*whole, *small, cwd=tmp_path).json


def test_a_form_of_check_is_read_in_any_capitals(tmp_path: Path) -> None:
    ran = planctl("check", "--plan", OUR_PLAN, "--format", "JSON", cwd=tmp_path)
    assert ran.json["actions"] == 33
