"""planctl init: a new plan, ready to be changed, with all that an editor, git and CI need."""

import shlex
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from planctl.cli.ask import Question, ask_question, can_ask
from planctl.cli.option import choice_flag, value_flag
from planctl.cli.terminal import print_lines, print_message, print_note, print_result, today
from planctl.model.problem import Stop
from planctl.workspace.install import own_copy


class Host(StrEnum):
    """Where the plan will be kept, which is where its checks run."""

    GITHUB = "github"
    GITLAB = "gitlab"
    AZURE = "azure"
    NONE = "none"


class PlanKind(StrEnum):
    """What kind of plan it is: its areas and words are in templates/init/kinds.toml."""

    EXAMPLE = "example"
    CHILDREN = "children"
    SCHOOL = "school"
    TRUST = "trust"
    HOUSING = "housing"
    AUDIT = "audit"
    BLANK = "blank"


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
OfKind = Annotated[
    PlanKind | None,
    choice_flag(
        "--kind",
        "What it begins with: the areas and words of a kind of plan; an example; or nothing.",
        show_default=False,
    ),
]
WithGit = Annotated[
    bool | None,
    typer.Option(
        "--git/--no-git",
        show_default=False,
        help="Make the git repository, and commit what was made.",
    ),
]
WithDriver = Annotated[
    bool,
    typer.Option(
        "--merge-driver",
        help="Have git merge plan files by what they mean, in this clone; also of a plan that is "
        "there already.",
    ),
]

_DRIVER_WORDS: Final = "git merges plan files by what they mean, in this clone\n"


def init(  # noqa: PLR0913 - each is a flag of its own
    folder: Folder = Path(),
    *,
    title: Title = None,
    organisation: Organisation = None,
    body: Body = None,
    board: Board = None,
    kind: OfKind = None,
    host: OnHost = None,
    git: WithGit = None,
    merge_driver: WithDriver = False,
) -> None:
    """Begin a new plan: an example to be changed, and all that an editor, git and CI need.

    What is not said by a flag is asked, where there is somebody to ask. A file that is there
    already is left as it is.

    Example: planctl init new --title "Our plan" --organisation "A council"

    Example: planctl init new --title "Our plan" --organisation "A school" --kind school
    """
    from planctl.render.schema import json_schemas
    from planctl.save.folder import write_new_files
    from planctl.update.first_files import HOST_FILES, commit_first, first_files, set_up_driver

    if (folder / "plan").exists():
        if merge_driver:
            set_up_driver(folder)
            print_result(_DRIVER_WORDS)
            return
        raise Stop(f"there is a plan in {folder} already", "choose another folder")
    _tell_own_copy(folder, git=git)
    given = {"title": title, "organisation": organisation, "body": body, "board": board}
    details = _ask_details(kind=kind and kind.value, host=host and host.value, **given)
    wants_git = _ask_git() if git is None else git
    files = dict(first_files(details, today()))
    files |= {f"schema/{name}": text for name, text in json_schemas().items()}
    existing = [path for path in files if (folder / path).exists()]
    made = {path: text for path, text in files.items() if path not in existing}
    write_new_files(folder, {path: text.encode() for path, text in made.items()})
    print_lines([f"a plan was begun in {folder}: {len(made)} files"])
    if existing:
        print_result(f"there already, and left as they are: {', '.join(existing)}\n")
    if wants_git:
        commit_first(folder, list(made))
        print_result("git has its first commit\n")
    if merge_driver:
        set_up_driver(folder)
        print_result(_DRIVER_WORDS)
    print_result(_next_commands(folder, files))
    for workflow in HOST_FILES[details["host"]]:
        print_result(
            f"      in {workflow}, write at PLANCTL_SOURCE where your copy of planctl is\n"
        )


def _next_commands(folder: Path, files: Mapping[str, str]) -> str:
    """What to type next, in the folder of the plan."""
    go = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(str(folder))}; "
    is_begun = any(path.startswith("plan/areas/") for path in files)
    first = "planctl show 1.1" if is_begun else "planctl add area TITLE"
    says = "shows the example; change it, or add your own" if is_begun else "adds the first area"
    return (
        f"next: {go}{first} {says}\n"
        "      planctl check says what is wrong\n"
        "      planctl report makes the first papers\n"
    )


def _tell_own_copy(folder: Path, *, git: bool | None) -> None:
    """Say that a plan would lie in planctl's own copy; ends the run where it would be committed."""
    own = own_copy(folder)
    if own is None:
        return
    message = f"{folder} is within planctl’s own copy in {own}, and its commits would go there"
    hint = "begin the plan in a folder beside it, such as planctl init ~/our-plan"
    if git:
        raise Stop(message, hint)
    print_note(message, hint)


def _ask_git() -> bool:
    """Whether git is to keep the plan; not where nobody is asked."""
    words = "Make the git repository and the first commit"
    help_ = "With git it can be seen what changed since each board."
    question = Question(words, "no", help_, ("yes", "no"))
    return can_ask() and ask_question(question) == "yes"


_NEEDED: Final = ("title", "organisation")  # which no plan can do without


def _ask_details(**given: str | None) -> dict[str, str]:
    """What is known of the plan: by flags, by answers, or what is usual."""
    from planctl.model.label import to_label
    from planctl.update.first_files import plan_kinds

    kinds = plan_kinds()
    kind = given["kind"] or PlanKind.EXAMPLE.value
    abouts = "\n".join(f"{name}: {words['about']}" for name, words in kinds.items())
    if given["kind"] is None and can_ask():
        question = Question("What kind of plan is it", kind, abouts, tuple(PlanKind))
        kind = ask_question(question)
    body = kinds[kind]["body"] or "Ofsted"
    defaults = {"title": "", "organisation": "", "body": "", "board": kinds[kind]["board"]}
    questions = {
        "title": Question("What is the plan called", help="It stands on every paper."),
        "organisation": Question("Whose plan is it", help="The council, trust or regulator."),
        "body": Question("Who inspected", help=f"Such as {body}; empty where nobody did."),
        "board": Question("What is the board called", defaults["board"]),
        "host": Question("Where will it be kept", "none", "Its checks run there.", tuple(Host)),
    }
    details = {"kind": kind}
    for name, question in questions.items():
        value = given[name]
        if value is None:
            value = ask_question(question) if can_ask() else defaults.get(name, "none")
            while can_ask() and not value.strip() and name in _NEEDED:
                print_message(f"  the {name} of a plan cannot be empty")
                value = ask_question(question)
        details[name] = value.strip() if name == "title" else to_label(value.strip())
    for name in _NEEDED:
        if not details[name]:
            raise Stop(f"the {name} of the plan was not said", f"say it with --{name}")
    return details
