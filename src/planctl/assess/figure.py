"""Figures in words: as they were given, with what they count."""

import re
from typing import Final

from planctl.assess.trajectory import Span

_DECIMALS: Final = 6  # as many as a plan file can hold
_MONEY: Final = frozenset("£$€")
_ALL_OR_NONE: Final = (Span(100, None), Span(None, 0))  # nobody can do better
_PLURAL: Final = re.compile("[a-z]+[^s]s")  # weeks, visits, cases; but no hours per week


def figure(value: float, unit: str | None) -> str:
    """A figure as it was given, with its unit: 27.5%, £1,200, 1 visit, 12 visits."""
    number = plain(value)
    if not unit:
        return number
    if unit == "%":
        return f"{number}%"
    if unit in _MONEY:
        number = number if value == int(value) else f"{value:,.2f}"
        return f"-{unit}{number[1:]}" if number.startswith("-") else f"{unit}{number}"
    return f"{number} {unit[:-1] if number == '1' and _PLURAL.fullmatch(unit) else unit}"


def difference(value: float, unit: str | None) -> str:
    """How far two figures are apart: 1.5 points where they are per cent."""
    size = round(abs(value), _DECIMALS)
    if unit == "%":
        return f"{plain(size)} {'point' if size == 1 else 'points'}"
    return figure(size, unit)


def wanted(span: Span, unit: str | None) -> str:
    """What should be reached: 90% or more, 20% or less, 15 to 18 cases."""
    low, high = span
    if unit == "%" and span in _ALL_OR_NONE:
        return figure(low if low is not None else 0.0, unit)
    if low is None or high is None:
        end = low if low is not None else high
        side = "or more" if high is None else "or less"
        return "" if end is None else f"{figure(end, unit)} {side}"
    return figure(high, unit) if low == high else f"{plain(low)} to {figure(high, unit)}"


def plain(value: float) -> str:
    """A number in figures, its thousands parted by commas, without idle noughts."""
    text = f"{value:,.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
