"""Figures in words: as they were given, with what they count."""

import re
from decimal import Decimal
from typing import Final

from planctl.assess.trajectory import Span

_PENCE: Final = 2  # decimals of money
_MONEY: Final = frozenset("£$€")
_ALL_OR_NONE: Final = (Span(Decimal(100), None), Span(None, Decimal(0)))  # nobody can do better

_PLURALS: Final = {
    "child": "children",
    "person": "people",
    "family": "families",
    **{
        singular: f"{singular}s"
        for singular in ("day", "week", "month", "year", "hour", "minute", "case", "visit", "point")
    },
}
_SINGULARS: Final = {plural: singular for singular, plural in _PLURALS.items()}
# What more a unit says of that which is counted: hours per week, children on a plan.
_LINKS: Final = (
    "per|of|in|on|at|to|from|with|without|for|by|between|since|until|each|every|a|an|the|who|"
    "whose|that|which"
)
_MORE: Final = re.compile(rf"[,:;(]| (?:{_LINKS})\b")
_COUNTED: Final = re.compile(rf"(?!(?:{_LINKS})\b)[^\W\d]", re.IGNORECASE)
_WORD: Final = re.compile("[A-Za-z-]+")
_SHORTEST: Final = 6  # letters of a plural in “ies” whose singular ends in y: cities, and not ties
_NO_PLURAL: Final = frozenset({"series", "species", "news"})


def format_figure(value: Decimal, unit: str | None) -> str:
    """A figure as it was given, with its unit: 27.5%, £1,200, 1 visit, 12 visits."""
    return _with_unit(value, unit, is_one=format_number(value) == "1")


def format_difference(value: Decimal, unit: str | None) -> str:
    """How far two figures are apart: 1.5 points where they are per cent."""
    return format_figure(abs(value), "points" if unit == "%" else unit)


def span_in_words(span: Span, unit: str | None) -> str:
    """What should be reached: 90% or more, 20% or less, 15 to 18 cases."""
    low, high = span
    if unit == "%" and span in _ALL_OR_NONE:
        return format_figure(low if low is not None else Decimal(0), unit)
    if low is None or high is None:
        end = low if low is not None else high
        side = "or more" if high is None else "or less"
        return "" if end is None else f"{format_figure(end, unit)} {side}"
    if low == high:
        return format_figure(high, unit)
    return f"{format_number(low)} to {_with_unit(high, unit, is_one=False)}"


def format_number(value: Decimal) -> str:
    """A number in figures, its thousands parted by commas, without idle noughts."""
    integer, _, decimals = f"{value:,f}".partition(".")
    fraction = decimals.rstrip("0")
    text = f"{integer}.{fraction}" if fraction else integer
    return "0" if text == "-0" else text


def _with_unit(value: Decimal, unit: str | None, *, is_one: bool) -> str:
    number = format_number(value)
    if not unit:
        return number
    if unit == "%":
        return f"{number}%"
    if unit in _MONEY:
        pence = len(number.partition(".")[2])
        number = f"{value:,.{_PENCE}f}" if 0 < pence < _PENCE else number
        return f"-{unit}{number[1:]}" if number.startswith("-") else f"{unit}{number}"
    return f"{number} {singular_unit(unit) if is_one else plural_unit(unit)}"


def singular_unit(unit: str) -> str:
    """A unit as it stands after the figure 1: child on a plan, hour per week, young person."""
    if not _COUNTED.match(unit):
        return unit
    head, rest = _split_unit(unit)
    return " or ".join(map(_last_in_singular, head.split(" and "))) + rest


def plural_unit(unit: str) -> str:
    """A unit as it stands after other figures, where it is written in a singular that is known."""
    if not _COUNTED.match(unit):
        return unit
    head, rest = _split_unit(unit)
    first, space, last = head.rpartition(" ")
    return f"{first}{space}{_PLURALS.get(last, last)}{rest}"


def _split_unit(unit: str) -> tuple[str, str]:
    """What is counted, and what more a unit says of it."""
    match = _MORE.search(unit)
    end = match.start() if match else len(unit)
    return unit[:end], unit[end:]


def _last_in_singular(head: str) -> str:
    """Words with the last plural of them in the singular: social worker, child looked after."""
    words = head.split(" ")
    singulars = [_word_in_singular(word) for word in words]
    changed = (n for n in reversed(range(len(words))) if singulars[n] != words[n])
    last = next(changed, None)
    return head if last is None else " ".join([*words[:last], singulars[last], *words[last + 1 :]])


def _word_in_singular(word: str) -> str:
    if word in _NO_PLURAL:
        return word
    regular = _regular_singular(word) if _WORD.fullmatch(word) else word
    singular = _SINGULARS.get(word.casefold(), regular)
    return singular.capitalize() if singular is not regular and word[0].isupper() else singular


def _regular_singular(word: str) -> str:
    if word.endswith("ies") and len(word) >= _SHORTEST:
        return f"{word.removesuffix('ies')}y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word.removesuffix("es")
    is_plural = word.endswith("s") and not word.endswith(("is", "ss", "us"))
    return word.removesuffix("s") if is_plural and len(word) > 1 else word
