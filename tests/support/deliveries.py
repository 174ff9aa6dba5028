"""Plans of a few lines for what is delivered when: actions by their keys, and no files."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from make import AS_AT, action
from planctl.assess.burn_up import (
    BoardSnapshot,
    BurnUp,
    PlanAtBoard,
    board_snapshots,
    plan_burn_up,
)
from planctl.assess.scene import Scene, judge_plan
from planctl.model.action import Action
from planctl.model.governance import Governance
from planctl.model.plan import Area, Plan, Unread
from planctl.model.plan_files import Front
from planctl.model.policy import Policy

OLD: Final = "progress: [{date: 2023-01-01, note: Begun.}]"  # the plan tells of more than a year
WITHDRAWN: Final = "withdrawals: [{reason: Not needed., agreed: 2024-02-14, agreed_by: DCS}]"
ONGOING: Final = "timescale: ongoing\nreview: monthly\nstatus: in progress"


def done(day: str = "", more: str = "") -> str:
    """An action that is complete, on a day or nobody knows when."""
    return f"status: complete\ncompleted: {day}\n{more}"


def due(day: str, more: str = "") -> str:
    """An action that is promised for a day."""
    return f"timescale: {day}\n{more}"


def later(day: str, agreed: str = "2024-02-14") -> str:
    """A later date that the board agreed."""
    return f"extensions: [{{to: {day}, reason: It is hard, agreed: {agreed}}}]\n"


def plan(*actions: str, meetings: Sequence[str] = (), inspected: str = "") -> Plan:
    """A plan of actions with these keys, one area for all."""
    made = (action(f"ref: 1.{n}\n{text}") for n, text in enumerate(actions, 1))
    return holding(made, meetings, inspected)


def holding(actions: Iterable[Action], meetings: Sequence[str] = (), inspected: str = "") -> Plan:
    """A plan of these actions."""
    front = {"title": "A plan", "organisation": "A council"}
    inspection = {"inspection": {"date": inspected}} if inspected else {}
    return Plan(
        Front.model_validate({**front, **inspection}),
        Governance.model_validate({"meetings": [{"on": day} for day in meetings]}),
        {},
        {},
        Policy(),
        (),
        (Area("1", "An area", None, tuple(actions)),),
    )


def stage(
    *actions: str, as_at: date = AS_AT, meetings: Sequence[str] = (), inspected: str = ""
) -> Scene:
    """The same, judged on a day."""
    return judge_plan(plan(*actions, meetings=meetings, inspected=inspected), as_at)


def burnt(*actions: str, as_at: date = AS_AT, inspected: str = "") -> BurnUp:
    """The burn-up of such a plan."""
    return plan_burn_up(stage(*actions, as_at=as_at, inspected=inspected))


def seen(now: Scene, *states: tuple[str, Plan]) -> tuple[BoardSnapshot, ...]:
    """What the boards saw, of states from a day on, the newest first."""
    begun = [(date.fromisoformat(day), of) for day, of in states]
    papers = [
        PlanAtBoard(met, next(of for day, of in begun if day <= met.last), met.last)
        for met in now.by.calendar.meetings
        if met.last < now.as_at and any(day <= met.last for day, _ in begun)
    ]
    return tuple(board_snapshots(papers))


def unread(of: Plan) -> Plan:
    """The same plan with a file that could not be read."""
    return of._replace(unread=(Unread("areas/1/1.9.yaml", "action", "1.9"),))
