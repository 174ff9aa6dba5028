"""What the author of a Word document took out or hid: by hand, by a style, in tracked changes."""

import pytest

from office import omissions, p, part, read, run, tbl, tc, tr, word
from planctl.intake.read.formats import read_paper

STYLES = {"s": ("styles", "styles.xml")}
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def _with(properties: str, text: str) -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _read(body: str, styles: str = "") -> tuple[list[str | list[str]], list[tuple[str, str]]]:
    content = word(body, STYLES, {"word/styles.xml": part("styles", styles)})
    return read(content), omissions(read_paper("a.docx", content))


STRUCK, HIDDEN, DELETED = "crossed out", "hidden", "deleted in a tracked change"
MOVED = "moved away in a tracked change"
LINKED = f"<w:hyperlink r:id='r1'>{_with('<w:strike/>', 'b')}</w:hyperlink>"
SIGN = '<w:r><w:rPr><w:strike/></w:rPr><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
TRACKED = f"<w:del>{run('b')}<w:r><w:delText> c</w:delText></w:r></w:del>"


@pytest.mark.parametrize(
    ("inner", "live", "omitted"),
    [
        (_with("<w:strike/>", "Manager") + run(" Head"), "Head", [("Manager", STRUCK)]),
        (_with("<w:dstrike/>", "old") + run("new"), "new", [("old", STRUCK)]),
        (_with('<w:strike w:val="0"/>', "kept"), "kept", []),
        (run("Six.") + _with("<w:vanish/>", " [unhappy]"), "Six.", [("[unhappy]", HIDDEN)]),
        (_with('<w:vanish w:val="false"/>', "seen"), "seen", []),
        (run("a") + TRACKED, "a", [("b c", DELETED)]),
        (f"<w:moveFrom>{run('gone')}</w:moveFrom>{run('x')}", "x", [("gone", MOVED)]),
        (f"<w:del>{_with('<w:strike/>', 'gone')}</w:del>{run('x')}", "x", [("gone", DELETED)]),
        (run("time") + _with("<w:strike/>", "s") + run("table"), "timetable", [("s", STRUCK)]),
        (run("a") + LINKED, "a", [("b", STRUCK)]),
        (run("a") + SIGN, "a", [("✓", STRUCK)]),
        (
            _with("<w:strike/>", "one") + _with("<w:vanish/>", " two") + run(" three"),
            "three",
            [("one", STRUCK), ("two", HIDDEN)],
        ),
    ],
)
def test_words_that_were_taken_out_are_set_apart(
    inner: str, live: str, omitted: list[tuple[str, str]]
) -> None:
    assert _read(p(inner)) == ([live], omitted)


def test_a_crossed_out_link_is_set_apart_with_its_address() -> None:
    link = f"<w:hyperlink r:id='r1'>{_with('<w:strike/>', 'see this')}</w:hyperlink>"
    listed = {"r1": ("hyperlink", "https://a.b/")}
    found = read_paper("a.docx", word(tbl(tr(tc(p(link)), tc("x"))), listed))
    assert omissions(found) == [("[see this](https://a.b/)", "crossed out")]


STYLE = (
    '<w:style w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:styleId="Older"><w:basedOn w:val="Old"/></w:style>'
    '<w:style w:styleId="Back"><w:basedOn w:val="Old"/>'
    '<w:rPr><w:strike w:val="0"/></w:rPr></w:style>'
    '<w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("paragraph", "properties", "how"),
    [
        ("Old", "", "crossed out"),
        ("Older", "", "crossed out"),
        ("Back", "", ""),
        ("Secret", "", "hidden"),
        ("", '<w:rStyle w:val="Old"/>', "crossed out"),
        ("", '<w:rStyle w:val="Secret"/>', "hidden"),
        ("Old", '<w:strike w:val="0"/>', ""),
        ("Old", '<w:rStyle w:val="Older"/>', ""),  # as Word has it: the one undoes the other
    ],
)
def test_a_style_takes_out_what_is_set_in_it(paragraph: str, properties: str, how: str) -> None:
    body = p(_with(properties, "words"), f'<w:pStyle w:val="{paragraph}"/>')
    live, omitted = _read(body, STYLE)
    assert (live, omitted) == (([], [("words", how)]) if how else (["words"], []))


def test_the_style_of_a_table_takes_out_what_is_set_in_it() -> None:
    table = f'<w:tbl><w:tblPr><w:tblStyle w:val="Older"/></w:tblPr>{tr(tc("old"))}</w:tbl>'
    assert _read(table + tbl(tr(tc("new"))), STYLE) == ([[""], ["new"]], [("old", STRUCK)])


def test_the_number_of_a_crossed_out_item_goes_with_it() -> None:
    kinds = (
        '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
    )
    mark = f"{NUMBERED}<w:rPr><w:strike/></w:rPr>"
    row = tr(tc(p("<w:r/>", mark)), tc(p(_with("<w:strike/>", "old"), NUMBERED)), tc("live"))
    more = {"word/numbering.xml": part("numbering", kinds)}
    content = word(tbl(row), {"n": ("numbering", "numbering.xml")}, more)
    assert read(content) == [["", "", "live"]]
    assert omissions(read_paper("a.docx", content)) == [
        ("1", "crossed out"),
        ("old", "crossed out"),
    ]


def test_a_deleted_note_of_a_text_is_named() -> None:
    notes = part("footnotes", f'<w:footnote w:id="2">{p("see it")}</w:footnote>')
    call = '<w:r><w:rPr><w:strike/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    content = word(
        p(run("a") + call), {"f": ("footnotes", "footnotes.xml")}, {"word/footnotes.xml": notes}
    )
    assert omissions(read_paper("a.docx", content)) == [("[see it]", "crossed out")]


def test_a_deleted_row_of_a_table_within_a_cell_is_set_apart() -> None:
    within = tbl(tr(tc("gone"), properties="<w:del/>"), tr(tc("kept")))
    live, omitted = _read(tbl(tr(tc(within + p("x")), tc("y"))))
    assert (live, omitted) == ([["kept / x", "y"]], [("gone", DELETED)])
