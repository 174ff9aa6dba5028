"""The notes of a log, each with its day."""

from typing import Any

import pytest

from imported import actions, imported, table
from planctl.intake.account import AccountEntry, Fate, GuessConfidence
from planctl.intake.plan.assemble import ImportOptions


def _notes(
    cell: str, head: str = "Progress", asked: ImportOptions | None = None
) -> list[dict[str, Any]]:
    rows = table(f"Ref | Action | {head}\n1 | Do | {cell}")
    found: list[dict[str, Any]] = actions(rows, asked or ImportOptions())["1"].get("progress", [])
    return found


def _asked(cell: str) -> list[AccountEntry]:
    return [*imported(table(f"Ref | Action | Progress\n1 | Do | {cell}")).of(Fate.ASKED)]


def test_a_note_that_begins_with_its_day_has_that_day() -> None:
    assert _notes("12/02/24: Met. // Feb 2024 - Met. // 31/02/2024: Met.") == [
        {"date": "2024-02-12", "note": "Met."},
        {"note": "Feb 2024 - Met."},
        {"note": "31/02/2024: Met."},
    ]


@pytest.mark.parametrize(
    ("cell", "note"),
    [
        ("14.10.2025 JS: paid", "JS: paid"),
        ("[14/10/2025] paid", "paid"),
        ("(14/10/2025) - paid", "paid"),
        ("[14/10/2025]: paid", "paid"),
        ("Update 14/10/2025: paid", "paid"),
        ("Progress update - 14th October 2025. paid", "paid"),
        ("14-Oct-25 Paid it", "Paid it"),
        ("As at 14 Oct 2025, paid", "paid"),
    ],
)
def test_the_day_of_a_note_is_read_as_logs_write_it(cell: str, note: str) -> None:
    assert _notes(cell) == [{"date": "2025-10-14", "note": note}]


@pytest.mark.parametrize(
    ("cell", "propose"),
    [
        ("05-Nov-25 is the next visit", "2025-11-05"),
        ("05/11/2025 - 07/11/2025 visit", "2025-11-05"),
        ("05/11/2025 Deadline agreed", "2025-11-05"),
        ("31/11/2025: paid", ""),
    ],
)
def test_a_day_that_is_not_plainly_that_of_the_note_needs_a_person(cell: str, propose: str) -> None:
    assert _notes(cell) == [{"note": cell}]
    [asked] = _asked(cell)
    assert (asked.to, asked.propose) == (f"1 “{cell}” day of a note", propose)
    answers = {f"1 “{cell}” day of a note": "6 Nov 2025"}
    assert _notes(cell, asked=ImportOptions(answers=answers))[0]["date"] == "2025-11-06"


def test_a_note_can_say_that_it_is_complete_and_since_when() -> None:
    rows = table("Ref | Action | Progress\n1 | Do | Completed 13/10/2025")
    said = actions(rows)["1"]
    assert (said["status"], said["completed"]) == ("complete", "2025-10-13")
    assert said["progress"] == [{"note": "Completed 13/10/2025"}]
    rows = table("Ref | Action | Progress\n1 | Do | Completed Oct 2025")
    assert (actions(rows)["1"]["status"], "completed" in actions(rows)["1"]) == ("complete", False)


def test_a_day_without_a_year_needs_a_person() -> None:
    cover = table("x | y\nDate | June 2024", "cover")
    [asked] = imported([*cover, *table("Ref | Action | Progress\n1 | Do | 12 May: paid")]).of(
        Fate.ASKED
    )
    assert (asked.to, asked.propose) == ("1 “12 May: paid” day of a note", "12 May 2024")


def test_a_month_without_a_year_is_no_day_of_a_note() -> None:
    cover = table("x | y\nDate | June 2024", "cover")
    found = imported([*cover, *table("Ref | Action | Progress\n1 | Do | May: paid")])
    assert not [*found.of(Fate.ASKED)]


def test_a_day_that_stands_alone_is_of_what_stands_below_it() -> None:
    cell = "Begun. // 14/10/2025 // paid a // paid b // [04/11/2025]: // paid c // 5/11/25: d // e"
    assert _notes(cell) == [
        {"note": "Begun."},
        {"date": "2025-10-14", "note": "paid a"},
        {"date": "2025-10-14", "note": "paid b"},
        {"date": "2025-11-04", "note": "paid c"},
        {"date": "2025-11-05", "note": "d"},
        {"note": "e"},
    ]


