"""A paper as a tagged PDF, set by typst from its blocks.

typst refuses to write what breaks PDF/UA-1, such as a picture without words or a level of headings
that is left out; it reads nothing but what it is given here, and every text as text.
"""

import json
from typing import NamedTuple

from planctl.render.block.part import Paper
from planctl.render.setting import Set, anchors, setting
from planctl.render.template import built_in


class Imprint(NamedTuple):
    """What a PDF says of itself, beside its title."""

    author: str
    as_at: str  # as at 13 March 2024
    day: tuple[int, int, int]  # the year, month and day that it is dated


class PdfFault(Exception):
    """A paper that cannot be written to the standard: why."""


def pdf(paper: Paper, imprint: Imprint) -> bytes:
    """The PDF of a paper; the same paper comes out the same, byte for byte.

    Raises PdfFault for a paper that would break PDF/UA-1.
    """
    import typst

    given: dict[str, Set] = {
        "title": paper.title,
        "author": imprint.author,
        "as-at": imprint.as_at,
        "day": [*imprint.day],
        "language": paper.language,
        "blocks": setting(paper.blocks),
        "anchors": [*anchors(paper.blocks)],
    }
    try:
        made = typst.compile(
            built_in() / "board.typ",
            sys_inputs={"pack": json.dumps(given, ensure_ascii=False)},
            format="pdf",
            font_paths=[built_in() / "fonts"],
            ignore_system_fonts=True,
            pdf_standards="ua-1",
        )
    except typst.TypstError as fault:
        raise PdfFault(str(fault).strip().partition("\n")[0]) from fault
    return made
