"""The grammar of timescales once more, as regular expressions for JSON Schema.

An editor underlines what `check` would refuse, so the forms are as strict as the reader:
30 February, 29 February of a common year and 2023-25 do not match. Only `check` knows which
weekday a day is on.
The expressions are of the kind that ECMA and Python both read, without flags.
"""

from collections.abc import Callable, Iterable
from typing import Final

from planctl.model.calendar import MONTHS
from planctl.model.timescale_grammar import (
    AFTER_DAY,
    AFTER_WEEKDAY,
    BOARD,
    BY,
    BY_BOARD,
    BY_DAY,
    BY_YEAR,
    DASHES,
    GAP,
    IS_YEAR,
    MIDNIGHT,
    NTH_QUARTER,
    OF_MONTH,
    OF_YEAR,
    ONGOING,
    ORDINAL,
    QUARTER,
    SPLIT,
    TO_DAY,
    TO_MONTH,
    TO_YEAR,
    WEEKDAY,
    YEAR,
)

_GAP: Final = f"(?:{GAP.replace(chr(10), chr(92) + 'n')})"
_LEAP: Final = "(?:[02468][048]|[13579][26])"
_NAMES: Final = tuple((name, name[:3], *(["Sept"] if name[:3] == "Sep" else [])) for name in MONTHS)
_LONG, _SHORT, _FEBRUARY = (1, 3, 5, 7, 8, 10, 12), (4, 6, 9, 11), (2,)


def _any_of(*forms: str) -> str:
    return f"(?:{'|'.join(forms)})"


def any_case(words: str) -> str:
    """A fragment in capitals, in small letters or mixed, with any gap for a space."""
    letters = (f"[{c.upper()}{c.lower()}]" if c.isalpha() else c for c in words)
    return "".join(letters).replace(" ", _GAP)


def _day_numbers(last: int) -> str:
    """The numbers 1 to `last`, with or without a nought in front."""
    teens = "[12][0-9]" if last > 28 else "1[0-9]|2[0-8]"  # noqa: PLR2004
    return _any_of("0?[1-9]", teens, *(str(day) for day in range(30, last + 1)))


def _month_names(months: tuple[int, ...]) -> str:
    return _any_of(*(any_case(name) for month in months for name in _NAMES[month - 1]))


def _month_numbers(months: tuple[int, ...]) -> str:
    return _any_of(*(f"0?{month}" if month < 10 else str(month) for month in months))  # noqa: PLR2004


def _existing_dates(
    form: str, months: Callable[[tuple[int, ...]], str], century: str = "20"
) -> str:
    """The days of a form, of those that exist."""
    any_year = "[0-9]{2}"
    kinds = (
        (_day_numbers(31), _LONG, any_year),
        (_day_numbers(30), _SHORT, any_year),
        (_day_numbers(28), _FEBRUARY, any_year),
        ("29", _FEBRUARY, _LEAP),
    )
    dates = (
        form.replace("<day>", days)
        .replace("<month>", months(numbers))
        .replace("<year>", f"{century}{years}")
        for days, numbers, years in kinds
    )
    return _any_of(*dates)


def _day_pattern() -> str:
    """A day, with its weekday before it and no hour after it."""
    weekday = any_case(f"{BY_DAY}(?:{WEEKDAY}{AFTER_WEEKDAY})?")
    to_month, to_day = any_case(f"{ORDINAL}{TO_MONTH}"), any_case(TO_DAY)
    to_year, after_day = any_case(TO_YEAR), any_case(f"{ORDINAL}{AFTER_DAY}")
    forms = (
        _existing_dates(f"<year>[{DASHES}]<month>[{DASHES}]<day>", _month_numbers),
        _existing_dates("<day>/<month>/<year>", _month_numbers, "(?:20)?"),
        _existing_dates(r"<day>\.<month>\.<year>", _month_numbers, "(?:20)?"),
        _existing_dates(f"<day>[{DASHES}]<month>[{DASHES}]<year>", _month_numbers),
        _existing_dates(f"<day>{to_month}<month>{to_year}<year>", _month_names),
        _existing_dates(f"<month>{to_day}<day>{after_day}<year>", _month_names),
    )
    return f"{weekday}{_any_of(*forms)}{any_case(MIDNIGHT)}"


def _month_pattern() -> str:
    every = _month_names(tuple(range(1, 13)))
    return f"{every}{any_case(TO_YEAR)}20[0-9]{{2}}"


def _board_pattern() -> str:
    every, board = _month_names(tuple(range(1, 13))), any_case(BOARD)
    forms = (
        f"{_month_pattern()}{any_case(' ')}{board}",
        f"{every}{any_case(TO_DAY)}{board}{any_case(AFTER_DAY)}20[0-9]{{2}}",
        f"{board}{any_case(OF_MONTH)}{_month_pattern()}",
    )
    return f"{any_case(BY_BOARD)}{_any_of(*forms)}"


def _years_pattern() -> str:
    """A planning year, or a quarter of one; years of two figures only beside the words for it."""
    quarter = f"(?:{any_case(QUARTER)}[1-4]|{any_case(f'{NTH_QUARTER} quarter')})"
    year = any_case(YEAR)
    forms = (
        f"(?:{quarter}{any_case(OF_YEAR)}{year}?|{year}){_year_pair('(?:20)?')}",
        f"{year}?{_year_pair('(?:20)?')}(?:{any_case(',? ')}{quarter}|{any_case(IS_YEAR)})",
        _year_pair("20"),
    )
    return f"{any_case(BY_YEAR)}{_any_of(*forms)}"


def _year_pair(century: str) -> str:
    """Two years that follow each other."""
    follow = (f"{year:02}[^0-9]+(?:20)?{year + 1:02}" for year in range(99))
    ahead = f"(?={century}(?:{'|'.join(follow)}|99[^0-9]+00)(?![0-9]))"
    return f"{ahead}{century}[0-9]{{2}}{any_case(SPLIT)}(?:20)?[0-9]{{2}}"


def whole_text(*forms: str) -> str:
    """Any of several forms, with nothing around it but blanks."""
    gap = f"(?:{_GAP})?"
    return f"^{gap}{_any_of(*forms)}{gap}$"


def choice_form(choices: Iterable[str]) -> str:
    """Each of a closed list of words, in whatever capitals."""
    return whole_text(*(any_case(choice) for choice in choices))


_IN_MONTH: Final = f"{any_case(BY)}{_month_pattern()}"
DAY_FORM: Final = whole_text(_day_pattern())
DAY_OR_MONTH_FORM: Final = whole_text(_day_pattern(), _IN_MONTH)
_ENDS: Final = (_day_pattern(), _IN_MONTH, _board_pattern(), _years_pattern())
DATED_FORM: Final = whole_text(*_ENDS)
TIMESCALE_FORM: Final = whole_text(*_ENDS, any_case(ONGOING))
