"""planctl set: one value of an action, an area, a measure or a front file, by its key."""

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import day_of
from planctl.cli.option import AsAt, DryRun, PlanFolder
from planctl.model.stop import Stop
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.edit.cut import Edit
    from planctl.edit.house_style import Slot
    from planctl.load.source import SourceFile
    from planctl.model.problem import At
    from planctl.model.said import Said
    from planctl.workspace.plan import Desk

Of = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        help="The ref of an action, the id of a measure, an area as “area 1”, or one of plan, "
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
Reason = Annotated[
    str | None,
    typer.Option(
        "--reason", metavar="TEXT", show_default=False, help="How the mistake came about."
    ),
]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="ROLE", show_default=False, help="Who says so, by role."),
]
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
    by: By = None,
    clerical: Clerical = False,
    dry_run: DryRun = False,
    plan: PlanFolder = None,
    as_at: AsAt = None,
) -> None:
    """Set one key of a file of the plan; every other line stays as it is.

    Example: planctl set 1.2 title "Forward plan of dip samples"

    Example: planctl set 1.2 milestones.1.done 2024-02-26

    Example: planctl set 1.2 timescale "30 Apr 2024" --correct --reason "It said April" --by "SM QA"
    """
    from planctl.cli.change import carry_out
    from planctl.update.correction import Mistake, correction
    from planctl.update.revise import revised
    from planctl.workspace.plan import desk

    now = desk(find_plan(plan))
    day = day_of(as_at)
    file = _file(ref, now)
    at = _path(key, file)
    said = _said(file, at, value)
    _refuse_first_promise(file, at, said, correct=correct)
    mistake = Mistake(reason, by, is_clerical=clerical)
    edit = _edit(file, at, said)
    if correct:
        edit = correction(now, file, edit, mistake, day)
    elif mistake != Mistake():
        raise Stop("--reason, --by and --clerical say more of a correction", "give --correct too")
    carry_out(now, [revised(now, file, [edit])], day, dry_run=dry_run)


def _edit(file: "SourceFile", at: "At", said: "Said") -> "Edit":
    """A value in its place; one more item where the number is that of the next."""
    from planctl.edit.block import tree
    from planctl.edit.change import at_path
    from planctl.edit.cut import Add, Put
    from planctl.load.content import decoded
    from planctl.model.words import counted

    last = max((n for n, step in enumerate(at) if isinstance(step, int)), default=None)
    if last is None:
        return Put(at, said)
    there = at_path(tree(decoded(file.data)), at[:last])
    number = int(at[last])
    if isinstance(there, dict):  # the only item of what may be a list
        return _beside(there, at, last, said)
    count = len(there) if isinstance(there, list) else 0
    if number < count:
        return Put(at, said)
    if number > count:
        name = _name(at[:last])
        message = f"{name} has {counted(count, 'item')}"
        raise Stop(message, f"the next would be {name}.{count + 1}")
    return Add(at[:last], {str(at[-1]): said} if last < len(at) - 1 else said)


def _beside(there: "dict[str, Said]", at: "At", last: int, said: "Said") -> "Edit":
    """An edit of the only item of what may be a list, or one more item beside it."""
    from planctl.edit.cut import Put

    number, rest = int(at[last]), at[last + 1 :]
    if number == 0:
        return Put((*at[:last], *rest), said)
    if number > 1:
        name = _name(at[:last])
        raise Stop(f"{name} has 1 item", f"the next would be {name}.2")
    for step in reversed(rest):
        said = {str(step): said}
    return Put(at[:last], [there, said])


def _is_one(file: "SourceFile", at: "At") -> bool:
    """Whether the file has one group of keys where a list of them may stand, or nothing yet."""
    from planctl.edit.block import tree
    from planctl.edit.change import at_path
    from planctl.edit.house_style import slot
    from planctl.load.content import decoded
    from planctl.load.whereabouts import kind_of

    there = at_path(tree(decoded(file.data)), at)
    return bool(slot(kind_of(file.path), at).keys) and not isinstance(there, list)


def _file(named: str, now: "Desk") -> "SourceFile":
    """The file of an action, an area, a measure, or one of the front matter."""
    from planctl.cli.measure.show import measure_of
    from planctl.load.whereabouts import FRONT_KINDS
    from planctl.model.character import strip_quotes
    from planctl.workspace.named_action import asked, file_of
    from planctl.workspace.plan import reviewed

    plan, parts = now.loaded.plan, now.loaded.parts
    front = {kind: path for path, kind in FRONT_KINDS.items() if kind != "evidence"}
    typed = strip_quotes(named)
    kind = typed.casefold().removeprefix("plan/").removesuffix(".yaml")
    if kind in front:
        if (kind,) not in parts or plan.lacks(kind):
            raise Stop(f"there is no {front[kind]} that can be read", "run planctl check")
        return parts[(kind,)]
    if re.match("area(?:[ -]|$)", typed, re.IGNORECASE):
        return _area_file(typed, now)
    if any(measure.id == named for measure in plan.measures):
        measure = measure_of(named, plan)
        return parts["measures", next(n for n, m in enumerate(plan.measures) if m is measure)]
    seen = reviewed(now.loaded, date.min)
    return file_of(asked(named, seen), seen)


