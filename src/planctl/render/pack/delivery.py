"""The section of the pack on delivery over time: a burn-up, a forecast, and what boards have seen.

What is made of one day is made of the plan as it is now. A board may have seen other numbers: a
delivery was reopened since, or only written down later. So both are shown, side by side.
"""

from datetime import date
from typing import Final

from planctl.assess.burn_up import BoardSnapshot, BurnUp, plan_burn_up
from planctl.model.calendar import day_in_words, month_in_words
from planctl.model.words import count_noun
from planctl.render.burn_up import (
    burn_up_chart,
    burn_up_headline,
    burn_up_omissions,
    delivery_counts,
    forecast_assumptions,
    forecast_in_words,
)
from planctl.render.pack.context import PackContext
from planctl.render.pack.view import BoardView, DeliveredBy, Delivery

_BOARDS: Final = 12  # of the table; older ones are in the packs of their time
_WHY_OTHER: Final = (
    " Where fewer are known now to have been delivered by a board, something was reopened, "
    "withdrawn or given a later day since; where more are, they were written down late."
)


def delivery_view(occasion: PackContext) -> Delivery:
    """How the plan of an occasion is delivered over time."""
    delivered = plan_burn_up(occasion.scene, occasion.since.seen)
    has_any = delivered.actions > 0
    rows = tuple(_row(delivered, day) for day in delivered.marks) if has_any else ()
    return Delivery(
        burn_up_headline(delivered),
        delivery_counts(delivered) if has_any else "",
        forecast_in_words(delivered),
        tuple(forecast_assumptions(delivered)),
        tuple(burn_up_omissions(delivered)),
        (burn_up_chart(delivered),) if has_any else (),
        _description(delivered),
        rows,
        tuple(_board(delivered, seen) for seen in delivered.seen[: -_BOARDS - 1 : -1]),
        _boards_in_words(delivered),
    )


def _description(burn_up: BurnUp) -> str:
    """The picture for those who do not see it: what its lines are, and where they end."""
    begins, ends = burn_up.begins, burn_up.marks[-1]
    return (
        f"Lines from {month_in_words(begins.year, begins.month)} to "
        f"{month_in_words(ends.year, ends.month)}: of {count_noun(burn_up.actions, 'action')}, "
        f"how many were first promised ({len(burn_up.promised)} in the end), how many are due as "
        f"the dates stand now ({len(burn_up.due)}), and how many were delivered. "
        f"{delivery_counts(burn_up)} {forecast_in_words(burn_up)}"
    )


def _row(burn_up: BurnUp, day: date) -> DeliveredBy:
    as_at = burn_up.as_at
    when = f"{day_in_words(day)} (as at)" if day == as_at else day_in_words(day)
    delivered = str(burn_up.delivered_by(day)) if day <= as_at else _forecast_in_words(burn_up, day)
    return DeliveredBy(when, burn_up.promised_by(day), burn_up.due_by(day), delivered)


def _forecast_in_words(burn_up: BurnUp, day: date) -> str:
    """What is delivered by a day to come: a forecast, and called so."""
    if burn_up.pace is None:
        return "not known yet"
    return f"{burn_up.done + burn_up.pace.more_by(day)} (forecast)"


def _board(burn_up: BurnUp, seen: BoardSnapshot) -> BoardView:
    now = burn_up.delivered_by(seen.meeting.last)
    more = now - seen.delivered
    since = "the same" if not more else f"{now}, {abs(more)} {'more' if more > 0 else 'fewer'}"
    unread = f", and {count_noun(seen.unread, 'file')} not read" if seen.unread else ""
    return BoardView(seen.meeting.name, f"{seen.actions}{unread}", seen.delivered, since)


def _boards_in_words(burn_up: BurnUp) -> str:
    """How the plan grew or shrank from the first board that is known to have seen it."""
    if not burn_up.seen:
        return "What earlier boards saw is not known here: git has no state of the plan from then."
    first = burn_up.seen[0]
    more = burn_up.actions - first.actions
    size = f"{count_noun(abs(more), 'action')} {'more' if more > 0 else 'fewer'} than"
    is_other = any(
        burn_up.delivered_by(seen.meeting.last) != seen.delivered for seen in burn_up.seen
    )
    newest = f" The newest {_BOARDS} of {len(burn_up.seen)} boards are listed."
    return (
        f"The plan has {size if more else 'as many actions as'} at the board of "
        f"{first.meeting.name}.{_WHY_OTHER * is_other}{newest * (len(burn_up.seen) > _BOARDS)}"
    )
