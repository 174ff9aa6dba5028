"""Two changes to one plan file: both stay, and what contradicts itself is left to a person."""

from collections import Counter
from typing import Any, Final, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.edit.change import written
from planctl.edit.merge import merged
from planctl.load.content import FileFault, parse_yaml
from planctl.model.problem import PlanValue

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
        (
            _with("  # how it began\n", "  # ours\n"),
            _with("  # how it began\n", "  # how it began\n  # theirs\n"),
            _with("  # how it began\n", "  # ours\n  # theirs\n"),
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
            _with("leads: [AD]  # who", "leads: [SM, AD]  # who"),
            _with("leads: [AD]  # who", "leads: []"),
            "<<<<<<< ours\nleads: [SM, AD]  # who\n=======\nleads: []\n>>>>>>> theirs\n",
        ),
        (
            _with("milestones:\n  - what: One\n  - what: Two\n", "milestones: []\n"),
            _with("milestones:\n  - what: One\n  - what: Two\n", "milestones:\n  - what: One\n"),
            ("<<<<<<< ours\nmilestones: []\n=======\nmilestones:\n  - what: One\n>>>>>>> theirs\n"),
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


def test_what_two_sides_write_of_one_meeting_stays() -> None:
    base = "meetings:\n  - on: 9 Oct 2024\n    challenges:\n      - asks: Why?\n        to: AD\n"
    end = "reports:\n  - id: qa\n"
    more = "      - asks: How?\n        to: AD\n"
    answer = "        answer: So.\n"
    came = "    received:\n      - {on: 2024-10-01, meeting: 9 Oct 2024}\n"
    said = "    commentary:\n      by: AD\n      text: Late.\n"
    found = merged(
        "governance",
        base + end,
        base + answer + end + came,
        base.replace("    challenges", f"{said}    challenges") + more + end,
    )
    assert not found.is_conflict
    assert found.text == (
        base.replace("    challenges", f"{said}    challenges") + answer + more + end + came
    )


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


def _text(said: dict[str, PlanValue]) -> str:
    return written("", "action", said)


def _kept_by_both(
    base: dict[str, PlanValue], ours: dict[str, PlanValue], theirs: dict[str, PlanValue]
) -> list[tuple[str, dict[str, PlanValue]]]:
    """The entries of either side, but for those that one took out and the other left as it was."""
    found = []
    for said, other in ((ours, theirs), (theirs, ours)):
        for key in _LOGS:
            was, there = (cast("list[PlanValue]", each.get(key, [])) for each in (base, other))
            items = cast("list[dict[str, PlanValue]]", said.get(key, []))
            found += [(key, item) for item in items if item not in was or item in there]
    return found


@given(_SIDES)
def test_no_entry_of_either_side_is_ever_lost(sides: tuple[dict[str, PlanValue], ...]) -> None:
    base, ours, theirs = sides
    found = merged("action", _text(base), _text(ours), _text(theirs))
    wanted = _kept_by_both(base, ours, theirs)
    if found.is_conflict:  # the words are there, if perhaps within the signs of a conflict
        words = (value for _, item in wanted for value in item.values())
        lines = (line for value in words for line in str(value).splitlines())
        assert all(line.strip("'") in found.text for line in lines)
    else:
        now = cast("dict[str, Any]", parse_yaml(found.text))
        for key, item in wanted:
            assert any(each.items() >= item.items() for each in now.get(key) or []), (key, item)


@given(_ACTION, _ACTION)
def test_a_change_of_one_side_is_taken_to_the_byte(
    base: dict[str, PlanValue], changed: dict[str, PlanValue]
) -> None:
    was, now = _text(base), _text(changed)
    assert merged("action", was, now, was) == (now, False)
    assert merged("action", was, was, now) == (now, False)
    assert merged("action", was, now, now) == (now, False)


@pytest.mark.parametrize("empty", ["leads: []", "leads:  # who?"])
@pytest.mark.parametrize("is_ours", [True, False], ids=["ours", "theirs"])
def test_a_list_that_one_side_leaves_empty_is_that_of_the_other(
    empty: str,
    is_ours: bool,  # noqa: FBT001 - pytest passes it so
) -> None:
    base = 'ref: "1.1"\n'
    ours, theirs = f"{base}leads: [AD, SM]\n", f"{base}{empty}\n"
    found = merged("action", base, *((ours, theirs) if is_ours else (theirs, ours)))
    assert found.is_conflict == ("#" in empty)
    assert "leads: [AD, SM]\n" in found.text


def test_a_change_of_one_side_alone_is_taken() -> None:
    changed = _with("First", "Other")
    assert merged("action", BASE, changed, BASE) == (changed, False)
    assert merged("action", BASE, BASE, changed) == (changed, False)
    assert merged("action", BASE, changed, changed) == (changed, False)


@given(_SIDES)
def test_it_does_not_matter_who_merges(sides: tuple[dict[str, PlanValue], ...]) -> None:
    base, ours, theirs = map(_text, sides)
    one, two = merged("action", base, ours, theirs), merged("action", base, theirs, ours)
    assert one.is_conflict == two.is_conflict
    if not one.is_conflict:
        a, b = (cast("dict[str, Any]", parse_yaml(each.text)) for each in (one, two))
        for key in _LOGS:
            counts = [Counter(map(repr, each.get(key) or [])) for each in (a, b)]
            assert counts[0] == counts[1]


def test_things_to_do_of_both_sides_stay_in_lines() -> None:
    base = "actions:\n  - a  # first\n  - b\n"
    found = merged("action", base, base.replace("  - b\n", "  - c\n"), base + "  - d\n")
    assert found == ("actions:\n  - a  # first\n  - d\n  - c\n", False)


def _leads(*roles: str, style: str) -> str:
    """A small action with these leads, in lines or in brackets."""
    lines = "".join(f"\n  - {role}" for role in roles)
    said = lines if style == "lines" else f" [{', '.join(roles)}]"
    return f'ref: "1.1"\ntitle: T\nleads:{said}\nstatus: in progress\n'


STYLES: Final = pytest.mark.parametrize("style", ["lines", "brackets"])


@STYLES
@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        pytest.param(["AD"], ["HoS"], ["PSW"], id="one each"),
        pytest.param(["AD", "SM"], ["HoS", "SM"], ["PSW", "SM"], id="one each, and support"),
        pytest.param(["AD"], ["HoS", "SM"], ["PSW"], id="two leads"),
        pytest.param(["AD"], ["HoS", "AD"], ["PSW", "AD"], id="one each before the old one"),
        pytest.param(["AD", "SM"], ["SM", "AD"], ["PSW", "AD"], id="moved and new"),
        pytest.param(["AD", "SM"], ["SM"], ["AD"], id="the other is out"),
        pytest.param(["AD", "SM", "X"], ["AD", "X", "SM"], ["X", "AD", "SM"], id="two orders"),
    ],
)
def test_who_is_accountable_is_one_value(
    base: list[str], ours: list[str], theirs: list[str], style: str
) -> None:
    was, mine, other = (_leads(*each, style=style) for each in (base, ours, theirs))
    start, end = was.partition("leads")[0], "status: in progress\n"
    one, two = (text.removeprefix(start).removesuffix(end) for text in (mine, other))
    conflict = f"<<<<<<< ours\n{one}=======\n{two}>>>>>>> theirs\n"
    assert merged("action", was, mine, other) == (f"{start}{conflict}{end}", True)


