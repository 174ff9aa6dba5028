"""The colours of an update sheet: those of the board pack, each beside a word that says the same.

Where words stand on a colour it is thinned, so that dark ones can be read (more than 7 to 1).
"""

from collections.abc import Mapping
from typing import Final

from planctl.model.rating import Rating
from planctl.render.block.colour import colours, thinned

INK: Final = f"#{colours()['ink']}"
HEAD: Final = f"#{colours()['accent']}"
LINE: Final = f"#{colours()['line']}"
GREY: Final = f"#{colours()['band']}"
SHADE: Final = f"#{thinned('accent')}"
FIELD: Final = "#fffceb"  # where something can be written
TINTS: Final[Mapping[Rating, str]] = {rating: f"#{thinned(rating)}" for rating in Rating}
