"""The words of the lexicon, which stand in TOML files that a person can read and extend."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final


@lru_cache
def lexicon_file(name: str) -> Mapping[str, Any]:
    """The content of a file of words."""
    content: dict[str, Any] = tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))
    return content


def split_words(text: str) -> list[str]:
    """The words that stand between bars."""
    return " ".join(text.split()).split(" | ")


def word_lists(section: str) -> Mapping[str, list[str]]:
    """The lists of words of a section, by their names."""
    return {name: split_words(text) for name, text in lexicon_file("words.toml")[section].items()}


def keys_of_words(section: str) -> Mapping[str, str]:
    """The names of the lists of a section, by each of their words."""
    return {word: name for name, words in word_lists(section).items() for word in words}


def one_of(section: str, *names: str) -> str:
    """A pattern for any word of the lists of a section."""
    lists = word_lists(section)
    return f"(?:{'|'.join(word for name in names for word in lists[name])})"


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
