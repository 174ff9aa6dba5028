"""Items of a list in a plan file: put in at their place, and changed, in the list's own style.

The places come from the parser's marks, and the text is cut there. Comments, quoting, order, line
ends and every byte that is not meant stay. The text must be one that the loader has read.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from planctl.edit.splice import Cut, applied, scalar

_Loader: Final = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
_INDENT: Final = "  "


class Unwritable(Exception):
    """A file that is written in a way in which nothing can be put: what to do about it."""


class New(NamedTuple):
    """An item to be put in, before the one that is at a number now, or after the last."""

    before: int
    keys: Mapping[str, str]


class Changed(NamedTuple):
    """Keys of the item at a number that get a value, which they may have had already."""

    number: int
    keys: Mapping[str, str]


def with_items(text: str, key: str, new: Sequence[New], changed: Sequence[Changed] = ()) -> str:
    """A file with items put into the list under a key, or changed there.

    Raises Unwritable for a file that is one line of braces, or a list that is no list of groups.
    """
    root = yaml.compose(text, Loader=_Loader)
    if not isinstance(root, MappingNode) or root.flow_style:
        raise Unwritable("write the file with a line for each key, and not in braces")
    end = "\r\n" if "\r\n" in text else "\n"
    held = next((pair for pair in root.value if pair[0].value == key), None)
    if held is None or _is_empty(held[1]):
        if changed:
            raise Unwritable(f"there is nothing under {key} to be changed")
        return _begun(text, held[0] if held else None, key, new, end)
    if not isinstance(held[1], SequenceNode):
        raise Unwritable(f"{key} has to be a list")
    return applied(text, _List(text, held[1], end).cuts(new, changed))


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.value and not node.style


def _begun(text: str, named: Node | None, key: str, new: Sequence[New], end: str) -> str:
    """A file whose list begins with these items: under its key, or under one at the end."""
    items = "".join(f"{_INDENT}- {_in_braces(item.keys)}{end}" for item in new)
    if named is None:
        gap = "" if not text or text.endswith("\n") else end
        return f"{text}{gap}{key}:{end}{items}"
    at = text.find("\n", named.end_mark.index) + 1
    if not at:
        return f"{text}{end}{items}"
    return text[:at] + items + text[at:]


class _List:
    """A list of groups as it stands in a text."""

    def __init__(self, text: str, node: SequenceNode, end: str) -> None:
        self.text, self.node, self.end = text, node, end
        for item in node.value:
            if not isinstance(item, MappingNode):
                raise Unwritable("each item of the list has to be a group of keys")

    def cuts(self, new: Sequence[New], changed: Sequence[Changed]) -> Iterator[Cut]:
        """Where the text changes."""
        for change in changed:  # keys put after an item stand before an item put after it
            yield from self._change(self.node.value[change.number], change.keys)
        if new and not self.node.value:  # only [] has no items: nothing at all is begun elsewhere
            at = self.node.end_mark.index - 1
            yield Cut(at, at, ", ".join(_in_braces(item.keys) for item in new))
            return
        for item in new:
            yield self._in_braces(item) if self.node.flow_style else self._in_lines(item)

    def _in_braces(self, item: New) -> Cut:
        """A new item of a list in square brackets."""
        words, items = _in_braces(item.keys), self.node.value
        if item.before < len(items):
            at = items[item.before].start_mark.index
            return Cut(at, at, f"{words}, ")
        at = items[-1].end_mark.index
        return Cut(at, at, f", {words}")

    def _in_lines(self, item: New) -> Cut:
        """A new item of a list with a line or more for each."""
        items = self.node.value
        like = items[min(item.before, len(items) - 1)]
        indent = " " * self.node.start_mark.column
        if like.flow_style:
            words = f"{indent}- {_in_braces(item.keys)}"
        else:
            inner = " " * like.start_mark.column
            pairs = [f"{key}: {scalar(value)}" for key, value in item.keys.items()]
            dash = f"{indent}-".ljust(len(inner))
            words = f"{self.end}{inner}".join([f"{dash}{pairs[0]}", *pairs[1:]])
        if item.before == 0:
            at = self.text.rfind("\n", 0, self.node.start_mark.index) + 1
            return Cut(at, at, f"{words}{self.end}")
        return self._after(items[item.before - 1], words)

    def _after(self, node: Node, words: str) -> Cut:
        """Lines after that on which a group ends, and its comment with it."""
        at = self.text.find("\n", self._end(node))
        if at < 0:
            return Cut(len(self.text), len(self.text), f"{self.end}{words}")
        return Cut(at + 1, at + 1, f"{words}{self.end}")

    def _change(self, item: MappingNode, keys: Mapping[str, str]) -> Iterator[Cut]:
        """Values of a group: put in the place of those that are there, or after the last."""
        there = {name.value: value for name, value in item.value}
        for key in keys.keys() & there.keys():
            node = there[key]
            start = node.start_mark.index
            if _is_empty(node):
                name = next(name for name, _ in item.value if name.value == key)
                start = self.text.index(":", name.end_mark.index) + 1
                yield Cut(start, start, f" {scalar(keys[key])}")
            else:
                yield Cut(start, self._end(node), scalar(keys[key]))
        more = [f"{key}: {scalar(value)}" for key, value in keys.items() if key not in there]
        if more and item.flow_style:
            at = self._end(item.value[-1][1])
            yield Cut(at, at, "".join(f", {pair}" for pair in more))
        elif more:
            inner = " " * item.start_mark.column
            yield self._after(item, self.end.join(f"{inner}{pair}" for pair in more))

    def _end(self, node: Node) -> int:
        """Where what a node says ends; the mark of lines is where the next thing starts."""
        while isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        end = int(node.end_mark.index)
        in_lines = isinstance(node, ScalarNode) and node.style in {"|", ">"}
        return len(self.text[:end].rstrip()) if in_lines else end


def _in_braces(keys: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {scalar(value)}" for key, value in keys.items()) + "}"
