"""The packs' templates: found, opened in a sandbox, and printed from the pack's view.

In HTML everything is escaped unless a filter made it HTML; in Markdown likewise.
"""

from enum import StrEnum
from pathlib import Path
from typing import Final

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from planctl.render.markup import (
    abbreviator,
    plain_html,
    plain_markdown,
    prose_html,
    prose_markdown,
)
from planctl.render.pack.view import Pack


class PackFormat(StrEnum):
    """What a pack is printed as."""

    HTML = "html"
    MD = "md"


class TemplateFault(Exception):
    """A template that cannot be printed: what is wrong with it, and where."""


_INSIDE: Final = Path(__file__).parent.parent / "templates"  # in an installed planctl
_BESIDE: Final = Path(__file__).parents[3] / "templates"  # in the project itself


def built_in() -> Path:
    """The folder of the templates that come with planctl."""
    return _INSIDE if _INSIDE.is_dir() else _BESIDE


def printed(pack: Pack, form: PackFormat, template: Path | None = None) -> str:
    """The pack in a format, by the template that comes with planctl or one of the plan's own."""
    file = template or built_in() / f"board.{form}.j2"
    kinds = {PackFormat.HTML: _html, PackFormat.MD: _markdown}
    environment = kinds[form](pack, file.parent)
    try:
        text: str = environment.get_template(file.name).render(pack=pack)
    except TemplateError as error:
        raise TemplateFault(_fault(file, error)) from error
    return text


def _html(pack: Pack, folder: Path) -> ImmutableSandboxedEnvironment:
    abbreviate = abbreviator({entry.name: entry.meaning for entry in pack.glossary})
    environment = _environment(folder)
    environment.filters["prose"] = lambda text: prose_html(text, abbreviate)
    environment.filters["words"] = lambda text: plain_html(text, abbreviate)
    return environment


def _markdown(_: Pack, folder: Path) -> ImmutableSandboxedEnvironment:
    environment = _environment(folder)
    environment.finalize = _as_markdown
    environment.filters.update({"prose": prose_markdown, "words": plain_markdown})
    return environment


def _as_markdown(value: object) -> Markup:
    """What a template prints, escaped for Markdown unless a filter or a macro made it so."""
    return value if isinstance(value, Markup) else plain_markdown(str(value))


def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder), FileSystemLoader(built_in())]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _fault(file: Path, error: TemplateError) -> str:
    line = getattr(error, "lineno", None)
    where = f"{file.name}, line {line}" if line else file.name
    return f"the template {where}: {error.message or type(error).__name__}"
