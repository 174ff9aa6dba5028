"""The timeline of the pack: a picture of each area with its title, its words and its table."""

from typing import Final

from deliveries import done, due, later, stage
from page import Page
from planctl.model.edition import PackSize
from planctl.model.plan import Area
from planctl.render.chart import BarPart
from planctl.render.pack.build import build_pack
from planctl.render.pack.pieces import PackContext
from planctl.render.pack.timeline import AreaTimeline, timeline_view
from planctl.render.template import PackFormat, print_pack

NOTE: Final = "progress: [{date: 2023-12-01, note: Begun.}]\n"
BEGUN: Final = f"status: in progress\n{NOTE}"


def _area(*actions: str) -> AreaTimeline:
    (area,) = timeline_view(PackContext(stage(*actions), None, "planctl"))
    return area


def _parts(*actions: str) -> list[tuple[str, str]]:
    return [(part.rating, part.name) for part in _area(*actions).charts[0].chart.bars]


def test_the_title_counts_what_is_complete_overdue_and_later_than_promised() -> None:
    late = due("31 Jan 2024", later("30 Apr 2024"))
    area = _area(done("2024-01-05", due("31 Jan 2024")), due("29 Feb 2024"), late)
    assert [chart.title for chart in area.charts] == [
        "1 of 3 actions complete, 1 overdue, 1 later than first promised"
    ]
    assert area.charts[0].description.startswith("A bar for each action, 1.1 to 1.3, from ")


def test_a_bar_has_the_time_that_has_run_and_the_time_late_or_still_to_come() -> None:
    assert _parts(due("30 Apr 2024", BEGUN)) == [("green", "run"), ("green", "ahead")]
    assert _parts(due("29 Feb 2024", BEGUN)) == [("red", "run"), ("red", "late")]
    assert _parts(done("2024-02-01", due("29 Feb 2024", NOTE))) == [("green", "run")]
    ongoing = f"timescale: ongoing\nreview: monthly\n{BEGUN}"
    assert _parts(due("30 Apr 2024", BEGUN), ongoing)[2:] == [("green", "run"), ("green", "ahead")]
    assert _parts(BEGUN) == []


def test_the_parts_of_a_bar_meet_on_the_day_as_at() -> None:
    chart = _area(due("30 Apr 2024", BEGUN)).charts[0].chart
    run, ahead = chart.bars
    assert run == BarPart("green", "run", 1.0, chart.now, 54)
    assert (ahead.start, ahead.end) == (chart.now, 99.0)


def test_a_bar_that_ends_where_it_begins_is_not_drawn() -> None:
    assert _parts(due("1 Jan 2024")) == [("red", "late")]


def test_a_long_title_is_cut_and_stands_whole_in_the_table() -> None:
    title = "A title of a good many words that no telephone can show on a line"
    area = _area(due("30 Apr 2024", f"title: {title}\n{BEGUN}"))
    name = area.charts[0].chart.labels[0].words
    assert name == "1.1 Green: A title of a good many words that …"
    assert area.rows[0].link.title == title


def test_an_area_of_many_actions_has_pictures_that_fit_on_a_page() -> None:
    charts = _area(*[due("30 Apr 2024")] * 40).charts
    assert [chart.title[-9:] for chart in charts] == [" (1 of 3)", " (2 of 3)", " (3 of 3)"]
    assert len({chart.anchor for chart in charts}) == 3
    assert max(chart.chart.whole for chart in charts) < 800


def test_an_area_without_actions_has_no_timeline() -> None:
    now = stage(due("30 Apr 2024"))
    of = now.plan._replace(areas=(*now.plan.areas, Area("2", "Empty", None, ())))
    made = timeline_view(PackContext(now._replace(plan=of), None, "planctl"))
    assert [area.ref for area in made] == ["1"]


def test_the_table_says_the_days_in_words() -> None:
    area = _area(
        due(
            "31 Jan 2024",
            later("30 Apr 2024") + "milestones: [{what: A draft, timescale: 1 Mar 2024}]\n",
        ),
        done("2024-02-01"),
        done(),
        "timescale: ongoing\n",
        "withdrawals: [{reason: R., agreed: 2024-02-14, agreed_by: DCS}]",
    )
    assert [tuple(row[1:]) for row in area.rows] == [
        (
            "31 January 2024",
            ("30 April 2024, agreed",),
            "30 April 2024",
            "not done: milestone overdue",
            ("A draft, 1 March 2024: not done",),
        ),
        ("not set", (), "no date", "1 February 2024", ()),
        ("not set", (), "no date", "complete", ()),
        ("ongoing", (), "no date", "not done: not started", ()),
        ("not set", (), "no date", "withdrawn", ()),
    ]


def test_the_page_prints_each_picture_with_its_title_and_its_table() -> None:
    now = stage(due("31 Jan 2024", later("30 Apr 2024")))
    html = print_pack(build_pack(PackContext(now, None, "planctl"), PackSize.FULL), PackFormat.HTML)
    section = html.partition('<section id="timeline"')[2].partition("</section>")[0]
    title = "0 of 1 action complete, 0 overdue, 1 later than first promised"
    assert f'<title id="timeline-0-1-1-t">{title}</title>' in section
    assert f"<figcaption>{title}</figcaption>" in section
    assert "1.1 First 31 January 2024 30 April 2024, agreed 30 April 2024" in Page(section).text
