"""Where a plan file changes for an edit: a value in its place, a new key, a new item.

What is new is written in the house form, and in the indent of its neighbours.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, cast

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from planctl.edit.block import Block, Tree, Unwritable, ends, is_empty
from planctl.edit.emit import (
    in_one_line,
    in_order,
    indented,
    item,
    lines_of,
    on_one_line,
    pair,
    quoted_like,
)
from planctl.edit.house_style import slot
from planctl.model.problem import At, PlanValue

NOT_SO: Final = "is written in a way that this cannot be put into"
BY_HAND: Final = "open the file, and make the change by hand"


class Put(NamedTuple):
    """A value for a key, or for an item; a key that is not there gets its place in the order."""

    at: At
    value: PlanValue


class Add(NamedTuple):
    """A new item of a list, before the one at a number, or after the last.

    A file that is one list has the empty path.
    """

    at: At
    value: PlanValue
    before: int | None = None


class Drop(NamedTuple):
    """A key or an item that goes, with the comments on its own lines; those above it stay."""

    at: At
    value: None = None


Edit = Put | Add | Drop


class Cut(NamedTuple):
    """A part of a text, from one character to before another, and what is to stand there."""

    start: int
    end: int
    text: str


def applied(text: str, cuts: Iterable[Cut]) -> str:
    """A text after its cuts, which do not overlap; of two at one place the first comes first."""
    parts, at = [], 0
    for cut in sorted(cuts, key=lambda each: (each.start, each.end)):
        parts += [text[at : cut.start], cut.text]
        at = cut.end
    return "".join([*parts, text[at:]])


def cuts(of: Tree, kind: str, edit: Edit) -> Sequence[Cut]:
    """Where the text changes."""
    blocks, at = of.blocks, edit.at
    if isinstance(edit, Add) and not at:
        return [_item_of_file(of, kind, edit)]
    for depth, step in enumerate(at):
        found = _named(blocks, step)
        rest = at[depth + 1 :]
        if found is None:
            return [_new_key(of, kind, at[: depth + 1], blocks, _value(edit, rest))]
        if not rest:
            return _at_block(of, kind, edit, found)
        if is_empty(found.node):
            return _replaced(of, kind, at[: depth + 1], found, _value(edit, rest))
        if not found.inner:
            return _inside(of, kind, edit, found, depth + 1)
        blocks = found.inner
    raise AssertionError(at)  # pragma: no cover - an edit is always of some key


def _named(blocks: Sequence[Block], step: str | int) -> Block | None:
    if isinstance(step, int):
        return blocks[step] if step < len(blocks) else None
    return next((block for block in blocks if block.key == step), None)


def _value(edit: Edit, rest: At) -> PlanValue:
    """What a key that is not there yet gets, for an edit of something below it."""
    value: PlanValue = [edit.value] if isinstance(edit, Add) else edit.value
    for step in reversed(rest):
        value = {str(step): value}
    return value


def _at_block(of: Tree, kind: str, edit: Edit, found: Block) -> Sequence[Cut]:
    """An edit of what has a line of its own."""
    if isinstance(edit, Drop):
        return [Cut(of.text.rfind("\n", 0, found.own) + 1, found.stop, "")]
    if isinstance(edit, Put):
        return _replaced(of, kind, edit.at, found, edit.value)
    if not isinstance(found.node, SequenceNode):
        raise Unwritable(NOT_SO, f"{edit.at[-1]} has to be a list")
    if not found.inner:
        return [_item_in_brackets(kind, edit, found.node)]
    return [_item_in_lines(of, kind, edit, found)]


def _replaced(of: Tree, kind: str, at: At, found: Block, value: PlanValue) -> Sequence[Cut]:
    """Another value in the place of one that has a line of its own."""
    start = found.after
    short = on_one_line(kind, at, value)
    node = found.node
    if short is None or (isinstance(value, list | dict) and value and found.inner):
        indent = " " * found.column
        if isinstance(at[-1], int) and not isinstance(value, str):
            lines = _indented(of, item(kind, at, value), indent).removeprefix(f"{indent}-")
            if found.inner:
                return [Cut(start, found.stop, lines)]
            return [Cut(start, found.end, lines.removesuffix(of.line_end))]
        lines = _indented(of, lines_of(kind, at, value), indent)
        sign = "" if not isinstance(value, str) else f" {'|' if value.endswith(chr(10)) else '|-'}"
        if found.inner:
            return [Cut(start, found.stop, f"{sign}{of.line_end}{lines}")]
        line = of.text.find("\n", found.end) + 1 or len(of.text)
        return [Cut(start, found.end, sign), _line_at(of, line, lines)]
    words = f" {short}" if short else ""
    if isinstance(node, ScalarNode) and isinstance(value, str) and not is_empty(node):
        words = f" {quoted_like(node.style, value, short)}"
    if found.inner:
        return [Cut(start, found.stop, f"{words}{of.line_end}")]
    return [Cut(start, found.end, words)]


def _line_at(of: Tree, at: int, lines: str) -> Cut:
    """Whole lines at a place where a line begins, also after a last line without an end."""
    if at and of.text[at - 1] != "\n":
        return Cut(at, at, of.line_end + lines.removesuffix(of.line_end))
    return Cut(at, at, lines)


def _indented(of: Tree, lines: Sequence[str], indent: str) -> str:
    return "".join(f"{line}{of.line_end}" for line in indented(lines, indent))


def _new_key(of: Tree, kind: str, at: At, siblings: Sequence[Block], value: PlanValue) -> Cut:
    """A key that is not there yet, after the last of those that come before it in the order."""
    if not isinstance(at[-1], str):
        raise Unwritable("has no such item", BY_HAND)
    if not siblings:
        return _line_at(of, len(of.text), _indented(of, pair(kind, at, value), ""))
    order = in_order(kind, at[:-1], [*(block.key for block in siblings), at[-1]])
    earlier = set(order[: order.index(at[-1])])
    after = [block for block in siblings if block.key in earlier]
    indent = " " * siblings[0].column
    if not after:
        first = siblings[0]
        start = first.first if first.first == 0 or of.text[first.first - 1] == "\n" else first.own
        lines = pair(kind, at, value)
        if start == first.own and of.text[start - 1] != "\n":  # on the line of a dash
            text = of.line_end.join([lines[0], *(f"{indent}{line}" for line in lines[1:])])
            return Cut(start, start, f"{text}{of.line_end}{indent}")
        return Cut(start, start, _indented(of, lines, indent))
    return _line_at(of, after[-1].stop, _indented(of, pair(kind, at, value), indent))


def _item_in_lines(of: Tree, kind: str, edit: Add, found: Block) -> Cut:
    """A new item of a list with a line for each: like its neighbour in braces, or in lines."""
    items = found.inner
    number = len(items) if edit.before is None else edit.before
    like = items[min(number, len(items) - 1)].node
    at = (*edit.at, number)
    if isinstance(edit.value, dict) and isinstance(like, MappingNode) and like.flow_style:
        lines = [f"- {in_one_line(kind, at, edit.value)}"]
    elif isinstance(edit.value, dict) and slot(kind, at).in_braces:
        lines = item(kind, at, edit.value, 0)
    else:
        lines = item(kind, at, edit.value)
    text = _indented(of, lines, " " * items[0].column)
    if number < len(items):
        return Cut(items[number].first, items[number].first, text)
    return _line_at(of, items[-1].stop, text)


def _item_of_file(of: Tree, kind: str, edit: Add) -> Cut:
    """A new item of a file that is one list, which may have none yet."""
    if of.root is None or not of.blocks:
        return _line_at(of, len(of.text), _indented(of, item(kind, (0,), edit.value), ""))
    return _item_in_lines(of, kind, edit, Block("", of.root, 0, 0, 0, 0, of.stop, 0, of.blocks))


def _item_in_brackets(kind: str, edit: Add, node: SequenceNode) -> Cut:
    """A new item of a list in brackets."""
    items = node.value
    words = in_one_line(kind, (*edit.at, 0), edit.value)
    if edit.before is not None and edit.before < len(items):
        at = items[edit.before].start_mark.index
        return Cut(at, at, f"{words}, ")
    at = items[-1].end_mark.index
    return Cut(at, at, f", {words}")


def _inside(of: Tree, kind: str, edit: Edit, found: Block, depth: int) -> Sequence[Cut]:
    """An edit of something within brackets or braces."""
    node, at = found.node, edit.at
    for number in range(depth, len(at)):
        step, rest = at[number], at[number + 1 :]
        inner = _inner(node, step)
        if inner is None:
            value = in_one_line(kind, at[: number + 1], _value(edit, rest))
            return [_pair_in_braces(cast("MappingNode", node), f"{step}: {value}")]
        if not rest:
            return [_in_place(of, kind, edit, inner)]
        node = inner
    raise AssertionError(at)  # pragma: no cover - see cuts


def _inner(node: Node, step: str | int) -> Node | None:
    if isinstance(node, SequenceNode) and isinstance(step, int):
        return cast("Node", node.value[step]) if step < len(node.value) else None
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    raise Unwritable(NOT_SO, BY_HAND)


def _pair_in_braces(node: MappingNode, words: str) -> Cut:
    at = node.end_mark.index - 1 if not node.value else node.value[-1][1].end_mark.index
    return Cut(at, at, f", {words}" if node.value else words)


def _in_place(of: Tree, kind: str, edit: Edit, inner: Node) -> Cut:
    if isinstance(edit, Drop):
        raise Unwritable(NOT_SO, BY_HAND)
    if isinstance(edit, Put):
        words = in_one_line(kind, edit.at, edit.value)
        if is_empty(inner):  # its mark is at what comes after it
            end = len(of.text[: inner.start_mark.index].rstrip())
            return Cut(end, end, f" {words}")
        return Cut(inner.start_mark.index, ends(of.text, inner), words)
    return _item_in_brackets(kind, edit, cast("SequenceNode", inner))
