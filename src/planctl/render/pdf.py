"""A paper as a tagged PDF, set by typst from its blocks.

typst refuses to write what breaks PDF/UA-1, such as a picture without words or a level of headings
that is left out; it reads nothing but what it is given here, and every text as text.
"""

import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias
from unicodedata import category, name

from planctl.render.block.blocks import BlockPaper, BlockPicture, Span, link_targets
from planctl.render.block.svg import draw_svg
from planctl.render.block.text_style import pack_colours
from planctl.render.paper_details import PaperDetails
from planctl.render.pdf_blocks import JsonValue, blocks_json
from planctl.render.template_folder import template_folder

if TYPE_CHECKING:
    from typst import Fonts

_Writer: TypeAlias = Callable[[str], str]

_OUR_FONT: Final = "Atkinson Hyperlegible Next"
_LANGUAGE: Final = "en-GB"  # of a page that does not say its own
# Signs beyond ASCII that stand together, with the one that a mark among them may combine with.
_SIGNS: Final = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_VARIATIONS: Final = range(0xFE00, 0xFE10)  # choose the look of the sign before; never shown
_TRIAL: Final = b"""#let trial = json(bytes(sys.inputs.trial))
#set document(title: "Trial")
#set text(font: trial.fonts)
#if trial.drawing != "" { image(bytes(trial.drawing), alt: "Trial") }
#trial.text #strong(trial.text) #emph(trial.text) #strong(emph(trial.text))
"""


class PdfFault(Exception):
    """A paper that cannot be written to the standard: why."""


def write_pdf(paper: BlockPaper, imprint: PaperDetails) -> bytes:
    """The PDF of a paper; the same paper comes out the same, byte for byte.

    Raises PdfFault for a paper that would break PDF/UA-1.
    """
    import typst

    fonts = typst.Fonts(
        include_system_fonts=bool(imprint.brand.font), font_paths=[template_folder() / "fonts"]
    )
    families = [*filter(None, [imprint.brand.font]), _OUR_FONT]

    def can_show(trial: _Trial) -> bool:
        return _can_show(trial._replace(fonts=families), fonts)

    shown = _sign_namer(lambda text: can_show(_Trial(text)))
    drawn = _sign_namer(lambda text: can_show(_Trial(drawing=_draw_text(text))))
    look = imprint.brand
    look = look._replace(footer=shown(look.footer), classification=shown(look.classification))
    imprint = imprint._replace(title=shown(imprint.title), brand=look)
    pack = _pack(_map_texts(paper, shown, drawn), imprint, families)
    try:
        file = typst.compile(
            template_folder() / "board.typ",
            sys_inputs={"pack": pack},
            format="pdf",
            font_paths=fonts,
            pdf_standards="ua-1",
        )
    except typst.TypstError as fault:
        raise PdfFault(str(fault).strip().partition("\n")[0]) from fault
    return file


def _pack(paper: BlockPaper, imprint: PaperDetails, families: list[str]) -> str:
    """All that the template is given, as JSON."""
    brand = imprint.brand
    accent = {"accent": brand.accent.removeprefix("#")} if brand.accent else {}
    content: dict[str, JsonValue] = {
        "title": paper.title,
        "author": imprint.author,
        "foot": imprint.footer,
        "day": [imprint.as_at.year, imprint.as_at.month, imprint.as_at.day],
        "language": paper.language or _LANGUAGE,
        "classification": brand.classification,
        "fonts": [*families],
        "colours": {**pack_colours(), **accent},
        "blocks": blocks_json(paper.blocks),
        "anchors": [*link_targets(paper.blocks)],
    }
    return json.dumps(content, ensure_ascii=False)


class _Trial(NamedTuple):
    """Signs to be set: as a text or as a picture, for which typst looks up fonts in another way."""

    text: str = ""
    drawing: str = ""
    fonts: Sequence[str] = ()  # by their families, the first choice first


def _draw_text(text: str) -> str:
    """A picture of a text alone, plain and bold."""
    picture = f"<text>{escape(text)}</text><text font-weight='bold'>{escape(text)}</text>"
    return draw_svg(f'<svg viewBox="0 0 9 9">{picture}</svg>', "", 9).svg


def _can_show(trial: _Trial, fonts: "Fonts") -> bool:
    """Whether the fonts that we give to typst have all these signs: it sets them.

    A sign for private use, such as a bullet of Wingdings, is another one in each font.
    """
    import typst

    if any(category(sign) == "Co" for sign in trial.text + trial.drawing):
        return False
    try:
        typst.compile(
            _TRIAL,
            sys_inputs={"trial": json.dumps(trial._asdict())},
            format="pdf",
            font_paths=fonts,
            pdf_standards="ua-1",
        )
    except typst.TypstError:
        return False
    return True


def _sign_namer(can_show: Callable[[str], bool]) -> _Writer:
    """A function that writes the name of each sign that cannot be shown."""
    can_show = cache(can_show)

    @cache
    def name_lacking(signs: str) -> str:
        if can_show(signs):
            return signs
        named = "".join(sign if can_show(sign) else _sign_name(sign) for sign in signs)
        # A font may have a mark, but not together with the letter that it stands on.
        return named if can_show(named) else "".join(map(_mark_name, named))

    return lambda text: _SIGNS.sub(lambda match: name_lacking(match[0]), text)


def _mark_name(sign: str) -> str:
    is_mark = category(sign).startswith("M") and ord(sign) not in _VARIATIONS
    return _sign_name(sign) if is_mark else sign


def _sign_name(sign: str) -> str:
    """What stands for a sign that cannot be shown: its name, or its number where it has none."""
    return f"[{name(sign, '').lower() or f'sign U+{ord(sign):04X}'}]"


def _map_texts(part: Any, shown: _Writer, drawn: _Writer) -> Any:  # noqa: ANN401 - of a paper
    """A part of a paper with its texts and its pictures changed; links stay as they are."""
    match part:
        case Span():
            return part._replace(text=shown(part.text))
        case BlockPicture():
            return part._replace(source=drawn(part.source))
        case tuple():
            parts = [_map_texts(each, shown, drawn) for each in part]
            return type(part)(*parts) if hasattr(part, "_fields") else tuple(parts)
        case _:
            return part
