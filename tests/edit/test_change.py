"""Edits of plan files: what is meant changes, and all else stays to the character."""

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.edit.block import Unwritable
from planctl.edit.change import edited, written
from planctl.edit.splice import Add, Cut, Edit, Put, applied
from planctl.load.content import parse_yaml
from planctl.model.problem import PlanValue

MARCH: Final = {"on": "2024-03-31", "value": "27.5"}
ONE: Final = "{on: 2024-03-31, value: 27.5}"
SEEN: Final = ("observations",)


def _seen(text: str, *edits: Edit) -> str:
    """A measure after edits; its list of observations is called seen here, to be short."""
    return edited(text.replace("seen", "observations"), "measure", edits).replace(
        "observations", "seen"
    )


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("id: a\n", f"id: a\nseen:\n  - {ONE}\n", id="no key"),
        pytest.param("id: a", f"id: a\nseen:\n  - {ONE}", id="no key and no last line end"),
        pytest.param("id: a\nseen:\n", f"id: a\nseen:\n  - {ONE}\n", id="an empty key"),
        pytest.param("id: a\nseen:", f"id: a\nseen:\n  - {ONE}", id="an empty key at the end"),
        pytest.param(
            "seen: # soon\nid: a\n", f"seen: # soon\n  - {ONE}\nid: a\n", id="a comment on the key"
        ),
        pytest.param(
            "seen: []  # none\n", f"seen:  # none\n  - {ONE}\n", id="an empty list in brackets"
        ),
        pytest.param(
            "id: a\r\nseen:\r\n", f"id: a\r\nseen:\r\n  - {ONE}\r\n", id="lines of Windows"
        ),
        pytest.param("", f"seen:\n  - {ONE}\n", id="an empty file"),
        pytest.param(
            "id: a\nnote: z\n", f"id: a\nseen:\n  - {ONE}\nnote: z\n", id="before a later key"
        ),
    ],
)
def test_a_list_begins_in_the_house_form(text: str, after: str) -> None:
    assert _seen(text, Add(SEEN, {**MARCH})) == after


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        pytest.param(
            "seen:\n- {on: 1} # c\n# about\n- {on: 2}\nid: a\n",
            1,
            f"seen:\n- {{on: 1}} # c\n- {ONE}\n# about\n- {{on: 2}}\nid: a\n",
            id="after a line with a comment",
        ),
        pytest.param(
            "seen:\n  - {on: 1}\n", 0, f"seen:\n  - {ONE}\n  - {{on: 1}}\n", id="before the first"
        ),
        pytest.param("seen:\n  - {on: 1}", 1, f"seen:\n  - {{on: 1}}\n  - {ONE}", id="at the end"),
        pytest.param(
            "seen:\n  -   on: 1\n      value: 2\nid: a\n",
            1,
            "seen:\n  -   on: 1\n      value: 2\n  - on: 2024-03-31\n    value: 27.5\nid: a\n",
            id="in lines, as its neighbours are",
        ),
        pytest.param(
            "seen:\n  - on: 1\n    note: |\n      Long\n      text\n\nid: a\n",
            None,
            "seen:\n  - on: 1\n    note: |\n      Long\n      text\n"
            "  - on: 2024-03-31\n    value: 27.5\n\nid: a\n",
            id="after a text in lines",
        ),
        pytest.param("seen: [{on: 1}]\n", 0, f"seen: [{ONE}, {{on: 1}}]\n", id="in brackets"),
        pytest.param("seen: [{on: 1}]\n", 1, f"seen: [{{on: 1}}, {ONE}]\n", id="last in brackets"),
    ],
)
def test_an_item_is_put_in_as_its_neighbours_are_written(
    text: str, before: int | None, after: str
) -> None:
    assert _seen(text, Add(SEEN, {**MARCH}, before)) == after


def test_a_figure_below_nought_has_no_quotes() -> None:
    assert _seen("id: a\n", Add(SEEN, {"on": "2024-03-31", "value": "-4"})).endswith("value: -4}\n")


def test_several_items_are_put_into_an_empty_list() -> None:
    edits = (Add(SEEN, {"on": "1"}), Add(SEEN, {"on": "2"}))
    assert _seen("seen: []\n", *edits) == "seen:\n  - {on: 1}\n  - {on: 2}\n"


