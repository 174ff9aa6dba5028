"""planctl rename: another name for an action, area, measure or role, wherever it is named."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.option import PlanChange, value_argument
from planctl.cli.terminal import print_note
from planctl.model.problem import Stop

if TYPE_CHECKING:
    from planctl.save.files import Draft
    from planctl.workspace.plan import Workspace

_KINDS = ("action", "area", "measure", "role")
First = Annotated[
    str,
    value_argument(
        "REF", "The ref of an action; or action, area, measure or role.", words=("REF", "PART")
    ),
]
Second = Annotated[
    str, value_argument("NEW", "The ref that it gets; after a kind: the name now.", after="first")
]
Third = Annotated[
    str | None,
    typer.Argument(metavar="[NEW]", help="After a kind and a name: the name that it gets."),
]


def rename(first: First, second: Second, third: Third = None, *, plan: PlanChange) -> None:
    """Give an action, an area, a measure or a role another name, in every file that names it.

    Example: planctl rename 1.2 1.7

    Example: planctl rename role "SM QA" "Head of quality"

    Example: planctl rename measure visits-good visits-sound --dry-run
    """
    from planctl.load.file_place import folder_of
    from planctl.update import rename as renames
    from planctl.update.new_item import refuse_duplicate_ref
    from planctl.workspace.named_part import action_source, find_action

    kind, old, new = _parse_words(first, second, third)
    now, review = plan.now, plan.review
    if kind == "role":
        renaming = renames.rename_role(old, new, now)
    elif kind == "measure":
        renaming = renames.rename_measure(old, new, now)
    elif kind == "area":
        renaming = renames.rename_area(old, new, review, now)
    else:
        action = find_action(old, review)
        refuse_duplicate_ref(new, now, but=action)
        folder = folder_of(action_source(action, review).path)
        renaming = renames.rename_action(action, new, folder, review)
    drafts = renames.rename_drafts(renaming, now)
    tell_mentions(renaming.old_names, drafts, now)
    if left := renames.files_left_behind(renaming, now):
        print_note(f"no files of the plan, so they stay where they are: {', '.join(left)}")
    plan.apply(drafts)


def tell_mentions(names: "Sequence[str]", drafts: "Sequence[Draft]", now: "Workspace") -> None:
    """Name the lines whose texts mention what has gone; no command can change them for sure."""
    from planctl.model.choice import abridged_list
    from planctl.update.rename import find_mentions

    lines = [*find_mentions(names, drafts, now)] if names else []
    if lines:
        print_note(
            f"texts that mention {abridged_list(names)} stay as they are; "
            f"look at {abridged_list(lines)}"
        )


def _parse_words(first: str, second: str, third: str | None) -> tuple[str, str, str]:
    """The kind, the name now and the new name."""
    if third is None and first.casefold() in _KINDS:
        message = f"what is the {first.casefold()} “{second}” to be called?"
        raise Stop(message, f"put the new name after it: planctl rename {first} OLD NEW")
    if third is not None and first.casefold() not in _KINDS:
        message = f"“{first}” is no kind of thing that can be renamed"
        raise Stop(
            message, f"it can be {', '.join(_KINDS)}; an action needs no kind before its ref"
        )
    kind, old, new = (
        ("action", first, second) if third is None else (first.casefold(), second, third)
    )
    if not new.strip():
        raise Stop(f"the new {'ref' if kind == 'action' else 'name'} is empty", "name it")
    return kind, old, " ".join(new.split())
