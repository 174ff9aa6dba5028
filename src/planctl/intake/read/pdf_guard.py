"""What a PDF may cost: its parts are measured before they are unpacked, and painting is counted."""

import re
import zlib
from base64 import a85decode
from collections.abc import Iterable, Iterator
from itertools import islice
from time import process_time
from typing import Final, TypeVar

from planctl.intake.read.paper import UnreadableFile, refuse_above

PAGE_LIMIT: Final = 300
LETTER_LIMIT: Final = 250_000  # of all pages
SHAPE_LIMIT: Final = 100_000  # lines and shapes of all pages, and figures within figures
SECOND_LIMIT: Final = 20
_MEGABYTE: Final = 1_000_000
STREAM_LIMIT: Final = 16 * _MEGABYTE  # of one part of the file, unpacked; of a picture ten times it
UNPACKED_LIMIT: Final = 300 * _MEGABYTE  # of all parts
SMALL_LIMIT: Final = 2 * _MEGABYTE  # of one that lists objects or letters
STEP_LIMIT: Final = 1_500_000  # words of the language in which all pages are painted
SLOW_LIMIT: Final = 20_000  # bytes that are packed in a way of before 1996, which is slow to unpack
_SPLIT: Final = "import the pages that hold the plan alone: print them to a PDF of their own"
_PRINT_ANEW: Final = "open it in a PDF reader, and print or save it as a new PDF"
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_SLOW: Final = re.compile(rb"/(?:LZW|LZWDecode|RL|RunLengthDecode|CCF|CCITTFaxDecode)\b")
_INDEX: Final = re.compile(rb"/(?:ObjStm|XRef)\b")
_LETTER_RANGES: Final = re.compile(rb"begin(?:bf|cid)range(.*?)end(?:bf|cid)range", re.DOTALL)
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>\s*[<\[\d]")
_STARTS: Final = 20  # of parts, one within the other: what tries to hide one
_HEAD: Final = 1_000  # bytes before a part, in which it says what it is
_Item = TypeVar("_Item")


def damaged_pdf() -> UnreadableFile:
    """That a PDF cannot be read."""
    message = "the PDF is damaged or cut short"
    return UnreadableFile(message, f"ask for it again; or {_PRINT_ANEW}")


def refuse_bomb(content: bytes) -> None:
    """Refuse a file whose parts unpack to more than is read, before any of them is unpacked."""
    total = 0
    for head, packed in _streams(content):
        is_picture = b"/Image" in head
        if not is_picture and len(packed) > SLOW_LIMIT and _SLOW.search(head):
            raise UnreadableFile("a part of the PDF is packed in a way of long ago", _PRINT_ANEW)
        limit = STREAM_LIMIT * (10 if is_picture else 1)
        limit = SMALL_LIMIT if _INDEX.search(head) else limit
        unpacked, size = _unpack(packed, limit)
        total += size
        message = f"the parts of the PDF unpack to more than {limit // _MEGABYTE} MB"
        refuse_above(size, limit, message, _SPLIT)
        refuse_above(total, UNPACKED_LIMIT, message, _SPLIT)
        letters = (
            int(match[2], 16) - int(match[1], 16)
            for block in _LETTER_RANGES.findall(unpacked)
            for match in _RANGE.finditer(block)
        )
        if b"begincmap" in unpacked and (size > SMALL_LIMIT or sum(letters) > LETTER_LIMIT):
            raise UnreadableFile("a font of the PDF has more letters than any", _PRINT_ANEW)


def _streams(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Whatever may be a packed part of a file, after what it says of itself."""
    at = 0
    for region in content.split(b"endstream"):
        starts = [match.end() for match in islice(_STREAM.finditer(region), _STARTS)]
        if len(starts) == _STARTS:
            raise damaged_pdf()
        for start in starts:
            yield (
                content[max(0, at + start - _HEAD) : at + start].rpartition(b"obj")[2],
                region[start:],
            )
        at += len(region) + len(b"endstream")


def _unpack(packed: bytes, limit: int) -> tuple[bytes, int]:
    """The beginning of a part unpacked, and its length as far as a limit and a little over."""
    if re.match(rb"[!-uz\s]{64}", packed):
        try:
            packed = a85decode(packed.strip().removesuffix(b"~>"))
        except ValueError:
            return packed, len(packed)
    first, size, unpacking = b"", 0, zlib.decompressobj()
    try:
        while packed and size <= limit and not unpacking.eof:
            unpacked = unpacking.decompress(packed, SMALL_LIMIT)
            first, size = first or unpacked, size + len(unpacked)
            packed = unpacking.unconsumed_tail
    except zlib.error:
        return first or packed, size
    if re.match(rb"x[\x01\x5e\x9c\xda]", first):
        raise UnreadableFile("a part of the PDF is packed twice", _PRINT_ANEW)
    return first, size


class Budget:
    """What is left of what a PDF may cost."""

    def __init__(self) -> None:
        """Begin with nothing spent."""
        self._end = process_time() + SECOND_LIMIT
        self._letters = self._shapes = self._steps = 0

    def spend(self, *, letters: int = 0, shapes: int = 0, steps: int = 0) -> None:
        """Raise UnreadableFile where a page holds more than is read, or takes too long."""
        self._letters += letters
        self._shapes += shapes
        self._steps += steps
        message = f"its pages take more than {STEP_LIMIT:,} steps to paint"
        refuse_above(self._steps, STEP_LIMIT, message, _SPLIT)
        message = f"the PDF has more than {LETTER_LIMIT:,} letters"
        refuse_above(self._letters, LETTER_LIMIT, message, _SPLIT)
        message = f"the PDF has more than {SHAPE_LIMIT:,} lines and shapes"
        refuse_above(self._shapes, SHAPE_LIMIT, message, _SPLIT)
        if process_time() > self._end:
            raise UnreadableFile(f"the PDF takes longer to read than {SECOND_LIMIT} s", _SPLIT)

    def watch(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """Items, as long as there is time for the next."""
        for item in items:
            self.spend()
            yield item

    def begin_page(self, number: int) -> None:
        """Raise UnreadableFile where there are more pages than are read."""
        refuse_above(number, PAGE_LIMIT, f"the PDF has more than {PAGE_LIMIT} pages", _SPLIT)
