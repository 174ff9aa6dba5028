"""The timeline of a dashboard: each action as a bar that leads to it, and the quarters to zoom to.

Places are days from the first day of the timeline, so that a window on some of them is a matter of
arithmetic; the same places stand in hundredths of the width, for a page without its script.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from planctl.assess.timeline import ActionSpan, Timeline, plan_timeline, span_parts
from planctl.model.calendar import MONTHS, Calendar, last_day
from planctl.model.words import sentence_list
from planctl.render.pack.build import Pack
from planctl.render.pack.pieces import Badge, PackContext, rating_badge
from planctl.render.pack.timeline import TimelineRow


class Bar(NamedTuple):
    """A part of the time of an action."""

    name: str  # run, late or ahead
    x: int  # days
    width: int
    left: float  # in hundredths
    share: float


class Sign(NamedTuple):
    """A day that marks the way of an action."""

    name: str  # first, agreed, asked, refused, milestone, reached or delivered
    x: int
    left: float


class Track(NamedTuple):
    """An action over time."""

    ref: str
    title: str
    badge: Badge
    bars: tuple[Bar, ...]
    signs: tuple[Sign, ...]
    words: str


class AreaTracks(NamedTuple):
    """The actions of an area over time."""

    ref: str
    title: str
    tracks: tuple[Track, ...]


class Quarter(NamedTuple):
    """A quarter of a planning year: a window on the timeline."""

    id: str  # 2024-q3
    words: str
    first: int  # days
    last: int


class TimelineView(NamedTuple):
    """All actions over time."""

    days: int
    now: Sign
    months: tuple[tuple[str, Sign], ...]
    quarters: tuple[Quarter, ...]
    areas: tuple[AreaTracks, ...]


class _Axis(NamedTuple):
    first: date
    days: int

    def sign(self, name: str, day: date) -> Sign:
        """A day as a mark."""
        x = (day - self.first).days
        return Sign(name, x, round(100 * x / self.days, 2))

    def bar(self, name: str, first: date, last: date) -> Bar:
        """The days from one to another."""
        x, width = (first - self.first).days, (last - first).days
        return Bar(name, x, width, *(round(100 * part / self.days, 2) for part in (x, width)))


def dashboard_timeline(occasion: PackContext, pack: Pack) -> TimelineView:
    """The actions of a plan over time."""
    scene, timeline = occasion.scene, plan_timeline(occasion.scene)
    axis = _Axis(timeline.first, max((timeline.last - timeline.first).days, 1))

    def track(span: ActionSpan, row: TimelineRow) -> Track:
        later = f"; later dates: {sentence_list(row.later)}" if row.later else ""
        return Track(
            span.judged.ref,
            span.judged.action.title,
            rating_badge(span.judged.progress, scene.by.progress_key),
            tuple(axis.bar(*part) for part in span_parts(span, timeline)),
            tuple(axis.sign(mark.value, day) for mark, day in span.marks),
            f"first promised {row.first}{later}; due {row.due}; {row.done}",
        )

    spans = iter(timeline.spans)  # in the order of the pack's rows
    return TimelineView(
        axis.days,
        axis.sign("now", timeline.as_at),
        tuple(_months(axis, timeline)),
        tuple(_quarters(axis, timeline, scene.by.calendar)),
        tuple(
            AreaTracks(area.ref, area.title, tuple(track(next(spans), row) for row in area.rows))
            for area in pack.timeline
        ),
    )


def _months(axis: _Axis, timeline: Timeline) -> Iterator[tuple[str, Sign]]:
    """The first day of each quarter of a calendar year, with its month."""
    first, last = (day.year * 12 + day.month - 1 for day in (timeline.first, timeline.last))
    for month in range(first + -first % 3, last + 1, 3):
        day = date(month // 12, month % 12 + 1, 1)
        yield f"{MONTHS[day.month - 1][:3]} {day.year}", axis.sign("month", day)


def _quarters(axis: _Axis, timeline: Timeline, calendar: Calendar) -> Iterator[Quarter]:
    """The quarters of the planning year that the timeline goes through."""
    for year in range(timeline.first.year - 1, timeline.last.year + 1):
        for number in range(1, 5):
            begins, ends = calendar.quarter_months(number, year)
            first, last = date(*begins, 1), last_day(*ends)
            if last >= timeline.first and first <= timeline.last:
                months = [MONTHS[month - 1][:3] for _, month in (begins, ends)]
                words = f"{months[0]} to {months[1]} {ends[0]}"
                days = ((day - axis.first).days for day in (first, last))
                yield Quarter(f"{year}-q{number}", words, *days)
