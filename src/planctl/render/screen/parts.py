"""What every screen of a terminal is made of: parts under titles, grids, and the colours."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planctl.model.plan import Plan
from planctl.model.rating import Rating
from planctl.model.words import count_noun, printable_text, rating_in_words

RATING_STYLES: Final = {
    Rating.BLUE: "bold white on blue",
    Rating.GREEN: "bold black on green",
    Rating.AMBER: "bold black on yellow",
    Rating.RED: "bold white on red",
    Rating.GREY: "black on white",
}
RATING_LETTERS: Final = {rating: rating.value[0].upper() for rating in Rating} | {Rating.GREY: "N"}


def unread_warning(plan: Plan) -> Iterator[RenderableType]:
    """A warning that files are left out of what a screen shows; nothing where all were read."""
    if plan.unread:
        files = count_noun(len(plan.unread), "file")
        yield Text(f"{files} not read, and in no count: run planctl check.", style="red")


def plain_text(words: str, style: str = "") -> Text:
    """A text of the plan, without anything that could move the cursor."""
    return Text(printable_text(words), style=style)


def plain_line(words: str, style: str = "") -> Text:
    """A text of the plan on one line, whatever lines it was written in."""
    return plain_text(" ".join(words.split()), style)


def rating_line(name: str, rating: Rating) -> Text:
    """A line that begins with a rating in its colour."""
    word = f" {rating_in_words(rating)} "
    return Text(f"{name}: ").append(word, style=RATING_STYLES[rating])


def lines_part(title: str, lines: Sequence[str]) -> Iterator[RenderableType]:
    """Some lines under their title; nothing where there are none."""
    if lines:
        yield from titled_part(title, Group(*map(plain_text, lines)))


def titled_part(title: str, body: RenderableType | None) -> Iterator[RenderableType]:
    """A part of a screen under its title; without a body it says that there is none."""
    yield Text(f"\n{title}", style="bold")
    yield Padding(body if body is not None else Text("none"), (0, 0, 0, 2))


def plain_grid(*columns: Mapping[str, object]) -> Table:
    """A table without lines or heads; each column with the keywords that rich takes."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(**column)  # type: ignore[arg-type]
    return table
