"""Files written into a folder: all of them, or none."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from planctl.model.problem import Stop
from planctl.save.files import disk_remedy, reason, retry_while_held, write_file, write_temporary


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder: all beside their places first, which they then take."""
    temporaries: dict[Path, Path] = {}
    try:
        try:
            for name, data in files.items():
                temporaries[folder / name] = write_temporary(folder / name, data)
            for path, temporary in temporaries.items():
                retry_while_held(partial(temporary.replace, path))
        finally:
            for temporary in temporaries.values():
                temporary.unlink(missing_ok=True)
    except OSError as error:
        message = f"could not write into {folder}: {reason(error)}"
        raise Stop(message, disk_remedy(error)) from None


def write_new_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files that are not there yet: all of them, or none."""
    written: list[Path] = []
    try:
        for path, data in files.items():
            written.append(folder / path)
            write_file(folder / path, data)
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        raise


def write_plan_folder(folder: Path, files: dict[str, bytes]) -> None:
    """Write a plan folder that is not there yet: beside its place first, and then into it."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        try:
            for parent in {(temporary / path).parent for path in files}:
                parent.mkdir(parents=True, exist_ok=True)
            for path, data in files.items():
                (temporary / path).write_bytes(data)
            temporary.chmod(0o755)
            retry_while_held(lambda: temporary.replace(folder))
        except BaseException:  # Ctrl-C too leaves nothing half-written behind
            shutil.rmtree(temporary, ignore_errors=True)
            raise
    except OSError as error:
        message = f"could not write {folder}: {error.strerror or error}"
        raise Stop(message, f"nothing was changed; {disk_remedy(error)}") from None


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder to fill, which takes its place when it is whole: one half made looks like none."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as error:
        message = f"{folder} could not be made: {error.strerror}"
        raise Stop(message, "name a folder in a place where you may write") from None
    try:
        # As open to others as any new folder, which the one around is not.
        target = temporary / "new"
        target.mkdir()
        yield target
        if folder.is_dir():
            folder.rmdir()
        target.replace(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def copy_file(source: Path, copy: Path) -> str:
    """The sha256 of the copy of a file; empty where the file cannot be read."""
    from hashlib import file_digest

    try:
        file = source.open("rb")
    except OSError:
        return ""
    with file:
        copy.parent.mkdir(exist_ok=True)
        with copy.open("w+b") as written:
            shutil.copyfileobj(file, written, 1 << 20)
            written.seek(0)
            return file_digest(written, "sha256").hexdigest()
