"""The further record of an action, as at 13 March 2024: what was asked, and what was decided."""

from pathlib import Path
from typing import Final

import pytest

from make import small_plan
from paper import scene_of
from planctl.render.action_columns import action_columns, record_columns

HEAD: Final = 'ref: "1.1"\ntitle: First\n'
MARCH: Final = "March 2024 (due 31 March 2024)"
ASKED: Final = "asked for on 1 March 2024, not agreed by the board"
DECISIONS: Final = """\
- id: a
  meeting: 14 Feb 2024
  decided: The date is moved.
  about: ["1.1", "1.2"]
  follow_up:
    - {who: AD, what: Tell the teams, by: Mar 2024}
    - {who: SM QA, what: Draw up the paper, done: 2024-03-01}
- {id: b, meeting: March 2024, decided: Noted., about: ["1.2"]}
- {id: c, meeting: March 2024, decided: It is enough., about: ["1.1"]}
"""


def _record(root: Path, name: str, text: str, **more: str) -> tuple[str, ...]:
    """The items of one column of the record of an action."""
    scene = scene_of(small_plan(root, HEAD + text, **more))
    return {of.name: of.items for of in record_columns(scene.judged[0], scene)}.get(name, ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(
            "raised: 2024-02-01, by: AD",
            "Raised 1 February 2024 by AD to the board, overdue, "
            "answer due 14 February 2024, 28 days ago: May we?",
            id="past its day",
        ),
        pytest.param(
            "raised: 2024-03-01",
            "Raised 1 March 2024 to the board, open, answer due 31 March 2024, in 18 days: May we?",
            id="before its day",
        ),
        pytest.param(
            "raised: 2024-02-01, needed_by: 2024-03-13, decided: You may.",
            "Raised 1 February 2024 to the board, answered, not closed, "
            "answer due 13 March 2024, today: May we? (answer: You may.)",
            id="answered",
        ),
        pytest.param(
            "raised: 2024-02-01, decided: You may., closed: 2024-02-14",
            "Raised 1 February 2024 to the board, closed 14 February 2024: "
            "May we? (answer: You may.)",
            id="closed",
        ),
        pytest.param(
            "raised: 2024-02-01, needed_by: 2024-04-01, closed: 2024-03-14",
            "Raised 1 February 2024 to the board, open, "
            "answer due 1 April 2024, in 19 days: May we?",
            id="closed tomorrow",
        ),
        pytest.param(
            "raised: 2024-03-14",
            "To be raised 14 March 2024 to the board: May we?",
            id="raised tomorrow",
        ),
        pytest.param(
            "raised: 2024-03-14, closed: 2024-03-15",
            "To be raised 14 March 2024 to the board: May we?",
            id="raised tomorrow, closed the day after",
        ),
    ],
)
def test_an_escalation_says_what_became_of_it(text: str, line: str, tmp_path: Path) -> None:
    item = f"escalations: [{{to: the board, asks: May we?, {text}}}]\n"
    assert _record(tmp_path, "Escalations", item) == (line,)


def test_an_escalation_without_a_later_meeting_is_open_without_a_day(tmp_path: Path) -> None:
    item = "escalations: [{raised: 2024-03-01, to: AD, asks: May we?}]\n"
    found = _record(tmp_path, "Escalations", item, governance="")
    assert found == ("Raised 1 March 2024 to AD, open: May we?",)


def test_escalations_are_in_the_order_of_the_file(tmp_path: Path) -> None:
    item = "- {{raised: 2024-02-01, to: AD, asks: {}, closed: {}}}\n"
    text = f"escalations:\n{item.format('One', '2024-03-01')}{item.format('Two', '~')}"
    found = _record(tmp_path, "Escalations", text)
    assert [line.rpartition(": ")[2] for line in found] == ["One", "Two"]


