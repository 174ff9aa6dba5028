"""Band R, for policy.yaml: it speaks of rules that do not exist, or rates a standing twice."""

from collections.abc import Collection, Iterator, Mapping

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


_TABLE = (
    ("R212", unknown_code, ""),
    ("R213", standing_rated_twice, "name the standing under one colour only"),
)
POLICY_CHECKS = tuple(
    (Rule.of(code, Severity.ERROR, check, hint), check) for code, check, hint in _TABLE
)
POLICY_RULES = tuple(rule for rule, _ in POLICY_CHECKS)
