"""The small types that the fields of a plan file are made of."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from planctl.model.calendar import DayOfMonth
from planctl.model.field_types import (
    AnyTimescale,
    Count,
    DatedTimescale,
    Day,
    DayOrMonth,
    Figure,
    Id,
    Missing,
    MonthlyDay,
    ObservedValue,
    Ref,
    Text,
    Timescale,
)
from planctl.model.timescale import InMonth, OnDay

TEXT: TypeAdapter[Any] = TypeAdapter(Text)
REF: TypeAdapter[Any] = TypeAdapter(Ref)
ID: TypeAdapter[Any] = TypeAdapter(Id)
COUNT: TypeAdapter[Any] = TypeAdapter(Count)
FIGURE: TypeAdapter[Any] = TypeAdapter(Figure)
DAY: TypeAdapter[Any] = TypeAdapter(Day)
DAY_OR_MONTH: TypeAdapter[Any] = TypeAdapter(DayOrMonth)
MONTHLY_DAY: TypeAdapter[Any] = TypeAdapter(MonthlyDay)
WHEN: TypeAdapter[Any] = TypeAdapter(AnyTimescale)
DATED: TypeAdapter[Any] = TypeAdapter(DatedTimescale)


def fault(adapter: TypeAdapter[Any], given: object) -> ErrorDetails:
    """The one fault of a value that is refused."""
    with pytest.raises(ValidationError) as refused:
        adapter.validate_python(given)
    [detail] = refused.value.errors()
    return detail


@pytest.mark.parametrize("text", ["NO", "1.10", " two\nlines ", "“quoted”", "<script>"])
def test_a_text_is_kept_to_the_character(text: str) -> None:
    assert TEXT.validate_python(text) == text


@pytest.mark.parametrize("text", ["", " ", "\n", "\u00a0"])
def test_a_text_without_a_character_to_see_is_refused(text: str) -> None:
    assert fault(TEXT, text)["type"] == "string_pattern_mismatch"


@pytest.mark.parametrize(
    "ref", ["1", "1.10", "CP1", "2 (i)", "SR (25/26) 01", "É", "x" * 40, "a" + " " * 38 + "b"]
)
def test_a_ref_is_any_short_label(ref: str) -> None:
    assert REF.validate_python(ref) == ref


@pytest.mark.parametrize("ref", ["", " 1", "1 ", "1\n2", "1\n", "x" * 41])
def test_a_ref_is_one_short_line_without_space_around_it(ref: str) -> None:
    assert fault(REF, ref)["type"] == "string_pattern_mismatch"


@pytest.mark.parametrize("name", ["qa-report", "a", "1", "q4-2024"])
def test_an_id_is_small_letters_and_figures_with_single_hyphens(name: str) -> None:
    assert ID.validate_python(name) == name


@pytest.mark.parametrize("name", ["", "QA", "qa report", "qa--report", "-qa", "qa-", "é", "qa\n"])
def test_other_ids_are_refused(name: str) -> None:
    assert fault(ID, name)["type"] == "string_pattern_mismatch"


@pytest.mark.parametrize(("text", "count"), [("0", 0), ("30", 30), (" 007 ", 7), ("9999", 9999)])
def test_a_count_is_a_whole_number_in_figures(text: str, count: int) -> None:
    assert COUNT.validate_python(text) == count


@pytest.mark.parametrize("text", ["-1", "1.5", "10000", "1e3", "thirty", "", "1_0", "٣"])
def test_a_count_that_is_not_one_is_refused_with_what_to_write(text: str) -> None:
    detail = fault(COUNT, text)
    assert detail["type"] == "not_a_number"
    assert detail["msg"] == f"“{text}” is not a number that can stand here"
    assert detail["ctx"]["hint"] == "write a whole number in figures, from 0 to 9999"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("0", 0.0),
        ("27.5", 27.5),
        ("-3", -3.0),
        ("999999999999.123456", Decimal("999999999999.123456")),
    ],
)
def test_a_figure_is_a_plain_number(text: str, figure: float) -> None:
    assert FIGURE.validate_python(text) == pytest.approx(figure)


@pytest.mark.parametrize("text", ["1,250", "27.5%", "£3", "nan", "inf", "1e9", ".5", "5.", "--1"])
def test_a_figure_with_signs_or_words_is_refused_with_what_to_write(text: str) -> None:
    detail = fault(FIGURE, text)
    assert detail["type"] == "not_a_number"
    assert detail["msg"] == f"“{text}” is not a number that can stand here"
    assert detail["ctx"]["hint"].startswith("write the number in figures")


def test_a_day_is_read_in_every_form_of_a_day() -> None:
    assert DAY.validate_python("29th Feb 2024") == date(2024, 2, 29)
    assert DAY.dump_python(date(2024, 2, 29)) == "2024-02-29"


@pytest.mark.parametrize("given", ["0", "1774915200", "2024-02-30", "Feb 2024", "yesterday"])
def test_what_is_no_day_is_never_made_one(given: str) -> None:
    detail = fault(DAY, given)
    assert detail["type"] == "unreadable_day"
    assert detail["ctx"]["hint"]


def test_a_day_or_month_keeps_its_words() -> None:
    read = DAY_OR_MONTH.validate_python("March 2024")
    assert read == Timescale("March 2024", "March 2024", InMonth(2024, 3))
    assert DAY_OR_MONTH.dump_python(read) == "March 2024"


def test_a_day_or_month_is_no_quarter() -> None:
    assert fault(DAY_OR_MONTH, "Q3 2023-24")["type"] == "unreadable_day"


@pytest.mark.parametrize(
    ("text", "which", "weekday"),
    [("first Monday", 1, 0), ("second Wednesday", 2, 2), ("last Sunday", -1, 6)],
)
def test_a_day_of_each_month_is_named_in_words(text: str, which: int, weekday: int) -> None:
    read = MONTHLY_DAY.validate_python(text)
    assert read == DayOfMonth(which, weekday, text)
    assert MONTHLY_DAY.dump_python(read) == text


@pytest.mark.parametrize(
    "text", ["Second wednesday", "SECOND\u00a0WEDNESDAY", " second  Wednesday"]
)
def test_a_day_of_each_month_is_read_in_any_capitals(text: str) -> None:
    assert MONTHLY_DAY.dump_python(MONTHLY_DAY.validate_python(text)) == "second Wednesday"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("second Wensday", "did you mean “second Wednesday”"),
        ("fifth Friday", "did you mean “first Friday”"),
        ("14", "write it as in second Wednesday, or last Friday"),
    ],
)
def test_what_names_no_day_of_each_month_is_refused_with_what_to_write(
    text: str, hint: str
) -> None:
    detail = fault(MONTHLY_DAY, text)
    assert detail["type"] == "unreadable_day"
    assert detail["msg"] == f"“{text}” does not say which day of a month"
    assert detail["ctx"]["hint"].startswith(hint)


def test_a_timescale_keeps_its_words() -> None:
    read = WHEN.validate_python("29 Feb 2024")
    assert read == Timescale("29 Feb 2024", "29 Feb 2024", OnDay(date(2024, 2, 29)))
    assert WHEN.dump_python(read) == "29 Feb 2024"


def test_a_timescale_that_was_interpreted_keeps_both_words() -> None:
    given = {"written": "Feb Priority", "due": "Feb 2024"}
    read = WHEN.validate_python(given)
    assert read == Timescale("Feb Priority", "Feb 2024", InMonth(2024, 2))
    assert WHEN.dump_python(read) == given


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"due": "Feb 2024"},
        {"written": "Feb Priority"},
        {"written": "Feb Priority", "due": None},
        {"written": None, "due": "Feb 2024"},
        {"written": "Feb Priority", "due": "Feb 2024", "note": "x"},
    ],
    ids=repr,
)
def test_a_timescale_in_two_parts_has_both_and_no_more(given: dict[str, str | None]) -> None:
    detail = fault(WHEN, given)
    assert detail["type"] == "unreadable_timescale"
    assert detail["msg"] == ("a timescale in two parts has “written” and “due”, and nothing else")
    assert "timescale: {written: " in detail["ctx"]["hint"]


def test_the_date_of_a_timescale_in_two_parts_is_read_by_the_same_rules() -> None:
    detail = fault(WHEN, {"written": "Feb Priority", "due": "Feb"})
    assert detail["type"] == "unreadable_timescale"
    assert detail["msg"] == "“Feb” has no year"


@pytest.mark.parametrize(
    "adapter", [TEXT, REF, ID, COUNT, FIGURE, DAY, DAY_OR_MONTH, MONTHLY_DAY, WHEN, DATED]
)
@pytest.mark.parametrize("given", [None, ["2024-02-29"], [{}], date(2024, 2, 29)], ids=repr)
def test_a_field_of_text_takes_nothing_but_text(adapter: TypeAdapter[Any], given: object) -> None:
    assert fault(adapter, given)["type"] == "string_type"


@pytest.mark.parametrize("part", ["written", "due"])
def test_the_parts_of_a_timescale_are_texts(part: str) -> None:
    both = {"written": "Feb Priority", "due": "Feb 2024"}
    assert fault(WHEN, {**both, part: ["Feb 2024"]})["type"] == "string_type"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("27.5", 27.5),
        (" -3 ", -3.0),
        ("withheld", Missing.WITHHELD),
        ("provisional", "provisional"),
    ],
)
def test_a_reading_is_a_figure_or_the_word_for_why_there_is_none(given: str, read: object) -> None:
    assert TypeAdapter(ObservedValue).validate_python(given) == read


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("witheld", "did you mean “withheld”?"),
        ("5%", "write the number in figures"),
        ("", "or one of"),
    ],
)
def test_a_reading_that_is_neither_says_what_to_write(given: str, hint: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(ObservedValue).validate_python(given)
    (detail,) = refused.value.errors()
    assert hint in detail["ctx"]["hint"]


def test_a_reading_goes_into_json_as_it_was_read() -> None:
    assert TypeAdapter(ObservedValue).dump_python(Missing.WITHHELD, mode="json") == "withheld"
    assert TypeAdapter(ObservedValue).dump_python(Decimal("27.5"), mode="json") == 27.5
