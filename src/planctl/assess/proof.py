"""What makes an action embedded and not only complete: evidence of effect, and a second look.

Complete is a claim. An action is taken for embedded after somebody who does not lead it has looked
at evidence that says what changed; until then it counts as complete, and what is lacking is said.
"""

from collections.abc import Iterator
from datetime import date

from planctl.model.action import Action, Evidence
from planctl.model.calendar import day_in_words


def evidence_by(action: Action, as_at: date) -> tuple[Evidence, ...]:
    """The evidence that is there by a day; a piece without a day counts."""
    return tuple(item for item in action.evidence if item.date is None or item.date <= as_at)


def is_second_look(action: Action) -> bool:
    """Whether somebody who does not lead the action says that it was verified."""
    return action.verified is not None and action.verified.by not in action.leads


def lacking(action: Action, as_at: date) -> Iterator[str]:
    """What an action lacks by a day to be taken for embedded; nothing where it is proved."""
    evidence = evidence_by(action, as_at)
    if not evidence:
        yield "no evidence is recorded"
    elif not any(item.shows for item in evidence):
        yield "no evidence says what it shows"
    if action.verified is None:
        yield "nobody has verified it"
    elif action.verified.on > as_at:
        yield f"it is to be verified only on {day_in_words(action.verified.on)}"
    elif not is_second_look(action):
        yield "only its own lead has verified it"
