"""Two changes to one plan file: both stay, and what contradicts itself is left to a person."""

from collections import Counter
from typing import Any, Final, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.edit.change import written
from planctl.edit.merge import merged
from planctl.load.content import content
from planctl.load.text import FileFault
from planctl.model.said import Said

BASE: Final = """\
# about the file

ref: "1.1"
title: First   # c
leads: [AD]  # who
status: in progress
milestones:
  - what: One
  - what: Two
progress:
  # how it began
  - date: 2024-01-10
    note: Begun.
"""
NOTE: Final = "  - date: 2024-02-0{0}\n    note: {1}\n"


def _with(old: str, new: str) -> str:
    assert old in BASE
    return BASE.replace(old, new)


OURS_NOTE: Final = BASE + NOTE.format(3, "ours")
THEIRS_NOTE: Final = BASE + NOTE.format(1, "theirs")


@pytest.mark.parametrize(
    ("ours", "theirs", "result"),
    [
        (
            OURS_NOTE,
            THEIRS_NOTE,
            BASE + NOTE.format(1, "theirs") + NOTE.format(3, "ours"),
        ),
        (OURS_NOTE, OURS_NOTE, OURS_NOTE),
        (BASE + "impact_rag: red\n", OURS_NOTE, OURS_NOTE + "impact_rag: red\n"),
        (
            _with("One\n", "One\n    done: 2024-01-01\n"),
            _with("Two\n", "Two\n    done: 2024-01-02\n"),
            _with("One\n", "One\n    done: 2024-01-01\n").replace(
                "Two\n", "Two\n    done: 2024-01-02\n"
            ),
        ),
        (
            _with("One\n", "One\n    done: 2024-01-01\n"),
            _with("One\n", "One\n    leads: [AD]\n"),
            _with("One\n", "One\n    leads: [AD]\n    done: 2024-01-01\n"),
        ),
        (_with("[AD]", "[AD, SM]"), _with("[AD]", "[AD, DCS]"), _with("[AD]", "[AD, SM, DCS]")),
        (
            _with("leads: [AD]", "leads: []"),
            _with("title: First", "title: Other"),
            _with("leads: [AD]", "leads: []").replace("title: First", "title: Other"),
        ),
        (
            _with("  - what: One\n", ""),
            _with("Two\n", "Two\n    done: 2024-01-02\n"),
            _with("  - what: One\n", "").replace("Two\n", "Two\n    done: 2024-01-02\n"),
        ),
        (
            _with("  - what: One\n", ""),
            _with("One\n", "One\n    done: 2024-01-02\n"),
            _with("  - what: One\n", "").replace(
                "  - what: Two\n", "  - what: One\n    done: 2024-01-02\n  - what: Two\n"
            ),
        ),
        (
            _with("  # how it began\n", "  # ours\n  # how it began\n"),
            _with("  # how it began\n", "  # how it began\n  # theirs\n"),
            _with("  # how it began\n", "  # ours\n  # how it began\n  # theirs\n"),
        ),
        (_with("title: First ", "title: 'First'"), _with("title: First ", 'title: "First"'), None),
        (
            _with("# about the file", "# about our file"),
            BASE + "# theirs at the end\n",
            _with("# about the file", "# about our file") + "# theirs at the end\n",
        ),
        (
            _with("status: in progress\n", ""),
            BASE + "own: x\n",
            _with("status: in progress\n", "") + "own: x\n",
        ),
    ],
)
def test_what_does_not_contradict_itself_is_brought_together(
    ours: str, theirs: str, result: str | None
) -> None:
    for end in ("\n", "\r\n"):
        found = merged("action", BASE, ours.replace("\n", end), theirs)
        assert not found.is_conflict
        if result is not None:
            assert found.text == result.replace("\n", end)


@pytest.mark.parametrize(
    ("ours", "theirs", "conflict"),
    [
        (
            BASE + "progress_rag: red\nrag_reason: a\n",
            BASE + "progress_rag: green\nrag_reason: b\n",
            (
                "<<<<<<< ours\nprogress_rag: red\n=======\nprogress_rag: green\n>>>>>>> theirs\n"
                "<<<<<<< ours\nrag_reason: a\n=======\nrag_reason: b\n>>>>>>> theirs\n"
            ),
        ),
        (
            _with("in progress", "paused"),
            _with("in progress", "complete\ncompleted: 2024-03-01"),
            (
                "<<<<<<< ours\nstatus: paused\n=======\nstatus: complete\n>>>>>>> theirs\n"
                "<<<<<<< ours\n=======\ncompleted: 2024-03-01\n>>>>>>> theirs\n"
            ),
        ),
        (
            _with("One\n", "One\n    done: 2024-01-01\n"),
            _with("One\n", "One\n    done: 2024-01-02\n"),
            (
                "  - what: One\n<<<<<<< ours\n    done: 2024-01-01\n=======\n    done: 2024-01-02\n"
                ">>>>>>> theirs\n  - what: Two\n"
            ),
        ),
        (
            _with("leads: [AD]", "leads: [SM]"),
            _with("leads: [AD]", "leads: [DCS]"),
            "<<<<<<< ours\nleads: [SM]  # who\n=======\nleads: [DCS]  # who\n>>>>>>> theirs\n",
        ),
        (
            _with("leads: [AD]  # who", "leads:"),
            _with("leads: [AD]  # who", "leads: [AD, SM]  # who"),
            "<<<<<<< ours\nleads:\n=======\nleads: [AD, SM]  # who\n>>>>>>> theirs\n",
        ),
        (
            _with("status: in progress\n", ""),
            _with("status: in progress", "status: paused"),
            "<<<<<<< ours\n=======\nstatus: paused\n>>>>>>> theirs\n",
        ),
    ],
)
def test_a_true_contradiction_is_left_on_that_key_alone(
    ours: str, theirs: str, conflict: str
) -> None:
    found = merged("action", BASE, ours, theirs)
    assert found.is_conflict
    assert conflict in found.text
    rest = found.text.replace(conflict, "")
    assert not any(sign in rest for sign in ("<<<<", "====", ">>>>"))


