"""Reminders: what each role owes, as one plain message a role, and as e-mail drafts.

The digest is one message to the board's secretary: who has not answered, and for how long.

A message holds facts and a request, and no judgement. A draft goes to the mailbox that roles.yaml
gives a role, if any; it has no date or id, so that the same plan on the same day gives the same
bytes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final, NamedTuple
from unicodedata import normalize

from planctl.assess.agenda import ActionEscalation
from planctl.assess.escalation import BoardChallenge, OpenFollowUp
from planctl.assess.judgement import Judgement
from planctl.assess.obligations import (
    Deadline,
    Obligations,
    OwedAction,
    OwedStep,
    Recipient,
    RoleWork,
    find_recipient,
)
from planctl.assess.promise import days_in_words, due_in_words
from planctl.assess.scene import Scene
from planctl.model.calendar import day_in_words, iso_day
from planctl.model.words import count_noun, printable_text, unused_name
from planctl.render.action_columns import request_in_words
from planctl.render.agenda import (
    challenge_json,
    due_action_json,
    escalation_json,
    follow_up_json,
    meeting_json,
    report_json,
    requests_json,
)
from planctl.render.status import judged_action_json

_SILENT: Final = "No dated note of progress since the last board"
_NOT_ALL: Final = "Part of the plan could not be read, so this may not be all."
_LONGEST: Final = 60


class ReminderMessage(NamedTuple):
    """What one role is sent."""

    role: str
    subject: str
    text: str
    to: Recipient = Recipient()

    @property
    def address_line(self) -> str:
        """Whom it is for, with the address it goes to, if any."""
        who = f"{self.to.deputy}, for {self.role}" if self.to.deputy else self.role
        return one_line(f"{who} <{self.to.email}>" if self.to.email else who)


class Reminders(NamedTuple):
    """What roles owe on a day, by when."""

    scene: Scene
    by: Deadline
    owed: tuple[Obligations, ...]


def reminder_messages(chase: Reminders) -> tuple[ReminderMessage, ...]:
    """One message for each role that owes something."""
    return tuple(_message(chase, owed) for owed in chase.owed)


def reminders_text(messages: tuple[ReminderMessage, ...]) -> str:
    """The messages one below the other, each with its subject."""
    line = f"\n{'=' * 72}\n\n"
    return line.join(
        f"To: {message.address_line}\nSubject: {message.subject}\n\n{message.text}"
        for message in messages
    )


def reminders_json(chase: Reminders) -> dict[str, object]:
    """The messages and the facts in them; keys may be added, never changed."""
    by = chase.by
    return {
        "as_at": iso_day(chase.scene.as_at),
        "meeting": meeting_json(by.meeting),
        "papers_due": iso_day(by.papers),
        "until": iso_day(by.day),
        "messages": [
            {**message_json(_message(chase, owed)), **_owed_json(owed)} for owed in chase.owed
        ],
    }


def message_json(message: ReminderMessage) -> dict[str, object]:
    """A message, and where it goes."""
    facts = {"role": message.role, "subject": message.subject, "text": message.text}
    return {**facts, "to": message.to.email or None, "deputy": message.to.deputy or None}


def deadline_in_words(by: Deadline) -> str:
    """By when things are owed, and why then."""
    return by.meeting.deadline if by.meeting else f"by {day_in_words(by.day)}"


def action_reminders(owed: Obligations, judged: Judgement, as_at: date) -> Iterator[str]:
    """What a role owes of one action, a line each."""
    promises = (promise for promise in (*owed.overdue, *owed.due) if promise.each is judged)
    steps = (step for step in owed.steps if step.each is judged)
    questions = (escalated for escalated in owed.questions if escalated.each is judged)
    yield from (_lateness(promise, as_at) for promise in promises)
    yield from (f"“{step.milestone.what}”: {_due_in_words(step.due, as_at)}" for step in steps)
    if judged in owed.pauses:
        yield f"Paused {judged.halts.until_in_words}: say how it goes on"
    if judged in owed.silent:
        yield _SILENT
    yield from (f"Your answer: {_question(escalated, as_at)}" for escalated in questions)
    if judged in owed.supported:
        yield f"Your support: {_due_in_words(judged.promise.due, as_at)}"


def other_reminders(owed: Obligations, as_at: date) -> Iterator[str]:
    """What a role owes that is of no one action, a line each."""
    yield from (f"From a decision: {_follow_up_line(task, as_at)}" for task in owed.follow_ups)
    yield from (f"Report: {report.title}" for report in owed.reports)
    yield from (f"Your answer: {_challenge_line(asked, as_at)}" for asked in owed.challenges)


def open_work(work: RoleWork, scene: Scene) -> Iterator[tuple[str, list[str]]]:
    """What a role is to do beside its actions, each list with its title; empty ones too."""
    owed, as_at = work.owed, scene.as_at
    meeting = scene.by.calendar.next_meeting(as_at)
    reports = f"Reports due {meeting.deadline}" if meeting else "Reports"
    yield "Steps that are not done", [_step_line(step, as_at) for step in owed.steps]
    yield "From decisions of the board", [_follow_up_line(task, as_at) for task in owed.follow_ups]
    questions = [_question_line(escalated, as_at) for escalated in owed.questions]
    challenges = [_challenge_line(asked, as_at) for asked in owed.challenges]
    yield "Questions that wait for an answer", [*questions, *challenges]
    yield reports, [report.title for report in owed.reports]
    yield "What waits for the board", list(_requests(owed, scene))


def role_work_json(work: RoleWork, scene: Scene) -> dict[str, object]:
    """Everything that a role has, for programs; keys may be added, never changed."""
    owed = _owed_json(work.owed)
    keys = ("steps", "follow_ups", "questions", "challenges", "reports")
    return {
        "as_at": iso_day(scene.as_at),
        "role": work.owed.role,
        "meeting": meeting_json(scene.by.calendar.next_meeting(scene.as_at)),
        "leads": [judged_action_json(judged, scene) for judged in work.led],
        "supports": [judged_action_json(judged, scene) for judged in work.supported],
        **{key: owed[key] for key in keys},
        **requests_json(work.owed.asked),
    }


def _message(chase: Reminders, owed: Obligations) -> ReminderMessage:
    scene, by = chase.scene, chase.by
    role = one_line(owed.role)
    to = find_recipient(scene.plan, owed.role, scene.as_at)
    last = scene.by.calendar.last_meeting(scene.as_at)
    lines = [
        f"For {role}, from “{scene.plan.title}”, as at {day_in_words(scene.as_at)}.",
        *([f"{to.deputy} stands in for {role}, and is written to."] if to.deputy else []),
        f"This is what the plan has for you {deadline_in_words(by)}.",
        *([f"The last board was {'on' if last.day else 'in'} {last.name}."] if last else []),
        *([_NOT_ALL] if scene.plan.unread else []),
        "",
        *_body(owed, chase),
        *_request_lines(owed, by),
        "Thank you.",
    ]
    text = "".join(f"{one_line(line)}\n" for line in lines)
    return ReminderMessage(role, one_line(f"{message_topic(chase)}: due from {role}"), text, to)


def message_topic(chase: Reminders) -> str:
    """What messages are about: the board and its meeting, or the plan."""
    meeting, plan = chase.by.meeting, chase.scene.plan
    return f"{plan.governance.board.name}, {meeting.name}" if meeting else plan.title


def _request_lines(owed: Obligations, by: Deadline) -> Iterator[str]:
    """What the role is asked to do with the lists above."""
    papers = f" by {day_in_words(by.papers)}, when the papers are due" if by.papers else ""
    if owed.is_to_answer:
        what = "what was done and on which day, or what you need from the board"
        yield f"Please say{papers}{',' if papers else ''} of each {what}."
    if owed.reports:
        yield f"Please send the reports{papers}."


def _body(owed: Obligations, chase: Reminders) -> Iterator[str]:
    """The lists of a message that hold anything, each below its title."""
    as_at = chase.scene.as_at
    parts = (
        ("Overdue", [_promise_line(each, as_at) for each in owed.overdue]),
        ("Due", [_promise_line(each, as_at) for each in owed.due]),
        ("Steps on the way", [_step_line(step, as_at) for step in owed.steps]),
        (
            "Pauses that end",
            [
                f"{each.name}: paused {each.halts.until_in_words}; "
                f"{_due_in_words(each.promise.due, as_at)}"
                for each in owed.pauses
            ],
        ),
        (_SILENT, [each.name for each in owed.silent]),
        ("From decisions of the board", [_follow_up_line(each, as_at) for each in owed.follow_ups]),
        ("Reports", [report.title for report in owed.reports]),
        (
            "Questions that wait for your answer",
            [
                *(_question_line(each, as_at) for each in owed.questions),
                *(_challenge_line(each, as_at) for each in owed.challenges),
            ],
        ),
        ("For information: what waits for the board", list(_requests(owed, chase.scene))),
        (
            "For information: actions that you support",
            [
                f"{each.name} (lead: {each.lead}): {_due_in_words(each.promise.due, as_at)}"
                for each in owed.supported
            ],
        ),
    )
    for title, items in parts:
        if items:
            yield from (f"{title}:", *(f"- {item}" for item in items), "")


def _due_in_words(due: date | None, as_at: date) -> str:
    """When something is due, and how late it is: due 31 January 2024, 42 days late."""
    if due is None:
        return "no day set"
    late = (as_at - due).days
    if late > 0:
        return f"due {day_in_words(due)}, {days_in_words(late)} late"
    return due_in_words(due, as_at)


def _promise_line(promised: OwedAction, as_at: date) -> str:
    return f"{promised.each.name}: {_lateness(promised, as_at)}"


def _lateness(promised: OwedAction, as_at: date) -> str:
    note = f"; {_SILENT[:1].lower()}{_SILENT[1:]}" if promised.is_silent else ""
    return f"{_due_in_words(promised.each.promise.due, as_at)}{note}"


def _step_line(step: OwedStep, as_at: date) -> str:
    return f"{step.each.name}, “{step.milestone.what}”: {_due_in_words(step.due, as_at)}"


def _follow_up_line(task: OpenFollowUp, as_at: date) -> str:
    return f"{task.decision.id}: {task.follow_up.what}: {_due_in_words(task.due, as_at)}"


def _question_line(escalated: ActionEscalation, as_at: date) -> str:
    return f"{escalated.each.name}: {_question(escalated, as_at)}"


def _question(escalated: ActionEscalation, as_at: date) -> str:
    escalation = escalated.question.escalation
    raised = f"raised {day_in_words(escalation.raised)}"
    return f"{escalation.asks} ({raised}, {_due_in_words(escalated.question.due, as_at)})"


def _challenge_line(asked: BoardChallenge, as_at: date) -> str:
    source = f"asked by the board of {asked.meeting.name}"
    return f"{asked.challenge.asks} ({source}, {_due_in_words(asked.due, as_at)})"


def _requests(owed: Obligations, scene: Scene) -> Iterator[str]:
    for judged in owed.asked:
        for request in judged.asked:
            yield f"{judged.name}: {request_in_words(request, scene.by.calendar)}"


def one_line(text: str) -> str:
    """A text on one line, with nothing in it that could turn the writing round."""
    return printable_text(" ".join(text.split()))


def _owed_json(owed: Obligations) -> dict[str, object]:
    return {
        "overdue": [_promised_json(each) for each in owed.overdue],
        "due": [_promised_json(each) for each in owed.due],
        "steps": [
            {
                "ref": step.each.ref,
                "what": step.milestone.what,
                "due": iso_day(step.due),
                "days_overdue": step.days_overdue,
            }
            for step in owed.steps
        ],
        "without_progress": [due_action_json(each) for each in owed.silent],
        "follow_ups": [follow_up_json(each) for each in owed.follow_ups],
        "reports": [report_json(report) for report in owed.reports],
        "questions": [escalation_json(escalated) for escalated in owed.questions],
        "challenges": [challenge_json(asked) for asked in owed.challenges],
        "pauses_ending": [
            {**due_action_json(each), "until": iso_day(each.halts.until)} for each in owed.pauses
        ],
        **requests_json(owed.asked),
        "supported": [due_action_json(each) for each in owed.supported],
    }


def _promised_json(promised: OwedAction) -> dict[str, object]:
    return {**due_action_json(promised.each), "without_progress": promised.is_silent}


def email_drafts(messages: Iterable[ReminderMessage]) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of a draft for each message; no two have the same name."""
    listed = list(messages)
    names = role_file_names("to", [message.role for message in listed])
    for name, message in zip(names, listed, strict=True):
        mail = email_of(message)
        mail["X-Unsent"] = "1"  # Outlook opens it as a draft
        yield f"{name}.eml", mail.as_bytes()


