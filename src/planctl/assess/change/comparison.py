"""The comparison of two states of a plan, each judged on its own day."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from planctl.assess.change.action_match import ActionMatches, ActionPair, match_judgements
from planctl.assess.change.change_kind import Change, ChangeKind
from planctl.assess.change.file_changes import file_changes, late_record_in_words
from planctl.assess.change.judgement_changes import Movement, judgement_changes
from planctl.assess.change.name_rename import (
    renamed_measures,
    renamed_refs,
    renamed_roles,
    with_names,
)
from planctl.assess.change.plan_changes import area_changes, plan_changes
from planctl.assess.judgement import Criteria, Judgement, criteria_on_day, judge_action_at
from planctl.assess.scene import Scene, judge_plan
from planctl.model.calendar import Meeting
from planctl.model.label import natural_key
from planctl.model.plan import Unread
from planctl.model.problem import At


class MisdatedCommit(NamedTuple):
    """A commit that says a later day than a commit after it, or than today."""

    name: str  # the first letters of its id
    day: date  # that it says
    later: str = ""  # the first commit after it that says an earlier day; empty: none does
    later_day: date | None = None


class Comparison:
    """What changed between two states of a plan."""

    def __init__(
        self,
        before: Scene,
        after: Scene,
        stood_until: date | None = None,
        listed: Collection[Meeting] | None = None,
        misdated: tuple[MisdatedCommit, ...] = (),
    ) -> None:
        """Hold two judged states against each other, the older first.

        stood_until: the last day at whose end the plan was still as the older one, where that is
        another day than its own.
        listed: the meetings since the older state that the plan had by their day, where its
        history is known.
        misdated: the commits since the older state whose day cannot be.
        """
        matches = match_judgements(before.judged, after.judged)
        self.renamed = {  # by kind, the old name and the new one
            "role": renamed_roles(before.plan, after.plan, matches),
            "measure": renamed_measures(before.plan, after.plan),
            "action": renamed_refs(matches),
        }
        self._old_refs = {new: old for old, new in self.renamed["action"].items()}
        if any(self.renamed.values()):  # the older state, under the names of the newer one
            plan = before.plan
            for kind, names in self.renamed.items():
                plan = with_names(plan, kind, names)
            before = judge_plan(plan, before.as_at, before.by.promised)
            matches = matches.with_older(before.judged)
        self.before, self.after, self.listed = before, after, listed
        self.misdated = misdated
        self.stood_until = stood_until or before.as_at
        self.paired: ActionMatches = matches

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change, an action at a time: in each area the action with the most to tell first.

        What is about an area or the plan as a whole comes before its actions.
        """
        old, new = self.before.plan, self.after.plan
        every = [  # of an action, its own changes say that it has another ref
            *(
                Change(ChangeKind.RENAMED, "", "", f"{kind}s", before, after, at=(f"{kind}s",))
                for kind in ("role", "measure")
                for before, after in self.renamed[kind].items()
            ),
            *map(self._add_late_board, plan_changes(old, new, self.after.as_at)),
            *area_changes(old, new),
            *chain.from_iterable(changes for _, changes in self.kept),
            *map(addition, self.added),
            *map(_removal, self.removed),
        ]
        # What belongs to no area comes before them all.
        refs = dict.fromkeys(("", *(area.ref for area in (*new.areas, *old.areas))))
        areas = {ref: place for place, ref in enumerate(refs)}
        worst = _lowest_ranks(every)

        def rank(change: Change) -> tuple[object, ...]:
            own = worst[change.area, change.ref]
            about = (areas[change.area], change.ref != "", own, natural_key(change.ref))
            return (*about, change.kind.rank)

        return tuple(sorted(every, key=rank))

    @cached_property
    def last_shown(self) -> date:
        """The last day on which the older state was seen: its own, or that of a board since."""
        meeting = self.after.by.calendar.last_since(self.before.as_at, self.stood_until)
        return meeting.last if meeting else self.before.as_at

    def board_without(self, answered: date) -> Meeting | None:
        """The last board after that of an answer that saw the older state, which has it not."""
        return self.after.by.calendar.last_since(answered, self.stood_until)

    def _add_late_board(self, change: Change) -> Change:
        """A change of the plan; of an agreement that is written down late, with who saw it not."""
        if change.at[:2] == ("policy", "agreements") and isinstance(change.new, Mapping):
            board = self.board_without(date.fromisoformat(str(change.new["agreed"])))
            return change._replace(why=late_record_in_words(board)) if board else change
        return change

    @cached_property
    def kept(self) -> tuple[tuple[Judgement, tuple[Change, ...]], ...]:
        """The actions that are in both states, as they are in the newer one, with their changes."""
        return tuple((pair.new, tuple(self._pair_changes(pair))) for pair in self.paired.both)

    @cached_property
    def was(self) -> dict[At, Judgement]:
        """Each action of the newer state as it was in the older one, by where it stands now."""
        return {pair.new.at: pair.old for pair in self.paired.both}

    @property
    def uncompared(self) -> tuple[Unread, ...]:
        """The files that could not be read in one of the states: nothing is said of them."""
        unread = (*self.before.plan.unread, *self.after.plan.unread)
        return tuple({file.path: file for file in unread}.values())

    def area_title(self, ref: str) -> str:
        """What an area of either state is called; of both, as the newer one has it."""
        areas = (*self.after.plan.areas, *self.before.plan.areas)
        return next((area.title for area in areas if area.ref == ref), "")

    @cached_property
    def added(self) -> tuple[Judgement, ...]:
        """The actions that are new: none that may have been in a file that could not be read."""
        unread = self.before.plan.unread
        return tuple(new for new in self.paired.added if not may_be_unread(new.ref, unread))

    @cached_property
    def removed(self) -> tuple[Judgement, ...]:
        """The actions that are gone: none that may be in a file that could not be read."""
        unread = self.after.plan.unread
        return tuple(old for old in self.paired.removed if not may_be_unread(old.ref, unread))

    @cached_property
    def _aged_criteria(self) -> Criteria:
        """What the older facts are judged by on the newer day."""
        return criteria_on_day(self.before.by, self.before.plan, self.after.as_at)

    def _pair_changes(self, pair: ActionPair) -> Iterator[Change]:
        ref, area_ref = pair.new.ref, pair.new.area.ref
        if old := self._old_refs.get(ref):
            yield Change(ChangeKind.REFERENCED, ref, area_ref, "ref", old, ref, at=("ref",))
        if not _is_unchanged(pair):
            _, area, _, action = pair.old.at
            number = (int(area), int(action))
            aged = judge_action_at(self.before.plan, number, self._aged_criteria)
            movement = Movement(pair, aged, self.before.by, self.after.by, self.stood_until)
            for change in action_changes(movement):
                if not (change.new is None and self._went_with_split(change)):
                    yield change

    def _went_with_split(self, change: Change) -> bool:
        """Whether an item that an action has no more stands in one that was split from it since."""
        parts = [new.action for new in self.added if new.action.split_from == change.ref]
        key = str(change.at[0]) if len(change.at) > 1 else ""
        return any(change.old in part.model_dump(mode="json").get(key, ()) for part in parts)


