"""The dashboard says what the pack says, and nothing but its own scripts can run in it."""

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

import checker
from bench import plan_of
from boards import CYCLE, LAST_BOARD, boards, boards_then
from hostile import HOSTILE, hostile
from make import AS_AT, PROJECT, SMALL, loaded, put
from paper import dashboard_of
from planctl.assess.change.action_history import PlanVersion
from planctl.model.rating import TAGS
from planctl.render.dashboard.page import print_dashboard
from planctl.render.dashboard.view import Dashboard

FOLDER: Final = "areas/1-practice"
AT_ONCE, LONG = 150, 160  # rows that one frame shows; actions of a plan that has more
GOVERNANCE: Final = "meetings: [{on: 14 February 2024}, {on: 10 April 2024}]\n"
# An action of each tag, by its keys beside ref and title.
TAGGED: Final[Mapping[str, str]] = {
    "overdue": "timescale: 31 Jan 2024",
    "due-soon": "timescale: 31 Mar 2024",
    "late-milestone": (
        "timescale: 31 Dec 2024\nmilestones: [{what: A step, timescale: 31 Jan 2024}]"
    ),
    "asked": (
        "timescale: 31 Mar 2024\n"
        "extensions: [{to: 31 May 2024, reason: Ill, requested: 2024-03-01}]"
    ),
    "extended": (
        "timescale: 31 Jan 2024\n"
        "extensions: [{to: 31 May 2024, reason: Ill, requested: 2024-02-01, agreed: 2024-02-14}]"
    ),
    "paused": (
        "timescale: 31 Mar 2024\n"
        "pauses: [{until: 31 May 2024, reason: Ill, requested: 2024-02-01, agreed: 2024-02-14}]"
    ),
    "withdrawn": "withdrawals: [{reason: Ill, requested: 2024-02-01, agreed: 2024-02-14}]",
    "disputed": "timescale: 31 Jan 2024\nprogress_rag: green",
    "no-timescale": "leads: [AD]",
    "no-lead": "timescale: 31 Dec 2024",
    "escalated": "escalations: [{raised: 2024-03-01, to: the board, asks: May we?}]",
    "delivered": "status: complete\ncompleted: 2024-03-01",
    "no-evidence": "status: complete\ncompleted: 2024-03-01",
    "no-effect": "status: complete\ncompleted: 2024-03-01",
    "open": "leads: [AD]",
}


def _action(keys: str, ref: str = "1.1", title: str = "First") -> Mapping[str, str]:
    return {f"{FOLDER}/{ref}-a.yaml": f'ref: "{ref}"\ntitle: {title}\n{keys}\n'}


def _plan(root: Path, *actions: Mapping[str, str]) -> Path:
    files = {key: text for action in actions for key, text in action.items()}
    return put(root, {**SMALL, "governance.yaml": GOVERNANCE, **files})


def _page(root: Path) -> str:
    pack, board = dashboard_of(root)
    return print_dashboard(loaded(root).plan, pack, board)


def _listed(board: Dashboard, query: str) -> int:
    """How many actions a link to the list shows."""
    key, _, value = query.partition("=")
    fields = {"rag": "progress", "impact": "impact"}
    if key == "show":
        return sum(value in action.tags for action in board.data.actions)
    return Counter(getattr(action, fields[key]) for action in board.data.actions)[value]


@pytest.mark.parametrize("tag", TAGGED)
def test_an_action_has_the_tags_that_are_true_of_it(tag: str, tmp_path: Path) -> None:
    other = _action("timescale: 31 Dec 2024\nleads: [AD]\nstatus: in progress", "1.2", "Other")
    _, board = dashboard_of(_plan(tmp_path, _action(TAGGED[tag]), other))
    tags = {action.ref: action.tags for action in board.data.actions}
    assert tag in tags["1.1"]
    assert tags["1.2"] == ["open"]


def test_every_number_of_the_overview_is_that_of_its_list(tmp_path: Path) -> None:
    then = (boards_then(tmp_path / "then"), LAST_BOARD)
    _, board = dashboard_of(boards(tmp_path / "now"), then)
    assert len(board.tiles) > len("overdue")  # several of them
    assert [(tile.query, tile.number) for tile in board.tiles] == [
        (tile.query, _listed(board, tile.query)) for tile in board.tiles
    ]