def test_a_month_that_stands_alone_goes_before_what_stands_below_it() -> None:
    assert _notes("Sept 2025: // a // 14/10/2025 // b // Nov 2025 // c") == [
        {"note": "Sept 2025: a"},
        {"date": "2025-10-14", "note": "b"},
        {"note": "Nov 2025: c"},
    ]
    assert _notes("a // Nov 2025") == [{"note": "a"}, {"note": "Nov 2025"}]
    assert _notes("2024-25 // a") == [{"note": "2024-25"}, {"note": "a"}]


def test_a_day_that_stands_alone_counts_for_no_other_cell() -> None:
    rows = table("Ref | Action | Progress | Comments\n1 | Do | 14/10/2025 // paid | slow")
    assert actions(rows)["1"]["progress"] == [
        {"date": "2025-10-14", "note": "paid"},
        {"note": "slow"},
    ]


def test_days_that_stand_below_their_notes_need_a_person() -> None:
    assert _notes("paid // 14/10/2025") == [{"note": "paid"}, {"note": "14/10/2025"}]
    assert [each.to for each in _asked("14/10/2025 // paid // 14/11/2025")] == ["1 progress"]


def test_a_day_alone_that_is_not_read_leaves_what_stands_below_it_without_one() -> None:
    assert _notes("31/11/2025 // paid") == [{"note": "paid"}]
    assert [each.to for each in _asked("31/11/2025 // paid")] == ["1 “31/11/2025” day of a note"]


def test_a_note_has_the_month_of_its_column_in_words() -> None:
    assert _notes("paid", "Update Sept 2025") == [{"note": "Sept 2025: paid"}]
    assert _notes("3/9/2025: paid", "Update Sept 2025") == [{"date": "2025-09-03", "note": "paid"}]
    assert _notes("paid", "Progress Jan 2025 to March 2025") == [
        {"note": "Jan 2025 to March 2025: paid"}
    ]
    assert _notes("paid", "Progress 3 Sept 2025") == [{"date": "2025-09-03", "note": "paid"}]
    assert _notes("paid", "Ongoing progress") == [{"note": "paid"}]


def test_the_month_that_a_note_is_given_is_told() -> None:
    found = imported(table("Ref | Action | Update Sept 2025\n1 | Do | paid"))
    [told] = [each for each in found.guesses if each.to == "1 progress"]
    assert (told.text, told.sure) == ("paid", GuessConfidence.MEDIUM)
    assert told.why == "“Sept 2025” is put before it, as it stands above it"


@pytest.mark.parametrize(
    "cell",
    [
        *("-", "TBC", "N/A", "None", "No progress", "No update.", "Nil", "Nothing to report"),
        *("No further progress to date", "There has been no progress", "To be confirmed", "..."),
    ],
)
def test_words_that_say_that_there_is_no_progress_are_none(cell: str) -> None:
    rows = table(f"Ref | Action | Progress\n1 | Do | {cell}")
    assert actions(rows)["1"]["status"] == "not started"
    assert "progress" not in actions(rows)["1"]
    assert [e.why for e in imported(rows).of(Fate.READ)] == ["read as no progress"]


@pytest.mark.parametrize("cell", ["None of the teams has begun", "No progress without staff"])
def test_a_sentence_that_begins_like_that_is_a_note(cell: str) -> None:
    assert _notes(cell) == [{"note": cell}]


@pytest.mark.parametrize(
    ("cell", "notes"),
    [
        (
            "12/09/26: Four met. 03/10/26: Two left.",
            [("2026-09-12", "Four met."), ("2026-10-03", "Two left.")],
        ),
        (
            "12 Sep 2026 Four met! [3 Oct 2026] Two left. 4/10/26 – One came.",
            [("2026-09-12", "Four met!"), ("2026-10-03", "Two left."), ("2026-10-04", "One came.")],
        ),
        (
            "Begun. 12/09/26: Four met. 03/10/26: Two left.",
            [(None, "Begun."), ("2026-09-12", "Four met."), ("2026-10-03", "Two left.")],
        ),
        ("Begun. 12/09/26: Four met.", [(None, "Begun. 12/09/26: Four met.")]),
    ],
)
def test_sentences_of_a_paragraph_that_begin_with_a_day_are_notes_of_their_own(
    cell: str, notes: list[tuple[str | None, str]]
) -> None:
    assert [(note.get("date"), note["note"]) for note in _notes(cell)] == notes


def test_it_is_told_where_a_later_sentence_may_be_a_note_of_another_day() -> None:
    cell = "12/09/26: Four met. 03/10/26 is when two left."
    assert _notes(cell) == [{"date": "2026-09-12", "note": cell.partition(": ")[2]}]
    found = imported(table(f"Ref | Action | Progress\n1 | Do | {cell}"))
    why = "“03/10/26” begins a sentence of the note: it may be the day of another one"
    assert (why, GuessConfidence.LOW) in [(each.why, each.sure) for each in found.of(Fate.MADE)]
