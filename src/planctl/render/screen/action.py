"""One action on the terminal: its columns, ratings and problems, and its life over time."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from planctl.assess.change.life import AtBoard, Life
from planctl.assess.judged import Judged, Rated
from planctl.assess.scene import Scene
from planctl.model.calendar import MONTHS, Meeting, day_in_words
from planctl.model.problem import Problem
from planctl.model.words import rating_in_words, visible
from planctl.render.column import Column, by_lead, columns, first_promise_line, record
from planctl.render.diff import sentence_of
from planctl.render.screen.parts import COLOURS, LETTERS, grid, section


def screen(judged: Judged, problems: Sequence[Problem], scene: Scene) -> Iterator[RenderableType]:
    """The parts of the screen, from the top."""
    yield Text(f"{visible(judged.ref)} {visible(judged.action.title)}", style="bold")
    yield Text(f"Area {visible(judged.area.ref)}: {visible(judged.area.title)}")
    yield Text()
    yield _rating("Progress", judged.progress)
    yield _rating("Impact", judged.impact)
    yield Text(f"First promise:  {visible(first_promise_line(judged, scene))}")
    for column in (*columns(judged, scene), *record(judged, scene)):
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
    table = Table.grid(padding=(0, 1))
    for item in items:
        table.add_row("  -", Text("\n".join(map(visible, item.splitlines()))))
    yield table


def _problems(problems: Sequence[Problem]) -> Iterator[RenderableType]:
    yield Text("\nProblems", style="bold")
    words = (f"{p.rule.code} {p.message} [{p.severity}]\nhint: {p.hint}" for p in problems)
    yield from _items(words if problems else ["none"])


def life_screen(life: Life, now: Judged) -> Iterator[RenderableType]:
    """The parts of the screen, after those of the action itself."""
    parts = (_timeline(life, now), Text(), _boards(life, now))
    yield from section("Rating at each board", Group(*parts))
    yield from section("History, from git", _events(life))
    yield Text("Who: the person who committed the change.")


def _timeline(life: Life, now: Judged) -> Text:
    """A letter for each board: R red, A amber, G green, B blue, N not rated, - not in the plan."""
    line = Text()
    for board in life.boards:
        line.append(f"{_month(board.meeting)}: ")
        _letter(line, board.judged)
        line.append(", ")
    line.append("now: ")
    _letter(line, now)
    return line


def _month(meeting: Meeting) -> str:
    return f"{MONTHS[meeting.month - 1][:3]} {meeting.year}"


def _letter(line: Text, judged: Judged | None) -> None:
    if judged is None:
        line.append("-")
    else:
        rating = judged.progress.rating
        line.append(LETTERS[rating], style=COLOURS[rating])


def _boards(life: Life, now: Judged) -> RenderableType:
    table = grid({"no_wrap": True}, {"no_wrap": True}, {"ratio": 1})
    for board in life.boards:
        table.add_row(
            Text(board.meeting.words), *_rating_cells(board.judged, _why_absent(board, life))
        )
    table.add_row(Text("Now"), *_rating_cells(now, ""))
    return table


def _why_absent(board: AtBoard, life: Life) -> str:
    """Why nothing is known of the action at a board."""
    is_before = board.meeting.last < life.begins
    return "before the history of the plan begins" if is_before else "not in the plan yet"


def _rating_cells(judged: Judged | None, absent: str) -> tuple[Text, Text]:
    if judged is None:
        return Text("-"), Text(absent)
    return Text(rating_in_words(judged.progress.rating)), Text(visible(judged.progress.why))


def _events(life: Life) -> RenderableType:
    table = grid({"no_wrap": True}, {"ratio": 1}, {"max_width": 16})
    for event in life.events:
        for n, change in enumerate(event.changes):
            first = n == 0
            words = visible(" ".join(sentence_of(change).split()))
            who = visible(event.author) if first else ""
            table.add_row(Text(day_in_words(event.day) if first else ""), Text(words), Text(who))
    return table