def test_several_items_are_put_after_the_last_in_their_order() -> None:
    items = [Add(("leads",), "B"), Add(("leads",), "C")]
    assert edited("leads:\n  - A\n", "action", items) == "leads:\n  - A\n  - B\n  - C\n"


def test_keys_put_into_an_item_stand_before_an_item_put_after_it() -> None:
    edits = (Put((*SEEN, 0, "note"), "So"), Add(SEEN, {"on": "2"}, 1))
    assert _seen("seen:\n  - on: 1\nid: a\n", *edits) == (
        "seen:\n  - on: 1\n    note: So\n  - on: 2\nid: a\n"
    )


@pytest.mark.parametrize(
    ("text", "at", "value", "after"),
    [
        ("title: a  # c\n", ("title",), "b", "title: b  # c\n"),
        ("title: 'a'\n", ("title",), "it's", "title: 'it''s'\n"),
        ('title: "a"\n', ("title",), "b", 'title: "b"\n'),
        ("title:   a\n", ("title",), "b: c", 'title: "b: c"\n'),
        ("'title': a\n", ("title",), "b", "'title': b\n"),
        ("title: a\n  b\n", ("title",), "c", "title: c\n"),
        ("ref: 1\n", ("ref",), "1.10", 'ref: "1.10"\n'),
        (
            "completed:     # a day\n",
            ("completed",),
            "2024-02-01",
            "completed: 2024-02-01     # a day\n",
        ),
        (
            "title: a\nfindings: [x]\n",
            ("status",),
            "paused",
            "title: a\nstatus: paused\nfindings: [x]\n",
        ),
        ("title: a\n", ("ref",), "1", 'ref: "1"\ntitle: a\n'),
        ("# m\n\n# of a\ntitle: a\n", ("ref",), "1", '# m\n\nref: "1"\n# of a\ntitle: a\n'),
        ("title: a\n", ("rag_reason",), "x\ny", "title: a\nrag_reason: |-\n  x\n  y\n"),
        ("rag_reason: x  # c\n", ("rag_reason",), "x\ny\n", "rag_reason: |  # c\n  x\n  y\n"),
        ("rag_reason: |\n  x\n  y\ntitle: a\n", ("rag_reason",), "z", "rag_reason: z\ntitle: a\n"),
        ("leads: [AD]  # c\n", ("leads",), ["AD", "SM"], "leads: [AD, SM]  # c\n"),
        ("leads:\n  - AD\ntitle: a\n", ("leads",), ["SM"], "leads:\n  - SM\ntitle: a\n"),
        ("actions:\n  - a\n  - b\n", ("actions",), ["c", "d"], "actions:\n  - c\n  - d\n"),
        ("actions: [a]\n", ("actions",), ["c", "d"], "actions:\n  - c\n  - d\n"),
        ("actions:\n  - a # c\n  - b\n", ("actions", 0), "z", "actions:\n  - z # c\n  - b\n"),
        ("leads: [AD, SM]\n", ("leads", 1), "X, Y", 'leads: [AD, "X, Y"]\n'),
        ("leads: [AD]\n", ("leads",), None, "leads:\n"),
        ("actions:\n  - a\ntitle: a\n", ("actions",), None, "actions:\ntitle: a\n"),
        ("title: a\n", ("completed",), None, "title: a\n"),
        (
            "milestones:\n  - what: a\n    done:\n",
            ("milestones", 0, "done"),
            "2024-02-01",
            "milestones:\n  - what: a\n    done: 2024-02-01\n",
        ),
        (
            "progress:\n  - note: a\n",
            ("progress", 0, "date"),
            "2024-02-01",
            "progress:\n  - date: 2024-02-01\n    note: a\n",
        ),
        (
            "progress:\n  -\n    # c\n    note: a\n",
            ("progress", 0, "date"),
            "2024-02-01",
            "progress:\n  -\n    date: 2024-02-01\n    # c\n    note: a\n",
        ),
        (
            "progress:\n  - note: a\n",
            ("progress", 0, "note"),
            "x\ny",
            "progress:\n  - note: |-\n      x\n      y\n",
        ),
        (
            "milestones:\n  - what: a\n    done: x\ntitle: a\n",
            ("milestones", 0),
            {"what": "b"},
            "milestones:\n  - what: b\ntitle: a\n",
        ),
        ("title: a\n", ("verified", "by"), "AD", "title: a\nverified:\n  by: AD\n"),
        ("verified:\ntitle: a\n", ("verified", "by"), "AD", "verified:\n  by: AD\ntitle: a\n"),
        (
            "verified: {by: AD}\n",
            ("verified", "how"),
            "so, so",
            'verified: {by: AD, how: "so, so"}\n',
        ),
        ("verified: {}\n", ("verified", "by"), "AD", "verified: {by: AD}\n"),
        ("verified: {by: AD}\n", ("verified", "by"), "SM", "verified: {by: SM}\n"),
        ("verified: {by: }\n", ("verified", "by"), "SM", "verified: {by: SM }\n"),
        (
            "timescale: {written: x, due: Feb 2024}\n",
            ("timescale", "due"),
            "Mar 2024",
            "timescale: {written: x, due: Mar 2024}\n",
        ),
        (
            "milestones: [{what: a, leads: []}]\n",
            ("milestones", 0, "leads"),
            ["AD"],
            "milestones: [{what: a, leads: [AD]}]\n",
        ),
        ("unknown: 1\ntitle: a\n", ("ref",), "1", 'ref: "1"\nunknown: 1\ntitle: a\n'),
    ],
)
def test_a_value_is_put_in_its_place_and_nothing_else_changes(
    text: str, at: tuple[str | int, ...], value: PlanValue, after: str
) -> None:
    assert edited(text, "action", [Put(at, value)]) == after
    assert edited(text.replace("\n", "\r\n"), "action", [Put(at, value)]) == after.replace(
        "\n", "\r\n"
    )


