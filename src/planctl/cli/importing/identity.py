"""Which actions of the plan are those of a newer paper, by way of the paper before it."""

from collections.abc import Mapping
from typing import NamedTuple

from planctl.cli.edge import Stop
from planctl.cli.importing.made import Made
from planctl.cli.importing.paired import Known, matched
from planctl.cli.importing.remembered import Memory
from planctl.cli.importing.valued import group
from planctl.intake.paper.account import Made as Own
from planctl.load.whereabouts import folder_of
from planctl.render.words import counted


class Pairing(NamedTuple):
    """The actions of a paper, by their refs."""

    same: Mapping[str, str]  # and the refs of the plan that they have
    before: Mapping[str, str]  # and the refs that they had in the paper before
    new: tuple[str, ...]
    out: tuple[str, ...]  # they were taken out of the plan since
    other: tuple[str, ...]  # the plan has another action under their ref


def pairing(found: Made, name: str, memory: Memory, plan: Mapping[str, Known]) -> Pairing:
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


def _known(path: str, found: Made) -> Known:
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
