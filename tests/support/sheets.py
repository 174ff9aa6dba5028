"""Update sheets filled in as a person fills them in, in real files of Excel and Word."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planctl.forms.layout import DATA_SHEET
from running import planctl

Answers = Mapping[tuple[str, str], str | date]
PATHS: Final = ("xlsx", "docx")


_MADE: Final[dict[object, bytes]] = {}  # forms by all that they are made of


def made(plan: Path, form: str, role: str = "AD", as_at: str = "2024-03-13") -> Path:
    """The form of a role, beside the folder of its plan."""
    file = plan.parent / f"form.{form}"
    words = ("--lead", role, "--format", form)
    files = frozenset((f.relative_to(plan), f.read_bytes()) for f in plan.rglob("*.yaml"))
    key = (words, as_at, (plan.parent / ".git").exists(), plan.name, files)
    if key not in _MADE or key[2]:
        ran = planctl("sheet", *words, "--out", file, "--plan", plan, "--as-at", as_at)
        assert ran.code != 2, ran.err
        _MADE[key] = file.read_bytes()
    file.write_bytes(_MADE[key])
    return file


def fill(file: Path, answers: Answers) -> Path:
    """Write the answers into the fields of a form, by ref and row."""
    return (in_workbook if file.suffix == ".xlsx" else in_document)(file, answers)


def in_workbook(file: Path, answers: Answers) -> Path:
    """The same in Excel."""
    book = load_workbook(file)
    left = dict(answers)
    for page in book.worksheets:
        for row in page.iter_rows(min_row=2, max_col=4):
            key = (str(row[0].value), str(row[1].value))
            if key in answers:
                row[3].value = left.pop(key)
                if isinstance(answers[key], str):
                    row[3].data_type = "s"
    assert not left
    book.save(file)
    return file


def changed(file: Path, change: Callable[[Worksheet], None], sheet: str = DATA_SHEET) -> Path:
    """A workbook after a change of the table of its form."""
    book = load_workbook(file)
    change(book[sheet])
    book.save(file)
    return file


def in_document(file: Path, answers: Answers) -> Path:
    """The same in Word: the prompt goes, and the text stands in the content control."""
    paper = Document(str(file))
    fields = dict(_fields(paper.element))
    for (ref, item), answer in answers.items():
        said = f"{answer:%d %B %Y}" if isinstance(answer, date) else answer
        written(fields[f"{ref} {item}"[:64]], said)
    paper.save(str(file))
    return file


def written(field: etree._Element, said: str) -> None:
    """A content control with a text in it; a new line is a break."""
    [properties] = field.iter(qn("w:sdtPr"))
    for prompt in properties.findall(qn("w:showingPlcHdr")):
        properties.remove(prompt)
    [run] = field.iter(qn("w:r"))
    for old in list(run):
        run.remove(old)
    for number, line in enumerate(said.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        text = OxmlElement("w:t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)


def _fields(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for field in root.iter(qn("w:sdt")):
        [tag] = field.iter(qn("w:tag"))
        yield str(tag.get(qn("w:val"))), field
