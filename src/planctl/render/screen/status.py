"""The status of a plan, and what its next board will need, on a screen of 80 columns.

The status also as Markdown, for a summary on GitHub.

Every bar has its numbers in words beside it, and every colour its letter.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from planctl.assess.agenda import Agenda
from planctl.assess.burn_up import plan_burn_up
from planctl.assess.escalation import BoardChallenge, OpenEscalation
from planctl.assess.judgement import Judgement
from planctl.assess.promise import days_in_words, due_in_words
from planctl.assess.scene import Scene
from planctl.assess.totals import Totals
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.governance import Received, Report
from planctl.model.rating import Rating
from planctl.model.words import (
    RATINGS_WORST_FIRST,
    count_noun,
    count_with_verb,
    progress_in_words,
    rag_in_words,
    sentence_list,
)
from planctl.render.action_columns import changed_promise_in_words, request_in_words
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
_Row = tuple[str, str, str]  # what it is of, what it says, and whose it is


def status_screen(status: PlanStatus, *, fine: bool = False) -> Iterator[RenderableType]:
    """The parts of the screen, from the top; fine ones for a terminal that shows such signs."""
    actions, as_at = status.judged, status.scene.as_at
    yield from _head(status)
    if not actions:
        yield Text("\nNo action fits what was asked for." if status.cut else "\nNo actions yet.")
        return
    yield Text(f"\n{status_headline(status)}")
    yield from titled_part(
        "Progress by area, a letter for each action (C: complete)", _area_bars(status)
    )
    if not status.cut:  # of some actions only, it would say what is not so
        yield from titled_part("Delivery over time", delivery_bars(plan_burn_up(status.scene)))
        if status.scene.by.effects:
            measures = measure_lines(rated_measures(status.scene), status.scene, fine=fine)
            yield from titled_part("Measures, worst first", Group(*measures))
    late = sorted((it for it in actions if it.is_overdue), key=lambda it: -it.days_overdue)
    yield from titled_part(f"Overdue ({len(late)}), worst first", dated_actions(late, late=True))
    soon = day_in_words(status.scene.by.soon)
    upto, name = status.scene.by.soon, f"by {soon}, no later board being recorded"
    if meeting := status.scene.by.calendar.next_meeting(as_at):
        upto, name = meeting.last, meeting.deadline
    due = [judged for judged in actions if judged.is_due_by(upto, as_at)]
    due.sort(key=lambda judged: judged.promise.due or upto)
    yield from titled_part(f"Due {name} ({len(due)})", dated_actions(due, late=False))
    stopped = [f"{j.ref}: {j.progress.why}" for j in actions if j.is_paused or j.is_withdrawn]
    yield from lines_part("Paused or withdrawn by the board", stopped)
    requests = [(judged.ref, request) for judged in actions for request in judged.asked]
    calendar = status.scene.by.calendar
    waiting = [f"{ref}: {request_in_words(request, calendar)}" for ref, request in requests]
    yield from lines_part("Waiting for the board's answer", waiting)
    undated = ", ".join(judged.ref for judged in actions if judged.lacks_timescale)
    unled = ", ".join(judged.ref for judged in actions if judged.lacks_lead)
    lacks = [f"No timescale: {undated or 'none'}", f"No lead: {unled or 'none'}"]
    yield from lines_part("Cannot be judged", lacks)
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
    facts = [
        f"{count_with_verb(counts.complete)} complete",
        f"{count_with_verb(counts.overdue)} overdue",
        f"{count_with_verb(counts.due_soon)} due by {day_in_words(status.scene.by.soon)}",
    ]
    kinds = (
        (counts.no_timescale, "no timescale"),
        (counts.no_lead, "no lead"),
        (counts.disputed, "a disputed rating"),
    )
    lacks = [f"{count_with_verb(number, 'has', 'have')} {lack}" for number, lack in kinds if number]
    stopped = ((counts.paused, "paused"), (counts.withdrawn, "withdrawn"))
    lacks += [f"{count_with_verb(number)} {word}" for number, word in stopped if number]
    lacking = f"{sentence_list(lacks)}. ".capitalize() if lacks else ""
    return (
        f"{count_noun(counts.actions, 'action')}: {sentence_list(facts)}. {lacking}"
        f"Progress: {progress_in_words(counts.complete, counts.left_rag)}. "
        f"Impact: {rag_in_words(counts.impact_rag)}."
    )


def _head(status: PlanStatus) -> Iterator[RenderableType]:
    scene = status.scene
    front = scene.plan.plan
    title = f"{scene.plan.title}, {front.organisation}" if front else scene.plan.title
    yield plain_text(title, "bold")
    meeting = scene.by.calendar.next_meeting(scene.as_at)
    none = "No later meeting of the board is recorded"
    board = f"Next board: {meeting.words}" if meeting else none
    yield Text(f"As at {day_in_words(scene.as_at)}. {board}.")
    yield from unread_warning(scene.plan)
    if status.cut:
        yield plain_text(f"Only {status.cut}.")


def _area_bars(status: PlanStatus) -> Table:
    most = max((len(actions) for _, actions in status.by_area), default=0)
    share = min(1.0, _LONGEST_BAR / most) if most else 1.0
    table = plain_grid({"max_width": 34}, {"no_wrap": True}, {"ratio": 1})
    for area, actions in status.by_area:
        counts = status.totals(actions)
        name = plain_text(f"{area.ref} {area.title}")
        words = progress_in_words(counts.complete, counts.left_rag)
        table.add_row(name, _bar(counts, share), Text(words))
    return table


def _bar(counts: Totals, share: float) -> Text:
    """A letter for each action, or for each few where there are too many; C where complete."""
    bar = Text()
    parts = [("C", counts.complete, "bold")]
    parts += [
        (RATING_LETTERS[rating], counts.left_rag[rating], RATING_STYLES[rating])
        for rating in RATINGS_WORST_FIRST
    ]
    for letter, number, style in parts:
        bar.append(letter * (max(1, round(number * share)) if number else 0), style=style)
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
        lateness = days_in_words(judged.days_overdue) if late else ""
        cells = (judged.ref, judged.action.title, judged.lead, due, lateness)
        table.add_row(*map(plain_text, cells))
    return table if actions else None


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
        yield f"| {plain_markdown(judged.name)} | {leads} | {judged.days_overdue} |"
    if len(late) > _MOST:
        yield ""
        yield f"and {len(late) - _MOST} more; planctl status --overdue lists them all."


def agenda_screen(agenda: Agenda, scene: Scene) -> Iterator[RenderableType]:
    """The parts of the screen, from the top."""
    yield from _agenda_head(agenda, scene)
    calendar, as_at = scene.by.calendar, scene.as_at
    due, undated = agenda.reports
    yield from _reports("Reports due", due, agenda.received)
    if undated:
        yield from _reports("Reports whose dates are not recorded", undated, {})
    if agenda.missing:
        missing = (
            (
                report.id,
                f"{report.title}, due {day_in_words(day)}, for the board of {meeting.name}",
                _makers(report),
            )
            for report, meeting, day in agenda.missing
        )
        yield from _rows("Reports that were due and did not come", missing)
    yield from _rows("Requests to decide", _request_rows(agenda, calendar))
    if agenda.broken:
        yield from _rows(PROMISES_CHANGED, _broken_rows(agenda, calendar))
    to_come, late = agenda.due, agenda.overdue
    title = f"Due {agenda.meeting.deadline} ({len(to_come)})"
    yield from titled_part(title, dated_actions(to_come, late=False))
    yield from titled_part(f"Overdue, longest first ({len(late)})", dated_actions(late, late=True))
    yield from _rows("Decisions to follow up", _follow_up_rows(agenda, as_at))
    escalations = (
        (
            judged.ref,
            _question_in_words(question.escalation.asks, question, as_at),
            f"to {question.escalation.to}",
        )
        for judged, question in agenda.escalations
    )
    yield from _rows("Escalations that are open", escalations)
    if agenda.challenges:
        challenges = (
            (
                asked.meeting.name,
                _question_in_words(asked.challenge.asks, asked, as_at),
                f"to {asked.challenge.to or 'nobody named'}",
            )
            for asked in agenda.challenges
        )
        yield from _rows("Challenges of the board", challenges)


def _agenda_head(agenda: Agenda, scene: Scene) -> Iterator[RenderableType]:
    meeting, board = agenda.meeting, scene.plan.governance.board
    yield plain_text(f"{board.name}, {meeting.words}: what it will need", "bold")
    yield plain_text(f"{scene.plan.title}, as at {day_in_words(scene.as_at)}.")
    yield from unread_warning(scene.plan)
    if agenda.papers:
        verb = "were" if agenda.papers < scene.as_at else "are"
        yield Text(f"Papers {verb} {due_in_words(agenda.papers, scene.as_at)}.")
    if meeting.last < scene.as_at:
        yield Text("This meeting is past; what is late is judged as at the day above.")
    if meeting.note:
        yield plain_text(f"Note: {meeting.note}")


def _reports(
    title: str, reports: Sequence[Report], received: Mapping[str, Received]
) -> Iterator[RenderableType]:
    table = plain_grid({"ratio": 1}, {"max_width": 32})
    for report in reports:
        receipt = received.get(report.id)
        came = f", received {day_in_words(receipt.on)}" if receipt else ""
        table.add_row(plain_text(f"{report.title}{came}"), plain_text(_makers(report)))
    return titled_part(f"{title} ({len(reports)})", table if reports else None)


def _makers(report: Report) -> str:
    return sentence_list(report.by) or "nobody named"


def _rows(title: str, rows: Iterable[_Row]) -> Iterator[RenderableType]:
    """A part of rows under its title, with their number."""
    table = plain_grid({"no_wrap": True}, {"ratio": 1}, {"max_width": 22})
    for row in rows:
        table.add_row(*map(plain_text, row))
    return titled_part(f"{title} ({table.row_count})", table if table.rows else None)


def _request_rows(agenda: Agenda, calendar: Calendar) -> Iterator[_Row]:
    for judged in agenda.asked:
        for request in judged.asked:
            words = f"{request_in_words(request, calendar)}: {request.reason}"
            yield judged.ref, f"{judged.action.title}, {words}", judged.lead


def _broken_rows(agenda: Agenda, calendar: Calendar) -> Iterator[_Row]:
    for judged, first, _ in agenda.broken:
        promise = changed_promise_in_words(first, judged.promise.stated, calendar)
        yield judged.ref, f"{judged.action.title}, {promise}", judged.lead


def _follow_up_rows(agenda: Agenda, as_at: date) -> Iterator[_Row]:
    for task in agenda.follow_ups:
        when = due_in_words(task.due, as_at) if task.due else "no day"
        yield task.decision.id, f"{task.follow_up.what}, {when}", task.follow_up.who


def _question_in_words(asks: str, question: OpenEscalation | BoardChallenge, as_at: date) -> str:
    """What was asked, whether it is answered, and by when it has to be."""
    state = "answered, to be closed" if question.is_answered else "no answer yet"
    when = f"; {due_in_words(question.due, as_at)}" if question.due else ""
    return f"{asks} ({state}{when})"
