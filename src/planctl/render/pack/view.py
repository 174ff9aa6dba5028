"""What a template of the board pack gets: plain values, worded and in order.

A template prints these and computes nothing. Texts that may hold light Markdown are named in
docs/templates.md, and go through the filter `prose`; all others are plain text.
"""

from typing import NamedTuple

from planctl.render.brand import BrandLook
from planctl.render.change import Piece
from planctl.render.chart import Chart, Spark


class Link(NamedTuple):
    """An action by its name, and where the pack shows it whole."""

    ref: str
    title: str  # empty where it is not known
    anchor: str  # empty where the pack does not show it, because it is no longer in the plan


class Step(NamedTuple):
    """A count of what moved since the last board."""

    number: int
    words: str


class Dependency(NamedTuple):
    """Something that an open action waits for, and what of it is at risk."""

    link: Link
    waits_for: str
    risk: str


class FollowUp(NamedTuple):
    """What a decision asks of somebody."""

    who: str
    what: str
    by: str
    state: str  # done on a day, open, or late by how much


class Decision(NamedTuple):
    """A decision of the board."""

    meeting: str
    decided: str
    about: tuple[Link, ...]
    follow_ups: tuple[FollowUp, ...]


class Escalation(NamedTuple):
    """A question that was taken to those who can answer it."""

    link: Link
    raised: str  # the day, and by whom
    to: str
    asks: str
    answer: str
    state: str  # open, by when an answer is due, late by how much, or closed


class Decisions(NamedTuple):
    """What is decided, what is asked, and what waits for what."""

    dependencies: tuple[Dependency, ...]
    decisions: tuple[Decision, ...]
    earlier: str  # how many older decisions are not listed, because nothing of them is open
    escalations: tuple[Escalation, ...]


class Ahead(NamedTuple):
    """A meeting to come, and what is due at it."""

    meeting: str
    papers: str
    reports: tuple[str, ...]
    due: str  # the actions that fall due by then, by their refs
    follow_ups: tuple[str, ...]


class Forward(NamedTuple):
    """The forward plan."""

    words: str  # why there is no meeting to plan for; else empty
    meetings: tuple[Ahead, ...]
    undated: str  # reports of which nobody can tell when they are due; else empty


class Changed(NamedTuple):
    """One change since the last board."""

    words: str
    pieces: tuple[Piece, ...]  # of a new wording: which words went and which came


class ChangedAction(NamedTuple):
    """The changes of one action, the most important first."""

    link: Link  # without a ref where they are about the area itself, or the plan itself
    changes: tuple[Changed, ...]


class ChangedArea(NamedTuple):
    """The changes of one area, or of the plan as a whole."""

    title: str
    actions: tuple[ChangedAction, ...]  # the one with the most important change first


class Changes(NamedTuple):
    """All that changed since the last board."""

    title: str
    words: str  # how many changes, or why nothing can be said
    legend: str  # how a new wording is shown; empty where there is none
    areas: tuple[ChangedArea, ...]


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


class Badge(NamedTuple):
    """A rating as it is shown: never by its colour alone."""

    rating: str  # blue, green, amber, red or grey: for the style of it
    word: str  # the word for it: Red, Not rated
    label: str  # what the plan's key calls it: Overdue
    disputed: str  # what the facts say, where the declared rating is better; else empty


class Entry(NamedTuple):
    """A name with what it means, or a fact with its value."""

    name: str
    meaning: str


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
    moved: str  # whether it changed or only varies; empty where it has fewer than twelve figures
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


class Travel(NamedTuple):
    """Which way the progress rating of an action went since the last board."""

    word: str  # better, worse, no change, new; empty where nothing is compared
    was: str  # the rating that it had: amber; empty where it is the same, or there was none


class Row(NamedTuple):
    """An action on one line, in an area or beside a finding."""

    link: Link
    lead: str  # the role that is accountable, and those that support it
    due: str  # the day in words, or that none is set
    progress: Badge
    travel: Travel
    impact: Badge
    why: str  # why it stands as it does


class Reason(NamedTuple):
    """One reason why an action is an exception."""

    tag: str  # Newly overdue
    tone: str  # alarm where it asks for attention; empty where it only informs
    words: str  # light Markdown; empty where the tag says it all


class ExceptionRow(NamedTuple):
    """An action that the board should look at, with every reason for that."""

    link: Link
    lead: str
    due: str
    first: str  # what was first promised, where it is another day; else empty
    progress: Badge
    travel: Travel
    reasons: tuple[Reason, ...]  # the most pressing first


