"""What is held back now is held back in every earlier state, by whatever name it stood there."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from make import loaded, small_plan
from planctl.assess.edition import EditionCut
from planctl.model.edition import Edition

HELD: Final = "share: officers\n"
RENAMED: Final = "- {id: x-new, meeting: 14 February 2024, decided: X now, about: ['1.1'], %s}\n"


def _action(ref: str, title: str, share: str = "") -> dict[str, str]:
    return {"areas__1-practice__1.2-b": f"ref: '{ref}'\ntitle: {title}\n{share}"}


def _measure(name: str, title: str, share: str = "", figure: int = 7) -> dict[str, str]:
    seen = f"observations: [{{on: 2024-01-31, value: {figure}}}]\n"
    return {"measures__m": f"id: {name}\ntitle: {title}\n{seen}{share}"}


def _other(name: str) -> dict[str, str]:
    seen = "observations: [{on: 2024-01-31, value: 9}]\n"
    return {"measures__other": f"id: {name}\ntitle: Rate\n{seen}"}


def _names(text: str) -> dict[str, str]:
    return {"action": f"ref: '1.1'\ntitle: A\n{text}"}


PAST: Final[Mapping[str, tuple[dict[str, str], ...]]] = {  # states, the newest first
    "an action that is named before it exists": (
        {**_names("depends_on: [x2]\n"), **_action("x2", "X", HELD)},
        _names("depends_on: [x2]\nsplit_from: x2\n"),
    ),
    "an action whose ref and title changed one after the other": (
        _action("x3", "X three of all", HELD),
        _action("x3", "X one two"),
        _action("x1", "X one two"),
        _names("depends_on: [x1]\n"),
    ),
    "an action that was gone for a while": (
        _action("x2", "X two", HELD),
        {},
        _action("x2", "X other words"),
    ),
    "a measure that is named before it exists and after it was taken out": (
        {**_names("impact_measures: [{measure: x}]\n"), **_measure("x", "X", HELD)},
        _names("impact_measures: [{measure: x}]\n"),
        {**_names("impact_measures: [{measure: x}]\n"), **_measure("x", "X other")},
    ),
    "a measure with another id and then another title": (
        _measure("x-new", "X now", HELD),
        _measure("x-old", "X now"),
        _measure("x-old", "X then"),
        _names("impact_measures: [{measure: x-old}]\n"),
    ),
    "a measure with another id and title at once": (
        _measure("x-new", "X now", HELD),
        _measure("x-old", "X then"),
    ),
    "a measure of a title that another has too, when both got other ids": (
        {**_measure("x-new", "Rate", HELD), **_other("y-new")},
        {**_measure("x-old", "Rate"), **_other("y-old")},
    ),
    "a measure that was held back and is gone, beside one that is held back": (
        _action("x2", "X two", HELD),
        _measure("x", "X", HELD),
        _measure("x", "X before"),
    ),
    "a decision with another id and other words": (
        {"decisions": RENAMED % "share: officers"},
        {"decisions": (RENAMED % "").replace("x-new", "x-old").replace("X now", "X then")},
        _names("extensions: [{to: Mar 2024, reason: A, decision: x-old}]\n"),
    ),
    "a note with other words and then another day": (
        _names("progress: [{date: 2024-02-03, note: X now, share: officers}]\n"),
        _names("progress: [{date: 2024-02-03, note: X then}]\n"),
        _names("progress: [{date: 2024-02-01, note: X then}, {note: Y}]\n"),
    ),
    "an action and a measure whose files could not be read": (
        {**_action("x2", "X two", HELD), **_measure("x", "X", HELD)},
        {"areas__1-practice__x2-b": "ref: [\n", "measures__x": "id: [\n"},
    ),
    "a note that another action has by now": (
        {
            **_names(""),
            "areas__1-practice__1.2-b": "ref: '1.2'\ntitle: B\n"
            "progress: [{note: X, share: officers}]\n",
        },
        _names("progress: [{note: X}]\n"),
    ),
    "a note that was held back and is gone": (
        _names("progress: [{date: 2024-02-05, note: Y, share: officers}]\n"),
        _names("progress: [{date: 2024-02-01, note: X, share: officers}]\n"),
        _names("progress: [{date: 2024-02-01, note: X}]\n"),
    ),
    "an action that was held back and is gone, where nothing else is held back": (
        {},
        _action("x2", "X two", HELD),
        _action("x2", "X two"),
    ),
    "evidence whose file was sealed before an action named it": (
        _names("evidence: [{title: X, kind: data, file: evidence/x, share: officers}]\n"),
        {"evidence": f"evidence/x: {'0' * 64}\n"},
    ),
}


@pytest.mark.parametrize("case", PAST)
def test_no_earlier_state_names_what_is_held_back_now(case: str, tmp_path: Path) -> None:
    plans = [
        loaded(small_plan(tmp_path / str(n), **files)).plan for n, files in enumerate(PAST[case])
    ]
    cut = EditionCut(Edition.BOARD, plans[0])
    cut.learn(plans[1:])
    shown = [str(cut.plan(plan)) for plan in plans]
    assert [text for text in shown if re.search(r"\bx|X", text)] == []


def test_an_action_names_a_held_one_alike_after_its_promise_alone_was_looked_at(
    tmp_path: Path,
) -> None:
    text = "ref: '1.1'\ntitle: A\nimpact_measures: [{measure: x}]\n"
    root = small_plan(tmp_path, text, **_measure("x", "X", HELD))
    now = loaded(root).plan
    cut = EditionCut(Edition.BOARD, now)
    [action] = cut.actions([action for _, action in now.actions])
    assert str(action).count("measure-not-in-this-edition-1") == 1


def test_a_ref_that_another_action_has_in_a_state_stays_its_own(tmp_path: Path) -> None:
    named = _names("depends_on: ['1.2']\n")
    held = _action("1.2", "Hidden words here", HELD)
    now = loaded(small_plan(tmp_path / "now", **{**named, **held})).plan
    more = "ref: '1.3'\ntitle: Hidden words here\n"
    before = loaded(
        small_plan(
            tmp_path / "before",
            **{**named, **_action("1.2", "Shown to all"), "areas__1-practice__1.3-c": more},
        )
    ).plan
    cut = EditionCut(Edition.BOARD, now)
    cut.learn([before])
    first, shown, hidden = (action for _, action in cut.plan(before).actions)
    assert (first.depends_on, shown.ref, hidden.ref) == (("1.2",), "1.2", "Not shown 1")


def test_a_measure_that_counts_people_now_shows_no_small_number_under_an_earlier_id(
    tmp_path: Path,
) -> None:
    states = (
        _measure("new", "Title now", "counts: people\n", figure=3),
        _measure("old", "Title now", figure=3),
        _measure("old", "Title then", figure=2),
    )
    plans = [loaded(small_plan(tmp_path / str(n), **files)).plan for n, files in enumerate(states)]
    cut = EditionCut(Edition.PUBLIC, plans[0])
    assert cut.holds_things
    cut.learn(plans[1:])
    assert [str(cut.plan(plan).measures[0].observations[0].figure) for plan in plans] == [
        "None"
    ] * 3


def test_the_public_is_told_no_path_of_a_file_that_nobody_could_read(tmp_path: Path) -> None:
    unread = {"areas__1-practice__1.4-mrs-jones": "ref: [\n"}
    now, before = (
        loaded(small_plan(tmp_path / str(n), **files)).plan for n, files in enumerate(({}, unread))
    )
    for edition, path in (
        (Edition.PUBLIC, "not-in-this-edition/action.yaml"),
        (Edition.BOARD, "plan/areas/1-practice/1.4-mrs-jones.yaml"),
    ):
        assert [file.path for file in EditionCut(edition, now).plan(before).unread] == [path]
