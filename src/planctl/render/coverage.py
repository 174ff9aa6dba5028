"""What answers each finding, in words and for programs."""

from collections.abc import Sequence

from planctl.assess.coverage import FindingCoverage
from planctl.assess.impact import count_standings
from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.model.action import EvidenceKind
from planctl.model.words import count_noun, sentence_list


def delivered_in_words(answer: FindingCoverage) -> str:
    """How many of the actions that answer a finding are delivered: 3 of 7, 1 of them embedded."""
    if not answer.actions:
        return "none answers it"
    words = f"{answer.delivered} of {len(answer.actions)}"
    return f"{words}, {answer.embedded} of them embedded" if answer.embedded else words


def measures_in_words(answer: FindingCoverage) -> str:
    """How the measures of a finding stand: 2: 1 without data yet and 1 on trajectory."""
    number, unread = len(answer.effects), len(answer.lost)
    parts = [*count_standings(answer.effects), *([f"{unread} not read"] if unread else [])]
    return f"{number + unread}: {sentence_list(parts)}" if parts else "none"


def withdrawn_in_words(answer: FindingCoverage) -> str:
    """The actions that answered a finding until they were withdrawn: 1.4 and 1.5."""
    return sentence_list([judged.ref for judged in answer.withdrawn])


def no_findings_reason(scene: Scene) -> str:
    """Why there is no finding to show."""
    if scene.plan.plan is None:
        return "The findings could not be read."
    return "The plan names no findings."


def evidence_in_words(answer: FindingCoverage, kind: EvidenceKind) -> str:
    """How many pieces of a kind of evidence there are."""
    pieces = answer.evidence.get(kind)
    return count_noun(len(pieces), "piece") if pieces else "none"


def gap_in_words(answer: FindingCoverage) -> str:
    """What is still open, as a sentence."""
    return "; ".join(answer.gaps) or "closed: delivered, with effect and evidence"


def evidence_kinds_listed(
    answers: Sequence[FindingCoverage], required: Sequence[EvidenceKind]
) -> list[EvidenceKind]:
    """The kinds that are asked for, and those that some finding has besides."""
    present = {kind for answer in answers for kind in answer.evidence}
    return [*required, *(kind for kind in EvidenceKind if kind in present and kind not in required)]


def coverage_json(
    scene: Scene, answers: Sequence[FindingCoverage], without: Sequence[Judgement]
) -> dict[str, object]:
    """The matrix for programs; keys may be added, never changed."""
    return {
        "as_at": scene.as_at.isoformat(),
        "findings": [_finding_json(answer) for answer in answers],
        "unanswering": [judged.ref for judged in without],
    }


def _finding_json(answer: FindingCoverage) -> dict[str, object]:
    return {
        "id": answer.finding.id,
        "title": answer.finding.title,
        "actions": [judged.ref for judged in answer.actions],
        "withdrawn": [judged.ref for judged in answer.withdrawn],
        "delivered": answer.delivered,
        "embedded": answer.embedded,
        "measures": [
            {"id": judged.measure.id, "standing": judged.standing.value, "why": judged.why}
            for judged in answer.effects
        ],
        "measures_not_read": list(answer.lost),
        "evidence": {kind.value: len(answer.evidence.get(kind, ())) for kind in EvidenceKind},
        "gaps": list(answer.gaps),
    }
