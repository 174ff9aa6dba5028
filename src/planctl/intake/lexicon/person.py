"""Whether words are the name of a person, and not of a post."""

import re
from typing import Final

from planctl.intake.lexicon.words import one_of

ROLE: Final = re.compile(rf"(?:the )?{one_of('lead', 'start')}(?:s|'s|’s)?\b")
POST: Final = re.compile(rf"\b{one_of('lead', 'post')}s?\b")
NAME: Final = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3}")
_TITLED: Final = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Prof|Professor|Sir|Rev)\.? [A-Z]"
)
_OF_WORK: Final = re.compile(rf"\b{one_of('lead', 'of_work')}\b", re.IGNORECASE)


def is_personal_name(name: str) -> bool:
    """Whether a text is like the name of a person, and like no post."""
    is_like = bool(NAME.fullmatch(name)) and " " in name
    return is_like and not ROLE.match(name) and not POST.search(name)


def looks_like_person(text: str) -> bool:
    """Whether a lead looks like somebody's name, and not like a post: Jane Smith (HR)."""
    for name in re.split(" [–—-] | ?[(),/] ?", text):
        # Abbreviations are of posts and teams: SEND, QA, ICB.
        is_short = any(len(word) > 1 and word.isupper() for word in re.findall(r"\w+", name))
        is_person = is_personal_name(name) and not _OF_WORK.search(name) and not is_short
        if is_person or _TITLED.match(name):
            return True
    return False
