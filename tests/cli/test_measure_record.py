"""planctl measure record, as a person runs it: one figure, and nothing else in the file."""

from pathlib import Path
from typing import Final

import pytest

from make import put, small_plan
from running import Ran, planctl

VISITS: Final = """\
# Keep this line.
id: visits
title: Visits judged good
unit: "%"
baseline: {value: 50, on: 2023-12-31}
observations:
  - {on: 2024-01-31, value: 55} # after the training
note: And this one.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    root = put(small_plan(tmp_path / "plan"), {"measures/visits.yaml": VISITS})
    return root / "measures" / "visits.yaml"


def _record(file: Path, *words: str) -> Ran:
    env = {"PLANCTL_AS_AT": "2024-03-13"}
    return planctl("measure", "record", *words, cwd=file.parents[2], env=env)


def test_a_figure_is_put_at_its_place_and_shown(file: Path) -> None:
    ran = _record(file, "visits", "60%", "--on", "29 Feb 2024", "--source", "Dip sample")
    assert (ran.code, ran.told) == (0, "")
    line = "  - {on: 2024-02-29, value: 60, source: Dip sample}\n"
    assert ran.out == (
        "plan/measures/visits.yaml\n  @@ -7,2 +7,3 @@\n"
        "     - {on: 2024-01-31, value: 55} # after the training\n"
        f"  +{line}   note: And this one.\n"
    )
    assert file.read_text("utf-8") == VISITS.replace("note:", f"{line}note:")


def test_cases_and_a_note_are_kept(file: Path) -> None:
    _record(file, "visits", "60", "--on", "29/2/2024", "--cases", "30/50", "--note", "New form")
    kept = "{on: 2024-02-29, value: 60, numerator: 30, denominator: 50, note: New form}"
    assert kept in file.read_text("utf-8")


def test_a_dry_run_shows_the_change_and_writes_nothing(file: Path) -> None:
    ran = _record(file, "visits", "60", "--on", "29/2/2024", "--dry-run")
    assert "+  - {on: 2024-02-29, value: 60}" in ran.out
    assert file.read_text("utf-8") == VISITS


def test_the_same_figure_again_changes_nothing(file: Path) -> None:
    ran = _record(file, "visits", "55.0", "--on", "31/1/2024")
    assert (ran.code, ran.out) == (0, "nothing changes: visits has that figure already\n")
    assert file.read_text("utf-8") == VISITS


def test_another_figure_for_a_day_needs_to_be_asked_for(file: Path) -> None:
    ran = _record(file, "visits", "56", "--on", "31/1/2024")
    assert (ran.code, "visits has 55 for 31 January 2024 already" in ran.err) == (2, True)
    assert file.read_text("utf-8") == VISITS
    assert _record(file, "visits", "56", "--on", "31/1/2024", "--replace").code == 0
    assert file.read_text("utf-8") == VISITS.replace("value: 55", "value: 56")


def test_of_two_readings_for_one_day_the_later_line_is_the_one_that_is_there(file: Path) -> None:
    twice = VISITS.replace("note:", "  - {on: 31 Jan 2024, value: 57}\nnote:")
    file.write_text(twice, "utf-8")
    ran = _record(file, "visits", "56", "--on", "31/1/2024")
    assert (ran.code, "visits has 57 for 31 January 2024 already" in ran.err) == (2, True)
    assert _record(file, "visits", "56", "--on", "31/1/2024", "--replace").code == 0
    assert file.read_text("utf-8") == twice.replace("value: 57", "value: 56")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("visits", "60", "--on", "2024-03-14"), "14 March 2024 has not come yet"),
        (("visits", "60", "--on", "2023-12-30"), "is before the baseline, 31 December 2023"),
        (("visits", "60", "--on", "2024-03-01", "--cases", "1/4"), "1 of 4 is 25.0%, and not 60%"),
        (("visits", "0", "--on", "2024-03-01", "--cases", "0/0"), "of nothing there is no share"),
        (("visits", "60", "--on", "2024-03-01", "--cases", "4"), "how many of how many"),
        (("visits", "60", "--on", "2024-03-01", "--cases", "n/a"), "how many of how many"),
        (("visits", "60", "--on", "2024-03-01", "--cases", "<5/9"), "how many of how many"),
        (("visits", "60", "--on", "2024-03-01", "--cases", "1,5/9"), "is not a figure"),
        (("visits", "0.6", "--on", "2024-03-01"), "0.6% is unlike every other figure"),
        (("visits", "sixty", "--on", "2024-03-01"), "“sixty” is not a figure"),
        (("visits", " ", "--on", "2024-03-01"), "no figure was given"),
        (("visits", "60", "--on", "soon"), "“soon” is not"),
        (("visit", "60", "--on", "2024-03-01"), "the plan has no measure “visit”"),
        (("visits", "60", "--on", "2024-03-01", "--note", "\x1b[1m"), "a control character"),
    ],
)
def test_what_cannot_be_written_is_refused(file: Path, words: tuple[str, ...], why: str) -> None:
    ran = _record(file, *words)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert file.read_text("utf-8") == VISITS


def test_old_cases_do_not_stay_beside_a_new_figure(file: Path) -> None:
    words = ("visits", "60", "--on", "Feb 2024")
    assert _record(file, *words, "--cases", "30/50").code == 0
    ran = _record(file, "visits", "withheld", "--on", "Feb 2024", "--replace")
    assert (ran.code, "has cases for 29 February 2024 beside the old figure" in ran.err) == (
        2,
        True,
    )
    assert (
        _record(file, "visits", "64", "--on", "Feb 2024", "--replace", "--cases", "32/50").code == 0
    )
    assert "value: 64, numerator: 32, denominator: 50}" in file.read_text("utf-8")


def test_a_word_for_a_missing_figure_can_be_recorded(file: Path) -> None:
    assert _record(file, "visits", "<5", "--on", "2024-03-01").code == 0
    assert "{on: 2024-03-01, value: withheld}" in file.read_text("utf-8")


def test_a_file_in_braces_is_left_alone(file: Path) -> None:
    file.write_text("{id: visits, title: Visits}\n", "utf-8")
    ran = _record(file, "visits", "60", "--on", "2024-03-01")
    assert "is written in a way that this cannot be put into" in ran.err
    assert file.read_text("utf-8") == "{id: visits, title: Visits}\n"


def test_lines_of_windows_and_their_mark_stay(file: Path) -> None:
    before = b"\xef\xbb\xbf" + VISITS.encode().replace(b"\n", b"\r\n")
    file.write_bytes(before)
    assert _record(file, "visits", "60", "--on", "2024-03-01").code == 0
    after = file.read_bytes()
    assert after.replace(b"  - {on: 2024-03-01, value: 60}\r\n", b"") == before


def test_a_text_that_cannot_be_kept_as_it_was_is_not_touched(file: Path) -> None:
    start = "id: visits\ntitle: Visits\nobservations:\n  - on: 2024-01-31\n    value: 5\n"
    kept = f"{start}    note: |+\n      a\n\n\n"
    file.write_text(kept, "utf-8")
    ran = _record(file, "visits", "60", "--on", "2024-03-01")
    assert (ran.code, "in a way that this cannot be put into" in ran.err) == (2, True)
    assert file.read_text("utf-8") == kept


@pytest.mark.parametrize(
    "words",
    [
        ["visits", "-3", "--on", "yesterday"],
        ["visits", "--on", "12 March", "-3"],
        ["--on=last Tuesday", "visits", "-3"],
        ["--on", "2024-03-12", "--", "visits", "-3"],
    ],
    ids=" ".join,
)
def test_a_negative_figure_and_a_past_day_are_taken_as_they_are_typed(
    words: list[str], file: Path
) -> None:
    file.write_text(VISITS.replace('"%"', "points"), "utf-8")
    ran = _record(file, *words)
    assert ran.code == 0, ran.err
    assert "{on: 2024-03-12, value: -3}" in file.read_text("utf-8")


def test_the_day_that_was_taken_is_said(file: Path) -> None:
    ran = _record(file, "visits", "60", "--on", "last tuesday")
    assert ran.told == "planctl: “last tuesday” was taken for Tuesday 12 March 2024\n"


def test_a_past_day_that_does_not_exist_is_refused(file: Path) -> None:
    ran = _record(file, "visits", "60", "--on", "31 Nov")
    assert (ran.code, ran.out) == (2, "")
    assert "“31 Nov” is a day that does not exist" in ran.err


def test_today_is_taken_without_a_word(file: Path) -> None:
    assert _record(file, "visits", "60", "--on", "today").told == ""
