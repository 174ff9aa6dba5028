"""The words of the lexicon, which stand in TOML files that a person can read and extend."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache
def lexicon_file(name: str) -> Mapping[str, Any]:
    """The content of a file of words."""
    content: dict[str, Any] = tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))
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
