"""A new plan folder, of all that a paper makes: written whole, or not at all."""

import shutil
import tempfile
from pathlib import Path
from typing import Final

from planctl.cli.edge import Stop
from planctl.cli.importing.made import Made, said_of
from planctl.cli.progress import watched
from planctl.cli.settle import remedy
from planctl.edit.block import MODELINE, Unwritable
from planctl.edit.change import written
from planctl.load.reader import load
from planctl.load.source import SourceFile, from_files
from planctl.load.whereabouts import kind_of
from planctl.model.problem import Problem

# What a new plan has to be without: files that cannot be read, and values of a wrong shape.
_MAY_NOT_BE: Final = frozenset("FS")
_SCHEMAS: Final = "schema"


def texts(found: Made, folder: Path) -> dict[str, bytes]:
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
