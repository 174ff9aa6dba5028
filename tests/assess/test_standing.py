"""Every standing, and its exact words, as at 13 March 2024."""

from datetime import date
from typing import Final

import pytest

from make import AS_AT, action
from planctl.assess.pause import action_halts
from planctl.assess.promise import action_promise
from planctl.assess.standing import Facts, judge_standing
from planctl.model.calendar import Calendar, Meeting
from planctl.model.rating import Standing

CALENDAR: Final = Calendar.of([Meeting(2024, 2, date(2024, 2, 14))])

AGREED: Final = (
    "timescale: 31 Jan 2024\n"
    "extensions: [{to: 30 Apr 2024, reason: More time., agreed: 2024-02-14}]\n"
)
LATE_STEP: Final = "milestones: [{what: First sample, timescale: Feb 2024}, {what: Second}]\n"
EVIDENCE: Final = "evidence: [{title: Report, kind: data, shows: Less drift.}]\n"
VERIFIED: Final = "verified: {by: DCS, on: 2024-03-01, how: Ten records were read}\n"
LOOKED: Final = "verified by DCS on 1 March 2024: Ten records were read"
CLAIM: Final = "Said to be embedded, but no evidence is recorded and nobody has verified it"

PAUSED: Final = (
    "pauses: [{until: 31 March 2024, reason: The court has to hear it first., agreed: "
    "2024-02-14}]\n"
)
WITHDRAWN: Final = "withdrawals: [{reason: Another council does it., agreed: 2024-02-14}]\n"

