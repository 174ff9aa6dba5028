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
    shares = (step / _STEPS for step in range(_STEPS + 1))  # of white in it
    mixtures = ([round(part + (255 - part) * share) for part in _parts(accent)] for share in shares)
    shades = (f"#{bytes(parts).hex()}" for parts in mixtures)
    return next(shade for shade in shades if contrast(shade, NIGHT_PAPER) >= LEAST_CONTRAST)


def _luminance(colour: str) -> float:
    parts = (part / 255 for part in _parts(colour))
    red, green, blue = (
        part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> bytes:
    """Its red, green and blue."""
    return bytes.fromhex(colour.removeprefix("#"))
