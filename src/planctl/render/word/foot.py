"""The foot of every page: what the paper is, of which day, and the page's number."""

from typing import Final

from docx.parts.document import DocumentPart

from planctl.model.calendar import day_in_words
from planctl.render.imprint import Imprint
from planctl.render.word.mark import Mark, instruction, text, w

_STYLES: Final = ("Footer", "FooterWide")


def feet(part: DocumentPart, imprint: Imprint) -> tuple[str, str]:
    """The relations of two feet: for upright pages, and for those on their side."""
    upright, wide = (_foot(part, imprint, style) for style in _STYLES)
    return upright, wide


def _foot(part: DocumentPart, imprint: Imprint, style: str) -> str:
    foot, relation = part.add_footer_part()  # type: ignore[no-untyped-call]  # python-docx
    for old in list(foot.element):
        foot.element.remove(old)
    words = f"{imprint.title}, as at {day_in_words(imprint.as_at)}"
    foot.element.append(
        w(
            "p",
            w("pPr", w("pStyle", val=style)),
            w("r", text(words)),
            w("r", w("tab"), text("Page ")),
            *_field("PAGE"),
            w("r", text(" of ")),
            *_field("NUMPAGES"),
        )
    )
    return str(relation)


def _field(name: str) -> list[Mark]:
    begin, separate, end = (
        w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end")
    )
    return [begin, w("r", instruction(f" {name} ")), separate, w("r", text("1")), end]
