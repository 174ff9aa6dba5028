"""What answers each finding, in words and for programs."""

from collections import Counter
from collections.abc import Sequence

from planctl.assess.coverage import Answer
from planctl.assess.impact import WORST_FIRST
from planctl.assess.judged import Judged
from planctl.assess.scene import Scene
from planctl.model.action import EvidenceKind
from planctl.model.words import counted, in_a_row


def delivered_in_words(answer: Answer) -> str:
    """How many of the actions that answer a finding are delivered: 3 of 7, 1 of them embedded."""
    if not answer.actions:
        return "none answers it"
    said = f"{answer.delivered} of {len(answer.actions)}"
    return f"{said}, {answer.embedded} of them embedded" if answer.embedded else said


def measures_in_words(answer: Answer) -> str:
    """How the measures of a finding stand: 2: 1 on trajectory and 1 no data."""
    many, lost = len(answer.effects), len(answer.lost)
    counts = Counter(each.standing for each in answer.effects)
    said = [f"{counts[s]} {s}" for s in WORST_FIRST if counts[s]]
    said += [f"{lost} not read"] if lost else []
    return f"{many + lost}: {in_a_row(said)}" if said else "none"


def withdrawn_in_words(answer: Answer) -> str:
    """The actions that answered a finding until they were withdrawn: 1.4 and 1.5."""
    return in_a_row([each.ref for each in answer.withdrawn])


def no_findings(scene: Scene) -> str:
    """Why there is no finding to show."""
    if scene.plan.plan is None:
        return "The findings could not be read."
    return "The plan names no findings."


def evidence_in_words(answer: Answer, kind: EvidenceKind) -> str:
    """How many pieces of a kind of evidence there are."""
    return (
        counted(len(answer.evidence.get(kind, ())), "piece")
        if answer.evidence.get(kind)
        else "none"
    )


def gap_in_words(answer: Answer) -> str:
    """What is still open, as a sentence."""
    return "; ".join(answer.gaps) or "closed: delivered, with effect and evidence"


def kinds_of(answers: Sequence[Answer], asked: Sequence[EvidenceKind]) -> list[EvidenceKind]:
    """The kinds that are asked for, and those that some finding has besides."""
    had = {kind for answer in answers for kind in answer.evidence}
    return [*asked, *(kind for kind in EvidenceKind if kind in had and kind not in asked)]


def as_json(
    scene: Scene, answers: Sequence[Answer], without: Sequence[Judged]
) -> dict[str, object]:
    """The matrix for programs; keys may be added, never changed."""
    return {
        "as_at": scene.as_at.isoformat(),
        "findings": [_json(answer) for answer in answers],
        "unanswering": [each.ref for each in without],
    }


def _json(answer: Answer) -> dict[str, object]:
    return {
        "id": answer.finding.id,
        "title": answer.finding.title,
        "actions": [each.ref for each in answer.actions],
        "withdrawn": [each.ref for each in answer.withdrawn],
        "delivered": answer.delivered,
        "embedded": answer.embedded,
        "measures": [
            {"id": each.measure.id, "standing": each.standing.value, "why": each.why}
            for each in answer.effects
        ],
        "measures_not_read": list(answer.lost),
        "evidence": {kind.value: len(answer.evidence.get(kind, ())) for kind in EvidenceKind},
        "gaps": list(answer.gaps),
    }
