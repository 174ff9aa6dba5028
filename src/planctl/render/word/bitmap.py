"""A drawing in dots, since not every Word draws SVG."""

import re
from typing import Final

from planctl.render.built_in import built_in

_SHARPNESS: Final = 3  # dots for each of the page's own
_FOREIGN: Final = re.compile("[^\x00-\u024f\u2010-\u2026\u20ac\u2212]")  # not in our typeface


def bitmap(svg: str) -> bytes:
    """The drawing as PNG; raises ValueError for one that cannot be drawn."""
    import resvg_py

    made = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=_SHARPNESS,
        background="#ffffff",
        font_dirs=[str(built_in() / "fonts")],
        skip_system_fonts=not _FOREIGN.search(svg),  # to look through them takes time
    )
    return bytes(made)
