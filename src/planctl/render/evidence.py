"""The evidence pack for inspectors, its index page, and the file of evidence seals.

The index lists what is held, and what is missing after it. `evidence_copies` decides where each
file goes.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from planctl.assess.coverage import FindingCoverage, finding_coverage
from planctl.assess.evidence_seal import Sealing, embedding_gaps
from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.model.action import Evidence, Status
from planctl.model.calendar import day_in_words
from planctl.model.edition import HELD
from planctl.model.plan_files import Finding
from planctl.model.problem import At
from planctl.model.words import count_noun, sentence_list, unused_name
from planctl.render.coverage import gap_in_words
from planctl.render.edition import edition_in_words
from planctl.render.pack.pieces import Link, action_link, as_sentence

SEAL_UNCHANGED: Final = "sealed, and unchanged"
NOT_SEALED: Final = "not sealed"
FILE_ALTERED: Final = "changed since it was sealed"
EVIDENCE_MISSING: Final = "missing"
EVIDENCE_UNREADABLE: Final = "there, but it could not be read"

# An action's place in the plan, and the number of a piece of evidence there: refs can be doubled.
EvidencePlace = tuple[At, int]
EVIDENCE_INDEX_FILE: Final = "index.html"
CHECKSUM_FILE: Final = "SHA256SUMS"
_WEB: Final = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_SAFE: Final = re.compile(r"[^\w.-]+")
_LONGEST: Final = 80  # bytes of a name; a file system takes 255, and Windows 260 for a whole path


class EvidenceScope(NamedTuple):
    """What was asked for: the whole plan, a finding, an action."""

    about: str
    judged: Sequence[Judgement]
    findings: Sequence[Finding]  # those whose evidence is asked for
    is_whole: bool = False


class EvidenceCopy(NamedTuple):
    """An evidence file, and where it goes in the folder."""

    source: str  # from the plan folder
    target: str  # from the folder of the evidence, with forward slashes


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


class ActionEvidence(NamedTuple):
    """An action with its evidence."""

    ref: str
    anchor: str
    title: str
    standing: str
    findings: str
    verified: str
    pieces: tuple[Piece, ...]


class FindingEvidence(NamedTuple):
    """A finding, with who answers it and by how much evidence."""

    title: str
    actions: tuple[Link, ...]  # an anchor only where the page has evidence of it
    pieces: str
    gap: str


class EvidenceIndex(NamedTuple):
    """The index page."""

    title: str
    organisation: str
    about: str  # the whole plan, or the finding or the action that was asked for
    as_at: str
    edition: str  # for whom it is, and what is not in it
    words: str  # how many pieces, of how many actions
    missing_words: str  # how many things are missing
    missing: tuple[str, ...]
    findings: tuple[FindingEvidence, ...]
    actions: tuple[ActionEvidence, ...]
    maker: str


def evidence_gaps(
    scene: Scene,
    cut: EvidenceScope,
    answers: Sequence[FindingCoverage],
    actions: Sequence[ActionEvidence],
) -> Iterator[str]:
    """What could not be read, findings and actions without evidence, pieces with a fault."""
    for unread in scene.plan.unread:
        yield f"The file {unread.path} could not be read, and what it holds is not here."
    for answer in answers:
        yield from _finding_gaps(answer)
    for judged in cut.judged:
        yield from _action_gaps(judged, scene)
    for action in actions:
        for piece in action.pieces:
            yield from (f"{action.ref}: {words}." for words in _piece_gaps(piece))
    if cut.is_whole and not scene.plan.lacks("action"):  # which may name more
        used = {item.file for judged in scene.judged for item in judged.action.evidence}
        for file in scene.plan.seals:
            if file not in used:
                yield f"{file} was sealed as evidence, and no action names it any more."


def _finding_gaps(answer: FindingCoverage) -> Iterator[str]:
    title = answer.finding.title
    if not answer.actions:
        yield f"No action answers the finding “{title}”."
    if not any(judged.action.evidence for judged in answer.actions):
        yield f"No evidence is recorded for the finding “{title}”."
    elif not answer.evidence:
        yield f"All evidence for the finding “{title}” is missing, changed or of a later day."


def _action_gaps(judged: Judgement, scene: Scene) -> Iterator[str]:
    lacks = tuple(embedding_gaps(judged.action, scene.as_at, scene.by.faulty))
    if judged.is_delivered and not judged.action.evidence:
        yield f"{judged.ref} is complete, and no evidence of it is recorded."
    elif judged.action.status is Status.EMBEDDED and lacks:
        yield f"{judged.ref} is said to be embedded, but {sentence_list(lacks)}."


def _piece_gaps(piece: Piece) -> Iterator[str]:
    verbs = {EVIDENCE_MISSING: "is", FILE_ALTERED: "has", EVIDENCE_UNREADABLE: "is"}
    if piece.seal in verbs:
        yield f"the file of “{piece.title}” {verbs[piece.seal]} {piece.seal}"
    elif not piece.file and not piece.url and piece.title != HELD:
        yield f"“{piece.title}” has neither a file nor an address"
    if not piece.day:
        yield f"“{piece.title}” has no day"
    elif piece.is_later:
        yield f"“{piece.title}” is of {piece.day}, later than the day of this page"
    if not piece.shows:
        yield f"“{piece.title}” does not say what it shows"


# Each file that was to be copied, with the sha256 of its copy; that is empty where it has none.
CopiedFiles = Mapping[EvidencePlace, tuple[EvidenceCopy, str]]


def evidence_copies(
    cut: EvidenceScope, holds: Callable[[str], bool]
) -> dict[EvidencePlace, EvidenceCopy]:
    """Where each evidence file goes, by its action and its number there."""
    targets: dict[EvidencePlace, EvidenceCopy] = {}
    folders: set[str] = set()
    for judged in cut.judged:
        folder = unused_name(f"action-{_safe_name(judged.ref)}", folders)
        for n, item in enumerate(judged.action.evidence):
            if item.file and holds(item.file):
                name = _safe_name(item.file.rpartition("/")[2])
                targets[judged.at, n] = EvidenceCopy(item.file, f"{folder}/{n + 1:02}-{name}")
    return targets


def evidence_index(
    scene: Scene, cut: EvidenceScope, copied: CopiedFiles, maker: str
) -> EvidenceIndex:
    """The index of a folder of evidence: by finding, by action, and what is missing."""
    front, wanted = scene.plan.plan, {finding.id for finding in cut.findings}
    answers = [answer for answer in finding_coverage(scene) if answer.finding.id in wanted]
    with_any = [judged for judged in cut.judged if judged.action.evidence]
    actions = tuple(_action_evidence(judged, scene, copied) for judged in with_any)
    pieces = sum(len(judged.pieces) for judged in actions)
    missing = tuple(evidence_gaps(scene, cut, answers, actions))
    gaps = count_noun(len(missing), "thing") if missing else "Nothing"
    return EvidenceIndex(
        scene.plan.title,
        front.organisation if front else "",
        cut.about,
        day_in_words(scene.as_at),
        edition_in_words(scene),
        f"{count_noun(pieces, 'piece')} of evidence, for {count_noun(len(actions), 'action')} of "
        f"{len(cut.judged)}.",
        f"{gaps} {'are' if len(missing) > 1 else 'is'} missing.",
        missing,
        tuple(_finding_evidence(answer) for answer in answers),
        actions,
        maker,
    )


def checksum_text(copied: CopiedFiles) -> str:
    """SHA256SUMS, as the program sha256sum writes and checks it."""
    lines = sorted({f"{seal}  {copy.target}\n" for copy, seal in copied.values() if seal})
    return "".join(lines)


def _finding_evidence(answer: FindingCoverage) -> FindingEvidence:
    links = (
        action_link(judged) if judged.action.evidence else Link(judged.ref, judged.action.title, "")
        for judged in answer.actions
    )
    pieces = sum(len(of_kind) for of_kind in answer.evidence.values())
    number = count_noun(pieces, "piece") if pieces else "none"
    gap = as_sentence(gap_in_words(answer))
    return FindingEvidence(answer.finding.title, tuple(links), number, gap)


def _action_evidence(judged: Judgement, scene: Scene, copied: CopiedFiles) -> ActionEvidence:
    action, check = judged.action, judged.action.verified
    titles = {finding.id: finding.title for finding in scene.plan.findings}
    return ActionEvidence(
        judged.ref,
        action_link(judged).anchor,
        action.title,
        as_sentence(judged.progress.why),
        "; ".join(titles.get(finding, finding) for finding in action.findings),
        f"{check.by}, {day_in_words(check.on)}: {check.how}" if check else "",
        tuple(
            _piece(it, copied.get((judged.at, n)), scene) for n, it in enumerate(action.evidence)
        ),
    )


def _piece(item: Evidence, copied: tuple[EvidenceCopy, str] | None, scene: Scene) -> Piece:
    url = (item.url or "").strip()
    copy, sha256 = copied or (None, None)
    target = copy.target if copy and sha256 else ""
    return Piece(
        item.title,
        item.kind,
        day_in_words(item.date) if item.date else "",
        item.shows or "",
        target or item.file or "",
        target,
        url,
        url if _WEB.fullmatch(url) else "",
        _seal_state(item.file, sha256, scene) if item.file else "",
        sha256 or "",
        is_later=bool(item.date and item.date > scene.as_at),
    )


def _seal_state(file: str, sha256: str | None, scene: Scene) -> str:
    """Whether a copy was made, and whether it is what was sealed."""
    if not sha256:
        return EVIDENCE_MISSING if sha256 is None else EVIDENCE_UNREADABLE
    seal = scene.plan.seals.get(file)
    return NOT_SEALED if seal is None else SEAL_UNCHANGED if seal == sha256 else FILE_ALTERED


def _safe_name(name: str) -> str:
    """A name that every system takes, and that is not too long for any; its ending is kept."""
    short = _SAFE.sub("-", name).encode("utf-8")[-_LONGEST:].decode("utf-8", "ignore")
    return short.strip("-.") or "file"


def sealing_report(sealing: Sealing, file: str, *, written: bool) -> Iterator[str]:
    """What was sealed, or would be, a line each."""
    would = "" if written else "would be "
    yield from (f"{would}sealed: {path}" for path in sealing.new)
    yield from (f"{would}sealed anew: {path}" for path in sealing.renewed)
    yield from (f"{would}forgotten: {path}" for path in sealing.forgotten)
    for path in sealing.unnamed:
        yield f"no action names {path} any more: --forget {path} takes its seal out"
    if sealing.seals:
        yield f"{count_noun(len(sealing.seals), 'evidence file')} in {file}"
    elif not sealing.missing:
        yield "no action names an evidence file, so there is nothing to seal"


def sealing_problems(sealing: Sealing) -> Iterator[str]:
    """What is not as it was sealed, or not there."""
    lost = "is not there or cannot be read"
    for path in sealing.changed:
        remedy = f"bring the sealed one back, or say --renew {path}"
        yield f"{path} has changed since it was sealed: {remedy}"
    for path in sealing.lost:
        yield f"{path} is sealed, and {lost}: bring it back, or say --forget {path}"
    yield from (f"{path} is named as evidence, and {lost}" for path in sealing.missing)
