"""The plan folder of a command: read, judged by every rule, and compared with an earlier state.

This is where the problems of reading a plan and those of judging it come together. Git is asked
for earlier states only when a command needs them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from planctl.assess.examine import PLAN_RULES, RuleBreach, find_breaches, policy_severity, ref_at
from planctl.assess.promise import AS_IN_FILES, FirstPromises
from planctl.assess.rule.governance import POLICY_CHECKS, POLICY_RULES
from planctl.assess.rule.personal_data import PERSON_RULE, REMEDY, person_for_role
from planctl.assess.scene import Scene, judge_plan
from planctl.assess.text_search import PersonalData, TextSearch
from planctl.load.file_place import PLACE_RULES
from planctl.load.file_reader import ReadFile
from planctl.load.file_rule import FILE_RULES
from planctl.load.loaded import LoadedPlan
from planctl.load.plan_reader import load_plan
from planctl.load.shape_rule import SHAPE_RULES
from planctl.load.source import PlanFile, read_folder
from planctl.model.calendar import Meeting
from planctl.model.edition import Edition
from planctl.model.plan import Plan, Unread
from planctl.model.policy import Policy
from planctl.model.problem import Problem, Rule, Severity, Stop, field_name
from planctl.model.words import count_noun, sentence_list
from planctl.workspace.folder import folder_name

if TYPE_CHECKING:
    from planctl.assess.change.change_kind import ChangeFault
    from planctl.assess.change.comparison import Comparison, MisdatedCommit
    from planctl.assess.edition import EditionCut
    from planctl.load.history import History

_PLACES: Final = 5  # that are named of what the public must not see


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order in which they are listed."""
    from planctl.assess.change.since_rules import SINCE_RULES

    rules = (
        *(row.rule for row in FILE_RULES.values()),
        *(row.rule for row in SHAPE_RULES.values()),
        *PLACE_RULES.values(),
        *POLICY_RULES,
        PERSON_RULE,
        *PLAN_RULES,
        *SINCE_RULES,
    )
    return tuple(sorted(rules, key=lambda rule: ("FSRTQP".index(rule.code[0]), rule.code)))


class Workspace(NamedTuple):
    """A plan folder as it is now, beside all that was read of it."""

    root: Path
    name: str  # what its files are called in what is printed
    loaded: LoadedPlan
    known: dict[PlanFile, ReadFile]
    cut: "EditionCut | None" = None  # of every state of the plan; none: it is whole

    @contextmanager
    def history(self) -> "Iterator[History]":
        """The states that git has of the plan, which share what was read already."""
        from planctl.load.history import History

        with History(self.root, self.name, self.known, self.cut) as past:
            yield past


def open_workspace(root: Path, name: str = "") -> Workspace:
    """Read the plan folder as it is now; without a name as people standing here would call it."""
    known: dict[PlanFile, ReadFile] = {}
    folder = name or folder_name(root)
    return Workspace(root, folder, load_plan(read_folder(root, folder), known), known)


def open_edition(root: Path, edition: Edition, name: str = "") -> Workspace:
    """The plan folder as an edition has it, with all its past.

    Ends the run where the public would be shown what could tell a person, or what nobody can read.
    """
    from planctl.assess.edition import EditionCut

    now = open_workspace(root, name)
    cut = EditionCut(edition, now.loaded.plan, people_for_roles)
    if edition is not Edition.OFFICERS:
        from planctl.load.git import GitFault

        with suppress(GitFault), now.history() as past:
            if cut.holds_things or past.ever_had_line("share.?:"):
                cut.learn(loaded.plan for _, loaded in past.states())
    loaded = now.loaded._replace(plan=cut.plan(now.loaded.plan))
    if edition is Edition.PUBLIC:
        _refuse_publication(loaded, now.loaded.plan.unread)
    return now._replace(loaded=loaded, cut=cut)


def _refuse_publication(loaded: LoadedPlan, unread: Sequence[Unread]) -> None:
    """End the run where nobody can tell what would be published, or a rule of band P is broken."""
    if unread:
        message = (
            f"{unread[0].path} could not be read, so nobody can tell what the public would be shown"
        )
        raise Stop(message, "run planctl check to see why")
    search = TextSearch(loaded.plan)
    personal = [*search.finds.personal, *people_for_roles(search)]
    if personal:
        places = [(loaded.place_of(found.at), found) for found in personal]
        shown = [f"{at.path}:{at.line} {found.code}" for at, found in places[:_PLACES]]
        more = [f"{len(places) - _PLACES} more"] if len(places) > _PLACES else []
        number = count_noun(len(places), "text")
        raise Stop(
            f"the public edition would show what could tell a person, in {number}: "
            f"{sentence_list([*shown, *more])}",
            f"{REMEDY}; planctl explain {personal[0].code} says more",
        )


