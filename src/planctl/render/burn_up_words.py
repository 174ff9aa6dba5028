"""The delivery of a plan over time in words and as JSON: the counts, and a forecast that is plain.

A forecast says what it takes for granted each time, and is never nearer than a month.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from planctl.assess.burn_up import BurnUp
from planctl.assess.pace import MONTHS, Pace
from planctl.model.calendar import day_in_words, month_in_words
from planctl.model.timescale import KnownFrom
from planctl.render.words import are, counted

# How far back the first promises are known, where that is not from their first day.
PROMISED: Final = {
    KnownFrom.GIT: "",
    KnownFrom.SHALLOW: " (as far back as this clone goes)",
    KnownFrom.FILE: " (as the files have it now)",
}
_FEW: Final = 5  # deliveries; fewer are hardly a pace


def message(burn_up: BurnUp) -> str:
    """What the picture says: 1 of 33 actions delivered, and 17 were due by 13 March 2024."""
    if not burn_up.actions:
        return "There are no actions to deliver"
    day = day_in_words(burn_up.as_at)
    delivered = f"{burn_up.done or 'None'} of {counted(burn_up.actions, 'action')} delivered"
    return f"{delivered}, and {_were(burn_up.due_by(burn_up.as_at))} due by {day}"


def counts(burn_up: BurnUp) -> str:
    """Where the plan stands against its dates, as first promised and as they are now."""
    day = burn_up.as_at
    now, first = burn_up.due_by(day), burn_up.promised_by(day)
    actions = f"{first or 'no'} {'action was' if first == 1 else 'actions were'}"
    how = PROMISED[burn_up.known_from]
    due = f"{actions} due as first promised{how}, and {now or 'none'} as the dates stand now"
    return f"By {day_in_words(day)}, {due}; {_were(burn_up.done)} delivered."


def forecast(burn_up: BurnUp) -> str:
    """Where the pace of the last three months would lead; or why nothing is forecast."""
    if not burn_up.left:
        return "Every action is delivered." if burn_up.actions else ""
    if burn_up.pace is None:
        return (
            f"The plan tells of nothing before {day_in_words(burn_up.begins)}, less than three "
            "months ago: that is too little for a forecast."
        )
    if not burn_up.pace.delivered:
        left = counted(burn_up.left, "action")
        return (
            "Nothing was delivered in the last three months; at that pace the remaining "
            f"{left} would not be delivered."
        )
    return _at_this_pace(burn_up, burn_up.pace)


def _at_this_pace(burn_up: BurnUp, pace: Pace) -> str:
    """So many by the last date of the plan, and all by about a month; or all before that date."""
    every, last, all_by = burn_up.actions, burn_up.last, pace.all_by
    start = f"At the pace of the last three months ({in_three_months(pace)}),"
    about = f"by about {month_in_words(all_by.year, all_by.month)}" if all_by else ""
    if all_by and all_by <= burn_up.ends:
        early = ""
        if last and all_by <= last:
            early = f", before the last date in the plan, {day_in_words(last)}"
        return f"{start} all {counted(every, 'action')} would be delivered {about}{early}."
    day = "the last date in the plan" if burn_up.ends == last else "three months from now"
    more = pace.more_by(burn_up.ends)
    many = f"{burn_up.done + more}" if more else f"no more than {burn_up.done}"
    then = f"and all {every} {about}" if about else f"and not all {every} within five years"
    return (
        f"{start} {many} of {counted(every, 'action')} would be delivered by "
        f"{day_in_words(burn_up.ends)}, {day}, {then}."
    )


def in_three_months(pace: Pace) -> str:
    """A pace: 4 a month; or 5 in three months, which are no whole number a month."""
    a_month, rest = divmod(pace.delivered, MONTHS)
    return f"{pace.delivered} in three months" if rest else f"{a_month} a month"


def assumptions(burn_up: BurnUp) -> Iterator[str]:
    """What the forecast takes for granted, a sentence each; nothing where there is none."""
    pace = burn_up.pace
    if pace is None:
        return
    first, last = day_in_words(pace.first), day_in_words(pace.as_at)
    yield f"The last three months are {first} to {last}."
    if not pace.delivered:
        return
    yield (
        "It is taken that actions go on being delivered at this pace, and that none is added, "
        "withdrawn or reopened. Nothing is known of how hard the remaining ones are, and this is "
        "no promise."
    )
    if pace.delivered < _FEW:
        rests = f"It rests on {counted(pace.delivered, 'delivery', 'deliveries')} only"
        yield f"{rests}: take it as a hint, and no more."


def left_out(burn_up: BurnUp) -> Iterator[str]:
    """What no line, or not every line, can show, a sentence each."""
    if burn_up.undated:
        has = "has" if burn_up.undated == 1 else "have"
        of = f"{burn_up.undated} of {counted(burn_up.actions, 'action')}"
        yield f"{of} {has} no day to be due by, and so no place among what is due."
    if burn_up.without_day:
        day = day_in_words(burn_up.as_at)
        one = burn_up.without_day == 1
        said = "is said to be complete" if one else "are said to be complete"
        it = "It counts" if one else "They count"
        pace = "; no pace can be told from it" if one else "; no pace can be told from them"
        yield f"{burn_up.without_day} {said}, but nobody wrote down when. {it} from {day} on{pace}."
    if burn_up.endless:
        yield f"{are(burn_up.endless)} ongoing, without an end, and left out of these counts."
    if burn_up.withdrawn:
        yield f"{are(burn_up.withdrawn)} withdrawn, and left out of these counts."
    if burn_up.early:
        begins = day_in_words(burn_up.begins)
        days = counted(burn_up.early, "delivery", "deliveries")
        yield f"{days} before the inspection, {begins}, counted from the start."


def as_json(burn_up: BurnUp) -> dict[str, object]:
    """The delivery over time for programs: the numbers of the picture, days as ISO."""
    return {
        "begins": burn_up.begins.isoformat(),
        "actions": burn_up.actions,
        "delivered": burn_up.done,
        "delivered_without_day": burn_up.without_day,
        "undated": burn_up.undated,
        "ongoing": burn_up.endless,
        "promised_known_from": burn_up.known_from.value,
        "withdrawn": burn_up.withdrawn,
        "by": [_mark_json(burn_up, day) for day in burn_up.marks],
        "forecast": _forecast_json(burn_up),
    }


def _mark_json(burn_up: BurnUp, day: date) -> dict[str, object]:
    """The numbers of a day; of one to come, nothing is delivered yet."""
    is_known = day <= burn_up.as_at
    return {
        "day": day.isoformat(),
        "promised": burn_up.promised_by(day),
        "due": burn_up.due_by(day),
        "delivered": burn_up.delivered_by(day) if is_known else None,
    }


def _forecast_json(burn_up: BurnUp) -> dict[str, object] | None:
    pace = burn_up.pace
    if pace is None:
        return None
    return {
        "from": pace.first.isoformat(),
        "to": pace.as_at.isoformat(),
        "delivered": pace.delivered,
        "by": burn_up.ends.isoformat(),
        "would_be_delivered": burn_up.done + pace.more_by(burn_up.ends),
        "all_by": pace.all_by.isoformat() if pace.all_by else None,
        "words": forecast(burn_up),
    }


def _were(number: int) -> str:
    """How many were so: none were, 1 was, 17 were."""
    return f"{number or 'none'} {'was' if number == 1 else 'were'}"
