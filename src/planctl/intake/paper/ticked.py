"""A column for each status, of which one is ticked."""

from planctl.intake.paper.account import Fate, Piece
from planctl.intake.paper.column import STATUS_TICK
from planctl.intake.paper.promise import Growing
from planctl.intake.paper.rating import TICKS


def take_status_tick(action: Growing, key: str, pieces: list[Piece]) -> None:
    """The status whose column is ticked; of two, a person says which."""
    status = key.removeprefix(STATUS_TICK)
    for piece in pieces:
        if piece.text.casefold().strip(" .") not in TICKS:
            action.note(piece, Fate.LEFT, "", f"it stands under “{status}”, and is no tick")
        else:
            action.give("status", piece, status, "its column is ticked")
