"""Whether a text copies the document that our plan says in words of its own.

The document is not part of the project. It is known here by fingerprints alone: a hash of each run
of eight words in it, in no order. `python tests/support/fingerprint.py DOCUMENT` writes them.
"""

import re
import sys
from hashlib import blake2b
from pathlib import Path
from typing import Final

FINGERPRINTS: Final = Path(__file__).parent / "fingerprints-of-source.txt"
RUN: Final = 8  # so many words in a row are a copy
BYTES: Final = 5  # one run in 400 million that is our own would be taken for one of these


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of eight words in each line, cell and paragraph; “child's” is one word."""
    parts = (re.findall(r"[\w'’]+", part.casefold()) for part in re.split(r"[\n\t]|</?p>", text))
    return {tuple(words[at : at + RUN]) for words in parts for at in range(len(words) - RUN + 1)}


def fingerprint(run: tuple[str, ...]) -> str:
    """The hash of a run of words, from which they cannot be read."""
    return blake2b(" ".join(run).encode(), digest_size=BYTES).hexdigest()


def copies(text: str) -> list[str]:
    """The runs of words in a text that the document has too."""
    known = frozenset(FINGERPRINTS.read_text("utf-8").split())
    return sorted(" ".join(run) for run in runs(text) if fingerprint(run) in known)


if __name__ == "__main__":
    found = {fingerprint(run) for run in runs(Path(sys.argv[1]).read_text("utf-8"))}
    FINGERPRINTS.write_text("".join(f"{each}\n" for each in sorted(found)), "utf-8")
