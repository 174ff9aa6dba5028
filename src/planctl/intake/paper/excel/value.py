"""The value of a cell as a person sees it, without what its format rounds away."""

import re
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final

from planctl.model.calendar import month_in_words

_BRACKETS: Final = re.compile(r"\[[^\[\]]*\]")
_SPACERS: Final = re.compile(r"[_*].")
# In quotation marks, after a backslash, a currency, or a currency with its country.
_LITERAL: Final = re.compile(r'\[\$([^\[\]-]*)(?:-[^\[\]]*)?\]|"([^"]*)"|\\(.)|([£€$])')
_DIGITS: Final = re.compile(r"(?<![#0?,])([#0?,]*[#0?])(?:\.([0#?]*))?(%?)")
# A literal is kept in these while the rest of a format is looked at.
_OPEN, _CLOSE = "\x02\x03"
_KEPT: Final = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_LONGEST: Final = 255  # letters of a format, as in Excel itself
_MIDNIGHT: Final = time()


def shown(value: object, form: str) -> str:
    """A value as text: days as 2024-02-29, numbers in their format, TRUE and FALSE."""
    form = form[:_LONGEST]
    match value:
        case bool():
            return str(value).upper()
        case int() | float():
            return _number(value, form)
        case datetime():
            return _moment(value, form)
        case time():
            return _clock(value)
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case _:
            return str(value)


def _moment(value: datetime, form: str) -> str:
    """A day, with its time if it has one; what is shown as a month alone is a month."""
    if value.time() != _MIDNIGHT:
        return f"{value.date().isoformat()} {_clock(value.time())}"
    signs = _BRACKETS.sub("", _LITERAL.sub("", form)).lower()
    if value.day == 1 and "d" not in signs and "m" in signs and "y" in signs:
        return month_in_words(value.year, value.month)
    return value.date().isoformat()


def _clock(value: time) -> str:
    return value.isoformat("seconds" if value.second else "minutes")


def _number(value: float, form: str) -> str:
    """A number with what its format sets before, after and within it: £5, 75%, 007, 1.10."""
    section = _section(form)
    found = _DIGITS.search(section)
    if found is None or section[found.end() :][:1] in {",", "/", "E", "e"} or "/" in section:
        return _plain(Decimal(f"{value:.15g}"))
    whole, decimals, percent = found[1], found[2] or "", found[3]
    number = Decimal(f"{value:.15g}") * (100 if percent else 1)
    digits, _, fraction = _plain(abs(number)).partition(".")
    fraction = fraction.ljust(decimals.count("0"), "0")
    sign = "-" if number < 0 else ""
    text = sign + digits.zfill(whole.count("0")) + (f".{fraction}" if fraction else "") + percent
    return _kept(section[: found.start()]) + text + _kept(section[found.end() :])


def _plain(number: Decimal) -> str:
    """A number without an exponent, and without noughts that say nothing."""
    if not number.is_finite():
        return str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _section(form: str) -> str:
    """The part of a format for positive numbers, its literals marked, its spacing left out."""
    marked = _LITERAL.sub(_mark, form)
    return _SPACERS.sub("", _BRACKETS.sub("", marked.split(";")[0]))


def _mark(found: re.Match[str]) -> str:
    return f"{_OPEN}{next(filter(None, found.groups()), '')}{_CLOSE}"


def _kept(part: str) -> str:
    """The literals in a part of a format."""
    return "".join(_KEPT.findall(part))
