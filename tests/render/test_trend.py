"""The trend over the boards: the line of counts, the chart with its title, and the table."""

from typing import Final

import pytest

from deliveries import OLD, done, due, plan, seen, stage, unread
from page import Page
from planctl.assess.scene import Scene
from planctl.assess.totals import Totals, count_totals
from planctl.model.calendar import Meeting
from planctl.model.plan import Plan
from planctl.render.pack.build import build_pack
from planctl.render.pack.delivery import BOARDS, Trend, overdue_in_words, trend_headline, trend_view
from planctl.render.pack.pieces import EarlierState, PackContext
from planctl.render.template import PackFormat, print_pack

MET: Final = ["10 Jan 2024", "14 Feb 2024"]
LATE: Final = due("31 Jan 2024", OLD)


def _occasion(now: Scene, *states: tuple[str, Plan], of: Meeting | None = None) -> PackContext:
    return PackContext(now, of, "planctl", EarlierState(seen=seen(now, *states)))


def _made(now: Scene, *states: tuple[str, Plan], most: int = BOARDS) -> Trend:
    return trend_view(_occasion(now, *states), most)


def _counts(complete: int, overdue: int) -> Totals:
    return count_totals((), stage().as_at, stage().as_at)._replace(
        complete=complete, overdue=overdue
    )


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([5, 0], "0 overdue (was 5 at the last board)."),
        ([7, 5, 6], "6 overdue (was 5 at the last board, and 7 at the boards before it)."),
        ([9, 7, 5, 6], "6 overdue (was 5 at the last board, and 7 and 9 at the boards before it)."),
    ],
)
def test_the_line_says_how_many_are_overdue_and_how_many_were(counts: list[int], said: str) -> None:
    assert overdue_in_words(counts) == said


@pytest.mark.parametrize(
    ("complete", "overdue", "said"),
    [
        ([9, 21], [12, 6], "complete rose from 9 to 21, and overdue fell from 12 to 6"),
        (
            [0, 0],
            [3, 3],
            "complete is 0 {same}, and overdue is 3 {same}",
        ),
        (
            [9, 19, 21],
            [12, 5, 6],
            "complete rose from 9 to 21, and overdue fell from 12 to 6, though it rose {late}",
        ),
        (
            [9, 12, 9],
            [6, 6, 6],
            "complete is 9 as it was at the first, though it fell {late}, and overdue is 6 {same}",
        ),
    ],
)
def test_the_title_says_how_both_counts_went(
    complete: list[int], overdue: list[int], said: str
) -> None:
    totals = [_counts(*point) for point in zip(complete, overdue, strict=True)]
    whole = said.format(late="since the last board", same="as it was at the first")
    assert trend_headline(totals) == f"Over the last {len(totals)} boards, {whole}"


def test_each_board_has_the_counts_of_its_papers_beside_what_is_known_now() -> None:
    now = stage(done("2024-01-05"), done("2024-01-06"), LATE, meetings=MET)
    states = (
        ("2024-02-01", plan(done("2024-01-05"), done("2024-01-06"), LATE)),
        ("2024-01-01", unread(plan(done("2024-01-05")))),
    )
    made = _made(now, *states)
    assert [(*row[:5], row.ratings.counts) for row in made.boards] == [
        ("10 January 2024", "1, and 1 file not read", 1, "2, 1 more", 0, (1, 0, 0, 0, 0, 0)),
        ("14 February 2024", "3", 2, "the same", 1, (2, 1, 0, 0, 0, 0)),
        ("As at 13 March 2024", "3", 2, "the same", 1, (2, 1, 0, 0, 0, 0)),
    ]
    assert made.words == (
        "Each board as its own papers counted. The plan has 2 actions more than at the board of "
        "10 January 2024. Where fewer are known now to have been complete by a board, something "
        "was reopened, withdrawn or given a later day since; where more are, they were written "
        "down late."
    )


