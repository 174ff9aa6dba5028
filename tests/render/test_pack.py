"""The view of a pack: what the board gets to read, of a plan with one of everything."""

from datetime import date
from pathlib import Path

import pytest

from everything import everything
from make import SMALL, put, small_plan
from paper import asks_of, pack_of, reasons_of, scene_of
from planctl.render.pack.build import AreaView, Pack, Whole, build_pack
from planctl.render.pack.highlight import Figure
from planctl.render.pack.pieces import Badge, PackContext, as_sentence, cut_words, make_anchor


@pytest.fixture
def full(tmp_path: Path) -> Pack:
    """The pack of a plan with one of everything."""
    return pack_of(everything(tmp_path))


EXCEPTIONS = {
    "Overdue": {
        "1.6": "73 days late.",
        "1.5": "42 days late.",
    },
    "Due by the board": {
        "1.11": "Due 20 March 2024, in 7 days.",
        "1.12": "Not started; due 25 March 2024, in 12 days.",
    },
    "Milestone late": {"1.3": "“First step” was due 31 January 2024."},
    "Extension asked": {
        "1.4": (
            "Extension to 30 June 2024, asked for on 1 March 2024, not agreed by the board: "
            "It is refreshed again."
        )
    },
    "Extension agreed": {
        "1.4": (
            "First promised for 31 January 2024 (as the file has it now), now 90 days later, "
            "agreed 14 February 2024: The framework is refreshed."
        )
    },
    "Disputed": {
        "1.5": (
            "Progress declared green, the facts say red: due 31 January 2024, 42 days ago; not "
            "complete (the lead's reason: It is nearly there)."
        )
    },
    "No date": {
        "1.10": "No timescale is set.",
        "1.15": "“Dec 2024 board” names a meeting of the board that is not recorded.",
    },
    "Done without effect": {"1.14": "No impact measure is named."},
}


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_each_exception_has_its_reason(name: str, full: Pack) -> None:
    assert reasons_of(full, name) == EXCEPTIONS[name]


def test_what_is_not_started_by_its_status_is_listed_whatever_its_rating(tmp_path: Path) -> None:
    late, grey = "timescale: 1 Feb 2024\n", "progress_rag: grey\n"
    actions = {
        "1.1": "timescale: 20 March 2024\nstatus: not started",
        "1.2": "status: not started",
        "1.3": f"{late}status: not started",
        "1.4": f"{late}{grey}status: paused",
        "1.5": f"{late}{grey}status: in progress",
        "1.6": f"{late}{grey}status: complete\ncompleted: 2024-01-30",
        "1.7": f"{late}status: paused",
        "1.8": f"timescale: 1 Dec 2024\n{grey}status: in progress",
    }
    files = {
        f"areas__1-practice__{ref}-x": f'ref: "{ref}"\ntitle: A\n{text}\n'
        for ref, text in actions.items()
    }
    found = reasons_of(pack_of(small_plan(tmp_path, **files)), "Not started")
    assert sorted(found) == ["1.1", "1.2", "1.3"]


def test_the_board_is_asked_to_decide_on_what_the_facts_say(full: Pack) -> None:
    assert asks_of(full) == (
        (
            "Decide on a later date for 1.4 Extended, and a later date asked for: "
            "30 June 2024. Reason given: It is refreshed again."
        ),
        (
            "Agree an action, its lead and its date for the finding “Visits”: no action that could "
            "be read answers it."
        ),
        "Challenge the 2 overdue actions: 1.6 and 1.5.",
        "Settle the disputed rating of 1 action: 1.5.",
        "Set a date for 2 actions without one: 1.10 and 1.15.",
        "Name a lead for 6 actions without one: 1.6, 1.8, 1.10, 1.12, 1.13 and 1.15.",
    )


def test_the_cover_says_what_the_pack_is_made_of(full: Pack) -> None:
    assert {fact.name: fact.meaning for fact in full.cover.facts} == {
        "Meeting": "March 2024 (day not recorded)",
        "Data as at": "13 March 2024",
        "Plan version": "1.0, 1 January 2024",
        "Inspection": "Ofsted focused visit, November 2023",
        "Actions": "15 in 2 areas",
    }
    assert [warning.partition(" ")[0] for warning in full.cover.warnings] == [
        "plan/areas/1-practice/1.16-unread.yaml"
    ]


