"""A page becomes blocks: no word of it is lost, and each is what the page says it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pages import PAGES, text_of
from planctl.render.block.blocks import (
    Block,
    BlockHeading,
    BlockPicture,
    BlockTable,
    Cell,
    Group,
    Listing,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Span,
    TextStyle,
)
from planctl.render.block.html_reader import read_html_page
from seen import words_of, words_of_page


@pytest.mark.parametrize("page", PAGES)
def test_every_word_of_a_pack_is_in_its_blocks_and_in_order(
    page: Callable[[Path], str],
) -> None:
    made = text_of(page)
    assert words_of(read_html_page(made).blocks) == words_of_page(made)


def _block(page: str) -> Block:
    """The only block of a page."""
    (block,) = read_html_page(page).blocks
    return block


def _text(words: str) -> tuple[Paragraph, ...]:
    return (Paragraph((Span(words),)),)


def test_a_paper_has_the_title_and_the_language_of_its_page() -> None:
    made = read_html_page(
        '<html lang="en-GB"><head><title>A\n pack</title></head><body>Words</body></html>'
    )
    assert made == ("A pack", "en-GB", _text("Words"))


def test_a_page_without_a_title_has_none() -> None:
    assert read_html_page("Words") == ("", "", _text("Words"))


@pytest.mark.parametrize(
    ("html", "style"),
    [
        ("<strong>x</strong>", TextStyle(strong=True)),
        ("<b>x</b>", TextStyle(strong=True)),
        ("<em>x</em>", TextStyle(emphasis=True)),
        ("<strong><i>x</i></strong>", TextStyle(strong=True, emphasis=True)),
        ('<a href="#here">x</a>', TextStyle(target="#here")),
        ('<abbr title="a meaning">x</abbr>', TextStyle(meaning="a meaning")),
        ("<ins>x</ins>", TextStyle(change="in")),
        ("<del>x</del>", TextStyle(change="out")),
        ('<span class="rag red">x</span>', TextStyle(rating="red")),
        ('<span class="travel">x</span>', TextStyle(role="travel")),
        ('<span class="arrow" aria-hidden="true">x</span>', TextStyle(is_shape=True, role="arrow")),
        ('<del><span class="heard">x</span></del>', TextStyle(change="out")),
        ("<unknown>x</unknown>", TextStyle()),
    ],
)
def test_a_run_of_text_has_the_style_of_what_it_stands_in(html: str, style: TextStyle) -> None:
    assert _block(f"<p>{html}</p>") == Paragraph((Span("x", style),))


def test_a_sign_that_turns_the_writing_round_is_shown_as_unknown() -> None:
    assert _block("<p>by \u202e31 January</p>") == Paragraph((Span("by \ufffd31 January"),))


def test_white_space_is_single_and_none_stands_at_an_end() -> None:
    page = "<p>\n  one\t <strong> two </strong>\n three <em> </em> </p>"
    one, two, three = Span("one "), Span("two ", TextStyle(strong=True)), Span("three")
    assert _block(page) == Paragraph((one, two, three))


def test_a_space_that_does_not_break_stays() -> None:
    assert _block("<p>1&nbsp;May </p>") == Paragraph((Span("1\xa0May"),))


def test_a_line_break_stays_and_no_space_stands_beside_it() -> None:
    assert _block("<p>one <br> two<br></p>") == Paragraph((Span("one\ntwo\n"),))


def test_a_picture_that_is_no_svg_is_its_words() -> None:
    assert _block('<p>a<img src="x.png" alt="A logo">b<img alt=""></p>') == _text("a A logo b")[0]


def test_what_no_reader_sees_is_left_out() -> None:
    page = "<!-- no --><style>a {}</style><script>x</script><template>t</template><p>Words</p>"
    assert read_html_page(page).blocks == _text("Words")


def test_text_around_a_block_is_a_paragraph_of_its_own() -> None:
    page = "<div>before<ul><li>one<li>two</ul><b>after</b></div>"
    items = Listing((_text("one"), _text("two")))
    after = Paragraph((Span("after", TextStyle(strong=True)),))
    assert read_html_page(page).blocks == (*_text("before"), items, after)


def test_headings_have_their_level_and_anchor() -> None:
    assert _block('<h3 id="a">Words</h3><h4> </h4>') == BlockHeading(3, (Span("Words"),), "a")


def test_words_in_a_heading_are_one_run_whatever_holds_them() -> None:
    inner = (
        "a<div>b</div><ul><li>c</ul><dl><dt>d<dd>e</dl><table><caption>f<tr><td>g</table>"
        '<svg><title>h</title></svg><div class="x"><p>i<p>j</div><p>k'
    )
    heading = _block(f"<h2>{inner}</h2>")
    assert heading == BlockHeading(2, (Span("a b c d e f g h i j k"),))


@pytest.mark.parametrize(
    ("html", "first"),
    [("<ul>", None), ("<ol>", 1), ('<ol start="4">', 4), ('<ol start="x">', 1)],
)
def test_a_list_is_numbered_from_its_first_number_on(html: str, first: int | None) -> None:
    assert _block(f"{html}<li>x</li> <li></li>") == Listing((_text("x"),), "", first)


def test_what_stands_astray_in_a_list_is_an_item() -> None:
    assert _block("<ul>a<li>b</li><p>c</p></ul>") == Listing((_text("a"), _text("b"), _text("c")))


def test_names_stand_with_all_their_meanings() -> None:
    page = '<dl class="x"><div><dt>a</dt><dd>b</dd><dd>c</dd></div><dt>d</dt><dd>e</dd></dl>'
    first = Pair((Span("a"),), (_text("b"), _text("c")))
    assert _block(page) == Pairs((first, Pair((Span("d"),), (_text("e"),))), "x")


def test_what_stands_astray_among_names_is_a_meaning() -> None:
    page = "<dl>a<dt>b<dd>c<p>d</dl>"
    first, second = Pair((), (_text("a"),)), Pair((Span("b"),), ((*_text("c"), *_text("d")),))
    assert _block(page) == Pairs((first, second))


def test_a_table_has_a_caption_a_head_and_rows() -> None:
    page = (
        '<table class="rows" id="t"><caption>Words</caption>'
        '<thead><tr><th>A</th><th class="number">B</th></tr></thead>'
        '<tbody><tr id="r"><th>a</th><td>b</td></tr></tbody></table>'
    )
    head = Row((Cell(_text("A"), is_head=True), Cell(_text("B"), is_head=True, role="number")))
    row = Row((Cell(_text("a"), is_head=True), Cell(_text("b"))), "r")
    assert _block(page) == BlockTable((Span("Words"),), (head,), (row,), "rows", "t")


def test_a_first_row_that_only_names_columns_is_the_head_of_a_table() -> None:
    page = "<table><tr><th>A<th>B<tr><th>a<td>b</table>"
    head = Row((Cell(_text("A"), is_head=True), Cell(_text("B"), is_head=True)))
    row = Row((Cell(_text("a"), is_head=True), Cell(_text("b"))))
    assert _block(page) == BlockTable((), (head,), (row,))


def test_a_cell_knows_how_many_columns_and_rows_it_takes() -> None:
    page = '<table><tr><td colspan="2" rowspan="3">a<td colspan="0" rowspan="x">b</table>'
    row = Row((Cell(_text("a"), across=2, down=3), Cell(_text("b"))))
    assert _block(page) == BlockTable((), (), (row,))


def test_what_stands_astray_in_a_table_is_not_lost() -> None:
    page = "<table>a <tr>b<td>c</td> <p>d</p></tr><thead>e<tr><th>f</thead></table>"
    assert sorted(words_of(read_html_page(page).blocks)) == ["a", "b", "c", "d", "e", "f"]


def test_a_picture_keeps_its_source_and_its_words() -> None:
    page = (
        '<svg class="bar" viewBox="0 0 9 9"><title>A &lt; B</title><desc>1\n of 2</desc>'
        '<linearGradient/><path d="M0 0"></path><text>R &amp; A</text></svg>'
    )
    source = page.replace("<linearGradient/>", "<linearGradient></linearGradient>")
    assert _block(page) == BlockPicture(source, "A < B", "1 of 2", "bar")


def test_a_section_holds_its_blocks_and_a_box_without_a_name_is_nothing() -> None:
    page = '<section id="s"><div><p>a<p>b</div></section>'
    assert _block(page) == Group((*_text("a"), *_text("b")), "section", "s")


def test_a_box_of_one_paragraph_is_that_paragraph() -> None:
    assert _block('<div class="prose" id="a">Words</div>') == Paragraph(
        (Span("Words"),), "prose", "a"
    )
    assert _block('<div class="asks"><p>a</p><p>b</p></div>') == Group(
        (*_text("a"), *_text("b")), "asks"
    )


def test_a_caption_of_a_picture_is_a_paragraph_beside_it() -> None:
    page = "<figure><svg></svg><figcaption>Dots</figcaption><figcaption> </figcaption></figure>"
    caption = Paragraph((Span("Dots"),), "caption")
    assert _block(page) == Group((BlockPicture("<svg></svg>"), caption), "figure")


@pytest.mark.parametrize(
    "page",
    ["<p>a<p>b", "<p>a</b></p><p>b</p></div>", "<div><p>a</p><span>b", "a</p><p>b"],
)
def test_an_end_tag_too_few_or_too_many_changes_no_text(page: str) -> None:
    assert words_of(read_html_page(page).blocks) == ["a", "b"]


def test_a_table_within_a_cell_is_a_table_of_its_own() -> None:
    page = "<table><tr><td>a<table><tr><td>b<tr><td>c</table><td>d</table>"
    inner = BlockTable((), (), (Row((Cell(_text("b")),)), Row((Cell(_text("c")),))))
    row = Row((Cell((*_text("a"), inner)), Cell(_text("d"))))
    assert _block(page) == BlockTable((), (), (row,))
