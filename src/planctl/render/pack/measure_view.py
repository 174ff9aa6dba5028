"""What a template sees of the measures: a scorecard, and a chart for each that has figures."""

from typing import NamedTuple

from planctl.render.chart import Chart
from planctl.render.pack.cycle_view import Link
from planctl.render.pack.piece_view import Badge, Entry
from planctl.render.spark import Spark


class Scored(NamedTuple):
    """A measure on one line of the scorecard."""

    title: str
    anchor: str  # of its chart; empty where it has none
    baseline: str
    latest: str  # the newest figure that can be judged, with its day; or why there is none
    expected: str  # what was expected by then
    target: str
    direction: str  # which way it went, since the baseline and since the figure before
    badge: Badge
    standing: str
    sparks: tuple[Spark, ...]  # one; none where there are not two figures


class Reading(NamedTuple):
    """What a measure was seen to be on a day."""

    day: str
    value: str
    cases: str  # 11 of 40; empty where they are not given
    expected: str
    note: str  # its source, and anything particular


class MeasureView(NamedTuple):
    """A measure with its chart, and the same in words and in a table."""

    anchor: str
    title: str  # what the chart says
    why: str  # how it stands, and why
    charts: tuple[Chart, ...]  # one; none where no figure is known, only why
    description: str  # the chart in words, for those who do not see it
    facts: tuple[Entry, ...]
    readings: tuple[Reading, ...]  # newest first
    actions: tuple[Link, ...]  # whose effect it shows


class Measures(NamedTuple):
    """What the measures of the plan say."""

    words: str  # how many stand how
    as_at: str  # the day of the newest figure; empty where there is none
    rows: tuple[Scored, ...]
    charts: tuple[MeasureView, ...]
