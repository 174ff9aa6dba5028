"""Changes to a plan file at exact places: every character that is not meant stays as it was.

What is new is written in the house form, and in the indent of its neighbours. The new text is read
again: it has to say what was meant and nothing else, and to hold every comment.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from typing import cast

from yaml import Node

from planctl.edit.block import Tree, Unwritable, comments, said, tree
from planctl.edit.emit import STEP, in_order, lines_of, scalar
from planctl.edit.splice import BY_HAND, NOT_SO, Add, Cut, Drop, Edit, Put, applied, cuts
from planctl.load.content import FileFault, parse_yaml, stray_character
from planctl.model.problem import At, PlanValue


def edited(text: str, kind: str, edits: Iterable[Edit]) -> str:
    """A file of a kind after its edits, in which the numbers of items are those of now.

    Raises Unwritable where the file is written in a way that an edit cannot be put into.
    """
    before = tree(text)
    ordered = _in_order(before, kind, edits)
    if not ordered:
        return text
    if before.root is not None and not before.blocks:
        if said(before.root):
            raise Unwritable(NOT_SO, "write the file with a line for each key, and not in braces")
        before = tree(_without_root(text, before.root))
    for edit in ordered:
        _refuse_stray(edit.value)
    places = [(edit, cut) for edit in ordered for cut in cuts(before, kind, edit)]
    after = applied(before.text, (cut for _, cut in places))
    _verify(text, after, ordered, [cut for edit, cut in places if isinstance(edit, Drop)])
    return after


def _without_root(text: str, root: Node) -> str:
    """The text of a file that says nothing, such as {}, without the signs for it."""
    rest = text[root.end_mark.index :].lstrip(" ")
    line_end = next((end for end in ("\r\n", "\n") if rest.startswith(end)), "")
    return text[: root.start_mark.index] + rest.removeprefix(line_end)


def written(modeline: str, kind: str, value: PlanValue) -> str:
    """A new file of a kind in the house form, under the line by which an editor knows it.

    Raises Unwritable for a text with signs that no plan file may hold.
    """
    _refuse_stray(value)
    lines = (line.removeprefix(STEP) for line in lines_of(kind, (), value))
    return "".join(f"{line}\n" for line in (*([modeline] if modeline else ()), *lines))


def _in_order(before: Tree, kind: str, edits: Iterable[Edit]) -> list[Edit]:
    """The edits in the order of the keys; new items of a list that is empty are one value."""
    edits = [edit for edit in edits if edit.value is not None or at_path(before, edit.at)]
    order = in_order(kind, (), dict.fromkeys(_first_key(edit) for edit in edits))
    edits.sort(key=lambda edit: order.index(_first_key(edit)))
    found: list[Edit] = []
    for edit in edits:
        if not isinstance(edit, Add) or not edit.at or at_path(before, edit.at):
            found.append(edit)
        elif found and found[-1].at == edit.at:
            items = cast("list[PlanValue]", found[-1].value)
            found[-1] = Put(edit.at, [*items, edit.value])
        else:
            found.append(Put(edit.at, [edit.value]))
    return found


def _first_key(edit: Edit) -> str:
    """The key of the file that an edit is in; empty for an item of a file that is one list."""
    return str(edit.at[0]) if edit.at else ""


def at_path(of: Tree, at: At) -> PlanValue:
    """What a file says at a path of keys and items; none where there is nothing."""
    found: PlanValue = said(of.root) if of.root else None
    for step in at:
        if isinstance(found, dict):
            found = found.get(str(step))
        elif isinstance(found, list):
            found = found[int(step)]
        else:
            return None
    return found


def _verify(text: str, after: str, edits: Iterable[Edit], gone: Iterable[Cut]) -> None:
    """The new text says what was meant and nothing else, and keeps the comments of what stays."""
    try:
        now = parse_yaml(after)
    except FileFault as fault:
        raise Unwritable(NOT_SO, BY_HAND) from fault
    dropped = [range(cut.start, cut.end) for cut in gone]
    lost = Counter(words for at, words in comments(text) if not any(at in part for part in dropped))
    lost.subtract(words for _, words in comments(after))
    if any(count > 0 for count in lost.values()):
        raise Unwritable("has a comment within what would be replaced", BY_HAND)
    if now != meant(parse_yaml(text), edits):
        raise Unwritable(NOT_SO, BY_HAND)


def _refuse_stray(value: PlanValue) -> None:
    """A text with signs that no plan file may hold is not written."""
    if isinstance(value, list):
        for each in value:
            _refuse_stray(each)
    elif isinstance(value, dict):
        _refuse_stray([*value, *value.values()])
    elif value and (stray := stray_character(value.replace("\t", " "))):
        raise Unwritable(f"cannot hold {stray[1]}, which is in the text", "take it out")


def meant(given: PlanValue, edits: Iterable[Edit]) -> PlanValue:
    """What a file says after its edits."""
    edits = [edit._replace(at=("", *edit.at)) for edit in edits]
    is_list = any(edit.at == ("",) for edit in edits)  # the file is one list
    empty: PlanValue = [] if is_list else {}
    whole: dict[str | int, PlanValue] = {"": empty if given is None else deepcopy(given)}
    values = [edit for edit in edits if isinstance(edit, Put)]
    items = [edit for edit in edits if isinstance(edit, Add)]
    drops = [edit.at for edit in edits if isinstance(edit, Drop)]
    for put in values:
        _holder(whole, put.at)[put.at[-1]] = put.value
    for at in reversed(drops):  # the last first, likewise
        del _holder(whole, at)[at[-1]]
    order = sorted(range(len(items)), key=lambda n: (_number(items[n]), n), reverse=True)
    ends: dict[At, int] = {}
    for add in (items[n] for n in order):  # the last first, so that numbers stay what they were
        there = cast("list[PlanValue]", _holder(whole, add.at)[add.at[-1]])
        there.insert(min(_number(add), ends.setdefault(add.at, len(there))), add.value)
    return whole[""]


def _number(add: Add) -> int:
    """Before which item a new one stands; the last of all where none is named."""
    return sys.maxsize if add.before is None else add.before


def _holder(whole: "dict[str | int, PlanValue]", at: At) -> "dict[str | int, PlanValue]":
    """The group or the list that the last step of a path is in."""
    for step in at[:-1]:
        whole = cast("dict[str | int, PlanValue]", _child(whole, step))
    return whole


def _child(inner: "dict[str | int, PlanValue]", step: str | int) -> PlanValue:
    """What stands under a step; a group that is not there yet is an empty one."""
    if isinstance(step, str) and inner.get(step) is None:
        inner[step] = {}
    return inner[step]


def with_key(text: str, old: str, new: str) -> str:
    """A file in which a key of the whole has another name, its place and its value as they were.

    Raises Unwritable where the file is written in a way that this cannot be put into.
    """
    _refuse_stray(new)
    blocks = [block for block in tree(text).blocks if block.key == old]
    name = f"{scalar(new)}:"
    after = applied(text, (Cut(block.own, block.after, name) for block in blocks))
    keys = cast("dict[str, PlanValue]", parse_yaml(text))
    renamed = {new if key == old else key: value for key, value in keys.items()}
    same_comments = [words for _, words in comments(text)] == [
        words for _, words in comments(after)
    ]
    if parse_yaml(after) != renamed or not same_comments:
        raise Unwritable(NOT_SO, BY_HAND)
    return after