@pytest.mark.parametrize(
    ("text", "at", "value", "after"),
    [
        ("leads: [AD]\n", ("leads",), "SM", "leads: [AD, SM]\n"),
        (
            "milestones: [{what: a, leads: [AD]}]\n",
            ("milestones", 0, "leads"),
            "SM",
            "milestones: [{what: a, leads: [AD, SM]}]\n",
        ),
        (
            "milestones: [{what: a, leads: []}]\n",
            ("milestones", 0, "leads"),
            "SM",
            "milestones: [{what: a, leads: [SM]}]\n",
        ),
        ("actions:\n  - a\n\n", ("actions",), "b", "actions:\n  - a\n  - b\n\n"),
        (
            "milestones:\n  - what: a\n",
            ("milestones", 0, "leads"),
            "SM",
            "milestones:\n  - what: a\n    leads: [SM]\n",
        ),
    ],
)
def test_an_item_is_added_wherever_its_list_stands(
    text: str, at: tuple[str | int, ...], value: str, after: str
) -> None:
    assert edited(text, "action", [Add(at, value)]) == after


@pytest.mark.parametrize("text", ["", "# a\n", "[]\n", "[] # a\n"])
def test_a_file_that_is_an_empty_list_takes_an_item(text: str) -> None:
    comment = text[text.index("#") :] if "#" in text else ""
    assert edited(text, "decisions", [Add((), {"id": "a"})]) == f"{comment}- id: a\n"


@pytest.mark.parametrize("kind", ["policy", "decisions"])
@pytest.mark.parametrize(
    "text", ["", "# a\n# b\n", "---\n# a\n", "{}\n# a\n", "~ # a\n", "{a: b}\n"]
)
def test_a_file_of_any_form_stays_as_it_is_where_nothing_changes(text: str, kind: str) -> None:
    assert edited(text, kind, []) == text
    assert edited(text, kind, [Put(("due_soon_days",), None)]) == text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("# a\n# b\n", "# a\n# b\ndue_soon_days: 3\n"),
        ("# a", "# a\ndue_soon_days: 3"),
        ("---\n", "---\ndue_soon_days: 3\n"),
        ("{}\n", "due_soon_days: 3\n"),
        ("# a\r\n{}\r\n", "# a\r\ndue_soon_days: 3\r\n"),
        ("{} # a\n", "# a\ndue_soon_days: 3\n"),
        ("null\n", "due_soon_days: 3\n"),
    ],
)
def test_a_file_that_says_nothing_takes_a_key(text: str, after: str) -> None:
    assert edited(text, "policy", [Put(("due_soon_days",), "3")]) == after


