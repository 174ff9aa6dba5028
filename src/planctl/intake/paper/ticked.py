"""A column for each status, of which one is ticked."""

from planctl.intake.paper.account import Fate, Made, Piece
from planctl.intake.paper.column import STATUS_TICK
from planctl.intake.paper.promise import Growing
from planctl.intake.paper.rating import TICKS


def take_status_tick(action: Growing, key: str, pieces: list[Piece]) -> None:
    """The status whose column is ticked; of two, a person says which."""
    status = key.removeprefix(STATUS_TICK)
    for piece in pieces:
        if piece.text.casefold().strip(" .") not in TICKS:
            action.note(piece, Fate.LEFT, "", f"it stands under “{status}”, and is no tick")
        elif action.said.get("status", status) == status and not action.has_asked("status"):
            action.said["status"] = Made(status)
            action.note(piece, Fate.READ, "status", f"read as {status}: its column is ticked")
        else:
            was = action.said.pop("status", None)
            both = f"{was} and {status}" if was else f"{status} too"
            answer = action.ask(piece, "status", f"{both}: more than one is ticked")
            if answer:
                action.said["status"] = Made(answer)
