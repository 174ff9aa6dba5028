"""What the index page of a folder of evidence prints: everything worded."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from planctl.assess.judged import Judged
from planctl.model.document import Finding
from planctl.model.problem import At

SEALED: Final = "sealed, and unchanged"
UNSEALED: Final = "not sealed"
ALTERED: Final = "changed since it was sealed"
GONE: Final = "missing"
UNREADABLE: Final = "there, but it could not be read"

# An action's place in the plan, and the number of a piece of evidence there: refs can be doubled.
Place = tuple[At, int]


class Cut(NamedTuple):
    """What was asked for: the whole plan, a finding, an action."""

    about: str
    judged: Sequence[Judged]
    findings: Sequence[Finding]  # those whose evidence is asked for
    is_whole: bool = False


class Copy(NamedTuple):
    """An evidence file, and where it goes in the folder."""

    source: str  # from the plan folder
    target: str  # from the folder of the evidence, with forward slashes


class Link(NamedTuple):
    """The ref of an action, and where the page has its evidence; empty where it has none."""

    ref: str
    href: str


class Piece(NamedTuple):
    """A piece of evidence as the index lists it."""

    title: str
    kind: str
    day: str
    shows: str
    file: str  # where it is in the folder, or as the plan names it; empty where it names none
    href: str  # the same as a link; empty where nothing can be opened
    url: str
    url_href: str  # the same as a link; empty where it is no web address
    seal: str  # one of those above; empty without a file
    sha256: str
    is_later: bool  # than the day of the page


class OfAction(NamedTuple):
    """An action with its evidence."""

    ref: str
    anchor: str
    title: str
    standing: str
    findings: str
    verified: str
    pieces: tuple[Piece, ...]


class OfFinding(NamedTuple):
    """A finding, with who answers it and by how much evidence."""

    title: str
    actions: tuple[Link, ...]
    pieces: str
    gap: str


class Index(NamedTuple):
    """The index page."""

    title: str
    organisation: str
    about: str  # the whole plan, or the finding or the action that was asked for
    as_at: str
    words: str  # how many pieces, of how many actions
    missing: tuple[str, ...]
    findings: tuple[OfFinding, ...]
    actions: tuple[OfAction, ...]
    maker: str
