"""What the evidence of an action lacks, and the second look that embedded needs."""

import re
from collections.abc import Iterator
from typing import Final

from planctl.assess.evidence_seal import evidence_up_to, is_second_look
from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.model.action import Status
from planctl.model.calendar import day_in_words
from planctl.model.problem import Fault
from planctl.model.timescale_grammar import shorten

_ON_THE_WEB: Final = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


def completed_without_evidence(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """An action is complete, and nothing at all is named that shows it.

    Complete is a claim. A red action that is only said to be complete is off the page, and the
    pack lists it among the exceptions until a piece of evidence is named.
    """
    if judgement.is_delivered and not evidence_up_to(
        judgement.action, scene.as_at, scene.by.faulty
    ):
        yield Fault(("status",), f"{judgement.action.status}, and no evidence is named")


def embedded_without_evidence(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """An action says that it is embedded, and shows no evidence of its effect.

    Complete is a claim; embedded has been checked. It needs a piece of evidence that says under
    `shows` what changed. Without that it counts as complete.
    """
    if judgement.action.status is not Status.EMBEDDED:
        return
    evidence = evidence_up_to(judgement.action, scene.as_at, scene.by.faulty)
    if not evidence:
        yield Fault(("status",), "embedded, but no evidence is recorded, so it counts as complete")
    elif not any(item.shows for item in evidence):
        words = "embedded, but no evidence says what it shows, so it counts as complete"
        yield Fault(("evidence",), words)


def embedded_without_second_look(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """An action says that it is embedded, and nobody else has looked at it.

    An action is closed for good only after somebody independent looked at the evidence in
    practice. Until that is written under `verified`, it counts as complete.
    """
    if judgement.action.status is Status.EMBEDDED and judgement.action.verified is None:
        yield Fault(("status",), "embedded, but nobody has verified it, so it counts as complete")


def verified_by_lead(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """An action is verified by a role that leads it, which is no second look."""
    verified = judgement.action.verified
    if verified and not is_second_look(judgement.action):
        words = f"“{shorten(verified.by)}” leads the action, and so cannot verify it"
        yield Fault(("verified", "by"), words)


def verified_too_early(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """An action was verified before the day on which it was completed."""
    verified, completed = judgement.action.verified, judgement.action.completed
    if verified and completed and verified.on < completed:
        words = f"verified {day_in_words(verified.on)}, and completed {day_in_words(completed)}"
        yield Fault(("verified", "on"), words)


def evidence_nowhere(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """A piece of evidence says neither in which file it is, nor at which address.

    Nobody can look at it, and so it proves nothing.
    """
    for n, item in enumerate(judgement.action.evidence):
        if not item.file and not item.url:
            yield Fault(("evidence", n), f"“{shorten(item.title)}” has neither a file nor a url")


def evidence_at_no_address(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """The address of a piece of evidence is not one that a browser can open.

    It begins with https:// or http://. A path on somebody's own computer leads nobody to it.
    """
    for n, item in enumerate(judgement.action.evidence):
        if item.url and not _ON_THE_WEB.fullmatch(item.url.strip()):
            yield Fault(("evidence", n, "url"), f"“{shorten(item.url)}” is not a web address")
