"""A pack as PDF: every word of it, tagged for those who listen, and the same each time."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

import pytest
import typst
from pypdf import PdfReader

from boards import LAST_BOARD
from fill import Filler, filled
from make import AS_AT
from pages import PAGES, everything, hostile, ours, text_of
from paper import html_of
from planctl.model.edition import PackSize
from planctl.render.block.blocks import (
    Block,
    BlockHeading,
    BlockPaper,
    BlockPicture,
    BlockTable,
    Group,
    Paragraph,
    Span,
    TextStyle,
    inner_blocks,
)
from planctl.render.block.html_reader import read_html_page
from planctl.render.block.text_style import pack_colours
from planctl.render.brand import BrandLook, PaperDetails
from planctl.render.pdf import PdfFault, write_pdf

pytestmark = pytest.mark.slow

IMPRINT: Final = PaperDetails("A plan", "A council", AS_AT)


@cache
def _data(page: str) -> bytes:
    return write_pdf(read_html_page(page), IMPRINT)


def _made(page: str) -> PdfReader:
    return PdfReader(BytesIO(_data(page)))


def _of(*blocks: Block) -> BlockPaper:
    return BlockPaper("A pack", "en-GB", (BlockHeading(1, (Span("A pack"),)), *blocks))


def _tags(node: Any) -> Iterator[Any]:  # noqa: ANN401 - pypdf's own kinds of things
    """Every element of a PDF's structure."""
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from _tags(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _tags(node["/K"])


def _structure(made: PdfReader) -> list[Any]:
    root: Any = made.root_object
    return [*_tags(root["/StructTreeRoot"]["/K"])]


@pytest.mark.parametrize("page", PAGES)
def test_every_pack_fits_the_standard_of_accessible_pdf(
    page: Callable[[Path], str],
) -> None:
    made = _made(text_of(page))
    root: Any = made.root_object
    tags = Counter(each["/S"] for each in _structure(made))
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert tags["/H1"] == 1
    assert tags["/H2"] >= 5


@pytest.mark.parametrize(("size", "sections"), [(PackSize.HIGHLIGHT, 1), (PackSize.STANDARD, 9)])
def test_a_pack_of_each_size_fits_it_too(size: PackSize, sections: int, tmp_path: Path) -> None:
    made = _made(everything(tmp_path, size))
    root: Any = made.root_object
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    tags = Counter(each["/S"] for each in _structure(made))
    assert (tags["/H1"], tags["/H2"] >= sections) == (1, True)


def test_our_pack_has_the_tags_that_a_reader_finds_its_way_by() -> None:
    page = text_of(ours)
    tags = _structure(_made(page))
    kinds = Counter(each["/S"] for each in tags)
    assert kinds["/Table"] >= page.count("<table") - page.count('<table class="plan"')
    assert kinds["/TH"] >= page.count('<th scope="col"', 0, page.index('id="full-plan"'))
    assert kinds["/H4"] == page.count('<tr id="action-')
    assert kinds["/L"] > page.count("<ul>") / 2
    assert kinds["/Figure"] == page.count('role="img"')
    assert all(each["/Alt"] for each in tags if each["/S"] == "/Figure")


def test_the_bookmarks_are_the_headings() -> None:
    page = text_of(ours)
    made = _made(page)
    titles: list[str] = []

    def walk(entries: Any) -> None:  # noqa: ANN401 - a list of bookmarks and of such lists
        for each in entries:
            if isinstance(each, list):
                walk(each)
            else:
                titles.append(each.title)

    walk(made.outline)
    assert titles == [*_headings(read_html_page(page).blocks)]


def _headings(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The headings of a page, and the areas and actions of its full plan."""
    for block in blocks:
        if isinstance(block, BlockHeading):
            yield "".join(span.text for span in block.spans)
        elif isinstance(block, BlockTable) and block.is_plan:
            yield "".join(span.text for span in block.caption)
            names = (row.cells[0].blocks[0] for row in block.rows)
            yield from ("".join(s.text for s in n.spans) for n in names if isinstance(n, Paragraph))
        elif isinstance(block, Group):
            yield from _headings(block.blocks)


@pytest.mark.parametrize("page", [everything, hostile])
def test_no_text_of_a_pack_is_lost(page: Callable[[Path], str]) -> None:
    made = text_of(page)
    shown = _letters(" ".join(each.extract_text() for each in _made(made).pages))
    texts = [_letters(text) for text in _on_paper(read_html_page(made).blocks)]
    assert len(texts) > 100
    assert [text for text in texts if not _stands_in(text, shown)] == []


def _stands_in(text: str, shown: str) -> bool:
    """Whether a text is shown, whole or in two parts where a page ends within it."""
    return text in shown or any(
        text[:at] in shown and text[at:] in shown for at in range(1, len(text))
    )


def _letters(text: str) -> str:
    return "".join(c for c in normalize("NFKC", text) if c.isalnum())


def _on_paper(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of a pack; its contents are made anew, and the words of a picture are its tag."""
    for block in blocks:
        match block:
            case BlockHeading() | Paragraph():
                yield "".join(span.text for span in block.spans if span.style.role != "skip")
            case BlockPicture():
                pass
            case Group(role="nav"):
                pass
            case _:
                yield from _on_paper(inner_blocks(block))


def test_the_same_pack_comes_out_the_same() -> None:
    page = text_of(everything)
    assert write_pdf(read_html_page(page), IMPRINT) == _data(page)


def test_a_link_to_a_place_that_is_not_there_is_its_words() -> None:
    broken = Paragraph((Span("there", TextStyle(target="#nowhere")),))
    sound = Paragraph((Span("here", TextStyle(target="https://a.example/b?c=d#e")),))
    made = PdfReader(BytesIO(write_pdf(_of(broken, sound), IMPRINT)))
    first: Any = made.pages[0]
    links = [each.get_object()["/A"]["/URI"] for each in first["/Annots"]]
    assert "there" in first.extract_text()
    assert links == ["https://a.example/b?c=d#e"]


def test_a_paper_of_a_template_that_leaves_out_a_heading_is_refused() -> None:
    with pytest.raises(PdfFault, match="heading"):
        write_pdf(_of(BlockHeading(3, (Span("Too deep"),))), IMPRINT)


def test_lists_that_are_numbered_and_cells_that_are_wide_are_set_so() -> None:
    page = (
        '<html lang="en"><head><title>A</title></head><h1>Of lists</h1>'
        '<ol start="4"><li>four</li></ol><table>'
        '<tr><th colspan="2">wide</th></tr><tr><td>one</td><td rowspan="2">two</td></tr>'
        "<tr><td>three</td></tr></table></html>"
    )
    shown = " ".join(_made(page).pages[0].extract_text().split())
    assert shown == "Of lists 4. four wide one two three A plan, as at 13 March 2024 Page 1 of 1"


def _tall(above: int, rows: int, lines: int = 1) -> list[str]:
    """The words of each page of a pack with a table below so many paragraphs."""
    cell = "<br>".join(["line"] * lines)
    body = "".join(f"<tr><td>row{n}.</td><td>{cell}</td></tr>" for n in range(rows))
    page = (
        f'<html lang="en"><head><title>A</title></head><h1>Of tables</h1>{"<p>above</p>" * above}'
        f"<table><thead><tr><th>Name</th><th>Value</th></tr></thead><tbody>{body}</tbody></table>"
        "</html>"
    )
    return [each.extract_text() for each in _made(page).pages]


@pytest.mark.parametrize("above", [20, 30, 36, 38])
def test_a_table_of_few_rows_stays_on_one_page(above: int) -> None:
    [of_table] = [page for page in _tall(above, rows=12) if "row" in page]
    assert of_table.count("row") == 12
    assert "Name" in of_table


def test_a_table_of_many_rows_has_its_headings_on_each_page() -> None:
    first, second = _tall(30, rows=30)
    assert "row0." in first
    assert "Name" in second
    assert "row29." in second


def test_a_table_of_few_rows_that_are_high_runs_over_the_page_and_loses_nothing() -> None:
    pages = _tall(30, rows=6, lines=20)
    assert "row0." in pages[0]
    assert [n for n in range(6) if f"row{n}." not in "".join(pages)] == []
    assert "".join(pages).count("line") == 6 * 20


def _lines(body: str) -> list[list[str]]:
    """The lines of each page of a pack with this body."""
    page = f'<html lang="en"><head><title>A</title></head><h1>Of places</h1>{body}</html>'
    return [each.extract_text().splitlines() for each in _made(page).pages]


def test_what_stands_below_a_rating_in_a_cell_has_lines_of_its_own() -> None:
    cell = (
        '<span class="rag amber"><span aria-hidden="true">▲</span> Amber</span> '
        '<span class="disputed">Disputed: facts say red</span> '
        '<span class="travel"><span class="arrow" aria-hidden="true">↓</span> worse</span>'
        '<span class="standing">no data</span>'
    )
    wide = "<td>a table with room for all of it in one line</td>"
    [lines] = _lines(f"<table><tr><td>{cell}</td>{wide}</tr></table>")
    assert {"Disputed: facts say red", "↓ worse", "no data"} <= {line.strip() for line in lines}


def test_what_a_number_counts_begins_its_line() -> None:
    [lines] = _lines(
        '<ul class="figures"><li class="figure red"><strong>6</strong> overdue</li></ul>'
    )
    assert lines[1:3] == ["6", "overdue"]


@pytest.mark.parametrize("tone", ["red", "amber", "green"])
def test_a_number_has_an_edge_in_the_colour_of_how_good_it_is(tone: str) -> None:
    page = (
        '<html lang="en"><head><title>A</title></head><h1>Of numbers</h1>'
        f'<ul class="figures"><li class="figure {tone}"><strong>6</strong> overdue</li></ul></html>'
    )
    first: Any = _made(page).pages[0]
    wanted = bytes.fromhex(pack_colours()[tone])
    edges = [operands for operands, sign in first.get_contents().operations if sign == b"SCN"]
    assert [*wanted] in [[round(float(part) * 255) for part in edge] for edge in edges]


@pytest.mark.parametrize("above", range(24, 44, 2))
def test_a_heading_its_words_its_bar_and_its_table_stay_together(above: int) -> None:
    bar = (
        '<div class="chart"><svg class="bar" role="img" viewBox="0 0 300 28"><title>Shares</title>'
        '<rect class="red" width="300" height="28"></rect></svg></div>'
    )
    body = "<p>above</p>" * above + (
        f'<h2>Area 4</h2><div class="prose"><p>Its words</p></div>{bar}'
        "<table><tr><td>Ratings</td><td>4</td></tr></table>"
    )
    pages = ["\n".join(lines) for lines in _lines(body)]
    [of_area] = [page for page in pages if "Area 4" in page]
    assert "Its words" in of_area
    assert "Ratings" in of_area


@pytest.mark.parametrize("lines", [10, 20, 30])
def test_a_row_with_a_list_stays_on_one_page(lines: int) -> None:
    items = "".join(f"<li>item{n}.</li>" for n in range(lines))
    rows = f"<tr><td>1.1</td><td><ul>{items}</ul></td></tr>" * 4
    pages = _lines(f"<table>{rows}</table>")
    counts = ["".join(page).count("item") for page in pages]
    assert sum(counts) == 4 * lines
    assert [count % lines for count in counts] == [0] * len(counts)


def test_a_row_that_is_higher_than_a_page_runs_over_it_and_loses_nothing() -> None:
    items = "".join(f"<li>item{n}.</li>" for n in range(100))
    pages = _lines(f"<table><tr><td>1.1</td><td><ul>{items}</ul></td></tr></table>")
    assert sum("".join(page).count("item") for page in pages) == 100


def test_a_table_higher_than_a_quarter_of_a_page_begins_below_what_stands_above_it() -> None:
    first, second = _tall(34, rows=10, lines=2)
    assert "row0." in first
    assert "Name" in second


def _shown(paper: BlockPaper, imprint: PaperDetails = IMPRINT) -> str:
    pages = PdfReader(BytesIO(write_pdf(paper, imprint))).pages
    return " ".join(" ".join(each.extract_text() for each in pages).split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Well done 🙂.", "Well done [slightly smiling face]."),
        ("✅ Ready", "[white heavy check mark] Ready"),
        ("a 中文 b", "a [cjk unified ideograph-4e2d][cjk unified ideograph-6587] b"),
        ("\uf0b7 a point", "[sign U+F0B7] a point"),
        ("\ue000 of a font that has signs of its own", "[sign U+E000] of a font that has signs"),
        ("\U000f0001 and \u0378", "[sign U+F0001] and [sign U+0378]"),
        ("👍🏽", "[thumbs up sign][emoji modifier fitzpatrick type-4]"),
        ("step 1\ufe0f\u20e3", "step 1\ufe0f[combining enclosing keycap]"),
        ("x\u20dd", "x[combining enclosing circle]"),
        ("🙂 é – → ◆ ж “so”", "[slightly smiling face] é – → ◆ ж “so”"),
        ("<b> & 🙂", "<b> & [slightly smiling face]"),
    ],
)
def test_a_sign_that_no_font_has_is_printed_as_its_name(text: str, shown: str) -> None:
    assert shown in _shown(_of(Paragraph((Span(text),))))


def test_a_sign_that_a_font_has_in_one_style_only_is_named_in_all() -> None:
    style = TextStyle(strong=True, emphasis=True)
    assert "[mill sign]" in _shown(_of(Paragraph((Span("\N{MILL SIGN}", style),))))


def test_a_link_keeps_its_address_where_a_sign_in_it_cannot_be_shown() -> None:
    address = "https://e.example/🙂"
    link = Span("🙂", TextStyle(target=address))
    made = PdfReader(BytesIO(write_pdf(_of(Paragraph((link,))), IMPRINT)))
    [mark] = made.pages[0].annotations or []
    assert mark.get_object()["/A"]["/URI"] == address.encode()


def test_a_sign_in_a_picture_and_at_the_edges_of_a_page_is_named_too() -> None:
    source = '<svg viewBox="0 0 640 40"><text x="1" y="20">In a picture ✅</text></svg>'
    brand = BrandLook(classification="Official ✅", footer="Town Hall ✅")
    details = PaperDetails("Plan ✅", "A council", AS_AT, brand)
    text = _shown(_of(BlockPicture(source, "A picture ✅")), details)
    for place in ("In a picture", "Official", "Town Hall", "Plan"):
        assert f"{place} [white heavy check mark]" in text


def test_a_sign_that_can_be_set_but_not_drawn_is_named_in_pictures_alone() -> None:
    source = '<svg viewBox="0 0 640 40"><text x="1" y="20">Drawn ō</text></svg>'
    assert "Written ō" in normalize("NFC", _shown(_of(Paragraph((Span("Written ō"),)))))
    assert "Drawn [latin small letter o with macron]" in _shown(_of(BlockPicture(source, "A sign")))


def test_a_letter_that_the_typeface_lacks_is_copied_as_itself_and_no_other_as_it() -> None:
    words = "Kōrero and Ōtautahi, of the office. "
    shown = _shown(_of(Paragraph((Span(words), Span(words, TextStyle(strong=True))))))
    assert normalize("NFC", shown).count(words.strip()) == 2


def test_a_pack_with_such_signs_in_every_text_is_made_and_loses_none(tmp_path: Path) -> None:
    signs = "🙂 ✅ 中 \uf0b7"
    now = filled(tmp_path / "now", Filler(lambda _: f"now {signs}", lambda _: "x"))
    then = filled(tmp_path / "then", Filler(lambda _: f"then {signs}", lambda _: "x"))
    page = html_of(now, (then, LAST_BOARD))
    paper = read_html_page(page)
    changes = page[page.index('id="changes"') :]
    assert "🙂" in changes
    shown = _shown(paper)
    text = "".join(_on_paper(paper.blocks))
    # The ends of the names: a page may end within one.
    for sign, end in [("🙂", "face]"), ("✅", "mark]"), ("中", "4e2d]"), ("\uf0b7", "U+F0B7]")]:
        assert sign not in shown
        assert shown.count(end) >= text.count(sign) > 10


@pytest.mark.parametrize("text", ["Plain – “so”", "🙂 ✅"])
def test_a_pack_is_set_once(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sources: list[Any] = []
    compile_source = typst.compile

    def count(source: Any, **options: Any) -> Any:  # noqa: ANN401 - as typst takes them
        sources.append(source)
        return compile_source(source, **options)

    monkeypatch.setattr(typst, "compile", count)
    write_pdf(_of(Paragraph((Span(text),))), IMPRINT)
    assert [getattr(source, "name", "") for source in sources].count("board.typ") == 1
