"""The list of actions: its columns, its order, and the same for programs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.load.loaded import LoadedPlan
from planctl.model.calendar import MONTHS
from planctl.model.label import natural_key
from planctl.model.rating import Standing
from planctl.model.words import RATINGS_WORST_FIRST, printable_text
from planctl.render.agenda import iso_day
from planctl.render.status import judged_action_json

Value = str | int | date | None
_STANDINGS: Final = tuple(Standing)


class ListedAction(NamedTuple):
    """A judged action, and the file that it is in."""

    each: Judgement
    file: str


class ActionList(NamedTuple):
    """The actions that were asked for, in the order that was asked for."""

    scene: Scene
    actions: Sequence[ListedAction]
    cut: str  # what was asked for, in words; empty for the whole plan


class ListColumn(NamedTuple):
    """A column of the list: its heading, what stands in it, and what it is sorted by."""

    heading: str
    value: Callable[[ListedAction], Value]
    order: Callable[[ListedAction], object] | None = None  # none: the value itself


COLUMNS: Final[Mapping[str, ListColumn]] = {
    "ref": ListColumn("Ref", lambda row: row.each.ref, lambda row: natural_key(row.each.ref)),
    "title": ListColumn("Title", lambda row: row.each.action.title),
    "area": ListColumn(
        "Area", lambda row: row.each.area.ref, lambda row: natural_key(row.each.area.ref)
    ),
    "lead": ListColumn("Lead", lambda row: next(iter(row.each.action.leads), None)),
    "leads": ListColumn("Leads", lambda row: ", ".join(row.each.action.leads) or None),
    "status": ListColumn("Status", lambda row: row.each.action.status.value),
    "timescale": ListColumn(
        "Timescale", lambda row: row.each.promise.stated and row.each.promise.stated.written
    ),
    "due": ListColumn("Due", lambda row: row.each.promise.due),
    "original_due": ListColumn("First due", lambda row: row.each.promise.original),
    "days_overdue": ListColumn("Days late", lambda row: row.each.days_overdue or None),
    "slippage_days": ListColumn("Slipped", lambda row: row.each.promise.slippage_days),
    "last_progress": ListColumn("Last note", lambda row: row.each.promise.last_progress),
    "standing": ListColumn(
        "Standing",
        lambda row: row.each.progress.standing.value,
        lambda row: _STANDINGS.index(row.each.progress.standing),
    ),
    "rag": ListColumn(
        "RAG",
        lambda row: row.each.progress.rating.value,
        lambda row: RATINGS_WORST_FIRST.index(row.each.progress.rating),
    ),
    "impact": ListColumn(
        "Impact",
        lambda row: row.each.impact.rating.value,
        lambda row: RATINGS_WORST_FIRST.index(row.each.impact.rating),
    ),
    "why": ListColumn("Why", lambda row: row.each.progress.why),
    "file": ListColumn("File", lambda row: row.file),
}
USUAL_COLUMNS: Final = ("ref", "title", "lead", "due", "standing", "rag")


def with_files(judged: Iterable[Judgement], loaded: LoadedPlan) -> Iterator[ListedAction]:
    """Each action with the file that it is in."""
    return (ListedAction(each, loaded.place_of(each.at).path) for each in judged)


def sort_actions(
    actions: Iterable[ListedAction], columns: Sequence[str], *, reverse: bool
) -> list[ListedAction]:
    """The actions in the order of some columns, the first before all; empty cells come last."""
    rows = list(actions)
    for column in map(COLUMNS.__getitem__, reversed(columns)):
        filled = [row for row in rows if column.value(row) is not None]
        empty = [row for row in rows if column.value(row) is None]
        rows = [*sorted(filled, key=column.order or column.value, reverse=reverse), *empty]  # type: ignore[arg-type]
    return rows if columns or not reverse else rows[::-1]


def cell_in_words(value: Value) -> str:
    """What stands in a cell, for people: a day as 13 Mar 2024."""
    if isinstance(value, date):
        return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"
    return "" if value is None else printable_text(" ".join(str(value).split()))


def list_rows(listed: ActionList, columns: Sequence[str]) -> Iterator[Sequence[Value]]:
    """The list as a table of values, with the names of its columns first."""
    yield columns
    for row in listed.actions:
        yield [COLUMNS[name].value(row) for name in columns]


def list_json(listed: ActionList) -> dict[str, object]:
    """The list for programs; keys may be added, never changed."""
    return {
        "as_at": iso_day(listed.scene.as_at),
        "filter": listed.cut,
        "actions": [
            {**judged_action_json(row.each, listed.scene), "file": row.file}
            for row in listed.actions
        ],
    }
