"""The house form: every file can be brought to it, and what it says and its comments stay."""

from collections import Counter
from textwrap import dedent
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everything import EVERYTHING
from make import OUR_PLAN
from planctl.edit.block import Unwritable, comments
from planctl.edit.change import written
from planctl.edit.form import formed
from planctl.load.content import FileFault, parse_yaml
from planctl.load.file_place import file_kind
from planctl.model.problem import PlanValue


def test_our_plan_is_in_the_house_form() -> None:
    for file in OUR_PLAN.rglob("*.yaml"):
        text = file.read_text("utf-8")
        assert formed(text, file_kind(file.relative_to(OUR_PLAN).as_posix())) == text, file


CASES: Final = {
    "the order of keys": (
        "action",
        """\
        # yaml-language-server: $schema=x
        # about the title
        title: a   # beside

        # about the ref
        ref: 1.10
        own: x
        """,
        """\
        # yaml-language-server: $schema=x

        # about the ref
        ref: "1.10"
        # about the title
        title: a   # beside
        own: x
        """,
    ),
    "the head stays at the head": (
        "action",
        """\
        ---
        # about the file


        title: a
        ref: 1
        ...
        # at the end
        """,
        """\
        # about the file

        ref: "1"
        title: a
        # at the end
        """,
    ),
    "lists and groups in lines": (
        "action",
        """\
        actions: [do this, 'and that']
        leads:
        - AD
        - "SM QA"
        milestones:
            - {done: 2024-02-01, what: 'It: so'}
            -   what: b
                leads: []
        """,
        """\
        actions:
          - do this
          - and that
        leads: [AD, SM QA]
        milestones:
          - what: "It: so"
            done: 2024-02-01
          - what: b
            leads: []
        """,
    ),
    "comments within lists": (
        "action",
        """\
        actions:   # all of them
        # the first
        - a   # one
        # the second
        -
          b
        progress:
        - # odd
          note: x   # said
          # of by
          by: AD
            # deep
          # foot of the item
        # of the title
        title: t
        """,
        """\
        # of the title
        title: t
        actions:   # all of them
          # the first
          - a   # one
          # the second
          - b
        progress:
          # odd
          # of by
          - by: AD
            # deep
            # foot of the item
            note: x   # said
        """,
    ),
    "comments within brackets": (
        "action",
        """\
        actions: [ # these
          a, # one
          # two
          b # b
          # after
        ] # all
        verified: {
          # who
          by: AD,
          how: so }
        """,
        """\
        actions:  # all
          # these
          - a  # one
          # two
          - b  # b
          # after
        verified:
          # who
          by: AD
          how: so
        """,
    ),
    "texts of several lines": (
        "action",
        """\
        title: a
          b
        rag_reason: >  # folded
          one
          two

          three
        actions:
          - "x\\ny"
          - |+
            ends

        """,
        """\
        title: a b
        actions:
          - |-
            x
            y
          - "ends\\n\\n"
        rag_reason: |  # folded
          one two
          three
        """,
    ),
    "readings in braces": (
        "measure",
        """\
        observations:
          - value: 5
            on: 2024-02-01
          - {on: 2024-03-01, value: 6}   # c
          - on: 2024-04-01   # d
            value: 7
        baseline: {on: 2024-01-01, value: 4}
        """,
        """\
        baseline:
          value: 4
          on: 2024-01-01
        observations:
          - {on: 2024-02-01, value: 5}
          - {on: 2024-03-01, value: 6}   # c
          - on: 2024-04-01   # d
            value: 7
        """,
    ),
    "a file in braces": ("area", "{title: a, ref: 1}\n", 'ref: "1"\ntitle: a\n'),
    "a comment on the line of a dash": (
        "action",
        "progress:\n  - # odd\n    note: a\n    by: AD\n  - {note: b, by: C}  # two\n",
        "progress:\n  # odd\n  - by: AD\n    note: a\n  # two\n  - by: C\n    note: b\n",
    ),
    "what no model knows": (
        "action",
        "own: [[a, b], {c: }]\n",
        "own:\n  -   - a\n      - b\n  - c:\n",
    ),
    "a reading without a value": (
        "measure",
        "observations: [{value: , on: 2024-02-01}]\n",
        "observations:\n  - {on: 2024-02-01, value: null}\n",
    ),
    "a comment in empty brackets": (
        "action",
        "leads: [  # nobody\n]\ntitle: a\n",
        "title: a\n# nobody\nleads: []\n",
    ),
    "only comments": ("policy", "\n\n# nothing yet", "# nothing yet\n"),
    "a list of decisions": (
        "decisions",
        "- {id: a, meeting: March 2024, decided: x}\n",
        "- id: a\n  meeting: March 2024\n  decided: x\n",
    ),
    "names that others take for something else": (
        "roles",
        "'NO': Norfolk officer\n1.2: x\nSM QA: z\n",
        '"NO": Norfolk officer\n"1.2": x\nSM QA: z\n',
    ),
    "empty lines only at the top": (
        "action",
        "ref: a\n\n\n\ntitle: b\nactions:\n\n  - c\n\n  # d\n  - e\n\n\n",
        "ref: a\n\ntitle: b\nactions:\n  - c\n  # d\n  - e\n",
    ),
}


