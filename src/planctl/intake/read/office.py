"""The zip archive and the XML of an Office file, read within limits far beyond any real paper.

Every limit is checked before a part is unpacked, and zipfile unpacks no more of a part than the
directory of the zip declares, so that a small file cannot fill the memory.

XML is parsed by the standard library's expat, so that Word needs nothing more to install. Expat
fetches nothing, and entities need a DOCTYPE, which no Office program writes and which is refused
before anything is parsed.
"""

import posixpath
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from lzma import LZMAError
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile, ZipInfo

from planctl.intake.read.paper import UnreadableFile, refuse_above
from planctl.intake.read.text import visible_text

RELATION_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DRAWING_NAMESPACE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
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
    f"{kind}{name}": f"{kind}2006/{name}"
    for kind, names in (
        ("wordprocessingml/", ("main",)),
        ("drawingml/", ("main", "wordprocessingDrawing", "spreadsheetDrawing", "diagram")),
        ("officeDocument/", ("relationships", "math")),
        ("spreadsheetml/", ("main",)),
    )
    for name in names
}
FILE_LIMIT: Final = 200_000_000
PART_LIMIT: Final = 64_000_000
UNPACKED_LIMIT: Final = 500_000_000
READ_LIMIT: Final = 200_000_000  # bytes that are unpacked in all; pictures and films are not
ALL_TAGS_LIMIT: Final = 2_000_000  # of parts that are read as XML
MEMBER_LIMIT: Final = 5_000
RATIO_LIMIT: Final = 200
SMALL_PART_LIMIT: Final = 4_000_000  # below which a part may be packed as tightly as it likes
_MEGABYTE: Final = 1_000_000
_SPLIT: Final = "split the document, or take the large pictures and files out of it"
_STRANGE: Final = "ask whoever sent it where it comes from; an Office program does not write such"
_AGAIN: Final = "ask for it again, or open it in Office, let it be repaired, and save it"
_DAMAGE: Final = (
    *(BadZipFile, EOFError, LZMAError, NotImplementedError),
    *(OSError, RuntimeError, struct.error, ValueError, zlib.error),
)
# A file of a kind that Office does not know is wrapped: its size, a mark, its name, its old path.
_WRAPPED: Final = re.compile(rb"\x02\x00([^\x00-\x1f]{1,200}\.[A-Za-z0-9]{1,8})\x00[^\x00]")


def parse_office_xml(content: bytes) -> Element:
    """The root of a part's XML; raises UnreadableFile where it is damaged or not plain."""
    refuse_unsafe_xml(content)
    message = f"a part of the file has more than {TAG_LIMIT:,} tags, which is more than is read"
    refuse_above(
        max(content.count(b"<"), content.count(b"=")), TAG_LIMIT, message, "split the document"
    )
    try:
        root = fromstring(to_transitional(content))  # noqa: S314 - what is unsafe is refused above
    except (ParseError, ValueError, LookupError):
        message = "a part of the file is damaged: its XML cannot be read"
        hint = "open it in Office, let it be repaired, and save it again"
        raise UnreadableFile(message, hint) from None
    if len(content) > LETTER_LIMIT:
        letters = sum(len(element.text or "") for element in root.iter())
        message = f"a part of the file has more than {LETTER_LIMIT:,} letters"
        refuse_above(letters, LETTER_LIMIT, message, "split it")
    return root


def refuse_unsafe_xml(content: bytes) -> None:
    """Raise Unreadable for XML that no Office program writes, and that is made to do harm.

    A DOCTYPE is the only way to entities and other files.
    """
    letters = _LETTERS.match(content.removeprefix(b"\xef\xbb\xbf"))
    if letters and letters[1].lower() not in _USUAL:
        message = "the XML within the file is in a kind of letters that no Office program writes"
        raise UnreadableFile(message, "open it in Office and save it again")
    if any(mark in content for mark in _MARKS):
        message = "the XML within the file has a DOCTYPE, which can hold a trap"
        hint = "open it in Office and save it again; an Office program does not write one"
        raise UnreadableFile(message, hint)
    if _HUGE_TAG.search(content) or _HUGE_TEXT.search(content):
        message = "a part of the file has a tag or a text that is longer than any program writes"
        raise UnreadableFile(message, "ask whoever sent it where it comes from")


def to_transitional(content: bytes) -> bytes:
    """A part of the strict kind of Office file in the names of the usual kind."""
    is_strict = b"http://purl.oclc.org/ooxml/" in content
    return _STRICT.sub(_usual_name, content) if is_strict else content