def test_a_first_key_of_an_item_that_contradicts_itself_has_the_dash_above() -> None:
    base = "evidence:\n  - kind: data\n    title: A\n"
    found = merged(
        "action", base, base.replace("data", "document"), base.replace("data", "feedback")
    )
    assert found.text == (
        "evidence:\n  -\n<<<<<<< ours\n    kind: document\n=======\n    kind: feedback\n"
        ">>>>>>> theirs\n    title: A\n"
    )


def test_the_signs_are_as_long_as_git_asks_for() -> None:
    found = merged("area", "title: a\n", "title: b\n", "title: c\n", 9)
    assert found.text == f"{'<' * 9} ours\ntitle: b\n{'=' * 9}\ntitle: c\n{'>' * 9} theirs\n"


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        ("", "- id: a\n", "- id: b\n", "- id: b\n- id: a\n"),
        ("- id: a\n", "- id: a\n- id: b\n", "- id: a\n- id: c\n", "- id: a\n- id: c\n- id: b\n"),
        (
            "- id: a\n  about: [x]\n",
            "- id: a\n  about: [x, w]\n",
            "- id: a\n  about: [x, z]\n",
            "- id: a\n  about: [x, w, z]\n",
        ),
        ("", "- follow_up: [a]\n", "- follow_up: [b]\n", "- follow_up: [a]\n- follow_up: [b]\n"),
        ("- id: a\n- id: a\n", "- id: a\n- id: a\n- id: b\n", "- id: a\n", "- id: a\n- id: b\n"),
    ],
)
def test_decisions_of_both_sides_stay(base: str, ours: str, theirs: str, result: str) -> None:
    found = merged("decisions", base, ours, theirs)
    assert not found.is_conflict
    assert sorted(found.text.splitlines()) == sorted(result.splitlines())


def test_figures_of_both_sides_stand_in_the_order_of_their_days() -> None:
    base = "id: a\nobservations:\n  - {on: 2024-01-31, value: 1}\n"
    ours = base + "  - {on: 2024-03-31, value: 3}\n"
    theirs = base + "  - {on: 2024-02-29, value: 2}\n"
    assert merged("measure", base, ours, theirs).text == (
        base + "  - {on: 2024-02-29, value: 2}\n  - {on: 2024-03-31, value: 3}\n"
    )
    other = base.replace("value: 1", "value: 9")
    both = merged("measure", base, base.replace("value: 1", "value: 8"), other)
    assert "<<<<<<< ours\n  - {on: 2024-01-31, value: 8}\n=======\n" in both.text


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("{a: 1}\n", "{a: 2}\n", "{a: 3}\n"),
        ("milestones: []\n", "milestones: [{what: a}]\n", "milestones: [{what: b}]\n"),
        ("a: 1\n", "- a\n", "a: 2\n"),
        ("actions: [a]  # x\n", "actions: [a, b]  # x\n", "actions:\n  # y\n  - a\n  - c\n"),
    ],
)
def test_what_cannot_be_brought_together_is_left_whole_and_loses_nothing(
    base: str, ours: str, theirs: str
) -> None:
    found = merged("action", base, ours, theirs)
    assert found.is_conflict
    for line in (*ours.splitlines(), *theirs.splitlines()):
        assert line in found.text


