"""Pictures of the page as drawings of their own: colours, widths and letters stand within."""

from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from pages import ours
from planctl.render.block.drawing import FONT, drawing
from planctl.render.block.element import elements

SVG: Final = "{http://www.w3.org/2000/svg}"
CHART: Final = (
    '<svg width="100%" height="200"><text class="target">◆ &lt; 3</text>'
    '<svg x="8%" width="80%" height="100" viewBox="0 0 1000 100" preserveAspectRatio="none">'
    '<path class="seen" d="M0 0"></path></svg></svg>'
)


def _drawn(source: str, width: float = 640) -> ET.Element:
    return ET.fromstring(drawing(source, width))  # noqa: S314 - our own


def test_every_picture_of_our_pack_is_a_file_of_its_own_without_a_variable_of_the_page() -> None:
    pictures = [*elements(ours(Path())).within("svg")]
    assert len(pictures) > 10
    for each in pictures:
        made = drawing(each.markup, 640)
        assert ET.fromstring(made).tag == f"{SVG}svg"  # noqa: S314 - our own
        assert "var(" not in made


def test_a_bar_has_the_width_that_is_asked_for_and_its_own_class() -> None:
    made = _drawn('<svg class="bar" width="100%" height="28"><rect class="red"></rect></svg>')
    assert (made.get("width"), made.get("height"), made.get("viewBox")) == (
        "640",
        "28",
        "0 0 640 28",
    )
    assert [each.get("class") for each in made.iter(f"{SVG}g")] == ["bar"]


def test_a_chart_is_as_wide_as_leaves_its_lines_unstretched() -> None:
    made = _drawn(CHART)
    assert (made.get("width"), made.get("height")) == ("1250", "200")
    assert [each.text for each in made.iter(f"{SVG}text")] == ["◆ < 3"]


@pytest.mark.parametrize(
    "inner", ['<svg width="80%"></svg>', '<svg viewBox="0 0 1000 9"></svg>', ""]
)
def test_a_picture_that_does_not_say_enough_has_the_width_that_is_asked_for(inner: str) -> None:
    made = _drawn(f'<svg width="100%">{inner}</svg>', 320)
    assert (made.get("width"), made.get("height")) == ("320", "28")


def test_a_picture_with_a_size_of_its_own_keeps_it() -> None:
    made = _drawn('<svg class="spark" width="80" height="24"></svg>')
    assert (made.get("width"), made.get("height")) == ("80", "24")


def test_the_colours_are_those_of_the_light_page_and_the_letters_come_with_planctl() -> None:
    made = drawing(CHART, 640)
    assert "rect.red{ fill: #b3261e; }" in made
    assert f'font-family:"{FONT}"' in made
    assert "@media" not in made
