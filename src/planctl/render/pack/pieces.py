"""What a pack is made for, and the small pieces that its parts are made of: ratings, bars, rows."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from planctl.assess.burn_up import BoardSnapshot
from planctl.assess.change.change_kind import ChangeKind
from planctl.assess.change.comparison import Comparison
from planctl.assess.change.direction import Direction, direction
from planctl.assess.change.first_promise import BrokenPromise
from planctl.assess.judgement import ActionRating, Judgement
from planctl.assess.promise import days_in_words
from planctl.assess.rag_key import RagKey
from planctl.assess.scene import Scene
from planctl.assess.softening import Softening
from planctl.model.calendar import Meeting, day_in_words
from planctl.model.edition import PackSize
from planctl.model.file_name import pack_file_name
from planctl.model.problem import At, Stop
from planctl.model.rating import Rating
from planctl.model.words import (
    RATINGS_WORST_FIRST,
    count_noun,
    progress_in_words,
    rating_in_words,
    sentence_list,
)
from planctl.render.action_columns import timescale_with_day

NEWLY_RATED: Final = "newly rated"
NO_LONGER_RATED: Final = "no longer rated"
NOT_COMPARED: Final = "not compared"  # it may have been in a file that could not be read then


class Travel(NamedTuple):
    """Which way the progress rating of an action went since the last board."""

    word: str  # better, worse, no change, new; empty where nothing is compared
    was: str  # the rating that it had: amber; empty where it is the same, or there was none


class SoftenedSetting(NamedTuple):
    """A setting that makes the plan less strict than planctl's own rules."""

    softening: Softening
    since: date | None  # none: not known
    is_new: bool  # whether it came since the earlier state


class BackDatedCompletion(NamedTuple):
    """An action said to be done before a day on which the plan still had it open."""

    each: Judgement
    recorded: date | None  # the day on which that was written down; none: not known


class EarlierState(NamedTuple):
    """The earlier state that a pack is compared with, or why there is none."""

    words: str = "the last board"
    compared: Comparison | None = None
    why_not: str = "This pack was not compared with an earlier state of the plan."
    trouble: Stop | None = None  # with the history of the plan, where that is why
    broken: tuple[BrokenPromise, ...] = ()  # first promises that were changed, ever since the first
    seen: tuple[BoardSnapshot, ...] = ()  # what each board saw, as far as git knows
    back_dated: tuple[BackDatedCompletion, ...] = ()


class PackContext(NamedTuple):
    """What a pack is made for, and what made it."""

    scene: Scene
    meeting: Meeting | None
    maker: str  # planctl and its version
    since: EarlierState = EarlierState()
    softened: tuple[SoftenedSetting, ...] = ()
    papers_day: date | None = None  # that is past, and by which the next pack knows this board

    @property
    def late_papers(self) -> str:
        """That this paper is later than its board's papers, and what follows; empty: it is not."""
        if self.papers_day is None:
            return ""
        day = day_in_words(self.papers_day)
        return f"{day}; the next pack compares with the plan as it was then, not with this paper"

    @property
    def until(self) -> tuple[date, str]:
        """The last day that counts as "due soon" in this pack, and how to say it."""
        if self.meeting and self.meeting.last >= self.scene.as_at:
            return self.meeting.last, self.meeting.deadline
        return self.scene.by.soon, f"by {day_in_words(self.scene.by.soon)}"

    def file_name(self, size: PackSize) -> str:
        """The name of a pack: its size, organisation, board and meeting, or the day it is as at.

        So no pack of another size or board, or for another meeting, is written over.
        """
        plan = self.scene.plan
        day = self.meeting.iso if self.meeting else f"as-at-{self.scene.as_at.isoformat()}"
        name = pack_file_name(plan.plan, plan.governance.board, day)
        standard = size is PackSize.STANDARD
        return name if standard else name.replace("board-pack", f"{size}-report", 1)

    @property
    def newly_overdue(self) -> frozenset[At]:
        """The overdue actions that were not so in the earlier state; none if nothing is known."""
        compared = self.since.compared
        if compared is None:
            return frozenset()
        kept = (
            judged
            for judged, changes in compared.kept
            if any(change.kind is ChangeKind.NEWLY_OVERDUE for change in changes)
        )
        added = (judged for judged in compared.added if judged.is_overdue)
        return frozenset(judged.at for judged in (*kept, *added))

    @property
    def removed(self) -> tuple[Judgement, ...]:
        """The actions of the earlier state that the plan has no more, as they stood then."""
        return self.since.compared.removed if self.since.compared else ()

    def travel(self, judged: Judgement) -> Travel:
        """Which way an action went since the earlier state."""
        if self.since.compared is None:
            return Travel("", "")
        way, was = direction(judged, self.since.compared)
        if way is Direction.NEW and judged not in self.since.compared.added:
            return Travel(NOT_COMPARED, "")
        is_other = way is Direction.OTHERWISE
        if is_other and was is Rating.GREY:
            return Travel(NEWLY_RATED, "")
        is_news = was is not None and way is not Direction.SAME
        is_unrated = is_other and judged.progress.rating is Rating.GREY
        return Travel(
            NO_LONGER_RATED if is_unrated else way.value,
            rating_in_words(was) if was and is_news else "",
        )


