"""What moved since the last board: in numbers for the one page, and each change in the annex."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from planctl.assess.change.change_kind import Change, ChangeCause, ChangeKind
from planctl.assess.change.comparison import Comparison
from planctl.assess.change.direction import Direction, direction, directions
from planctl.assess.judgement import Judgement
from planctl.model.words import count_noun, count_with_verb, rating_in_words, sentence_list
from planctl.render.change import Piece, change_in_words, split_seals, wording_pieces
from planctl.render.pack.pieces import (
    NEWLY_RATED,
    NO_LONGER_RATED,
    NOT_COMPARED,
    Link,
    PackContext,
    action_link,
    as_sentence,
)

# What is counted, the bad news first, in the words for one and for many.
_STEPS: Final = (
    ({ChangeKind.NEWLY_OVERDUE}, "newly overdue", ""),
    ({ChangeKind.REOPENED}, "reopened", ""),
    ({ChangeKind.SLIPPED}, "date slipped", "dates slipped"),
    (
        {ChangeKind.ORIGINAL_CHANGED},
        "first promise changed without the board",
        "first promises changed without the board",
    ),
    (
        {ChangeKind.ANSWER_CHANGED},
        "answer of the board changed in the plan",
        "answers of the board changed in the plan",
    ),
    ({ChangeKind.PAUSED}, "paused", ""),
    ({ChangeKind.WITHDRAWN}, "withdrawn", ""),
    ({ChangeKind.REMOVED}, "taken out of the plan", ""),
    ({ChangeKind.COMPLETED, ChangeKind.EMBEDDED}, "completed or embedded", ""),
    ({ChangeKind.DATE_SET}, "given a date", ""),
    ({ChangeKind.RESUMED}, "whose pause ended", ""),
    ({ChangeKind.PAUSE_REQUESTED}, "pause requested", "pauses requested"),
    ({ChangeKind.PAUSE_AGREED}, "pause agreed anew", "pauses agreed anew"),
    ({ChangeKind.PAUSE_REFUSED}, "pause refused", "pauses refused"),
    ({ChangeKind.WITHDRAWAL_REQUESTED}, "withdrawal requested", "withdrawals requested"),
    ({ChangeKind.WITHDRAWAL_REFUSED}, "withdrawal refused", "withdrawals refused"),
    (
        {ChangeKind.CORRECTION_REQUESTED},
        "correction of a first promise requested",
        "corrections of first promises requested",
    ),
    (
        {ChangeKind.CORRECTION_AGREED},
        "correction of a first promise agreed",
        "corrections of first promises agreed",
    ),
    ({ChangeKind.EXTENSION_REQUESTED}, "extension requested", "extensions requested"),
    ({ChangeKind.EXTENSION_AGREED}, "extension agreed", "extensions agreed"),
    ({ChangeKind.EXTENSION_REFUSED}, "extension refused", "extensions refused"),
    ({ChangeKind.ESCALATED}, "escalation raised", "escalations raised"),
    ({ChangeKind.ADDED}, "new in the plan", ""),
)
_ORDER: Final = (
    *("reopened", Direction.WORSE, Direction.TOO_GOOD),
    *("completed", Direction.BETTER, Direction.LATER),
)
_MOST: Final = 6  # actions that moved one way and are named in the highlight
_SHORT: Final[Mapping[str, str]] = {Direction.SAME.value: "the same"}
_LEGEND: Final = "In a new wording, the words struck through went, and those in bold came."


class Step(NamedTuple):
    """A count of what moved since the last board."""

    number: int
    words: str


class Changed(NamedTuple):
    """One change since the last board."""

    words: str
    pieces: tuple[Piece, ...]  # of a new wording: which words went and which came


class ChangedAction(NamedTuple):
    """The changes of one action, the most important first."""

    link: Link  # without a ref where they are about the area itself, or the plan itself
    changes: tuple[Changed, ...]


class ChangedArea(NamedTuple):
    """The changes of one area, or of the plan as a whole."""

    title: str
    actions: tuple[ChangedAction, ...]  # the one with the most important change first


class Changes(NamedTuple):
    """All that changed since the last board."""

    title: str
    words: str  # how many changes, or why nothing can be said
    legend: str  # how a new wording is shown; empty where there is none
    areas: tuple[ChangedArea, ...]


class Moved(NamedTuple):
    """An action that moved since the last board."""

    link: Link
    was: str  # the rating that it had: amber; empty where it is the same
    now: str


class Way(NamedTuple):
    """The actions that went one way since the last board."""

    name: str  # Worse, Completed, Better
    actions: tuple[Moved, ...]
    more: str  # how many more, and where they are listed; else empty


class Movement(NamedTuple):
    """What moved since the last board, or why nothing can be said of it."""

    title: str
    words: str
    steps: tuple[Step, ...]
    ways: tuple[Way, ...]  # the bad news first; those that no action went are left out


def movement_view(occasion: PackContext, place: str, fewer: int = 0) -> Movement:
    """What moved since the earlier state: in numbers, and the actions that got worse or better."""
    since = occasion.since
    title = f"What moved since {since.words}"
    if since.compared is None:
        return Movement(title, since.why_not, (), ())
    moved = list(_moved(occasion, since.compared))
    most, ways = _MOST - fewer, []
    for name in _ORDER:
        links = tuple(one for way, one in moved if way == name)
        shown = links if len(links) == most + 1 else links[:most]  # “and 1 more” takes as long
        more = f"and {len(links) - most} more, {place}" if len(links) > len(shown) else ""
        ways += [Way(name.capitalize(), shown, more)] if links else []
    return Movement(title, _headline(since.compared), tuple(_steps(since.compared)), tuple(ways))


def _moved(occasion: PackContext, compared: Comparison) -> Iterator[tuple[str, Moved]]:
    """The actions that are rated worse or better, or that were completed or reopened."""
    for judged in occasion.scene.judged:
        way, was = direction(judged, compared)
        earlier = compared.was.get(judged.at)
        changed = earlier is not None and earlier.is_delivered is not judged.is_delivered
        word = ("completed" if judged.is_delivered else "reopened") if changed else way.value
        if word in _ORDER:
            progress = judged.progress
            before = rating_in_words(was) if was and was is not progress.rating else ""
            facts = f", the facts say {rating_in_words(progress.computed)}" * progress.disputed
            now = f"{rating_in_words(progress.rating)}{facts}"
            yield word, Moved(action_link(judged), before, now)


def directions_in_words(actions: Sequence[Judgement], occasion: PackContext) -> str:
    """How many of some actions went which way; empty where nothing is compared."""
    if occasion.since.compared is None or not actions:
        return ""
    counts = Counter(occasion.travel(judged).word for judged in actions)
    known = [*(way.value for way in Direction), NEWLY_RATED, NO_LONGER_RATED, NOT_COMPARED]
    words = [f"{counts[word]} {_SHORT.get(word, word)}" for word in known if counts[word]]
    return f"Progress since {occasion.since.words}: {sentence_list(words)}."


def changes_view(occasion: PackContext) -> Changes:
    """Every change since the earlier state, in the plan's words."""
    since = occasion.since
    title = f"What changed since {since.words}"
    if since.compared is None:
        return Changes(title, since.why_not, "", ())
    every = since.compared.changes
    areas = groupby(every, key=lambda change: change.area)
    others, seals = split_seals(every)
    number = count_noun(len(others) + bool(seals), "change")
    words = f"{number}, the most important of each area first." if every else "Nothing changed."
    changed = tuple(_area(ref, of_area, since.compared) for ref, of_area in areas)
    legend = _LEGEND if any(wording_pieces(change) for change in every) else ""
    return Changes(title, words, legend, changed)


