"""The digest: one message to the board's secretary, about who has not answered and for how long."""

from collections.abc import Iterator, Mapping
from datetime import date

from planctl.assess.judgement import Judgement
from planctl.assess.obligations import find_recipient
from planctl.assess.promise import days_in_words
from planctl.model.calendar import day_in_words
from planctl.model.words import count_noun
from planctl.render.reminder import ReminderMessage, Reminders, message_topic, one_line


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
