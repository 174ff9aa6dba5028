"""The colour of a cell as six hexadecimal digits, from the ways in which papers name one."""

import re
from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from typing import Final
from xml.etree.ElementTree import Element

from planctl.intake.read.office import DRAWING_NAMESPACE

_HEX: Final = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_SHORT: Final = re.compile(r"#([0-9A-Fa-f])([0-9A-Fa-f])([0-9A-Fa-f])")
_RGB: Final = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})")
_WHITE: Final = "FFFFFF"
# The names of colours that people give to ratings, as CSS has them.
_NAMED: Final = dict(
    re.findall(
        r"(?<!\w)(\w++)=(\w{6})",
        """
    aqua=00FFFF black=000000 blue=0000FF crimson=DC143C cyan=00FFFF darkgreen=006400
    darkorange=FF8C00 darkred=8B0000 forestgreen=228B22 gold=FFD700 gray=808080
    green=008000 grey=808080 lightblue=ADD8E6 lightgray=D3D3D3 lightgreen=90EE90
    lightgrey=D3D3D3 lightyellow=FFFFE0 lime=00FF00 limegreen=32CD32 maroon=800000
    navy=000080 olive=808000 orange=FFA500 orangered=FF4500 purple=800080 red=FF0000
    silver=C0C0C0 tomato=FF6347 yellow=FFFF00 yellowgreen=9ACD32
        """,
    )
)


def hex_colour(code: str) -> str:
    """The colour of a code such as FF0000 or FFFF0000; none for white, or for what is no code."""
    match = _HEX.fullmatch(code)
    colour = match[1].upper() if match else ""
    return "" if colour == _WHITE else colour


def css_colour(text: str) -> str:
    """The colour that a page gives as #f00, #ff0000, rgb(255, 0, 0) or a name."""
    text = text.strip().lower()
    if short := _SHORT.fullmatch(text):
        return hex_colour("".join(digit * 2 for digit in short.groups()))
    if parts := _RGB.match(text):
        return hex_colour("".join(f"{min(int(part), 255):02X}" for part in parts.groups()))
    return _NAMED.get(text) or hex_colour(text.removeprefix("#"))


def tint_colour(colour: str, tint: float) -> str:
    """A colour made lighter (a tint up to 1) or darker (down to -1)."""
    match = _HEX.fullmatch(colour)
    if not match:
        return ""
    red, green, blue = (int(match[1][at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = rgb_to_hls(red, green, blue)
    tint = max(-1.0, min(1.0, tint))
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    return hex_colour("".join(f"{round(part * 255):02X}" for part in hls_to_rgb(hue, light, full)))


def theme_colours(theme: Element | None) -> Mapping[str, str]:
    """The colours of an Office theme by name, such as accent1."""
    scheme = None if theme is None else theme.find(f".//{DRAWING_NAMESPACE}clrScheme")
    return {
        colour.tag.removeprefix(DRAWING_NAMESPACE): colour[0].get(
            "lastClr", colour[0].get("val", "")
        )
        for colour in (() if scheme is None else scheme)
        if len(colour)
    }
