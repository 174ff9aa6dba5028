"""planctl list: all actions as a table, or those that were asked for."""

import builtins
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.option import (
    AreaFilter,
    LeadFilter,
    OverdueFilter,
    PlanAsAt,
    RagFilter,
    choice_flag,
    value_flag,
)
from planctl.cli.terminal import ResultKind, print_result, today
from planctl.model.problem import At, Stop

if TYPE_CHECKING:
    from planctl.assess.scene import Scene


Words = builtins.list[str] | None  # the command has the name of the type


class ListFormat(StrEnum):
    """How the list is printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


StandingFilter = Annotated[
    Words,
    value_flag(
        "--standing", "STANDING", "Only actions with this standing, such as due-soon.", several=True
    ),
]
TagFilter = Annotated[
    Words,
    value_flag(
        "--tag", "TAG", "Only actions with this tag of the dashboard, such as asked.", several=True
    ),
]
DueFilter = Annotated[
    str | None,
    value_flag("--due-within", "PERIOD", "Only open actions that are due within 30d, or 6w."),
]
SortFlag = Annotated[
    Words,
    value_flag(
        "--sort",
        "COLUMN",
        "In the order of this column. Can be given several times; the first weighs most.",
    ),
]
ReverseFlag = Annotated[bool, typer.Option("--reverse", help="Turn the order round.")]
ColumnsFlag = Annotated[
    Words,
    value_flag("--columns", "COLUMN[,COLUMN...]", "Which columns, such as ref,title,due,file."),
]
AsList = Annotated[ListFormat, choice_flag("--format", "For people, programs or a spreadsheet.")]


def list(  # noqa: A001, PLR0913 - the command's own name; each is a flag of its own
    *,
    plan: PlanAsAt,
    area: AreaFilter = None,
    lead: LeadFilter = None,
    rag: RagFilter = None,
    standing: StandingFilter = None,
    tag: TagFilter = None,
    due_within: DueFilter = None,
    overdue: OverdueFilter = False,
    sort: SortFlag = None,
    reverse: ReverseFlag = False,
    columns: ColumnsFlag = None,
    form: AsList = ListFormat.TEXT,
) -> None:
    """List the actions, or those that fit every filter that is given.

    Of a filter that is given several times, one has to fit.

    Example: planctl list --lead "SM QA" --rag red --rag amber --sort due
    """
    from planctl.cli.screen import draw, print_json, warn_of_unread
    from planctl.render.listing import (
        COLUMNS,
        USUAL_COLUMNS,
        ActionList,
        list_json,
        list_rows,
        sort_actions,
        with_files,
    )
    from planctl.workspace.filter import ActionFilter, filter_actions, match_word

    if columns and form is ListFormat.JSON:
        raise Stop("--format json has every column", "leave out --columns, or use --format csv")
    asked_columns = [name for names in columns or () for name in names.split(",")]
    shown = [match_word(name, COLUMNS, "column") for name in asked_columns] or [*USUAL_COLUMNS]
    order = [match_word(name, COLUMNS, "column") for name in sort or ()]
    asked = ActionFilter(
        area or (), lead or (), rag or (), standing or (), tag or (), due_within, overdue
    )
    scene, tagged = tagged_scene(plan, asked.tags)
    judged, cut = filter_actions(scene, asked, tagged)
    rows = sort_actions(with_files(judged, plan.now.loaded), order, reverse=reverse)
    listed = ActionList(scene, rows, cut)
    if form is ListFormat.JSON:
        print_json(list_json(listed))
    elif form is ListFormat.CSV:
        from planctl.tables.csv_out import csv_text

        print_result(csv_text(list_rows(listed, shown)), ResultKind.DATA)
    else:
        from planctl.render.screen.listing import list_screen

        draw(list_screen(listed, shown))
    warn_of_unread(scene.plan)


def tagged_scene(
    plan: PlanAsAt, tags: Iterable[str]
) -> tuple["Scene", Mapping[str, Collection[At]]]:
    """The judged plan, and what has each tag where tags are asked for: they take its history."""
    from planctl.workspace.filter import match_tags

    asked = match_tags(tags)
    if not asked:
        return plan.scene_with_promises, {}
    from planctl.assess.tags import COMPARED_TAGS, tagged_actions
    from planctl.workspace.pack_occasion import PackRequest, find_occasion

    occasion = find_occasion(plan.now, PackRequest(plan.day, None, None, None, today()))
    since = occasion.since
    if since.trouble and not COMPARED_TAGS.isdisjoint(asked):
        raise Stop(since.why_not.rstrip("."), since.trouble.hint)
    return occasion.scene, tagged_actions(occasion.scene, occasion.until[0], since.compared)
