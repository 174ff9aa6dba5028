"""A picture of the page as a drawing of its own, which needs no page and no style sheet.

On the page a picture is as wide as its column, and takes its colours from the page's style sheet;
here it gets a width, the colours of the page by day, and a typeface that comes with planctl.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from planctl.load.html_tree import HtmlElement, parse_html
from planctl.render import template_folder
from planctl.render.block.text_style import picture_style_sheet

_HEIGHT: Final = 28.0  # of a picture that does not say its own
_SHARPNESS: Final = 3  # dots for each of the page's own
_FOREIGN: Final = re.compile("[^\x00-\u024f\u2010-\u2026\u20ac\u2212]")  # not in our typeface
_FONT: Final = "Atkinson Hyperlegible Next"
_STEP: Final = re.compile(r"([MLHVZ])([^MLHVZ]*)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"-?[0-9.]+")


class SvgDrawing(NamedTuple):
    """A picture as a file of SVG, and how large it is, in the page's own units."""

    svg: str
    width: float
    height: float


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


def draw_svg(source: str, role: str, width: float) -> SvgDrawing:
    """The picture of a role; one without a width of its own takes the one given."""
    picture = next(parse_html(source).within("svg"))
    box = [float(number) for number in _NUMBER.findall(picture["viewBox"])]
    across = _length(picture["width"], width) or width
    down = _length(picture["height"], 0) or (across * box[3] / box[2] if box else _HEIGHT)
    view = picture["viewBox"] or f"0 0 {across:g} {down:g}"
    classes = " ".join(dict.fromkeys([role, *picture.classes]))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across:g}" height="{down:g}" '
        f'viewBox="{view}"><style>{picture_style_sheet()}</style>'
        f'<g class="{classes}" font-family="{_FONT}">{_inside(picture.children, across)}</g></svg>'
    )
    return SvgDrawing(svg, across, down)


def _inside(nodes: Iterable[HtmlElement | str], width: float) -> str:
    """What stands in a picture; what the page stretches is drawn anew."""
    return "".join(
        _redraw_lines(node, width) if node["preserveAspectRatio"] == "none" else node.markup
        for node in nodes
        if isinstance(node, HtmlElement)
    )


def _redraw_lines(node: HtmlElement, width: float) -> str:
    """Lines that the page stretches to its width, drawn anew for it.

    To stretch them would make the upright ones thinner than the level ones.
    """
    box = [float(number) for number in _NUMBER.findall(node["viewBox"])]
    scale = _length(node["width"], width) / box[2]
    left, top = _length(node["x"], width), _length(node["y"], 0)
    paths = "".join(
        f'<path class="{path["class"]}" d="{_scale_path(path["d"], scale)}"/>'
        for path in node.within("path")
    )
    return f'<g transform="translate({left:g} {top:g})">{paths}</g>'


def _scale_path(path: str, scale: float) -> str:

    def scale_step(step: re.Match[str]) -> str:
        sign, numbers = step[1], [float(number) for number in _NUMBER.findall(step[2])]
        across = {"V": (), "H": range(len(numbers))}.get(sign.upper(), range(0, len(numbers), 2))
        places = (number * scale if n in across else number for n, number in enumerate(numbers))
        return sign + " ".join(f"{place:g}" for place in places)

    return _STEP.sub(scale_step, path)


def _length(text: str, whole: float) -> float:
    """A length in the page's own units; a share is one of the whole."""
    number = _NUMBER.match(text)
    if not number:
        return 0
    return float(number[0]) * whole / 100 if text.endswith("%") else float(number[0])
