"""planctl import: a plan that is kept in Word, Excel or another paper becomes plan files.

A new plan folder, of all that a paper makes: written whole, or not at all.

What the flags of an import say of a paper; and what is said of flags that do not fit it.

The file of an import, opened: a plan that planctl wrote itself, or somebody else's paper.

What is said of a plan that came back out of a workbook of ours: what it could not bring.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext, redirect_stdout
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from planctl.cli.edge import day_of, out
from planctl.cli.option import As, AsAt, DryRun, Format, choice_flag, value_flag
from planctl.edit.block import MODELINE, Unwritable
from planctl.edit.change import written
from planctl.intake.account import Entry, Fate
from planctl.intake.lexicon.rating import RATINGS
from planctl.intake.plan.files import ImportResult, said_of
from planctl.intake.plan.own_pack import back, is_pack
from planctl.intake.plan.whole import Asked
from planctl.intake.read.formats import Kind, extra_of, paper, paper_format
from planctl.intake.read.office import FILE_LIMIT
from planctl.intake.read.parts import Paper, Unreadable
from planctl.intake.table.column import KEYS, headings, likeliest, names_of_columns, plain_heading
from planctl.load.reader import load
from planctl.load.source import SourceFile, file_bytes, from_files
from planctl.load.whereabouts import kind_of
from planctl.model.choice import named, suggestion
from planctl.model.problem import Problem
from planctl.model.said import Said
from planctl.model.stop import Stop
from planctl.model.words import counted
from planctl.save.files import remedy
from planctl.tables.plan_file import Back
from planctl.workspace.extra import needs
from planctl.workspace.folder import find_plan
from planctl.workspace.progress import watched

if TYPE_CHECKING:
    from planctl.update.paper_report import Account


class Order(StrEnum):
    """Which of the day and the month stands first in 3/8/2024."""

    DMY = "dmy"
    MDY = "mdy"


Foreign = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="The paper: .docx, .xlsx, .csv, .tsv, .html, .md, or .txt with tabs."
    ),
]
Into = Annotated[
    Path, typer.Option("--into", metavar="DIR", help="The folder of the plan that is made.")
]
Columns = Annotated[
    list[str] | None,
    value_flag(
        "--map",
        "COLUMN=KEY",
        'What a column holds, such as "Team=leads"; KEY can be nothing. A rating of '
        "one sign too: 1=red. Can be given several times.",
    ),
]
Year = Annotated[
    int | None,
    value_flag("--year", "YEAR", "The year of dates that are written without one."),
]
Dated = Annotated[
    Order,
    choice_flag("--dates", "Whether the day or the month stands first in 3/8/2024."),
]
Interactive = Annotated[
    bool, typer.Option("--interactive", help="Ask about guesses and open values, at a terminal.")
]
Update = Annotated[
    bool,
    typer.Option("--update", help="Bring the plan that is in DIR up to date with the paper."),
]
Report = Annotated[
    Path | None,
    value_flag("--report", "FOLDER", "Where the import report goes. Without it: beside the plan."),
]


def import_(  # noqa: PLR0913 - each is a flag of its own
    file: Foreign,
    *,
    into: Into = Path("plan"),
    columns: Columns = None,
    year: Year = None,
    dates: Dated = Order.DMY,
    interactive: Interactive = False,
    update: Update = False,
    report: Report = None,
    dry_run: DryRun = False,
    form: As = Format.TEXT,
    as_at: AsAt = None,
) -> None:
    """Make a plan of one that is kept in Word, Excel, CSV, HTML, Markdown or text.

    Nothing of the paper is lost: what does not stand in the plan stands in the import report,
    with each guess and each value that only a person can say.

    Example: planctl import docs/example-plan.md --into imported/plan
    """
    from planctl.cli.import_ import opened, put_plan, read, said_by, texts, there
    from planctl.cli.screen import print_json
    from planctl.update.paper_memory import Ties
    from planctl.update.paper_report import Account, as_json, near, put_report, report_of, summary

    day = day_of(as_at)
    taken = None if update else there(into)
    if taken and not dry_run:
        raise taken
    asked = said_by(columns or (), year, month_first=dates is Order.MDY)
    found, paper = read(file.name, opened(file))
    if found and update:
        message = f"{file.name} is a plan that planctl wrote, and no newer paper"
        hint = "import it --into a new folder, and compare that with the plan"
        raise Stop(message, hint)
    if not found:
        found, asked = _made(file, paper, asked, interactive=interactive)
    path = report_of(into.resolve(), report)
    account = Account(found, file.name, asked.answers, ties=Ties.of(found))
    if update:
        how = How(day, form, dry_run=dry_run)
        account = _brought_up_to_date(account, into, path, how)
    else:
        files = texts(found, into)
        if not dry_run:
            put_plan(into, files)
    where = ["a dry run: nothing was written"]
    if taken:
        where.append(f"{taken.message}: {taken.hint}")
    if not dry_run:
        names = put_report(account, path)
        where = [f"the account of every word: {', '.join(map(near, names))}"]
        where.append(f"next: planctl check --plan {into}")
    if form is Format.TEXT:
        out(summary(account, where))
    else:
        print_json(as_json(account))


class How(NamedTuple):
    """How a plan is edited: on which day, and what is printed and written."""

    as_at: date
    form: Format
    dry_run: bool


def _brought_up_to_date(account: "Account", into: Path, report: Path, how: How) -> "Account":
    """Edit the plan that is there; what is said of it. In JSON the result stands alone."""
    from planctl.cli.change import carry_out
    from planctl.update.paper import Paper, changes
    from planctl.update.paper_memory import Memory, before
    from planctl.update.paper_report import accounted
    from planctl.workspace.plan import desk

    now = desk(find_plan(into))
    memory = before(report.with_name(f"{report.name}.json"))
    paper = Paper(account.found, account.paper, memory or Memory(), how.as_at)
    made = changes(paper, now)
    apart = redirect_stdout(sys.stderr) if how.form is Format.JSON else nullcontext()
    with apart:
        carry_out(now, made.drafts, how.as_at, dry_run=how.dry_run)
    lost = f"there is no {report.name}.json of an import before: what differs is kept, not edited"
    return account._replace(
        found=accounted(account.found, made),
        told=made.told if memory else (lost, *made.told),
        kept=made.kept,
        ties=made.ties,
        earlier=paper.memory.story,
        on=how.as_at.isoformat(),
    )


def _made(
    file: Path, paper: "Paper", asked: "Asked", *, interactive: bool
) -> "tuple[ImportResult, Asked]":
    """The plan of somebody else's paper, and what was said of it, answers too."""
    from planctl.cli.import_ import how_to_map, refuse_unknown
    from planctl.intake.plan.files import made
    from planctl.intake.plan.whole import taken
    from planctl.workspace.progress import watched

    refuse_unknown(asked, paper)
    if interactive:
        from planctl.cli.import_questions import answered

        asked = answered(paper, asked)
    found = made(taken(paper, asked, partial(watched, doing="reading")))
    if not found.paths:
        raise Stop(f"no action was found in {file}", how_to_map(paper))
    return found, asked


