"""A page as elements within elements, as a browser makes them."""

import pytest

from planctl.load.html_tree import DEPTH_LIMIT, HtmlElement, parse_html


def _body(page: str) -> str:
    return next(parse_html(page).within("body")).markup


@pytest.mark.parametrize(
    ("page", "markup"),
    [
        ("<p>one<p>two", "<body><p>one</p><p>two</p></body>"),
        ("<b title='a \"b\"'>&lt;", '<body><b title="a &quot;b&quot;">&lt;</b></body>'),
        (
            "<table><tr><td>a",
            "<body><table><tbody><tr><td>a</td></tr></tbody></table></body>",
        ),
        (
            '<svg viewBox="0 0 1 1"><linearGradient/></svg>',
            '<body><svg viewBox="0 0 1 1"><linearGradient></linearGradient></svg></body>',
        ),
        ("<!doctype html><!-- no --><input checked>", '<body><input checked=""></input></body>'),
    ],
)
def test_a_page_is_made_whole_as_a_browser_makes_it(page: str, markup: str) -> None:
    assert _body(page) == markup


def test_an_element_knows_its_classes_its_text_and_what_is_within() -> None:
    element = next(parse_html("<p class='a b'>one <i>two</i><b><i>three</i></b>").within("p"))
    assert (element.role, element.classes, element["id"]) == ("a", ["a", "b"], "")
    assert element.text == "one twothree"
    assert [italic.text for italic in element.within("i")] == ["two", "three"]
    assert [child.tag for child in element.elements] == ["i", "b"]
    assert HtmlElement("p").role == ""


def test_what_stands_too_deep_stands_side_by_side() -> None:
    page = "<div>" * DEPTH_LIMIT * 3 + "x"
    assert "x" in parse_html(page).text
