"""What a pack is made for: which state of the plan, which meeting, compared with which state.

Also what makes the plan less strict than planctl's own rules, and since when, as git knows it.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Final, NamedTuple, cast

from planctl import __version__
from planctl.assess.burn_up import board_snapshots
from planctl.assess.change.board_rules import back_dated_completions, is_recorded_falsely
from planctl.assess.change.comparison import Comparison
from planctl.assess.change.first_promise import broken_promises
from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene, judge_plan
from planctl.assess.softening import (
    BASELINE,
    Softening,
    default_settings,
    find_softenings,
    match_agreements,
    policy_settings,
)
from planctl.load.git import Commit, GitFault, NoSuchRevision
from planctl.load.history import History, NoPlan
from planctl.model.calendar import Calendar, Meeting
from planctl.model.problem import Stop
from planctl.model.timescale import due_day
from planctl.model.timescale_grammar import Unreadable, read_day_or_month
from planctl.model.words import printable_text
from planctl.render.pack.pieces import (
    BackDatedCompletion,
    EarlierState,
    PackContext,
    SoftenedSetting,
)
from planctl.workspace.known_problems import NotABaseline, parse_baseline
from planctl.workspace.meeting import meeting_for
from planctl.workspace.past import (
    LAST_BOARD,
    PlanState,
    UnknownState,
    day_board_saw,
    find_state,
    has_state,
    history_stop,
    last_board,
    meetings_recorded_in_time,
    misdated_commits,
    papers_of_boards,
    promised_at,
    state_on,
)
from planctl.workspace.plan import Workspace, all_rules


class PackRequest(NamedTuple):
    """What was asked for on the command line, as it was written."""

    as_at: date
    meeting: str | None
    state: str | None  # of the plan; none: the files as they are now
    since: str | None  # what to compare with; none: the last board
    today: date  # by the clock, after which no commit can have been made


def find_occasion(now: Workspace, asked: PackRequest) -> PackContext:
    """What the pack is made for; a meeting that is over gets the plan as it was for it."""
    stage = judge_plan(now.loaded.plan, asked.as_at)
    meeting = _meeting(now, asked, stage)
    is_over = meeting is not None and meeting.last < stage.as_at
    try:
        with now.history() as past:
            if asked.state or is_over:
                state = _earlier_state(past, asked, stage, meeting)
                meeting = _meeting_in_state(asked, state.scene, meeting)
            else:
                promised = promised_at(past, now.loaded, stage.as_at)
                state = PlanState("", judge_plan(stage.plan, stage.as_at, promised))
            since = _compare(past, asked, state)
            if since.compared:
                state = state._replace(scene=since.compared.after)
            return _build_occasion(now, state, meeting, since, past)
    except GitFault as fault:
        if meeting and is_over and not asked.state:
            raise _no_reprint(fault, meeting) from None
        if asked.state:
            raise history_stop(fault) from None
        return _build_occasion(now, PlanState("", stage), meeting, _not_compared(fault, asked))


def _meeting(now: Workspace, asked: PackRequest, stage: Scene) -> Meeting | None:
    """The meeting that was asked for; of one that the plan has no more, as it had it then.

    The rule by which a board meets may have been changed since, and the meeting was held.
    """
    try:
        return meeting_for(asked.meeting, stage.by.calendar, stage.as_at)
    except Stop:
        past_meeting = _meeting_of_past(now, asked.meeting or "", stage.as_at)
        if past_meeting is None:
            raise
        return past_meeting


def _meeting_of_past(now: Workspace, asked: str, as_at: date) -> Meeting | None:
    """A meeting that is over, as the plan had it on its day; none: it had none, or nobody knows."""
    try:
        day = due_day(read_day_or_month(asked), Calendar())
        if day is None or day >= as_at:
            return None
        with now.history() as past:
            past_scene = state_on(past, day, "").scene
        return meeting_for(asked, past_scene.by.calendar, day)
    except (Unreadable, GitFault, Stop):
        return None


def _earlier_state(
    past: History, asked: PackRequest, now: Scene, meeting: Meeting | None
) -> PlanState:
    """The plan as it was, judged on its day; for a meeting, the day that its papers were due."""
    if asked.state is None and meeting is not None:
        return state_on(past, day_board_saw(past, meeting), "")
    return find_state(past, asked.state or "", now.by.calendar, now.as_at)


def _meeting_in_state(asked: PackRequest, then: Scene, meeting: Meeting | None) -> Meeting | None:
    """The meeting as the plan had it then; as it has it now where it was not recorded yet."""
    try:
        return meeting_for(asked.meeting, then.by.calendar, then.as_at)
    except Stop:
        return meeting


def _no_reprint(fault: GitFault, meeting: Meeting) -> Stop:
    """That the pack of a meeting that is over cannot be made again, and what can be made."""
    why = history_stop(fault)
    day = meeting.last.isoformat()
    return Stop(
        f"the pack of a meeting that is over is made from the plan as it was, and {why.message}",
        f"{why.hint}; or make it from the files as they are now, with --as-at {day}",
    )


def _build_occasion(
    now: Workspace,
    state: PlanState,
    meeting: Meeting | None,
    since: EarlierState,
    past: History | None = None,
) -> PackContext:
    softenings = list_softenings(now, state, past, since.compared)
    made = PackContext(state.scene, meeting, f"planctl {__version__}", since, softenings)
    as_at = state.scene.as_at
    if past and meeting and meeting.last >= as_at and has_state(past, as_at):
        seen = day_board_saw(past, meeting)
        return made._replace(papers_day=seen) if seen < as_at else made
    return made


def _compare(past: History, asked: PackRequest, state: PlanState) -> EarlierState:
    stage, words = state.scene, asked.since or LAST_BOARD
    try:
        before = find_state(past, words, stage.by.calendar, stage.as_at)
    except GitFault as fault:
        return _not_compared(fault, asked)
    name = before.name
    if words == LAST_BOARD:
        name = _board_name(before, last_board(past, stage.by.calendar, stage.as_at))
    recorded_meetings = meetings_recorded_in_time(past, before.scene, stage)
    older = cast("Commit", before.commit)
    misdated = misdated_commits(past, older, state.commit, asked.today)
    compared = Comparison(before.scene, stage, before.stood_until, recorded_meetings, misdated)
    compared = _correct_completions(past, compared)
    stage = compared.after
    papers = papers_of_boards(past, stage.by.calendar, stage.as_at)
    promises, boards = broken_promises(stage), tuple(board_snapshots(papers))
    late_records = tuple(_back_dated(past, compared))
    return EarlierState(name, compared, broken=promises, seen=boards, back_dated=late_records)


def _correct_completions(past: History, compared: Comparison) -> Comparison:
    """The same, where a completion is not recorded on a day on which the plan did not have it.

    The day of its commit stands for that, and none where it is in no commit yet.
    """
    wrong = (
        judged
        for before, judged in back_dated_completions(compared)
        if is_recorded_falsely(before, judged, compared)
    )
    days = {judged.at: _day_recorded(past, judged, compared) for judged in wrong}
    if not days:
        return compared
    after = compared.after
    compared_by = (compared.stood_until, compared.listed, compared.misdated)
    areas = list(after.plan.areas)
    for (_, n, _, k), day in days.items():
        actions = list(areas[int(n)].actions)
        actions[int(k)] = actions[int(k)].model_copy(update={"recorded": day})
        areas[int(n)] = areas[int(n)]._replace(actions=tuple(actions))
    stage = judge_plan(after.plan._replace(areas=tuple(areas)), after.as_at, after.by.promised)
    return Comparison(compared.before, stage, *compared_by)


def _back_dated(past: History, compared: Comparison) -> Iterator[BackDatedCompletion]:
    """The actions that are said to be done before the older state, and the day that was written."""
    for _, judged in back_dated_completions(compared):
        day = judged.action.recorded or _day_recorded(past, judged, compared)
        yield BackDatedCompletion(judged, day)


def _day_recorded(past: History, judged: Judgement, compared: Comparison) -> date | None:
    """The day of the first commit since the older state in which the action has its completion."""
    completion = (judged.ref, judged.action.completed)
    newer = takewhile(lambda state: state[0].day > compared.before.as_at, past.states())
    days = (
        commit.day
        for commit, loaded in newer
        if any((action.ref, action.completed) == completion for _, action in loaded.plan.actions)
    )
    return min(days, default=None)


def _board_name(before: PlanState, meeting: Meeting) -> str:
    """The last board by its name, or its papers where the plan is compared with those."""
    board = f"the board of {meeting.name}"
    return board if before.scene.as_at == meeting.last else f"the papers for {board}"


def _not_compared(fault: GitFault, asked: PackRequest) -> EarlierState:
    """That there is nothing to compare with; whoever asked for it is told at once."""
    words = asked.since or LAST_BOARD
    if isinstance(fault, NoSuchRevision) or (
        isinstance(fault, UnknownState) and words != LAST_BOARD
    ):
        raise history_stop(fault)
    why_not = f"Nothing is compared, because {printable_text(fault.message)}."
    return EarlierState(why_not=why_not, trouble=Stop(fault.message, fault.hint))


_LIST_LIMIT: Final = 4_000_000  # bytes of a list of known problems


def list_softenings(
    now: Workspace, state: PlanState, past: History | None, compared: Comparison | None
) -> tuple[SoftenedSetting, ...]:
    """Every softening of a plan, and which of them came since the state it is compared with."""
    stage, plan = state.scene, state.scene.plan
    if plan.lacks("policy"):
        return ()
    lists = dict(_known_lists(now, past, state))
    current = policy_settings(plan.policy, all_rules(), sum(lists.values()))
    is_compared = compared is not None and not compared.before.plan.lacks("policy")
    older = compared.before.plan.policy if compared and is_compared else plan.policy
    all_softenings = find_softenings(default_settings(older, all_rules()), current)
    allowed = match_agreements(all_softenings, plan.policy, stage.as_at, stage.by.calendar)
    since_when = _first_days(now, past, allowed, stage.as_at) if past and allowed else {}
    if past and lists:
        # A file that did not come into the repository came on the day that we are at.
        days = (min((c.day for c in past.changes_of(f)), default=stage.as_at) for f in lists)
        since_when[BASELINE] = min(days)
    dated = ((softening, since_when.get(softening.name)) for softening in allowed)
    return tuple(SoftenedSetting(one, since, _is_new(one, since, compared)) for one, since in dated)


def _is_new(softening: Softening, since: date | None, compared: Comparison | None) -> bool:
    """Whether a setting became less strict since the older state."""
    if compared is None or compared.before.plan.lacks("policy"):
        return False
    if softening.name == BASELINE:
        return since is not None and since > compared.before.as_at
    older = policy_settings(compared.before.plan.policy, all_rules())
    return any(
        find_softenings({softening.name: older[softening.name]}, {softening.name: softening.now})
    )


def _first_days(
    now: Workspace, past: History, allowed: tuple[Softening, ...], as_at: date
) -> dict[str, date]:
    """The day of the commit since which each setting has had its value."""
    first_days: dict[str, date] = {}
    unchanged = {s.name: s.now for s in allowed if s.name != BASELINE}
    for commit in past.changes_of(now.root / "policy.yaml"):
        if commit.day > as_at:
            continue
        if not unchanged:
            break
        values = _settings_at(past, commit)
        unchanged = {name: value for name, value in unchanged.items() if values.get(name) == value}
        first_days |= dict.fromkeys(unchanged, commit.day)
    return first_days


def _settings_at(past: History, commit: Commit) -> dict[str, str]:
    """The settings at a commit; none where the plan was not in its folder then."""
    try:
        return policy_settings(past.plan_at(commit).plan.policy, all_rules())
    except NoPlan:
        return {}


def _known_lists(
    now: Workspace, past: History | None, state: PlanState
) -> Iterator[tuple[Path, int]]:
    """The lists of known problems that lie in the repository, or else beside the plan.

    Of an earlier state they are those that were committed by its day, whatever lies there by now.
    """
    then = past.repository_by(state.scene.as_at, state.commit) if past and state.commit else None
    for file, data in _files_then(past, then) if past and then else _files_now(now, past):
        try:
            listed = parse_baseline(data)
        except NotABaseline:
            continue
        if listed:
            yield file, len(listed)


def _files_then(past: History, then: Commit) -> Iterator[tuple[Path, bytes]]:
    for file in past.names_of(".json", then):
        data = past.text_at(then, file) or b""
        if len(data) <= _LIST_LIMIT:
            yield file, data


def _files_now(now: Workspace, past: History | None) -> Iterator[tuple[Path, bytes]]:
    nearby = (file for folder in (now.root, now.root.parent) for file in folder.glob("*.json"))
    in_repository = past.names_of(".json") if past else []
    for file in dict.fromkeys(path.resolve() for path in (*in_repository, *nearby)):
        if file.is_file() and file.stat().st_size <= _LIST_LIMIT:
            with suppress(OSError):
                yield file, file.read_bytes()
