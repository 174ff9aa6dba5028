"""What moved since the last board: in numbers for the one page, and each change in the annex."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from planctl.assess.change.compare import Comparison
from planctl.assess.change.direction import Direction, directions
from planctl.assess.change.kind import Cause, Change, Kind
from planctl.assess.judged import Judged
from planctl.model.words import are, counted, in_a_row
from planctl.render.change import in_words, pieces, split_seals
from planctl.render.pack.badge import link, sentence
from planctl.render.pack.occasion import ARROWS, NOT_COMPARED, Occasion
from planctl.render.pack.view import Changed, ChangedAction, ChangedArea, Changes, Link, Moved, Step

_WORSE, _BETTER, _NEW = (ARROWS[way] for way in (Direction.WORSE, Direction.BETTER, Direction.NEW))
# What the one page counts, with an arrow for good or bad news, in the words for one and for many.
_STEPS: Final = (
    (_WORSE, {Kind.NEWLY_OVERDUE}, "newly overdue", ""),
    (_WORSE, {Kind.REOPENED}, "reopened", ""),
    (_WORSE, {Kind.SLIPPED}, "date slipped", "dates slipped"),
    (
        _WORSE,
        {Kind.ORIGINAL_CHANGED},
        "first promise changed without the board",
        "first promises changed without the board",
    ),
    (
        _WORSE,
        {Kind.ANSWER_CHANGED},
        "answer of the board changed in the plan",
        "answers of the board changed in the plan",
    ),
    (_WORSE, {Kind.PAUSED}, "paused", ""),
    (_WORSE, {Kind.WITHDRAWN}, "withdrawn", ""),
    (_WORSE, {Kind.REMOVED}, "taken out of the plan", ""),
    (_BETTER, {Kind.COMPLETED, Kind.EMBEDDED}, "completed or embedded", ""),
    (_BETTER, {Kind.DATE_SET}, "given a date", ""),
    (_NEW, {Kind.RESUMED}, "whose pause ended", ""),
    (_NEW, {Kind.PAUSE_REQUESTED}, "pause requested", "pauses requested"),
    (_NEW, {Kind.PAUSE_AGREED}, "pause agreed anew", "pauses agreed anew"),
    (_NEW, {Kind.PAUSE_REFUSED}, "pause refused", "pauses refused"),
    (_NEW, {Kind.WITHDRAWAL_REQUESTED}, "withdrawal requested", "withdrawals requested"),
    (_NEW, {Kind.WITHDRAWAL_REFUSED}, "withdrawal refused", "withdrawals refused"),
    (
        _NEW,
        {Kind.CORRECTION_REQUESTED},
        "correction of a first promise requested",
        "corrections of first promises requested",
    ),
    (
        _NEW,
        {Kind.CORRECTION_AGREED},
        "correction of a first promise agreed",
        "corrections of first promises agreed",
    ),
    (_NEW, {Kind.EXTENSION_REQUESTED}, "extension requested", "extensions requested"),
    (_NEW, {Kind.EXTENSION_AGREED}, "extension agreed", "extensions agreed"),
    (_NEW, {Kind.EXTENSION_REFUSED}, "extension refused", "extensions refused"),
    (_NEW, {Kind.ESCALATED}, "escalation raised", "escalations raised"),
    (_NEW, {Kind.ADDED}, "new in the plan", ""),
)
_WAYS: Final = (
    (Direction.WORSE, "rated worse"),
    (Direction.BETTER, "rated better"),
    (Direction.LATER, "rated better only by a later date"),
    (Direction.OTHERWISE, "newly rated, or no longer rated"),
    (Direction.SAME, "with the same rating"),
)
_SHORT: Final[Mapping[str, str]] = {Direction.SAME.value: "the same"}
_LEGEND: Final = "In a new wording, the words struck through went, and those in bold came."


def moved(occasion: Occasion) -> Moved:
    """What moved since the earlier state, in numbers."""
    since = occasion.since
    title = f"Since {since.words}"
    if since.compared is None:
        return Moved(title, since.why_not, ())
    return Moved(title, _headline(since.compared), tuple(_steps(since.compared)))


def ways(actions: Sequence[Judged], occasion: Occasion) -> str:
    """How many of some actions went which way; empty where nothing is compared."""
    if occasion.since.compared is None or not actions:
        return ""
    counts = Counter(occasion.travel(judged).word for judged in actions)
    known = [*(way.value for way in Direction), NOT_COMPARED]
    words = [f"{counts[word]} {_SHORT.get(word, word)}" for word in known if counts[word]]
    return f"Progress since {occasion.since.words}: {in_a_row(words)}."


def changes(occasion: Occasion) -> Changes:
    """Every change since the earlier state, in the plan's words."""
    since = occasion.since
    title = f"What changed since {since.words}"
    if since.compared is None:
        return Changes(title, since.why_not, "", ())
    every = since.compared.changes
    areas = groupby(every, key=lambda change: change.area)
    others, seals = split_seals(every)
    number = counted(len(others) + bool(seals), "change")
    words = f"{number}, the most important of each area first." if every else "Nothing changed."
    changed = tuple(_area(ref, of_area, since.compared) for ref, of_area in areas)
    legend = _LEGEND if any(pieces(change) for change in every) else ""
    return Changes(title, words, legend, changed)


