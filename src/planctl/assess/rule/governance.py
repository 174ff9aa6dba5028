"""Band R: the rules by which a board meets, and the settings of policy.yaml.

Rules of meetings may not overlap or be empty. policy.yaml may not name rules that do not exist,
rate a standing twice, or give a rating the name of another.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from planctl.assess.rag_key import impact_key, progress_key
from planctl.assess.scene import Scene
from planctl.model.field_types import Timescale
from planctl.model.governance import Meets
from planctl.model.meeting_rule import Unit, parse_interval
from planctl.model.meeting_schedule import is_empty_rule, meeting_of, rules_in_order, rules_overlap
from planctl.model.nearest_name import suggest_name
from planctl.model.policy import ImpactKey, Policy, ProgressKey
from planctl.model.problem import At, Fault, Rule, Severity
from planctl.model.rating import Rating
from planctl.model.timescale import OutOfTerm

_BY_ANOTHER_RULE = (
    "if the board met then by a rule that was changed since, write that rule beside the new one "
    "under meets, with until; or list the meeting under meetings; or correct the date"
)


def unclear_rule_of_meetings(scene: Scene) -> Iterator[Fault]:
    """A rule of meetings gives no meeting, or has not ended where another one starts.

    A rule of weeks counts from its first day. A rule of terms needs the weekday on which the
    board meets, such as `on: first Monday`, and the dates of the terms under `school_terms`; so
    does `not_in: [holidays]`. Without them no meeting is guessed.

    What a board agreed at a meeting stays agreed. So a board that changes the rule by which it
    meets keeps the old one, with the last meeting that it gave under `until`, and the new one
    after it, with its first meeting under `starting`. Until that is clear, a rule counts up to
    the day before the next one starts.
    """
    rules = rules_in_order(scene.plan.governance.board)
    for n, rule in rules:
        if rule.until and is_empty_rule(rule):
            until, first = _meeting_name(rule.until), _meeting_name(rule.starting)
            words = f"the rule gives no meeting: it is until {until}, and starts with {first}"
            yield Fault((*_rule_place(scene, n), "until"), words, "correct the one that is wrong")
        yield from _lacks_of_rule(rule, _rule_place(scene, n), scene)
    for (n, earlier), (_, later) in pairwise(rules):
        if rules_overlap(earlier, later) and not is_empty_rule(earlier):
            yield _overlap_fault(_rule_place(scene, n), earlier, later)


def _lacks_of_rule(rule: Meets, at: At, scene: Scene) -> Iterator[Fault]:
    """What a rule of weeks or terms has to say before it gives a meeting."""
    every, terms = parse_interval(rule.every), scene.plan.governance.school_terms
    is_by_holidays = any(isinstance(time.reading, OutOfTerm) for time in rule.not_in)
    if (every.is_of_terms or is_by_holidays) and not terms:
        key = "every" if every.is_of_terms else "not_in"
        words = "the rule goes by school terms, and no term has dates"
        yield Fault((*at, key), words, "write the terms under school_terms, with starts and ends")
    if every.is_of_terms and not rule.on:
        words = "the rule does not say on which day of a term the board meets"
        yield Fault((*at, "every"), words, "add on: first Monday, or the like")
    if every.unit is Unit.HALF_TERM and any(term.half_term is None for term in terms):
        term = next(term for term in terms if term.half_term is None)
        words = f"the rule goes by half terms, and the half term of {term.name} has no dates"
        hint = "add half_term: with starts and ends to the term"
        yield Fault((*at, "every"), words, hint)
    if every.unit is Unit.WEEK and meeting_of(rule.starting).day is None:
        words = "the rule counts in weeks, and the day of its first meeting is not known"
        yield Fault((*at, "starting"), words, "write the day of the first meeting")
    if every.unit is Unit.WEEK and rule.on:
        words = "the rule counts in weeks from its first meeting, so this day says nothing"
        yield Fault((*at, "on"), words, "take it out, or write every: month")


def hint_of_meeting(scene: Scene) -> str:
    """What to do about a day on which the board did not meet; empty where it has no rule."""
    return _BY_ANOTHER_RULE if scene.plan.governance.board.rules else ""


def _overlap_fault(at: At, earlier: Meets, later: Meets) -> Fault:
    first = f"another starts with the meeting of {_meeting_name(later.starting)}"
    hint = "write under until the last meeting that was held by it"
    if earlier.until is None:
        return Fault(at, f"this rule has no end, and {first}", hint)
    words = f"this rule is until {_meeting_name(earlier.until)}, and {first}"
    return Fault((*at, "until"), words, hint)


def _rule_place(scene: Scene, number: int) -> At:
    """Where a rule stands: under its key, or in the list there."""
    at: At = ("governance", "board", "meets")
    return (*at, number) if isinstance(scene.plan.governance.board.meets, tuple) else at


def _meeting_name(when: Timescale) -> str:
    return meeting_of(when).name


def unknown_code(policy: Policy, codes: Collection[str]) -> Iterator[Fault]:
    """policy.yaml sets the weight of a rule that planctl does not have.

    `planctl explain` lists all rules with their codes.
    """
    for code in policy.severities:
        if code not in codes:
            hint = suggest_name(code, codes) or "run planctl explain for the list of codes"
            yield Fault(("policy", "severities", code), f"there is no rule “{code}”", hint)


def standing_rated_twice(policy: Policy, _: Collection[str]) -> Iterator[Fault]:
    """policy.yaml gives the same standing to two colours of one key.

    The later one counts, which is most likely not what was meant.
    """
    keys: tuple[tuple[str, Mapping[Rating, ProgressKey] | Mapping[Rating, ImpactKey]], ...] = (
        ("progress_rag", policy.progress_rag),
        ("impact_rag", policy.impact_rag),
    )
    for name, key in keys:
        first: dict[str, Rating] = {}
        for rating, colour in key.items():
            for standing in colour.standings:
                if first.setdefault(standing, rating) is not rating:
                    words = f"“{standing}” earns {first[standing]} and {rating}"
                    yield Fault(("policy", name, rating, "standings"), words)


def label_of_another_rating(policy: Policy, _: Collection[str]) -> Iterator[Fault]:
    """policy.yaml calls a rating by the name of another one: red is labelled “Green”.

    Whoever reads the pack would take the one for the other. That is so whatever the capitals,
    and also for a word by which the same key calls another rating: the plan's own, or the one
    that is built in where the plan has none.
    """
    for name, own, key in (
        ("progress_rag", policy.progress_rag, progress_key(policy)),
        ("impact_rag", policy.impact_rag, impact_key(policy)),
    ):
        for rating, colour in own.items():
            owners = {
                _plain(word): other
                for other, (label, _meaning) in key.words.items()
                for word in (other.value, label)
                if other is not rating
            }
            other = owners.get(_plain(colour.label or ""))
            if other:
                words = f"{rating} is called “{colour.label}”, which is the name of {other}"
                yield Fault(("policy", name, rating, "label"), words)


def _plain(label: str) -> str:
    """The letters and figures of a label, by which a reader tells it from others."""
    return "".join(letter for letter in label.casefold() if letter.isalnum())


_TABLE = (
    ("R212", unknown_code, ""),
    ("R213", standing_rated_twice, "name the standing under one colour only"),
    ("R231", label_of_another_rating, "give the rating a label that no other rating has"),
)
POLICY_CHECKS = tuple((Rule.of(code, Severity.ERROR, it, hint), it) for code, it, hint in _TABLE)
POLICY_RULES = tuple(rule for rule, _ in POLICY_CHECKS)
