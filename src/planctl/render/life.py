"""The life of one action as JSON for programs."""

from planctl.assess.change.life import AtBoard, Event, Life
from planctl.render.diff import change_json


def as_json(life: Life) -> dict[str, object]:
    """The life of an action as programs get it."""
    return {
        "events": [_event_json(event) for event in life.events],
        "boards": [_board_json(board) for board in life.boards],
    }


def _event_json(event: Event) -> dict[str, object]:
    return {
        "day": event.day.isoformat(),
        "author": event.author,
        "changes": [change_json(change) for change in event.changes],
    }


def _board_json(board: AtBoard) -> dict[str, object]:
    judged = board.judged
    return {
        "meeting": board.meeting.words,
        "day": board.meeting.last.isoformat(),
        "rating": judged.progress.rating.value if judged else None,
        "standing": judged.progress.standing.value if judged else None,
        "why": judged.progress.why if judged else None,
    }
