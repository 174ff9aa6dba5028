"""Closed lists of words, as people write them."""

from typing import Any

import pytest

from planctl.model.action import EvidenceKind, Review, Status
from planctl.model.choice import match_choice
from planctl.model.rating import Rating


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        (Rating, "Red", Rating.RED),
        (Rating, "RED", Rating.RED),
        (Status, "In Progress", Status.IN_PROGRESS),
        (Status, "not\u00a0started", Status.NOT_STARTED),
        (Status, " in \u202f progress", Status.IN_PROGRESS),
        (Review, "Half-Yearly", Review.HALF_YEARLY),
        (EvidenceKind, "Peer\u2007review", EvidenceKind.PEER_REVIEW),
    ],
)
def test_a_choice_is_read_in_any_capitals_and_with_any_blanks(
    kind: type[Rating | Status | Review | EvidenceKind], written: str, meant: object
) -> None:
    assert kind(written) is meant


@pytest.mark.parametrize("written", ["reddish", "", "“red”", "r\u200bed", 1, None])
def test_what_is_no_choice_is_refused(written: Any) -> None:  # noqa: ANN401 - as a file may have it
    with pytest.raises(ValueError, match="is not a valid Rating"):
        Rating(written)


def test_the_choice_that_is_meant_is_given_as_the_list_has_it() -> None:
    assert match_choice("april", ("March", "April")) == "April"
    assert match_choice("may", ("March", "April")) == ""
