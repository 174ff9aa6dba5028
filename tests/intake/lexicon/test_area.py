"""What heads an area: its number or letter, and what only looks like one."""

import pytest

from planctl.intake.lexicon.area import AreaHeading, parse_area_heading


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Area 1: Leadership", AreaHeading("1", "Leadership", "Area 1:")),
        ("Priority1 Help", AreaHeading("1", "Help", "Priority1")),
        ("Theme B Leadership", AreaHeading("B", "Leadership", "Theme B")),
        ("Strand A – Voice", AreaHeading("A", "Voice", "Strand A –")),
        ("Section I", AreaHeading("I", "", "Section I")),
        ("Areas for improvement", None),
        ("Outcomes for children", None),
        ("Priority A better future", None),
        ("Standards", None),
    ],
)
def test_a_letter_heads_an_area_where_it_stands_alone(text: str, said: AreaHeading | None) -> None:
    assert parse_area_heading(text) == said