def test_a_result_that_cannot_be_read_is_never_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.edit.merge._Merge.whole", lambda *_: ["a: ["])
    assert merged("area", "a: 1\n", "a: 2\n", "a: 1\nb: 2\n").is_conflict


def test_a_side_that_is_not_yaml_is_a_fault() -> None:
    with pytest.raises(FileFault):
        merged("area", "a: 1\n", "a: [\n", "a: 2\n")


_WORDS: Final = st.sampled_from(["a", "b: c", "d #e", "f\ng", "'h'", "é"])
_DAYS: Final = st.sampled_from(["2024-01-01", "2024-02-01", "2024-03-01"])
_LOGS: Final[dict[str, Any]] = {
    "progress": st.fixed_dictionaries({"note": _WORDS}, optional={"date": _DAYS, "by": _WORDS}),
    "extensions": st.fixed_dictionaries({"to": _WORDS, "reason": _WORDS}),
    "evidence": st.fixed_dictionaries({"title": _WORDS, "kind": st.just("data")}),
    "milestones": st.fixed_dictionaries({"what": _WORDS}, optional={"done": _DAYS}),
}
_ACTION: Final = st.fixed_dictionaries(
    {"ref": st.just("1.1"), "title": _WORDS},
    optional={
        "status": st.sampled_from(["paused", "complete"]),
        "leads": st.lists(_WORDS, max_size=3, unique=True),
        **{
            key: st.lists(item, min_size=1, max_size=3, unique_by=repr)
            for key, item in _LOGS.items()
        },
    },
)
_SIDES: Final = st.tuples(_ACTION, _ACTION, _ACTION)


def _text(said: dict[str, Said]) -> str:
    return written("", "action", said)


def _kept_by_both(
    base: dict[str, Said], ours: dict[str, Said], theirs: dict[str, Said]
) -> list[tuple[str, dict[str, Said]]]:
    """The entries of either side, but for those that one took out and the other left as it was."""
    found = []
    for said, other in ((ours, theirs), (theirs, ours)):
        for key in _LOGS:
            was, there = (cast("list[Said]", each.get(key, [])) for each in (base, other))
            items = cast("list[dict[str, Said]]", said.get(key, []))
            found += [(key, item) for item in items if item not in was or item in there]
    return found


@given(_SIDES)
def test_no_entry_of_either_side_is_ever_lost(sides: tuple[dict[str, Said], ...]) -> None:
    base, ours, theirs = sides
    found = merged("action", _text(base), _text(ours), _text(theirs))
    wanted = _kept_by_both(base, ours, theirs)
    if found.is_conflict:  # the words are there, if perhaps within the signs of a conflict
        words = (value for _, item in wanted for value in item.values())
        lines = (line for value in words for line in str(value).splitlines())
        assert all(line.strip("'") in found.text for line in lines)
    else:
        now = cast("dict[str, Any]", content(found.text))
        for key, item in wanted:
            assert any(each.items() >= item.items() for each in now.get(key) or []), (key, item)


@given(_ACTION, _ACTION)
def test_a_change_of_one_side_is_taken_to_the_byte(
    base: dict[str, Said], changed: dict[str, Said]
) -> None:
    was, now = _text(base), _text(changed)
    assert merged("action", was, now, was) == (now, False)
    assert merged("action", was, was, now) == (now, False)
    assert merged("action", was, now, now) == (now, False)


@given(_SIDES)
def test_it_does_not_matter_who_merges(sides: tuple[dict[str, Said], ...]) -> None:
    base, ours, theirs = map(_text, sides)
    one, two = merged("action", base, ours, theirs), merged("action", base, theirs, ours)
    assert one.is_conflict == two.is_conflict
    if not one.is_conflict:
        a, b = (cast("dict[str, Any]", content(each.text)) for each in (one, two))
        for key in _LOGS:
            counts = [Counter(map(repr, each.get(key) or [])) for each in (a, b)]
            assert counts[0] == counts[1]


def test_things_to_do_of_both_sides_stay_in_lines() -> None:
    base = "actions:\n  - a  # first\n  - b\n"
    found = merged("action", base, base.replace("  - b\n", "  - c\n"), base + "  - d\n")
    assert found == ("actions:\n  - a  # first\n  - d\n  - c\n", False)


RULE: Final = """\
board:
  meets:
    on: second Wednesday
    starting: Jan 2024
"""
RULES: Final = """\
board:
  meets:
    - on: second Wednesday
      starting: Jan 2024
      until: May 2024
    - on: first Monday
      starting: June 2024
"""
JULY: Final = RULES.replace("June", "July")
NOT_IN: Final = f"{RULES}      not_in: [Aug 2024]\n"


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        pytest.param(RULE, RULES, f"{RULE}terms: [A]\n", f"{RULES}terms: [A]\n", id="another key"),
        pytest.param(RULE, RULES, f"{RULE}    every: quarter\n", None, id="a rule, and two"),
        pytest.param(RULES, JULY, f"{RULES}terms: [A]\n", f"{JULY}terms: [A]\n", id="of several"),
        pytest.param(RULES, JULY, NOT_IN, NOT_IN.replace("June", "July"), id="two of its keys"),
        pytest.param(RULES, JULY, RULES.replace("June", "Sept"), None, id="one of its keys"),
    ],
)
def test_rules_of_meetings_are_merged_or_told(
    base: str, ours: str, theirs: str, result: str | None
) -> None:
    for first, second in ((ours, theirs), (theirs, ours)):
        found = merged("governance", base, first, second)
        assert found.is_conflict == (result is None)
        assert result is None or found.text == result