TABLE: Final = (
    (
        WITHDRAWN,
        Standing.WITHDRAWN,
        "withdrawn by the board on 14 February 2024: “Another council does it.”",
    ),
    (
        (
            "timescale: 31 Jan 2024\nstatus: in progress\nwithdrawals: [{reason: It is part of "
            'another., agreed: 2024-02-14, replaced_by: ["3.6", "3.7"]}]'
        ),
        Standing.WITHDRAWN,
        (
            "withdrawn by the board on 14 February 2024, 14 days after its date, replaced by 3.6, "
            "3.7: “It is part of another.”"
        ),
    ),
    (
        f"status: embedded\ncompleted: 2024-02-01\n{EVIDENCE}{VERIFIED}",
        Standing.EMBEDDED,
        f"embedded; 1 piece of evidence is recorded, {LOOKED}",
    ),
    (
        (
            "status: embedded\nevidence: [{title: A, kind: data}, {title: B, kind: feedback, "
            f"shows: More trust}}]\n{VERIFIED}"
        ),
        Standing.EMBEDDED,
        f"embedded; 2 pieces of evidence are recorded, {LOOKED}",
    ),
    (
        f"status: embedded\nevidence: [{{title: A, kind: data}}]\n{VERIFIED}",
        Standing.COMPLETE,
        (
            "said to be complete, but no day is recorded. Said to be embedded, but no evidence "
            "says what it shows"
        ),
    ),
    (
        f"status: embedded\n{EVIDENCE}",
        Standing.COMPLETE,
        (
            "said to be complete, but no day is recorded. Said to be embedded, but nobody has "
            "verified it"
        ),
    ),
    (
        f"status: embedded\nleads: [AD, DCS]\n{EVIDENCE}{VERIFIED}",
        Standing.COMPLETE,
        (
            "said to be complete, but no day is recorded. Said to be embedded, but only its own "
            "lead has verified it"
        ),
    ),
    (
        f"status: embedded\n{EVIDENCE}{VERIFIED.replace('03-01', '03-14')}",
        Standing.COMPLETE,
        (
            "said to be complete, but no day is recorded. Said to be embedded, but it is to be "
            "verified only on 14 March 2024"
        ),
    ),
    (
        (
            "status: embedded\nevidence: [{title: A, kind: data, shows: More, date: 2024-03-14}]\n"
            f"{VERIFIED}"
        ),
        Standing.COMPLETE,
        (
            "said to be complete, but no day is recorded. Said to be embedded, but no evidence is "
            "recorded"
        ),
    ),
    (
        "status: embedded\ncompleted: 2024-02-01",
        Standing.COMPLETE,
        f"completed 1 February 2024. {CLAIM}",
    ),
    (
        "status: embedded",
        Standing.COMPLETE,
        f"said to be complete, but no day is recorded. {CLAIM}",
    ),
    ("status: complete", Standing.COMPLETE, "said to be complete, but no day is recorded"),
    ("status: complete\ncompleted: 2024-03-13", Standing.COMPLETE, "completed 13 March 2024"),
    (
        "status: complete\ncompleted: 2024-01-31\ntimescale: 31 Jan 2024",
        Standing.COMPLETE,
        "completed 31 January 2024",
    ),
    (
        "status: complete\ncompleted: 2024-02-01\ntimescale: 31 Jan 2024",
        Standing.COMPLETE,
        "completed 1 February 2024, 1 day after it was due",
    ),
    (
        "status: complete\ncompleted: 2024-02-01\nrecorded: 2024-03-01\ntimescale: 31 Jan 2024",
        Standing.COMPLETE,
        "completed 1 February 2024, recorded 1 March 2024; 1 day after it was due",
    ),
    (
        f"status: complete\ncompleted: 2024-02-20\n{AGREED}",
        Standing.COMPLETE,
        "completed 20 February 2024",
    ),
    (
        PAUSED,
        Standing.PAUSED,
        (
            "paused by the board on 14 February 2024, until 31 March 2024: “The court has to hear "
            "it first.”; no timescale is set"
        ),
    ),
    (
        f"{PAUSED}timescale: 31 Jan 2024",
        Standing.PAUSED,
        (
            "paused by the board on 14 February 2024, 14 days after its date, until 31 March 2024: "
            "“The court has to hear it first.”; due 31 January 2024, 42 days ago"
        ),
    ),
    (
        "status: paused",
        Standing.NO_TIMESCALE,
        "no timescale is set; said to be paused, which no meeting of the board has agreed",
    ),
    (
        "status: withdrawn\ntimescale: 13 Apr 2024",
        Standing.ON_TRACK,
        (
            "due 13 April 2024, in 31 days; said to be withdrawn, which no meeting of the board "
            "has agreed"
        ),
    ),
    (
        f"{PAUSED.replace('31 March', '12 March')}status: paused\ntimescale: 31 Jan 2024",
        Standing.OVERDUE,
        (
            "due 31 January 2024, 42 days ago; not complete; paused by the board on 14 February "
            "2024, 14 days after its date, until 12 March 2024; said to be paused, but the pause "
            "that was agreed ended on 12 March 2024"
        ),
    ),
    (
        (
            f"{PAUSED.replace('31 March', '12 March')}status: complete\ncompleted: 2024-03-12\n"
            "timescale: 31 Jan 2024"
        ),
        Standing.COMPLETE,
        (
            "completed 12 March 2024, 41 days after it was due; paused by the board on 14 February "
            "2024, 14 days after its date, until 12 March 2024"
        ),
    ),
    (
        f"timescale: 31 Jan 2024\n{PAUSED.replace('agreed', 'requested')}",
        Standing.OVERDUE,
        "due 31 January 2024, 42 days ago; not complete",
    ),
    (
        f"timescale: 31 Jan 2024\n{PAUSED.replace('31 March 2024', 'May 2024 board')}",
        Standing.OVERDUE,
        (
            "due 31 January 2024, 42 days ago; not complete; paused by the board on 14 February "
            "2024, 14 days after its date"
        ),
    ),
    (
        "timescale: 31 Jan 2024",
        Standing.OVERDUE,
        "due 31 January 2024, 42 days ago; not complete",
    ),
    (
        "timescale: 12 Mar 2024\nstatus: complete\ncompleted: 2024-03-14",
        Standing.OVERDUE,
        "due 12 March 2024, 1 day ago; not complete",
    ),
    (
        AGREED.replace("30 Apr", "29 Feb"),
        Standing.OVERDUE,
        "due 29 February 2024, 13 days ago (extension agreed 14 February 2024); not complete",
    ),
    (
        AGREED.replace("agreed", "requested"),
        Standing.OVERDUE,
        "due 31 January 2024, 42 days ago; not complete",
    ),
    (
        LATE_STEP,
        Standing.MILESTONE_OVERDUE,
        "1 of 2 milestones is late: “First sample”, due 29 February 2024, 13 days ago",
    ),
    (
        "milestones: [{what: A, timescale: Feb 2024}]",
        Standing.MILESTONE_OVERDUE,
        "the milestone is late: “A”, due 29 February 2024, 13 days ago",
    ),
    (
        "milestones: [{what: A, timescale: Feb 2024}, {what: B, timescale: Jan 2024}]",
        Standing.MILESTONE_OVERDUE,
        "2 of 2 milestones are late, the longest: “B”, due 31 January 2024, 42 days ago",
    ),
    (
        AGREED,
        Standing.EXTENDED,
        "promised for 31 January 2024, extended by 90 days; due 30 April 2024, in 48 days",
    ),
    (
        "timescale: 12 Apr 2024",
        Standing.STARTING_LATE,
        "not started; due 12 April 2024, in 30 days",
    ),
    (
        "timescale: 12 Apr 2024\nstatus: in progress",
        Standing.DUE_SOON,
        "due 12 April 2024, in 30 days",
    ),
    (
        "timescale: 13 Mar 2024\nstatus: in progress",
        Standing.DUE_SOON,
        "due 13 March 2024, today",
    ),
    ("status: in progress", Standing.NO_TIMESCALE, "no timescale is set"),
    (
        "timescale: May 2024 board",
        Standing.NO_TIMESCALE,
        "“May 2024 board” names a meeting of the board that is not recorded",
    ),
    (
        "timescale: 13 Apr 2024",
        Standing.NOT_STARTED,
        "not started; due 13 April 2024, in 31 days",
    ),
    ("timescale: ongoing", Standing.NOT_STARTED, "not started; ongoing, without an end"),
    (
        "timescale: 13 Apr 2024\nstatus: in progress",
        Standing.ON_TRACK,
        "in progress; due 13 April 2024, in 31 days",
    ),
    (
        "timescale: ongoing\nstatus: in progress",
        Standing.ON_TRACK,
        "in progress; ongoing, without an end",
    ),
    (
        AGREED.replace("31 Jan", "13 Mar") + "status: in progress",
        Standing.ON_TRACK,
        "in progress; due 30 April 2024, in 48 days",
    ),
)


