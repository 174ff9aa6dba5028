"""The section of the pack on delivery over time: words, table, picture, and what boards saw."""

import re
from datetime import date
from typing import Final

import pytest

from deliveries import OLD, done, due, seen, stage
from make import OUR_PLAN
from page import Page
from paper import html_of, markdown_of, pack_of
from planctl.assess.scene import Scene
from planctl.model.plan import Plan
from planctl.render.pack.build import build_pack
from planctl.render.pack.delivery import Delivery, delivery_view
from planctl.render.pack.pieces import EarlierState, PackContext
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


def test_the_section_comes_after_the_areas_and_the_exceptions() -> None:
    anchors = [section.anchor for section in pack_of(OUR_PLAN).sections]
    assert anchors[:3] == ["areas", "exceptions", "delivery"]


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


@pytest.mark.parametrize("form", list(PackFormat))
def test_an_empty_plan_says_that_there_is_nothing_to_deliver(form: PackFormat) -> None:
    text = print_pack(build_pack(_occasion(stage())), form)
    assert ", delivery over time, " in text
    assert "There are no actions to deliver" not in text


def test_a_plan_of_a_thousand_actions_over_five_years_has_a_table_of_one_page() -> None:
    days = [date(2020 + n % 5, n % 12 + 1, n % 28 + 1).isoformat() for n in range(1000)]
    made = _made(stage(*(due(day) for day in days)))
    assert len(made.rows) <= 25
    assert max(len(line.path) for line in made.charts[0].lines) < 10_000
