"""The house form of a whole plan file, which every file can be brought to without losing a comment.

Keys stand in the order of the model. Lists and groups have a line for each item or key, two
spaces further in; labels stand in brackets where they fit, and readings of measures in braces.
A text has no quotes where every reader takes it for the same text. What a file says stays to the
character.

A file is read as entries, its keys and items, that each carry their comments.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile
from typing import NamedTuple

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from planctl.edit.block import Block, Unwritable, comments, ends, said, tree
from planctl.edit.emit import STEP, dashed, in_order, indented, item, lines_of, pair
from planctl.edit.house_style import WIDTH
from planctl.load.content import parse_yaml
from planctl.model.problem import At, PlanValue


class Below(NamedTuple):
    """A comment after all that an entry says, and the column in which it stands."""

    column: int
    words: str


class FileEntry(NamedTuple):
    """A key with its value, or an item of a list; and the comments about it."""

    key: str  # empty for an item
    value: PlanValue
    column: int
    inner: tuple["FileEntry", ...] = ()  # what its value holds, where there is a comment in that
    above: tuple[str, ...] = ()  # an empty one is an empty line
    beside: str = ""  # with the spaces before it
    below: tuple[Below, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether its value is a list."""
        return isinstance(self.value, list)


class Notes:
    """The comments of a text, by where they stand."""

    def __init__(self, text: str) -> None:
        """The text must be one that the loader can read."""
        self.text = text
        self._all = tuple(comments(text))

    def within(self, start: int, stop: int) -> list[tuple[int, str]]:
        """The comments that begin between two places."""
        return [each for each in self._all if start <= each[0] < stop]

    def lines(self, start: int, stop: int) -> list[str]:
        """The comments between two places; of empty lines together there is one."""
        found: list[str] = []
        for line in self.text[start:stop].splitlines():
            words = line.strip()
            if words.startswith("#"):
                found.append(words)
            elif not words and (not found or found[-1]):
                found.append("")
        return found

    def entries(self, blocks: Sequence[Block]) -> Iterator[FileEntry]:
        """The entries of blocks, with all that is in them."""
        for block in blocks:
            above = [*self.lines(block.first, block.own), *self._words(block.own, block.after)]
            if above and not self.text[block.first : block.own].endswith("\n") and not above[-1]:
                above.pop()
            entry = self._of_block(block)
            yield entry._replace(above=(*above, *entry.above))

    def _words(self, start: int, stop: int) -> list[str]:
        return [words for _, words in self.within(start, stop)]

    def _of_block(self, block: Block) -> FileEntry:
        bare = FileEntry(block.key, block.said, block.column)
        if not self.within(block.after, block.stop):
            return bare
        if block.inner:
            beside = self._beside(block.after, block.inner[0].first)
            return bare._replace(inner=tuple(self.entries(block.inner)), beside=beside)
        line_end = self.text.find("\n", block.end)
        line_end = block.stop if line_end < 0 else line_end
        entry = self._of_value(bare, block.node)
        beside = self._beside(block.end, line_end) or entry.beside
        column = (Below(self._column(at), words) for at, words in self.within(line_end, block.stop))
        return entry._replace(beside=beside, below=(*entry.below, *column))

    def _beside(self, start: int, stop: int) -> str:
        """The comment between two places of a line, with the spaces before it."""
        found = self.within(start, stop)
        if not found:
            return ""
        at, words = found[0]
        spaces = len(self.text[:at]) - len(self.text[:at].rstrip(" "))
        return " " * max(2, spaces) + words

    def _column(self, at: int) -> int:
        return at - self.text.rfind("\n", 0, at) - 1

    def _of_value(self, bare: FileEntry, node: Node) -> FileEntry:
        """An entry whose value has no blocks, but perhaps comments within it."""
        notes = self.within(node.start_mark.index, ends(self.text, node))
        if not notes:
            return bare
        if isinstance(node, ScalarNode):  # beside the sign that a text in lines begins with
            return bare._replace(beside=f"  {notes[0][1]}")
        inner: list[FileEntry] = []
        at = int(node.start_mark.index)
        for key, value in _parts(node):
            start, end = int((key or value).start_mark.index), ends(self.text, value)
            above, inner = self._between(inner, at, start)
            nested = tuple(self._words(start, end))
            name = key.value if key else ""
            inner.append(FileEntry(name, said(value), 0, above=(*above, *nested)))
            at = end
        after, inner = self._between(inner, at, ends(self.text, node))
        below = tuple(Below(0, words) for words in after)
        if not inner:
            return bare._replace(above=tuple(below.words for below in below))
        return bare._replace(inner=(*inner[:-1], inner[-1]._replace(below=below)))

    def _between(
        self, inner: list[FileEntry], start: int, stop: int
    ) -> tuple[list[str], list[FileEntry]]:
        """The comments before a value, and the entries before it with the one on their line."""
        found = self.within(start, stop)
        if found and inner and "\n" not in self.text[start : found[0][0]]:
            (_, words), *found = found
            inner = [*inner[:-1], inner[-1]._replace(beside=f"  {words}")]
        return [words for _, words in found], inner


