"""Bands R and T, for decisions of the board: actions and decisions speak of each other.

A decision names the actions that it is about, and a request or an escalation names the
decision that answered it. Both must be there, and both must say the same.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from planctl.assess.escalation import open_follow_ups
from planctl.assess.judgement import Judgement
from planctl.assess.promise import due_in_words
from planctl.assess.rule.governance import hint_of_meeting
from planctl.assess.rule.reference import unknown_name_faults
from planctl.assess.scene import Scene
from planctl.model.action import dated_answers
from planctl.model.calendar import day_in_words, month_in_words
from planctl.model.field_types import Timescale
from planctl.model.meeting_schedule import meeting_of
from planctl.model.problem import At, Fault
from planctl.model.timescale import AtBoard, Reading
from planctl.model.timescale_grammar import shorten

if TYPE_CHECKING:  # a plan without decisions does not load their model
    from planctl.model.plan_record import Decision


def unknown_decision(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """A request or an escalation names a decision that decisions.yaml does not have."""
    for at, name in _decision_names(judgement):
        yield from unknown_name_faults(at, name, "decisions", scene)


def decision_not_shared(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """An action names a decision that does not fit: it is about others, or of another meeting.

    Whoever reads either of the two must find the other. The decision lists the ref of the action
    under `about`, and the meeting that took it is the one that the request gives. What was decided
    about an action holds for those that were split from it as well (`split_from`), and the decision
    stays as it was recorded.
    """
    decisions = scene.names.decisions
    if not decisions:
        return
    for at, name in _decision_names(judgement):
        if name in decisions and decisions[name] not in scene.names.about.get(judgement.ref, ()):
            words = f"the decision “{name}” does not say that it is about {judgement.ref}"
            hint = "add the ref to about in decisions.yaml, or name another decision"
            yield Fault(at, words, hint)
    for at, day, name in _answers_by_decision(judgement):
        if name in decisions and not meeting_of(decisions[name].meeting).may_be_on(day):
            other = meeting_of(decisions[name].meeting).name
            words = f"{at[-1]} {day_in_words(day)}, but the decision “{name}” is of {other}"
            yield Fault(at, words, "correct the day here, or the meeting in decisions.yaml")


def decision_about_nothing(scene: Scene) -> Iterator[Fault]:
    """A decision is about an action that the plan does not have."""
    for n, decision in enumerate(scene.plan.decisions):
        for k, ref in enumerate(decision.about):
            yield from unknown_name_faults(("decisions", n, "about", k), ref, "actions", scene)


def unrecorded_meeting(scene: Scene) -> Iterator[Fault]:
    """A decision or a report is of a meeting that governance.yaml does not have, or a date is.

    The meeting of a decision and of a report that came, what is asked for by “March 2024 board”
    and the timescale of a project are looked up among the meetings of the board. Where none at all
    is recorded, nobody can tell when the board met, and a meeting is taken as it stands.
    """
    if scene.plan.lacks("governance"):
        return
    for at, reading in _timescale_readings(scene):
        if isinstance(reading, AtBoard) and not scene.by.calendar.meeting_in(*reading):
            yield Fault(at, f"no board meeting in {month_in_words(*reading)} is recorded")
    calendar = scene.by.calendar
    for at, when in _named_meetings(scene) if calendar.meetings else ():
        meeting = meeting_of(when)
        if not calendar.same_meeting(meeting):
            name = f"{'on' if meeting.day else 'in'} {meeting.name}"
            words = f"the board did not meet {name}, as far as recorded"
            yield Fault(at, words, hint_of_meeting(scene))


def duplicate_decision(scene: Scene) -> Iterator[Fault]:
    """Two decisions have the same id, so nobody can tell which of them an action names."""
    first: dict[str, Decision] = {}
    for n, decision in enumerate(scene.plan.decisions):
        if first.setdefault(decision.id, decision) is not decision:
            words = f"the id “{decision.id}” belongs to an earlier decision already"
            yield Fault(("decisions", n, "id"), words)


def agreed_and_refused(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """Something that the board was asked is said to be agreed, and to be refused as well.

    Until one of the two is taken out, it counts as refused from the day that it gives.
    """
    for at, request in judgement.action.requests:
        if request.agreed and request.refused:
            agreed, refused = day_in_words(request.agreed), day_in_words(request.refused)
            words = f"said to be agreed {agreed}, and refused {refused}"
            yield Fault((*at, "refused"), words)


def unknown_role_of_decision(scene: Scene) -> Iterator[Fault]:
    """A decision, or what a meeting was told or asked, names a role that roles.yaml does not.

    That is who has to do what a decision asks, whose commentary it is, who answers for a risk to
    delivery, and who has to answer a challenge; and who stands in for a role, or gets the digest.
    """
    for at, role in _roles_at(scene):
        yield from unknown_name_faults(at, role, "roles", scene)


def _roles_at(scene: Scene) -> Iterator[tuple[At, str]]:
    mail = scene.plan.plan.mail if scene.plan.plan else None
    roles: list[tuple[At, str | None]] = [
        (("plan", "mail", "secretary"), mail.secretary if mail else None),
        *((("roles", role, "deputy"), it.deputy) for role, it in scene.plan.contacts.items()),
    ]
    for n, decision in enumerate(scene.plan.decisions):
        for k, follow_up in enumerate(decision.follow_up):
            roles.append((("decisions", n, "follow_up", k, "who"), follow_up.who))
    for n, meeting in enumerate(scene.plan.governance.meetings):
        at, told = ("governance", "meetings", n), meeting.commentary
        roles += [((*at, "commentary", "by"), told.by if told else None)]
        roles += [((*at, "risks", k, "owner"), it.owner) for k, it in enumerate(meeting.risks)]
        roles += [((*at, "challenges", k, "to"), it.to) for k, it in enumerate(meeting.challenges)]
    return ((at, role) for at, role in roles if role)


def follow_up_overdue(scene: Scene) -> Iterator[Fault]:
    """What a decision asks of somebody is past its day, and not done.

    The board decided it, and it will ask. Due today is on time.
    """
    for task in open_follow_ups(scene.plan, scene.by):
        if task.due and task.is_overdue:
            what = shorten(task.follow_up.what)
            words = f"“{what}” was {due_in_words(task.due, scene.as_at)}; not done"
            yield Fault((*task.at, "by"), words)


def _decision_names(judgement: Judgement) -> Iterator[tuple[At, str]]:
    """The decisions that an action names, and where."""
    for at, request in judgement.action.requests:
        if request.decision:
            yield (*at, "decision"), request.decision
    for n, escalation in enumerate(judgement.action.escalations):
        if escalation.decision:
            yield ("escalations", n, "decision"), escalation.decision


def _answers_by_decision(judgement: Judgement) -> Iterator[tuple[At, date, str]]:
    """The meetings that answered what the board was asked, with the decision of each."""
    for at, request in judgement.action.requests:
        if request.decision:
            for field, day in dated_answers(request):
                yield (*at, field), day, request.decision


def _named_meetings(scene: Scene) -> Iterator[tuple[At, Timescale]]:
    for n, decision in enumerate(scene.plan.decisions):
        yield ("decisions", n, "meeting"), decision.meeting
    for n, report in enumerate(scene.plan.governance.reports):
        for k, received in enumerate(report.received):
            yield ("governance", "reports", n, "received", k, "meeting"), received.meeting


def _timescale_readings(scene: Scene) -> Iterator[tuple[At, Reading]]:
    for n, decision in enumerate(scene.plan.decisions):
        for k, follow_up in enumerate(decision.follow_up):
            if follow_up.by:
                yield ("decisions", n, "follow_up", k, "by"), follow_up.by.reading
    governance = scene.plan.governance
    for n, project in enumerate(governance.projects):
        at: At = ("governance", "projects", n)
        if project.timescale:
            yield (*at, "timescale"), project.timescale.reading
        if project.next_milestone and project.next_milestone.timescale:
            yield (*at, "next_milestone", "timescale"), project.next_milestone.timescale.reading
    for n, meeting in enumerate(governance.meetings):
        for k, challenge in enumerate(meeting.challenges):
            if challenge.needed_by:
                at = ("governance", "meetings", n, "challenges", k)
                yield (*at, "needed_by"), challenge.needed_by.reading
