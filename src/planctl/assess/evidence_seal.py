"""Sealing of evidence files, and what makes a completed action count as embedded.

A seal is the sha256 of a file when it was sealed. A file that has changed since is sealed again
only when it is named, because seeing the change is what the seal is for.

An action counts as embedded once somebody who does not lead it has looked at evidence that says
what changed. Until then it counts as complete, and the reasons say what is lacking.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from planctl.model.action import Action, Evidence, EvidenceFault
from planctl.model.calendar import day_in_words


class Sealing(NamedTuple):
    """What sealing the evidence of a plan comes to: paths from the plan folder, in order."""

    seals: Mapping[str, str]  # what is sealed afterwards
    new: tuple[str, ...]
    renewed: tuple[str, ...]
    forgotten: tuple[str, ...]
    changed: tuple[str, ...]  # since they were sealed
    lost: tuple[str, ...]  # sealed, and not there or not readable
    missing: tuple[str, ...]  # named by an action, never sealed, and not there or not readable
    unnamed: tuple[str, ...]  # sealed, and no action names them any more

    @property
    def is_sound(self) -> bool:
        """Whether every evidence file is there, and is the one that was sealed."""
        return not (self.changed or self.lost or self.missing)


def seal_evidence(
    named: Collection[str],
    sealed: Mapping[str, str],
    prints: Mapping[str, str],
    *,
    renew: Collection[str] = (),
    forget: Collection[str] = (),
) -> Sealing:
    """What is to be sealed, by the fingerprints of the files that can be read."""
    kept = {path: seal for path, seal in sealed.items() if path not in forget}
    changed = [path for path in kept if prints.get(path) not in {None, kept[path]}]
    renewed = [path for path in changed if path in renew]
    new = sorted(path for path in named if path not in kept and path in prints)
    after = {**kept, **{path: prints[path] for path in (*new, *renewed)}}
    return Sealing(
        dict(sorted(after.items())),
        tuple(new),
        tuple(renewed),
        tuple(path for path in sealed if path in forget),
        tuple(path for path in changed if path not in renew),
        tuple(path for path in kept if path not in prints),
        tuple(sorted(path for path in named if path not in kept and path not in prints)),
        tuple(path for path in kept if path not in named),
    )


EvidenceFaults = Mapping[str, EvidenceFault]  # what is wrong with files of evidence, by their path


def evidence_up_to(action: Action, as_at: date, faulty: EvidenceFaults) -> tuple[Evidence, ...]:
    """The evidence that is there by a day, and is what it was; a piece without a day counts."""
    dated = (item for item in action.evidence if item.date is None or item.date <= as_at)
    return tuple(item for item in dated if item.file not in faulty)


def find_faulty_evidence(
    action: Action, faulty: EvidenceFaults
) -> list[tuple[Evidence, EvidenceFault]]:
    """The evidence whose file is missing, or is not the one that was sealed."""
    return [(it, faulty[it.file]) for it in action.evidence if it.file and it.file in faulty]


def is_second_look(action: Action) -> bool:
    """Whether somebody who does not lead the action verified it; capitals make no other role."""
    leads = {lead.strip().casefold() for lead in action.leads}
    return action.verified is not None and action.verified.by.strip().casefold() not in leads


def embedding_gaps(action: Action, as_at: date, faulty: EvidenceFaults) -> Iterator[str]:
    """What an action lacks by a day to be taken for embedded; nothing where it is proved."""
    evidence, faults = evidence_up_to(action, as_at, faulty), find_faulty_evidence(action, faulty)
    if not evidence:
        faulty_files = (f"the file of “{item.title}” is {fault}" for item, fault in faults)
        yield " and ".join(faulty_files) or "no evidence is recorded"
    elif not any(item.shows for item in evidence):
        yield "no evidence says what it shows"
    if action.verified is None:
        yield "nobody has verified it"
    elif action.verified.on > as_at:
        yield f"it is to be verified only on {day_in_words(action.verified.on)}"
    elif not is_second_look(action):
        yield "only its own lead has verified it"
