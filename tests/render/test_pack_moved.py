"""What moved since the last board: on the one page, on each row, and in the annex."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from boards import LAST_BOARD, boards, boards_then
from make import small_plan
from paper import pack_of, reasons_of
from planctl.model.edition import PackSize
from planctl.render.pack.build import Pack
from planctl.render.pack.pieces import Entry, Travel
from planctl.render.pack.since_last_board import Step

SOUND: Final = "ref: '1.1'\ntitle: First\nleads: [SM QA]\ntimescale: 31 Mar 2024\n"
OPEN: Final = f"{SOUND}status: in progress\n"
A_MEETING: Final = date(2024, 2, 14)


@pytest.fixture
def full(tmp_path: Path) -> Pack:
    """The pack of a plan with one of every change."""
    return pack_of(boards(tmp_path / "now"), then=(boards_then(tmp_path / "then"), LAST_BOARD))


def small(root: Path, then: str, now: str, as_at: date = date(2024, 3, 13)) -> Pack:
    """The pack of a small plan, compared with what its only action was."""
    before = small_plan(root / "then", then)
    return pack_of(small_plan(root / "now", now), as_at, (before, A_MEETING))


def test_the_one_page_counts_what_moved(full: Pack) -> None:
    assert full.highlight.movement.title == "What moved since the board of 14 February 2024"
    assert full.highlight.movement.words == (
        "Of 22 actions, 1 is rated worse on progress than then, and none are rated better; "
        "1 more looks better only because its date is later."
    )
    assert full.highlight.movement.steps == (
        Step(1, "newly overdue, because the date passed and nothing else changed"),
        Step(1, "date slipped, with the board's agreement"),
        Step(1, "first promise changed without the board"),
        Step(1, "taken out of the plan: 3.8"),
        Step(1, "completed or embedded"),
        Step(1, "extension agreed"),
        Step(1, "extension refused"),
        Step(1, "new in the plan"),
        Step(1, "newly rated, no longer rated, or stopped by the board"),
        Step(1, "not compared, because a file could not be read then"),
    )


LATE: Final = OPEN.replace("31 Mar", "1 Feb")
TAKEN_OUT: Final = {
    LATE: "First (SM QA), overdue by 13 days then",
    OPEN: "First (SM QA), open then (on track)",
    OPEN.replace("[SM QA]", "[]"): "First (no lead), open then (on track)",
    f"{SOUND}status: complete\ncompleted: 2024-02-01": "First (SM QA), complete then",
    f"{SOUND}withdrawals: [{{reason: R., agreed: 2024-02-14}}]": "First (SM QA), withdrawn then",
}


@pytest.mark.parametrize(("then", "name"), TAKEN_OUT.items(), ids=TAKEN_OUT.values())
def test_an_action_that_is_gone_is_named_above_all_else_on_every_paper(
    then: str, name: str, tmp_path: Path
) -> None:
    unread = {f"areas__1-practice__1.{n}-x": "ref: [" for n in range(2, 9)}
    before, now = small_plan(tmp_path / "then", then), small_plan(tmp_path / "now", "", **unread)
    since = "Taken out of the plan since the board of 14 February 2024, without the board"
    for size in PackSize:
        warning, *_ = pack_of(now, then=(before, A_MEETING), size=size).cover.warnings
        assert warning == f"{since}: 1.1 {name}."


@pytest.mark.parametrize(
    ("refs", "headline", "was", "title"),
    [
        ([], "1 of them newly. ", "was 0, 1 more now", "1 of them overdue"),
        (
            ["1.2"],
            "1 of them newly (1 more was overdue then and was taken out of the plan). ",
            "was 1, the same now; 1 of those was taken out of the plan",
            "1 of them overdue; 1 more was taken out of the plan",
        ),
        (
            ["1.2", "1.3"],
            "1 of them newly (2 more were overdue then and were taken out of the plan). ",
            "was 2, 1 fewer now; 2 of those were taken out of the plan",
            "1 of them overdue; 2 more were taken out of the plan",
        ),
    ],
)
def test_fewer_overdue_is_no_better_where_some_were_taken_out(
    refs: list[str], headline: str, was: str, title: str, tmp_path: Path
) -> None:
    gone = {f"areas__1-practice__{ref}-x": LATE.replace("1.1", ref) for ref in refs}
    then = small_plan(tmp_path / "then", OPEN.replace("31 Mar", "20 Feb"), **gone)
    now = small_plan(tmp_path / "now", OPEN.replace("31 Mar", "20 Feb"))
    found = pack_of(now, then=(then, A_MEETING))
    assert headline in found.highlight.headline
    (overdue,) = (each for each in found.highlight.figures if each.words == "overdue")
    assert (overdue.was, found.exceptions.title.partition("attention, ")[2]) == (was, title)


@pytest.mark.parametrize(
    ("then", "name", "was", "words"),
    [
        (LATE, "Declared better than the facts say", "red", "none are rated worse on progress"),
        (OPEN, "Worse", "", "1 is rated worse on progress"),
    ],
)
def test_a_rating_that_is_better_than_the_facts_is_nothing_better(
    then: str, name: str, was: str, words: str, tmp_path: Path
) -> None:
    found = small(tmp_path, then, f"{LATE}progress_rag: green").highlight
    (way,) = found.movement.ways
    (moved,) = way.actions
    assert (way.name, moved.was, moved.now) == (name, was, "green, the facts say red")
    assert f"{words} than then, and none are rated better" in found.movement.words
    assert "not complete: 1 green (1 disputed). " in found.ratings


STEPS: Final[Mapping[str, tuple[str, str, Step]]] = {
    "reopened": (
        f"{SOUND}status: complete\ncompleted: 2024-02-01",
        OPEN,
        Step(1, "reopened"),
    ),
    "paused": (
        OPEN,
        f"{SOUND}pauses: [{{until: Jun 2024, reason: R., agreed: 2024-02-14}}]",
        Step(1, "paused"),
    ),
    "withdrawn": (
        OPEN,
        f"{SOUND}withdrawals: [{{reason: R., agreed: 2024-02-14}}]",
        Step(1, "withdrawn"),
    ),
    "a date": (OPEN.replace("31 Mar 2024", ""), OPEN, Step(1, "given a date")),
    "asked for": (
        OPEN,
        f"{OPEN}extensions: [{{to: 30 Apr 2024, reason: More}}, {{to: 30 May 2024, reason: Yet}}]",
        Step(2, "extensions requested"),
    ),
    "slipped by leave": (
        OPEN,
        f"{OPEN}extensions: [{{to: 30 Apr 2024, reason: More, agreed: 2024-02-14}}]",
        Step(1, "date slipped, with the board's agreement"),
    ),
    "escalated": (
        OPEN,
        f"{OPEN}escalations: [{{raised: 2024-03-01, to: DfE, asks: Why?}}]",
        Step(1, "escalation raised"),
    ),
}


@pytest.mark.parametrize(("then", "now", "step"), STEPS.values(), ids=STEPS)
def test_the_one_page_counts(then: str, now: str, step: Step, tmp_path: Path) -> None:
    assert step in small(tmp_path, then, now).highlight.movement.steps


def test_what_facts_made_overdue_is_told_from_what_time_did(tmp_path: Path) -> None:
    second = {"areas__1-practice__1.2-b": OPEN.replace("1.1", "1.2").replace("31 Mar", "10 Mar")}
    then = small_plan(tmp_path / "then", OPEN, **second)
    now = small_plan(tmp_path / "now", OPEN.replace("31 Mar", "1 Mar"), **second)
    steps = pack_of(now, then=(then, A_MEETING)).highlight.movement.steps
    assert (
        Step(2, "newly overdue, 1 of them because the date passed and nothing else changed")
        in steps
    )


def test_a_new_action_that_is_overdue_is_counted_as_newly_overdue(tmp_path: Path) -> None:
    late = OPEN.replace("31 Mar", "1 Mar").replace("1.1", "1.2")
    now = small_plan(tmp_path / "now", OPEN, **{"areas__1-practice__1.2-b": late})
    found = pack_of(now, then=(small_plan(tmp_path / "then", OPEN), A_MEETING)).highlight
    assert found.movement.steps[0] == Step(1, "newly overdue, 1 of them new in the plan")
    assert "1 is overdue, 1 of them newly" in found.headline


def test_overdue_by_new_facts_alone_says_nothing_of_time(tmp_path: Path) -> None:
    found = small(tmp_path, OPEN, OPEN.replace("31 Mar", "1 Mar"))
    assert found.highlight.movement.steps[0] == Step(1, "newly overdue")


TRAVELS: Final = {
    "3.4": Travel("worse", "green"),
    "3.2": Travel("better by a later date", "red"),
    "1.1": Travel("no change", ""),
    "1.12": Travel("newly rated", ""),
    "3.7": Travel("new", ""),
    "1.13": Travel("not compared", ""),
}


@pytest.mark.parametrize(("ref", "travel"), TRAVELS.items())
def test_each_action_says_which_way_it_went_wherever_it_stands(
    ref: str, travel: Travel, full: Pack
) -> None:
    found = [row.travel for row in full.exceptions.rows if row.link.ref == ref]
    found += [row.travel for area in full.areas for row in area.rows if row.link.ref == ref]
    found += [each.travel for area in full.areas for each in area.actions if each.ref == ref]
    assert len(found) >= 2
    assert set(found) == {travel}


def test_each_area_says_which_way_its_actions_went(full: Pack) -> None:
    since = "Progress since the board of 14 February 2024"
    assert [area.travel for area in full.areas] == [
        f"{since}: 13 the same, 1 newly rated and 1 not compared.",
        "",
        f"{since}: 1 worse, 1 better by a later date, 4 the same and 1 new.",
    ]


def test_the_cover_says_what_the_plan_is_compared_with(full: Pack) -> None:
    assert Entry("Compared with", "the board of 14 February 2024") in full.cover.facts


def test_the_actions_that_moved_are_named_the_worse_first(full: Pack) -> None:
    ways = full.highlight.movement.ways
    assert [(way.name, one.link.ref, one.was) for way in ways for one in way.actions] == [
        ("Worse", "3.4", "green"),
        ("Completed", "3.6", ""),
        ("Better by a later date", "3.2", "red"),
    ]


def test_an_action_that_was_reopened_comes_before_all_that_moved(tmp_path: Path) -> None:
    done = f"{SOUND}status: complete\ncompleted: 2024-02-01"
    (way,) = small(tmp_path, done, OPEN).highlight.movement.ways
    assert (way.name, way.actions[0].now) == ("Reopened", "green")


def test_what_is_newly_overdue_is_told_from_what_was_overdue_before(tmp_path: Path) -> None:
    found = small(tmp_path, OPEN, OPEN.replace("31 Mar", "1 Mar"))
    assert reasons_of(found, "Newly overdue") == {"1.1": "12 days late."}
    assert reasons_of(found, "Overdue") == {}


def test_a_refused_extension_says_what_was_asked_and_when_it_was_refused(tmp_path: Path) -> None:
    first = "to: 30 Apr 2024, reason: It is hard, refused: 2024-02-14"
    second = "to: 31 May 2024, reason: It is harder, refused: 2024-02-14"
    now = f"{OPEN}extensions: [{{{first}}}, {{{second}}}]"
    assert reasons_of(small(tmp_path, OPEN, now), "Refused")["1.1"] == (
        "Extension to 30 April 2024, refused 14 February 2024: It is hard; "
        "Extension to 31 May 2024, refused 14 February 2024: It is harder."
    )


def test_only_an_extension_that_was_refused_since_is_told(tmp_path: Path) -> None:
    old = "{to: 30 Apr 2024, reason: It is hard, refused: 2024-02-14}"
    asked = f"{OPEN}extensions: [{old}, {{to: 31 May 2024, reason: It is harder%s}}]"
    made = small(tmp_path, asked % "", asked % ", refused: 2024-03-01")
    assert reasons_of(made, "Refused") == {
        "1.1": "Extension to 31 May 2024, refused 1 March 2024: It is harder."
    }


def test_what_is_newly_overdue_says_so_although_a_later_date_was_refused(tmp_path: Path) -> None:
    due = OPEN.replace("31 Mar", "1 Mar")
    now = f"{due}extensions: [{{to: 30 Apr 2024, reason: More, refused: 2024-02-14}}]"
    assert reasons_of(small(tmp_path, due, now), "Newly overdue") == {"1.1": "12 days late."}


def test_an_action_that_came_overdue_is_news_too(tmp_path: Path) -> None:
    found = small(tmp_path, "", OPEN.replace("31 Mar", "1 Mar"))
    assert list(reasons_of(found, "Newly overdue")) == ["1.1"]
    assert ", 1 of them newly." in found.highlight.headline


def test_what_came_and_is_not_overdue_is_no_such_news(tmp_path: Path) -> None:
    assert reasons_of(small(tmp_path, "", OPEN), "Newly overdue") == {}


def test_an_action_whose_file_could_not_be_read_then_is_no_news(tmp_path: Path) -> None:
    late = OPEN.replace("31 Mar", "1 Mar")
    found = small(tmp_path, "ref: [\n", late)
    assert list(reasons_of(found, "Overdue")) == ["1.1"]
    assert reasons_of(found, "Newly overdue") == {}


def test_a_plan_in_which_nothing_changed_says_so(tmp_path: Path) -> None:
    found = small(tmp_path, OPEN, OPEN, date(2024, 2, 15))
    assert (found.changes.words, found.changes.legend) == ("Nothing changed.", "")
    assert found.changes.areas == ()
    assert found.highlight.movement.words == (
        "Of 1 action, none are rated worse on progress than then, and none are rated better."
    )
    assert found.highlight.movement.steps == ()
    assert found.highlight.movement.ways == ()


def test_a_pack_that_is_compared_with_nothing_says_so_and_shows_no_travel(tmp_path: Path) -> None:
    found = pack_of(small_plan(tmp_path, OPEN))
    words = "This pack was not compared with an earlier state of the plan."
    assert found.highlight.movement == ("What moved since the last board", words, (), ())
    assert found.changes == ("What changed since the last board", words, "", ())
    assert found.areas[0].travel == ""
    assert found.areas[0].rows[0].travel == Travel("", "")
    assert "Compared with" not in {fact.name for fact in found.cover.facts}
    assert "newly overdue" not in found.nothing
    assert "refused" not in found.nothing
    assert Entry("What moved since the last board", words) in found.unjudged
