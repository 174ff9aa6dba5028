"""The rows of one action as its steps: each with its place, its words and what it says."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from planctl.intake.paper.account import Piece
from planctl.intake.paper.promise import Growing
from planctl.intake.paper.record import Record

# What the rows of an action say of the whole of it; all else may be said of a step.
OF_ALL: Final = frozenset(
    {"ref", "area", "title", "actions", "expected_impact", "impact_measures", "reporting"}
    | {"milestones", "evidence", "rag_reason", "findings", "depends_on"}
)


class Step(NamedTuple):
    """What some rows of an action say is to be done, and what they say of that."""

    place: str
    words: str
    grown: Growing

    @property
    def is_own(self) -> bool:
        """Whether it is one by itself, and no further line of the one above."""
        return bool(self.words or self.grown.whens or self.grown.said.get("leads"))

    def says(self, key: str) -> str:
        """What it says of what an action has once; empty where it says nothing."""
        return str(self.grown.said.get(key) or "")


def step_pieces(record: Record) -> Iterator[tuple[str, str, dict[str, list[Piece]]]]:
    """The steps of a record: where each stands, its words, and what is said of it."""
    by_step: list[dict[str, list[Piece]]] = [{} for _ in range(record.last_step + 1)]
    for key, pieces in record.pieces.items():
        for piece in pieces:
            by_step[piece.step].setdefault(key, []).append(piece)
    for own in by_step:
        said = [*own.get("actions", ()), *own.get("title", ())]
        words = " ".join(piece.text for piece in own.get("actions") or own.get("title") or ())
        place = next((piece.place for pieces in [said, *own.values()] for piece in pieces), "")
        yield place, words, {key: each for key, each in own.items() if key not in OF_ALL}
