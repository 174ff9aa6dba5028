"""A change of the plan as a sentence and as JSON, and which words of a text were reworded."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from planctl.assess.change.action_history import ActionHistory, BoardStanding
from planctl.assess.change.change_kind import Change, ChangeCause, ChangeKind
from planctl.assess.change.comparison import Comparison
from planctl.assess.change.difference import word_matcher
from planctl.assess.change.judgement_changes import slip_in_words
from planctl.model.action import REQUESTS
from planctl.model.calendar import day_in_words
from planctl.model.rating import Rating
from planctl.model.words import count_noun, rating_in_words, sentence_list
from planctl.render.record_change import (
    RECORD_WORDS,
    change_subject,
    is_plan_key,
    quote_value,
    removal_in_words,
    request_with_article,
    unproven_agreement,
    value_in_words,
    with_figures,
)

_NEAR: Final = 5  # words that are shown on each side of a change
ELLIPSIS: Final = "…"
_STANDINGS: Final = (
    *(ChangeKind.WITHDRAWN, ChangeKind.REOPENED, ChangeKind.PAUSED, ChangeKind.RESUMED),
    *(ChangeKind.EMBEDDED, ChangeKind.COMPLETED),
)
_RATINGS: Final = (
    *(ChangeKind.RATED_WORSE, ChangeKind.RATED_TOO_GOOD),
    *(ChangeKind.RATED_BETTER, ChangeKind.RATED_OTHERWISE),
)


class WordChange(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    OUT = "out"
    IN = "in"


class Piece(NamedTuple):
    """Some words in a row, and what became of them."""

    part: WordChange
    text: str


def mark_pieces(pieces: Iterable[Piece]) -> str:
    """The pieces on one line without colour: [-taken out-] and {+put in+}."""
    marks = {WordChange.KEPT: "{}", WordChange.OUT: "[-{}-]", WordChange.IN: "{{+{}+}}"}
    return " ".join(marks[piece.part].format(piece.text) for piece in pieces)


def compare_words(old: str, new: str) -> Iterator[Piece]:
    """The pieces of a text that was reworded, in the order of reading; long rests are cut.

    None where only spaces and line breaks changed. What both begin and end with is set aside
    first, because it is quick to tell.
    """
    before, after = old.split(), new.split()
    if before == after:
        return
    start = _same_at_start(before, after)
    end = _same_at_start(before[start:][::-1], after[start:][::-1])
    if start:
        yield Piece(WordChange.KEPT, _cut(before[:start], head=0))
    yield from _diff_pieces(before[start : len(before) - end], after[start : len(after) - end])
    if end:
        yield Piece(WordChange.KEPT, _cut(before[len(before) - end :], tail=0))


def _diff_pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    """The pieces from the first word that changed to the last; of very long texts all of it."""
    matcher = word_matcher(old, new)
    whole = [("replace", 0, len(old), 0, len(new))]
    for operation, a, b, c, d in matcher.get_opcodes() if matcher else whole:
        if operation == "equal":
            yield Piece(WordChange.KEPT, _cut(old[a:b]))
        else:
            parts = ((WordChange.OUT, old[a:b]), (WordChange.IN, new[c:d]))
            yield from (Piece(part, " ".join(words)) for part, words in parts if words)


def _same_at_start(before: list[str], after: list[str]) -> int:
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(before), len(after)))


def _cut(words: list[str], head: int = _NEAR, tail: int = _NEAR) -> str:
    """Words that stayed, without those far from any change, unless they are few."""
    if len(words) <= head + tail + 1:
        return " ".join(words)
    return " ".join([*words[:head], ELLIPSIS, *words[len(words) - tail :]])


def change_in_words(change: Change) -> str:
    """What changed, in one sentence without its full stop; what it is about stands beside it."""
    if _is_new_seal(change):
        return f"evidence sealed: {quote_value(change.at[-1])}"
    return _WORDS.get(change.kind, _value_changed)(with_figures(change))


def wording_pieces(change: Change) -> tuple[Piece, ...]:
    """Of a text that was reworded, which words went and which came; of all else nothing."""
    is_text = isinstance(change.old, str) and isinstance(change.new, str)
    if change.kind is not ChangeKind.WORDING or not is_text or change.field == "timescale":
        return ()
    return tuple(compare_words(str(change.old), str(change.new)))


def split_seals(changes: Iterable[Change]) -> tuple[list[Change], str]:
    """The changes without those that seal a file of evidence, and how many those are, in words.

    Which file has which fingerprint is for the check, and tells a reader nothing.
    """
    every = list(changes)
    others = [change for change in every if not _is_new_seal(change)]
    number = len(every) - len(others)
    return others, f"{count_noun(number, 'file')} of evidence sealed" if number else ""


def _is_new_seal(change: Change) -> bool:
    return not change.ref and change.at[:1] == ("evidence",) and change.old is None


def _title(value: object) -> object:
    return value.get("title") if isinstance(value, Mapping) else value


def _standing(change: Change) -> str:
    """Completed, reopened and the like; a reason that begins with the word says it already."""
    why = change.why
    return why if why.startswith(change.kind.value) else f"{change.kind}: {why}"


def _rated(change: Change) -> str:
    name = change.field.removesuffix("_rag")
    old, new = (Rating(str(value)) for value in (change.old, change.new))
    cause = "" if change.cause is ChangeCause.FACTS else f" ({change.cause})"
    why = f": {change.why}" if change.why else ""
    return f"{_rating_step(change.kind, name, old, new)}{cause}{why}"


def _rating_step(kind: ChangeKind, name: str, old: Rating, new: Rating) -> str:
    if kind is ChangeKind.RATED_TOO_GOOD:
        was, declared = rating_in_words(old), rating_in_words(new)
        return f"{name} {declared} is better than the facts say; it was {was}"
    if old is Rating.GREY:
        return f"{name} rated {new.value}; it was not rated before"
    if new is Rating.GREY:
        return f"{name} no longer rated; it was {old.value}"
    way = {ChangeKind.RATED_WORSE: " worse", ChangeKind.RATED_BETTER: " better"}.get(kind, "")
    return f"{name} rated{way}, from {old.value} to {new.value}"


def _declared(change: Change) -> str:
    name = f"{change.field.removesuffix('_rag')} rating"
    old, new = (rating_in_words(Rating(str(it))) if it else "" for it in (change.old, change.new))
    if not new:
        return f"the lead declares no {name} any more; it was “{old}”"
    return f"the lead declares the {name} “{new}”"


def _slipped(change: Change) -> str:
    old = date.fromisoformat(str(change.old))
    if change.new is None:
        return f"no longer has a date; it was {day_in_words(old)}; {change.why}"
    new = date.fromisoformat(str(change.new))
    way = "date slipped" if new > old else "date brought forward"
    return f"{way} {slip_in_words(old, new)}; {change.why}"


def _date_set(change: Change) -> str:
    if change.new == "ongoing":
        return "timescale set: ongoing, without an end"
    return f"a date was set: {quote_value(change.new)}"


def _added(change: Change) -> str:
    """That something is new; of an action that was split from another, from which."""
    title, origin = quote_value(_title(change.new)), change.why.removeprefix("split from ")
    if change.why:
        return f"{origin} was split into {origin} and {change.ref}: {title}"
    return f"new in the plan: {title}"


def _from_to(change: Change, start: str) -> str:
    return f"{start} from {value_in_words(change.old)} to {value_in_words(change.new)}"


def _lead(change: Change) -> str:
    old, new = (_leads_in_words(roles) for roles in (change.old, change.new))
    if not new:
        return f"nobody leads it any more; it was {old}"
    return f"lead changed from {old} to {new}" if old else f"lead named: {new}"


def _leads_in_words(roles: object) -> str:
    """Who leads: the first answers for it, and the others support."""
    if not isinstance(roles, list) or not roles:
        return ""
    with_whom = f" (with {sentence_list(roles[1:])})" if len(roles) > 1 else ""
    return f"{roles[0]}{with_whom}"


def _wording(change: Change) -> str:
    if change.field == "timescale":
        old, new = quote_value(change.old), quote_value(change.new)
        words = f": was {old}, now {new}" if old != new else ""
        return f"timescale written otherwise, for the same time{words}"
    if not (isinstance(change.old, str) and isinstance(change.new, str)):
        return _value_changed(change)
    if wording_pieces(change):
        return f"{change_subject(change)} reworded"
    return f"{change_subject(change)}: only spaces or line breaks changed"


def _value_changed(change: Change) -> str:
    old, new = change.old, change.new
    match old, new:
        case list(before), list(after) if sorted(map(repr, before)) == sorted(map(repr, after)):
            return f"{change_subject(change)}: the order changed"
    if old is None and change.at[0] in REQUESTS and change.at[2:] == ("agreed",):
        return f"{request_with_article(change)} {unproven_agreement(change)}: {change.why}"
    is_item = isinstance(change.at[-1], int) or is_plan_key(change.at)
    name = f"{quote_value(change.at[-1])}, " if is_plan_key(change.at) else ""
    if old is None:
        subject = change_subject(change, whole=is_item)
        start = f"new in {subject}" if is_item else f"{subject} set"
        why = f"; {change.why}" if change.at[0] == "policy" and change.why else ""
        return f"{start}: {name}{quote_value(new)}{why}"
    if new is None and is_item:
        return f"taken out of {change_subject(change, whole=True)}: {name}{quote_value(old)}"
    if new is None:
        return f"{change_subject(change)} taken out; it was {quote_value(old)}"
    return f"{change_subject(change)}: was {quote_value(old)}, now {quote_value(new)}"


def _goal_changed(change: Change) -> str:
    """What a measure is judged by, and what it was judged by before."""
    is_gone = change.new is None and isinstance(change.at[-1], int)
    return removal_in_words(change) if is_gone else _value_changed(change)


def _another_ref(change: Change) -> str:
    what = "" if change.ref else "area "
    return f"{what}{change.old} is now {what}{change.new}"


_WORDS: Final[Mapping[ChangeKind, Callable[[Change], str]]] = {
    **RECORD_WORDS,
    ChangeKind.GOAL_CHANGED: _goal_changed,
    ChangeKind.ORIGINAL_CHANGED: lambda change: (
        "the original timescale was changed in place, from "
        f"{quote_value(change.old)} to {quote_value(change.new) if change.new else 'nothing'}"
    ),
    ChangeKind.ANSWER_CHANGED: lambda change: (
        f"what the board had answered was changed: {quote_value(change.old)} is "
        f"{f'now {quote_value(change.new)}' if change.new else 'gone'}"
    ),
    ChangeKind.REMOVED: lambda change: f"taken out of the plan: {quote_value(_title(change.old))}",
    ChangeKind.NEWLY_OVERDUE: lambda change: f"newly overdue ({change.cause}): {change.why}",
    **dict.fromkeys(_STANDINGS, _standing),
    **dict.fromkeys(_RATINGS, _rated),
    **dict.fromkeys((ChangeKind.SLIPPED, ChangeKind.BROUGHT_FORWARD), _slipped),
    ChangeKind.DATE_SET: _date_set,
    ChangeKind.ADDED: _added,
    ChangeKind.REFERENCED: _another_ref,
    ChangeKind.RENAMED: lambda change: _from_to(
        change, f"a {change.field.removesuffix('s')} has another name:"
    ),
    ChangeKind.MOVED: lambda change: _from_to(change, "moved to another area:"),
    ChangeKind.LEAD_CHANGED: _lead,
    ChangeKind.STATUS_CHANGED: lambda change: _from_to(change, "status changed"),
    ChangeKind.RATING_DECLARED: _declared,
    ChangeKind.WORDING: _wording,
}


class DiffEnd(NamedTuple):
    """One of the two states that are compared: how to say it, and its commit if it has one."""

    name: str
    revision: str | None


class PlanDiff(NamedTuple):
    """Two states of a plan, and what changed between them."""

    old: DiffEnd
    new: DiffEnd
    compared: Comparison


def diff_json(diff: PlanDiff) -> dict[str, object]:
    """The changes as DESIGN section 7 gives them; keys may be added, never changed."""
    compared = diff.compared
    ends = ((diff.old, compared.before), (diff.new, compared.after))
    old, new = (
        {"rev": end.revision, "as_at": scene.as_at.isoformat(), "name": end.name}
        for end, scene in ends
    )
    return {
        "from": old,
        "to": new,
        "changes": [change_json(change) for change in compared.changes],
        "not_compared": [unread._asdict() for unread in compared.uncompared],
    }


def change_json(change: Change) -> dict[str, object]:
    """One change as programs get it."""
    return {
        "ref": change.ref or None,
        "area": change.area or None,
        "kind": change.kind.value,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "cause": change.cause.value if change.cause else None,
        "words": change_sentence(change),
    }


def change_sentence(change: Change) -> str:
    """A change on one line, with the words that went and came marked."""
    words, reworded = change_in_words(change), wording_pieces(change)
    return f"{words}: {mark_pieces(reworded)}" if reworded else words


def life_json(life: ActionHistory) -> dict[str, object]:
    """The life of an action as programs get it."""
    return {
        "events": [
            {
                "day": event.day.isoformat(),
                "author": event.author,
                "changes": [change_json(change) for change in event.changes],
            }
            for event in life.events
        ],
        "boards": [_board_json(board) for board in life.boards],
    }


def _board_json(board: BoardStanding) -> dict[str, object]:
    judged = board.judged
    return {
        "meeting": board.meeting.words,
        "day": board.meeting.last.isoformat(),
        "rating": judged.progress.rating.value if judged else None,
        "standing": judged.progress.standing.value if judged else None,
        "why": judged.progress.why if judged else None,
    }