def _area_file(named: str, now: "Desk") -> "SourceFile":
    """The own file of an area, which is named as area 1."""
    from planctl.workspace.filter import area_ref, known

    if named.casefold() == "area":
        hint = 'put its name in quotation marks, as in planctl set "area 1" title TEXT'
        raise Stop("which area is meant?", hint)
    refs = [area.ref for area in now.loaded.plan.areas]
    found = known(area_ref(named), refs, "area")
    file = now.loaded.parts.get(("areas", refs.index(found)))
    unread = {each.path for each in now.loaded.plan.unread}
    if file is None or f"{now.name}/{file.path}" in unread:
        raise Stop(f"area {found} has no area.yaml that can be read", "run planctl check")
    return file


def _path(key: str, file: "SourceFile") -> "At":
    """Where in a file a key stands; the numbers of items count from 1, as people do."""
    from planctl.edit.house_style import slot
    from planctl.load.whereabouts import kind_of
    from planctl.model.choice import suggestion

    kind = kind_of(file.path)
    at: At = ()
    steps = [key] if kind in {"roles", "glossary"} else key.split(".")
    for step in steps:
        here = slot(kind, at)
        is_number = here.is_list and step.isdecimal() and int(step) > 0
        if here.is_list and not is_number and not _is_one(file, at):
            name = _name(at) or kind
            raise Stop(f"{name} is a list", f"say which item of it, as in {name}.1")
        at = (*at, int(step) - 1 if is_number else step)
        if not slot(kind, at).is_known:
            known = ", ".join(here.keys)
            hint = suggestion(step, here.keys) or f"the keys that can stand here are {known}"
            raise Stop(f"“{step}” is not a key that can stand here", hint)
    if kind == "action" and at == ("ref",):
        raise Stop("a ref is not changed alone, because others name it", "use planctl rename")
    return at


def _said(file: "SourceFile", at: "At", values: Sequence[str]) -> "Said":
    """What is to stand under a key, from the words of the command."""
    from planctl.edit.house_style import slot
    from planctl.load.whereabouts import kind_of

    kind, name = kind_of(file.path), _name(at)
    here, item = slot(kind, at), slot(kind, (*at, 0))
    words = [value.strip() for value in values]
    if words == [""]:
        _refuse_to_drop(at)
        return None
    if here.is_list and item.is_one_value:
        return [_canonical(word, item) for word in words]
    if here.is_list and not _is_one(file, at):
        message = f"{name} is a list of groups of keys"
        raise Stop(message, f"name one of them, as in {name}.1.{item.keys[0]}")
    if here.keys and all(word.partition("=")[0] in here.keys and "=" in word for word in words):
        said = (word.partition("=") for word in words)
        return {key: _canonical(text, slot(kind, (*at, key))) for key, _, text in said}
    if not here.is_one_value:
        pairs = " ".join(f"{key}=..." for key in here.keys[:2])
        raise Stop(f"{name} is a group of keys", f"write them as in {name} {pairs}")
    if len(words) > 1:
        message = f"{name} takes one value, and {len(words)} were given"
        raise Stop(message, "put the whole text in quotes")
    return _canonical(words[0], here)


def _canonical(word: str, place: "Slot") -> str:
    """A word as its closed list has it, where it is of one."""
    from planctl.model.choice import match_choice

    return match_choice(word, place.choices) or word


def _refuse_to_drop(at: "At") -> None:
    """A key may say nothing; an item of a list may not."""
    if isinstance(at[-1], int):
        message = "an item of a list is not taken out by a command"
        raise Stop(message, "take its line out of the file, and say in progress why")


def _name(at: "At") -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in at)


def _refuse_first_promise(file: "SourceFile", at: "At", said: "Said", *, correct: bool) -> None:
    """The timescale of an action that was promised once is not changed in place."""
    from planctl.edit.block import tree
    from planctl.edit.change import at_path
    from planctl.load.content import decoded
    from planctl.load.whereabouts import kind_of

    if correct or kind_of(file.path) != "action" or at[:1] != ("timescale",):
        return
    there = at_path(tree(decoded(file.data)), at)
    if there is not None and there != said:
        hint = "ask for a later one with planctl update REF --request-extension DAY; for a slip of "
        raise Stop(
            "the first promise of a date is never changed in place",
            f"{hint}the pen add --correct",
        )
