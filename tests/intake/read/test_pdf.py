"""A PDF is read as its tables and lines, and what cannot be told of it is refused or named."""

import zlib
from base64 import a85encode
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import pytest
from pypdf import PdfWriter

from pdfs import PORTRAIT, Setting, Sheet, file_of, pdf_of, stream, table_pages, text_width
from planctl.intake.read.paper import Paper, PaperCell, PaperLine, PaperRow, UnreadableFile
from planctl.intake.read.pdf import read_pdf
from planctl.intake.read.pdf_page import Box
from planctl.intake.read.pdf_text import TextWord, WordJoiner, text_lines

pytestmark = pytest.mark.slow

WIDE: Final = Setting([40, 200, 100, 80, 50, 200])
PLAN: Final = """
Ref | Action | Lead | By when | RAG | Progress
1.1 | Visit each home // Write it down | Head of Service | 31 March 2026 | #FF0000 | Begun
1.2 | Ask families | Team Manager | 1 May 2026 | G #00B050 | Not yet
"""
PAIR: Final = """
Ref | Action
1 | Visit
"""
MERGED: Final = """
No | What | < | When | RAG
^ | Action | Outcome | ^ | ^
Area 1: Practice | < | < | < | <
1 | Do it | Good | Jan 2024 | #FF0000
^ | And again | ^ | Feb 2024 | #00B050
2 | Do more | Better | 2/1/2024 | Amber
"""
LONG: Final = "Agree the brief with each of the partners, and use it in the teams of the service"


def _cell(cell: PaperCell) -> str:
    marks = "<" * cell.of_left + "^" * cell.of_above
    words = " // ".join(f"{'* ' * p.is_item}{p.text}" for p in cell.paragraphs)
    return f"{marks}{words} {'#' * bool(cell.shade)}{cell.shade}".strip()


def _rows(paper: Paper) -> Iterator[str]:
    for part in paper:
        if isinstance(part, PaperRow):
            yield " | ".join(_cell(cell) for cell in part.cells).strip()


def _same(rows: Iterator[str], text: str) -> bool:
    expected = [
        " | ".join(c.strip() for c in line.split("|")) for line in text.strip().splitlines()
    ]
    assert [*rows] == [line.strip() for line in expected]
    return True


def _lines(paper: Paper) -> list[tuple[str, int, bool, str]]:
    return [
        (line.text, line.heading, line.is_item, line.beside)
        for line in paper
        if isinstance(line, PaperLine)
    ]


def _table(text: str, setting: Setting = WIDE, known: frozenset[str] = frozenset()) -> Paper:
    return read_pdf(pdf_of(*table_pages(text, setting)), known)


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        (PLAN, WIDE),
        (PLAN, Setting([35, 140, 80, 70, 40, 150], size=7, page=PORTRAIT)),
        ("Ref | Action\n1 | Do it\n2 | Do more", Setting([40, 300])),
        (MERGED, Setting([60, 120, 100, 60, 60])),
        ("Area | Action | Lead\nA | One | X\n^ | Two | ^\n^ | Three | Y", Setting([80, 90, 70])),
    ],
)
def test_a_ruled_table_is_read_cell_by_cell(text: str, setting: Setting) -> None:
    assert _same(_rows(_table(text, setting)), text)


@pytest.mark.parametrize("repeats", [True, False])
@pytest.mark.parametrize("breaks", [True, False])
@pytest.mark.parametrize("size", [6, 8.3, 11])
def test_a_table_over_pages_is_one_table(*, repeats: bool, breaks: bool, size: float) -> None:
    rows = ["Ref | Action | Lead | By when | RAG | Progress"]
    for n in range(1, 25):
        why = "since the last of them said that it was late " * (n % 4)
        rag = ("#FF0000", "G #00B050", "")[n % 3]
        rest = f"Head of Service {n} | {n} May 2026 | {rag} | Begun {why}"
        rows.append(f"1.{n} | {n} {LONG} | {rest}".strip())
    found = _table("\n".join(rows), WIDE._replace(size=size, repeats=repeats, breaks=breaks))
    assert _same(_rows(found), "\n".join(rows))
    kinds = {part.beside for part in found if isinstance(part, PaperLine)}
    assert kinds == ({"header of a table once more"} if repeats else set())


