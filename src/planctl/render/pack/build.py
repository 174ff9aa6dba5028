"""The board pack from a judged plan: what a template gets, worded and in order.

A template prints these values and computes nothing. Texts that may hold light Markdown are named in
docs/templates.md, and go through the filter `prose`; all others are plain text.
"""

from collections import Counter
from collections.abc import Iterator, Sized
from typing import Final, NamedTuple

from planctl.assess.exceptions import board_exceptions
from planctl.assess.judgement import Judgement
from planctl.assess.rag_key import RagKey
from planctl.assess.totals import group_by_area
from planctl.model.calendar import day_in_words
from planctl.model.choice import join_words
from planctl.model.edition import PackSize
from planctl.model.plan import Area
from planctl.model.words import (
    COLUMN_NAMES,
    PROGRESS,
    RATINGS_WORST_FIRST,
    rag_in_words,
    rating_in_words,
    sentence_list,
)
from planctl.render.action_columns import (
    FOLLOW_UPS_COLUMN,
    ActionColumn,
    action_columns,
    declared_in_words,
    record_columns,
)
from planctl.render.brand import BrandLook
from planctl.render.pack.cover import Cover, cover_view, softened_settings, unjudged_parts
from planctl.render.pack.delivery import (
    BOARDS,
    RECENT_BOARDS,
    Delivery,
    Trend,
    delivery_view,
    trend_view,
)
from planctl.render.pack.exceptions import ExceptionTable, absent_tags, exception_table
from planctl.render.pack.findings import Answers, findings_view
from planctl.render.pack.governance import (
    Decisions,
    Forward,
    Governance,
    decisions_view,
    forward_plan,
    governance_view,
)
from planctl.render.pack.highlight import (
    Highlight,
    HighlightParts,
    highlight_view,
    with_abbreviations,
)
from planctl.render.pack.measures import Measures, measures_view
from planctl.render.pack.pieces import (
    Badge,
    Bar,
    Entry,
    PackContext,
    Row,
    Travel,
    action_link,
    action_rows,
    as_sentence,
    disputes_in_words,
    key_badge,
    make_anchor,
    progress_bar,
    rating_badge,
)
from planctl.render.pack.questions import Ask, board_questions
from planctl.render.pack.since_last_board import Changes, changes_view, directions_in_words
from planctl.render.pack.timeline import AreaTimeline, timeline_view
from planctl.render.pack.voice import ProjectState, Voice, project_states, voice_view

# The sections after the highlight, in their order; the annexes are in the full pack alone.
_SECTIONS: Final = {
    "areas": "Areas for improvement",
    "exceptions": "Exceptions",
    "delivery": "Delivery over time",
    "measures": "Measures",
    "closing-the-loop": "Closing the loop: what answers each finding",
    "decisions": "Decisions, challenges and dependencies",
    "forward": "Forward plan",
    "unjudged": "What this pack could not judge",
    "key": "What the colours mean",
    "governance": "Governance, reports and projects",
    "timeline": "Timeline",
    "full-plan": "The full plan",
    "changes": "What changed",
    "glossary": "Glossary and roles",
}
_ANNEXES: Final = frozenset(("governance", "timeline", "full-plan", "changes", "glossary"))


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


def build_pack(occasion: PackContext, size: PackSize = PackSize.STANDARD) -> Pack:
    """The board pack of a plan on a day."""
    scene = occasion.scene
    areas = group_by_area(scene.plan.areas, scene.judged)
    issues = board_exceptions(scene, occasion.until[0])
    table, asks = exception_table(issues, occasion), tuple(board_questions(issues, occasion))
    delivery, voice = delivery_view(occasion), voice_view(occasion)
    place = "in the standard pack" if size is PackSize.HIGHLIGHT else "further on in this pack"
    highlight = highlight_view(
        occasion, HighlightParts(asks, issues, table, delivery.forecast, voice, place)
    )
    ratings = tuple(rating_in_words(rating).capitalize() for rating in RATINGS_WORST_FIRST)
    pack = Pack(
        cover=cover_view(occasion, size),
        size=size.value,
        sections=(),
        nothing="",
        anchors=(),
        rating_words=ratings,
        count_names=("Complete", *ratings),
        highlight=with_abbreviations(highlight, occasion),
        voice=voice,
        projects=tuple(project_states(scene)),
        exceptions=table,
        asks=asks,
        bars=(
            *(
                progress_bar(inside, f"{area.ref} {area.title}", f"area-bar-{n}")
                for n, (area, inside) in enumerate(areas)
            ),
            progress_bar(scene.judged, "Whole plan", "whole"),
        ),
        areas=tuple(_area(n, *area, occasion) for n, area in enumerate(areas)),
        delivery=delivery,
        trend=trend_view(occasion, BOARDS),
        recent_trend=trend_view(occasion, RECENT_BOARDS),
        timeline=timeline_view(occasion),
        measures=measures_view(occasion, is_brief=size is not PackSize.FULL),
        answers=findings_view(occasion),
        decisions=decisions_view(occasion),
        forward=forward_plan(occasion),
        changes=changes_view(occasion),
        governance=governance_view(scene),
        column_names=COLUMN_NAMES,
        introduction=scene.plan.plan.introduction if scene.plan.plan else (),
        vision=scene.plan.plan.vision if scene.plan.plan else (),
        progress_key=tuple(_key(scene.by.progress_key)),
        impact_key=tuple(_key(scene.by.impact_key)),
        less_strict=tuple(softened_settings(occasion)),
        unjudged=tuple(unjudged_parts(occasion)),
        glossary=tuple(Entry(*item) for item in scene.plan.glossary.items()),
        roles=tuple(Entry(*item) for item in scene.plan.roles.items()),
        footer=f"{scene.plan.title}, as at {day_in_words(scene.as_at)}. Made by {occasion.maker}.",
    )
    return _fit(pack, size, occasion)


