"""What was promised, is due and was delivered by each day, and what the boards saw."""

from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as some

from deliveries import (
    OLD,
    ONGOING,
    WITHDRAWN,
    burnt,
    done,
    due,
    holding,
    later,
    plan,
    seen,
    stage,
    unread,
)
from make import AS_AT, OUR_PLAN, loaded
from planctl.assess.burn_up import plan_burn_up
from planctl.assess.scene import judge_plan
from planctl.model.action import Action, Status

DAYS: Final = some.dates(date(2022, 1, 1), date(2026, 12, 31))


def _on(day: str) -> date:
    return date.fromisoformat(day)


def test_an_action_counts_from_its_own_day_on() -> None:
    found = burnt(due("29 Feb 2024"), due("15 Jan 2024"), done("2024-02-29"))
    days = [_on(day) for day in ("2024-01-14", "2024-01-15", "2024-02-28", "2024-02-29")]
    assert [found.due_by(day) for day in days] == [0, 1, 1, 2]
    assert [found.delivered_by(day) for day in days] == [0, 0, 0, 1]


def test_an_extension_that_the_board_agreed_moves_what_is_due_and_not_what_was_promised() -> None:
    found = burnt(due("31 Jan 2024", later("30 Apr 2024")))
    assert found.promised == (_on("2024-01-31"),)
    assert found.due == (_on("2024-04-30"),)


def test_a_request_moves_nothing() -> None:
    asked = "extensions: [{to: 30 Apr 2024, reason: It is hard}]"
    assert burnt(due("31 Jan 2024", asked)).due == (_on("2024-01-31"),)


def test_the_withdrawn_and_the_ongoing_are_left_out_and_counted_apart() -> None:
    found = burnt(due("31 Jan 2024"), WITHDRAWN, WITHDRAWN, ONGOING)
    assert (found.actions, found.withdrawn, found.endless) == (1, 2, 1)


@pytest.mark.parametrize("ended", [done("2024-02-01", "timescale: ongoing"), ONGOING])
def test_an_ongoing_action_that_has_an_end_is_counted(ended: str) -> None:
    text = ended if ended != ONGOING else f"{ONGOING}\n{later('30 Apr 2024')}"
    assert (burnt(text).actions, burnt(text).endless) == (1, 0)


def test_an_action_without_a_day_to_be_due_is_counted_as_undated() -> None:
    found = burnt(due("31 Jan 2024"), "", due("Dec 2024 board"))
    assert (found.actions, found.undated) == (3, 2)


def test_a_delivery_without_a_day_counts_from_the_day_as_at_on() -> None:
    found = burnt(done(), done("2024-02-01"))
    assert [found.delivered_by(_on(day)) for day in ("2024-03-12", "2024-03-13")] == [1, 2]
    assert (found.done, found.without_day, found.left) == (2, 1, 0)


def test_a_delivery_in_the_future_is_none_yet() -> None:
    found = burnt(done("2024-03-14"))
    assert (found.done, found.left) == (0, 1)


def test_an_action_that_was_reopened_is_not_delivered() -> None:
    assert burnt("status: in progress\ncompleted: 2024-02-01").done == 0


@pytest.mark.parametrize(
    ("actions", "inspected", "expected"),
    [
        ((due("31 Jan 2024"), done("2024-01-05")), "", "2024-01-05"),
        ((due("31 Jan 2024"),), "", "2024-01-31"),
        ((due("31 Dec 2024"),), "", "2024-03-13"),
        ((due("31 Jan 2024"), OLD), "", "2023-01-01"),
        ((done("2014-02-01"), due("31 Jan 2024")), "Nov 2023", "2023-11-01"),
        ((done("2014-02-01"),), "15 Nov 2023", "2023-11-15"),
        ((due("31 Jan 2024"),), "Nov 2023", "2024-01-31"),
        ((done("2024-02-01"),), "Nov 2026", "2024-02-01"),
        ((), "", "2024-03-13"),
    ],
)
def test_the_plan_begins_with_the_first_day_it_tells_of_but_not_before_the_inspection(
    actions: tuple[str, ...], inspected: str, expected: str
) -> None:
    assert burnt(*actions, inspected=inspected).begins == _on(expected)


def test_the_plan_begins_with_its_first_board_where_that_comes_first() -> None:
    found = plan_burn_up(stage(due("31 Jan 2024"), meetings=["12 Dec 2023", "14 Feb 2024"]))
    assert found.begins == _on("2023-12-12")


def test_a_plan_whose_front_cannot_be_read_begins_all_the_same() -> None:
    unfronted = plan(due("31 Jan 2024"))._replace(plan=None)
    assert plan_burn_up(judge_plan(unfronted, AS_AT)).begins == _on("2024-01-31")


def test_deliveries_before_the_inspection_are_counted_from_the_start() -> None:
    found = burnt(done("2014-02-01"), done("2024-02-01"), inspected="Nov 2023")
    assert found.early == 1
    assert found.delivered_by(found.begins) == 1


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ((due("31 May 2024"),), "2024-05-31"),
        ((due("31 May 2024", later("30 Apr 2024")),), "2024-05-31"),
        ((due("31 Jan 2024"),), "2024-06-13"),
        (("",), "2024-06-13"),
        ((done("2024-02-01"),), "2024-03-13"),
    ],
)
def test_it_looks_to_the_last_date_or_three_months_ahead_while_any_action_is_left(
    actions: tuple[str, ...], expected: str
) -> None:
    assert burnt(*actions).ends == _on(expected)


