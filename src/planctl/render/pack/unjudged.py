"""What a pack could not judge or judges less strictly, and why: nothing passes for good news."""

from collections.abc import Iterator

from planctl.assess.rule.scene import Scene
from planctl.assess.softening import Softening, in_words
from planctl.model.calendar import day_in_words
from planctl.model.rating import Rating, Standing
from planctl.render.pack.badge import sentence
from planctl.render.pack.occasion import Occasion, Since
from planctl.render.pack.piece_view import Entry
from planctl.render.words import counted, in_a_row


def unjudged(occasion: Occasion) -> Iterator[Entry]:
    """Each thing that this pack is silent on, with the reason."""
    scene = occasion.scene
    yield from (_unread(unread.path) for unread in scene.plan.unread)
    yield from _dates(scene)
    yield from _impact(scene)
    yield from _age_of_news(scene)
    yield from _movement(occasion.since)


def less_strict(occasion: Occasion) -> Iterator[str]:
    """Each setting of the plan that makes it less strict than planctl's own rules."""
    for softening, since, _ in occasion.softened:
        when = f", since {day_in_words(since)}" if since else ""
        yield sentence(f"{in_words(softening)}{when}; {leave(softening)}")


def leave(softening: Softening) -> str:
    """By whose leave the plan is less strict."""
    agreement = softening.agreement
    if agreement is None:
        return "no agreement of the board is recorded"
    by = f" by {agreement.agreed_by}" if agreement.agreed_by else ""
    return f"agreed{by} on {day_in_words(agreement.agreed)}: {agreement.reason}"


def _unread(path: str) -> Entry:
    return Entry(path, "The file was not read; planctl check says why.")


def _dates(scene: Scene) -> Iterator[Entry]:
    undated = [each.ref for each in scene.judged if each.lacks_timescale]
    if undated:
        yield Entry("Lateness", f"No timescale is set for {in_a_row(undated)}.")
    for each in scene.judged:
        if each.progress.standing is Standing.NO_TIMESCALE and not each.lacks_timescale:
            yield Entry(f"Lateness of {each.ref}", f"Its timescale {each.progress.why}.")


def _impact(scene: Scene) -> Iterator[Entry]:
    silent = [each for each in scene.judged if each.impact.rating is Rating.GREY]
    reasons: dict[str, int] = {}
    for each in silent:
        standing = each.impact.standing.value
        reasons[standing] = reasons.get(standing, 0) + 1
    if silent:
        why = in_a_row([f"“{standing}” for {count}" for standing, count in reasons.items()])
        of = f"{len(silent)} of {counted(len(scene.judged), 'action')}"
        has = "has" if len(silent) == 1 else "have"
        yield Entry("Impact", f"{of} {has} no impact rating: {why}.")


def _age_of_news(scene: Scene) -> Iterator[Entry]:
    notes = [note for each in scene.judged for note in each.action.progress]
    undated = sum(note.date is None for note in notes)
    if undated:
        of = f"{undated} of {counted(len(notes), 'progress note')}"
        has, their = ("has", "its") if undated == 1 else ("have", "their")
        yield Entry("Age of the news", f"{of} {has} no day, so {their} age cannot be told.")


def _movement(since: Since) -> Iterator[Entry]:
    if since.compared is None:
        yield Entry("What moved since the last board", since.why_not)
        return
    now = {unread.path for unread in since.compared.after.plan.unread}
    for unread in since.compared.before.plan.unread:
        if unread.path not in now:
            words = f"The file could not be read as it was at {since.words}; it was not compared."
            yield Entry(unread.path, words)
