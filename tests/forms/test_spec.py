"""What both who makes a sheet and who reads it know of it."""

from typing import Final

import pytest

from planctl.forms.layout import (
    FormField,
    PlanIdentity,
    SheetRecord,
    ShownRow,
    fingerprint,
    is_field,
    milestone_number,
    milestone_row,
    rating_choice,
)
from planctl.model.rating import Rating


def test_the_row_of_a_milestone_says_its_number() -> None:
    assert milestone_number(milestone_row(12)) == 12
    assert milestone_number("Milestone: done on") is None


@pytest.mark.parametrize("item", [*FormField, milestone_row(1)])
def test_a_row_to_fill_in_is_a_field(item: str) -> None:
    assert is_field(item)


@pytest.mark.parametrize("item", [*ShownRow, "Something else"])
def test_a_row_that_only_shows_is_no_field(item: str) -> None:
    assert not is_field(item)


@pytest.mark.parametrize(
    ("rating", "label", "choice"),
    [
        (Rating.RED, "Overdue", "Red: Overdue"),
        (Rating.RED, " A\n label ", "Red: A label"),
        (Rating.GREY, "Not rated", "Not rated"),
        (Rating.GREY, "Unknown", "Not rated: Unknown"),
        (Rating.AMBER, "amber", "Amber"),
    ],
)
def test_a_rating_is_chosen_by_its_word_and_the_label_of_the_key(
    rating: Rating, label: str, choice: str
) -> None:
    assert rating_choice(rating, label) == choice


def test_a_print_is_the_same_however_the_spaces_are_set() -> None:
    assert fingerprint("1.1", "a  b\nc") == fingerprint("1.1", " a b c ") != fingerprint("1.1", "a")


def test_a_record_is_read_back_with_every_print_and_no_long_value() -> None:
    prints = {"1.1": tuple(fingerprint(str(n)) for n in range(100)), "=1": ("a",), "1 (2)": ("c",)}
    record = SheetRecord(
        PlanIdentity("A plan", "A council", "a-1"), "AD", "2024-03-13", prints, ("b",)
    )
    pairs = list(record.pairs())
    assert all(len(value) < 250 for _, value in pairs)
    assert len({name for name, _ in pairs}) == len(pairs)
    again = SheetRecord.of(pairs)
    assert again
    assert (again.prints, again.others) == (prints, ("b",))
    assert (again.plan, again.role) == (PlanIdentity("A plan", "A council", "a-1"), "AD")


def test_other_properties_are_no_record() -> None:
    assert SheetRecord.of([("Company", "A council")]) is None
    assert SheetRecord.of([("planctl sheet", "2")]) is None


OURS: Final = PlanIdentity("A plan", "A council", "a-1")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (PlanIdentity("A plan", "A council", "a-1"), True),
        (PlanIdentity("A plan, reworded", "A new council", "a-1"), True),
        (PlanIdentity("A plan", "A council", "a-2"), False),
        (PlanIdentity("A plan", "A council"), True),
        (PlanIdentity("Another plan", "A council"), False),
        (PlanIdentity("A plan", "Another council"), False),
    ],
)
def test_a_plan_is_known_by_its_id_else_by_title_and_organisation(
    other: PlanIdentity,
    same: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert OURS.is_same(other) is other.is_same(OURS) is same


def test_a_plan_is_named_by_what_it_says_of_itself() -> None:
    assert str(OURS) == "“A plan”, A council (id a-1)"
    assert str(PlanIdentity.of(None)) == "“Plan”"