def test_what_could_not_be_judged_is_said_with_its_reason(full: Pack) -> None:
    found = {entry.name: entry.meaning for entry in full.unjudged}
    assert found.pop("plan/areas/1-practice/1.16-unread.yaml")
    assert found == {
        "Lateness": "No timescale is set for 1.10.",
        "Lateness of 1.15": (
            "Its timescale “Dec 2024 board” names a meeting of the board that is not recorded."
        ),
        "Impact": "11 of 15 actions have no impact rating: “no measure” for 11.",
        "Age of the news": ("1 of 2 progress notes has no day, so its age cannot be told."),
        "What moved since the last board": (
            "This pack was not compared with an earlier state of the plan."
        ),
    }


def test_one_action_without_an_impact_rating_has_none(tmp_path: Path) -> None:
    found = pack_of(small_plan(tmp_path, 'ref: "1.1"\ntitle: A\n')).unjudged
    said = next(entry.meaning for entry in found if entry.name == "Impact")
    assert said == "1 of 1 action has no impact rating: “no measure” for 1."


def _whole(area: AreaView, ref: str) -> Whole:
    return next(each for each in area.actions if each.ref == ref)


CELLS = {
    "the parts of an action": ("1.1", 0, ("Do it", "Do it again", "Then write it down")),
    "measures": ("1.1", 2, ("A snapshot of CP practice", "Audits graded good: every month")),
    "reports": ("1.1", 3, ("By word of mouth", "QA report (monthly and quarterly), part one")),
    "lead and timescale": ("1.1", 4, ("SM QA and AD", "31 January 2024")),
    "a quarter": ("1.2", 4, ("AD", "Q3 2024 to 2025 (Oct to Dec 2024) (due 31 December 2024)")),
    "what it depends on": ("1.2", 5, ("Depends on: 1.1 Embedded", "Depends on: New system")),
    "words and a date": (
        "1.3",
        4,
        ("AD", "by the summer (read as Aug 2024, due 31 August 2024)"),
    ),
    "milestones": (
        "1.3",
        5,
        (
            "Milestone: First step (SM QA), January 2024 (due 31 January 2024): not done",
            "Milestone: Second step: done 1 February 2024",
        ),
    ),
    "extensions": (
        "1.4",
        4,
        (
            "AD",
            "31 January 2024",
            "Extension to 30 April 2024, agreed 14 February 2024: The framework is refreshed",
            (
                "Extension to 30 June 2024, asked for on 1 March 2024, not agreed by the board: "
                "It is refreshed again"
            ),
        ),
    ),
    "no lead": ("1.6", 4, ("No lead named", "December 2023 (due 31 December 2023)")),
    "no end": ("1.7", 4, ("AD", "ongoing", "Reviewed quarterly")),
    "no timescale": ("1.10", 4, ("No lead named", "Timescale not set")),
    "a board that is not known": ("1.15", 4, ("No lead named", "Dec 2024 board")),
}


@pytest.mark.parametrize(("ref", "column", "items"), CELLS.values(), ids=CELLS)
def test_a_column_of_an_action_says(
    ref: str, column: int, items: tuple[str, ...], full: Pack
) -> None:
    cell = _whole(full.areas[0], ref).cells[column]
    assert (cell.name, cell.items) == (full.column_names[column + 1], items)


def test_progress_to_date_is_the_log_and_the_record(full: Pack) -> None:
    items = _whole(full.areas[0], "1.1").cells[5].items
    assert items[:2] == ("Completed 30 January 2024.", "30 January 2024, SM QA: Done.")
    assert items[2].startswith("See https://")
    start = "Evidence: What children said (feedback, 1 February 2024, kept at https://"
    assert items[3].startswith(start)
    assert items[3].endswith("): they feel heard")
    looked = "Verified: By DCS on 10 February 2024: Ten records were read"
    assert items[4:] == (looked, "Findings answered: Core groups")


def test_a_disputed_rating_says_so_wherever_it_stands(full: Pack) -> None:
    disputed = Badge("green", "Green", "On track", "facts say red")
    whole = _whole(full.areas[0], "1.5")
    assert whole.progress == disputed
    assert whole.progress_why == (
        "Declared by the lead; due 31 January 2024, 42 days ago; not complete. "
        "The lead's reason: It is nearly there."
    )
    tables = (full.highlight.exceptions, full.exceptions, full.areas[0])
    rows = (row for table in tables for row in table.rows if row.link.ref == "1.5")
    assert [row.progress for row in rows] == [disputed] * 3


