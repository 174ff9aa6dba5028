"""planctl chase: what each lead owes before the papers are due, as one message a lead."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import day_of, out, say
from planctl.cli.option import AsAt, For, PlanFolder, a_folder, choice_flag, value_flag
from planctl.model.stop import Stop
from planctl.workspace.folder import find_plan
from planctl.workspace.obligation import chase_for

if TYPE_CHECKING:
    from planctl.render.chase import Chase, Message


class ChaseFormat(StrEnum):
    """What the messages are made as."""

    TEXT = "text"
    EML = "eml"
    JSON = "json"


AsMessages = Annotated[
    ChaseFormat,
    choice_flag("--format", "Text to paste, e-mail drafts in a folder, or for programs."),
]
ToLead = Annotated[
    str | None,
    value_flag("--lead", "ROLE", "Only what this role owes."),
]
OutTo = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        callback=a_folder,
        metavar="FOLDER",
        show_default=False,
        help="Where the drafts go, with --format eml. Without it: a folder named chase.",
    ),
]


def chase(  # noqa: PLR0913 - each is a flag of its own
    *,
    plan: PlanFolder = None,
    as_at: AsAt = None,
    lead: ToLead = None,
    meeting: For = None,
    form: AsMessages = ChaseFormat.TEXT,
    to: OutTo = None,
) -> None:
    """Write to each lead what is owed before the papers are due, one message a lead.

    Example: planctl chase --lead "SM QA"
    """
    from planctl.cli.screen import print_json, warn_of_unread
    from planctl.render.chase import as_json, as_text, messages
    from planctl.workspace.plan import glance

    if to and form is not ChaseFormat.EML:
        message = "a folder takes e-mail drafts"
        raise Stop(message, "add --format eml, or leave out --out")
    scene = glance(find_plan(plan), day_of(as_at))
    all_owed = chase_for(scene, meeting)
    chosen = _owed_by(all_owed, lead) if lead else _owed_by_all(all_owed)
    if form is ChaseFormat.JSON:
        print_json(as_json(chosen))
    elif form is ChaseFormat.EML:
        _write_drafts(messages(chosen), to or Path("chase"))
    else:
        out(as_text(messages(chosen)))
    warn_of_unread(scene.plan)


def _owed_by(chase: "Chase", lead: str) -> "Chase":
    """Only the role that was asked for, where it owes something."""
    from planctl.model.words import visible
    from planctl.render.chase import when_in_words
    from planctl.workspace.filter import known

    role = known(lead, [owed.role for owed in chase.owed], "role")
    entries = tuple(owed for owed in chase.owed if owed.role == role and not owed.is_nothing)
    if not entries:
        say(f"planctl: {visible(role)} owes nothing {when_in_words(chase.by)}")
    return chase._replace(owed=entries)


def _owed_by_all(chase: "Chase") -> "Chase":
    """Every role that owes something; what nobody leads is said, since nobody is asked for it."""
    from planctl.assess.owed import unled
    from planctl.model.words import visible
    from planctl.render.chase import when_in_words

    entries = tuple(owed for owed in chase.owed if not owed.is_nothing)
    if not entries:
        say(f"planctl: nobody owes anything {when_in_words(chase.by)}")
    refs = ", ".join(visible(action.ref) for action in unled(chase.scene, chase.by))
    if refs:
        say(f"planctl: late or due, and led by nobody, so that nobody is asked: {refs}")
    return chase._replace(owed=entries)


def _write_drafts(to_send: Iterable["Message"], folder: Path) -> None:
    from planctl.render.chase import drafts
    from planctl.save.files import put

    for name, draft in drafts(to_send):
        put(folder / name, draft)
        out(f"{(folder / name).as_posix()}\n")
