"""Which rows of a table are its header."""

import pytest

from imported import actions, imported, lines, table
from planctl.intake.account import Fate
from planctl.intake.plan.assemble import ImportOptions
from planctl.intake.read.paper import PaperRow
from planctl.intake.table.header import (
    find_header,
    is_header,
    likely_action_heading,
    paper_headings,
    possible_headings,
    split_tables,
)


def _rows(text: str) -> list[PaperRow]:
    return [row for row in table(text) if isinstance(row, PaperRow)]


@pytest.mark.parametrize(
    ("row", "is_so"),
    [
        ("Ref | Action | Lead | Zebra", True),
        ("Ref | Lead | Due | a | b | c | d | e | f | g | h", True),
        ("Main worry | Urgent steps | Who is on it | Agreed timescale | Zebra", True),
        ("Risk ID | Mitigation | Owner", True),
        ("Action | Completed", True),
        (f"Ref | What will we do to make {'y' * 80}? | Lead | By when", True),
        ("Ref | Action | Lead | 2023 | 2024", True),
        ("Red | Amber | Action | a | b | c | d | e | f | g | h", False),
        ("Red | Amber | Completed", False),
        ("1.1 | Action | Lead | a | b", False),
        ("Training | Evidence | 31 March 2026", False),
        ("Action | Actions |", False),
        ("Owner: | Jane | Date: | May 2026", False),
        ("Action: | Owner: | Date:", True),
        (f"Action | {'y' * 90} | Lead | {'z' * 90} | {'y' * 90}", False),
    ],
)
def test_a_row_with_two_known_headings_and_nothing_that_stands_below_one_is_a_header(
    row: str, *, is_so: bool
) -> None:
    assert is_header(_rows(row)[0], {}) is is_so


HEAD = "Ref | Action | Lead | Evidence"


@pytest.mark.parametrize(
    ("rows", "headers", "doubtful"),
    [
        ("1 | Do | AD | x\nRef | Action | Lead | Evidence", {0, 2}, set()),
        ("1 | Do | AD | x\nNo. | What will we do? | By whom? | Proof", {0, 2}, set()),
        (" | What must be done? | Who does it? | (files)\n1 | Do | AD | x", {0, 1}, set()),
        ("1 | Do | AD | x\n | Monitoring | Review date | Minutes", {0}, {2}),
        ("1 | Evidence | AD | 3 May 2026", {0}, set()),
    ],
)
def test_a_later_row_is_a_header_only_where_it_heads_the_same_columns(
    rows: str, headers: set[int], doubtful: set[int]
) -> None:
    header = find_header(_rows(f"{HEAD}\n{rows}"), {}, ())
    assert header
    assert (set(header.rows), set(header.doubtful)) == (headers, doubtful)


@pytest.mark.parametrize(
    ("rows", "headings"),
    [
        (
            "Plan | < | RAG | <\nRef | Action | Progress | Impact\n1 | Do | G | R",
            "RAG Progress | RAG Impact",
        ),
        ("Outcome | | Target | \nRef | Action | Date | Owner", "Target Date | Owner"),
        ("Our plan | | May 2024 | \nRef | Action | Date | Owner", "Date | Owner"),
        ("Spring | | Summer | \nRef | Action | Date | Owner", "Date | Owner"),
        ("Only one | | |\nRef | Action | Date | Owner", "Date | Owner"),
    ],
)
def test_what_headings_are_grouped_by_says_more_of_them(rows: str, headings: str) -> None:
    header = find_header(_rows(rows), {}, ())
    assert header
    assert [column.heading for column in header.columns[2:]] == headings.split(" | ")


def test_a_question_below_a_heading_that_is_not_known_says_what_it_heads() -> None:
    rows = "No | Zebra | Stripes | Owner\n | What will we do? | By when? | Who?\n"
    rows += "1 | Do | May 2026 | AD"
    assert actions(table(rows))["1"]["timescale"] == "May 2026"
    assert actions(table(rows))["1"]["actions"] == ["Do"]