def test_a_list_of_decisions_is_edited_by_its_numbers() -> None:
    text = "- id: a\n  about: ['1.2']\n- id: b\n  about: ['1.2', '1.3']\n"
    after = edited(text, "decisions", [Put((1, "about", 0), "1.7")])
    assert after == "- id: a\n  about: ['1.2']\n- id: b\n  about: [\"1.7\", '1.3']\n"


@pytest.mark.parametrize(
    ("text", "edit", "why"),
    [
        ("{title: a}\n", Put(("title",), "b"), "a line for each key"),
        ("leads: words\n", Add(("leads",), "AD"), "has to be a list"),
        ("leads: {a: b}\n", Add(("leads",), "AD"), "has to be a list"),
        ("title: a\n", Put(("leads", 0), "AD"), "by hand"),
        ("actions:\n  - a\n", Put(("actions", 1), "b"), "by hand"),
        ("actions:\n  - a  # c\n", Put(("actions",), ["b"]), "by hand"),
        ("verified: [a]\n", Put(("verified", "by"), "AD"), "by hand"),
        ("title: a\n", Put(("title",), "x\x1b"), "take it out"),
        ("title: a\n", Put(("leads",), ["x\u2028"]), "take it out"),
        ("title: a\n", Put(("verified",), {"by": "\x00"}), "take it out"),
        ("title: a\n", Put(("title",), "x\ufeff"), "take it out"),
    ],
)
def test_what_cannot_be_put_in_is_refused_with_what_to_do(text: str, edit: Edit, why: str) -> None:
    with pytest.raises(Unwritable) as refused:
        edited(text, "action", [edit])
    assert why in refused.value.hint


def test_a_comment_that_would_be_lost_is_said() -> None:
    with pytest.raises(Unwritable, match="has a comment within what would be replaced"):
        edited("actions:\n  - a  # c\n", "action", [Put(("actions",), ["b"])])


def test_an_edit_that_would_break_the_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.edit.change.cuts", lambda *_: [Cut(0, 0, "[")])
    with pytest.raises(Unwritable):
        edited("title: a\n", "action", [Put(("title",), "b")])


def test_of_two_cuts_at_one_place_the_first_comes_first() -> None:
    assert applied("ad", [Cut(1, 1, "b"), Cut(1, 1, "c"), Cut(0, 1, "A")]) == "Abcd"


_ITEMS: Final = st.lists(st.integers(0, 9), max_size=4)
_STYLES: Final = st.sampled_from(["  - {{on: {0}}} # {0}\n", "# {0}\n- on: {0}\n  value: 1\n"])


@given(_ITEMS, _STYLES, st.lists(st.tuples(st.integers(0, 4), st.integers(10, 99)), max_size=4))
def test_what_was_there_stays_and_what_was_put_in_stands_at_its_place(
    days: list[int], style: str, more: list[tuple[int, int]]
) -> None:
    listed = "".join(style.format(day) for day in days)
    text = f"id: a\nobservations:\n{listed}# end\nnote: z\n"
    new = [(min(n, len(days)), str(day)) for n, day in more]
    after = edited(text, "measure", [Add(SEEN, {"on": day}, n) for n, day in new])
    wanted: list[str] = []
    for n in range(len(days) + 1):
        wanted += [day for before, day in new if before == n]
        wanted += [str(day) for day in days[n : n + 1]]
    read: Any = parse_yaml(after)
    assert [item["on"] for item in read["observations"] or []] == wanted
    left = iter(after.splitlines())
    assert all(line in left for line in text.splitlines())


def test_a_new_file_is_in_the_house_form_under_its_first_line() -> None:
    text = written("# m", "action", {"title": "a: b", "ref": "1.1", "leads": None})
    assert text == '# m\nref: "1.1"\ntitle: "a: b"\nleads:\n'
    assert written("", "action", {"ref": "1.1"}) == 'ref: "1.1"\n'