# What a new plan has to be without: files that cannot be read, and values of a wrong shape.
_MAY_NOT_BE: Final = frozenset("FS")
_SCHEMAS: Final = "schema"


def texts(found: ImportResult, folder: Path) -> dict[str, bytes]:
    """The texts of the files, in the house form; read again, and judged by their shape."""
    has_schemas = (folder.parent / _SCHEMAS).is_dir()
    made: dict[str, SourceFile] = {}
    for path in watched(list(found.files), "writing"):
        try:
            text = written(
                _modeline(path) if has_schemas else "", kind_of(path), said_of(found.files, path)
            )
        except Unwritable as fault:
            raise Stop(f"nothing was written: {path} {fault.message}", fault.hint) from None
        made[path] = SourceFile(path, text.encode("utf-8"))
    for problem in load(from_files(folder, folder.name, made)).problems:
        if problem.rule.code[0] in _MAY_NOT_BE:
            raise Stop(f"nothing was written: {_worded(problem)}", problem.hint)
    return {path: file.data for path, file in made.items()}


def _worded(problem: Problem) -> str:
    return f"{problem.place.path}:{problem.place.line} {problem.rule.code} {problem.message}"


def _modeline(path: str) -> str:
    """The line by which an editor finds the schema of a file."""
    up = "../" * (path.count("/") + 1)
    return f"{MODELINE} $schema={up}{_SCHEMAS}/{kind_of(path)}.schema.json"


