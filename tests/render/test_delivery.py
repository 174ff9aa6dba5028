"""The section of the pack on delivery over time: words, table, picture, and what boards saw."""

import re
from datetime import date
from typing import Final

import pytest

from deliveries import OLD, done, due, plan, seen, stage, unread
from make import OUR_PLAN
from page import Page
from paper import html_of, markdown_of, pack_of
from planctl.assess.scene import Scene
from planctl.model.plan import Plan
from planctl.render.pack.build import build_pack
from planctl.render.pack.context import EarlierState, PackContext
from planctl.render.pack.delivery import delivery_view
from planctl.render.pack.view import Delivery
from planctl.render.template import PackFormat, print_pack

BOARDS: Final = ["10 Jan 2024", "14 Feb 2024"]
OPEN: Final = due("30 Apr 2024", OLD)


def _made(now: Scene, *states: tuple[str, Plan]) -> Delivery:
    return delivery_view(_occasion(now, *states))


def _occasion(now: Scene, *states: tuple[str, Plan]) -> PackContext:
    return PackContext(now, None, "planctl", EarlierState(seen=seen(now, *states)))


def _section(text: str) -> str:
    """The section of an HTML pack."""
    return text.partition('<section id="delivery"')[2].partition("</section>")[0]


def test_the_table_tells_each_month_the_day_as_at_and_what_is_forecast() -> None:
    rows = _made(stage(done("2024-02-01", due("31 Jan 2024")), OPEN)).rows
    assert [tuple(row) for row in rows[-4:]] == [
        ("29 February 2024", 1, 1, "1"),
        ("13 March 2024 (as at)", 1, 1, "1"),
        ("31 March 2024", 1, 1, "1 (forecast)"),
        ("30 April 2024", 2, 2, "1 (forecast)"),
    ]


def test_without_a_forecast_what_will_be_delivered_is_not_known() -> None:
    assert _made(stage(due("30 Apr 2024"))).rows[-1].delivered == "not known yet"


def test_a_plan_without_actions_has_no_picture_and_no_table() -> None:
    made = _made(stage())
    assert (made.title, made.words, made.charts, made.rows) == (
        "There are no actions to deliver",
        "",
        (),
        (),
    )


def test_the_picture_is_described_in_words() -> None:
    made = _made(stage(done("2024-02-01", due("31 Jan 2024")), OPEN))
    assert made.description == (
        "Lines from January 2023 to April 2024: of 2 actions, how many were first promised (2 in "
        "the end), how many are due as the dates stand now (2), and how many were delivered. "
        f"{made.words} {made.forecast}"
    )


def test_each_board_has_what_it_saw_beside_what_is_known_now() -> None:
    now = stage(done("2024-01-05"), done("2024-01-06"), "", meetings=BOARDS)
    states = (
        ("2024-02-01", plan(done("2024-01-05"), done("2024-01-06"))),
        ("2024-01-01", unread(plan(done("2024-01-05")))),
    )
    made = _made(now, *states)
    assert [tuple(each) for each in made.boards] == [
        ("14 February 2024", "2", 2, "the same"),
        ("10 January 2024", "1, and 1 file not read", 1, "2, 1 more"),
    ]
    assert made.boards_words == (
        "The plan has 2 actions more than at the board of 10 January 2024. Where fewer are known "
        "now to have been delivered by a board, something was reopened, withdrawn or given a later "
        "day since; where more are, they were written down late."
    )


def test_a_delivery_that_was_reopened_is_fewer_now() -> None:
    now = stage("status: in progress\ncompleted: 2024-01-05", meetings=BOARDS[1:])
    made = _made(now, ("2024-01-06", plan(done("2024-01-05"), "")))
    assert made.boards[0].since == "0, 1 fewer"
    assert made.boards_words.startswith(
        "The plan has 1 action fewer than at the board of 14 February 2024. Where"
    )


def test_where_nothing_differs_nothing_is_explained() -> None:
    now = stage(done("2024-01-05"), meetings=BOARDS[1:])
    made = _made(now, ("2024-01-06", plan(done("2024-01-05"))))
    assert made.boards_words == (
        "The plan has as many actions as at the board of 14 February 2024."
    )


def test_of_many_boards_the_newest_are_listed() -> None:
    days = [f"2023-{month:02}-10" for month in range(1, 13)] + ["2024-01-10", "2024-02-14"]
    made = _made(stage(done("2022-01-05"), meetings=days), ("2023-01-01", plan("")))
    assert [made.boards[n].meeting for n in (0, -1)] == ["14 February 2024", "10 March 2023"]
    assert made.boards_words.endswith(" The newest 12 of 14 boards are listed.")
    assert "at the board of 10 January 2023" in made.boards_words


def test_without_a_history_it_is_said_that_nothing_is_known() -> None:
    made = _made(stage(OPEN, meetings=BOARDS))
    assert made.boards == ()
    assert made.boards_words == (
        "What earlier boards saw is not known here: git has no state of the plan from then."
    )


def test_the_section_comes_after_the_areas() -> None:
    anchors = [section.anchor for section in pack_of(OUR_PLAN).sections]
    assert anchors[anchors.index("areas") + 1] == "delivery"


def test_the_page_draws_the_picture_with_a_title_a_description_and_its_numbers() -> None:
    html = _section(html_of(OUR_PLAN))
    title = "1 of 33 actions delivered, and 17 were due by 13 March 2024"
    assert 'role="img" aria-labelledby="burn-up-t burn-up-d"' in html
    assert f'<title id="burn-up-t">{title}</title>' in html
    assert f"<figcaption>{title}</figcaption>" in html
    assert '<desc id="burn-up-d">Lines from December 2023 to May 2024: of 33 actions' in html
    assert re.findall('<path class="([a-z]+)"', html) == [
        "scope",
        "promised",
        "due",
        "forecast",
        "delivered",
    ]
    assert Page(html).rows == [[4] * 8]


def test_both_papers_print_the_same_numbers_and_words() -> None:
    made = pack_of(OUR_PLAN).delivery
    page, text = Page(_section(html_of(OUR_PLAN))).text, markdown_of(OUR_PLAN)
    for words in (made.words, made.forecast, *made.assumptions, *made.left_out):
        assert words in page
        assert words in text
    for row in made.rows:
        assert " ".join(map(str, row)) in page
        assert f"| {' | '.join(map(str, row))} |".replace("(", r"(") in text


def test_both_papers_print_what_the_boards_saw() -> None:
    now = stage(done("2024-01-05"), "", meetings=BOARDS[1:])
    made = build_pack(_occasion(now, ("2024-01-06", plan(done("2024-01-05")))))
    html, text = print_pack(made, PackFormat.HTML), print_pack(made, PackFormat.MD)
    assert "14 February 2024 1 1 the same" in Page(_section(html)).text
    assert "| 14 February 2024 | 1 | 1 | the same |" in text


@pytest.mark.parametrize("form", list(PackFormat))
def test_an_empty_plan_says_that_there_is_nothing_to_deliver(form: PackFormat) -> None:
    text = print_pack(build_pack(_occasion(stage())), form)
    assert "There are no actions to deliver." in text
    assert "What each board saw" not in text


def test_a_plan_of_a_thousand_actions_over_five_years_has_a_table_of_one_page() -> None:
    days = [date(2020 + n % 5, n % 12 + 1, n % 28 + 1).isoformat() for n in range(1000)]
    made = _made(stage(*(due(day) for day in days)))
    assert len(made.rows) <= 25
    assert max(len(line.path) for line in made.charts[0].lines) < 10_000