@pytest.mark.parametrize(
    ("ref", "why"),
    [
        ("1.7", "Declared by the lead; no impact measure is named."),
        ("1.2", "No impact measure is named."),
    ],
    ids=["declared", "computed"],
)
def test_a_declared_impact_is_said_to_be_declared(ref: str, why: str, full: Pack) -> None:
    assert _whole(full.areas[0], ref).impact_why == why


def test_a_bar_is_whole_and_in_words(full: Pack) -> None:
    bar = full.bars[-1]
    counts = "15 actions: 2 complete; of the others, 1 red, 4 amber, 4 green and 4 not rated."
    assert bar.words == f"{counts} 1 of these ratings is disputed."
    assert dict(zip("CRAGBN", bar.counts, strict=True)) == {
        "B": 0,
        **{each.letter: each.number for each in bar.shares},
    }
    assert sum(each.width for each in bar.shares) == pytest.approx(100, abs=0.1)
    assert full.bars[1].shares == ()


def test_the_key_is_that_of_the_plan(full: Pack) -> None:
    blue = full.progress_key[3]
    assert (blue.badge.label, blue.meaning, blue.standings) == ("Holds", "It holds.", "embedded")


def test_without_a_meeting_to_come_the_policy_says_what_is_due_soon(tmp_path: Path) -> None:
    action = "ref: 1.1\ntitle: A\ntimescale: 1 Dec 2024\n"
    full = pack_of(small_plan(tmp_path, action), date(2024, 11, 20))
    assert list(reasons_of(full, "Due by the board")) == ["1.1"]
    assert full.highlight.figures[0] == Figure(1, "due by 20 December 2024", "", "amber")
    assert full.cover.facts[0].meaning == "none on or after 20 November 2024 is recorded"


def test_a_meeting_that_is_over_is_no_day_to_come(tmp_path: Path) -> None:
    stage = scene_of(small_plan(tmp_path, "ref: 1.1\ntitle: A\n"), date(2024, 3, 1))
    made = build_pack(PackContext(stage, stage.by.calendar.meetings[0], "planctl"))
    assert made.highlight.ahead_title == "Before the next board, March 2024 (day not recorded)"
    assert made.cover.facts[0].meaning == "14 February 2024"


def test_a_plan_without_front_matter_still_has_a_cover(tmp_path: Path) -> None:
    files = {path: text for path, text in SMALL.items() if path != "plan.yaml"}
    cover = pack_of(put(tmp_path, files)).cover
    assert (cover.title, cover.organisation, cover.strapline) == ("Plan", "", "")
    assert [fact.name for fact in cover.facts] == ["Meeting", "Data as at", "Actions"]


@pytest.mark.parametrize(
    ("parts", "name"),
    [(("area", 0, "1.10"), "area-0-1-10"), (("action", "<b>A&B</b>"), "action-b-a-b-b")],
)
def test_an_anchor_is_letters_figures_and_hyphens(parts: tuple[object, ...], name: str) -> None:
    assert make_anchor(*parts) == name


@pytest.mark.parametrize(
    ("words", "said"), [("due soon", "Due soon."), ("Is it?", "Is it?"), ("done.", "Done.")]
)
def test_a_sentence_has_a_capital_and_an_end(words: str, said: str) -> None:
    assert as_sentence(words) == said


@pytest.mark.parametrize(
    ("text", "most", "said"),
    [
        ("all of it", 9, "all of it"),
        ("two\n lines", 9, "two lines"),
        ("cut at the end of a word", 22, "cut at the… (goes on below)"),
        ("cut after, this", 13, "cut… (goes on below)"),
        ("aaaaaaaaaa", 8, "aaaa… (goes on below)"),
        ("One sentence. Another one that is longer.", 34, "One sentence. (goes on below)"),
        (
            "No. A sentence that is a good deal longer.",
            40,
            "No. A sentence that is… (goes on below)",
        ),
    ],
)
def test_a_text_that_is_cut_says_where_the_rest_stands(text: str, most: int, said: str) -> None:
    assert cut_words(text, most, "below") == said
