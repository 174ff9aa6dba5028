"""The zip that an Office file is: its parts, read within limits that no real paper comes near.

Every limit is held before a part is unpacked, and zipfile unpacks no more of a part than the
directory of the zip says it has, so that a small file cannot fill the memory.
"""

import posixpath
import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from lzma import LZMAError
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile, ZipInfo

from planctl.intake.paper.part import Unreadable
from planctl.intake.paper.tree import tree

FILE_LIMIT: Final = 200_000_000
PART_LIMIT: Final = 64_000_000
UNPACKED_LIMIT: Final = 500_000_000
READ_LIMIT: Final = 200_000_000  # bytes that are unpacked in all; pictures and films are not
ALL_TAGS_LIMIT: Final = 2_000_000  # of parts that are read as XML
MEMBER_LIMIT: Final = 5_000
RATIO_LIMIT: Final = 200
SMALL: Final = 4_000_000  # below which a part may be packed as tightly as it likes
_MEGABYTE: Final = 1_000_000
_SPLIT: Final = "split the document, or take the large pictures and files out of it"
_STRANGE: Final = "ask whoever sent it where it comes from; an Office program does not write such"
_AGAIN: Final = "ask for it again, or open it in Office, let it be repaired, and save it"
_DAMAGE: Final = (
    BadZipFile,
    EOFError,
    LZMAError,
    NotImplementedError,
    OSError,
    RuntimeError,
    struct.error,
    ValueError,
    zlib.error,
)


class Relation(NamedTuple):
    """What a part refers to by a short name: another part, or an address outside the file."""

    kind: str  # the last word of its type, such as hyperlink or header
    target: str  # the name of a part, or an address
    is_outside: bool


class Archive:
    """The parts of an Office file by name."""

    def __init__(self, content: bytes) -> None:
        """Open the bytes of a zip; raises Unreadable for one that is damaged or a bomb."""
        if len(content) > FILE_LIMIT:
            raise Unreadable(f"the file is larger than {FILE_LIMIT // _MEGABYTE} MB", _SPLIT)
        try:
            self._zip = ZipFile(BytesIO(content))
        except _DAMAGE:
            raise _damaged() from None
        self._members = {member.filename: member for member in self._zip.infolist()}
        self._read = self._tags = 0
        _examine(self._zip.infolist())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its parts, in the order of the zip."""
        return tuple(self._members)

    def main_part(self, usual: str) -> str:
        """The name of the part that holds the document itself."""
        relations = self.relations("").values()
        return next((each.target for each in relations if each.kind == "officeDocument"), usual)

    def read(self, name: str) -> bytes:
        """The bytes of a part; none where there is no such part; raises Unreadable."""
        member = self._members.get(name)
        if member is None:
            return b""
        if member.file_size > PART_LIMIT:
            message = f"a part of the file unpacks to more than {PART_LIMIT // _MEGABYTE} MB"
            raise Unreadable(message, _SPLIT)
        self._read += member.file_size
        if self._read > READ_LIMIT:
            message = f"the parts of the file unpack to more than {READ_LIMIT // _MEGABYTE} MB"
            raise Unreadable(message, _SPLIT)
        try:
            return self._zip.read(member)
        except _DAMAGE:
            raise _damaged() from None

    def tree(self, name: str) -> Element | None:
        """The XML of a part, or None where there is no such part; raises Unreadable."""
        content = self.read(name)
        self._tags += content.count(b"<")
        if self._tags > ALL_TAGS_LIMIT:
            message = f"the parts of the file have more than {ALL_TAGS_LIMIT:,} tags in all"
            raise Unreadable(message, _SPLIT)
        return tree(content) if content else None

    def relations(self, name: str) -> Mapping[str, Relation]:
        """What a part refers to, by the short names that it has for that."""
        folder, _, file = name.rpartition("/")
        listed = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {
            each.get("Id", ""): _relation(each, folder)
            for each in (() if listed is None else listed)
        }


def _relation(listed: Element, folder: str) -> Relation:
    target = listed.get("Target", "")
    is_outside = listed.get("TargetMode") == "External"
    if not is_outside:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(listed.get("Type", "").rpartition("/")[2], target, is_outside)


def _examine(members: list[ZipInfo]) -> None:
    """Refuse what would take up too much, by what the directory of the zip says."""
    if len(members) > MEMBER_LIMIT:
        raise Unreadable(f"the file is a zip of more than {MEMBER_LIMIT} parts", _STRANGE)
    if any(member.flag_bits & 1 for member in members):
        message = "the file is locked with a password"
        raise Unreadable(message, "open it, take the password off, and save it again")
    if sum(member.file_size for member in members) > UNPACKED_LIMIT:
        message = f"the file unpacks to more than {UNPACKED_LIMIT // _MEGABYTE} MB"
        raise Unreadable(message, _SPLIT)
    for member in members:
        if member.file_size > max(SMALL, member.compress_size * RATIO_LIMIT):
            message = f"a part of the file unpacks to more than {RATIO_LIMIT} times its size"
            raise Unreadable(message, _STRANGE)


def _damaged() -> Unreadable:
    return Unreadable("the file is damaged or cut short", _AGAIN)
