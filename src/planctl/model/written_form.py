"""The grammar of timescales once more, as regular expressions for JSON Schema.

An editor underlines what `check` would refuse, so the forms are as strict as the reader:
30 February, 29 February of a common year and 2023-25 do not match. Only `check` knows which
weekday a day is on.
The expressions are of the kind that ECMA and Python both read, without flags.
"""

from collections.abc import Callable, Iterable
from typing import Final

from planctl.model.calendar import MONTHS
from planctl.model.written import (
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


def _any(*forms: str) -> str:
    return f"(?:{'|'.join(forms)})"


def _any_case(words: str) -> str:
    """A fragment in capitals, in small letters or mixed, with any gap for a space."""
    letters = (f"[{c.upper()}{c.lower()}]" if c.isalpha() else c for c in words)
    return "".join(letters).replace(" ", _GAP)


def _days(last: int) -> str:
    """The numbers 1 to `last`, with or without a nought in front."""
    teens = "[12][0-9]" if last > 28 else "1[0-9]|2[0-8]"  # noqa: PLR2004
    return _any("0?[1-9]", teens, *(str(day) for day in range(30, last + 1)))


def _named(months: tuple[int, ...]) -> str:
    return _any(*(_any_case(name) for month in months for name in _NAMES[month - 1]))


def _numbered(months: tuple[int, ...]) -> str:
    return _any(*(f"0?{month}" if month < 10 else str(month) for month in months))  # noqa: PLR2004


def _dates(form: str, months: Callable[[tuple[int, ...]], str], century: str = "20") -> str:
    """The days of a form, of those that exist."""
    any_year = "[0-9]{2}"
    kinds = (
        (_days(31), _LONG, any_year),
        (_days(30), _SHORT, any_year),
        (_days(28), _FEBRUARY, any_year),
        ("29", _FEBRUARY, _LEAP),
    )
    dates = (
        form.replace("<day>", days)
        .replace("<month>", months(numbers))
        .replace("<year>", f"{century}{years}")
        for days, numbers, years in kinds
    )
    return _any(*dates)


def _day() -> str:
    """A day, with its weekday before it and no hour after it."""
    weekday = _any_case(f"{BY_DAY}(?:{WEEKDAY}{AFTER_WEEKDAY})?")
    to_month, to_day = _any_case(f"{ORDINAL}{TO_MONTH}"), _any_case(TO_DAY)
    to_year, after_day = _any_case(TO_YEAR), _any_case(f"{ORDINAL}{AFTER_DAY}")
    forms = (
        _dates(f"<year>[{DASHES}]<month>[{DASHES}]<day>", _numbered),
        _dates("<day>/<month>/<year>", _numbered, "(?:20)?"),
        _dates(r"<day>\.<month>\.<year>", _numbered, "(?:20)?"),
        _dates(f"<day>[{DASHES}]<month>[{DASHES}]<year>", _numbered),
        _dates(f"<day>{to_month}<month>{to_year}<year>", _named),
        _dates(f"<month>{to_day}<day>{after_day}<year>", _named),
    )
    return f"{weekday}{_any(*forms)}{_any_case(MIDNIGHT)}"


def _month() -> str:
    every = _named(tuple(range(1, 13)))
    return f"{every}{_any_case(TO_YEAR)}20[0-9]{{2}}"


def _board() -> str:
    every, board = _named(tuple(range(1, 13))), _any_case(BOARD)
    forms = (
        f"{_month()}{_any_case(' ')}{board}",
        f"{every}{_any_case(TO_DAY)}{board}{_any_case(AFTER_DAY)}20[0-9]{{2}}",
        f"{board}{_any_case(OF_MONTH)}{_month()}",
    )
    return f"{_any_case(BY_BOARD)}{_any(*forms)}"


def _years() -> str:
    """A planning year, or a quarter of one; years of two figures only beside the words for it."""
    quarter = f"(?:{_any_case(QUARTER)}[1-4]|{_any_case(f'{NTH_QUARTER} quarter')})"
    year = _any_case(YEAR)
    forms = (
        f"(?:{quarter}{_any_case(OF_YEAR)}{year}?|{year}){_pair('(?:20)?')}",
        f"{year}?{_pair('(?:20)?')}(?:{_any_case(',? ')}{quarter}|{_any_case(IS_YEAR)})",
        _pair("20"),
    )
    return f"{_any_case(BY_YEAR)}{_any(*forms)}"


def _pair(century: str) -> str:
    """Two years that follow each other."""
    follow = (f"{year:02}[^0-9]+(?:20)?{year + 1:02}" for year in range(99))
    ahead = f"(?={century}(?:{'|'.join(follow)}|99[^0-9]+00)(?![0-9]))"
    return f"{ahead}{century}[0-9]{{2}}{_any_case(SPLIT)}(?:20)?[0-9]{{2}}"


def _whole(*forms: str) -> str:
    gap = f"(?:{_GAP})?"
    return f"^{gap}{_any(*forms)}{gap}$"


def choice_form(choices: Iterable[str]) -> str:
    """Each of a closed list of words, in whatever capitals."""
    return _whole(*(_any_case(choice) for choice in choices))


_IN_MONTH: Final = f"{_any_case(BY)}{_month()}"
DAY_FORM: Final = _whole(_day())
DAY_OR_MONTH_FORM: Final = _whole(_day(), _IN_MONTH)
_ENDS: Final = (_day(), _IN_MONTH, _board(), _years())
DATED_FORM: Final = _whole(*_ENDS)
TIMESCALE_FORM: Final = _whole(*_ENDS, _any_case(ONGOING))
