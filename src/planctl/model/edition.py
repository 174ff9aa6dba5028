"""The editions of a plan: who reads which, and what of the plan each leaves out.

`CONTENT` says of every field that an edition can leave out what it is. A test walks the models, so
that a new field is either here or in the test's list of what everybody may read.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from planctl.model.choice import Choice


class Edition(Choice):
    """For whom something is printed."""

    OFFICERS = "officers"
    BOARD = "board"
    PUBLIC = "public"
    INSPECTOR = "inspector"


class PackSize(Choice):
    """How much of the board pack is printed."""

    HIGHLIGHT = "highlight"
    STANDARD = "standard"
    FULL = "full"


class Share(Choice):
    """Who may read a thing that not everybody may."""

    OFFICERS = "officers"
    BOARD = "board"


class Content(Choice):
    """What an edition can leave out of the whole plan."""

    NOTES = "progress notes"
    REASONS = "reasons"
    ESCALATIONS = "escalations"
    CHALLENGES = "challenges"
    COMMENTARY = "commentary"
    RISKS = "risks"
    EVIDENCE = "evidence"
    ADDRESSES = "addresses"
    OWNERS = "owners"
    AUTHORS = "authors"
    CLASSIFICATION = "classification"


# Who may read what is shared with some only; an inspector reads what the board does.
READERS: Final[Mapping[Share, frozenset[Edition]]] = {
    Share.OFFICERS: frozenset({Edition.OFFICERS}),
    Share.BOARD: frozenset({Edition.OFFICERS, Edition.BOARD, Edition.INSPECTOR}),
}
# What each edition leaves out where policy.yaml does not say otherwise.
LEFT_OUT: Final[Mapping[Edition, frozenset[Content]]] = {
    Edition.OFFICERS: frozenset(),
    Edition.BOARD: frozenset(),
    Edition.PUBLIC: frozenset(Content),
    Edition.INSPECTOR: frozenset(),
}
# Who may read an edition, as its cover says it.
FOR_WHOM: Final[Mapping[Edition, str]] = {
    Edition.OFFICERS: "officers",
    Edition.BOARD: "the board",
    Edition.PUBLIC: "the public",
    Edition.INSPECTOR: "inspectors",
}
HELD: Final = "Not in this edition"  # stands where a text was

# What each field is that an edition can leave out, by the name of its model.
CONTENT: Final[Mapping[str, Mapping[str, Content]]] = {
    "Action": {
        "progress": Content.NOTES,
        "rag_reason": Content.REASONS,
        "evidence": Content.EVIDENCE,
        "escalations": Content.ESCALATIONS,
    },
    "Extension": {"reason": Content.REASONS, "recommended": Content.REASONS},
    "Pause": {"reason": Content.REASONS, "recommended": Content.REASONS},
    "Withdrawal": {"reason": Content.REASONS, "recommended": Content.REASONS},
    "Correction": {"reason": Content.REASONS, "recommended": Content.REASONS},
    "Verified": {"how": Content.EVIDENCE},
    "BoardMeeting": {
        "commentary": Content.COMMENTARY,
        "risks": Content.RISKS,
        "challenges": Content.CHALLENGES,
        "attendance": Content.AUTHORS,
    },
    "Overall": {
        "progress_reason": Content.REASONS,
        "impact_reason": Content.REASONS,
        "confidence_reason": Content.REASONS,
    },
    "DeliveryRisk": {"owner": Content.OWNERS},
    "Front": {"mail": Content.ADDRESSES},
    "Mail": dict.fromkeys(("server", "sender", "port", "security", "secretary"), Content.ADDRESSES),
    "RoleContact": dict.fromkeys(("email", "deputy", "until"), Content.ADDRESSES),
    "BoardPaper": {"file": Content.ADDRESSES, "url": Content.ADDRESSES},
    "Received": {"file": Content.ADDRESSES, "url": Content.ADDRESSES},
    "Agreement": {"reason": Content.REASONS},
    "Allowance": {"reason": Content.REASONS},
    "Measure": {"owner": Content.OWNERS},
    "Brand": {"classification": Content.CLASSIFICATION},
}


# What one of each is called when it is counted; of the others nobody counts any.
NOUNS: Final[Mapping[Content, str]] = {
    Content.NOTES: "progress note",
    Content.REASONS: "reason",
    Content.ESCALATIONS: "escalation",
    Content.CHALLENGES: "challenge",
    Content.COMMENTARY: "commentary",
    Content.RISKS: "risk",
    Content.EVIDENCE: "piece of evidence",
    Content.ADDRESSES: "address",
    Content.OWNERS: "owner",
}


class Omitted(NamedTuple):
    """How many things of a kind are not in an edition, and who answers for that."""

    noun: str  # action, progress note, reason
    number: int
    is_held: bool = False  # by `share`; else the edition leaves all of the kind out
    role: str = ""  # that answers for what is held; empty where none is named


class EditionNotice(NamedTuple):
    """For whom a plan was cut, and what is not in it."""

    edition: Edition
    omitted: tuple[Omitted, ...] = ()
    allowed: int = 0  # exceptions to the rules on personal data that stand in policy.yaml

    @property
    def totals(self) -> dict[str, int]:
        """How many things of each kind are not in it."""
        totals: dict[str, int] = {}
        for item in self.omitted:
            totals[item.noun] = totals.get(item.noun, 0) + item.number
        return totals
