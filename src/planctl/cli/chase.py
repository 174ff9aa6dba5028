"""planctl chase: what each lead owes before the papers are due, as one message a lead.

Nothing is sent but with --send, and then only after a person has seen what goes to whom.
"""

import os
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from planctl.cli.option import MeetingFlag, PlanAsAt, choice_flag, folder_flag, value_flag
from planctl.cli.terminal import ExitCode, print_note, print_result, put_result, today
from planctl.model.problem import Stop
from planctl.workspace.meeting import chase_for

if TYPE_CHECKING:
    from planctl.assess.scene import Scene
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
    folder_flag(
        "FOLDER", "Where the drafts go, with --format eml. Without it: a folder named chase."
    ),
]


Send = Annotated[
    bool,
    typer.Option(
        "--send",
        help="Send the messages through the mail server of plan.yaml, once you have said yes.",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Send without asking; for a scheduled run.")]
Again = Annotated[
    bool, typer.Option("--again", help="Send also to those who were written to today already.")
]
Digest = Annotated[
    bool,
    typer.Option(
        "--digest", help="One message for the board's secretary: who has not answered, how long."
    ),
]


def chase(  # noqa: PLR0913 - each is a flag of its own
    *,
    plan: PlanAsAt,
    lead: ToLead = None,
    meeting: MeetingFlag = None,
    form: AsMessages = ChaseFormat.TEXT,
    to: OutTo = None,
    send: Send = False,
    yes: Yes = False,
    again: Again = False,
    digest: Digest = False,
) -> None:
    """Write to each lead what is owed before the papers are due, one message a lead.

    Nothing is sent but with --send, which shows what goes to whom and asks first.

    Example: planctl chase --lead "SM QA"
    """
    from planctl.cli.screen import print_json, warn_of_unread
    from planctl.render.reminder import (
        message_json,
        reminder_messages,
        reminders_json,
        reminders_text,
    )

    if to and form is not ChaseFormat.EML:
        message = "a folder takes e-mail drafts"
        raise Stop(message, "add --format eml, or leave out --out")
    _refuse_flags(form, lead, send=send, only_sending=yes or again, digest=digest)
    root, scene = plan.root, plan.scene_with_promises
    all_owed = chase_for(scene, meeting)
    chosen = _owed_by(all_owed, lead) if lead else _owed_by_all(all_owed)
    messages = (_digest(chosen, root),) if digest else reminder_messages(chosen)
    if send:
        _send(messages, _Sending(root, scene, yes, again, "digest" if digest else "chase"))
    elif form is ChaseFormat.JSON:
        facts = message_json(messages[0]) if digest else reminders_json(chosen)
        print_json(facts)
    elif form is ChaseFormat.EML:
        _write_drafts(messages, to or Path("chase"))
    else:
        print_result(reminders_text(messages))
    warn_of_unread(scene.plan)


class _Sending(NamedTuple):
    """How messages are to be sent."""

    root: Path
    scene: "Scene"
    is_agreed: bool  # without a question
    again: bool
    kind: str


def _refuse_flags(
    form: ChaseFormat, lead: str | None, *, send: bool, only_sending: bool, digest: bool
) -> None:
    """End the run where flags do not go together."""
    if only_sending and not send:
        raise Stop("--yes and --again are for --send", "add --send, or leave them out")
    if send and form is not ChaseFormat.TEXT:
        raise Stop(f"--send sends, and makes no {form}", "leave out --format or --send")
    if digest and lead:
        raise Stop("the digest is about every role", "leave out --lead or --digest")


def _digest(chosen: "Reminders", root: Path) -> "ReminderMessage":
    from planctl.render.reminder import digest_message
    from planctl.workspace.mail import read_record

    written = {sent.role: sent.day for sent in read_record(root) if sent.kind == "chase"}
    return digest_message(chosen, written)


def _send(messages: Iterable["ReminderMessage"], sending: _Sending) -> None:
    """Show what goes to whom, ask, send, and say what was sent and what was not."""
    from planctl.render.reminder import reminders_text
    from planctl.workspace.mail import mail_server, record_message, send_messages

    server = mail_server(sending.scene.plan.plan, os.environ)
    chosen = tuple(_addressed(messages, sending))
    if chosen:
        print_result(reminders_text(chosen))
        _ask_to_send(len(chosen), f"{server}, as {server.settings.sender}", sending)
    lost = 0
    for message, fault in send_messages(server, chosen) if chosen else ():
        if fault:
            lost += 1
            print_note(f"not sent to {message.address_line}: {fault}")
        else:
            record_message(sending.root, message, sending.kind, today())
            print_result(f"sent to {message.address_line}\n")
    if lost:
        print_note(f"{lost} of {len(chosen)} not sent; the same command tries them again")
        raise typer.Exit(ExitCode.PROBLEMS)


def _addressed(
    messages: Iterable["ReminderMessage"], sending: _Sending
) -> Iterator["ReminderMessage"]:
    """The messages that can be sent and were not sent today; the others are said."""
    from planctl.workspace.mail import read_record

    done = {
        (sent.kind, sent.role, sent.to) for sent in read_record(sending.root) if sent.day == today()
    }
    for message in messages:
        if message.to.missing:
            print_note(f"not written to: {message.to.missing} has no email in roles.yaml")
        elif (sending.kind, message.role, message.to.email) in done and not sending.again:
            line = message.address_line
            print_note(f"written to today already: {line}; --again writes once more")
        else:
            yield message


def _ask_to_send(number: int, server: str, sending: _Sending) -> None:
    """End the run unless somebody says yes."""
    from planctl.cli.ask import can_ask, confirm
    from planctl.model.words import count_noun

    if sending.is_agreed:
        return
    if not can_ask():
        message = "nothing was sent, because nobody is there to be asked"
        raise Stop(message, "look at what would go to whom, and add --yes to have it sent")
    if not confirm(f"Send {count_noun(number, 'message')} through {server}?"):
        raise Stop("nothing was sent", "")


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
    from planctl.render.reminder import deadline_in_words

    entries = tuple(owed for owed in chase.owed if not owed.is_nothing)
    if not entries:
        print_note(f"nobody owes anything {deadline_in_words(chase.by)}")
    refs = ", ".join(action.ref for action in actions_without_lead(chase.scene, chase.by))
    if refs:
        print_note(f"late or due, and led by nobody, so that nobody is asked: {refs}")
    return chase._replace(owed=entries)


def _write_drafts(to_send: Iterable["ReminderMessage"], folder: Path) -> None:
    from planctl.render.reminder import email_drafts

    for name, draft in email_drafts(to_send):
        put_result(draft, folder / name)