@STYLES
@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        pytest.param(["AD", "SM"], ["SM", "AD"], ["SM"], ["SM"], id="swap"),
        pytest.param(["AD"], ["AD", "SM"], ["HoS", "AD"], ["HoS", "AD", "SM"], id="theirs"),
        pytest.param(["AD", "SM"], ["AD", "SM", "X"], ["SM", "AD"], ["SM", "AD", "X"], id="moved"),
        pytest.param(["AD", "SM"], ["SM", "AD"], ["AD", "SM", "X"], ["SM", "AD", "X"], id="ours"),
        pytest.param(["AD"], ["HoS", "AD"], ["HoS"], ["HoS"], id="both the same"),
        pytest.param(["AD", "SM"], ["SM"], ["AD", "SM", "X"], ["SM", "X"], id="the first is out"),
    ],
)
def test_a_first_lead_that_one_side_changed_is_taken(
    base: list[str], ours: list[str], theirs: list[str], result: list[str], style: str
) -> None:
    for one, other in ((ours, theirs), (theirs, ours)):
        was, mine, theirs_ = (_leads(*each, style=style) for each in (base, one, other))
        found = merged("action", was, mine, theirs_)
        first, *support = cast("dict[str, Any]", parse_yaml(found.text))["leads"]
        assert (found.is_conflict, first, sorted(support)) == (False, result[0], sorted(result[1:]))