def _usual_name(match: re.Match[bytes]) -> bytes:
    name = match[2].decode("ascii", "replace")
    for strict, usual in _TRANSITIONAL.items():
        if name == strict or name.startswith(f"{strict}/"):
            name = usual + name.removeprefix(strict)
    return match[1] + f'="http://schemas.openxmlformats.org/{name}"'.encode("ascii", "replace")


class OfficeRelation(NamedTuple):
    """What a part refers to by a short name: another part, or an address outside the file."""

    kind: str  # the last word of its type, such as hyperlink or header
    target: str  # the name of a part, or an address
    is_outside: bool


class OfficeArchive:
    """The parts of an Office file by name."""

    def __init__(self, content: bytes) -> None:
        """Open the bytes of a zip; raises UnreadableFile for one that is damaged or a bomb."""
        message = f"the file is larger than {FILE_LIMIT // _MEGABYTE} MB"
        refuse_above(len(content), FILE_LIMIT, message, _SPLIT)
        try:
            self._zip = ZipFile(BytesIO(content))
        except _DAMAGE:
            raise _damaged() from None
        self._members = {member.filename: member for member in self._zip.infolist()}
        self._read = self._tags = 0
        _refuse_large(self._zip.infolist())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its parts, in the order of the zip."""
        return tuple(self._members)

    def main_part(self, usual: str) -> str:
        """The name of the part that holds the document itself."""
        relations = self.relations("").values()
        return next((r.target for r in relations if r.kind == "officeDocument"), usual)

    def read(self, name: str) -> bytes:
        """The bytes of a part; none where there is no such part; raises UnreadableFile."""
        member = self._members.get(name)
        if member is None:
            return b""
        self._read += member.file_size
        for what, size, limit in (
            ("a part of the file unpacks", member.file_size, PART_LIMIT),
            ("the parts of the file unpack", self._read, READ_LIMIT),
        ):
            refuse_above(size, limit, f"{what} to more than {limit // _MEGABYTE} MB", _SPLIT)
        try:
            return self._zip.read(member)
        except _DAMAGE:
            raise _damaged() from None

    def tree(self, name: str) -> Element | None:
        """The XML of a part, or None where there is no such part; raises UnreadableFile."""
        content = self.read(name)
        self._tags += content.count(b"<")
        message = f"the parts of the file have more than {ALL_TAGS_LIMIT:,} tags in all"
        refuse_above(self._tags, ALL_TAGS_LIMIT, message, _SPLIT)
        return parse_office_xml(content) if content else None

    def relations(self, name: str) -> Mapping[str, OfficeRelation]:
        """What a part refers to, by the short names that it has for that."""
        folder, _, file = name.rpartition("/")
        root = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {
            element.get("Id", ""): _relation(element, folder)
            for element in (() if root is None else root)
        }


def _relation(element: Element, folder: str) -> OfficeRelation:
    target = element.get("Target", "")
    is_outside = element.get("TargetMode") == "External"
    if not is_outside:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return OfficeRelation(element.get("Type", "").rpartition("/")[2], target, is_outside)


def _refuse_large(members: list[ZipInfo]) -> None:
    """Refuse what would take up too much, by what the directory of the zip says."""
    message = f"the file is a zip of more than {MEMBER_LIMIT} parts"
    refuse_above(len(members), MEMBER_LIMIT, message, _STRANGE)
    if any(member.flag_bits & 1 for member in members):
        message = "the file is locked with a password"
        raise UnreadableFile(message, "open it, take the password off, and save it again")
    unpacked = sum(member.file_size for member in members)
    message = f"the file unpacks to more than {UNPACKED_LIMIT // _MEGABYTE} MB"
    refuse_above(unpacked, UNPACKED_LIMIT, message, _SPLIT)
    message = f"a part of the file unpacks to more than {RATIO_LIMIT} times its size"
    for member in members:
        most = max(SMALL_PART_LIMIT, member.compress_size * RATIO_LIMIT)
        refuse_above(member.file_size, most, message, _STRANGE)


def _damaged() -> UnreadableFile:
    return UnreadableFile("the file is damaged or cut short", _AGAIN)


def embedded_file_name(archive: OfficeArchive, target: str, kind: str) -> str:
    """The name that an embedded or linked file had, else that of its part with its kind."""
    wrapped = _WRAPPED.search(archive.read(target)) if target.endswith(".bin") else None
    if wrapped:
        return wrapped[1].decode("utf-8", "replace")
    name = target.rpartition("/")[2]
    return f"{name} ({kind})" if kind else name


def drawing_paragraphs(shape: Element) -> Iterator[str]:
    """The paragraphs of a shape that have words, each on one line."""
    for paragraph in shape.iter(f"{DRAWING_NAMESPACE}p"):
        texts = (text.text or "" for text in paragraph.iter(f"{DRAWING_NAMESPACE}t"))
        if words := visible_text("".join(texts)):
            yield words
