"""A plan file as a tree of blocks: each key or item with its own lines and comments, as written.

A block is a key with its value, or an item of a list with a dash. Its lead are the comments and
empty lines above it. A comment that is indented further than what comes after it belongs to what
stands before it. What is in braces or brackets is one value, with no blocks inside.
All the lines of a file are in its head, in one of its blocks or in its tail.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from planctl.load.content import parse_yaml
from planctl.model.problem import PlanValue, Trouble

_Loader: Final = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
MODELINE: Final = "# yaml-language-server:"


class Unwritable(Trouble):
    """A change that cannot be put into a file; the message goes on from the name of the file."""


class Block(NamedTuple):
    """A key with its value, or an item; the numbers count the characters of the file's text."""

    key: str  # empty for an item
    node: Node  # the value
    first: int  # where its lead begins
    own: int  # where its key or its dash stands
    after: int  # after the colon of its key, or its dash
    end: int  # after the last character of its value
    stop: int  # after its last line, comments that belong to it included
    column: int  # of the key or the dash
    inner: tuple["Block", ...]  # the keys or items of its value, each on a line of its own

    @property
    def said(self) -> PlanValue:
        """What the value says."""
        return said(self.node)


class Tree(NamedTuple):
    """A plan file: its text, and its blocks in their order."""

    text: str
    root: Node | None  # none where the file says nothing
    head: int  # before it stand the modeline, and comments that are about the whole file
    blocks: tuple[Block, ...]
    line_end: str

    @property
    def stop(self) -> int:
        """Where the blocks end and the tail begins."""
        return self.blocks[-1].stop if self.blocks else len(self.text)


def tree(text: str) -> Tree:
    """The blocks of a file that the loader can read, without its byte order mark.

    Raises load.text.FileFault for what is not plain YAML.
    """
    parse_yaml(text)  # which refuses what may not be walked: aliases, and depths without end
    root = yaml.compose(text, Loader=_Loader)
    line_end = "\r\n" if "\r\n" in text else "\n"
    if root is None or is_one_value(root):
        return Tree(text, root, 0, (), line_end)
    head = _head(text, root.start_mark.index)
    last = _Lines(text).stop(ends(text, root), 0)
    return Tree(text, root, head, tuple(_blocks(_Lines(text), root, head, last)), line_end)


def said(node: Node) -> PlanValue:
    """What a node of the parser says, as load.content has it."""
    if isinstance(node, ScalarNode):
        value: str = node.value
        return None if not node.style and value in _NULLS else value
    if isinstance(node, SequenceNode):
        return [said(item) for item in node.value]
    return {name.value: said(value) for name, value in node.value}


def is_empty(node: Node) -> bool:
    """Whether nothing at all is written for a value."""
    return isinstance(node, ScalarNode) and not node.value and not node.style


def comments(text: str) -> Iterator[tuple[int, str]]:
    """Every comment of a file: where it begins, and its words with the sign before them.

    The text must be one that the loader can read.
    """
    at = 0
    for token in yaml.scan(text, Loader=_Loader):
        start, end = int(token.start_mark.index), int(token.end_mark.index)
        if start > at:
            yield from _comments_between(text, at, start)
        in_lines = isinstance(token, yaml.ScalarToken) and token.style in {"|", ">"}
        if in_lines:
            yield from _comments_between(text, start, text.find("\n", start, end))
        at = max(at, end)
    yield from _comments_between(text, at, len(text))


def _comments_between(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    while (at := text.find("#", start, end)) >= 0:
        newline = text.find("\n", at)
        start = len(text) if newline < 0 else newline
        yield at, text[at:start].rstrip()


def is_one_value(node: Node) -> bool:
    """Whether a value is one piece, with no keys or items on lines of their own."""
    if not isinstance(node, MappingNode | SequenceNode):
        return True
    return bool(node.flow_style) or not node.value


class _Lines:
    """Where the lines of a text begin and end, and which comments belong to what."""

    def __init__(self, text: str) -> None:
        self.text = text

    def start(self, at: int) -> int:
        """The first character of the line of a place."""
        return self.text.rfind("\n", 0, at) + 1

    def after(self, at: int) -> int:
        """The first character after the line of a place."""
        return self.text.find("\n", at) + 1 or len(self.text)

    def stop(self, end: int, column: int) -> int:
        """After the last line of a value that ends here, and of the comments that are its own.

        Those are indented further than the column of what comes after it.
        """
        at = stop = self.after(end) if not self.text[:end].endswith("\n") else end
        while at < len(self.text):
            line = self.text[at : self.after(at)]
            words = line.lstrip(" ")
            if not words.startswith("#") or len(line) - len(words) <= column:
                if words.strip():
                    break
            else:
                stop = self.after(at)
            at = self.after(at)
        return stop


def _head(text: str, own: int) -> int:
    """Where the head of a file ends: after its modeline, or an empty line above the first key."""
    start = text.rfind("\n", 0, own) + 1
    head = at = 0
    for line in text[:start].splitlines(keepends=True):
        at += len(line)
        if not line.strip() or line.startswith((MODELINE, "---")):
            head = at
    return head


def _blocks(lines: _Lines, node: Node, first: int, stop: int) -> Iterator[Block]:
    """The blocks of a mapping or a list with a line for each, from a place to another."""
    places = _places(lines.text, node)
    column = node.start_mark.column
    for number, (key, own, after, value, end) in enumerate(places):
        is_last = number == len(places) - 1
        until = stop if is_last else lines.stop(end, column)
        inner: tuple[Block, ...] = ()
        if not is_one_value(value):
            inner = tuple(_blocks(lines, value, _within(lines, own, value), until))
        yield Block(key, value, first, own, after, end, until, column, inner)
        first = until


def _within(lines: _Lines, own: int, value: Node) -> int:
    """Where the lead of the first block in a value begins: on the line after its key or dash.

    It has none where the first key stands on the line of the dash.
    """
    at = int(value.start_mark.index)
    return at if lines.start(at) <= own else lines.after(own)


def _places(text: str, node: Node) -> Sequence[tuple[str, int, int, Node, int]]:
    """The key of each block, where that stands and is over, its value, and where that ends."""
    if isinstance(node, MappingNode):
        return [_pair(text, name, value) for name, value in node.value]
    found, at = [], int(node.start_mark.index)
    for item in node.value:
        own = at if text[at] == "-" else _dash(text, at)
        at = own + 1 if is_empty(item) else ends(text, item)
        found.append(("", own, own + 1, item, at))
    return found


def _pair(text: str, name: ScalarNode, value: Node) -> tuple[str, int, int, Node, int]:
    """One key; a value that is empty has its mark on a line after it."""
    after = text.index(":", name.end_mark.index) + 1
    end = after if is_empty(value) else ends(text, value)
    return name.value, int(name.start_mark.index), after, value, end


def _dash(text: str, at: int) -> int:
    """Where the next dash of a list stands, after what may be a comment or empty lines."""
    while True:
        at = text.index("\n", at) + 1
        line = text[at : text.find("\n", at) if "\n" in text[at:] else len(text)]
        words = line.lstrip(" ")
        if words.startswith("-"):
            return at + len(line) - len(words)


def ends(text: str, node: Node) -> int:
    """Where what a node says ends; the parser's mark is often where the next thing starts."""
    if not is_one_value(node):
        return _places(text, node)[-1][-1]
    end = int(node.end_mark.index)
    in_lines = isinstance(node, ScalarNode) and node.style in {"|", ">"}
    return len(text[:end].rstrip()) if in_lines else end
