"""Dependencies at risk, decisions, escalations and the forward plan, and what they ask of a board.

Each is judged as at 13 March 2024; the last board was on 14 February.
"""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from boards import boards
from deliveries import due, stage
from make import SMALL, small_plan
from paper import pack_of, reasons_of
from planctl.render.pack.build import Pack
from planctl.render.pack.exceptions import ExceptionTable, absent_tags
from planctl.render.pack.governance import FollowUp
from planctl.render.pack.pieces import Link, PackContext, Reason, action_row
from planctl.render.pack.questions import Ask

ACTION: Final = "ref: '1.1'\ntitle: First\nleads: [SM QA]\nstatus: in progress\n"
GOVERNANCE: Final = SMALL["governance.yaml"]


@pytest.fixture
def full(tmp_path: Path) -> Pack:
    """The pack of a plan with one of everything that boards do."""
    return pack_of(boards(tmp_path))


def decided(root: Path, *decisions: str, as_at: date = date(2024, 3, 13)) -> Pack:
    """The pack of a small plan with these decisions."""
    text = "".join(f"- {{{each}}}\n" for each in decisions)
    return pack_of(small_plan(root, ACTION, decisions=text), as_at)


def escalated(root: Path, escalation: str, governance: str = GOVERNANCE) -> Pack:
    """The pack of a small plan whose action has this escalation."""
    action = f"{ACTION}escalations: [{{{escalation}}}]\n"
    return pack_of(small_plan(root, action, governance=governance))


def _names(links: tuple[Link, ...]) -> list[str]:
    return [link.ref for link in links]


def test_what_waits_for_something_late_or_later_is_at_risk(full: Pack) -> None:
    assert [(e.link.ref, e.waits_for, e.risk) for e in full.decisions.dependencies] == [
        (
            "3.3",
            "1.6 Overdue",
            "Waits for “1.6 Overdue”, which was due 31 December 2023, 73 days ago.",
        ),
        (
            "3.3",
            "Late project",
            "Waits for “Late project”, which was due 29 February 2024, 13 days ago.",
        ),
        (
            "3.3",
            "1.2 On track",
            "Due 30 April 2024, and waits for “1.2 On track”, due 31 December 2024.",
        ),
    ]


def test_an_action_at_risk_is_an_exception_with_all_its_reasons(full: Pack) -> None:
    found = reasons_of(full, "Waits for something late")
    assert list(found) == ["3.3"]
    assert found["3.3"].count("; ") == 2


def test_an_action_that_was_extended_twice_is_an_exception(full: Pack) -> None:
    assert reasons_of(full, "Extended more than once") == {
        "3.2": (
            "First promised for 31 December 2023 (as the file has it now), now 121 days later, "
            "agreed 14 February 2024: It is harder."
        )
    }


@pytest.mark.parametrize(
    ("tag", "implied"),
    [("Newly overdue", "overdue"), ("Extended more than once", "extension agreed")],
)
def test_what_another_tag_implies_is_not_said_to_be_absent(tag: str, implied: str) -> None:
    occasion = PackContext(stage(due("30 Apr 2024")), None, "planctl")
    row = action_row(occasion.scene.judged[0], occasion)._replace(reasons=(Reason(tag, "", ""),))
    absent = absent_tags(ExceptionTable("", "", (row,), ""), occasion)
    assert implied not in absent
    assert "back-dated" in absent
    assert "refused" not in absent  # nothing is compared, so nobody can tell


def test_the_decisions_that_matter_now_are_listed_newest_first(full: Pack) -> None:
    assert [(e.meeting, e.decided) for e in full.decisions.decisions] == [
        ("14 February 2024", "More time for the second action."),
        ("12 December 2023", "Visits are *looked at* again."),
    ]
    assert (
        full.decisions.earlier == "1 earlier decision with nothing left to do is not listed here."
    )


def test_a_decision_names_its_actions_also_one_that_is_not_in_the_plan(full: Pack) -> None:
    about = full.decisions.decisions[0].about
    assert [(link.ref, link.title, bool(link.anchor)) for link in about] == [
        ("3.1", "Asked about", True),
        ("3.2", "Extended again", True),
        ("9.9", "", False),
    ]


def test_each_follow_up_says_how_it_stands(full: Pack) -> None:
    assert [each for decision in full.decisions.decisions for each in decision.follow_ups] == [
        FollowUp("SM QA", "Say why", "March 2024 board (due 31 March 2024)", "open"),
        FollowUp("SM QA", "Say it again", "8 May 2024", "open"),
        FollowUp("AD", "Tell the inspectors", "1 March 2024", "done 20 February 2024"),
        FollowUp("AD", "Bring a paper", "1 March 2024", "12 days late"),
        FollowUp("SM QA", "Ask the children", "no day given", "open"),
    ]


DONE: Final = "follow_up: [{who: AD, what: Write, done: %s}]"