# What a label needs of the narrowest bar that is printed, in hundredths: a sign, and room around.
_SIGN: Final = 3.0
_ROOM: Final = 2.5
_SENTENCES: Final = re.compile(r".*[.!?]”?(?= )")  # up to the last that ends


class Link(NamedTuple):
    """An action by its name, and where the pack shows it whole."""

    ref: str
    title: str  # empty where it is not known
    anchor: str  # empty where the pack does not show it, because it is no longer in the plan


class Entry(NamedTuple):
    """A name with what it means, or a fact with its value."""

    name: str
    meaning: str


class Badge(NamedTuple):
    """A rating as it is shown: never by its colour alone."""

    rating: str  # blue, green, amber, red or grey: for the style of it
    word: str  # the word for it: Red, Not rated
    label: str  # what the plan's key calls it: Overdue
    disputed: str  # what the facts say, where the declared rating is better; else empty


class Reason(NamedTuple):
    """One reason why an action is an exception."""

    tag: str  # Newly overdue
    tone: str  # alarm where it asks for attention; empty where it only informs
    words: str  # light Markdown; empty where the tag says it all


class Row(NamedTuple):
    """An action on one line: in an area, beside a finding, among the exceptions or in a list."""

    link: Link
    lead: str  # the role that is accountable, and those that support it
    due: str  # the day in words, or that none is set
    first: str  # what was first promised, where it is another day; else empty
    progress: Badge
    travel: Travel
    impact: Badge
    why: str  # why it stands as it does
    reasons: tuple[Reason, ...] = ()  # of an exception, the most pressing first
    done: str = ""  # complete 2 October 2026; empty where it is not


class Share(NamedTuple):
    """A part of a bar: how many are complete, or have a rating; from 0 to 100."""

    rating: str  # done where the actions are complete
    word: str
    letter: str
    number: int
    start: float
    width: float
    middle: float
    label: str  # letter and number; empty where the part is too narrow for them


class Bar(NamedTuple):
    """How many actions are complete, and how the others are rated; as a picture and in words."""

    anchor: str
    title: str
    words: str
    shares: tuple[Share, ...]
    counts: tuple[int, ...]  # in the order of Pack.count_names


def rating_badge(rated: ActionRating, key: RagKey) -> Badge:
    """A rating with its word, its label in the key, and whether it is disputed."""
    disputed = f"facts say {rating_in_words(rated.computed)}" if rated.disputed else ""
    return key_badge(rated.rating, key)._replace(disputed=disputed)


def key_badge(rating: Rating, key: RagKey) -> Badge:
    """A rating as the key shows it."""
    return Badge(rating.value, rating_in_words(rating).capitalize(), key.words[rating][0], "")


def count_bar(done: int, others: Mapping[Rating, int], title: str, anchor: str) -> Bar:
    """How many actions are complete, and how the others are rated: parts of a whole."""
    ratings = [_rating_count(rating, others[rating]) for rating in RATINGS_WORST_FIRST]
    counts = [_Count("done", "complete", "C", done), *ratings]
    total = sum(count.number for count in counts)
    words = f"{count_noun(total, 'action')}: {progress_in_words(done, others)}."
    return Bar(anchor, title, words if total else "No actions.", *_parts(counts, total))


def progress_bar(actions: Sequence[Judgement], title: str, anchor: str) -> Bar:
    """The same of some actions, and how many of their ratings are disputed."""
    done, others = delivered_and_others(actions)
    bar = count_bar(done, others, title, anchor)
    return bar._replace(
        words=f"{bar.words}{disputes_in_words(judged.progress for judged in actions)}"
    )


def _parts(counts: Sequence["_Count"], total: int) -> tuple[tuple[Share, ...], tuple[int, ...]]:
    """The parts of a bar that are not empty, and all of its numbers."""
    shares, start = [], 0.0
    for count in counts:
        width = 100 * count.number / total if total else 0.0
        if count.number:
            shares.append(_share(count, start, width))
        start += width
    return tuple(shares), tuple(count.number for count in counts)