@pytest.mark.parametrize(("kind", "text", "after"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_is_brought_to_the_house_form(
    kind: str, text: str, after: str, line_end: str
) -> None:
    given_text, wanted = (dedent(each).replace("\n", line_end) for each in (text, after))
    assert formed(given_text, kind) == wanted
    assert formed(wanted, kind) == wanted


READABLE: Final = {path: text for path, text in EVERYTHING.items() if "unread" not in path}


@pytest.mark.parametrize(("path", "text"), READABLE.items(), ids=READABLE)
def test_a_plan_with_every_key_says_the_same_in_the_house_form(path: str, text: str) -> None:
    before, kind = dedent(text), file_kind(path)
    after = formed(before, kind)
    assert parse_yaml(after) == parse_yaml(before)
    assert formed(after, kind) == after


def test_a_broken_file_has_no_form() -> None:
    with pytest.raises(FileFault):
        formed("a: [\n", "action")


def test_a_file_that_would_lose_something_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.edit.form._whole", lambda _text, _kind: ["title: other"])
    with pytest.raises(Unwritable):
        formed("title: a\n", "action")


_WORDS: Final = st.text(st.sampled_from("ab:#- '\"\n,é[]{}"), max_size=8).filter(
    lambda text: text.strip() == text != ""
)
_GROUP: Final = st.fixed_dictionaries(
    {"note": _WORDS}, optional={"by": _WORDS, "date": st.just("2024-02-01")}
)
_ACTION: Final = st.fixed_dictionaries(
    {"ref": st.just("1.1"), "title": _WORDS},
    optional={
        "actions": st.lists(_WORDS, max_size=3),
        "leads": st.lists(_WORDS, max_size=3),
        "progress": st.lists(_GROUP, max_size=3),
        "rag_reason": _WORDS,
        "timescale": st.fixed_dictionaries({"written": _WORDS, "due": st.just("Feb 2024")}),
    },
)


@given(_ACTION)
def test_what_is_written_anew_is_in_the_house_form_and_says_what_was_meant(
    said: dict[str, PlanValue],
) -> None:
    text = written("# yaml-language-server: $schema=x", "action", said)
    assert parse_yaml(text) == said
    assert formed(text, "action") == text


@given(_ACTION, st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=6), st.data())
def test_no_comment_is_ever_lost_and_the_form_is_reached_at_once(
    said: dict[str, PlanValue], places: list[tuple[int, bool]], data: st.DataObject
) -> None:
    lines = written("", "action", said).splitlines()
    for number, (place, beside) in enumerate(places):
        at = place % len(lines)
        if beside:
            lines[at] += f"  # c{number}"
        else:
            indent = data.draw(st.integers(0, 6))
            lines.insert(at, f"{' ' * indent}# c{number}")
    text = "\n".join(lines) + "\n"
    try:
        before = parse_yaml(text)
    except FileFault:
        return  # the comment fell into a text of several lines and broke it
    after = formed(text, "action")
    assert parse_yaml(after) == before
    assert Counter(words for _, words in comments(after)) == Counter(
        words for _, words in comments(text)
    )
    assert formed(after, "action") == after
