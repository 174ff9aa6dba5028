"""The layout of an update sheet: its columns and rows, and the record of what it was made from.

The writers and the readers of a sheet share only this. A row has a label that is unique within its
action, so that it is found again wherever it has been moved to. Widths of texts are those of Arial,
rounded up, so that what is made to fit here fits in Word and Excel.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, StrEnum, auto
from hashlib import sha256
from itertools import chain
from typing import Final, NamedTuple

from planctl.model.label import plain_blanks
from planctl.model.plan_files import Front
from planctl.model.rating import Rating

COLUMNS: Final = ("Ref", "Item", "What the plan says", "Your update")
DATA_SHEET: Final = "Your actions"
MORE_SHEET: Final = "More, if it changed"  # all but the four things that are asked of each action
RECORD_SHEET: Final = "planctl"
AS_COMPUTED: Final = "As the facts say"  # in the place of a rating: none of the lead's own
BLANKS: Final = frozenset({"-", "–", "—", "n/a", "na", "nil"})  # for “nothing to say here”
_VERSION: Final = "1"
_NAME: Final = "planctl sheet"
_PRINT: Final = "planctl fingerprint"
_PRINTS: Final = re.compile(f"{_PRINT} [0-9]+ (?:around the actions|of (?P<ref>.+))")
_WHOLE: Final = 240  # characters of a value: some programs cut a property off after 255
_LONGEST: Final = 200
_MILESTONE: Final = re.compile("Milestone ([0-9]{1,4}): done on")


class FieldKind(Enum):
    """How a row is answered."""

    SHOWN = auto()  # not at all: it only shows what the plan holds
    TEXT = auto()
    LONG = auto()  # a text of several lines
    DAY = auto()
    CHOICE = auto()


PROMPT_BY_KIND: Final = {
    FieldKind.SHOWN: "",
    FieldKind.TEXT: "Type here",
    FieldKind.LONG: "Type here",
    FieldKind.DAY: "Choose or type a day",
    FieldKind.CHOICE: "Choose from the list",
}
PROMPTS: Final = frozenset(filter(None, PROMPT_BY_KIND.values()))


class ShownRow(StrEnum):
    """A row that only says what the plan holds."""

    ACTION = "Action"
    BRIEF = "In short"
    NAME = "About the action"  # what an action begins with in the second part
    TASKS = "What will be done"
    LEADS = "Who leads it"
    WHEN = "By when"
    STANDING = "Where it stands"
    OWED = "What is due from you"


class FormField(StrEnum):
    """A row to be filled in; milestones have a row each besides."""

    PROGRESS = "Progress since the last note"
    PROGRESS_DAY = "Day of that progress"
    STATUS = "Status"
    DATE = "Date completed, or later date wanted"
    PIECE = "New evidence: what it is, and where"
    COMPLETED = "Date completed"
    RATING = "Your progress rating"
    REASON = "Why that rating"
    LATER = "Later date wanted"
    LATER_REASON = "Why more time is needed"
    EVIDENCE = "New evidence: what it is called"
    KIND = "New evidence: its kind"
    PLACE = "New evidence: its address or file"
    SHOWS = "New evidence: what it shows"
    PAUSE = "Pause wanted until"
    PAUSE_REASON = "Why it has to wait"
    WITHDRAWAL = "Give it up: why"
    REPLACED_BY = "Give it up: what replaces it"


_FOUR_THINGS: Final = frozenset({FormField.DATE, FormField.PIECE})
_EARLIER: Final = frozenset({FormField.COMPLETED, FormField.LATER, FormField.EVIDENCE})


def fields_of_layout(items: Iterable[str]) -> tuple[FormField, ...]:
    """The fields of forms like one that has these rows: those of an earlier layout had others."""
    others = _EARLIER if _EARLIER.isdisjoint(items) else _FOUR_THINGS
    return tuple(field for field in FormField if field not in others)


def milestone_row(number: int) -> str:
    """The name of the row of a milestone, by its number from 1."""
    return f"Milestone {number}: done on"


def milestone_number(item: str) -> int | None:
    """The number of the milestone that a row is of; none for another row."""
    match = _MILESTONE.fullmatch(item)
    return int(match[1]) if match else None


def ref_heading(ref: str) -> str:
    """What heads the first column of the table of an action, in Word."""
    return f"Ref {ref}"


def is_field(item: str) -> bool:
    """Whether a row of that name is to be filled in."""
    return item in set(FormField) or milestone_number(item) is not None


def is_row(item: str) -> bool:
    """Whether a form has a row of that name."""
    return is_field(item) or item in set(ShownRow)


def rating_word(rating: Rating) -> str:
    """A rating as a word; grey is no rating at all."""
    return "Not rated" if rating is Rating.GREY else rating.value.capitalize()


def rating_choice(rating: Rating, label: str) -> str:
    """A rating as a lead chooses it: its word, and what the plan's own key calls it."""
    word = rating_word(rating)
    plain = plain_blanks(label)
    return word if plain.casefold() == word.casefold() else f"{word}: {plain}"


