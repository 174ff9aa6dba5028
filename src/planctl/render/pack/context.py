"""What a pack is made for: a judged plan, the meeting, and the state that it is compared with."""

from datetime import date, timedelta
from typing import Final, NamedTuple

from planctl.assess.burn_up import BoardSnapshot
from planctl.assess.change.change_kind import ChangeKind
from planctl.assess.change.comparison import Comparison
from planctl.assess.change.direction import Direction, direction
from planctl.assess.change.first_promise import BrokenPromise
from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.assess.softening import Softening
from planctl.model.calendar import Meeting, day_in_words
from planctl.model.file_name import pack_file_name
from planctl.model.problem import At, Stop
from planctl.model.rating import Rating
from planctl.model.words import rating_in_words
from planctl.render.brand import PackSize

NEWLY_RATED: Final = "newly rated"
NO_LONGER_RATED: Final = "no longer rated"
NOT_COMPARED: Final = "not compared"  # it may have been in a file that could not be read then


class Travel(NamedTuple):
    """Which way the progress rating of an action went since the last board."""

    word: str  # better, worse, no change, new; empty where nothing is compared
    was: str  # the rating that it had: amber; empty where it is the same, or there was none


class SoftenedSetting(NamedTuple):
    """A setting that makes the plan less strict than planctl's own rules."""

    softening: Softening
    since: date | None  # none: not known
    is_new: bool  # whether it came since the earlier state


class BackDatedCompletion(NamedTuple):
    """An action said to be done before a day on which the plan still had it open."""

    each: Judgement
    recorded: date | None  # the day on which that was written down; none: not known


class EarlierState(NamedTuple):
    """The earlier state that a pack is compared with, or why there is none."""

    words: str = "the last board"
    compared: Comparison | None = None
    why_not: str = "This pack was not compared with an earlier state of the plan."
    trouble: Stop | None = None  # with the history of the plan, where that is why
    broken: tuple[BrokenPromise, ...] = ()  # first promises that were changed, ever since the first
    seen: tuple[BoardSnapshot, ...] = ()  # what each board saw, as far as git knows
    back_dated: tuple[BackDatedCompletion, ...] = ()


class PackContext(NamedTuple):
    """What a pack is made for, and what made it."""

    scene: Scene
    meeting: Meeting | None
    maker: str  # planctl and its version
    since: EarlierState = EarlierState()
    softened: tuple[SoftenedSetting, ...] = ()

    @property
    def until(self) -> tuple[date, str]:
        """The last day that counts as "due soon" in this pack, and how to say it."""
        if self.meeting and self.meeting.last >= self.scene.as_at:
            return self.meeting.last, self.meeting.deadline
        soon = self.scene.as_at + timedelta(days=self.scene.by.due_soon_days)
        return soon, f"by {day_in_words(soon)}"

    def file_name(self, size: PackSize) -> str:
        """The name of a pack: its size, organisation, board and meeting, or the day it is as at.

        So no pack of another size or board, or for another meeting, is written over.
        """
        plan = self.scene.plan
        day = self.meeting.iso if self.meeting else f"as-at-{self.scene.as_at.isoformat()}"
        name = pack_file_name(plan.plan, plan.governance.board, day)
        standard = size is PackSize.STANDARD
        return name if standard else name.replace("board-pack", f"{size}-report", 1)

    @property
    def newly_overdue(self) -> frozenset[At]:
        """The overdue actions that were not so in the earlier state; none if nothing is known."""
        compared = self.since.compared
        if compared is None:
            return frozenset()
        kept = (
            judged
            for judged, changes in compared.kept
            if any(change.kind is ChangeKind.NEWLY_OVERDUE for change in changes)
        )
        added = (judged for judged in compared.added if judged.is_overdue)
        return frozenset(judged.at for judged in (*kept, *added))

    @property
    def removed(self) -> tuple[Judgement, ...]:
        """The actions of the earlier state that the plan has no more, as they stood then."""
        return self.since.compared.removed if self.since.compared else ()

    def travel(self, judged: Judgement) -> Travel:
        """Which way an action went since the earlier state."""
        if self.since.compared is None:
            return Travel("", "")
        way, was = direction(judged, self.since.compared)
        if way is Direction.NEW and judged not in self.since.compared.added:
            return Travel(NOT_COMPARED, "")
        is_other = way is Direction.OTHERWISE
        if is_other and was is Rating.GREY:
            return Travel(NEWLY_RATED, "")
        is_news = was is not None and way is not Direction.SAME
        is_unrated = is_other and judged.progress.rating is Rating.GREY
        return Travel(
            NO_LONGER_RATED if is_unrated else way.value,
            rating_in_words(was) if was and is_news else "",
        )
