"""Which areas of the plan are those of a newer paper: by their titles, and by their actions.

Which actions of the plan are those of a newer paper, by way of the paper before it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from planctl.intake.account import DerivedText as Own
from planctl.intake.plan.files import ImportResult
from planctl.load.whereabouts import folder_of
from planctl.model.plan import Plan
from planctl.model.stop import Stop
from planctl.model.words import counted
from planctl.update.match import Known, matched
from planctl.update.paper_memory import Memory
from planctl.update.three_way import group


class Areas(NamedTuple):
    """The areas of a paper, by their refs."""

    same: Mapping[str, str]  # and the refs that they have in the plan
    new: Mapping[str, str]  # and the free refs that they get there

    def own(self, ref: str) -> str:
        """The ref of an area in the plan."""
        return self.same.get(ref) or self.new[ref]


def areas(found: ImportResult, memory: Memory, plan: Plan, actions: Mapping[str, str]) -> Areas:
    """Find the areas of a paper in the plan; `actions` are refs of the plan, by the paper's.

    A number is the last to decide: papers number their areas anew, too.
    """
    titles = dict(_titles(found))
    free = {area.ref: area.title for area in plan.areas}
    same: dict[str, str] = {}
    before = {title: memory.ties.areas.get(ref, ref) for ref, title in memory.titles.items()}
    of_action = {action.ref: area.ref for area, action in plan.actions}
    held = _held(found, actions, of_action)
    finds: tuple[Callable[[str], str], ...] = (
        lambda ref: next((own for own in free if _alike(free[own], titles[ref])), ""),
        lambda ref: before.get(titles[ref], ""),
        lambda ref: held.get(ref, ""),
        lambda ref: "" if ref in held or ref not in memory.titles else before[memory.titles[ref]],
    )
    for find in finds:
        for ref in titles:
            own = find(ref) if ref not in same else ""
            if own in free:
                same[ref] = own
                del free[own]
    return Areas(same, dict(_new(titles, same, plan)))


def _titles(found: ImportResult) -> Iterator[tuple[str, str]]:
    for path, said in found.files.items():
        if path.endswith("/area.yaml"):
            yield str(group(said)["ref"]), str(group(said)["title"])


def _alike(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _held(
    found: ImportResult, actions: Mapping[str, str], of_action: Mapping[str, str]
) -> Mapping[str, str]:
    """For each area of the paper the one of the plan that most of its actions are in."""
    often: dict[str, Counter[str]] = {}
    for ref, path in found.paths.items():
        area = str(group(found.files[f"{folder_of(path)}/area.yaml"])["ref"])
        if ref in actions:
            often.setdefault(area, Counter())[of_action[actions[ref]]] += 1
    return {area: counts.most_common(1)[0][0] for area, counts in often.items()}


def _new(
    titles: Mapping[str, str], same: Mapping[str, str], plan: Plan
) -> Iterator[tuple[str, str]]:
    """The areas that the plan has not, each with its own number or the next free one."""
    taken = {area.ref for area in plan.areas}
    for ref in (ref for ref in titles if ref not in same):
        own, number = ref, len(taken)
        while own in taken:
            number += 1
            own = str(number)
        taken.add(own)
        yield ref, own


class Pairing(NamedTuple):
    """The actions of a paper, by their refs."""

    same: Mapping[str, str]  # and the refs of the plan that they have
    before: Mapping[str, str]  # and the refs that they had in the paper before
    new: tuple[str, ...]
    out: tuple[str, ...]  # they were taken out of the plan since
    other: tuple[str, ...]  # the plan has another action under their ref


def pairing(found: ImportResult, name: str, memory: Memory, plan: Mapping[str, Known]) -> Pairing:
    """Find the actions of a paper in the plan; ends the run where it is no newer paper of it.

    What the paper before said is what a newer one is likest to; where the plan was worded anew
    since, only that tells them to be one.
    """
    paper = [_known(path, found) for path in found.paths.values()]
    before = _before(memory, plan)
    by_paper = matched(paper, memory.actions)
    same: dict[str, str] = {}
    out: list[str] = []
    for ref, old in by_paper.same.items():
        if old in before:
            same[ref] = before[old]
        else:
            out.append(ref)
    rest = [each for each in paper if each.ref not in by_paper.same]
    left = matched(rest, [each for ref, each in plan.items() if ref not in same.values()])
    same |= left.same
    other = {*left.other, *(ref for ref in by_paper.other if ref in plan)} - {*same}
    if plan and (not same or len(other) > len(same)):
        _refuse(name, len(paper), len(same))
    order = [each.ref for each in paper]
    new = tuple(ref for ref in order if ref not in {*same, *out, *other})
    ordered = {ref: same[ref] for ref in order if ref in same}
    return Pairing(
        ordered, by_paper.same, new, tuple(out), tuple(ref for ref in order if ref in other)
    )


def _known(path: str, found: ImportResult) -> Known:
    said, area = group(found.files[path]), group(found.files[f"{folder_of(path)}/area.yaml"])
    return Known.of(said, str(area["title"]), is_made=isinstance(said["ref"], Own))


def _before(memory: Memory, plan: Mapping[str, Known]) -> Mapping[str, str]:
    """The actions of the paper before in the plan, also where they have another ref by now."""
    known = {each.ref: memory.ties.refs.get(each.ref, each.ref) for each in memory.actions}
    found = {ref: own for ref, own in known.items() if own in plan}
    lost = [each for each in memory.actions if each.ref not in found]
    free = [each for ref, each in plan.items() if ref not in found.values()]
    return {**found, **matched(lost, free).same}


def _refuse(name: str, actions: int, same: int) -> None:
    message = f"{name} is not a newer version of this plan"
    of = f"{same} of its {counted(actions, 'action')}" if same else "none of its actions"
    hint = "name the right paper or the right folder; --into a new folder makes a plan of its own"
    raise Stop(f"{message}: {of} {'is' if same == 1 or not same else 'are'} in it", hint)
