"""Which actions and areas of the plan are those of a newer paper.

Actions are found by way of the paper before it, areas by their titles and by their actions.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from planctl.intake.account import DerivedText
from planctl.intake.plan.plan_content import ImportResult
from planctl.load.file_place import folder_of
from planctl.model.plan import Plan
from planctl.model.problem import Stop
from planctl.model.words import count_noun
from planctl.update.matching import MatchKey, match_by_words
from planctl.update.paper_memory import LastImport
from planctl.update.paper_merge import Group, as_group


class AreaMatch(NamedTuple):
    """The areas of a paper, by their refs."""

    same: Mapping[str, str]  # and the refs that they have in the plan
    new: Mapping[str, str]  # and the free refs that they get there

    def own(self, ref: str) -> str:
        """The ref of an area in the plan."""
        return self.same.get(ref) or self.new[ref]


def match_areas(
    result: ImportResult, memory: LastImport, plan: Plan, actions: Mapping[str, str]
) -> AreaMatch:
    """Find the areas of a paper in the plan; `actions` are refs of the plan, by the paper's.

    A number is the last to decide: papers number their areas anew, too.
    """
    groups = (as_group(said) for path, said in result.files.items() if path.endswith("/area.yaml"))
    titles = {str(group["ref"]): str(group["title"]) for group in groups}
    free = {area.ref: area.title for area in plan.areas}
    same: dict[str, str] = {}
    by_title = {title: memory.ties.areas.get(ref, ref) for ref, title in memory.titles.items()}
    of_action = {action.ref: area.ref for area, action in plan.actions}
    held = _areas_by_actions(result, actions, of_action)
    rules: tuple[Callable[[str], str], ...] = (
        lambda ref: next((own for own in free if _words(free[own]) == _words(titles[ref])), ""),
        lambda ref: by_title.get(titles[ref], ""),
        lambda ref: held.get(ref, ""),
        lambda ref: "" if ref in held or ref not in memory.titles else by_title[memory.titles[ref]],
    )
    for rule in rules:
        for ref in titles:
            own = rule(ref) if ref not in same else ""
            if own in free:
                same[ref] = own
                del free[own]
    return AreaMatch(same, dict(_new_areas(titles, same, plan)))


def area_file(result: ImportResult, ref: str) -> str:
    """The file of the area that the paper has an action in."""
    return f"{folder_of(result.paths[ref])}/area.yaml"


def area_of_action(result: ImportResult, ref: str) -> Group:
    """What the paper says of the area of an action."""
    return as_group(result.files[area_file(result, ref)])


def _words(title: str) -> list[str]:
    return title.casefold().split()


def _areas_by_actions(
    result: ImportResult, actions: Mapping[str, str], of_action: Mapping[str, str]
) -> Mapping[str, str]:
    """For each area of the paper the one of the plan that most of its actions are in."""
    counts: dict[str, Counter[str]] = {}
    for ref in result.paths:
        area = str(area_of_action(result, ref)["ref"])
        if ref in actions:
            counts.setdefault(area, Counter())[of_action[actions[ref]]] += 1
    return {area: area_counts.most_common(1)[0][0] for area, area_counts in counts.items()}


def _new_areas(
    titles: Mapping[str, str], same: Mapping[str, str], plan: Plan
) -> Iterator[tuple[str, str]]:
    """The areas that the plan has not, each with its own number or the next free one."""
    used = {area.ref for area in plan.areas}
    for ref in (ref for ref in titles if ref not in same):
        own, number = ref, len(used)
        while own in used:
            number += 1
            own = str(number)
        used.add(own)
        yield ref, own


class PaperMatch(NamedTuple):
    """The actions of a paper, by their refs."""

    same: Mapping[str, str]  # and the refs of the plan that they have
    before: Mapping[str, str]  # and the refs that they had in the paper before
    new: tuple[str, ...]
    out: tuple[str, ...]  # they were taken out of the plan since
    other: tuple[str, ...]  # the plan has another action under their ref


def match_paper(
    result: ImportResult, name: str, memory: LastImport, plan: Mapping[str, MatchKey]
) -> PaperMatch:
    """Find the actions of a paper in the plan; ends the run where it is no newer paper of it.

    What the paper before said is what a newer one is likest to; where the plan was worded anew
    since, only that tells them to be one.
    """
    paper = [_known(ref, result) for ref in result.paths]
    plan_refs = _plan_refs_before(memory, plan)
    earlier = match_by_words(paper, memory.actions)
    same: dict[str, str] = {}
    removed: list[str] = []
    for ref, old in earlier.same.items():
        if old in plan_refs:
            same[ref] = plan_refs[old]
        else:
            removed.append(ref)
    rest = [known for known in paper if known.ref not in earlier.same]
    by_words = match_by_words(
        rest, [known for ref, known in plan.items() if ref not in same.values()]
    )
    same |= by_words.same
    other = {*by_words.other, *(ref for ref in earlier.other if ref in plan)} - {*same}
    if plan and (not same or len(other) > len(same)):
        _refuse(name, len(paper), len(same))
    order = [known.ref for known in paper]
    added = tuple(ref for ref in order if ref not in {*same, *removed, *other})
    ordered = {ref: same[ref] for ref in order if ref in same}
    return PaperMatch(
        ordered, earlier.same, added, tuple(removed), tuple(ref for ref in order if ref in other)
    )


def _known(ref: str, result: ImportResult) -> MatchKey:
    content, area = as_group(result.files[result.paths[ref]]), area_of_action(result, ref)
    return MatchKey.of(content, str(area["title"]), is_made=isinstance(content["ref"], DerivedText))


def _plan_refs_before(memory: LastImport, plan: Mapping[str, MatchKey]) -> Mapping[str, str]:
    """The actions of the paper before in the plan, also where they have another ref by now."""
    expected = {each.ref: memory.ties.refs.get(each.ref, each.ref) for each in memory.actions}
    refs = {ref: own for ref, own in expected.items() if own in plan}
    unmatched = [each for each in memory.actions if each.ref not in refs]
    free = [each for ref, each in plan.items() if ref not in refs.values()]
    return {**refs, **match_by_words(unmatched, free).same}


def _refuse(name: str, actions: int, same: int) -> None:
    message = f"{name} is not a newer version of this plan"
    of = f"{same} of its {count_noun(actions, 'action')}" if same else "none of its actions"
    hint = "name the right paper or the right folder; --into a new folder makes a plan of its own"
    raise Stop(f"{message}: {of} {'is' if same == 1 or not same else 'are'} in it", hint)
