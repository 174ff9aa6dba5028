"""Real checkers for rendered packs: html-validate, axe in Chromium, markdownlint and cmark-gfm.

An empty list means that the checker looked and found nothing.
A checker that could not look raises CheckerError; ask `missing()` first where it may be absent.
"""

import json
import os
import subprocess
from pathlib import Path
from shutil import which
from typing import Any, Final, NamedTuple, TypedDict

HERE: Final = Path(__file__).resolve().parent
MODULES: Final = HERE / "node_modules"
SECONDS: Final = 300
CLEAN: Final = 0
FOUND: Final = 1


class CheckerError(Exception):
    """A checker could not do its work, so nothing is known about what it was to check."""

    def __init__(self, tool: str, why: str) -> None:
        """Name the tool that failed, and why."""
        super().__init__(f"{tool} could not check: {why.strip() or 'it gave no reason'}")


class Tool(NamedTuple):
    """A program that checks, with the arguments that it always gets."""

    name: str
    command: tuple[str, ...]


class Answer(NamedTuple):
    """What a tool said, and the exit code it ended with."""

    code: int
    out: str
    err: str


class HtmlMessage(TypedDict):
    """One message of html-validate, as far as it is shown."""

    ruleId: str
    message: str
    line: int
    column: int


class HtmlReport(TypedDict):
    """What html-validate says of one file, as far as it is shown."""

    filePath: str
    messages: list[HtmlMessage]


class AxeFinding(TypedDict):
    """One finding of axe.mjs, as far as it is shown."""

    file: str
    width: int
    scheme: str
    rule: str
    impact: str
    help: str
    nodes: list[str]


# Starting a linter or a browser takes longer than checking a pack, so each is given several files.
HTML_VALIDATE: Final = Tool(
    "html-validate",
    (
        str(MODULES / ".bin" / "html-validate"),
        *("--formatter", "json"),
        *("--max-warnings", "0"),
    ),
)
MARKDOWNLINT: Final = Tool(
    "markdownlint-cli2",
    (
        str(MODULES / ".bin" / "markdownlint-cli2"),
        *("--config", "pack.markdownlint.jsonc"),
    ),
)
AXE: Final = Tool("axe", ("node", "axe.mjs"))
DASHBOARD: Final = Tool("dashboard", ("node", "dashboard.mjs"))
PRINT: Final = Tool("print", ("node", "shot.mjs"))
TEXT: Final = Tool("pdftotext", ("pdftotext",))
# What GitHub switches on. GitHub sanitises the HTML later; here raw HTML stays to be seen,
# save that tagfilter, as there, turns the "<" of script, style, iframe and their like into "&lt;".
CMARK: Final = Tool(
    "cmark-gfm",
    (
        "cmark-gfm",
        *("--unsafe", "--github-pre-lang"),
        *("-e", "table"),
        *("-e", "strikethrough"),
        *("-e", "autolink"),
        *("-e", "tagfilter"),
        *("-e", "tasklist"),
        *("-e", "footnotes"),
    ),
)

NODE_MODULES: Final = (
    "axe-core",
    "html-validate",
    "markdownlint-cli2",
    "puppeteer-core",
    "yaml-language-server",
)
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")


def html_validate(*pages: Path, rules: str = "htmlvalidate.json") -> list[str]:
    """What is wrong with the markup of pages by a file of rules, one line for each fault."""
    answer = _answer(HTML_VALIDATE, "--config", rules, *map(str, pages))
    try:
        reports: list[HtmlReport] = json.loads(answer.out)
    except ValueError as error:
        raise CheckerError(HTML_VALIDATE.name, answer.err + answer.out) from error
    faults = [
        f"{report['filePath']}:{one['line']}:{one['column']}: {one['ruleId']} {one['message']}"
        for report in reports
        for one in report["messages"]
    ]
    return _agreeing(HTML_VALIDATE, answer, faults)


def axe(*pages: Path) -> list[str]:
    """What keeps people from using pages, one line for each fault in each way of viewing one."""
    answer = _answer(AXE, *(str(page.resolve()) for page in pages))
    try:
        findings: list[AxeFinding] = json.loads(answer.out)
    except ValueError as error:
        raise CheckerError(AXE.name, answer.err + answer.out) from error
    faults = [
        f"{one['file']}: {one['rule']} ({one['impact']}; {one['scheme']}, {one['width']} px wide) "
        + ": ".join((one["help"], *one["nodes"]))
        for one in findings
    ]
    return _agreeing(AXE, answer, faults)


def use_dashboard(path: Path, lead: str, ref: str, alias: str, long: Path) -> dict[str, Any]:
    """What a browser saw of a dashboard, and of a long one, used by click and by key."""
    words = (str(path.resolve()), lead, ref, alias, str(long.resolve()))
    seen: dict[str, Any] = json.loads(_said(DASHBOARD, *words))
    return seen


def markdown_lint(*files: Path) -> list[str]:
    """What is wrong with Markdown files, one line for each fault."""
    answer = _answer(MARKDOWNLINT, *(f":{file}" for file in files))  # : no name is a pattern
    if f"Linting: {len(files)} file(s)" not in answer.out:
        raise CheckerError(MARKDOWNLINT.name, answer.err + answer.out)
    return _agreeing(MARKDOWNLINT, answer, answer.err.splitlines())


def gfm(markdown: str) -> str:
    """The HTML that GitHub makes of Markdown, before it is sanitised."""
    return _said(CMARK, given=markdown.encode())


def sheets(*pages: Path) -> list[list[str]]:
    """The text of each sheet of paper that each page is printed on; the prints stay beside them."""
    _said(PRINT, "--print", *map(str, pages))
    texts = [_said(TEXT, str(page.with_suffix(".pdf")), "-") for page in pages]
    return [text.removesuffix("\f").split("\f") for text in texts]


def shoot(path: Path, picture: Path, *arguments: str) -> None:
    """Take a picture of a page, by the arguments of shot.mjs."""
    _said(PRINT, str(path), str(picture), *arguments)


def missing() -> list[str]:
    """What this machine lacks, by name; the setup script beside this file installs it."""
    here = {
        "node": which("node"),
        **{name: (MODULES / name / "package.json").is_file() for name in NODE_MODULES},
        "chromium": _browser(),
        "cmark-gfm": which("cmark-gfm"),
        "poppler-utils": which("pdftotext"),
    }
    return [name for name, found in here.items() if not found]


def _browser() -> str | None:
    """The Chromium that axe.mjs will find, if any."""
    named = os.environ.get("CHROMIUM")
    return which(named) if named else next(filter(None, map(which, BROWSERS)), None)


def _said(tool: Tool, *arguments: str, given: bytes = b"") -> str:
    """What a tool prints, of one that does its work or fails."""
    answer = _answer(tool, *arguments, given=given)
    if answer.code != CLEAN:
        raise CheckerError(tool.name, answer.err + answer.out)
    return answer.out


def _answer(tool: Tool, *arguments: str, given: bytes = b"") -> Answer:
    command = (*tool.command, *arguments)
    try:
        done = subprocess.run(  # noqa: S603 - every command is fixed above, and no shell reads it
            command, input=given, cwd=HERE, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CheckerError(tool.name, str(error)) from error
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def _agreeing(tool: Tool, answer: Answer, faults: list[str]) -> list[str]:
    """The faults, once the exit code tells the same story as they do."""
    if answer.code != (FOUND if faults else CLEAN):
        why = f"exit code {answer.code} with {len(faults)} faults\n{answer.err}"
        raise CheckerError(tool.name, why)
    return faults
