"""A list of sentences beside their labels, as wide as the terminal and no wider."""

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from planctl.render.screen.diff import ChangeItem, ChangeList


def drawn(*items: ChangeItem, width: int = 40) -> list[str]:
    out = StringIO()
    Console(file=out, width=width, markup=False, highlight=False, emoji=False).print(
        ChangeList(items)
    )
    return out.getvalue().splitlines()


def test_a_sentence_that_is_too_long_goes_on_below_itself() -> None:
    assert drawn(ChangeItem("1.1", "one two three four five six seven eight nine")) == [
        "  - 1.1 one two three four five six",
        "        seven eight nine",
    ]


def test_all_sentences_begin_beside_the_longest_label() -> None:
    assert drawn(ChangeItem("1.1", "a"), ChangeItem("", "b"), ChangeItem("1.10", "c")) == [
        "  - 1.1  a",
        "  -      b",
        "  - 1.10 c",
    ]


@pytest.mark.parametrize("words", ["x" * 100, "語" * 50, "語 " * 30, "e\u0301" * 80, "a-b" * 30])
def test_no_line_is_wider_than_the_terminal_and_no_sign_is_lost(words: str) -> None:
    lines = drawn(ChangeItem("語1", words))
    assert max(map(cell_len, lines)) <= 40
    assert "".join("".join(lines).split()) == "-語1" + words.replace(" ", "")


def test_a_terminal_too_narrow_for_words_gets_letters() -> None:
    assert drawn(ChangeItem("1.1", "one"), width=9) == ["  - 1.1 o", "        n", "        e"]
    assert drawn(ChangeItem("1.1", "one"), width=5)[0] == "  - 1"


def test_a_label_without_words_stands_alone() -> None:
    assert drawn(ChangeItem("1.1", "")) == ["  - 1.1 "]
    assert drawn() == []


def test_words_are_coloured_and_labels_are_not() -> None:
    out = StringIO()
    console = Console(file=out, width=40, force_terminal=True, color_system="standard")
    console.print(ChangeList([ChangeItem("1.1", "late", "red")]))
    assert out.getvalue() == "  - 1.1 \x1b[31mlate\x1b[0m\n"
