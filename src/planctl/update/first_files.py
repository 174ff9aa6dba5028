"""The first files of a new plan, made of the templates in templates/init: `planctl init`."""

import tomllib
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from planctl.edit.emit import scalar
from planctl.load.content import stray_character
from planctl.load.git import ATTRIBUTE, GitFault, commit_files, set_up_merge_driver
from planctl.load.source import SIZE_LIMIT, file_bytes
from planctl.model.file_name import area_folder_name
from planctl.model.problem import Stop
from planctl.render import template_folder
from planctl.render.markup import plain_markdown
from planctl.save.files import write_file

_EXAMPLE_DAYS: Final = 180  # days from today that the example is promised for
_FILES: Final[Mapping[str, str]] = {
    "plan/plan.yaml": "plan.yaml",
    "plan/governance.yaml": "governance.yaml",
    "plan/roles.yaml": "roles.yaml",
    "plan/glossary.yaml": "glossary.yaml",
    "plan/policy.yaml": "policy.yaml",
    ".editorconfig": "editorconfig",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".vscode/settings.json": "settings.json",
    ".vscode/extensions.json": "extensions.json",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    "README.md": "README.md",
}
_EXAMPLE_FINDING: Final = """\
findings:
  - id: example-finding
    title: An example of a finding
    text: Replace this with what the inspectors wrote."""
HOST_FILES: Final[Mapping[str, Mapping[str, str]]] = {
    "github": {".github/workflows/plan.yml": "github.yml"},
    "gitlab": {".gitlab-ci.yml": "gitlab.yml"},
    "azure": {"azure-pipelines.yml": "azure.yml"},
    "none": {},
}


def plan_kinds() -> Mapping[str, Any]:
    """What plans of each kind begin with."""
    return tomllib.loads((template_folder() / "init/kinds.toml").read_text("utf-8"))


def first_files(details: Mapping[str, str], today: date) -> Iterator[tuple[str, str]]:
    """The files of the new plan, by their paths."""
    kind = plan_kinds()[details["kind"]]
    values = _values(details, kind, today)
    for path, name in {**_FILES, **HOST_FILES[details["host"]]}.items():
        yield path, _text(name, values)
    folders = []
    for number, (title, statement) in enumerate(kind["areas"], 1):
        area = {"NUMBER": str(number), "AREA": scalar(title), "STATEMENT": scalar(statement)}
        is_example = details["kind"] == "example"
        folders.append("1-example" if is_example else area_folder_name(str(number), title))
        yield f"plan/areas/{folders[-1]}/area.yaml", _text("area.yaml", values | area)
    for folder in folders[:1]:
        yield f"plan/areas/{folder}/1.1-example.yaml", _text("action.yaml", values)
        yield f"plan/measures/{kind['measure']['id']}.yaml", _text("measure.yaml", values)


def _values(details: Mapping[str, str], kind: Mapping[str, Any], today: date) -> dict[str, str]:
    """What stands for the words between @ in the templates."""
    for words in details.values():
        stray = stray_character(words)
        if stray:
            raise Stop(f"a plan file cannot hold {stray[1]}, which is in the words", "take it out")
    later = today + timedelta(days=_EXAMPLE_DAYS)
    end = date(later.year, later.month, monthrange(later.year, later.month)[1])
    roles, glossary, measure = [*kind["roles"]], kind["glossary"], kind.get("measure", {})
    return {
        "TITLE": scalar(details["title"]),
        "HEADING": plain_markdown(details["title"]),
        "ORGANISATION": scalar(details["organisation"]),
        "BODY": scalar(details["body"]) if details["body"] else "",
        "BOARD": scalar(details["board"]) if details["board"] else "",
        "LATER": end.isoformat(),
        "TODAY": today.isoformat(),
        "ROLES": "\n".join(f"{role}: {meaning}" for role, meaning in kind["roles"].items()),
        "GLOSSARY": "\n".join(f"{term}: {meaning}" for term, meaning in glossary.items()),
        "LEADS": ", ".join(roles[:2]),
        "FINDINGS": _EXAMPLE_FINDING if kind["areas"] else "# findings:",
        "LEAD": roles[0],
        "ACTION": scalar(kind.get("action", "")),
        "IMPACT": scalar(kind.get("impact", "")),
        "MEASURE": measure.get("id", ""),
        "MEASURED": measure.get("title", ""),
        "TARGET": str(measure.get("target", "")),
    }


def _text(name: str, values: Mapping[str, str]) -> str:
    """A file of the new plan."""
    text = (template_folder() / "init" / name).read_text("utf-8")
    lines = (_fill_line(line, values).rstrip() for line in text.splitlines())
    return "\n".join(lines).rstrip() + "\n"


def _fill_line(line: str, values: Mapping[str, str]) -> str:
    """A line with its one value in it; what the value holds is not looked at again."""
    for name, value in values.items():
        before, sign, after = line.partition(f"@{name}@")
        if sign:
            return f"{before}{value}{after}"
    return line


def commit_first(folder: Path, paths: Sequence[str]) -> None:
    """Put what was made into git: in the repository around it, or in one of its own."""
    try:
        commit_files(folder, paths, "Begin the plan")
    except GitFault as fault:
        message = f"the plan was made, and not committed: {fault.message}"
        raise Stop(message, fault.hint) from None


def set_up_driver(folder: Path) -> None:
    """Git's own setting of the merge driver, and the line of .gitattributes that uses it."""
    try:
        set_up_merge_driver(folder)
    except GitFault as fault:
        raise Stop(f"the merge driver was not set up: {fault.message}", fault.hint) from None
    file = folder / ".gitattributes"
    try:
        current = file_bytes(file, SIZE_LIMIT)
    except FileNotFoundError:
        current = b""
    except OSError as error:
        message = f"{file} could not be read: {error.strerror}"
        raise Stop(message, "put right what is there, and give the command again") from None
    if ATTRIBUTE.encode() not in current:
        newline = b"" if not current or current.endswith(b"\n") else b"\n"
        write_file(file, current + newline + ATTRIBUTE.encode() + b"\n")
