"""An update sheet as a value, worded and ready to print, whatever program is to open it."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from planctl.model.rating import Rating
from planctl.model.sheet import (
    COLUMNS,
    NO_DAY,
    NOT_CHOSEN,
    NOT_SAID,
    Asked,
    Field,
    Record,
    Whose,
    fingerprint,
)


class Kind(Enum):
    """How a row is answered."""

    SHOWN = auto()  # not at all: it only says what the plan holds
    TEXT = auto()
    LONG = auto()  # a text of several lines
    DAY = auto()
    CHOICE = auto()


PROMPT_OF: Final = {
    Kind.SHOWN: "",
    Kind.TEXT: NOT_SAID,
    Kind.LONG: NOT_SAID,
    Kind.DAY: NO_DAY,
    Kind.CHOICE: NOT_CHOSEN,
}


class Line(NamedTuple):
    """A row of a form: what it shows of the plan, and how it is answered."""

    item: str
    shown: str
    kind: Kind = Kind.SHOWN
    rating: Rating | None = None  # whose colour what is shown has


class Form(NamedTuple):
    """The rows of one action."""

    ref: str
    title: str
    lines: tuple[Line, ...]

    @property
    def heading(self) -> str:
        """The action by its name."""
        return f"{self.ref} {self.title}"

    @property
    def prints(self) -> tuple[str, ...]:
        """A print of each row as it was made."""
        return tuple(fingerprint(self.ref, line.item, line.shown) for line in self.lines)


class Meaning(NamedTuple):
    """A rating as it is chosen, and what the plan's key says of it."""

    choice: str
    meaning: str
    rating: Rating | None


class Sheet(NamedTuple):
    """What one role is asked, and what the paper says around it."""

    title: str
    plan: Whose
    role: str
    as_at: str  # a day as programs read it
    opening: tuple[str, ...]  # paragraphs: whose the form is, and what is asked
    besides: tuple[str, ...]  # what is due that is of no one action
    guide: tuple[tuple[str, str], ...]  # how each thing is filled in
    key: tuple[Meaning, ...]
    statuses: tuple[str, ...]
    kinds: tuple[str, ...]  # of evidence
    forms: tuple[Form, ...]
    left_out: int = 0  # actions that are finished or withdrawn

    def choices(self, item: str) -> tuple[str, ...]:
        """The words that can be chosen in a row; none for a row without a list."""
        lists = {
            Field.STATUS: self.statuses,
            Field.RATING: tuple(each.choice for each in self.key),
            Field.KIND: self.kinds,
        }
        return lists.get(Field(item), ()) if item in set(Field) else ()

    @property
    def record(self) -> Record:
        """What the sheet says of itself to whoever reads it."""
        prints: dict[str, tuple[str, ...]] = {}
        for form in self.forms:
            prints[form.ref] = (*prints.get(form.ref, ()), *form.prints)
        others = tuple(dict.fromkeys(fingerprint(text) for text in self._others()))
        return Record(self.plan, self.role, self.as_at, prints, others)

    def _others(self) -> Iterator[str]:
        """Every text that may stand in the paper outside the rows of actions."""
        yield from (self.title, *HEADINGS, *COLUMNS, *self.opening, *self.besides)
        yield from (text for pair in self.guide for text in pair)
        yield from (text for each in self.key for text in (each.choice, each.meaning))
        yield from (*self.statuses, *self.kinds, *(form.heading for form in self.forms))


BESIDES: Final = "Also due from you"
HOW: Final = "How to fill this in"
WORDS: Final = "Words to choose from"
KEY_HEADINGS: Final = ("Rating", "What it means")
GUIDE_HEADINGS: Final = ("What", "How")
LIST_HEADINGS: Final = ("Status", "Rating", "Kind of evidence")
HEADINGS: Final[Sequence[str]] = (
    BESIDES,
    HOW,
    WORDS,
    *KEY_HEADINGS,
    *GUIDE_HEADINGS,
    *LIST_HEADINGS,
    Asked.ACTION,
)
