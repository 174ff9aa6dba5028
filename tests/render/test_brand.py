"""The face of the organisation: its colour can be read, and its logo can do nothing but be seen."""

import struct
from base64 import b64decode
from pathlib import Path
from typing import Final

import pytest

from make import loaded, small_plan
from planctl.assess.accent import (
    DAY_PAPER,
    LEAST_CONTRAST,
    NIGHT_PAPER,
    contrast,
    is_readable,
    night_accent,
)
from planctl.model.plan_files import Brand
from planctl.render.block.blocks import BlockPicture
from planctl.render.block.html_reader import read_html_page
from planctl.render.brand import NO_LOGO, BrandLook, LogoFault, brand_look, read_logo
from planctl.workspace.brand import plan_brand

SQUARE: Final = '<rect width="4" height="4"/>'


def _png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)


def _svg(inside: str = SQUARE, attributes: str = 'viewBox="0 0 40 20"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.478), ("#123456", "#123456", 1)],
)
def test_contrast_is_measured_as_wcag_does(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)


@pytest.mark.parametrize(("accent", "can_be_read"), [("#1d3557", True), ("#9acd32", False)])
def test_an_accent_has_to_be_read_on_white(accent: str, *, can_be_read: bool) -> None:
    assert is_readable(accent) is can_be_read
    assert (brand_look(Brand(accent=accent), NO_LOGO).accent == accent) is can_be_read


@pytest.mark.parametrize("accent", ["#000000", "#1d3557", "#b3261e", "#ffffff"])
def test_an_accent_is_made_lighter_for_the_dark_page_where_it_has_to_be(accent: str) -> None:
    shade = night_accent(accent)
    assert contrast(shade, NIGHT_PAPER) >= LEAST_CONTRAST
    assert (shade == accent) is (contrast(accent, NIGHT_PAPER) >= LEAST_CONTRAST)
    assert contrast(shade, DAY_PAPER) <= contrast(accent, DAY_PAPER)


def test_a_logo_keeps_its_proportions_on_the_page() -> None:
    wide, high = read_logo(_png(1000, 100)), read_logo(_png(100, 1000))
    assert (wide.width, wide.height) == (260, 26)
    assert (high.width, high.height) == (5, 52)
    assert b64decode(wide.address.removeprefix("data:image/png;base64,")) == _png(1000, 100)


@pytest.mark.parametrize(
    "logo",
    [
        _svg(),
        _svg(attributes='width="40px" height="20px"'),
        _svg('<defs><linearGradient id="a"/></defs><g fill="url(#a)"><use href="#b"/></g>'),
        _svg("<style>rect { fill: #123456; }</style><title>A council</title>" + SQUARE),
    ],
)
def test_an_svg_of_shapes_is_taken(logo: bytes) -> None:
    taken = read_logo(logo)
    assert (taken.width, taken.height) == (104, 52)
    assert taken.address.startswith("data:image/svg+xml;base64,")


@pytest.mark.parametrize(
    ("logo", "why"),
    [
        (b"GIF89a", "it is neither a PNG nor an SVG picture"),
        (b"\x89PNG\r\n\x1a\n" + bytes(2_000_000), "it is larger than 1 MB"),
        (_png(0, 0), "it does not say how large it is"),
        (_svg(attributes=""), "it does not say how large it is"),
        (b"<svg><rect></svg>", "it is no sound SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + _svg(), "it has declarations"),
        (b'<?xml-stylesheet href="https://a.example"?>' + _svg(), "it has declarations"),
        (_svg("<script>alert(1)</script>"), "a part that is no shape: “script”"),
        (_svg("<foreignObject/>"), "a part that is no shape: “foreignObject”"),
        (_svg('<image href="https://a.example/a.png"/>'), "a part that is no shape: “image”"),
        (_svg("<animate/>"), "a part that is no shape: “animate”"),
        (_svg("<text>Council</text>"), "its words need a typeface"),
        (_svg('<rect onclick="alert(1)"/>'), "it would run a program: “onclick”"),
        (_svg('<use href="https://a.example/#a"/>'), "it asks for something from elsewhere"),
        (_svg('<rect fill="url(https://a.example)"/>'), "it asks for something from elsewhere"),
        (_svg("<style>@import 'a.css';</style>"), "it asks for something from elsewhere"),
    ],
)
def test_a_logo_that_could_do_more_than_be_seen_is_refused(logo: bytes, why: str) -> None:
    with pytest.raises(LogoFault, match=why):
        read_logo(logo)


def test_the_style_sheet_holds_any_words_without_ending() -> None:
    look = brand_look(Brand(classification='"</style>', footer="O'Neill & Co \\"), NO_LOGO)
    assert 'content: "\\22 \\3c \\2f style\\3e "' in look.style
    assert 'content: "O\\27 Neill \\26  Co \\5c "' in look.style


def test_a_plan_without_a_brand_has_no_look() -> None:
    assert brand_look(Brand(), NO_LOGO) == BrandLook()


def test_a_font_stands_before_our_own() -> None:
    style = brand_look(Brand(font="Gill Sans"), NO_LOGO).style
    assert style == 'html { font-family: "Gill Sans", system-ui, Arial, sans-serif; }'


def test_an_embedded_picture_comes_to_every_paper_with_its_words() -> None:
    page = '<img src="data:image/png;base64,AA==" alt="Logo" width="90" height="30">'
    [picture] = read_html_page(page).blocks
    assert isinstance(picture, BlockPicture)
    assert picture.title == "Logo"
    assert 'width="90" height="30"><image href="data:image/png;base64,AA=="' in picture.source


def test_of_a_picture_that_is_only_linked_there_are_its_words() -> None:
    blocks = read_html_page(
        '<img src="https://a.example/a.png" alt="Logo"><img src="b.png">'
    ).blocks
    assert "Logo" in str(blocks)
    assert "b.png" not in str(blocks)


def test_a_colour_and_a_typeface_that_are_none_are_told_how_they_are_written(
    tmp_path: Path,
) -> None:
    front = 'title: A\norganisation: B\nbrand: {accent: red, font: "Gill; Sans"}\n'
    problems = loaded(small_plan(tmp_path, plan=front)).problems
    assert [problem.hint for problem in problems] == [
        "write # and six figures or letters a to f, in quotes, such as '#1d3557'",
        "write the name of one typeface, such as Arial",
    ]


def test_a_plan_whose_front_matter_cannot_be_read_has_no_look(tmp_path: Path) -> None:
    plan = loaded(small_plan(tmp_path, plan="title: [")).plan
    assert plan_brand(plan, tmp_path) == BrandLook()
