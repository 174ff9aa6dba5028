"""OpenDocument texts and spreadsheets: the same lines, tables, colours and omissions as others."""

import pytest

from office import brief, lines, omissions, rows, zipped
from planctl.intake.read.formats import read_paper
from planctl.intake.read.paper import Paper, PaperLine, UnreadableFile

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)
NAMES += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
STRUCK = '<style:text-properties style:text-line-through-style="solid"/>'


def _style(name: str, properties: str, above: str = "") -> str:
    parent = f' style:parent-style-name="{above}"' if above else ""
    return f'<style:style style:name="{name}"{parent}>{properties}</style:style>'


def _read(body: str, styles: str = "", more: dict[str, str] | None = None) -> Paper:
    kind = "spreadsheet" if "<office:spreadsheet>" in body else "text"
    root = f"<office:document-content {NAMES}><office:automatic-styles>{styles}"
    content = f"{root}</office:automatic-styles><office:body>{body}</office:body>"
    files = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"{content}</office:document-content>",
        **(more or {}),
    }
    return read_paper("a.odt", zipped(files))


def _text(inner: str, styles: str = "") -> Paper:
    return _read(f"<office:text>{inner}</office:text>", styles)


def _book(*tables: str, styles: str = "") -> Paper:
    return _read(f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet>", styles)


def _table(inner: str, attributes: str = 'table:name="Actions"') -> str:
    return f"<table:table {attributes}>{inner}</table:table>"


def _row(*cells: str, attributes: str = "") -> str:
    made = (cell if cell.startswith("<") else _cell(cell) for cell in cells)
    return f"<table:table-row {attributes}>{''.join(made)}</table:table-row>"


def _cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("inner", "read"),
    [
        ("<text:p>one <text:span>two</text:span><text:s/>three</text:p>", ["one two three"]),
        ("<text:p>a<text:tab/>b<text:line-break/>c</text:p>", ["a b", "c"]),
        ("<text:p>a<text:page-number>3</text:page-number></text:p>", ["a3"]),
        ('<text:p><text:a xlink:href="http://a.b/">x</text:a></text:p>', ["[x](http://a.b/)"]),
        ("<text:section><text:p>a</text:p></text:section>", ["a"]),
        (
            (
                "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body>"
                "<text:p>see it</text:p></text:note-body></text:note></text:p>"
            ),
            ["a [see it]"],
        ),
        (
            "<text:p>a<draw:frame><draw:text-box><text:p>b</text:p></draw:text-box></draw:frame></text:p>",
            ["a", "b"],
        ),
        (
            (
                "<text:list><text:list-item><text:p>a</text:p><text:list><text:list-item>"
                "<text:p>b</text:p></text:list-item></text:list></text:list-item></text:list>"
            ),
            ["* a", "* b"],
        ),
        (_table(_row("a", "b")), [["a", "b"]]),
        ("<office:forms>no</office:forms>", []),
    ],
)
def test_a_text_is_read_as_its_reader_sees_it(inner: str, read: list[str]) -> None:
    assert brief(_text(inner)) == read


def test_headings_have_their_level() -> None:
    found = lines(_text('<text:h>One</text:h><text:h text:outline-level="9">Deep</text:h>'))
    assert [(line.text, line.heading) for line in found] == [("One", 1), ("Deep", 6)]


def test_the_items_of_a_numbered_list_are_counted() -> None:
    styles = (
        '<text:list-style style:name="N"><text:list-level-style-number/></text:list-style>'
        '<text:list-style style:name="B"><text:list-level-style-bullet/></text:list-style>'
    )
    item = "<text:list-item><text:p>a</text:p></text:list-item>"
    inner = "".join(
        f'<text:list text:style-name="{name}">{item}{item}</text:list>' for name in ("N", "B")
    )
    assert [line.number for line in lines(_text(inner, styles))] == ["1.", "2.", "", ""]


def test_what_stands_beside_the_text_is_named() -> None:
    inner = (
        "<text:table-of-content><text:p>Area 1 3</text:p></text:table-of-content>"
        "<text:p>a<office:annotation><text:p>Why?</text:p></office:annotation></text:p>"
        "<text:p><draw:frame><svg:desc>A chart</svg:desc><svg:title/></draw:frame></text:p>"
    )
    margin = "<style:header><text:p>A council</text:p></style:header>"
    styles = f"<office:document-styles {NAMES}>{margin}</office:document-styles>"
    found = _read(f"<office:text>{inner}</office:text>", more={"styles.xml": styles})
    assert [(line.beside, line.text) for line in found if isinstance(line, PaperLine)] == [
        ("", "a"),
        ("table of contents", "Area 1 3"),
        ("comment", "Why?"),
        ("embedded file", "A chart"),
        ("page header", "A council"),
    ]


STYLES = (
    _style("S", STRUCK)
    + _style("Under", "", "S")
    + _style("Back", '<style:text-properties style:text-line-through-type="none"/>', "S")
    + _style("H", '<style:text-properties text:display="none"/>')
    + _style("A", "", "A")
)


