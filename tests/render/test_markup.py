"""Light Markdown becomes HTML and Markdown; all else that a text holds is shown as text."""

from collections.abc import Callable
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from page import Page, one_line
from planctl.render.markup import (
    glossary_marker,
    plain_html,
    plain_markdown,
    prose_html,
    prose_markdown,
)

Gfm = Callable[[str], str]

# Nothing of these is light Markdown, so prose shows them as they are too.
HOSTILE: Final = (
    "<script>alert(1)</script>",
    "</td></tr></table>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "<!-- gone",
    "-->",
    "<?php",
    "<![CDATA[x]]>",
    "{{ 7*7 }}",
    "{% raw %}{{ x }}{% endraw %}",
    "{# gone #}",
    "a | b || c",
    "|",
    "=cmd()",
    "](javascript:alert(1))",
    "[x](javascript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "![x](data:text/html,x)",
    "[x][y] [y]: http://e",
    "[^1] [[wiki]] [ ]",
    "<http://e>",
    "http://e.example/a_b_c?d=*e",
    "www.e.example",
    "a `code` ``b`` ```",
    "~~gone~~ ~~~",
    "$x$ $$y$$ £5 to $6",
    ":tada: 10:30:00",
    "#1 @somebody x^2^",
    "&lt;b&gt; &amp; &#60; &copy;",
    "# a heading",
    "> a quotation",
    "---",
    "===",
    ":-- | --:",
    "snake_case_name 2 * 3 * 4",
    "* * *",
    "ends with a backslash \\",
    "\u202ereversed\u202c \u200fright to left\u200e",
    "zero\u200bwidth \U0001f389",
)
# A list to prose, and text to all that is plain.
LISTS: Final = ("- a", "+ a", "* a", "1. a", "23) a", "-", "+", "1.", "-\u00a0a")
# A backslash before a mark is light Markdown too, and so are pairs of stars and safe links.
MARKED: Final = ("\\*a\\* \\| \\\\", "**a** _b_", "[x](http://e)", "![x](http://e)")


def cell(gfm: Gfm, made: str) -> str:
    """What a table cell with this Markdown shows."""
    page = Page(gfm(f"| head | next |\n| - | - |\n| {made} | kept |\n"))
    assert page.rows == [[2, 2]]
    assert page.cells[3] == "kept"
    return page.cells[2]


def paragraph(gfm: Gfm, made: str) -> str:
    """What a paragraph with this Markdown shows; it is nothing but a paragraph."""
    page = Page(gfm(f"before\n\n{made}\n\nafter\n"))
    assert page.parts <= {("p", ""), ("strong", ""), ("em", "")}
    return page.text.removeprefix("before ").removesuffix(" after")


@pytest.mark.parametrize("text", [*HOSTILE, *LISTS, *MARKED])
def test_a_plain_text_is_shown_to_the_character(text: str, gfm: Gfm) -> None:
    assert cell(gfm, plain_markdown(text)) == one_line(text)
    assert paragraph(gfm, plain_markdown(text)) == one_line(text)
    page = Page(plain_html(text, str))
    assert (page.text, page.parts, page.others) == (one_line(text), set(), [])


@pytest.mark.parametrize("text", HOSTILE)
def test_prose_shows_what_is_not_light_markdown(text: str, gfm: Gfm) -> None:
    assert cell(gfm, prose_markdown(text)) == one_line(text)
    assert paragraph(gfm, prose_markdown(text)) == one_line(text)
    page = Page(prose_html(text, str))
    assert (page.text, page.parts, page.others) == (one_line(text), set(), [])


