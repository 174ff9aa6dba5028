"""Markdown: its tables, and everything else that can stand in it."""

import pytest

from office import brief, lines, rows
from planctl.intake.read.formats import read_paper
from planctl.intake.read.paper import UnreadableFile

PLAN = b"""\
# A plan

Some *words*, a [link](http://a.b/c) and a<br>break.

| Ref | Action |
|-----|--------|
| 1   | Do it<br>well \\| now |
|     | and more |

3. third
- item
  - deeper

~~~
as typed
~~~
"""


def test_a_markdown_file_is_read_in_order() -> None:
    assert brief(read_paper("a.md", PLAN)) == [
        "A plan",
        "Some words, a [link](http://a.b/c) and a",
        "break.",
        ["Ref", "Action"],
        ["1", "Do it / well | now"],
        ["", "and more"],
        "* third",
        "* item",
        "* deeper",
        "as typed",
    ]


def test_the_parts_of_a_markdown_file_know_their_line() -> None:
    found = read_paper("a.md", PLAN)
    assert [row.place for row in rows(found)] == ["line 5", "line 7", "line 8"]
    assert [line.place for line in lines(found)][-4:] == [
        "line 10",
        "line 11",
        "line 12",
        "line 14",
    ]


def test_the_first_row_of_a_markdown_table_heads_it() -> None:
    assert [row.is_header for row in rows(read_paper("a.md", PLAN))] == [True, False, False]


def test_a_heading_has_its_level() -> None:
    found = lines(read_paper("a.md", b"# One\n## Two\ntext"))
    assert [line.heading for line in found] == [1, 2, 0]


@pytest.mark.parametrize("limit", ["LETTER_LIMIT", "PIECE_LIMIT"])
def test_markdown_of_more_than_anybody_writes_is_refused(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"planctl.intake.read.html.{limit}", 20)
    with pytest.raises(UnreadableFile, match="the file is Markdown of more than") as fault:
        read_paper("a.md", PLAN)
    assert ("20 letters" if limit == "LETTER_LIMIT" else "20 lines and cells") in str(fault.value)
