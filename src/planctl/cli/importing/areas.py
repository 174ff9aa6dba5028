"""Which areas of the plan are those of a newer paper: by their titles, and by their actions."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from planctl.cli.importing.made import Made
from planctl.cli.importing.remembered import Memory
from planctl.cli.importing.valued import group
from planctl.load.whereabouts import folder_of
from planctl.model.plan import Plan


class Areas(NamedTuple):
    """The areas of a paper, by their refs."""

    same: Mapping[str, str]  # and the refs that they have in the plan
    new: Mapping[str, str]  # and the free refs that they get there

    def own(self, ref: str) -> str:
        """The ref of an area in the plan."""
        return self.same.get(ref) or self.new[ref]


def areas(found: Made, memory: Memory, plan: Plan, actions: Mapping[str, str]) -> Areas:
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


def _titles(found: Made) -> Iterator[tuple[str, str]]:
    for path, said in found.files.items():
        if path.endswith("/area.yaml"):
            yield str(group(said)["ref"]), str(group(said)["title"])


def _alike(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _held(
    found: Made, actions: Mapping[str, str], of_action: Mapping[str, str]
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
