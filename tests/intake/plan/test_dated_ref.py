"""Refs that Excel took for dates are asked about once, and have their two numbers until then."""

from datetime import datetime
from typing import Any

import pytest

from imported import imported, table, words_in, words_out
from office import book
from planctl.intake.account import Fate
from planctl.intake.plan.assemble import ImportOptions
from planctl.intake.read.formats import read_paper

Sheet = Any  # openpyxl's own kinds of sheet have no common name


def _refs(*refs: str, answers: dict[str, str] | None = None) -> list[str]:
    rows = "\n".join(f"{ref} | Do thing {n}" for n, ref in enumerate(refs))
    paper = table(f"Ref | Action\n{rows}")
    found = imported(paper, ImportOptions(answers=answers or {}))
    assert words_out(found) == words_in(paper)
    return list(found.paths)


def test_dates_of_a_workbook_in_the_column_of_refs_are_one_question() -> None:
    def make(sheet: Sheet) -> None:
        sheet.append(["Ref", "Action"])
        for n, ref in enumerate((datetime(2026, 1, 1), datetime(2026, 2, 1), "13-1")):  # noqa: DTZ001
            sheet.append([ref, f"Do thing {n}"])
            sheet.cell(n + 2, 1).number_format = "d-mmm"

    found = imported(read_paper("a.xlsx", book(make)))
    assert list(found.paths) == ["1-1", "1-2", "13-1"]
    [asked] = found.of(Fate.ASKED)
    assert (asked.to, asked.text, asked.propose) == ("1-1 ref", "2026-01-01", "1-1")
    assert asked.why == (
        "Excel made a date of it: was it 1-1 or 1.1? The answer holds for “2026-02-01” too."
    )
    told = [entry for entry in found.of(Fate.READ) if entry.to == "1-2 ref"]
    assert [entry.text for entry in told] == ["2026-02-01"]


@pytest.mark.parametrize(
    ("texts", "refs"),
    [
        (("01-Jan", "01-Feb"), ["1-1", "1-2"]),
        (("1 Jan", "1 Feb 2026"), ["1-1", "1-2"]),
        (("01-Jan", "02-Jan"), ["1-1", "1-2"]),
        (("02-Jan", "03-Jan", "01-Feb"), ["1-2", "1-3", "2-1"]),
        (("Jan-01", "Jan-02"), ["1-1", "1-2"]),
        (("2026-03-04 00:00",), ["4-3"]),
        (("ABC-01", "12-Abc"), ["ABC-01", "12-Abc"]),
        (("1.1", "2026", "1-1"), ["1.1", "2026", "1-1"]),
    ],
)
def test_the_two_numbers_of_a_date_are_the_ref(texts: tuple[str, ...], refs: list[str]) -> None:
    assert _refs(*texts) == refs


@pytest.mark.parametrize(
    ("answer", "refs"),
    [("1.1", ["1.1", "1.2"]), ("1/1", ["1/1", "1/2"]), ("A1", ["A1", "1-2"])],
)
def test_the_answer_for_the_first_says_how_all_are_written(answer: str, refs: list[str]) -> None:
    assert _refs("01-Jan", "01-Feb", answers={"1-1 ref “01-Jan”": answer}) == refs


def test_very_many_such_refs_are_not_all_named() -> None:
    rows = "\n".join(f"{day:02}-Jan | Do {day}" for day in range(1, 9))
    [asked] = imported(table(f"Ref | Action\n{rows}")).of(Fate.ASKED)
    assert asked.why.endswith(" and “05-Jan” and 3 more too.")


def test_a_ref_that_lost_its_nought_is_proposed_with_it() -> None:
    rows = "\n".join(f"{ref} | Do {n}" for n, ref in enumerate(("1.1", "1.8", "1.9", "1.1")))
    [asked] = imported(table(f"Ref | Action\n{rows}")).of(Fate.ASKED)
    assert (asked.text, asked.propose) == ("1.1", "1.10")
