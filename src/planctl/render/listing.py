"""Lists for people and for programs: actions with their columns, and what a search found."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.assess.text_search import TextMatch
from planctl.load.loaded import LoadedPlan
from planctl.model.calendar import MONTHS, iso_day
from planctl.model.label import natural_key
from planctl.model.meeting_schedule import meeting_of
from planctl.model.plan import Plan
from planctl.model.problem import At, Place
from planctl.model.rating import Standing
from planctl.model.words import RATINGS_WORST_FIRST, printable_text
from planctl.render.status import judged_action_json

Value = str | int | date | None
USUAL_COLUMNS: Final = ("ref", "title", "lead", "due", "standing", "rag")
_BEFORE: Final = 60  # characters that are shown around a word
_AFTER: Final = 90


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
    """A column of the list: its heading, what stands in it, and the place of a value in it."""

    heading: str
    value: Callable[[ListedAction], Value]
    order: Callable[[Any], Any] = lambda value: value


COLUMNS: Final[Mapping[str, ListColumn]] = {
    "ref": ListColumn("Ref", lambda row: row.each.ref, natural_key),
    "title": ListColumn("Title", lambda row: row.each.action.title),
    "area": ListColumn("Area", lambda row: row.each.area.ref, natural_key),
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
        "Standing", lambda row: row.each.progress.standing.value, [*Standing].index
    ),
    "rag": ListColumn("RAG", lambda row: row.each.progress.rating.value, RATINGS_WORST_FIRST.index),
    "impact": ListColumn(
        "Impact", lambda row: row.each.impact.rating.value, RATINGS_WORST_FIRST.index
    ),
    "why": ListColumn("Why", lambda row: row.each.progress.why),
    "file": ListColumn("File", lambda row: row.file),
}


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
        in_order = sorted(filled, key=lambda row: column.order(column.value(row)), reverse=reverse)
        rows = [*in_order, *empty]
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


class TextOwner(NamedTuple):
    """What a text is of: an action, an area, a measure, a decision, or a file of the plan."""

    kind: str
    ref: str  # empty for a file that there is one of
    title: str


class SearchResult(NamedTuple):
    """A text that has the words."""

    owner: TextOwner
    key: str  # as `planctl set` takes it
    around: str
    place: Place


def search_results(matches: Sequence[TextMatch], loaded: LoadedPlan) -> Iterator[SearchResult]:
    """What was found, in the order of the plan."""
    for match in matches:
        owner, steps = _owner(match.at, loaded.plan)
        key = ".".join(str(step + 1) if isinstance(step, int) else step for step in steps)
        yield SearchResult(owner, key, words_around(match), loaded.place_of(match.at))


def _owner(at: At, plan: Plan) -> tuple[TextOwner, At]:
    """What a text is of, and where in that it stands."""
    kind, number = at[0], at[1]
    if not isinstance(number, int):
        return TextOwner(str(kind), "", f"{kind}.yaml"), at[1:]
    if kind == "measures":
        measure = plan.measures[number]
        return TextOwner("measure", measure.id, measure.title), at[2:]
    if kind == "decisions":
        decision = plan.decisions[number]
        return TextOwner("decision", decision.id, meeting_of(decision.meeting).words), at[2:]
    area = plan.areas[number]
    if at[2] != "actions":
        return TextOwner("area", area.ref, area.title), at[2:]
    action = area.actions[int(at[3])]
    return TextOwner("action", action.ref, action.title), at[4:]


def words_around(match: TextMatch) -> str:
    """The words that were looked for with some of those around them, on one line."""
    pieces: list[tuple[int, int]] = []
    for start, end in match.spans:
        piece = _whole_words(match.text, start - _BEFORE, end + _AFTER)
        if pieces and piece[0] <= pieces[-1][1]:
            piece = (pieces[-1][0], max(piece[1], pieces.pop()[1]))
        pieces.append(piece)
    words = " … ".join(match.text[start:end].strip() for start, end in pieces)
    before = "… " if pieces[0][0] > 0 else ""
    after = " …" if pieces[-1][1] < len(match.text) else ""
    return " ".join(f"{before}{words}{after}".split())


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A piece of a text that is no shorter than this, and begins and ends with whole words."""
    head = text[: max(0, start)]
    begins = max(head.rfind(" "), head.rfind("\n")) + 1
    blank = re.compile(r"\s").search(text, end)
    return begins, blank.start() if blank else len(text)


def result_json(result: SearchResult) -> dict[str, object]:
    """A result for programs; keys may be added, never changed."""
    return {
        **result.owner._asdict(),
        "key": result.key,
        "around": result.around,
        "file": result.place.path,
        "line": result.place.line,
    }