def role_file_names(word: str, roles: Iterable[str]) -> Iterator[str]:
    """A name for the file of each role, without its ending; no two have the same.

    The word in front keeps it from being one that Windows has taken, such as CON.
    """
    used: set[str] = set()
    for role in roles:  # in letters that every file system takes, whatever it is called
        plain = normalize("NFKD", role).encode("ascii", "ignore").decode("ascii").lower()
        letters = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-")
        yield unused_name(f"{word}-{letters or 'role'}", used)


def email_of(message: ReminderMessage) -> EmailMessage:
    """A message as an e-mail, with To where there is an address."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = message.subject
    if message.to.email:
        mail["To"] = Address(addr_spec=message.to.email)
    mail.set_content(message.text, cte="quoted-printable")
    return mail


def digest_message(chase: Reminders, written: Mapping[str, date]) -> ReminderMessage:
    """Who has not answered since the last board; written: the last day each role was written to."""
    scene, front = chase.scene, chase.scene.plan.plan
    secretary = (front.mail.secretary if front and front.mail else None) or "the board's secretary"
    last = scene.by.calendar.last_meeting(scene.as_at)
    silent: dict[str, list[Judgement]] = {}  # of each role, without a note since the last board
    for owed in chase.owed:
        late = [promise.each for promise in (*owed.overdue, *owed.due) if promise.is_silent]
        if late or owed.silent:
            silent[owed.role] = [*late, *owed.silent]
    answers = "No board is recorded before that day, so that no answer is waited for."
    if last and silent:
        roles = count_noun(len(silent), "role has", "roles have")
        nothing = "no dated note and no form has come back on these actions"
        answers = f"{roles} not answered since the board of {last.name}: {nothing}."
    elif last:
        answers = f"Every role has answered since the board of {last.name}."
    lines = [
        f"For {secretary}, from “{scene.plan.title}”, as at {day_in_words(scene.as_at)}.",
        answers,
        "",
    ]
    for role, actions in silent.items():
        lines += [*_role_lines(role, actions, chase, written.get(role)), ""]
    text = "".join(f"{one_line(line)}\n" for line in lines).rstrip("\n") + "\n"
    subject = one_line(f"{message_topic(chase)}: who has not answered")
    to = find_recipient(scene.plan, secretary, scene.as_at)
    return ReminderMessage(secretary, subject, text, to)


def _role_lines(
    role: str, actions: list[Judgement], chase: Reminders, written: date | None
) -> Iterator[str]:
    as_at = chase.scene.as_at
    asked = f", written to {_ago(written, as_at)}" if written else ""
    yield f"{role}: {count_noun(len(actions), 'action')}{asked}"
    for judged in actions:
        noted = judged.promise.last_progress
        last = f"last note {_ago(noted, as_at)}" if noted else "no dated note at all"
        late = f"; {days_in_words(judged.days_overdue)} overdue" if judged.is_overdue else ""
        yield f"- {judged.name}: {last}{late}"


def _ago(day: date, as_at: date) -> str:
    number = (as_at - day).days
    ago = f", {days_in_words(number)} ago" if number > 0 else ""
    return f"{day_in_words(day)}{ago}"
