"""Where the bars of a timeline begin and end, and the days that mark the way of an action."""

from datetime import date
from typing import Final

import pytest

from deliveries import done, due, later, plan, stage
from make import AS_AT
from planctl.assess.promise import EarliestPromise, FirstPromises
from planctl.assess.scene import Scene, judge_plan
from planctl.assess.timeline import ActionSpan, Timeline, plan_timeline
from planctl.model.problem import At
from planctl.model.timescale import KnownFrom

BEGUN: Final = "progress: [{date: 2023-12-01, note: Begun.}]"


def _only(timeline: Timeline) -> ActionSpan:
    (span,) = timeline.spans
    return span


def _marks(span: ActionSpan) -> list[tuple[str, str]]:
    return [(mark.value, day.isoformat()) for mark, day in span.marks]


@pytest.mark.parametrize(
    ("action", "ends"),
    [
        pytest.param(due("30 Apr 2024"), "2024-04-30", id="due"),
        pytest.param(due("31 Jan 2024", later("30 Jun 2024")), "2024-06-30", id="extended"),
        pytest.param(done("2024-02-01", due("30 Apr 2024")), "2024-02-01", id="completed"),
        pytest.param(done("", due("30 Apr 2024")), "2024-04-30", id="completed on no day"),
        pytest.param(
            due(
                "30 Apr 2024",
                "withdrawals: [{reason: R., agreed: 2024-02-14, agreed_by: DCS}]",
            ),
            "2024-02-14",
            id="withdrawn",
        ),
        pytest.param("timescale: ongoing", "None", id="ongoing"),
        pytest.param("", "None", id="no timescale"),
    ],
)
def test_a_bar_ends_on_the_day_that_an_action_was_done_or_called_off_or_is_due(
    action: str, ends: str
) -> None:
    assert str(_only(plan_timeline(stage(action))).ends) == ends


def test_the_marks_are_the_first_promise_later_dates_and_milestones() -> None:
    action = due(
        "31 Jan 2024",
        """milestones:
  - {what: A draft, timescale: 15 Jan 2024, done: 2024-01-20}
  - {what: A report, timescale: 31 May 2024}
  - {what: Some day}
  - {what: Done to come, timescale: 1 Jun 2024, done: 2024-04-01}
extensions:
  - {to: 29 Feb 2024, reason: R., agreed: 2024-01-10}
  - {to: 31 Mar 2024, reason: R., refused: 2024-02-14}
  - {to: 30 Apr 2024, reason: R., requested: 2024-03-01}
  - {to: 30 Jun 2024, reason: R., requested: 2024-04-01}
  - {to: Spring board, reason: R., requested: 2024-03-01}
""".replace("Spring board", "June 2024 board"),
    )
    assert _marks(_only(plan_timeline(stage(action)))) == [
        ("reached", "2024-01-20"),
        ("milestone", "2024-05-31"),
        ("milestone", "2024-06-01"),
        ("agreed", "2024-02-29"),
        ("refused", "2024-03-31"),
        ("asked", "2024-04-30"),
        ("first", "2024-01-31"),
    ]


def test_a_completed_action_has_a_mark_on_its_day() -> None:
    span = _only(plan_timeline(stage(done("2024-02-01", due("31 Jan 2024")))))
    assert _marks(span) == [("first", "2024-01-31"), ("delivered", "2024-02-01")]
    assert span.is_later


@pytest.mark.parametrize("action", [due("31 Jan 2024"), done("2024-01-31", due("31 Jan 2024")), ""])
def test_what_keeps_its_first_promise_is_not_later(action: str) -> None:
    assert not _only(plan_timeline(stage(action))).is_later


def _known(*begun: str) -> Scene:
    """Actions due in April and begun in the plan on these days."""
    of = plan(*(due("30 Apr 2024", BEGUN) for _ in begun))
    timescale = of.areas[0].actions[0].timescale
    assert timescale
    promised: dict[At, EarliestPromise] = {
        ("areas", 0, "actions", n): EarliestPromise(timescale, date.fromisoformat(day))
        for n, day in enumerate(begun)
    }
    return judge_plan(of, AS_AT, FirstPromises(KnownFrom.GIT, promised))


def test_an_action_that_was_added_later_begins_on_that_day_and_others_with_the_plan() -> None:
    spans = plan_timeline(_known("2024-01-10", "2024-02-20")).spans
    assert [str(span.starts) for span in spans] == ["2023-12-01", "2024-02-20"]


def test_the_timeline_reaches_over_every_bar_and_mark_and_the_day_itself() -> None:
    timeline = plan_timeline(stage(due("31 Jan 2024", later("30 Jun 2024") + BEGUN)))
    days = (timeline.first, timeline.as_at, timeline.last)
    assert [str(day) for day in days] == ["2023-12-01", "2024-03-13", "2024-06-30"]
