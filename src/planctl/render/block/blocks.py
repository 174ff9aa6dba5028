"""What a paper is made of: headings, paragraphs, lists, pairs, tables and pictures, in order.

The page says what each is for by a class of its own, which is its role here; the styles of the
pack's own roles are known to each printer, and a role that it does not know changes nothing.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

PLAN_COLUMNS: Final = 9  # the ref and title first
# Which of the others stand at the left of a card, and which beside them: the ratings, lead and
# timescale, and reporting.
CARD_COLUMNS: Final = ((1, 2, 3, 6), (7, 8, 5, 4))


class TextStyle(NamedTuple):
    """How a run of text is to be taken."""

    strong: bool = False
    emphasis: bool = False
    target: str = ""  # of a link: an address, or # with an anchor of this paper
    meaning: str = ""  # of an abbreviation
    change: str = ""  # in or out: put into a text, or taken out of it
    rating: str = ""  # red, amber, green, blue or grey, where it is a rating
    is_shape: bool = False  # only for the eye: it says again what the words beside it say
    role: str = ""


class Span(NamedTuple):
    """A run of text of one style; a line break stands as a newline."""

    text: str
    style: TextStyle = TextStyle()


Spans: TypeAlias = tuple[Span, ...]


class BlockHeading(NamedTuple):
    """A heading, from level 1, the paper's own title, down to 6."""

    level: int
    spans: Spans
    anchor: str = ""


class Paragraph(NamedTuple):
    """A paragraph."""

    spans: Spans
    role: str = ""
    anchor: str = ""
    rating: str = ""  # of a figure: how good it is, red to grey


class Listing(NamedTuple):
    """A list, with bullets or numbered from a number on."""

    items: "tuple[Blocks, ...]"
    role: str = ""
    first: int | None = None  # None: it has bullets


class Pair(NamedTuple):
    """A name, and what stands beside it."""

    name: Spans
    meanings: "tuple[Blocks, ...]"


class Pairs(NamedTuple):
    """Names, each with what it means."""

    pairs: tuple[Pair, ...]
    role: str = ""


class Cell(NamedTuple):
    """A cell of a table."""

    blocks: "Blocks"
    is_head: bool = False  # it names its column, or its row
    role: str = ""
    across: int = 1  # how many columns it takes
    down: int = 1  # how many rows it takes


class Row(NamedTuple):
    """A row of a table."""

    cells: tuple[Cell, ...]
    anchor: str = ""


class BlockTable(NamedTuple):
    """A table: the rows that name its columns, and the others."""

    caption: Spans
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    role: str = ""
    anchor: str = ""

    @property
    def is_plan(self) -> bool:
        """Whether it has the nine columns of the plan, which paper shows as a card each."""
        return self.role == "plan" and all(
            len(row.cells) == PLAN_COLUMNS for row in (*self.head, *self.rows)
        )


class BlockPicture(NamedTuple):
    """A picture as SVG, and what it shows in words; without words it only decorates."""

    source: str
    title: str = ""
    words: str = ""
    role: str = ""

    @property
    def description(self) -> str:
        """Its title and its words, for those who cannot see it."""
        return ". ".join(part for part in (self.title, self.words) if part)


class Group(NamedTuple):
    """Blocks that belong together: a section, a note, the cover."""

    blocks: "Blocks"
    role: str = ""
    anchor: str = ""


Holder: TypeAlias = Listing | Pairs | BlockTable | Group
Block: TypeAlias = BlockHeading | Paragraph | BlockPicture | Holder
Blocks: TypeAlias = tuple[Block, ...]


class BlockPaper(NamedTuple):
    """A whole paper."""

    title: str
    language: str
    blocks: Blocks


def inner_blocks(block: Holder) -> Iterator[Block]:
    """The blocks that a block holds, in the order in which they are read; names are paragraphs."""
    match block:
        case Listing():
            yield from chain.from_iterable(block.items)
        case Pairs():
            for pair in block.pairs:
                yield Paragraph(pair.name)
                yield from chain.from_iterable(pair.meanings)
        case BlockTable():
            yield Paragraph(block.caption)
            rows = (*block.head, *block.rows)
            yield from chain.from_iterable(cell.blocks for row in rows for cell in row.cells)
        case _:
            yield from block.blocks


def link_targets(blocks: Iterable[Block]) -> Iterator[str]:
    """The places that a link can go to, each once."""
    yield from dict.fromkeys(filter(None, _anchors(blocks)))


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case BlockPicture():
                continue
            case BlockHeading() | Paragraph():
                yield block.anchor
                continue
            case BlockTable():
                yield block.anchor
                yield from (row.anchor for row in block.rows)
            case Group():
                yield block.anchor
            case _:
                pass
        yield from _anchors(inner_blocks(block))
