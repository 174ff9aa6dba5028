"""planctl set: one value of an action, an area, a measure or a front file, by its key."""

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

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
    from planctl.workspace.plan import Workspace

Of = Annotated[
    str,
    value_argument(
        "REF",
        "The ref of an action, the id of a measure, an area as “area 1”, or one of plan, "
        "governance, roles, glossary and policy.",
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

    Example: planctl set 1.2 timescale "30 Apr 2024" --correct --reason "It said April" --by "SM QA"
    """
    from planctl.cli.change import apply_change
    from planctl.update.correction import Mistake, correction_edit
    from planctl.update.file_change import edit_draft
    from planctl.workspace.plan import open_workspace

    now = open_workspace(find_plan(plan))
    day = parse_as_at(as_at)
    file = _file(ref, now)
    at = _parse_key(key, file)
    said = _parse_value(file, at, value)
    _refuse_first_promise(file, at, said, correct=correct)
    mistake = Mistake(reason, by, is_clerical=clerical)
    edit = _edit(file, at, said)
    if correct:
        edit = correction_edit(now, file, edit, mistake, day)
    elif mistake != Mistake():
        raise Stop("--reason, --by and --clerical say more of a correction", "give --correct too")
    apply_change(now, [edit_draft(now, file, [edit])], day, dry_run=dry_run)


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


def _file(name: str, now: "Workspace") -> "PlanFile":
    """The file of an action, an area, a measure, or one of the front matter."""
    from planctl.cli.measure.show import find_measure
    from planctl.load.file_place import FRONT_KINDS
    from planctl.model.label import strip_quotes
    from planctl.workspace.named_action import action_source, find_action
    from planctl.workspace.plan import review_plan

    plan, parts = now.loaded.plan, now.loaded.parts
    front = {kind: path for path, kind in FRONT_KINDS.items() if kind != "evidence"}
    plain = strip_quotes(name)
    kind = plain.casefold().removeprefix("plan/").removesuffix(".yaml")
    if kind in front:
        if (kind,) not in parts or plan.lacks(kind):
            raise Stop(f"there is no {front[kind]} that can be read", "run planctl check")
        return parts[(kind,)]
    if re.match("area(?:[ -]|$)", plain, re.IGNORECASE):
        return _area_file(plain, now)
    if any(measure.id == name for measure in plan.measures):
        measure = find_measure(name, plan)
        return parts["measures", next(n for n, m in enumerate(plan.measures) if m is measure)]
    review = review_plan(now.loaded, date.min)
    return action_source(find_action(name, review), review)


def _area_file(name: str, now: "Workspace") -> "PlanFile":
    """The own file of an area, which is named as area 1."""
    from planctl.workspace.filter import area_ref, match_name

    if name.casefold() == "area":
        hint = 'put its name in quotation marks, as in planctl set "area 1" title TEXT'
        raise Stop("which area is meant?", hint)
    refs = [area.ref for area in now.loaded.plan.areas]
    ref = match_name(area_ref(name), refs, "area")
    file = now.loaded.parts.get(("areas", refs.index(ref)))
    unread = {unread_file.path for unread_file in now.loaded.plan.unread}
    if file is None or f"{now.name}/{file.path}" in unread:
        raise Stop(f"area {ref} has no area.yaml that can be read", "run planctl check")
    return file


def _parse_key(key: str, file: "PlanFile") -> "At":
    """Where in a file a key stands; the numbers of items count from 1, as people do."""
    from planctl.edit.house_style import slot
    from planctl.load.file_place import file_kind
    from planctl.model.choice import suggest_name

    kind = file_kind(file.path)
    at: At = ()
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
    if kind == "action" and at == ("ref",):
        raise Stop("a ref is not changed alone, because others name it", "use planctl rename")
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
