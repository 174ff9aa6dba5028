"""The section of the pack on delivery over time: a burn-up and a forecast.

It is made of the plan as it is now. A board may have seen other numbers: the trend has those.
"""

from datetime import date

from planctl.assess.burn_up import BurnUp, plan_burn_up
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
from planctl.render.pack.view import DeliveredBy, Delivery


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
