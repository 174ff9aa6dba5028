"""Board packs for tests, made as `planctl report` makes them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from make import AS_AT, loaded
from planctl.assess.change.action_history import PlanVersion, action_histories
from planctl.assess.change.comparison import Comparison
from planctl.assess.change.first_promise import SeenState, broken_promises, earliest_promises
from planctl.assess.promise import FirstPromises
from planctl.assess.scene import Scene, judge_plan
from planctl.model.calendar import day_in_words
from planctl.model.edition import PackSize
from planctl.model.plan import Plan
from planctl.model.timescale import KnownFrom
from planctl.render.dashboard.view import Dashboard, build_dashboard
from planctl.render.pack.build import Pack, build_pack
from planctl.render.pack.pieces import EarlierState, PackContext
from planctl.render.template import PackFormat, print_pack

Then = tuple[Path, date]  # the folder of an earlier state of a plan, and the day it is judged for


def scene_of(root: Path, as_at: date = AS_AT) -> Scene:
    """The plan in a folder, judged."""
    return judge_plan(loaded(root).plan, as_at)


def since(root: Path, day: date, now: Scene) -> EarlierState:
    """What the plan in another folder, as it was on a day, is to the plan as it is now."""
    compared = Comparison(scene_of(root, day), now)
    return EarlierState(f"the board of {day_in_words(day)}", compared, broken=broken_promises(now))


def looked_back(now: Scene, *seen: tuple[Plan, date]) -> Scene:
    """A plan beside what its actions were first promised for in earlier states of it."""
    states = (SeenState(day, [act for _, act in plan.actions], plan.unread) for plan, day in seen)
    first = earliest_promises(now.plan, states, now.by.calendar)
    return judge_plan(now.plan, now.as_at, FirstPromises(KnownFrom.GIT, first))


def pack_of(
    root: Path,
    as_at: date = AS_AT,
    then: Then | None = None,
    size: PackSize = PackSize.STANDARD,
) -> Pack:
    """The pack of the plan in a folder for its next meeting, compared with another state of it."""
    stage = scene_of(root, as_at)
    if then:
        stage = looked_back(stage, (loaded(then[0]).plan, then[1]))
    meeting = stage.by.calendar.next_meeting(as_at)
    earlier = since(*then, stage) if then else EarlierState()
    return build_pack(PackContext(stage, meeting, "planctl", earlier), size)


def reasons_of(pack: Pack, *tags: str) -> dict[str, str]:
    """The actions that have one of these tags among the exceptions, each with the reason."""
    return {
        row.link.ref: reason.words
        for row in pack.exceptions.rows
        for reason in row.reasons
        if reason.tag in tags
    }


def asks_of(pack: Pack) -> tuple[str, ...]:
    """What the board is asked, in words."""
    return tuple(ask.words for ask in pack.asks)


def html_of(root: Path, then: Then | None = None, size: PackSize = PackSize.FULL) -> str:
    """The pack as HTML, whole."""
    return print_pack(pack_of(root, then=then, size=size), PackFormat.HTML)


def markdown_of(root: Path, then: Then | None = None, size: PackSize = PackSize.FULL) -> str:
    """The pack as Markdown, whole."""
    return print_pack(pack_of(root, then=then, size=size), PackFormat.MD)


def dashboard_of(
    root: Path, then: Then | None = None, states: Sequence[PlanVersion] = ()
) -> tuple[Pack, Dashboard]:
    """The dashboard of the plan in a folder, and the pack that it repeats; states newest first."""
    stage = scene_of(root)
    earlier = since(*then, stage) if then else EarlierState()
    occasion = PackContext(stage, stage.by.calendar.next_meeting(AS_AT), "planctl", earlier)
    histories = list(action_histories(stage.judged, states, AS_AT)) if states else []
    pack = build_pack(occasion)
    return pack, build_dashboard(occasion, pack, histories, (None, ""))
