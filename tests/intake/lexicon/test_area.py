"""What heads an area: its number or letter, and what only looks like one."""

import pytest

from planctl.intake.lexicon.area import AreaSaid, area_said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Area 1: Leadership", AreaSaid("1", "Leadership", "Area 1:")),
        ("Priority1 Help", AreaSaid("1", "Help", "Priority1")),
        ("Theme B Leadership", AreaSaid("B", "Leadership", "Theme B")),
        ("Strand A – Voice", AreaSaid("A", "Voice", "Strand A –")),
        ("Section I", AreaSaid("I", "", "Section I")),
        ("Areas for improvement", None),
        ("Outcomes for children", None),
        ("Priority A better future", None),
        ("Standards", None),
    ],
)
def test_a_letter_heads_an_area_where_it_stands_alone(text: str, said: AreaSaid | None) -> None:
    assert area_said(text) == said