def test_the_choices_of_the_filters_count_what_they_list(tmp_path: Path) -> None:
    _, board = dashboard_of(boards(tmp_path))
    shown = next(each for each in board.filters if each.key == "show")
    counts = {choice.value: int(choice.words.rpartition("(")[2][:-1]) for choice in shown.choices}
    assert counts == {tag: n for tag in TAGS if (n := _listed(board, f"show={tag}"))}


def test_what_is_nought_and_was_nought_gets_no_tile(tmp_path: Path) -> None:
    done = "status: complete\ncompleted: 2024-03-01\nleads: [AD]"
    _, board = dashboard_of(_plan(tmp_path, _action(done)))
    assert [tile.words for tile in board.tiles] == ["delivered", "with no impact rating"]
    assert {tile.before for tile in board.tiles} == {""}
    assert board.was == ""


def test_a_tile_says_what_it_was_and_how_many_more_that_is(tmp_path: Path) -> None:
    now = _plan(tmp_path / "now", _action("timescale: 31 Jan 2024"))
    then = _plan(tmp_path / "then", _action("timescale: 31 Jan 2024\nstatus: complete"))
    _, board = dashboard_of(now, (then, LAST_BOARD))
    said = {tile.words: (tile.number, tile.before, tile.change) for tile in board.tiles}
    assert said["overdue"] == (1, "was 0", "1 more")
    assert said["delivered"] == (0, "was 1", "1 fewer")
    assert said["with no impact rating"] == (1, "was 1", "no change")


def test_an_action_that_was_taken_out_is_named_first_and_said_at_each_number(
    tmp_path: Path,
) -> None:
    late = "timescale: 31 Jan 2024\nleads: [AD]"
    now = _plan(tmp_path / "now", _action(late, "1.2", "Second"))
    then = _plan(tmp_path / "then", _action(late))
    pack, board = dashboard_of(now, (then, LAST_BOARD))
    assert [move.words for move in board.moves] == [
        "Taken out of the plan, without the board (1)",
        "Newly overdue (1)",
        "Added (1)",
    ]
    changes = {tile.words: tile.change for tile in board.tiles}
    words = "no change; 1 of those was taken out of the plan"
    assert (changes["overdue"], changes["rated red on progress"]) == (words, words)
    text = print_dashboard(loaded(now).plan, pack, board)
    assert "<dd>1.1 First (AD), overdue by 14 days then</dd>" in text


def test_an_action_that_is_new_and_overdue_is_newly_overdue(tmp_path: Path) -> None:
    now = _plan(tmp_path / "now", _action("timescale: 31 Jan 2024"))
    then = put(tmp_path / "then", {**SMALL, "governance.yaml": GOVERNANCE})
    _, board = dashboard_of(now, (then, LAST_BOARD))
    assert {"newly-overdue", "changed"} <= set(board.data.actions[0].tags)
    assert [move.words for move in board.moves] == ["Newly overdue (1)", "Added (1)"]


def _versions(root: Path, *states: Mapping[str, str]) -> list[PlanVersion]:
    """The plan in each of these states, a day apart, the newest first and as at the day."""
    plans = [loaded(_plan(root / str(n), state)).plan for n, state in enumerate(states)]
    days = (AS_AT - timedelta(days=n) for n in range(len(plans)))
    return [PlanVersion(plan, day, "Pat Lead") for plan, day in zip(plans, days, strict=True)]


def test_a_ref_that_an_action_had_before_leads_to_it(tmp_path: Path) -> None:
    states = [_action("", "1.2"), _action("", "1.1")]
    _, board = dashboard_of(_plan(tmp_path / "now", states[0]), states=_versions(tmp_path, *states))
    assert board.data.aliases == {"1.1": "1.2"}


def test_a_ref_that_another_action_has_now_leads_to_that_one(tmp_path: Path) -> None:
    other = _action("", "1.1", "Another")
    states = [{**_action("", "1.2"), **other}, _action("", "1.1")]
    root = _plan(tmp_path / "now", states[0])
    assert dashboard_of(root, states=_versions(tmp_path, *states))[1].data.aliases == {}