def _steps(compared: Comparison) -> Iterator[Step]:
    of_actions = [change for change in compared.changes if change.ref]
    agreed = {change.ref for change in of_actions if change.kind is ChangeKind.EXTENSION_AGREED}
    late = sum(judged.is_overdue for judged in compared.added)
    for kinds, singular, plural in _STEPS:
        counted_as = [change for change in of_actions if change.kind in kinds]
        added = late if ChangeKind.NEWLY_OVERDUE in kinds else 0
        if counted_as or added:
            number = len(counted_as) + added
            words = singular if number == 1 else plural or singular
            refs = sentence_list([c.ref for c in counted_as if c.kind is ChangeKind.REMOVED])
            names = f": {refs}" if refs else ""
            new = f", {added} of them new in the plan" if added else ""
            yield Step(number, "".join((words, names, new, *_causes(counted_as, agreed))))
    counts = directions(compared.after.judged, compared)
    if counts[Direction.OTHERWISE]:
        yield Step(
            counts[Direction.OTHERWISE], "newly rated, no longer rated, or stopped by the board"
        )
    unknown = counts[Direction.NEW] - len(compared.added)
    if unknown:
        yield Step(unknown, f"{NOT_COMPARED}, because a file could not be read then")


def _causes(news: Sequence[Change], agreed: Collection[str]) -> Iterator[str]:
    """How many actions went overdue though nobody touched them, or slipped as the board agreed."""
    late = [c for c in news if c.kind is ChangeKind.NEWLY_OVERDUE and c.cause is ChangeCause.TIME]
    by_leave = [c for c in news if c.kind is ChangeKind.SLIPPED and c.ref in agreed]
    for some, why in (
        (late, "because the date passed and nothing else changed"),
        (by_leave, "with the board's agreement"),
    ):
        if some:
            part = "" if len(some) == len(news) else f"{len(some)} of them "
            yield f", {part}{why}"


