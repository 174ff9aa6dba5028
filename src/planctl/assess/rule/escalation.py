"""Band T, for escalations: a question was taken upwards, and its day has passed."""

from collections.abc import Iterator

from planctl.assess.escalation import open_escalations
from planctl.assess.judged import Judged
from planctl.assess.promise import due_in_words
from planctl.assess.rule.scene import Scene
from planctl.model.problem import At, Fault
from planctl.model.written import shortened


def escalation_overdue(each: Judged, scene: Scene) -> Iterator[Fault]:
    """An escalation is open past the day that an answer was due.

    That is the day it was needed by, or that of the board's first meeting after it was raised.
    An answer alone does not close it: somebody looks whether it helped, and gives the day.
    """
    for one in open_escalations(each.action, scene.as_at, scene.by.calendar):
        if one.due and one.is_overdue:
            state = "answered, but not closed" if one.is_answered else "none is recorded"
            asked = f"“{shortened(one.escalation.asks)}”, asked of {shortened(one.escalation.to)}"
            at: At = ("escalations", one.number)
            where = (*at, "needed_by") if one.escalation.needed_by else at
            due = due_in_words(one.due, scene.as_at)
            yield Fault(where, f"{asked}: the answer was {due}; {state}")
