"""What is said of a plan that came back out of a workbook of ours: what it could not bring."""

from collections.abc import Iterator, Mapping

from planctl.cli.importing.made import Made
from planctl.intake.paper.account import Entry, Fate
from planctl.intake.workbook.plan_file import Back
from planctl.model.said import Said
from planctl.render.words import counted

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


def made(found: Back) -> Made:
    """The plan that came back, and the account of it."""
    paths = {
        str(said["ref"]): path
        for path, said in found.files.items()
        if path.startswith("areas/") and not path.endswith("/area.yaml") and isinstance(said, dict)
    }
    areas = sum(path.endswith("/area.yaml") for path in found.files)
    notes = (_NOTE,) if found.overwritten is not None else (_NOTE, _UNKNOWN)
    return Made(found.files, tuple(_entries(found)), paths, areas, notes)


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
