"""Papers of ours for each kind of plan, made anew each time, and how much of each comes in right.

`tests/papers/KIND.txt` says a paper and, below "right:", the values that it holds. Run as a program
this prints for each paper how many values are right, asked about, wrong without a question, lost.
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from html import escape
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Final, NamedTuple

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.styles import PatternFill

from imported import read_back
from pdfs import LANDSCAPE, Setting, Sheet, pdf_of, table_pages
from planctl.intake.account import Fate
from planctl.intake.lexicon.field import heading_keys
from planctl.intake.plan.assemble import ImportOptions, parse_paper
from planctl.intake.plan.plan_content import ImportResult, build_import
from planctl.intake.read.formats import read_paper
from planctl.model.timescale_grammar import read_timescale

FOLDER: Final = Path(__file__).parents[1] / "papers"
KNOWN_WORDS: Final = frozenset(word for heading in heading_keys() for word in heading.split())
_SHADE: Final = re.compile(r"\s*#([0-9A-F]{6})$")
_OLDER: Final = "improvement-plan"  # which has a test of its own


class Score(StrEnum):
    """What became of a value."""

    RIGHT = "right"
    ASKED = "asked"
    WRONG = "wrong"
    LOST = "lost"


class Block(NamedTuple):
    """A heading with its level, or a table with its rows."""

    heading: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


class Sample(NamedTuple):
    """A paper and the values that it holds."""

    name: str
    form: str
    blocks: tuple[Block, ...]
    right: tuple[tuple[str, str, str], ...]  # ref, key, value


def samples() -> list[Sample]:
    """All papers of ours."""
    return [_sample(path) for path in sorted(FOLDER.glob("*.txt")) if path.stem != _OLDER]


def _sample(path: Path) -> Sample:
    paper, _, right = path.read_text("utf-8").partition("right:\n")
    form, *lines = paper.splitlines()
    blocks: list[Block] = []
    for line in filter(None, lines):
        if line.startswith("|"):
            row = tuple(cell.strip() for cell in line.strip("|").split("|"))
            if not blocks or not blocks[-1].rows:
                blocks.append(Block())
            blocks[-1] = blocks[-1]._replace(rows=(*blocks[-1].rows, row))
        else:
            words = line.lstrip("#")
            blocks.append(Block(words.strip(), len(line) - len(words)))
    values = [tuple(part.strip() for part in line.split("|")) for line in right.splitlines()]
    form = form.removeprefix("made as: ")
    return Sample(path.stem, form, tuple(blocks), tuple((a, b, c) for a, b, c in values))


def made(sample: Sample, form: str = "") -> tuple[str, bytes]:
    """The name and the bytes of a paper, in its own form or in another."""
    form = form or sample.form
    return f"{sample.name}.{form}", _MAKERS[form](sample.blocks)


def _cell(text: str) -> tuple[str, str]:
    """The words of a cell and its shade."""
    found = _SHADE.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def _docx(blocks: Sequence[Block]) -> bytes:
    document = docx.Document()
    for block in blocks:
        if block.heading:
            document.add_heading(block.heading, block.level)
            continue
        table = document.add_table(len(block.rows), len(block.rows[0]))
        for row, cells in zip(block.rows, table.rows, strict=True):
            for text, cell in zip(row, cells.cells, strict=True):
                cell.text, shade = _cell(text)
                if shade:
                    mark = f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{shade}"/>'
                    cell._tc.get_or_add_tcPr().append(parse_xml(mark))  # noqa: SLF001
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _xlsx(blocks: Sequence[Block]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row, number in ((row, n) for block in blocks for n, row in enumerate(block.rows)):
        texts = [_cell(text) for text in row]
        sheet.append([text or None for text, _ in texts])
        for column, (_, shade) in enumerate(texts, 1):
            if shade:
                sheet.cell(number + 1, column).fill = PatternFill("solid", fgColor=shade)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _csv(blocks: Sequence[Block]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(row for block in blocks for row in block.rows)
    return text.getvalue().encode()


def _html(blocks: Sequence[Block]) -> bytes:
    parts = []
    for block in blocks:
        if block.heading:
            parts.append(f"<h{block.level}>{escape(block.heading)}</h{block.level}>")
            continue
        rows = []
        for row in block.rows:
            cells = (
                f"<td{f' bgcolor={chr(34)}#{shade}{chr(34)}' * bool(shade)}>{escape(text)}</td>"
                for text, shade in map(_cell, row)
            )
            rows.append(f"<tr>{''.join(cells)}</tr>")
        parts.append(f"<table>{''.join(rows)}</table>")
    return f"<html><body>{''.join(parts)}</body></html>".encode()


def _pdf(blocks: Sequence[Block]) -> bytes:
    sheets: list[Sheet] = []
    top, headings = 60.0, Sheet(LANDSCAPE)
    for block in blocks:
        if block.heading:
            headings.text(40, top, block.heading, size=20 - 4 * block.level, font="F2")
            top += 30
            continue
        widths = [
            max(6, *(len(row[n]) for row in block.rows)) ** 0.5 for n in range(len(block.rows[0]))
        ]
        widths = [760 * width / sum(widths) for width in widths]
        text = "\n".join(" | ".join(row) for row in block.rows)
        pages = table_pages(text, Setting(widths, top=top))
        pages[0].operators[:0] = headings.operators
        sheets += pages
        top, headings = 60.0, Sheet(LANDSCAPE)
    return pdf_of(*sheets)


_MAKERS: Final = {"docx": _docx, "xlsx": _xlsx, "csv": _csv, "html": _html, "pdf": _pdf}


def scores(sample: Sample, form: str = "") -> list[tuple[str, str, str, Score, str]]:
    """What became of each value of a paper: ref, key, value, score, and what the plan says."""
    paper = read_paper(*made(sample, form), KNOWN_WORDS)
    found = build_import(parse_paper(paper, ImportOptions()))
    files = read_back(found)
    return [(*value, *score(found, files, value)) for value in sample.right]


def score(
    found: ImportResult, files: Mapping[str, Any], wanted: tuple[str, str, str]
) -> tuple[Score, str]:
    """What became of a value of a paper, and what the plan says."""
    ref, key, value = wanted
    path = found.paths.get(ref, "")
    said = files.get(path, {})
    if key == "area":
        area = path.rpartition("/")[0]
        said = {"area": files.get(f"{area}/area.yaml", {}).get("title")}
    if key == "extension":
        key, said = "extensions", {"extensions": said.get("extensions")}
    words = "; ".join(map(str, _leaves(said.get(key))))
    if _is_same(value, words):
        return Score.RIGHT, words
    if any(_asks(entry.to, entry.text, ref, key, value) for entry in found.of(Fate.ASKED)):
        return Score.ASKED, words
    return (Score.WRONG if words else Score.LOST), words


def _asks(target: str, text: str, ref: str, key: str, value: str) -> bool:
    """Whether a question is about a value: it names its place, or nothing but the value."""
    return target == f"{ref} {key}" or text.casefold() == value.casefold()


def _leaves(said: object) -> Iterator[object]:
    if isinstance(said, dict):
        for each in said.values():
            yield from _leaves(each)
    elif isinstance(said, list):
        for each in said:
            yield from _leaves(each)
    elif said is not None:
        yield said


def _is_same(value: str, words: str) -> bool:
    if value.casefold() in words.casefold():
        return True
    try:
        return read_timescale(value) == read_timescale(words)
    except ValueError:
        return False


def main() -> None:
    """Print the score of each paper, and each value that is not right."""
    total: Counter[Score] = Counter()
    print("paper", *Score, sep="\t")  # noqa: T201 - it is a program
    for sample in samples():
        results = scores(sample)
        counts = Counter(score for *_, score, _ in results)
        total += counts
        print(sample.name, *(counts[score] for score in Score), sep="\t")  # noqa: T201
        for ref, key, value, score, words in results:
            if score is not Score.RIGHT:
                print(f"  {score}: {ref} {key} “{value}” is “{words}”", file=sys.stderr)  # noqa: T201
    print("all", *(total[score] for score in Score), sep="\t")  # noqa: T201


if __name__ == "__main__":
    main()
