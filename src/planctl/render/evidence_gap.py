"""What an inspector would miss in a folder of evidence, a sentence each, the gravest first."""

from collections.abc import Iterator, Sequence

from planctl.assess.coverage import Answer
from planctl.assess.judged import Judged
from planctl.assess.proof import lacking
from planctl.assess.rule.scene import Scene
from planctl.model.action import Status
from planctl.render.evidence_view import ALTERED, GONE, UNREADABLE, Cut, OfAction, Piece
from planctl.render.words import in_a_row


def missing(
    scene: Scene, cut: Cut, answers: Sequence[Answer], of: Sequence[OfAction]
) -> Iterator[str]:
    """What could not be read, findings and actions without evidence, pieces with a fault."""
    for unread in scene.plan.unread:
        yield f"The file {unread.path} could not be read, and what it holds is not here."
    for answer in answers:
        yield from _finding(answer)
    for each in cut.judged:
        yield from _action(each, scene)
    for each_of in of:
        for piece in each_of.pieces:
            yield from (f"{each_of.ref}: {words}." for words in _piece(piece))
    if cut.is_whole and not scene.plan.lacks("action"):  # which may name more
        named = {item.file for each in scene.judged for item in each.action.evidence}
        for file in scene.plan.seals:
            if file not in named:
                yield f"{file} was sealed as evidence, and no action names it any more."


def _finding(answer: Answer) -> Iterator[str]:
    title, recorded = answer.finding.title, any(e.action.evidence for e in answer.actions)
    if not answer.actions:
        yield f"No action answers the finding “{title}”."
    if not recorded:
        yield f"No evidence is recorded for the finding “{title}”."
    elif not answer.evidence:
        yield f"All evidence for the finding “{title}” is missing, changed or of a later day."


def _action(each: Judged, scene: Scene) -> Iterator[str]:
    lacks = tuple(lacking(each.action, scene.as_at, scene.by.faulty))
    if each.is_delivered and not each.action.evidence:
        yield f"{each.ref} is complete, and no evidence of it is recorded."
    elif each.action.status is Status.EMBEDDED and lacks:
        yield f"{each.ref} is said to be embedded, but {in_a_row(lacks)}."


def _piece(piece: Piece) -> Iterator[str]:
    verbs = {GONE: "is", ALTERED: "has", UNREADABLE: "is"}
    if piece.seal in verbs:
        yield f"the file of “{piece.title}” {verbs[piece.seal]} {piece.seal}"
    elif not piece.file and not piece.url:
        yield f"“{piece.title}” has neither a file nor an address"
    if not piece.day:
        yield f"“{piece.title}” has no day"
    elif piece.is_later:
        yield f"“{piece.title}” is of {piece.day}, later than the day of this page"
    if not piece.shows:
        yield f"“{piece.title}” does not say what it shows"
