"""Papers for tests of the import, and what became of their words, counted from what was written."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from make import AS_AT, PROJECT
from planctl.intake.account import Fate
from planctl.intake.plan.assemble import ImportOptions, parse_paper
from planctl.intake.plan.plan_content import ImportResult, build_import
from planctl.intake.read.paper import Paper, PaperCell, PaperLine, PaperPart, PaperRow, Paragraph
from planctl.load.content import parse_yaml
from planctl.update.new_plan import make_new_plan

WHOLE: Final = PROJECT / "tests/papers/improvement-plan.txt"  # all of it is invented
_REPORTED: Final = frozenset({Fate.READ, Fate.STRUCTURE, Fate.ASKED, Fate.LEFT})
_NONE: Final = ImportOptions()


def table(text: str, name: str = "table 1", *, header: bool = False) -> list[PaperPart]:
    """The rows of a table: a line each, its cells between bars, their paragraphs between //.

    A cell of ^ is a part of the one above, and of < of the one before; #FF0000 at its end is its
    shade, and a paragraph that begins with * is an item.
    """
    lines = [line.strip() for line in text.strip().splitlines()]
    return [
        PaperRow(
            f"{name} row {number}",
            tuple(_cell(each.strip()) for each in line.split("|")),
            name,
            header and number == 1,
        )
        for number, line in enumerate(lines, 1)
    ]


def _cell(text: str) -> PaperCell:
    if text in {"^", "<"}:
        return PaperCell(of_above=text == "^", of_left=text == "<")
    found = re.search("#([0-9A-F]{6})$", text)
    shade = found[1] if found else ""
    words = text[: found.start()].strip() if found else text
    parts = [part.strip() for part in re.split("(?:^| )//(?: |$)", words) if part.strip()]
    return PaperCell(
        tuple(Paragraph(p.removeprefix("* "), p.startswith("* ")) for p in parts), shade
    )


def lines(text: str) -> list[PaperPart]:
    """Lines outside tables; one that begins with # is a heading, with * an item of a list."""
    found: list[PaperPart] = []
    for number, line in enumerate(text.strip().splitlines(), 1):
        words = line.strip()
        level = len(words) - len(words.lstrip("#"))
        plain = words.lstrip("#").removeprefix("* ").strip()
        found.append(PaperLine(f"line {number}", plain, level, words.startswith("* ")))
    return [part for part in found if isinstance(part, PaperLine) and part.text]


def imported(paper: Paper, asked: ImportOptions = _NONE) -> ImportResult:
    """What an import makes of a paper."""
    return build_import(parse_paper(paper, asked))


def actions(paper: Paper, asked: ImportOptions = _NONE) -> dict[str, dict[str, Any]]:
    """The actions of the plan that a paper makes, as their files say it, by their refs."""
    found = imported(paper, asked)
    files = read_back(found)
    return {ref: files[path] for ref, path in found.paths.items()}


def read_back(found: ImportResult) -> dict[str, Any]:
    """What the files of a plan say once they are written."""
    return {
        path: parse_yaml(data.decode("utf-8"))
        for path, data in make_new_plan(found, Path("plan"), AS_AT).files.items()
    }


def words_in(paper: Paper) -> Counter[str]:
    """The words of a paper, however often each stands there."""
    texts = [part.text for part in paper if isinstance(part, PaperLine)]
    for row in (part for part in paper if isinstance(part, PaperRow)):
        texts += [p.text or p.number for cell in row.cells for p in cell.paragraphs]
    return _words(texts)


def words_out(found: ImportResult) -> Counter[str]:
    """The words that stand in the plan as it is read back, and those of the report that do not."""
    own = {(path, at) for path, at, _ in found.made_values()}
    values = [
        text
        for path, said in read_back(found).items()
        for at, text in _leaves(said, ())
        if (path, at) not in own and path != "roles.yaml"
    ]
    glossary: Mapping[str, object] = read_back(found).get("glossary.yaml") or {}
    reported = [each.text for each in found.entries if each.fate in _REPORTED]
    return _words([*values, *glossary, *reported])


def _leaves(said: object, at: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(said, dict):
        for key, each in said.items():
            yield from _leaves(each, (*at, key))
    elif isinstance(said, list):
        for number, each in enumerate(said):
            yield from _leaves(each, (*at, number))
    elif isinstance(said, str):
        yield at, said


def _words(texts: Sequence[str]) -> Counter[str]:
    return Counter(word for text in texts for word in re.findall(r"\w+", text))
