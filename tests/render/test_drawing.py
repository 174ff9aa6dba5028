"""Pictures of the page as drawings of their own: colours, widths and letters stand within."""

from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from pages import ours
from planctl.load.html_tree import parse_html
from planctl.render.block.svg import draw_svg

SVG: Final = "{http://www.w3.org/2000/svg}"
CHART: Final = (
    '<svg width="100%" height="200"><text class="target">a &lt; 3</text>'
    '<svg x="8%" width="80%" height="100" viewBox="0 0 1000 100" preserveAspectRatio="none">'
    '<path class="seen" d="M0 0L100 50"></path></svg></svg>'
)


def _drawn(source: str, width: float = 640, role: str = "bar") -> ET.Element:
    return ET.fromstring(draw_svg(source, role, width).svg)  # noqa: S314 - our own


def test_every_picture_of_our_pack_is_a_file_of_its_own_without_a_variable_of_the_page() -> None:
    pictures = [*parse_html(ours(Path())).within("svg")]
    assert len(pictures) > 10
    for each in pictures:
        made = draw_svg(each.markup, each.role, 640).svg
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


def test_the_lines_of_a_chart_are_drawn_for_its_width_and_not_stretched() -> None:
    made = _drawn(CHART, 500, "line-chart")
    assert (made.get("width"), made.get("height")) == ("500", "200")
    assert [each.get("transform") for each in made.iter(f"{SVG}g")] == [None, "translate(40 0)"]
    assert [each.get("d") for each in made.iter(f"{SVG}path")] == ["M0 0L40 50"]
    assert [each.text for each in made.iter(f"{SVG}text")] == ["a < 3"]


def test_a_picture_that_does_not_say_enough_has_the_width_that_is_asked_for() -> None:
    made = _drawn('<svg width="100%"></svg>', 320)
    assert (made.get("width"), made.get("height")) == ("320", "28")


def test_a_picture_with_a_size_of_its_own_keeps_it() -> None:
    made = _drawn('<svg class="spark" width="80" height="24"></svg>')
    assert (made.get("width"), made.get("height")) == ("80", "24")


def test_the_colours_are_those_of_the_light_page() -> None:
    made = draw_svg(CHART, "bar", 640).svg
    assert "rect.red { fill: #b3261e; }" in made
    assert "@media" not in made
