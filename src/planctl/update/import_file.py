"""The file of an import: a plan that planctl exported or somebody's paper, and the flags for it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from planctl.intake.account import AccountEntry, Fate
from planctl.intake.lexicon.field import heading_keys
from planctl.intake.lexicon.rating import RATING_COLOURS
from planctl.intake.lexicon.term import term_name
from planctl.intake.plan.assemble import ImportOptions
from planctl.intake.plan.files import ImportResult
from planctl.intake.read.formats import PaperFormat, detect_format, read_paper, required_extra
from planctl.intake.read.office import FILE_LIMIT
from planctl.intake.read.paper import Paper, PaperLine, UnreadableFile
from planctl.intake.table.column import COLUMN_KEYS, normalize_heading
from planctl.intake.table.header import likely_action_heading, paper_headings, possible_headings
from planctl.load.source import file_bytes
from planctl.model.choice import quoted_list, suggest_name
from planctl.model.problem import PlanValue, Stop
from planctl.model.timescale_grammar import Unreadable, read_day
from planctl.model.words import count_noun
from planctl.tables import workbook_to_plan
from planctl.tables.workbook_to_plan import PlanFromWorkbook
from planctl.workspace.install import require_extra

_FIRST, _LAST = 2000, 2098
_EXAMPLE: Final = 'write COLUMN=KEY, such as --map "Team=leads"'
_TERM_HINT: Final = (
    "write NAME=DAY, such as autumn=2025-12-19; NAME is autumn, spring or summer, with 1 or 2 for "
    "its halves, term 1 to term 6, q1 to q4, each with a year where it needs one, or start"
)
_KEYS_BY_WORDS: Final = {
    key.replace("_", " "): key for key in COLUMN_KEYS
}  # as a person writes a key
_COLUMN_LIMIT: Final = 12  # columns that are named at once
_KEYS: Final = f"KEY is one of {', '.join(COLUMN_KEYS)}"
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
        own = _read_workbook(content) if kind is PaperFormat.EXCEL else None
        contents = () if own else read_paper(name, content, _heading_words())
    except UnreadableFile as fault:
        raise Stop(f"{name}: {fault.message}", fault.hint) from None
    if _is_board_pack(contents):
        raise Stop(f"{name} is a board pack that planctl printed, and not a plan", _PACK_HINT)
    return ImportFile(own, contents)


def _is_board_pack(paper: Paper) -> bool:
    """Whether a paper is a pack of ours, of any size: by its first section, and its own name."""
    lines = [part for part in paper if isinstance(part, PaperLine)]
    highlights = any(line.heading and line.text == _HIGHLIGHTS for line in lines)
    return highlights and any(_PACK_NAME.fullmatch(line.text) for line in lines)


def _heading_words() -> frozenset[str]:
    """The words that head columns, by which one is known that a narrow column broke."""
    return frozenset(word for heading in heading_keys() for word in heading.split())


def _read_workbook(content: bytes) -> ImportResult | None:
    """The plan of a workbook that planctl wrote; none for any other workbook."""
    export = workbook_to_plan.read_plan_workbook(content)
    return _own_plan(export) if export else None


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
    if found.left.unread:
        yield AccountEntry(
            "", found.left.unread, Fate.ASKED, "the plan that was exported", _UNREAD_HINT
        )
    if found.left.comments:
        comments = count_noun(found.left.comments, "comment")
        why = f"{comments} in its files, which a workbook does not hold: copy what you need"
        yield AccountEntry("", "", Fate.ASKED, "the plan that was exported", why)
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


def parse_import_flags(
    columns: Sequence[str], terms: Sequence[str], year: int | None, *, month_first: bool
) -> ImportOptions:
    """What the flags say of a paper."""
    if year is not None and not _FIRST <= year <= _LAST:
        hint = f"write all four figures, from {_FIRST} to {_LAST}, such as --year 2024"
        raise Stop(f"--year: “{year}” is no year of a plan", hint)
    meanings: dict[str, str] = {}
    ratings: dict[str, str] = {}
    for flag in columns:
        column, sign, meaning = (part.strip() for part in flag.rpartition("="))
        plain = meaning.casefold().replace("_", " ")
        if sign and column and plain in _KEYS_BY_WORDS:
            _add_meaning(meanings, normalize_heading(column), _KEYS_BY_WORDS[plain])
        elif sign and re.fullmatch(r"\w", column) and plain in RATING_COLOURS:
            _add_meaning(ratings, column.casefold(), RATING_COLOURS[plain])
        else:
            near = suggest_name(plain, _KEYS_BY_WORDS) if sign and column else ""
            raise Stop(
                f"“{flag}” does not say what a column holds", near or _map_hint(sign, column)
            )
    return ImportOptions(meanings, year, month_first, {}, ratings, _parse_terms(terms))


def _parse_terms(flags: Sequence[str]) -> dict[str, date]:
    """The days that flags give to terms, quarters and a start."""
    days: dict[str, date] = {}
    for flag in flags:
        name, _, day = flag.partition("=")
        term = term_name(name)
        if not term:
            raise Stop(f"--term: “{flag}” names no term that planctl knows", _TERM_HINT)
        try:
            days[term] = read_day(day)
        except Unreadable as fault:
            raise Stop(f"--term: {fault.message}", fault.hint) from None
    return days


def _add_meaning(meanings: dict[str, str], name: str, meaning: str) -> None:
    before = meanings.setdefault(name, meaning)
    if before != meaning:
        message = f"--map says two things of “{name}”: {before} and {meaning}"
        raise Stop(message, "say one of them")


def _map_hint(sign: str, column: str) -> str:
    return _KEYS if sign and column else f"{_EXAMPLE}; {_KEYS}"


def refuse_unknown_column(asked: ImportOptions, paper: Paper) -> None:
    """End the run where a flag names a column that the paper does not have."""
    names = possible_headings(paper) if asked.more else ()
    missing = [column for column in asked.more if column not in names]
    if missing:
        columns = paper_headings(paper)
        hint = f"it has {_list_columns([*columns])}" if columns else "it has no table"
        raise Stop(f"the paper has no column “{missing[0]}”", hint)


def actions_column_hint(paper: Paper) -> str:
    """How to say which column of a paper has the actions."""
    columns = paper_headings(paper)
    if not columns:
        return "a table with a column for the actions is looked for, and the paper has no table"
    example = f'--map "{likely_action_heading(columns)}=actions"'
    return (
        f"say which column has the actions, such as {example}; it has {_list_columns([*columns])}"
    )


def _list_columns(columns: Sequence[str]) -> str:
    """The names of the columns, as many as can be read at once."""
    rest = len(columns) - _COLUMN_LIMIT
    if rest <= 0:
        return quoted_list(columns)
    return f"{', '.join(f'“{name}”' for name in columns[:_COLUMN_LIMIT])} and {rest} more"


def folder_obstacle(folder: Path) -> Stop | None:
    """What ends the run where a folder holds anything, because it is not written over."""
    if (folder / "plan.yaml").exists() or (folder / "areas").exists():
        message = f"there is a plan in {folder} already"
        hint = "--update brings it up to date with the paper; --into names another folder"
        return Stop(message, hint)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return Stop(f"{folder} is there already, and is not empty", "--into names another folder")
    return None
