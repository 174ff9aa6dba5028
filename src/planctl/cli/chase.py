"""planctl chase: what each lead owes before the papers are due, as one message a lead."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.option import AsAtFlag, MeetingFlag, PlanFlag, choice_flag, refuse_pipe, value_flag
from planctl.cli.terminal import parse_as_at, print_note, print_result
from planctl.model.problem import Stop
from planctl.workspace.folder import find_plan
from planctl.workspace.meeting import chase_for

if TYPE_CHECKING:
    from planctl.render.reminder import ReminderMessage, Reminders


class ChaseFormat(StrEnum):
    """What the messages are made as."""

    TEXT = "text"
    EML = "eml"
    JSON = "json"


AsMessages = Annotated[
    ChaseFormat,
    choice_flag("--format", "Text to paste, e-mail drafts in a folder, or for programs."),
]
ToLead = Annotated[str | None, value_flag("--lead", "ROLE", "Only what this role owes.")]
OutTo = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        callback=refuse_pipe,
        metavar="FOLDER",
        show_default=False,
        help="Where the drafts go, with --format eml. Without it: a folder named chase.",
    ),
]


def chase(  # noqa: PLR0913 - each is a flag of its own
    *,
    plan: PlanFlag = None,
    as_at: AsAtFlag = None,
    lead: ToLead = None,
    meeting: MeetingFlag = None,
    form: AsMessages = ChaseFormat.TEXT,
    to: OutTo = None,
) -> None:
    """Write to each lead what is owed before the papers are due, one message a lead.

    Example: planctl chase --lead "SM QA"
    """
    from planctl.cli.screen import print_json, warn_of_unread
    from planctl.render.reminder import reminder_messages, reminders_json, reminders_text
    from planctl.workspace.plan import read_scene

    if to and form is not ChaseFormat.EML:
        message = "a folder takes e-mail drafts"
        raise Stop(message, "add --format eml, or leave out --out")
    scene = read_scene(find_plan(plan), parse_as_at(as_at))
    all_owed = chase_for(scene, meeting)
    chosen = _owed_by(all_owed, lead) if lead else _owed_by_all(all_owed)
    if form is ChaseFormat.JSON:
        print_json(reminders_json(chosen))
    elif form is ChaseFormat.EML:
        _write_drafts(reminder_messages(chosen), to or Path("chase"))
    else:
        print_result(reminders_text(reminder_messages(chosen)))
    warn_of_unread(scene.plan)


def _owed_by(chase: "Reminders", lead: str) -> "Reminders":
    """Only the role that was asked for, where it owes something."""
    from planctl.render.reminder import deadline_in_words
    from planctl.workspace.filter import match_name

    role = match_name(lead, [owed.role for owed in chase.owed], "role")
    entries = tuple(owed for owed in chase.owed if owed.role == role and not owed.is_nothing)
    if not entries:
        print_note(f"{role} owes nothing {deadline_in_words(chase.by)}")
    return chase._replace(owed=entries)


def _owed_by_all(chase: "Reminders") -> "Reminders":
    """Every role that owes something; what nobody leads is said, since nobody is asked for it."""
    from planctl.assess.obligations import actions_without_lead
    from planctl.model.words import printable_text
    from planctl.render.reminder import deadline_in_words

    entries = tuple(owed for owed in chase.owed if not owed.is_nothing)
    if not entries:
        print_note(f"nobody owes anything {deadline_in_words(chase.by)}")
    refs = ", ".join(
        printable_text(action.ref) for action in actions_without_lead(chase.scene, chase.by)
    )
    if refs:
        print_note(f"late or due, and led by nobody, so that nobody is asked: {refs}")
    return chase._replace(owed=entries)


def _write_drafts(to_send: Iterable["ReminderMessage"], folder: Path) -> None:
    from planctl.render.reminder import email_drafts
    from planctl.save.files import write_file

    for name, draft in email_drafts(to_send):
        write_file(folder / name, draft)
        print_result(f"{(folder / name).as_posix()}\n")
