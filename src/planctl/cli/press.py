"""The forms in which a board pack can be printed: one function and one line each.

What a form needs is imported where it is printed, and what is not installed is said by name.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from planctl.model.stop import Stop
from planctl.workspace.extra import needs

if TYPE_CHECKING:
    from planctl.render.block.part import Paper
    from planctl.render.imprint import Imprint
    from planctl.render.pack.view import Pack
    from planctl.render.template import PackFormat


class Form(StrEnum):
    """What the pack is made as."""

    BOTH = "both"
    HTML = "html"
    MD = "md"
    DOCX = "docx"
    PDF = "pdf"


class Copy(NamedTuple):
    """What is to be printed: the pack, the day it is judged for, and a template of its own."""

    pack: "Pack"
    as_at: date
    template: Path | None = None


class Press(NamedTuple):
    """How a form is printed, and the extra of planctl that it needs with its modules."""

    print: Callable[[Copy], bytes]
    extra: tuple[str, ...] = ()
    is_text: bool = True  # so that a terminal can show it


def press(form: Form) -> Press:
    """How a form is printed; ends the run where what it needs is not installed."""
    found = PRESSES[form]
    if found.extra:
        needs(*found.extra)
    return found


def _html(copy: Copy) -> bytes:
    from planctl.render.template import PackFormat

    return _text(copy, PackFormat.HTML).encode("utf-8")


def _markdown(copy: Copy) -> bytes:
    from planctl.render.template import PackFormat

    return _text(copy, PackFormat.MD).encode("utf-8")


def _word(copy: Copy) -> bytes:
    from planctl.render.word.document import word

    return word(_paper(copy), _imprint(copy))


def _pdf(copy: Copy) -> bytes:
    from planctl.render.pdf import PdfFault, pdf

    try:
        return pdf(_paper(copy), _imprint(copy))
    except PdfFault as fault:
        message = f"no PDF that everybody can read can be made of this: {fault}"
        hint = "put the template right, or print the HTML from a browser"
        raise Stop(message, hint) from None


def _paper(copy: Copy) -> "Paper":
    """The pack as blocks, from its page: whatever a template of HTML says, every paper says."""
    from planctl.render.block.reading import paper
    from planctl.render.template import PackFormat

    return paper(_text(copy, PackFormat.HTML))


def _imprint(copy: Copy) -> "Imprint":
    from planctl.render.imprint import Imprint

    cover = copy.pack.cover
    return Imprint(cover.title, cover.organisation, copy.as_at)


def _text(copy: Copy, form: "PackFormat") -> str:
    template = copy.template
    if template is None:
        from planctl.render.template import printed

        return printed(copy.pack, form)
    if not template.is_file():
        message = f"there is no template {template}"
        raise Stop(message, "name the file of the template, for example templates/board.html.j2")
    from planctl.render.own_template import printed_by
    from planctl.render.template import TemplateFault

    try:
        return printed_by(template, copy.pack, form)
    except TemplateFault as fault:
        raise Stop(fault.message, fault.hint) from None


PRESSES: Final[Mapping[Form, Press]] = {
    Form.HTML: Press(_html),
    Form.MD: Press(_markdown),
    Form.DOCX: Press(_word, ("word", "docx", "resvg_py"), is_text=False),
    Form.PDF: Press(_pdf, ("pdf", "typst"), is_text=False),
}
