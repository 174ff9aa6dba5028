"""The past of a plan: its earlier states, by the names that people give them.

A state is named by `last-board`, a day, a month, a board or a git revision, and is read from git
and judged on its own day.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Final, NamedTuple, cast

from planctl.assess.burn_up import PlanAtBoard
from planctl.assess.change.action_history import PlanVersion
from planctl.assess.change.board_meetings import new_meetings
from planctl.assess.change.comparison import Comparison, MisdatedCommit
from planctl.assess.change.first_promise import SeenState, earliest_promises
from planctl.assess.change.since_rules import SINCE_CHECKS
from planctl.assess.judgement import Judgement
from planctl.assess.promise import AS_IN_FILES, FirstPromises
from planctl.assess.scene import Scene, judge_plan
from planctl.load.git import Commit, GitFault, NoSuchRevision
from planctl.load.history import History, NoPlan
from planctl.load.loaded import LoadedPlan
from planctl.model.calendar import WHEN_UNKNOWN, Calendar, Meeting, day_in_words
from planctl.model.meeting_schedule import plan_calendar
from planctl.model.nearest_name import suggest_name
from planctl.model.plan import Plan
from planctl.model.problem import MEND, Stop
from planctl.model.timescale import AtBoard, InMonth, KnownFrom, OnDay, due_day
from planctl.model.timescale_grammar import Unreadable, read_timescale
from planctl.model.words import printable_text
from planctl.workspace.plan import Hindsight, Review, Workspace, review_plan
from planctl.workspace.progress import with_progress_bar

LAST_BOARD: Final = "last-board"
# What is off the record, or off its day, without the board: see `planctl explain`.
_ON_RECORD: Final = frozenset(("T312", "T315", "T316", "T317", "T324", "T329", "T335", "T336"))
BOARDS: Final = 12  # whose papers are looked at; older ones are in the packs of their time
_ADD_MEETING: Final = "add it to governance.yaml, or name a day or a revision"
# What a person writes for a day or a board, also where it is none; no branch is called so.
_LIKE_A_DAY: Final = re.compile(
    "[0-9]{1,4}([-/. ][0-9]{1,4}){2}|[0-9]{1,2}/[0-9]{1,2}"
    "|[0-9]{1,2}(st|nd|rd|th)? [a-z]+( [0-9]+)?|[a-z]+ [0-9]{4} board"
)


class PlanState(NamedTuple):
    """A state of the plan as judged on its day; no commit: the files as they are now."""

    name: str  # how to say which state it is
    scene: Scene
    commit: Commit | None = None
    stood_until: date | None = None  # the last day, before that of the run, on which it still was


class UnknownState(GitFault):
    """That the plan itself does not say which state is meant."""


def scene_with_promises(now: Workspace, as_at: date) -> Scene:
    """The same beside its first promises, as far as git knows them."""
    return judge_plan(now.loaded.plan, as_at, first_promises(now, as_at))


def review_with_promises(now: Workspace, as_at: date) -> Review:
    """A plan and its problems beside its first promises, as far as git knows them."""
    return review_plan(now.loaded, as_at, first_promises(now, as_at))


def find_state(past: History, asked: str, calendar: Calendar, as_at: date) -> PlanState:
    """The state that somebody asked for, judged on its own day, or as at an earlier one.

    It can be named by `last-board`, by a day, a month or a board, or as git names a revision. What
    reads as a day is one, also where a branch is called so: refs/heads/2024-02-14 is the branch.
    Raises GitFault where there is no such state.
    """
    state = _moment(past, asked, calendar, as_at)
    return state._replace(stood_until=past.stood_until(cast("Commit", state.commit), as_at))


def _moment(past: History, asked: str, calendar: Calendar, as_at: date) -> PlanState:
    if asked == LAST_BOARD:
        return _state_board_saw(past, last_board(past, calendar, as_at))
    day_asked = _parse_day(asked, calendar)
    if day_asked:
        _refuse_future(asked, day_asked, as_at)
        day = min(day_asked, as_at)
        return state_on(past, day, f"the end of {day_in_words(day)}")
    try:
        commit = past.named(asked)
    except NoSuchRevision as fault:
        raise _misread_day(asked, calendar) or _misspelt_name(asked) or fault from None
    name = f"{asked} ({commit.id[:8]}, committed {day_in_words(commit.day)})"
    return _state_of(past, commit, min(commit.day, as_at), name)


def _state_board_saw(past: History, meeting: Meeting) -> PlanState:
    """The plan that a board saw; what was taken off the record on its own day came after it."""
    day, name = day_board_saw(past, meeting), f"the last board, {meeting.words}"
    if day != meeting.last:
        return state_on(past, day, f"{name}, as its papers were on {day_in_words(day)}")
    state, eve = state_on(past, day, name), day - timedelta(days=1)
    if meeting.day is None or not has_state(past, eve):
        return state
    before = state_on(past, eve, f"{name}, as the plan was on {day_in_words(eve)}")
    is_broken = before.commit != state.commit and _breaks_record(before.scene, state.scene)
    return before if is_broken else state


def has_state(past: History, day: date) -> bool:
    """Whether the history has a state of the plan on a day."""
    return any(commit.day <= day for commit in past.commits())


def _breaks_record(before: Scene, after: Scene) -> bool:
    """Whether something that boards keep on record was changed or taken out between two states."""
    compared = Comparison(before, after)
    checks = (check for rule, check in SINCE_CHECKS if rule.code in _ON_RECORD)
    return any(True for check in checks for _ in check(compared))


def day_board_saw(past: History, meeting: Meeting) -> date:
    """The day of the plan that a board saw: when its papers were due, or its own.

    What came in between is news at the next board, and so in no pack is anything left out. How
    many days before papers are due is as the plan had it then: it may be another by now.
    """
    rules = past.plan_at(past.by(meeting.last)).plan.governance
    papers_day = meeting.papers_due(rules.board.papers_due)
    return papers_day if papers_day and has_state(past, papers_day) else meeting.last


def history_states(past: History) -> list[PlanVersion]:
    """Every state that git has of the plan, the newest first."""
    return [PlanVersion(loaded.plan, commit.day, commit.author) for commit, loaded in past.states()]


def versions_until(
    now: Scene, states: Sequence[PlanVersion], judged: Iterable[Judgement]
) -> list[PlanVersion]:
    """The plan as it is now, before its states up to the day of that, the newest first.

    judged: the actions that are looked at, by which it is told whether they were committed later.
    """
    later = any(
        state.day > now.as_at and all(_has_action(state.plan, judgement) for judgement in judged)
        for state in states[:1]
    )
    newest = PlanVersion(now.plan, now.as_at, "committed later" if later else "not committed yet")
    return [newest, *(state for state in states if state.day <= now.as_at)]


def state_in_words(past: History, now: LoadedPlan) -> tuple[str | None, str]:
    """The id of the commit that the files of a plan are of, and how to say it."""
    commit = next(past.commits(), None)
    if commit is None:
        return None, "files that are not committed"
    name = f"commit {commit.id[:8]} of {day_in_words(commit.day)}"
    if past.plan_at(commit).plan.areas != now.plan.areas:
        return None, f"{name}, and changes that are not committed"
    return commit.id, name


def _has_action(plan: Plan, judged: Judgement) -> bool:
    """Whether a plan has the action in the same area and the same words."""
    return any(area.ref == judged.area.ref and judged.action in area.actions for area in plan.areas)


def papers_of_boards(past: History, calendar: Calendar, until: date) -> Iterator[PlanAtBoard]:
    """The plan as the papers of the last boards before a day had it, as far as git knows it."""
    begins = min((commit.day for commit in past.commits()), default=until)
    meetings = [meeting for meeting in calendar.meetings if begins <= meeting.last < until]
    for meeting in with_progress_bar(meetings[-BOARDS:], "reading what earlier boards saw"):
        with suppress(NoPlan):  # a commit had taken the plan away
            day = day_board_saw(past, meeting)
            loaded = past.plan_at(past.by(day))
            yield PlanAtBoard(meeting, loaded.plan, day, promised_at(past, loaded, day))


def published_states(now: Workspace, calendar: Calendar, as_at: date) -> Iterator[tuple[str, Plan]]:
    """The states that a board before a day was shown, or that have a tag, and who was shown each.

    Ends the run where boards have met and no history tells what they saw.
    """
    due = now.loaded.plan.governance.board.papers_due
    days = ((meeting.papers_due(due) or meeting.last, meeting) for meeting in calendar.meetings)
    shown = [(day, meeting) for day, meeting in days if day < as_at]
    try:
        with now.history() as past:
            for day, meeting in reversed(shown):
                commit = next((commit for commit in past.commits() if commit.day <= day), None)
                if commit:
                    with suppress(NoPlan):  # a commit had taken the plan away
                        yield f"the board of {meeting.name}", past.plan_at(commit).plan
            for tag, commit in past.tagged():
                yield f"whoever has the version {tag}", past.plan_at(commit).plan
    except GitFault:
        if shown:
            message = "without git nobody can tell what a board has seen"
            raise Stop(message, "put the plan into git, or keep what it has") from None


def first_promises(now: Workspace, as_at: date) -> FirstPromises:
    """What the actions of a plan were first promised for, as a board before the day first saw it.

    Where there is no history of the days before, nothing is known but what the files say now.
    """
    try:
        with now.history() as past:
            return promised_at(past, now.loaded, as_at)
    except GitFault:
        return AS_IN_FILES


def promised_at(past: History, of: LoadedPlan, as_at: date) -> FirstPromises:
    """The same of a state of the plan, in its history before the day."""
    calendar = plan_calendar(of.plan.governance, of.plan.policy.year_starts)
    commits = _commits_boards_saw(past, calendar, as_at)
    if not commits:
        return AS_IN_FILES
    boards = _last_boards(past, calendar, as_at)
    states = (
        SeenState(p.commit.day, p.actions, p.unread, boards.get(p.commit))
        for p in past.promised(commits, of)
    )
    known_from = KnownFrom.SHALLOW if past.is_shallow else KnownFrom.GIT
    return FirstPromises(known_from, earliest_promises(of.plan, states, calendar))


def _commits_boards_saw(past: History, calendar: Calendar, until: date) -> tuple[Commit, ...]:
    """The commits of the states that boards before a day have seen, and the very first."""
    first = [commit for commit in past.commits() if commit.day < until][-1:]
    return tuple(dict.fromkeys([*_last_boards(past, calendar, until), *first]))


def _last_boards(past: History, calendar: Calendar, until: date) -> dict[Commit, Meeting]:
    """The last board before a day that saw each state that any did, the newest first."""
    boards: dict[Commit, Meeting] = {}
    for meeting in reversed(calendar.meetings):
        for day in (meeting.last, meeting.last - timedelta(days=1)):  # it may be changed on its day
            commits = (commit for commit in past.commits() if commit.day <= day)
            commit = next(commits, None) if meeting.last < until else None
            if commit:
                boards.setdefault(commit, meeting)
    return boards


def state_on(past: History, day: date, name: str) -> PlanState:
    """The plan as committed by the end of a day, judged on that day."""
    return _state_of(past, past.by(day), day, name)


def _state_of(past: History, commit: Commit, day: date, name: str) -> PlanState:
    """The plan of a commit, judged on a day beside its first promises."""
    loaded = past.plan_at(commit)
    return PlanState(name, judge_plan(loaded.plan, day, promised_at(past, loaded, day)), commit)


def meetings_recorded_in_time(past: History, before: Scene, after: Scene) -> frozenset[Meeting]:
    """The meetings since the older state, and not known in it, that the plan had by their day."""
    added = (meeting for meeting in new_meetings(before, after) if meeting.last > before.as_at)
    return frozenset(meeting for meeting in added if _is_listed(past, meeting))


def misdated_commits(
    past: History, since: Commit, until: Commit | None, today: date
) -> tuple[MisdatedCommit, ...]:
    """The commits from a state on that say a later day than a commit after them, or than today."""
    return tuple(
        MisdatedCommit(
            commit.id[:8], commit.written_day, *((later.id[:8], later.written_day) if later else ())
        )
        for commit, later in past.dated_ahead(since, until, today)
    )


def _is_listed(past: History, meeting: Meeting) -> bool:
    commit = next((c for c in past.commits() if c.day <= meeting.last), None)
    if commit is None:
        return False
    plan = past.plan_at(commit).plan
    calendar = plan_calendar(plan.governance, plan.policy.year_starts)
    return calendar.same_meeting(meeting) is not None


def _meetings_known_before(past: History, as_at: date) -> list[Meeting]:
    """The meetings before a day of the newest state that has any, and lost its board since."""
    for commit in past.changes_of(past.root / "governance.yaml"):
        with suppress(NoPlan):  # a commit had taken the plan away
            plan = past.plan_at(commit).plan
            calendar = plan_calendar(plan.governance, plan.policy.year_starts)
            meetings = [
                meeting
                for meeting in calendar.meetings
                if meeting.last < as_at and _is_listed(past, meeting)
            ]
            if meetings:
                return meetings
    return []


def last_board(past: History, calendar: Calendar, as_at: date) -> Meeting:
    """The last meeting before a day that the plan had by its own day, or else the last one.

    A meeting that was written down afterwards may never have been: were the plan compared with
    that, whatever was changed before it would be no news. Raises GitFault where none is recorded.
    """
    meetings = [meeting for meeting in calendar.meetings if meeting.last < as_at]
    meetings = meetings or _meetings_known_before(past, as_at)
    if not meetings and calendar.unread:
        raise _unread_meetings(calendar)
    if not meetings:
        raise UnknownState(
            f"no meeting of the board before {day_in_words(as_at)} is recorded", _ADD_MEETING
        )
    recorded = (meeting for meeting in reversed(meetings) if _is_listed(past, meeting))
    return next(recorded, meetings[-1])


def find_earlier_state(now: Workspace, asked: str, than: Scene) -> PlanState:
    """The state of a plan that somebody asked for, before this one; ends the run without it."""
    try:
        with now.history() as past:
            return find_state(past, asked, than.by.calendar, than.as_at)
    except GitFault as fault:
        raise history_stop(fault) from None


def compare_with_last_board(now: Workspace, reviews: Sequence[Review]) -> Sequence[Review]:
    """States of a plan beside what the last board saw; as they are where nobody can tell that."""
    stage = reviews[0].scene
    try:
        with now.history() as past:
            board = find_state(past, LAST_BOARD, stage.by.calendar, stage.as_at)
            return [
                review.against(
                    board.scene,
                    looked_back=Hindsight(
                        promised_at(past, review.loaded, stage.as_at),
                        board.stood_until,
                        meetings_recorded_in_time(past, board.scene, review.scene),
                    ),
                )
                for review in reviews
            ]
    except GitFault:
        return reviews


def history_stop(fault: GitFault) -> Stop:
    """The end of a run for want of a history."""
    return Stop(printable_text(fault.message), printable_text(fault.hint))


def _refuse_future(asked: str, day: date, as_at: date) -> None:
    """Nothing was before a day that has not come: the month that runs is as far as it has come."""
    if day > as_at and (day.year, day.month) != (as_at.year, as_at.month):
        message = f"{asked.strip()} has not come yet, as at {day_in_words(as_at)}"
        raise UnknownState(message, "name a day or a board that is over")


def _misspelt_name(asked: str) -> NoSuchRevision | None:
    """That a name of planctl's own was written with a slip; none: nothing like it was."""
    near = suggest_name(asked, [LAST_BOARD])
    return NoSuchRevision(f"git knows no revision “{asked}” here", near) if near else None


def _unread_meetings(calendar: Calendar) -> UnknownState:
    return UnknownState(f"{calendar.unread} could not be read, {WHEN_UNKNOWN}", MEND)


def _misread_day(asked: str, calendar: Calendar) -> UnknownState | None:
    """What is wrong with words that were meant for a day or a board; none: they were not."""
    if not _LIKE_A_DAY.fullmatch(asked.strip().casefold()):
        return None
    try:
        read_timescale(asked)
    except Unreadable as fault:
        return UnknownState(fault.message, fault.hint)
    if calendar.unread:
        return _unread_meetings(calendar)
    return UnknownState(f"no meeting of the board is recorded for “{asked}”", _ADD_MEETING)


def _parse_day(asked: str, calendar: Calendar) -> date | None:
    """The day that somebody means, the last one of a month, or a board's; none: it is no day."""
    try:
        reading = read_timescale(asked)
    except Unreadable:
        return None
    return due_day(reading, calendar) if isinstance(reading, OnDay | InMonth | AtBoard) else None
