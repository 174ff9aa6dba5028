"""What the plan is exported as: for each form, what makes it and where it goes."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from planctl.cli.edge import Sent, Stop, out, pour, say

if TYPE_CHECKING:
    from planctl.assess.change.life import State
    from planctl.assess.rule.scene import Scene
    from planctl.cli.desk import Desk
    from planctl.load.loaded import Loaded
    from planctl.model.workbook import LeftOut
    from planctl.render.table.tabled import Tabled


PIPE: Final = Path("-")  # the name of the place that is no file


class ExportFormat(StrEnum):
    """What the plan is exported as."""

    JSON = "json"
    ICS = "ics"
    XLSX = "xlsx"
    CSV = "csv"
    SQLITE = "sqlite"
    PARQUET = "parquet"


class Wanted(NamedTuple):
    """A plan that is to be exported: for which day, and to where."""

    now: "Desk"
    scene: "Scene"
    to: Path | None
    is_added: bool = False  # to a set that plans share

    @property
    def loaded(self) -> "Loaded":
        """The plan as it is now."""
        return self.now.loaded

    def place(self, ending: str) -> Path:
        """Where it goes when nobody says so: into this folder, by its day."""
        return self.to or Path(f"plan-{self.scene.as_at.isoformat()}{ending}")


def export_as(form: ExportFormat, wanted: Wanted) -> None:
    """Make the export, and put it where it goes."""
    _FORMS[form](wanted)


def _json(wanted: Wanted) -> None:
    from planctl.render.export import as_json
    from planctl.render.words import json_text

    _print(json_text(as_json(wanted.scene)) + "\n", wanted.to)


def _calendar(wanted: Wanted) -> None:
    """The days of the plan; which meetings have none is said apart."""
    from planctl.render.ics import as_ics, without_day
    from planctl.render.words import in_a_row

    states = _states(wanted.now)
    months = without_day(wanted.scene)
    if months:
        say(f"planctl: not in the calendar, as the day is not recorded: {in_a_row(months)}")
    _print(as_ics(wanted.scene, states).decode("utf-8"), wanted.to)


def _states(now: "Desk") -> "Sequence[State]":
    """Every state that git has of the plan, the oldest first; none without its whole history."""
    from planctl.assess.change.life import State
    from planctl.load.git import UNSHALLOW, GitFault
    from planctl.render.words import visible

    try:
        with now.history() as past:
            if not past.is_shallow:
                found = [State(of.plan, commit.day, commit.author) for commit, of in past.states()]
                return found[::-1]
            why = GitFault("this clone is shallow", f"fetch the rest with {UNSHALLOW}")
    except GitFault as fault:
        why = fault
    words = "entries are known by refs and places, and none that is gone is cancelled"
    say(f"planctl: {words}: {visible(why.message)}")
    say(f"  hint: {visible(why.hint)}")
    return ()


def _workbook(wanted: Wanted) -> None:
    from planctl.cli.extra import needs
    from planctl.cli.progress import watched

    needs("excel", "xlsxwriter")
    from planctl.render.table.workbook import as_xlsx

    made = as_xlsx(_tabled(wanted), _left_out(wanted.loaded), watched)
    _put(made, wanted.place(".xlsx"))


def _left_out(loaded: "Loaded") -> "LeftOut":
    """What a workbook does not hold; the line for editors at the head of a file is no comment."""
    from planctl.edit.block import MODELINE, comments
    from planctl.load.text import decoded
    from planctl.model.workbook import LeftOut

    texts = (decoded(file.data) for file in loaded.parts.values() if b"#" in file.data)
    words = (words for text in texts for _, words in comments(text))
    count = sum(not each.startswith(MODELINE) for each in words)
    folder = f"{loaded.folder}/"
    unread = (each.path.removeprefix(folder) for each in loaded.plan.unread)
    return LeftOut(count, ", ".join(unread))


def _database(wanted: Wanted) -> None:
    from planctl.render.table.database import as_sqlite

    _put(as_sqlite(_tabled(wanted)), wanted.place(".sqlite"))


def _csv(wanted: Wanted) -> None:
    from planctl.cli.settle import put_all
    from planctl.render.table.plain_csv import as_csv

    folder = wanted.place("-csv")
    put_all(folder, as_csv(_tabled(wanted)))
    out(f"{folder.as_posix()}\n")


def _parquet(wanted: Wanted) -> None:
    from planctl.cli.extra import needs

    needs("parquet", "pyarrow")
    from planctl.cli.shared_set import add, refuse_others
    from planctl.render.table.columns import as_parquet

    if wanted.loaded.plan.plan is None:
        message = "plan.yaml could not be read, so nobody can tell which plan this is"
        raise Stop(message, "run planctl check to see why")
    root, tables = wanted.place("-parquet"), _tabled(wanted)
    if not wanted.is_added:
        refuse_others(root, tables)
    out(f"{add(root, tables, as_parquet(tables)).as_posix()}\n")


def _tabled(wanted: Wanted) -> "Tabled":
    """The plan as tables; two items with one label are told apart, and that is said."""
    from planctl.cli.review import reviewed
    from planctl.render.table.tabled import tabled
    from planctl.render.words import visible

    problems = reviewed(wanted.loaded, wanted.scene.as_at).problems
    files = {at: file.path for at, file in wanted.loaded.parts.items()}
    made = tabled(wanted.scene, problems, files)
    for title, label in made.told_apart:
        say(
            f"planctl: “{visible(label)}” of {title} has the label of another, and is told apart so"
        )
    return made


def _print(text: str, to: Path | None) -> None:
    if to and to != PIPE:
        _put(text.encode("utf-8"), to)
    else:
        out(text, Sent.DATA)


def _put(data: bytes, to: Path) -> None:
    from planctl.cli.settle import put

    if to == PIPE:
        pour(data)
    else:
        put(to, data)
        out(f"{to.as_posix()}\n")


_FORMS: Final[Mapping[ExportFormat, Callable[[Wanted], None]]] = {
    ExportFormat.JSON: _json,
    ExportFormat.ICS: _calendar,
    ExportFormat.XLSX: _workbook,
    ExportFormat.CSV: _csv,
    ExportFormat.SQLITE: _database,
    ExportFormat.PARQUET: _parquet,
}
