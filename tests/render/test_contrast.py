"""The colours of the pack can be read: WCAG contrast, on screen by day and night and in print."""

import re
from typing import Final

import pytest

from planctl.forms import excel_writer
from planctl.render import template_folder

RATINGS: Final = ("red", "amber", "green", "blue", "grey")
CSS: Final = (template_folder() / "board.css").read_text("utf-8")
HEADS: Final = {
    "light": "",
    "dark": "@media (prefers-color-scheme: dark) {",
    "print": "@media print {",
}
Colours = dict[str, str]


def colours(head: str) -> Colours:
    """The colours of a way of viewing the page, by name: the first :root after its head."""
    root = re.compile(r":root \{(.*?)\}", re.DOTALL).search(CSS, CSS.index(head))
    assert root
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", root[1]))


def luminance(colour: str) -> float:
    """The relative luminance of #rgb or #rrggbb, as WCAG 2 defines it."""
    figures = colour.removeprefix("#")
    whole = "".join(f * 2 for f in figures) if len(figures) == 3 else figures
    parts = [int(whole[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """From 1, the same colour, to 21, black on white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


VIEWS: Final = pytest.mark.parametrize(
    "view", [colours(head) for head in HEADS.values()], ids=list(HEADS)
)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777", "#fff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#123456", "#123456") == 1


def test_every_view_names_every_colour() -> None:
    light, dark, in_print = (set(colours(head)) for head in HEADS.values())
    assert light == dark == in_print
    assert light == set(re.findall(r"var\(--([a-z-]+)\)", CSS))


def test_night_is_not_day_and_print_is_day() -> None:
    light, dark, in_print = map(colours, HEADS.values())
    assert all(light[name] != dark[name] for name in light)
    assert {name for name in light if light[name] != in_print[name]} == {"link"}


@VIEWS
@pytest.mark.parametrize("rating", RATINGS)
def test_the_word_on_a_rating_can_be_read(view: Colours, rating: str) -> None:
    assert contrast(view[f"on-{rating}"], view[rating]) >= 4.5


@VIEWS
@pytest.mark.parametrize("ground", ["paper", "band"])
@pytest.mark.parametrize("name", ["red", "amber", "green", "blue", "edge"])
def test_a_rating_stands_out_from_the_paper(view: Colours, name: str, ground: str) -> None:
    assert contrast(view[name], view[ground]) >= 3


@VIEWS
@pytest.mark.parametrize("ground", ["paper", "band"])
@pytest.mark.parametrize("name", ["ink", "soft", "link", "accent"])
def test_the_text_can_be_read(view: Colours, name: str, ground: str) -> None:
    assert contrast(view[name], view[ground]) >= 4.5


@pytest.mark.parametrize(
    "ground",
    [
        *excel_writer.RATING_TINTS.values(),
        excel_writer.SHADE_COLOUR,
        excel_writer.GREY_COLOUR,
        excel_writer.FIELD_COLOUR,
    ],
)
def test_the_words_of_an_update_sheet_can_be_read(ground: str) -> None:
    assert contrast(excel_writer.INK_COLOUR, ground) >= 7
