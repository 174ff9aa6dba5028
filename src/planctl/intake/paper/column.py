"""What a column of a plan holds, by the words above it and never by its position."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Final, NamedTuple

from planctl.intake.paper.account import Sure
from planctl.intake.paper.moment import WHEN
from planctl.intake.paper.synonym import PAIRS, SYNONYMS

TICK: Final = "tick "  # and the colour: a column that is ticked for it
STATUS_TICK: Final = f"{TICK}status "  # and the status: a column that is ticked for it
DATED: Final = "rating on a day"
NOTHING: Final = "nothing"  # what a person says of a column that is to be left out
RATINGS: Final[Mapping[str, str]] = {
    "blue": "blue",
    "green": "green",
    "amber": "amber",
    "red": "red",
    "grey": "grey",
    "gray": "grey",
    "yellow": "amber",
}
_LETTERS: Final = {"r": "red", "a": "amber", "g": "green", "b": "blue"}
KEYS: Final = (*dict.fromkeys((*SYNONYMS, *PAIRS.values())), NOTHING)
_KEYS: Final = {
    **{key.replace("_", " "): key for key in (*SYNONYMS, *PAIRS.values())},
    **{word: key for key, words in SYNONYMS.items() for word in words.split("|")},
}
# Those that tell what a heading is about wherever they stand in it.
_TELLING_WORDS: Final = tuple(word for word in _KEYS if len(word) > 3 and word != "what")  # noqa: PLR2004 - letters
_LONGEST: Final = 80  # characters of a heading
_ASIDE: Final = re.compile(r"(?<=[^\s(]) ?\(")  # where what stands in brackets at the end begins
_SURE: Final = 3  # headings that are known for sure make a header of any row
_TELLING: Final = 4  # letters of a word that is telling on its own
_SHORT: Final = {"rag": "progress_rag", "brag": "progress_rag", "ref": "ref"}  # telling too
_OF_NOTES: Final = frozenset({"progress", "evidence", "rag_reason", "impact_rag"})
# What a plan has no key for, whatever else such a heading says: the cost of an action, its risk.
_OTHERWISE: Final = re.compile(
    r"[%£]|\b(?:percent(?:age)?|costs?|budget|funding|resources?|risks?|issues?|score|signature|"
    r"signed|initials|level)\b"
)
_OTHER_DATE: Final = re.compile(
    r"\bdate\b.*\b(?:of|added|raised|opened|identified|received|issued|logged|updated|reviewed|agreed)"
    r"\b|\b(?:inspection|meeting|committee|review|audit|visit)\b.*\bdate\b"
)
_EARLIER: Final = re.compile(
    r"\b(?:previous|prior|last|initial|baseline)\b.*\b(?:b?rag|rating|status)\b"
)


class Column(NamedTuple):
    """What a column holds: its key, the words above it, and how sure that is."""

    key: str = ""  # of SYNONYMS, a pair, a tick, a rating on a day; empty where it is not known
    heading: str = ""
    sure: Sure | None = None  # none where its words are known
    why: str = ""


def column_of(words: str, more: Mapping[str, str]) -> Column:
    """What a heading stands for; without a key where its words are not known at all."""
    plain = plain_heading(words)
    if plain in more:
        return Column(more[plain], words)
    key, sure, why = _meaning(plain) if len(plain) <= _LONGEST else ("", None, "")
    return Column(key, words, sure, why)


def plain_heading(words: str) -> str:
    """A heading as it is looked up: small letters, without the signs around it."""
    plain = re.sub(" ?/ ?", "/", " ".join(words.casefold().replace("(s)", "s").split()))
    aside = _ASIDE.search(plain) if plain.endswith(")") else None
    plain = plain[: aside.start()] if aside else plain
    return plain.strip(" :.?*-–_").replace("’", "'")


@lru_cache(maxsize=4096)
def _meaning(plain: str) -> tuple[str, Sure | None, str]:
    """The key of a heading, how sure that is, and why."""
    known = _known(plain)
    return (known, None, "") if known else _alike(plain)


@lru_cache(maxsize=4096)
def _known(plain: str) -> str:
    """The key of a heading whose words are known for sure; empty for any other."""
    if plain in _KEYS:
        return _KEYS[plain]
    if plain in RATINGS:
        return f"{TICK}{RATINGS[plain]}"
    if re.search(r"\b(?:b?rag|rating)\b", plain) and WHEN.search(plain):
        return DATED
    parts = {_KEYS.get(each, "") for each in re.split(r"/| and | & |, |\+", plain)}
    if "" in parts:
        return ""
    return next(iter(parts)) if len(parts) == 1 else PAIRS.get(frozenset(parts), "")


def _alike(plain: str) -> tuple[str, Sure | None, str]:
    """The key of the known words that a heading holds, or that it nearly is."""
    words = re.findall(r"[^\W_]+", plain)
    spaced = f" {' '.join(words)} "
    inside = [word for word in _TELLING_WORDS if f" {word} " in spaced]
    keys = {_KEYS[word] for word in inside}
    if (
        _EARLIER.search(plain)
        or _OTHER_DATE.search(plain)
        or ("progress" not in keys and _OTHERWISE.search(plain))
    ):
        return "", None, ""
    short = next((word for word in words if word in _SHORT), "")
    if short and not keys & _OF_NOTES:
        return _SHORT[short], Sure.MEDIUM, f"its heading has “{short}” in it"
    if frozenset(keys) in PAIRS:
        return PAIRS[frozenset(keys)], Sure.MEDIUM, "its heading names both"
    if inside:
        longest = max(inside, key=lambda word: (len(word), -plain.find(word)))
        return _KEYS[longest], Sure.MEDIUM, f"its heading has “{longest}” in it"
    near = get_close_matches(plain, _KEYS, n=1, cutoff=0.8) if len(plain) >= _TELLING else []
    if near:
        return _KEYS[near[0]], Sure.MEDIUM, f"its heading is nearly “{near[0]}”"
    return "", None, ""


def is_header(texts: Sequence[str], more: Mapping[str, str]) -> bool:
    """Whether a row is a header: most of what it says are headings that are known for sure.

    A header may have any number of columns of its own, where it names an action and two more.
    """
    said = [plain_heading(text) if len(text) <= _LONGEST else "" for text in texts if text]
    letters = _letters(said)
    keys = [
        key for plain in said if (key := more.get(plain) or _known(plain) or letters.get(plain))
    ]
    if len({*keys}) > 1 and len(keys) * 2 >= len(said) and not all(map(_is_value, keys)):
        return True
    sure = {key for key in keys if not key.startswith(TICK)}
    return len(sure) >= _SURE and bool(sure & {"actions", "title"})


def _is_value(key: str) -> bool:
    """Whether the words of a heading stand in cells too, as Red, Amber and Completed do."""
    return key.startswith(TICK) or key == "completed"


def _letters(said: Sequence[str]) -> Mapping[str, str]:
    """The letters of colours, where each of the three has a column; a letter alone says nothing."""
    return {k: f"{TICK}{v}" for k, v in _LETTERS.items()} if {"r", "a", "g"} <= {*said} else {}


def columns_of(texts: Sequence[str], more: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns under a header; of two that hold the same only the surer one does."""
    found = [column_of(text, more) if text else Column() for text in texts]
    letters = _letters([plain_heading(text) for text in texts])
    why = "R, A and G are columns beside one another"
    for number, text in enumerate(texts):
        plain = plain_heading(text)
        if plain in letters and plain not in more:
            found[number] = Column(letters[plain], text, Sure.MEDIUM, why)
    found = [_only(found, number) for number in range(len(found))]
    # A first column without a heading is where papers put their numbers.
    if found and not texts[0] and all(column.key != "ref" for column in found):
        found[0] = Column("ref", "", Sure.HIGH, "it is the first, and has no heading")
    return tuple(found)


_MANY: Final = frozenset({"progress", "actions", "expected_impact", "evidence", DATED, "", NOTHING})


def _only(columns: Sequence[Column], number: int) -> Column:
    """A column, without its guess where another one holds the same for sure or before it."""
    column = columns[number]
    if column.key in _MANY or column.sure is None:
        return column
    others = (c for n, c in enumerate(columns) if n != number and (c.sure is None or n < number))
    other = next((c for c in others if c.key == column.key), None)
    if not other:
        return column
    why = (
        f"“{other.heading}” is taken for the {other.key}, and not “{column.heading}”; "
        f'--map "{column.heading}=KEY" places it'
    )
    return Column("", column.heading, None, why)
