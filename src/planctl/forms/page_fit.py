"""How many lines a text takes in a column, and a text cut to the lines that a page has room for.

Widths are those of Arial, rounded up, so that what is made to fit here fits in Word and Excel.
"""

from collections.abc import Iterator
from typing import Final

_WIDTHS: Final = (  # of a letter, in hundredths of its size
    ("ijl'", 23),
    (" .,:;!/\\tfI[]·|", 29),
    ("r()-`“”‘’", 34),
    ("cksvxyzJ", 51),
    ("abdeghnopqu0123456789L?£$_", 57),
    ("ABEFKPSTVXYZ+<>=&RCDHNU", 73),
    ("wGOQm", 84),
)
_WIDTH_BY_LETTER: Final = {letter: width for letters, width in _WIDTHS for letter in letters}
_WIDEST: Final = 102


def text_width(text: str, size: float) -> float:
    """How wide a text on one line is at most, in points."""
    return sum(_WIDTH_BY_LETTER.get(letter, _WIDEST) for letter in text) * size / 100


def wrap_lines(text: str, width: float, size: float) -> Iterator[str]:
    """The lines that a text takes in a column, broken between words or within a long one."""
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if text_width(longer, size) <= width:
                line = longer
                continue
            if line:
                yield line
            line = word
            while text_width(line, size) > width:
                most = next(n for n in range(len(line), 0, -1) if _fits(line[:n], width, size))
                yield line[:most]
                line = line[most:]
        yield line


def _fits(text: str, width: float, size: float) -> bool:
    return len(text) == 1 or text_width(text, size) <= width


def count_lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a column."""
    return sum(1 for _ in wrap_lines(text, width, size))


def fit_text(text: str, lines: int, rest: str, *, width: float, size: float) -> str:
    """A text of at most so many lines; one that is cut says where the rest of it stands."""
    if count_lines(text, width, size) <= lines:
        return text
    words = text.split(" ")
    least, most = 0, len(words)
    while least < most:
        middle = (least + most + 1) // 2
        fits = count_lines(_cut(words[:middle], rest), width, size) <= lines
        least, most = (middle, most) if fits else (least, middle - 1)
    return _cut(words[:least], rest)


def _cut(words: list[str], rest: str) -> str:
    return f"{' '.join(words).rstrip()} … ({rest})".strip()
