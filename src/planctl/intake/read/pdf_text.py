"""Letters of a PDF as words and lines, and lines as paragraphs.

A PDF keeps no paragraph and breaks words of narrow columns: a line ends its paragraph where the
next word would have fitted on it, and a word goes on over a line that it fills alone.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from planctl.intake.read.paper import Omission, mark_omitted
from planctl.intake.read.pdf_page import LINK, Box, Letter, PdfPage
from planctl.intake.read.text import markdown_link, symbols_as_text, to_paragraph

_GAP: Final = 0.17  # of the size of a letter, between two words
_SAME: Final = 0.3  # of its breadth: the same letter painted twice, to look bold
_CORE: Final = 0.25  # of the height of a word, at its top and bottom, which lines may share
_SPACE: Final = 0.25  # of the size, that a space takes
_LETTER: Final = 0.7  # of the size, that a letter takes at most
_PARAGRAPH: Final = 0.4  # of the size, more than lines have between them
_ONE_GAP: Final = 0.6  # of the size, between two lines of which nothing else tells
_LOW_START: Final = 3.0  # sizes of room that a line may leave before one in small letters
_BOLD: Final = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_SYMBOLS: Final = re.compile(r"(wingdings)[ -]?(2?)|(webdings|symbol|marlett)", re.IGNORECASE)
_LIGATURES: Final = {n: unicodedata.normalize("NFKC", chr(n)) for n in range(0xFB00, 0xFB07)}
_NUMBERED: Final = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s", re.IGNORECASE)
_FIGURES: Final = re.compile(r"[A-Za-z]{0,4}[./-]*\d[\d./-]*[a-z]?")
UNKNOWN_LETTER: Final = "\ufffd"  # for a letter whose text the PDF does not say
_PAIR: Final = 2
_SIGNS: Final = ".,;:!?()[]“”\"'‘’"
_ADDRESS: Final = re.compile(r"[a-z]\.[a-z]|://|^www\.|\w@\w|^/\w")


class TextWord(NamedTuple):
    """A word and where it stands."""

    text: str
    box: Box
    size: float
    turn: int
    is_bold: bool
    colour: str
    omission: Omission | None
    link: str = ""


class TextLine(NamedTuple):
    """Words beside each other."""

    page: int
    number: int  # of those on its page, or in its cell
    words: tuple[TextWord, ...]

    @property
    def box(self) -> Box:
        """What the words of the line cover."""
        return box_around([word.box for word in self.words])

    @property
    def text(self) -> str:
        """Its words, each once, whether they were taken out or not."""
        return " ".join(word.text for word in self.words)

    @property
    def size(self) -> float:
        """The height of its largest word."""
        return max(word.size for word in self.words)


def page_words(page: PdfPage) -> list[TextWord]:
    """The words of a page, in the order in which they are painted."""
    groups: list[list[Letter]] = [[]]
    for letter in sorted(page.letters, key=lambda letter: letter.order):
        letters = groups[-1]
        if letter.text.isspace():
            groups.append([])
        elif letters and _is_again(letters[-1], letter):
            continue
        elif letters and not _goes_on(letters[-1], letter):
            groups.append([letter])
        else:
            letters.append(letter)
    links = [(note.box, note.text) for note in page.notes if note.kind == LINK]
    words = (_word(letters) for letters in groups if letters)
    return [
        word._replace(link=next((url for box, url in links if box.holds(word.box)), ""))
        for word in words
    ]


def _is_again(last: Letter, letter: Letter) -> bool:
    shift = max(abs(last.box.x0 - letter.box.x0), abs(last.box.top - letter.box.top))
    breadth = min(letter.box.width, letter.box.height)
    return last.text == letter.text and shift < _SAME * breadth


def _goes_on(last: Letter, letter: Letter) -> bool:
    """Whether a letter follows another within a word."""
    if (last.turn, last.omission) != (letter.turn, letter.omission):
        return False
    before, after = last.box.turn(last.turn), letter.box.turn(letter.turn)
    size = max(last.size, letter.size)
    is_level = abs(before.centre[1] - after.centre[1]) < size / 2
    return is_level and -size / 2 < after.x0 - before.x1 < _GAP * size


def _word(letters: Sequence[Letter]) -> TextWord:
    first = letters[0]
    return TextWord(
        "".join(map(_sign, letters)),
        box_around([letter.box for letter in letters]),
        max(letter.size for letter in letters),
        first.turn,
        bool(_BOLD.search(first.font)),
        first.colour,
        first.omission,
    )


def _sign(letter: Letter) -> str:
    if letter.text.startswith("(cid:"):
        return UNKNOWN_LETTER
    font = _SYMBOLS.match(letter.font)
    name = " ".join(filter(None, font.groups())) if font else ""
    return symbols_as_text(letter.text.translate(_LIGATURES), name)


def box_around(boxes: Sequence[Box]) -> Box:
    """The smallest box that covers others."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


def text_lines(words: Iterable[TextWord], page: int) -> list[TextLine]:
    """Words as lines, from the top down; those that stand on their side are read as they turn."""
    lines: list[list[TextWord]] = []
    bottom = 0.0
    upright = (w._replace(box=w.box.turn(w.turn)) if w.turn else w for w in words)
    for word in sorted(upright, key=_core_top):
        core_bottom = word.box.bottom - _CORE * word.box.height
        if lines and _core_top(word) < bottom:
            lines[-1].append(word)
        else:
            lines.append([word])
        bottom = max(bottom, core_bottom) if len(lines[-1]) > 1 else core_bottom
    return [TextLine(page, n, tuple(_in_order(line))) for n, line in enumerate(lines, 1)]


