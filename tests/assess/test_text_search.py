"""The search through the texts of a plan: its abbreviations."""

import pytest

from planctl.assess.text_search import abbreviations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CP plans and the LCS", ["CP", "LCS"]),
        ("two KPIs", ["KPI"]),
        ("IRO's", ["IRO"]),
        ("H2B", ["H2B"]),
        ("(SGO), SGO.", ["SGO", "SGO"]),
        ("Q4 report, part II, phase IV", []),
        ("A4 and R2", []),
        ("A plan for I and U", []),
        ("R&R and Q&A", []),
        ("LATEst McDONALD", []),
        ("snake_CASE", []),
    ],
)
def test_abbreviations_are_told_from_other_capitals(text: str, found: list[str]) -> None:
    assert list(abbreviations(text)) == found
