"""Each kind of change in words, as a chair reads them aloud."""

from pathlib import Path
from typing import Final

import pytest

from planctl.assess.change.change_kind import Change, ChangeKind
from planctl.model.problem import At
from planctl.render.change import change_in_words, change_sentence, split_seals, wording_pieces
from planctl.render.record_change import quote_value, value_in_words
from sentences import MOVED
from sentences_of_text import RECORDED
from two_states import FIRST, Files, action, compared, of_first, words

DECISION: Final = "- {id: a, meeting: 2024-03-13, decided: Do it., about: ['1.1']"
FOLLOW_UP: Final = ", follow_up: [{who: AD, what: Write to all"
BOARD: Final = "meetings: [{on: 14 Feb 2024"
REPORT: Final = "reports: [{id: qa, title: QA"
CAME: Final = "{on: 2024-02-07, meeting: 14 Feb 2024}"
MEASURE: Final = "id: audits\ntitle: Audits graded good\n"

OF_AN_ACTION: Final = {**MOVED, **RECORDED}
SECOND: Final = "areas/1-practice/1.2-second.yaml"
AREA: Final = {"areas/2-people/area.yaml": "ref: 2\ntitle: People\n"}
FIRST_ONE: Final = {FIRST: action("1.1", "First", "Write to every team of the service")}

OF_THE_WHOLE: Final[dict[ChangeKind, tuple[Files, Files, str]]] = {
    ChangeKind.ADDED: (
        FIRST_ONE,
        {**FIRST_ONE, SECOND: action("1.2", "Second")},
        "new in the plan: “Second”",
    ),
    ChangeKind.REMOVED: (
        {**FIRST_ONE, SECOND: action("1.2", "Second")},
        FIRST_ONE,
        "taken out of the plan: “Second”",
    ),
    ChangeKind.REFERENCED: (
        FIRST_ONE,
        {FIRST: FIRST_ONE[FIRST].replace("1.1", "1.2")},
        "1.1 is now 1.2",
    ),
    ChangeKind.MOVED: (
        {**AREA, **FIRST_ONE},
        {**AREA, "areas/2-people/1.1-first.yaml": FIRST_ONE[FIRST]},
        "moved to another area: from 1 to 2",
    ),
    ChangeKind.DECIDED: (
        {},
        {"decisions.yaml": f"{DECISION}}}"},
        "the board decided (13 March 2024, about 1.1): “Do it.”",
    ),
    ChangeKind.FOLLOWED_UP: (
        {"decisions.yaml": f"{DECISION}{FOLLOW_UP}}}]}}"},
        {"decisions.yaml": f"{DECISION}{FOLLOW_UP}, done: 2024-03-13}}]}}"},
        "follow-up done on 13 March 2024: “Write to all”",
    ),
    ChangeKind.CHALLENGED: (
        {"governance.yaml": f"{BOARD}}}]"},
        {"governance.yaml": f"{BOARD}, challenges: [{{asks: Why?, to: AD}}]}}]"},
        "the board of 14 February 2024 asked of AD: “Why?”",
    ),
    ChangeKind.CHALLENGE_ANSWERED: (
        {"governance.yaml": f"{BOARD}, challenges: [{{asks: Why?}}]}}]"},
        {"governance.yaml": f"{BOARD}, challenges: [{{asks: Why?, answer: So.}}]}}]"},
        "challenge “Why?” answered: “So.”",
    ),
    ChangeKind.REPORT_RECEIVED: (
        {"governance.yaml": f"{BOARD}}}]\n{REPORT}}}]"},
        {"governance.yaml": f"{BOARD}}}]\n{REPORT}, received: [{CAME}]}}]"},
        "report “QA” received on 7 February 2024, for the board of 14 February 2024",
    ),
    ChangeKind.GOAL_CHANGED: (
        {"measures/audits.yaml": f"{MEASURE}targets: [{{value: 90, by: 1/4/25}}]\n"},
        {"measures/audits.yaml": f"{MEASURE}targets: [{{value: 60, by: 1/4/25}}]\n"},
        "measure “Audits graded good”, target for 1 April 2025, value: was 90, now 60",
    ),
    ChangeKind.FIGURE_CHANGED: (
        {"measures/audits.yaml": f"{MEASURE}observations: [{{on: 1/2/24, value: 60}}]\n"},
        {"measures/audits.yaml": f"{MEASURE}observations: [{{on: 1/2/24, value: 90}}]\n"},
        "measure “Audits graded good”, figure of 1 February 2024, value: was 60, now 90",
    ),
    ChangeKind.SEAL_CHANGED: (
        {"evidence.yaml": f"evidence/a.txt: {'0' * 64}\n"},
        {"evidence.yaml": f"evidence/a.txt: {'1' * 64}\n"},
        "seal of “evidence/a.txt” changed: the file is not the one that it was",
    ),
    ChangeKind.RENAMED: (
        {"roles.yaml": "SM QA: Manager\nAD: Director\n"},
        {"roles.yaml": "HoQ: Manager\nAD: Director\n"},
        "a role has another name: from SM QA to HoQ",
    ),
    ChangeKind.MEASURE_OBSERVED: (
        {"measures/audits.yaml": MEASURE},
        {"measures/audits.yaml": f"{MEASURE}observations: [{{on: 2024-03-01, value: 60}}]"},
        "measure “Audits graded good”: 60 on 1 March 2024",
    ),
}


