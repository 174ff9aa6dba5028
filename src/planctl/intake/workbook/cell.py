"""What a cell of a workbook says, as a plan file would say it."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from planctl.intake.workbook.opened import Broken, Raw
from planctl.model.character import plain_blanks
from planctl.model.nearest import suggestion
from planctl.model.rating import Rating
from planctl.model.scalar import Count, Day, Figure, When
from planctl.model.table import Column, Holds, Part
from planctl.model.workbook import GOES_ON_FORM, LONG_TEXTS, NOT_RATED, RATING_WORDS
from planctl.model.worked_out import in_words
from planctl.model.written import WORDS_IN_A_FILE, shortened

_GOES_ON: Final = re.compile(GOES_ON_FORM)
_WORDS_IN_A_SHEET: Final = "in the column for the source’s words"
_KINDS: Final[Mapping[Holds, Any]] = {
    Holds.WHOLE: Count,
    Holds.NUMBER: Figure,
    Holds.DAY: Day,
}


class Misfit(Exception):
    """Why a cell cannot be read: what is wrong with what it holds, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        """The message goes on from the place of the cell."""
        super().__init__(message)
        self.message, self.hint = message, hint


def said(value: Raw, column: Column, long: Mapping[int, str]) -> str | None:
    """The text that a plan file has for the cell of a column; none for an empty one.

    Raises Misfit.
    """
    if isinstance(value, Broken):
        raise Misfit(f"it holds {value}, which is an error", "write what it should say")
    text = in_full(value, long)
    if not text.strip():
        return None
    if column.choices:
        return _choice(text.strip(), column.choices)
    kind = When if column.part is Part.DUE else _KINDS.get(column.holds)
    if kind is None:
        return text
    if column.part is not Part.DUE:
        text = text.strip()
    _refuse_unfit(text, kind)
    return text


def in_full(value: Raw, long: Mapping[int, str]) -> str:
    """What a cell says, with the rest of a long text; raises Misfit where that is gone."""
    text = in_words(value)
    found = _GOES_ON.search(text)
    return text if found is None else text[: found.start()] + _rest(int(found[1]), long)


def _rest(number: int, long: Mapping[int, str]) -> str:
    if number not in long:
        message = f"its text goes on in the sheet “{LONG_TEXTS}”, which does not have text {number}"
        raise Misfit(message, "bring that sheet back, or write the whole text in the cell")
    return long[number]


def _choice(text: str, choices: tuple[str, ...]) -> str:
    """One of the choices, in whatever capitals it is written."""
    by_small = {choice.casefold(): choice for choice in choices}
    if choices == RATING_WORDS:
        by_small |= dict.fromkeys((NOT_RATED, Rating.GREY.value), Rating.GREY.value)
    found = by_small.get(plain_blanks(text).casefold())
    if found is None:
        hint = suggestion(text, choices) or f"write one of {', '.join(choices)}"
        raise Misfit(f"“{shortened(text)}” is none of its choices", hint)
    return found


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - any type of a field
    return TypeAdapter(kind)


def _refuse_unfit(text: str, kind: Any) -> None:  # noqa: ANN401 - see above
    """Refuse what the field of the plan would, in the same words."""
    try:
        _adapter(kind).validate_python(text)
    except ValidationError as error:
        context = error.errors(include_url=False)[0]["ctx"]
        hint = context["hint"].replace(WORDS_IN_A_FILE, _WORDS_IN_A_SHEET)
        raise Misfit(context["message"], hint) from None