def fingerprint(*parts: str) -> str:
    """A short print of some texts, the same however the spaces between their words are set."""
    plain = "\n".join(map(plain_blanks, parts))
    return sha256(plain.encode("utf-8", "replace")).hexdigest()[:8]


def picture_text(content: bytes) -> str:
    """A picture as a text of which a print is taken."""
    return f"picture {sha256(content).hexdigest()}"


class PlanIdentity(NamedTuple):
    """Which plan a sheet is of."""

    title: str
    organisation: str
    id: str = ""  # empty where the plan gives itself none

    @classmethod
    def of(cls, front: Front | None) -> "PlanIdentity":
        """The plan of that front matter; one that could not be read has no name."""
        if front is None:
            return cls("Plan", "")
        return cls(_short(front.title), _short(front.organisation), front.id or "")

    def is_same(self, other: "PlanIdentity") -> bool:
        """Whether it is one plan: by the id where both have one, else by title and body.

        An id stays when the title is reworded; one organisation may well have several plans.
        """
        if self.id and other.id:
            return self.id == other.id
        return (self.title, self.organisation) == (other.title, other.organisation)

    def __str__(self) -> str:
        """The plan by its names, for a message."""
        of = ", ".join(filter(None, (f"“{self.title}”", self.organisation)))
        return f"{of} (id {self.id})" if self.id else of


class SheetRecord(NamedTuple):
    """What a sheet says of itself, in names and values that a person can read as well.

    The prints are of the texts that the sheet was made with: what bears none of them was changed
    or added by somebody.
    """

    plan: PlanIdentity
    role: str
    as_at: str
    prints: Mapping[str, tuple[str, ...]]  # of an action's rows, by its ref
    others: tuple[str, ...] = ()  # of the texts that are not of an action

    @property
    def known(self) -> frozenset[str]:
        """Every print."""
        return frozenset([*self.others, *chain.from_iterable(self.prints.values())])

    def about(self) -> Iterator[tuple[str, str]]:
        """Whose the sheet is, as names and values."""
        yield _NAME, _VERSION
        for name, value in (
            ("plan", self.plan.title),
            ("organisation", self.plan.organisation),
            ("id", self.plan.id),
            ("for", self.role),
            ("as at", self.as_at),
        ):
            yield f"planctl {name}", _short(value)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The whole record as names and values."""
        yield from self.about()
        for ref, prints in self.prints.items():
            yield from _in_parts(prints, f"of {ref}")
        yield from _in_parts(self.others, "around the actions")

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "SheetRecord | None":
        """The record that names and values say; none where they are no record."""
        values = dict(pairs)
        if values.get(_NAME) != _VERSION:
            return None
        names = ("plan", "organisation", "id", "for", "as at")
        title, organisation, id_, role, as_at = (values.get(f"planctl {key}", "") for key in names)
        prints: dict[str, list[str]] = {}
        for name, value in values.items():
            if match := _PRINTS.fullmatch(plain_blanks(name)):
                prints.setdefault(match["ref"] or "", []).extend(value.split())
        others = tuple(prints.pop("", ()))
        rows = {ref: tuple(key) for ref, key in prints.items()}
        return cls(PlanIdentity(title, organisation, id_), role, as_at, rows, others)


def _short(text: str) -> str:
    """A text on one line, not too long for a property of a file."""
    return plain_blanks(text)[:_LONGEST]


def _in_parts(prints: Iterable[str], about: str) -> Iterator[tuple[str, str]]:
    """Prints as few values, none of them too long, each with a name of its own."""
    value, number = "", 1
    for print_ in prints:
        if len(value) + 1 + len(print_) > _WHOLE:
            yield f"{_PRINT} {number} {about}", value
            value, number = "", number + 1
        value = f"{value} {print_}".strip()
    yield f"{_PRINT} {number} {about}", value


_WIDTHS: Final = (  # of a letter, in hundredths of its size
    ("ijl'", 23),
    (" .,:;!/\\tfI[]·|", 29),
    ("r()-`“”‘’", 34),
    ("cksvxyzJ", 51),
    ("abdeghnopqu0123456789L?£$_", 57),
    ("ABEFKPSTVXYZ+<>=&RCDHNU", 73),
    ("wGOQm", 84),
)
_WIDTH_BY_LETTER: Final = {letter: width for letters, width in _WIDTHS for letter in letters}
_WIDEST: Final = 102


def text_width(text: str, size: float) -> float:
    """How wide a text on one line is at most, in points."""
    return sum(_WIDTH_BY_LETTER.get(letter, _WIDEST) for letter in text) * size / 100


def wrap_lines(text: str, width: float, size: float) -> Iterator[str]:
    """The lines that a text takes in a column, broken between words or within a long one."""
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if text_width(longer, size) <= width:
                line = longer
                continue
            if line:
                yield line
            line = word
            while text_width(line, size) > width:
                lengths = range(len(line), 0, -1)
                most = next(n for n in lengths if n == 1 or text_width(line[:n], size) <= width)
                yield line[:most]
                line = line[most:]
        yield line


def count_lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a column."""
    return sum(1 for _ in wrap_lines(text, width, size))


