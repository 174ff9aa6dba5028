"""The names of files and of plans: words that any system can hold."""

import pytest

from planctl.model.file_name import (
    action_file_name,
    area_folder_name,
    is_safe_name,
    odd_character,
    pack_file_name,
    plan_id,
    readable_path,
)
from planctl.model.governance import Board
from planctl.model.plan_files import Front


@pytest.mark.parametrize(
    ("ref", "title", "name"),
    [
        ("1.2", "Dip samples", "1.2-dip-samples.yaml"),
        ("2 (i)", "Café’s “own”", "2-i-cafes-own.yaml"),
        ("3/4", "計画", "3-4-action.yaml"),
        ("1", "word " * 20, "1-word-word-word-word-word-word-word-word-word.yaml"),
        ("1", "w" * 60, f"1-{'w' * 48}.yaml"),
        ("?", "A", "action-a.yaml"),
        ("CON.1", "A", "action-CON.1-a.yaml"),
    ],
)
def test_the_file_of_an_action_has_its_ref_and_its_first_words(
    ref: str, title: str, name: str
) -> None:
    assert action_file_name(ref, title) == name


def test_the_folder_of_an_area_likewise() -> None:
    assert area_folder_name("1", "Practice") == "1-practice"
    assert area_folder_name("1", "?") == "1-area"


@pytest.mark.parametrize(
    ("organisation", "board", "name"),
    [
        ("A council", Board(), "board-pack-a-council-2024-03"),
        ("A council", Board(name="Board"), "board-pack-a-council-2024-03"),
        ("A council", Board(name="The Board"), "board-pack-a-council-2024-03"),
        ("Sîr Gâr", Board(short="CIB"), "board-pack-sir-gar-cib-2024-03"),
        ("A", Board(name="The Improvement Board"), "board-pack-a-improvement-board-2024-03"),
        ("計画", Board(), "board-pack-5a025aa4-2024-03"),
        ("", Board(), "board-pack-2024-03"),
    ],
)
def test_a_pack_is_named_by_whose_it_is_and_for_which_board(
    organisation: str, board: Board, name: str
) -> None:
    front = Front(title="A", organisation=organisation) if organisation else None
    assert pack_file_name(front, board, "2024-03") == name


def _id(title: str, organisation: str = "A council", own: str | None = None) -> str:
    return plan_id(Front(id=own, title=title, organisation=organisation))


def test_a_plan_is_known_by_the_id_that_it_gives() -> None:
    assert _id("Our plan", own="ours-2024") == "ours-2024"


def test_without_one_it_is_known_by_its_body_and_its_title() -> None:
    assert _id("Our plan") == _id("our PLAN!") == "a-council-our-plan"
    assert _id("Our plan", "Another") != _id("Our plan")


@pytest.mark.parametrize(("one", "other"), [("計画", "計劃"), ("w" * 99, "w" * 98)])
def test_what_the_words_cannot_say_tells_plans_apart_all_the_same(one: str, other: str) -> None:
    assert _id(one) != _id(other)
    assert len(_id(one)) <= 90
    assert _id(one).isascii()


def test_letters_of_another_alphabet_alone_make_an_id() -> None:
    assert len(_id("計画", "市")) == 8


def test_a_plan_whose_front_could_not_be_read_is_a_plan() -> None:
    assert plan_id(None) == "plan"


@pytest.mark.parametrize(
    ("path", "shown", "what"),
    [
        ("areas/1-a/1.1-caf\u00e9 \u00a3.yaml", "areas/1-a/1.1-caf\u00e9 \u00a3.yaml", ""),
        ("a\udcff", "a\\xff", "a byte that is not UTF-8 text (\\xff)"),
        ("a\ud800", "a\\ud800", "a byte that is not UTF-8 text (\\ud800)"),
        ("a\x1b[31m", "a\\x1b[31m", "a character that cannot be seen (U+001B)"),
        ("a\x85", "a\\u0085", "a character that cannot be seen (U+0085)"),
        ("a\nb", "a\\x0ab", "a character that cannot be seen (U+000A)"),
        ("\u202eb", "\\u202eb", "a character that cannot be seen (U+202E)"),
        ("a\\xff", "a\\\\xff", "a backslash"),
    ],
)
def test_a_path_is_shown_with_an_escape_for_what_is_no_readable_text(
    path: str, shown: str, what: str
) -> None:
    assert (readable_path(path), odd_character(path)) == (shown, what)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("1.1-first.yaml", True),
        ("caf\u00e9 (2) & more.yaml", True),
        ("..a.yaml", True),
        ("console.yaml", True),
        ("com10.yaml", True),
        ("", False),
        ("C:x.yaml", False),
        ("x.yaml:stream", False),
        ("a\\b.yaml", False),
        ("a/b.yaml", False),
        ("a.yaml.", False),
        ("a.yaml ", False),
        ("..", False),
        ("CON", False),
        ("nul.yaml", False),
        ("com1.tar.yaml", False),
        ("LPT\u00b9.yaml", False),
        ("aux .yaml", False),
        ("a\x00b", False),
        ("a\u200cb", False),
        ("a\udcff", False),
    ],
)
def test_a_safe_name_is_that_of_a_file_on_any_system(name: str, *, expected: bool) -> None:
    assert is_safe_name(name) is expected
