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
# What stands beside a post that nobody holds: Bursar (vacant), Vacant – Bursar.
_EMPTY: Final = (
    r"(?:(?:currently|post) )?(?:vacant(?: post)?|vacancy|tb[acd]|to be (?:appointed|recruited|"
    r"confirmed)|awaiting (?:appointment|recruitment))"
)
_POST_THAT_IS_EMPTY: Final = re.compile(
    rf"(?P<post>\w.*?)(?:\s*[(\[,:]\s*|\s+[–—-]\s*|\s+)(?P<empty>{_EMPTY})\W*"
    rf"|(?P<first>{_EMPTY})\s*[(,:–—-]\s*(?P<then>\w.*?)[)\s]*",
    re.IGNORECASE,
)


def is_nobody(text: str) -> bool:
    """Whether a text says that nobody leads yet."""
    return bool(_NOBODY.fullmatch(text.strip(" .,;:()[]")))


def empty_post(text: str) -> tuple[str, str] | None:
    """The post that a text names, and the words that nobody holds it, where it says both."""
    found = _POST_THAT_IS_EMPTY.fullmatch(text)
    if not found:
        return None
    return found["post"] or found["then"], found["empty"] or found["first"]
