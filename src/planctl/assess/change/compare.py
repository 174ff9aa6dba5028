"""Two states of a plan, each judged on its own day, held against each other."""

from collections.abc import Iterator
from functools import cached_property

from planctl.assess.change.kind import Change, Kind
from planctl.assess.change.moved import Movement, movements
from planctl.assess.change.pair import Pair, Paired, paired
from planctl.assess.change.recorded import recorded
from planctl.assess.change.whole import of_the_whole
from planctl.assess.judged import Judged, bench, judge
from planctl.assess.rule.scene import Scene
from planctl.model.plan import Plan, Unread
from planctl.model.problem import At


class Comparison:
    """What changed between two states of a plan."""

    def __init__(self, before: Scene, after: Scene) -> None:
        """Hold two judged states against each other, the older first."""
        self.before, self.after = before, after
        self.paired: Paired = paired(before.judged, after.judged)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change: in the order of the areas, and in each the most important first."""
        found = [*of_the_whole(self.before.plan, self.after.plan), *self._of_actions()]
        areas = _order(self.after.plan, self.before.plan)
        return tuple(sorted(found, key=lambda each: (areas[each.area], each.kind.rank)))

    @cached_property
    def was(self) -> dict[At, Judged]:
        """Each action of the newer state as it was in the older one, by where it stands now."""
        return {pair.new.at: pair.old for pair in self.paired.both}

    @property
    def uncompared(self) -> tuple[Unread, ...]:
        """The files that could not be read in one of the states: nothing is said of them."""
        return tuple(dict.fromkeys((*self.before.plan.unread, *self.after.plan.unread)))

    def _of_actions(self) -> Iterator[Change]:
        then = _by_place(self.before, self.after)
        for pair in self.paired.both:
            by = self.after.by
            of = Movement(pair, then[pair.old.at], by.progress_key, by.impact_key, by.calendar)
            yield from _of_action(of)
        yield from (_came(each) for each in self.paired.added if not self._unread(each))
        yield from (_went(each) for each in self.paired.removed if not self._unread(each))

    def _unread(self, each: Judged) -> bool:
        """Whether an action may be in the other state too, in a file that could not be read."""
        return any(of.holds == "action" and of.name == each.ref for of in self.uncompared)


def _by_place(before: Scene, after: Scene) -> dict[At, Judged]:
    """The older facts, as they would be judged on the newer day."""
    passed = judge(before.plan, bench(before.plan, after.as_at))
    return {each.at: each for each in passed}


def _of_action(moved: Movement) -> Iterator[Change]:
    found = [*movements(moved), *_places(moved.pair)]
    yield from found
    yield from recorded(moved, frozenset(change.kind for change in found))


def _places(pair: Pair) -> Iterator[Change]:
    old, new = pair
    if old.area.ref != new.area.ref:
        yield Change(Kind.MOVED, new.ref, new.area.ref, "area", old.area.ref, new.area.ref)


def _came(each: Judged) -> Change:
    return Change(Kind.ADDED, each.ref, each.area.ref, "action", None, each.action.title)


def _went(each: Judged) -> Change:
    return Change(Kind.REMOVED, each.ref, each.area.ref, "action", each.action.title, None)


def _order(*plans: Plan) -> dict[str, int]:
    """The place of each area; what belongs to no area comes before them all."""
    areas = dict.fromkeys(("", *(area.ref for plan in plans for area in plan.areas)))
    return {ref: place for place, ref in enumerate(areas)}
