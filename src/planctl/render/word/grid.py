"""What the page sets out side by side without heads: names with meanings, and the figures."""

from collections.abc import Iterator
from typing import Final

from planctl.render.block.part import Blocks, Listing, Pairs, Paragraph, Span
from planctl.render.word.colour import colours
from planctl.render.word.ledger import Ledger
from planctl.render.word.look import CELL, Look
from planctl.render.word.mark import Mark, text, w
from planctl.render.word.run import runs
from planctl.render.word.table import Writer, after, filled, started

_NAMES: Final = 0.28  # of the width, for names beside their meanings
_PADDING: Final = 120
_IN_A_ROW: Final = 5  # figures
_FIGURE: Final = CELL._replace(text="FigureText")


def pairs(block: Pairs, look: Look, ledger: Ledger, write: Writer) -> Iterator[Mark]:
    """Names at the left, and what each means beside it."""
    left = round(look.width * _NAMES)
    right = look.width - left
    made = started("BoardPairs", (left, right), "")
    for name, (meaning,) in block.pairs:
        head = w("p", w("pPr", w("pStyle", val="TableText")), *ledger.places())
        head.extend(runs(name, ledger, explains=False))
        beside = write(meaning, CELL._replace(width=right - _PADDING))
        cells = (filled(left, [head]), filled(right, beside))
        made.append(w("tr", w("trPr", w("cantSplit")), *cells))
    if block.pairs:
        yield made
        yield after()


def figures(block: Listing, look: Look, ledger: Ledger, write: Writer) -> Iterator[Mark]:
    """The figures of the one page, a few beside each other."""
    count = min(len(block.items), _IN_A_ROW)
    width = look.width // max(count, 1)
    made = started("BoardFigures", (width,) * count, "The figures of this page")
    for at in range(0, len(block.items), _IN_A_ROW):
        items = block.items[at : at + _IN_A_ROW]
        cells = [_figure(item, width, ledger, write) for item in items]
        cells += [filled(width, ()) for _ in range(count - len(items))]
        made.append(w("tr", w("trPr", w("cantSplit")), *cells))
    if block.items:
        yield made
        yield after()


def _figure(item: Blocks, width: int, ledger: Ledger, write: Writer) -> Mark:
    rating = next((block.rating for block in item if isinstance(block, Paragraph)), "")
    top = w("top", val="single", sz=24, space=0, color=colours().get(rating, colours()["line"]))
    looks = (
        w(
            "tcBorders",
            top,
            *(w(side, val="single", sz=24, space=0, color="FFFFFF") for side in ("left", "right")),
        ),
        w("shd", val="clear", color="auto", fill=colours()["band"]),
    )
    return filled(width, _lines(item, width, ledger, write), *looks)


def _lines(item: Blocks, width: int, ledger: Ledger, write: Writer) -> Iterator[Mark]:
    """The number large, and what it counts below it."""
    for block in item:
        if isinstance(block, Paragraph) and block.spans[0].style.strong:
            number, *words = block.spans
            looks = w("rPr", w("rStyle", val="Figure"))
            yield w("p", w("pPr", w("pStyle", val="FigureText")), w("r", looks, text(number.text)))
            yield from write([Paragraph(_begun(words))] if words else [], _look(width))
        else:
            yield from write([block], _look(width))


def _begun(words: list[Span]) -> tuple[Span, ...]:
    return (words[0]._replace(text=words[0].text.lstrip(" ")), *words[1:])


def _look(width: int) -> Look:
    return _FIGURE._replace(width=width - _PADDING)
