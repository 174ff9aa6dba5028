"""What of a workbook cannot be read back: all of it is gathered first, and then said at once."""

from collections.abc import Sequence
from typing import NamedTuple

from planctl.intake.paper.part import Unreadable


class Fault(NamedTuple):
    """What is wrong, with its place; and what to do."""

    message: str
    hint: str


def refuse(faults: Sequence[Fault]) -> None:
    """Raise Unreadable where anything is wrong: a line for each, where there are several."""
    if len(faults) == 1:
        raise Unreadable(*faults[0])
    if faults:
        lines = "".join(f"\n  {fault.message}; {fault.hint}" for fault in faults)
        message = f"{len(faults)} things in it cannot be read back, so nothing was written:{lines}"
        raise Unreadable(message, "put them right in the workbook, and import it again")
