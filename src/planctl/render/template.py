"""The packs' templates: found, opened in a sandbox, and printed from the pack's view.

In HTML everything is escaped unless a filter made it HTML; in Markdown likewise.
"""

from enum import StrEnum
from pathlib import Path
from traceback import walk_tb
from typing import Final

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from planctl.model.plan import Plan
from planctl.render.markup import (
    Abbreviate,
    glossary_marker,
    plain_html,
    plain_markdown,
    prose_html,
    prose_markdown,
)
from planctl.render.pack.view import Pack
from planctl.render.template_folder import template_folder

# What a template can come to grief by: sums, filters and calls that its author wrote wrongly.
_FAULTS: Final = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class PackFormat(StrEnum):
    """What a pack is printed as."""

    HTML = "html"
    MD = "md"


class TemplateFault(Exception):
    """A template that cannot be printed: what is wrong with it and where, and what to do."""

    def __init__(
        self, message: str, hint: str = "docs/templates.md lists what a template can print"
    ) -> None:
        """Keep the fault and the remedy apart."""
        super().__init__(message)
        self.message, self.hint = message, hint


def print_pack(pack: Pack, form: PackFormat, template: Path | None = None) -> str:
    """The pack in a format, by the template that comes with planctl or one of the plan's own."""
    file = template or template_folder() / f"board.{form}.j2"
    kinds = {PackFormat.HTML: _pack_html, PackFormat.MD: _pack_markdown}
    environment = kinds[form](pack, file.parent)
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


def _pack_html(pack: Pack, folder: Path) -> ImmutableSandboxedEnvironment:
    glossary = {entry.name: entry.meaning for entry in pack.glossary}
    return _html_environment(
        glossary_marker(glossary, (entry.name for entry in pack.roles)), folder
    )


def _html_environment(abbreviate: Abbreviate, folder: Path) -> ImmutableSandboxedEnvironment:
    environment = _environment(folder)
    environment.filters["prose"] = lambda text: prose_html(text, abbreviate)
    environment.filters["words"] = lambda text: plain_html(text, abbreviate)
    return environment


def _pack_markdown(_: Pack, folder: Path) -> ImmutableSandboxedEnvironment:
    environment = _environment(folder)
    environment.finalize = _as_markdown
    environment.filters.update({"prose": prose_markdown, "words": plain_markdown})
    return environment


def _as_markdown(value: object) -> Markup:
    """What a template prints, escaped for Markdown unless a filter or a macro made it so."""
    return value if isinstance(value, Markup) else plain_markdown(str(value))


def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder), FileSystemLoader(template_folder())]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def template_place(file: Path, error: Exception) -> str:
    """The template that an error comes from, with the line where that is known."""
    name, line = _place(file, error)
    return f"the template {name}, line {line}" if line else f"the template {name}"


def _fault_in_words(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no “{error.name}” beside it"
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    if isinstance(error, RecursionError):
        return "something in it calls itself without an end"
    return str(error) or type(error).__name__


def _place(file: Path, error: Exception) -> tuple[str, int]:
    """The template and the line that an error comes from; nought where no line is known."""
    if isinstance(error, TemplateSyntaxError):
        return error.name or file.name, error.lineno
    folders = (file.parent, template_folder())
    stack = ((Path(f.f_code.co_filename), line) for f, line in walk_tb(error.__traceback__))
    printing = [(path.name, line) for path, line in stack if path.parent in folders]
    return printing[-1] if printing else (file.name, 0)
