"""Pages of HTML: tables, lists and links, as a browser shows them."""

import pytest

from office import brief, lines, omissions, rows, words_of
from planctl.intake.read.formats import read_paper
from planctl.intake.read.paper import UnreadableFile
from planctl.load.html_tree import DEPTH_LIMIT


def _page(text: str) -> list[str | list[str]]:
    return brief(read_paper("a.html", text.encode()))


def _shades(text: str) -> list[list[str]]:
    return [[cell.shade for cell in row.cells] for row in rows(read_paper("a.html", text.encode()))]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p>one <b>two</b>\nthree", ["one two three"]),
        ("<p>one<p>two<div>three</div>four", ["one", "two", "three", "four"]),
        ("one<br>two", ["one", "two"]),
        ("<p>So far: • one • two", ["So far:", "* one", "* two"]),
        ("&lt;b&gt; caf&eacute; &#8211; x&nbsp;y", ["<b> café \u2013 x y"]),
        ("<del>old</del><ins>new</ins>", ["new"]),
        ("<script>a</script><style>b</style><template>c</template>d<!-- e -->", ["d"]),
        ('<a href="http://a.b/">here</a>', ["[here](http://a.b/)"]),
        ('<a href="#x">here</a> <a>there</a>', ["here there"]),
        ('<a href="http://a.b/"><p>one<p>two</a>', ["one", "(http://a.b/)", "[two](http://a.b/)"]),
        ('<img alt="A chart"><img>', ["A chart"]),
        ("<ul><li>a<li>b<p>more</ul>c", ["* a", "* b", "more", "c"]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", ["* a", "* b", "* c"]),
        ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", ["a", "b", "c", "d"]),
        ("<pre>one\n  two <b>x</b>\n</pre>", ["one", "two x"]),
        ("<input type=checkbox checked> a <input type=radio> b", ["☑ a ☐ b"]),
        ("<input value=typed><input type=hidden value=no>", ["typed"]),
        ("<select><option>a<option selected>b</select>", ["b"]),
        ("<p>one</b></div></p>two", ["one", "two"]),
        ("<![if !supportLists]>·  one<![endif]>", ["* one"]),
        ("<p>one<!-- two", ["one<!-- two"]),
        ("<p>one <a", ["one <a"]),
        ("<p><![CDATA[one <b>two</b>]]>", ["one two"]),
        ("<o:p>one</o:p>\x07two", ["onetwo"]),
        ("<p>x<![foo>", ["x"]),
    ],
)
def test_a_page_reads_as_a_browser_shows_it(text: str, read: list[str]) -> None:
    assert _page(text) == read


def test_headings_have_their_level_and_are_one_line() -> None:
    found = lines(read_paper("a.html", b"<h1>One</h1><h3>Two<br>three</h3>four"))
    assert [(line.text, line.heading) for line in found] == [
        ("One", 1),
        ("Two three", 3),
        ("four", 0),
    ]


def test_the_items_of_a_numbered_list_keep_their_numbers() -> None:
    page = b"<ol start=3><li>a<li>b</ol><ol start=x>text<li>c</ol><ul><li>d</ul>"
    found = [line.number for line in lines(read_paper("a.html", page))]
    assert found == ["3.", "4.", "", "1.", ""]


def test_the_title_of_a_page_stands_beside_it() -> None:
    page = b"<html><head><title>A plan</title><title> </title></head><body>x"
    assert [line.text for line in lines(read_paper("a.html", page), "page title")] == ["A plan"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>e", [["a", "b"], ["c", "d"], "e"]),
        ("<table><tr><td colspan=2>a<tr><td>b<td>c</table>", [["a", "<"], ["b", "c"]]),
        ("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", [["a", "b"], ["^", "c"]]),
        (
            "<table><tr><td rowspan=0 colspan=2>a<td>b<tr><td>c<tr><td>d</table>",
            [["a", "b"], ["^", "c"], ["^", "d"]],
        ),
        (
            "<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c<tr><td>d<td>e</table>",
            [["a", "<", "b"], ["^", "^<", "c"], ["d", "e", ""]],
        ),
        ("<table><tr><td colspan=x>a<td rowspan=-1>b</table>", [["a", "b"]]),
        ("<table><tr><td>a<table><tr><td>b<td>c</table>d<td>e</table>", [["a / b / c / d", "e"]]),
        ("<table><tr><td>a<table><tr><td>b<td>c</table>d</table>", ["a", ["b", "c"], "d"]),
        ("<table><caption>All<tr><td>a<td>b</table>", ["All", ["a", "b"]]),
        ("<table><colgroup><col>stray <tr>lost<td>a<td>b</table>", ["stray lost", ["a", "b"]]),
        ("<table><form><tr><td>a<td>b</form></table>", [["a", "b"]]),
        ("<table><tr><td>a</div></table>b", [["a"], "b"]),
        ("<table><tr><td><p>a</table></p>b", [["a"], "b"]),
        ("<table></table>", []),
    ],
)
def test_tables_are_read_with_what_their_cells_span(text: str, read: list[str]) -> None:
    assert _page(text) == read


def test_a_cell_that_was_never_closed_ends_where_the_next_begins() -> None:
    page = "<table><thead><tr><th>A<th>B<tbody><tr><td>a<p>more<td>b<tfoot><tr><td>c</table>"
    assert _page(page) == [["A", "B"], ["a / more", "b"], ["c", ""]]


