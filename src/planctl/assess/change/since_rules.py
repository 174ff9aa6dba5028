"""Band T, against an earlier state of the plan: what is kept for ever was changed or taken out."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, cast

from planctl.assess.change.board_rules import (
    answer_recorded_late,
    board_record_changed,
    commit_dated_ahead,
    completed_earlier,
    late_date_moved,
    meeting_recorded_late,
    meeting_taken_out,
)
from planctl.assess.change.change_kind import Change, ChangeFault, ChangeKind, value_in_words
from planctl.assess.judgement import Judgement
from planctl.assess.promise import (
    EarliestPromise,
    find_uncorrected_slips,
    is_clerical,
    is_kept,
    valid_requests,
)
from planctl.assess.softening import find_softenings, match_agreements, softening_in_words
from planctl.model.action import Correction
from planctl.model.calendar import day_in_words
from planctl.model.problem import At, Fault, Rule, Severity
from planctl.model.timescale_grammar import shorten

if TYPE_CHECKING:  # a check without --since compares nothing
    from planctl.assess.change.comparison import Comparison

    SinceCheck = Callable[[Comparison], Iterator[ChangeFault]]

_BRING_BACK: Final = "bring its file back, and ask the board to withdraw it"
_PUT_BACK: Final = "put it back; what is no longer wanted stays, with a note that says so"
_CORRECT_FIGURE: Final = "put it back; if it was wrong, correct it and say so in its note"
_GOALS_TO_COME: Final = "take it out; what the board agrees has a day that is still to come"
_OF_THE_WHOLE: Final = {"measures": "measure", "plan": "finding"}
_ITEM: Final = 3  # steps to a list of a measure; one more leads to what it holds


def original_changed(comparison: "Comparison") -> Iterator[ChangeFault]:
    """The original timescale of an action was changed in place.

    The first promise is kept for ever, so that slippage can be counted from it. A later date is
    an extension, and counts once a meeting of the board has agreed it. The same day in other
    words is no change of the promise. Nor is a date that was wrong a slip of the pen once a board
    has met while the plan had it, whatever its correction says and from whatever day it is said
    to be. An action that was split from another keeps its first promise; another date for it is an
    extension too. `planctl check --since` reports it, because it takes an earlier state of the
    plan, or all that boards have seen of it, to see it.
    """
    for at, change in _changes_of_kind(ChangeKind.ORIGINAL_CHANGED, comparison):
        old, new = _timescale_in_words(change.old), _timescale_in_words(change.new)
        words = f"the original timescale was “{old}”, and is now {f'“{new}”' if new else 'empty'}"
        hint = f"write “{old}” again; put the later date under extensions"
        yield ChangeFault(Fault((*at, "timescale"), words, hint), change.ref)
    yield from _changed_by_split(comparison)
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


def _changed_by_split(comparison: "Comparison") -> Iterator[ChangeFault]:
    """The new actions that were split from one of the older state, and do not keep its promise."""
    before = {judgement.ref: judgement for judgement in comparison.before.judged}
    for judgement in comparison.added:
        origin = before.get(judgement.action.split_from or "")
        first = origin.action.as_first_written if origin else None
        if origin and first and not is_kept(judgement.action, first, comparison.after.by.calendar):
            old = first.written
            words = f"it was split from {origin.ref}, which was first promised for “{old}”"
            hint = f"write “{old}” under timescale; put another date under extensions"
            yield ChangeFault(Fault((*judgement.at, "timescale"), words, hint), judgement.ref)


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
        until = comparison.stood_until
        boards += [it for it in criteria.calendar.meetings if reported <= it.last <= until][-1:]
    for board in boards:
        return f"the board of {board.name} saw “{correction.was.written}” without it"
    first = earlier.action.as_first_written if earlier else None
    since = comparison.before.as_at
    if not first or not is_kept(judgement.action, first, criteria.calendar):
        return ""
    if is_clerical(correction, criteria.as_at, criteria.calendar, EarliestPromise(first, since)):
        return ""
    return f"a board met after {day_in_words(since)}, when the plan said “{first.written}”"


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
                words = f"taken out of the decisions: “{shorten(value_in_words(change.old))}”"
                yield ChangeFault(Fault(("decisions",), words), "")
            case ("decisions", int(), "about", *_) if change.old:
                refs = value_in_words(change.old)
                hint = f"write {refs} under about; let the next decision say what was wrong"
                yield _decision_fault("what a decision of the board is about", change, hint)
            case ("decisions", int(), "decided" | "meeting", *_) if change.old:
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
        old, new = (
            value if value is None else _goal_in_words(value) for value in (change.old, change.new)
        )
        was, now = "not there" if old is None else f"“{old}”", "gone" if new is None else f"“{new}”"
        yield ChangeFault(Fault(at[:3], f"{at[2]} of {title} was {was}, and is now {now}"), "")


def _goal_in_words(value: object) -> str:
    if isinstance(value, dict):
        parts = ((key, value_in_words(part)) for key, part in value.items() if part is not None)
        return ", ".join(f"{key} {part}" for key, part in parts)
    return value_in_words(value)


def _decision_fault(subject: str, change: Change, hint: str = "") -> ChangeFault:
    new_text = f"now “{shorten(value_in_words(change.new))}”" if change.new else "now gone"
    words = f"{subject} was “{shorten(value_in_words(change.old))}”, and is {new_text}"
    return ChangeFault(Fault(change.at[:3], words, hint), "")


def record_taken_out(comparison: "Comparison") -> Iterator[ChangeFault]:
    """Something that was on record is gone: an action, a measure, or an entry in one of its logs.

    The plan is the record of what was promised and done. An action that is no longer wanted is
    withdrawn by the board; a note that was wrong is followed by another that says so. A figure
    that a board has seen stays, and so do its measure and the findings of inspectors.
    """
    for at, change in _changes_of_kind(ChangeKind.TAKEN_OUT, comparison):
        field, text = change.field.partition("[")[0], shorten(value_in_words(change.old))
        yield ChangeFault(Fault((*at, field), f"taken out of {field}: “{text}”"), change.ref)
    for change in comparison.changes:
        if change.kind is ChangeKind.REMOVED and change.ref:
            words = f"{change.ref} “{change.old}” is no longer in the plan"
            yield ChangeFault(Fault(("plan",), words, _BRING_BACK), "")
        elif (
            change.kind is ChangeKind.TAKEN_OUT and not change.ref and change.at[0] in _OF_THE_WHOLE
        ):
            yield _removal_fault(change)


def _removal_fault(change: Change) -> ChangeFault:
    """That a measure, one of its figures, or a finding is gone."""
    match change.at:
        case ("measures", int(), "observations", int()):
            day, value = (value_in_words(_record_value(change.old, key)) for key in ("on", "value"))
            figure = f"the figure of {_written_day(day)} of “{change.within[0]}”, {value}"
            fault = Fault(change.at[:3], f"{figure}, was taken out", _CORRECT_FIGURE)
            return ChangeFault(fault, "")
        case ("plan", "inspection", *_):
            words = f"“{change.old}” was taken out of the priority findings"
            return ChangeFault(Fault(change.at[:-1], words, _PUT_BACK), "")
        case _:
            title = shorten(value_in_words(_record_value(change.old, "title")))
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
        _written_day(value_in_words(value)) if part == "day" else value_in_words(value)
        for value in (change.old, change.new)
    )
    return f"its {part} was {old or 'not there'}, and is now {new or 'gone'}"


def _written_day(day: str) -> str:
    return day_in_words(date.fromisoformat(day))


def _record_value(record: object, key: str) -> object:
    """What a record holds under a key."""
    return cast("Mapping[str, object]", record)[key]


def _changes_of_kind(kind: ChangeKind, comparison: "Comparison") -> Iterator[tuple[At, Change]]:
    for judgement, changes in comparison.kept:
        yield from ((judgement.at, change) for change in changes if change.kind is kind)


def _timescale_in_words(value: object) -> str:
    """A timescale as the file has it, in its own words and in what they are taken to mean."""
    if isinstance(value, dict):
        return f"{value['written']} (read as {value['due']})"
    return str(value or "")


# Each rule: its code, its weight, and what finds its faults.
_CHECKS: Final[tuple[tuple[str, Severity, "SinceCheck"], ...]] = (
    ("T312", Severity.ERROR, original_changed),
    ("T316", Severity.ERROR, answer_changed),
    ("T317", Severity.ERROR, decision_changed),
    ("T324", Severity.ERROR, goal_changed),
    ("T315", Severity.ERROR, record_taken_out),
    ("T329", Severity.ERROR, meeting_taken_out),
    ("T330", Severity.WARNING, completed_earlier),
    ("T334", Severity.ERROR, answer_recorded_late),
    ("T333", Severity.WARNING, meeting_recorded_late),
    ("T335", Severity.WARNING, late_date_moved),
    ("T340", Severity.ERROR, board_record_changed),
    ("T336", Severity.WARNING, figure_changed),
    ("T337", Severity.ERROR, commit_dated_ahead),
)
# What to do about each; a rule that is not here says so with each of its faults.
_REMEDIES: Final[Mapping[str, str]] = {
    "T315": "put it back; if it was wrong, say so in a new entry",
    "T316": "write again what the board answered; ask for a later date in another extension",
    "T317": "put it back as it was; let the next decision say what was wrong",
    "T324": "put it back as it was; write what the board has agreed since as a target of its own",
    "T329": "put it back in governance.yaml; keep the old rule of meetings beside the new one",
    "T330": "write the day of today under recorded; or correct the day of completion",
    "T333": "see that the board did meet, and say so in its note",
    "T334": (
        "take it out where the board did not answer so; the next pack asks the board to confirm it"
    ),
    "T335": "put the day back, and say in progress what stands in its way; or tell the board why",
    "T336": "say in its note why it was revised; or put it back as it was",
    "T337": (
        "set the clock right, and make the wrong one again (git commit --amend); or tell the board"
    ),
    "T340": "put it back as it was; tell the next meeting what was wrong",
}
SINCE_CHECKS: Final = tuple(
    (Rule.of(code, severity, check, _REMEDIES.get(code, "")), check)
    for code, severity, check in _CHECKS
)
GUARD_RULE: Final = Rule.of("T328", Severity.ERROR, guard_weakened, "")
SINCE_RULES: Final = (*(rule for rule, _ in SINCE_CHECKS), GUARD_RULE)