def test_the_marks_are_the_ends_of_months_and_the_day_as_at() -> None:
    found = burnt(due("15 Jan 2024"), due("15 Apr 2024"))
    assert [day.isoformat() for day in found.marks] == [
        "2024-01-31",
        "2024-02-29",
        "2024-03-13",
        "2024-03-31",
        "2024-04-30",
    ]


def test_a_day_as_at_that_ends_a_month_is_one_mark() -> None:
    found = burnt(due("15 Mar 2024"), due("15 Apr 2024"), as_at=_on("2024-03-31"))
    assert [day.isoformat() for day in found.marks] == ["2024-03-31", "2024-04-30"]


@pytest.mark.parametrize(
    ("last", "first", "second", "end"),
    [
        ("31 Dec 2025", "2024-01-31", "2024-02-29", "2025-12-31"),
        ("31 Jan 2026", "2024-03-31", "2024-06-30", "2026-03-31"),
        ("31 Jan 2030", "2024-03-31", "2024-09-30", "2030-03-31"),
        ("31 Jan 2036", "2024-03-31", "2025-03-31", "2036-03-31"),
        ("31 Dec 2099", "2025-03-31", "2030-03-31", "2100-03-31"),
    ],
)
def test_a_long_plan_is_counted_by_longer_periods_of_its_own_year(
    last: str, first: str, second: str, end: str
) -> None:
    marks = [day for day in burnt(due("1 Jan 2024"), due(last)).marks if day != AS_AT]
    assert [day.isoformat() for day in (*marks[:2], marks[-1])] == [first, second, end]
    assert len(marks) <= 24


def test_each_board_saw_the_plan_as_it_was_on_its_day() -> None:
    now = stage(
        done("2024-01-20"), "", "", meetings=["10 Jan 2024", "14 Feb 2024", "13 March 2024"]
    )
    then = ("2024-02-01", plan(done("2024-01-20"), done("2024-02-10"), WITHDRAWN))
    first = ("2024-01-01", plan(done("2024-01-20"), ONGOING))
    found = [
        (str(each.as_at), each.actions, each.totals.complete, each.unread)
        for each in seen(now, then, first)
    ]
    assert found == [("2024-01-10", 1, 0, 0), ("2024-02-14", 2, 2, 0)]


def test_a_board_before_the_first_known_state_saw_nothing_that_is_known() -> None:
    now = stage("", meetings=["10 Jan 2024", "14 Feb 2024"])
    assert len(seen(now, ("2024-02-01", plan("")))) == 1


def test_what_a_board_saw_says_that_a_file_was_not_read() -> None:
    now = stage("", meetings=["14 Feb 2024"])
    assert seen(now, ("2024-02-01", unread(plan(""))))[0].unread == 1


def test_our_own_plan_on_its_day() -> None:
    found = plan_burn_up(judge_plan(loaded(OUR_PLAN).plan, AS_AT))
    assert (found.actions, found.done, found.undated) == (33, 1, 9)
    assert (found.promised_by(AS_AT), found.due_by(AS_AT)) == (17, 17)
    assert found.pace
    assert found.pace.delivered == 1


_DATED: Final = {"to": DAYS.map(date.isoformat), "reason": some.just("It is hard")}
_AGREED: Final = {"agreed": some.none() | DAYS.map(date.isoformat)}
ACTIONS: Final = some.lists(
    some.fixed_dictionaries(
        {
            "ref": some.just("1.1"),
            "title": some.just("An action"),
            "timescale": some.none() | DAYS.map(date.isoformat) | some.just("ongoing"),
            "status": some.sampled_from([each.value for each in Status]),
            "completed": some.none() | DAYS.map(date.isoformat),
            "extensions": some.lists(some.fixed_dictionaries({**_DATED, **_AGREED}), max_size=2),
        }
    ).map(Action.model_validate),
    max_size=6,
)


@given(ACTIONS, DAYS)
def test_the_lines_never_fall_and_end_where_the_counts_do(
    actions: list[Action], as_at: date
) -> None:
    found = plan_burn_up(judge_plan(holding(actions), as_at))
    for line in (found.promised_by, found.due_by, found.delivered_by):
        heights = [line(day) for day in found.marks]
        assert heights == sorted(heights)
    last = found.marks[-1]
    assert found.due_by(last) == len(found.due) == found.actions - found.undated
    assert found.promised_by(last) == len(found.promised)
    assert found.delivered_by(last) == found.done <= found.actions


@given(ACTIONS, DAYS)
def test_every_action_is_counted_once(actions: list[Action], as_at: date) -> None:
    found = plan_burn_up(judge_plan(holding(actions), as_at))
    assert found.done + found.left + found.withdrawn + found.endless == len(actions)
    assert found.begins <= as_at <= found.ends <= found.marks[-1]


@given(ACTIONS, DAYS, DAYS)
def test_a_board_saw_what_a_pack_of_its_day_counts(
    actions: list[Action], one: date, other: date
) -> None:
    met, as_at = sorted((one, other))
    of = holding(actions, [met.isoformat()])
    then = plan_burn_up(judge_plan(of, met))
    shown = seen(judge_plan(of, as_at), ("2022-01-01", of))
    assert [(each.actions, each.totals.complete) for each in shown] == [
        (then.actions, then.done) for _ in range(met < as_at)
    ]
