"""The colours of an update sheet; each stands beside a word that says the same.

The tints are light enough for dark words to be read on them (more than 7 to 1).
"""

from collections.abc import Mapping
from typing import Final

from planctl.model.rating import Rating

INK: Final = "#1F2933"
HEAD: Final = "#1F3A5F"
SHADE: Final = "#DCE6F2"
FIELD: Final = "#FFFCEB"  # where something can be written
GREY: Final = "#F0F1F3"
LINE: Final = "#B8C0CC"
TINTS: Final[Mapping[Rating, str]] = {
    Rating.BLUE: "#CFE2F7",
    Rating.GREEN: "#D2EBD3",
    Rating.AMBER: "#FBE3B3",
    Rating.RED: "#F8D0CD",
    Rating.GREY: "#E4E7EB",
}
