"""What each role owes before the papers of a meeting are due.

An action is owed by the first of its leads, who is accountable; those who support it are told.
Each thing stands in one list: that an overdue action lacks a note is said where it is overdue.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from planctl.assess.agenda import ActionEscalation, action_escalations
from planctl.assess.escalation import BoardChallenge, OpenFollowUp, open_challenges, open_follow_ups
from planctl.assess.judgement import Judgement
from planctl.assess.promise import days_overdue
from planctl.assess.reporting import report_received, reports_due
from planctl.assess.scene import Scene
from planctl.assess.totals import group_by_lead
from planctl.model.action import Milestone
from planctl.model.calendar import Meeting
from planctl.model.governance import Report
from planctl.model.plan import Plan
from planctl.model.timescale import due_day

Thing = TypeVar("Thing")


class Deadline(NamedTuple):
    """The day by which things are owed, and when the board wants to hear of them."""

    day: date
    meeting: Meeting | None  # the meeting of that day; none: no meeting is recorded
    papers: date | None = None  # the day its papers are due; none: not known, or past


class OwedAction(NamedTuple):
    """An open action, and whether no progress with a date is noted since the last meeting."""

    each: Judgement
    is_silent: bool


class OwedStep(NamedTuple):
    """A milestone that is not done, with the action that it is on the way to."""

    each: Judgement
    milestone: Milestone
    due: date
    days_overdue: int


class Obligations(NamedTuple):
    """What one role owes; the last two lists are for its information."""

    role: str
    overdue: tuple[OwedAction, ...] = ()
    due: tuple[OwedAction, ...] = ()
    steps: tuple[OwedStep, ...] = ()
    pauses: tuple[Judgement, ...] = ()  # their pauses end by then
    silent: tuple[Judgement, ...] = ()  # neither late nor due, without a note since the last board
    follow_ups: tuple[OpenFollowUp, ...] = ()
    reports: tuple[Report, ...] = ()
    questions: tuple[ActionEscalation, ...] = ()  # escalated to the role, and not answered
    challenges: tuple[BoardChallenge, ...] = ()  # asked of the role by the board, and not answered
    asked: tuple[Judgement, ...] = ()  # what they ask of the board waits for its answer
    supported: tuple[Judgement, ...] = ()  # late or due, and led by somebody else

    @property
    def is_to_answer(self) -> bool:
        """Whether anything is owed that takes an answer in words."""
        return not self._replace(reports=()).is_nothing

    @property
    def is_nothing(self) -> bool:
        """Whether the role owes nothing, whatever there is to inform it of."""
        return not any(self[1:-2])


class Recipient(NamedTuple):
    """Where a message for a role goes; without an address, why it goes nowhere."""

    email: str = ""
    deputy: str = ""  # the role that stands in
    missing: str = ""  # the role that has no address


def find_recipient(plan: Plan, role: str, on: date) -> Recipient:
    """Who is written to for a role on a day: its own mailbox, or that of its deputy."""
    contact = plan.contacts.get(role)
    deputy = ""
    if contact and contact.deputy and (contact.until is None or on <= contact.until):
        deputy = contact.deputy
    named = plan.contacts.get(deputy or role)
    email = named.email if named and named.email else ""
    return Recipient(email, deputy, "" if email else deputy or role)


class RoleWork(NamedTuple):
    """Everything that one role has in a plan, done and open."""

    led: tuple[Judgement, ...]
    supported: tuple[Judgement, ...]
    owed: Obligations  # at any time to come; its reports are those of the next meeting


def work_by_role(scene: Scene) -> dict[str, RoleWork]:
    """Everything that each role of the plan has."""
    deadline = Deadline(date.max, scene.by.calendar.next_meeting(scene.as_at))
    owed = {each.role: each for each in obligations_by_role(scene, deadline)}
    parts = group_by_lead(scene.judged)
    return {
        role: RoleWork(
            tuple(item for item in parts.get(role, ()) if item.action.leads[0] == role),
            tuple(item for item in parts.get(role, ()) if item.action.leads[0] != role),
            owed.get(role) or Obligations(role),
        )
        for role in {**owed, **parts}
    }


def next_deadline(scene: Scene, meeting: Meeting | None) -> Deadline:
    """The day of the meeting, or the last that counts as due soon.

    What falls due between the papers and the meeting is owed too: the papers have to tell of it.
    """
    if meeting is None:
        return Deadline(scene.by.soon, None)
    papers = meeting.papers_due(scene.plan.governance.board.papers_due)
    return Deadline(meeting.last, meeting, papers if papers and papers >= scene.as_at else None)


def obligations_by_role(scene: Scene, by: Deadline) -> tuple[Obligations, ...]:
    """What each role owes by then; roles in the order of roles.yaml, then of first mention."""
    owed: dict[str, Mapping[str, tuple[Any, ...]]] = {
        "overdue": _by_role(_promises_by_lead(_overdue_actions(scene), scene)),
        "due": _by_role(_promises_by_lead(_due_actions(scene, by), scene)),
        "steps": _by_role(_open_steps(scene, by.day)),
        "pauses": _by_role(
            (role, judged)
            for role, judged in _with_lead(scene.judged)
            if judged.is_paused and judged.halts.until and judged.halts.until <= by.day
        ),
        "silent": _by_role(_silent_actions(scene, by)),
        "follow_ups": _by_role(
            (task.follow_up.who, task)
            for task in open_follow_ups(scene.plan, scene.by)
            if task.due is None or task.is_due_by(by.day)
        ),
        "reports": _by_role(_due_reports(scene, by.meeting)),
        "questions": _by_role(  # a board or another body is not chased
            (item.question.escalation.to, item)
            for item in action_escalations(scene)
            if item.question.escalation.to in scene.plan.roles and not item.question.is_answered
        ),
        "challenges": _by_role(
            (asked.challenge.to, asked)
            for asked in open_challenges(scene.plan.governance, scene.as_at, scene.by.calendar)
            if asked.challenge.to and not asked.is_answered
        ),
    }
    roles = dict.fromkeys([*scene.plan.roles, *(role for lists in owed.values() for role in lists)])
    owed["asked"] = _by_role(_with_lead(judged for judged in scene.judged if judged.asked))
    owed["supported"] = _by_role(_supported_actions(scene, by))
    return tuple(
        Obligations(role, **{name: lists.get(role, ()) for name, lists in owed.items()})
        for role in roles
    )


def actions_without_lead(scene: Scene, by: Deadline) -> tuple[Judgement, ...]:
    """The actions that are late or due by then and have no lead, so that no role owes them."""
    return tuple(it for it in (*_overdue_actions(scene), *_due_actions(scene, by)) if it.lacks_lead)


def _by_role(claims: Iterable[tuple[str, Thing]]) -> Mapping[str, tuple[Thing, ...]]:
    things_of: dict[str, list[Thing]] = {}
    for role, thing in claims:
        things_of.setdefault(role, []).append(thing)
    return {role: tuple(things) for role, things in things_of.items()}


def _with_lead(judged: Iterable[Judgement]) -> Iterator[tuple[str, Judgement]]:
    return ((it.action.leads[0], it) for it in judged if it.action.leads)


def _overdue_actions(scene: Scene) -> list[Judgement]:
    late = (judgement for judgement in scene.judged if judgement.is_overdue)
    return sorted(late, key=lambda judgement: -judgement.days_overdue)


def _due_actions(scene: Scene, by: Deadline) -> list[Judgement]:
    due = (judgement for judgement in scene.judged if judgement.is_due_by(by.day, scene.as_at))
    return sorted(due, key=lambda judgement: judgement.promise.due or by.day)


def _promises_by_lead(
    judged: Iterable[Judgement], scene: Scene
) -> Iterator[tuple[str, OwedAction]]:
    return ((role, OwedAction(it, _is_silent(it, scene))) for role, it in _with_lead(judged))


def _is_silent(judgement: Judgement, scene: Scene) -> bool:
    """Whether nothing with a date was noted since the last meeting, or since its month began."""
    last, noted = scene.by.calendar.last_meeting(scene.as_at), judgement.promise.last_progress
    return last is not None and (noted is None or noted < last.first)


def _silent_actions(scene: Scene, by: Deadline) -> Iterator[tuple[str, Judgement]]:
    for role, judgement in _with_lead(scene.judged):
        is_listed = judgement.is_overdue or judgement.is_due_by(by.day, scene.as_at)
        if judgement.is_under_way and not is_listed and _is_silent(judgement, scene):
            yield role, judgement


def _open_steps(scene: Scene, day: date) -> Iterator[tuple[str, OwedStep]]:
    for judgement in scene.judged:
        for milestone in judgement.action.milestones if judgement.is_under_way else ():
            stated = milestone.timescale
            due = due_day(stated.reading, scene.by.calendar) if stated else None
            if due and due <= day and not (milestone.done and milestone.done <= scene.as_at):
                step = OwedStep(judgement, milestone, due, days_overdue(due, scene.as_at))
                for role in dict.fromkeys(milestone.leads or judgement.action.leads[:1]):
                    yield role, step


def _due_reports(scene: Scene, meeting: Meeting | None) -> Iterator[tuple[str, Report]]:
    """The reports that are due at a meeting, and that have not come yet."""
    reports = scene.plan.governance.reports
    for report in reports_due(reports, meeting, scene.by.calendar).due if meeting else ():
        if meeting and not report_received(report, meeting, scene.as_at):
            yield from ((role, report) for role in dict.fromkeys(report.by))


def _supported_actions(scene: Scene, by: Deadline) -> Iterator[tuple[str, Judgement]]:
    for judgement in (*_overdue_actions(scene), *_due_actions(scene, by)):
        for role in dict.fromkeys(judgement.action.leads[1:]):
            if role != judgement.action.leads[0]:
                yield role, judgement
