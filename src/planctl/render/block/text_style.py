"""Runs of text as a page shows them, the colours of the pack, and the widths of columns.

White space is collapsed as a browser does it. Colours are read from the pack's style sheet.
A column is as wide as its longest word needs, and gets a share of the rest by how much text it
holds.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final

from planctl.load.html_tree import HtmlElement
from planctl.render import template_folder
from planctl.render.block.blocks import (
    Block,
    BlockHeading,
    BlockPicture,
    BlockTable,
    Cell,
    Paragraph,
    Row,
    Span,
    Spans,
    TextStyle,
    inner_blocks,
)

_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
# Signs that turn the writing round, as far as the paragraph goes: a date behind one would be read
# from its end.
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
BELOW_RATINGS: Final = frozenset(("travel", "standing", "disputed"))  # roles of a line of its own
_COLOUR: Final = re.compile(r"(?<![a-z-])--([a-z-]+): #([0-9a-f]{3,6});")
_WHITE: Final = 255
_THIN: Final = 0.25  # how much of a colour is left beside white
_USED: Final = re.compile(r"var\(--([a-z-]+)\)")
_NAMED: Final = re.compile(r"\{([a-z-]+)\}")
# Hundredths, by the role of a table whose columns are known, so that they stand alike on each page.
_KNOWN: Final[Mapping[str, Sequence[float]]] = {
    "plan": (9, 14.5, 14.5, 12.5, 9.5, 10, 14, 8, 8),
    "actions": (5.5, 18.5, 13.5, 12.5, 13, 12, 25),
    "brief": (6, 31, 18, 17, 14, 14),
    "exceptions": (5, 21, 12, 17, 13, 32),
    "questions": (4, 53, 10, 33),
    "risks": (33, 12, 9, 16, 30),
    "challenges": (40, 10, 32, 18),
    "scorecard": (17, 11.5, 19, 11, 13, 15.5, 13),
    "matrix": (16, 10.5, 13, 10.5, 10, 8, 11, 21),
    "bars": (28, 27, 10, 6.5, 7.5, 7.5, 6.5, 7),
}
_PICTURE: Final = 120  # letters that stand in for a picture
CELL_PADDING: Final = 130  # of a cell, left and right together
LETTER_WIDTH: Final = 102  # about how wide a letter is in a table, in twentieths of a point
_SPARE: Final = 120  # so that a bold head of wide letters is not torn apart
_GROWTH: Final = 0.65  # four times the text makes a column more than twice as wide
_LINE_END: Final = 10  # letters that could stand in the rest of a last line
_MOST: Final = 15  # letters of one word that a column is made wide enough for


def styled_span(text: str, style: TextStyle) -> Span:
    """A text as it stands in a page; a sign that turns the writing round is shown as unknown."""
    return Span(_collapse_space(text), style)


def element_spans(node: HtmlElement, style: TextStyle) -> Iterator[Span]:
    """What an element shows without any text in it."""
    if node.tag == "br":
        yield Span("\n", style)
    elif node.tag == "img" and node["alt"]:
        yield Span(f" {node['alt']} ", style)


def style_within(style: TextStyle, node: HtmlElement) -> TextStyle:
    """The style within an element."""
    classes = node.classes
    if node["aria-hidden"] == "true":
        style = style._replace(is_shape=True)
    if "rag" in classes:
        style = style._replace(rating=classes[-1])
    elif classes and "heard" not in classes:  # words for the ear are words like others on paper
        style = style._replace(role=style.role or classes[0])
    match node.tag:
        case "strong" | "b":
            return style._replace(strong=True)
        case "em" | "i":
            return style._replace(emphasis=True)
        case "a":
            return style._replace(target=node["href"])
        case "abbr":
            return style._replace(meaning=node["title"])
        case "ins" | "del":
            return style._replace(change="in" if node.tag == "ins" else "out")
        case _:
            return style


def trim_spans(spans: Sequence[Span]) -> Spans:
    """Spans with white space as it is shown: single, and none at an end of a line."""
    tidy_spans: list[Span] = []
    previous = "\n"
    for text, style in spans:
        shown = text.lstrip(" ") if previous[-1] in " \n" else text
        if shown == "\n":
            _strip_end(tidy_spans)
        if shown:
            tidy_spans.append(Span(shown, style))
            previous = shown
    _strip_end(tidy_spans)
    runs = groupby(tidy_spans, key=attrgetter("style"))
    joined = ((style, "".join(span.text for span in run)) for style, run in runs)
    return tuple(Span(text, style) for style, text in joined if text)


def _strip_end(spans: list[Span]) -> None:
    """Take the blank off the end, which stands alone or ends the last text."""
    while spans and not spans[-1].text.rstrip(" "):
        spans.pop()
    if spans:
        spans[-1] = spans[-1]._replace(text=spans[-1].text.rstrip(" "))


def split_lines(spans: Spans, roles: frozenset[str] = BELOW_RATINGS) -> Iterator[Spans]:
    """The lines of a paragraph in which the page begins a new one with a run of these roles."""
    line: list[Span] = []
    for span in spans:
        if span.style.role in roles and line and line[-1].style.role != span.style.role:
            yield from _end_line(line)
            line = []
        line.append(span)
    yield from _end_line(line)


def _end_line(line: list[Span]) -> Iterator[Spans]:
    _strip_end(line)
    if line:
        yield tuple(line)


def split_figure(spans: Spans) -> tuple[Span, Spans]:
    """A number and the words that it counts, which begin a line without the blank before them."""
    number, *words = spans
    if words:
        words[0] = words[0]._replace(text=words[0].text.lstrip(" "))
    return number, tuple(words)


def tidy_text(text: str) -> str:
    """A text with its white space as it is shown."""
    return _collapse_space(text).strip(" ")


def _collapse_space(text: str) -> str:
    return _TURNS.sub("\N{REPLACEMENT CHARACTER}", _SPACE.sub(" ", text))


@cache
def pack_colours() -> Mapping[str, str]:
    """The colours of the pack by day, each as six figures, by their names."""
    light = _sheet().partition("}")[0]
    return {
        name: figures if len(figures) == 6 else "".join(figure * 2 for figure in figures)  # noqa: PLR2004
        for name, figures in _COLOUR.findall(light)
    }


def light_colour(name: str) -> str:
    """A colour of the pack mixed with white, as a ground for dark words."""
    parts = (int(pack_colours()[name][at : at + 2], 16) for at in (0, 2, 4))
    return "".join(f"{round(_WHITE - (_WHITE - part) * _THIN):02x}" for part in parts)


def fill_colours(file: Path, accent: str = "") -> str:
    """A file in which the name of a colour stands in braces, with the colours themselves."""
    text = file.read_text("utf-8")
    colours = {**pack_colours(), **({"accent": accent.removeprefix("#")} if accent else {})}
    return _NAMED.sub(lambda match: colours[match[1]], text)


@cache
def picture_style_sheet() -> str:
    """The style of the pack's pictures, with nothing left to look up."""
    plain = _without_blocks(_sheet())
    return _USED.sub(lambda match: f"#{pack_colours()[match[1]]}", plain)


