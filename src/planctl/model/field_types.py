"""The small types that the fields of a plan file are made of.

A file's scalars all arrive as text and the field decides what the text means,
so `ref: 1.10` is the text "1.10" and `lead: NO` is the text "NO".
A figure is the decimal number that is written, because in binary 0.1 and 0.2 are not 0.3.
An editor reads some of them as a number or a truth value, and the schema lets it.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, NamedTuple, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_plain_validator_function

from planctl.model.calendar import WEEKDAYS, WEEKS_OF_MONTH, DayOfMonth
from planctl.model.choice import Choice, match_choice
from planctl.model.edition import Share
from planctl.model.label import NOT_FOREIGN, NOT_QUOTED, foreign_character, foreign_quote
from planctl.model.meeting_rule import INTERVAL_FORM, LEFT_OUT_FORM, parse_interval, read_left_out
from planctl.model.nearest_name import suggest_name
from planctl.model.timescale import Ongoing, Reading
from planctl.model.timescale_grammar import (
    Unreadable,
    read_day,
    read_day_or_month,
    read_timescale,
    shorten,
)
from planctl.model.timescale_pattern import (
    DATED_FORM,
    DAY_FORM,
    DAY_OR_MONTH_FORM,
    TIMESCALE_FORM,
    choice_form,
)

UNREADABLE_DAY: Final = "unreadable_day"
UNREADABLE_TIMESCALE: Final = "unreadable_timescale"
NOT_A_NUMBER: Final = "not_a_number"
NOT_TEXT: Final = "string_type"
FOREIGN_CHARACTER: Final = "foreign_character"
SAME_KEY: Final = "same_key"

_Value = TypeVar("_Value")
_TEXT: Final = r"\S"
_REF: Final = r"^\S(?:[^\n]{0,38}\S)?$"
_ID: Final = "^[a-z0-9]+(?:-[a-z0-9]+)*$"
_COLOUR: Final = "^#[0-9A-Fa-f]{6}$"
_TYPEFACE: Final = "^[A-Za-z0-9][A-Za-z0-9 -]{0,60}$"
_HOST: Final = "[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?"
_MAIL: Final = rf"^[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_HOST}$"
_COUNT: Final = "^[0-9]{1,4}$"
_PORT: Final = "^[0-9]{1,5}$"
_LAST_PORT: Final = 65535
_MONTHLY_DAYS: Final = {
    f"{name} {weekday}": DayOfMonth(which, number, f"{name} {weekday}")
    for name, which in WEEKS_OF_MONTH.items()
    for number, weekday in enumerate(WEEKDAYS)
}
_FIGURE: Final = r"^-?[0-9]{1,12}(?:\.[0-9]{1,6})?$"


class Missing(Choice):
    """Why there is no figure; none of them is nought."""

    PROVISIONAL = "provisional"
    NOT_AVAILABLE = "not available"
    WITHHELD = "withheld"


_MISSING: Final = tuple(Missing)


class Timescale(NamedTuple):
    """A promise of when: the words of whoever promised, the date in them, and what it means."""

    written: str
    due: str
    reading: Reading

    @property
    def as_in_file(self) -> str | dict[str, str]:
        """The timescale as the file holds it."""
        return self.due if self.written == self.due else {"written": self.written, "due": self.due}


class _Reader:
    """What makes the value of a field.

    Unlike a PlainValidator it has pydantic build no schema of the type that it gives, which nothing
    is checked by; each field of a model would build it again.
    """

    def __init__(self, read: Callable[[object], object]) -> None:
        self._read = read

    def __get_pydantic_core_schema__(self, _: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """How pydantic reads the field."""
        return no_info_plain_validator_function(self._read)


def _custom_error(fault: Unreadable, kind: str) -> PydanticCustomError:
    return PydanticCustomError(kind, "{message}", {"message": fault.message, "hint": fault.hint})


def _require_text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise PydanticCustomError(NOT_TEXT, "should be text")


def _check_label(text: str) -> str:
    """A short text that others name: nothing in it that no keyboard types."""
    if foreign_character(text):
        raise PydanticCustomError(FOREIGN_CHARACTER, "should be typed")
    return text


def _check_address(text: str) -> str:
    """The path of a file, or an address: not between quotation marks that no keyboard types."""
    if foreign_quote(text):
        raise PydanticCustomError(FOREIGN_CHARACTER, "should be typed")
    return text


def _parse_time(read: Callable[[str], _Value], value: object) -> _Value:
    """What is read from a text about days; what cannot be is a fault of the value."""
    try:
        return read(_require_text(value))
    except Unreadable as fault:
        raise _custom_error(fault, UNREADABLE_DAY) from None


def _parse_plain(read: Callable[[str], Reading], value: object) -> Timescale:
    """A timescale of some kinds only, such as the day or month of a meeting."""
    return _parse_time(lambda text: Timescale(text, text, read(text)), value)


def _parse_interval(value: object) -> str:
    """How often a board meets, in words."""
    text = _require_text(value)
    _parse_time(parse_interval, text)
    return text


def _parse_monthly_day(value: object) -> DayOfMonth:
    """A day that comes once in each month, such as the second Wednesday."""
    text = _require_text(value)
    choice = match_choice(text, _MONTHLY_DAYS)
    if choice:
        return _MONTHLY_DAYS[choice]
    message = f"“{shorten(text)}” does not say which day of a month"
    near = suggest_name(text, _MONTHLY_DAYS)
    fault = Unreadable(message, near or "write it as in second Wednesday, or last Friday")
    raise _custom_error(fault, UNREADABLE_DAY)


def _parse_timescale(value: object) -> Timescale:
    """A timescale written plainly, or as {written: ..., due: ...} where it was interpreted."""
    written, due = value, value
    if isinstance(value, dict):
        _check_two_parts(value)
        written, due = value["written"], value["due"]
    try:
        return Timescale(
            _require_text(written), _require_text(due), read_timescale(_require_text(due))
        )
    except Unreadable as fault:
        raise _custom_error(fault, UNREADABLE_TIMESCALE) from None


def _parse_dated(value: object) -> Timescale:
    """A timescale that ends; an extension or a milestone cannot be ongoing."""
    try:
        timescale = _parse_timescale(value)
    except PydanticCustomError as error:
        context = error.context or {}
        if error.type != UNREADABLE_TIMESCALE:
            raise
        hint = context["hint"].replace(", a year (2024-25) or ongoing", " or a year (2024-25)")
        raise _custom_error(Unreadable(context["message"], hint), UNREADABLE_TIMESCALE) from None
    if isinstance(timescale.reading, Ongoing):
        fault = Unreadable("“ongoing” is not a date", "write a day, or the month that it is due by")
        raise _custom_error(fault, UNREADABLE_TIMESCALE)
    return timescale


def _check_two_parts(value: dict[Any, Any]) -> None:
    if value.keys() != {"written", "due"} or None in value.values():
        fault = Unreadable(
            "a timescale in two parts has “written” and “due”, and nothing else",
            "write timescale: {written: the source's own words, due: Feb 2024}",
        )
        raise _custom_error(fault, UNREADABLE_TIMESCALE)


def _match_number(form: str, hint: str, value: object) -> str:
    text = _require_text(value).strip()
    if re.fullmatch(form, text):
        return text
    message = f"“{shorten(text)}” is not a number that can stand here"
    raise _custom_error(Unreadable(message, hint), NOT_A_NUMBER)


def _parse_count(value: object) -> int:
    return int(_match_number(_COUNT, "write a whole number in figures, from 0 to 9999", value))


def _parse_port(value: object) -> int:
    hint = f"write the number of the port in figures, from 1 to {_LAST_PORT}"
    number = int(_match_number(_PORT, hint, value))
    if not 1 <= number <= _LAST_PORT:
        raise _custom_error(Unreadable(f"“{number}” is no port", hint), NOT_A_NUMBER)
    return number


def _parse_figure(value: object) -> Decimal:
    hint = "write the number in figures, without commas or signs, such as 27.5"
    return Decimal(_match_number(_FIGURE, hint, value))


def _parse_observed(value: object) -> Decimal | Missing:
    """A figure, or the words for why there is none."""
    text = _require_text(value).strip()
    if choice := match_choice(text, _MISSING):
        return Missing(choice)
    if re.fullmatch(_FIGURE, text):
        return Decimal(text)
    message = f"“{shorten(text)}” is neither a number nor a word for why there is none"
    hint = (
        "write the number in figures, without commas or signs, such as 27.5; or one of "
        f"{', '.join(_MISSING)}"
    )
    raise _custom_error(Unreadable(message, suggest_name(text, _MISSING) or hint), NOT_A_NUMBER)


def _serialize_observed(value: Decimal | str) -> float | str:
    """A figure, or the words for why there is none: pydantic cannot tell which of them it is."""
    return str(value) if isinstance(value, str) else float(value)


def _serialize_timescale(timescale: Timescale) -> str | dict[str, str]:
    return timescale.as_in_file


def _text_schema(form: str, **more: object) -> WithJsonSchema:
    """The schema of a text, which an editor may read as a number or a truth value."""
    return WithJsonSchema({"type": ["string", "number", "boolean"], "pattern": form, **more})


def _timescale_schema(form: str, *examples: str) -> WithJsonSchema:
    """The schema of a timescale, plain or with the source's own words beside it."""
    in_two_parts = {
        "type": "object",
        "description": "The source's own words, and the date that they are taken to mean.",
        "properties": {
            "written": {
                "type": ["string", "number", "boolean"],
                "pattern": _TEXT,
                "description": "The words of the source, as they stand there.",
            },
            "due": {
                "type": "string",
                "pattern": form,
                "description": "The date that they are taken to mean, such as 29 Feb 2024.",
            },
        },
        "required": ["written", "due"],
        "additionalProperties": False,
    }
    plain = {"type": "string", "pattern": form}
    return WithJsonSchema({"anyOf": [plain, in_two_parts], "examples": list(examples)})


