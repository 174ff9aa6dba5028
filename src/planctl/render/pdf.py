"""A paper as a tagged PDF, set by typst from its blocks.

typst refuses to write what breaks PDF/UA-1, such as a picture without words or a level of headings
that is left out; it reads nothing but what it is given here, and every text as text.
"""

import json
from typing import Final

from planctl.render.block.part import Paper, anchors
from planctl.render.block.run import colours
from planctl.render.built_in import built_in
from planctl.render.imprint import Imprint
from planctl.render.setting import Set, setting

_LANGUAGE: Final = "en-GB"  # of a page that does not say its own


class PdfFault(Exception):
    """A paper that cannot be written to the standard: why."""


def pdf(paper: Paper, imprint: Imprint) -> bytes:
    """The PDF of a paper; the same paper comes out the same, byte for byte.

    Raises PdfFault for a paper that would break PDF/UA-1.
    """
    import typst

    content: dict[str, Set] = {
        "title": paper.title,
        "author": imprint.author,
        "foot": imprint.footer,
        "day": [imprint.as_at.year, imprint.as_at.month, imprint.as_at.day],
        "language": paper.language or _LANGUAGE,
        "colours": dict(colours()),
        "blocks": setting(paper.blocks),
        "anchors": [*anchors(paper.blocks)],
    }
    try:
        file = typst.compile(
            built_in() / "board.typ",
            sys_inputs={"pack": json.dumps(content, ensure_ascii=False)},
            format="pdf",
            font_paths=[built_in() / "fonts"],
            ignore_system_fonts=True,
            pdf_standards="ua-1",
        )
    except typst.TypstError as fault:
        raise PdfFault(str(fault).strip().partition("\n")[0]) from fault
    return file
