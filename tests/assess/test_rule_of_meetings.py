"""What a rule of meetings has to say before it gives a meeting."""

from pathlib import Path
from typing import Final

import pytest

from make import small_plan
from paper import scene_of
from planctl.assess.rule.governance import unclear_rule_of_meetings

TERM: Final = "school_terms: [{name: Autumn, starts: 2026-09-02, ends: 2026-12-18}]\n"


@pytest.mark.parametrize(
    ("rule", "more", "key", "words"),
    [
        ("every: term, on: first Monday", "", "every", "no term has dates"),
        ("not_in: [holidays]", "", "not_in", "no term has dates"),
        ("every: term", TERM, "every", "does not say on which day of a term"),
        ("every: half term, on: last Friday", TERM, "every", "the half term of Autumn has no"),
        ("every: six weeks", "", "starting", "the day of its first meeting is not known"),
        ("every: six weeks, on: first Monday, starting: 1 Sept 2026", "", "on", "says nothing"),
    ],
)
def test_what_a_rule_lacks_is_said(
    rule: str, more: str, key: str, words: str, tmp_path: Path
) -> None:
    starting = "" if "starting" in rule else ", starting: Sept 2026"
    text = f"board: {{meets: {{{rule}{starting}}}}}\n{more}"
    [fault] = unclear_rule_of_meetings(scene_of(small_plan(tmp_path, governance=text)))
    assert fault.at == ("governance", "board", "meets", key)
    assert words in fault.message


def test_a_rule_of_terms_with_their_dates_is_clear(tmp_path: Path) -> None:
    text = "board: {meets: {every: term, on: first Monday, starting: Sept 2026, not_in: [May]}}\n"
    scene = scene_of(small_plan(tmp_path, governance=f"{text}{TERM}"))
    assert [*unclear_rule_of_meetings(scene)] == []
