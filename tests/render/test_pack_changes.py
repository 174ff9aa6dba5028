"""The annex of a pack: each change since the last board, action by action, in both formats."""

from pathlib import Path
from typing import Final

import pytest

from boards import LAST_BOARD, boards, boards_then
from make import small_plan
from paper import pack_of
from planctl.model.edition import PackSize
from planctl.render.change import Piece, WordChange
from planctl.render.pack.build import Pack
from planctl.render.pack.pieces import Entry, Link
from planctl.render.pack.since_last_board import Changed, ChangedAction
from planctl.render.template import PackFormat, print_pack


@pytest.fixture
def full(tmp_path: Path) -> Pack:
    """The pack of a plan with one of every change."""
    then = boards_then(tmp_path / "then"), LAST_BOARD
    return pack_of(boards(tmp_path / "now"), then=then, size=PackSize.FULL)


def test_the_changes_are_listed_action_by_action(full: Pack) -> None:
    assert [(area.title, [e.link.ref for e in area.actions]) for area in full.changes.areas] == [
        ("Changes in the plan as a whole", [""]),
        ("Changes in area 1: Practice with children", ["1.12"]),
        (
            "Changes in area 3: Another area, newly named",
            ["", "3.5", "3.8", "3.4", "3.2", "3.6", "3.7"],
        ),
    ]
    assert full.changes.title == "What changed since the board of 14 February 2024"
    assert full.changes.words == "19 changes, the most important of each area first."
    assert sum(len(e.changes) for area in full.changes.areas for e in area.actions) == 19


def test_what_was_sealed_is_counted_and_no_board_reads_fingerprints(tmp_path: Path) -> None:
    seals = "".join(f"evidence/{name}.txt: {'0' * 64}\n" for name in "abcd")
    then = small_plan(tmp_path / "then")
    now = small_plan(tmp_path / "now", evidence=seals, policy="due_soon_days: 20\n")
    made = pack_of(now, then=(then, LAST_BOARD)).changes
    [[whole]] = (area.actions for area in made.areas)
    assert [each.words for each in whole.changes] == [
        "Policy, days ahead that count as due soon: was 30, now 20.",
        "4 files of evidence sealed.",
    ]
    assert made.words == "2 changes, the most important of each area first."


def _changed(full: Pack, ref: str) -> ChangedAction:
    return next(e for e in full.changes.areas[-1].actions if e.link.ref == ref)


def test_a_new_wording_shows_which_words_went_and_came(full: Pack) -> None:
    assert _changed(full, "3.5").changes[-1] == Changed(
        "What will be done reworded:",
        (
            Piece(WordChange.KEPT, "Look at"),
            Piece(WordChange.OUT, "some"),
            Piece(WordChange.IN, "all"),
            Piece(WordChange.KEPT, "cases with the"),
            Piece(WordChange.IN, "whole"),
            Piece(WordChange.KEPT, "team <b>again</b>"),
        ),
    )
    assert full.changes.legend == (
        "In a new wording, the words struck through went, and those in bold came."
    )


def test_an_action_that_is_gone_has_its_name_and_no_place(full: Pack) -> None:
    assert _changed(full, "3.8").link == Link("3.8", "Gone", "")


def test_an_action_of_the_annex_leads_to_its_place_in_the_plan(full: Pack) -> None:
    whole = next(each for each in full.areas[2].actions if each.ref == "3.4")
    assert _changed(full, "3.4").link == Link("3.4", "Late by time alone", whole.anchor)


def test_what_changed_in_no_action_is_said_of_the_plan_or_the_area_itself(full: Pack) -> None:
    whole, *_, third = full.changes.areas
    assert whole.actions[0].link == Link("", "The plan itself", "")
    assert third.actions[0].link == Link("", "The area itself", "")


def test_a_file_that_could_not_be_read_then_is_named(full: Pack) -> None:
    said = [entry for entry in full.unjudged if "areas/" in entry.name]
    assert said == [
        Entry(
            "plan/areas/1-practice/1.16-unread.yaml",
            "The file was not read; planctl check says why.",
        ),
        Entry(
            "plan/areas/1-practice/1.13-not-started.yaml",
            "The file as it was could not be read (the board of 14 February 2024); "
            "it was not compared.",
        ),
    ]


def test_a_listener_hears_which_words_went_and_which_came(full: Pack) -> None:
    html = print_pack(full, PackFormat.HTML)
    assert '<del><span class="heard">Taken out: </span>some<span class="heard">. </span>' in html
    assert '<ins><span class="heard">Put in: </span>all<span class="heard">. </span>' in html


def test_markdown_strikes_words_out_and_prints_new_ones_bold(full: Pack) -> None:
    words = "Look at ~~some~~ **all** cases with the **whole** team &lt;b&gt;again&lt;/b&gt;\n"
    assert f"  - What will be done reworded: {words}" in print_pack(full, PackFormat.MD)


def test_only_what_is_still_in_the_plan_is_linked(full: Pack) -> None:
    html = print_pack(full, PackFormat.HTML)
    assert '<dt>3.8 <span class="name">Gone</span></dt>' in html
    assert '<dt><a href="#action-2-3-3-4">3.4</a>' in html
    assert "; 9.9</p>" in html


FORMS: Final = pytest.mark.parametrize("form", list(PackFormat))


@FORMS
def test_a_pack_that_could_judge_everything_has_nothing_to_say_of_that(
    form: PackFormat, tmp_path: Path
) -> None:
    then = small_plan(tmp_path / "then")
    made = pack_of(small_plan(tmp_path / "now"), then=(then, LAST_BOARD))
    assert made.unjudged == ()
    assert "what this pack could not judge" in made.nothing
    assert made.nothing in print_pack(made, form)


@FORMS
def test_travel_is_a_word_and_never_an_arrow(form: PackFormat, full: Pack) -> None:
    page = print_pack(full, form)
    said = page.replace("</span>", "").replace('<span class="travel">', "(")
    for words in ("(worse, was green", "(no change", "(new", "(not compared"):
        assert words in said
    assert not {"↓", "↑", "→", "↔"} & {*page}
