"""Ratings, bars and rows: the small pieces that every part of the pack is made of."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from planctl.assess.judgement import ActionRating, Judgement
from planctl.assess.rag_key import RagKey
from planctl.model.calendar import day_in_words
from planctl.model.rating import Rating
from planctl.model.words import (
    RATINGS_WORST_FIRST,
    count_noun,
    rag_in_words,
    rating_in_words,
    sentence_list,
)
from planctl.render.action_columns import timescale_with_day
from planctl.render.pack.context import PackContext
from planctl.render.pack.view import Badge, Bar, Link, Row, Share

# What a label needs of the narrowest bar that is printed, in hundredths: a sign, and room around.
_SIGN: Final = 3.0
_ROOM: Final = 2.5


def rating_badge(rated: ActionRating, key: RagKey) -> Badge:
    """A rating with its word, its label in the key, and whether it is disputed."""
    disputed = f"facts say {rating_in_words(rated.computed)}" if rated.disputed else ""
    return key_badge(rated.rating, key)._replace(disputed=disputed)


def key_badge(rating: Rating, key: RagKey) -> Badge:
    """A rating as the key shows it."""
    word = rating_in_words(rating).capitalize()
    return Badge(rating.value, word, key.words[rating][0], "")


def rating_bar(
    actions: Sequence[Judgement], title: str, anchor: str, *, impact: bool = False
) -> Bar:
    """The ratings of some actions as parts of a whole."""
    rated_actions = [judged.impact if impact else judged.progress for judged in actions]
    ratings = [rating_of.rating for rating_of in rated_actions]
    counts = {rating: ratings.count(rating) for rating in RATINGS_WORST_FIRST}
    bar = count_bar(counts, title, anchor)
    return bar._replace(words=f"{bar.words}{_disputes(rated_actions)}")


def count_bar(by_rating: Mapping[Rating, int], title: str, anchor: str) -> Bar:
    """How many there are of each rating, as parts of a whole."""
    counts = {rating: by_rating[rating] for rating in RATINGS_WORST_FIRST}
    total = sum(counts.values())
    shares, start = [], 0.0
    for rating, count in counts.items():
        width = 100 * count / total if total else 0.0
        if count:
            shares.append(_share(rating, count, start, width))
        start += width
    words = f"{count_noun(total, 'action')}: {rag_in_words(counts)}."
    return Bar(anchor, title, words, tuple(shares), tuple(counts.values()))


def _disputes(rated: Iterable[ActionRating]) -> str:
    """How many of these ratings are better than the facts allow; empty where none is."""
    disputed = sum(one.disputed for one in rated)
    verb = "is" if disputed == 1 else "are"
    return f" {disputed} of these ratings {verb} disputed." if disputed else ""


def action_row(judged: Judgement, occasion: PackContext, why: str = "") -> Row:
    """An action on one line; without a reason of its own, why it stands as it does."""
    scene, due = occasion.scene, judged.promise.due
    return Row(
        action_link(judged),
        _leads(judged),
        day_in_words(due) if due else timescale_with_day(judged.promise.stated, scene.by.calendar),
        rating_badge(judged.progress, scene.by.progress_key),
        occasion.travel(judged),
        rating_badge(judged.impact, scene.by.impact_key),
        as_sentence(why or judged.progress.why),
    )


def _leads(judged: Judgement) -> str:
    """The role that is accountable, and those that support it."""
    first, *others = judged.action.leads or ("no lead",)
    return f"{first}, with {sentence_list(others)}" if others else first


def action_rows(actions: Iterable[Judgement], occasion: PackContext) -> tuple[Row, ...]:
    """Some actions, a line each."""
    return tuple(action_row(judged, occasion) for judged in actions)


def action_link(judged: Judgement) -> Link:
    """An action by its name, and where the pack shows it whole."""
    return Link(
        judged.ref, judged.action.title, make_anchor("action", *judged.at[1::2], judged.ref)
    )


def make_anchor(*parts: object) -> str:
    """A name within the page, of letters, figures and hyphens."""
    return "-".join(re.sub("[^0-9A-Za-z]+", "-", str(part)).strip("-") for part in parts).lower()


def as_sentence(words: str) -> str:
    """Words with a capital in front and a full stop behind, whatever they begin with."""
    whole = words[:1].upper() + words[1:]
    is_ended = whole.rstrip("”").endswith((".", "?", "!"))
    return whole if is_ended else f"{whole}."


def _share(rating: Rating, count: int, start: float, width: float) -> Share:
    letter = "N" if rating is Rating.GREY else rating.value[0].upper()
    middle = round(start + width / 2, 2)
    label = f"{letter}{count}"
    return Share(
        rating.value,
        rating_in_words(rating),
        letter,
        count,
        round(start, 2),
        round(width, 2),
        middle,
        label if width >= len(label) * _SIGN + _ROOM else "",
    )
