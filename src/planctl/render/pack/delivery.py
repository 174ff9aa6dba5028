"""The section of the pack on delivery over time: a burn-up, a forecast, and what boards have seen.

What is made of one day is made of the plan as it is now. A board may have seen other numbers: a
delivery was reopened since, or only written down later. So both are shown, side by side.
"""

from datetime import date
from typing import Final

from planctl.assess.burn_up import BoardSaw, BurnUp, burn_up
from planctl.model.calendar import day_in_words, month_in_words
from planctl.model.words import counted
from planctl.render.burn_up import assumptions, chart, counts, forecast, left_out, message
from planctl.render.pack.occasion import Occasion
from planctl.render.pack.view import BoardView, DeliveredBy, Delivery

_BOARDS: Final = 12  # of the table; older ones are in the packs of their time
_WHY_OTHER: Final = (
    " Where fewer are known now to have been delivered by a board, something was reopened, "
    "withdrawn or given a later day since; where more are, they were written down late."
)


def delivery(occasion: Occasion) -> Delivery:
    """How the plan of an occasion is delivered over time."""
    of = burn_up(occasion.scene, occasion.since.seen)
    has_any = of.actions > 0
    rows = tuple(_row(of, day) for day in of.marks) if has_any else ()
    return Delivery(
        message(of),
        counts(of) if has_any else "",
        forecast(of),
        tuple(assumptions(of)),
        tuple(left_out(of)),
        (chart(of),) if has_any else (),
        _description(of),
        rows,
        tuple(_board(of, seen) for seen in of.seen[: -_BOARDS - 1 : -1]),
        _boards_in_words(of),
    )


def _description(of: BurnUp) -> str:
    """The picture for those who do not see it: what its lines are, and where they end."""
    begins, ends = of.begins, of.marks[-1]
    return (
        f"Lines from {month_in_words(begins.year, begins.month)} to "
        f"{month_in_words(ends.year, ends.month)}: of {counted(of.actions, 'action')}, how many "
        f"were first promised ({len(of.promised)} in the end), how many are due as the dates "
        f"stand now ({len(of.due)}), and how many were delivered. {counts(of)} {forecast(of)}"
    )


def _row(of: BurnUp, day: date) -> DeliveredBy:
    now = of.as_at
    when = f"{day_in_words(day)} (as at)" if day == now else day_in_words(day)
    known = str(of.delivered_by(day)) if day <= now else _to_come(of, day)
    return DeliveredBy(when, of.promised_by(day), of.due_by(day), known)


def _to_come(of: BurnUp, day: date) -> str:
    """What is delivered by a day to come: a forecast, and called so."""
    if of.pace is None:
        return "not known yet"
    return f"{of.done + of.pace.more_by(day)} (forecast)"


def _board(of: BurnUp, seen: BoardSaw) -> BoardView:
    now = of.delivered_by(seen.meeting.last)
    more = now - seen.delivered
    since = "the same" if not more else f"{now}, {abs(more)} {'more' if more > 0 else 'fewer'}"
    unread = f", and {counted(seen.unread, 'file')} not read" if seen.unread else ""
    return BoardView(seen.meeting.name, f"{seen.actions}{unread}", seen.delivered, since)


def _boards_in_words(of: BurnUp) -> str:
    """How the plan grew or shrank from the first board that is known to have seen it."""
    if not of.seen:
        return "What earlier boards saw is not known here: git has no state of the plan from then."
    first = of.seen[0]
    more = of.actions - first.actions
    size = f"{counted(abs(more), 'action')} {'more' if more > 0 else 'fewer'} than"
    is_other = any(of.delivered_by(seen.meeting.last) != seen.delivered for seen in of.seen)
    newest = f" The newest {_BOARDS} of {len(of.seen)} boards are listed."
    return (
        f"The plan has {size if more else 'as many actions as'} at the board of "
        f"{first.meeting.name}.{_WHY_OTHER * is_other}{newest * (len(of.seen) > _BOARDS)}"
    )
