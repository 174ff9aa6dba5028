"""The first page and the one page: what the board has in hand, and what it most needs to know."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from planctl.assess.change.rule import LateAnswer, late_answers
from planctl.assess.exceptions import Exceptions
from planctl.assess.softening import in_words
from planctl.assess.totals import Totals, by_area, totals
from planctl.model.action import Correction, Extension, Pause
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.document import Agreement
from planctl.model.rating import Rating
from planctl.model.timescale import timescale_in_words
from planctl.render.column import timescale_line
from planctl.render.pack.answers import inspection_in_words
from planctl.render.pack.ask import asks
from planctl.render.pack.badge import bar, rows
from planctl.render.pack.moved import moved
from planctl.render.pack.occasion import Occasion
from planctl.render.pack.piece_view import Entry
from planctl.render.pack.unjudged import leave
from planctl.render.pack.view import Cover, Figure, Summary
from planctl.render.pack.warning import warnings_of_changes
from planctl.render.words import are, counted, in_a_row, rag_in_words

_WORST: Final = 5


def cover(occasion: Occasion, found: Exceptions) -> Cover:
    """What stands on the first page."""
    scene = occasion.scene
    front = scene.plan.plan
    return Cover(
        scene.plan.title,
        front.organisation if front else "",
        (front.strapline or "") if front else "",
        scene.plan.governance.board.name.removeprefix("The "),
        tuple(_facts(occasion)),
        tuple(asks(found, occasion)),
        tuple(_warnings(occasion)),
    )


def _warnings(occasion: Occasion) -> Iterator[str]:
    """What a board must know before it believes the rest."""
    for unread in occasion.scene.plan.unread:
        yield f"{unread.path} was not read. What it says is in no count or table of this pack."
    since, compared = occasion.since.words, occasion.since.compared
    for softened in occasion.softened:
        if softened.is_new:
            words = in_words(softened.softening)
            yield f"Judged less strictly since {since}: {words}; {leave(softened.softening)}."
    if compared:
        yield from warnings_of_changes(compared, since)
    for late in late_answers(compared) if compared else ():
        what, day = _answered(late, occasion.scene.by.calendar), day_in_words(late.day)
        yield (
            f"Confirm that {what} was {late.word} on {day}: it was written into the plan after "
            f"the board of {late.board.name} had seen it without."
        )


def _answered(late: LateAnswer, calendar: Calendar) -> str:
    """What a board is said to have answered: the withdrawal of 1.3 Title."""
    answer = late.answer
    if isinstance(answer, Agreement):
        return f"{answer.to} for the setting {answer.setting}"
    of = f"{late.each.ref} {late.each.action.title}" if late.each else ""
    match answer:
        case Extension():
            return f"the extension of {of} to {timescale_line(answer.to, calendar)}"
        case Pause():
            return f"the pause of {of} until {timescale_line(answer.until, calendar)}"
        case Correction():
            was, to = (timescale_line(each, calendar) for each in (answer.was, answer.to))
            return f"the correction of the first promise of {of} from {was} to {to}"
        case _:
            return f"the withdrawal of {of}"


def _facts(occasion: Occasion) -> Iterator[Entry]:
    scene, meeting = occasion.scene, occasion.meeting
    later = f"none on or after {day_in_words(scene.as_at)} is recorded"
    yield Entry("Meeting", meeting.words if meeting else later)
    yield Entry("Data as at", day_in_words(scene.as_at))
    if occasion.since.compared:
        yield Entry("Compared with", occasion.since.words)
    front = scene.plan.plan
    if front:
        when = timescale_in_words(front.date.reading, scene.by.calendar) if front.date else ""
        version = ", ".join(part for part in (front.version or "", when) if part)
        inspection = inspection_in_words(front.inspection, scene.by.calendar)
        facts = (("Plan version", version), ("Inspection", inspection))
        yield from (Entry(name, value) for name, value in facts if value)
    yield Entry("Actions", f"{len(scene.judged)} in {counted(len(scene.plan.areas), 'area')}")


def summary(occasion: Occasion, found: Exceptions) -> Summary:
    """The one page: a headline, the counts, what moved, RAG by area and the worst exceptions."""
    scene, (_, until) = occasion.scene, occasion.until
    counts = totals(scene.judged, scene.as_at, scene.as_at + timedelta(scene.by.due_soon_days))
    worst = found.overdue[:_WORST]
    words = f"The {counted(len(worst), 'action')} longest overdue, of {len(found.overdue)}."
    bars = [
        bar(inside, f"{area.ref} {area.title}", f"area-{n}")
        for n, (area, inside) in enumerate(by_area(scene.plan.areas, scene.judged))
    ]
    return Summary(
        _headline(counts, _disputes(found)),
        tuple(_figures(counts, found, until)),
        moved(occasion),
        (*bars, bar(scene.judged, "Whole plan", "whole")),
        rows(worst, occasion),
        words if worst else "No action is overdue.",
    )


def _headline(counts: Totals, disputed: str) -> str:
    facts = [f"{are(counts.complete)} complete", f"{are(counts.overdue)} overdue"]
    if counts.no_timescale:
        have = "has" if counts.no_timescale == 1 else "have"
        facts.append(f"{counts.no_timescale} {have} no timescale")
    stopped = ((counts.paused, "paused by the board"), (counts.withdrawn, "withdrawn"))
    facts += [f"{are(number)} {word}" for number, word in stopped if number]
    progress = rag_in_words(counts.progress_rag)
    of = counted(counts.actions, "action")
    return f"Of {of}, {in_a_row(facts)}. On progress, {progress}. {_impact(counts)}{disputed}"


def _disputes(found: Exceptions) -> str:
    """How many actions have a disputed rating, and of which kind it is; empty where none has."""
    if not found.disputed:
        return ""
    kinds = (
        (sum(each.progress.disputed for each in found.disputed), "on progress"),
        (sum(each.impact.disputed for each in found.disputed), "on impact"),
    )
    named = in_a_row([f"{number} {kind}" for number, kind in kinds if number])
    have = "has" if len(found.disputed) == 1 else "have"
    of = counted(len(found.disputed), "action")
    return f" {of} {have} a disputed rating ({named}): the facts say worse."


def _impact(counts: Totals) -> str:
    if counts.impact_rag[Rating.GREY] == counts.actions:
        return "On impact, nothing can be rated yet."
    return f"On impact, {rag_in_words(counts.impact_rag)}."


def _figures(counts: Totals, found: Exceptions, until: str) -> Iterator[Figure]:
    yield Figure(counts.overdue, "overdue", "red" if counts.overdue else "")
    yield Figure(len(found.due), f"due {until}", "amber" if found.due else "")
    yield Figure(counts.complete, "complete", "green" if counts.complete else "")
    yield Figure(counts.no_timescale, "without a timescale", "grey")
    yield Figure(counts.impact_rag[Rating.GREY], "with no impact rating", "grey")