def _sheet() -> str:
    sheets = (template_folder() / name for name in ("board.css", "chart.css"))
    return "".join(sheet.read_text("utf-8") for sheet in sheets)


def _without_blocks(sheet: str) -> str:
    """The rules that hold wherever the page is shown: none for a print, a phone or the night."""
    rules, depth, start = [], 0, 0
    for sign in re.finditer(r"[{}]", sheet):
        depth += 1 if sign[0] == "{" else -1
        if depth == 0:
            rules.append(sheet[start : sign.end()])
            start = sign.end()
    return "".join(rule for rule in rules if not rule.lstrip().startswith("@"))


def fit_columns(table: BlockTable, total: int) -> tuple[int, ...]:
    """The width of each column of a table, in all no more than the whole."""
    rows = (*table.head, *table.rows)
    count = max((sum(cell.across for cell in row.cells) for row in rows), default=0)
    shares = next((_KNOWN[role] for role in table.role.split() if role in _KNOWN), ())
    if len(shares) == count:
        return _round_widths([total * share / sum(shares) for share in shares], total)
    texts = [[_column_text(row, number) for row in rows] for number in range(count)]
    # The room of the longest word in a column, unless it is no word any more.
    words = [[len(word) for text in column for word in text.split()] for column in texts]
    least = [min(max(own, default=1), _MOST) * LETTER_WIDTH + CELL_PADDING for own in words]
    longest = [max(map(len, column)) for column in texts]  # so that each stands on one line
    wanted = [letters * LETTER_WIDTH + CELL_PADDING + _SPARE for letters in longest]
    if sum(wanted) <= total:
        return _round_widths(wanted, sum(wanted))
    left = max(total - sum(least), 0)
    growth = [max(wish - need, 0) ** _GROWTH for wish, need in zip(wanted, least, strict=True)]
    whole = sum(growth) or 1
    widths = [need + left * share / whole for need, share in zip(least, growth, strict=True)]
    return _round_widths([total * width / sum(widths) for width in widths], total)


def _round_widths(column_widths: Sequence[float], total: int) -> tuple[int, ...]:
    first = [int(width) for width in column_widths[:-1]]
    return (*first, total - sum(first)) if column_widths else ()


def cell_lines(cell: Cell, width: int) -> int:
    """About how many lines a cell of a width has: one at least for each line of its own."""
    room = max(width - CELL_PADDING, LETTER_WIDTH)
    lines = (line for text in _block_texts(cell.blocks) for line in text.split("\n"))
    return sum(-(-len(line) * LETTER_WIDTH // room) or 1 for line in lines)


def letters_in(blocks: Iterable[Block]) -> int:
    """How many letters a cell holds, with the rest of each line that a paragraph ends."""
    return sum(len(text) + _LINE_END for text in _block_texts(blocks))


def _column_text(row: Row, number: int) -> str:
    """What a cell says; one that takes several columns says nothing of any of them."""
    if number >= len(row.cells) or any(cell.across > 1 for cell in row.cells):
        return ""
    return " ".join(_block_texts(row.cells[number].blocks))


def _block_texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case BlockHeading() | Paragraph():
                spans = block.spans
                # The words of a rating are kept on one line.
                yield "".join(s.text.replace(" ", "_") if s.style.rating else s.text for s in spans)
            case BlockPicture():
                yield "x" * _PICTURE if block.words else ""
            case _:
                yield from _block_texts(inner_blocks(block))
