"""One file becomes a value, or the problems that keep it from having one; files become areas."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final, NamedTuple

from pydantic import BaseModel, ValidationError

from planctl.load.content import FileFault, decode_text, parse_yaml
from planctl.load.file_place import file_kind, folder_of, ref_in_name
from planctl.load.file_rule import FILE_RULES
from planctl.load.loaded import path_in_folder, place_in
from planctl.load.shape_rule import SHAPE_RULES, misfits, validate_file
from planctl.load.source import PlanFile
from planctl.model.action import Action
from planctl.model.label import natural_key
from planctl.model.plan import Area
from planctl.model.plan_files import AreaFront
from planctl.model.problem import Place, Problem, field_name

# A comment that has no blank after its sign, where it could be the rest of a text.
_COMMENT_SIGN: Final = r"(?m)(?:^|(?<=[ \t]))#(?=[0-9A-Za-z])"
_COMMENT: Final = re.compile(rb"#[0-9A-Za-z]")
_COMMENT_LIMIT: Final = 20  # of a file that are looked at
MISFIT_LIMIT: Final = 100  # problems of shape listed for one file; the rest are counted
# Files that may be empty, and what that means: all that they could say has a default.
_WHEN_EMPTY: Final[Mapping[str, object]] = {
    **{kind: {} for kind in ("governance", "roles", "glossary", "policy", "evidence")},
    "decisions": [],
}


class ReadFile(NamedTuple):
    """One file after reading: its value, or the problems that kept it from having one."""

    file: PlanFile
    kind: str  # what kind of file its place makes it; empty for a file that is not the plan's
    value: BaseModel | None
    problems: tuple[Problem, ...] = ()
    seems: str = ""  # the ref or id that an unread file seems to be of


class AreaFolder(NamedTuple):
    """A folder of an area: what it holds, its own file if there is one, and its actions' files."""

    path: str
    area: Area
    own: ReadFile | None
    actions: tuple[ReadFile, ...]  # in the order of the area's actions


def read_file(file: PlanFile, folder: str) -> ReadFile:
    """Read one file of the plan in this folder; what is wrong with it becomes problems."""
    kind = file_kind(file.path)
    read = ReadFile(file, kind, None, (), ref_in_name(file.path) if kind or file.trouble else "")
    try:
        data = _parse_content(file, kind)
        read = read._replace(value=validate_file(kind, data))
        if not _COMMENT.search(file.data):
            return read
        cuts = _cut_texts(decode_text(file.data), data)
        return read._replace(problems=tuple(_file_problem_at(file, folder, cut) for cut in cuts))
    except FileFault as fault:
        return read._replace(problems=(_file_problem_at(file, folder, fault),))
    except ValidationError as error:
        read = read._replace(seems=_label_in(data) or read.seems)
        return read._replace(problems=tuple(_shape_problems(read, folder, error)))


def _parse_content(file: PlanFile, kind: str) -> object:
    """What a file says; raises FileFault where nobody can tell."""
    if file.trouble:
        raise FileFault(file.trouble, file.detail)
    if not kind:
        raise FileFault("not-a-plan-file")
    data = parse_yaml(decode_text(file.data))
    if data is None and kind not in _WHEN_EMPTY:
        raise FileFault("empty-file")
    return _WHEN_EMPTY[kind] if data is None else data


def _cut_texts(text: str, data: object) -> Iterator[FileFault]:
    """The comments that stand where a text without quotes could go on: # and a word."""
    for match in islice(re.finditer(_COMMENT_SIGN, text), _COMMENT_LIMIT):
        start = match.start()
        end = start + len(text[start:].partition("\n")[0])
        is_comment = _parse_or_none(text[:start] + text[end:]) == data
        if is_comment and _parse_or_none(f"{text[:start]}X{text[end:]}") not in (None, data):
            line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
            yield FileFault("text-cut-by-comment", text[start:end].rstrip(), line, column)


def _parse_or_none(text: str) -> object:
    try:
        return parse_yaml(text)
    except FileFault:
        return None


def file_problem(file: PlanFile, folder: str, name: str, detail: str = "") -> Problem:
    """A problem of band F with the file as a whole."""
    return _file_problem_at(file, folder, FileFault(name, detail))


def _file_problem_at(file: PlanFile, folder: str, fault: FileFault) -> Problem:
    rule, words = FILE_RULES[fault.rule]
    place = Place(path_in_folder(folder, file), fault.line, fault.column)
    return Problem(rule, rule.severity, words(fault.detail), fault.hint or rule.hint, place)


def _label_in(data: object) -> str:
    """The ref or id that an unfit file gives, if it gives one."""
    label = (data.get("ref") or data.get("id")) if isinstance(data, dict) else None
    return label if isinstance(label, str) else ""


def _shape_problems(read: ReadFile, folder: str, error: ValidationError) -> Iterator[Problem]:
    ref = read.seems if read.kind == "action" else ""
    for unfit in islice(misfits(read.kind, error), MISFIT_LIMIT):
        rule = unfit.rule
        place = place_in(read.file, unfit.at, folder, key=unfit.of_key)
        field = field_name(unfit.at)
        yield Problem(rule, rule.severity, unfit.message, unfit.hint, place, (), ref, field)
    rest = error.error_count() - MISFIT_LIMIT
    if rest > 0:
        rule = SHAPE_RULES["wrong-kind"].rule
        message = f"{rest} more things in this file do not fit"
        yield Problem(rule, rule.severity, message, "mend the ones above first", place, (), ref)


def area_folders(reads: Iterable[ReadFile]) -> list[AreaFolder]:
    """The areas in order; a folder whose own file is missing or broken keeps its actions."""
    inside: dict[str, list[ReadFile]] = {}
    for read in reads:
        if read.kind in {"area", "action"}:
            inside.setdefault(folder_of(read.file.path), []).append(read)
    folders = (_area_folder(*item) for item in inside.items())
    return sorted(folders, key=lambda folder: natural_key(folder.area.ref))


def _area_folder(path: str, reads: list[ReadFile]) -> AreaFolder:
    own = next((read for read in reads if read.kind == "area"), None)
    actions = [(read.value, read) for read in reads if isinstance(read.value, Action)]
    actions.sort(key=lambda pair: natural_key(pair[0].ref))
    area_actions = tuple(action for action, _ in actions)
    front = own.value if own else None
    if isinstance(front, AreaFront):
        area = Area(front.ref, front.title, front.statement, area_actions)
    else:
        area = Area(ref_in_name(path), path.rpartition("/")[2], None, area_actions)
    return AreaFolder(path, area, own, tuple(read for _, read in actions))
