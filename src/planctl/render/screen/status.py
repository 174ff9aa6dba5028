"""The status of a plan on a screen of 80 columns, and as Markdown for a summary on GitHub.

Every bar has its numbers in words beside it, and every colour its letter.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from planctl.assess.burn_up import plan_burn_up
from planctl.assess.judgement import Judgement
from planctl.assess.promise import days_in_words
from planctl.assess.totals import Totals
from planctl.model.calendar import day_in_words
from planctl.model.rating import Rating
from planctl.model.words import (
    RATINGS_WORST_FIRST,
    count_noun,
    count_with_verb,
    rag_in_words,
    sentence_list,
)
from planctl.render.action_columns import request_in_words
from planctl.render.markup import plain_markdown
from planctl.render.measure import rated_measures
from planctl.render.screen.measure import delivery_bars, measure_lines
from planctl.render.screen.parts import (
    RATING_LETTERS,
    RATING_STYLES,
    lines_part,
    plain_grid,
    plain_text,
    titled_part,
    unread_warning,
)
from planctl.render.status import PROMISES_CHANGED, PlanStatus

_LONGEST_BAR: Final = 16
_MOST: Final = 200  # overdue actions that are listed: GitHub shows no more than so much text


def status_screen(status: PlanStatus, *, fine: bool = False) -> Iterator[RenderableType]:
    """The parts of the screen, from the top; fine ones for a terminal that shows such signs."""
    actions, as_at = status.judged, status.scene.as_at
    yield from _head(status)
    if not actions:
        yield Text("\nNo action fits what was asked for." if status.cut else "\nNo actions yet.")
        return
    yield Text(f"\n{status_headline(status)}")
    yield from titled_part("Progress by area, a letter for each action", _area_bars(status))
    if not status.cut:  # of some actions only, it would say what is not so
        yield from titled_part("Delivery over time", delivery_bars(plan_burn_up(status.scene)))
        yield from _measures(status, fine=fine)
    late = sorted(
        (judged for judged in actions if judged.is_overdue), key=lambda judged: -judged.days_overdue
    )
    yield from titled_part(f"Overdue ({len(late)}), worst first", dated_actions(late, late=True))
    upto, name = _next_board(status)
    due = [judged for judged in actions if judged.is_due_by(upto, as_at)]
    due.sort(key=lambda judged: judged.promise.due or upto)
    yield from titled_part(f"Due {name} ({len(due)})", dated_actions(due, late=False))
    stopped = [f"{j.ref}: {j.progress.why}" for j in actions if j.is_paused or j.is_withdrawn]
    yield from lines_part("Paused or withdrawn by the board", stopped)
    requests = [(judged.ref, request) for judged in actions for request in judged.asked]
    calendar = status.scene.by.calendar
    waiting = [f"{ref}: {request_in_words(request, calendar)}" for ref, request in requests]
    yield from lines_part("Waiting for the board's answer", waiting)
    yield from _cannot_be_judged(actions)
    disputes = [
        f"{judged.ref}: declared {rated.rating}, the facts say {rated.computed}"
        for judged in actions
        for rated in (judged.progress, judged.impact)
        if rated.disputed
    ]
    yield from lines_part("Disputed ratings", disputes)
    yield from lines_part(PROMISES_CHANGED, status.broken)


def status_headline(status: PlanStatus) -> str:
    """The counts in a few sentences."""
    counts = status.totals(status.judged)
    soon = f"{count_with_verb(counts.due_soon)} due by {day_in_words(status.soon)}"
    facts = [
        f"{count_with_verb(counts.complete)} complete",
        f"{count_with_verb(counts.overdue)} overdue",
        soon,
    ]
    lacks = _lacks_in_words(counts)
    ratings = (
        f"Progress: {rag_in_words(counts.progress_rag)}. Impact: {rag_in_words(counts.impact_rag)}."
    )
    return f"{count_noun(counts.actions, 'action')}: {sentence_list(facts)}. {lacks}{ratings}"


def _lacks_in_words(counts: Totals) -> str:
    kinds = (
        (counts.no_timescale, "no timescale"),
        (counts.no_lead, "no lead"),
        (counts.disputed, "a disputed rating"),
    )
    parts = [f"{count_with_verb(number, 'has', 'have')} {lack}" for number, lack in kinds if number]
    stopped = ((counts.paused, "paused"), (counts.withdrawn, "withdrawn"))
    parts += [f"{count_with_verb(number)} {word}" for number, word in stopped if number]
    return f"{sentence_list(parts)}. ".capitalize() if parts else ""


def _head(status: PlanStatus) -> Iterator[RenderableType]:
    scene = status.scene
    front = scene.plan.plan
    title = f"{scene.plan.title}, {front.organisation}" if front else scene.plan.title
    yield plain_text(title, "bold")
    meeting = scene.by.calendar.next_meeting(scene.as_at)
    board = (
        f"Next board: {meeting.words}" if meeting else "No later meeting of the board is recorded"
    )
    yield Text(f"As at {day_in_words(scene.as_at)}. {board}.")
    yield from unread_warning(scene.plan)
    if status.cut:
        yield plain_text(f"Only {status.cut}.")


def _measures(status: PlanStatus, *, fine: bool) -> Iterator[RenderableType]:
    if status.scene.by.effects:
        measures = rated_measures(status.scene)
        body = Group(*measure_lines(measures, status.scene, fine=fine))
        yield from titled_part("Measures, worst first", body)


def _area_bars(status: PlanStatus) -> Table:
    most = max((len(actions) for _, actions in status.by_area), default=0)
    share = min(1.0, _LONGEST_BAR / most) if most else 1.0
    table = plain_grid({"max_width": 34}, {"no_wrap": True}, {"ratio": 1})
    for area, actions in status.by_area:
        counts = status.totals(actions).progress_rag
        name = plain_text(f"{area.ref} {area.title}")
        table.add_row(name, _bar(counts, share), Text(rag_in_words(counts)))
    return table


def _bar(counts: Mapping[Rating, int], share: float) -> Text:
    """A letter for each action, or for each few where there are too many."""
    bar = Text()
    for rating in RATINGS_WORST_FIRST:
        letters = max(1, round(counts[rating] * share)) if counts[rating] else 0
        bar.append(RATING_LETTERS[rating] * letters, style=RATING_STYLES[rating])
    return bar


def dated_actions(actions: Sequence[Judgement], *, late: bool) -> RenderableType | None:
    """Actions with their lead and their day; late ones with how late they are."""
    table = plain_grid(
        {"no_wrap": True},
        {"ratio": 1},
        {"max_width": 14},
        {"justify": "right", "no_wrap": True},
        {"justify": "right", "no_wrap": True},
    )
    for judged in actions:
        due = day_in_words(judged.promise.due) if judged.promise.due else ""
        lead = judged.action.leads[0] if judged.action.leads else "no lead"
        lateness = days_in_words(judged.days_overdue) if late else ""
        table.add_row(*map(plain_text, (judged.ref, judged.action.title, lead, due, lateness)))
    return table if actions else None


def _next_board(status: PlanStatus) -> tuple[date, str]:
    meeting = status.scene.by.calendar.next_meeting(status.scene.as_at)
    if meeting:
        return meeting.last, meeting.deadline
    return status.soon, f"by {day_in_words(status.soon)}, no later board being recorded"


def _cannot_be_judged(actions: Iterable[Judgement]) -> Iterator[RenderableType]:
    every = list(actions)
    undated = [judged.ref for judged in every if judged.lacks_timescale]
    unled = [judged.ref for judged in every if judged.lacks_lead]
    yield from lines_part(
        "Cannot be judged",
        [
            f"{title}: {', '.join(refs) or 'none'}"
            for title, refs in (("No timescale", undated), ("No lead", unled))
        ],
    )


def status_markdown(status: PlanStatus) -> str:
    """Counts, what is complete and how the rest is rated in each area, and what is overdue."""
    return "".join(f"{line}\n" for line in _summary_lines(status))


def _summary_lines(status: PlanStatus) -> Iterator[str]:
    scene = status.scene
    counts = status.totals(status.judged)
    key = scene.by.progress_key
    open_ratings = status.totals(j for j in status.judged if not j.is_delivered).progress_rag
    shown = [rating for rating in Rating if open_ratings[rating]]
    words = [plain_markdown(key.words[rating][0]) for rating in shown]
    yield f"# {plain_markdown(scene.plan.title)}"
    yield ""
    cut = f" ({plain_markdown(status.cut)})" if status.cut else ""
    yield f"As at {day_in_words(scene.as_at)}{cut}: {count_noun(counts.actions, 'action')}, "
    yield f"{counts.complete} complete, {counts.overdue} overdue, {counts.due_soon} due soon."
    yield "The ratings are of what is not complete."
    yield ""
    yield f"| {' | '.join(['Area', 'Actions', 'Complete', *words])} |"
    yield f"| --- | ---: | ---: |{' ---: |' * len(words)}"
    for area, actions in status.by_area:
        ratings = status.totals(j for j in actions if not j.is_delivered).progress_rag
        complete = sum(judged.is_delivered for judged in actions)
        cells = [len(actions), complete, *(ratings[rating] for rating in shown)]
        name = plain_markdown(f"{area.ref} {area.title}")
        yield f"| {name} | {' | '.join(map(str, cells))} |"
    yield ""
    yield from _overdue([judged for judged in status.judged if judged.is_overdue])
    if status.broken:
        yield ""
        yield f"## {PROMISES_CHANGED}"
        yield ""
        yield from (f"- {plain_markdown(words)}" for words in status.broken)


def _overdue(late: list[Judgement]) -> Iterator[str]:
    if not late:
        yield "Nothing is overdue."
        return
    yield "## Overdue"
    yield ""
    yield "| Action | Leads | Days overdue |"
    yield "| --- | --- | ---: |"
    for judged in sorted(late, key=lambda judged: -judged.days_overdue)[:_MOST]:
        leads = plain_markdown(", ".join(judged.action.leads) or "nobody")
        name = plain_markdown(f"{judged.ref} {judged.action.title}")
        yield f"| {name} | {leads} | {judged.days_overdue} |"
    if len(late) > _MOST:
        yield ""
        yield f"and {len(late) - _MOST} more; planctl status --overdue lists them all."
