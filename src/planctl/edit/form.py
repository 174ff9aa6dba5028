"""The house form of a whole plan file, which every file can be brought to without losing a comment.

Keys stand in the order of the model. Lists and groups have a line for each item or key, two
spaces further in; labels stand in brackets where they fit, and readings of measures in braces.
A text has no quotes where every reader takes it for the same text. What a file says stays to the
character.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import dropwhile
from typing import NamedTuple

from yaml import SequenceNode

from planctl.edit.block import Unwritable, comments, said, tree
from planctl.edit.entry import Below, Entry, Notes
from planctl.edit.house import WIDTH
from planctl.edit.written import STEP, dashed, in_order, indented, item, lines_of, pair
from planctl.load.content import content
from planctl.model.problem import At


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
    if content(after) != content(text) or has != had:
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
    kind: str, at: At, entries: Sequence[Entry], *, is_list: bool
) -> list[tuple[At, Entry]]:
    """Entries with their paths, in the order of the house."""
    if is_list:
        return [((*at, number), entry) for number, entry in enumerate(entries)]
    order = in_order(kind, at, [entry.key for entry in entries])
    entries = sorted(entries, key=lambda entry: order.index(entry.key))
    return [((*at, entry.key), entry) for entry in entries]


def _printed(kind: str, at: At, entry: Entry, width: int) -> _Printed:
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


def _inner(kind: str, at: At, entry: Entry, width: int) -> _Printed:
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
