"""The XML of a part of an Office file as a tree, and nothing of what XML can be made to do.

It is read by the standard library's expat, so that Word is read with nothing more to install.
Nothing is fetched: expat follows no reference, and entities need a DOCTYPE, which is refused
before anything is parsed, as no Office program writes one.
"""

import re
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring

from planctl.intake.paper.part import Unreadable

TAG_LIMIT: Final = 1_200_000  # the document of a thousand actions has a third of a million
LETTER_LIMIT: Final = 6_000_000
# A tag of a thousand attributes, and a text of a million letters: no program writes one.
_HUGE_TAG: Final = re.compile(rb"<(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'){2000}")
_HUGE_TEXT: Final = re.compile(rb"<[^<]{1000000}")
_DOCTYPE: Final = "<!DOCTYPE"
# In every kind of letters that one of the readers of XML knows by itself.
_MARKS: Final = tuple(
    _DOCTYPE.encode(name)
    for name in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037")
)
_LETTERS: Final = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding=["']([\w.-]{0,40})""")
_USUAL: Final = frozenset({b"utf-8", b"utf-16", b"us-ascii", b"iso-8859-1", b"windows-1252"})
# ISO's strict kind of Office file names the same things by other addresses.
_STRICT: Final = re.compile(rb'(xmlns(?::\w+)?|Type)="http://purl\.oclc\.org/ooxml/([^"]*)"')
_TRANSITIONAL: Final = {
    "wordprocessingml/main": "wordprocessingml/2006/main",
    "drawingml/main": "drawingml/2006/main",
    "drawingml/wordprocessingDrawing": "drawingml/2006/wordprocessingDrawing",
    "drawingml/spreadsheetDrawing": "drawingml/2006/spreadsheetDrawing",
    "drawingml/diagram": "drawingml/2006/diagram",
    "officeDocument/relationships": "officeDocument/2006/relationships",
    "officeDocument/math": "officeDocument/2006/math",
    "spreadsheetml/main": "spreadsheetml/2006/main",
}


def tree(content: bytes) -> Element:
    """The root of a part's XML; raises Unreadable where it is damaged or more than plain XML."""
    refuse_traps(content)
    if max(content.count(b"<"), content.count(b"=")) > TAG_LIMIT:
        message = f"a part of the file has more than {TAG_LIMIT:,} tags, which is more than is read"
        raise Unreadable(message, "split the document")
    try:
        root = fromstring(transitional(content))  # noqa: S314 - what is unsafe is refused above
    except (ParseError, ValueError, LookupError):
        message = "a part of the file is damaged: its XML cannot be read"
        hint = "open it in Office, let it be repaired, and save it again"
        raise Unreadable(message, hint) from None
    if (
        len(content) > LETTER_LIMIT
        and sum(len(each.text or "") for each in root.iter()) > LETTER_LIMIT
    ):
        raise Unreadable(f"a part of the file has more than {LETTER_LIMIT:,} letters", "split it")
    return root


def refuse_traps(content: bytes) -> None:
    """Raise Unreadable for XML that no Office program writes, and that is made to do harm.

    A DOCTYPE is the only way to entities and other files.
    """
    letters = _LETTERS.match(content.removeprefix(b"\xef\xbb\xbf"))
    if letters and letters[1].lower() not in _USUAL:
        message = "the XML within the file is in a kind of letters that no Office program writes"
        raise Unreadable(message, "open it in Office and save it again")
    if any(mark in content for mark in _MARKS):
        message = "the XML within the file has a DOCTYPE, which can hold a trap"
        hint = "open it in Office and save it again; an Office program does not write one"
        raise Unreadable(message, hint)
    if _HUGE_TAG.search(content) or _HUGE_TEXT.search(content):
        message = "a part of the file has a tag or a text that is longer than any program writes"
        raise Unreadable(message, "ask whoever sent it where it comes from")


def transitional(content: bytes) -> bytes:
    """A part of the strict kind of Office file in the names of the usual kind."""
    if b"http://purl.oclc.org/ooxml/" not in content:
        return content
    return _STRICT.sub(_usual_name, content)


def _usual_name(found: re.Match[bytes]) -> bytes:
    name = found[2].decode("ascii", "replace")
    for strict, usual in _TRANSITIONAL.items():
        if name == strict or name.startswith(f"{strict}/"):
            name = usual + name.removeprefix(strict)
    return found[1] + f'="http://schemas.openxmlformats.org/{name}"'.encode("ascii", "replace")