def test_a_row_over_three_pages_is_one_row() -> None:
    words = " ".join(f"and{n} then" for n in range(500))
    text = f"Ref | Action | Progress\n1.1 | We ask {words} | Begun\n1.2 | Next | Done"
    assert _same(_rows(_table(text, Setting([40, 200, 200]))), text)


@pytest.mark.parametrize(
    ("width", "text", "known", "read", "asked"),
    [
        (19, "1.10", "", "1.10", ""),
        (19, "CP10", "", "CP10", ""),
        (40, "31/12/2026", "", "31/12/2026", ""),
        (42, "Safeguarding work", "safeguarding", "Safeguarding work", ""),
        (42, "Safeguarding and work", "and", "Safeguarding and work", "Safegua rding"),
        (42, "Training and Advice", "", "Training and Advice", ""),
        (30, "Lead officer", "officer", "Lead officer", ""),
        (42, "Commissioning. of", "of", "Commissioning. of", "Commis sioning."),
        (70, "Ask multi-agency teams", "multi-agency", "Ask multi-agency teams", ""),
        (34, "www.org.example/plan", "", "www.org.example/plan", ""),
    ],
)
def test_a_word_that_a_narrow_column_breaks_is_one_word_or_asked(
    width: int, text: str, known: str, read: str, asked: str
) -> None:
    paper = f"Text | Lead\n{text} | {LONG}"
    found = _table(paper, Setting([width, 200]), frozenset(f"text {known}".split()))
    assert [*_rows(found)][1] == f"{read} | {LONG}"
    assert [line.text for line in found if isinstance(line, PaperLine)] == (
        [asked] if asked else []
    )


