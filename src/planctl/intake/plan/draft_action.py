"""An action while it is read from a paper, with the account of every piece of its text."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from planctl.intake.account import (
    HIGH,
    Account,
    AccountEntry,
    Answers,
    DerivedText,
    Fate,
    GuessConfidence,
    TextPiece,
    made_entry,
)
from planctl.intake.lexicon.date import DateStyle, ParsedDate, parse_date
from planctl.intake.lexicon.status import NO_LEGEND, Legend, least_finished
from planctl.model.action import Status
from planctl.model.problem import PlanValue
from planctl.model.timescale import Ongoing
from planctl.model.timescale_grammar import read_timescale

YOU_SAID_SO: Final = "you said so"  # of what a person answered


class ReadingContext(NamedTuple):
    """How the values of actions are read."""

    dates: DateStyle = DateStyle()
    key: Mapping[str, str] = MappingProxyType({})  # signs of ratings, and their colours
    answers: Answers = MappingProxyType({})
    legend: Legend = NO_LEGEND  # signs and words of statuses, as the paper explains them
    day_columns: frozenset[str] = frozenset()  # headings of columns that have days of a month

    def dates_under(self, heading: str) -> DateStyle:
        """How the dates of a column are read."""
        return self.dates._replace(has_days=heading in self.day_columns)


class ActionDate(NamedTuple):
    """A date of an action, and who it is for."""

    written: str
    due: str
    leads: tuple[str, ...]
    is_again: bool
    review: str = ""
    cell: str = ""  # where it stands, with the heading above it

    @property
    def is_endless(self) -> bool:
        """Whether it is no date, because it goes on."""
        return isinstance(read_timescale(self.due), Ongoing)

    @property
    def value(self) -> PlanValue:
        """A date as the plan has it, beside the words of the paper where those are not read."""
        written: str = DerivedText(self.written) if self.is_again else self.written
        is_read = self.written == self.due
        return written if is_read else {"written": written, "due": DerivedText(self.due)}

    @property
    def milestone(self) -> dict[str, PlanValue]:
        """By when a part is due; nothing where it goes on, because a milestone has an end."""
        return {} if self.is_endless else {"timescale": self.value}

    def part_in_words(self, leads: Sequence[str]) -> str:
        """What a part of an action is called: by who leads it, or by its date."""
        return f"The part of {' and '.join(leads)}" if leads else f"By {self.written}"


class DraftAction(Account):
    """An action as it grows from its record, and the account of every piece of it."""

    def __init__(self, ref: str, how: ReadingContext) -> None:
        """The ref is that of the paper, or one that was made."""
        super().__init__(f"{ref} ")
        self.ref, self.how = ref, how
        self.said: dict[str, PlanValue] = {"ref": ref}
        self._asked: set[str] = set()  # where what is asked goes, as far as entries were looked at
        self._looked_at = 0
        self.whens: list[ActionDate] = []
        self.begun: set[bool] = set()  # what its notes say: that it has not begun, or anything else
        self.snapshots: list[dict[str, PlanValue]] = []
        # By their key, pieces that are taken once all else is known: dates of steps, findings.
        self.waiting: dict[str, list[TextPiece]] = {}
        # Keys whose value no cell says, with the question that it stands in for.
        self.stand_ins: dict[str, int] = {}
        # By which rule the dates of a column were read, with the first that was: told once.
        self.column_rules: dict[tuple[str, str], str] = {}

    def parse_date(self, piece: TextPiece) -> ParsedDate:
        """What a date of a column means."""
        parsed = parse_date(piece.text, self.how.dates_under(piece.column))
        if parsed.rule:
            example = f"“{piece.text}” as {parsed.due}"
            self.column_rules.setdefault((piece.column, parsed.rule), example)
        return parsed

    def items(self, key: str) -> list[PlanValue]:
        """The list under a key."""
        values = self.said.setdefault(key, [])
        return values if isinstance(values, list) else []

    def place(self, key: str, piece: TextPiece, value: PlanValue = None) -> None:
        """Add a text as it is, or a value that holds it."""
        self.items(key).append(value if value is not None else piece.text)
        self.note(piece, Fate.PLACED, key)

    def make(self, key: str, value: str, why: str, sure: GuessConfidence, place: str = "") -> None:
        """Give a key a value that is not of the paper's words, unless an answer gave another."""
        target = f"{self.ref} {key}"
        if target in self.how.answers:
            value, why, sure = self.how.answers[target], YOU_SAID_SO, HIGH
        self.said[key] = DerivedText(value)
        self.entries.append(made_entry(target, value, why, sure, place))

    def ask(  # noqa: PLR0913 - what a question is made of
        self,
        piece: TextPiece,
        key: str,
        why: str,
        propose: str = "",
        *,
        fate: Fate = Fate.READ,
        meanwhile: str = "",
    ) -> str:
        """The answer to what only a person can say; empty while there is none."""
        target = f"{self.ref} {key}"
        answer = self.how.answers.get(answer_key(target, piece.text) if piece.text else target, "")
        answer = answer or self.how.answers.get(answer_key(key, piece.text), "")
        if answer:
            self.note(piece, fate, key, f"read as {answer}: {YOU_SAID_SO}", HIGH)
        elif piece.is_again:
            self.entries.append(AccountEntry(piece.place, "", Fate.MADE, target, why))
        else:
            question = piece.entry(Fate.ASKED, target, why)
            self.entries.append(question._replace(propose=propose, meanwhile=meanwhile))
        return answer

    def want(
        self, key: str, why: str, propose: str = "", place: str = "", *, meanwhile: str = ""
    ) -> str:
        """The answer to what the paper does not say; a person is asked while there is none."""
        target = f"{self.ref} {key}"
        answer = self.how.answers.get(target, "")
        entry = AccountEntry(place, "", Fate.ASKED, target, why, None, propose, meanwhile)
        if answer:
            entry = made_entry(target, answer, YOU_SAID_SO, HIGH, place)
        self.entries.append(entry)
        return answer

    def want_value(
        self, key: str, why: str, propose: str = "", place: str = "", *, meanwhile: str = ""
    ) -> None:
        """Give a key the answer to what the paper does not say, or what holds until then."""
        value = self.want(key, why, propose, place, meanwhile=meanwhile) or meanwhile
        if value:
            self.said[key] = DerivedText(value)

    def give(
        self, key: str, piece: TextPiece, value: str, why: str, sure: GuessConfidence | None = None
    ) -> None:
        """Read a piece as the one value of a key; of two a person says which, and one holds."""
        before = self.said.get(key)
        is_first = before is None and not self.has_asked(key)
        is_known = key in self.stand_ins
        if is_first or before == value or is_known:
            self.said[key] = DerivedText(value)
            fate = Fate.READ if piece.text else Fate.MADE
            self.note(piece, fate, key, f"read as {value}{f': {why}' if why else ''}", sure)
            if is_known:
                number = self.stand_ins.pop(key)
                self.entries[number] = self.entries[number]._replace(meanwhile=value)
            return
        target = f"{self.ref} {key}"
        for number, entry in enumerate(self.entries):
            if entry.to == target and entry.fate is Fate.READ:
                self.entries[number] = entry._replace(why=f"{entry.why}; but see {value}")
        meanwhile = ""
        if before and key == "status":
            meanwhile = least_finished(Status(str(before)), Status(value)).value
        why = f"{before or 'another'} and {value}: which of them holds?"
        answer = self.ask(piece, key, why, meanwhile=meanwhile)
        self.said.pop(key, None)
        if answer or meanwhile:
            self.said[key] = DerivedText(answer or meanwhile)

    def has_asked(self, key: str) -> bool:
        """Whether a person is asked about a key; what was asked once stays so."""
        new = self.entries[self._looked_at :]
        self._asked.update(entry.to for entry in new if entry.fate is Fate.ASKED)
        self._looked_at = len(self.entries)
        return f"{self.ref} {key}" in self._asked

    def tell(self, key: str, why: str, sure: GuessConfidence | None = None) -> None:
        """Say what planctl made of several pieces."""
        self.entries.append(made_entry(f"{self.ref} {key}", "", why, sure))


def answer_key(target: str, text: str) -> str:
    """By what an answer is known: where it goes, and the words that it is about."""
    return f"{target} “{text}”"