@pytest.mark.parametrize(
    ("inner", "omitted"),
    [
        ('<text:p><text:span text:style-name="S">b</text:span>a</text:p>', "crossed out"),
        ('<text:p><text:span text:style-name="Under">b</text:span>a</text:p>', "crossed out"),
        ('<text:p>a</text:p><text:p text:style-name="H">b</text:p>', "hidden"),
        ("<text:p><text:hidden-text>b</text:hidden-text>a</text:p>", "hidden"),
        (
            (
                "<text:tracked-changes><text:changed-region><text:deletion><office:change-info/>"
                "<text:p>b</text:p></text:deletion></text:changed-region></text:tracked-changes>"
                "<text:p>a</text:p>"
            ),
            "deleted in a tracked change",
        ),
    ],
)
def test_what_was_taken_out_of_a_text_is_set_apart(inner: str, omitted: str) -> None:
    found = _text(inner, STYLES)
    assert (brief(found), omissions(found)) == (["a"], [("b", omitted)])


@pytest.mark.parametrize("style", ["Back", "A", "None"])
def test_a_style_that_takes_nothing_out_leaves_the_words(style: str) -> None:
    found = _text(f'<text:p text:style-name="{style}">a</text:p>', STYLES)
    assert (brief(found), omissions(found)) == (["a"], [])


def test_a_sheet_is_read_with_the_numbers_of_its_rows() -> None:
    found = _book(
        _table(
            "<table:table-header-rows>"
            + _row("Ref", "Action")
            + "</table:table-header-rows>"
            + _row("", attributes='table:number-rows-repeated="3"')
            + _row("1", _cell("", 'table:number-columns-repeated="2"'), "x")
            + _row(_cell("y", 'table:number-columns-repeated="2"'))
            + _row("z", attributes='table:number-rows-repeated="2"')
            + _row("", attributes='table:number-rows-repeated="1048000"')
        )
    )
    assert brief(found) == [
        ["Ref", "Action", "", ""],
        ["1", "", "", "x"],
        ["y", "y", "", ""],
        ["z", "", "", ""],
        ["z", "", "", ""],
    ]
    assert [row.place for row in rows(found)] == [
        f"sheet Actions row {number}" for number in (1, 5, 6, 7, 8)
    ]
    assert [row.is_header for row in rows(found)] == [True, False, False, False, False]


def test_the_text_of_merged_cells_is_given_once() -> None:
    wide = _cell("wide", 'table:number-columns-spanned="2" table:number-rows-spanned="2"')
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    sheet = _table(_row(wide, covered, "c") + _row(covered, "d") + _row("x", "y", "z"))
    assert brief(_book(sheet)) == [["wide", "<", "c"], ["^", "^<", "d"], ["x", "y", "z"]]


@pytest.mark.parametrize(
    ("value", "shown", "read"),
    [
        ("2026-09-30", "30/09/26", "2026-09-30"),
        ("2026-09-30T00:00:00", "30 Sep", "2026-09-30"),
        ("2026-09-30T14:30:00", "30 Sep", "2026-09-30 14:30"),
        ("2026-09-01", "Sept 2026", "Sept 2026"),
    ],
)
def test_a_date_is_read_whole(value: str, shown: str, read: str) -> None:
    cell = _cell(shown, f'office:value-type="date" office:date-value="{value}"')
    assert brief(_book(_table(_row(cell)))) == [[read]]


def test_the_colour_of_a_cell_is_known() -> None:
    fill = '<style:table-cell-properties fo:background-color="#ffc000"/>'
    table = _table(_row("a", _cell("", 'table:style-name="A"')))
    found = rows(_book(table, styles=_style("A", fill)))
    assert [cell.shade for cell in found[0].cells] == ["", "FFC000"]


def test_what_is_hidden_of_a_sheet_is_set_apart() -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
    )
    group = '<table:table-row-group table:display="false">'
    inner = (
        columns
        + _row("a", "b", "c")
        + _row("d", attributes='table:visibility="collapse"')
        + _row("e", attributes='table:visibility="filter"')
        + group
        + _row("f", attributes='table:visibility="collapse"')
        + "</table:table-row-group>"
    )
    hidden = _style("H", '<style:table-properties table:display="false"/>')
    old = _table(_row("g"), 'table:name="Old" table:style-name="H"')
    found = _book(_table(inner), old, styles=hidden)
    assert brief(found)[0] == ["a", "b", ""]
    assert omissions(found) == [
        ("c", "in a hidden column"),
        ("d", "in a hidden row"),
        ("e", "in a row that a filter hides"),
        ("f", "in a row of a group that is folded away"),
        ("g", "on a hidden sheet"),
    ]


def test_a_locked_file_is_refused() -> None:
    more = {"META-INF/manifest.xml": "<manifest:encryption-data/>"}
    with pytest.raises(UnreadableFile, match="locked with a password"):
        _read("<office:text/>", more=more)


def test_a_row_that_is_repeated_without_end_is_refused() -> None:
    row = _row("x", attributes='table:number-rows-repeated="1048576"')
    with pytest.raises(UnreadableFile, match="cells, which is more than is read"):
        _book(_table(row))


def test_a_cell_that_is_repeated_without_end_is_refused() -> None:
    row = _row(_cell("x", 'table:number-columns-repeated="1048576"'))
    with pytest.raises(UnreadableFile, match="cells, which is more than is read"):
        _book(_table(row))