SEALED: Final = "".join(f"evidence/{name}.txt: {'0' * 64}\n" for name in "abcd")


def test_what_is_sealed_is_counted_and_no_fingerprint_is_shown(tmp_path: Path) -> None:
    old = {"evidence.yaml": SEALED[: len(SEALED) // 4]}
    changes = compared(tmp_path, old, {"evidence.yaml": SEALED, "roles.yaml": "X: y\n"}).changes
    assert [change_in_words(change) for change in changes if change.at[0] == "evidence"] == [
        f"evidence sealed: “evidence/{name}.txt”" for name in "bcd"
    ]
    others, seals = split_seals(changes)
    assert seals == "3 files of evidence sealed"
    assert [change.at[0] for change in others] == ["roles"] * len(others)
    assert split_seals(others) == (others, "")


def test_a_challenge_is_closed_and_a_meeting_is_new_with_its_commentary(tmp_path: Path) -> None:
    asked = f"{BOARD}, challenges: [{{asks: Why?"
    said = "{on: 20 Mar 2024, commentary: {by: AD, text: All is well.}}"
    old = {"governance.yaml": f"{asked}}}]}}]"}
    new = {"governance.yaml": f"{asked}, closed: 2024-03-01}}]}}, {said}]"}
    assert [change_sentence(change) for change in compared(tmp_path, old, new).changes] == [
        "challenge “Why?” closed on 1 March 2024",
        "new in governance, meetings: 20 Mar 2024 (“All is well.”)",
    ]


def test_every_kind_of_change_has_an_example() -> None:
    assert {*OF_AN_ACTION, *OF_THE_WHOLE} == set(ChangeKind)


@pytest.mark.parametrize(
    ("kind", "old", "new", "sentence"),
    [(kind, *each) for kind, examples in OF_AN_ACTION.items() for each in examples],
)
def test_a_change_of_an_action_in_words(
    kind: ChangeKind, old: str, new: str, sentence: str, tmp_path: Path
) -> None:
    changes = of_first(tmp_path, old, new).changes
    assert sentence in [change_in_words(change) for change in changes if change.kind is kind]


@pytest.mark.parametrize(
    ("kind", "old", "new", "sentence"),
    [(kind, *example) for kind, example in OF_THE_WHOLE.items()],
)
def test_a_change_of_the_plan_in_words(
    kind: ChangeKind, old: Files, new: Files, sentence: str, tmp_path: Path
) -> None:
    changes = compared(tmp_path, old, new).changes
    assert [change_in_words(change) for change in changes if change.kind is kind] == [sentence]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("See each child", "See every child", "title reworded: See [-each-] {+every+} child"),
        ("See  each child", "See each child", "title: only spaces or line breaks changed"),
        (None, "See", "title set: “See”"),
    ],
)
def test_a_sentence_shows_which_words_went_and_came(
    old: str | None, new: str, sentence: str
) -> None:
    change = Change(ChangeKind.WORDING, "1.1", "1", "title", old, new, at=("title",))
    assert change_sentence(change) == sentence


