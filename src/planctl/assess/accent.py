"""The colour of an organisation on our papers: whether headings in it can be read.

Contrast is measured as WCAG 2 does; text needs 4.5 to 1. At night the colour is mixed with white
until it has that on the dark page as well.
"""

from typing import Final

LEAST_CONTRAST: Final = 4.5
DAY_PAPER, NIGHT_PAPER = "#ffffff", "#14181d"  # of board.css
_STEPS: Final = 20  # from a colour to white
_LINEAR: Final = 0.04045  # up to here a part of a colour is linear


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, each as # and six figures: from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(accent: str) -> bool:
    """Whether words in a colour can be read on white."""
    return contrast(accent, DAY_PAPER) >= LEAST_CONTRAST


def night_accent(accent: str) -> str:
    """The colour for the dark page: as it is, or as much lighter as it needs to be."""
    shades = (_with_white(accent, step / _STEPS) for step in range(_STEPS + 1))
    return next(shade for shade in shades if contrast(shade, NIGHT_PAPER) >= LEAST_CONTRAST)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _with_white(colour: str, share: float) -> str:
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in _parts(colour))
