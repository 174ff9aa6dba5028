"""The view of a board pack from a judged plan: everything worded, nothing left to compute."""

from collections.abc import Iterator
from typing import Final

from planctl.assess.exceptions import exceptions
from planctl.assess.judged import Judged
from planctl.assess.key import Key
from planctl.assess.totals import by_area
from planctl.model.calendar import day_in_words
from planctl.model.column_name import COLUMN_NAMES, PROGRESS
from planctl.model.plan import Area
from planctl.model.words import WORST_FIRST, in_a_row, rating_in_words
from planctl.render.column import FOLLOW_UPS, by_lead, columns, record
from planctl.render.pack import view
from planctl.render.pack.answers import answers
from planctl.render.pack.badge import (
    anchor,
    badge,
    bar,
    key_badge,
    link,
    rows,
    sentence,
)
from planctl.render.pack.cover import cover, less_strict, summary, unjudged
from planctl.render.pack.decided import decisions, forward
from planctl.render.pack.decision import governance
from planctl.render.pack.delivery import delivery
from planctl.render.pack.exception import groups
from planctl.render.pack.measured import measures
from planctl.render.pack.moved import changes, ways
from planctl.render.pack.occasion import Occasion
from planctl.render.pack.view import Entry

_SECTIONS: Final = (
    ("summary", "One page"),
    ("exceptions", "Exceptions"),
    ("areas", "Areas for improvement"),
    ("delivery", "Delivery over time"),
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


def pack(occasion: Occasion) -> view.Pack:
    """The board pack of a plan on a day."""
    scene = occasion.scene
    plan, by = scene.plan, scene.by
    issues = exceptions(scene, occasion.until[0])
    return view.Pack(
        cover=cover(occasion, issues),
        sections=tuple(view.Section(*section) for section in _SECTIONS),
        rating_words=tuple(rating_in_words(rating).capitalize() for rating in WORST_FIRST),
        summary=summary(occasion, issues),
        exceptions=tuple(groups(issues, occasion)),
        areas=tuple(
            _area(n, *area, occasion) for n, area in enumerate(by_area(plan.areas, scene.judged))
        ),
        delivery=delivery(occasion),
        measures=measures(occasion),
        answers=answers(occasion),
        decisions=decisions(occasion),
        forward=forward(occasion),
        changes=changes(occasion),
        governance=governance(scene),
        column_names=COLUMN_NAMES,
        introduction=plan.plan.introduction if plan.plan else (),
        vision=plan.plan.vision if plan.plan else (),
        progress_key=tuple(_key(by.progress_key)),
        impact_key=tuple(_key(by.impact_key)),
        less_strict=tuple(less_strict(occasion)),
        unjudged=tuple(unjudged(occasion)),
        glossary=tuple(Entry(*item) for item in plan.glossary.items()),
        roles=tuple(Entry(*item) for item in plan.roles.items()),
        footer=f"{plan.title}, as at {day_in_words(scene.as_at)}. Made by {occasion.maker}.",
    )


def _area(index: int, area: Area, inside: list[Judged], occasion: Occasion) -> view.AreaView:
    name = f"{area.ref} {area.title}"
    return view.AreaView(
        area.ref,
        area.title,
        anchor("area", index, area.ref),
        area.statement or "",
        bar(inside, f"Progress in area {name}", f"progress-{index}"),
        bar(inside, f"Impact in area {name}", f"impact-{index}", impact=True),
        ways(inside, occasion),
        rows(inside, occasion),
        tuple(_full_action(judged, occasion) for judged in inside),
    )


def _full_action(judged: Judged, occasion: Occasion) -> view.Whole:
    scene, place = occasion.scene, link(judged)
    # What is to be followed up stands with its decision, in a section of its own.
    extra = (column for column in record(judged, scene) if column.name != FOLLOW_UPS)
    further = tuple(f"{column.name}: {item}" for column in extra for item in column.items)
    cells = [
        view.Cell(name, items + further if name == PROGRESS else items, empty)
        for name, items, empty in columns(judged, scene)
    ]
    reason = judged.action.rag_reason
    more_why = f". The lead's reason: {reason}" if reason else ""
    return view.Whole(
        place.ref,
        place.title,
        place.anchor,
        tuple(cells),
        badge(judged.progress, scene.by.progress_key),
        occasion.travel(judged),
        sentence(f"{by_lead(judged.progress)}{judged.progress.why}{more_why}"),
        badge(judged.impact, scene.by.impact_key),
        sentence(f"{by_lead(judged.impact)}{judged.impact.why}"),
    )


def _key(key: Key) -> Iterator[view.KeyEntry]:
    for rating in WORST_FIRST:
        _, meaning = key.words[rating]
        standings = [standing.value for standing, earned in key.ratings.items() if earned is rating]
        yield view.KeyEntry(
            key_badge(rating, key), meaning, in_a_row(standings) or "only by what the lead declares"
        )
