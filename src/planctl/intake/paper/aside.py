"""Parts of a paper that a plan has no place for: its own history, and what its colours mean."""

from typing import Final

_HISTORY: Final = "it is of the history of the document, which git keeps for a plan"
_COLOURS: Final = "it says what the colours mean, which policy.yaml says for a plan"
_WORDS: Final = {
    _HISTORY: (
        "document control|version control|document history|version history|revision history|"
        "change history|amendment history|change log|document information|document details"
    ),
    _COLOURS: (
        "rag key|brag key|key|rag rating key|rating key|key to ratings|rag ratings|"
        "rag definitions|rag rating definitions|key to rag|key to rag ratings|rag rating"
    ),
}
_WHY: Final = {word: why for why, words in _WORDS.items() for word in words.split("|")}


def aside(heading: str) -> str:
    """Why nothing below a heading is placed; empty for any other heading."""
    return _WHY.get(heading.casefold().strip(" :."), "")
