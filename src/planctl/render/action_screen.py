"""One action whole on the terminal: its nine columns, where it stands and why, its problems."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from planctl.assess.judged import Judged, Rated
from planctl.assess.rule.scene import Scene
from planctl.model.problem import Problem
from planctl.render.column import Column, by_lead, columns, first_promise_line, record
from planctl.render.terminal import COLOURS
from planctl.render.words import rating_in_words, visible


def screen(each: Judged, problems: Sequence[Problem], scene: Scene) -> Iterator[RenderableType]:
    """The parts of the screen, from the top."""
    yield Text(f"{visible(each.ref)} {visible(each.action.title)}", style="bold")
    yield Text(f"Area {visible(each.area.ref)}: {visible(each.area.title)}")
    yield Text()
    yield _rating("Progress", each.progress)
    yield _rating("Impact", each.impact)
    yield Text(f"First promise:  {visible(first_promise_line(each, scene))}")
    for column in (*columns(each, scene), *record(each, scene)):
        yield from _column(column)
    yield from _problems(problems)


def _rating(name: str, rated: Rated) -> Text:
    line = Text(f"{name}: ").append(
        f" {rating_in_words(rated.rating)} ", style=COLOURS[rated.rating]
    )
    line.append(f" {by_lead(rated)}{rated.standing}: {visible(rated.why)}")
    if rated.disputed:
        line.append(f" (disputed: declared {rated.declared}, the facts say {rated.computed})")
    return line


def _column(column: Column) -> Iterator[RenderableType]:
    yield Text(f"\n{column.name}", style="bold")
    yield from _items(column.items or (column.empty,))


def _items(items: Iterable[str]) -> Iterator[RenderableType]:
    listed = Table.grid(padding=(0, 1))
    for item in items:
        listed.add_row("  -", Text("\n".join(map(visible, item.splitlines()))))
    yield listed


def _problems(problems: Sequence[Problem]) -> Iterator[RenderableType]:
    yield Text("\nProblems", style="bold")
    words = (f"{p.rule.code} {p.message} [{p.severity}]\nhint: {p.hint}" for p in problems)
    yield from _items(words if problems else ["none"])
