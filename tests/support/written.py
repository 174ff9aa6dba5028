"""What a reader, and a program that reads aloud, finds in a Word document."""

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


class RowLook(NamedTuple):
    """Whether a row heads its table, and whether it stays on one page."""

    is_header: bool
    is_whole: bool


class Written:
    """A Word document, taken apart."""

    def __init__(self, file: bytes) -> None:
        """Open it, which python-docx does not where it is no document."""
        self.document: WordDocument = Document(BytesIO(file))
        self.parts = _parts(file)
        self.body = etree.fromstring(self.parts["word/document.xml"])

    def values(self, name: str, attribute: str = "val") -> list[str]:
        """An attribute of every mark of a name, in order."""
        return [each.get(f"{_W}{attribute}", "") for each in self.body.iter(f"{_W}{name}")]

    @property
    def words(self) -> list[str]:
        """Every word that is shown or said, in order."""
        return "".join(self._said()).split()

    @property
    def pictures(self) -> list[str]:
        """What is said in place of each picture; nothing where it only decorates."""
        return [each.get("descr", "") for each in self.body.iter(f"{_DRAWING}docPr")]

    @property
    def drawing_ids(self) -> list[str]:
        """The number of each picture."""
        return [each.get("id", "") for each in self.body.iter(f"{_DRAWING}docPr")]

    @property
    def instructions(self) -> list[str]:
        """What each field works out."""
        return [each.text or "" for each in self.body.iter(f"{_W}instrText")]

    @property
    def tables(self) -> list[etree._Element]:
        """Every table, also within others."""
        return [*self.body.iter(f"{_W}tbl")]

    @property
    def cards(self) -> list[Table]:
        """The cards of the full plan."""
        return [
            table
            for table in self.document.tables
            if table.style is not None and table.style.name == "Board Card"
        ]

    @staticmethod
    def rows(table: Table) -> list[RowLook]:
        """What each row of a table says of itself."""
        looks = [row._tr.find(f"{_W}trPr") for row in table.rows]  # noqa: SLF001 - no other way
        names = [{name_of(each) for each in look} for look in looks]
        return [RowLook("tblHeader" in row, "cantSplit" in row) for row in names]

    def _said(self) -> Iterator[str]:
        for mark in self.body.iter():
            if mark.tag == f"{_W}t":
                yield mark.text or ""
            elif mark.tag == f"{_DRAWING}docPr":
                yield f" {mark.get('descr', '')} "
            elif mark.tag in {f"{_W}p", f"{_W}br"}:
                yield " "


def _parts(file: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(file)) as package:
        return {name: package.read(name) for name in package.namelist()}


def name_of(mark: etree._Element) -> str:
    """The name of a mark without that of its kind."""
    return etree.QName(mark).localname