def put_plan(folder: Path, files: dict[str, bytes]) -> None:
    """Write a plan folder that is not there yet: beside its place first, and then into it."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        waiting = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        try:
            for path, data in files.items():
                (waiting / path).parent.mkdir(parents=True, exist_ok=True)
                (waiting / path).write_bytes(data)
            waiting.chmod(0o755)
            waiting.replace(folder)
        except BaseException:  # Ctrl-C too leaves nothing half-written behind
            shutil.rmtree(waiting, ignore_errors=True)
            raise
    except OSError as error:
        message = f"could not write {folder}: {error.strerror or error}"
        raise Stop(message, f"nothing was changed; {remedy(error)}") from None


def there(folder: Path) -> Stop | None:
    """What ends the run where a folder holds anything, because it is not written over."""
    if (folder / "plan.yaml").exists() or (folder / "areas").exists():
        message = f"there is a plan in {folder} already"
        hint = "--update brings it up to date with the paper; --into names another folder"
        return Stop(message, hint)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return Stop(f"{folder} is there already, and is not empty", "--into names another folder")
    return None


_FIRST, _LAST = 2000, 2098
_EXAMPLE: Final = 'write COLUMN=KEY, such as --map "Team=leads"'
_MEANT: Final = {each.replace("_", " "): each for each in KEYS}  # as a person writes a key
_MOST: Final = 12  # columns that are named at once
_KEYS: Final = f"KEY is one of {', '.join(KEYS)}"


def said_by(columns: Sequence[str], year: int | None, *, month_first: bool) -> Asked:
    """What the flags say of a paper."""
    if year is not None and not _FIRST <= year <= _LAST:
        hint = f"write all four figures, from {_FIRST} to {_LAST}, such as --year 2024"
        raise Stop(f"--year: “{year}” is no year of a plan", hint)
    more: dict[str, str] = {}
    key: dict[str, str] = {}
    for said in columns:
        column, sign, meaning = (part.strip() for part in said.rpartition("="))
        plain = meaning.casefold().replace("_", " ")
        if sign and column and plain in _MEANT:
            _put(more, plain_heading(column), _MEANT[plain])
        elif sign and re.fullmatch(r"\w", column) and plain in RATINGS:
            _put(key, column.casefold(), RATINGS[plain])
        else:
            meant = suggestion(plain, _MEANT) if sign and column else ""
            raise Stop(f"“{said}” does not say what a column holds", meant or _how(sign, column))
    return Asked(more, year, month_first, {}, key)


def _put(found: dict[str, str], name: str, meaning: str) -> None:
    before = found.setdefault(name, meaning)
    if before != meaning:
        message = f"--map says two things of “{name}”: {before} and {meaning}"
        raise Stop(message, "say one of them")


def _how(sign: str, column: str) -> str:
    return _KEYS if sign and column else f"{_EXAMPLE}; {_KEYS}"


def refuse_unknown(asked: Asked, paper: Paper) -> None:
    """End the run where a flag names a column that the paper does not have."""
    known = names_of_columns(paper) if asked.more else ()
    missing = [column for column in asked.more if column not in known]
    if missing:
        found = headings(paper)
        hint = f"it has {_some(found)}" if found else "it has no table"
        raise Stop(f"the paper has no column “{missing[0]}”", hint)


def how_to_map(paper: Paper) -> str:
    """How to say which column of a paper has the actions."""
    found = headings(paper)
    if not found:
        return "a table with a column for the actions is looked for, and the paper has no table"
    example = f'--map "{likeliest(found)}=actions"'
    return f"say which column has the actions, such as {example}; it has {_some(found)}"


def _some(found: Sequence[str]) -> str:
    """The names of the columns, as many as can be read at once."""
    more = len(found) - _MOST
    if more <= 0:
        return named(found)
    return f"{', '.join(f'“{name}”' for name in found[:_MOST])} and {more} more"


_WORD: Final = (
    "use the plan folder that it was made from, or import the pack as a Word document, or the "
    "workbook of planctl export --format xlsx"
)


def opened(file: Path) -> bytes:
    """The bytes of the file; ends the run where they cannot be had, or planctl lacks the means."""
    if file.is_dir():
        raise Stop(f"{file} is a folder", f"name one paper, such as {file / 'our-plan.docx'}")
    try:
        content = file_bytes(file, FILE_LIMIT)
    except FileNotFoundError:
        raise Stop(f"there is no file {file}", "give the path of the paper") from None
    except OSError as error:
        is_held = isinstance(error, PermissionError)
        hint = "close it elsewhere" if is_held else "name the file of the paper itself"
        raise Stop(f"{file} could not be read: {error.strerror}", hint) from None
    try:
        extra = extra_of(file.name, content)
    except Unreadable as fault:
        raise Stop(f"{file.name}: {fault.message}", fault.hint) from None
    if extra:
        needs(*extra)
    return content


class Opened(NamedTuple):
    """What a file holds: a plan that planctl exported or printed, or else somebody's paper."""

    own: ImportResult | None
    paper: "Paper" = ()