def _steps(compared: Comparison) -> Iterator[Step]:
    of_actions = [change for change in compared.changes if change.ref]
    agreed = {change.ref for change in of_actions if change.kind is Kind.EXTENSION_AGREED}
    for arrow, kinds, singular, plural in _STEPS:
        counted_as = [change for change in of_actions if change.kind in kinds]
        if counted_as:
            number = len(counted_as)
            words = singular if number == 1 else plural or singular
            yield Step(
                arrow,
                number,
                f"{words}{_overdue_by_time(counted_as)}{_slipped_by_agreement(counted_as, agreed)}",
            )
    counts = directions(compared.after.judged, compared)
    for way, words in _WAYS:
        if counts[way]:
            yield Step(ARROWS[way], counts[way], words)
    unknown = counts[Direction.NEW] - len(compared.added)
    if unknown:
        yield Step("", unknown, f"{NOT_COMPARED}, because a file could not be read then")


def _overdue_by_time(news: Sequence[Change]) -> str:
    """How many of some actions nobody touched: they went overdue only because time passed."""
    untouched = sum(c.kind is Kind.NEWLY_OVERDUE and c.cause is Cause.TIME for c in news)
    return f", {_part_of(untouched, news)}only because time passed" if untouched else ""


def _slipped_by_agreement(news: Sequence[Change], agreed: Collection[str]) -> str:
    """How many of some dates that slipped did so by an extension that the board has agreed."""
    by_leave = sum(c.kind is Kind.SLIPPED and c.ref in agreed for c in news)
    return f", {_part_of(by_leave, news)}with the board's agreement" if by_leave else ""


def _part_of(number: int, changes: Sequence[Change]) -> str:
    return "" if number == len(changes) else f"{number} of them "


def _headline(compared: Comparison) -> str:
    """The answer to a chair's first question."""
    counts = directions(compared.after.judged, compared)
    worse, better = counts[Direction.WORSE], counts[Direction.BETTER]
    later = f", {counts[Direction.LATER]} more only by a later date" * bool(counts[Direction.LATER])
    actions = counted(len(compared.after.judged), "action")
    return (
        f"Of {actions}, {are(worse)} rated worse than then, and {are(better)} rated better{later}."
    )


def _area(ref: str, changes: Iterator[Change], compared: Comparison) -> ChangedArea:
    title = f"area {ref}: {compared.area_title(ref)}" if ref else "the plan as a whole"
    itself = Link("", f"The {'area' if ref else 'plan'} itself", "")
    by_ref: dict[str, list[Changed]] = {}
    others, seals = split_seals(changes)
    for change in others:
        by_ref.setdefault(change.ref, []).append(_change_view(change))
    if seals:
        by_ref.setdefault("", []).append(Changed(sentence(seals), ()))
    return ChangedArea(
        f"Changes in {title}",
        tuple(
            ChangedAction(_link(name, compared) if name else itself, tuple(changed))
            for name, changed in by_ref.items()
        ),
    )


def _change_view(change: Change) -> Changed:
    reworded = pieces(change)
    words = sentence(in_words(change))
    return Changed(f"{words.removesuffix('.')}:" if reworded else words, reworded)


def _link(ref: str, compared: Comparison) -> Link:
    """An action by its name; one that is gone is nowhere to be shown."""
    now = compared.after.names.refs.get(ref)
    was = compared.before.names.refs.get(ref)
    if now:
        return link(now)
    return Link(ref, was.action.title if was else "", "")
