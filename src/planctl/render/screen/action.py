"""One action on the terminal: its columns, ratings and problems, and its life over time."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from planctl.assess.change.action_history import ActionHistory
from planctl.assess.impact import impact_in_words
from planctl.assess.judgement import ActionRating, Judgement
from planctl.assess.scene import Scene
from planctl.model.calendar import MONTHS, day_in_words
from planctl.model.problem import Problem
from planctl.model.words import printable_text, rating_in_words
from planctl.render.action_columns import (
    action_columns,
    declared_in_words,
    first_promise_in_words,
    record_columns,
    standing_with_reason,
)
from planctl.render.change import change_sentence
from planctl.render.screen.parts import (
    RATING_LETTERS,
    RATING_STYLES,
    plain_grid,
    plain_text,
    rating_line,
    titled_part,
)


def action_screen(
    judged: Judgement, problems: Sequence[Problem], scene: Scene, file: str
) -> Iterator[RenderableType]:
    """The parts of the screen, from the top."""
    yield plain_text(judged.name, "bold")
    yield plain_text(f"Area {judged.area.ref}: {judged.area.title}")
    yield plain_text(f"File: {file}")
    yield Text()
    yield _rating("Progress", judged.progress, judged.progress.standing)
    standing = impact_in_words(judged.impact.standing, judged.action, scene.by.effects)
    yield _rating("Impact", judged.impact, standing)
    yield plain_text(f"First promise:  {first_promise_in_words(judged, scene)}")
    for column in (*action_columns(judged, scene), *record_columns(judged, scene)):
        yield Text(f"\n{column.name}", style="bold")
        yield from _items(column.items or (column.empty,))
    yield Text("\nProblems", style="bold")
    words = [f"{p.rule.code} {p.message} [{p.severity}]\nhint: {p.hint}" for p in problems]
    yield from _items(words or ["none"])


def _rating(name: str, rated: ActionRating, standing: str) -> Text:
    line = rating_line(name, rated.rating)
    why = standing_with_reason(standing, rated.why)
    line.append(f" {declared_in_words(rated)}{printable_text(why)}")
    if rated.disputed:
        line.append(f" (disputed: declared {rated.declared}, the facts say {rated.computed})")
    return line


def _items(items: Iterable[str]) -> Iterator[RenderableType]:
    table = Table.grid(padding=(0, 1))
    for item in items:
        table.add_row("  -", Text("\n".join(map(printable_text, item.splitlines()))))
    yield table


def life_screen(life: ActionHistory, now: Judgement) -> Iterator[RenderableType]:
    """The parts of the screen, after those of the action itself."""
    parts = (_timeline(life, now), Text(), _boards(life, now))
    yield from titled_part("Rating at each board", Group(*parts))
    yield from titled_part("History, from git", _events(life))
    yield Text("Who: the person who committed the change.")


def _timeline(life: ActionHistory, now: Judgement) -> Text:
    """A letter for each board: R red, A amber, G green, B blue, N not rated, - not in the plan."""
    boards = [
        (f"{MONTHS[board.meeting.month - 1][:3]} {board.meeting.year}", board.judged)
        for board in life.boards
    ]
    line = Text()
    for when, judged in (*boards, ("now", now)):
        line.append(f"{', ' if line else ''}{when}: ")
        rating = judged.progress.rating if judged else None
        letter, style = (RATING_LETTERS[rating], RATING_STYLES[rating]) if rating else ("-", "")
        line.append(letter, style=style)
    return line


def _boards(life: ActionHistory, now: Judgement) -> RenderableType:
    table = plain_grid({"no_wrap": True}, {"no_wrap": True}, {"ratio": 1})
    for board in life.boards:
        is_before = board.meeting.last < life.begins
        absent = "before the history of the plan begins" if is_before else "not in the plan yet"
        table.add_row(Text(board.meeting.words), *_rating_cells(board.judged, absent))
    table.add_row(Text("Now"), *_rating_cells(now, ""))
    return table


def _rating_cells(judged: Judgement | None, absent: str) -> tuple[Text, Text]:
    if judged is None:
        return Text("-"), Text(absent)
    return Text(rating_in_words(judged.progress.rating)), plain_text(judged.progress.why)


def _events(life: ActionHistory) -> RenderableType:
    table = plain_grid({"no_wrap": True}, {"ratio": 1}, {"max_width": 16})
    for event in life.events:
        for n, change in enumerate(event.changes):
            first = n == 0
            words = printable_text(" ".join(change_sentence(change).split()))
            who = printable_text(event.author) if first else ""
            table.add_row(Text(day_in_words(event.day) if first else ""), Text(words), Text(who))
    return table