def test_a_completion_that_was_reopened_is_fewer_now() -> None:
    now = stage("status: in progress\ncompleted: 2024-01-05", meetings=MET[1:])
    made = _made(now, ("2024-01-06", plan(done("2024-01-05"), "")))
    assert made.boards[0].since == "0, 1 fewer"
    assert "The plan has 1 action fewer than at the board of 14 February 2024. Where" in made.words


def test_where_nothing_differs_nothing_is_explained() -> None:
    now = stage(done("2024-01-05"), meetings=MET[1:])
    made = _made(now, ("2024-01-06", plan(done("2024-01-05"))))
    assert made.words == (
        "Each board as its own papers counted. The plan has as many actions as at the board of "
        "14 February 2024."
    )


def test_of_many_boards_the_last_are_shown() -> None:
    days = [f"2023-{month:02}-10" for month in range(1, 13)] + ["2024-01-10", "2024-02-14"]
    made = _made(stage(done("2022-01-05"), meetings=days), ("2023-01-01", plan("")), most=6)
    assert [row.board for row in made.boards] == [
        "10 October 2023",
        "10 November 2023",
        "10 December 2023",
        "10 January 2024",
        "14 February 2024",
        "As at 13 March 2024",
    ]


def test_without_a_history_it_is_said_that_nothing_is_known() -> None:
    made = _made(stage(LATE, meetings=MET))
    assert (made.charts, made.boards) == ((), ())
    assert made.title == (
        "What earlier boards saw is not known here: git has no state of the plan from then."
    )


def test_the_point_of_a_pack_for_a_board_to_come_is_at_that_board() -> None:
    now = stage(LATE, meetings=MET)
    for of, name, tick in (
        (Meeting(2024, 3, stage().as_at), "13 March 2024", ("13", "Mar")),
        (Meeting(2024, 3), "March 2024", ("Mar", "")),
        (Meeting(2024, 2), "As at 13 March 2024", ("13", "Mar")),
    ):
        made = trend_view(_occasion(now, ("2024-01-01", plan(LATE)), of=of), BOARDS)
        assert made.boards[-1].board == name
        last = made.charts[0].months[-1]
        assert (last.words, last.more) == tick


def test_the_chart_has_a_point_for_each_board_and_the_higher_number_stands_above() -> None:
    now = stage(done("2024-01-05"), LATE, LATE, meetings=MET)
    chart = _made(now, ("2024-01-01", plan(done("2024-01-05"), LATE))).charts[0]
    assert [mark.name for mark in chart.marks] == ["complete"] * 3 + ["overdue"] * 3
    words = {(label.name, label.words, label.anchor): label.y for label in chart.labels}
    assert words["complete", "1", "middle"] < words["overdue", "0", "middle"]
    assert words["overdue", "0", "middle"] + 16 <= chart.bottom + 21  # where the days stand
    assert ("complete", "1 complete", "start") in words
    assert ("overdue", "2 overdue", "start") in words


def test_boards_too_near_each_other_share_a_label() -> None:
    days = ["2023-03-08", "2024-02-07", "2024-02-14", "2024-02-21"]
    chart = _made(stage(LATE, meetings=days), ("2023-01-01", plan(LATE))).charts[0]
    assert [tick.words for tick in chart.months] == ["8", "13"]


def test_both_papers_print_the_trend() -> None:
    now = stage(done("2024-01-05"), LATE, meetings=MET[1:])
    made = build_pack(_occasion(now, ("2024-01-06", plan(done("2024-01-05"), LATE))))
    page, text = Page(print_pack(made, PackFormat.HTML)).text, print_pack(made, PackFormat.MD)
    for said in (made.trend.title, made.trend.overdue, made.trend.words):
        assert said in page
        assert said in text.replace("\\", "")
    assert "14 February 2024 2 1 the same 1" in page
    assert "| 14 February 2024 | 2 | 1 | the same | 1 | 1 | 0 | 0 | 0 | 0 |" in text
