"""The delivery of a plan over time in a few lines of a terminal, in signs that every one has."""

from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from planctl.assess.burn_up import BurnUp
from planctl.model.calendar import day_in_words
from planctl.render.burn_up_words import PROMISED, forecast

_LONGEST: Final = 34
_NOW, _LATER, _REST = "#", "-", "."


def delivery(burn_up: BurnUp) -> RenderableType | None:
    """What was promised, is due and was delivered, each as a bar; none without actions."""
    if not burn_up.actions:
        return None
    now, end = burn_up.as_at, burn_up.ends
    more = burn_up.pace.more_by(end) if burn_up.pace else 0
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name, by_now, by_end in (
        ("Promised at first", burn_up.promised_by(now), burn_up.promised_by(end)),
        ("Due now", burn_up.due_by(now), burn_up.due_by(end)),
        ("Delivered", burn_up.done, burn_up.done + more),
    ):
        then = f", then {by_end}" if by_end > by_now else ""
        table.add_row(name, _bar(by_now, by_end, burn_up.actions), f"{by_now}{then}")
    how = PROMISED[burn_up.known_from]
    known = [Text(f"Promised at first{how}.")] if how else []
    return Group(table, Text(_key(burn_up)), *known, Text(forecast(burn_up)))


def _key(burn_up: BurnUp) -> str:
    """What the signs of the bars mean."""
    guess = " (delivered: forecast)" if burn_up.pace else ""
    later = f"; {_LATER} by {day_in_words(burn_up.ends)}{guess}"
    is_over = burn_up.ends == burn_up.as_at
    return f"{_NOW} by now{'' if is_over else later}; {_REST} the rest of {burn_up.actions}"


def _bar(now: int, later: int, of: int) -> str:
    """Parts of a whole in signs: one that is not nought is seen, and one that is not all is not."""
    solid, until = _length(now, of), _length(later, of)
    return _NOW * solid + _LATER * (until - solid) + _REST * (_LONGEST - until)


def _length(number: int, of: int) -> int:
    """How many signs a number takes; only all of them fill the bar, and only none leaves it."""
    if number in {0, of}:
        return _LONGEST if number else 0
    return min(max(round(_LONGEST * number / of), 1), _LONGEST - 1)
