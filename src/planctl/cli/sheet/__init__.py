"""Make a form for each lead, to be filled in in Word or Excel; `sheet read` takes it in again."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.option import PlanAsAt, choice_flag, folder_flag, value_flag
from planctl.cli.terminal import print_note, put_result
from planctl.model.problem import Stop

if TYPE_CHECKING:
    from planctl.assess.obligations import Obligations
    from planctl.forms.sheet import UpdateSheet
    from planctl.render.reminder import Reminders


class SheetFormat(StrEnum):
    """Which program is to open the form."""

    XLSX = "xlsx"
    DOCX = "docx"


OfLead = Annotated[
    str | None,
    value_flag(
        "--lead",
        "ROLE",
        "Only for this role. Without it: a form for each role that leads or supports.",
    ),
]
AsPaper = Annotated[
    SheetFormat, choice_flag("--format", "A workbook of Excel, or a Word document.")
]
Out = Annotated[
    Path | None,
    folder_flag("FILE-or-FOLDER", "Where the forms go. Without it: a folder named sheets."),
]
All = Annotated[
    bool, typer.Option("--all", help="Finished and withdrawn actions as well as open ones.")
]


def sheet(  # noqa: PLR0913 - each is a flag of its own
    ctx: typer.Context,
    *,
    lead: OfLead = None,
    form: AsPaper = SheetFormat.XLSX,
    to: Out = None,
    every: All = False,
    plan: PlanAsAt,
) -> None:
    """Make a form for each lead, to be filled in in Word or Excel; `sheet read` takes it in again.

    It shows what the plan says of each open action and what is due, and has fields for what
    happened.

    Example: planctl sheet --lead "SM QA"

    Example: planctl sheet --format docx --out sheets/
    """
    if ctx.invoked_subcommand:
        _refuse_flag_before(ctx)
        return
    from planctl.cli.screen import warn_of_unread
    from planctl.forms.sheet import sheet_roles
    from planctl.forms.sheet import update_sheet as make
    from planctl.workspace.brand import plan_brand
    from planctl.workspace.install import require_extra
    from planctl.workspace.meeting import chase_for

    scene = plan.scene_with_promises
    chase = chase_for(scene, None)
    owed_by_role = _role_owed(lead, chase) if lead else list(sheet_roles(chase))
    sheets = [make(chase, owed, every=every) for owed in owed_by_role]
    for form_sheet in sheets:
        _report(form_sheet)
    brand = plan_brand(scene.plan, plan.root)
    if brand.logo:
        require_extra("word" if form is SheetFormat.DOCX else "excel", "resvg_py")
    made = [each._replace(brand=brand) for each in sheets if each.forms]
    _write_forms(made, form, to, alone=lead is not None)
    warn_of_unread(scene.plan)


def _refuse_flag_before(ctx: typer.Context) -> None:
    """A flag of the form, before the name of another command, would be heard by nobody."""
    for name in ctx.params:
        source = ctx.get_parameter_source(name)
        if source and source.name == "COMMANDLINE":
            message = f"a flag stands before “{ctx.invoked_subcommand}”, where it is not heard"
            raise Stop(message, f"planctl sheet {ctx.invoked_subcommand} takes its flags after it")


def _role_owed(lead: str, chase: "Reminders") -> "list[Obligations]":
    """The role that was named, where the plan knows it."""
    from planctl.assess.obligations import Obligations
    from planctl.forms.sheet import sheet_roles
    from planctl.workspace.filter import match_name

    by_role = {owed.role: owed for owed in (*chase.owed, *sheet_roles(chase))}
    role = match_name(lead, by_role, "role")
    return [by_role.get(role) or Obligations(role)]


def _report(sheet: "UpdateSheet") -> None:
    """What was left out of a form, and whom there is nothing to ask."""
    from planctl.model.words import count_with_verb

    if not sheet.forms:
        print_note(f"{sheet.role} leads no open action, so there is nothing to ask")
    if sheet.left_out:
        left = f"{count_with_verb(sheet.left_out)} finished or withdrawn, and left out"
        print_note(f"{sheet.role}: {left}; --all takes them in")


def _write_forms(
    sheets: "Iterable[UpdateSheet]", form: SheetFormat, to: Path | None, *, alone: bool
) -> None:
    """Write each form: one alone to the file that was named, else into a folder."""
    from planctl.render.reminder import role_file_names
    from planctl.workspace.install import require_extra

    sheets = list(sheets)
    if form is SheetFormat.DOCX:
        require_extra("word", "docx")
        from planctl.forms.word_writer import word_form as write_form
    else:
        require_extra("excel", "xlsxwriter", "openpyxl")
        from planctl.forms.excel_writer import excel_form as write_form
    is_file = to is not None and to.suffix and not to.is_dir()
    if is_file and to and (not alone or to.suffix.lower() != f".{form.value}"):
        hint = "name one role with --lead" if not alone else f"name it with .{form.value}"
        raise Stop(f"{to} cannot hold what is made", f"{hint}, or name a folder")
    folder = to or Path("sheets")
    file_names = role_file_names("update", [form_sheet.role for form_sheet in sheets])
    paths = [to if is_file and to else folder / f"{name}.{form.value}" for name in file_names]
    _refuse_filled_forms(paths)
    for path, form_sheet in zip(paths, sheets, strict=True):
        put_result(write_form(form_sheet), path)


def _refuse_filled_forms(paths: Sequence[Path]) -> None:
    """End the run where a file to be made anew has answers in it, or is no form."""
    filled_in = [path.as_posix() for path in paths if path.exists() and not _is_empty_form(path)]
    if not filled_in:
        return
    is_one = len(filled_in) == 1
    state = "has answers in it, or is no form" if is_one else "have answers, or are no forms"
    raise Stop(
        f"{', '.join(filled_in)} {state}",
        "nothing was written; take answers in with planctl sheet read, then move the file away; "
        "or name another folder with --out",
    )


def _is_empty_form(path: Path) -> bool:
    """Whether a file is a form as it was made, with nothing written in it."""
    from planctl.forms.field import SheetContext
    from planctl.forms.reader import SIZE_LIMIT, open_form, read_form
    from planctl.intake.read.paper import UnreadableFile
    from planctl.load.source import file_bytes

    try:
        paper = open_form(path.name, file_bytes(path, SIZE_LIMIT))
        filled = read_form(paper, SheetContext({}, frozenset(), date.max, {}))
    except (OSError, UnreadableFile):
        return False
    lost = any(each.is_lost for each in filled.unread)
    return bool(filled.made) and not filled.answers and not lost
