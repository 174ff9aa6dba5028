"""What --map, --year and --month-first say of a paper, and of those that do not fit it."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from planctl.intake.lexicon.rating import RATINGS
from planctl.intake.plan.whole import Asked
from planctl.intake.read.parts import Paper
from planctl.intake.table.column import KEYS, headings, likeliest, names_of_columns, plain_heading
from planctl.model.choice import named, suggestion
from planctl.model.stop import Stop

if TYPE_CHECKING:
    from planctl.intake.plan.whole import Asked
    from planctl.intake.read.parts import Paper

_FIRST, _LAST = 2000, 2098  # years of a plan
_EXAMPLE: Final = 'write COLUMN=KEY, such as --map "Team=leads"'


_MEANT: Final = {each.replace("_", " "): each for each in KEYS}  # as a person writes a key


_MOST: Final = 12  # columns that are named at once


_KEYS: Final = f"KEY is one of {', '.join(KEYS)}"


def said_by(columns: Sequence[str], year: int | None, *, month_first: bool) -> Asked:
    """What the flags say of a paper."""
    if year is not None and not _FIRST <= year <= _LAST:
        hint = f"write all four figures, from {_FIRST} to {_LAST}, such as --year 2024"
        raise Stop(f"--year: “{year}” is no year of a plan", hint)
    more: dict[str, str] = {}
    key: dict[str, str] = {}
    for said in columns:
        column, sign, meaning = (part.strip() for part in said.rpartition("="))
        plain = meaning.casefold().replace("_", " ")
        if sign and column and plain in _MEANT:
            _put(more, plain_heading(column), _MEANT[plain])
        elif sign and re.fullmatch(r"\w", column) and plain in RATINGS:
            _put(key, column.casefold(), RATINGS[plain])
        else:
            meant = suggestion(plain, _MEANT) if sign and column else ""
            raise Stop(f"“{said}” does not say what a column holds", meant or _how(sign, column))
    return Asked(more, year, month_first, {}, key)


def _put(found: dict[str, str], name: str, meaning: str) -> None:
    before = found.setdefault(name, meaning)
    if before != meaning:
        message = f"--map says two things of “{name}”: {before} and {meaning}"
        raise Stop(message, "say one of them")


def _how(sign: str, column: str) -> str:
    return _KEYS if sign and column else f"{_EXAMPLE}; {_KEYS}"


def refuse_unknown(asked: Asked, paper: Paper) -> None:
    """End the run where a flag names a column that the paper does not have."""
    known = names_of_columns(paper) if asked.more else ()
    missing = [column for column in asked.more if column not in known]
    if missing:
        found = headings(paper)
        hint = f"it has {_some(found)}" if found else "it has no table"
        raise Stop(f"the paper has no column “{missing[0]}”", hint)


def how_to_map(paper: Paper) -> str:
    """How to say which column of a paper has the actions."""
    found = headings(paper)
    if not found:
        return "a table with a column for the actions is looked for, and the paper has no table"
    example = f'--map "{likeliest(found)}=actions"'
    return f"say which column has the actions, such as {example}; it has {_some(found)}"


def _some(found: Sequence[str]) -> str:
    """The names of the columns, as many as can be read at once."""
    more = len(found) - _MOST
    if more <= 0:
        return named(found)
    return f"{', '.join(f'“{name}”' for name in found[:_MOST])} and {more} more"