def test_a_life_shows_its_ten_newest_entries_and_says_how_many_there_are(tmp_path: Path) -> None:
    states = [_action(f"leads: [L{n}]") for n in range(13)]
    root = _plan(tmp_path / "now", states[0])
    _, board = dashboard_of(root, states=_versions(tmp_path, *states))
    (page,) = board.actions
    assert [event.day for event in page.events][:2] == ["13 March 2024", "12 March 2024"]
    assert (len(page.events), page.earlier) == (10, "3 earlier entries in git")
    assert [seen.when for seen in page.boards] == ["14 Feb 2024", "Now"]
    assert page.boards[0].badge is None


def test_an_action_says_what_it_waits_for_and_what_waits_for_it(tmp_path: Path) -> None:
    first = _action("timescale: 31 Jan 2024\ndepends_on: [project]")
    second = _action('depends_on: ["1.1"]', "1.2", "Second")
    project = {"governance.yaml": f"{GOVERNANCE}projects: [{{id: project, title: A project}}]\n"}
    root = _plan(tmp_path, first, second, project)
    pages = dashboard_of(root)[1].actions
    assert pages[0].waits_for == ("A project",)
    assert pages[1].waits_for[0].startswith("1.1 First: ")
    assert [named.ref for named in pages[0].awaited_by] == ["1.2"]
    assert [(page.before, page.after) for page in pages] == [("", "1.2"), ("1.1", "")]


@pytest.mark.parametrize(
    ("keys", "due", "first"),
    [
        ("status: complete\ncompleted: 2024-03-01", "Delivered 1 March 2024", ""),
        ("status: complete\ntimescale: 31 Jan 2024", "31 January 2024", ""),
        (TAGGED["extended"], "31 May 2024", "31 January 2024"),
        ("", "Timescale not set", ""),
    ],
)
def test_the_list_says_when_an_action_is_due_and_what_it_was_promised_for(
    keys: str, due: str, first: str, tmp_path: Path
) -> None:
    row = dashboard_of(_plan(tmp_path, _action(keys)))[1].actions[0].row
    assert (row.due, row.first) == (due, first)


def test_the_figures_of_a_measure_stand_on_its_chart_with_their_words(tmp_path: Path) -> None:
    pack, board = dashboard_of(boards(tmp_path))
    charts = [chart for chart in pack.measures.charts if chart.charts]
    said = [point.words for chart in charts for point in board.points[chart.anchor]]
    assert said
    assert all(re.match(r"\d+ \w+ \d{4}: ", words) for words in said)


def test_a_day_without_a_figure_is_no_point_of_a_chart(tmp_path: Path) -> None:
    seen = "{on: 2024-01-31, value: 4}, {on: 2024-02-28, value: withheld}"
    seen += ", {on: 2024-03-01, value: 5}"
    measure = {"measures/m.yaml": f"id: m\ntitle: M\nbetter: higher\nobservations: [{seen}]\n"}
    points = dashboard_of(_plan(tmp_path, _action(""), measure))[1].points
    (chart,) = points.values()
    assert [point.words for point in chart] == ["31 January 2024: 4", "1 March 2024: 5"]


def _data(page: str) -> dict[str, Any]:
    match = re.search('<script type="application/json" id="plan-data">(.*?)</script>', page)
    assert match
    data: dict[str, Any] = json.loads(match[1])
    return data


@pytest.mark.parametrize("make", [boards, hostile], ids=["one of everything", "hostile"])
def test_the_data_fit_the_published_schema(make: Any, tmp_path: Path) -> None:  # noqa: ANN401
    schema = json.loads((PROJECT / "schema" / "dashboard.schema.json").read_text("utf-8"))
    data = _data(_page(make(tmp_path)))
    jsonschema.validate(data, schema, format_checker=jsonschema.FormatChecker())
    assert (data["form"], data["as_at"]) == (1, AS_AT.isoformat())


