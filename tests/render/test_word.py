"""The pack as a Word document: nothing is lost, and Word finds its way in it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

import pytest
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph
from lxml import etree

from pages import PAGES, everything, ours, text_of
from planctl.model.words import COLUMN_NAMES
from planctl.render import template_folder
from planctl.render.block.blocks import Block, BlockTable, Group
from planctl.render.block.html_reader import read_html_page
from planctl.render.block.text_style import pack_colours
from planctl.render.brand import PaperDetails
from planctl.render.word.document import outer_headings, write_word
from seen import words_of
from written import Written, name_of

pytestmark = pytest.mark.slow

IMPRINT: Final = PaperDetails("A plan", "A council", date(2024, 3, 13))
# The order that Word demands within a mark; what is not named here we do not write.
ORDER: Final = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind jc "
    "outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs i iCs strike color sz szCs u bdr shd lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "sectPr": "footerReference type pgSz pgMar",
    "inline": "extent docPr cNvGraphicFramePr graphic",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "style": "name basedOn next qFormat pPr rPr tblPr tblStylePr",
}


SEVERAL: Final = {"tr", "tc", "tblStylePr"}
# One of everything, and hostile texts, have all that our own plan has.
EACH: Final = pytest.mark.parametrize("page", [page for page in PAGES if page is not ours])
Page = Callable[[Path], str]


def written(page: str) -> Written:
    """The document of a page."""
    return Written(write_word(read_html_page(page), IMPRINT))


@cache
def document_of(page: Page) -> Written:
    """The document of one of the pages, which is made once and only read."""
    return written(text_of(page))


def _body(page: str) -> tuple[Block, ...]:
    """The blocks of a page without what only helps to move about in it."""
    skip, *blocks = read_html_page(page).blocks
    assert words_of([skip])[0] == "Skip"
    return tuple(blocks)


def _words(words: Iterable[str]) -> Counter[str]:
    """Words without the full stop that parts the title of a picture from its words."""
    return Counter(word.rstrip(".") for word in words if word.strip("."))


@EACH
def test_no_word_of_a_pack_is_lost_and_none_is_made_up(page: Page) -> None:
    made = re.sub(r'<abbr title="[^"]*"', "<abbr", text_of(page))
    blocks = _body(made)
    (main,) = (each for each in blocks if isinstance(each, Group) and each.anchor == "main")
    navs = [each for each in main.blocks if isinstance(each, Group) and each.role == "nav"]
    listed = [block for nav in navs for block in nav.blocks[1:]]
    contents = [heading for heading in outer_headings(blocks) if heading.level == 2 and navs]
    expected = _words(words_of(blocks)) - _words(words_of(listed))
    for table in _plans(blocks):
        heads = [_words(words_of(cell.blocks)) for cell in table.head[0].cells]
        expected -= sum(heads, Counter())
        expected += sum(heads[1:] * len(table.rows), Counter())
    assert _words(written(made).words) == expected + _words(words_of(contents))


def _plans(blocks: Iterable[Block]) -> Iterator[BlockTable]:
    """The tables of nine columns, of which each card names the columns again."""
    for block in blocks:
        if isinstance(block, BlockTable) and block.is_plan:
            yield block
        elif isinstance(block, Group):
            yield from _plans(block.blocks)


@EACH
def test_what_the_document_is_made_of_stands_in_the_order_that_word_demands(page: Page) -> None:
    made = document_of(page)
    for part in (made.body, etree.fromstring(made.parts["word/styles.xml"])):
        for mark in part.iter(*(f"{{*}}{name}" for name in ORDER)):
            inside = [name_of(each) for each in mark]
            order = ORDER[name_of(mark)].split()
            places = [order.index(name) for name in inside]
            assert places == sorted(places)
            assert all(inside.count(name) == 1 for name in {*inside} - SEVERAL)


@EACH
def test_every_style_is_there_and_every_link_has_its_place(page: Page) -> None:
    made = document_of(page)
    styles = {style.style_id for style in made.document.styles}
    assert {v for name in ("pStyle", "rStyle", "tblStyle") for v in made.values(name)} <= styles
    places = made.values("bookmarkStart", "name")
    assert len(set(places)) == len(places)
    assert all(re.fullmatch(r"\w{1,40}", place, re.ASCII) for place in places)
    assert {link for link in made.values("hyperlink", "anchor") if link} <= set(places)
    ids = [*made.values("bookmarkStart", "id"), *made.drawing_ids]
    assert len(set(ids)) == len(ids)


@EACH
def test_every_cell_ends_with_a_paragraph_and_every_row_fills_its_table(page: Page) -> None:
    made = document_of(page)
    assert made.tables
    for table in made.tables:
        columns = len([*table[1]])
        for row in (each for each in table if name_of(each) == "tr"):
            cells = [each for each in row if name_of(each) == "tc"]
            spans = [[*cell[0].iter("{*}gridSpan")] for cell in cells]
            assert sum(int(span[0].values()[0]) if span else 1 for span in spans) == columns
            assert {name_of(cell[-1]) for cell in cells} == {"p"}


@EACH
def test_a_picture_has_its_words_or_only_decorates(page: Page) -> None:
    made = document_of(page)
    decorations = made.parts["word/document.xml"].count(b"adec:decorative ")
    assert made.pictures.count("") == decorations
    assert len(made.pictures) >= ("<svg" in text_of(page))


def test_the_same_pack_gives_the_same_document() -> None:
    page = read_html_page(text_of(everything))
    assert write_word(page, IMPRINT) == write_word(page, IMPRINT)


def test_the_document_says_what_it_is_and_whose() -> None:
    about = written("<html lang='en-GB'><title>A pack</title><p>Words</html>").document
    said = about.core_properties
    assert (said.title, said.author, said.language) == ("A pack", "A council", "en-GB")
    assert said.subject == "As at 13 March 2024"
    assert said.created == said.modified == datetime(2024, 3, 13, tzinfo=UTC)
    assert said.comments == ""
    assert 'w:lang w:val="en-GB"' in about.styles.element.xml


def test_an_action_of_the_full_plan_is_a_card_of_two_columns() -> None:
    made = document_of(everything)
    [row] = made.cards[0].rows
    left, beside = row.cells
    names = [
        paragraph.text
        for cell in (left, beside)
        for paragraph in cell.paragraphs
        if paragraph.style and paragraph.style.name == "Table Head"
    ]
    assert sorted(names) == sorted(COLUMN_NAMES[1:])
    assert names[0] == "Actions"
    assert beside.paragraphs[1].text == "■\u00a0Blue"
    assert made.values("pgSz", "w") == ["11906"]


def test_the_items_of_a_card_are_paragraphs_of_its_list() -> None:
    first = document_of(everything).cards[0].rows[0].cells[0]
    items = [(each.text, each.style.name if each.style else "") for each in first.paragraphs]
    bullet = "Plan List Bullet"
    assert items[:4] == [
        ("Actions", "Table Head"),
        ("Do it", bullet),
        ("Do it again", bullet),
        ("Then write it down", bullet),
    ]


def test_an_action_has_a_heading_over_its_card_and_an_area_over_its_actions() -> None:
    made = document_of(everything)
    blocks = [*made.document.iter_inner_content()]
    at = next(
        n
        for n, block in enumerate(blocks)
        if isinstance(block, DocxTable) and block.style and block.style.name == "Board Card"
    )
    headings = [block for block in blocks[at - 2 : at] if isinstance(block, DocxParagraph)]
    assert [(each.style.name if each.style else "", each.text) for each in headings] == [
        ("Heading 2", "Area 1: Practice with children"),
        ("Heading 3", "1.1 Embedded"),
    ]


def test_word_fills_in_the_page_numbers_of_the_contents_on_opening() -> None:
    settings = written("<html lang='en-GB'><title>A</title><p>B</html>").parts["word/settings.xml"]
    assert b'<w:updateFields w:val="true"/>' in settings


def test_the_contents_are_filled_in_and_lead_to_the_headings() -> None:
    made = document_of(everything)
    lines = [p for p in made.document.paragraphs if p.style and p.style.name == "toc 1"]
    assert lines[0].text.strip() == "Highlights"
    assert lines[-1].text.strip() == "Glossary and roles"
    assert len(made.values("hyperlink", "anchor")) > len(lines) == 15
    assert " TOC " in made.instructions[0]


def test_every_page_has_its_number_and_the_day() -> None:
    made = written("<section><table class=plan><tr><td>x</table></section>")
    [section] = made.document.sections
    assert section.footer.paragraphs[0].text == "A plan, as at 13 March 2024\tPage 1 of 1"


def test_an_abbreviation_is_explained_where_it_is_first_used_in_a_sentence() -> None:
    qa = '<abbr title="Quality assurance">QA</abbr>'
    made = written(f"<h2>{qa}</h2><table><tr><td>{qa}</table><p>{qa} and {qa}</p><p>{qa}</p>")
    said = [p.text for p in made.document.paragraphs if p.text]
    assert said == ["QA", "QA (Quality assurance) and QA", "QA"]
    assert made.document.tables[0].rows[0].cells[0].text == "QA"


def test_a_rating_is_a_word_in_a_style_of_its_own_that_is_not_torn_apart() -> None:
    made = written('<p><span class="rag grey"><span aria-hidden="true">○</span> Not rated</span>')
    (paragraph,) = made.document.paragraphs
    assert paragraph.text == "○\u00a0Not\u00a0rated"
    assert made.values("rStyle") == ["RatingGrey"]


def test_a_rating_of_no_known_colour_is_a_word_like_any_other() -> None:
    assert written('<p><span class="rag mauve">M</span>').values("rStyle") == []


def test_what_was_put_in_or_taken_out_says_so_in_words() -> None:
    made = written('<p><ins><span class="heard">Put in: </span>x</ins> <del>y</del>')
    assert made.document.paragraphs[0].text == "Put in: x y"
    assert made.values("rStyle") == ["PutIn", "TakenOut"]


@pytest.mark.parametrize(
    ("target", "link", "address"),
    [
        ("#here", True, None),
        ("#nowhere", False, None),
        ("https://example.org/a?b=1&c", True, "https://example.org/a?b=1&c"),
    ],
)
def test_a_link_leads_to_a_place_or_an_address_or_is_plain_words(
    target: str, *, link: bool, address: str | None
) -> None:
    made = written(f'<h2 id="here">H</h2><p><a href="{escape(target)}">words</a>')
    assert made.document.paragraphs[1].text == "words"
    links = [*made.document.paragraphs[1].hyperlinks]
    assert bool(links) is link
    assert {each.address for each in links} == ({address or ""} if link else set())


def test_the_same_address_is_named_once() -> None:
    made = written('<p><a href="https://e.example">a</a> <a href="https://e.example">b</a>')
    assert made.parts["word/_rels/document.xml.rels"].count(b"e.example") == 1


def test_a_list_with_numbers_begins_anew_at_its_own_number() -> None:
    made = written('<ol><li>a</li></ol><ol start="5"><li>b<ul><li>c<ul><li>d</ul></ul></ol>')
    assert made.values("numId") == ["3", "4"]
    assert b'w:startOverride w:val="5"' in made.parts["word/numbering.xml"]
    assert made.values("pStyle")[:4] == ["ListNumber", "ListNumber", "ListBullet2", "ListBullet3"]


def test_lists_within_lists_are_no_deeper_than_word_has_styles_for() -> None:
    made = written("<ul><li>a<ul><li>b<ul><li>c<ul><li>d</ul></ul></ul></ul>")
    names = ["ListBullet", "ListBullet2", "ListBullet3", "ListBullet3"]
    assert made.values("pStyle") == names


def test_an_item_that_begins_with_a_table_keeps_it() -> None:
    made = written("<ul><li><table><tr><td>a</table>b</ul>")
    assert made.words == ["a", "b"]


def test_a_numbered_list_in_a_cell_has_its_numbers() -> None:
    made = written("<table><tr><td><ol><li>a</ol></table>")
    assert made.values("numId") == ["3"]
    assert made.values("pStyle")[0] == "TableBullet"


def test_cells_that_span_columns_and_rows_span_them_in_word() -> None:
    made = written("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td>e</table><p>f")
    rows = [[cell.text for cell in row.cells] for row in made.document.tables[0].rows]
    assert rows == [["a", "b", "b"], ["a", "c", "d"], ["e", "", ""]]


def test_a_plan_of_other_columns_is_laid_out_by_what_it_holds() -> None:
    made = written('<table class="plan"><tr><th>A<th>B<tr><td>a<td>b</table>')
    assert len(made.values("gridCol", "w")) == 2


def test_a_table_of_nothing_is_a_table() -> None:
    assert written("<table></table>").document.tables[0].rows[:] == []


def test_a_long_text_gets_a_wide_column_and_a_short_one_a_narrow_one() -> None:
    made = written(f"<table><tr><td>7<td>{'words ' * 90}<td>{'word ' * 30}</table>")
    short, long, middle = map(int, made.values("gridCol", "w"))
    assert short < middle < long
    assert short + long + middle == 9638


def test_many_columns_of_long_words_still_fit_the_page() -> None:
    made = written(f"<table><tr>{'<td>Extraordinarily'.join([''] * 13)}</table>")
    assert sum(map(int, made.values("gridCol", "w"))) == 9638


def test_short_rows_stay_on_one_page_and_long_ones_may_part() -> None:
    made = written(f"<table><tr><td>a<tr><td>{'words ' * 900}</table>")
    assert [row.is_whole for row in made.rows(made.document.tables[0])] == [True, False]


def test_names_with_a_long_meaning_or_several_stand_above_them() -> None:
    made = written(f"<dl><dt>{'n' * 80}<dd>a</dl><dl><dt>b<dd>c<dd>d</dl>")
    assert made.values("pStyle") == ["Term", "TermText", "Term", "TermText", "TermText"]


def test_what_changed_stands_below_what_it_is_of_which_is_bold_as_a_whole() -> None:
    name = '1.2 <span class="name">Title</span>'
    made = written(f'<dl class="changes"><dt>{name}</dt><dd>Due later</dd></dl>')
    assert made.values("pStyle") == ["Term", "TermText"]
    assert made.values("b") == []


def test_names_stand_beside_their_meaning_where_there_is_one() -> None:
    made = written("<dl><dt>a<dd>b<dt>c</dl><dl></dl>")
    rows = [[cell.text for cell in row.cells] for row in made.document.tables[0].rows]
    assert rows == [["a", "b"], ["c", ""]]
    assert len(made.document.tables) == 1


def test_figures_stand_beside_each_other_with_the_number_large() -> None:
    items = "".join(f'<li class="figure red"><strong>{n}</strong> late</li>' for n in range(6))
    made = written(f'<ul class="figures">{items}</ul><ul class="figures"></ul>')
    rows = [[cell.text for cell in row.cells] for row in made.document.tables[0].rows]
    assert rows == [[f"{n}\nlate" for n in range(5)], ["5\nlate", "", "", "", ""]]
    assert made.values("rStyle") == ["Figure"] * 6
    assert pack_colours()["red"] in made.values("top", "color")


def test_figures_of_a_template_of_ones_own_may_be_anything() -> None:
    items = "<li>words<li><strong>7</strong><li><table><tr><td>a</table>"
    made = written(f'<ul class="figures">{items}</ul><ul class="steps"><li>b</ul>')
    assert made.words == ["words", "7", "a", "b"]


def test_a_note_names_itself_in_its_first_line() -> None:
    made = written('<div class="asks"><p>Do:</p><ul><li>a</ul><p class="x">b</div>')
    assert made.values("pStyle") == ["NoteTitle", "NoteBullet", "Note", "AfterTable"]


def test_a_section_begins_a_page_whatever_it_begins_with() -> None:
    made = written("<section><table><tr><td>a</table></section><section><h2>b</h2></section>")
    assert len(made.values("pageBreakBefore")) == 2
    assert made.words == ["a", "b"]


def test_a_paragraph_stands_on_one_page_with_the_picture_after_it() -> None:
    inside = '<p>a</p><figure class="x"><svg/></figure><p>b</p><svg/><p>c</p>'
    made = written(f"<article>{inside}</article>")
    keeps = [len([*p.iter("{*}keepNext")]) for p in made.body.iter("{*}p")]
    assert keeps == [1, 0, 1, 0, 0]


def test_a_picture_that_cannot_be_drawn_is_its_words() -> None:
    made = written("<svg><title>Late</title><desc>3 of 7</desc><a b='</svg><svg c='<</svg>")
    assert " ".join(made.words).startswith("Late. 3 of 7")


def test_a_small_table_stays_on_one_page_with_the_pictures_in_it() -> None:
    made = written("<table><tr><td>a<svg/><tr><td>b<svg/></table>")
    keeps = [len([*p.iter("{*}keepNext")]) for p in made.body.iter("{*}p")]
    assert keeps == [1, 1, 1, 0, 0]


def test_a_paragraph_stands_on_one_page_with_its_verdict_and_the_table_after_it() -> None:
    inside = '<p>a</p><p class="gap">b</p><table><tr><td>c<tr><td>d</table><p>e</p>'
    made = written(f"<article>{inside}</article>")
    keeps = [len([*p.iter("{*}keepNext")]) for p in made.body.iter("{*}p")]
    assert keeps == [1, 1, 1, 0, 0, 0]


def test_no_page_ends_after_the_first_row_of_a_long_table() -> None:
    rows = "".join(f"<tr><td>{n}" for n in range(6))
    made = written(f"<table><thead><tr><th>Head<tbody>{rows}</table>")
    keeps = [len([*p.iter("{*}keepNext")]) for p in made.body.iter("{*}p")]
    assert keeps == [1, 1, 0, 0, 0, 0, 0, 0]


def test_a_decoration_that_cannot_be_drawn_is_left_out() -> None:
    assert written("<p>a</p><svg><a b='</svg><svg c='<</svg>").pictures == []


def test_a_picture_without_a_size_of_its_own_has_the_shape_of_its_drawing() -> None:
    made = written('<svg viewBox="0 0 400 100"><title>T</title><text x="9">漢</text></svg>')
    (extent,) = made.body.iter("{*}extent")
    assert int(extent.get("cx", 0)) == pytest.approx(4 * int(extent.get("cy", 0)), rel=0.01)


def test_control_characters_show_as_unknown_and_break_nothing() -> None:
    made = written("<title>a\x01</title><p>b\x07c\ufffe</p><table><caption>d\x1f</table>")
    assert made.words == ["b\ufffdc\ufffd", "d\ufffd"]
    assert made.document.core_properties.title == "a\ufffd"


def test_a_contents_without_headings_is_its_name() -> None:
    made = written('<nav><p class="nav-title">Contents</p><ol><li>x</ol></nav>')
    assert [p.text for p in made.document.paragraphs] == ["Contents"]


def test_a_heading_without_an_anchor_is_listed_without_a_link() -> None:
    made = written("<nav><p>Contents</p></nav><h2>Words</h2>")
    assert [p.text for p in made.document.paragraphs] == ["Contents", "Words", "Words"]
    assert not made.values("hyperlink", "anchor")


def test_the_colours_of_the_document_are_those_of_the_page() -> None:
    styles = written("<p>x").parts["word/styles.xml"].decode("utf-8")
    assert b"{" not in styles.encode("utf-8")
    css = (template_folder() / "board.css").read_text("utf-8")
    for name in ("red", "amber", "green", "blue", "accent"):
        assert f"--{name}: #{pack_colours()[name]}" in css
        assert pack_colours()[name] in styles


def test_headings_go_down_from_the_title_without_a_gap() -> None:
    made = written("".join(f"<h{n}>{n}</h{n}>" for n in range(1, 7)))
    names = ["Title", "Heading1", "Heading2", "Heading3", "Heading4", "Heading4"]
    assert made.values("pStyle") == names


def test_the_package_holds_what_it_needs_and_nothing_of_another_document() -> None:
    parts = written("<p>x").parts
    assert not [name for name in parts if "thumbnail" in name or "customXml" in name]
    assert sum(map(len, parts.values())) < 100_000
