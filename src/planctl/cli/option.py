"""The flags and arguments that commands share, and how a flag of one command alone is declared."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property, wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import typer
from typer.models import ArgumentInfo, OptionInfo

from planctl.cli.terminal import PIPE, date_of_words, parse_as_at
from planctl.model.edition import Edition
from planctl.model.problem import Stop
from planctl.model.rating import Rating
from planctl.workspace.folder import find_plan, path_in_plan

if TYPE_CHECKING:
    from planctl.assess.scene import Scene
    from planctl.save.files import Draft
    from planctl.workspace.plan import Review, Workspace


class OutputFormat(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"


# The words that can stand after one that says what kind of thing is meant.
_AFTER_KIND: Final = {
    "action": "REF",
    "area": "AREA",
    "measure": "ID",
    "role": "ROLE",
    "meeting": "MEETING",
    "finding": "FINDING",
}


def words_of(
    *metavars: str, after: str = ""
) -> Callable[[typer.Context], Sequence[tuple[str, str]]]:
    """What tells a shell the words that a value can be, by what help calls it, such as REF.

    after: the argument before it, where that may be the kind of what is named.
    """

    def complete(ctx: typer.Context) -> Sequence[tuple[str, str]]:
        from planctl.workspace.plan_words import plan_words

        plan: Path | None = ctx.params.get("plan")
        kind = _AFTER_KIND.get(str(ctx.params.get(after)).casefold())
        names = (name.strip("[].").partition("[")[0] for name in metavars)
        return [
            word
            for name in ([kind] if kind else names)
            for word in plan_words(name, plan and plan.expanduser())
        ]

    return complete


def value_flag(flags: str, metavar: str, about: str, *, several: bool = False) -> OptionInfo:
    """A flag with a value, whose help says what holds without it: `--out` or `--out -o`."""
    option: OptionInfo = typer.Option(
        *flags.split(),
        metavar=metavar,
        show_default=False,
        help=f"{about}{' Can be given several times.' if several else ''}",
        autocompletion=words_of(metavar),
    )
    return option


def value_argument(
    metavar: str, about: str, *, words: Sequence[str] = (), after: str = ""
) -> ArgumentInfo:
    """An argument of which a shell can tell the words: those of its name, or of these kinds.

    after: see `words_of`.
    """
    argument: ArgumentInfo = typer.Argument(
        metavar=metavar,
        show_default=False,
        help=about,
        autocompletion=words_of(*(words or (metavar,)), after=after),
    )
    return argument


def choice_flag(flag: str, about: str, *, show_default: bool = True) -> OptionInfo:
    """A flag whose value is one of a list, in whatever capitals."""
    option: OptionInfo = typer.Option(
        flag, case_sensitive=False, show_default=show_default, help=about
    )
    return option


def folder_flag(metavar: str, about: str, *, show_default: bool = False) -> OptionInfo:
    """The flag of the place of several files, which a pipe cannot take."""
    option: OptionInfo = typer.Option(
        *("--out", "-o"),
        callback=_refuse_pipe,
        metavar=metavar,
        show_default=show_default,
        help=about,
    )
    return option


def _refuse_pipe(to: Path | None) -> Path | None:
    """The place that was named; ends the run for the sign of a pipe."""
    if to == PIPE:
        raise Stop("- is no place for several files", "name a folder with --out")
    return to


def as_at_flag(about: str) -> OptionInfo:
    """The flag of the day that a plan is judged for."""
    option: OptionInfo = typer.Option(
        "--as-at", metavar="DAY", envvar="PLANCTL_AS_AT", show_default=False, help=about
    )
    return option


PlanFlag = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        metavar="FOLDER",
        envvar="PLANCTL_PLAN",
        show_default=False,
        help="The plan folder. Without it: the nearest plan/plan.yaml, here or above.",
    ),
]
AsAtFlag = Annotated[
    str | None,
    as_at_flag("The day to judge the plan for, such as 2024-03-13. Without it: today."),
]
EditionFlag = Annotated[
    Edition | None,
    typer.Option(
        "--edition",
        metavar=f"<{'|'.join(Edition)}>",
        case_sensitive=False,
        show_default=False,
        help="For whom it is: what others may not read is left out, and counted. "
        "See docs/editions.md.",
    ),
]
FormatFlag = Annotated[OutputFormat, choice_flag("--format", "For people, or for other programs.")]
DryRunFlag = Annotated[bool, typer.Option("--dry-run", help="Show the change, and write nothing.")]
MeetingFlag = Annotated[
    str | None,
    value_flag(
        "--for",
        "MEETING",
        "The meeting it is for, by its day or month. Without it: the next one recorded.",
    ),
]
ByFlag = Annotated[str | None, value_flag("--by", "ROLE", "Who says so, by role.")]
LeadsFlag = Annotated[
    list[str] | None,
    value_flag("--lead", "ROLE", "Who leads it; the first is accountable.", several=True),
]
AreaFilter = Annotated[
    list[str] | None, value_flag("--area", "AREA", "Only actions of this area.", several=True)
]
LeadFilter = Annotated[
    list[str] | None,
    value_flag("--lead", "ROLE", "Only actions this role has a part in.", several=True),
]
RagFilter = Annotated[
    list[Rating] | None,
    typer.Option(
        "--rag",
        metavar=f"<{'|'.join(Rating)}>",
        case_sensitive=False,
        show_default=False,
        help="Only actions whose progress is rated so. Can be given several times.",
    ),
]
OverdueFilter = Annotated[bool, typer.Option("--overdue", help="Only overdue actions.")]
ReplaceFlag = Annotated[
    bool, typer.Option("--replace", help="Put it in the place of another figure for that day.")
]
RefArgument = Annotated[str, value_argument("REF", "The ref of an action, such as 1.2.")]
AreaArgument = Annotated[str, value_argument("AREA", "The ref of an area, such as 2.")]
MeasureArgument = Annotated[str, value_argument("ID", "The id of a measure, such as agency-rate.")]


class PlanFolder:
    """The plan that a command works on, by its flags; each thing is read when it is asked for.

    A command that has a parameter of this kind has the flags of which it is made.
    """

    def __init__(self, *, plan: PlanFlag = None) -> None:
        """Keep what was said; nothing is read yet."""
        self._plan = plan

    @cached_property
    def root(self) -> Path:
        """The plan folder."""
        return find_plan(self._plan)

    @cached_property
    def now(self) -> "Workspace":
        """The plan as it is now."""
        from planctl.workspace.plan import open_workspace

        return open_workspace(self.root)


class PlanAsAt(PlanFolder):
    """The same, judged for a day."""

    def __init__(self, *, plan: PlanFlag = None, as_at: AsAtFlag = None) -> None:
        """Keep what was said; nothing is read yet."""
        super().__init__(plan=plan)
        self.as_at = as_at  # as it was written

    @cached_property
    def day(self) -> date:
        """The day that it is judged for."""
        return parse_as_at(self.as_at)

    @cached_property
    def review(self) -> "Review":
        """The plan with its problems."""
        from planctl.workspace.plan import review_plan

        return review_plan(self.now.loaded, self.day)

    @cached_property
    def review_with_promises(self) -> "Review":
        """The same beside the first promises that git knows."""
        from planctl.load.source import is_in_repository

        if not is_in_repository(self.now.root):
            return self.review
        from planctl.workspace.past import review_with_promises

        return review_with_promises(self.now, self.day)

    @cached_property
    def scene(self) -> "Scene":
        """The plan as judged, its first promises as its files have them."""
        from planctl.assess.scene import judge_plan

        return judge_plan(self.now.loaded.plan, self.day)

    @cached_property
    def scene_with_promises(self) -> "Scene":
        """The plan as judged, with the first promises that git knows."""
        from planctl.workspace.past import scene_with_promises

        return scene_with_promises(self.now, self.day)


class PlanChange(PlanAsAt):
    """The same, for a command that changes the plan, or only shows how it would."""

    def __init__(
        self, *, dry_run: DryRunFlag = False, plan: PlanFlag = None, as_at: AsAtFlag = None
    ) -> None:
        """Keep what was said; nothing is read yet."""
        super().__init__(plan=plan, as_at=as_at)
        self.is_dry_run = dry_run

    def apply(self, drafts: "Sequence[Draft]", *, ask: bool = False) -> None:
        """Show and write a change, as `apply_change` does."""
        from planctl.cli.change import apply_change

        apply_change(self.now, drafts, self.day, dry_run=self.is_dry_run, ask=ask)


def with_plan_flags(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the flags of its plan in place of the parameter that is made of them."""
    own = signature(command).parameters
    kinds = {
        name: each.annotation
        for name, each in own.items()
        if isinstance(each.annotation, type) and issubclass(each.annotation, PlanFolder)
    }
    if not kinds:
        return command
    [(name, kind)] = kinds.items()
    flags = signature(kind).parameters

    @wraps(command)
    def run(**given: Any) -> None:  # noqa: ANN401 - what typer makes of the words
        plan = kind(**{flag: given.pop(flag) for flag in flags})
        command(**given, **{name: plan})

    rows = [(own[each],) if each != name else flags.values() for each in own]
    declare_parameters(run, [parameter for row in rows for parameter in row])
    return run


