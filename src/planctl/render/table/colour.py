"""The colours of a workbook, which are those of the board pack on paper."""

from typing import Final

from planctl.model.rating import Rating
from planctl.render.block.colour import colours


def _colour(name: str) -> str:
    return f"#{colours()[name]}"


INK: Final = _colour("ink")
LINE: Final = _colour("line")
ACCENT: Final = _colour("accent")
SOFT: Final = _colour("soft")
# The colour of a rating, and that of the words on it.
RATINGS: Final = {rating: (_colour(rating), _colour(f"on-{rating}")) for rating in Rating}
