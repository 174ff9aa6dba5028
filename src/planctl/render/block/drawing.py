"""A picture of the page as a drawing of its own, which needs no page, no style sheet and no script.

On the page a picture is as wide as its column, and its colours are those of the page's style. On
paper it has a width, the colours of the light page, and a font that comes with planctl.
"""

import re
from functools import cache
from typing import Final

from planctl.render.block.element import Element, elements
from planctl.render.template import built_in

FONT: Final = "Atkinson Hyperlegible Next"
_HEIGHT: Final = 28.0  # of a picture that does not say its own
_BOXES: Final = "line-chart burn-up"  # what the style sheet names around the pictures of charts
_RULE: Final = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VARIABLE: Final = re.compile(r"--([\w-]+):\s*([^;}]+)")
_USED: Final = re.compile(r"var\(--([\w-]+)\)")
_DRAWN: Final = re.compile(
    r"(?:^|[\s,])(?:rect|text|path|circle|line|\.bar|\.spark|\.line-chart|\.burn-up)\b(?!-)"
)
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")


def drawing(source: str, width: float) -> str:
    """The picture as a file of SVG, so wide; a chart is as wide as leaves its lines unstretched."""
    picture = next(elements(source).within("svg"))
    inside = "".join(
        child if isinstance(child, str) else child.markup for child in picture.children
    )
    whole = _number(picture["width"]) or _unstretched(picture) or width
    height = _number(picture["height"]) or _HEIGHT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole:g}" height="{height:g}" '
        f'viewBox="0 0 {whole:g} {height:g}"><style>{_style()}</style>'
        f'<g class="{picture["class"] or _BOXES}">{inside}</g></svg>'
    )


def _unstretched(picture: Element) -> float:
    """The width at which the lines within keep their shape; nought where there are none."""
    for inner in picture.within("svg"):
        share, box = inner["width"].removesuffix("%"), inner["viewbox"].split()
        if _number(share) and len(box) > 2:  # noqa: PLR2004 - x, y, width and height
            return float(box[2]) * 100 / float(share)
    return 0


def _number(text: str) -> float:
    return float(text) if _NUMBER.fullmatch(text) else 0


@cache
def _style() -> str:
    """What the style sheet of the pack says of pictures, in the colours of the light page."""
    sheet = (built_in() / "board.css").read_text("utf-8")
    light, _, rest = sheet.partition("}")
    colours = dict(_VARIABLE.findall(light))
    rules = (
        f"{names.strip()}{{{_USED.sub(lambda used: colours[used[1]], said)}}}"
        for names, said in _RULE.findall(rest.partition("@media print")[0])
        if _DRAWN.search(names)
    )
    return f'text{{font-family:"{FONT}"}}' + "".join(rules)