def test_nothing_but_a_wording_has_pieces() -> None:
    change = Change(ChangeKind.OTHER, "1.1", "1", "title", "One", "Two", at=("title",))
    assert wording_pieces(change) == ()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        ([], "nothing"),
        ({}, "nothing"),
        ("2024-03-01", "1 March 2024"),
        ("29/02/2024", "29/02/2024"),
        ("Feb 2024 board", "Feb 2024 board"),
        ("A text", "“A text”"),
        ("A text of 2024-03-01", "“A text of 2024-03-01”"),
        (["a", "b", "2024-03-01"], "“a”, “b” and 1 March 2024"),
        (7, "7"),
        (0.0, "0"),
        (7.5, "7.5"),
        (123456789012.0, "123456789012"),
        (0.000001, "0.000001"),
        ({"written": "by spring", "due": "2024-05-31"}, "“by spring” (read as 31 May 2024)"),
        ({"value": 80.0, "by": "2024-05-31"}, "80 by 31 May 2024"),
        ({"value": 40.0, "on": None}, "40"),
        ({"value": None, "low": 5.0, "high": None, "by": None}, "5"),
        ({"value": None, "low": None, "high": None, "by": "2024-05-31"}, "by 31 May 2024"),
        ({"title": "A report", "note": "in two parts"}, "“A report” (“in two parts”)"),
        ({"note": "in two parts"}, "“in two parts”"),
        ({"body": "Ofsted", "kind": None}, "body “Ofsted”"),
    ],
)
def test_what_a_file_held_in_words(value: object, words: str) -> None:
    assert quote_value(value) == words


def test_words_without_quotes_are_those_of_the_file() -> None:
    held = [{"written": "by spring", "due": "May 2024"}, "AD", "2024-03-01"]
    assert value_in_words(held) == "by spring (read as May 2024), AD and 1 March 2024"


def test_a_long_text_is_cut() -> None:
    assert quote_value("word " * 100) == f"“{'word ' * 59}word…” (whole in the plan)"


HOSTILE: Final = "<b>[-x-]</b> {+y+} {0} %s \\ “” _[1].z_ None\u202e"


@pytest.mark.parametrize("field", ["title", "actions", "leads", "note"])
def test_a_hostile_text_is_said_as_it_stands(field: str) -> None:
    at = ("progress", 0, "note") if field == "note" else (field,)
    within = (HOSTILE,) if field == "note" else ()
    change = Change(ChangeKind.OTHER, "1.1", "1", field, "Before", HOSTILE, at=at, within=within)
    assert change_in_words(change).endswith(f": was “Before”, now “{HOSTILE}”")


@pytest.mark.parametrize(
    ("key", "words"),
    [("school_terms", "school term “Autumn”, ends"), ("new_things", "new things “Autumn”, ends")],
)
def test_a_record_in_a_list_is_named_also_where_the_list_is_not_known_here(
    key: str, words: str
) -> None:
    at: At = ("governance", key, 0, "ends")
    change = Change(ChangeKind.OTHER, "", "", "ends", "1", "2", at=at, within=("Autumn",))
    assert change_in_words(change) == f"governance, {words}: was “1”, now “2”"


def test_a_key_that_the_plan_gives_stands_as_it_is_written(tmp_path: Path) -> None:
    old = {"roles.yaml": "SM_QA[1].x: One\n"}
    (change,) = compared(tmp_path, old, {"roles.yaml": "SM_QA[1].x: Two\n"}).changes
    assert change_in_words(change) == "roles, “SM_QA[1].x”: was “One”, now “Two”"


def test_the_meeting_of_a_decision_is_written_as_public_service_writes_days(tmp_path: Path) -> None:
    decision = "- {id: a, meeting: 13 Mar 2024, decided: Do it.}\n"
    [said] = words(compared(tmp_path, {}, {"decisions.yaml": decision}))
    assert said == "the board decided (13 March 2024): “Do it.”"
