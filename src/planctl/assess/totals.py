"""Counts for the board: of a whole plan, an area or a lead."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.model.plan import Area
from planctl.model.rating import Rating


class Totals(NamedTuple):
    """How many actions there are, and of how many something is true."""

    actions: int
    complete: int  # complete or embedded
    overdue: int
    due_soon: int  # open, and due within the policy's days, not late yet
    no_timescale: int  # open, and without one
    no_lead: int  # open, and without one
    disputed: int
    progress_rag: Mapping[Rating, int]
    impact_rag: Mapping[Rating, int]
    paused: int  # by the board, until a day that has not passed
    withdrawn: int
    no_effect: int  # delivered, and no effect is shown
    left_rag: Mapping[Rating, int]  # the progress ratings of those that are not complete


def scene_totals(scene: Scene) -> Totals:
    """The counts of a plan on the day that it is judged for."""
    return count_totals(scene.judged, scene.as_at, scene.by.soon)


def count_totals(judged: Iterable[Judgement], as_at: date, soon: date) -> Totals:
    """The counts of these actions; `soon` is the last day that counts as due soon."""
    judgements = list(judged)
    left = [item.progress.rating for item in judgements if not item.is_delivered]
    return Totals(
        len(judgements),
        sum(item.is_delivered for item in judgements),
        sum(item.is_overdue for item in judgements),
        sum(item.is_due_by(soon, as_at) for item in judgements),
        sum(item.lacks_timescale for item in judgements),
        sum(item.lacks_lead for item in judgements),
        sum(item.progress.disputed or item.impact.disputed for item in judgements),
        {rating: sum(item.progress.rating is rating for item in judgements) for rating in Rating},
        {rating: sum(item.impact.rating is rating for item in judgements) for rating in Rating},
        sum(item.is_paused for item in judgements),
        sum(item.is_withdrawn for item in judgements),
        sum(item.shows_no_effect for item in judgements),
        {rating: left.count(rating) for rating in Rating},
    )


def group_by_area(
    areas: Iterable[Area], judged: Iterable[Judgement]
) -> list[tuple[Area, list[Judgement]]]:
    """Each area with those of its actions that are among these."""
    judgements_of: dict[int, list[Judgement]] = {}
    for item in judged:
        judgements_of.setdefault(id(item.area), []).append(item)
    return [(area, judgements_of.get(id(area), [])) for area in areas]


def group_by_lead(judged: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    """The actions of each role, as it leads or supports them, in the order of first mention."""
    judgements_of: dict[str, list[Judgement]] = {}
    for item in judged:
        for role in dict.fromkeys(item.action.leads):
            judgements_of.setdefault(role, []).append(item)
    return judgements_of
