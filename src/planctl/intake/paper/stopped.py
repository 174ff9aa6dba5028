"""That an action was called off, in words beside which a person has to say whether all of it is."""

import re
from typing import Final

from planctl.intake.paper.account import Made, Piece
from planctl.intake.paper.naming import short
from planctl.intake.paper.promise import Growing
from planctl.model.action import Status

_STOPPED: Final = re.compile(
    r"(?:(?:this|the) )?(?:action )?(?:(?:has been|was|is) )?(?:now )?"
    r"(?:cancelled|withdrawn|superseded|abandoned|discontinued|no longer (?:required|needed))\b",
    re.IGNORECASE,
)


def ask_stopped(action: Growing, piece: Piece) -> bool:
    """Ask for the status, where a text begins with words of an end; whether it does."""
    if not _STOPPED.match(piece.text):
        return False
    why = f"“{short(piece.text)}”: is the action withdrawn?"
    answer = action.want("status", why, Status.WITHDRAWN.value, piece.place)
    if answer:
        action.said["status"] = Made(answer)
    return True