def _standing(
    text: str, as_at: date = AS_AT, soon: int = 30, calendar: Calendar = CALENDAR
) -> tuple[Standing, str]:
    given = action(text)
    dates, stopped = action_promise(given, as_at, calendar), action_halts(given, as_at, calendar)
    return judge_standing(Facts(given, dates, stopped, as_at, calendar, soon))


@pytest.mark.parametrize(("text", "name", "why"), TABLE)
def test_a_standing_and_its_words(text: str, name: Standing, why: str) -> None:
    assert _standing(text) == (name, why)


def test_the_table_has_every_standing() -> None:
    assert {name for _, name, _ in TABLE} == set(Standing)


# The first text fits both standings, the second only the later one; the order is DESIGN's, 5.
FIRST_WINS: Final = (
    (f"{WITHDRAWN}timescale: Jan 2024", Standing.WITHDRAWN),
    ("timescale: Jan 2024", Standing.OVERDUE),
    (f"status: embedded\n{EVIDENCE}{VERIFIED}", Standing.EMBEDDED),
    ("status: embedded", Standing.COMPLETE),
    ("status: complete\ntimescale: Jan 2024", Standing.COMPLETE),
    ("status: in progress\ntimescale: Jan 2024", Standing.OVERDUE),
    (f"{PAUSED}timescale: Jan 2024", Standing.PAUSED),
    ("timescale: Jan 2024", Standing.OVERDUE),
    (f"timescale: Jan 2024\n{LATE_STEP}", Standing.OVERDUE),
    (LATE_STEP, Standing.MILESTONE_OVERDUE),
    (f"{AGREED}{LATE_STEP}", Standing.MILESTONE_OVERDUE),
    (AGREED, Standing.EXTENDED),
    (AGREED.replace("30 Apr", "31 Mar"), Standing.EXTENDED),
    ("timescale: 31 Mar 2024", Standing.STARTING_LATE),
    ("timescale: 31 Mar 2024", Standing.STARTING_LATE),
    ("timescale: 31 Mar 2024\nstatus: in progress", Standing.DUE_SOON),
    ("status: not started", Standing.NO_TIMESCALE),
    ("status: not started\ntimescale: ongoing", Standing.NOT_STARTED),
    ("timescale: 13 Apr 2024", Standing.NOT_STARTED),
    ("timescale: 13 Apr 2024\nstatus: in progress", Standing.ON_TRACK),
)


@pytest.mark.parametrize(
    ("both", "later"), list(zip(FIRST_WINS[::2], FIRST_WINS[1::2], strict=True))
)
def test_the_first_that_fits_wins(both: tuple[str, Standing], later: tuple[str, Standing]) -> None:
    order = list(Standing)
    assert order.index(both[1]) < order.index(later[1])
    assert (_standing(both[0])[0], _standing(later[0])[0]) == (both[1], later[1])


