"""What a rule may look at: the plan, the day, every judged action and the names that exist."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from planctl.assess.dependency import Prerequisite, plan_prerequisites
from planctl.assess.judgement import Criteria, Judgement, criteria_for, judge_actions
from planctl.assess.promise import AS_IN_FILES, FirstPromises
from planctl.assess.text_search import TextSearch
from planctl.model.plan import Plan

if TYPE_CHECKING:  # a plan without decisions does not load their model
    from planctl.model.plan_record import Decision


class Scene(NamedTuple):
    """One plan on one day, with what rules ask for again and again."""

    plan: Plan
    by: Criteria
    judged: tuple[Judgement, ...]
    names: "Names"
    search: TextSearch

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
    decisions: "Mapping[str, Decision] | None"  # of two with one id, the first
    actions: Collection[str]  # the refs of all actions, also of those that could not be read
    refs: Mapping[str, Judgement]
    awaited: Mapping[str, Prerequisite]  # what some action waits for
    about: "Mapping[str, list[Decision]]"  # the decisions about an action, or about its origin

    def decided_about(self, decision: "Decision") -> tuple[str, ...]:
        """The refs that a decision holds for: as it says, and the actions split from those."""
        wanted = {*decision.about}
        parts = (ref for ref in self.refs if not wanted.isdisjoint(_origin_line(ref, self.refs)))
        return tuple(dict.fromkeys([*decision.about, *parts]))


def judge_plan(plan: Plan, as_at: date, promised: FirstPromises = AS_IN_FILES) -> Scene:
    """Judge a plan on a day, beside its first promises where its history is known."""
    criteria = criteria_for(plan, as_at, promised)
    judged = judge_actions(plan, criteria)
    return Scene(plan, criteria, judged, _collect_names(plan, judged, criteria), TextSearch(plan))


def _collect_names(plan: Plan, judged: tuple[Judgement, ...], criteria: Criteria) -> Names:
    governance = None if plan.lacks("governance") else plan.governance
    refs: dict[str, Judgement] = {}
    for judgement in judged:
        refs.setdefault(judgement.ref, judgement)
    actions = {*refs, *(file.name for file in plan.unread if file.holds == "action")}
    projects = {project.id for project in governance.projects} if governance else None
    return Names(
        None if plan.lacks("roles") else plan.roles.keys(),
        {report.id for report in governance.reports} if governance else None,
        None if plan.lacks("measure") else {measure.id for measure in plan.measures},
        {finding.id for finding in plan.plan.findings} if plan.plan else None,
        None if projects is None else {*actions, *projects},
        None
        if plan.lacks("decisions")
        else {decision.id: decision for decision in reversed(plan.decisions)},
        actions,
        refs,
        plan_prerequisites(plan, judged, criteria),
        _decisions_by_action(plan, refs),
    )


def _decisions_by_action(
    plan: Plan, refs: Mapping[str, Judgement]
) -> "Mapping[str, list[Decision]]":
    """What was decided about each action; about one that was split, for all its parts."""
    decisions: dict[str, list[Decision]] = {}
    for decision in plan.decisions:
        for ref in dict.fromkeys(decision.about):
            decisions.setdefault(ref, []).append(decision)
    for ref, judgement in refs.items() if decisions else ():
        if judgement.action.split_from:
            line = _origin_line(ref, refs)
            decisions[ref] = [made for made in plan.decisions if not line.isdisjoint(made.about)]
    return decisions


def _origin_line(ref: str, refs: Mapping[str, Judgement]) -> set[str]:
    """An action, the one that it was split from, and so on to the first of them."""
    line: set[str] = set()
    following: str | None = ref
    while following and following not in line:
        line.add(following)
        following = refs[following].action.split_from if following in refs else None
    return line
