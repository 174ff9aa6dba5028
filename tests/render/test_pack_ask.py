"""What the board is asked because of escalations, decisions and promises that were changed."""

from pathlib import Path
from typing import Final

import pytest

from boards import LAST_BOARD, boards, boards_then
from make import small_plan
from paper import asks_of, pack_of
from planctl.render.pack.build import Pack
from planctl.render.pack.questions import Ask, highlight_asks
from planctl.render.template import PackFormat, print_pack

ACTION: Final = "ref: '1.1'\ntitle: First\nleads: [SM QA]\nstatus: in progress\n"
OPEN: Final = f"{ACTION}timescale: 31 Mar 2024\n"
LATE: Final = "raised: 2024-02-01, to: %s, asks: Why?, needed_by: 2024-03-12"
NOT_LATE: Final = "raised: 2024-02-20, to: %s, asks: Why?"
GOVERNANCE: Final = """\
board: {name: The Improvement Board, short: CIB}
meetings: [{on: 14 Feb 2024}, {on: Mar 2024}]
"""
ANSWER: Final = "Answer the question about 1.1 First: Why?"


@pytest.mark.parametrize(
    ("number", "end"), [(3, "Ask 12."), (4, "Ask 12. 1 of them are about no action.")]
)
def test_of_the_questions_that_are_not_shown_three_about_no_action_are_named(
    number: int, end: str
) -> None:
    asks = [Ask(f"Ask {n}.", (), "", "") for n in range(10 + number)]
    shown, more = highlight_asks(asks, "in full")
    assert len(shown) == 10
    assert more.startswith(f"And {number} more questions to the board, in full. Ask 10. ")
    assert more.endswith(end)


@pytest.fixture
def full(tmp_path: Path) -> Pack:
    """The pack of a plan with one of everything that boards do, and of every change."""
    return pack_of(boards(tmp_path / "now"), then=(boards_then(tmp_path / "then"), LAST_BOARD))


@pytest.mark.parametrize(
    ("escalation", "asked"),
    [
        (NOT_LATE % "board", ANSWER),
        (NOT_LATE % "the board", ANSWER),
        (NOT_LATE % "the improvement board", ANSWER),
        (NOT_LATE % "Improvement Board", ANSWER),
        (NOT_LATE % "CIB", ANSWER),
        (LATE % "Board", "Answer the question about 1.1 First (1 day late): Why?"),
        (LATE % "DfE", "Press DfE to answer the question about 1.1 First (1 day late): Why?"),
        (NOT_LATE % "DfE", ""),
        (f"{NOT_LATE % 'the board'}, decided: Because", ""),
        (f"{NOT_LATE % 'the board'}, closed: 2024-03-01", ""),
    ],
)
def test_the_board_is_asked_for_its_own_answers_and_to_press_for_late_ones(
    escalation: str, asked: str, tmp_path: Path
) -> None:
    action = f"{ACTION}escalations: [{{{escalation}}}]\n"
    made = pack_of(small_plan(tmp_path, action, governance=GOVERNANCE))
    asks = asks_of(made)
    assert [ask for ask in asks if "question" in ask] == ([asked] if asked else [])


def test_the_board_is_asked_to_follow_up_what_is_late(full: Pack) -> None:
    assert [ask for ask in asks_of(full) if "became" in ask] == [
        "Ask AD what became of “Bring a paper”, which is 12 days late."
    ]


def test_a_first_promise_that_was_changed_is_for_the_board_to_decide(full: Pack) -> None:
    assert [ask for ask in asks_of(full) if "promise" in ask] == [
        (
            "Decide whether the date of 3.5 Dated anew in place, first 31 March 2024 and now "
            "30 June 2024, stands: the first promise was changed without the board's agreement."
        )
    ]


@pytest.mark.parametrize(("late", "more"), [(8, ""), (9, "and 1 more"), (16, "and 8 more")])
def test_a_question_of_the_highlight_says_how_many_more_actions_it_is_about(
    late: int, more: str, tmp_path: Path
) -> None:
    names = [f"areas__1-practice__1.{n}-a" for n in range(late)]
    text = "ref: '1.{}'\ntitle: A\nleads: [AD]\nstatus: in progress\ntimescale: Jan 2024\n"
    made = pack_of(small_plan(tmp_path, **{name: text.format(n) for n, name in enumerate(names)}))
    [ask] = (ask for ask in made.highlight.asks if ask.words.startswith("Challenge"))
    assert (len(ask.links), ask.more) == (8, more)
    assert more in print_pack(made, PackFormat.HTML)


RECOMMENDED: Final = "recommended: 'AD: no later than May'"


@pytest.mark.parametrize(
    "keys",
    [
        f"extensions: [{{to: Jun 2024, reason: It, {RECOMMENDED}}}]",
        f"pauses: [{{until: Jun 2024, reason: It, {RECOMMENDED}}}]",
        f"withdrawals: [{{reason: It, {RECOMMENDED}}}]",
        f"corrections: [{{was: 31 Mar 2024, to: May 2024, reason: It, {RECOMMENDED}}}]",
        f"escalations: [{{raised: 2024-02-20, to: board, asks: Why?, {RECOMMENDED}}}]",
        f"escalations: [{{{LATE % 'DfE'}, {RECOMMENDED}}}]",
    ],
)
def test_what_is_recommended_stands_beside_what_is_asked(keys: str, tmp_path: Path) -> None:
    made = pack_of(small_plan(tmp_path, f"{OPEN}{keys}\n", governance=GOVERNANCE))
    [ask] = (ask for ask in made.highlight.asks if ask.recommended)
    assert ask.recommended == "AD: no later than May"
    assert ask.owner in {"SM QA", "DfE"}


def test_where_the_facts_say_worse_they_are_what_is_recommended(tmp_path: Path) -> None:
    declared = f"{ACTION}timescale: Jan 2024\nprogress_rag: green\nrag_reason: Near.\n"
    made = pack_of(small_plan(tmp_path, declared, governance=GOVERNANCE))
    said = [ask.recommended for ask in made.asks if ask.words.startswith("Settle")]
    assert said == ["By the facts 1.1 is red on progress."]
