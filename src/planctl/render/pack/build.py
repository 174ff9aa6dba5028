"""The view of a board pack from a judged plan: everything worded, nothing left to compute."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from planctl.assess.exceptions import exceptions
from planctl.assess.judged import Judged
from planctl.assess.key import Key
from planctl.assess.rule.scene import Scene
from planctl.assess.totals import by_area
from planctl.model.calendar import Meeting, day_in_words
from planctl.model.plan import Area
from planctl.render.column import COLUMN_NAMES, PROGRESS, columns, record
from planctl.render.pack import view
from planctl.render.pack.answers import answers, governance
from planctl.render.pack.badge import (
    anchor,
    badge,
    bar,
    key_badge,
    link,
    rows,
    sentence,
)
from planctl.render.pack.cover import cover, summary
from planctl.render.pack.exception import groups
from planctl.render.pack.unjudged import unjudged
from planctl.render.words import WORST_FIRST, in_a_row, rating_in_words

_SECTIONS: Final = (
    ("summary", "One page"),
    ("exceptions", "Exceptions"),
    ("areas", "Areas for improvement"),
    ("findings", "Findings and what answers each"),
    ("closing-the-loop", "Closing the loop"),
    ("governance", "Governance, reports and projects"),
    ("full-plan", "The full plan"),
    ("unjudged", "What this pack could not judge"),
    ("key", "The RAG key"),
    ("glossary", "Glossary and roles"),
)


class Occasion(NamedTuple):
    """What a pack is made for: a judged plan, the meeting, and what made it."""

    scene: Scene
    meeting: Meeting | None
    maker: str  # planctl and its version

    @property
    def until(self) -> tuple[date, str]:
        """The last day that counts as "due soon" in this pack, and how to say it."""
        if self.meeting and self.meeting.last >= self.scene.as_at:
            return self.meeting.last, self.meeting.deadline
        soon = self.scene.as_at + timedelta(days=self.scene.by.due_soon_days)
        return soon, f"by {day_in_words(soon)}"


def pack(occasion: Occasion) -> view.Pack:
    """The board pack of a plan on a day."""
    scene, (until, until_words) = occasion.scene, occasion.until
    plan, by = scene.plan, scene.by
    found = exceptions(scene.judged, scene.as_at, until)
    return view.Pack(
        cover=cover(scene, occasion.meeting, found),
        sections=tuple(view.Section(*section) for section in _SECTIONS),
        rating_words=tuple(rating_in_words(rating).capitalize() for rating in WORST_FIRST),
        summary=summary(scene, found, until_words),
        exceptions=tuple(groups(found, scene, until_words)),
        areas=tuple(
            _area(n, *area, scene) for n, area in enumerate(by_area(plan.areas, scene.judged))
        ),
        answers=answers(scene),
        governance=governance(scene),
        column_names=COLUMN_NAMES,
        introduction=plan.plan.introduction if plan.plan else (),
        vision=plan.plan.vision if plan.plan else (),
        progress_key=tuple(_key(by.progress_key)),
        impact_key=tuple(_key(by.impact_key)),
        unjudged=tuple(unjudged(scene)),
        glossary=tuple(view.Entry(*item) for item in plan.glossary.items()),
        roles=tuple(view.Entry(*item) for item in plan.roles.items()),
        footer=f"{plan.title}, as at {day_in_words(scene.as_at)}. Made by {occasion.maker}.",
    )


def _area(index: int, area: Area, inside: list[Judged], scene: Scene) -> view.AreaView:
    name = f"{area.ref} {area.title}"
    return view.AreaView(
        area.ref,
        area.title,
        anchor("area", index, area.ref),
        area.statement or "",
        bar(inside, f"Progress in area {name}", f"progress-{index}"),
        bar(inside, f"Impact in area {name}", f"impact-{index}", impact=True),
        rows(inside, scene),
        tuple(_whole(each, scene) for each in inside),
    )


def _whole(each: Judged, scene: Scene) -> view.Whole:
    where = link(each)
    further = tuple(f"{of.name}: {item}" for of in record(each, scene) for item in of.items)
    cells = [
        view.Cell(name, items + further if name == PROGRESS else items, empty)
        for name, items, empty in columns(each, scene)
    ]
    reason = each.action.rag_reason
    why = f"{each.progress.why}. The lead's reason: {reason}" if reason else each.progress.why
    return view.Whole(
        where.ref,
        where.title,
        where.anchor,
        tuple(cells),
        badge(each.progress, scene.by.progress_key),
        sentence(why),
        badge(each.impact, scene.by.impact_key),
        sentence(each.impact.why),
    )


def _key(key: Key) -> Iterator[view.KeyEntry]:
    for rating in WORST_FIRST:
        _, meaning = key.words[rating]
        standings = [standing.value for standing, of in key.ratings.items() if of is rating]
        yield view.KeyEntry(
            key_badge(rating, key), meaning, in_a_row(standings) or "only by what the lead declares"
        )
