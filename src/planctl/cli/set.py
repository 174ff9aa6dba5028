"""planctl set: one value of an action, an area, a measure or a front file, by its key."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from planctl.cli.option import AsAtFlag, ByFlag, DryRunFlag, PlanFlag, value_argument, value_flag
from planctl.cli.terminal import parse_as_at
from planctl.model.problem import Stop
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.edit.cut import Edit
    from planctl.edit.house_style import Slot
    from planctl.load.source import PlanFile
    from planctl.model.plan_value import PlanValue
    from planctl.model.problem import At

_NAMES: Final = {("action", ("ref",)), ("area", ("ref",)), ("measure", ("id",))}
Of = Annotated[
    str,
    value_argument(
        "REF",
        "The ref of an action or the id of a measure; plan, governance, roles, glossary, policy or "
        "board; or a kind with a name after it: area 1, measure ID, role ROLE, meeting DAY, "
        "finding, report, project or decision ID.",
    ),
]
Key = Annotated[
    str,
    typer.Argument(
        metavar="KEY", help="A key of its file, with full stops to go deeper: milestones.2.done."
    ),
]
Values = Annotated[
    list[str],
    typer.Argument(
        metavar="VALUE...", help="What it is to say; several for a list, and '' for nothing."
    ),
]
Correct = Annotated[
    bool,
    typer.Option(
        "--correct",
        help="The first promise was written down wrongly: say beside it what it should have "
        "been. It counts once the board has agreed it.",
    ),
]
Reason = Annotated[str | None, value_flag("--reason", "TEXT", "How the mistake came about.")]
Clerical = Annotated[
    bool,
    typer.Option(
        "--clerical", help="A slip of the pen that no board has seen: it needs no agreement."
    ),
]


def set(  # noqa: A001, PLR0913 - the command's own name, and a flag each
    ref: Of,
    key: Key,
    value: Values,
    *,
    correct: Correct = False,
    reason: Reason = None,
    by: ByFlag = None,
    clerical: Clerical = False,
    dry_run: DryRunFlag = False,
    plan: PlanFlag = None,
    as_at: AsAtFlag = None,
) -> None:
    """Set one key of a file of the plan; every other line stays as it is.

    Example: planctl set 1.2 title "Forward plan of dip samples"

    Example: planctl set 1.2 milestones.1.done 2024-02-26

    Example: planctl set board papers_due 7

    Example: planctl set 1.2 timescale "30 Apr 2024" --correct --reason "It said April" --by "SM QA"
    """
    from planctl.cli.change import apply_change
    from planctl.load.file_place import file_kind
    from planctl.update.correction import Mistake, correction_edit
    from planctl.update.file_change import edit_draft, front_draft
    from planctl.workspace.named_part import find_part
    from planctl.workspace.plan import open_workspace

    now = open_workspace(find_plan(plan))
    day = parse_as_at(as_at)
    (file, start), words = find_part([ref, key, *value], now)
    if len(words) < 2:  # noqa: PLR2004 - a key and a value
        raise Stop("the key or the value is missing", "planctl set --help has examples")
    at = _parse_key(_full_key(words, file), file, start)
    said = _parse_value(file, at, words[1:])
    _refuse_first_promise(file, at, said, correct=correct)
    mistake = Mistake(reason, by, is_clerical=clerical)
    edit = _edit(file, at, said)
    if correct:
        edit = correction_edit(now, file, edit, mistake, day)
    elif mistake != Mistake():
        raise Stop("--reason, --by and --clerical say more of a correction", "give --correct too")
    is_there = file.path in now.loaded.files
    draft = (
        edit_draft(now, file, [edit])
        if is_there
        else front_draft(now, file_kind(file.path), [edit])
    )
    apply_change(now, [draft], day, dry_run=dry_run)


def _edit(file: "PlanFile", at: "At", value: "PlanValue") -> "Edit":
    """A value in its place; one more item where the number is that of the next."""
    from planctl.edit.block import tree
    from planctl.edit.change import at_path
    from planctl.edit.cut import Add, Put
    from planctl.load.content import decode_text
    from planctl.model.words import count_noun

    last_number = max((n for n, step in enumerate(at) if isinstance(step, int)), default=None)
    if last_number is None:
        return Put(at, value)
    current = at_path(tree(decode_text(file.data)), at[:last_number])
    number = int(at[last_number])
    if isinstance(current, dict):  # the only item of what may be a list
        return _edit_only_item(current, at, last_number, value)
    count = len(current) if isinstance(current, list) else 0
    if number < count:
        return Put(at, value)
    if number > count:
        name = _dotted(at[:last_number])
        message = f"{name} has {count_noun(count, 'item')}"
        raise Stop(message, f"the next would be {name}.{count + 1}")
    return Add(at[:last_number], {str(at[-1]): value} if last_number < len(at) - 1 else value)


def _edit_only_item(
    current: "dict[str, PlanValue]", at: "At", last_number: int, value: "PlanValue"
) -> "Edit":
    """An edit of the only item of what may be a list, or one more item beside it."""
    from planctl.edit.cut import Put

    number, rest = int(at[last_number]), at[last_number + 1 :]
    if number == 0:
        return Put((*at[:last_number], *rest), value)
    if number > 1:
        name = _dotted(at[:last_number])
        raise Stop(f"{name} has 1 item", f"the next would be {name}.2")
    for step in reversed(rest):
        value = {str(step): value}
    return Put(at[:last_number], [current, value])


def _is_single(file: "PlanFile", at: "At") -> bool:
    """Whether the file has one group of keys where a list of them may stand, or nothing yet."""
    from planctl.edit.block import tree
    from planctl.edit.change import at_path
    from planctl.edit.house_style import slot
    from planctl.load.content import decode_text
    from planctl.load.file_place import file_kind

    current = at_path(tree(decode_text(file.data)), at)
    return bool(slot(file_kind(file.path), at).keys) and not isinstance(current, list)


def _full_key(words: Sequence[str], file: "PlanFile") -> str:
    """The key that is meant: the target of a measure that has one is an item of a list."""
    from planctl.edit.block import tree
    from planctl.edit.change import at_path
    from planctl.load.content import decode_text
    from planctl.load.file_place import file_kind
    from planctl.model.words import count_noun

    if file_kind(file.path) != "measure" or words[0] != "target":
        return words[0]
    targets = at_path(tree(decode_text(file.data)), ("targets",))
    count = len(targets) if isinstance(targets, list) else 0
    if count > 1:
        message = f"the measure has {count_noun(count, 'target')}"
        raise Stop(message, f"say which, as in targets.{count}.value")
    return "targets.1" if "=" in words[1] else "targets.1.value"


def _parse_key(key: str, file: "PlanFile", start: "At") -> "At":
    """Where in a file a key of a part of it stands; the numbers of items count from 1."""
    from planctl.edit.house_style import slot
    from planctl.load.file_place import file_kind
    from planctl.model.choice import suggest_name

    kind, at = file_kind(file.path), start
    if kind == "roles" and start and key in {"name", "meaning"}:
        return start
    steps = [key] if kind in {"roles", "glossary"} else key.split(".")
    for step in steps:
        place = slot(kind, at)
        is_number = place.is_list and step.isdecimal() and int(step) > 0
        if place.is_list and not is_number and not _is_single(file, at):
            name = _dotted(at) or kind
            raise Stop(f"{name} is a list", f"say which item of it, as in {name}.1")
        at = (*at, int(step) - 1 if is_number else step)
        if not slot(kind, at).is_known:
            known = ", ".join(place.keys)
            hint = suggest_name(step, place.keys) or f"the keys that can stand here are {known}"
            raise Stop(f"“{step}” is not a key that can stand here", hint)
    if (kind, at) in _NAMES:
        command = "planctl rename" if kind == "action" else f"planctl rename {kind}"
        message = f"the {at[0]} of this {kind} is not changed alone, because others name it"
        raise Stop(message, f"use {command} OLD NEW")
    return at


def _parse_value(file: "PlanFile", at: "At", values: Sequence[str]) -> "PlanValue":
    """What is to stand under a key, from the words of the command."""
    from planctl.edit.house_style import slot
    from planctl.load.file_place import file_kind

    kind, name = file_kind(file.path), _dotted(at)
    place, item = slot(kind, at), slot(kind, (*at, 0))
    words = [value.strip() for value in values]
    if words == [""]:
        _refuse_to_drop(at)
        return None
    if place.is_list and item.is_one_value:
        return [_as_listed(word, item) for word in words]
    if place.is_list and not _is_single(file, at):
        message = f"{name} is a list of groups of keys"
        raise Stop(message, f"name one of them, as in {name}.1.{item.keys[0]}")
    if place.keys and all(word.partition("=")[0] in place.keys and "=" in word for word in words):
        parts = (word.partition("=") for word in words)
        return {key: _as_listed(text, slot(kind, (*at, key))) for key, _, text in parts}
    if not place.is_one_value:
        pairs = " ".join(f"{key}=..." for key in place.keys[:2])
        raise Stop(f"{name} is a group of keys", f"write them as in {name} {pairs}")
    if len(words) > 1:
        message = f"{name} takes one value, and {len(words)} were given"
        raise Stop(message, "put the whole text in quotes")
    return _as_listed(words[0], place)


def _as_listed(word: str, place: "Slot") -> str:
    """A word as its closed list has it, where it is of one."""
    from planctl.model.choice import match_choice

    return match_choice(word, place.choices) or word


def _refuse_to_drop(at: "At") -> None:
    """A key may say nothing; an item of a list may not."""
    if isinstance(at[-1], int):
        message = "an item of a list is not taken out by a command"
        raise Stop(message, "take its line out of the file, and say in progress why")


def _dotted(at: "At") -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in at)


def _refuse_first_promise(file: "PlanFile", at: "At", new: "PlanValue", *, correct: bool) -> None:
    """The timescale of an action that was promised once is not changed in place."""
    from planctl.edit.block import tree
    from planctl.edit.change import at_path
    from planctl.load.content import decode_text
    from planctl.load.file_place import file_kind

    if correct or file_kind(file.path) != "action" or at[:1] != ("timescale",):
        return
    current = at_path(tree(decode_text(file.data)), at)
    if current is not None and current != new:
        hint = "ask for a later one with planctl update REF --request-extension DAY; for a slip of "
        raise Stop(
            "the first promise of a date is never changed in place", f"{hint}the pen add --correct"
        )
