"""Nothing vanishes: the words that a simple walk finds in a file are those of the paper."""

import html
import re
from collections import Counter
from io import BytesIO
from typing import Final
from xml.etree import ElementTree as ET  # the walk of the tests alone, over what they made

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.table import _Cell
from hypothesis import example, given
from hypothesis import strategies as st

from imported import WHOLE
from office import p, rows, tbl, tc, tr, unzipped, word, words_in, words_of
from planctl.intake.read.formats import read_paper, required_extra
from planctl.intake.read.paper import PaperRow, UnreadableFile

pytestmark = pytest.mark.slow

PLAN: Final = """\
A plan of ours

It has a vision, and says what must get better.

Area 1: Visits

Children are seen.

Ref\tActions\tLead and timescale\tProgress
1.1\t<p>Visit more often.</p> <p>Write it down.</p>\tAD 31 Jan 2024\tBegun
\tGoes on overleaf\t\tand is nearly done

Ref\tActions\tLead and timescale\tProgress
1.2\tAsk families\tSM QA; PIRO\t\u201cThey said yes\u201d (12 of 15)

Area 2: Staff

Ref\tActions\tLead and timescale\tProgress
2.1\t- Recruit\tHR Q3 2023/24\t
"""
TEXTS: Final = {"small": PLAN, "whole": WHOLE.read_text("utf-8")}


def _filled(cell: _Cell, text: str) -> None:
    first, *more = [part for part in re.split(r"</?p>", text) if part.strip()] or [""]
    cell.paragraphs[0].text = first
    for each in more:
        cell.add_paragraph(each)


def _as_word(text: str) -> bytes:
    """A plan of text as a Word document: header rows repeated, what goes on merged downwards."""
    made = docx.Document()
    for block in re.split(r"\n\s*\n", text):
        lines = [line.split("\t") for line in block.split("\n") if line.strip()]
        if any(len(line) > 1 for line in lines):
            width = max(map(len, lines))
            table = made.add_table(len(lines), width)
            for at, line in enumerate(lines):
                for column, cell in enumerate(line):
                    _filled(table.cell(at, column), cell)
            properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no name for it
            properties.append(properties.makeelement(qn("w:tblHeader"), {}))
            if len(lines) > 2 and not lines[2][0].strip():
                table.cell(1, 0).merge(table.cell(2, 0))
        else:
            for line in lines:
                made.add_paragraph(line[0])
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def _as_workbook(text: str) -> bytes:
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.worksheets[0].append(re.sub("</?p>", "\n", line).split("\t"))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _as_page(text: str) -> bytes:
    lines = [
        f"<tr>{''.join(f'<td>{html.escape(cell)}' for cell in line.split(chr(9)))}"
        for line in re.sub("</?p>", " ", text).splitlines()
    ]
    return f"<table>{''.join(lines)}</table>".encode()


def _words_in_text(text: str) -> Counter[str]:
    return words_in([re.sub("</?p>", " ", text)])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_word_of_a_text_is_in_its_paper(text: str) -> None:
    assert words_of(read_paper("a.txt", text.encode())) == _words_in_text(text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_word_of_a_document_is_in_its_paper(text: str) -> None:
    content = _as_word(text)
    root = ET.fromstring(unzipped(content)["word/document.xml"])  # noqa: S314 - made above
    walked = ("".join(each.itertext()) for each in root.iter() if each.tag.endswith("}p"))
    found = words_of(read_paper("a.docx", content))
    assert found == words_in(walked) == _words_in_text(text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_word_of_a_workbook_is_in_its_paper(text: str) -> None:
    found = read_paper("a.xlsx", _as_workbook(text))
    assert words_of(found) == _words_in_text(text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_word_of_a_page_is_in_its_paper(text: str) -> None:
    assert words_of(read_paper("a.html", _as_page(text))) == _words_in_text(text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_rows_of_a_document_are_those_of_the_text_it_was_made_from(text: str) -> None:
    of_text = rows(read_paper("a.txt", text.encode()))
    of_word = rows(read_paper("a.docx", _as_word(text)))
    assert [_texts(row) for row in of_word] == [_texts(row) for row in of_text]
    assert sum(row.is_header for row in of_word) == len({row.table for row in of_word})


def _texts(row: PaperRow) -> list[str]:
    return [cell.text for cell in row.cells]


WORDS: Final = st.text("abcdefgh \u00e9\u201c<&\n-", max_size=12)
XML_WORDS: Final = st.text("abcdefgh \u00e9\u201c-", max_size=12)


@given(st.lists(st.lists(XML_WORDS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_every_word_of_any_table_of_word_is_in_its_paper(table: list[list[str]]) -> None:
    cells = [[f"x{text}" for text in row] for row in table]
    content = word(tbl(*(tr(*map(tc, row)) for row in cells)) + p("end"))
    assert words_of(read_paper("a.docx", content)) == words_in(
        [text for row in cells for text in row] + ["end"]
    )


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_every_word_of_any_table_of_a_page_is_in_its_paper(table: list[list[str]]) -> None:
    page = "".join(
        f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in table
    )
    found = read_paper("a.html", f"<table>{page}</table>".encode())
    assert words_of(found) == words_in(cell for row in table for cell in row)


NAMES: Final = st.sampled_from(
    [f"plan.{ending}" for ending in ("docx", "xlsx", "csv", "tsv", "html", "md", "txt", "pdf")]
)
STARTS: Final = st.sampled_from(
    [
        b"",
        b"PK\x03\x04",
        b"\xff\xfe",
        b"<html>",
        b"a,b\n",
        b"a\tb\tc\n",
        b"| a |\n|---|\n",
        b"<table><tr>",
    ]
)


@given(NAMES, STARTS, st.binary(max_size=300))
@example("plan.html", b"<html>", b"<![x[")
def test_any_bytes_under_any_name_are_a_paper_or_refused(
    name: str, start: bytes, rest: bytes
) -> None:
    assert _is_read_or_refused(name, start + rest)


DOCUMENT: Final = _as_word(PLAN)
WORKBOOK: Final = _as_workbook(PLAN)


@given(st.sampled_from([DOCUMENT, WORKBOOK]), st.data())
def test_an_office_file_with_any_byte_changed_is_a_paper_or_refused(
    content: bytes, draw: st.DataObject
) -> None:
    at = draw.draw(st.integers(0, len(content) - 1))
    cut = draw.draw(st.binary(max_size=6))
    assert _is_read_or_refused("plan.docx", content[:at] + cut + content[at + len(cut) :])


def _is_read_or_refused(name: str, content: bytes) -> bool:
    """Whether a file is either read, each part with its place, or refused with what to do."""
    try:
        required_extra(name, content)
        found = read_paper(name, content)
    except UnreadableFile as fault:
        return bool(fault.message and fault.hint)
    return all(each.place for each in found)
