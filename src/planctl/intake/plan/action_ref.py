"""The refs of actions: from their rows, made where rows have none, and asked where they clash.

One that Excel took for a date, such as 1-1, is asked about.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from planctl.intake.account import (
    HIGH,
    Account,
    AccountEntry,
    Answers,
    DerivedText,
    Fate,
    TextPiece,
    made_entry,
)
from planctl.intake.lexicon.field import OF_ACTION, PROSE, Reads, field_of
from planctl.intake.plan.area import PaperArea
from planctl.intake.plan.draft_action import answer_key
from planctl.intake.table.header import is_action_ref
from planctl.intake.table.record import PaperRecord, is_judgement
from planctl.load.file_place import wrong_file_name
from planctl.model.choice import quoted_list
from planctl.model.file_name import action_file_name
from planctl.model.label import to_label
from planctl.model.timescale_grammar import MONTH_NUMBERS

_DATE: Final = re.compile(
    r"\d{4}-(?P<month>\d\d)-(?P<day>\d\d)(?: 00:00)?"  # as Excel keeps it
    r"|(?P<before>\d{1,2})[- ](?P<name>[A-Za-z]{3,9})(?:[- ]\d{2,4})?"  # as CSV has it: 01-Jan
    r"|(?P<named>[A-Za-z]{3,9})[- ](?:19|20)?(?P<after>\d\d)"  # and Jan-01
)
_SIGN: Final = re.compile(r"\d+([^\w\s])\d+")
_SHOWN: Final = 4  # other refs that the question names
_LONGEST: Final = 40  # characters of a ref by which a file is named
# What an action may say several times.
_MANY: Final = PROSE | (OF_ACTION - {Reads.TEXT}) | {Reads.NOTES_AND_RATING, Reads.REVISED}

_Numbers = tuple[int, int]


def record_ref(record: PaperRecord) -> str:
    """The ref that a row gives; empty where it gives none."""
    return to_label(record.words("ref").rstrip(" .").lstrip()).rstrip(" .")


def mend_dated_refs(records: Sequence[PaperRecord], answers: Answers) -> Iterator[AccountEntry]:
    """Give refs that became dates their two numbers again, and ask once whether it is these.

    Until somebody answers they are written with a hyphen; the sign of the answer holds for all.
    """
    labels = dict.fromkeys(map(record_ref, records))
    dates = {label: numbers for label in labels if (numbers := _day_and_month(label))}
    if not dates:
        return
    if len({day for day, _ in dates.values()}) > len({month for _, month in dates.values()}):
        # The first of the two numbers stays the same for longer.
        dates = {label: (month, day) for label, (day, month) in dates.items()}
    first = next(iter(dates))
    answer = answers.get(answer_key("{}-{} ref".format(*dates[first]), first), "")
    sign = _SIGN.fullmatch(answer)
    refs = {n: (sign[1] if sign else "-").join(map(str, numbers)) for n, numbers in dates.items()}
    refs[first] = answer or refs[first]
    is_open = not answer
    for record in records:
        if (label := record_ref(record)) not in refs:
            continue
        for piece in record.said("ref"):
            why = f"Excel made a date of it; read as {refs[label]}{': you said so' * bool(answer)}"
            entry = piece.entry(Fate.READ, f"{refs[label]} ref", why)
            if is_open:
                question = _question(dates, first)
                entry = entry._replace(fate=Fate.ASKED, why=question, propose=refs[first])
            is_open = False
            yield entry
        piece = record.pieces["ref"][0]
        record.pieces["ref"] = [piece._replace(text=refs[label], is_again=True)]


def _day_and_month(label: str) -> _Numbers | None:
    """The numbers of a ref that is a date; none for any other."""
    match = _DATE.fullmatch(label)
    if match is None:
        return None
    if match["day"]:
        return int(match["day"]), int(match["month"])
    month = MONTH_NUMBERS.get((match["name"] or match["named"]).lower())
    return (int(match["before"] or match["after"]), month) if month else None


def _question(dates: Mapping[str, _Numbers], first: str) -> str:
    hyphen, point = (sign.join(map(str, dates[first])) for sign in "-.")
    others = [label for label in dates if label != first]
    more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    named = f" The answer holds for {quoted_list(others[:_SHOWN])}{more} too." if others else ""
    return f"Excel made a date of it: was it {hyphen} or {point}?{named}"


class ActionRefs(Account):
    """Gives each action its ref, and each row that says no action of its own its place."""

    def __init__(self, records: Iterable[PaperRecord], answers: Answers) -> None:
        """No ref that is made may be one that stands further below."""
        super().__init__()
        self._answers = answers
        self._known: dict[str, PaperRecord] = {}
        self._used = {record_ref(record) for record in records}
        self._later: list[PaperRecord] = []
        self._last = ""  # the ref of the action above

    def begin(self, record: PaperRecord, area: PaperArea) -> None:
        """A row that says an action."""
        label = record_ref(record)
        is_file = not [*wrong_file_name(action_file_name(label, ""), label)]
        is_usable = 0 < len(label) <= _LONGEST and label not in self._known and is_file
        ref = label if is_usable else self._make_ref(label, record, area)
        for piece in record.pieces.get("ref", ()):
            is_counted = isinstance(piece.text, DerivedText)  # by the program, in no text
            if is_usable or piece.is_again:
                is_placed = is_usable and not piece.is_again
                self.note(piece, Fate.PLACED if is_placed else Fate.STRUCTURE, f"{ref} ref")
            if piece.is_again or is_counted:
                ref = DerivedText(ref)
        self._known[ref] = record
        self._last = label or ref
        self._used.add(ref)
        area.records.append((ref, record))

    def _make_ref(self, label: str, record: PaperRecord, area: PaperArea) -> str:
        """The next free number, where a row has none; where its own is taken a person decides."""
        ref = area.next_ref(self._used)
        target = f"{ref} ref"
        if not label:
            why = "the paper gives it no number"
            self.entries.append(made_entry(target, ref, why, HIGH, record.place))
            return ref
        why, propose = "no file can be named by it; give it one of letters and numbers", ""
        if len(label) > _LONGEST:
            why = f"it is longer than {_LONGEST} characters; give it a short one"
        if label in self._known:
            why = f"{self._known[label].place} has it too, so this one is kept apart as {ref}"
            # As a number, 1.10 is 1.1.
            propose = f"{label}0" if self._last.endswith(".9") else ""
        answer = self._answers.get(answer_key(target, label), "")
        answer = answer if answer not in self._used else ""
        fate, why = (Fate.READ, f"read as {answer}: you said so") if answer else (Fate.ASKED, why)
        self.entries.append(AccountEntry(record.place, label, fate, target, why, None, propose))
        return DerivedText(answer) if answer else ref

    def add(self, record: PaperRecord) -> None:
        """A row that says no action: it may belong to one that is still to come."""
        self._later.append(record)

    def add_rows(self) -> None:
        """Give the rows that say no action to the actions that their refs name."""
        for record in self._later:
            ref = record_ref(record)
            add = self._add_to_action if ref in self._known else self._leave
            for key, pieces in record.pieces.items():
                add(ref, key, pieces)

    def _add_to_action(self, ref: str, key: str, pieces: list[TextPiece]) -> None:
        record = self._known[ref]
        before = record.pieces.setdefault(key, []) if key != "ref" else []
        if key == "ref":
            self.entries += [piece.entry(Fate.STRUCTURE, f"{ref} ref") for piece in pieces]
        elif field_of(key).reads in _MANY or key == "leads" or not before:
            # What both say of how it stands is compared, as that of two of its steps.
            step = record.last_step + is_judgement(key)
            before.extend(piece._replace(step=step) for piece in pieces)
        else:
            was = " ".join(piece.text for piece in before)
            is_same = was == " ".join(piece.text for piece in pieces)
            fate, why = Fate.ASKED, f"{before[0].place} says “{was}”, which was taken"
            if is_same:
                fate, why = Fate.STRUCTURE, "it is said once more"
            self.entries += [piece.entry(fate, f"{ref} {key}", why) for piece in pieces]

    def _leave(self, ref: str, key: str, pieces: list[TextPiece]) -> None:
        for piece in pieces:
            if key == "ref" and is_action_ref(ref):
                why = "no row says what this action is; write it with what stands beside it"
                self.note(piece, Fate.ASKED, f"{ref} actions", why)
            elif piece.text:
                self.note(piece, Fate.LEFT, "", "it belongs to no action that is known")
