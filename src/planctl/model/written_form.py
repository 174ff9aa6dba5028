"""The grammar of timescales once more, as regular expressions for JSON Schema.

An editor underlines what `check` would refuse, so the forms are as strict as the reader:
30 February, 29 February of a common year and 2023-25 do not match.
The expressions are of the kind that ECMA and Python both read, without flags.
"""

from collections.abc import Iterable
from typing import Final

from planctl.model.calendar import MONTHS
from planctl.model.character import ODD_BLANKS

_GAP: Final = rf"[ \n{ODD_BLANKS}]+"
_YEAR: Final = "20[0-9]{2}"
_LEAP: Final = "(?:[02468][048]|[13579][26])"
_NAMES: Final = tuple((name, name[:3], *(["Sept"] if name[:3] == "Sep" else [])) for name in MONTHS)
_LONG, _SHORT, _FEBRUARY = (1, 3, 5, 7, 8, 10, 12), (4, 6, 9, 11), (2,)


def _any(*forms: str) -> str:
    return f"(?:{'|'.join(forms)})"


def _any_case(words: str) -> str:
    """The words in capitals, in small letters or mixed, with any gap between them."""
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


def _in_numbers(separator: str) -> str:
    year = f"(?:20)?{_YEAR[2:]}"
    kinds = ((31, _LONG, year), (30, _SHORT, year), (28, _FEBRUARY, year))
    each = [separator.join((_days(last), _numbered(of), years)) for last, of, years in kinds]
    return _any(*each, separator.join(("29", "0?2", f"(?:20)?{_LEAP}")))


def _in_words() -> str:
    ordinal = f"(?:{_GAP})?(?:{_any(*(_any_case(end) for end in ('st', 'nd', 'rd', 'th')))})?"
    between = f"{ordinal}(?:{_GAP})?"
    kinds = ((_days(31), _LONG, _YEAR), (_days(30), _SHORT, _YEAR), (_days(28), _FEBRUARY, _YEAR))
    leap = ("29", _FEBRUARY, f"20{_LEAP}")
    each = (f"{days}{between}{_named(of)}{_GAP}{years}" for days, of, years in (*kinds, leap))
    return f"(?:{_any_case('by ')})?{_any(*each)}"


def _iso() -> str:
    kinds = ((_YEAR, _LONG, 31), (_YEAR, _SHORT, 30), (_YEAR, _FEBRUARY, 28))
    each = (f"{years}-{_numbered(of)}-{_days(last)}" for years, of, last in kinds)
    return _any(*each, f"20{_LEAP}-0?2-29")


def _years() -> str:
    between = f"(?:-|/|{_any_case(' to ')})"
    pairs = (f"{year:02}{between}(?:20)?{year + 1:02}" for year in range(99))
    return f"20(?:{'|'.join(pairs)}|99{between}00)"


def _whole(*forms: str) -> str:
    gap = f"(?:{_GAP})?"
    return f"^{gap}{_any(*forms)}{gap}$"


def choice_form(choices: Iterable[str]) -> str:
    """Each of a closed list of words, in whatever capitals."""
    return _whole(*(_any_case(choice) for choice in choices))


_EVERY_MONTH: Final = _named(tuple(range(1, 13)))
_DAY: Final = (_iso(), _in_numbers("/"), _in_numbers("\\."), _in_words())
_IN_MONTH: Final = (
    f"(?:{_any_case('by ')})?(?:(?:{_any_case('the ')})?{_any_case('end of ')})?"
    f"{_EVERY_MONTH}{_GAP}{_YEAR}"
)

DAY_FORM: Final = _whole(*_DAY)
DAY_OR_MONTH_FORM: Final = _whole(*_DAY, _IN_MONTH)
_ENDS: Final = (
    *_DAY,
    _IN_MONTH,
    f"{_EVERY_MONTH}{_GAP}{_YEAR}{_GAP}{_any_case('board')}",
    f"[Qq][1-4]{_GAP}{_years()}",
    _years(),
)
DATED_FORM: Final = _whole(*_ENDS)
TIMESCALE_FORM: Final = _whole(*_ENDS, _any_case("ongoing"))
