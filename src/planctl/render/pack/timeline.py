"""The timeline of the pack: for each area a picture of its actions over time, and its table.

Across the page a picture is in hundredths of its width, and down it in pixels. The name of an
action stands above its bar, so that it can be read on a telephone as well. An area of many
actions has several pictures, so that each fits on a page.
"""

from collections.abc import Sequence
from datetime import date
from textwrap import shorten
from typing import Final, NamedTuple

from planctl.assess.judgement import Judgement
from planctl.assess.timeline import ActionSpan, DayMark, Timeline, plan_timeline, span_parts
from planctl.model.calendar import day_in_words
from planctl.model.plan import Area
from planctl.model.words import count_noun, rating_in_words
from planctl.render.action_columns import milestone_in_words
from planctl.render.chart import BarPart, Chart, Label, Mark, Plot, month_ticks
from planctl.render.pack.pieces import Link, PackContext, action_link, make_anchor

_TOP: Final = 30
_ROW: Final = 36  # pixels for the name of an action and its bar
_NAME, _BAR = 13, 24  # from the top of a row to the foot of its name, and to the middle of its bar
_MOST_ROWS: Final = 18  # of a picture
_MOST_LETTERS: Final = 46  # of a name, so that it fits on a telephone
_WORDS: Final = {DayMark.AGREED: "agreed", DayMark.ASKED: "asked for", DayMark.REFUSED: "refused"}


class TimelineChart(NamedTuple):
    """A picture of some actions over time."""

    anchor: str
    title: str  # what it says
    description: str  # the same in words, for those who do not see it
    chart: Chart


class TimelineRow(NamedTuple):
    """The days of an action."""

    link: Link
    first: str  # the day first promised, or what was written instead
    later: tuple[str, ...]  # later dates agreed, asked for and refused
    due: str
    done: str  # the day that it was completed, or how it stands
    milestones: tuple[str, ...]


class AreaTimeline(NamedTuple):
    """The actions of an area over time."""

    ref: str
    title: str
    charts: tuple[TimelineChart, ...]  # several where one would not fit on a page
    rows: tuple[TimelineRow, ...]


class _Plot(Plot):
    """A plot on which a day has its place to the hundredth of the page."""

    __slots__ = ()

    def across(self, day: date) -> float:
        """How far across the page a day is."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(self.left + (self.right - self.left) * share, 2)


def timeline_view(occasion: PackContext) -> tuple[AreaTimeline, ...]:
    """The actions of each area over time; an area without any has none."""
    timeline = plan_timeline(occasion.scene)
    areas: dict[int, list[ActionSpan]] = {}
    for span in timeline.spans:
        areas.setdefault(id(span.judged.area), []).append(span)
    return tuple(
        _area_timeline(number, area, areas[id(area)], timeline, occasion)
        for number, area in enumerate(occasion.scene.plan.areas)
        if id(area) in areas
    )


def _area_timeline(
    number: int, area: Area, spans: Sequence[ActionSpan], timeline: Timeline, occasion: PackContext
) -> AreaTimeline:
    anchor = make_anchor("timeline", number, area.ref)
    pictures = [spans[at : at + _MOST_ROWS] for at in range(0, len(spans), _MOST_ROWS)]
    title = _timeline_headline(spans)
    return AreaTimeline(
        area.ref,
        area.title,
        tuple(
            TimelineChart(
                f"{anchor}-{place}",
                title if len(pictures) == 1 else f"{title} ({place} of {len(pictures)})",
                _description(rows, timeline),
                _chart(rows, timeline),
            )
            for place, rows in enumerate(pictures, 1)
        ),
        tuple(_timeline_row(span, occasion) for span in spans),
    )


def _timeline_headline(spans: Sequence[ActionSpan]) -> str:
    complete = sum(span.judged.is_delivered for span in spans)
    overdue = sum(span.judged.is_overdue for span in spans)
    later = f"{sum(span.is_later for span in spans)} later than first promised"
    return f"{complete} of {count_noun(len(spans), 'action')} complete, {overdue} overdue, {later}"


def _description(spans: Sequence[ActionSpan], timeline: Timeline) -> str:
    """The picture for those who do not see it; the days stand in the table."""
    first, last = day_in_words(timeline.first), day_in_words(timeline.last)
    refs = f"{spans[0].judged.ref} to {spans[-1].judged.ref}"
    return (
        f"A bar for each action, {refs}, from {first} to {last}, with its first promise, later "
        "dates, milestones and the day as at. The table below says the same."
    )


def _chart(spans: Sequence[ActionSpan], timeline: Timeline) -> Chart:
    plot = _Plot(1.0, 99.0, _TOP, _ROW * len(spans), timeline.first, timeline.last)
    placed = [(span, _TOP + _ROW * number) for number, span in enumerate(spans)]
    return plot.chart()._replace(
        marks=tuple(
            Mark(mark.value, plot.across(day), top + _BAR)
            for span, top in placed
            for mark, day in span.marks
        ),
        labels=(
            *(Label("name", _bar_name(it.judged), 0, top + _NAME, "start") for it, top in placed),
            plot.day_label("day", timeline.as_at),
        ),
        months=month_ticks(plot),
        now=plot.across(timeline.as_at),
        bars=tuple(
            BarPart(
                span.judged.progress.rating.value,
                name,
                plot.across(first),
                plot.across(last),
                top + _BAR,
            )
            for span, top in placed
            for name, first, last in span_parts(span, timeline)
        ),
    )


def _bar_name(judged: Judgement) -> str:
    rating = rating_in_words(judged.progress.rating).capitalize()
    name = f"{judged.ref} {rating}: {judged.action.title}"
    return shorten(name, _MOST_LETTERS, placeholder=" …")


def _timeline_row(span: ActionSpan, occasion: PackContext) -> TimelineRow:
    judged, calendar = span.judged, occasion.scene.by.calendar
    promise = judged.promise
    written = promise.first.written if promise.first else "not set"
    marks = ((mark, day) for mark, day in span.marks if mark in _WORDS)
    later = tuple(f"{day_in_words(day)}, {_WORDS[mark]}" for mark, day in marks)
    return TimelineRow(
        action_link(judged),
        day_in_words(promise.original) if promise.original else written,
        later,
        day_in_words(promise.due) if promise.due else "no date",
        _done(judged),
        tuple(milestone_in_words(milestone, calendar) for milestone in judged.action.milestones),
    )


def _done(judged: Judgement) -> str:
    """The day that an action was completed, or how it stands."""
    standing, completed = judged.progress.standing.value, judged.action.completed
    if judged.is_open:
        return f"not done: {standing}"
    return day_in_words(completed) if judged.is_delivered and completed else standing
