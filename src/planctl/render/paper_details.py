"""What is said of a printed paper as a whole: its size, its title, its author and its day."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from planctl.model.calendar import day_in_words
from planctl.render.brand import BrandLook


class PackSize(StrEnum):
    """How much of the board pack is printed."""

    HIGHLIGHT = "highlight"
    STANDARD = "standard"
    FULL = "full"


class PaperDetails(NamedTuple):
    """Title, author and day of a paper."""

    title: str
    author: str
    as_at: date
    brand: BrandLook = BrandLook()

    @property
    def footer(self) -> str:
        """What stands at the foot of every page."""
        own = f". {self.brand.footer}" if self.brand.footer else ""
        return f"{self.title}, as at {day_in_words(self.as_at)}{own}"
