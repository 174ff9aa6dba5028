"""The delivery of a plan over time: as a burn-up chart, in words and as JSON.

A forecast states its assumptions, and is never more exact than a month.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from planctl.assess.burn_up import PACE_MONTHS, BurnUp, Pace
from planctl.model.calendar import day_in_words, iso_day, month_in_words
from planctl.model.timescale import KnownFrom
from planctl.model.words import count_noun, count_with_verb
from planctl.render.chart import (
    Chart,
    Label,
    Line,
    Plot,
    count_scale,
    count_ticks,
    month_tick,
    tick_months,
)

_GAP: Final = 17  # pixels from one name to the next, so that both can be read
_BESIDE: Final = 1.0  # from the end of a line to its name
_MOST_NUMBERS: Final = 5  # marks up the side
_MOST_MONTHS: Final = 6  # marks along the bottom
_STEPS: Final = (1, 3, 6, 12, 24, 60, 120, 240)  # in months
_YEAR: Final = 12
_BELOW: Final = 18  # from a line to the foot of words below it
_ROOMY: Final = 0.55  # of the plot: up to here, words right of a line end within it
_NEAR: Final = 0.3  # of the plot, from its left side
# How far back the first promises are known, where that is not from their first day.
PROMISES_KNOWN_FROM: Final = {
    KnownFrom.GIT: "",
    KnownFrom.SHALLOW: " (as far back as this clone goes)",
    KnownFrom.FILE: " (as the files have it now)",
}
_FEW: Final = 5  # deliveries; fewer are hardly a pace


def burn_up_chart(burn_up: BurnUp) -> Chart:
    """The picture of a burn-up."""
    most = max(burn_up.actions, *(seen.actions for seen in burn_up.seen), 1)
    step, top = count_scale(most, _MOST_NUMBERS)
    first, last = burn_up.begins.replace(day=1), burn_up.marks[-1]
    plot = Plot(8.0, 70.0, 30, 240, first, last, high=top)
    months = tick_months(plot, _MOST_MONTHS, _STEPS)
    return plot.chart()._replace(
        lines=tuple(_burn_up_lines(burn_up, plot)),
        labels=tuple(_labels(burn_up, plot)),
        numbers=count_ticks(plot, step),
        months=tuple(month_tick(plot, it, has_year=_shows_year(it, months)) for it in months),
        now=plot.across(burn_up.as_at),
    )


def _burn_up_lines(burn_up: BurnUp, plot: Plot) -> Iterator[Line]:
    """The lines, the most important on top: the last."""
    last, as_at = plot.last, burn_up.as_at
    # How many actions the plan had; where no board is known to have seen it, as it has now.
    scope = [(max(seen.as_at, plot.first), seen.actions) for seen in burn_up.seen]
    scope.append((as_at if scope else plot.first, burn_up.actions))
    yield Line("scope", plot.steps(scope, last))
    yield Line("promised", plot.steps(_running_counts(burn_up.promised, plot), last))
    yield Line("due", plot.steps(_running_counts(burn_up.due, plot), last))
    if burn_up.pace:
        yield Line("forecast", _forecast(burn_up, plot))
    done = [*_running_counts(burn_up.delivered, plot), (as_at, burn_up.done)]
    yield Line("delivered", plot.steps(done, as_at))


def _running_counts(days: Sequence[date], plot: Plot) -> Iterator[tuple[date, int]]:
    """How many of these days there were by each, from none on; they come in their order."""
    yield plot.first, 0
    for number, day in enumerate(days, 1):
        if number == len(days) or days[number] != day:
            yield day, number


def _forecast(burn_up: BurnUp, plot: Plot) -> str:
    """A straight line on from what is delivered, as far as the plot and all actions go."""
    points = [(burn_up.as_at, burn_up.done), (plot.last, _forecast_total(burn_up, plot))]
    all_by = burn_up.pace.all_by if burn_up.pace else None
    if all_by and all_by < plot.last:
        points.insert(1, (all_by, burn_up.actions))
    return plot.path(points)


def _forecast_total(burn_up: BurnUp, plot: Plot) -> int:
    return burn_up.done + (burn_up.pace.more_by(plot.last) if burn_up.pace else 0)


def _labels(burn_up: BurnUp, plot: Plot) -> Iterator[Label]:
    as_at, done = burn_up.as_at, burn_up.done
    names = [
        ("scope", "Actions", burn_up.actions),
        ("promised", "Promised", len(burn_up.promised)),
        ("due", "Due now", len(burn_up.due)),
    ]
    if burn_up.pace:
        names.append(("forecast", "Forecast", _forecast_total(burn_up, plot)))
    delivered, across = _delivered_label(plot, as_at, done), plot.share(as_at)
    touches = any(abs(delivered.y - label.y) < _GAP for label in _line_names(names, plot))
    if across == 1 or (touches and across > _ROOMY):
        names.append(("delivered", "Delivered", done))
    else:
        yield delivered
    yield from _line_names(names, plot)
    yield plot.day_label("", as_at)


def _line_names(names: Sequence[tuple[str, str, int]], plot: Plot) -> list[Label]:
    worded = [(name, f"{words} {number}", number) for name, words, number in names]
    return plot.line_names(worded, _GAP, _BESIDE)


def _delivered_label(plot: Plot, day: date, done: int) -> Label:
    """What is delivered, beside the end of its line: below it, or above where that is too low."""
    x, y, words = plot.across(day), plot.down(done), f"Delivered {done}"
    if y + _BELOW < plot.bottom:
        return Label("delivered", words, round(x + _BESIDE, 2), round(y + _BELOW, 1), "start")
    is_left = plot.share(day) > _NEAR
    x += -_BESIDE if is_left else _BESIDE
    return Label("delivered", words, round(x, 2), round(y - 8, 1), "end" if is_left else "start")


def _shows_year(month: int, months: range) -> bool:
    """Whether the year is new; of two that would stand beside each other, the later one is told."""
    before, after = ((month + step) // 12 for step in (-months.step, months.step))
    year = month // 12
    if month != months[0] or months.step >= _YEAR:
        return before < year
    return after == year or len(months) == 1


def burn_up_headline(burn_up: BurnUp) -> str:
    """What the picture says: 1 of 33 actions delivered, and 17 were due by 13 March 2024."""
    if not burn_up.actions:
        return "There are no actions to deliver"
    day = day_in_words(burn_up.as_at)
    delivered = f"{burn_up.done or 'None'} of {count_noun(burn_up.actions, 'action')} delivered"
    due = count_with_verb(burn_up.due_by(burn_up.as_at), "was", "were")
    return f"{delivered}, and {due} due by {day}"


def delivery_counts(burn_up: BurnUp) -> str:
    """Where the plan stands against its dates, as first promised and as they are now."""
    day = burn_up.as_at
    due_now, due_first = burn_up.due_by(day), burn_up.promised_by(day)
    actions = f"{due_first or 'no'} {'action was' if due_first == 1 else 'actions were'}"
    how = PROMISES_KNOWN_FROM[burn_up.known_from]
    due = f"{actions} due as first promised{how}, and {due_now or 'none'} as the dates stand now"
    done = f"{count_with_verb(burn_up.done, 'was', 'were')} delivered"
    return f"By {day_in_words(day)}, {due}; {done}."


def forecast_in_words(burn_up: BurnUp) -> str:
    """Where the pace of the last three months would lead; or why nothing is forecast."""
    if not burn_up.left:
        return "Every action is delivered." if burn_up.actions else ""
    if burn_up.pace is None:
        who = "This edition" if burn_up.is_edition else "The plan"
        begins = f"{who} tells of nothing before {day_in_words(burn_up.begins)}"
        return f"{begins}, less than three months ago: that is too little for a forecast."
    if not burn_up.pace.delivered:
        left = f"the remaining {count_noun(burn_up.left, 'action')} would not be delivered"
        return f"Nothing was delivered in the last three months; at that pace {left}."
    return _at_this_pace(burn_up, burn_up.pace)


def _at_this_pace(burn_up: BurnUp, pace: Pace) -> str:
    """So many by the last date of the plan, and all by about a month; or all before that date."""
    actions, last, all_by = burn_up.actions, burn_up.last, pace.all_by
    start = f"At the pace of the last three months ({pace_in_words(pace)}),"
    about = f"by about {month_in_words(all_by.year, all_by.month)}" if all_by else ""
    if all_by and all_by <= burn_up.ends:
        early = f", before the last date in the plan, {day_in_words(last)}" if last else ""
        early = early if last and all_by <= last else ""
        return f"{start} all {count_noun(actions, 'action')} would be delivered {about}{early}."
    day = "the last date in the plan" if burn_up.ends == last else "three months from now"
    more = pace.more_by(burn_up.ends)
    number = f"{burn_up.done + more}" if more else f"no more than {burn_up.done}"
    rest = f"and all {actions} {about}" if about else f"and not all {actions} within five years"
    verdict = "" if burn_up.ends != last else "The plan would not be finished in time. "
    return (
        f"{verdict}{start} {number} of {count_noun(actions, 'action')} would be delivered by "
        f"{day_in_words(burn_up.ends)}, {day}, {rest}."
    )


def pace_in_words(pace: Pace) -> str:
    """A pace: 4 a month; or 5 in three months, which are no whole number a month."""
    a_month, rest = divmod(pace.delivered, PACE_MONTHS)
    return f"{pace.delivered} in three months" if rest else f"{a_month} a month"


def forecast_assumptions(burn_up: BurnUp) -> Iterator[str]:
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
        rests = f"It rests on {count_noun(pace.delivered, 'delivery', 'deliveries')} only"
        yield f"{rests}: take it as a hint, and no more."


def burn_up_omissions(burn_up: BurnUp) -> Iterator[str]:
    """What no line, or not every line, can show, a sentence each."""
    if burn_up.undated:
        has = "has" if burn_up.undated == 1 else "have"
        share = f"{burn_up.undated} of {count_noun(burn_up.actions, 'action')}"
        yield f"{share} {has} no day to be due by, and so no place among what is due."
    if burn_up.without_day:
        day = day_in_words(burn_up.as_at)
        is_one = burn_up.without_day == 1
        verb = "is said to be complete" if is_one else "are said to be complete"
        counts, it = ("It counts", "it") if is_one else ("They count", "them")
        said = f"{burn_up.without_day} {verb}, but nobody wrote down when"
        yield f"{said}. {counts} from {day} on; no pace can be told from {it}."
    if burn_up.endless:
        endless = count_with_verb(burn_up.endless)
        yield f"{endless} ongoing, without an end, and left out of these counts."
    if burn_up.withdrawn:
        yield f"{count_with_verb(burn_up.withdrawn)} withdrawn, and left out of these counts."
    if burn_up.early:
        begins = day_in_words(burn_up.begins)
        days = count_noun(burn_up.early, "delivery", "deliveries")
        yield f"{days} before the inspection, {begins}, counted from the start."


def burn_up_json(burn_up: BurnUp) -> dict[str, object]:
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
        "all_by": iso_day(pace.all_by),
        "words": forecast_in_words(burn_up),
    }
