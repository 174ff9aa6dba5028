"""The colours of a workbook, which are those of the board pack on paper (templates/board.css)."""

from typing import Final

from planctl.model.rating import Rating

INK: Final = "#1b1f24"
LINE: Final = "#d5dae0"
ACCENT: Final = "#1d3557"
SOFT: Final = "#4a5560"
# The colour of a rating, and that of the words on it.
RATINGS: Final = {
    Rating.RED: ("#b3261e", "#ffffff"),
    Rating.AMBER: ("#c47d00", "#1b1f24"),
    Rating.GREEN: ("#0b6b3a", "#ffffff"),
    Rating.BLUE: ("#1d5fa8", "#ffffff"),
    Rating.GREY: ("#e3e7eb", "#1b1f24"),
}
