"""What is drawn on the terminal: the status, one action, and the list of rules."""

from collections.abc import Iterable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from everything import everything
from make import loaded, small_plan
from paper import scene_of
from planctl.model.problem import Place, Problem, Rule, Severity
from planctl.render.problem import rule_table
from planctl.render.screen import action as action_screen
from planctl.render.screen import status as status_screen
from planctl.render.status import PlanStatus

RULE = Rule("T301", "overdue", Severity.ERROR, "ask", "It is\nlate.\n\nMore.")


def drawn(parts: Iterable[RenderableType], width: int = 80) -> str:
    """What a terminal of this width shows, without colour."""
    console = Console(file=StringIO(), width=width, color_system=None, markup=False)
    with console.capture() as shown:
        for part in parts:
            console.print(part)
    return "\n".join(line.rstrip() for line in shown.get().split("\n"))


def status(root: Path, cut: str = "") -> str:
    """The status of the plan in a folder."""
    scene = scene_of(root)
    return drawn(status_screen.status_screen(PlanStatus(scene, scene.judged, cut)))


def action(root: Path, ref: str, *problems: Problem) -> str:
    """One action of the plan in a folder."""
    scene = scene_of(root)
    screen = action_screen.action_screen(scene.names.refs[ref], problems, scene, "plan/1.yaml")
    return drawn(screen, 200)


def test_the_status_of_a_plan_with_one_of_everything(tmp_path: Path) -> None:
    shown = status(everything(tmp_path))
    assert "As at 13 March 2024. Next board: March 2024 (day not recorded).\n" in shown
    assert "CCRAAAAGGGGNNNN  2 complete; of the others, 1 red,\n" in shown
    assert "Overdue (2), worst first\n  1.6  Overdue" in shown
    assert "Due by the end of March 2024 (day of the board not recorded) (2)\n  1.11" in shown
    assert "  No timescale: 1.10\n  No lead: 1.6, 1.8, 1.10, 1.12, 1.13, 1.15\n" in shown
    assert "Disputed ratings\n  1.5: declared green, the facts say red\n" in shown
    assert "Paused or withdrawn by the board\n  1.8: paused by the board on 14 February" in shown
    assert "Waiting for the board's answer\n  1.4: extension to 30 June 2024\n" in shown
    assert "\n1 file " in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_a_status_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    assert status(small_plan(tmp_path)).endswith("\nNo actions yet.\n")


def test_a_cut_with_nothing_in_it_says_what_was_asked_for(tmp_path: Path) -> None:
    scene = scene_of(small_plan(tmp_path, "ref: 1.1\ntitle: A\n"))
    shown = drawn(status_screen.status_screen(PlanStatus(scene, (), "overdue")))
    assert shown.endswith("Only overdue.\n\nNo action fits what was asked for.\n")


def test_nothing_late_is_none_and_no_board_is_said(tmp_path: Path) -> None:
    root = small_plan(tmp_path, "ref: 1.1\ntitle: A\nleads: [AD]\ntimescale: ongoing\n")
    (root / "governance.yaml").write_text("# none yet\n", "utf-8")
    shown = status(root)
    assert "No later meeting of the board is recorded." in shown
    assert "Overdue (0), worst first\n  none\n" in shown
    assert "Due by 12 April 2024, no later board being recorded (0)\n  none\n" in shown
    assert "  No timescale: none\n  No lead: none\n" in shown
    assert "Disputed" not in shown


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ("timescale: May 2024\nleads: [AD]\n", "1 action: none are complete, none are overdue"),
        ("", "1 has no timescale and 1 has no lead. Progress: 1 not rated."),
        (
            "timescale: Jan 2024\nleads: [AD]\nprogress_rag: green\n",
            "1 is overdue and none are due by 12 April 2024. 1 has a disputed rating. Progress: 1",
        ),
    ],
)
def test_the_headline_counts_in_words(facts: str, words: str, tmp_path: Path) -> None:
    scene = scene_of(small_plan(tmp_path, f"ref: 1.1\ntitle: A\n{facts}"))
    assert words in status_screen.status_headline(PlanStatus(scene, scene.judged))


def test_a_long_bar_has_a_letter_for_each_few_actions(tmp_path: Path) -> None:
    many = {
        f"areas__1-practice__1.{n}-a": f"ref: 1.{n}\ntitle: A\ntimescale: {when}\n"
        for n, when in enumerate(["Jan 2024"] * 40 + ["ongoing"])
    }
    shown = status(small_plan(tmp_path, **many))
    assert f"{'R' * 16}N  40 red and 1 not" in shown


def test_an_action_is_shown_whole(tmp_path: Path) -> None:
    shown = action(everything(tmp_path), "1.1")
    assert shown.startswith("1.1 Embedded\nArea 1: Practice with children\nFile: plan/1.yaml\n\n")
    assert "Progress:  blue  embedded; 1 piece of evidence is recorded, verified" in shown
    assert "\nActions\n  - Do it\n  - Do it again\n  - Then write it down\n" in shown
    assert "\nFindings answered\n  - Core groups\n" in shown
    assert shown.endswith("\nProblems\n  - none\n")


def test_a_declared_rating_is_shown_beside_the_facts(tmp_path: Path) -> None:
    shown = action(everything(tmp_path), "1.5")
    assert (
        "Progress:  green  declared by the lead; overdue: due 31 January 2024, 42 days ago; "
        "not complete (disputed: declared green, the facts say red)\n"
    ) in shown
    said = "Impact:  blue  declared by the lead; no measure: no impact measure is named\n"
    assert said in shown
    assert "\nActions\n  - None recorded\n" in shown


def test_the_problems_of_an_action_stand_below_it(tmp_path: Path) -> None:
    problem = Problem(RULE, Severity.WARNING, "it is late", "say when", Place("a.yaml"))
    shown = action(everything(tmp_path), "1.2", problem)
    assert shown.endswith("\nProblems\n  - T301 it is late [warning]\n    hint: say when\n")


def test_control_characters_never_reach_the_terminal(tmp_path: Path) -> None:
    odd = "a\u202eb\u200bc"
    root = small_plan(tmp_path, f"ref: 1.1\ntitle: {odd}\nactions: [{odd}]\ntimescale: Jan 2024\n")
    assert loaded(root).problems == ()
    for shown in (status(root), action(root, "1.1")):
        assert "\u202e" not in shown
        assert "a\ufffdb\ufffdc" in shown


def test_markup_of_the_terminal_in_a_text_is_text(tmp_path: Path) -> None:
    root = small_plan(tmp_path, "ref: 1.1\ntitle: '[red]A[/red] [b]'\ntimescale: Jan 2024\n")
    assert "[red]A[/red] [b]" in status(root)
    assert "[red]A[/red] [b]" in action(root, "1.1")


def test_the_rules_are_a_table_with_the_first_paragraph_of_each() -> None:
    shown = drawn([rule_table([RULE])])
    assert shown == "Code  Weight  What is wrong\nT301  error   It is late.\n"
