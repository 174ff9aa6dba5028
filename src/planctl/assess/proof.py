"""What makes an action embedded and not only complete: evidence of effect, and a second look.

Complete is a claim. An action is taken for embedded after somebody who does not lead it has looked
at evidence that says what changed; until then it counts as complete, and what is lacking is said.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from planctl.model.action import Action, Evidence, EvidenceFault
from planctl.model.calendar import day_in_words

Faulty = Mapping[str, EvidenceFault]  # what is wrong with files of evidence, by their path


def evidence_by(action: Action, as_at: date, faulty: Faulty) -> tuple[Evidence, ...]:
    """The evidence that is there by a day, and is what it was; a piece without a day counts."""
    known = (item for item in action.evidence if item.date is None or item.date <= as_at)
    return tuple(item for item in known if item.file not in faulty)


def spoilt(action: Action, faulty: Faulty) -> list[tuple[Evidence, EvidenceFault]]:
    """The evidence whose file is missing, or is not the one that was sealed."""
    return [(e, faulty[e.file]) for e in action.evidence if e.file and e.file in faulty]


def is_second_look(action: Action) -> bool:
    """Whether somebody who does not lead the action verified it; capitals make no other role."""
    leads = {lead.strip().casefold() for lead in action.leads}
    return action.verified is not None and action.verified.by.strip().casefold() not in leads


def lacking(action: Action, as_at: date, faulty: Faulty) -> Iterator[str]:
    """What an action lacks by a day to be taken for embedded; nothing where it is proved."""
    evidence, lost = evidence_by(action, as_at, faulty), spoilt(action, faulty)
    if not evidence:
        named = (f"the file of “{item.title}” is {fault}" for item, fault in lost)
        yield " and ".join(named) or "no evidence is recorded"
    elif not any(item.shows for item in evidence):
        yield "no evidence says what it shows"
    if action.verified is None:
        yield "nobody has verified it"
    elif action.verified.on > as_at:
        yield f"it is to be verified only on {day_in_words(action.verified.on)}"
    elif not is_second_look(action):
        yield "only its own lead has verified it"