def _parts(node: Node) -> Iterable[tuple[ScalarNode | None, Node]]:
    """The keys and values of a group, or the items of a list without a key."""
    if isinstance(node, MappingNode):
        return [(name, value) for name, value in node.value]
    return [(None, item) for item in node.value] if isinstance(node, SequenceNode) else []


class _Printed(NamedTuple):
    """The lines of an entry, without an indent, and what belongs around it."""

    above: Sequence[str]
    lines: Sequence[str]
    below: Sequence[Below]


def formed(text: str, kind: str) -> str:
    """A file of a kind in the house form; its line ends stay those of the system it comes from.

    Raises Unwritable for a file that cannot be brought to it without losing something, and
    load.text.FileFault for one that cannot be read.
    """
    given = tree(text)
    after = "".join(f"{line}{given.line_end}" for line in _whole(text, kind))
    had, has = (Counter(words for _, words in comments(each)) for each in (text, after))
    if parse_yaml(after) != parse_yaml(text) or has != had:
        message = "cannot be brought to the house form without losing something"
        raise Unwritable(message, "see what is unusual in how it is written, and write it plainly")
    return after


def _whole(text: str, kind: str) -> Iterator[str]:
    """All the lines of a file."""
    given, notes = tree(text), Notes(text)
    if not given.blocks:
        yield from _trimmed(notes.lines(0, len(text)))
        if given.root is not None:
            yield from (line.removeprefix(STEP) for line in lines_of(kind, (), said(given.root)))
        return
    head = notes.lines(0, given.head)
    yield from head
    is_list = isinstance(given.root, SequenceNode)
    first, *others = _ordered(kind, (), tuple(notes.entries(given.blocks)), is_list=is_list)
    if not head or not head[-1]:
        first = (first[0], first[1]._replace(above=tuple(_trimmed(first[1].above, end=False))))
    for at, entry in (first, *others):
        printed = _printed(kind, at, entry, WIDTH)
        yield from printed.above
        yield from printed.lines
        yield from (below.words for below in printed.below)
    yield from _trimmed(notes.lines(given.stop, len(text)), start=False)


def _trimmed(lines: Sequence[str], *, start: bool = True, end: bool = True) -> Sequence[str]:
    """Lines without the empty ones at their start or their end."""
    found = [*lines]
    while end and found and not found[-1]:
        found.pop()
    return [*dropwhile(lambda line: not line, found)] if start else found


def _ordered(
    kind: str, at: At, entries: Sequence[FileEntry], *, is_list: bool
) -> list[tuple[At, FileEntry]]:
    """Entries with their paths, in the order of the house."""
    if is_list:
        return [((*at, number), entry) for number, entry in enumerate(entries)]
    order = in_order(kind, at, [entry.key for entry in entries])
    entries = sorted(entries, key=lambda entry: order.index(entry.key))
    return [((*at, entry.key), entry) for entry in entries]


def _printed(kind: str, at: At, entry: FileEntry, width: int) -> _Printed:
    """One key or item, and all that is in it."""
    write = pair if entry.key else item
    if not entry.inner:
        lines = write(kind, at, entry.value, width)
        is_group = not entry.key and isinstance(entry.value, dict) and len(lines) > 1
        if entry.beside and is_group:  # a comment on a line of its own, which the dash had
            return _Printed((*entry.above, entry.beside.strip()), lines, entry.below)
        return _Printed(entry.above, [lines[0] + entry.beside, *lines[1:]], entry.below)
    held = _inner(kind, at, entry, width - len(STEP))
    below = (*held.below, *entry.below)
    if not entry.key:
        own = [entry.beside.strip()] if entry.beside else []
        return _Printed((*entry.above, *own, *held.above), dashed(held.lines), below)
    start = f"{pair(kind, at, None)[0]}{entry.beside}"
    return _Printed(entry.above, [start, *indented([*held.above, *held.lines])], below)


def _inner(kind: str, at: At, entry: FileEntry, width: int) -> _Printed:
    """All that is in an entry; the comments above the first of it stand apart."""
    lines: list[str] = []
    first: tuple[str, ...] = ()
    left: list[Below] = []
    for number, (path, each) in enumerate(_ordered(kind, at, entry.inner, is_list=entry.is_list)):
        printed = _printed(kind, path, each, width)
        above = [line for line in printed.above if line]  # empty lines stay only at the top
        if number:
            lines.extend(above)
        else:
            first = tuple(above)
        lines += printed.lines
        lines += [below.words for below in printed.below if below.column >= each.column]
        left += [below for below in printed.below if below.column < each.column]
    return _Printed(first, lines, left)
