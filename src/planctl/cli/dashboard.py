"""planctl dashboard: the plan as one page to search, filter and send on; or several plans."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.option import AsAtFlag, PlanFlag
from planctl.cli.terminal import parse_as_at, print_message, print_result, today
from planctl.model.problem import Stop
from planctl.workspace.folder import find_plan, find_plans

if TYPE_CHECKING:
    from datetime import date

    from planctl.assess.change.action_history import ActionHistory
    from planctl.assess.scene import Scene
    from planctl.model.plan import Plan
    from planctl.render.dashboard.view import PlanRow
    from planctl.workspace.plan import Workspace

PlansArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[FOLDER]...",
        show_default=False,
        help="Several plans, or a folder of plans. Without it: the plan of this folder.",
    ),
]
OutFile = Annotated[
    Path, typer.Option("--out", "-o", metavar="FILE", help="The page that is written.")
]


def dashboard(
    plans: PlansArgument = None,
    *,
    plan: PlanFlag = None,
    as_at: AsAtFlag = None,
    to: OutFile = Path("dashboard.html"),
) -> None:
    """Make the dashboard: one HTML file with every action, its ratings and its life.

    It opens from a folder or a mail in any browser, and fetches nothing. Of several plans it is a
    page with a row for each, and a folder beside it with the page of each.

    Example: planctl dashboard --as-at 2024-03-13
    """
    from planctl import __version__
    from planctl.cli.screen import warn_of_unread
    from planctl.render.dashboard.page import print_plans
    from planctl.save.files import write_file

    if to.suffix != ".html":
        raise Stop(f"{to} is no name of a page", "end it in .html, as in -o dashboard.html")
    day = parse_as_at(as_at)
    roots = find_plans(plans) if plans else [find_plan(plan)]
    if len(roots) == 1:
        plan_pages = [_write_plan(roots[0], day, to, to.name)]
    else:
        folder = to.with_suffix("")
        names = [f"{n}-{_slug(root)}.html" for n, root in enumerate(roots, 1)]
        plan_pages = [
            _write_plan(root, day, folder / name, f"{folder.name}/{name}")
            for root, name in zip(roots, names, strict=True)
        ]
        rows = [row for _, row in plan_pages]
        write_file(to, print_plans(rows, day, f"planctl {__version__}").encode("utf-8"))
    print_result(f"{to.as_posix()}\n")
    for written, _ in plan_pages:
        warn_of_unread(written)


def _write_plan(root: Path, day: "date", to: Path, address: str) -> tuple["Plan", "PlanRow"]:
    """Write the dashboard of one plan; the plan, and its row among several."""
    from planctl.render.dashboard.page import print_dashboard
    from planctl.render.dashboard.view import build_dashboard, plan_row
    from planctl.render.pack.build import build_pack
    from planctl.save.files import write_file
    from planctl.workspace.pack_occasion import PackRequest, find_occasion
    from planctl.workspace.plan import open_workspace

    now = open_workspace(root)
    occasion = find_occasion(now, PackRequest(day, None, None, None, today()))
    scene, pack = occasion.scene, build_pack(occasion)
    board = build_dashboard(occasion, pack, *_past(now, scene))
    write_file(to, print_dashboard(scene.plan, pack, board).encode("utf-8"))
    return scene.plan, plan_row(occasion, pack, address)


def _past(now: "Workspace", scene: "Scene") -> tuple[list["ActionHistory"], tuple[str | None, str]]:
    """The life of each action, and the commit that the files are of; empty without a history."""
    from planctl.assess.change.action_history import action_histories
    from planctl.load.git import GitFault
    from planctl.model.words import printable_text
    from planctl.workspace.past import history_states, state_in_words, versions_until

    try:
        with now.history() as past:
            versions = versions_until(scene, history_states(past), scene.judged)
            commit = state_in_words(past, now.loaded)
    except GitFault as fault:
        print_message(
            f"planctl: the lives of actions are not shown: {printable_text(fault.message)}"
        )
        return [], (None, "")
    return list(action_histories(scene.judged, versions, scene.as_at)), commit


def _slug(root: Path) -> str:
    """A name for the page of a plan, by the folder that holds it."""
    from planctl.model.file_name import file_words

    parts = root.resolve().parts
    return file_words(parts[-2] if parts[-1] == "plan" and parts[1:] else parts[-1]) or "plan"
