"""The natural sort order of labels."""

import re
from functools import lru_cache


@lru_cache(maxsize=65_536)  # each state of a plan sorts the same labels again
def natural(label: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts labels as people do: 1.2 before 1.10, CP2 before CP10."""
    parts = re.findall(r"([0-9]+)|([^0-9]+)", label)
    return tuple((0, int(n), "") if n else (1, 0, word.casefold()) for n, word in parts)
