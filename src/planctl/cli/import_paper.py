"""A paper is opened for import, and a plan that begins with it is written."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from planctl.edit.block import MODELINE, Unwritable
from planctl.edit.change import written
from planctl.intake.account import Entry, Fate
from planctl.intake.plan.files import ImportResult, said_of
from planctl.intake.plan.own_pack import back, is_pack
from planctl.intake.read.formats import Kind, extra_of, paper, paper_format
from planctl.intake.read.office import FILE_LIMIT
from planctl.intake.read.parts import Paper, Unreadable
from planctl.load.reader import load
from planctl.load.source import SourceFile, file_bytes, from_files
from planctl.load.whereabouts import kind_of
from planctl.model.problem import Problem
from planctl.model.said import Said
from planctl.model.stop import Stop
from planctl.model.words import counted
from planctl.save.files import remedy
from planctl.tables.plan_file import Back
from planctl.workspace.extra import needs
from planctl.workspace.progress import watched

if TYPE_CHECKING:
    from planctl.intake.plan.files import ImportResult
    from planctl.intake.read.parts import Paper

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
