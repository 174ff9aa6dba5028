"""The file of an import: a plan that planctl exported or somebody's paper."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from planctl.intake.account import AccountEntry, Fate
from planctl.intake.lexicon.field import heading_keys
from planctl.intake.plan.plan_content import ImportResult
from planctl.intake.read.formats import PaperFormat, detect_format, read_paper, required_extra
from planctl.intake.read.office import FILE_LIMIT
from planctl.intake.read.paper import Paper, PaperLine, UnreadableFile
from planctl.load.source import file_bytes
from planctl.model.problem import PlanValue, Stop
from planctl.model.words import count_noun
from planctl.tables.workbook_to_plan import PlanFromWorkbook, read_plan_workbook
from planctl.workspace.install import require_extra

_HIGHLIGHTS: Final = "Highlights"
_PACK_NAME: Final = re.compile(r"(Highlight report|Board pack|Full board pack) for the .+")
_PACK_HINT: Final = (
    "change the plan folder that it was made from; for somebody without that folder, planctl "
    "export --format xlsx writes a workbook that comes back whole"
)
_WORKBOOK_READ = "a workbook that planctl wrote: every row was read, and what it worked out was not"
_WORKBOOK_NOTE = (
    "a workbook holds what the plan says: no comments, no evidence files and no history; "
    "those are where the plan was exported"
)
_SHEET_GONE = (
    "its hidden sheet is gone, so planctl cannot tell whether anybody wrote in its grey columns; "
    "nothing of them was taken"
)
_COMPUTED = "planctl works this out, so it was not taken: change what it follows from"
_FILE_MISSING = (
    "a workbook does not hold this file: copy it into the folder of the plan, to this place"
)
_UNREAD_HINT = (
    "it could not be read then, so nothing of it is in the workbook: bring it over by hand"
)
_OUTSIDE_CELLS = "it stands on the sheet and in no cell, and was not taken"


class ImportFile(NamedTuple):
    """What a file holds: a plan that planctl exported, or else somebody's paper."""

    own: ImportResult | None
    paper: Paper = ()


def read_import_file(file: Path) -> bytes:
    """The bytes of the file; ends the run where they cannot be had, or planctl lacks the means."""
    if file.is_dir():
        raise Stop(f"{file} is a folder", f"name one paper, such as {file / 'our-plan.docx'}")
    try:
        content = file_bytes(file, FILE_LIMIT)
    except FileNotFoundError:
        raise Stop(f"there is no file {file}", "give the path of the paper") from None
    except OSError as error:
        is_locked = isinstance(error, PermissionError)
        hint = "close it elsewhere" if is_locked else "name the file of the paper itself"
        raise Stop(f"{file} could not be read: {error.strerror}", hint) from None
    try:
        extra = required_extra(file.name, content)
    except UnreadableFile as fault:
        raise Stop(f"{file.name}: {fault.message}", fault.hint) from None
    if extra:
        require_extra(*extra)
    return content


def recognise_file(name: str, content: bytes) -> ImportFile:
    """What a file holds; ends the run where it cannot be read."""
    try:
        kind = detect_format(name, content)
        export = read_plan_workbook(content) if kind is PaperFormat.EXCEL else None
        # The words that head columns, by which one is known that a narrow column broke.
        words = frozenset(word for heading in heading_keys() for word in heading.split())
        contents = () if export else read_paper(name, content, words)
    except UnreadableFile as fault:
        raise Stop(f"{name}: {fault.message}", fault.hint) from None
    if _is_board_pack(contents):
        raise Stop(f"{name} is a board pack that planctl printed, and not a plan", _PACK_HINT)
    return ImportFile(_own_plan(export) if export else None, contents)


def _is_board_pack(paper: Paper) -> bool:
    """Whether a paper is a pack of ours, of any size: by its first section, and its own name."""
    lines = [part for part in paper if isinstance(part, PaperLine)]
    highlights = any(line.heading and line.text == _HIGHLIGHTS for line in lines)
    return highlights and any(_PACK_NAME.fullmatch(line.text) for line in lines)


def _own_plan(found: PlanFromWorkbook) -> ImportResult:
    """The plan that came back, and the account of it."""
    paths = {
        str(keys["ref"]): path
        for path, keys in found.files.items()
        if path.startswith("areas/") and not path.endswith("/area.yaml") and isinstance(keys, dict)
    }
    areas = sum(path.endswith("/area.yaml") for path in found.files)
    notes = (_WORKBOOK_NOTE,) if found.overwritten is not None else (_WORKBOOK_NOTE, _SHEET_GONE)
    return ImportResult(found.files, tuple(_entries(found)), paths, areas, notes)


def _entries(found: PlanFromWorkbook) -> Iterator[AccountEntry]:
    yield AccountEntry("", "", Fate.STRUCTURE, "the workbook", _WORKBOOK_READ)
    for cell in found.overwritten or ():
        yield AccountEntry("", cell.text, Fate.ASKED, cell.place, _COMPUTED)
    for line in found.beside:
        yield AccountEntry("", line.text, Fate.ASKED, line.place, _OUTSIDE_CELLS)
    exported = "the plan that was exported"
    if found.left.unread:
        yield AccountEntry("", found.left.unread, Fate.ASKED, exported, _UNREAD_HINT)
    if found.left.comments:
        comments = count_noun(found.left.comments, "comment")
        why = f"{comments} in its files, which a workbook does not hold: copy what you need"
        yield AccountEntry("", "", Fate.ASKED, exported, why)
    for file, refs in _evidence(found.files).items():
        yield AccountEntry("", file, Fate.ASKED, f"{', '.join(refs)} evidence", _FILE_MISSING)


def _evidence(files: Mapping[str, PlanValue]) -> Mapping[str, list[str]]:
    """The files that evidence names, each with the refs of the actions that do."""
    refs_by_file: dict[str, dict[str, None]] = {}
    for keys in files.values():
        items = keys.get("evidence") if isinstance(keys, dict) else None
        for item in items if isinstance(items, list) else ():
            if isinstance(keys, dict) and isinstance(item, dict) and item.get("file"):
                refs_by_file.setdefault(str(item["file"]), {})[str(keys["ref"])] = None
    return {file: [*refs] for file, refs in refs_by_file.items()}


def folder_obstacle(folder: Path) -> Stop | None:
    """What ends the run where a folder holds anything, because it is not written over."""
    if (folder / "plan.yaml").exists() or (folder / "areas").exists():
        message = f"there is a plan in {folder} already"
        hint = "--update brings it up to date with the paper; --into names another folder"
        return Stop(message, hint)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return Stop(f"{folder} is there already, and is not empty", "--into names another folder")
    return None
