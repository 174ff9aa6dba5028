"""planctl dashboard: the plan as one page to search, filter and send on."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.option import AsAtFlag, PlanFlag
from planctl.cli.terminal import parse_as_at, print_message, print_result, today
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.assess.change.action_history import ActionHistory
    from planctl.assess.scene import Scene
    from planctl.workspace.plan import Workspace

OutFile = Annotated[
    Path, typer.Option("--out", "-o", metavar="FILE", help="The page that is written.")
]


def dashboard(
    *, plan: PlanFlag = None, as_at: AsAtFlag = None, to: OutFile = Path("dashboard.html")
) -> None:
    """Make the dashboard: one HTML file with every action, its ratings and its life.

    It opens from a folder or a mail in any browser, and fetches nothing.

    Example: planctl dashboard --as-at 2024-03-13
    """
    from planctl.cli.screen import warn_of_unread
    from planctl.render.dashboard.page import print_dashboard
    from planctl.render.dashboard.view import build_dashboard
    from planctl.render.pack.build import build_pack
    from planctl.save.files import write_file
    from planctl.workspace.pack_occasion import PackRequest, find_occasion
    from planctl.workspace.plan import open_workspace

    now = open_workspace(find_plan(plan))
    occasion = find_occasion(now, PackRequest(parse_as_at(as_at), None, None, None, today()))
    scene, pack = occasion.scene, build_pack(occasion)
    histories, commit = _past(now, scene)
    board = build_dashboard(occasion, pack, histories, commit)
    write_file(to, print_dashboard(scene.plan, pack, board).encode("utf-8"))
    print_result(f"{to.as_posix()}\n")
    warn_of_unread(scene.plan)


def _past(now: "Workspace", scene: "Scene") -> tuple[list["ActionHistory"], tuple[str | None, str]]:
    """The life of each action, and the commit that the files are of; empty without a history."""
    from planctl.assess.change.action_history import action_histories
    from planctl.load.git import GitFault
    from planctl.workspace.past import history_states, state_in_words, versions_until

    try:
        with now.history() as past:
            versions = versions_until(scene, history_states(past), scene.judged)
            commit = state_in_words(past, now.loaded)
    except GitFault as fault:
        print_message(f"planctl: the lives of actions are not shown: {fault.message}")
        return [], (None, "")
    return list(action_histories(scene.judged, versions, scene.as_at)), commit
