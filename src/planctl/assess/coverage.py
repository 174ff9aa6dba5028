"""What answers each finding of the inspectors: actions, delivery, measures, evidence, and the gap.

A withdrawn action answers nothing any more. The kinds of evidence that are asked for are those
that the plan's own closing the loop names, or else the four that inspectors ask about.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from planctl.assess.impact import measured
from planctl.assess.judged import Judged
from planctl.assess.proof import evidence_by, spoilt
from planctl.assess.rule.scene import Scene
from planctl.model.action import Evidence, EvidenceKind
from planctl.model.document import Finding
from planctl.model.rating import ImpactStanding, Standing

if TYPE_CHECKING:  # a plan without measures does not load what judges them
    from planctl.assess.effect import Effect

_ASKED: Final = (
    EvidenceKind.QUALITY_ASSURANCE,
    EvidenceKind.FEEDBACK,
    EvidenceKind.PEER_REVIEW,
    EvidenceKind.INSPECTION,
)
_BAD: Final = (
    ImpactStanding.WORSE_THAN_BASELINE,
    ImpactStanding.NO_CHANGE,
    ImpactStanding.OUT_OF_DATE,
)


class Answer(NamedTuple):
    """A finding, and what the plan has done about it by a day."""

    finding: Finding
    actions: tuple[Judged, ...]  # that answer it, but for withdrawn ones
    withdrawn: tuple[Judged, ...]
    effects: "tuple[Effect, ...]"  # what their measures say, each once
    evidence: Mapping[EvidenceKind, Sequence[tuple[Judged, Evidence]]]
    gaps: tuple[str, ...]  # what is still open, in words; none where the loop is closed

    @property
    def delivered(self) -> int:
        """How many of its actions are complete or embedded."""
        return sum(each.is_delivered for each in self.actions)

    @property
    def embedded(self) -> int:
        """How many of its actions are embedded."""
        return sum(each.progress.standing is Standing.EMBEDDED for each in self.actions)


def asked_kinds(scene: Scene) -> tuple[EvidenceKind, ...]:
    """The kinds of evidence by which the plan says that it will close the loop."""
    front = scene.plan.plan
    return (front.closing_the_loop.sources if front else ()) or _ASKED


def coverage(scene: Scene) -> tuple[Answer, ...]:
    """Every finding with what answers it, in the order of the plan."""
    front = scene.plan.plan
    return tuple(_answer(finding, scene) for finding in (front.findings if front else ()))


def unanswering(scene: Scene) -> tuple[Judged, ...]:
    """The actions that answer no finding of the plan; which is no fault."""
    front = scene.plan.plan
    known = {finding.id for finding in (front.findings if front else ())}
    return tuple(e for e in scene.judged if known.isdisjoint(e.action.findings))


def _answer(finding: Finding, scene: Scene) -> Answer:
    naming = [each for each in scene.judged if finding.id in each.action.findings]
    actions = tuple(each for each in naming if not each.action.is_withdrawn)
    evidence: dict[EvidenceKind, list[tuple[Judged, Evidence]]] = {}
    effects: dict[str, Effect] = {}
    for each in actions:
        for item in evidence_by(each.action, scene.as_at, scene.by.faulty):
            evidence.setdefault(item.kind, []).append((each, item))
        effects |= {of.measure.id: of for of in measured(each.action, scene.by.effects)}
    lost = sum(len(spoilt(each.action, scene.by.faulty)) for each in actions)
    withdrawn = tuple(each for each in naming if each.action.is_withdrawn)
    answer = Answer(finding, actions, withdrawn, tuple(effects.values()), evidence, ())
    return answer._replace(gaps=tuple(_gaps(answer, asked_kinds(scene), lost)))


def _gaps(answer: Answer, asked: Sequence[EvidenceKind], lost: int) -> Iterator[str]:
    """What keeps the loop open, the gravest first."""
    many, done = len(answer.actions), answer.delivered
    if not many:
        yield "no action answers it"
        return
    if done < many:
        few = f"{done} of its {many} actions {'is' if done == 1 else 'are'}"
        of = few if done else f"none of its {many} actions is"
        yield f"{of} delivered" if many > 1 else "its one action is not delivered"
    yield from _gaps_of_measures(answer.effects)
    if lost:
        yield f"{lost} {'file' if lost == 1 else 'files'} of evidence missing or changed"
    missing = [kind.value for kind in asked if not answer.evidence.get(kind)]
    if not answer.evidence:
        yield "no evidence is recorded"
    elif missing:
        *first, last = missing
        yield f"no evidence by {' or '.join([', '.join(first), last] if first else [last])}"


def _gaps_of_measures(effects: "Sequence[Effect]") -> Iterator[str]:
    many = len(effects)
    without = sum(each.latest is None for each in effects)
    if not many:
        yield "no measure shows its effect"
    elif without == many:
        yield "no figures of its measures yet"
    else:
        counts = Counter(each.standing for each in effects)
        of = f"of {many} measures" if many > 1 else "measure"
        yield from (f"{counts[each]} {of}: {each}" for each in _BAD if counts[each])
        if without:
            yield f"{without} {of}: no figures yet"