class Hindsight(NamedTuple):
    """What only the history of a plan tells of a comparison with an earlier state of it."""

    promised: FirstPromises = AS_IN_FILES
    stood_until: date | None = None  # the last day at whose end the plan was still as then
    listed: Collection[Meeting] | None = None  # meetings since then that it had by their day
    misdated: "tuple[MisdatedCommit, ...]" = ()  # commits since then whose day cannot be


class Review(NamedTuple):
    """A plan on a day, and every problem of it in file order."""

    loaded: LoadedPlan
    scene: Scene
    problems: tuple[Problem, ...]
    uncompared: tuple[str, ...] = ()  # the files that could not be read in one of the two states

    def against(
        self, before: Scene, known: tuple[int, int] = (0, 0), looked_back: Hindsight | None = None
    ) -> "Review":
        """The same, with what is wrong in comparison with an earlier state of the plan.

        What guards the record weighs as much as it did then, or more: nobody turns a rule off in
        the change that breaks it. known: how many problems are on a list of known ones, and how
        many of them were on it then.
        """
        from planctl.assess.change.comparison import Comparison
        from planctl.assess.change.since_rules import GUARD_RULE, SINCE_CHECKS

        promised, stood_until, listed, misdated = looked_back or Hindsight()
        after = judge_plan(self.plan, self.scene.as_at, promised)
        compared = Comparison(before, after, stood_until, listed, misdated)
        problems = [
            _problem(RuleBreach(rule, fault, ref), self.loaded)
            for rule, check in SINCE_CHECKS
            for fault, ref in check(compared)
        ]
        problems += [
            _problem(RuleBreach(GUARD_RULE, fault, ref), self.loaded)
            for fault, ref in _weakened_settings(compared, known)
        ]
        policies = (before.plan.policy, self.plan.policy)
        kept = [problem for found in problems if (problem := _apply_policies(found, *policies))]
        return self._replace(
            problems=_in_order([*self.problems, *kept], self.loaded),
            uncompared=tuple(unread.path for unread in compared.uncompared),
        )

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.loaded.plan


def _weakened_settings(compared: "Comparison", known: tuple[int, int]) -> "Iterator[ChangeFault]":
    """The settings that were made less strict; nothing where one of the two is unknown."""
    from planctl.assess.change.since_rules import guard_weakened
    from planctl.assess.softening import policy_settings

    plans = (compared.before.plan, compared.after.plan)
    if any(plan.lacks("policy") for plan in plans):
        return
    now, then = known
    earlier, current = (
        policy_settings(plan.policy, all_rules(), listed)
        for plan, listed in zip(plans, (then, now), strict=True)
    )
    yield from guard_weakened(compared, earlier, current)


def review_plan(loaded: LoadedPlan, as_at: date, promised: FirstPromises = AS_IN_FILES) -> Review:
    """Judge a plan that was read, beside its first promises where its history is known."""
    stage = judge_plan(loaded.plan, as_at, promised)
    problems = [*loaded.problems, *_rule_problems(loaded, stage)]
    kept = [
        problem for found in problems if (problem := _apply_policies(found, loaded.plan.policy))
    ]
    return Review(loaded, stage, _in_order(kept, loaded))


def _in_order(problems: Iterable[Problem], loaded: LoadedPlan) -> tuple[Problem, ...]:
    """The problems in file order."""
    order = {f"{loaded.folder}/{path}": n for n, path in enumerate(loaded.files)}
    return tuple(
        sorted(
            problems,
            key=lambda p: (order.get(p.place.path, -1), p.place.line, p.place.column, p.rule.code),
        )
    )


def _rule_problems(loaded: LoadedPlan, stage: Scene) -> Iterator[Problem]:
    """The problems that the rules find, each with its place."""
    codes = [rule.code for rule in all_rules()] if stage.plan.policy.severities else []
    for rule, check in POLICY_CHECKS:
        for fault in check(stage.plan.policy, codes):
            yield _problem(RuleBreach(rule, fault), loaded)
    yield from (_problem(broken, loaded) for broken in find_breaches(stage))
    for found in people_for_roles(stage.search):
        ref = ref_at(found.at, stage)
        yield _problem(RuleBreach(PERSON_RULE, person_for_role(found), ref), loaded)


def people_for_roles(search: TextSearch) -> list[PersonalData]:
    """The names of people that stand where roles belong, told by the words of posts."""
    candidates = search.finds.may_be_people
    if not candidates:
        return []
    from planctl.intake.lexicon.words import looks_like_person

    return [found for found in candidates if looks_like_person(found.fragment)]


def _problem(broken: RuleBreach, loaded: LoadedPlan) -> Problem:
    rule, fault, ref = broken
    steps = fault.at[4:] if ref else fault.at[2:] if fault.at[0] == "areas" else fault.at[1:]
    return Problem.of(rule, fault, loaded.place_of(fault.at), ref, field_name(steps))


def _apply_policies(problem: Problem, *policies: Policy) -> Problem | None:
    """The problem with the heaviest weight that these policies give it; none when that is off."""
    severity = policy_severity(problem.rule.code, problem.severity, policies)
    return None if severity is Severity.OFF else problem._replace(severity=severity)
