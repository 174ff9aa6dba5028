"""A folder of evidence for inspectors, as its index page sees it: everything worded.

What is missing is said before what is there, because that is what an inspector asks first.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from planctl.assess.judged import Judged
from planctl.assess.proof import lacking
from planctl.assess.rule.scene import Scene
from planctl.model.action import Evidence, Status
from planctl.model.calendar import day_in_words
from planctl.model.document import Finding
from planctl.model.problem import At
from planctl.render.pack.badge import sentence
from planctl.render.words import counted, in_a_row

INDEX: Final = "index.html"
SUMS: Final = "SHA256SUMS"
_WEB: Final = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_SAFE: Final = re.compile(r"[^\w.-]+")
_LONGEST: Final = 80  # of a file's own name

# An action's place in the plan, and the number of a piece of evidence there: refs can be doubled.
Place = tuple[At, int]


class Copy(NamedTuple):
    """An evidence file, and where it goes in the folder."""

    source: str  # from the plan folder
    target: str  # from the folder of the evidence, with forward slashes


class Piece(NamedTuple):
    """A piece of evidence as the index lists it."""

    title: str
    kind: str
    day: str
    shows: str
    place: str  # where the file is in the folder, or the address; empty where it is nowhere
    href: str  # the same as a link; empty where nothing can be opened
    seal: str  # sealed and unchanged, not sealed, changed since it was sealed, missing
    sha256: str


class OfAction(NamedTuple):
    """An action with its evidence."""

    ref: str
    title: str
    standing: str
    findings: str
    verified: str
    pieces: tuple[Piece, ...]


class Index(NamedTuple):
    """The index page."""

    title: str
    organisation: str
    about: str  # the whole plan, or the finding that was asked for
    as_at: str
    words: str  # how many pieces, of how many actions
    missing: tuple[str, ...]
    actions: tuple[OfAction, ...]
    maker: str


def copies(judged: Sequence[Judged], holds: Callable[[str], bool]) -> dict[Place, Copy]:
    """Where each evidence file goes, by its action and its number there."""
    made: dict[Place, Copy] = {}
    folders: set[str] = set()
    for each in judged:
        folder = _free(f"action-{_safe(each.ref)}", folders)
        for n, item in enumerate(each.action.evidence):
            if item.file and holds(item.file):
                name = _safe(item.file.replace("\\", "/").rpartition("/")[2])[-_LONGEST:]
                made[each.at, n] = Copy(item.file, f"{folder}/{n + 1:02}-{name}")
    return made


def index(
    scene: Scene,
    judged: Sequence[Judged],
    placed: Mapping[Place, tuple[Copy, str]],
    asked: Finding | None,
    maker: str,
) -> Index:
    """The index of a folder of evidence, of one finding or of the whole plan.

    Of each file it has the copy, and the sha256 of that.
    """
    front = scene.plan.plan
    seals = scene.plan.seals
    of = tuple(_of_action(each, scene, placed, seals) for each in judged if each.action.evidence)
    pieces = sum(len(each.pieces) for each in of)
    return Index(
        scene.plan.title,
        front.organisation if front else "",
        f"Finding: {asked.title}" if asked else "The whole plan",
        day_in_words(scene.as_at),
        f"{counted(pieces, 'piece')} of evidence, for {counted(len(of), 'action')} of "
        f"{len(judged)}.",
        tuple(missing(scene, judged, of, asked.id if asked else None)),
        of,
        maker,
    )


def sums(placed: Mapping[Place, tuple[Copy, str]]) -> str:
    """SHA256SUMS, as the program sha256sum writes and checks it."""
    lines = sorted({f"{seal}  {copy.target}\n" for copy, seal in placed.values()})
    return "".join(lines)


def missing(
    scene: Scene, judged: Sequence[Judged], of: Sequence[OfAction], asked: str | None
) -> Iterator[str]:
    """What an inspector would miss, a sentence each."""
    for unread in scene.plan.unread:
        yield f"The file {unread.path} could not be read, and what it holds is not here."
    yield from _pieces(of)
    yield from _actions(scene, judged)
    yield from _findings(scene, judged, asked)


def _pieces(of: Sequence[OfAction]) -> Iterator[str]:
    for each in of:
        for piece in each.pieces:
            if piece.seal in {_GONE, _ALTERED}:
                is_ = "is" if piece.seal == _GONE else "has"
                yield f"{each.ref}: the file of “{piece.title}” {is_} {piece.seal}."
            elif not piece.place:
                yield f"{each.ref}: “{piece.title}” has neither a file nor an address."
            if not piece.day:
                yield f"{each.ref}: “{piece.title}” has no day."
            if not piece.shows:
                yield f"{each.ref}: “{piece.title}” does not say what it shows."


def _actions(scene: Scene, judged: Sequence[Judged]) -> Iterator[str]:
    for each in judged:
        lacks = tuple(lacking(each.action, scene.as_at, scene.by.faulty))
        if each.is_delivered and not each.action.evidence:
            yield f"{each.ref} is complete, and no evidence of it is recorded."
        elif each.action.status is Status.EMBEDDED and lacks:
            yield f"{each.ref} is said to be embedded, but {in_a_row(lacks)}."


def _findings(scene: Scene, judged: Sequence[Judged], asked: str | None) -> Iterator[str]:
    front = scene.plan.plan
    shown = {finding for each in judged if each.action.evidence for finding in each.action.findings}
    for finding in front.findings if front else ():
        if finding.id not in shown and asked in {None, finding.id}:
            yield f"No evidence is recorded for the finding “{finding.title}”."


_SEALED, _UNSEALED = "sealed, and unchanged", "not sealed"
_ALTERED, _GONE = "changed since it was sealed", "missing"


def _of_action(
    each: Judged,
    scene: Scene,
    placed: Mapping[Place, tuple[Copy, str]],
    seals: Mapping[str, str],
) -> OfAction:
    action, front = each.action, scene.plan.plan
    titles = {finding.id: finding.title for finding in (front.findings if front else ())}
    pieces = (
        _piece(item, placed.get((each.at, n)), seals) for n, item in enumerate(action.evidence)
    )
    looked = action.verified
    return OfAction(
        each.ref,
        action.title,
        sentence(each.progress.why),
        "; ".join(titles.get(finding, finding) for finding in action.findings),
        f"{looked.by}, {day_in_words(looked.on)}: {looked.how}" if looked else "",
        tuple(pieces),
    )


def _piece(item: Evidence, copied: tuple[Copy, str] | None, seals: Mapping[str, str]) -> Piece:
    day = day_in_words(item.date) if item.date else ""
    base = Piece(item.title, item.kind, day, item.shows or "", item.url or "", "", "", "")
    if copied:
        copy, seal = copied
        sealed = seals.get(item.file or "")
        state = _UNSEALED if sealed is None else _SEALED if sealed == seal else _ALTERED
        return base._replace(place=copy.target, href=copy.target, seal=state, sha256=seal)
    if item.file:
        return base._replace(place=item.file, seal=_GONE)
    is_web = _WEB.fullmatch((item.url or "").strip())
    return base._replace(href=(item.url or "").strip() if is_web else "")


def _safe(name: str) -> str:
    """A name that every system takes."""
    return _SAFE.sub("-", name).strip("-.") or "file"


def _free(name: str, taken: set[str]) -> str:
    """A name that is not taken yet, whatever its capitals; it is taken then."""
    free, n = name, 2
    while free.casefold() in taken:
        free, n = f"{name}-{n}", n + 1
    taken.add(free.casefold())
    return free
