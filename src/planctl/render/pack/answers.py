"""Closing the loop: what the inspectors found, what answers it, what shows it, and the gap."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planctl.assess.coverage import Answer, asked_kinds, coverage, unanswering
from planctl.assess.key import Key
from planctl.assess.scene import Scene
from planctl.assess.seal import spoilt
from planctl.model.action import EvidenceKind
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.document import Inspection
from planctl.model.timescale import timescale_in_words
from planctl.model.words import counted, rag_in_words
from planctl.render.coverage import (
    delivered_in_words,
    evidence_in_words,
    gap_in_words,
    kinds_of,
    measures_in_words,
    no_findings,
    withdrawn_in_words,
)
from planctl.render.pack.badge import anchor, key_badge, link, rows, sentence
from planctl.render.pack.occasion import Occasion
from planctl.render.pack.view import Answers, Entry, FindingView, Told

if TYPE_CHECKING:  # a plan without measures does not load what judges them
    from planctl.assess.effect import Effect


def answers(occasion: Occasion) -> Answers:
    """The findings with the actions that answer them, and the evidence so far."""
    scene = occasion.scene
    front = scene.plan.plan
    every = coverage(scene)
    kinds = kinds_of(every, asked_kinds(scene))
    return Answers(
        inspection_in_words(front.inspection, scene.by.calendar) if front else "",
        (front.inspection.priority_action or "") if front else "",
        front.closing_the_loop.statement if front else (),
        tuple(kind.value.capitalize() for kind in kinds),
        tuple(_finding(n, answer, kinds, occasion) for n, answer in enumerate(every)),
        tuple(link(judged) for judged in unanswering(scene)) if every else (),
        _evidence(scene),
        no_findings(scene),
    )


def inspection_in_words(inspection: Inspection, calendar: Calendar) -> str:
    """The inspection in one line: Ofsted focused visit, November 2023."""
    who = " ".join(part for part in (inspection.body, inspection.kind) if part)
    when = timescale_in_words(inspection.date.reading, calendar) if inspection.date else ""
    return ", ".join(part for part in (who, when) if part)


def _finding(
    number: int, answer: Answer, kinds: Sequence[EvidenceKind], occasion: Occasion
) -> FindingView:
    key = occasion.scene.by.impact_key
    return FindingView(
        answer.finding.title,
        anchor("finding", number, answer.finding.id),
        answer.finding.text or "",
        _words(answer),
        rows(answer.actions, occasion),
        len(answer.actions),
        delivered_in_words(answer),
        measures_in_words(answer),
        tuple(evidence_in_words(answer, kind) for kind in kinds),
        tuple(_measure_of_finding(effect, key) for effect in answer.effects),
        tuple(_pieces(answer, kinds)),
        sentence(gap_in_words(answer)),
        is_open=int(bool(answer.gaps)),
    )


def _words(answer: Answer) -> str:
    """How many actions answer a finding, and how they stand; a withdrawn one answers no more."""
    withdrawn = withdrawn_in_words(answer)
    if not answer.actions:
        no_more = f"No action of the plan answers this finding any more. Withdrawn: {withdrawn}."
        return no_more if withdrawn else "No action of the plan says that it answers this finding."
    ratings = Counter(judged.progress.rating for judged in answer.actions)
    number = counted(len(answer.actions), "action answers", "actions answer")
    words = f"{number} it. Progress: {rag_in_words(ratings)}."
    return f"{words} Withdrawn, and no answer any more: {withdrawn}." if withdrawn else words


def _measure_of_finding(effect: "Effect", key: Key) -> Told:
    """What one measure says of a finding."""
    badge = key_badge(key.ratings[effect.standing], key)
    return Told(effect.measure.title, badge, effect.standing.value, sentence(effect.why))


def _pieces(answer: Answer, kinds: Sequence[EvidenceKind]) -> Iterator[Entry]:
    """The evidence of each kind, by its titles; a kind without any says so, where others have."""
    for kind in kinds if answer.evidence else ():
        titles = [
            f"{item.title} ({judged.ref}{f', {day_in_words(item.date)}' if item.date else ''})"
            + (f": {item.shows}" if item.shows else "")
            for judged, item in answer.evidence.get(kind, ())
        ]
        yield Entry(kind.value.capitalize(), "; ".join(titles) or "none")


def _evidence(scene: Scene) -> str:
    pieces = sum(len(judged.action.evidence) for judged in scene.judged)
    if not pieces:
        return "No evidence is recorded in the plan yet."
    spoilt_files = sum(len(spoilt(judged.action, scene.by.faulty)) for judged in scene.judged)
    fault = (
        f", and {counted(spoilt_files, 'file')} of it missing or changed" if spoilt_files else ""
    )
    actions = sum(bool(judged.action.evidence) for judged in scene.judged)
    recorded = counted(pieces, "piece of evidence is", "pieces of evidence are")
    return f"{recorded} recorded, for {counted(actions, 'action')} of {len(scene.judged)}{fault}."