def declare_parameters(command: Callable[..., None], parameters: Sequence[Parameter]) -> None:
    """Have typer see these parameters instead of those that Python knows of a command."""
    vars(command)["__signature__"] = signature(command).replace(parameters=parameters)
    command.__annotations__ = {each.name: each.annotation for each in parameters}


class Flag(NamedTuple):
    """A flag of one command in a table of them: what it is called, and what help says of it."""

    name: str
    help: str
    metavar: str = "TEXT"  # empty: it takes no value; PAST DAY: yesterday is one too
    field: str = ""  # what its value is called; empty: as the flag
    several: bool = False
    kind: type = str

    @property
    def key(self) -> str:
        """What Python calls its value."""
        return self.field or self.name.replace("-", "_")

    @property
    def _hint(self) -> Any:  # noqa: ANN401 - a type
        """The type of its value."""
        if not self.metavar:
            return bool
        return list[self.kind] | None if self.several else self.kind | None  # type: ignore[name-defined]

    @property
    def parameter(self) -> Parameter:
        """What typer makes the flag of."""
        words = f"--{self.name}"
        if not self.metavar:
            return self._parameter(self.key, typer.Option(words, help=self.help), default=False)
        metavar = self.metavar.removeprefix("PAST ")
        return self._parameter(
            self.key, value_flag(words, metavar, self.help, several=self.several)
        )

    @property
    def argument(self) -> Parameter:
        """What typer makes an argument of that says the same without a flag."""
        argument = value_argument(self.name.upper(), self.help, words=(self.metavar,))
        return self._parameter(f"{self.key}_word", argument)

    def _parameter(
        self, name: str, info: OptionInfo | ArgumentInfo, *, default: bool | None = None
    ) -> Parameter:
        hint: Any = self._hint
        annotation = Annotated[hint, info]
        return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def with_flags(
    flags: Sequence[Flag], *arguments: Parameter
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the flags of a table, and arguments, which come to it as one mapping."""

    def declare(command: Callable[..., None]) -> Callable[..., None]:
        own = list(signature(command).parameters.values())
        words = [each for each in own if each.kind is Parameter.POSITIONAL_OR_KEYWORD]
        rest = [each for each in own if each.kind is Parameter.KEYWORD_ONLY]
        flag_parameters = (flag.parameter for flag in flags)
        declare_parameters(command, [*words, *arguments, *flag_parameters, *rest])
        return command

    return declare


def flag_values(
    flags: Sequence[Flag], given: Mapping[str, Any], as_at: date, root: Path
) -> Iterator[tuple[str, Any]]:
    """The values of flags: past days as dates, paths from the plan folder, several as a tuple."""
    for flag in flags:
        value = given[flag.key]
        if flag.several:
            value = tuple(value or ())
        elif value and flag.metavar.startswith("PAST "):
            value = date_of_words(value, as_at)
        elif value and flag.metavar in {"PATH", "PLACE"}:
            value = path_in_plan(value, root)
        yield flag.key, value