def read(name: str, content: bytes) -> Opened:
    """What a file holds; ends the run where it cannot be read."""
    try:
        kind = paper_format(name, content)
        own = _workbook(content) if kind is Kind.EXCEL else None
        found = () if own else paper(name, content)
    except Unreadable as fault:
        raise Stop(f"{name}: {fault.message}", fault.hint) from None
    if not is_pack(found):
        return Opened(own, found)
    if kind is not Kind.WORD:
        raise Stop(f"{name} is a board pack that planctl made, in a form that is not read", _WORD)
    pack = back(found)
    return Opened(ImportResult(pack.files, pack.entries, pack.paths, pack.areas))


def _workbook(content: bytes) -> ImportResult | None:
    """The plan of a workbook that planctl wrote; none for any other workbook."""
    from planctl.cli.import_ import made
    from planctl.tables import plan_file

    read = plan_file.back(content)
    return made(read) if read else None


_READ = "a workbook that planctl wrote: every row was read, and what it worked out was not"
_NOTE = (
    "a workbook holds what the plan says: no comments, no evidence files and no history; "
    "those are where the plan was exported"
)
_UNKNOWN = (
    "its hidden sheet is gone, so planctl cannot tell whether anybody wrote in its grey columns; "
    "nothing of them was taken"
)
_GREY = "planctl works this out, so it was not taken: change what it follows from"
_FILE = "a workbook does not hold this file: copy it into the folder of the plan, to this place"
_UNREAD = "it could not be read then, so nothing of it is in the workbook: bring it over by hand"
_BESIDE = "it stands on the sheet and in no cell, and was not taken"


def made(found: Back) -> ImportResult:
    """The plan that came back, and the account of it."""
    paths = {
        str(said["ref"]): path
        for path, said in found.files.items()
        if path.startswith("areas/") and not path.endswith("/area.yaml") and isinstance(said, dict)
    }
    areas = sum(path.endswith("/area.yaml") for path in found.files)
    notes = (_NOTE,) if found.overwritten is not None else (_NOTE, _UNKNOWN)
    return ImportResult(found.files, tuple(_entries(found)), paths, areas, notes)


def _entries(found: Back) -> Iterator[Entry]:
    yield Entry("", "", Fate.STRUCTURE, "the workbook", _READ)
    for cell in found.overwritten or ():
        yield Entry("", cell.text, Fate.ASKED, cell.place, _GREY)
    for line in found.beside:
        yield Entry("", line.text, Fate.ASKED, line.place, _BESIDE)
    if found.left.unread:
        yield Entry("", found.left.unread, Fate.ASKED, "the plan that was exported", _UNREAD)
    if found.left.comments:
        comments = counted(found.left.comments, "comment")
        why = f"{comments} in its files, which a workbook does not hold: copy what you need"
        yield Entry("", "", Fate.ASKED, "the plan that was exported", why)
    for file, refs in _evidence(found.files).items():
        yield Entry("", file, Fate.ASKED, f"{', '.join(refs)} evidence", _FILE)


def _evidence(files: Mapping[str, Said]) -> Mapping[str, list[str]]:
    """The files that evidence names, each with the refs of the actions that do."""
    named: dict[str, dict[str, None]] = {}
    for said in files.values():
        items = said.get("evidence") if isinstance(said, dict) else None
        for item in items if isinstance(items, list) else ():
            if isinstance(said, dict) and isinstance(item, dict) and item.get("file"):
                named.setdefault(str(item["file"]), {})[str(said["ref"])] = None
    return {file: [*refs] for file, refs in named.items()}
