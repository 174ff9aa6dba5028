"""Decode the bytes of a text file: UTF-8, UTF-16, or the code page whose letters make the words.

Files of older programs do not say which code page they have. Each that British programs wrote is
tried, and the one is taken whose signs stand where such signs stand in words; where another does
nearly as well, the file is read and in doubt.
"""

import codecs
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple, cast

_MARKS: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_PAGES: Final = {"cp1252": "Windows", "mac_roman": "a Mac", "cp850": "DOS"}  # the likelier first
_HIGH: Final = re.compile(rb"[\x80-\xff]")
# What UTF-8 becomes when a program takes it for Windows' letters and writes that as UTF-8.
_BROKEN: Final = re.compile("â€[^\\s\x00-\x7f]|Ã[\xa0-\xbf]|Â[£§°½\xa0]")
_LOOKED_AT: Final = 5_000  # signs beyond ASCII
_USUAL: Final = frozenset("’‘“”–—…•£€°½¼¾©®™§·×\xa0")  # noqa: RUF001 - quotation marks, dashes
_OPENING: Final = frozenset("‘“£€")
_NAMES: Final = frozenset("éèêëáàâäíìîïóòôöúùûüçñ")  # letters of names, and of words from French
_WORD: Final = re.compile(r"\S++")
_SHOWN: Final = 3  # words
_LONGEST: Final = 40  # signs of such a word


class DecodedText(NamedTuple):
    """The text of a file, whose letters it was read in, and whether that is beyond doubt."""

    text: str
    page: str = ""  # empty for UTF-8 and UTF-16
    is_sure: bool = True

    def words(self) -> list[str]:
        """A few of its words that show how it was read."""
        words = (match[0] for match in _WORD.finditer(self.text) if not match[0].isascii())
        return [word[:_LONGEST] for word in dict.fromkeys(islice(words, _SHOWN))]


def decode_text(content: bytes) -> DecodedText | None:
    """The text of a file; none for bytes that are no text in any way that is known."""
    if wide := _wide_encoding(content):
        try:
            return DecodedText(content.decode(wide).removeprefix("\ufeff"))
        except UnicodeDecodeError:
            return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        decoded = _mixed_text(content) or _page_text(content)
    else:
        is_broken = bool(_BROKEN.search(text))
        decoded = DecodedText(text, "another program broke" if is_broken else "", not is_broken)
    return None if decoded is None or "\0" in decoded.text else decoded


def _wide_encoding(content: bytes) -> str:
    """The name of an encoding of two bytes a letter, by its mark or by its many zeros."""
    if content[:2] in _MARKS:
        return _MARKS[content[:2]]
    head = content[:_LOOKED_AT]
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = head[first::2].count(0)
        if len(head) > 1 and not head[1 - first :: 2].count(0) and zeros * 2 > len(head[first::2]):
            return name
    return ""


def _mixed_text(content: bytes) -> DecodedText | None:
    """A text most of which is UTF-8; a letter that is not is read as Windows writes it."""
    replaced = content.decode("utf-8", "replace")
    signs = len(replaced) - len(replaced.encode("ascii", "ignore"))
    if replaced.count("\ufffd") * 2 >= signs:
        return None
    return DecodedText(content.decode("utf-8-sig", _AS_WINDOWS), "two programs", is_sure=False)


def _read_as_windows(error: UnicodeError) -> tuple[str, int]:
    """The byte at which UTF-8 ends, as a letter of Windows, and where UTF-8 goes on."""
    failed = cast("UnicodeDecodeError", error)
    letter = failed.object[failed.start : failed.start + 1]
    return letter.decode("cp1252", "replace"), failed.start + 1


_AS_WINDOWS: Final = "planctl-windows"
codecs.register_error(_AS_WINDOWS, _read_as_windows)


def _page_text(content: bytes) -> DecodedText | None:
    scores = {}
    for page in _PAGES:
        try:
            text = content.decode(page)
        except UnicodeDecodeError:
            continue
        scores[page] = sum(_signs(content, text))
    best = max(scores, key=lambda page: scores[page])
    if scores[best] < 0:
        return None
    text = content.decode(best)
    others = [page for page in scores if page != best and content.decode(page) != text]
    is_sure = scores[best] > max((scores[page] for page in others), default=0)
    return DecodedText(text, _PAGES[best], is_sure)


def _signs(content: bytes, text: str) -> Iterator[int]:
    """For each sign beyond ASCII, how well it stands where it does."""
    for match in islice(_HIGH.finditer(content), _LOOKED_AT):
        at = match.start()
        sign, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
        if sign in _USUAL:
            yield -2 if sign in _OPENING and before.isalpha() else 2
        elif not sign.isalpha() or not (before.isalpha() or after.isalpha()):
            yield -2  # a letter by itself, or a sign that no such text has
        elif sign.isupper() and before.islower():
            yield -3
        else:
            yield int(sign.lower() in _NAMES)
