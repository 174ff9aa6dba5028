"""Files written into a folder: all of them, or none."""

import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

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
    from tempfile import mkdtemp

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