@pytest.mark.parametrize(
    ("as_at", "name"),
    [
        (date(2023, 12, 31), Standing.ON_TRACK),
        (date(2024, 1, 1), Standing.DUE_SOON),
        (date(2024, 1, 31), Standing.DUE_SOON),
        (date(2024, 2, 1), Standing.OVERDUE),
        (date(2024, 2, 13), Standing.OVERDUE),
        (date(2024, 2, 14), Standing.EXTENDED),
        (date(2024, 4, 30), Standing.EXTENDED),
        (date(2024, 5, 1), Standing.OVERDUE),
    ],
    ids=str,
)
def test_the_life_of_an_extended_action(as_at: date, name: Standing) -> None:
    assert _standing(f"{AGREED}status: in progress", as_at)[0] is name


@pytest.mark.parametrize(
    ("as_at", "name"),
    [
        (date(2024, 2, 13), Standing.OVERDUE),
        (date(2024, 2, 14), Standing.PAUSED),
        (date(2024, 3, 31), Standing.PAUSED),
        (date(2024, 4, 1), Standing.OVERDUE),
    ],
    ids=str,
)
def test_a_pause_counts_from_its_meeting_until_its_day(as_at: date, name: Standing) -> None:
    assert _standing(f"{PAUSED}timescale: 31 Jan 2024", as_at)[0] is name


def test_the_last_pause_that_was_agreed_counts() -> None:
    both = PAUSED.replace("}]", "}, {until: 1 March 2024, reason: Sooner., agreed: 2024-02-14}]")
    assert _standing(f"{both}timescale: 31 Jan 2024")[0] is Standing.OVERDUE


def test_a_pause_that_was_refused_as_well_does_not_count() -> None:
    refused = PAUSED.replace("}]", ", refused: 2024-02-14}]")
    assert _standing(f"{refused}timescale: 31 Jan 2024")[0] is Standing.OVERDUE


@pytest.mark.parametrize(
    "asked", ["pauses: [{until: 31 March 2024, reason: r", "withdrawals: [{reason: r"]
)
def test_what_the_board_refused_later_stops_nothing(asked: str) -> None:
    one, other = (
        f"{asked.partition('{')[2]}, {each}}}"
        for each in ("agreed: 2024-02-14", "refused: 2024-03-05")
    )
    given = f"timescale: 31 Jan 2024\n{asked.partition('[')[0]}[{{{one}, {{{other}]"
    assert _standing(given, as_at=date(2024, 3, 4))[0] is not Standing.OVERDUE
    assert _standing(given, as_at=date(2024, 3, 5))[0] is Standing.OVERDUE


@pytest.mark.parametrize("done", [PAUSED, WITHDRAWN])
def test_without_a_board_it_takes_the_name_of_the_role_that_agreed(done: str) -> None:
    late, nobody = "timescale: 31 Jan 2024", Calendar()
    assert _standing(f"{done}{late}", calendar=nobody)[0] is Standing.OVERDUE
    named = done.replace("2024-02-14", "2024-02-14, agreed_by: DCS")
    stands, why = _standing(f"{named}{late}", calendar=nobody)
    assert stands in {Standing.PAUSED, Standing.WITHDRAWN}
    assert " by DCS on 14 February 2024, 14 days after its date" in why


def test_without_a_board_nobody_has_agreed_what_is_only_claimed() -> None:
    why = _standing("status: paused", calendar=Calendar())[1]
    assert why == "no timescale is set; said to be paused, which nobody has agreed"


def test_what_was_completed_before_it_was_withdrawn_was_not_late() -> None:
    text = f"{WITHDRAWN}timescale: 31 Jan 2024\nstatus: complete\ncompleted: 2024-02-14"
    assert "after its date" not in _standing(text)[1]


def test_due_today_is_on_time() -> None:
    today, tomorrow = date(2024, 3, 13), date(2024, 3, 14)
    text = "timescale: 13 Mar 2024\nstatus: in progress"
    assert _standing(text, today)[0] is Standing.DUE_SOON
    assert _standing(text, tomorrow)[0] is Standing.OVERDUE


@pytest.mark.parametrize(
    ("soon", "name"), [(0, Standing.ON_TRACK), (16, Standing.ON_TRACK), (17, Standing.DUE_SOON)]
)
def test_the_plan_says_how_soon_is_soon(soon: int, name: Standing) -> None:
    assert _standing("timescale: 30 Mar 2024\nstatus: in progress", soon=soon)[0] is name


def test_a_completion_counts_from_its_day() -> None:
    text = "status: complete\ncompleted: 2024-03-01\ntimescale: 31 Jan 2024"
    days = [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 1)]
    names = [_standing(text, day)[0] for day in days]
    assert names == [Standing.DUE_SOON, Standing.OVERDUE, Standing.COMPLETE]
