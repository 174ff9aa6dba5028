"""Band T, against an earlier state of the plan: what is kept for ever was changed or taken out."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from planctl.assess.change.board_meetings import (
    changed_records,
    dropped_meetings,
    late_meetings,
    lost_meetings,
)
from planctl.assess.change.change_kind import Change, ChangeKind
from planctl.assess.change.step_changes import back_dated_steps, postponed_late_steps
from planctl.assess.judgement import Judgement
from planctl.assess.promise import (
    EarliestPromise,
    find_uncorrected_slips,
    is_clerical,
    is_kept,
    request_subject,
    valid_requests,
)
from planctl.assess.softening import find_softenings, match_agreements, softening_in_words
from planctl.model.action import Correction, Request, dated_answers
from planctl.model.calendar import Calendar, Meeting, day_in_words
from planctl.model.plan_files import Agreement
from planctl.model.problem import At, Fault, Rule, Severity
from planctl.model.timescale_grammar import shorten

if TYPE_CHECKING:  # a check without --since compares nothing
    from planctl.assess.change.comparison import Comparison, MisdatedCommit


_BRING_BACK: Final = "bring its file back, and ask the board to withdraw it"
_PUT_BACK: Final = "put it back; what is no longer wanted stays, with a note that says so"
_CORRECT_FIGURE: Final = "put it back; if it was wrong, correct it and say so in its note"
_GOALS_TO_COME: Final = "take it out; what the board agrees has a day that is still to come"
_TELL_WHEN: Final = "correct the day; or tell the board that it was done by then"
_OF_THE_WHOLE: Final = {"measures": "measure", "plan": "finding"}
_ITEM: Final = 3  # steps to a list of a measure; one more leads to what it holds


class ChangeFault(NamedTuple):
    """A fault of a change, and the action it is about; empty where that is gone."""

    fault: Fault
    ref: str


def original_changed(comparison: "Comparison") -> Iterator[ChangeFault]:
    """The original timescale of an action was changed in place.

    The first promise is kept for ever, so that slippage can be counted from it. A later date is
    an extension, and counts once a meeting of the board has agreed it. The same day in other
    words is no change of the promise. Nor is a date that was wrong a slip of the pen once a board
    has met while the plan had it, whatever its correction says and from whatever day it is said
    to be. `planctl check --since` reports it, because it takes an earlier state of the plan, or
    all that boards have seen of it, to see it.
    """
    for at, change in _changes_of_kind(ChangeKind.ORIGINAL_CHANGED, comparison):
        old, new = _timescale_in_words(change.old), _timescale_in_words(change.new)
        words = f"the original timescale was “{old}”, and is now {f'“{new}”' if new else 'empty'}"
        hint = f"write “{old}” again; put the later date under extensions"
        yield ChangeFault(Fault((*at, "timescale"), words, hint), change.ref)
    for judgement in comparison.after.judged:
        for n, correction in enumerate(judgement.action.corrections):
            reason = _board_that_saw(correction, judgement, comparison)
            if reason:
                words = (
                    f"the correction to “{correction.to.written}” is called a slip that no board "
                    f"had seen, and {reason}"
                )
                hint = "take the day at clerical out, and put the correction to the board"
                fault = Fault((*judgement.at, "corrections", n, "clerical"), words, hint)
                yield ChangeFault(fault, judgement.ref)


def _board_that_saw(correction: Correction, judgement: Judgement, comparison: "Comparison") -> str:
    """Which board has seen the date of what is called a slip, in words; empty: none has.

    The plan may have had the date before the day at `clerical`, or not have had the correction
    on the day at `requested` or later: as the history of the plan has it, or the older state.
    """
    criteria = comparison.after.by
    agreed = valid_requests(judgement.action.corrections, criteria.as_at, criteria.calendar)
    if correction in agreed or not is_clerical(correction, criteria.as_at, criteria.calendar):
        return ""
    earlier = comparison.was.get(judgement.at)
    boards = [item.board for item in judgement.promise.unreported if item.correction == correction]
    if earlier and correction in find_uncorrected_slips(
        earlier.action, judgement.action, criteria.calendar
    ):
        reported = correction.requested or criteria.as_at
        boards += _meetings_between(criteria.calendar, reported, comparison.stood_until)[-1:]
    for board in boards:
        return f"the board of {board.name} saw “{correction.was.written}” without it"
    first = earlier.action.as_first_written if earlier else None
    since = comparison.before.as_at
    if not first or not is_kept(judgement.action, first, criteria.calendar):
        return ""
    if is_clerical(correction, criteria.as_at, criteria.calendar, EarliestPromise(first, since)):
        return ""
    return f"a board met after {day_in_words(since)}, when the plan said “{first.written}”"


def _meetings_between(calendar: Calendar, first: date, last: date) -> list[Meeting]:
    """The meetings of the board from a day until another one."""
    return [meeting for meeting in calendar.meetings if first <= meeting.last <= last]


def answer_changed(comparison: "Comparison") -> Iterator[ChangeFault]:
    """What a board had answered to an extension was changed in place: its date, or yes and no.

    What was agreed or refused at a meeting is on record. A later date still is another extension,
    which the board has to agree as well.
    """
    for at, change in _changes_of_kind(ChangeKind.ANSWER_CHANGED, comparison):
        new_text = f"now “{change.new}”" if change.new else "now gone"
        words = f"the board's answer was “{change.old}”, and is {new_text}"
        yield ChangeFault(Fault((*at, "extensions"), words), change.ref)


def decision_changed(comparison: "Comparison") -> Iterator[ChangeFault]:
    """A decision of the board, or what was to follow it, was changed or taken out.

    Decisions are on record. What was written down wrongly is put right by the board's next
    decision, which says so.
    """
    for change in comparison.changes:
        match change.at:
            case ("decisions", int()) if change.kind is ChangeKind.TAKEN_OUT:
                words = f"taken out of the decisions: “{shorten(_value_in_words(change.old))}”"
                yield ChangeFault(Fault(("decisions",), words), "")
            case ("decisions", int(), "decided" | "meeting" | "about", *_) if change.old:
                yield _decision_fault("a decision of the board", change)
            case ("decisions", int(), "follow_up", int(), *rest) if change.old and rest != ["done"]:
                yield _decision_fault("what was to follow a decision", change)


def goal_changed(comparison: "Comparison") -> Iterator[ChangeFault]:
    """What a measure is judged by was changed in place: its baseline, a target, or its tolerance.

    To loosen a target turns red into green while nothing changes for children. A goal that the
    board has set anew is another target, with a day and a note that says who agreed it; or it is
    put to the board, and this check says until then what it was.

    A target that is new, and whose day is not after that of the older state, sets a goal for what
    was seen already. Where its day has passed since then, it may have been set before it, and it
    is a warning. A measure that is taken less often than it was has figures that stay good for
    longer: where its frequency is taken away they never go out of date.
    """
    for change in comparison.changes:
        if change.kind is not ChangeKind.GOAL_CHANGED:
            continue
        at, title = change.at, f"“{change.within[0]}”"
        if len(at) > _ITEM and at[2] == "targets" and change.old is None:
            goal = _goal_in_words(change.new)
            words = f"a target whose day has passed was added to {title}: “{goal}”"
            by = date.fromisoformat(str(_record_value(change.new, "by")))
            is_since = by > comparison.before.as_at
            weight = Severity.WARNING if is_since else None
            yield ChangeFault(Fault(at, words, _GOALS_TO_COME, severity=weight), "")
            continue
        new_text = f"now “{_goal_in_words(change.new)}”" if change.new is not None else "now gone"
        old_text = (
            f"was “{_goal_in_words(change.old)}”" if change.old is not None else "was not there"
        )
        yield ChangeFault(Fault(at[:3], f"{at[2]} of {title} {old_text}, and is {new_text}"), "")


def _goal_in_words(value: object) -> str:
    if isinstance(value, dict):
        parts = ((key, _value_in_words(part)) for key, part in value.items() if part is not None)
        return ", ".join(f"{key} {part}" for key, part in parts)
    return _value_in_words(value)


def _decision_fault(subject: str, change: Change) -> ChangeFault:
    new_text = f"now “{shorten(_value_in_words(change.new))}”" if change.new else "now gone"
    words = f"{subject} was “{shorten(_value_in_words(change.old))}”, and is {new_text}"
    return ChangeFault(Fault(change.at[:3], words), "")


def record_taken_out(comparison: "Comparison") -> Iterator[ChangeFault]:
    """Something that was on record is gone: an action, a measure, or an entry in one of its logs.

    The plan is the record of what was promised and done. An action that is no longer wanted is
    withdrawn by the board; a note that was wrong is followed by another that says so. A figure
    that a board has seen stays, and so do its measure and the findings of inspectors.
    """
    for at, change in _changes_of_kind(ChangeKind.TAKEN_OUT, comparison):
        field, text = change.field.partition("[")[0], shorten(_value_in_words(change.old))
        yield ChangeFault(Fault((*at, field), f"taken out of {field}: “{text}”"), change.ref)
    for change in comparison.changes:
        if change.kind is ChangeKind.REMOVED and change.ref:
            words = f"{change.ref} “{change.old}” is no longer in the plan"
            yield ChangeFault(Fault(("plan",), words, _BRING_BACK), "")
        elif (
            change.kind is ChangeKind.TAKEN_OUT and change.at[0] in _OF_THE_WHOLE and not change.ref
        ):
            yield _removal_fault(change)


def _removal_fault(change: Change) -> ChangeFault:
    """That a measure, one of its figures, or a finding is gone."""
    match change.at:
        case ("measures", int(), "observations", int()):
            day, value = (
                _value_in_words(_record_value(change.old, key)) for key in ("on", "value")
            )
            words = (
                f"the figure of {_written_day(day)} of “{change.within[0]}”, {value}, was taken out"
            )
            return ChangeFault(Fault(change.at[:3], words, _CORRECT_FIGURE), "")
        case ("plan", "inspection", *_):
            words = f"“{change.old}” was taken out of the priority findings"
            return ChangeFault(Fault(change.at[:-1], words, _PUT_BACK), "")
        case _:
            title = shorten(_value_in_words(_record_value(change.old, "title")))
            words = f"the {_OF_THE_WHOLE[str(change.at[0])]} “{title}” is no longer in the plan"
            return ChangeFault(Fault(change.at[:-1], words, _PUT_BACK), "")


def guard_weakened(
    comparison: "Comparison", was: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[ChangeFault]:
    """A setting was made less strict: a rule, the days of grace, the key, the known problems.

    To turn a rule off, or to give overdue another colour, gets a red action off the page as well
    as a pause does, and takes the same leave. Under `agreements` in policy.yaml stands the
    setting, the value it has now, the reason, and the meeting of the board that agreed it. Until
    then planctl check --since says what the setting was.
    """
    after = comparison.after
    items = match_agreements(
        find_softenings(was, now), after.plan.policy, after.as_at, after.by.calendar
    )
    for softening in items:
        if softening.agreement is None:
            words = f"made less strict: {softening_in_words(softening)}"
            hint = (
                "put it back; or ask the board, and write under agreements "
                f"{{setting: {softening.name}, to: {softening.now}, reason: ..., agreed: DAY}}"
            )
            yield ChangeFault(Fault(softening.at, words, hint), "")


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
    written down in time, unless the older state has a later one, before which it was put.

    A meeting that was still to come in the older state, whose day is past now and that is no
    longer in the plan, may have been put off. Dates that were promised for it moved with it, and
    it is no longer the last board that a pack is compared with. So the board is told.
    """
    for meeting in late_meetings(comparison):
        words = f"a meeting of {meeting.name} was added, which was past and not in the plan then"
        if meeting.last > comparison.before.as_at:
            day = day_in_words(comparison.before.as_at)
            words = (
                f"a meeting of {meeting.name} was added after its day: it was not in the plan of "
                f"{day}"
            )
        yield ChangeFault(Fault(("governance", "meetings"), words), "")
    for meeting in dropped_meetings(comparison) if comparison.after.by.calendar.meetings else ():
        day = day_in_words(comparison.before.as_at)
        words = (
            f"the meeting of {meeting.name}, which is past by now, is no longer in the plan: it "
            f"was in the plan of {day}"
        )
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
            f"“{shorten(_value_in_words(value))}”" if value else ""
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
            words += (
                f", not recorded on {day_in_words(recorded)}: the plan of {day} did not have it"
            )
            yield ChangeFault(Fault((*judgement.at, "recorded"), words), judgement.ref)
    yield from _back_dated_step_faults(comparison)


