"""The view of a board pack from a judged plan: everything worded, nothing left to compute."""

from collections.abc import Iterator
from typing import Final

from planctl.assess.exceptions import board_exceptions
from planctl.assess.judgement import Judgement
from planctl.assess.rag_key import RagKey
from planctl.assess.totals import group_by_area
from planctl.model.calendar import day_in_words
from planctl.model.plan import Area
from planctl.model.words import (
    COLUMN_NAMES,
    PROGRESS,
    RATINGS_WORST_FIRST,
    rating_in_words,
    sentence_list,
)
from planctl.render.action_columns import (
    FOLLOW_UPS_COLUMN,
    action_columns,
    declared_in_words,
    record_columns,
)
from planctl.render.pack import view
from planctl.render.pack.context import PackContext
from planctl.render.pack.cover import cover_view, softened_settings, summary_view, unjudged_parts
from planctl.render.pack.decisions import decisions_view, forward_plan
from planctl.render.pack.delivery import delivery_view
from planctl.render.pack.exceptions import exception_groups
from planctl.render.pack.findings import findings_view
from planctl.render.pack.governance import governance_view
from planctl.render.pack.measures import measures_view
from planctl.render.pack.pieces import (
    action_link,
    action_rows,
    as_sentence,
    key_badge,
    make_anchor,
    rating_badge,
    rating_bar,
)
from planctl.render.pack.since_last_board import changes_view, directions_in_words
from planctl.render.pack.timeline import timeline_view
from planctl.render.pack.trend import BOARDS, RECENT_BOARDS, trend_view
from planctl.render.pack.view import Entry

_SECTIONS: Final = (
    ("summary", "One page"),
    ("exceptions", "Exceptions"),
    ("areas", "Areas for improvement"),
    ("delivery", "Delivery over time"),
    ("timeline", "Timeline"),
    ("measures", "Measures"),
    ("closing-the-loop", "Closing the loop: what answers each finding"),
    ("decisions", "Dependencies, decisions and escalations"),
    ("forward", "Forward plan"),
    ("governance", "Governance, reports and projects"),
    ("full-plan", "The full plan"),
    ("changes", "What changed"),
    ("unjudged", "What this pack could not judge"),
    ("key", "The RAG key"),
    ("glossary", "Glossary and roles"),
)


def build_pack(occasion: PackContext) -> view.Pack:
    """The board pack of a plan on a day."""
    scene = occasion.scene
    plan, by = scene.plan, scene.by
    issues = board_exceptions(scene, occasion.until[0])
    return view.Pack(
        cover=cover_view(occasion, issues),
        sections=tuple(view.Section(*section) for section in _SECTIONS),
        rating_words=tuple(rating_in_words(rating).capitalize() for rating in RATINGS_WORST_FIRST),
        summary=summary_view(occasion, issues),
        exceptions=tuple(exception_groups(issues, occasion)),
        areas=tuple(
            _area(n, *area, occasion)
            for n, area in enumerate(group_by_area(plan.areas, scene.judged))
        ),
        delivery=delivery_view(occasion),
        trend=trend_view(occasion, BOARDS),
        recent_trend=trend_view(occasion, RECENT_BOARDS),
        timeline=timeline_view(occasion),
        measures=measures_view(occasion),
        answers=findings_view(occasion),
        decisions=decisions_view(occasion),
        forward=forward_plan(occasion),
        changes=changes_view(occasion),
        governance=governance_view(scene),
        column_names=COLUMN_NAMES,
        introduction=plan.plan.introduction if plan.plan else (),
        vision=plan.plan.vision if plan.plan else (),
        progress_key=tuple(_key(by.progress_key)),
        impact_key=tuple(_key(by.impact_key)),
        less_strict=tuple(softened_settings(occasion)),
        unjudged=tuple(unjudged_parts(occasion)),
        glossary=tuple(Entry(*item) for item in plan.glossary.items()),
        roles=tuple(Entry(*item) for item in plan.roles.items()),
        footer=f"{plan.title}, as at {day_in_words(scene.as_at)}. Made by {occasion.maker}.",
    )


def _area(index: int, area: Area, inside: list[Judgement], occasion: PackContext) -> view.AreaView:
    name = f"{area.ref} {area.title}"
    return view.AreaView(
        area.ref,
        area.title,
        make_anchor("area", index, area.ref),
        area.statement or "",
        rating_bar(inside, f"Progress in area {name}", f"progress-{index}"),
        rating_bar(inside, f"Impact in area {name}", f"impact-{index}", impact=True),
        directions_in_words(inside, occasion),
        action_rows(inside, occasion),
        tuple(_full_action(judged, occasion) for judged in inside),
    )


def _full_action(judged: Judgement, occasion: PackContext) -> view.Whole:
    scene, place = occasion.scene, action_link(judged)
    # What is to be followed up stands with its decision, in a section of its own.
    extra = (column for column in record_columns(judged, scene) if column.name != FOLLOW_UPS_COLUMN)
    further = tuple(f"{column.name}: {item}" for column in extra for item in column.items)
    cells = [
        view.Cell(name, items + further if name == PROGRESS else items, empty)
        for name, items, empty in action_columns(judged, scene)
    ]
    reason = judged.action.rag_reason
    more_why = f". The lead's reason: {reason}" if reason else ""
    return view.Whole(
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


def _key(key: RagKey) -> Iterator[view.KeyEntry]:
    for rating in RATINGS_WORST_FIRST:
        _, meaning = key.words[rating]
        standings = [standing.value for standing, earned in key.ratings.items() if earned is rating]
        yield view.KeyEntry(
            key_badge(rating, key),
            meaning,
            sentence_list(standings) or "only by what the lead declares",
        )