@pytest.mark.parametrize(
    ("decision", "listed"),
    [
        ("id: a, meeting: 14 Feb 2024, decided: It", True),
        ("id: a, meeting: 12 Dec 2023, decided: It", False),
        ("id: a, meeting: 14 Mar 2024, decided: It", False),
        (f"id: a, meeting: 12 Dec 2023, decided: It, {DONE % '2024-02-13'}", False),
        (f"id: a, meeting: 12 Dec 2023, decided: It, {DONE % '2024-02-20'}", True),
        (f"id: a, meeting: 12 Dec 2023, decided: It, {DONE % '2024-03-20'}", True),
        (f"id: a, meeting: 12 Dec 2023, decided: It, {DONE % 'null'}", True),
    ],
    ids=[
        "of the last board",
        "of an earlier one",
        "of one to come",
        "done before the last board",
        "done since",
        "to be done by a day that has not come",
        "not done",
    ],
)
def test_a_decision_is_listed_while_it_or_what_came_of_it_is_news(
    decision: str,
    listed: bool,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    assert bool(decided(tmp_path, decision).decisions.decisions) is listed


def test_what_is_done_on_a_day_that_has_not_come_is_open(tmp_path: Path) -> None:
    made = decided(tmp_path, f"id: a, meeting: 14 Feb 2024, decided: It, {DONE % '2024-03-20'}")
    assert made.decisions.decisions[0].follow_ups[0].state == "open"


def test_without_a_meeting_before_every_decision_is_news(tmp_path: Path) -> None:
    made = decided(
        tmp_path, "id: a, meeting: 12 Dec 2023, decided: It", as_at=date(2024, 2, 14)
    ).decisions
    assert (len(made.decisions), made.earlier) == (1, "")


def test_several_decisions_that_are_not_listed_are_counted(tmp_path: Path) -> None:
    old = "meeting: 12 Dec 2023, decided: It"
    made = decided(tmp_path, f"id: a, {old}", f"id: b, {old}").decisions
    assert made.earlier == "2 earlier decisions with nothing left to do are not listed here."


def test_a_plan_without_decisions_has_none(tmp_path: Path) -> None:
    assert pack_of(small_plan(tmp_path, ACTION)).decisions == ((), (), "", ())


def test_the_escalations_are_those_that_are_open_or_newly_closed(full: Pack) -> None:
    assert [(e.asks, e.raised, e.answer, e.state) for e in full.decisions.escalations] == [
        (
            "May we hire?",
            "1 February 2024, by AD",
            "none yet",
            "open; an answer was due 1 March 2024, 12 days ago",
        ),
        (
            "May we pay?",
            "1 March 2024",
            "none yet",
            "open; an answer is due 31 March 2024, in 18 days",
        ),
        (
            "May we go?",
            "1 January 2024",
            "none yet",
            "open; an answer was due 1 March 2024, 12 days ago",
        ),
        ("May we stay?", "20 February 2024", "You may", "answered, to be closed"),
        (
            "Who pays?",
            "2 February 2024",
            "More time for the second action.",
            "closed 20 February 2024",
        ),
    ]


@pytest.mark.parametrize(("day", "shown"), [("2024-02-13", 0), ("2024-02-14", 1)])
def test_an_escalation_that_was_closed_on_the_day_of_the_last_board_is_shown_once_more(
    day: str, shown: int, tmp_path: Path
) -> None:
    made = escalated(tmp_path, f"raised: 2024-01-01, to: DfE, asks: Why?, closed: {day}")
    assert len(made.decisions.escalations) == shown


def test_an_escalation_without_a_board_to_come_is_open(tmp_path: Path) -> None:
    made = escalated(tmp_path, "raised: 2024-03-01, to: DfE, asks: Why?", "terms: []\n")
    assert made.decisions.escalations[0].state == "open"


def test_an_answer_in_a_decision_that_is_not_known_is_no_answer(tmp_path: Path) -> None:
    made = escalated(tmp_path, "raised: 2024-03-01, to: DfE, asks: Why?, decision: gone")
    assert made.decisions.escalations[0].answer == "none yet"


def test_the_latest_meeting_comes_first_and_its_decisions_as_they_were_written_down(
    tmp_path: Path,
) -> None:
    taken = (("a", "14 Feb 2024"), ("b", "March 2024"), ("c", "14 Feb 2024"), ("d", "March 2024"))
    texts = (
        f"- {{id: {name}, meeting: {day}, decided: {name}, follow_up: [{{who: AD, what: It}}]}}\n"
        for name, day in taken
    )
    made = pack_of(small_plan(tmp_path, decisions="".join(texts)))
    assert [each.decided for each in made.decisions.decisions] == ["b", "d", "a", "c"]


UNDONE: Final = "Decision not carried out"
LATE: Final = "follow_up: [{who: AD, what: Bring a paper, by: 1 March 2024}]"


def test_a_decision_past_its_day_is_an_exception_of_each_action_that_it_is_about(
    tmp_path: Path,
) -> None:
    one = f"id: a, meeting: 14 Feb 2024, decided: A paper., about: ['1.1', '9.9'], {LATE}"
    assert reasons_of(decided(tmp_path, one), UNDONE) == {
        "1.1": "AD: “Bring a paper”, 12 days late."
    }


def test_a_decision_past_its_day_that_is_about_no_action_is_asked_about(tmp_path: Path) -> None:
    made = decided(tmp_path, f"id: a, meeting: 14 Feb 2024, decided: A paper., {LATE}")
    assert reasons_of(made, UNDONE) == {}
    asked = "Ask AD what became of “Bring a paper”, which is 12 days late."
    assert Ask(asked, (), "AD", "") in made.highlight.asks


def test_a_decision_whose_day_has_not_passed_is_no_exception(tmp_path: Path) -> None:
    one = f"id: a, meeting: 14 Feb 2024, decided: A., about: ['1.1'], {LATE.replace('1 M', '31 M')}"
    assert reasons_of(decided(tmp_path, one), UNDONE) == {}


def test_an_open_escalation_is_an_exception_with_how_it_stands(tmp_path: Path) -> None:
    made = escalated(tmp_path, "raised: 2024-02-01, to: the board, asks: May we?")
    assert reasons_of(made, "Question open") == {
        "1.1": "To the board: “May we?” (open; an answer was due 14 February 2024, 28 days ago)."
    }