def _back_dated_step_faults(comparison: "Comparison") -> Iterator[ChangeFault]:
    """What is said to have been done, or closed, before a day on which it stood open."""
    for step in back_dated_steps(comparison):
        begun, done = (day_in_words(day) for day in (comparison.before.as_at, step.now.done) if day)
        field = "closed" if step.is_escalation else "done"
        words = f"“{shorten(step.words)}” stood open on {begun}, and is now {field} on {done}"
        yield ChangeFault(Fault((*step.at, field), words, _TELL_WHEN), step.ref)


def back_dated_completions(comparison: "Comparison") -> Iterator[tuple[Judgement, Judgement]]:
    """The actions that were open in the older state, and are said to have been done by its day."""
    for judgement in comparison.after.judged:
        earlier = comparison.was.get(judgement.at)
        completed = judgement.action.completed
        if (
            earlier
            and earlier.is_open
            and judgement.is_delivered
            and completed
            and completed <= comparison.last_shown
        ):
            yield earlier, judgement


def late_date_moved(comparison: "Comparison") -> Iterator[ChangeFault]:
    """The day of a milestone, or of an escalation, was put off in place after it had passed.

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


def figure_changed(comparison: "Comparison") -> Iterator[ChangeFault]:
    """A figure that a measure had was changed: its value, its day, or the cases behind it.

    Figures that were published are revised, and the newer one counts. But a board has seen the
    older one, and whoever changes it can turn red into green. So the pack says on its cover how
    many were changed, and among the changes what each of them was. A word for why there was no
    figure yet gives way to the figure without a warning.
    """
    by_figure: dict[At, list[Change]] = {}
    for change in comparison.changes:
        if change.kind is ChangeKind.FIGURE_CHANGED:
            by_figure.setdefault(change.at[:-1], []).append(change)
    for at, changes in by_figure.items():
        title, day = changes[0].within
        parts = "; ".join(_figure_change_in_words(change) for change in changes)
        words = f"the figure of {_written_day(str(day))} of “{title}” was changed: {parts}"
        yield ChangeFault(Fault((*at, changes[0].at[-1]), words), "")


def _figure_change_in_words(change: Change) -> str:
    """What one part of a figure was, and what it is."""
    part = "day" if change.at[-1] == "on" else str(change.at[-1])
    old, new = (
        _written_day(_value_in_words(value)) if part == "day" else _value_in_words(value)
        for value in (change.old, change.new)
    )
    return f"its {part} was {old or 'not there'}, and is now {new or 'gone'}"


def _written_day(day: str) -> str:
    return day_in_words(date.fromisoformat(day))


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


def _record_value(record: object, key: str) -> object:
    """What a record holds under a key."""
    return cast("Mapping[str, object]", record)[key]


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


def answer_recorded_late(comparison: "Comparison") -> Iterator[ChangeFault]:
    """An answer of the board was written down after a later board had seen the plan without it.

    What a meeting agreed or refused is written down before the next one meets, so that the next
    one sees it in its papers. An answer that comes later may have been forgotten, or there may
    have been none: the board will remember. It holds for extensions, pauses, withdrawals,
    corrections, and the agreements of policy.yaml.
    """
    for answer in late_answers(comparison):
        words = (
            f"{answer.word} on {day_in_words(answer.day)}, and written down after the board of "
            f"{answer.board.name} had seen the plan without it"
        )
        yield ChangeFault(
            Fault((*answer.at, answer.word), words), answer.each.ref if answer.each else ""
        )


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


def _changes_of_kind(kind: ChangeKind, comparison: "Comparison") -> Iterator[tuple[At, Change]]:
    for judgement, changes in comparison.kept:
        yield from ((judgement.at, change) for change in changes if change.kind is kind)


def _timescale_in_words(value: object) -> str:
    """A timescale as the file has it, in its own words and in what they are taken to mean."""
    if isinstance(value, dict):
        return f"{value['written']} (read as {value['due']})"
    return str(value or "")


def _value_in_words(value: object) -> str:
    """What a part says; a record by its decision, or the first of its keys that says anything."""
    if isinstance(value, dict):
        words = (value.get("decided"), value.get("note"), *value.values())
        return str(next(part for part in words if part))
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


_TABLE: Final[
    tuple[tuple[str, Severity, "Callable[[Comparison], Iterator[ChangeFault]]", str], ...]
] = (
    ("T312", Severity.ERROR, original_changed, ""),
    (
        "T316",
        Severity.ERROR,
        answer_changed,
        "write again what the board answered; ask for a later date in another extension",
    ),
    (
        "T317",
        Severity.ERROR,
        decision_changed,
        "put it back as it was; let the next decision say what was wrong",
    ),
    (
        "T324",
        Severity.ERROR,
        goal_changed,
        "put it back as it was; write what the board has agreed since as a target of its own",
    ),
    (
        "T315",
        Severity.ERROR,
        record_taken_out,
        "put it back; if it was wrong, say so in a new entry",
    ),
    (
        "T329",
        Severity.ERROR,
        meeting_taken_out,
        "put it back in governance.yaml; keep the old rule of meetings beside the new one",
    ),
    (
        "T330",
        Severity.WARNING,
        completed_earlier,
        "write the day of today under recorded; or correct the day of completion",
    ),
    (
        "T334",
        Severity.ERROR,
        answer_recorded_late,
        "take it out where the board did not answer so; the next pack asks the board to confirm it",
    ),
    (
        "T333",
        Severity.WARNING,
        meeting_recorded_late,
        "see that the board did meet, and say so in its note",
    ),
    (
        "T335",
        Severity.WARNING,
        late_date_moved,
        "put the day back, and say in progress what stands in its way; or tell the board why",
    ),
    (
        "T340",
        Severity.ERROR,
        board_record_changed,
        "put it back as it was; tell the next meeting what was wrong",
    ),
    (
        "T336",
        Severity.WARNING,
        figure_changed,
        "say in its note why it was revised; or put it back as it was",
    ),
    (
        "T337",
        Severity.ERROR,
        commit_dated_ahead,
        "set the clock right, and make the wrong one again (git commit --amend); or tell the board",
    ),
)
SINCE_CHECKS: Final = tuple(
    (Rule.of(code, severity, check, hint), check) for code, severity, check, hint in _TABLE
)
GUARD_RULE: Final = Rule.of("T328", Severity.ERROR, guard_weakened, "")
SINCE_RULES: Final = (*(rule for rule, _ in SINCE_CHECKS), GUARD_RULE)
