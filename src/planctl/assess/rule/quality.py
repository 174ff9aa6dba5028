"""Band Q: what a good plan has and this one lacks; nothing is wrong, but the board will ask."""

import re
from collections.abc import Iterator
from typing import Final

from planctl.assess.accent import DAY_PAPER, LEAST_CONTRAST, contrast, is_readable
from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.model.problem import At, Fault
from planctl.model.timescale_grammar import shorten


def no_lead(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """An open action has no lead, so nobody can be asked about it."""
    if judgement.lacks_lead:
        yield Fault(("leads",), "no lead is named")


def no_timescale(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """An open action has no timescale, so it can never be late.

    It is counted, listed and not rated: planctl never guesses a date.
    """
    if judgement.lacks_timescale:
        yield Fault(("timescale",), "no timescale is set, so it cannot be judged")


def no_measure(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """An action names no impact measure, so nobody will know whether it made a difference."""
    if judgement.is_open and not judgement.action.impact_measures:
        yield Fault(("impact_measures",), "no impact measure is named")


def no_action_text(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """An open action does not say what will be done: it has a title, and no text and no step."""
    if judgement.is_open and not (judgement.action.actions or judgement.action.milestones):
        yield Fault(("actions",), "nothing says what will be done")


# What `planctl init` writes as an example, and `planctl import` where a paper does not say.
_EXAMPLE: Final = re.compile("(?i)an example of an? (?:action|area|finding)|to be named")


def example_left(scene: Scene) -> Iterator[Fault]:
    """A text stands as `planctl init` or an import wrote it, and the board would read it.

    The example of `planctl init` is a problem as soon as the plan has an action of its own.
    """
    is_begun = not all(_EXAMPLE.fullmatch(judged.action.title) for judged in scene.judged)
    for at, text in example_texts(scene):
        if at == ("plan", "organisation"):
            words = f"the organisation is “{text}”, on every paper"
            yield Fault(at, words, "write whose plan it is")
        elif is_begun:
            yield Fault(at, f"“{text}” is the example that planctl init wrote")


def example_texts(scene: Scene) -> Iterator[tuple[At, str]]:
    """The names in a plan that stand as `planctl init` or an import wrote them, and their place."""
    front, areas = scene.plan.plan, scene.plan.areas
    names: list[tuple[At, str]] = [(("plan", "organisation"), front.organisation)] if front else []
    names += [((*judged.at, "title"), judged.action.title) for judged in scene.judged]
    names += [(("areas", n, "title"), area.title) for n, area in enumerate(areas)]
    names += [
        (("plan", "findings", n, "title"), it.title) for n, it in enumerate(scene.plan.findings)
    ]
    return ((at, name) for at, name in names if _EXAMPLE.fullmatch(name))


def weak_accent(scene: Scene) -> Iterator[Fault]:
    """The accent colour of plan.yaml cannot be read on white, so no paper uses it.

    Words need a contrast of 4.5 to 1 with the page. At night planctl makes the colour lighter
    where it has to.
    """
    accent = scene.plan.plan.brand.accent if scene.plan.plan else None
    if accent and not is_readable(accent):
        ratio = f"{contrast(accent, DAY_PAPER):.1f} to 1"
        yield Fault(
            ("plan", "brand", "accent"),
            f"headings in {accent} have a contrast of {ratio} on white, and {LEAST_CONTRAST} is "
            "needed: the papers keep planctl's own colour",
        )


def measure_without_target(scene: Scene) -> Iterator[Fault]:
    """A measure has no target, so no figure of it can be good or bad."""
    for n, measure in enumerate(scene.plan.measures):
        if not measure.targets:
            yield Fault(("measures", n, "targets"), f"“{measure.title}” has no target")


def unknown_abbreviation(scene: Scene) -> Iterator[Fault]:
    """An abbreviation is used that the glossary does not explain.

    Councillors and families read the plan too. Each abbreviation is reported once, where it is
    used first. The role ids of roles.yaml and the board's short name count as explained.
    """
    if scene.plan.lacks("glossary") or scene.plan.lacks("roles"):
        return
    places: dict[str, list[At]] = {}
    for at, short in scene.search.finds.abbreviations:
        places.setdefault(short, []).append(at)
    for short, used in places.items():
        more = f" (used {len(used)} times)" if len(used) > 1 else ""
        yield Fault(used[0], f"“{shorten(short)}” is not in the glossary{more}")


def unused_glossary_entry(scene: Scene) -> Iterator[Fault]:
    """The glossary explains a term that no text of the plan uses."""
    for term in scene.search.finds.unused_terms:
        yield Fault(("glossary", term), f"“{term}” is explained, but never used")


def finding_without_action(scene: Scene) -> Iterator[Fault]:
    """No action says that it answers a finding of the inspectors.

    Either an action answers it and does not say so under `findings`, or the plan has a gap. One
    that was withdrawn answers nothing any more.
    """
    if scene.plan.lacks("action"):
        return
    answering = (judgement.action for judgement in scene.judged if not judgement.is_withdrawn)
    answered = {finding for action in answering for finding in action.findings}
    for n, finding in enumerate(scene.plan.findings):
        if finding.id not in answered:
            yield Fault(("plan", "findings", n), f"no action answers “{finding.title}”")


def undated_progress(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """A progress note has no day, so nobody can tell how old the news is.

    It is reported once for an action, at its first note without a day.
    """
    notes = judgement.action.progress
    undated = [n for n, note in enumerate(notes) if note.date is None]
    if undated:
        verb = "has" if len(undated) == 1 else "have"
        noun = "progress note" if len(notes) == 1 else "progress notes"
        words = f"{len(undated)} of {len(notes)} {noun} {verb} no day"
        yield Fault(("progress", undated[0]), words)


def ongoing_without_review(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """An action has no end, and does not say how often it is looked at.

    What is ongoing and never reviewed can never fail.
    """
    is_endless = judgement.is_open and judgement.promise.is_endless
    if is_endless and judgement.action.review is None:
        yield Fault(("timescale",), "ongoing, without saying how often it is reviewed")


def done_without_effect(judgement: Judgement, _: Scene) -> Iterator[Fault]:
    """An action is delivered, and no effect of it is shown.

    Inspectors fault plans that are busy and change nothing. Progress blue or complete beside an
    impact that is red or not rated is an exception of its own; so is one whose figures show no
    change, whatever colour the plan's key gives to that.
    """
    if judgement.shows_no_effect:
        yield Fault(("impact_rag",), f"done, but no effect is shown: {judgement.impact.why}")


def id_as_text(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """A text is the id of a measure or a report, and no link to it.

    Without `measure:` or `report:` before it an id is only words: the paper prints it as it is, and
    no figure shows whether the action worked.
    """
    action, names = judgement.action, scene.names
    lists = (
        ("impact_measures", "measure", action.impact_measures, names.measures),
        ("reporting", "report", action.reporting, names.reports),
    )
    for key, kind, items, known in lists:
        for n, item in enumerate(items):
            if isinstance(item, str) and item.strip() in (known or ()):
                words = f"“{item.strip()}” is the id of a {kind}, and stands here as plain words"
                yield Fault((key, n), words, f"write {kind}: {item.strip()}")
