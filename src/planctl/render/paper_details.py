"""The title, the author and the day of a printed paper."""

from datetime import date
from typing import NamedTuple

from planctl.model.calendar import day_in_words


class PaperDetails(NamedTuple):
    """Title, author and day of a paper."""

    title: str
    author: str
    as_at: date

    @property
    def footer(self) -> str:
        """What stands at the foot of every page."""
        return f"{self.title}, as at {day_in_words(self.as_at)}"
