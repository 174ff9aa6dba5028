"""The title, the author and the day of a printed paper."""

from datetime import date
from typing import NamedTuple


class Imprint(NamedTuple):
    """Title, author and day of a paper."""

    title: str
    author: str
    as_at: date
