"""Runs of text, with their links and the meaning of an abbreviation where it is first used."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from planctl.render.block.part import Span, Spans, Style
from planctl.render.word.ledger import Ledger
from planctl.render.word.mark import Mark, related, text, w

_OF_ROLE: Final = {"travel": "Soft", "standing": "Soft", "disputed": "Disputed"}
_UNBROKEN: Final = "\u00a0"
_LIGHT: Final = "name"  # beside a ref, which alone is bold
_RATINGS: Final = frozenset(("red", "amber", "green", "blue", "grey"))


def runs(spans: Spans, ledger: Ledger, *, explains: bool = True) -> Iterator[Mark]:
    """The runs of a paragraph; where it does not explain, an abbreviation stands alone."""
    for target, linked in groupby(_joined(spans), lambda span: span.style.target):
        inside = [run for span in linked for run in _runs(span, ledger, explains=explains)]
        name = ledger.bookmark(target.removeprefix("#")) if target.startswith("#") else ""
        if name:
            yield w("hyperlink", *inside, anchor=name, history=1)
        elif target and not target.startswith("#"):
            yield related("hyperlink", ledger.address(target), *inside)
        else:
            yield from inside


def _joined(spans: Spans) -> Iterator[Span]:
    """A shape and the word that it stands before are one run, with one frame around both."""
    alike = groupby(spans, lambda span: span.style._replace(is_shape=False))
    for style, together in alike:
        yield Span("".join(span.text for span in together), style)


def _runs(span: Span, ledger: Ledger, *, explains: bool) -> Iterator[Mark]:
    words = span.text.replace(" ", _UNBROKEN) if span.style.rating else span.text
    yield run(words, span.style)
    if explains and span.style.meaning and ledger.is_first(span.text):
        yield run(f" ({span.style.meaning})", span.style)


def run(words: str, style: Style) -> Mark:
    """A run of words of one style; a newline breaks the line."""
    made = w("r")
    looks = [*_looks(style)]
    if looks:
        made.append(w("rPr", *looks))
    for number, line in enumerate(words.split("\n")):
        if number:
            made.append(w("br"))
        if line:
            made.append(text(line))
    return made


def _looks(style: Style) -> Iterator[Mark]:
    """What sets a run apart: one style of the document, and bold or italics beside it."""
    name = _name(style)
    if name:
        yield w("rStyle", val=name)
    if style.strong or style.role == _LIGHT:
        yield w("b", val=int(style.strong))
    if style.emphasis:
        yield w("i")


def _name(style: Style) -> str:
    if style.rating in _RATINGS:
        return f"Rating{style.rating.title()}"
    if style.change:
        return "PutIn" if style.change == "in" else "TakenOut"
    if style.target:
        return "Hyperlink"
    return _OF_ROLE.get(style.role, "")