class ExceptionTable(NamedTuple):
    """The exceptions, each action once."""

    title: str
    words: str
    rows: tuple[ExceptionRow, ...]
    more: str  # how many are not listed here, and where they are; else empty


class Moved(NamedTuple):
    """An action that moved since the last board."""

    link: Link
    was: str  # the rating that it had: amber; empty where it is the same
    now: str


class Way(NamedTuple):
    """The actions that went one way since the last board."""

    name: str  # Worse, Completed, Better
    actions: tuple[Moved, ...]
    more: str  # how many more, and where they are listed; else empty


class Movement(NamedTuple):
    """What moved since the last board, or why nothing can be said of it."""

    title: str
    words: str
    steps: tuple[Step, ...]
    ways: tuple[Way, ...]  # the bad news first; those that no action went are left out


class Ask(NamedTuple):
    """Something that the board is asked to decide, to answer or to challenge."""

    words: str
    links: tuple[Link, ...]  # the actions that it is about
    owner: str  # the role that answers for it; empty where it is nobody's yet
    recommended: str  # light Markdown; what is recommended to the board, and by whom; else empty


class Share(NamedTuple):
    """A part of a bar: how many are complete, or have a rating; from 0 to 100."""

    rating: str  # done where the actions are complete
    word: str
    letter: str
    number: int
    start: float
    width: float
    middle: float
    label: str  # letter and number; empty where the part is too narrow for them


class Bar(NamedTuple):
    """How many actions are complete, and how the others are rated; as a picture and in words."""

    anchor: str
    title: str
    words: str
    shares: tuple[Share, ...]
    counts: tuple[int, ...]  # in the order of Pack.count_names


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


class Figure(NamedTuple):
    """A number that is not nought, with what it counts and what it was."""

    number: int
    words: str
    was: str  # was 4, 2 more; empty where nothing is compared
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
    bar: Bar
    impact: str  # how many have which impact rating
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
    """The strip above everything else."""

    title: str
    organisation: str
    strapline: str
    paper: str  # what this paper is, and for which board: Highlight report for the Board
    facts: tuple[Entry, ...]  # meeting, as at, compared with, authors, plan version, inspection
    warnings: tuple[str, ...]  # files that could not be read, and rules that were softened


class OverallRating(NamedTuple):
    """A rating of the whole plan, as the board is told it, with what the facts count."""

    name: str  # Progress or Impact
    badge: Badge
    was: str  # what it was for the board before; empty where that is not known
    why: str  # as it is declared; empty where only the rule speaks
    facts: str  # what the rule counts


class DeliveryRisk(NamedTuple):
    """What may keep the plan from being delivered."""

    what: str
    likelihood: str
    effect: str
    owner: str
    response: str


class Challenge(NamedTuple):
    """What the board asked at a meeting, and how far it is answered."""

    meeting: str
    asks: str
    by: str
    to: str
    answer: str
    tag: str  # Open, Answered or Closed
    state: str  # by when an answer is due, late by how much, or when it was closed
    tone: str  # of the tag


class MissingReport(NamedTuple):
    """A report that was due and did not come."""

    title: str
    by: str
    due: str
    meeting: str


class ProjectState(NamedTuple):
    """How a project beside the plan stands."""

    title: str
    phase: str
    badge: Badge
    due: str
    next: str
    highlight: str
    waiting: str  # the actions that wait for it, by their refs


class Voice(NamedTuple):
    """What the board is told in words, and what it asked."""

    overall: tuple[OverallRating, ...]
    confidence: str  # high, medium or low; empty where nobody says
    confidence_was: str
    confidence_why: str
    commentary: tuple[str, ...]  # its paragraphs
    author: str
    cut: str  # that the commentary goes on in the standard pack; else empty
    good_news: tuple[str, ...]
    risks: tuple[DeliveryRisk, ...]
    challenges: tuple[Challenge, ...]
    missing: tuple[MissingReport, ...]
    more: str  # how much was cut of the lists, and where it stands; else empty


class Highlight(NamedTuple):
    """The first pages: what a board reads before anything else."""

    headline: str
    forecast: str  # where the pace leads; may be empty
    voice: Voice  # in short
    asks: tuple[Ask, ...]
    more_asks: str  # what else the board is asked, and where it stands; else empty
    figures: tuple[Figure, ...]
    movement: Movement
    exceptions: ExceptionTable
    measures: tuple[Scored, ...]
    measures_words: str
    no_effect: tuple[Link, ...]
    no_effect_words: str
    ahead_title: str
    ahead: tuple[Entry, ...]  # what comes until the board after this one
    judged: str  # settings in force that are less strict, and what could not be judged
    key: tuple[Entry, ...]  # what the colours of each key are called
    abbreviations: str


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