def test_only_the_scripts_of_the_page_may_run_whatever_a_plan_says(tmp_path: Path) -> None:
    page = _page(hostile(tmp_path))
    scripts = re.findall("<script>(.*?)</script>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
    (policy,) = re.findall('Content-Security-Policy" content="([^"]*)"', page)
    assert len(scripts) == len(re.findall("<script", page)) - 1  # the data block is no script
    assert "script-src " + " ".join(f"'sha256-{each}'" for each in hashes) + ";" in policy
    assert policy.startswith("default-src 'none'; ")
    assert HOSTILE not in page


def test_the_page_of_our_plan_is_small_enough_for_a_mail() -> None:
    page = _page(PROJECT / "plan")
    assert len(page.encode()) < 600_000
    assert "http://" not in page.replace("http://www.w3.org", "")


@pytest.mark.slow
@pytest.mark.usefixtures("checkers")
def test_the_markup_is_valid(tmp_path: Path) -> None:
    makers = {"boards": boards, "hostile": hostile}
    pages = {f"{name}.html": _page(make(tmp_path / name)) for name, make in makers.items()}
    put(tmp_path, {name: page.encode() for name, page in pages.items()})
    files = [tmp_path / name for name in pages]
    assert checker.html_validate(*files, rules="dashboard.htmlvalidate.json") == []


@pytest.mark.slow
@pytest.mark.usefixtures("checkers")
def test_a_reader_finds_their_way_by_click_and_by_key(tmp_path: Path) -> None:
    file, long = tmp_path / "dashboard.html", tmp_path / "long.html"
    long.write_text(_page(plan_of(LONG, tmp_path / "long")), "utf-8", newline="\n")
    root, older = boards(tmp_path / "now"), boards(tmp_path / "older")
    renamed = older / CYCLE / "3.2-again.yaml"
    put(older, {f"{CYCLE}/3.2-again.yaml": renamed.read_text("utf-8").replace("3.2", "3.9")})
    states = [PlanVersion(loaded(root).plan, AS_AT, "Pat Lead")]
    states.append(PlanVersion(loaded(older).plan, LAST_BOARD, "Pat Lead"))
    pack, board = dashboard_of(root, (boards_then(tmp_path / "then"), LAST_BOARD), states)
    file.write_text(print_dashboard(loaded(root).plan, pack, board), "utf-8", newline="\n")
    of_lead = [action.ref for action in board.data.actions if "AD" in action.leads]
    (alias, ref), *_ = board.data.aliases.items()
    seen = checker.use_dashboard(file, "AD", ref, alias, long)
    assert seen["faults"] == []
    assert all(number == listed for number, listed in seen["tiles"])
    assert seen["list"]["lead"] == of_lead
    assert seen["list"]["address"] == "#actions?lead=AD"
    assert seen["list"]["said"] == f"{len(of_lead)} of {len(board.actions)} actions: lead AD"
    assert seen["list"]["red"] == [a.ref for a in board.data.actions if a.progress == "red"]
    assert set(seen["list"]["search"]) < {action.ref for action in board.data.actions}
    assert seen["list"]["unknown"].startswith(f"0 of {len(board.actions)} actions: lead Nobody")
    assert seen["long"]["said"] == f"{LONG} of {LONG} actions"
    assert seen["long"]["atOnce"] == seen["long"]["later"][:AT_ONCE]
    assert seen["long"]["later"] == seen["long"]["printed"][::-1]
    assert len(seen["long"]["later"]) == LONG
    assert seen["keys"]["skipped"] == "main"
    assert seen["action"]["shown"] == seen["alias"]["shown"] == [f"action/{ref}"]
    assert seen["lost"]["said"].startswith("There is no action 99.9 in this plan. ")
    assert seen["withoutScript"]


def test_the_timeline_has_the_quarters_of_the_planning_year_and_the_days_of_each_action(
    tmp_path: Path,
) -> None:
    keys = (
        "timescale: 31 Mar 2024\nstatus: in progress\n"
        "milestones: [{what: A step, timescale: 31 Jan 2024}]"
    )
    root = _plan(tmp_path, _action(keys), _action("", "1.2", "Second"))
    (area,) = dashboard_of(root)[1].timeline.areas
    first, second = area.tracks
    assert [bar.name for bar in first.bars] == ["run", "ahead"]
    assert [sign.name for sign in first.signs] == ["milestone", "first"]
    assert first.words == (
        "first promised 31 March 2024; due 31 March 2024; not done: milestone overdue"
    )
    assert (second.bars, second.signs) == ((), ())
    line = dashboard_of(root)[1].timeline
    assert [(quarter.id, quarter.words) for quarter in line.quarters] == [
        ("2023-q4", "Jan to Mar 2024")
    ]
    assert first.bars[0].width + first.bars[1].width == line.days


def test_a_plan_without_actions_has_a_timeline_without_areas(tmp_path: Path) -> None:
    assert dashboard_of(put(tmp_path, SMALL))[1].timeline.areas == ()
