"""What a paper says of itself beside its words: who answers for it, and its day."""

from datetime import date
from typing import NamedTuple


class Imprint(NamedTuple):
    """Title, author and day of a paper."""

    title: str
    author: str
    as_at: date
