"""Delivery over time: a burn-up and a forecast, and the trend of the counts over the boards.

The burn-up is made of the plan as it is now. A count of an earlier board in the trend is that of
its own papers, so that what was shown then is shown again; how many are known now to have been
complete stands beside it. The last point of the trend is the pack itself.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from planctl.assess.burn_up import BurnUp, plan_burn_up
from planctl.assess.totals import Totals, count_totals
from planctl.model.calendar import MONTHS, day_in_words, month_in_words
from planctl.model.words import count_noun, sentence_list
from planctl.render.burn_up import (
    burn_up_chart,
    burn_up_headline,
    burn_up_omissions,
    delivery_counts,
    forecast_assumptions,
    forecast_in_words,
)
from planctl.render.chart import Chart, Label, Line, Mark, Plot, Tick, count_scale, count_ticks
from planctl.render.pack.pieces import Bar, PackContext, count_bar

BOARDS: Final = 12  # of a trend, with this pack; older ones are in the packs of their time
RECENT_BOARDS: Final = 6
_MOST_NUMBERS: Final = 4
_CLEAR: Final = 4  # below a plot that a number may reach, and the days of the boards be read
_RIGHT: Final = 72.0  # hundredths; right of it the names of the lines fit on a phone
_BELOW, _ABOVE = 18, -9  # from a point to the foot of its number
_APART: Final = 9.0  # hundredths from one day of a board to the next, so that both can be read
_NUMBERS_APART: Final = 5.0
_UNKNOWN: Final = (
    "What earlier boards saw is not known here: git has no state of the plan from then."
)
_WHY_OTHER: Final = (
    " Where fewer are known now to have been complete by a board, something was reopened, "
    "withdrawn or given a later day since; where more are, they were written down late."
)


class DeliveredBy(NamedTuple):
    """The counts of a day: what was promised and due by then, and what was delivered."""

    when: str
    promised: int
    due: int
    delivered: str  # the number; of a day to come: the forecast, or that it is not known


class Delivery(NamedTuple):
    """How the plan is delivered over time, and where its pace would lead."""

    title: str  # what the picture says
    words: str  # the counts of the day
    forecast: str  # where the pace of the last three months would lead; may be empty
    assumptions: tuple[str, ...]  # what the forecast takes for granted
    left_out: tuple[str, ...]  # what the picture cannot show
    charts: tuple[Chart, ...]  # one; none where there is nothing to deliver
    description: str  # the picture in words, for those who do not see it
    rows: tuple[DeliveredBy, ...]


class BoardCount(NamedTuple):
    """What the papers of a board counted, and what is known of their day now."""

    board: str
    actions: str  # how many the plan had, and whether any file could not be read
    complete: int
    since: str  # how many are known now to have been complete by then
    overdue: int
    ratings: Bar


class Trend(NamedTuple):
    """The counts of the last boards, and of this pack."""

    title: str  # what the picture says, or that nothing is known
    overdue: str  # how many are overdue, and how many were at each board before; may be empty
    charts: tuple[Chart, ...]  # one; none where no board is known
    description: str  # the picture in words, for those who do not see it
    boards: tuple[BoardCount, ...]  # the oldest first, this pack last
    words: str  # whose counts these are, and how the plan grew or shrank


def delivery_view(occasion: PackContext) -> Delivery:
    """How the plan of an occasion is delivered over time."""
    delivered = plan_burn_up(occasion.scene, occasion.since.seen)
    has_any = delivered.actions > 0
    rows = tuple(_delivered_by(delivered, day) for day in delivered.marks) if has_any else ()
    return Delivery(
        burn_up_headline(delivered),
        delivery_counts(delivered) if has_any else "",
        forecast_in_words(delivered),
        tuple(forecast_assumptions(delivered)),
        tuple(burn_up_omissions(delivered)),
        (burn_up_chart(delivered),) if has_any else (),
        _description(delivered),
        rows,
    )


def _description(burn_up: BurnUp) -> str:
    begins, ends = burn_up.begins, burn_up.marks[-1]
    return (
        f"Lines from {month_in_words(begins.year, begins.month)} to "
        f"{month_in_words(ends.year, ends.month)}: of {count_noun(burn_up.actions, 'action')}, "
        f"how many were first promised ({len(burn_up.promised)} in the end), how many are due as "
        f"the dates stand now ({len(burn_up.due)}), and how many were delivered. "
        f"{delivery_counts(burn_up)} {forecast_in_words(burn_up)}"
    )


def _delivered_by(burn_up: BurnUp, day: date) -> DeliveredBy:
    as_at = burn_up.as_at
    when = f"{day_in_words(day)} (as at)" if day == as_at else day_in_words(day)
    delivered = str(burn_up.delivered_by(day)) if day <= as_at else "not known yet"
    if day > as_at and burn_up.pace:
        delivered = f"{burn_up.done + burn_up.pace.more_by(day)} (forecast)"
    return DeliveredBy(when, burn_up.promised_by(day), burn_up.due_by(day), delivered)


class _Point(NamedTuple):
    """The counts of one board, or of the pack itself."""

    name: str
    day: date  # of its papers
    shown: date  # of the board
    has_day: bool  # whether that is recorded; else it is the last of its month
    totals: Totals
    actions: int
    unread: int


def trend_view(occasion: PackContext, most: int) -> Trend:
    """The counts of the last boards and of this pack, so many points at most."""
    burn_up = plan_burn_up(occasion.scene, occasion.since.seen)
    now = _pack_point(occasion, burn_up)
    boards = [
        _Point(
            seen.meeting.name,
            seen.as_at,
            seen.meeting.last,
            seen.meeting.day is not None,
            seen.totals,
            seen.actions,
            seen.unread,
        )
        for seen in occasion.since.seen[-(most - 1) :]
    ]
    points = [*boards, now]
    if not boards:
        return Trend(_UNKNOWN, "", (), "", (), "")
    named = ((point.name, point.totals) for point in points)
    counts = (f"{name}: {its.complete} complete, {its.overdue} overdue" for name, its in named)
    return Trend(
        trend_headline([point.totals for point in points]),
        overdue_in_words([point.totals.overdue for point in points]),
        (_chart(points),),
        f"Two lines, a point for each board. {'; '.join(counts)}.",
        tuple(_trend_row(point, burn_up) for point in points),
        _boards_in_words(points, burn_up),
    )


def _pack_point(occasion: PackContext, burn_up: BurnUp) -> _Point:
    scene, meeting = occasion.scene, occasion.meeting
    totals = count_totals(scene.judged, scene.as_at, scene.as_at)
    name, shown, has_day = f"As at {day_in_words(scene.as_at)}", scene.as_at, True
    if meeting and meeting.last >= scene.as_at:
        name, shown, has_day = meeting.name, meeting.last, meeting.day is not None
    return _Point(
        name, scene.as_at, shown, has_day, totals, burn_up.actions, len(scene.plan.unread)
    )


def trend_headline(totals: Sequence[Totals]) -> str:
    """What the chart says: how complete and overdue went since its first board, and of late."""
    over = f"Over the last {count_noun(len(totals), 'board')}"
    complete = _way("complete", [each.complete for each in totals])
    return f"{over}, {complete}, and {_way('overdue', [each.overdue for each in totals])}"


def _way(name: str, counts: Sequence[int]) -> str:
    """How a count went from the first to the last, and whether the last step was another way."""
    first, before, now = counts[0], counts[-2], counts[-1]
    whole = f"{name} {'rose' if now > first else 'fell'} from {first} to {now}"
    if first == now:
        whole = f"{name} is {now} as it was at the first"
    if (now - before) * (now - first) < 0 or (first == now != before):
        way = "rose" if now > before else "fell"
        return f"{whole}, though it {way} since the last board"
    return whole


def overdue_in_words(counts: Sequence[int]) -> str:
    """How many are overdue, and how many were at each board before, the last one first."""
    *earlier, now = counts
    last, *older = reversed(earlier)
    before = f", and {sentence_list([str(count) for count in older])} at the boards before it"
    return f"{now} overdue (was {last} at the last board{before if older else ''})."


def _trend_row(point: _Point, burn_up: BurnUp) -> BoardCount:
    totals = point.totals
    more = burn_up.delivered_by(point.day) - totals.complete
    since = f"{totals.complete + more}, {abs(more)} {'more' if more > 0 else 'fewer'}"
    unread = f", and {count_noun(point.unread, 'file')} not read" if point.unread else ""
    title, anchor = f"Progress ratings, {point.name}", f"trend-{point.day.isoformat()}"
    return BoardCount(
        point.name,
        f"{point.actions}{unread}",
        totals.complete,
        since if more else "the same",
        totals.overdue,
        count_bar(totals.complete, totals.left_rag, title, anchor),
    )


def _boards_in_words(points: Sequence[_Point], burn_up: BurnUp) -> str:
    """Whose counts these are, and how the plan grew or shrank since the first of them."""
    first = points[0]
    more = burn_up.actions - first.actions
    size = f"{count_noun(abs(more), 'action')} {'more' if more > 0 else 'fewer'} than"
    size = f"The plan has {size if more else 'as many actions as'} at the board of {first.name}."
    is_other = any(burn_up.delivered_by(it.day) != it.totals.complete for it in points[:-1])
    return f"Each board as its own papers counted. {size}{_WHY_OTHER * is_other}"


def _chart(points: Sequence[_Point]) -> Chart:
    days = [point.shown for point in points]
    series = {
        "complete": [point.totals.complete for point in points],
        "overdue": [point.totals.overdue for point in points],
    }
    step, top = count_scale(max(*series["complete"], *series["overdue"], 1), _MOST_NUMBERS)
    plot = Plot(9.0, _RIGHT, 26, 84, days[0], days[-1], high=top)
    places = [plot.across(day) for day in days]
    lines = {name: list(zip(days, counts, strict=True)) for name, counts in series.items()}
    names = [(name, f"{counts[-1]} {name}", counts[-1]) for name, counts in series.items()]
    numbers, chart = tuple(_numbers(points, plot, places)), plot.chart()
    lower = max(0, round(max((label.y for label in numbers), default=0)) - plot.bottom - _CLEAR)
    return chart._replace(
        bottom=chart.bottom + lower,  # so that no number stands over the day of its board
        whole=chart.whole + lower,
        lines=tuple(Line(name, plot.path(line)) for name, line in lines.items()),
        marks=tuple(
            Mark(name, plot.across(day), plot.down(count))
            for name, line in lines.items()
            for day, count in line
        ),
        labels=(*numbers, *plot.line_names(names, gap=17, beside=2)),
        numbers=count_ticks(plot, step),
        months=tuple(
            Tick(str(days[n].day), places[n], month)
            if points[n].has_day
            else Tick(month, places[n])
            for n in _readable(places, _APART)
            for month in (MONTHS[days[n].month - 1][:3],)
        ),
    )


def _readable(places: Sequence[float], apart: float) -> list[int]:
    """Which of these can have words of their own: the last, and those before it with room."""
    readable = [len(places) - 1]
    for number in reversed(range(len(places) - 1)):
        if places[readable[0]] - places[number] >= apart:
            readable.insert(0, number)
    return readable


def _numbers(points: Sequence[_Point], plot: Plot, places: Sequence[float]) -> Iterator[Label]:
    """The counts at each point but the last: the higher above its point, the lower below."""
    for number in _readable(places, _NUMBERS_APART):
        complete, overdue = points[number].totals.complete, points[number].totals.overdue
        if number < len(points) - 1:
            is_above = complete >= overdue
            yield _count_label("complete", complete, places[number], plot, is_above=is_above)
            yield _count_label("overdue", overdue, places[number], plot, is_above=not is_above)


def _count_label(name: str, count: int, x: float, plot: Plot, *, is_above: bool) -> Label:
    y = plot.down(count) + (_ABOVE if is_above else _BELOW)
    return Label(name, str(count), x, round(y, 1), "middle")