def _headline(compared: Comparison) -> str:
    """The answer to a chair's first question."""
    counts = directions(compared.after.judged, compared)
    worse, better = counts[Direction.WORSE], counts[Direction.BETTER]
    too_good, number = counts[Direction.TOO_GOOD], counts[Direction.LATER]
    later = "; 1 more looks better only because its date is later"
    if number != 1:
        later = f"; {number} more look better only because their dates are later" * bool(number)
    disputed = f"; {count_with_verb(too_good)} {Direction.TOO_GOOD}" * bool(too_good)
    actions = count_noun(len(compared.after.judged), "action")
    fell, rose = count_with_verb(worse), count_with_verb(better)
    splits = (c for c in compared.changes if c.kind is ChangeKind.ADDED and c.why)
    told = (*splits, *_renames(compared))
    more = "".join(f" {as_sentence(change_in_words(change))}" for change in told)
    moved = f"{fell} rated worse on progress than then, and {rose} rated better"
    return f"Of {actions}, {moved}{disputed}{later}.{more}"


def _renames(compared: Comparison) -> Iterator[Change]:
    """Which areas and actions have another ref; where an area tells it, its actions do not."""
    renames = [change for change in compared.changes if change.kind is ChangeKind.REFERENCED]
    areas = {str(change.new): str(change.old) for change in renames if not change.ref}
    for change in renames:
        old, new = (str(value) for value in (change.old, change.new))
        area = areas.get(change.area)
        if not (change.ref and area and old == area + new.removeprefix(change.area)):
            yield change


def _area(ref: str, changes: Iterator[Change], compared: Comparison) -> ChangedArea:
    title = f"area {ref}: {compared.area_title(ref)}" if ref else "the plan as a whole"
    itself = Link("", f"The {'area' if ref else 'plan'} itself", "")
    by_ref: dict[str, list[Changed]] = {}
    others, seals = split_seals(changes)
    for change in others:
        words, reworded = as_sentence(change_in_words(change)), wording_pieces(change)
        words = f"{words.removesuffix('.')}:" if reworded else words
        by_ref.setdefault(change.ref, []).append(Changed(words, reworded))
    if seals:
        by_ref.setdefault("", []).append(Changed(as_sentence(seals), ()))
    return ChangedArea(
        f"Changes in {title}",
        tuple(
            ChangedAction(_link(name, compared) if name else itself, tuple(changed))
            for name, changed in by_ref.items()
        ),
    )


def _link(ref: str, compared: Comparison) -> Link:
    """An action by its name; one that is gone is nowhere to be shown."""
    now = compared.after.names.refs.get(ref)
    was = compared.before.names.refs.get(ref)
    if now:
        return action_link(now)
    return Link(ref, was.action.title if was else "", "")