def test_a_list_that_both_sides_wrote_in_lines_is_merged_by_what_it_was_in_brackets() -> None:
    base, ours, theirs = (
        _leads("AD", "SM", style="brackets"),
        _leads("AD", "SM", "X", style="lines"),
        _leads("AD", style="lines"),
    )
    assert merged("action", base, ours, theirs) == (_leads("AD", "X", style="brackets"), False)


EXTENDED: Final = "extensions:\n  - to: Mar 2024\n    reason: A\n    agreed: 14 Feb 2024\n"


def _later(to: str, day: str) -> str:
    return f"  - to: {to}\n    reason: B\n    {day}\n"


def test_extensions_of_both_sides_stand_in_the_order_of_their_answers() -> None:
    ours = EXTENDED + _later("Jun 2024", "requested: 2024-03-20")
    theirs = EXTENDED + _later("May 2024", "agreed: 13 March 2024")
    result = EXTENDED + _later("May 2024", "agreed: 13 March 2024")
    for one, other in ((ours, theirs), (theirs, ours)):
        found = merged("action", EXTENDED, one, other)
        assert found == (result + _later("Jun 2024", "requested: 2024-03-20"), False)


def test_two_later_dates_of_one_meeting_are_a_conflict() -> None:
    ours = EXTENDED + _later("Jun 2024", "agreed: 2024-03-13")
    theirs = EXTENDED + _later("May 2024", "agreed: 13 March 2024")
    found = merged("action", EXTENDED, ours, theirs)
    assert found.text == f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"


def test_one_later_date_that_both_sides_agreed_is_no_conflict() -> None:
    asked = EXTENDED + _later("Jun 2024", "requested: 2024-03-01")
    agreed = f"{asked}    agreed: 2024-03-13\n"
    found = merged("action", asked, agreed, f"title: First\n{agreed}    decision: a\n")
    assert found == (f"title: First\n{agreed}    decision: a\n", False)


TARGETS: Final = "id: a\ntargets:\n  - value: 28\n    by: 2024-09-30\n"


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "conflict"),
    [
        pytest.param(
            TARGETS,
            TARGETS.replace("28", "27"),
            TARGETS.replace("28", "26").replace("2024-09-30", "30 Sept 2024"),
            "    value: 27\n=======\n    value: 26\n",
            id="a target",
        ),
        pytest.param(
            "id: a\ntargets:\n  - {value: 28, by: 2024-09-30}\n",
            "id: a\ntargets:\n  - {value: 27, by: 2024-09-30}\n",
            "id: a\ntargets:\n  - {value: 26, by: 2024-09-30}\n",
            "  - {value: 27, by: 2024-09-30}\n=======\n  - {value: 26, by: 2024-09-30}\n",
            id="a target in braces",
        ),
        pytest.param(
            "id: a\nobservations:\n  - on: 2024-01-31\n    value: 20\n",
            "id: a\nobservations:\n  - on: 2024-01-31\n    value: 25\n",
            "id: a\nobservations:\n  - on: 2024-01-31\n    value: 20\n    numerator: 8\n",
            "=======\n    numerator: 8\n",
            id="a figure and its cases",
        ),
        pytest.param(
            "baseline:\n  value: 31\n  on: 2024-01-31\n",
            "baseline:\n  value: 30\n  on: 2024-01-31\n",
            "baseline:\n  value: 31\n  on: 2024-02-29\n",
            "  on: 2024-01-31\n=======\n  on: 2024-02-29\n",
            id="a baseline and its day",
        ),
        pytest.param(
            "actions:\n  - a\n  - b\n  - c\n",
            "actions:\n  - b\n  - a\n  - c\n",
            "actions:\n  - a\n  - c\n  - b\n",
            "  - b\n  - a\n  - c\n=======\nactions:\n  - a\n  - c\n  - b\n",
            id="two orders",
        ),
    ],
)
def test_what_is_one_value_is_a_conflict_in_lines_too(
    base: str, ours: str, theirs: str, conflict: str
) -> None:
    found = merged("measure", base, ours, theirs)
    assert found.is_conflict
    assert conflict in found.text


