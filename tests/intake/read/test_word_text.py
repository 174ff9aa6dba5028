"""The words of a Word document, however it keeps them."""

import pytest

from office import lines, p, part, read, relations, run, tbl, tc, tr, word
from planctl.intake.read.formats import read_paper
from planctl.intake.read.paper import UnreadableFile

LINK = {"r1": ("hyperlink", "https://example.org/a b")}
STYLES = {"s": ("styles", "styles.xml")}
TAB = "<w:r><w:tab/></w:r>"
OUT, IN = "</w:instrText></w:r>", "<w:r><w:instrText>"
CHOICES = '<w:listEntry w:val="Red"/><w:listEntry w:val="Green"/>'
STRAY = (
    '<w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/>'
    "<w:instrText>no</w:instrText></w:r>"
)
LISTS = {**STYLES, "n": ("numbering", "numbering.xml")}


def _field(code: str, result: str, form: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _form(inner: str) -> str:
    return _field(" FORM ", "", f"<w:ffData>{inner}</w:ffData>")


def _control(properties: str, inner: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def _ticked(value: str) -> str:
    return f'<w14:checkbox><w14:checked w14:val="{value}"/></w14:checkbox>'


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("one ") + run("two"), "one two"),
        (run("a") + "<w:r><w:tab/></w:r>" + run("b"), "a b"),
        (run("a") + "<w:r><w:ptab/></w:r>" + run("b"), "a b"),
        (run("a") + "<w:r><w:noBreakHyphen/></w:r>" + run("b"), "a-b"),
        (run("a") + "<w:r><w:softHyphen/></w:r>" + run("b"), "ab"),
        (run("a\u00adb\u2011c\u200bd\u00a0e"), "ab-cd e"),
        (f"<w:ins>{run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>", "new"),
        (f"<w:moveFrom>{run('it')}</w:moveFrom><w:moveTo>{run('it')}</w:moveTo>", "it"),
        (f"<w:smartTag>{run('it')}</w:smartTag>", "it"),
        (_control("", run("chosen")), "chosen"),
        (_control("<w:showingPlcHdr/>", run("Choose an item.")) + run("x"), "x"),
        (_control('<w:showingPlcHdr w:val="0"/>', run("chosen")), "chosen"),
        (_control(_ticked("1"), run("☒")) + run(" done"), "☑ done"),
        (_control(_ticked("0"), run("☐")), "☐"),
        (_control("<w14:checkbox/>", run("☐")), "☐"),
        ("<w:sdt><w:sdtPr/></w:sdt>" + run("x"), "x"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        ('<w:r><w:sym w:font="Wingdings" w:char="FB"/></w:r>', "✗"),
        ('<w:r><w:sym w:font="Elsewhere" w:char="0041"/></w:r>', "A"),
        ('<w:r><w:sym w:font="Wingdings" w:char="none"/></w:r>' + run("x"), "x"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>P</w:t></w:r>', "✓"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t>P</w:t></w:r>', "P"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (f'<w:hyperlink r:id="r1">{run("here")}</w:hyperlink>', "[here](https://example.org/a%20b)"),
        (f'<w:hyperlink w:anchor="x">{run("here")}</w:hyperlink>', "here"),
        ('<w:hyperlink r:id="r1"><w:r/></w:hyperlink>', "[https://example.org/a%20b](https://example.org/a%20b)"),
        (_field(' HYPERLINK "http://a.b/" ', run("words")), "[words](http://a.b/)"),
        (_field(" HYPERLINK http://a.b/ ", run("words")), "[words](http://a.b/)"),
        (_field(' HYPERLINK \\l "place" ', run("words")), "words"),
        (f'<w:fldSimple w:instr=" HYPERLINK http://a.b/ ">{run("words")}</w:fldSimple>', "[words](http://a.b/)"),
        (f'<w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>', "7"),
        (_field(" DATE ", run("4 June 2017")), "4 June 2017"),
        (_field(f" IF {OUT}{_field(' X ', run('no') + TAB)}{IN}", run("yes")), "yes"),
        (_form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>') + run("x"), "☑x"),
        (_form('<w:checkBox><w:default w:val="0"/></w:checkBox>'), "☐"),
        (_form(f'<w:ddList><w:result w:val="1"/>{CHOICES}</w:ddList>'), "Green"),
        (_form('<w:ddList><w:result w:val="7"/></w:ddList>') + run("x"), "x"),
        (_form("<w:textInput/>") + run("x"), "x"),
        (STRAY + run("x"), "x"),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as_its_reader_sees_it(inner: str, text: str) -> None:
    assert read(word(p(inner), LINK)) == [text]


def test_a_link_that_is_cut_in_two_keeps_its_words_and_its_address() -> None:
    whole = _field(' HYPERLINK "http://a.b/" ', run("one") + "</w:p><w:p>" + run("two"))
    assert read(word(p(whole))) == ["one", "two (http://a.b/)"]


def test_a_break_begins_a_new_line_but_not_in_a_heading() -> None:
    broken = run("one") + "<w:r><w:br/></w:r>" + run("two")
    styled = p(broken, '<w:outlineLvl w:val="1"/>')
    found = read_paper("a.docx", word(p(broken) + styled))
    assert [(line.text, line.heading) for line in lines(found)] == [
        ("one", 0),
        ("two", 0),
        ("one two", 2),
    ]


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next() -> None:
    deleted = p("one ", "<w:rPr><w:del/></w:rPr>")
    moved = p("three", "<w:rPr><w:moveFrom/></w:rPr>")
    table = tbl(tr(tc("cell")))
    assert read(word(deleted + p("two") + moved + table)) == ["one two", "three", ["cell"]]


def test_notes_stand_in_brackets_where_they_are_called() -> None:
    calls = (
        '<w:r><w:footnoteReference w:id="2"/></w:r>'
        + run(" b")
        + ('<w:r><w:endnoteReference w:id="3"/><w:footnoteReference w:id="9"/></w:r>')
    )
    listed = {"f": ("footnotes", "footnotes.xml"), "e": ("endnotes", "endnotes.xml")}
    note = f'<w:footnote w:id="2">{p("see ")}{p("it")}</w:footnote>'
    link = f'<w:hyperlink r:id="r1">{run("there")}</w:hyperlink>'
    more = {
        "word/footnotes.xml": part("footnotes", note),
        "word/endnotes.xml": part("endnotes", f'<w:endnote w:id="3">{p(link)}</w:endnote>'),
        "word/_rels/endnotes.xml.rels": relations(LINK),
    }
    assert read(word(p(run("a") + calls), listed, more)) == [
        "a [see it] b [[there](https://example.org/a%20b)]"
    ]


def _ways(new: str, old: str) -> str:
    choice, fallback = f"<mc:Choice>{new}</mc:Choice>", f"<mc:Fallback>{old}</mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"


def test_a_text_box_is_read_once_though_it_is_kept_twice() -> None:
    inner = f"<w:txbxContent>{p('boxed')}{tbl(tr(tc('x'), tc('y')))}</w:txbxContent>"
    new = f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>"
    old = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    both = _ways(f"<w:drawing>{new}</w:drawing>", old)
    found = read_paper("a.docx", word(p(run("before") + both) + p("after")))
    assert [getattr(each, "text", each.place) for each in found] == [
        "before",
        "boxed",
        "table 1 row 1",
        "after",
    ]
    assert [(line.place, line.text) for line in lines(found, "text box")] == [
        ("text box 1", "boxed")
    ]


def test_of_two_ways_to_say_a_thing_the_first_that_says_it_is_read() -> None:
    old = f"<w:pict><v:textbox><w:txbxContent>{p('it')}</w:txbxContent></v:textbox></w:pict>"
    both = _ways("<w:drawing/>", old) + _ways("<w:drawing/>", "<w:pict/>")
    block = f"<mc:AlternateContent><mc:Choice>{p('block')}</mc:Choice></mc:AlternateContent>"
    assert read(word(p(both) + block + "<mc:AlternateContent/>")) == ["it", "block"]


def test_what_wraps_blocks_rows_and_cells_is_read_through() -> None:
    cell = _control("", tc("in a cell"))
    row = _control("", tr(cell, tc("two")))
    body = _control("", p("a block")) + f"<w:customXml>{p('custom')}</w:customXml>"
    assert read(word(body + tbl(row) + "<w:sectPr/>")) == [
        "a block",
        "custom",
        ["in a cell", "two"],
    ]


def test_headings_are_known_by_their_style_or_its_parent() -> None:
    styles = part(
        "styles",
        '<w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Mine"><w:name w:val="Area"/><w:basedOn w:val="H2"/></w:style>'
        '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="O"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:styleId="B"><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
        '<w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>',
    )
    names = ("H2", "Mine", "T", "O", "B", "A", "None")
    body = "".join(p(name, f'<w:pStyle w:val="{name}"/>') for name in names)
    found = lines(read_paper("a.docx", word(body, STYLES, {"word/styles.xml": styles})))
    assert [line.heading for line in found] == [2, 2, 1, 1, 0, 0, 0]


def test_the_table_of_contents_is_beside_the_text() -> None:
    styles = part("styles", '<w:style w:styleId="C"><w:name w:val="toc 1"/></w:style>')
    body = p("Area 1 3", '<w:pStyle w:val="C"/>')
    found = read_paper("a.docx", word(body, STYLES, {"word/styles.xml": styles}))
    assert [line.text for line in lines(found, "table of contents")] == ["Area 1 3"]


def _level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}">{more}<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def _item(text: str, level: int, number: int = 1) -> str:
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text or "<w:r/>", listed)


def _numbered(body: str, levels: str, more: str = "", styles: str = "") -> bytes:
    kinds = f'<w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum>'
    lists = f'<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>{more}'
    parts = {
        "word/numbering.xml": part("numbering", kinds + lists),
        "word/styles.xml": part("styles", styles),
    }
    return word(body, LISTS, parts)


def _numbers(content: bytes) -> list[str]:
    return [line.number for line in lines(read_paper("a.docx", content))]


def test_items_are_counted_as_word_counts_them() -> None:
    levels = _level(0, "decimal", "%1.") + _level(1, "lowerLetter", "(%2)")
    levels += _level(2, "decimal", "%1.%3", "<w:start w:val='4'/>")
    body = "".join(_item("x", level) for level in (0, 1, 1, 0, 1, 2, 3))
    assert _numbers(_numbered(body, levels)) == ["1.", "(a)", "(b)", "2.", "(a)", "2.4", "1."]


@pytest.mark.parametrize(
    ("form", "number"),
    [
        ("lowerRoman", "iv"),
        ("upperRoman", "IV"),
        ("upperLetter", "D"),
        ("decimalZero", "04"),
        ("none", ""),
        ("ordinal", "4"),
    ],
)
def test_numbers_are_written_as_the_list_has_them(form: str, number: str) -> None:
    levels = _level(0, form, "%1", '<w:start w:val="4"/>')
    assert _numbers(_numbered(_item("x", 0), levels)) == [number]


def test_a_legal_list_has_figures_alone() -> None:
    levels = _level(0, "upperRoman", "%1") + _level(1, "decimal", "%1.%2", "<w:isLgl/>")
    assert _numbers(_numbered(_item("x", 0) + _item("y", 1), levels)) == ["I", "1.1"]


def test_a_list_may_begin_anew() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="5"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        '<w:lvlOverride w:ilvl="1"/></w:num>'
    )
    body = _item("x", 0) + _item("y", 0) + _item("z", 0, 2) + _item("z", 0, 2)
    assert _numbers(_numbered(body, _level(0, "decimal", "%1"), again)) == ["1", "2", "1", "2"]


def test_bullets_and_numbers_make_items_and_no_list_makes_none() -> None:
    levels = _level(0, "bullet", "•") + _level(1, "decimal", "%2")
    body = _item("a", 0) + _item("b", 1) + _item("c", 0, 0) + _item("d", 0, 7)
    assert read(_numbered(body, levels)) == ["* a", "* b", "c", "d"]


def test_a_style_may_make_the_items_and_their_level() -> None:
    of_style = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    style = f'<w:style w:styleId="L"><w:name w:val="Second"/><w:pPr>{of_style}</w:pPr></w:style>'
    levels = _level(0, "decimal", "%1") + _level(1, "decimal", "%1.%2", '<w:pStyle w:val="L"/>')
    body = p("x", '<w:pStyle w:val="L"/>')
    assert _numbers(_numbered(body, levels, styles=style)) == ["1.1"]


def test_the_number_of_a_heading_is_of_its_text() -> None:
    levels = _level(0, "decimal", "Area for improvement %1:")
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>'
    assert read(_numbered(p("Practice", listed), levels)) == ["Area for improvement 1: Practice"]


def test_a_number_that_stands_alone_in_a_cell_is_its_text() -> None:
    body = _item("", 0) + tbl(tr(tc(_item("", 0)), tc(_item("do it", 0))))
    assert read(_numbered(body, _level(0, "decimal", "1.%1."))) == [["1.2", "* do it"]]


@pytest.mark.parametrize(
    "sign", ["• ", "•", "•\t", "- ", "* ", "o\t", "▪ ", "\u2013 ", "\uf0b7 ", "· "]
)
def test_a_bullet_typed_by_hand_makes_an_item(sign: str) -> None:
    assert read(word(p(f"{sign}do it"))) == ["* do it"]


@pytest.mark.parametrize("text", ["-", "-5%", "on time", "*not", "•"])
def test_a_sign_without_words_is_no_bullet(text: str) -> None:
    assert read(word(p(text))) == [text]


def test_items_that_were_run_together_are_items_again() -> None:
    assert read(word(tbl(tr(tc(p("• one • two")))))) == [["* one / * two"]]


def test_a_paragraph_of_more_letters_than_are_read_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planctl.intake.read.word_text.LETTER_LIMIT", 9)
    with pytest.raises(UnreadableFile, match="a paragraph of the document has more than 9 letters"):
        read_paper("a.docx", word(p(run("one two") + run("three"))))
