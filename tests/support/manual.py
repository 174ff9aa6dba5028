"""docs/commands.md, made from what each command says of itself; `make docs` writes it.

And the list of rules that a shell is offered.
"""

from collections.abc import Iterator
from textwrap import dedent
from typing import Final

from make import PROJECT
from planctl.cli.app import COMMANDS
from planctl.cli.terminal import ExitCode
from planctl.workspace.plan import ALL_RULES
from running import planctl

PAGE: Final = PROJECT / "docs/commands.md"
CODES: Final = PROJECT / "templates/completion/codes.txt"
_ENDINGS: Final = {
    ExitCode.CLEAN: "it did what was asked, and found nothing wrong",
    ExitCode.PROBLEMS: "the plan has problems, or part of it could not be read or taken in",
    ExitCode.USAGE: "the words were not understood, there is no plan, or the machine said no",
    ExitCode.BUG: "a bug in planctl: it says where the trace is",
    ExitCode.STOPPED: "stopped, by Ctrl-C",
}
_SURROUNDINGS: Final = {
    "PLANCTL_PLAN": "the plan folder, where `--plan` is not given",
    "PLANCTL_AS_AT": "the day to judge for, where `--as-at` is not given",
    "PLANCTL_PAGER": "the program that shows a result longer than the screen; `cat` for none",
    "PAGER": "the same, where `PLANCTL_PAGER` is not set; without either it is `less`",
    "NO_COLOR": "no colour, whatever it is set to",
    "COLUMNS": "how wide a table is drawn down a pipe",
}


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "This page is made from the program by `make docs`."
    yield ""
    yield "| exit code | means |"
    yield "| --- | --- |"
    yield from (f"| {code.value} | {words} |" for code, words in _ENDINGS.items())
    yield ""
    yield "| environment variable | does |"
    yield "| --- | --- |"
    yield from (f"| `{name}` | {words} |" for name, words in _SURROUNDINGS.items())
    for name, parts in COMMANDS.items():
        for spoken in (f"{name} {part}".rstrip() for part in parts or ("",)):
            said = planctl(*spoken.split(), "--help", env={"COLUMNS": "80"}).out
            yield ""
            yield f"## planctl {spoken}"
            yield ""
            yield "```text"
            yield from (line.rstrip() for line in dedent(said).strip().splitlines())
            yield "```"


def codes() -> str:
    """The rules that a shell is offered, a code and its name a line."""
    return "".join(f"{rule.code} {rule.name}\n" for rule in ALL_RULES)


if __name__ == "__main__":
    CODES.write_text(codes(), "utf-8", newline="\n")
    PAGE.write_text(page(), "utf-8", newline="\n")
