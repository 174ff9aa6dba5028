"""A plan file as a tree of blocks, which together hold every line and every comment."""

from collections.abc import Sequence
from textwrap import dedent
from typing import Final

import pytest

from make import OUR_PLAN
from planctl.edit.block import Block, comments, said, tree
from planctl.load.content import FileFault, parse_yaml

ODD: Final = """\
    # about the file

    # lead of a
    a:
    - x  # one
    # of y
    - y
    # of b
    b:
      # first
      - # odd
        k: 1
        l: |
          text # no comment

          more
        # foot of the item
      # foot of the list
      -
        - z
        -
      -
    "c": # empty
    # tail
    """


def _check_cover(blocks: Sequence[Block], first: int, stop: int) -> None:
    """Each block begins where the one before it stops, and so do those within it."""
    at = first
    for block in blocks:
        assert block.first == at
        assert block.first <= block.own < block.after <= block.end <= block.stop <= stop
        if block.inner:
            _check_cover(block.inner, block.inner[0].first, block.stop)
        at = block.stop
    assert at == stop


def test_the_blocks_of_our_plan_hold_every_line_of_it() -> None:
    for file in OUR_PLAN.rglob("*.yaml"):
        text = file.read_text("utf-8")
        found = tree(text)
        _check_cover(found.blocks, found.head, found.stop)
        assert found.root is not None, file
        assert said(found.root) == parse_yaml(text), file


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_each_comment_is_in_the_block_that_it_belongs_to(line_end: str) -> None:
    text = dedent(ODD).replace("\n", line_end)
    found = tree(text)
    _check_cover(found.blocks, found.head, found.stop)
    a, b, c = found.blocks

    def of(start: int, stop: int) -> list[str]:
        return [words for at, words in comments(text) if start <= at < stop]

    assert of(0, found.head) == ["# about the file"]
    assert of(a.first, a.own) == ["# lead of a"]
    assert of(a.own, a.stop) == ["# one", "# of y"]
    assert of(b.first, b.own) == ["# of b"]
    assert of(b.inner[0].first, b.inner[0].own) == ["# first"]
    assert of(b.inner[0].inner[1].own, b.inner[0].stop) == ["# foot of the item"]
    assert of(b.inner[1].first, b.inner[1].own) == ["# foot of the list"]
    assert of(c.own, c.stop) == ["# empty"]
    assert of(found.stop, len(text)) == ["# tail"]
    assert found.line_end == line_end


def test_what_looks_like_a_comment_within_a_text_is_none() -> None:
    text = 'a: "x # y"\nb: |  # one\n  z # y\nc: x#y # two'
    assert [words for _, words in comments(text)] == ["# one", "# two"]


@pytest.mark.parametrize("text", ["", "# only this\n", "{a: 1}\n", "words\n", "[]\n"])
def test_a_file_without_lines_for_its_keys_has_no_blocks(text: str) -> None:
    assert tree(text).blocks == ()


@pytest.mark.parametrize("text", ["a: *b\n", "a: [\n", "a: 1\na: 2\n"])
def test_what_the_loader_refuses_has_no_tree(text: str) -> None:
    with pytest.raises(FileFault):
        tree(text)


def test_empty_words_are_nothing_and_quoted_ones_are_texts() -> None:
    found = tree("a: ~\nb: '~'\nc:\nd: ''\n")
    assert [block.said for block in found.blocks] == [None, "~", None, ""]
