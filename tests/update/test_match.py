"""Which action of a plan is which of a newer paper, where very many have the very same words."""

from collections.abc import Mapping

import pytest

from planctl.update import matching
from planctl.update.matching import MatchKey, match_by_words


def _known(words: str, *refs: str) -> list[MatchKey]:
    return [MatchKey(ref, frozenset(words.split())) for ref in refs]


@pytest.mark.parametrize(
    ("ones", "others", "same"),
    [
        # Each is held against the two that stand where it stands, and against its own ref.
        (["a", "b", "c", "d"], ["a", "b", "c", "d"], {"a": "a", "b": "b", "c": "c", "d": "d"}),
        (["a", "b", "c", "d"], ["d", "c", "b", "a"], {"a": "a", "b": "b", "c": "c", "d": "d"}),
        (["w", "x", "y", "z"], ["a", "b", "c", "d"], {"w": "a", "x": "b", "y": "c", "z": "d"}),
    ],
    ids=["in order", "turned about", "of other refs"],
)
def test_of_very_many_actions_of_the_same_words_each_finds_its_own(
    ones: list[str],
    others: list[str],
    same: Mapping[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(matching, "_LIMIT", 3)
    monkeypatch.setattr(matching, "_BEST", 2)
    found = match_by_words(_known("do it", *ones), _known("do it", *others))
    assert (found.same, found.other) == (same, ())


def test_a_ref_that_has_other_words_now_is_not_held_to_be_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(matching, "_LIMIT", 1)
    monkeypatch.setattr(matching, "_BEST", 1)
    others = [*_known("open clinic", "a"), *_known("do it", "x", "y")]
    assert match_by_words(_known("do it", "a"), others).same == {"a": "x"}
