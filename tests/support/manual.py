"""The pages of docs/reference/ and the man page, made from the program; `make docs` writes them.

And the list of rules that a shell is offered.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from textwrap import dedent
from typing import Any, Final

import planctl as package
from make import PROJECT
from planctl.cli.app import COMMANDS, command_function
from planctl.cli.terminal import ExitCode
from planctl.render.schema import json_schemas
from planctl.tables.facts import fact_tables
from planctl.tables.plan_tables import database_views
from planctl.tables.schema import JUDGED_TABLES, PlanTable, TableColumn, with_child_tables
from planctl.workspace.plan import all_rules
from running import planctl

MADE: Final = "This page is made from the program by `make docs`."
# Every command as it is typed; one with commands of its own is as many.
SPOKEN: Final = [
    f"{name} {part}".rstrip() for name, parts in COMMANDS.items() for part in parts or ("",)
]
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
    "PLANCTL_SMTP_USER": "who signs in to the mail server, for `chase --send`",
    "PLANCTL_SMTP_PASSWORD": "the password of that user",
    "NO_COLOR": "no colour, whatever it is set to",
    "COLUMNS": "how wide a table is drawn down a pipe",
}
_BANDS: Final = {
    "F": "Files that cannot be read",
    "S": "The shape of a file",
    "R": "References, and what does not fit together",
    "T": "Time: dates, and what was promised, decided and seen",
    "Q": "Quality: what makes a plan weak",
    "P": "Personal data",
}
_FILES: Final = {
    "plan": "plan.yaml",
    "governance": "governance.yaml",
    "decisions": "decisions.yaml",
    "roles": "roles.yaml",
    "glossary": "glossary.yaml",
    "policy": "policy.yaml",
    "evidence": "evidence.yaml",
    "area": "areas/AREA/area.yaml",
    "action": "areas/AREA/REF-NAME.yaml",
    "measure": "measures/ID.yaml",
}
_WORDS: Final = {
    "Day": "day",
    "DayOrMonth": "day or month",
    "Dated": "timescale with a day",
    "Timescale": "timescale",
}
_NOTHING: Final = {"type": "null"}
_MANY: Final = 16  # choices that a table has no room for


@cache
def _help(spoken: str) -> str:
    """What a command says of itself."""
    said = planctl(*spoken.split(), "--help", env={"COLUMNS": "80"}).out
    return "\n".join(line.rstrip() for line in dedent(said).strip().splitlines())


def commands() -> Iterator[str]:
    """Every command with its flags."""
    yield from ("# Commands", "", MADE)
    yield "`planctl help report` prints what stands here of `report`, as `--help` behind it does."
    yield ""
    yield "What reads a plan takes `--plan`, what judges it takes `--as-at`,"
    yield "and those that a program may read take `--format json`."
    yield "Results go to stdout, everything else to stderr; a pipe turns colour off."
    yield from ("", "| command | does |", "| --- | --- |")
    for spoken in SPOKEN:
        about = (command_function(*spoken.split()).__doc__ or "").partition("\n")[0].rstrip(".")
        yield f"| [{spoken}](#planctl-{spoken.replace(' ', '-')}) | {_escape(about)} |"
    yield from ("", "| exit code | means |", "| --- | --- |")
    yield from (f"| {code.value} | {words} |" for code, words in _ENDINGS.items())
    yield from ("", "| environment variable | does |", "| --- | --- |")
    yield from (f"| `{name}` | {words} |" for name, words in _SURROUNDINGS.items())
    for spoken in SPOKEN:
        yield from ("", f"## planctl {spoken}", "", "```text", _help(spoken), "```")


def rules() -> Iterator[str]:
    """Every rule of check, with its manual page."""
    yield from ("# Rules", "", MADE)
    yield "`planctl check` names the rule of each problem, and `planctl explain T301` prints what"
    yield "stands here. `policy.yaml` may give a rule another weight."
    for band, title in _BANDS.items():
        yield from ("", f"## {title}")
        for rule in (rule for rule in all_rules() if rule.code[0] == band):
            yield from ("", f"### {rule.code} {rule.name}", "", f"Weight: {rule.severity}.", "")
            yield _escape(rule.manual)
            if rule.hint:
                yield from ("", f"What to do: {_escape(rule.hint)}.")


def _escape(text: str) -> str:
    """A text that is no Markdown, but for its `code`."""
    parts = text.split("`")
    parts[::2] = [re.sub("([*_<>])", r"\\\1", part) for part in parts[::2]]
    return "`".join(parts)


def files() -> Iterator[str]:
    """Every file of a plan with its keys."""
    schemas = {name.partition(".")[0]: json.loads(text) for name, text in json_schemas().items()}
    yield from ("# Files and keys", "", MADE)
    yield "A key that is marked with a star has to be there; every other may be left out."
    yield "[plan-files.md](../plan-files.md) says what they mean, and"
    yield "[editors.md](../editors.md) how an editor completes and checks them."
    for kind, path in _FILES.items():
        schema = schemas[kind]
        yield from ("", f"## {path}", "", _sentence(schema["description"].partition("yaml: ")[2]))
        if kind in {"area", "action", "measure"}:
            yield from (schema["description"],)
        yield from _keys(kind, schema.get("items", schema), schema["$defs"])
        for name, part in schema["$defs"].items():
            if "properties" in part and part is not schema.get("items"):
                yield from ("", f"### {kind} {name}", "", part["description"])
                yield from _keys(kind, part, schema["$defs"])


def _keys(kind: str, part: Mapping[str, Any], named: Mapping[str, Any]) -> Iterator[str]:
    keys = part.get("properties", {})
    if keys:
        yield from ("", "| key | holds | what it is |", "| --- | --- | --- |")
    for key, value in keys.items():
        mark = " \\*" if key in part.get("required", ()) else ""
        about = _escape(value.get("description", "")).replace("|", "\\|").replace("\n", " ")
        yield f"| `{key}`{mark} | {_holds(kind, value, named)} | {about} |"


def _holds(kind: str, value: Mapping[str, Any], named: Mapping[str, Any]) -> str:
    """What a key holds, in a few words."""
    inner = [
        each for name in ("anyOf", "oneOf") for each in value.get(name, ()) if each != _NOTHING
    ]
    if reference := value.get("$ref"):
        name = reference.rpartition("/")[2]
        link = f"[{name}](#{kind}-{name.casefold()})"
        return link if "properties" in named[name] else _WORDS.get(name) or _choices(named[name])
    if inner and "enum" not in inner[0]:
        return " or ".join(dict.fromkeys(_holds(kind, each, named) for each in inner))
    if "items" in value:
        return f"list: {_holds(kind, value['items'], named)}"
    if value.get("additionalProperties"):
        return f"for each name: {_holds(kind, value['additionalProperties'], named)}"
    return _choices(value)


def _choices(value: Mapping[str, Any]) -> str:
    """The words that can be chosen, or what kind of value it is."""
    [choices] = [each["enum"] for each in (value, *value.get("anyOf", ())) if "enum" in each] or [
        ()
    ]
    keys = value.get("properties") or [choice for choice in choices if choice]
    if len(keys) > _MANY:
        return f"{keys[0]}, {keys[1]} and so on"
    if keys or "patternProperties" in value:
        return ", ".join(f"`{key}`" for key in keys) or "a name and its value, each on a line"
    types = {value["type"]} if isinstance(value["type"], str) else {*value["type"]} - {"null"}
    if types == {"boolean"}:
        return "yes or no"
    return "number" if types & {"number", "integer"} and "boolean" not in types else "text"


def tables() -> Iterator[str]:
    """The data dictionary of every export."""
    yield from ("# Data dictionary", "", MADE)
    yield "[analyst.md](../analyst.md) says how the tables are made and asked."
    yield ""
    yield "Each table of CSV, SQLite and Parquet has two columns more: `plan`, the id of the plan,"
    yield "and `as_at`, the day that it is judged for."
    yield "In a workbook, `action_status` and `measure_status` stand beside their items."
    for table in (*with_child_tables(fact_tables()), *JUDGED_TABLES):
        yield from _table(table)
    yield from ("", "## Views of the database", "", "| view | answers |", "| --- | --- |")
    yield from (f"| `{view.name}` | {view.about} |" for view in database_views())


def _table(table: PlanTable) -> Iterator[str]:
    key = ", ".join(f"`{name}`" for name in table.key)
    yield from ("", f"## {table.name}", "", _sentence(table.about))
    yield f"Sheet “{table.title}”. " + (f"Its key is {key}." if key else "It has one row.")
    if table.parent:
        named = ", ".join(f"`{name}`" for name in table.parent_key)
        yield f"It names a row of `{table.parent}` by {named}."
    yield from ("", "| column | heading | holds | what it is |", "| --- | --- | --- | --- |")
    yield from (_row(column) for column in table.columns)


def _row(column: TableColumn) -> str:
    choices = f" One of: {', '.join(column.choices)}." if column.choices else ""
    about = f"{_sentence(column.about)}{choices}".replace("|", "\\|")
    return f"| `{column.name}` | {column.heading} | {column.holds} | {about} |"


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if not text or text.endswith(".") else f"{text}."


def man() -> Iterator[str]:
    """The man page, in the language of troff."""
    yield f'.TH PLANCTL 1 "" "planctl {package.__version__}" "User Commands"'
    yield from (".SH NAME", f"planctl \\- {(package.__doc__ or '').partition(': ')[2].strip('. ')}")
    yield from (".SH SYNOPSIS", ".B planctl", "COMMAND [OPTIONS]")
    yield from (".SH DESCRIPTION", "Each command says of itself:")
    yield from (line for spoken in SPOKEN for line in (f".SS planctl {spoken}", *_literal(spoken)))
    yield ".SH EXIT STATUS"
    yield from (
        line for code, words in _ENDINGS.items() for line in (".TP", f"{code.value}", words)
    )
    yield ".SH ENVIRONMENT"
    yield from (line for name, words in _SURROUNDINGS.items() for line in (".TP", name, words))


def _literal(spoken: str) -> Iterator[str]:
    """What a command says of itself, to be printed as it stands."""
    lines = _help(spoken).replace("\\", "\\e").replace("-", "\\-").splitlines()
    yield from (".nf", *(f"\\&{line}" if line[:1] in {".", "'"} else line for line in lines), ".fi")


def codes() -> Iterator[str]:
    """The rules that a shell is offered, a code and its name a line."""
    yield from (f"{rule.code} {rule.name}" for rule in all_rules())


PAGES: Final[Mapping[str, Callable[[], Iterator[str]]]] = {
    "docs/reference/commands.md": commands,
    "docs/reference/rules.md": rules,
    "docs/reference/files.md": files,
    "docs/reference/tables.md": tables,
    "man/planctl.1": man,
    "templates/completion/codes.txt": codes,
}


def page(path: str) -> str:
    """A page as the program makes it."""
    return "".join(f"{line}\n" for line in PAGES[path]())


if __name__ == "__main__":
    for name in PAGES:
        (PROJECT / name).write_text(page(name), "utf-8", newline="\n")
