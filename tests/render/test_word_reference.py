"""The heading styles of another document: its looks are taken, whatever they are based on."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Pt, RGBColor
from lxml import etree

from make import AS_AT
from planctl.render.block.html_reader import read_html_page
from planctl.render.brand import PaperDetails
from planctl.render.word.document import write_word
from planctl.render.word.reference import ReferenceFault, take_heading_styles
from written import Written

PAGE = "<html lang='en-GB'><title>A</title><h1>A</h1><h2>B</h2></html>"


def _house(*, based_on_itself: bool = False) -> bytes:
    """A document whose first heading is green, 20 points and in a typeface of its own."""
    document = Document()
    heading = document.styles["Heading 1"]
    heading.font.name, heading.font.size = "Gill Sans", Pt(20)
    heading.font.color.rgb = RGBColor(0, 0x55, 0)
    if based_on_itself:
        heading.base_style = heading
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _written(reference: bytes) -> Written:
    imprint = PaperDetails("A plan", "A council", AS_AT)
    return Written(write_word(read_html_page(PAGE), imprint, reference))


@pytest.mark.parametrize("based_on_itself", [False, True])
def test_a_heading_looks_as_in_the_document_of_the_house(*, based_on_itself: bool) -> None:
    document = _written(_house(based_on_itself=based_on_itself)).document
    heading = document.styles["Heading 1"]
    assert (heading.font.name, heading.font.size) == ("Gill Sans", Pt(20))
    assert heading.font.color.rgb == RGBColor(0, 0x55, 0)
    assert heading.element.find("{*}pPr/{*}outlineLvl") is not None


def test_a_typeface_of_a_theme_is_taken_by_its_name() -> None:
    title = _written(_house()).document.styles["Title"]
    assert title.font.name == "Calibri"
    assert b"Theme" not in etree.tostring(title.element)


def test_a_theme_of_more_than_5_mb_is_refused() -> None:
    reference = _package(**{"styles": b"<a/>", "theme/theme1": b" " * 6_000_000})
    with pytest.raises(ReferenceFault, match="larger than 5 MB"):
        take_heading_styles(etree.fromstring("<a/>"), reference)


def test_a_theme_that_is_not_there_gives_arial() -> None:
    without = BytesIO()
    with ZipFile(BytesIO(_house())) as old, ZipFile(without, "w") as new:
        for name in old.namelist():
            if "theme" not in name:
                new.writestr(name, old.read(name))
    assert _written(without.getvalue()).document.styles["Title"].font.name == "Arial"


def _package(**parts: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as package:
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return made.getvalue()


def test_what_the_document_does_not_have_stays_our_own() -> None:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    reference = _package(styles=f"<w:styles {names}/>".encode())
    assert _written(reference).document.styles["Heading 1"].font.size == Pt(19)


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"no zip", "it is no Word document"),
        (_package(), "it is no Word document"),
        (_package(styles=b"<a"), "it is no Word document"),
        (_package(styles=b" " * 6_000_000), "larger than 5 MB"),
    ],
)
def test_another_file_is_refused(file: bytes, why: str) -> None:
    with pytest.raises(ReferenceFault, match=why):
        take_heading_styles(etree.fromstring("<a/>"), file)
