"""Band T, against an earlier state: what boards saw and said, and what came too late for one."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from planctl.assess.change.board_meetings import (
    changed_records,
    dropped_meetings,
    late_meetings,
    lost_meetings,
)
from planctl.assess.change.change_kind import ChangeFault, value_in_words
from planctl.assess.change.step_changes import back_dated_steps, postponed_late_steps
from planctl.assess.judgement import Judgement
from planctl.assess.promise import request_subject
from planctl.model.action import Request, dated_answers
from planctl.model.calendar import Meeting, day_in_words
from planctl.model.policy import Agreement
from planctl.model.problem import At, Fault, Severity
from planctl.model.timescale_grammar import shorten
from planctl.model.words import sentence_list

if TYPE_CHECKING:  # a check without --since compares nothing
    from planctl.assess.change.comparison import Comparison, MisdatedCommit


_TELL_WHEN: Final = "correct the day; or tell the board that it was done by then"


def meeting_taken_out(comparison: "Comparison") -> Iterator[ChangeFault]:
    """A meeting of the board that is past is no longer in the plan, or the board itself is gone.

    What a board agreed stays agreed, and who it was stays on record. Where there is no board,
    anybody could say who agreed a later date. When the board begins to meet by another rule, the
    old rule keeps its place beside the new one, with the last month that it was good for.
    """
    before, after = comparison.before, comparison.after
    if after.plan.lacks("governance") or before.plan.lacks("governance"):
        return
    if before.by.calendar.meetings and not after.by.calendar.meetings:
        yield ChangeFault(Fault(("governance",), "the board and its meetings were taken out"), "")
        return
    for meeting in lost_meetings(comparison):
        words = f"the meeting of {meeting.name}, which is past, is no longer in the plan"
        yield ChangeFault(Fault(("governance", "meetings"), words), "")


def meeting_recorded_late(comparison: "Comparison") -> Iterator[ChangeFault]:
    """A meeting of the board came into the plan after its day, or went out of it after that.

    What a meeting that was added is said to have agreed was in no paper of any board since. It
    may have been forgotten, or there may have been none: the board will remember. A meeting is
    added late where its day is not after that of the older state, or where no commit by its day
    has it. Without a history of the days in between, a meeting since then is taken to have been
    written down in time, unless the older state has a later one, before which it was put. It is an
    error where something is said to have been agreed or refused at it, and the cover of the pack
    asks the board to confirm that.

    A meeting that was still to come in the older state, whose day is past now and that is no
    longer in the plan, may have been put off. Dates that were promised for it moved with it, and
    it is no longer the last board that a pack is compared with. So the board is told.
    """
    since = comparison.before.as_at
    for meeting in late_meetings(comparison):
        late = ", which was past and not in the plan then"
        if meeting.last > since:
            late = f" after its day: it was not in the plan of {day_in_words(since)}"
        words = f"a meeting of {meeting.name} was added{late}"
        answers = list(answers_at(meeting, comparison))
        severity = Severity.ERROR if answers else None
        if answers:
            about = (item.each.ref if item.each else "policy.yaml" for item in answers)
            words += f"; it is said to have answered about {sentence_list([*dict.fromkeys(about)])}"
        yield ChangeFault(Fault(("governance", "meetings"), words, "", severity), "")
    for meeting in dropped_meetings(comparison) if comparison.after.by.calendar.meetings else ():
        gone = f"the meeting of {meeting.name}, which is past by now, is no longer in the plan"
        words = f"{gone}: it was in the plan of {day_in_words(since)}"
        hint = "put it back in governance.yaml; or, where the board put it off, tell the board so"
        yield ChangeFault(Fault(("governance", "meetings"), words, hint), "")


def board_record_changed(comparison: "Comparison") -> Iterator[ChangeFault]:
    """What a board was told or has asked was changed, taken out, or written down after its meeting.

    The commentary, the overall ratings, the good news and the risks of a meeting stand as its
    papers had them, and what it asked stands as it was asked. What was wrong is said at the next
    meeting. An answer to a challenge, and the day on which it was closed, may come at any time, and
    stand from then on. That a report was received stays on record as well.
    """
    for name, difference in changed_records(comparison):
        old, new = (
            f"“{shorten(value_in_words(value))}”" if value else ""
            for value in (difference.old, difference.new)
        )
        words = f"{name} was {old or 'not there'}, and is now {new or 'gone'}"
        yield ChangeFault(Fault(difference.at, words), "")


def completed_earlier(comparison: "Comparison") -> Iterator[ChangeFault]:
    """An action is said to have been completed before a day on which it stood open in the plan.

    That may well be so; but a board has seen it open since. `planctl update --complete` writes
    the day on which it was recorded beside it, and the pack says both. A day under `recorded` on
    which the plan did not have it is not the day on which it was written down. A milestone or a
    follow-up that is said to have been done before the day of a state that had it open, and an
    escalation or a challenge to have been closed before it, are reported in the same way: their
    alarm was raised there.
    """
    for earlier, judgement in back_dated_completions(comparison):
        day, recorded = day_in_words(comparison.last_shown), judgement.action.recorded
        words = f"{earlier.action.status} on {day}, and now completed on an earlier day"
        if recorded is None:
            yield ChangeFault(Fault((*judgement.at, "completed"), words), judgement.ref)
        elif is_recorded_falsely(earlier, judgement, comparison):
            false = f"not recorded on {day_in_words(recorded)}: the plan of {day} did not have it"
            fault = Fault((*judgement.at, "recorded"), f"{words}, {false}")
            yield ChangeFault(fault, judgement.ref)
    for step in back_dated_steps(comparison):
        begun, done = (day_in_words(day) for day in (comparison.before.as_at, step.now.done) if day)
        field = "closed" if step.is_escalation else "done"
        words = f"“{shorten(step.words)}” stood open on {begun}, and is now {field} on {done}"
        yield ChangeFault(Fault((*step.at, field), words, _TELL_WHEN), step.ref)


def back_dated_completions(comparison: "Comparison") -> Iterator[tuple[Judgement, Judgement]]:
    """The actions that were open in the older state, and are said to have been done by its day."""
    for judgement in comparison.after.judged:
        earlier = comparison.was.get(judgement.at)
        completed = judgement.action.completed if judgement.is_delivered else None
        if earlier and earlier.is_open and completed and completed <= comparison.last_shown:
            yield earlier, judgement


def late_date_moved(comparison: "Comparison") -> Iterator[ChangeFault]:
    """The day of a milestone, an escalation or a project was put off in place after it had passed.

    Its alarm is lost that way, and nobody has done anything. It is reported where that day is
    past, it is not done, and its day is later now, or gone: of an escalation, also where the day
    on which it was raised was moved, from which the next meeting of the board is counted. What
    is to follow a decision belongs to the decision, and its day is not changed without the board
    (T317).
    """
    for step in postponed_late_steps(comparison):
        old, new = (day_in_words(day) if day else "" for day in (step.was.due, step.now.due))
        new_text = f"now due {new}" if new else "now due on no day"
        what, field = ("the answer to ", "needed_by") if step.is_escalation else ("", "timescale")
        words = f"{what}“{shorten(step.words)}” was due {old}, which has passed, and is {new_text}"
        yield ChangeFault(Fault((*step.at, field), words), step.ref)


def commit_dated_ahead(comparison: "Comparison") -> Iterator[ChangeFault]:
    """A commit says that it was made on a day that is later than a commit after it, or than today.

    A commit counts as of its own day, or of the latest day of a commit before it, so that nothing
    can be dated back to before a board. One that is dated ahead moves all that follow it to its
    day: until then no board counts as having seen them, and what is changed in them is compared
    with no paper of a board. A day's difference is no fault, because clocks of other places show
    another day.
    """
    for commit in comparison.misdated:
        yield ChangeFault(Fault(("plan",), f"the {misdated_in_words(commit)}"), "")


def misdated_in_words(commit: "MisdatedCommit") -> str:
    """What cannot be of the day of a commit."""
    words = f"commit {commit.name} says that it was made on {day_in_words(commit.day)}"
    if commit.later_day:
        return f"{words}, and {commit.later}, after it, says {day_in_words(commit.later_day)}"
    return f"{words}, which is still to come"


def is_recorded_falsely(earlier: Judgement, judgement: Judgement, comparison: "Comparison") -> bool:
    """Whether a completion is said to be recorded by a day on which the plan did not have it."""
    recorded = judgement.action.recorded
    is_new = recorded is not None and recorded != earlier.action.recorded
    return is_new and recorded is not None and recorded <= comparison.last_shown


class LateAnswer(NamedTuple):
    """An answer that was written down after a later board had seen the plan without it."""

    at: At
    each: Judgement | None  # none: it is an agreement of policy.yaml
    answer: Request | Agreement
    word: str  # agreed or refused
    day: date  # of the meeting that is said to have answered
    board: Meeting  # the last that saw the plan without it


def answers_at(meeting: Meeting, comparison: "Comparison") -> Iterator[LateAnswer]:
    """What a meeting is said to have agreed or refused."""
    after = comparison.after
    for judged in after.judged:
        for at, request in judged.action.requests:
            for word, day in dated_answers(request):
                if after.by.calendar.meeting_on(day) == meeting:
                    yield LateAnswer((*judged.at, *at), judged, request, word, day, meeting)
    for n, agreement in enumerate(after.plan.policy.agreements):
        if after.by.calendar.meeting_on(agreement.agreed) == meeting:
            place: At = ("policy", "agreements", n)
            yield LateAnswer(place, None, agreement, "agreed", agreement.agreed, meeting)


def answer_recorded_late(comparison: "Comparison") -> Iterator[ChangeFault]:
    """An answer of the board was written down after a later board had seen the plan without it.

    What a meeting agreed or refused is written down before the next one meets, so that the next
    one sees it in its papers. An answer that comes later may have been forgotten, or there may
    have been none: the board will remember. It holds for extensions, pauses, withdrawals,
    corrections, and the agreements of policy.yaml.
    """
    for answer in late_answers(comparison):
        late = f"written down after the board of {answer.board.name} had seen the plan without it"
        words = f"{answer.word} on {day_in_words(answer.day)}, and {late}"
        ref = answer.each.ref if answer.each else ""
        yield ChangeFault(Fault((*answer.at, answer.word), words), ref)


def late_answers(comparison: "Comparison") -> Iterator[LateAnswer]:
    """The answers that the older state has not, though a board after that meeting saw it."""
    calendar = comparison.after.by.calendar
    for old, new in comparison.paired.both:
        known = {
            (request_subject(request, calendar), answer)
            for _, request in old.action.requests
            for answer in dated_answers(request)
        }
        for at, request in new.action.requests:
            for word, day in dated_answers(request):
                board = comparison.board_without(day)
                if board and (request_subject(request, calendar), (word, day)) not in known:
                    yield LateAnswer((*new.at, *at), new, request, word, day, board)
    policies = (comparison.before.plan, comparison.after.plan)
    if any(plan.lacks("policy") for plan in policies):
        return
    old_agreements, new_agreements = (plan.policy.agreements for plan in policies)
    agreed = {(agreement.setting, agreement.to, agreement.agreed) for agreement in old_agreements}
    for n, agreement in enumerate(new_agreements):
        board = comparison.board_without(agreement.agreed)
        if board and (agreement.setting, agreement.to, agreement.agreed) not in agreed:
            place: At = ("policy", "agreements", n)
            yield LateAnswer(place, None, agreement, "agreed", agreement.agreed, board)
