"""A folder of evidence for inspectors: what goes where, and its index page.

What is missing is said before what is there, because that is what an inspector asks first.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from planctl.assess.coverage import Answer, coverage
from planctl.assess.judged import Judged
from planctl.assess.rule.scene import Scene
from planctl.model.action import Evidence
from planctl.model.calendar import day_in_words
from planctl.render.coverage import gap_in_words
from planctl.render.evidence_gap import missing
from planctl.render.evidence_view import (
    ALTERED,
    GONE,
    SEALED,
    UNREADABLE,
    UNSEALED,
    Copy,
    Cut,
    Index,
    Link,
    OfAction,
    OfFinding,
    Piece,
    Place,
)
from planctl.render.pack.badge import link, sentence
from planctl.render.words import counted

INDEX: Final = "index.html"
SUMS: Final = "SHA256SUMS"
_WEB: Final = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_SAFE: Final = re.compile(r"[^\w.-]+")
_LONGEST: Final = 80  # bytes of a name; a file system takes 255, and Windows 260 for a whole path

# Each file that was to be copied, with the sha256 of its copy; that is empty where it has none.
Placed = Mapping[Place, tuple[Copy, str]]


def copies(cut: Cut, holds: Callable[[str], bool]) -> dict[Place, Copy]:
    """Where each evidence file goes, by its action and its number there."""
    made: dict[Place, Copy] = {}
    folders: set[str] = set()
    for each in cut.judged:
        folder = _free(f"action-{_safe(each.ref)}", folders)
        for n, item in enumerate(each.action.evidence):
            if item.file and holds(item.file):
                name = _safe(item.file.rpartition("/")[2])
                made[each.at, n] = Copy(item.file, f"{folder}/{n + 1:02}-{name}")
    return made


def index(scene: Scene, cut: Cut, placed: Placed, maker: str) -> Index:
    """The index of a folder of evidence: what is missing, by finding, and by action."""
    front, asked = scene.plan.plan, {finding.id for finding in cut.findings}
    answers = [answer for answer in coverage(scene) if answer.finding.id in asked]
    of = tuple(_of_action(each, scene, placed) for each in cut.judged if each.action.evidence)
    pieces = sum(len(each.pieces) for each in of)
    return Index(
        scene.plan.title,
        front.organisation if front else "",
        cut.about,
        day_in_words(scene.as_at),
        f"{counted(pieces, 'piece')} of evidence, for {counted(len(of), 'action')} of "
        f"{len(cut.judged)}.",
        tuple(missing(scene, cut, answers, of)),
        tuple(_of_finding(answer) for answer in answers),
        of,
        maker,
    )


def sums(placed: Placed) -> str:
    """SHA256SUMS, as the program sha256sum writes and checks it."""
    lines = sorted({f"{seal}  {copy.target}\n" for copy, seal in placed.values() if seal})
    return "".join(lines)


def _of_finding(answer: Answer) -> OfFinding:
    links = (
        Link(each.ref, f"#{link(each).anchor}" if each.action.evidence else "")
        for each in answer.actions
    )
    pieces = sum(len(of_kind) for of_kind in answer.evidence.values())
    return OfFinding(
        answer.finding.title,
        tuple(links),
        counted(pieces, "piece") if pieces else "none",
        sentence(gap_in_words(answer)),
    )


def _of_action(each: Judged, scene: Scene, placed: Placed) -> OfAction:
    action, front = each.action, scene.plan.plan
    titles = {finding.id: finding.title for finding in (front.findings if front else ())}
    pieces = (
        _piece(item, placed.get((each.at, n)), scene) for n, item in enumerate(action.evidence)
    )
    looked = action.verified
    return OfAction(
        each.ref,
        link(each).anchor,
        action.title,
        sentence(each.progress.why),
        "; ".join(titles.get(finding, finding) for finding in action.findings),
        f"{looked.by}, {day_in_words(looked.on)}: {looked.how}" if looked else "",
        tuple(pieces),
    )


def _piece(item: Evidence, copied: tuple[Copy, str] | None, scene: Scene) -> Piece:
    url = (item.url or "").strip()
    copy, sha256 = copied or (None, "")
    return Piece(
        item.title,
        item.kind,
        day_in_words(item.date) if item.date else "",
        item.shows or "",
        copy.target if copy and sha256 else item.file or "",
        copy.target if copy and sha256 else "",
        url,
        url if _WEB.fullmatch(url) else "",
        _state(item.file, copied, scene) if item.file else "",
        sha256,
        is_later=bool(item.date and item.date > scene.as_at),
    )


def _state(file: str, copied: tuple[Copy, str] | None, scene: Scene) -> str:
    """Whether a copy was made, and whether it is what was sealed."""
    if copied is None:
        return GONE
    _, sha256 = copied
    if not sha256:
        return UNREADABLE
    sealed = scene.plan.seals.get(file)
    return UNSEALED if sealed is None else SEALED if sealed == sha256 else ALTERED


def _safe(name: str) -> str:
    """A name that every system takes, and that is not too long for any; its ending is kept."""
    short = _SAFE.sub("-", name).encode("utf-8")[-_LONGEST:].decode("utf-8", "ignore")
    return short.strip("-.") or "file"


def _free(name: str, taken: set[str]) -> str:
    """A name that is not taken yet, whatever its capitals; it is taken then."""
    free, n = name, 2
    while free.casefold() in taken:
        free, n = f"{name}-{n}", n + 1
    taken.add(free.casefold())
    return free