def _core_top(word: TextWord) -> float:
    return word.box.top + _CORE * word.box.height


def _in_order(words: list[TextWord]) -> Iterator[TextWord]:
    """The words of a line from the left; parts of one word as one, and each painted word once."""
    last, *others = sorted(words, key=lambda word: word.box.x0)
    for word in others:
        shift = word.box.x0 - last.box.x0
        if word.text == last.text and shift < _SAME * word.box.width:
            continue
        if word.box.x0 - last.box.x1 < _GAP * last.size / 2 and word.omission == last.omission:
            last = last._replace(text=last.text + word.text, box=box_around([last.box, word.box]))
        else:
            yield last
            last = word
    yield last


class WordJoiner:
    """Puts lines together as paragraphs, and words that a narrow column broke as one."""

    def __init__(self, texts: Iterable[Sequence[TextLine]], known_words: Collection[str]) -> None:
        """Learn the words of a paper, text by text, apart from those that may be half a word."""
        self._whole = {word.casefold() for word in known_words}
        self.doubtful: dict[str, None] = {}  # words that only a person can say to be one or two
        for lines in texts:
            is_open = False
            for number, line in enumerate(lines, 1):
                words = line.words[is_open:]
                is_open = number < len(lines) and (len(words) < _PAIR or words[-1].text[-1] == "-")
                self._whole |= {_plain(word.text) for word in words[: -1 if is_open else None]}

    def paragraphs(self, lines: Sequence[TextLine], right: float) -> Iterator[tuple[TextLine, str]]:
        """The paragraphs of lines that reach up to a right edge, each with its first line."""
        pairs = list(pairwise(lines))
        gaps = [after.box.top - line.box.bottom for line, after in pairs if line.page == after.page]
        largest = max((line.size for line in lines), default=0)
        usual = min(gaps) if len(gaps) > 1 else _ONE_GAP * largest
        ends = (ends_paragraph(line, after, right, usual) for line, after in pairs)
        joints = [0, *(n for n, is_end in enumerate(ends, 1) if is_end), len(lines)]
        for start, end in pairwise(joints if lines else ()):
            yield lines[start], self._paragraph(lines[start:end], right)

    def _paragraph(self, lines: Sequence[TextLine], right: float) -> str:
        """Lines as one text; from the end, because what is left of a word can be broken again."""
        words: list[TextWord] = []
        for line in reversed(lines):
            *before, last = line.words
            joined = self._join(line, words[0], right) if words else ""
            words[: bool(joined)] = [last._replace(text=joined or last.text)]
            words[:0] = before
        return " ".join(_runs(words))

    def _join(self, line: TextLine, after: TextWord, right: float) -> str:
        """The word that goes on over the end of a line; empty where none does."""
        before = line.words[-1].text
        if re.search(r"\w[-/\u00ad]$", before):
            return self._join_hyphen(before, after.text)
        words = [word.text for word in line.words if not is_list_sign(word.text)]
        if len(words) > 1 or line.box.x1 + _LETTER * after.size < right:
            return ""
        return self._join_broken(before, after.text)

    def _join_broken(self, before: str, after: str) -> str:
        """Two parts of a word that a column is too narrow for; empty where they are two words."""
        both = before + after
        if _FIGURES.fullmatch(both) or _ADDRESS.search(before) or _ADDRESS.search(after):
            return both
        if not re.search(r"\w$", before) or not re.match(r"[a-z]", after):
            return ""
        if _plain(both) in self._whole:
            return both
        if _plain(after) in self._whole:
            return ""
        self.doubtful.setdefault(f"{before} {after}")
        return "" if _plain(before) in self._whole else both

    def _join_hyphen(self, before: str, after: str) -> str:
        """Two parts of a word with what stands between them; a hyphen can be of the line only."""
        bare, both = before[:-1] + after, before + after
        if before.endswith("\u00ad"):
            return bare
        is_one = not before.endswith("/") and bool(re.match(r"[a-z]", after))
        if not is_one or _plain(both) in self._whole:
            return both
        if _plain(bare) in self._whole:
            return bare
        if not {_plain(before), _plain(after)} <= self._whole:
            self.doubtful.setdefault(f"{before} {after}")
        return both


def _plain(word: str) -> str:
    return word.casefold().strip(_SIGNS)


def is_list_sign(text: str) -> bool:
    """Whether a word only begins an item of a list."""
    paragraph = to_paragraph(f"{text} x")
    return bool(paragraph and paragraph.is_item)


def ends_paragraph(line: TextLine, after: TextLine, right: float, usual_gap: float) -> bool:
    """Whether a paragraph ends with a line: the next begins an item, or would have fitted on it."""
    first, size = after.words[0], line.size
    room = right - line.box.x1
    needed = first.box.x1 - first.box.x0 + _SPACE * size + 1
    if is_list_sign(first.text) or _NUMBERED.match(f"{after.text} "):
        return True
    is_open = line.text[-1] not in ".:;!?"
    gap = after.box.top - line.box.bottom
    if gap > usual_gap + _PARAGRAPH * size if line.page == after.page else not is_open:
        return True
    is_low = first.text[0].islower() and is_open
    return room > needed + (_LOW_START * size if is_low else 0)


def _runs(words: Sequence[TextWord]) -> Iterator[str]:
    """Words with their marks: those that were taken out, and those that are a link."""
    for (omission, link), group in groupby(words, key=lambda word: (word.omission, word.link)):
        text = " ".join(word.text for word in group)
        if omission:
            yield mark_omitted(text, omission)
        else:
            yield markdown_link(text, link) if link else text
