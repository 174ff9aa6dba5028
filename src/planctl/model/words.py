"""Plain English for every output: counts, lists, ratings; and text that is safe to print.

The nine columns by which people know a plan, named the same in every output.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from planctl.model.choice import join_words
from planctl.model.rating import Rating

# By which a CI server is told what to do, in a log that a result is printed into.
_CI_COMMAND: Final = re.compile(r"#(?=#[A-Za-z]*\[)")
_UNSEEN: Final = re.compile(r"[^\n -~]")
# How a board reads ratings: what needs it most comes first, what cannot be rated last.
RATINGS_WORST_FIRST: Final = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE, Rating.GREY)


def count_noun(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 action, 33 actions."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def with_article(noun: str) -> str:
    """A noun with its article: an action, a measure."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def count_with_verb(number: int, one: str = "is", many: str = "are") -> str:
    """How many are so, or have something: none are, 1 is, 16 are."""
    return f"{number or 'none'} {one if number == 1 else many}"


def sentence_list(items: Sequence[str]) -> str:
    """Items as a sentence lists them: a, b and c."""
    return join_words(items, "and")


def rag_in_words(counts: Mapping[Rating, int], disputed: Sequence[Rating] = ()) -> str:
    """How many of each rating, the worst first: 2 red, 3 green (1 disputed) and 1 not rated."""
    counts_in_words = (
        f"{counts[rating]} {rating_in_words(rating)}"
        f"{f' ({number} disputed)' if (number := disputed.count(rating)) else ''}"
        for rating in RATINGS_WORST_FIRST
        if counts[rating]
    )
    return sentence_list(list(counts_in_words)) or "none"


def progress_in_words(done: int, others: Mapping[Rating, int]) -> str:
    """What is complete apart from how the rest is rated: 21 complete; of the others, 5 red."""
    ratings = rag_in_words(others)
    if done and any(others.values()):
        return f"{done} complete; of the others, {ratings}"
    return f"{done} complete" if done else ratings


def rating_in_words(rating: Rating) -> str:
    """A rating as a word; grey is no rating at all."""
    return "not rated" if rating is Rating.GREY else rating.value


def json_text(value: object, *, indent: int | None = 2) -> str:
    """A value as programs read it; what cannot be seen in it is an escape."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if "##" in text:
        text = _CI_COMMAND.sub(r"\\u0023", text)
    if not text.replace("\n", "").isprintable():
        text = _UNSEEN.sub(lambda match: _json_escape(match[0]), text)
    return text


def _json_escape(sign: str) -> str:
    """A character as JSON writes it by its number; two numbers for one beyond the first 65,536."""
    if sign.isprintable():
        return sign
    units = sign.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def printable_text(text: str) -> str:
    """A text on one line, without what could move the cursor or turn the writing round."""
    if text.isprintable():
        return text
    text = text.replace("\n", " ").replace("\t", "→")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def unused_name(name: str, used: set[str]) -> str:
    """A name that is not taken yet, whatever its capitals; it is taken then."""
    free, n = name, 2
    while free.casefold() in used:
        free, n = f"{name}-{n}", n + 1
    used.add(free.casefold())
    return free


PROGRESS: Final = "Progress to date"
NONE_RECORDED: Final = "None recorded"  # what stands in a column that holds nothing
COLUMN_NAMES: Final = (
    "Ref",
    "Actions",
    "Expected impact",
    "Impact measure",
    "Reporting mechanism",
    "Lead and timescale",
    PROGRESS,
    "Progress RAG",
    "Impact RAG",
)
