"""The first promises: found in every state that a board has seen, and told where they changed."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from make import AS_AT, loaded, small_plan
from paper import looked_back
from planctl.assess.change.first_promise import (
    BrokenPromise,
    SeenState,
    broken_promises,
    earliest_promises,
)
from planctl.assess.change.since_rules import original_changed
from planctl.assess.scene import judge_plan
from planctl.model.calendar import Calendar, Meeting
from planctl.model.plan import Plan
from repo import titled
from two_states import of_first

DAYS: Final = (date(2024, 3, 1), date(2024, 2, 14), date(2024, 1, 10))  # the newest first
FEB: Final = "timescale: 29 Feb 2024\n"
APR: Final = "timescale: 30 Apr 2024\n"
MAY: Final = "timescale: 31 May 2024\n"


def _plan(root: Path, *actions: str) -> Plan:
    others = {f"areas__1-practice__1.{n}-more": text for n, text in enumerate(actions[1:], 2)}
    return loaded(small_plan(root, actions[0], **others)).plan


def _found(now: Plan, *seen: tuple[Plan, date]) -> tuple[BrokenPromise, ...]:
    return broken_promises(looked_back(judge_plan(now, AS_AT), *seen))


def _broken(root: Path, now: str, *was: str) -> list[tuple[str, str, str]]:
    """The broken promises of a plan of one action, with its texts in earlier states."""
    plans = [_plan(root / str(n), text) for n, text in enumerate(was)]
    found = _found(_plan(root / "now", now), *zip(plans, DAYS, strict=False))
    return [
        (each.each.ref, each.first.written, each.since.isoformat() if each.since else "")
        for each in found
    ]


@pytest.mark.parametrize(
    ("now", "was", "expected"),
    [
        pytest.param(APR, (FEB, FEB), [("1.1", "29 Feb 2024", "")], id="just now"),
        pytest.param(APR, (APR, FEB), [("1.1", "29 Feb 2024", "2024-03-01")], id="before"),
        pytest.param(MAY, (APR, FEB), [("1.1", "29 Feb 2024", "2024-03-01")], id="twice"),
        pytest.param("", (FEB, FEB), [("1.1", "29 Feb 2024", "")], id="taken away"),
        pytest.param(FEB, (APR, FEB), [], id="put right"),
        pytest.param("timescale: 2024-02-29\n", (FEB, FEB), [], id="in other words"),
        pytest.param(FEB, ("", ""), [], id="set where there was none"),
        pytest.param(APR, (FEB, ""), [("1.1", "29 Feb 2024", "")], id="set, then moved"),
        pytest.param("", ("", ""), [], id="never set"),
        pytest.param(
            f"{APR}withdrawals: [{{reason: Not needed., agreed: 2024-02-14}}]\n",
            (FEB, FEB),
            [],
            id="withdrawn",
        ),
    ],
)
def test_a_first_promise_that_was_changed_in_place_is_found(
    now: str, was: tuple[str, ...], expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    texts = [titled("First", text) for text in (now, *was)]
    assert _broken(tmp_path, *texts) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(titled("First", FEB), titled("Second", APR), id="the title changed"),
        pytest.param(titled("First", FEB), titled("First", APR, "1.1b"), id="the ref changed"),
    ],
)
def test_an_action_is_followed_through_a_new_name(before: str, after: str, tmp_path: Path) -> None:
    assert [first for _, first, _ in _broken(tmp_path, after, before)] == ["29 Feb 2024"]


def test_an_action_that_came_later_has_its_own_first_promise(tmp_path: Path) -> None:
    now = _plan(tmp_path / "now", titled("First", FEB), titled("Second", APR, "1.2"))
    was = (_plan(tmp_path / "was", titled("First", FEB)), DAYS[0])
    assert _found(now, was) == ()


def test_without_any_earlier_state_no_promise_is_known_to_be_broken(tmp_path: Path) -> None:
    assert _broken(tmp_path, titled("First", FEB)) == []


def test_an_action_that_was_put_in_has_not_the_promise_of_the_one_before_it(tmp_path: Path) -> None:
    first = titled("First", FEB)
    was = (_plan(tmp_path / "was", first), DAYS[0])
    moved = first.replace('"1.1"', '"1.2"')
    now = _plan(tmp_path / "now", titled("Put in", MAY), moved)
    assert _found(now, was) == ()


def test_two_actions_of_one_title_are_told_apart(tmp_path: Path) -> None:
    one, other = titled("Supervision", FEB), titled("Supervision", MAY, "1.2")
    was = (_plan(tmp_path / "was", one, other), DAYS[0])
    now = _plan(tmp_path / "now", one, other.replace('"1.2"', '"1.6"'))
    assert _found(now, was) == ()


BROKEN: Final = "ref: [\n"


def test_a_state_in_which_the_file_could_not_be_read_hides_no_changed_promise(
    tmp_path: Path,
) -> None:
    plans = (titled("Second", text, "1.2") if text else BROKEN for text in (APR, "", FEB))
    other = titled("First", MAY)
    now, *was = (_plan(tmp_path / str(n), other, text) for n, text in enumerate(plans))
    [found] = _found(now, *zip(was, DAYS, strict=False))
    assert (found.each.ref, found.first.written) == ("1.2", "29 Feb 2024")


@pytest.mark.parametrize(("title", "found"), [("Second", 1), ("Another", 0)])
def test_an_action_that_was_away_is_the_same_when_it_comes_back_as_it_was(
    title: str, found: int, tmp_path: Path
) -> None:
    first = titled("First", MAY)
    now = _plan(tmp_path / "now", first, titled("Second", APR, "1.2"))
    away = (_plan(tmp_path / "away", first), DAYS[0])
    was = (_plan(tmp_path / "was", first, titled(title, FEB, "1.2")), DAYS[1])
    assert len(_found(now, away, was)) == found


def test_the_first_promise_counts_in_the_slippage_and_not_in_what_is_due(tmp_path: Path) -> None:
    plans = [_plan(tmp_path / str(n), titled("First", text)) for n, text in enumerate((APR, FEB))]
    [each] = looked_back(judge_plan(plans[0], AS_AT), (plans[1], DAYS[0])).judged
    dates = each.promise
    assert (dates.original, dates.due) == (date(2024, 2, 29), date(2024, 4, 30))
    assert (dates.slippage_days, dates.written) == (61, date(2024, 4, 30))


def test_a_first_promise_that_was_put_in_other_words_is_in_the_words_it_has_now(
    tmp_path: Path,
) -> None:
    plans = [
        _plan(tmp_path / str(n), titled("First", text))
        for n, text in enumerate(("timescale: 2024-02-29\n", FEB))
    ]
    [each] = looked_back(judge_plan(plans[0], AS_AT), (plans[1], DAYS[0])).judged
    assert each.promise.changed is None
    assert each.promise.first is not None
    assert each.promise.first.written == "2024-02-29"


def test_a_delivered_action_keeps_its_first_promise_and_is_no_exception(tmp_path: Path) -> None:
    done = f"{APR}status: complete\ncompleted: 2024-03-01\n"
    plans = [_plan(tmp_path / str(n), titled("First", text)) for n, text in enumerate((done, FEB))]
    stage = looked_back(judge_plan(plans[0], AS_AT), (plans[1], DAYS[0]))
    assert (stage.judged[0].promise.original, broken_promises(stage)) == (date(2024, 2, 29), ())


ASKED: Final = (
    f"{FEB}corrections: [{{was: 29 Feb 2024, to: 30 Apr 2024, reason: r, requested: 2024-02-01}}]"
)
SLIPPED: Final = ASKED.replace("}", ", clerical: 2024-02-01}")
BOARDS: Final = (Meeting(2024, 3, date(2024, 3, 10)), Meeting(2024, 2, date(2024, 2, 14)), None)


@pytest.mark.parametrize(
    ("was", "board"),
    [
        pytest.param((SLIPPED, FEB, FEB), 2, id="after one"),
        pytest.param((FEB, FEB, FEB), 3, id="after both"),
        pytest.param((SLIPPED, SLIPPED, FEB), 0, id="before any"),
        pytest.param((ASKED, "", ""), 3, id="asked for, and no slip"),
        pytest.param((MAY, MAY, MAY), 0, id="of another date"),
        pytest.param(("", "", ""), 0, id="of no date"),
    ],
)
def test_a_slip_is_reported_when_a_state_has_it_and_not_on_the_day_that_it_says(
    was: tuple[str, ...], board: int, tmp_path: Path
) -> None:
    now = _plan(tmp_path / "now", titled("First", SLIPPED))
    plans = [_plan(tmp_path / str(n), titled("First", text)) for n, text in enumerate(was)]
    seen = (
        SeenState(day, [action for _, action in plan.actions], (), met)
        for plan, day, met in zip(plans, DAYS, BOARDS, strict=True)
    )
    found = earliest_promises(now, seen, Calendar())
    unreported = [one.board.month for each in found.values() for one in each.unreported]
    assert unreported == ([board] if board else [])


@pytest.mark.parametrize(
    ("was", "slip", "seen"),
    [
        pytest.param(
            FEB,
            "2024-02-01",
            "the board of 14 February 2024 saw “29 Feb 2024” without it",
            id="dated back",
        ),
        pytest.param(
            FEB,
            "2024-03-01",
            "a board met after 14 February 2024, when the plan said “29 Feb 2024”",
            id="begun later",
        ),
        pytest.param(SLIPPED, "2024-02-01", "", id="reported then"),
        pytest.param("", "2024-03-01", "", id="of a date that was not there"),
        pytest.param(APR, "2024-03-01", "", id="of another date"),
    ],
)
def test_an_older_state_tells_which_board_has_seen_what_is_called_a_slip(
    was: str, slip: str, seen: str, tmp_path: Path
) -> None:
    now = SLIPPED.replace("2024-02-01", slip)
    faults = original_changed(of_first(tmp_path, was, now))
    called = "the correction to “30 Apr 2024” is called a slip that no board had seen, and "
    found = [changed.fault.message for changed in faults]
    assert [each for each in found if "slip" in each] == ([called + seen] if seen else [])
