"""The flags of an import: --map, --term and --year, and what a paper has for the first of them."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from planctl.intake.lexicon.rating import RATING_COLOURS
from planctl.intake.lexicon.term import term_name
from planctl.intake.plan.assemble import ImportOptions
from planctl.intake.read.paper import Paper
from planctl.intake.table.column import COLUMN_KEYS, normalize_heading
from planctl.intake.table.header import likely_action_heading, paper_headings, possible_headings
from planctl.model.choice import quoted_list
from planctl.model.nearest_name import suggest_name
from planctl.model.problem import Stop
from planctl.model.timescale_grammar import Unreadable, read_day

_FIRST, _LAST = 2000, 2098
_EXAMPLE: Final = 'write COLUMN=KEY, such as --map "Team=leads"'
_TERM_HINT: Final = (
    "write NAME=DAY, such as autumn=2025-12-19; NAME is autumn, spring or summer, with 1 or 2 for "
    "its halves, term 1 to term 6, q1 to q4, each with a year where it needs one, or start"
)
_KEYS_BY_WORDS: Final = {key.replace("_", " "): key for key in COLUMN_KEYS}
_COLUMN_LIMIT: Final = 12  # columns that are named at once
_KEYS: Final = f"KEY is one of {', '.join(COLUMN_KEYS)}"


def parse_import_flags(
    columns: Sequence[str], terms: Sequence[str], year: int | None, *, month_first: bool
) -> ImportOptions:
    """What the flags say of a paper."""
    if year is not None and not _FIRST <= year <= _LAST:
        hint = f"write all four figures, from {_FIRST} to {_LAST}, such as --year 2024"
        raise Stop(f"--year: “{year}” is no year of a plan", hint)
    meanings: dict[str, str] = {}
    ratings: dict[str, str] = {}
    for flag in columns:
        column, sign, meaning = (part.strip() for part in flag.rpartition("="))
        plain = meaning.casefold().replace("_", " ")
        if sign and column and plain in _KEYS_BY_WORDS:
            _add_meaning(meanings, normalize_heading(column), _KEYS_BY_WORDS[plain])
        elif sign and re.fullmatch(r"\w", column) and plain in RATING_COLOURS:
            _add_meaning(ratings, column.casefold(), RATING_COLOURS[plain])
        else:
            hint = f"{_EXAMPLE}; {_KEYS}"
            if sign and column:
                hint = suggest_name(plain, _KEYS_BY_WORDS) or _KEYS
            raise Stop(f"“{flag}” does not say what a column holds", hint)
    return ImportOptions(meanings, year, month_first, {}, ratings, _parse_terms(terms))


def _parse_terms(flags: Sequence[str]) -> dict[str, date]:
    """The days that flags give to terms, quarters and a start."""
    days: dict[str, date] = {}
    for flag in flags:
        name, _, day = flag.partition("=")
        term = term_name(name)
        if not term:
            raise Stop(f"--term: “{flag}” names no term that planctl knows", _TERM_HINT)
        try:
            days[term] = read_day(day)
        except Unreadable as fault:
            raise Stop(f"--term: {fault.message}", fault.hint) from None
    return days


def _add_meaning(meanings: dict[str, str], name: str, meaning: str) -> None:
    before = meanings.setdefault(name, meaning)
    if before != meaning:
        message = f"--map says two things of “{name}”: {before} and {meaning}"
        raise Stop(message, "say one of them")


def refuse_unknown_column(asked: ImportOptions, paper: Paper) -> None:
    """End the run where a flag names a column that the paper does not have."""
    names = possible_headings(paper) if asked.more else ()
    missing = [column for column in asked.more if column not in names]
    if missing:
        columns = paper_headings(paper)
        hint = f"it has {_list_columns([*columns])}" if columns else "it has no table"
        raise Stop(f"the paper has no column “{missing[0]}”", hint)


def actions_column_hint(paper: Paper) -> str:
    """How to say which column of a paper has the actions."""
    columns = paper_headings(paper)
    if not columns:
        return "a table with a column for the actions is looked for, and the paper has no table"
    example = f'--map "{likely_action_heading(columns)}=actions"'
    names = _list_columns([*columns])
    return f"say which column has the actions, such as {example}; it has {names}"


def _list_columns(columns: Sequence[str]) -> str:
    """The names of the columns, as many as can be read at once."""
    rest = len(columns) - _COLUMN_LIMIT
    if rest <= 0:
        return quoted_list(columns)
    return f"{', '.join(f'“{name}”' for name in columns[:_COLUMN_LIMIT])} and {rest} more"
