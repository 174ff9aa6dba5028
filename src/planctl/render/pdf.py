"""A paper as a tagged PDF, set by typst from its blocks.

typst refuses to write what breaks PDF/UA-1, such as a picture without words or a level of headings
that is left out; it reads nothing but what it is given here, and every text as text.
"""

import json
from typing import Final

from planctl.render.block.blocks import BlockPaper, link_targets
from planctl.render.block.text_style import pack_colours
from planctl.render.paper_details import PaperDetails
from planctl.render.pdf_blocks import JsonValue, blocks_json
from planctl.render.template_folder import template_folder

_OUR_FONT: Final = "Atkinson Hyperlegible Next"
_LANGUAGE: Final = "en-GB"  # of a page that does not say its own


class PdfFault(Exception):
    """A paper that cannot be written to the standard: why."""


def write_pdf(paper: BlockPaper, imprint: PaperDetails) -> bytes:
    """The PDF of a paper; the same paper comes out the same, byte for byte.

    Raises PdfFault for a paper that would break PDF/UA-1.
    """
    import typst

    brand = imprint.brand
    accent = {"accent": brand.accent.removeprefix("#")} if brand.accent else {}
    content: dict[str, JsonValue] = {
        "title": paper.title,
        "author": imprint.author,
        "foot": imprint.footer,
        "day": [imprint.as_at.year, imprint.as_at.month, imprint.as_at.day],
        "language": paper.language or _LANGUAGE,
        "classification": brand.classification,
        "fonts": [*filter(None, [brand.font]), _OUR_FONT],
        "colours": {**pack_colours(), **accent},
        "blocks": blocks_json(paper.blocks),
        "anchors": [*link_targets(paper.blocks)],
    }
    try:
        file = typst.compile(
            template_folder() / "board.typ",
            sys_inputs={"pack": json.dumps(content, ensure_ascii=False)},
            format="pdf",
            font_paths=[template_folder() / "fonts"],
            ignore_system_fonts=not brand.font,
            pdf_standards="ua-1",
        )
    except typst.TypstError as fault:
        raise PdfFault(str(fault).strip().partition("\n")[0]) from fault
    return file
