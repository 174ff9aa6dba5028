"""What sealing the evidence of a plan comes to, by what was sealed and what is there."""

import pytest

from planctl.assess.evidence_seal import Sealing, seal_evidence

NOTHING = Sealing({}, (), (), (), (), (), (), ())


@pytest.mark.parametrize(
    ("named", "sealed", "prints", "expected"),
    [
        ("", {}, {}, NOTHING),
        (
            "ba",
            {},
            {"a": "1", "b": "2"},
            NOTHING._replace(seals={"a": "1", "b": "2"}, new=("a", "b")),
        ),
        ("a", {"a": "1"}, {"a": "1"}, NOTHING._replace(seals={"a": "1"})),
        ("a", {"a": "1"}, {"a": "2"}, NOTHING._replace(seals={"a": "1"}, changed=("a",))),
        ("a", {"a": "1"}, {}, NOTHING._replace(seals={"a": "1"}, lost=("a",))),
        ("a", {}, {}, NOTHING._replace(missing=("a",))),
        ("", {"a": "1"}, {"a": "1"}, NOTHING._replace(seals={"a": "1"}, unnamed=("a",))),
        (
            "",
            {"a": "1"},
            {"a": "2"},
            NOTHING._replace(seals={"a": "1"}, changed=("a",), unnamed=("a",)),
        ),
    ],
)
def test_a_seal_is_made_once_and_then_holds(
    named: str, sealed: dict[str, str], prints: dict[str, str], expected: Sealing
) -> None:
    assert seal_evidence(named, sealed, prints) == expected


def test_a_changed_file_is_sealed_anew_where_it_is_asked_for_by_name() -> None:
    found = seal_evidence("ab", {"a": "1", "b": "1"}, {"a": "2", "b": "2"}, renew="a")
    assert (found.seals, found.renewed, found.changed) == ({"a": "2", "b": "1"}, ("a",), ("b",))


def test_a_file_that_was_never_changed_is_not_said_to_be_sealed_anew() -> None:
    found = seal_evidence("a", {"a": "1"}, {"a": "1"}, renew="a")
    assert (found.seals, found.renewed) == ({"a": "1"}, ())


def test_a_seal_that_is_forgotten_is_gone_and_no_longer_wrong() -> None:
    found = seal_evidence("", {"a": "1"}, {}, forget="a")
    assert found == NOTHING._replace(forgotten=("a",))
    assert found.is_sound