@pytest.mark.parametrize(
    ("first", "second", "known", "read", "asked"),
    [
        ("This is multi-", "agency work", "multi-agency", "This is multi-agency work", ""),
        ("This is safe-", "guarding work", "safeguarding", "This is safeguarding work", ""),
        ("This is long-", "term work", "long- term", "This is long-term work", ""),
        ("This is xyz-", "abc work", "", "This is xyz-abc work", "xyz- abc"),
        ("The Head of HR/", "OD and others", "", "The Head of HR/OD and others", ""),
        ("By Apr-", "Jun 26", "", "By Apr-Jun 26", ""),
        ("This is done -", "or nearly so", "", "This is done - or nearly so", ""),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_kept_unless_the_word_is_known_without(
    first: str, second: str, known: str, read: str, asked: str
) -> None:
    sheet = _framed([(first, second)], width=max(text_width(first, 9), text_width(second, 9)) + 9)
    found = read_pdf(pdf_of(sheet), frozenset(known.split()))
    assert next(_rows(found)).split(" | ")[0] == read
    assert [line.text for line in found if isinstance(line, PaperLine)] == (
        [asked] if asked else []
    )


def _framed(cells: list[tuple[str, ...]], width: float = 100, sheet: Sheet | None = None) -> Sheet:
    """Cells beside each other and an empty row, each with its lines."""
    sheet = sheet or Sheet()
    x0 = 40.0
    for lines in [*cells, ("end",)]:
        sheet.frame(x0, 100, x0 + width, 180).frame(x0, 180, x0 + width, 200)
        for number, line in enumerate(lines):
            sheet.text(x0 + 4, 104 + 11 * number, line)
        x0 += width
    return sheet


def test_lines_in_a_cell_are_one_paragraph_where_the_next_word_would_not_have_fitted() -> None:
    lines = ("Ask families what", "they think of it", "Publish it", "and then", "• First", "• Next")
    found = read_pdf(pdf_of(_framed([lines])))
    expected = "Ask families what they think of it // Publish it // and then // * First // * Next"
    assert next(_rows(found)) == f"{expected} | end"


def test_a_gap_between_lines_ends_a_paragraph() -> None:
    sheet = _framed([("Ask families what", "they think of it")])
    sheet.text(44, 140, "but say")
    found = read_pdf(pdf_of(sheet))
    assert next(_rows(found)) == "Ask families what they think of it // but say | end"


def test_text_around_tables_is_headings_paragraphs_and_items() -> None:
    sheet = Sheet()
    sheet.text(40, 90, "Northmoor Council", size=20, font="F2")
    sheet.text(40, 130, "Improvement plan", size=14, font="F2")
    sheet.text(40, 160, "1. What we found", font="F2")
    long = (
        "The plan says what the council will do about all that inspectors found in the schools in"
    )
    sheet.text(40, 180, long).text(40, 191, "March, and who answers for it.")
    sheet.text(40, 215, "• A first thing").text(40, 226, "• A second thing")
    sheet.text(40, 250, "Bold to the end of a sentence.", font="F2")
    sheet.text(40, 270, "Practice ........ 4")
    assert _lines(read_pdf(pdf_of(sheet))) == [
        ("Northmoor Council", 1, False, ""),
        ("Improvement plan", 2, False, ""),
        ("1. What we found", 3, False, ""),
        (
            f"{long} March, and who answers for it.",
            0,
            False,
            "",
        ),
        ("A first thing", 0, True, ""),
        ("A second thing", 0, True, ""),
        ("Bold to the end of a sentence.", 0, False, ""),
        ("Practice ........ 4", 0, False, "contents"),
    ]


def test_running_heads_and_page_numbers_are_no_text() -> None:
    sheets = []
    for number in (1, 2, 3):
        sheet = Sheet().text(40, 30, "Northmoor improvement plan")
        sheet.text(40, 800, f"Version 2 | Page {number} of 3").text(300, 815, f"- {number} -")
        sheet.text(40, 200, f"Words of page number {number}.")
        sheet.text(40, 60, "To be read once.") if number == 1 else None
        sheets.append(sheet)
    found = _lines(read_pdf(pdf_of(*sheets)))
    assert [text for text, *_, beside in found if not beside][1:] == [
        f"Words of page number {number}." for number in (1, 2, 3)
    ]
    assert [beside for *_, beside in found if beside] == [
        "page header",
        "page footer",
        "page footer",
    ] * 3


def test_a_running_head_in_large_letters_is_a_heading_where_it_stands_first() -> None:
    sheets = [
        Sheet().text(40, 30, "Northmoor plan", size=16).text(40, 200, f"Words of page {number}.")
        for number in (1, 2)
    ]
    found = _lines(read_pdf(pdf_of(*sheets)))
    assert [(text, level, beside) for text, level, _, beside in found] == [
        ("Northmoor plan", 1, ""),
        ("Words of page 1.", 0, ""),
        ("Words of page 2.", 0, ""),
        ("Northmoor plan", 0, "page header"),
    ]


def test_two_tables_of_a_page_are_two_and_the_heading_between_them_stands_there() -> None:
    sheet = _framed([("One",)])
    sheet.text(40, 220, "Area 2: Learning", size=14)
    for x0 in (40, 140):
        sheet.frame(x0, 240, x0 + 100, 260)
    sheet.text(44, 244, "Two").text(144, 244, "Three")
    found = read_pdf(pdf_of(sheet))
    assert [part.table if isinstance(part, PaperRow) else part.text for part in found] == [
        "table 1",
        "table 1",
        "Area 2: Learning",
        "table 2",
    ]
    assert found[0].place == "page 1 table 1 row 1"


@pytest.mark.parametrize("rotate", [0, 90])
def test_a_page_whose_text_stands_on_its_side_is_turned(rotate: int) -> None:
    sheet = Sheet(PORTRAIT, rotate=rotate)
    for left, right in ((100, 130), (130, 160)):  # its rows, from the left
        for low, high in ((500, 700), (300, 500)):  # its columns, read from the bottom up
            sheet.frame(left, low, right, high)
    for x, words in ((110, "Ref|Action"), (140, "1|Visit each home")):
        for y, word in zip((690, 490), words.split("|"), strict=True):
            sheet.text(x + 9, y - 9 * 0.8, word, matrix="0 1 -1 0")
    assert [*_rows(read_pdf(pdf_of(sheet)))] == ["Ref | Action", "1 | Visit each home"]


def test_words_that_stand_on_their_side_in_a_cell_are_read() -> None:
    sheet = _framed([(), (), ("what they think",)])
    sheet.text(60, 170, "Area of", matrix="0 1 -1 0").text(75, 170, "work", matrix="0 1 -1 0")
    sheet.text(150, 100, "read down", matrix="0 -1 1 0")
    assert (
        next(_rows(read_pdf(pdf_of(sheet)))) == "Area of work | read down | what they think | end"
    )


def _omitted(sheet: Sheet) -> tuple[list[str], list[tuple[str, str]]]:
    """The live texts of a page, and those that were left out with how."""
    found = [line for line in read_pdf(pdf_of(sheet)) if isinstance(line, PaperLine)]
    live = [line.text for line in found if not line.beside]
    return live, [(line.text, line.beside) for line in found if line.beside]


def _at(words: str, **traits: object) -> Sheet:
    return Sheet().text(40, 100, "Live text.").text(40, 300, words, **traits)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sheet", "how"),
    [
        (_at("gone", mode=3), "hidden"),
        (_at("gone", shade="FFFFFF"), "hidden"),
        (_at("gone", size=0.5), "hidden"),
        (Sheet().text(40, 100, "Live text.").text(-90, 300, "gone"), "hidden"),
        (_at("").fill(30, 290, 200, 320, "FF0000").text(40, 300, "gone", shade="FF0000"), "hidden"),
        (_at("gone").fill(30, 290, 200, 320, "FFFFFF"), "hidden"),
        (_at("gone").fill(30, 290, 200, 320, "000000"), "hidden"),
        (_at("gone").rule(40, 304.5, 62, 304.5), "crossed out"),
        (_at("gone").fill(40, 304, 62, 304.8, "000000"), "crossed out"),
        (_at("gone").note("StrikeOut", "", (38, 298, 70, 312)), "crossed out"),
    ],
)
def test_text_that_nobody_sees_or_that_is_crossed_out_is_left_out_and_named(
    sheet: Sheet, how: str
) -> None:
    assert _omitted(sheet) == (["Live text."], [("gone", how)])


@pytest.mark.parametrize(
    "sheet",
    [
        _at("").fill(30, 290, 200, 320, "224488").text(40, 300, "seen", shade="FFFFFF"),
        _at("").fill(30, 290, 200, 320, "FFFF00").text(40, 300, "seen"),
        _at("seen").fill(30, 290, 200, 320, "FFFF00"),
        _at("seen").rule(40, 310, 62, 310),
        _at("").picture(30, 290, 200, 320).text(40, 300, "seen", shade="FFFFFF"),
    ],
)
def test_text_that_can_be_seen_is_read(sheet: Sheet) -> None:
    assert _omitted(sheet) == (["Live text.", "seen"], [])


def test_a_crossed_out_word_in_a_cell_is_no_part_of_its_text() -> None:
    sheet = _framed([("Team Manager",)])
    sheet.rule(44, 108.5, 66, 108.5)
    row = next(part for part in read_pdf(pdf_of(sheet)) if isinstance(part, PaperRow))
    assert row.cells[0].text == "Manager"
    assert [(item.text, item.how) for item in row.cells[0].omitted] == [("Team", "crossed out")]


def test_links_comments_and_fields_are_named() -> None:
    sheet = Sheet().text(40, 100, "See the survey of 2026 for more")
    sheet.note("Link", "/A << /S /URI /URI (https://example.org/a) >>", (74, 98, 112, 112))
    sheet.note("Text", "/Contents (Ask the chair)", (10, 10, 20, 20))
    sheet.note("Widget", "/T (lead) /V (Head of Service)", (10, 30, 20, 40))
    sheet.note("Text", "", (10, 10, 20, 20)).note("Highlight", "/Contents (x)", (10, 10, 20, 20))
    assert [(text, beside) for text, *_, beside in _lines(read_pdf(pdf_of(sheet)))] == [
        ("See the [survey of](https://example.org/a) 2026 for more", ""),
        ("Ask the chair", "comment"),
        ("Head of Service", "field of a form"),
    ]


def test_a_link_to_a_page_which_leads_to_itself_is_read_past() -> None:
    text = "Contents"
    page = pdf_of(Sheet().text(40, 100, text)).count(b" 0 obj")
    sheet = Sheet().text(40, 100, text)
    sheet.note("Link", f"/P {page} 0 R /Dest [{page} 0 R /Fit]", (38, 98, 90, 112))
    assert [words for words, *_ in _lines(read_pdf(pdf_of(sheet)))] == [text]


@pytest.mark.parametrize(
    ("paint", "shade"),
    [
        ("0 1 0 rg 140 662 100 80 re f", "00FF00"),
        ("0 1 1 0 k 140 662 100 80 re f", "FF0000"),
        ("0.5 g 140 662 100 80 re f", "808080"),
        ("1 g 140 662 100 80 re f", ""),
        ("/Spot cs 1 scn 140 662 100 80 re f", ""),
        ("1 0 0 rg 150 700 30 10 re f", "FF0000"),
        ("0.4 g 150 700 30 10 re f", ""),
        ("1 0 0 rg 180 700 m 185 710 l 190 700 l f", "FF0000"),
        ("BT /F3 9 Tf 1 0 0 rg 1 0 0 1 150 700 Tm (\\267) Tj ET", "FF0000"),
        ("BT /F3 9 Tf 0 g 1 0 0 1 150 700 Tm (\\267) Tj ET", ""),
    ],
)
def test_the_colour_of_a_cell_is_its_fill_or_a_sign_in_it(paint: str, shade: str) -> None:
    sheet = Sheet()
    sheet.operators.append(paint)
    row = next(part for part in read_pdf(pdf_of(_framed([(), ()], sheet=sheet))) if part.place)
    assert isinstance(row, PaperRow)
    assert [cell.shade for cell in row.cells] == ["", shade, ""]


def _columns(rows: list[tuple[str, ...]], *, ruled: bool = False) -> Sheet:
    """Words in columns, with lines between the rows or without any."""
    sheet = Sheet().text(40, 100, "Our plan says who does what.")
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            sheet.text(40 + 150 * column, 200 + 14 * number, words)
        if ruled:
            sheet.rule(40, 198 + 14 * number, 500, 198 + 14 * number)
    return sheet


@pytest.mark.parametrize(
    "sheet",
    [
        _columns([("Ref", "Action", "Lead"), ("1", "Visit", "AD"), ("2", "Ask", "TM")]),
        _columns([("Ref", "Action", "Lead"), ("1", "Visit", "AD"), ("2", "Ask", "TM")], ruled=True),
        _columns([("Action", "Lead"), ("Visit each home", "AD"), ("Ask each family", "TM")]),
        _columns([("1.1", "Visit"), ("1.2", "Ask"), ("1.3", "Tell")]),
        _columns([("1", "Visit", "AD"), ("2", "Ask", "TM"), ("3", "Tell", "TM")]).frame(
            30, 190, 550, 300
        ),
    ],
)
def test_columns_without_lines_between_them_are_refused(sheet: Sheet) -> None:
    with pytest.raises(UnreadableFile, match="page 1 has text in columns without lines") as refused:
        read_pdf(pdf_of(sheet))
    assert "give the table all its borders" in refused.value.hint


@pytest.mark.parametrize(
    "sheet",
    [
        _columns([("Version:", "1.0"), ("Date:", "1 May 2026"), ("Owner:", "The board")]),
        _columns([("PLO", "Public law outline"), ("SM", "Service manager"), ("AD", "Director")]),
        _columns([("Ref", "Action", "Lead"), ("1", "Visit", "AD")]),
        _columns([("Practice", "...... 2"), ("Work", "...... 3"), ("Annexes", "...... 4")]),
        _columns([("•", "Visit"), ("•", "Ask"), ("•", "Tell")]),
    ],
)
def test_labels_short_names_and_lists_are_lines(sheet: Sheet) -> None:
    assert all(isinstance(part, PaperLine) for part in read_pdf(pdf_of(sheet)))


@pytest.mark.parametrize("edge", ["left and right", "below"])
def test_a_table_without_a_frame_and_a_row_that_a_page_cuts_are_closed(edge: str) -> None:
    sheet = Sheet()
    for x in (40, 140, 240, 340)[1:3] if edge == "left and right" else (40, 140, 240, 340):
        sheet.rule(x, 100, x, 160)
    for y in (100, 130, 160) if edge == "left and right" else (100, 130):
        sheet.rule(40, y, 340, y)
    for row, words in enumerate((("Ref", "Action", "Lead"), ("1", "Visit", "AD"))):
        for column, word in enumerate(words):
            sheet.text(44 + 100 * column, 104 + 30 * row, word)
    assert [*_rows(read_pdf(pdf_of(sheet)))] == ["Ref | Action | Lead", "1 | Visit | AD"]


def test_a_frame_around_the_page_or_around_text_is_no_table() -> None:
    sheet = _framed([("Visit",)]).frame(20, 20, 570, 820).frame(40, 400, 300, 450)
    sheet.text(60, 410, "In a box")
    found = read_pdf(pdf_of(sheet))
    assert [*_rows(found)] == ["Visit | end", "|"]
    assert [text for text, *_ in _lines(found)] == ["In a box"]


def _grid(lines: int) -> Sheet:
    """Lines across each other, as a drawing has them."""
    sheet = Sheet().text(40, 100, "seen")
    for n in range(lines):
        sheet.rule(9 * n, 0, 9 * n, 800).rule(0, 9 * n, 560, 9 * n)
    return sheet


_NO_TEXT: Final = Sheet().picture(0, 0, 595, 842)
_SCAN: Final = Sheet().text(40, 100, "recognised", mode=3).picture(0, 0, 595, 842)


def _locked(reader: str, owner: str) -> bytes:
    """A PDF with a password to read it, and one to change it."""
    writer = PdfWriter(clone_from=BytesIO(pdf_of(_at("seen"))))
    writer.encrypt(reader, owner)
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def _packed(content: bytes, way: str = "/FlateDecode") -> bytes:
    """A PDF whose one page is packed in some way."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>"
    return file_of([*objects, page, stream(content, f"/Filter {way}")])


_BOMB: Final = zlib.compress(b"q Q " * 5_000_000)
_SOUND: Final = pdf_of(_at("seen"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (pdf_of(_NO_TEXT), "is a picture of its pages"),
        (pdf_of(_SCAN, _SCAN), "is a picture of its pages"),
        (pdf_of(Sheet()), "is a picture of its pages"),
        (_locked("secret", "secret"), "is protected"),
        (_locked("", "secret"), "is protected"),
        (_SOUND[: len(_SOUND) // 2], "damaged or cut short"),
        (_SOUND[:20], "damaged or cut short"),
        (file_of([b"<< /Type /Catalog >>"]), "damaged or cut short"),
        (b"%PDF-1.7\n" + b"stream\n" * 99, "damaged or cut short"),
        (_SOUND.partition(b"startxref")[0] + b"startxref\n3\n%%EOF", "damaged or cut short"),
        (_packed(b"q Q " * 20 + b"0 w", "[]"), "is a picture of its pages"),
        (pdf_of(_at("seen", font="F4")), "does not say which letters its signs are"),
        (pdf_of(_grid(60)), "page 1 has more lines than a table"),
        (_packed(zlib.compress(b"beginbfrange <00> <ffffff> <00> endbfrange begincmap")), "font"),
        (
            _packed(zlib.compress(b"x" * 3_000_000)).replace(b"/Filter", b"/Type /XRef /Filter"),
            "2 MB",
        ),
        (_packed(b"no zlib"), "damaged or cut short"),
        (_packed(zlib.compress(b"q Q " * 99)[:-9]), "damaged or cut short"),
        (_packed(_BOMB), "16 MB"),
        (_packed(a85encode(_BOMB) + b"~>", "[/ASCII85Decode /FlateDecode]"), "16 MB"),
        (_packed(zlib.compress(zlib.compress(b"q")), "[/FlateDecode /FlateDecode]"), "twice"),
        (_packed(b"x" * 30_000, "/LZWDecode"), "packed in a way of long ago"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused_with_what_to_do(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message) as refused:
        read_pdf(content)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("limit", "value", "message"),
    [
        ("PAGE_LIMIT", 1, "more than 1 pages"),
        ("LETTER_LIMIT", 7, "more than 7 letters"),
        ("SHAPE_LIMIT", 1, "more than 1 lines and shapes"),
        ("STEP_LIMIT", 9, "more than 9 steps"),
        ("SECOND_LIMIT", -1, "longer to read than -1 s"),
    ],
)
def test_a_pdf_that_holds_more_than_is_read_is_refused(
    limit: str, value: int, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"planctl.intake.read.pdf_guard.{limit}", value)
    sheets = [_at("seen").frame(10, 10, 20, 20).picture(0, 0, 9, 9) for _ in range(2)]
    with pytest.raises(UnreadableFile, match=message):
        read_pdf(pdf_of(*sheets))


@pytest.mark.parametrize("limit", ["_POINT_LIMIT", "_CROSSING_LIMIT"])
def test_a_page_with_more_lines_than_a_table_is_refused(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"planctl.intake.read.pdf_table.{limit}", 3)
    with pytest.raises(UnreadableFile, match="page 1 has more lines than a table"):
        read_pdf(pdf_of(_framed([("One",)])))


def test_words_that_are_painted_twice_or_in_parts_are_one() -> None:
    sheet = Sheet().text(40, 100, "Bold").text(40.3, 100, "Bold")
    sheet.text(40, 130, "Impro").text(40 + text_width("Impro", 9), 130, "vement")
    sheet.text(40, 160, "3").text(40.2, 160, "3").text(45, 158, "rd", size=6)
    sheet.text(40, 190, "\267", font="F3").text(60, 190, "An item")
    found = [(line.text, line.is_item) for line in read_pdf(pdf_of(sheet)) if line.place]  # type: ignore[union-attr]
    assert found == [("Bold", False), ("Improvement", False), ("3rd", False), ("An item", True)]


def test_a_page_that_is_upside_down_is_turned() -> None:
    sheet = Sheet().text(400, 700, "What we do", size=14, matrix="-1 0 0 -1")
    sheet.text(400, 680, "We visit each home.", matrix="-1 0 0 -1")
    assert [text for text, *_ in _lines(read_pdf(pdf_of(sheet)))] == [
        "What we do",
        "We visit each home.",
    ]


def test_a_page_that_is_a_picture_among_others_is_named() -> None:
    found = read_pdf(pdf_of(_at("seen"), _NO_TEXT))
    assert [(text, beside) for text, *_, beside in _lines(found)][2:] == [
        ("(a picture)", "page that is a picture")
    ]


@pytest.mark.parametrize(
    ("below", "joined"),
    [
        ("| and check that it is so | |", True),
        ("| Check that it is so | |", False),
        ("| and check that it is so | | Also", False),
        ("1.9 | check that it is so | Head | 3 May 2026", False),
        ("| Northmoor knows of it | |", True),
    ],
)
def test_the_first_row_of_a_page_is_the_rest_of_the_last_where_it_goes_on(
    below: str, *, joined: bool
) -> None:
    top = "Ref | Action | Lead | By when\n1.7 | Ask. | Head | 1 May 2026\n"
    first = f"{top}1.8 | Visit each home. Write it down{' with all who' * joined} | Head |"
    setting = Setting([40, 100, 80, 80])
    sheets = [*table_pages(first, setting), *table_pages(f"{below}\n1.9 | X | Y | Z", setting)]
    assert len([*_rows(read_pdf(pdf_of(*sheets)))]) == (4 if joined else 5)


def test_small_letters_tell_no_rest_where_rows_begin_in_them_as_well() -> None:
    setting = Setting([40, 100, 80, 80])
    first = (
        "Ref | Action | Lead | By when\n"
        "1.6 | ask each of them and write it down | Head of all of the homes | 1 May 2026\n"
        "1.7 | Ask. | Head | 1 May 2026\n"
        "1.8 | Visit each home. Write it down with all who | The head of the homes. | 2 May 2026"
    )
    second = " | check that it is so | Also | \n1.9 | X | Y | Z"
    for rows, count in ((first, 6), (first.replace("| ask", "| Ask"), 5)):
        sheets = [*table_pages(rows, setting), *table_pages(second, setting)]
        assert len([*_rows(read_pdf(pdf_of(*sheets)))]) == count


def test_an_empty_merged_cell_at_the_top_of_a_page_is_more_of_the_one_before() -> None:
    setting = Setting([80, 100, 80])
    first = "Area | Action | Lead\nPractice | Visit | Head\n^ | Ask | Head"
    second = " | Tell | Head\n^ | Write | Head\nOther | Do | Head"
    sheets = [*table_pages(first, setting), *table_pages(second, setting)]
    rows = [*_rows(read_pdf(pdf_of(*sheets)))]
    assert rows[2:] == [
        "^ | Ask | Head",
        "^ | Tell | Head",
        "^ | Write | Head",
        "Other | Do | Head",
    ]


def test_tables_of_other_columns_at_the_top_of_a_page_are_others() -> None:
    sheets = [
        *table_pages("Ref | Action\n1 | Visit", Setting([40, 200])),
        *table_pages("Ref | Action\n2 | Ask", Setting([80, 160])),
        *table_pages("Ref | Action\n3 | Tell", Setting([40, 100])),
    ]
    found = [part.table for part in read_pdf(pdf_of(*sheets)) if isinstance(part, PaperRow)]
    assert found == ["table 1"] * 2 + ["table 2"] * 2 + ["table 3"] * 2


def test_parts_of_a_word_that_are_painted_in_any_order_are_one_word() -> None:
    sheet = Sheet().text(40 + text_width("Impro", 9), 130, "vement").text(40, 130, "Impro")
    assert [text for text, *_ in _lines(read_pdf(pdf_of(sheet)))] == ["Improvement"]


def test_a_sign_whose_letter_the_pdf_does_not_say_is_shown_as_such() -> None:
    sheet = Sheet().text(40, 100, LONG).text(40, 130, "xy", font="F4")
    assert _lines(read_pdf(pdf_of(sheet)))[-1][0].endswith("\ufffd")


def test_a_soft_hyphen_at_the_end_of_a_line_is_of_the_line_only() -> None:
    words = [
        TextWord(text, Box(0, top, 50, top + 9), 9, 0, False, "", None)  # noqa: FBT003
        for text, top in (("safe\xad", 0), ("guarding", 11))
    ]
    lines = text_lines(words, 1)
    assert [text for _, text in WordJoiner([lines], ()).paragraphs(lines, 50)] == ["safeguarding"]


def test_whatever_else_is_wrong_with_a_pdf_is_told_as_damage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planctl.intake.read.pdf_page.PDFPage", None)
    with pytest.raises(UnreadableFile, match="damaged or cut short"):
        read_pdf(_SOUND)


def test_a_page_with_nothing_but_the_header_once_more_adds_no_row() -> None:
    setting = Setting([40, 200])
    sheets = [*table_pages(PAIR, setting), *table_pages(PAIR, setting)]
    assert _same(_rows(read_pdf(pdf_of(*sheets))), PAIR)


def test_tables_beside_each_other_are_two() -> None:
    sheet = Sheet()
    sheet.operators.append("40 700 100 20 re S 140 700 100 20 re S 0 0 m 30 30 l S")
    sheet.frame(300, 122, 400, 142).frame(400, 122, 500, 142)
    for x, word in ((44, "One"), (144, "Two"), (304, "Three"), (404, "Four")):
        sheet.text(x, 126, word)
    assert [*_rows(read_pdf(pdf_of(sheet)))] == ["One | Two", "Three | Four"]
