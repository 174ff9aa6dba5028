"""What policy.yaml can say that planctl does not have."""

import pytest

from planctl.assess.rule.governance import POLICY_RULES, standing_rated_twice, unknown_code
from planctl.load.content import parse_yaml
from planctl.model.policy import Policy
from planctl.model.problem import Fault, Severity

CODES = ("T301", "T304")


def _policy(text: str) -> Policy:
    return Policy.model_validate(parse_yaml(text))


def test_the_rules_of_the_policy_are_errors() -> None:
    assert {rule.severity for rule in POLICY_RULES} == {Severity.ERROR}


@pytest.mark.parametrize("said", ["T301: warning, T304: 'off'", "t301: Warning, t304: OFF"])
def test_codes_that_exist_can_be_weighed(said: str) -> None:
    policy = _policy(f"severities: {{{said}}}")
    assert list(unknown_code(policy, CODES)) == []
    assert policy.severities == {"T301": Severity.WARNING, "T304": Severity.OFF}


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("T305", "did you mean “T304” or “T301”?"),
        ("overdue", "run planctl explain for the list of codes"),
    ],
)
def test_a_code_that_does_not_exist_is_a_fault(code: str, hint: str) -> None:
    at = ("policy", "severities", code)
    found = list(unknown_code(_policy(f"severities: {{{code}: note}}"), CODES))
    assert found == [Fault(at, f"there is no rule “{code}”", hint)]


@pytest.mark.parametrize(
    "key",
    [
        "progress_rag: {red: {standings: [overdue]}, grey: {standings: [withdrawn]}}",
        "progress_rag: {red: {standings: [overdue, overdue]}}",
        "progress_rag: {red: {label: Late}, grey: {label: None}}",
        "impact_rag: {red: {standings: [no data]}, grey: {standings: [no target]}}",
    ],
)
def test_a_standing_has_one_rating(key: str) -> None:
    assert list(standing_rated_twice(_policy(key), CODES)) == []


@pytest.mark.parametrize(
    ("key", "name", "words"),
    [
        (
            "progress_rag: {red: {standings: [paused]}, grey: {standings: [paused]}}",
            "progress_rag",
            "“paused” earns red and grey",
        ),
        (
            "impact_rag: {red: {standings: [no data]}, grey: {standings: [no data]}}",
            "impact_rag",
            "“no data” earns red and grey",
        ),
    ],
)
def test_a_standing_with_two_ratings_is_a_fault_at_the_second(
    key: str, name: str, words: str
) -> None:
    found = list(standing_rated_twice(_policy(key), CODES))
    assert found == [Fault(("policy", name, "grey", "standings"), words)]
