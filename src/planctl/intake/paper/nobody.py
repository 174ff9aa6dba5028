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
_EMPTY: Final = re.compile(
    r"(?:(?:currently|post) )?(?:vacant(?: post)?|vacancy|tb[acd]|to be (?:appointed|recruited|"
    r"confirmed)|awaiting (?:appointment|recruitment))",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"\s*[(,:–—-]\s*(?=\w)")
_LAST_WORD: Final = re.compile(r"\w\W*\Z")
LONGEST: Final = 320  # characters of a text that names a post or nobody


def is_nobody(text: str) -> bool:
    """Whether a text says that nobody leads yet."""
    return len(text) <= LONGEST and bool(_NOBODY.fullmatch(text.strip(" .,;:()[]")))


def empty_post(text: str) -> tuple[str, str] | None:
    """The post that a text names, and the words that nobody holds it, where it says both."""
    if len(text) > LONGEST:
        return None
    return _post_before(text) or _post_after(text)


def _post_before(text: str) -> tuple[str, str] | None:
    """Bursar (vacant): the words stand at the end, after a sign or a space."""
    last = _LAST_WORD.search(text)
    for found in _EMPTY.finditer(text) if last else ():
        before = text[: found.start()]
        post = before.rstrip()
        is_dash = post != before and bool(re.search(r"\s[–—-]\Z", post))
        if is_dash or post.endswith(("(", "[", ",", ":")):
            post = post[:-1].rstrip()
        elif post == before:
            continue
        if last and found.end() == last.start() + 1 and re.match(r"\w", post):
            return post, found[0]
    return None


def _post_after(text: str) -> tuple[str, str] | None:
    """Vacant – Bursar: the words stand first, and a sign between."""
    found = _EMPTY.match(text)
    sign = _AFTER.match(text, found.end()) if found else None
    if not found or not sign:
        return None
    return text[sign.end() :].rstrip(") \t\n"), found[0]
