"""What stands beside the cells of a sheet: comments, text boxes, pictures, headers of the page."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from planctl.intake.paper.archive import Archive
from planctl.intake.paper.excel.layout import Layout, first_row, m
from planctl.intake.paper.part import Line
from planctl.intake.paper.wording import seen

_THREADED: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHEET_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
# What a header sets: a font, a colour, a size, and the page's number, date and the like.
_CODE: Final = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|[A-Za-z]|(&))')
_SIDES: Final = re.compile("&[LCR]")


def heads(archive: Archive, part: str) -> Iterator[int]:
    """The rows that head the tables which Excel keeps as such on a sheet."""
    for relation in archive.relations(part).values():
        table = archive.tree(relation.target) if relation.kind == "table" else None
        if table is not None and table.get("headerRowCount") != "0":
            yield from first_row(table.get("ref", ""))


def asides(archive: Archive, part: str, sheet: str, found: Layout) -> Iterator[Line]:
    """The lines beside a sheet, of which the name is given as it is to be read."""
    for relation in archive.relations(part).values():
        if relation.kind == "drawing" and (drawing := archive.tree(relation.target)) is not None:
            yield from _drawn(drawing, sheet)
    yield from _comments(archive, part, sheet)
    met: set[str] = set()
    for beside, text in found.margins:
        for side in _SIDES.split(text):
            words = seen(_CODE.sub(lambda code: code[1] or " ", side))
            if words and words not in met:
                met.add(words)
                yield Line(f"{sheet}, {beside}", words, beside=beside)


def notes(archive: Archive, part: str) -> Iterator[tuple[str, str]]:
    """The notes on cells, and what is said in threads, which Excel keeps a second time as notes."""
    roots: dict[str, list[Element]] = {"comments": [], "threadedComment": []}
    for relation in archive.relations(part).values():
        root = archive.tree(relation.target) if relation.kind in roots else None
        if root is not None:
            roots[relation.kind].append(root)
    threads = [
        (each.get("ref", ""), each.findtext(f"{_THREADED}text", ""))
        for root in roots["threadedComment"]
        for each in root.iter(f"{_THREADED}threadedComment")
    ]
    threaded = {place for place, _ in threads}
    single = [
        (each.get("ref", ""), "".join(text.text or "" for text in each.iter(m("t"))))
        for root in roots["comments"]
        for each in root.iter(m("comment"))
    ]
    yield from (note for note in single if note[0] not in threaded)
    yield from threads


def _comments(archive: Archive, part: str, sheet: str) -> Iterator[Line]:
    for place, text in notes(archive, part):
        if words := seen(text):
            yield Line(f"{sheet}, comment on {place}", words, beside="comment")


def _drawn(drawing: Element, sheet: str) -> Iterator[Line]:
    for number, shape in enumerate(drawing.iter(f"{_SHEET_DRAWING}txBody"), 1):
        for paragraph in shape.iter(f"{_DRAWING}p"):
            words = seen("".join(text.text or "" for text in paragraph.iter(f"{_DRAWING}t")))
            if words:
                yield Line(f"{sheet}, text box {number}", words, beside="text box")
    for picture in drawing.iter(f"{_SHEET_DRAWING}cNvPr"):
        if words := seen(picture.get("descr", "")):
            yield Line(f"{sheet}, picture", words, beside="embedded file")
