"""What answers each finding of the inspectors: actions, delivery, measures, evidence, and the gap.

A withdrawn action answers nothing any more. What nobody knows keeps the loop open: a measure or an
action that could not be read is a gap, as is a measure that shows less than was planned.
The kinds of evidence that are asked for are those that the plan's own closing the loop names, or
else the four that inspectors ask about.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from planctl.assess.evidence_seal import evidence_up_to, find_faulty_evidence
from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.model.action import Evidence, EvidenceKind
from planctl.model.plan_files import Finding
from planctl.model.rating import ImpactStanding, Rating, Standing

if TYPE_CHECKING:  # a plan without measures does not load what judges them
    from planctl.assess.measure_effect import Effect

_ASKED: Final = (
    EvidenceKind.QUALITY_ASSURANCE,
    EvidenceKind.FEEDBACK,
    EvidenceKind.PEER_REVIEW,
    EvidenceKind.INSPECTION,
)
_SHORT: Final[Mapping[ImpactStanding, str]] = {  # of what was planned, the gravest first
    ImpactStanding.WORSE_THAN_BASELINE: "worse than baseline",
    ImpactStanding.NO_CHANGE: "no change",
    ImpactStanding.OUT_OF_DATE: "out of date",
    ImpactStanding.IMPROVING: "improving, but short of its target",
    ImpactStanding.NO_DATA: "one figure, no data to compare it with yet",
    ImpactStanding.NO_TARGET: "no target to judge it by",
}


class FindingCoverage(NamedTuple):
    """A finding, and what the plan has done about it by a day."""

    finding: Finding
    actions: tuple[Judgement, ...]  # that answer it, but for withdrawn ones
    withdrawn: tuple[Judgement, ...]
    effects: "tuple[Effect, ...]"  # what their measures say, each once
    lost: tuple[str, ...]  # the measures that they name and nobody can read, by their ids
    evidence: Mapping[EvidenceKind, Sequence[tuple[Judgement, Evidence]]]
    gaps: tuple[str, ...]  # what is still open, in words; none where the loop is closed

    @property
    def delivered(self) -> int:
        """How many of its actions are complete or embedded."""
        return sum(judgement.is_delivered for judgement in self.actions)

    @property
    def embedded(self) -> int:
        """How many of its actions are embedded."""
        return sum(judgement.progress.standing is Standing.EMBEDDED for judgement in self.actions)


def required_evidence_kinds(scene: Scene) -> tuple[EvidenceKind, ...]:
    """The kinds of evidence by which the plan says that it will close the loop."""
    front = scene.plan.plan
    return (front.closing_the_loop.sources if front else ()) or _ASKED


def finding_coverage(scene: Scene) -> tuple[FindingCoverage, ...]:
    """Every finding with what answers it, in the order of the plan."""
    return tuple(_answer_finding(finding, scene) for finding in scene.plan.findings)


def actions_without_finding(scene: Scene) -> tuple[Judgement, ...]:
    """The actions that answer no finding of the plan; which is no fault.

    Where the plan names no finding, or its findings could not be read, there is nothing to say.
    """
    finding_ids = {finding.id for finding in scene.plan.findings}
    return tuple(
        judgement
        for judgement in scene.judged
        if finding_ids and finding_ids.isdisjoint(judgement.action.findings)
    )


def _answer_finding(finding: Finding, scene: Scene) -> FindingCoverage:
    named = [judged for judged in scene.judged if finding.id in judged.action.findings]
    actions = tuple(judged for judged in named if not judged.is_withdrawn)
    withdrawn = tuple(judged for judged in named if judged.is_withdrawn)
    evidence: dict[EvidenceKind, list[tuple[Judgement, Evidence]]] = {}
    for judged in actions:
        for item in evidence_up_to(judged.action, scene.as_at, scene.by.faulty):
            evidence.setdefault(item.kind, []).append((judged, item))
    known = scene.by.effects
    measures = dict.fromkeys(name for judged in actions for name in judged.action.measure_ids)
    effects = tuple(known[name] for name in measures if name in known)
    lost = tuple(name for name in measures if name not in known)
    answer = FindingCoverage(finding, actions, withdrawn, effects, lost, evidence, ())
    return answer._replace(gaps=tuple(_find_gaps(answer, scene)))


def _find_gaps(answer: FindingCoverage, scene: Scene) -> Iterator[str]:
    """What keeps the loop open, the gravest first; what could not be read last."""
    if answer.actions:
        yield from _delivery_gaps(answer)
        yield from _measure_gaps(answer)
        yield from _evidence_gaps(answer, scene)
    elif answer.withdrawn:
        refs = ", ".join(judgement.ref for judgement in answer.withdrawn)
        yield f"no action answers it any more (withdrawn: {refs})"
    else:
        yield "no action answers it"
    unread = sum(file.holds == "action" for file in scene.plan.unread)
    if unread:
        count = "1 action" if unread == 1 else f"{unread} actions"
        yield f"{count} could not be read, and may answer it too"


def _delivery_gaps(answer: FindingCoverage) -> Iterator[str]:
    total, done = len(answer.actions), answer.delivered
    if done < total:
        share = f"{done} of its {total} actions {'is' if done == 1 else 'are'}"
        share = share if done else f"none of its {total} actions is"
        yield f"{share} delivered" if total > 1 else "its one action is not delivered"


def _measure_gaps(answer: FindingCoverage) -> Iterator[str]:
    effects, missing = answer.effects, len(answer.lost)
    total, without = len(effects) + missing, sum(effect.latest is None for effect in effects)
    noun = f"of {total} measures" if total > 1 else "measure"
    if not total:
        yield "no measure shows its effect"
    elif effects and without == len(effects):
        yield "no figures of its measures yet"
    else:
        counts = Counter(effect.standing for effect in effects if effect.latest)
        yield from (f"{counts[s]} {noun}: {words}" for s, words in _SHORT.items() if counts[s])
        if without:
            yield f"{without} {noun}: no figures yet"
    if missing:
        yield f"{missing} {noun}: missing, or cannot be read"
    doubted = sum(
        impact.declared in {Rating.AMBER, Rating.RED}
        and impact.declared is not impact.computed
        and not impact.disputed
        for impact in (judged.impact for judged in answer.actions)
    )
    if doubted:  # the lead says that they lack effect, and their measures do not
        words = "1 action is" if doubted == 1 else f"{doubted} actions are"
        yield f"{words} rated amber or red in impact by the lead"


def _evidence_gaps(answer: FindingCoverage, scene: Scene) -> Iterator[str]:
    lost = sum(len(find_faulty_evidence(it.action, scene.by.faulty)) for it in answer.actions)
    if lost:
        yield f"{lost} {'file' if lost == 1 else 'files'} of evidence missing or changed"
    missing = [it.value for it in required_evidence_kinds(scene) if not answer.evidence.get(it)]
    if not answer.evidence:
        recorded = any(judgement.action.evidence for judgement in answer.actions)
        yield "no evidence that counts yet" if recorded else "no evidence is recorded"
    elif missing:
        *first, last = missing
        yield f"no evidence by {' or '.join([', '.join(first), last] if first else [last])}"