def _fit(pack: Pack, size: PackSize, occasion: PackContext) -> Pack:
    """The pack with the sections that its size has, and a line on what it has nothing of."""
    is_full, is_highlight = size is PackSize.FULL, size is PackSize.HIGHLIGHT
    empty = [anchor for anchor in _empty_sections(pack) if is_full or anchor not in _ANNEXES]
    sections = (
        Section(anchor, title)
        for anchor, title in _SECTIONS.items()
        if anchor not in empty and (is_full or not (is_highlight or anchor in _ANNEXES))
    )
    nothing = [_SECTIONS[anchor].partition(":")[0].lower() for anchor in empty]
    nothing += [] if pack.less_strict else ["settings that make the plan less strict"]
    tags = absent_tags(pack.exceptions, occasion)
    words = [f"Nothing to report: {sentence_list(nothing)}."] if nothing else []
    words += [f"No action is tagged {join_words(tags, 'or')}."] if tags else []
    unread = " What could not be read may hold more." if occasion.scene.plan.unread else ""
    rows = [row.link.anchor for area in pack.areas for row in area.rows]
    charts = [measure.anchor for measure in pack.measures.charts]
    brief = [row.link.anchor for row in pack.highlight.exceptions.rows]
    return pack._replace(
        sections=tuple(sections),
        nothing=f"{' '.join(words)}{unread}" if words else "",
        anchors=tuple(brief if is_highlight else rows + charts),
    )


def _empty_sections(pack: Pack) -> list[str]:
    decisions, voice, brief = pack.decisions, pack.voice, pack.highlight.voice
    cut_names = ("overall", "confidence_why", "good_news", "risks", "challenges")
    content: dict[str, Sized] = {
        "areas": pack.areas,
        "exceptions": (*pack.exceptions.rows, *pack.voice.missing),
        "delivery": pack.delivery.charts,
        "timeline": pack.timeline,
        "measures": pack.measures.rows,
        "closing-the-loop": pack.answers.findings,
        "decisions": (
            *(*decisions.dependencies, *decisions.decisions, *decisions.escalations),
            *(pack.asks if pack.asks != pack.highlight.asks else ()),
            *(*pack.projects, *pack.highlight.voice.cut),
            *(name for name in cut_names if getattr(voice, name) != getattr(brief, name)),
        ),
        "forward": pack.forward.meetings,
        "unjudged": pack.unjudged,
        "full-plan": pack.areas,
        "changes": pack.changes.areas,
        "glossary": (*pack.glossary, *pack.roles),
    }
    return [anchor for anchor, items in content.items() if not items]


def _area(index: int, area: Area, inside: list[Judgement], occasion: PackContext) -> AreaView:
    impact = Counter(judged.impact.rating for judged in inside)
    disputed = disputes_in_words(judged.impact for judged in inside)
    return AreaView(
        area.ref,
        area.title,
        make_anchor("area", index, area.ref),
        area.statement or "",
        progress_bar(inside, f"Progress in area {area.ref} {area.title}", f"progress-{index}"),
        f"Impact: {rag_in_words(impact)}.{disputed}" if inside else "",
        directions_in_words(inside, occasion),
        action_rows(inside, occasion),
        tuple(_full_action(judged, occasion) for judged in inside),
    )


def _full_action(judged: Judgement, occasion: PackContext) -> Whole:
    scene, place = occasion.scene, action_link(judged)
    # What is to be followed up stands with its decision, in a section of its own.
    extra = (column for column in record_columns(judged, scene) if column.name != FOLLOW_UPS_COLUMN)
    further = tuple(f"{column.name}: {item}" for column in extra for item in column.items)
    cells = (
        column._replace(items=column.items + further) if column.name == PROGRESS else column
        for column in action_columns(judged, scene)
    )
    reason = judged.action.rag_reason
    more_why = f". The lead's reason: {reason}" if reason else ""
    return Whole(
        place.ref,
        place.title,
        place.anchor,
        tuple(cells),
        rating_badge(judged.progress, scene.by.progress_key),
        occasion.travel(judged),
        as_sentence(f"{declared_in_words(judged.progress)}{judged.progress.why}{more_why}"),
        rating_badge(judged.impact, scene.by.impact_key),
        as_sentence(f"{declared_in_words(judged.impact)}{judged.impact.why}"),
    )


def _key(key: RagKey) -> Iterator[KeyEntry]:
    for rating in RATINGS_WORST_FIRST:
        _, meaning = key.words[rating]
        standings = [standing.value for standing, earned in key.ratings.items() if earned is rating]
        yield KeyEntry(
            key_badge(rating, key),
            meaning,
            sentence_list(standings) or "only by what the lead declares",
        )
