"""The settings of policy.yaml by which a plan is judged, and which of them make it less strict.

A red action can be got off the page without touching it: by days of grace, by a rule that is
turned off, by another colour for a standing, by a list of known problems. Each such setting is
held against what is built in, and told; against an earlier state of the plan it is an error until
a meeting of the board has agreed it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Final, NamedTuple

from planctl.assess.promise import is_agreed
from planctl.assess.rag_key import impact_key, progress_key
from planctl.model.calendar import Calendar
from planctl.model.policy import Agreement, Policy
from planctl.model.problem import At, Rule, Severity
from planctl.model.rating import Rating

BASELINE: Final = "baseline"
# How strict a weight and a colour are, the strictest first; what is not rated hides a worry.
_WEIGHTS: Final = tuple(Severity)
_COLOURS: Final = (Rating.RED, Rating.AMBER, Rating.GREY, Rating.GREEN, Rating.BLUE)
_LIMITS: Final = {"red_from": "red from", "green_below": "green below"}
_NUMBERS: Final[Mapping[str, int]] = {  # 1 where a greater number is less strict
    "overdue_grace_days": 1,
    "stale_after_days": 1,
    "due_soon_days": -1,
    **{f"overall.{rag}.{name}": 1 for rag in ("progress", "impact") for name in _LIMITS},
    BASELINE: 1,
}
_WORDS: Final[Mapping[str, str]] = {
    "overdue_grace_days": "the days for which an overdue action is only a warning are {}",
    "stale_after_days": "the days after which an action without a note is stale are {}",
    "due_soon_days": "the days ahead that count as due soon are {}",
    "year_starts": "the year, and its quarters, start in {}",
    **{
        f"overall.{rag}.{name}": f"overall {rag} is rated {limit} {{}} per cent"
        for rag in ("progress", "impact")
        for name, limit in _LIMITS.items()
    },
    BASELINE: "the known problems for which the check does not fail are {}",
}
_WEIGHT_WORDS: Final = {"error": "an error", "warning": "a warning", "note": "a note", "off": "off"}


class Softening(NamedTuple):
    """A setting that is less strict than another state has it, or than what is built in."""

    name: str  # overdue_grace_days, severities.T301, progress_rag.overdue
    was: str
    now: str
    agreement: Agreement | None = None  # the board's leave, where it gave any

    @property
    def at(self) -> At:
        """Where it stands in the plan."""
        key, _, part = self.name.partition(".")
        return ("policy", key, part) if key == "severities" else ("policy", key)


def policy_settings(
    policy: Policy, rules: Iterable[Rule], known_problems: int = 0
) -> dict[str, str]:
    """Every setting that judgements depend on, by its name; what is not set is as built in."""
    numbers: dict[str, object] = {
        name: known_problems if name == BASELINE else attrgetter(name)(policy) for name in _NUMBERS
    }
    weights = {f"severities.{it.code}": policy.severities.get(it.code, it.severity) for it in rules}
    keys = (("progress_rag", progress_key(policy)), ("impact_rag", impact_key(policy)))
    colours = {f"{name}.{it}": rating for name, key in keys for it, rating in key.ratings.items()}
    every = {**numbers, "year_starts": policy.year_starts, **weights, **colours}
    return {name: str(value) for name, value in every.items()}


def find_softenings(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Softening]:
    """The settings that are less strict than they were."""
    for name, value in now.items():
        before = was.get(name, value)
        if before != value and _is_softer(name, before, value):
            yield Softening(name, before, value)


def default_settings(older: Policy, rules: Iterable[Rule]) -> dict[str, str]:
    """The settings of a plan that sets nothing; the year starts as in an older state."""
    return policy_settings(Policy(year_starts=older.year_starts), rules)


def softening_in_words(softening: Softening) -> str:
    """What a softening means, and what it would be without it."""
    name, was, now, _ = softening
    part = name.partition(".")[2]
    if name in _WORDS:
        return f"{_WORDS[name].format(now)}, and not {was}"
    if name.startswith("severities."):
        return f"the rule {part} is {_WEIGHT_WORDS[now]}, and not {_WEIGHT_WORDS[was]}"
    rag = name.partition("_")[0]
    return f"“{part}” is rated {now} on {rag}, and not {was}"


def match_agreements(
    items: Iterable[Softening], policy: Policy, as_at: date, calendar: Calendar
) -> tuple[Softening, ...]:
    """The softenings, each with the agreement that covers it, if there is one that counts."""
    agreements = {
        (agreement.setting, agreement.to): agreement
        for agreement in policy.agreements
        if is_agreed(agreement, as_at, calendar)
    }
    return tuple(item._replace(agreement=agreements.get((item.name, item.now))) for item in items)


def _is_softer(name: str, was: str, now: str) -> bool:
    if name in _NUMBERS:
        return (int(now) - int(was)) * _NUMBERS[name] > 0
    if name.startswith("severities."):
        return _WEIGHTS.index(Severity(now)) > _WEIGHTS.index(Severity(was))
    if name == "year_starts":  # the quarters of every promise move with it
        return True
    return _COLOURS.index(Rating(now)) > _COLOURS.index(Rating(was))
