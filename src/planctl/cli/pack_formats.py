"""The forms in which a board pack can be printed: one function and one line each.

What a form needs is imported where it is printed, and what is not installed is said by name.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from planctl.model.problem import Stop
from planctl.workspace.install import require_extra

if TYPE_CHECKING:
    from planctl.render.block.blocks import BlockPaper
    from planctl.render.brand import PaperDetails
    from planctl.render.pack.build import Pack


_PICTURE: Final = re.compile(
    r"<(?:img|image)\b[^>]*?\s(?:src|href)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE
)


class PackForm(StrEnum):
    """What the pack is made as."""

    BOTH = "both"
    HTML = "html"
    MD = "md"
    DOCX = "docx"
    PDF = "pdf"


class PackJob(NamedTuple):
    """What is to be printed: the pack, the day it is judged for, and a template of its own."""

    pack: "Pack"
    as_at: date
    template: Path | None = None
    reference: Path | None = None  # a Word document whose heading styles are taken


class PackPrinter(NamedTuple):
    """How a form is printed, and the extra of planctl that it needs with its modules."""

    print: Callable[[PackJob], bytes]
    extra: tuple[str, ...] = ()
    is_text: bool = True  # so that a terminal can show it


def pack_printer(form: PackForm) -> PackPrinter:
    """How a form is printed; ends the run where what it needs is not installed."""
    found = PACK_PRINTERS[form]
    if found.extra:
        require_extra(*found.extra)
    return found


def _html(copy: PackJob) -> bytes:
    return _text(copy, "html").encode("utf-8")


def _markdown(copy: PackJob) -> bytes:
    return _text(copy, "md").encode("utf-8")


def _word(copy: PackJob) -> bytes:
    from planctl.render.word.document import write_word
    from planctl.render.word.reference import ReferenceFault

    reference = copy.reference
    if reference and not reference.is_file():
        raise Stop(f"there is no document {reference}", "name a Word document (.docx)")
    try:
        styles = reference.read_bytes() if reference else b""
        return write_word(_paper(copy), _imprint(copy), styles)
    except ReferenceFault as fault:
        hint = "save the council's template as a Word document (.docx)"
        raise Stop(f"{reference} cannot be used: {fault}", hint) from None


def _pdf(copy: PackJob) -> bytes:
    from planctl.render.pdf import PdfFault, write_pdf

    try:
        return write_pdf(_paper(copy), _imprint(copy))
    except PdfFault as fault:
        message = f"no PDF that everybody can read can be made of this: {fault}"
        print_from = "print the HTML from a browser"
        hint = f"put the template right, or {print_from}" if copy.template else print_from
        raise Stop(message, hint) from None


def _paper(copy: PackJob) -> "BlockPaper":
    """The pack as blocks, from its page: whatever a template of HTML says, every paper says."""
    from planctl.render.block.html_reader import read_html_page

    return read_html_page(_text(copy, "html"))


def _imprint(copy: PackJob) -> "PaperDetails":
    from planctl.render.brand import PaperDetails

    cover = copy.pack.cover
    return PaperDetails(cover.title, cover.organisation, copy.as_at, copy.pack.brand)


def _text(copy: PackJob, form: str) -> str:
    """The pack as a page of HTML or of Markdown."""
    from planctl.render.template import PackFormat, TemplateFault, print_own_template, print_pack

    template = copy.template
    if template is None:
        return print_pack(copy.pack, PackFormat(form))
    if not template.is_file():
        message = f"there is no template {template}"
        raise Stop(message, "name the file of the template, for example templates/board.html.j2")
    try:
        text = print_own_template(template, copy.pack, PackFormat(form))
    except TemplateFault as fault:
        raise Stop(fault.message, fault.hint) from None
    if form == "html":
        _refuse_linked_pictures(text)
    return text


def _refuse_linked_pictures(text: str) -> None:
    """A picture that is only linked would be gone in Word and PDF, and wherever the page goes."""
    from planctl.model.words import printable_text

    for link in _PICTURE.findall(text):
        if not link.startswith("data:image/"):
            message = f"the template shows a picture that is not within it: {printable_text(link)}"
            hint = "write it as data:image/png;base64,... or name it as brand.logo in plan.yaml"
            raise Stop(message, hint)


PACK_PRINTERS: Final[Mapping[PackForm, PackPrinter]] = {
    PackForm.HTML: PackPrinter(_html),
    PackForm.MD: PackPrinter(_markdown),
    PackForm.DOCX: PackPrinter(_word, ("word", "docx", "resvg_py"), is_text=False),
    PackForm.PDF: PackPrinter(_pdf, ("pdf", "typst"), is_text=False),
}
