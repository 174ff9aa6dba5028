"""For whom an edition of a plan is, and what is not in it, in words."""

from collections.abc import Iterator
from typing import Final

from planctl.assess.scene import Scene
from planctl.model.edition import FOR_WHOM, HELD, Edition, EditionNotice, Omitted
from planctl.model.words import count_noun, sentence_list

_PLURALS: Final = {
    "commentary": "commentaries",
    "piece of evidence": "pieces of evidence",
    "address": "addresses",
}


def edition_in_words(scene: Scene) -> str:
    """For whom this is and what is left out, by number; empty for a plan that is whole."""
    notice = scene.plan.notice
    sentences = [*_sentences(scene, notice)] if notice else []
    return " ".join(sentences) if len(sentences) > 1 else "".join(sentences).removesuffix(".")


def _sentences(scene: Scene, notice: EditionNotice) -> Iterator[str]:
    yield f"For {FOR_WHOM[notice.edition]}."
    totals = notice.totals
    number = sum(totals.values())
    if number:
        words = sentence_list([_count(Omitted(noun, n)) for noun, n in totals.items()])
        yield f"{words} {'is' if number == 1 else 'are'} not in this edition."
    held = sum(judged.action.title == HELD and judged.is_overdue for judged in scene.judged)
    if held:
        verb = "is" if held == 1 else "are"
        yield f"{count_noun(held, 'overdue action')} {verb} not shown in this edition."
    by_role: dict[str, list[str]] = {}
    for item in notice.omitted if notice.edition is not Edition.PUBLIC else ():
        if item.is_held:
            by_role.setdefault(item.role or "nobody named", []).append(_count(item))
    if by_role:
        held_back = (f"{sentence_list(counts)} by {role}" for role, counts in by_role.items())
        yield f"Held back: {'; '.join(held_back)}."
    if notice.allowed and notice.edition is Edition.PUBLIC:
        exceptions = count_noun(notice.allowed, "exception")
        verb = "stands" if notice.allowed == 1 else "stand"
        yield f"{exceptions} to the rules on personal data {verb} in policy.yaml, with the reason."


def _count(item: Omitted) -> str:
    return count_noun(item.number, item.noun, _PLURALS.get(item.noun, ""))
