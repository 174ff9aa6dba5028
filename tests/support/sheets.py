"""Update sheets filled in as a person fills them in, in real files of Excel and Word."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from make import SMALL, put
from planctl.forms.layout import DATA_SHEET
from planctl.load.content import parse_yaml
from running import Ran, planctl

Answers = Mapping[tuple[str, str], str | date]
PATHS: Final = ("xlsx", "docx")

# Of a plan with two actions, from which forms are made; and where each answer stands on them.
FILE: Final = "areas/1-practice/1.1-first.yaml"
SECOND_FILE: Final = "areas/1-practice/1.2-second.yaml"
ACTION: Final = """\
# about the action
ref: "1.1"
title: First   # short
leads: [AD, SM QA]
timescale: 29 Feb 2024
status: in progress
milestones:
  - what: One
  - what: Two
    timescale: 31 Mar 2024
progress:
  - date: 2024-01-10
    note: Begun.
"""
SECOND: Final = 'ref: "1.2"\ntitle: Second\nleads: [AD]\ntimescale: 31 Mar 2024\n'
PROGRESS: Final = ("1.1", "Progress since the last note")
STATUS: Final = ("1.1", "Status")
COMPLETED: Final = ("1.1", "Date completed, or later date wanted")
EVIDENCE: Final = ("1.1", "New evidence: what it is, and where")


def two_actions(root: Path) -> Path:
    """The plan from which they are made."""
    return put(root, {**SMALL, FILE: ACTION, SECOND_FILE: SECOND})


def read(plan: Path, *words: object) -> Ran:
    """Read forms into the plan of which they were made."""
    return planctl("sheet", "read", *words, "--plan", plan, "--as-at", "2024-03-13")


def action(plan: Path, file: str = FILE) -> Any:  # noqa: ANN401 - YAML holds anything
    """What the file of an action says now."""
    return parse_yaml((plan / file).read_text("utf-8"))


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
