"""Closing the loop: what the inspectors found, what answers it, what shows it, and the gap."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planctl.assess.coverage import (
    FindingCoverage,
    actions_without_finding,
    finding_coverage,
    required_evidence_kinds,
)
from planctl.assess.evidence_seal import find_faulty_evidence
from planctl.assess.scene import Scene
from planctl.model.action import EvidenceKind
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.plan_files import Inspection
from planctl.model.timescale import timescale_in_words
from planctl.model.words import count_noun, progress_in_words
from planctl.render.coverage import (
    delivered_in_words,
    evidence_in_words,
    evidence_kinds_listed,
    gap_in_words,
    measures_in_words,
    no_findings_reason,
    withdrawn_in_words,
)
from planctl.render.pack.pieces import (
    Badge,
    Entry,
    Link,
    PackContext,
    Row,
    action_link,
    action_rows,
    as_sentence,
    delivered_and_others,
    key_badge,
    make_anchor,
)


class Told(NamedTuple):
    """What one measure says of a finding."""

    title: str
    badge: Badge
    standing: str
    why: str


class FindingView(NamedTuple):
    """A finding of the inspectors: what answers it, what shows it, and the gap."""

    title: str
    anchor: str
    text: str
    words: str  # how many actions answer it, and how they stand
    rows: tuple[Row, ...]
    actions: int
    delivered: str  # 3 of 7
    measures: str  # how many stand how
    counts: tuple[str, ...]  # pieces of evidence, of each kind in Answers.kinds
    told: tuple[Told, ...]  # what its measures say
    evidence: tuple[Entry, ...]  # its evidence, by kind
    gap: str
    is_open: int  # 1 while there is a gap


class Answers(NamedTuple):
    """What the inspectors found, and how the plan shows that it was put right."""

    inspection: str
    priority_action: str
    statement: tuple[str, ...]
    kinds: tuple[str, ...]  # of evidence, as the heads of columns
    findings: tuple[FindingView, ...]
    others: tuple[Link, ...]  # actions that answer no finding
    evidence_words: str
    empty: str  # what to say where there are no findings


def findings_view(occasion: PackContext) -> Answers:
    """The findings with the actions that answer them, and the evidence so far."""
    scene = occasion.scene
    front = scene.plan.plan
    every = finding_coverage(scene)
    kinds = evidence_kinds_listed(every, required_evidence_kinds(scene))
    return Answers(
        inspection_in_words(front.inspection, scene.by.calendar) if front else "",
        (front.inspection.priority_action or "") if front else "",
        front.closing_the_loop.statement if front else (),
        tuple(kind.value.capitalize() for kind in kinds),
        tuple(_finding(n, answer, kinds, occasion) for n, answer in enumerate(every)),
        tuple(action_link(judged) for judged in actions_without_finding(scene)) if every else (),
        _evidence(scene),
        no_findings_reason(scene),
    )


def inspection_in_words(inspection: Inspection, calendar: Calendar) -> str:
    """The inspection in one line: Ofsted focused visit, November 2023."""
    who = " ".join(part for part in (inspection.body, inspection.kind) if part)
    when = timescale_in_words(inspection.date.reading, calendar) if inspection.date else ""
    return ", ".join(part for part in (who, when) if part)


def _finding(
    number: int, answer: FindingCoverage, kinds: Sequence[EvidenceKind], occasion: PackContext
) -> FindingView:
    key = occasion.scene.by.impact_key
    is_first = answer.finding.id in occasion.scene.plan.priority_findings
    return FindingView(
        answer.finding.title,
        make_anchor("finding", number, answer.finding.id),
        answer.finding.text or "",
        f"A priority finding. {_words(answer)}" if is_first else _words(answer),
        action_rows(answer.actions, occasion),
        len(answer.actions),
        delivered_in_words(answer),
        measures_in_words(answer),
        tuple(evidence_in_words(answer, kind) for kind in kinds),
        tuple(
            Told(
                effect.measure.title,
                key_badge(key.ratings[effect.standing], key),
                effect.words,
                as_sentence(effect.why),
            )
            for effect in answer.effects
        ),
        tuple(_pieces(answer, kinds)),
        as_sentence(gap_in_words(answer)),
        is_open=int(bool(answer.gaps)),
    )


def _words(answer: FindingCoverage) -> str:
    """How many actions answer a finding, and how they stand; a withdrawn one answers no more."""
    withdrawn = withdrawn_in_words(answer)
    if not answer.actions:
        no_more = f"No action of the plan answers this finding any more. Withdrawn: {withdrawn}."
        return no_more if withdrawn else "No action of the plan says that it answers this finding."
    number = count_noun(len(answer.actions), "action answers", "actions answer")
    words = f"{number} it. Progress: {progress_in_words(*delivered_and_others(answer.actions))}."
    return f"{words} Withdrawn, and no answer any more: {withdrawn}." if withdrawn else words


def _pieces(answer: FindingCoverage, kinds: Sequence[EvidenceKind]) -> Iterator[Entry]:
    """The evidence of each kind, by its titles; a kind without any says so, where others have."""
    for kind in kinds if answer.evidence else ():
        titles = [
            f"{item.title} ({judged.ref}{f', {day_in_words(item.date)}' if item.date else ''})"
            + (f": {item.shows}" if item.shows else "")
            for judged, item in answer.evidence.get(kind, ())
        ]
        yield Entry(kind.value.capitalize(), "; ".join(titles) or "none")


def _evidence(scene: Scene) -> str:
    actions = [judged.action for judged in scene.judged if judged.action.evidence]
    if not actions:
        return "No evidence is recorded in the plan yet."
    pieces = sum(len(action.evidence) for action in actions)
    spoilt = sum(len(find_faulty_evidence(action, scene.by.faulty)) for action in actions)
    fault = f", and {count_noun(spoilt, 'file')} of it missing or changed" if spoilt else ""
    recorded = count_noun(pieces, "piece of evidence is", "pieces of evidence are")
    of = f"{count_noun(len(actions), 'action')} of {len(scene.judged)}"
    return f"{recorded} recorded, for {of}{fault}."