def test_tables_below_one_another_have_headers_of_their_own() -> None:
    rows = f"{HEAD}\n1 | Do | AD | x\n2 | End | AD | x\n"
    rows += "Lead | Ref | Action | Due\nHR | 3 | Go | May 2026"
    assert [len(part) for part in split_tables(_rows(rows), {})] == [3, 2]
    assert actions(table(rows))["3"]["leads"] == ["HR"]


def test_a_row_that_may_be_a_header_or_an_action_is_taken_as_one_and_asked_about() -> None:
    rows = table(f"{HEAD}\n1 | Do | AD | x\n | Monitoring | Review date | Minutes")
    (asked,) = (entry for entry in imported(rows).of(Fate.ASKED) if entry.to == "table 1 row 3")
    assert "“Monitoring”, “Review date”, “Minutes”" in asked.why


@pytest.mark.parametrize(
    ("rows", "likely"),
    [
        ("Risk ID | Mitigation | Owner\nR-1 | Resurface the ramp | AD", "Mitigation"),
        ("Thing | Our action is\nx | y", "Our action is"),
        ("1 | Resurface the ramp | AD", "column 2"),
        ("Alpha | Beta\nDo it now | 2", "Alpha"),
        ("Ref | Lead\n |", "Ref"),
    ],
)
def test_the_column_that_may_well_have_the_actions_is_proposed(rows: str, likely: str) -> None:
    assert likely_action_heading(paper_headings(_rows(rows))) == likely


def test_a_paper_without_a_table_has_no_headings() -> None:
    assert paper_headings(_rows("alone")) == {}


def test_a_header_that_only_a_person_knows_is_one() -> None:
    rows = table("Zebra | Stripes\nDo it now | AD")
    assert actions(rows, ImportOptions({"zebra": "actions"}))["1.1"]["actions"] == ["Do it now"]


def test_a_table_with_leads_and_no_actions_is_asked_about_once() -> None:
    paper = [
        *table("Ref | Action | Lead\n1 | Do | AD", "table 1"),
        *table("Zebra | Stripes | Owner\nx | Resurface the ramp | HR", "table 2"),
    ]
    (asked,) = imported(paper).of(Fate.ASKED)
    assert (asked.to, asked.propose) == ("the column “Stripes”", "actions")
    answered = actions(paper, ImportOptions(answers={asked.to: "actions"}))
    assert answered["1.1"]["actions"] == ["Resurface the ramp"]


def test_the_label_of_a_line_and_a_long_heading_may_be_meant() -> None:
    paper = [*lines("Zebra: stripes"), *table(f"{'y' * 70} | Lead\nx | AD")]
    assert {"zebra", "y" * 70, "column 2"} <= possible_headings(paper)
    assert list(paper_headings(paper)) == ["Lead"]


@pytest.mark.parametrize(
    ("rows", "refs"),
    [
        ("3 | Go | AD | May 2026", ["1", "3"]),
        ("3 | Go | AD | Autumn term", ["1", "3"]),
        ("3 | Go | AD | Ongoing", ["1", "3"]),
        (" | and more. | |", ["1"]),
        ("Name | Role | Phone | E-mail\nJane | Clerk | x | y", ["1"]),
        ("1 | Clerk | x | y", ["1"]),
    ],
)
def test_a_table_goes_on_only_where_refs_and_dates_stand_as_above(
    rows: str, refs: list[str]
) -> None:
    first = table("Ref | Action | Lead | Due\n1 | Do this | AD | May 2026", "table 1")
    assert [*imported([*first, *table(rows, "table 2")]).paths] == refs


def test_how_and_what_say_nothing_without_what_groups_them() -> None:
    rows = table(
        "Ref | Action | Monitoring | < | Lead\n^ | ^ | How | RAG | ^\n1 | Do | Board | Green | AD"
    )
    said = actions(rows)["1"]
    assert (said["actions"], said["reporting"]) == (["Do"], ["Board"])
