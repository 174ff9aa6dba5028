"""Foreign papers for tests: Office files made part by part, and what is read of them in brief."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from planctl.intake.read.formats import read_paper
from planctl.intake.read.paper import Omission, Paper, PaperCell, PaperLine, PaperRow

_NAMES: Final = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD_TYPE: Final = "wordprocessingml.document.main+xml"
Relations = Mapping[str, tuple[str, str]]  # kind and target by short name


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of files."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """The files of a zip, to be changed and zipped again."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def types(kind: str = WORD_TYPE) -> str:
    """What says of an Office file which kind it is."""
    return f'<Types xmlns="{_TYPES}"><Override PartName="/x" ContentType="{kind}"/></Types>'


def relations(listed: Relations) -> str:
    """What a part refers to; an address with a colon is outside."""
    rows = (
        f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for name, (kind, target) in listed.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(rows)}</Relationships>'


def part(tag: str, inner: str) -> str:
    """A part of a Word document."""
    return f"<w:{tag} {_NAMES}>{inner}</w:{tag}>"


def word(
    body: str, listed: Relations | None = None, more: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A Word document of the XML of its body, what it refers to, and further parts."""
    return zipped(
        {
            "[Content_Types].xml": types(),
            "_rels/.rels": relations({"r0": ("officeDocument", "word/document.xml")}),
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations(listed or {}),
            **(more or {}),
        }
    )


def run(text: str) -> str:
    """A run of Word's."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner: str, properties: str = "") -> str:
    """A paragraph of Word's, of text or of XML."""
    content = inner if inner.startswith("<") else run(inner)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def tc(inner: str, properties: str = "") -> str:
    """A cell of Word's, of text or of XML."""
    content = inner if inner.startswith("<") else p(inner)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of Word's, of its cells."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def tbl(*rows: str, widths: Iterable[int] = ()) -> str:
    """A table of Word's, of its rows."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def read(content: bytes, name: str = "a.docx") -> list[str | list[str]]:
    """What is read of a file, in brief: the text of each line, the cells of each row."""
    return brief(read_paper(name, content))


def brief(found: Paper) -> list[str | list[str]]:
    """Each line as its text, each row as its cells; * is an item, ^ and < go on from another.

    What was taken out of the paper is left out.
    """
    return [
        ("* " * each.is_item + each.text)
        if isinstance(each, PaperLine)
        else list(map(_cell, each.cells))
        for each in found
        if not (isinstance(each, PaperLine) and each.beside in tuple(Omission))
    ]


def _cell(cell: PaperCell) -> str:
    marks = "^" * cell.of_above + "<" * cell.of_left
    return marks + " / ".join("* " * each.is_item + each.text for each in cell.paragraphs)


def rows(found: Paper) -> list[PaperRow]:
    """The rows of a paper."""
    return [each for each in found if isinstance(each, PaperRow)]


def omissions(found: Paper) -> list[tuple[str, str]]:
    """What was taken out of a paper, and how: of its rows, and then of its lines."""
    items = [item for row in rows(found) for cell in row.cells for item in cell.omitted]
    of_lines = [line for how in Omission for line in lines(found, how)]
    return [(i.text, i.how.value) for i in items] + [(line.text, line.beside) for line in of_lines]


def lines(found: Paper, beside: str = "") -> list[PaperLine]:
    """The lines of a paper that stand beside it as is said, or in it."""
    return [each for each in found if isinstance(each, PaperLine) and each.beside == beside]


def words_in(texts: Iterable[str]) -> Counter[str]:
    """How often each word is in texts."""
    return Counter(word for text in texts for word in re.findall(r"\w+", text))


def words_of(found: Paper) -> Counter[str]:
    """How often each word is in a paper."""
    return words_in(
        text
        for each in found
        for text in (
            [each.text] if isinstance(each, PaperLine) else [cell.text for cell in each.cells]
        )
    )


def book(make: Callable[[Any], object]) -> bytes:
    """A workbook of one sheet, Actions, that is filled by a function."""
    made = openpyxl.Workbook()
    made.worksheets[0].title = "Actions"
    make(made.worksheets[0])
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def book_of(*cells: list[object]) -> bytes:
    """A workbook of one sheet, of its rows."""

    def make(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's kinds of sheet have no common name
        for row in cells:
            sheet.append(row)

    return book(make)


def changed(content: bytes, name: str, old: str, new: str) -> bytes:
    """An Office file with a text of one of its parts changed."""
    files = unzipped(content)
    text = files[name].decode("utf-8")
    assert old in text
    return zipped({**files, name: text.replace(old, new)})
