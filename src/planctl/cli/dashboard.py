"""planctl dashboard: the plan as one page to search, filter and send on; or several plans."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from planctl.cli.option import AsAtFlag, EditionFlag, PlanFlag
from planctl.cli.terminal import parse_as_at, print_note, print_result, report_stop, today
from planctl.model.edition import FOR_WHOM, Edition
from planctl.model.problem import Stop
from planctl.workspace.folder import find_plan, find_plans, for_each_plan

if TYPE_CHECKING:
    from datetime import date

    from planctl.assess.change.action_history import ActionHistory
    from planctl.assess.scene import Scene
    from planctl.model.plan import Plan
    from planctl.render.dashboard.page import LivePage
    from planctl.render.dashboard.view import PlanRow
    from planctl.workspace.plan import Workspace

_MINUTE: Final = 60_000  # milliseconds between two looks at the clock

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


WatchFlag = Annotated[
    bool,
    typer.Option(
        "--watch",
        help="Make the page anew whenever a file of the plan changes, and let the open page take "
        "it; Ctrl+C ends it.",
    ),
]


class _Job(NamedTuple):
    """What is to be written, and where."""

    roots: list[Path]
    as_at: str | None  # as it was written; none: the day that it is then
    to: Path
    is_live: bool
    edition: Edition


def dashboard(  # noqa: PLR0913 - each is a flag of its own
    plans: PlansArgument = None,
    *,
    plan: PlanFlag = None,
    as_at: AsAtFlag = None,
    to: OutFile = Path("dashboard.html"),
    watch: WatchFlag = False,
    edition: EditionFlag = None,
) -> None:
    """Make the dashboard: one HTML file with every action, its ratings and its life.

    It opens from a folder or a mail in any browser, and fetches nothing. Of several plans it is a
    page with a row for each, and a folder beside it with the page of each.

    Example: planctl dashboard --as-at 2024-03-13
    """
    from planctl.cli.screen import warn_of_unread

    if to.suffix != ".html":
        raise Stop(f"{to} is no name of a page", "end it in .html, as in -o dashboard.html")
    roots = find_plans(plans) if plans else [find_plan(plan)]
    job = _Job(roots, as_at, to, watch, edition or Edition.BOARD)
    if watch:
        _watch(job)
    else:
        warn_of_unread(*_write_pages(job))


def _write_pages(job: _Job) -> list["Plan"]:
    """Write the page of one plan, or those of several; the plans."""
    from planctl import __version__
    from planctl.render.dashboard.page import print_plans
    from planctl.save.files import write_file

    day, to, folder = parse_as_at(job.as_at), job.to, job.to.with_suffix("")
    places = {
        root: folder / f"{n}-{_slug(root)}.html" if job.roots[1:] else to
        for n, root in enumerate(job.roots, 1)
    }
    pages = for_each_plan(job.roots, lambda root: _make_page(job, root, day, places[root]))
    for page, place in zip(pages, places.values(), strict=True):
        write_file(place, page.text.encode("utf-8"))
        stamp_file = place.with_suffix(".live.js")
        if page.stamp:
            write_file(stamp_file, f"planctlPage('{page.stamp}');\n".encode())
        else:
            stamp_file.unlink(missing_ok=True)
    if job.roots[1:]:
        rows = [
            page.row._replace(address=f"{folder.name}/{place.name}")
            for page, place in zip(pages, places.values(), strict=True)
        ]
        words = f"For {FOR_WHOM[job.edition]}."
        write_file(to, print_plans(rows, day, words, f"planctl {__version__}").encode("utf-8"))
    print_result(f"{to.as_posix()}\n")
    return [page.plan for page in pages]


def _watch(job: _Job) -> None:
    """Write the pages whenever a file of a plan changes, or another day begins, until Ctrl+C."""
    from planctl.workspace.install import require_extra

    require_extra("live", "watchfiles")
    from watchfiles import watch

    _write_pages(job)
    day = today()
    try:
        for changes in watch(
            *job.roots,
            watch_filter=lambda _, path: path.endswith((".yaml", ".yml")),
            rust_timeout=_MINUTE,
            yield_on_timeout=True,
            raise_interrupt=False,
        ):
            if changes or today() != day:
                day = today()
                try:
                    _write_pages(job)
                except Stop as stop:  # such as half a change: the next one may be whole
                    report_stop(stop)
    finally:
        _write_pages(job._replace(is_live=False))


class _Page(NamedTuple):
    """The dashboard of one plan, and its row among several."""

    plan: "Plan"
    text: str
    stamp: str  # that tells it from an older one while the plan is watched; else empty
    row: "PlanRow"


def _make_page(job: _Job, root: Path, day: "date", to: Path) -> _Page:
    """The dashboard of one plan, as it goes to a file."""
    from planctl.render.dashboard.page import print_dashboard
    from planctl.render.dashboard.view import build_dashboard, plan_row
    from planctl.render.pack.build import build_pack
    from planctl.workspace.pack_occasion import PackRequest, find_occasion
    from planctl.workspace.plan import open_edition

    now = open_edition(root, job.edition)
    occasion = find_occasion(now, PackRequest(day, None, None, None, today()))
    scene, pack = occasion.scene, build_pack(occasion)
    board = build_dashboard(occasion, pack, *_past(now, scene))
    live = _live_page(now, day, to, board.data.model_dump_json()) if job.is_live else None
    page = print_dashboard(scene.plan, pack, board, live)
    stamp = live.stamp if live else ""
    return _Page(scene.plan, page, stamp, plan_row(occasion, pack, to.name))


def _live_page(now: "Workspace", day: "date", to: Path, data: str) -> "LivePage":
    """What an open page is told while the plan is watched."""
    import hashlib

    from planctl.model.words import count_noun, printable_text
    from planctl.render.dashboard.page import LivePage
    from planctl.workspace.past import review_with_promises

    problems = tuple(
        printable_text(
            f"{problem.place.path}:{problem.place.line}: {problem.rule.code} {problem.message}"
        )
        for problem in review_with_promises(now, day).problems
    )
    if problems and now.loaded.plan.notice and now.loaded.plan.notice.omitted:
        # The name of a file can tell what the edition holds back.
        problems = (f"{count_noun(len(problems), 'problem')}: planctl check names them",)
    stamp = hashlib.sha256("\n".join([data, *problems]).encode()).hexdigest()[:16]
    return LivePage(to.with_suffix(".live.js").name, stamp, problems)


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
        print_note(f"the lives of actions are not shown: {fault.message}")
        return [], (None, "")
    return list(action_histories(scene.judged, versions, scene.as_at)), commit


def _slug(root: Path) -> str:
    """A name for the page of a plan, by the folder that holds it."""
    from planctl.model.file_name import file_words

    parts = root.resolve().parts
    return file_words(parts[-2] if parts[-1] == "plan" and parts[1:] else parts[-1]) or "plan"
