"""What the page sets out side by side without heads: names with meanings, and the figures."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from planctl.render.block.colour import colours
from planctl.render.block.part import Blocks, Listing, Pairs, Paragraph, Span
from planctl.render.block.width import PADDING
from planctl.render.word.ledger import Ledger
from planctl.render.word.look import CELL, Look
from planctl.render.word.mark import Mark, text, w
from planctl.render.word.run import runs
from planctl.render.word.table import Writer, after, filled, started

_NAMES: Final = 0.28  # of the width, for names beside their meanings
_FIGURE: Final = CELL._replace(text="FigureText")


def pairs(block: Pairs, look: Look, ledger: Ledger, write: Writer) -> Iterator[Mark]:
    """Names at the left, and what each means beside it."""
    left = round(look.width * _NAMES)
    right = look.width - left
    made = started("BoardPairs", (left, right), "")
    for name, meanings in block.pairs:
        head = w("p", w("pPr", w("pStyle", val="TableText")), *ledger.places())
        head.extend(runs(name, ledger, explains=False))
        beside = write(next(iter(meanings), ()), CELL._replace(width=right - PADDING))
        cells = (filled(left, [head]), filled(right, beside))
        made.append(w("tr", w("trPr", w("cantSplit")), *cells))
    if block.pairs:
        yield made
        yield after()


def figures(block: Listing, look: Look, write: Writer) -> Iterator[Mark]:
    """What the page shows in short lines beside each other, a few in a row."""
    most, draw = FIGURES[block.role]
    count = min(len(block.items), most)
    width = look.width // max(count, 1)
    made = started("BoardFigures", (width,) * count, "")
    for at in range(0, len(block.items), most):
        items = block.items[at : at + most]
        cells = [draw(item, width, write) for item in items]
        cells += [filled(width, ()) for _ in range(count - len(items))]
        made.append(w("tr", w("trPr", w("cantSplit")), *cells))
    if block.items:
        yield made
        yield after()


def _figure(item: Blocks, width: int, write: Writer) -> Mark:
    """A number, large, and what it counts below it."""
    rating = next((block.rating for block in item if isinstance(block, Paragraph)), "")
    top = _edge("top", colours().get(rating, colours()["line"]))
    sides = (_edge(side, colours()["paper"]) for side in ("left", "right"))
    ground = w("shd", val="clear", color="auto", fill=colours()["band"])
    return filled(width, _lines(item, width, write), w("tcBorders", top, *sides), ground)


def _edge(side: str, colour: str) -> Mark:
    return w(side, val="single", sz=24, space=0, color=colour)


def _step(item: Blocks, width: int, write: Writer) -> Mark:
    """A line of what moved."""
    return filled(width, write(item, _look(width)))


FIGURES: Final[Mapping[str, tuple[int, Callable[[Blocks, int, Writer], Mark]]]] = {
    "figures": (5, _figure),
    "steps": (3, _step),
}


def _lines(item: Blocks, width: int, write: Writer) -> Iterator[Mark]:
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
    return _FIGURE._replace(width=width - PADDING)
