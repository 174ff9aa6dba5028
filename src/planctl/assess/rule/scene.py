"""What a rule may look at: the plan, the day, every judged action and the names that exist."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from planctl.assess.judged import Bench, Judged, bench, judge
from planctl.model.plan import Plan


class Scene(NamedTuple):
    """One plan on one day, with what rules ask for again and again."""

    plan: Plan
    by: Bench
    judged: tuple[Judged, ...]
    names: "Names"

    @property
    def as_at(self) -> date:
        """The day of the judgement."""
        return self.by.as_at


class Names(NamedTuple):
    """The names that exist; None where their file could not be read, so nobody can tell."""

    roles: Collection[str] | None
    reports: Collection[str] | None
    measures: Collection[str] | None
    findings: Collection[str] | None
    dependencies: Collection[str] | None
    refs: Mapping[str, Judged]


def scene(plan: Plan, as_at: date) -> Scene:
    """Judge a plan on a day, and gather its names."""
    by = bench(plan, as_at)
    judged = judge(plan, by)
    return Scene(plan, by, judged, _names(plan, judged))


def _names(plan: Plan, judged: tuple[Judged, ...]) -> Names:
    governance = None if plan.lacks("governance") else plan.governance
    unread = {each.name for each in plan.unread if each.holds == "action"}
    refs: dict[str, Judged] = {}
    for each in judged:
        refs.setdefault(each.ref, each)
    projects = {project.id for project in governance.projects} if governance else None
    return Names(
        None if plan.lacks("roles") else plan.roles.keys(),
        {report.id for report in governance.reports} if governance else None,
        None if plan.lacks("measure") else {measure.id for measure in plan.measures},
        {finding.id for finding in plan.plan.findings} if plan.plan else None,
        None if projects is None else {*refs, *projects, *unread},
        refs,
    )
