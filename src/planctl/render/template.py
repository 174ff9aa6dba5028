"""The packs' templates: found, opened in a sandbox, and printed from the pack's view.

In HTML everything is escaped unless a filter made it HTML; in Markdown likewise.
A template of the plan's own can loop for ever or fill the memory, by mistake or on purpose. A long
computation cannot be stopped from within its process, so it runs in another one, with limits on
time and memory, which can be killed.
"""

import re
from contextlib import suppress
from enum import StrEnum
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from traceback import walk_tb
from types import CodeType
from typing import Final

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from planctl.model.plan import Plan
from planctl.model.problem import Trouble
from planctl.model.words import count_noun
from planctl.render import template_folder
from planctl.render.markup import (
    Abbreviate,
    glossary_marker,
    plain_html,
    plain_markdown,
    prose_html,
    prose_markdown,
)
from planctl.render.pack.build import Pack

# What a template can come to grief by: sums, filters and calls that its author wrote wrongly.
_FAULTS: Final = (
    *(TemplateError, ArithmeticError, AttributeError, LookupError),
    *(RecursionError, TypeError, ValueError),
)
TEMPLATE_SECONDS: Final = 10  # for the plan as a whole
SECONDS_PER_ACTION: Final = 0.02  # seconds more
TEMPLATE_MEMORY: Final = 2_000_000_000  # bytes, where the system can hold a process to it
TEMPLATE_OUTPUT_LENGTH: Final = 50_000_000  # characters
_TO_END: Final = 5  # seconds for a process that has answered
_LESS: Final = "let it do less: docs/templates.md says how much a template may take"


class PackFormat(StrEnum):
    """What a pack is printed as."""

    HTML = "html"
    MD = "md"


class TemplateFault(Trouble):
    """A template that cannot be printed: what is wrong with it and where, and what to do."""

    def __init__(
        self, message: str, hint: str = "docs/templates.md lists what a template can print"
    ) -> None:
        """Say where to look where nothing else is to be done."""
        super().__init__(message, hint)


class _CompiledTemplates(BytecodeCache):
    """What templates compile to, by their place and text: a run may print one several times."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED: Final = {form: _CompiledTemplates() for form in PackFormat}


def print_pack(pack: Pack, form: PackFormat, template: Path | None = None) -> str:
    """The pack in a format, by the template that comes with planctl or one of the plan's own."""
    file = template or template_folder() / f"board.{form}.j2"
    if form is PackFormat.HTML:
        glossary = {entry.name: entry.meaning for entry in pack.glossary}
        marker = glossary_marker(glossary, (entry.name for entry in pack.roles))
        environment = _html_environment(marker, file.parent)
    else:
        environment = _environment(file.parent, PackFormat.MD)
        # What a template prints is escaped unless a filter or a macro made it Markdown.
        environment.finalize = lambda value: (
            value if isinstance(value, Markup) else plain_markdown(str(value))
        )
        environment.filters.update({"prose": prose_markdown, "words": plain_markdown})
    try:
        text: str = environment.get_template(file.name).render(pack=pack)
    except _FAULTS as error:
        raise TemplateFault(f"{template_place(file, error)}: {_fault_in_words(error)}") from error
    return text


def print_page(name: str, plan: Plan | None, **values: object) -> str:
    """A page in HTML of its own, by a template that comes with planctl, and what it prints.

    plan: whose glossary is marked in it; none: it is about several.
    """
    marker = glossary_marker(plan.glossary, plan.roles) if plan else str
    environment = _html_environment(marker, template_folder())
    return environment.get_template(f"{name}.html.j2").render(**values)


def _html_environment(abbreviate: Abbreviate, folder: Path) -> ImmutableSandboxedEnvironment:
    environment = _environment(folder, PackFormat.HTML)
    # They take the context, so that no constant is worked out while a template is compiled:
    # what it compiles to is for every plan.
    environment.filters["prose"] = pass_context(lambda _, text: prose_html(text, abbreviate))
    environment.filters["words"] = pass_context(lambda _, text: plain_html(text, abbreviate))
    return environment


def _environment(folder: Path, form: PackFormat) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        bytecode_cache=_COMPILED[form],
        loader=ChoiceLoader([FileSystemLoader(folder), FileSystemLoader(template_folder())]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def template_place(file: Path, error: Exception) -> str:
    """The template that an error comes from, with the line where that is known."""
    name, line = _fault_place(file, error)
    return f"the template {name}, line {line}" if line else f"the template {name}"


def _fault_in_words(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no “{error.name}” beside it"
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    if isinstance(error, RecursionError):
        return "something in it calls itself without an end"
    # A part of the pack is known by its name in docs/templates.md, not by its module.
    return re.sub(r"\bplanctl(?:\.\w+)*\.(?=\w)", "", str(error)) or type(error).__name__


def _fault_place(file: Path, error: Exception) -> tuple[str, int]:
    """The template and the line that an error comes from; nought where no line is known."""
    if isinstance(error, TemplateSyntaxError):
        return error.name or file.name, error.lineno
    folders = (file.parent, template_folder())
    stack = ((Path(f.f_code.co_filename), line) for f, line in walk_tb(error.__traceback__))
    printing = [(path.name, line) for path, line in stack if path.parent in folders]
    return printing[-1] if printing else (file.name, 0)


def print_own_template(template: Path, pack: Pack, form: PackFormat) -> str:
    """The pack in a format, by a template of the plan's own; raises TemplateFault."""
    actions = sum(len(area.actions) for area in pack.areas)
    seconds = TEMPLATE_SECONDS + SECONDS_PER_ACTION * actions
    processes = get_context("spawn")
    ours, theirs = processes.Pipe(duplex=False)
    child = processes.Process(
        target=_print_in_child, args=(theirs, template, pack, form), daemon=True
    )
    child.start()
    theirs.close()
    try:
        text, fault = _answer(child, ours, seconds)
    finally:
        child.kill()
        child.join()
        ours.close()
    if fault:
        raise fault
    return text


def _answer(
    child: BaseProcess, ours: Connection, seconds: float
) -> tuple[str, TemplateFault | None]:
    """What was printed, or why nothing was."""
    if not ours.poll(seconds):
        return "", TemplateFault(
            f"the template took more than {count_noun(round(seconds), 'second')}", _LESS
        )
    try:
        text, message, hint = ours.recv()
    except EOFError:  # the system stopped it
        return "", TemplateFault("the template ended the program that printed it", _LESS)
    child.join(_TO_END)
    return text, TemplateFault(message, hint) if message else None


def _print_in_child(theirs: Connection, template: Path, pack: Pack, form: PackFormat) -> None:
    """Print the pack within limits, and send what came of it."""
    signal(SIGINT, SIG_IGN)  # whoever waits for this stops it
    _limit_memory()
    text = message = hint = ""
    try:
        text = print_pack(pack, form, template)
    except TemplateFault as fault:
        message, hint = fault.message, fault.hint
    except MemoryError as error:
        hint = _LESS
        message = f"{template_place(template, error)}: it needs more than "
        message += f"{TEMPLATE_MEMORY // 10**9} GB of memory"
    if len(text) > TEMPLATE_OUTPUT_LENGTH:
        text, hint = "", _LESS
        message = (
            f"the template prints more than {TEMPLATE_OUTPUT_LENGTH // 10**6} million characters"
        )
    theirs.send((text, message, hint))


def _limit_memory() -> None:
    """Hold this process to its share of the memory; not every system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        least = TEMPLATE_MEMORY if most == resource.RLIM_INFINITY else min(TEMPLATE_MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (least, most))