# What comes in, the HTML and the Markdown that go out, and what GitHub then shows.
LIGHT: Final = {
    "nothing": ("", "", "", ""),
    "bold": ("a **b** __c__", "a <strong>b</strong> <strong>c</strong>", "a **b** **c**", "a b c"),
    "italics": ("*a* _b_", "<em>a</em> <em>b</em>", "*a* *b*", "a b"),
    "side by side": ("*a*_b_", "<em>a</em><em>b</em>", "*a*<!-- -->*b*", "ab"),
    "bold side by side": (
        "**a**__b__",
        "<strong>a</strong><strong>b</strong>",
        "**a**<!-- -->**b**",
        "ab",
    ),
    "within each other": ("*a _b_*", "<em>a <em>b</em></em>", "*a b*", "a b"),
    "both": ("***a***", "<em><strong>a</strong></em>", "***a***", "a"),
    "escaped": ("\\*a\\*", "*a*", "\\*a\\*", "*a*"),
    "a link": ("[a](http://b)", '<a href="http://b">a</a>', "[a](<http://b>)", "a"),
    "two links": (
        "[a](http://b) [c](https://d|e)",
        '<a href="http://b">a</a> <a href="https://d%7Ce">c</a>',
        "[a](<http://b>) [c](<https://d%7Ce>)",
        "a c",
    ),
    "a link to write to": (
        "[a](mailto:b@c.example)",
        '<a href="mailto:b@c.example">a</a>',
        "[a](<mailto:b@c.example>)",
        "a",
    ),
    "a bold link": (
        "[**a**](http://b)",
        '<a href="http://b"><strong>a</strong></a>',
        "[**a**](<http://b>)",
        "a",
    ),
    "an image is a link": (
        "![a](http://b)",
        '!<a href="http://b">a</a>',
        "\\![a](<http://b>)",
        "!a",
    ),
    "a quote in an address": (
        '[a](<http://b/" onclick="c>)',
        '<a href="http://b/%22%20onclick=%22c">a</a>',
        "[a](<http://b/%22%20onclick=%22c>)",
        "a",
    ),
    "a line end": ("a\nb", "a\nb", "a b", "a b"),
    "a line break": ("a  \nb", "a<br>\nb", "a<br>b", "a b"),
    "paragraphs": ("a\n\nb", "<p>a</p>\n<p>b</p>\n", "a<br>b", "a b"),
    "bullets": ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n", "• a<br>• b", "• a • b"),
    "numbers": (
        "3. a\n4. b",
        '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n',
        "3\\. a<br>4\\. b",
        "3. a 4. b",
    ),
    "numbers with brackets": (
        "1) a\n2) b",
        "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n",
        "1\\) a<br>2\\) b",
        "1) a 2) b",
    ),
    "a list within a list": (
        "1. a\n   - b\n2. c",
        "<ol>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ol>\n",
        "1\\. a<br>• b<br>2\\. c",
        "1. a • b 2. c",
    ),
    "words and a list": (
        "a\n- b",
        "<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n",
        "a<br>• b",
        "a • b",
    ),
    "an item that is empty": ("- a\n-", "<ul>\n<li>a</li>\n<li></li>\n</ul>\n", "• a", "• a"),
    "a lone hyphen": ("-", "-", "\\-", "-"),
    "a lone number": (" 1. ", "1.", "1\\.", "1."),
    "deeper than a list can be": (
        "- " * 30 + "a",
        "- " * 30 + "a",
        "\\" + "- " * 30 + "a",
        "- " * 30 + "a",
    ),
}


@pytest.mark.parametrize(("text", "html", "markdown", "shown"), LIGHT.values(), ids=LIGHT)
def test_light_markdown_is_printed_in_both_formats(
    text: str, html: str, markdown: str, shown: str, gfm: Gfm
) -> None:
    assert prose_html(text, str) == html
    assert prose_markdown(text) == markdown
    assert cell(gfm, prose_markdown(text)) == one_line(shown)


def test_an_image_of_the_text_is_never_loaded(gfm: Gfm) -> None:
    page = Page(gfm(f"{prose_markdown('![x](http://e)')}\n\n{plain_markdown('![x](http://e)')}\n"))
    assert page.parts == {("p", ""), ("a", ""), ("a", "href")}


# A file of a plan can hold any of these characters; all others its reader refuses.
CHARACTERS: Final = st.characters(
    exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"
)
SIGNS: Final = st.sampled_from("ab1 .*_~`|\\[]()<>{}#+-=!$^&;:/@w\u00a0\"'%")
LINES: Final = st.lists(
    st.text(CHARACTERS | SIGNS, min_size=1).filter(str.strip), min_size=1, max_size=20
)


