"""Runs of text: what style the elements around them give them, and their white space as shown."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from planctl.render.block.element import Element
from planctl.render.block.part import Span, Spans, Style

_WHITE: Final = re.compile(r"[ \t\n\r\f]+")
# Signs that turn the writing round, as far as the paragraph goes: a date behind one would be read
# from its end.
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def words(text: str, style: Style) -> Span:
    """A text as it stands in a page; a sign that turns the writing round is shown as unknown."""
    return Span(_plain(text), style)


def of_itself(node: Element, style: Style) -> Iterator[Span]:
    """What an element shows without any text in it."""
    if node.tag == "br":
        yield Span("\n", style)
    elif node.tag == "img" and node["alt"]:
        yield Span(f" {node['alt']} ", style)


def styled(style: Style, node: Element) -> Style:
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


def tidied(spans: Sequence[Span]) -> Spans:
    """Spans with white space as it is shown: single, and none at an end of a line."""
    made: list[Span] = []
    before = "\n"
    for text, style in spans:
        shown = text.lstrip(" ") if before[-1] in " \n" else text
        if shown == "\n":
            _strip_end(made)
        if shown:
            made.append(Span(shown, style))
            before = shown
    _strip_end(made)
    joined = ((style, "".join(s.text for s in run)) for style, run in groupby(made, _style))
    return tuple(Span(text, style) for style, text in joined if text)


def _strip_end(spans: list[Span]) -> None:
    """Take the blank off the end, which stands alone or ends the last text."""
    while spans and not spans[-1].text.rstrip(" "):
        spans.pop()
    if spans:
        spans[-1] = spans[-1]._replace(text=spans[-1].text.rstrip(" "))


def _style(span: Span) -> Style:
    return span.style


def tidy(text: str) -> str:
    """A text with its white space as it is shown."""
    return _plain(text).strip(" ")


def _plain(text: str) -> str:
    return _TURNS.sub("\N{REPLACEMENT CHARACTER}", _WHITE.sub(" ", text))
