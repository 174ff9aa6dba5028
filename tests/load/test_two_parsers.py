"""A plan says the same on every machine: both of PyYAML's parsers read it alike."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from make import OUR_PLAN, PROJECT
from planctl.load import content as room
from planctl.load.content import FileFault, decode_text
from planctl.load.file_rule import FILE_RULES

PLAN_FILES = sorted(OUR_PLAN.rglob("*.yaml"))
REFUSED = frozenset(FILE_RULES)
PIECES = (
    *(
        "a",
        "b",
        "a: ",
        "b: ",
        "é",
        "\u00a0",
        "~",
        "- ",
        "? ",
        ": ",
        ":",
        ",",
        ", ",
        "#",
        " # ",
        "  ",
    ),
    *("\n", "\n  ", "\n    ", "\n- ", "[", "]", "{", "}", "'", '"', "\\", "\\n", "|\n  ", ">-\n  "),
)


def is_text(path: Path) -> bool:
    try:
        decode_text(path.read_bytes())
    except FileFault:
        return False
    return True


EXAMPLES = sorted(filter(is_text, (PROJECT / "tests/rules").rglob("*.yaml")))


def read(loader: object, text: str) -> Any:  # noqa: ANN401 - what YAML holds
    """What a parser reads in a text, or by which rule it is refused."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_Parser", loader)
        try:
            return room.parse_yaml(text)
        except FileFault as fault:
            return fault.rule


def placed(loader: object, text: str) -> room.Places:
    places: room.Places = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_Parser", loader)
        room.parse_yaml(text, places)
    return places


def refused(loader: object, text: str) -> tuple[str, str]:
    """By which rule, and in which words, a parser's reading of a text ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_Parser", loader)
        with pytest.raises(FileFault) as fault:
            room.parse_yaml(text)
    return fault.value.rule, fault.value.detail


def test_this_machine_has_both_parsers() -> None:
    assert yaml.__with_libyaml__
    assert room._Parser is yaml.cyaml.CParser  # type: ignore[attr-defined]  # noqa: SLF001 - the fast one


def test_both_parsers_read_the_same_in_our_plan() -> None:
    for path in PLAN_FILES:
        text = decode_text(path.read_bytes())
        value = read(yaml.CBaseLoader, text)
        assert isinstance(value, dict), path
        assert read(yaml.BaseLoader, text) == value, path


def test_both_parsers_place_the_same_in_our_plan() -> None:
    for path in PLAN_FILES:
        text = decode_text(path.read_bytes())
        assert placed(yaml.BaseLoader, text) == placed(yaml.CBaseLoader, text), path


def test_both_parsers_refuse_the_same_examples() -> None:
    for path in EXAMPLES:
        text = decode_text(path.read_bytes())
        assert read(yaml.BaseLoader, text) == read(yaml.CBaseLoader, text), path


@pytest.mark.parametrize(
    "text", ['a: "\\U00110000"', 'a: "\\x4"', 'a: "\\q"', "a: [b", "a: 'b", "a: b: c"]
)
def test_both_parsers_name_the_same_slip(text: str) -> None:
    assert refused(yaml.BaseLoader, text) == refused(yaml.CBaseLoader, text)


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_what_both_parsers_accept_they_read_alike(text: str) -> None:
    fast, pure = read(yaml.CBaseLoader, text), read(yaml.BaseLoader, text)
    if REFUSED.isdisjoint({str(fast), str(pure)}):
        assert fast == pure
