"""The contents: a field of Word's own, filled in already, whose lines lead to the headings."""

from collections.abc import Iterable, Iterator
from typing import Final

from planctl.render.block.part import Block, Blocks, Group, Heading, Paragraph
from planctl.render.word.body import Body
from planctl.render.word.mark import Mark, instruction, text, w

_FIELD: Final = ' TOC \\o "1-1" \\h \\z \\u '
_LEVEL: Final = 2  # of the page's headings: level 1 is the title


def contents(part: Group, blocks: Blocks, body: Body) -> Iterator[Mark]:
    """The name of the contents, and a line for each section."""
    yield from body.marks([block for block in part.blocks if isinstance(block, Paragraph)])
    sections = [each for each in headings(blocks) if each.level == _LEVEL]
    for number, heading in enumerate(sections):
        begin = (
            [_sign("begin"), w("r", instruction(_FIELD)), _sign("separate")] if not number else []
        )
        end = [_sign("end")] if number == len(sections) - 1 else []
        line = w("p", w("pPr", w("pStyle", val="TOC1")), *begin)
        line.append(_link(heading, body))
        line.extend(end)
        yield line


def _link(heading: Heading, body: Body) -> Mark:
    words = "".join(span.text for span in heading.spans)
    name = body.bookmark(heading.anchor)
    if not name:
        return w("r", text(words))
    page = [w("r", w("tab")), _sign("begin"), w("r", instruction(f" PAGEREF {name} \\h "))]
    return w("hyperlink", w("r", text(words)), *page, _sign("separate"), _sign("end"), anchor=name)


def _sign(kind: str) -> Mark:
    return w("r", w("fldChar", fldCharType=kind))


def headings(blocks: Iterable[Block]) -> Iterator[Heading]:
    """Every heading outside tables and lists, in order."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Group):
            yield from headings(block.blocks)