def test_the_rows_that_head_a_table_are_known() -> None:
    page = (
        b"<table><thead><tr><td>a<td>b</thead><tr><th>c<th>d<tr><th>e<td>f<tr></table>"
        b"<table><tr><td>x</table>"
    )
    assert [row.is_header for row in rows(read_paper("a.html", page))] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("cell", "shade"),
    [
        ("<td bgcolor=red>", "FF0000"),
        ("<td bgcolor='#00B050'>", "00B050"),
        ("<td bgcolor='#fff'>", ""),
        ("<td style='background: #f80'>", "FF8800"),
        ("<td style='background-color:rgb(255, 192, 300)'>", "FFC0FF"),
        ("<td style='background:url(x.png)'>", ""),
        ("<td class='a xl65'>", "FFC000"),
        ("<td class=b>", "008000"),
        ("<td>", ""),
    ],
)
def test_the_colour_of_a_cell_is_known(cell: str, shade: str) -> None:
    style = "<style>td.xl65, .b\n{background:#FFC000} .b{background:green} .c{color:red}</style>"
    assert _shades(f"<html>{style}<table><tr>{cell}x<td>y</table>") == [[shade, ""]]


def test_a_row_gives_its_colour_to_its_cells() -> None:
    assert _shades("<table><tr bgcolor=green><td>x<td bgcolor=red>y</table>") == [
        ["008000", "FF0000"]
    ]


@pytest.mark.parametrize(
    "content",
    [
        "<meta charset=iso-8859-2><p>\u0159".encode("iso-8859-2"),
        "<meta charset='utf-8'><p>\u0159".encode(),
        "<meta charset='utf-16'><p>\u0159".encode(),
        "<meta charset='none-such'><p>\u0159".encode(),
        "<meta charset='iso-8859-1'><p>\u0159".encode(),
        "<meta charset='ascii'><p>\u0159".encode(),
        "<html><p>\u0159".encode("utf-16"),
    ],
)
def test_letters_are_read_even_where_a_page_is_wrong_about_them(content: bytes) -> None:
    assert brief(read_paper("a.html", content)) == ["\u0159"]


def test_a_page_whose_letters_cannot_be_read_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="letters of this file"):
        read_paper("a.html", b"<p>\x81")


def test_things_within_things_without_end_are_read() -> None:
    deep = DEPTH_LIMIT * 20
    assert _page("<div>" * deep + "x" + "</div>" * deep) == ["x"]


@pytest.mark.parametrize(
    "unended", ["<!--", "<!a", "<?a", "</a", "<a ", "<a b='", "<![CDATA[", "<![", "<style>.a{"]
)
def test_very_many_tags_without_an_end_take_no_longer_than_as_many_letters(unended: str) -> None:
    assert words_of(read_paper("a.html", (f"<html>{unended * 100_000}").encode()))["x"] == 0


def test_cells_that_span_more_than_any_table_has_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planctl.intake.read.paper.CELL_LIMIT", 5_000)
    page = "<table>" + "<tr><td colspan=1000 rowspan=65534>x" * 4 + "</table>"
    with pytest.raises(UnreadableFile, match="cells, which is more than is read"):
        read_paper("a.html", page.encode())


def test_a_page_of_more_tags_than_anybody_writes_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planctl.intake.read.html.TAG_LIMIT", 3)
    with pytest.raises(
        UnreadableFile, match="the page has more than 3 tags, which is more than is"
    ):
        read_paper("a.html", b"<p>one</p><p>two</p>")


@pytest.mark.parametrize(
    ("page", "live", "omitted"),
    [
        ("a <s>b</s> <strike>c</strike> <del>d</del>", "a", [("b c d", "crossed out")]),
        ("a <span style='text-decoration:line-through'>b</span>", "a", [("b", "crossed out")]),
        ("a <i style='TEXT-DECORATION: Line-Through'>b</i>", "a", [("b", "crossed out")]),
        ("a <span style='text-decoration: underline'>b</span>", "a b", []),
        ("<p style='text-decoration:line-through'>a<b>b</b></p><p>c", "c", [("ab", "crossed out")]),
        ("a <span hidden>b</span>", "a", [("b", "hidden")]),
        ("a <span hidden style='display:inline'>b</span>", "a b", []),
        ("a <i style='visibility : hidden'>b</i>", "a", [("b", "hidden")]),
        ("a <i style='mso-hide:all'>b</i>", "a", [("b", "hidden")]),
        ("a <i aria-hidden=true>b</i>", "a b", []),
        ("a <i hidden><img alt='a chart'><input value=x></i>", "a", [("a chart x", "hidden")]),
        ("<style>.o{display:none}</style>a <i class='n o'>b</i>", "a", [("b", "hidden")]),
        ("<style>i.o, #n{display:none}</style>a <b class=o>b</b><i class=o>c</i><b id=n> d</b>",
         "a b", [("c d", "hidden")]),
        ("<style>.o{display:none}</style>a <i class=o style='display:inline'>b</i>", "a b", []),
        ("<style>td .o, .o:hover{display:none}</style>a <i class=o>b</i>", "a b", []),
        ("<style>@media print{.o{display:none}} /* .o{display:none} */</style>a <i class=o>b</i>",
         "a b", []),
    ],
)  # fmt: skip
def test_what_a_page_crosses_out_or_hides_is_set_apart(
    page: str, live: str, omitted: list[tuple[str, str]]
) -> None:
    read = read_paper("a.html", f"<html><body>{page}".encode())
    assert (brief(read), omissions(read)) == ([live], omitted)


def test_a_page_of_the_older_letters_is_read_as_windows_wrote_it() -> None:
    page = "<html><meta charset=iso-8859-1><p>the child’s plan".encode("cp1252")
    found = read_paper("a.html", page)
    assert brief(found) == ["the child’s plan", "read as Windows writes them, such as child’s"]
