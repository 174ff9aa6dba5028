"""What a template of the board pack gets: plain values, worded and in order.

A template prints these and computes nothing. Texts that may hold light Markdown are named in
docs/templates.md, and go through the filter `prose`; all others are plain text.
"""

from typing import NamedTuple

from planctl.render.action_columns import ActionColumn
from planctl.render.brand import BrandLook
from planctl.render.pack.context import Travel
from planctl.render.pack.cover import Cover
from planctl.render.pack.delivery import Delivery, Trend
from planctl.render.pack.exceptions import ExceptionTable
from planctl.render.pack.findings import Answers
from planctl.render.pack.governance import Decisions, Forward, Governance
from planctl.render.pack.highlight import Highlight
from planctl.render.pack.measures import Measures
from planctl.render.pack.pieces import Badge, Bar, Entry, Row
from planctl.render.pack.questions import Ask
from planctl.render.pack.since_last_board import Changes
from planctl.render.pack.timeline import AreaTimeline
from planctl.render.pack.voice import ProjectState, Voice


class Whole(NamedTuple):
    """An action in full: ref and title, six columns of items, and the two ratings with reasons."""

    ref: str
    title: str
    anchor: str
    cells: tuple[ActionColumn, ...]
    progress: Badge
    travel: Travel
    progress_why: str
    impact: Badge
    impact_why: str


class AreaView(NamedTuple):
    """An area for improvement."""

    ref: str
    title: str
    anchor: str
    statement: str
    bar: Bar
    impact: str  # how many have which impact rating
    travel: str  # how many actions went which way since the last board; empty if not compared
    rows: tuple[Row, ...]
    actions: tuple[Whole, ...]


class KeyEntry(NamedTuple):
    """A colour of a RAG key."""

    badge: Badge
    meaning: str
    standings: str  # which standings earn it, in words


class Section(NamedTuple):
    """A part of the pack, for the list of contents."""

    anchor: str
    title: str


class Pack(NamedTuple):
    """The board pack."""

    cover: Cover
    size: str  # highlight, standard or full
    sections: tuple[Section, ...]  # after the highlight, those that have something to say
    nothing: str  # what there is nothing to report of
    anchors: tuple[str, ...]  # of actions and measures that this pack shows, for links
    rating_words: tuple[str, ...]  # the ratings in words, worst first
    count_names: tuple[str, ...]  # what every bar counts: complete, then the ratings, worst first
    highlight: Highlight
    voice: Voice  # whole
    projects: tuple[ProjectState, ...]
    exceptions: ExceptionTable
    asks: tuple[Ask, ...]  # all of them, whole
    bars: tuple[Bar, ...]  # progress, an area each, and the whole plan last
    areas: tuple[AreaView, ...]
    delivery: Delivery
    trend: Trend  # of the last twelve boards
    recent_trend: Trend  # of the last six
    timeline: tuple[AreaTimeline, ...]
    measures: Measures
    answers: Answers
    decisions: Decisions
    forward: Forward
    changes: Changes
    governance: Governance
    column_names: tuple[str, ...]  # of the full plan, the ref first
    introduction: tuple[str, ...]
    vision: tuple[str, ...]
    progress_key: tuple[KeyEntry, ...]
    impact_key: tuple[KeyEntry, ...]
    less_strict: tuple[str, ...]  # settings that make the plan less strict than planctl's rules
    unjudged: tuple[Entry, ...]
    glossary: tuple[Entry, ...]
    roles: tuple[Entry, ...]
    footer: str
    brand: BrandLook = BrandLook()  # what the paper shows of the organisation
