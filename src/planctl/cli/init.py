"""planctl init: a new plan, ready to be changed, with all that an editor, git and CI need."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from planctl.cli.ask import Question, ask_question, can_ask
from planctl.cli.option import choice_flag, value_flag
from planctl.cli.terminal import print_result, today
from planctl.model.problem import Stop

_EXAMPLE_DAYS: Final = 180  # days from today that the example is promised for


class Host(StrEnum):
    """Where the plan will be kept, which is where its checks run."""

    GITHUB = "github"
    GITLAB = "gitlab"
    AZURE = "azure"
    NONE = "none"


_FILES: Final[Mapping[str, str]] = {
    "plan/plan.yaml": "plan.yaml",
    "plan/governance.yaml": "governance.yaml",
    "plan/roles.yaml": "roles.yaml",
    "plan/glossary.yaml": "glossary.yaml",
    "plan/policy.yaml": "policy.yaml",
    "plan/measures/seen-in-time.yaml": "measure.yaml",
    "plan/areas/1-example/area.yaml": "area.yaml",
    "plan/areas/1-example/1.1-example.yaml": "action.yaml",
    ".editorconfig": "editorconfig",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".vscode/settings.json": "settings.json",
    ".vscode/extensions.json": "extensions.json",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    "README.md": "README.md",
}
_OF_HOST: Final[Mapping[Host, Mapping[str, str]]] = {
    Host.GITHUB: {".github/workflows/plan.yml": "github.yml"},
    Host.GITLAB: {".gitlab-ci.yml": "gitlab.yml"},
    Host.AZURE: {"azure-pipelines.yml": "azure.yml"},
    Host.NONE: {},
}

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="Where the plan is to be; made if it is not there.")
]
Title = Annotated[str | None, value_flag("--title", "TEXT", "Its title.")]
Organisation = Annotated[str | None, value_flag("--organisation", "TEXT", "Whose plan it is.")]
Body = Annotated[str | None, value_flag("--inspected-by", "TEXT", "Who inspected, such as Ofsted.")]
Board = Annotated[str | None, value_flag("--board", "TEXT", "What the board is called.")]
OnHost = Annotated[
    Host | None,
    choice_flag("--host", "Where the plan will be kept, for its checks.", show_default=False),
]
WithDriver = Annotated[
    bool,
    typer.Option(
        "--merge-driver",
        help="Have git merge plan files by what they mean, in this clone; also of a plan that is "
        "there already.",
    ),
]


def init(  # noqa: PLR0913 - each is a flag of its own
    folder: Folder = Path(),
    *,
    title: Title = None,
    organisation: Organisation = None,
    body: Body = None,
    board: Board = None,
    host: OnHost = None,
    merge_driver: WithDriver = False,
) -> None:
    """Begin a new plan: an example to be changed, and all that an editor, git and CI need.

    What is not said by a flag is asked, where there is somebody to ask. A file that is there
    already is left as it is.

    Example: planctl init new --title "Our plan" --organisation "A council"
    """
    from planctl.model.words import printable_text
    from planctl.render.schema import json_schemas

    if (folder / "plan").exists():
        if merge_driver:
            _set_up_driver(folder)
            return
        raise Stop(f"there is a plan in {folder} already", "choose another folder")
    details = _ask_details(
        title=title, organisation=organisation, body=body, board=board, host=host and host.value
    )
    files = {path: _text(name, details) for path, name in _files(Host(details["host"])).items()}
    files |= {f"schema/{name}": text for name, text in json_schemas().items()}
    existing = [path for path in files if (folder / path).exists()]
    _write_all(folder, {path: text for path, text in files.items() if path not in existing})
    print_result(
        f"a plan was begun in {printable_text(str(folder))}: {len(files) - len(existing)} files\n"
    )
    if existing:
        print_result(f"there already, and left as they are: {', '.join(existing)}\n")
    print_result("next: open plan/areas/1-example/1.1-example.yaml and change it;\n")
    print_result("      planctl check says what is wrong; planctl report makes the first papers\n")
    for workflow in _OF_HOST[Host(details["host"])]:
        print_result(
            f"      in {workflow}, write at PLANCTL_SOURCE where your copy of planctl is\n"
        )
    if merge_driver:
        _set_up_driver(folder)


def _set_up_driver(folder: Path) -> None:
    """Git's own setting, and the line of .gitattributes by which it is used."""
    from planctl.load.git import ATTRIBUTE, GitFault, set_up_merge_driver
    from planctl.save.files import write_file

    try:
        set_up_merge_driver(folder)
    except GitFault as fault:
        raise Stop(f"the merge driver was not set up: {fault.message}", fault.hint) from None
    file = folder / ".gitattributes"
    current = _current_bytes(file)
    if ATTRIBUTE.encode() not in current:
        newline = b"" if not current or current.endswith(b"\n") else b"\n"
        write_file(file, current + newline + ATTRIBUTE.encode() + b"\n")
    print_result("git merges plan files by what they mean, in this clone\n")


