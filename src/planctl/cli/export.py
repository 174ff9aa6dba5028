"""planctl export: the plan as JSON, calendar, workbook, CSV, database or Parquet.

Before anything is made it is checked where the export may go: a file with the ending of its form,
a folder, or down a pipe. Nothing but an export of that form is written over.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

from planctl.cli.option import EditionFlag, PlanFlag, as_at_flag, choice_flag, value_flag
from planctl.cli.terminal import (
    PIPE,
    parse_as_at,
    print_note,
    print_result,
    put_result,
    refuse_terminal,
)
from planctl.model.problem import Stop
from planctl.workspace.folder import find_plan

if TYPE_CHECKING:
    from planctl.assess.change.action_history import PlanVersion
    from planctl.assess.scene import Scene
    from planctl.load.loaded import LoadedPlan
    from planctl.model.problem import At, Problem
    from planctl.tables.plan_tables import PlanTables
    from planctl.workspace.plan import Workspace


class ExportFormat(StrEnum):
    """What the plan is exported as."""

    JSON = "json"
    ICS = "ics"
    XLSX = "xlsx"
    CSV = "csv"
    SQLITE = "sqlite"
    PARQUET = "parquet"


_ENDINGS: Final[Mapping[ExportFormat, tuple[str, ...]]] = {
    ExportFormat.JSON: (".json",),
    ExportFormat.ICS: (".ics",),
    ExportFormat.XLSX: (".xlsx",),
    ExportFormat.SQLITE: (".sqlite", ".sqlite3", ".db"),
}
_SHOWN: Final = frozenset({ExportFormat.JSON, ExportFormat.ICS})  # by a terminal
AsExport = Annotated[
    ExportFormat,
    choice_flag(
        "--format", "json and ics are printed; xlsx, csv, sqlite and parquet are written to --out."
    ),
]
OnDay = Annotated[
    str | None,
    as_at_flag("The day to judge the plan for. Without it: today. JSON is of no day."),
]
OutTo = Annotated[
    Path | None,
    value_flag(
        "--out -o",
        "PATH",
        "The file to write, with the ending of its form, or the folder of csv and parquet; "
        "- prints one file. Without it json and ics are printed, and the others go into this "
        "folder as plan-DAY.",
    ),
]
AppendTo = Annotated[
    Path | None,
    value_flag(
        "--append",
        "FOLDER",
        "A set of Parquet files that plans share, to which this plan's day is added; or "
        "written again, where it is there already.",
    ),
]


class ExportJob(NamedTuple):
    """A plan that is to be exported: for which day, and to where."""

    now: "Workspace"
    scene: "Scene"
    to: Path | None
    is_added: bool = False  # to a set that plans share

    @property
    def loaded(self) -> "LoadedPlan":
        """The plan as it is now."""
        return self.now.loaded

    def place(self, ending: str) -> Path:
        """Where it goes when nobody says so: into this folder, by its day."""
        return self.to or Path(f"plan-{self.scene.as_at.isoformat()}{ending}")


def export(  # noqa: PLR0913 - each is a flag of its own
    *,
    plan: PlanFlag = None,
    as_at: OnDay = None,
    form: AsExport = ExportFormat.JSON,
    to: OutTo = None,
    append: AppendTo = None,
    edition: EditionFlag = None,
) -> None:
    """Give the whole plan to other programs: Excel, Power BI, SQL, or a calendar.

    Example: planctl export --format json > plan.json

    Example: planctl export --format xlsx --out plan.xlsx

    Example: planctl export --append all-plans
    """
    from planctl.cli.screen import warn_of_unread
    from planctl.render.edition import edition_in_words
    from planctl.workspace.past import scene_with_promises
    from planctl.workspace.plan import open_edition, open_workspace

    if append and edition:
        message = "a set that plans share holds whole plans, and no edition of them"
        raise Stop(message, "leave --edition away, or write it to a folder of its own with --out")
    if append:
        form, to = _shared_format(form, to), append
    _refuse_place(form, to)
    root = find_plan(plan)
    now = open_edition(root, edition) if edition else open_workspace(root)
    scene = scene_with_promises(now, parse_as_at(as_at))
    if edition:
        print_note(edition_in_words(scene))
    _EXPORTERS[form](ExportJob(now, scene, to, is_added=append is not None))
    warn_of_unread(scene.plan)


def _shared_format(form: ExportFormat, to: Path | None) -> ExportFormat:
    """The form of a set that plans share, which is Parquet."""
    if to or form not in {ExportFormat.JSON, ExportFormat.PARQUET}:
        message = "--append adds to a set of Parquet files, and to nothing else"
        raise Stop(message, "leave --format and --out away beside --append")
    return ExportFormat.PARQUET


def _json(wanted: ExportJob) -> None:
    from planctl.model.words import json_text
    from planctl.render.status import plan_json

    text = f"{json_text(plan_json(wanted.scene))}\n"
    put_result(text.encode("utf-8"), wanted.to or PIPE, is_text=True)


def _calendar(wanted: ExportJob) -> None:
    """The days of the plan; which meetings have none is said apart."""
    from planctl.model.words import sentence_list
    from planctl.render.calendar_file import calendar_file, undated_meetings

    states = _states_for_calendar(wanted.now)
    months = undated_meetings(wanted.scene)
    if months:
        print_note(f"not in the calendar, as the day is not recorded: {sentence_list(months)}")
    put_result(calendar_file(wanted.scene, states), wanted.to or PIPE, is_text=True)


def _states_for_calendar(now: "Workspace") -> "Sequence[PlanVersion]":
    """Every state that git has of the plan, the oldest first; none without its whole history."""
    from planctl.load.git import UNSHALLOW, GitFault
    from planctl.workspace.past import history_states

    try:
        with now.history() as past:
            if not past.is_shallow:
                return history_states(past)[::-1]
            reason = GitFault("this clone is shallow", f"fetch the rest with {UNSHALLOW}")
    except GitFault as fault:
        reason = fault
    words = "entries are known by refs and places, and none that is gone is cancelled"
    print_note(f"{words}: {reason.message}", reason.hint)
    return ()


def _workbook(wanted: ExportJob) -> None:
    from planctl.workspace.install import require_extra
    from planctl.workspace.progress import with_progress_bar

    require_extra("excel", "xlsxwriter")
    from planctl.tables.workbook_layout import OmittedContent
    from planctl.tables.workbook_out import plan_workbook
    from planctl.workspace.brand import plan_brand

    brand = plan_brand(wanted.loaded.plan, wanted.now.root)
    if brand.logo:
        require_extra("excel", "resvg_py")
    tables = _as_tables(wanted)._replace(brand=brand)
    data = plan_workbook(tables, OmittedContent.of(wanted.loaded), with_progress_bar)
    put_result(data, wanted.place(".xlsx"))


def _database(wanted: ExportJob) -> None:
    from planctl.tables.sqlite_out import sqlite_database

    put_result(sqlite_database(_as_tables(wanted)), wanted.place(".sqlite"))


def _csv(wanted: ExportJob) -> None:
    from planctl.save.folder import write_folder
    from planctl.tables.csv_out import csv_files

    folder = wanted.place("-csv")
    write_folder(folder, csv_files(_as_tables(wanted)))
    print_result(f"{folder.as_posix()}\n")


def _parquet(wanted: ExportJob) -> None:
    from planctl.workspace.install import require_extra

    require_extra("parquet", "pyarrow")
    from planctl.tables.parquet_out import add_to_shared_set, parquet_files, refuse_other_content

    if wanted.loaded.plan.plan is None:
        message = "plan.yaml could not be read, so nobody can tell which plan this is"
        raise Stop(message, "run planctl check to see why")
    root, tables = wanted.place("-parquet"), _as_tables(wanted)
    if not wanted.is_added:
        refuse_other_content(root, tables)
    print_result(f"{add_to_shared_set(root, tables, parquet_files(tables)).as_posix()}\n")


def _as_tables(wanted: ExportJob) -> "PlanTables":
    """The plan as tables; two items with one label are told apart, and that is said."""
    from planctl.tables.plan_tables import plan_tables_of
    from planctl.workspace.plan import review_plan

    problems: tuple[Problem, ...] = ()
    files: dict[At, str] = {}
    if wanted.now.cut is None:  # what check says, and what files are called, is for officers
        by = wanted.scene.by
        problems = review_plan(wanted.loaded, by.as_at, by.promised).problems
        files = {at: file.path for at, file in wanted.loaded.parts.items()}
    tables = plan_tables_of(wanted.scene, problems, files)
    for title, label in tables.told_apart:
        print_note(f"“{label}” of {title} has the label of another, and is told apart so")
    return tables


_EXPORTERS: Final[Mapping[ExportFormat, Callable[[ExportJob], None]]] = {
    ExportFormat.JSON: _json,
    ExportFormat.ICS: _calendar,
    ExportFormat.XLSX: _workbook,
    ExportFormat.CSV: _csv,
    ExportFormat.SQLITE: _database,
    ExportFormat.PARQUET: _parquet,
}


def _refuse_place(form: ExportFormat, to: Path | None) -> None:
    """End the run where an export cannot go, before anything is made."""
    endings = _ENDINGS.get(form)
    if to is None:
        return
    if endings is None:
        _refuse_file(form, to)
    elif to == PIPE:
        if form not in _SHOWN:
            refuse_terminal(form, f"plan{endings[0]}")
        return
    elif to.suffix.lower() not in endings:
        message = f"{to.as_posix()} does not have the name of a file of {form}"
        raise Stop(message, f"let its name end in {endings[0]}, such as --out plan{endings[0]}")
    if form in _FOREIGN and to.exists() and _FOREIGN[form](to):
        message = f"{to.as_posix()} is there already, and is no {form} that planctl exported"
        raise Stop(message, "choose another name, or move what is there away")


def _refuse_file(form: ExportFormat, to: Path) -> None:
    """A folder of tables fits no pipe and no file."""
    if to == PIPE or to.suffix.lower() == f".{form}":
        message = f"{form} is a folder with a file for each table, and {to.as_posix()} names none"
        raise Stop(message, f"name a folder, such as --out plan-{form}")


def _is_foreign_workbook(file: Path) -> bool:
    from planctl.workspace.install import require_extra

    require_extra("excel", "openpyxl")
    from planctl.tables.workbook_in import is_plan_workbook

    return file.is_file() and not is_plan_workbook(file.read_bytes())


def _is_foreign_database(file: Path) -> bool:
    from planctl.tables.sqlite_out import is_plan_database

    return file.is_file() and not is_plan_database(file.read_bytes())


def _is_foreign_folder(folder: Path) -> bool:
    """Whether a folder holds anything, and no tables of ours."""
    from planctl.tables.csv_out import DICTIONARY_FILE, is_csv_dictionary

    dictionary = folder / DICTIONARY_FILE
    is_of_tables = dictionary.is_file() and is_csv_dictionary(dictionary.read_bytes())
    return folder.is_dir() and any(folder.iterdir()) and not is_of_tables


_FOREIGN: Final[Mapping[ExportFormat, Callable[[Path], bool]]] = {
    ExportFormat.XLSX: _is_foreign_workbook,
    ExportFormat.SQLITE: _is_foreign_database,
    ExportFormat.CSV: _is_foreign_folder,
}
