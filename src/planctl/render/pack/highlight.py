"""The highlight: what a board reads first, on four printed pages, however large the plan is.

Each of its parts is cut to what fits, and says how much was cut and where that stands.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from planctl.assess.exceptions import Exceptions
from planctl.assess.judgement import Judgement
from planctl.assess.promise import days_in_words
from planctl.assess.rag_key import RagKey
from planctl.assess.totals import Totals, count_totals, scene_totals
from planctl.model.rating import Rating
from planctl.model.words import (
    RATINGS_WORST_FIRST,
    count_noun,
    count_with_verb,
    rag_in_words,
    rating_in_words,
    sentence_list,
)
from planctl.render.pack.cover import softened_settings, unjudged_parts
from planctl.render.pack.exceptions import ExceptionTable, highlight_table
from planctl.render.pack.governance import ahead_of_next
from planctl.render.pack.measures import Scored, highlight_measures
from planctl.render.pack.pieces import (
    Entry,
    Link,
    PackContext,
    action_link,
    disputed_ratings,
    removed_in_words,
)
from planctl.render.pack.questions import Ask, highlight_asks
from planctl.render.pack.since_last_board import Movement, movement_view
from planctl.render.pack.voice import Voice, highlight_voice

_LETTERS: Final = 13_000  # that four pages hold, with a chart and a heading for each part
_FEWER: Final = 4  # rows of each list where there is more to say
_NO_EFFECT: Final = 6  # actions that are named
_SETTINGS: Final = 8  # less strict settings that are said in a sentence each


class Figure(NamedTuple):
    """A number that is not nought, with what it counts and what it was."""

    number: int
    words: str
    was: str  # was 4, 2 more; empty where nothing is compared
    tone: str  # a rating, for the style of it; empty for none


class Highlight(NamedTuple):
    """The first pages: what a board reads before anything else."""

    headline: str
    forecast: str  # where the pace leads; may be empty
    ratings: str  # how many actions have each rating, and how many are disputed
    voice: Voice  # in short
    asks: tuple[Ask, ...]
    more_asks: str  # what else the board is asked, and where it stands; else empty
    figures: tuple[Figure, ...]
    movement: Movement
    exceptions: ExceptionTable
    measures: tuple[Scored, ...]
    measures_words: str
    no_effect: tuple[Link, ...]
    no_effect_words: str
    ahead_title: str
    ahead: tuple[Entry, ...]  # what comes until the board after this one
    judged: str  # settings in force that are less strict, and what could not be judged
    key: tuple[Entry, ...]  # what the colours of each key are called
    abbreviations: str


class HighlightParts(NamedTuple):
    """What other parts of the pack say whole, and the highlight in short."""

    asks: Sequence[Ask]
    exceptions: Exceptions
    table: ExceptionTable
    forecast: str
    voice: Voice
    place: str  # where what is cut can be read: in the standard pack


def highlight_view(occasion: PackContext, parts: HighlightParts) -> Highlight:
    """The highlight of a pack; where it has more to say than four pages hold, its lists are cut."""
    highlight = _highlight(occasion, parts)
    if sum(map(len, _texts(highlight))) <= _LETTERS:
        return highlight
    asks, more_asks = highlight_asks(parts.asks, parts.place, _FEWER)
    return highlight._replace(
        asks=asks,
        more_asks=more_asks,
        movement=movement_view(occasion, parts.place, _FEWER),
        exceptions=highlight_table(parts.table, parts.place, _FEWER),
    )


def _highlight(occasion: PackContext, parts: HighlightParts) -> Highlight:
    scene = occasion.scene
    counts, exceptions = scene_totals(scene), parts.exceptions
    asks, more_asks = highlight_asks(parts.asks, parts.place)
    measures, measures_words = highlight_measures(occasion, parts.place)
    ahead_title, ahead = ahead_of_next(occasion, parts.place)
    no_effect = sorted(exceptions.no_effect, key=lambda judged: judged.impact.rating is Rating.GREY)
    return Highlight(
        headline=_headline(counts, exceptions, occasion),
        forecast=parts.forecast,
        ratings=_ratings(counts, exceptions, occasion),
        voice=highlight_voice(parts.voice, parts.place),
        asks=asks,
        more_asks=more_asks,
        figures=tuple(_figures(counts, exceptions, occasion)),
        movement=movement_view(occasion, parts.place),
        exceptions=highlight_table(parts.table, parts.place),
        measures=measures,
        measures_words=measures_words,
        no_effect=tuple(action_link(judged) for judged in no_effect[:_NO_EFFECT]),
        no_effect_words=_no_effect_in_words(no_effect, counts, parts.place),
        ahead_title=ahead_title,
        ahead=ahead,
        judged=" ".join(_limits(occasion, parts.place)),
        key=(_key("Progress", scene.by.progress_key), _key("Impact", scene.by.impact_key)),
        abbreviations="",
    )


def with_abbreviations(highlight: Highlight, occasion: PackContext) -> Highlight:
    """The same with the abbreviations that it uses, for those who read it on paper."""
    text = " ".join(_texts(highlight))
    known = {**occasion.scene.plan.roles, **occasion.scene.plan.glossary}
    used = (
        f"{short}: {meaning}"
        for short, meaning in known.items()
        if " " not in short
        and short != meaning
        and re.search(rf"(?<!\w){re.escape(short)}(?!\w)", text)
    )
    return highlight._replace(abbreviations="; ".join(used))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)


def _headline(counts: Totals, exceptions: Exceptions, occasion: PackContext) -> str:
    newly = len(occasion.newly_overdue)
    new = f", {newly} of them newly" if newly else ""
    removed = sum(judged.is_overdue for judged in occasion.removed)
    if removed:
        verb = "was overdue then and was" if removed == 1 else "were overdue then and were"
        new += f" ({removed} more {verb} taken out of the plan)"
    facts = [
        f"{count_with_verb(counts.complete)} complete",
        f"{count_with_verb(counts.overdue)} overdue{new}",
    ]
    if counts.no_timescale:
        facts.append(f"{count_with_verb(counts.no_timescale, 'has', 'have')} no timescale")
    stopped = ((counts.paused, "paused by the board"), (counts.withdrawn, "withdrawn"))
    facts += [f"{count_with_verb(number)} {word}" for number, word in stopped if number]
    of_all = f"Of {count_noun(counts.actions, 'action')}, {sentence_list(facts)}."
    return f"{of_all}{_longest_overdue(exceptions)}"


def _ratings(counts: Totals, exceptions: Exceptions, occasion: PackContext) -> str:
    rated = [j.progress for j in occasion.scene.judged if not j.is_delivered]
    progress = rag_in_words(Counter(each.rating for each in rated), disputed_ratings(rated))
    left = f"Progress of those that are not complete: {progress}. " if rated else ""
    is_unrated = counts.impact_rag[Rating.GREY] == counts.actions
    disputed = disputed_ratings(judged.impact for judged in occasion.scene.judged)
    impact = rag_in_words(counts.impact_rag, disputed)
    impact = "nothing can be rated yet" if is_unrated and not disputed else impact
    return f"{left}Impact: {impact}.{_disputes(exceptions)}"


def _longest_overdue(exceptions: Exceptions) -> str:
    """The action that is longest overdue, and who answers for it; empty where none is."""
    late = ((it, days_in_words(it.days_overdue)) for it in exceptions.overdue[:1])
    return "".join(f" The longest overdue is {it.name}, {by} late ({it.lead})." for it, by in late)


def _disputes(exceptions: Exceptions) -> str:
    """How many actions have a disputed rating, and of which kind it is; empty where none has."""
    disputed = exceptions.disputed
    if not disputed:
        return ""
    kinds = (
        (sum(judged.progress.disputed for judged in disputed), "on progress"),
        (sum(judged.impact.disputed for judged in disputed), "on impact"),
    )
    ratings = sentence_list([f"{number} {kind}" for number, kind in kinds if number])
    actions = count_noun(len(disputed), "action has", "actions have")
    return f" {actions} a disputed rating ({ratings}): the facts say worse."


def _figures(counts: Totals, exceptions: Exceptions, occasion: PackContext) -> Iterator[Figure]:
    compared, until = occasion.since.compared, occasion.until[1]
    before = scene_totals(compared.before) if compared else None
    day = compared.before.as_at if compared else occasion.scene.as_at
    removed = count_totals(occasion.removed, day, day)
    for name, words, tone in (
        ("complete", f"of {counts.actions} complete", "green"),
        ("overdue", "overdue", "red"),
        ("due", f"due {until}", "amber"),
        ("no_effect", "done, no effect shown", "amber"),
        ("disputed", "with a disputed rating", "red"),
        ("no_timescale", "without a timescale", "grey"),
        ("no_lead", "without a lead", "grey"),
        ("paused", "paused", "grey"),
        ("withdrawn", "withdrawn", "grey"),
    ):
        if name == "due":  # until the meeting, of which no earlier state can tell
            number, was = len(exceptions.due), ""
        else:
            number = getattr(counts, name)
            was = removed_in_words(getattr(removed, name))
            if before:  # in words that nobody can take for the other way round
                more = number - getattr(before, name)
                change = f"{abs(more)} {'more' if more > 0 else 'fewer'}" if more else "the same"
                was = f"was {getattr(before, name)}, {change} now{was}"
        if number:
            yield Figure(number, words, was, tone)


def _no_effect_in_words(actions: Sequence[Judgement], counts: Totals, place: str) -> str:
    if not actions:
        return ""
    rest = len(actions) - _NO_EFFECT
    others = "other one is" if rest == 1 else f"other {rest} are"
    more = f" The {others} named {place}." if rest > 0 else ""
    unrated = sum(judged.impact.rating is Rating.GREY for judged in actions)
    unmoved = len(actions) - unrated
    parts = [f"{count_with_verb(unrated)} not rated"] if unrated else []
    of_actions = count_noun(unmoved, "action")
    parts += [f"the measures of {of_actions} are red or have not moved"] if unmoved else []
    complete = count_noun(counts.complete, "complete action")
    no_effect = f"For {len(actions)} of {complete} no effect is shown"
    return f"{no_effect}: {sentence_list(parts)}.{more}"


def _limits(occasion: PackContext, place: str) -> Iterator[str]:
    """The settings that make the plan less strict, and what could not be judged."""
    settings = list(softened_settings(occasion))
    if len(settings) > _SETTINGS:
        names = sentence_list([item.softening.name for item in occasion.softened])
        yield f"{len(settings)} settings make the plan less strict: {names}; {place} says how."
    elif settings:
        yield f"Judged less strictly than planctl's own rules: {' '.join(settings)}"
    unread = {file.path for file in occasion.scene.plan.unread}  # which the cover names
    every = dict.fromkeys(entry.name.lower() for entry in unjudged_parts(occasion))
    unjudged = [name for name in every if name not in unread]
    if unjudged:
        names = sentence_list(unjudged[:_SETTINGS])
        yield f"Not everything could be judged: {names}. The reasons are {place}."


def _key(name: str, key: RagKey) -> Entry:
    words = ((rating_in_words(rating), key.words[rating][0]) for rating in RATINGS_WORST_FIRST)
    labels = (word if word == label.casefold() else f"{word}: {label}" for word, label in words)
    return Entry(name, "; ".join(labels))