@given(LINES)
@example(["\\", "\\|", "a\\", "<br>", "&lt;", "`|`"])
def test_a_cell_shows_just_the_plain_text_that_it_was_given(gfm: Gfm, lines: list[str]) -> None:
    rows = "".join(f"| {plain_markdown(line)} |\n" for line in lines)
    page = Page(gfm(f"| head |\n| - |\n{rows}"))
    assert page.cells == ["head", *map(one_line, lines)]


@given(LINES)
def test_a_paragraph_shows_just_the_plain_text_that_it_was_given(
    gfm: Gfm, lines: list[str]
) -> None:
    page = Page(gfm("\n\n".join(map(plain_markdown, lines))))
    assert page.text == one_line(" ".join(lines))


@given(st.text(CHARACTERS | SIGNS))
def test_html_shows_just_the_plain_text_that_it_was_given(text: str) -> None:
    page = Page(plain_html(text, str))
    assert (page.text, page.parts, page.others) == (one_line(text), set(), [])


@given(st.lists(st.text("ab1 \n.*_|\\[]()<>!+-", min_size=1).filter(str.strip), max_size=20))
def test_prose_says_the_same_in_both_formats(gfm: Gfm, texts: list[str]) -> None:
    rows = "".join(f"| {prose_markdown(text)} |\n" for text in texts)
    page = Page(gfm(f"| head |\n| - |\n{rows}"))
    assert len(page.cells) == len(texts) + 1
    for text, shown in zip(texts, page.cells[1:], strict=True):
        html = Page(prose_html(text, str))
        if not html.parts & {("ul", ""), ("ol", "")}:
            assert shown == html.text


GLOSSARY: Final = {"CP": "Child protection", "CP Chair": "Chair", "Q&A": '"Asked" & answered'}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A CP plan", 'A <abbr title="Child protection">CP</abbr> plan'),
        ("CPs", '<abbr title="Child protection">CP</abbr>s'),
        ("CP Chair", '<abbr title="Chair">CP Chair</abbr>'),
        (
            "Q&A",
            '<abbr title="&quot;Asked&quot; &amp; answered">Q&amp;A</abbr>',
        ),
        ("CPD, LCP and cp", "CPD, LCP and cp"),
        ("&CP;", "&amp;CP;"),
    ],
)
def test_the_terms_of_the_glossary_are_explained(text: str, html: str) -> None:
    assert plain_html(text, glossary_marker(GLOSSARY, ())) == html
    assert prose_html(text, glossary_marker(GLOSSARY, ())) == html


def test_a_term_is_explained_within_bold_and_not_in_an_address() -> None:
    made = prose_html("**CP** [CP](http://CP)", glossary_marker(GLOSSARY, ()))
    abbr = '<abbr title="Child protection">CP</abbr>'
    assert made == f'<strong>{abbr}</strong> <a href="http://CP">{abbr}</a>'


@pytest.mark.parametrize("term", ["<script>", "&", "amp", "lt", ";", '"', "<b onclick=x>", "quot"])
def test_a_hostile_term_breaks_no_text(term: str) -> None:
    text = f'{term} <script> & &amp; &lt; " ; x'
    page = Page(plain_html(text, glossary_marker({term: "<i>meaning</i>"}, ())))
    assert page.text == one_line(text)
    assert page.parts <= {("abbr", ""), ("abbr", "title")}
    assert page.others == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ask CP lead what it says", "Ask CP lead what it says"),
        ("the CP leads", "the CP leads"),
        ("SM & CP, then", "SM &amp; CP, then"),
        ("CP leadership", '<abbr title="Child protection">CP</abbr> leadership'),
        ("CP of CP lead", '<abbr title="Child protection">CP</abbr> of CP lead'),
    ],
)
def test_a_term_within_the_name_of_a_role_is_not_explained(text: str, html: str) -> None:
    assert plain_html(text, glossary_marker(GLOSSARY, ["CP lead", "SM & CP"])) == html


def test_a_role_that_is_a_term_itself_is_explained() -> None:
    made = plain_html("CP", glossary_marker(GLOSSARY, ["CP"]))
    assert made == '<abbr title="Child protection">CP</abbr>'


def test_without_a_glossary_nothing_is_marked() -> None:
    assert glossary_marker({}, ["CP lead"])("CP") == "CP"
