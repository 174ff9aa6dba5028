"""The words of a page as its readers see or hear them, and those of the blocks that it became."""

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Final

from planctl.render.block.blocks import (
    Block,
    BlockHeading,
    BlockPicture,
    Paragraph,
    Spans,
    inner_blocks,
)

_INLINE: Final = frozenset(
    ("a", "abbr", "b", "code", "del", "em", "i", "ins", "span", "strong", "u")
)
_UNSEEN: Final = frozenset(("head", "script", "style", "svg"))
_SAID: Final = frozenset(("title", "desc"))  # of a picture


class _Seen(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._within: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN | _SAID:
            self._within.append(tag)
        alt = dict(attrs).get("alt")
        self.said.append(f" {alt} " if alt else "" if tag in _INLINE else " ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN | _SAID:
            self._within.pop()
        self.said.append("" if tag in _INLINE else " ")

    def handle_data(self, data: str) -> None:
        if not self._within or (self._within[-1] in _SAID and "svg" in self._within):
            self.said.append(data)


def words_of_page(page: str) -> list[str]:
    """Every word that a page shows or says, in order; no paper turns its writing round."""
    return "".join(_Seen(page).said).replace("\u202e", "\ufffd").split()


def words_of(blocks: Iterable[Block]) -> list[str]:
    """Every word of the blocks, in order."""
    return " ".join(_texts(blocks)).split()


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case BlockHeading() | Paragraph():
                yield text(block.spans)
            case BlockPicture():
                yield f"{block.title} {block.words}"
            case _:
                yield from _texts(inner_blocks(block))


def text(spans: Spans) -> str:
    """The text of a run of spans."""
    return "".join(span.text for span in spans)
