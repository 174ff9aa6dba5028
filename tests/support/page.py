"""What a reader of a page sees of it: its texts, and what the page is made of."""

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Final

# Between all others and the text around them a reader sees a gap.
_INLINE: Final = frozenset({"a", "abbr", "em", "strong"})


class Page(HTMLParser):
    """An HTML page or a part of one, taken apart."""

    def __init__(self, html: str) -> None:
        """Take all of it apart at once."""
        super().__init__(convert_charrefs=True)
        self.parts: set[tuple[str, str]] = set()  # (tag, ""), and (tag, attribute)
        self.links: set[str] = set()  # whatever an attribute points to
        self.others: list[str] = []  # comments, declarations and the like
        self.cells: list[str] = []  # of tables: the text of each td and th
        self.rows: list[list[int]] = []  # of each table: how many cells each row has
        self._said: list[str] = []
        self._cell: list[str] | None = None
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """All that can be read, on one line."""
        return one_line("".join(self._said))

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.parts |= {(tag, ""), *((tag, name) for name, _ in attrs)}
        self.links |= {value or "" for name, value in attrs if name in {"href", "src", "action"}}
        self._say("" if tag in _INLINE else " ")
        if tag == "table":
            self.rows.append([])
        elif tag == "tr":
            self.rows[-1].append(0)
        elif tag in {"td", "th"}:
            self.rows[-1][-1] += 1
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a cell."""
        self._say("" if tag in _INLINE else " ")
        if tag in {"td", "th"} and self._cell is not None:
            self.cells.append(one_line("".join(self._cell)))
            self._cell = None

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self._say(data)

    def handle_comment(self, data: str) -> None:
        """Note what a reader does not see."""
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        """Note the declaration."""
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        """Note an instruction."""
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        """Note what is not HTML."""
        self.others.append(data)

    def _say(self, text: str) -> None:
        self._said.append(text)
        if self._cell is not None:
            self._cell.append(text)


def one_line(text: str) -> str:
    """A text with all its white space as single blanks."""
    return " ".join(text.split())