_DATES: Final = ("29 Feb 2024", "Feb 2024", "Feb 2024 board", "Q3 2023-24")

Text = Annotated[str, StringConstraints(pattern=_TEXT), _text_schema(_TEXT)]
Label = Annotated[
    str,
    StringConstraints(pattern=_TEXT),
    AfterValidator(_check_label),
    _text_schema(rf"^{NOT_FOREIGN}[\s\S]*\S"),
]
Address = Annotated[
    str,
    StringConstraints(pattern=_TEXT),
    AfterValidator(_check_address),
    _text_schema(rf"^{NOT_QUOTED}[\s\S]*\S"),
]
Ref = Annotated[
    str,
    StringConstraints(pattern=_REF),
    AfterValidator(_check_label),
    _text_schema(f"^{NOT_FOREIGN}{_REF[1:]}"),
]
SharedWith = Annotated[
    Share | None,
    Field(description="Who alone may read it; empty: everybody. See docs/editions.md."),
]
Id = Annotated[str, StringConstraints(pattern=_ID), _text_schema(_ID)]
Colour = Annotated[str, StringConstraints(pattern=_COLOUR), _text_schema(_COLOUR)]
HostName = Annotated[str, StringConstraints(pattern=f"^{_HOST}$"), _text_schema(f"^{_HOST}$")]
MailAddress = Annotated[str, StringConstraints(pattern=_MAIL), _text_schema(_MAIL)]
Typeface = Annotated[str, StringConstraints(pattern=_TYPEFACE), _text_schema(_TYPEFACE)]
Count = Annotated[
    int,
    _Reader(_parse_count),
    WithJsonSchema(
        {"type": ["integer", "string"], "minimum": 0, "maximum": 9999, "pattern": _COUNT}
    ),
]
Port = Annotated[
    int,
    _Reader(_parse_port),
    WithJsonSchema(
        {"type": ["integer", "string"], "minimum": 1, "maximum": _LAST_PORT, "pattern": _PORT}
    ),
]
Figure = Annotated[
    Decimal,
    _Reader(_parse_figure),
    PlainSerializer(float, return_type=float),
    WithJsonSchema({"type": ["number", "string"], "pattern": _FIGURE}),
]
ObservedValue = Annotated[
    Decimal | Missing,
    _Reader(_parse_observed),
    PlainSerializer(_serialize_observed),
    WithJsonSchema(
        {
            "type": ["number", "string"],
            "pattern": f"{_FIGURE}|{choice_form(_MISSING)}",
            "examples": [27.5, *_MISSING],
        }
    ),
]
Day = Annotated[
    date,
    _Reader(lambda value: _parse_time(read_day, value)),
    PlainSerializer(date.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "pattern": DAY_FORM, "examples": ["2024-02-29"]}),
]
DayOrMonth = Annotated[
    Timescale,
    _Reader(lambda value: _parse_plain(read_day_or_month, value)),
    PlainSerializer(_serialize_timescale, return_type=Any),
    WithJsonSchema(
        {"type": "string", "pattern": DAY_OR_MONTH_FORM, "examples": ["14 February 2024"]}
    ),
]
LeftOut = Annotated[
    Timescale,
    _Reader(lambda value: _parse_plain(read_left_out, value)),
    PlainSerializer(_serialize_timescale, return_type=Any),
    WithJsonSchema(
        {"type": "string", "pattern": LEFT_OUT_FORM, "examples": ["August", "Aug 2024"]}
    ),
]
HowOften = Annotated[
    str,
    _Reader(_parse_interval),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": INTERVAL_FORM,
            "examples": ["month", "six weeks", "quarter", "term", "half term"],
        }
    ),
]
MonthlyDay = Annotated[
    DayOfMonth,
    _Reader(_parse_monthly_day),
    PlainSerializer(lambda day: day.written, return_type=str),
    WithJsonSchema(
        {"type": "string", "enum": list(_MONTHLY_DAYS), "examples": ["second Wednesday"]}
    ),
]
AnyTimescale = Annotated[
    Timescale,
    _Reader(_parse_timescale),
    PlainSerializer(_serialize_timescale, return_type=Any),
    _timescale_schema(TIMESCALE_FORM, *_DATES, "ongoing"),
]
DatedTimescale = Annotated[
    Timescale,
    _Reader(_parse_dated),
    PlainSerializer(_serialize_timescale, return_type=Any),
    _timescale_schema(DATED_FORM, *_DATES),
]


class Frozen(BaseModel):
    """A value read from a plan file: it never changes, and has no key that is not named."""

    # A validator takes milliseconds to build, and is built when first used: most models are only
    # ever built as a part of another. One that is all defaults, from model_construct, needs none.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_means_missing(cls, value: object) -> object:
        if isinstance(value, dict) and None in value.values():
            known = cls.model_fields
            return {k: v for k, v in value.items() if v is not None or k not in known}
        return value
