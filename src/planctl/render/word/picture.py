"""Pictures of a Word document: SVG drawn as PNG, because not every Word draws SVG.

A picture that cannot be drawn gives its description as text.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from planctl.render.block.blocks import BlockPicture
from planctl.render.block.svg import SvgDrawing, draw_svg
from planctl.render.template_folder import template_folder
from planctl.render.word.text import (
    BODY_LOOK,
    Mark,
    TextLook,
    WordCounters,
    text_element,
    w,
    xml_text,
)

_SHARPNESS: Final = 3  # dots for each of the page's own
_FOREIGN: Final = re.compile("[^\x00-\u024f\u2010-\u2026\u20ac\u2212]")  # not in our typeface
_PER_TWENTIETH: Final = 635  # of the units of a drawing
_PER_DOT: Final = 15  # twentieths of a point in one dot of the page
_SMALLER: Final = 4 / 3  # how much less room a picture takes in a table
_NAMES: Final = {
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
_DECORATES: Final = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"  # Word's own name for the mark


def draw_png(svg: str) -> bytes:
    """The drawing as PNG; raises ValueError for one that cannot be drawn."""
    import resvg_py

    image = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=_SHARPNESS,
        background="#ffffff",
        font_dirs=[str(template_folder() / "fonts")],
        skip_system_fonts=not _FOREIGN.search(svg),  # to look through them takes time
    )
    return bytes(image)


def picture_paragraph(
    picture: BlockPicture, role: str, look: TextLook, ledger: WordCounters
) -> Iterator[Mark]:
    """The picture on a line of its own; one that cannot be drawn gives its words."""
    words = xml_text(picture.description)
    is_small = look.text != BODY_LOOK.text
    width = look.width / _PER_DOT * (_SMALLER if is_small else 1)
    try:
        image = draw_svg(picture.source, picture.role or role, width)
        relation = ledger.picture(draw_png(image.svg))
    except ValueError:
        if words:
            yield w("p", w("pPr", w("pStyle", val=look.text)), w("r", text_element(words)))
        return
    style = look.text if is_small else "Picture"
    mark = w("drawing", _inline(image, words, look, (ledger.number(), relation)))
    yield w("p", w("pPr", w("pStyle", val=style)), w("r", mark))


def _inline(image: SvgDrawing, words: str, look: TextLook, identity: tuple[int, str]) -> Mark:
    room = min(image.width * _PER_DOT, look.width)
    across = round(room * _PER_TWENTIETH)
    down = round(across * image.height / image.width)
    number, relation = identity
    size = {"cx": str(across), "cy": str(down)}
    name = {"id": str(number), "name": f"Picture {number}"}
    properties = _element("wp:docPr", **name, descr=words) if words else _decorative(name)
    inline = _element(
        "wp:inline",
        _element("wp:extent", **size),
        properties,
        distT="0",
        distB="0",
        distL="0",
        distR="0",
    )
    inline.append(
        _element("wp:cNvGraphicFramePr", _element("a:graphicFrameLocks", noChangeAspect="1"))
    )
    picture = _element(
        "pic:pic",
        _element(
            "pic:nvPicPr", _element("pic:cNvPr", **name, descr=words), _element("pic:cNvPicPr")
        ),
        _fill(relation),
        _element(
            "pic:spPr",
            _element("a:xfrm", _element("a:off", x="0", y="0"), _element("a:ext", **size)),
            _element("a:prstGeom", _element("a:avLst"), prst="rect"),
        ),
    )
    inline.append(_element("a:graphic", _element("a:graphicData", picture, uri=_NAMES["pic"])))
    return inline


def _fill(relation: str) -> Mark:
    blip = _element("a:blip")
    blip.set(f"{{{_NAMES['r']}}}embed", relation)
    return _element("pic:blipFill", blip, _element("a:stretch", _element("a:fillRect")))


def _decorative(name: dict[str, str]) -> Mark:
    """A picture that says nothing which the text does not, as Word marks it."""
    mark = _element("a:ext", _element("adec:decorative", val="1"), uri=_DECORATES)
    return _element("wp:docPr", _element("a:extLst", mark), **name)


def _element(name: str, /, *inside: Mark, **attributes: str) -> Mark:
    space, _, own = name.partition(":")
    mark = etree.Element(f"{{{_NAMES[space]}}}{own}", attributes, _NAMES)
    mark.extend(inside)
    return mark