def addition(new: Judgement) -> Change:
    """That an action is new; why says which it was split from."""
    why = f"split from {new.action.split_from}" if new.action.split_from else ""
    return Change(ChangeKind.ADDED, new.ref, new.area.ref, "action", None, new.action.title, why)


def _removal(old: Judgement) -> Change:
    return Change(ChangeKind.REMOVED, old.ref, old.area.ref, "action", old.action.title, None)


def _lowest_ranks(changes: Iterable[Change]) -> dict[tuple[str, str], int]:
    """The rank of the most important change of each action."""
    worst: dict[tuple[str, str], int] = {}
    for change in changes:
        key = (change.area, change.ref)
        worst[key] = min(change.kind.rank, worst.get(key, change.kind.rank))
    return worst


def may_be_unread(ref: str, unread: Iterable[Unread]) -> bool:
    """Whether a state may have an action in a file that could not be read.

    The name of such a file is a ref, or begins it: what a file's name tells ends early.
    """
    label = ref.casefold()
    names = (file.name.casefold() for file in unread if file.holds == "action")
    rests = (label.removeprefix(name) for name in names if name and label.startswith(name))
    return any(not (rest[:1].isalnum() or rest[:1] == ".") for rest in rests)


def _is_unchanged(pair: ActionPair) -> bool:
    """Whether neither the file of an action nor any judgement of it changed, as is most often."""
    old, new = pair
    is_same = old.action is new.action or old.action == new.action
    if not is_same or old.area.ref != new.area.ref:
        return False
    old_values, new_values = ((judged.progress.standing, judged.progress.rating) for judged in pair)
    same_effect = old.impact.rating is new.impact.rating
    return old_values == new_values and same_effect and old.promise.due == new.promise.due


def action_changes(movement: Movement) -> Iterator[Change]:
    """Every change of one action; where only its area was given another ref, it did not move."""
    changes = tuple(judgement_changes(movement))
    yield from changes
    old, new = (judgement.area for judgement in movement.pair)
    if old.ref != new.ref and old.title.casefold() != new.title.casefold():
        yield movement.change(ChangeKind.MOVED, "area", old.ref, new.ref)
    yield from file_changes(movement, changes)
