"""That nobody leads yet, in the words of papers."""

import re
from typing import Final

_NOBODY: Final = re.compile(
    r"(?:(?:lead|owner|name|post|role)[ :–-]+)?"
    r"(?:tb[acd]|to be (?:confirmed|agreed|appointed|decided|determined|recruited|allocated|"
    r"assigned|identified|named|advised)|vacant(?: post)?|vacancy|not (?:set|known|assigned|"
    r"allocated|yet \w+)|unknown|unassigned|nobody(?: yet)?|no ?one(?: yet)?|none|n/?a|"
    r"awaiting (?:appointment|recruitment)|\?+|-+|–|—|xx+|\.\.+|…)",
    re.IGNORECASE,
)


def is_nobody(text: str) -> bool:
    """Whether a text says that nobody leads yet."""
    return bool(_NOBODY.fullmatch(text.strip(" .,;:()[]")))
