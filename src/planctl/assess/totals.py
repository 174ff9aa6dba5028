"""Counts for the board: of a whole plan, an area or a lead."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from planctl.assess.judged import Judged
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


def totals(judged: Iterable[Judged], as_at: date, soon: date) -> Totals:
    """The counts of these actions; `soon` is the last day that counts as due soon."""
    all_of = list(judged)
    return Totals(
        len(all_of),
        sum(each.is_delivered for each in all_of),
        sum(each.is_overdue for each in all_of),
        sum(each.is_due_by(soon, as_at) for each in all_of),
        sum(each.lacks_timescale for each in all_of),
        sum(each.lacks_lead for each in all_of),
        sum(each.progress.disputed or each.impact.disputed for each in all_of),
        {rating: sum(each.progress.rating is rating for each in all_of) for rating in Rating},
        {rating: sum(each.impact.rating is rating for each in all_of) for rating in Rating},
        sum(each.is_paused for each in all_of),
        sum(each.is_withdrawn for each in all_of),
    )


def by_area(areas: Iterable[Area], judged: Iterable[Judged]) -> list[tuple[Area, list[Judged]]]:
    """Each area with those of its actions that are among these."""
    of: dict[int, list[Judged]] = {}
    for each in judged:
        of.setdefault(id(each.area), []).append(each)
    return [(area, of.get(id(area), [])) for area in areas]


def by_lead(judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    """The actions of each role, as it leads or supports them, in the order of first mention."""
    of: dict[str, list[Judged]] = {}
    for each in judged:
        for role in dict.fromkeys(each.action.leads):
            of.setdefault(role, []).append(each)
    return of
