"""What changed between two states of a plan, and the life of one action, as JSON."""

from typing import NamedTuple

from planctl.assess.change.action_history import ActionEvent, ActionHistory, BoardStanding
from planctl.assess.change.change_kind import Change
from planctl.assess.change.comparison import Comparison
from planctl.render.change import change_in_words, mark_pieces, wording_pieces


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
    reworded = wording_pieces(change)
    return (
        f"{change_in_words(change)}: {mark_pieces(reworded)}"
        if reworded
        else change_in_words(change)
    )


def life_json(life: ActionHistory) -> dict[str, object]:
    """The life of an action as programs get it."""
    return {
        "events": [_event_json(event) for event in life.events],
        "boards": [_board_json(board) for board in life.boards],
    }


def _event_json(event: ActionEvent) -> dict[str, object]:
    return {
        "day": event.day.isoformat(),
        "author": event.author,
        "changes": [change_json(change) for change in event.changes],
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
