"""What a template of the board pack sees: plain values, worded and in order.

A template prints these and computes nothing. Texts that may hold light Markdown are named in
docs/templates.md, and go through the filter `prose`; all others are plain text.
"""

from typing import NamedTuple

from planctl.render.pack.cycle_view import Changes, Decisions, Forward, Link, Moved
from planctl.render.pack.delivery_view import Delivery
from planctl.render.pack.measure_view import Measures
from planctl.render.pack.piece_view import Badge, Entry


class Travel(NamedTuple):
    """Which way the progress rating of an action went since the last board."""

    arrow: str  # never shown without its word
    word: str  # better, worse, no change, new; empty where nothing is compared
    was: str  # the rating that it had: amber; empty where it is the same, or there was none


class Row(NamedTuple):
    """An action on one line, in an exception or an area."""

    link: Link
    lead: str  # the role that is accountable, and those that support it
    due: str  # the day in words, or that none is set
    progress: Badge
    travel: Travel
    impact: Badge
    why: str  # why it is listed, or why it stands as it does


class Group(NamedTuple):
    """The exceptions of one kind."""

    anchor: str
    title: str
    intro: str
    rows: tuple[Row, ...]
    empty: str  # what to say where there are none


class Share(NamedTuple):
    """One rating's part of a bar: how many, and where it lies on a scale of 0 to 100."""

    rating: str
    word: str
    letter: str
    number: int
    start: float
    width: float
    middle: float
    label: str  # letter and number; empty where the part is too narrow for them


class Bar(NamedTuple):
    """How many actions have each rating, as a picture and in words."""

    anchor: str
    title: str
    words: str
    shares: tuple[Share, ...]
    counts: tuple[int, ...]  # in the order of Pack.rating_words


class Figure(NamedTuple):
    """A number of the one-page summary, with what it counts."""

    number: int
    words: str
    tone: str  # a rating, for the style of it; empty for none


class Cell(NamedTuple):
    """One of the columns of an action: its items, or what to say where it has none."""

    name: str
    items: tuple[str, ...]
    empty: str


class Whole(NamedTuple):
    """An action in full: ref and title, six columns of items, and the two ratings with reasons."""

    ref: str
    title: str
    anchor: str
    cells: tuple[Cell, ...]
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
    progress: Bar
    impact: Bar
    travel: str  # how many actions went which way since the last board; empty if not compared
    rows: tuple[Row, ...]
    actions: tuple[Whole, ...]


class Told(NamedTuple):
    """What one measure says of a finding."""

    title: str
    badge: Badge
    standing: str
    why: str


class FindingView(NamedTuple):
    """A finding of the inspectors: what answers it, what shows it, and the gap."""

    title: str
    anchor: str
    text: str
    words: str  # how many actions answer it, and how they stand
    rows: tuple[Row, ...]
    actions: int
    delivered: str  # 3 of 7
    measures: str  # how many stand how
    counts: tuple[str, ...]  # pieces of evidence, of each kind in Answers.kinds
    told: tuple[Told, ...]  # what its measures say
    evidence: tuple[Entry, ...]  # its evidence, by kind
    gap: str
    is_open: int  # 1 while there is a gap


class KeyEntry(NamedTuple):
    """A colour of a RAG key."""

    badge: Badge
    meaning: str
    standings: str  # which standings earn it, in words


class ReportView(NamedTuple):
    """A report that the board gets."""

    title: str
    cadence: str
    by: str
    note: str


class Governance(NamedTuple):
    """Who the plan answers to, when, and by which reports."""

    board: str  # its name, its short name, and how often it meets
    purpose: tuple[str, ...]
    members: str
    terms: tuple[str, ...]
    accountability: tuple[str, ...]
    meetings: tuple[Entry, ...]
    reports: tuple[ReportView, ...]
    projects: tuple[Entry, ...]


class Cover(NamedTuple):
    """What stands on the first page."""

    title: str
    organisation: str
    strapline: str
    board: str
    facts: tuple[Entry, ...]  # meeting, as at, plan version, inspection
    asks: tuple[str, ...]  # what the board is asked to decide
    warnings: tuple[str, ...]  # files that could not be read, and rules that were softened


class Summary(NamedTuple):
    """The one page."""

    headline: str
    figures: tuple[Figure, ...]
    moved: Moved
    bars: tuple[Bar, ...]  # progress, an area each, and the whole plan last
    worst: tuple[Row, ...]
    worst_words: str


class Answers(NamedTuple):
    """What the inspectors found, and how the plan shows that it was put right."""

    inspection: str
    priority_action: str
    statement: tuple[str, ...]
    kinds: tuple[str, ...]  # of evidence, as the heads of columns
    findings: tuple[FindingView, ...]
    others: tuple[Link, ...]  # actions that answer no finding
    evidence_words: str
    empty: str  # what to say where there are no findings


class Section(NamedTuple):
    """A part of the pack, for the list of contents."""

    anchor: str
    title: str


class Pack(NamedTuple):
    """The board pack."""

    cover: Cover
    sections: tuple[Section, ...]
    rating_words: tuple[str, ...]  # the ratings in words, worst first, as in every bar's counts
    summary: Summary
    exceptions: tuple[Group, ...]
    areas: tuple[AreaView, ...]
    delivery: Delivery
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
