"""Band R, for policy.yaml: rules that do not exist, a standing rated twice, a misleading label."""

from collections.abc import Collection, Iterator, Mapping

from planctl.assess.key import impact_key, progress_key
from planctl.model.document import ImpactKey, Policy, ProgressKey
from planctl.model.nearest import suggestion
from planctl.model.problem import Fault, Rule, Severity
from planctl.model.rating import Rating


def unknown_code(policy: Policy, codes: Collection[str]) -> Iterator[Fault]:
    """policy.yaml sets the weight of a rule that planctl does not have.

    `planctl explain` lists all rules with their codes.
    """
    for code in policy.severities:
        if code not in codes:
            hint = suggestion(code, codes) or "run planctl explain for the list of codes"
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
        for rating, of in key.items():
            for standing in of.standings:
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
        for rating, of in own.items():
            others = {
                _plain(word): other
                for other, (label, _meaning) in key.words.items()
                for word in (other.value, label)
                if other is not rating
            }
            other = others.get(_plain(of.label or ""))
            if other:
                words = f"{rating} is called “{of.label}”, which is the name of {other}"
                yield Fault(("policy", name, rating, "label"), words)


def _plain(label: str) -> str:
    """The letters and figures of a label, by which a reader tells it from others."""
    return "".join(letter for letter in label.casefold() if letter.isalnum())


_TABLE = (
    ("R212", unknown_code, ""),
    ("R213", standing_rated_twice, "name the standing under one colour only"),
    ("R231", label_of_another_rating, "give the rating a label that no other rating has"),
)
POLICY_CHECKS = tuple(
    (Rule.of(code, Severity.ERROR, check, hint), check) for code, check, hint in _TABLE
)
POLICY_RULES = tuple(rule for rule, _ in POLICY_CHECKS)