def test_an_answer_of_the_board_is_agreed_or_refused_and_not_both() -> None:
    asked = "extensions:\n  - to: May 2024\n    reason: A\n"
    ours, theirs = (f"{asked}    {answer}: 2024-03-13\n" for answer in ("agreed", "refused"))
    found = merged("action", asked, ours, theirs)
    assert found.is_conflict
    assert "    agreed: 2024-03-13\n=======\n>>>>>>> theirs\n" in found.text


def test_a_newer_order_of_one_side_is_taken_with_what_the_other_added() -> None:
    base, ours, theirs = (
        "actions:\n" + "".join(f"  - {each}\n" for each in items) for items in ("ab", "abc", "ba")
    )
    result = "actions:\n  - b\n  - c\n  - a\n"
    assert merged("action", base, ours, theirs) == (result, False)


def test_figures_of_days_in_any_form_stand_in_their_order() -> None:
    base = "id: a\nobservations:\n  - {on: 31 Jan 2024, value: 1}\n"
    ours = base + "  - {on: 31/03/2024, value: 3}\n"
    theirs = base + "  - {on: 29 Feb 2024, value: 2}\n"
    both = base + "  - {on: 29 Feb 2024, value: 2}\n  - {on: 31/03/2024, value: 3}\n"
    assert merged("measure", base, ours, theirs) == (both, False)


def test_decisions_of_both_sides_stand_in_the_order_of_their_meetings() -> None:
    base = "- id: a\n  meeting: Feb 2024\n"
    ours, theirs = (base + f"- id: {month}\n  meeting: {month} 2024\n" for month in ("May", "Mar"))
    both = base + "- id: Mar\n  meeting: Mar 2024\n- id: May\n  meeting: May 2024\n"
    assert merged("decisions", base, ours, theirs) == (both, False)


def test_a_file_that_is_a_list_in_two_orders_is_left_whole() -> None:
    found = merged("area", "- a\n- b\n- c\n", "- b\n- a\n- c\n", "- a\n- c\n- b\n")
    sides = "<<<<<<< ours\n- b\n- a\n- c\n=======\n- a\n- c\n- b\n>>>>>>> theirs\n"
    assert found == (sides, True)


def test_a_note_whose_day_cannot_be_read_stays_beside_its_neighbour() -> None:
    base = "progress:\n  - date: 2024-01-10\n    note: Begun.\n"
    ours = base + "  - date: 2024-02-03\n    note: ours\n"
    theirs = base + "  - date: last Monday\n    note: theirs\n"
    both = base + "  - date: last Monday\n    note: theirs\n  - date: 2024-02-03\n    note: ours\n"
    assert merged("action", base, ours, theirs) == (both, False)


_ROLES: Final = st.lists(st.sampled_from(["AD", "HoS", "PSW", "SM"]), unique=True)
_SOME_ROLES: Final = _ROLES.filter(bool)


@given(_ROLES, _SOME_ROLES, _SOME_ROLES)
def test_leads_in_lines_and_in_brackets_come_to_the_same(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    ends = []
    for style in ("lines", "brackets"):
        was, mine, other = (_leads(*each, style=style) for each in (base, ours, theirs))
        found = merged("action", was, mine, other)
        said = [] if found.is_conflict else cast("dict[str, Any]", parse_yaml(found.text))["leads"]
        ends.append((found.is_conflict, said[:1], sorted(said)))
    assert ends[0] == ends[1]
    firsts = {tuple(each[:1]) for each in (ours, theirs)} - {tuple(base[:1])}
    is_conflict, first, _ = ends[0]
    assert is_conflict or len(firsts) < 2
    assert is_conflict or tuple(first) in (firsts or {tuple(base[:1])})


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