def delivered_and_others(actions: Iterable[Judgement]) -> tuple[int, Counter[Rating]]:
    """How many of some actions are complete, and how many of the others have which rating."""
    judgements = list(actions)
    others = Counter(judged.progress.rating for judged in judgements if not judged.is_delivered)
    return len(judgements) - others.total(), others


def disputed_ratings(rated: Iterable[ActionRating]) -> list[Rating]:
    """The ratings that are better than the facts allow."""
    return [each.rating for each in rated if each.disputed]


def disputes_in_words(rated: Iterable[ActionRating]) -> str:
    """How many of these ratings are better than the facts allow; empty where none is."""
    disputed = len(disputed_ratings(rated))
    verb = "is" if disputed == 1 else "are"
    return f" {disputed} of these ratings {verb} disputed." if disputed else ""


def action_row(judged: Judgement, occasion: PackContext) -> Row:
    """An action on one line, and why it stands as it does."""
    scene, due, first = occasion.scene, judged.promise.due, judged.promise.original
    lead, *others = judged.action.leads or ("no lead",)
    return Row(
        action_link(judged),
        f"{lead}, with {sentence_list(others)}" if others else lead,
        day_in_words(due) if due else timescale_with_day(judged.promise.stated, scene.by.calendar),
        day_in_words(first) if first and first != due else "",
        rating_badge(judged.progress, scene.by.progress_key),
        occasion.travel(judged),
        rating_badge(judged.impact, scene.by.impact_key),
        as_sentence(judged.progress.why),
        done=_done_in_words(judged),
    )


def _done_in_words(judged: Judgement) -> str:
    day = judged.action.completed
    return f"complete{f' {day_in_words(day)}' if day else ''}" * judged.is_delivered


def action_rows(actions: Iterable[Judgement], occasion: PackContext) -> tuple[Row, ...]:
    """Some actions, a line each."""
    return tuple(action_row(judged, occasion) for judged in actions)


def action_link(judged: Judgement) -> Link:
    """An action by its name, and where the pack shows it whole."""
    anchor = make_anchor("action", *judged.at[1::2], judged.ref)
    return Link(judged.ref, judged.action.title, anchor)


def removed_link(judged: Judgement) -> Link:
    """An action of an earlier state that the plan has no more: who led it, and how it stood."""
    leads = sentence_list(judged.action.leads) or "no lead"
    standing = judged.progress.standing.value
    state = f"open then ({standing})" if judged.is_open else f"{standing} then"
    if judged.is_overdue:
        state = f"overdue by {days_in_words(judged.days_overdue)} then"
    return Link(judged.ref, f"{judged.action.title} ({leads}), {state}", "")


def removed_in_words(number: int) -> str:
    """How many of what was counted in an earlier state the plan has no more; empty for none."""
    verb = "was" if number == 1 else "were"
    return f"; {number} of those {verb} taken out of the plan" if number else ""


def make_anchor(*parts: object) -> str:
    """A name within the page, of letters, figures and hyphens."""
    return "-".join(re.sub("[^0-9A-Za-z]+", "-", str(part)).strip("-") for part in parts).lower()


def cut_words(text: str, most: int, place: str) -> str:
    """The beginning of a text on one line, and where the rest of it stands.

    It ends with a sentence where one ends beyond the half, else with a word.
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    rest = f" (goes on {place})" if place else ""  # said elsewhere
    start = line[: max(most - len(rest) - 1, most // 2)]
    sentences = _SENTENCES.match(start)
    if sentences and len(sentences[0]) > len(start) // 2:
        return f"{sentences[0]}{rest}"
    return f"{start.rpartition(' ')[0].rstrip(',;:(') or start}…{rest}"


def as_sentence(words: str) -> str:
    """Words with a capital in front and a full stop behind, whatever they begin with."""
    whole = words[:1].upper() + words[1:]
    is_ended = whole.rstrip("”").endswith((".", "?", "!"))
    return whole if is_ended else f"{whole}."


class _Count(NamedTuple):
    """What is counted in a part of a bar, and how many."""

    name: str
    word: str
    letter: str
    number: int


def _rating_count(rating: Rating, number: int) -> _Count:
    letter = "N" if rating is Rating.GREY else rating.value[0].upper()
    return _Count(rating.value, rating_in_words(rating), letter, number)


def _share(count: _Count, start: float, width: float) -> Share:
    label = f"{count.letter}{count.number}"
    return Share(
        *count,
        round(start, 2),
        round(width, 2),
        round(start + width / 2, 2),
        label if width >= len(label) * _SIGN + _ROOM else "",
    )