def fit_text(text: str, lines: int, rest: str, *, width: float, size: float) -> str:
    """A text of at most so many lines; one that is cut says where the rest of it stands."""
    if count_lines(text, width, size) <= lines:
        return text
    words = text.split(" ")
    least, most = 0, len(words)
    while least < most:
        middle = (least + most + 1) // 2
        fits = count_lines(_cut(words[:middle], rest), width, size) <= lines
        least, most = (middle, most) if fits else (least, middle - 1)
    return _cut(words[:least], rest)


def _cut(words: list[str], rest: str) -> str:
    return f"{' '.join(words).rstrip()} … ({rest})".strip()


ALSO_DUE: Final = "Also due from you"
GUIDE_TITLE: Final = "How to fill this in"
LISTS_TITLE: Final = "Words to choose from"
KEY_HEADINGS: Final = ("Rating", "What it means")
GUIDE_HEADINGS: Final = ("What", "How")
LIST_HEADINGS: Final = ("Status", "Rating", "Kind of evidence")
NOT_RECORDED: Final = "Not recorded"
MORE_INTRO: Final = (
    "Leave this part as it is unless one of these things changed: a milestone done, evidence of "
    "another kind, a rating of your own, or a wish to pause an action or to give it up."
)
HEADINGS: Final[Sequence[str]] = (
    *(ALSO_DUE, GUIDE_TITLE, LISTS_TITLE, MORE_SHEET, MORE_INTRO),
    *(*KEY_HEADINGS, *GUIDE_HEADINGS, *LIST_HEADINGS, ShownRow.ACTION, ShownRow.NAME),
)
GUIDE: Final = (
    (
        "Where to write",
        (
            "Only in the column “Your update”, in the pale fields. Leave empty what has not "
            "changed: an empty field says nothing, and takes nothing away."
        ),
    ),
    (FormField.PROGRESS, "What was done, in a sentence or two. It is added to the log."),
    (FormField.STATUS, "Choose from the list. Complete and embedded take a date as well."),
    (
        FormField.DATE,
        (
            "With the status complete or embedded: the day it was done, such as 12 March 2024 or "
            "12/03/2024. Else a later date to ask the board for: a day, a month or a quarter, such "
            "as Q3 2024-25. Your progress note is then the reason that the board reads, unless "
            "another stands in the second part."
        ),
    ),
    (
        FormField.PIECE,
        (
            "What it is called and its address or file, such as: Audit of March, "
            "evidence/audit.pdf. It is taken as a document unless you choose its kind in the "
            "second part."
        ),
    ),
    (MORE_SHEET, "The second part. Most months it can be left as it is."),
    (
        "What this file carries",
        (
            "Beside what you see: the plan, the role and the day it is for, and a short "
            "fingerprint of each row, so that whoever takes it in can tell whether the plan has "
            "changed meanwhile. It has no macros, and nothing in it is sent anywhere."
        ),
    ),
)
