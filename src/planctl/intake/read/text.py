"""Text as its reader sees it: decoded, symbols as signs, bullets as items, links as Markdown."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from planctl.intake.read.code_page import decode_text
from planctl.intake.read.paper import (
    PaperLine,
    Paragraph,
    UnreadableFile,
    mark_omitted,
    refuse_above,
    split_omitted,
)
from planctl.model.label import plain_blanks

SIZE_LIMIT: Final = 20_000_000
_MEGABYTE: Final = 1_000_000
# What a line about the letters of a file is, beside the text.
PLAIN_LETTERS, DOUBTFUL_LETTERS = "letters", "letters in doubt"
_PRIVATE: Final = 0xF000  # where programs put the letters of such a font
_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_HYPHENS: Final = {0x2010: "-", 0x2011: "-"}
_AS_SEEN: Final = {**_UNSEEN, **_HYPHENS}
# What people type, or paste, in place of a list. A letter or dash is one only before a space.
_BULLET: Final = re.compile(
    r"(?:[•●▪■◦○‣⁃∙·➢►\uf0b7\uf0a7\uf0d8\uf076]\s*|[-–—*+o§]\s+)(?=\S)"  # noqa: RUF001 - dashes
)
# A bullet before a word, and not a row of dots that is a rating.
_RUN_ON: Final = re.compile(r"(?<![^\s])[•●▪■◦‣➢►]\s*(?=[^\W_]|[\"'(‘“£])")
_SEVERAL: Final = 2
_UNSAFE_IN_LINK: Final = str.maketrans({"(": "%28", ")": "%29", " ": "%20", "\n": "%0A"})
# While a text is gathered, a link is marked by characters that no text of a paper holds.
LINK_START: Final = "\x02"
_LINK: Final = re.compile("\x02([^\x02-\x04]*)\x03([^\x02-\x04]*)\x04")
_HALF_LINK: Final = re.compile("\x03([^\x02-\x04]*)\x04")


def decode_paper_text(content: bytes) -> tuple[str, list[PaperLine]]:
    """The text of a file, and a line about its letters where they are not plain."""
    message = f"the file is larger than {SIZE_LIMIT // _MEGABYTE} MB"
    refuse_above(len(content), SIZE_LIMIT, message, "split it")
    decoded = decode_text(content)
    if decoded is None:
        hint = "open it in the program that it is from, and save it again as UTF-8"
        raise UnreadableFile("the letters of this file cannot be read", hint)
    words = f"read as {decoded.page} writes them, such as {', '.join(decoded.words())}"
    kind = PLAIN_LETTERS if decoded.is_sure else DOUBTFUL_LETTERS
    return decoded.text, [PaperLine("the file", words, beside=kind)] if decoded.page else []


# The codes of the letters of fonts that are pictures, and the signs that they show.
_FONTS: Final = {
    font: {
        code: sign
        for digits, sign in re.findall(r"([0-9A-F]{2})(\S)", signs)
        for code in (int(digits, 16), _PRIVATE + int(digits, 16))
    }
    for font, signs in {
        "wingdings": (
            "4A☺ 4B😐 4C☹ 6C● 6E■ 6F☐ 71☐ 72☐ 73• 76• 77• 78☒ 9F• A7• "
            "A8☐ D8• DF← E0→ E1↑ E2↓ E8→ E9↑ EA↓ FB✗ FC✓ FD☒ FE☑"
        ),
        "wingdings 2": "4F✗ 50✓ 51☒ 52☑ 53☒ 54☒ 97● A2■ A3☐",
        "webdings": "61✓ 63☐ 67■ 6E● 72✗",
        "marlett": "61✓ 62✓ 72✗",
        "symbol": "AC← AD↑ AE→ AF↓ B3≥ A3≤ B7•",
    }.items()
}


def is_symbol_font(font: str) -> bool:
    """Whether the letters of a font are pictures."""
    return font.lower() in _FONTS


def symbols_as_text(text: str, font: str) -> str:
    """A text in the signs that its font shows for it; one that is not known stays as it is."""
    return text.translate(_FONTS.get(font.lower(), {}))


def visible_text(text: str) -> str:
    """A text on one line, without what is not seen of it, its hyphens those of the keyboard."""
    return plain_blanks(text if text.isascii() else text.translate(_AS_SEEN))


def to_paragraph(text: str, *, is_item: bool = False, number: str = "") -> Paragraph | None:
    """A paragraph of one line, where it has words; a bullet typed by hand makes it an item."""
    words = visible_text(text)
    if bullet := _BULLET.match(words):
        words, is_item = words[bullet.end() :], True
    return Paragraph(words, is_item, number) if words else None


def to_paragraphs(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    """The paragraphs that have words, of texts that are a line each, or items run together."""
    items = (item for text in texts for item in split_items(text))
    return tuple(filter(None, map(to_paragraph, items)))


def split_items(text: str) -> Iterator[str]:
    """The items of a list that became one line on its way: • a • b; else the text as it is."""
    starts = [match.start() for match in _RUN_ON.finditer(text)]
    starts = starts if len(starts) >= _SEVERAL else []
    return (text[start:end] for start, end in pairwise([0, *starts, len(text)]))


def split_lines(texts: Iterable[str]) -> Iterator[str]:
    """Each line of each text, of whatever kind its line ends are."""
    return (line for text in texts for line in text.splitlines())


def link_end_mark(address: str) -> str:
    """The mark at the end of the words that lead to an address."""
    return f"\x03{address}\x04"


def write_links(text: str) -> str:
    """A text whose marked links are written as links; of one that is cut in two, the address."""
    if "\x02" not in text and "\x03" not in text:
        return text
    text = _LINK.sub(lambda match: markdown_link(match[1], match[2]), text)
    return _HALF_LINK.sub(r" (\1)", text).replace(LINK_START, "")


def split_links(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without its marks of links, and the addresses to which words in it lead."""
    links = _LINK.sub(lambda link: link[0] if link[1].strip() else "", text)
    addresses = tuple(match[1] for match in _HALF_LINK.finditer(links))
    return _HALF_LINK.sub("", text).replace(LINK_START, ""), addresses


def markdown_link(words: str, address: str) -> str:
    """Words that lead to an address, as Markdown writes them; not so within the paper itself."""
    live, omitted = split_omitted(words)
    if omitted and not live:
        whole = markdown_link(" ".join(item.text for item in omitted), address)
        return mark_omitted(whole, omitted[0].how)
    target = address.strip().translate(_UNSAFE_IN_LINK)
    is_elsewhere = target and not target.startswith("#")
    return f"[{words.strip() or target}]({target})" if is_elsewhere else words


def checkbox_sign(*, is_ticked: bool) -> str:
    """A box to tick, as text."""
    return "☑" if is_ticked else "☐"
