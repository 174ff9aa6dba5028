"""What the template of the dashboard prints beside the pack: tiles, filters, rows and lives.

The pack's own view (`render/pack/build.py`) says what the dashboard says of areas, measures,
findings and decisions, so that both tell the same. Each tile counts what its link lists.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final, NamedTuple, TypeVar
from urllib.parse import quote

from planctl.assess.change.action_history import ActionHistory
from planctl.assess.change.change_kind import ChangeKind
from planctl.assess.dependency import action_dependencies
from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.assess.tags import tagged_actions
from planctl.assess.totals import group_by_area, group_by_lead
from planctl.model.calendar import MONTHS, day_in_words
from planctl.model.problem import At
from planctl.model.rating import TAGS, Rating
from planctl.model.words import RATINGS_WORST_FIRST, count_noun, rating_in_words
from planctl.render.change import change_sentence
from planctl.render.dashboard.data import (
    DashboardData,
    PageFacts,
    count_data,
    dashboard_data,
)
from planctl.render.dashboard.timeline import TimelineView, dashboard_timeline
from planctl.render.edition import edition_in_words
from planctl.render.pack.build import Pack, Whole
from planctl.render.pack.findings import FindingView
from planctl.render.pack.measures import MeasureView, Scored
from planctl.render.pack.pieces import (
    Badge,
    Bar,
    Entry,
    Link,
    PackContext,
    Row,
    action_link,
    action_row,
    progress_bar,
    rating_badge,
    removed_in_words,
    removed_link,
)

T = TypeVar("T")
_TILE_RATINGS: Final = (Rating.RED, Rating.AMBER)
_EVENTS: Final = 10  # of an action's life that are shown; the rest is in `planctl show --history`
_DUE_WITHIN: Final = (7, 30, 90)  # days
_SIGNS_OF_READINGS: Final = frozenset({"seen", "small", "missing"})
_RATED: Final = {ChangeKind.RATED_WORSE, ChangeKind.RATED_TOO_GOOD, ChangeKind.RATED_BETTER}
# What moved since the last board, the most important first.
_MOVES: Final = (
    *(ChangeKind.ORIGINAL_CHANGED, ChangeKind.ANSWER_CHANGED, ChangeKind.NEWLY_OVERDUE),
    *(ChangeKind.REOPENED, ChangeKind.RATED_WORSE, ChangeKind.RATED_TOO_GOOD, ChangeKind.SLIPPED),
    *(ChangeKind.WITHDRAWN, ChangeKind.PAUSED, ChangeKind.COMPLETED, ChangeKind.EMBEDDED),
    *(ChangeKind.RATED_BETTER, ChangeKind.EXTENSION_REQUESTED, ChangeKind.EXTENSION_AGREED),
    *(ChangeKind.EXTENSION_REFUSED, ChangeKind.PAUSE_REQUESTED, ChangeKind.WITHDRAWAL_REQUESTED),
    *(ChangeKind.ESCALATED, ChangeKind.ADDED, ChangeKind.REFERENCED),
)


class Tile(NamedTuple):
    """A number of the overview, and the list that it counts."""

    number: int
    words: str
    query: str  # of the list: show=overdue
    tone: str  # a rating, for its colour; empty for none
    before: str  # what it was; empty where nothing is compared
    change: str  # 1 more, 2 fewer, no change


class Choice(NamedTuple):
    """One choice of a filter."""

    value: str
    words: str


class Filter(NamedTuple):
    """A filter of the list of actions."""

    key: str
    label: str
    any: str  # what is chosen where nothing is
    choices: tuple[Choice, ...]


class BoardBadge(NamedTuple):
    """How an action was rated at a board; no badge: it was not in the plan yet."""

    when: str
    badge: Badge | None


class Event(NamedTuple):
    """What came into the file of an action on a day."""

    day: str
    author: str
    changes: tuple[str, ...]


class ActionPage(NamedTuple):
    """All of one action."""

    row: Row
    whole: Whole
    area_title: str
    boards: tuple[BoardBadge, ...]
    events: tuple[Event, ...]  # newest first
    earlier: str  # how many events are not shown; empty where all are
    waits_for: tuple[str, ...]
    awaited_by: tuple[Link, ...]
    measures: tuple[Scored, ...]
    findings: tuple[FindingView, ...]
    before: str  # the ref of the action before it in the plan; empty for the first
    after: str


class Point(NamedTuple):
    """A figure on the chart of a measure."""

    x: float  # in hundredths of the width
    y: float  # in pixels
    words: str  # its day, its value and its cases
    is_small: bool  # it rests on few cases


class Move(NamedTuple):
    """What moved since the last board, and which actions it moved."""

    words: str
    actions: tuple[Link, ...]


class PlanRow(NamedTuple):
    """A plan among several, on one line."""

    title: str
    organisation: str
    address: str  # of its own dashboard
    unread: str  # how many of its files could not be read; empty where all were
    actions: int
    delivered: int
    overdue: int
    trend: str  # how many were overdue at the boards before; empty where none is known
    oldest: str  # the action that is overdue for longest, and for how long
    bar: Bar
    board: str  # its next meeting


class Dashboard(NamedTuple):
    """The dashboard of one plan."""

    facts: tuple[Entry, ...]
    headline: str
    ratings: str
    tiles: tuple[Tile, ...]
    was: str  # what "was" means; empty where nothing is compared
    filters: tuple[Filter, ...]
    targets: tuple[str, ...]  # every list that the page links to
    overdue: tuple[tuple[int, Row], ...]  # with the days that each is overdue
    moves: tuple[Move, ...]
    timeline: TimelineView
    points: Mapping[str, tuple[Point, ...]]  # of each chart of a measure, by its anchor
    actions: tuple[ActionPage, ...]
    data: DashboardData


def build_dashboard(
    occasion: PackContext,
    pack: Pack,
    histories: Sequence[ActionHistory],
    commit: tuple[str | None, str],
) -> Dashboard:
    """The dashboard of a plan on a day.

    histories: the life of each action, in the order of the plan; empty where none is known.
    commit: the id of the commit that the files are of, and how to say it.
    """
    scene = occasion.scene
    tagged = tagged_actions(scene, occasion.until[0], occasion.since.compared)
    by_ref = {item.ref: [tag for tag in TAGS if item.at in tagged[tag]] for item in scene.judged}
    aliases = dict(_aliases(scene.judged, histories))
    tiles = tuple(_tiles(occasion))
    queries = [tile.query for tile in tiles]
    queries += [f"area={quote(area.ref)}" for area in scene.plan.areas]
    overdue = sorted((i for i in scene.judged if i.is_overdue), key=lambda item: -item.days_overdue)
    return Dashboard(
        tuple(_page_facts(occasion, commit[1])),
        pack.highlight.headline,
        pack.highlight.ratings,
        tiles,
        f"“Was” is the plan at {occasion.since.words}." if occasion.since.compared else "",
        tuple(_filters(occasion, tagged)),
        tuple(dict.fromkeys([*queries, "show=changed"])),
        tuple((item.days_overdue, _list_row(item, occasion)) for item in overdue),
        tuple(_moves(occasion)),
        dashboard_timeline(occasion, pack),
        {measure.anchor: tuple(_points(measure)) for measure in pack.measures.charts},
        tuple(_pages(occasion, pack, histories)),
        dashboard_data(occasion, PageFacts(commit[0], TAGS, by_ref, aliases)),
    )


def plan_row(occasion: PackContext, pack: Pack, address: str) -> PlanRow:
    """A plan among several: the counts that its own dashboard gives."""
    scene, bar = occasion.scene, progress_bar(occasion.scene.judged, "Progress", "progress")
    counts, front = count_data(scene, scene.judged), scene.plan.plan
    late = max(scene.judged, key=lambda item: item.days_overdue, default=None)
    oldest = "none"
    if late and late.is_overdue:
        oldest = f"{late.name}, {count_noun(late.days_overdue, 'day')}"
    unread = count_noun(len(scene.plan.unread), "file")
    return PlanRow(
        scene.plan.title,
        (front.organisation or "") if front else "",
        address,
        f"{unread} could not be read" if scene.plan.unread else "",
        counts.actions,
        counts.complete,
        counts.overdue,
        pack.trend.overdue,
        oldest,
        bar,
        _next_board(occasion),
    )


def _next_board(occasion: PackContext) -> str:
    scene = occasion.scene
    board = scene.by.calendar.next_meeting(scene.as_at)
    return board.words if board else "none is recorded"


def _page_facts(occasion: PackContext, commit: str) -> Iterator[Entry]:
    yield Entry("As at", day_in_words(occasion.scene.as_at))
    yield Entry("Next board", _next_board(occasion))
    if edition := edition_in_words(occasion.scene):
        yield Entry("Edition", edition)
    if commit:
        yield Entry("Made from", commit)


def _tiles(occasion: PackContext) -> Iterator[Tile]:
    scene, compared = occasion.scene, occasion.since.compared
    numbers = _tile_numbers(scene, scene.judged)
    before = _tile_numbers(compared.before, compared.before.judged) if compared else numbers
    removed = _tile_numbers(compared.before if compared else scene, occasion.removed)
    soon = f"due within {count_noun(scene.by.due_soon_days, 'day')}"
    names = (
        ("overdue", "show=overdue", "red"),
        *(
            (f"rated {rating_in_words(rating)} on progress", f"rag={rating}", rating.value)
            for rating in _TILE_RATINGS
        ),
        (soon, "show=due-soon", "amber"),
        ("delivered", "show=delivered", "green"),
        ("with a disputed rating", "show=disputed", ""),
        ("waiting for the board's answer", "show=asked", ""),
        ("with no impact rating", "impact=grey", ""),
    )
    counted = zip(names, numbers, before, removed, strict=True)
    for (words, query, tone), number, earlier, gone in counted:
        if compared and (number or earlier):
            more = number - earlier
            change = f"{abs(more)} {'more' if more > 0 else 'fewer'}" if more else "no change"
            was = f"was {earlier}"
            yield Tile(number, words, query, tone, was, f"{change}{removed_in_words(gone)}")
        elif number:
            yield Tile(number, words, query, tone, "", "")


def _tile_numbers(scene: Scene, judged: Sequence[Judgement]) -> tuple[int, ...]:
    """What each tile counts of some actions of a state, on its own day."""
    counts = count_data(scene, judged)
    return (
        counts.overdue,
        *(counts.progress_rag[rating] for rating in _TILE_RATINGS),
        counts.due_soon,
        counts.complete,
        counts.disputed,
        sum(bool(item.asked) for item in judged),
        counts.impact_rag["grey"],
    )


def _filters(occasion: PackContext, tagged: Mapping[str, frozenset[At]]) -> Iterator[Filter]:
    scene = occasion.scene
    items = scene.judged
    areas = group_by_area(scene.plan.areas, items)
    leads = sorted(group_by_lead(items).items(), key=lambda lead: lead[0].casefold())
    progress = Counter(item.progress.rating for item in items)
    impact = Counter(item.impact.rating for item in items)
    standings = Counter(item.progress.standing.value for item in items)
    days = {number: scene.as_at + timedelta(days=number) for number in _DUE_WITHIN}
    due = {n: sum(it.is_due_by(day, scene.as_at) for it in items) for n, day in days.items()}
    yield _filter(
        ("area", "Area", "All areas"),
        [(area.ref, f"{area.ref} {area.title}", len(inside)) for area, inside in areas],
    )
    yield _filter(("lead", "Lead", "All leads"), [(role, role, len(own)) for role, own in leads])
    yield _filter(("rag", "Progress rating", "All ratings"), _rating_choices(progress))
    yield _filter(("impact", "Impact rating", "All ratings"), _rating_choices(impact))
    yield _filter(
        ("standing", "Standing", "All standings"),
        [(name, name.capitalize(), standings[name]) for name in sorted(standings)],
    )
    yield _filter(
        ("due", "Due", "At any time"),
        [(f"{n}d", f"Within {n} days", number) for n, number in due.items()],
    )
    yield _filter(
        ("show", "Show", "Everything"),
        [(tag, TAGS[tag], len(tagged[tag])) for tag in TAGS if tagged[tag]],
    )


def _filter(names: tuple[str, str, str], choices: Iterable[tuple[str, str, int]]) -> Filter:
    """A filter by its key, its label and what chooses all; its choices with their numbers."""
    numbered = (Choice(value, f"{words} ({number})") for value, words, number in choices)
    return Filter(*names, tuple(numbered))


def _rating_choices(counts: Mapping[Rating, int]) -> Iterator[tuple[str, str, int]]:
    for rating in RATINGS_WORST_FIRST:
        yield rating.value, rating_in_words(rating).capitalize(), counts[rating]


def _moves(occasion: PackContext) -> Iterator[Move]:
    compared = occasion.since.compared
    if compared is None:
        return
    links = {item.ref: action_link(item) for item in occasion.scene.judged}
    removed = tuple(map(removed_link, compared.removed))
    if removed:
        yield Move(f"Taken out of the plan, without the board ({len(removed)})", removed)
    for kind in _MOVES:
        refs = dict.fromkeys(change.ref for change in compared.changes if change.kind is kind)
        if kind is ChangeKind.NEWLY_OVERDUE:  # a new action can be, too
            refs |= dict.fromkeys(item.ref for item in compared.added if item.is_overdue)
        actions = tuple(links[ref] for ref in refs if ref in links)
        of_both = " on progress or impact" if kind in _RATED else ""
        if actions:
            yield Move(f"{kind.value.capitalize()}{of_both} ({len(actions)})", actions)


def _points(measure: MeasureView) -> Iterator[Point]:
    """The figures of a measure where its chart has them, the oldest first."""
    marks = (m for chart in measure.charts for m in chart.marks if m.name in _SIGNS_OF_READINGS)
    for mark, reading in zip(marks, reversed(measure.readings), strict=False):
        if mark.name != "missing":
            words = ", ".join(part for part in (reading.value, reading.cases) if part)
            yield Point(mark.x, mark.y, f"{reading.day}: {words}", mark.name == "small")


def _pages(
    occasion: PackContext, pack: Pack, histories: Sequence[ActionHistory]
) -> Iterator[ActionPage]:
    items = occasion.scene.judged
    wholes = [whole for area in pack.areas for whole in area.actions]
    rows, charts = {row.anchor: row for row in pack.measures.rows}, pack.measures.charts
    measures = _by_ref((link.ref, rows[each.anchor]) for each in charts for link in each.actions)
    answers = ((row.link.ref, each) for each in pack.answers.findings for row in each.rows)
    findings = _by_ref(answers)
    awaited = _by_ref((ref, action_link(it)) for it in items for ref in it.action.depends_on)
    for n, (item, whole) in enumerate(zip(items, wholes, strict=True)):
        history = histories[n] if histories else None
        events = history.events[::-1] if history else ()
        more = len(events) - _EVENTS
        neighbours = [items[k].ref if 0 <= k < len(items) else "" for k in (n - 1, n + 1)]
        waits_for = action_dependencies(item, occasion.scene.names.awaited, occasion.scene.as_at)
        yield ActionPage(
            _list_row(item, occasion),
            whole,
            f"{item.area.ref} {item.area.title}",
            tuple(_board_badges(history, item, occasion)) if history else (),
            tuple(
                Event(day_in_words(day), author, tuple(map(change_sentence, changes)))
                for day, author, changes in events[:_EVENTS]
            ),
            f"{count_noun(more, 'earlier entry', 'earlier entries')} in git" if more > 0 else "",
            tuple(
                ": ".join(filter(None, (wait.awaited.title, "; ".join(wait.risks))))
                for wait in waits_for
            ),
            tuple(awaited.get(item.ref, ())),
            tuple(measures.get(item.ref, ())),
            tuple(findings.get(item.ref, ())),
            *neighbours,
        )


def _by_ref(pairs: Iterable[tuple[str, T]]) -> Mapping[str, list[T]]:
    by_ref: dict[str, list[T]] = defaultdict(list)
    for ref, thing in pairs:
        by_ref[ref].append(thing)
    return by_ref


def _list_row(item: Judgement, occasion: PackContext) -> Row:
    """An action in the list; of one that is delivered the day of that stands for the day due."""
    row, completed = action_row(item, occasion), item.action.completed
    if item.is_delivered and completed:
        return row._replace(due=f"Delivered {day_in_words(completed)}")
    return row


def _board_badges(
    history: ActionHistory, now: Judgement, occasion: PackContext
) -> Iterator[BoardBadge]:
    key = occasion.scene.by.progress_key
    for board in history.boards:
        badge = rating_badge(board.judged.progress, key) if board.judged else None
        when = f"{MONTHS[board.meeting.month - 1][:3]} {board.meeting.year}"
        day = f"{board.meeting.day.day} " if board.meeting.day else ""
        yield BoardBadge(f"{day}{when}", badge)
    yield BoardBadge("Now", rating_badge(now.progress, key))


def _aliases(
    items: Sequence[Judgement], histories: Sequence[ActionHistory]
) -> Iterator[tuple[str, str]]:
    """The refs that actions had before, with those that they have now; a ref in use is none."""
    used = {item.ref for item in items}
    for item, history in zip(items, histories, strict=bool(histories)):
        for event in history.events:
            for change in event.changes:
                if change.kind is ChangeKind.REFERENCED and str(change.old) not in used:
                    yield str(change.old), item.ref