def _current_bytes(file: Path) -> bytes:
    """What a file holds that is added to; nothing where there is none."""
    from planctl.load.source import SIZE_LIMIT, file_bytes

    try:
        return file_bytes(file, SIZE_LIMIT)
    except FileNotFoundError:
        return b""
    except OSError as error:
        message = f"{file} could not be read: {error.strerror}"
        raise Stop(message, "put right what is there, and give the command again") from None


def _files(host: Host) -> Mapping[str, str]:
    return {**_FILES, **_OF_HOST[host]}


def _ask_details(**given: str | None) -> dict[str, str]:
    """What is known of the plan: by flags, by answers, or what is usual."""
    from planctl.model.label import to_label

    defaults = {"title": "", "organisation": "", "body": "", "board": "Improvement Board"}
    questions = {
        "title": Question("What is the plan called", help="It stands on every paper."),
        "organisation": Question("Whose plan is it", help="The council, trust or regulator."),
        "body": Question("Who inspected", help="Such as Ofsted; empty where nobody did."),
        "board": Question("What is the board called", defaults["board"]),
        "host": Question("Where will it be kept", "none", "Its checks run there.", tuple(Host)),
    }
    details = {}
    for name, question in questions.items():
        value = given[name]
        if value is None:
            value = ask_question(question) if can_ask() else defaults.get(name, "none")
        details[name] = value.strip() if name == "title" else to_label(value.strip())
    for name, flag in (("title", "--title"), ("organisation", "--organisation")):
        if not details[name]:
            raise Stop(f"the {name} of the plan was not said", f"say it with {flag}")
    return details


def _text(name: str, details: Mapping[str, str]) -> str:
    """A file of the new plan."""
    from planctl.edit.emit import scalar
    from planctl.load.content import stray_character
    from planctl.render.markup import plain_markdown
    from planctl.render.template_folder import template_folder

    for words in details.values():
        stray = stray_character(words)
        if stray:
            raise Stop(f"a plan file cannot hold {stray[1]}, which is in the words", "take it out")
    now = today()
    later = now + timedelta(days=_EXAMPLE_DAYS)
    end = date(later.year, later.month, monthrange(later.year, later.month)[1])
    values = {
        "TITLE": scalar(details["title"]),
        "HEADING": plain_markdown(details["title"]),
        "ORGANISATION": scalar(details["organisation"]),
        "BODY": scalar(details["body"]) if details["body"] else "",
        "BOARD": scalar(details["board"]) if details["board"] else "",
        "LATER": end.isoformat(),
        "TODAY": now.isoformat(),
    }
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


def _write_all(folder: Path, files: Mapping[str, str]) -> None:
    """Write all the files, or none."""
    from planctl.save.files import write_file

    written: list[Path] = []
    try:
        for path, text in files.items():
            written.append(folder / path)
            write_file(folder / path, text.encode("utf-8"))
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        raise