def test_the_decisions_about_an_action_stand_with_what_they_ask_of_whom(tmp_path: Path) -> None:
    assert _record(tmp_path, "Decisions", "", decisions=DECISIONS) == (
        "14 February 2024: The date is moved.",
        "March 2024: It is enough.",
    )
    assert _record(tmp_path, "To follow up", "", decisions=DECISIONS) == (
        f"From 14 February 2024: Tell the teams (AD), {MARCH}: not done",
        "From 14 February 2024: Draw up the paper (SM QA): done 1 March 2024",
    )


def test_what_is_done_on_a_later_day_is_not_done_yet(tmp_path: Path) -> None:
    later = DECISIONS.replace("done: 2024-03-01", "done: 2024-03-14")
    found = _record(tmp_path, "To follow up", "", decisions=later)
    assert found[1] == "From 14 February 2024: Draw up the paper (SM QA): not done"


def test_a_decision_of_a_board_to_come_is_not_told_and_nothing_of_it_is_done(
    tmp_path: Path,
) -> None:
    to_come = "- {id: a, meeting: April 2024, decided: It is to come., about: ['1.1']}\n"
    assert _record(tmp_path, "Decisions", "", decisions=to_come) == ()


def test_what_an_action_waits_for_has_its_name(tmp_path: Path) -> None:
    second = {"areas__1-practice__1.2-second": 'ref: "1.2"\ntitle: Second\n'}
    found = _record(tmp_path, "Depends on", 'depends_on: ["1.2", new-system, none]\n', **second)
    assert found == ("1.2 Second", "New system", "none")


def test_what_is_not_recorded_has_no_column(tmp_path: Path) -> None:
    scene = scene_of(small_plan(tmp_path, HEAD, decisions=DECISIONS.replace('"1.1", ', "")))
    names = [column.name for column in record_columns(scene.judged[0], scene)]
    assert names == ["Decisions"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "Extension to 30 June 2024, asked for, not agreed by the board: More time."),
        (
            "requested: 2024-03-01",
            f"Extension to 30 June 2024, {ASKED}: More time.",
        ),
        ("agreed: 2024-02-14", "Extension to 30 June 2024, agreed 14 February 2024: More time."),
        (
            "requested: 2024-03-01, refused: 2024-03-13",
            "Extension to 30 June 2024, refused 13 March 2024: More time.",
        ),
        (
            "requested: 2024-03-01, refused: 2024-03-14",
            f"Extension to 30 June 2024, {ASKED}: More time.",
        ),
    ],
)
def test_an_extension_says_where_it_stands(text: str, line: str, tmp_path: Path) -> None:
    item = f"extensions: [{{to: 30 June 2024, reason: More time., {text}}}]\n"
    scene = scene_of(small_plan(tmp_path, HEAD + item))
    column = next(
        c for c in action_columns(scene.judged[0], scene) if c.name == "Lead and timescale"
    )
    assert column.items[-1] == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "requested: 2024-02-12, clerical: 2024-02-11",
            "a slip of 11 February 2024 that no board had seen, reported 12 February 2024",
        ),
        ("requested: 2024-04-01", "to be asked for on 1 April 2024, not agreed by the board"),
    ],
)
def test_a_correction_says_whether_it_is_a_slip_of_the_pen(
    text: str, line: str, tmp_path: Path
) -> None:
    item = f"corrections: [{{was: May 2024, to: 30 June 2024, reason: Misread., {text}}}]\n"
    scene = scene_of(small_plan(tmp_path, HEAD + "timescale: May 2024\n" + item))
    column = next(
        c for c in action_columns(scene.judged[0], scene) if c.name == "Lead and timescale"
    )
    assert column.items[-1] == (
        f"First promise corrected, was May 2024 (due 31 May 2024), now 30 June 2024, {line}: "
        "Misread."
    )


def test_an_extension_that_is_yet_to_be_asked_for_is_no_agreed_one(tmp_path: Path) -> None:
    text = "extensions:\n  - {to: 30 Apr 2024, reason: More time, requested: 2024-04-01}\n"
    scene = scene_of(small_plan(tmp_path, HEAD + text))
    lines = action_columns(scene.judged[0], scene)[4].items
    assert lines[-1] == (
        "Extension to 30 April 2024, to be asked for on 1 April 2024, not agreed by the board: "
        "More time"
    )
