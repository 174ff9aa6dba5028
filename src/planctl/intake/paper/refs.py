"""The refs of a paper: each is of one action, and a row without words of its own adds to one."""

from collections.abc import Iterable
from typing import Final

from planctl.intake.paper.account import Answers, Entry, Fate, Made, Piece, Sure
from planctl.intake.paper.header import is_ref
from planctl.intake.paper.promise import asked_for
from planctl.intake.paper.record import Record, is_judged
from planctl.intake.paper.region import Region
from planctl.model.character import as_label

_LONGEST: Final = 40
_OF_ONE: Final = frozenset(  # what an action says once
    {
        "title",
        "timescale",
        "lead and timescale",
        "timescale and rating",
        "status",
        "completed",
        "progress_rag",
        "impact_rag",
    }
)


def ref_of(record: Record) -> str:
    """The ref that a row gives; empty where it gives none."""
    return as_label(record.words("ref").rstrip(" .").lstrip()).rstrip(" .")


class Refs:
    """Gives each action its ref, and each row that says no action of its own its place."""

    def __init__(self, records: Iterable[Record], answers: Answers) -> None:
        """No ref that is made may be one that stands further below."""
        self._all = frozenset(ref_of(each) for each in records)
        self._answers = answers
        self._known: dict[str, Record] = {}
        self._taken = set(self._all)
        self._later: list[Record] = []
        self.entries: list[Entry] = []

    def begin(self, record: Record, region: Region) -> None:
        """A row that says an action."""
        said = ref_of(record)
        is_said = bool(said) and said not in self._known and len(said) <= _LONGEST
        ref = said if is_said else self._made(said, record, region)
        for piece in record.pieces.get("ref", ()):
            fate = Fate.PLACED if is_said and not piece.is_again else Fate.STRUCTURE
            if is_said or piece.is_again:
                self.entries.append(piece.entry(fate, f"{ref} ref"))
        self._known[ref] = record
        self._taken.add(ref)
        region.records.append((ref, record))

    def _made(self, said: str, record: Record, region: Region) -> str:
        """The next free number, where a row has none; where its own is taken a person decides."""
        ref = region.next_ref(self._taken)
        if not said:
            why = "the paper gives it no number"
            self.entries.append(Entry(record.place, ref, Fate.MADE, f"{ref} ref", why, Sure.HIGH))
            return ref
        why = f"it is longer than {_LONGEST} characters; give it a short one"
        if said in self._known:
            why = f"{self._known[said].place} has it too, so this one is kept apart as {ref}"
        to = f"{ref} ref"
        answer = self._answers.get(asked_for(to, said), "")
        answer = answer if answer not in self._taken else ""
        fate, why = (Fate.READ, f"read as {answer}: you said so") if answer else (Fate.ASKED, why)
        self.entries.append(Entry(record.place, said, fate, to, why))
        return Made(answer) if answer else ref

    def add(self, record: Record) -> None:
        """A row that says no action: it may belong to one that is still to come."""
        self._later.append(record)

    def settle(self) -> None:
        """Give the rows that say no action to the actions that their refs name."""
        for record in self._later:
            ref = ref_of(record)
            known = self._known.get(ref)
            for key, pieces in record.pieces.items():
                if known:
                    self._join(ref, known, key, pieces)
                else:
                    self._leave(ref, key, pieces)

    def _join(self, ref: str, known: Record, key: str, pieces: list[Piece]) -> None:
        before = known.pieces.setdefault(key, []) if key != "ref" else []
        if key == "ref":
            self.entries += [piece.entry(Fate.STRUCTURE, f"{ref} ref") for piece in pieces]
        elif key not in _OF_ONE or not before:
            # What both say of how it stands is compared, as that of two of its steps.
            step = known.last_step + is_judged(key)
            before.extend(piece._replace(step=step) for piece in pieces)
        else:
            was = " ".join(piece.text for piece in before)
            again = was == " ".join(piece.text for piece in pieces)
            fate, why = Fate.ASKED, f"{before[0].place} says “{was}”, which was taken"
            if again:
                fate, why = Fate.STRUCTURE, "it is said once more"
            self.entries += [piece.entry(fate, f"{ref} {key}", why) for piece in pieces]

    def _leave(self, ref: str, key: str, pieces: list[Piece]) -> None:
        why = "it belongs to no action that is known"
        for piece in pieces:
            if key == "ref" and is_ref(ref):
                why = "no row says what this action is; write it with what stands beside it"
                self.entries.append(piece.entry(Fate.ASKED, f"{ref} actions", why))
            elif piece.text:
                self.entries.append(piece.entry(Fate.LEFT, "", why))
