"""The one date and the one line of evidence of a form, and forms that had several for them."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import sheets
from make import put
from planctl.forms.layout import fields_of_layout
from planctl.forms.request import split_evidence
from planctl.load.content import parse_yaml
from sheets import (
    ACTION,
    COMPLETED,
    EVIDENCE,
    FILE,
    PROGRESS,
    SECOND,
    SECOND_FILE,
    STATUS,
    action,
    read,
    two_actions,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return two_actions(tmp_path / "plan")


@pytest.mark.parametrize(
    ("text", "title", "place"),
    [
        ("Audit of March", "Audit of March", ""),
        ("Audit of March, evidence/audit.pdf", "Audit of March", "evidence/audit.pdf"),
        ("Audit of March\nevidence\\audit.pdf", "Audit of March", "evidence\\audit.pdf"),
        ("Audit – audit.xlsx", "Audit", "audit.xlsx"),
        ("Audit (https://example.org/a,b)", "Audit", "https://example.org/a,b"),
        ("https://example.org/a", "https://example.org/a", "https://example.org/a"),
        ("See https://example.org/a for it", "See  for it", "https://example.org/a"),
        ("Audit, v2.1", "Audit, v2.1", ""),
        ("What parents and/or carers said.", "What parents and/or carers said.", ""),
        ("Minutes of 3.5.2024", "Minutes of 3.5.2024", ""),
    ],
)
def test_a_line_of_evidence_is_a_name_and_a_place(text: str, title: str, place: str) -> None:
    assert split_evidence(text) == (title, place)


@pytest.mark.parametrize("form", sheets.PATHS)
def test_four_answers_say_all_of_a_month(plan: Path, form: str) -> None:
    put(plan, {"evidence/audit.pdf": "An audit"})
    answers: sheets.Answers = {
        PROGRESS: "A post is vacant.",
        STATUS: "In progress",
        COMPLETED: "Q1 2024-25",
        EVIDENCE: "Audit, evidence/audit.pdf",
    }
    ran = read(plan, sheets.fill(sheets.made(plan, form), answers))
    assert ran.code == 0, ran.out
    assert "noted: the progress note is what the board reads as the reason" in ran.out
    assert "noted: no kind of evidence was chosen, so that it is taken as a document" in ran.out
    now = action(plan)
    assert now["progress"][-1]["note"] == "A post is vacant."
    asked = {"to": "Q1 2024-25", "reason": "A post is vacant.", "requested": "2024-03-13"}
    assert now["extensions"] == [asked]
    piece = {"title": "Audit", "kind": "document", "file": "evidence/audit.pdf"}
    assert now["evidence"] == [piece]


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({COMPLETED: "1 March 2024"}, "it is a day that has been, and the status beside it is not"),
        ({COMPLETED: "May 2024"}, "it is a later date, and no reason for the board to read"),
        ({COMPLETED: "May 2024", STATUS: "Complete"}, "“May 2024” is not a day"),
    ],
)
def test_a_date_that_could_say_two_things_is_asked_about(
    plan: Path, answers: sheets.Answers, why: str
) -> None:
    ran = read(plan, sheets.fill(sheets.made(plan, "xlsx"), answers))
    assert ran.code == 1
    assert f"1.1 not read: {why}" in ran.out
    assert action(plan) == parse_yaml(ACTION)


def test_a_reason_that_cannot_be_read_is_not_replaced_by_the_note(plan: Path) -> None:
    answers = {PROGRESS: "Seen.", COMPLETED: "May 2024", ("1.1", "Why more time is needed"): "12"}
    ran = read(plan, sheets.fill(sheets.made(plan, "xlsx"), answers))
    assert "it goes with “Why more time is needed”, which could not be read" in ran.out
    assert "extensions" not in action(plan)


def test_a_kind_and_a_place_of_their_own_are_taken_with_the_line(plan: Path) -> None:
    kind, place = ("1.1", "New evidence: its kind"), ("1.1", "New evidence: its address or file")
    answers = {EVIDENCE: "Audit, a.pdf", kind: "Data", place: "https://example.org/a"}
    ran = read(plan, sheets.fill(sheets.made(plan, "docx"), answers))
    assert (ran.code, "noted" in ran.out) == (0, False)
    [piece] = action(plan)["evidence"]
    assert piece == {"title": "Audit, a.pdf", "kind": "data", "url": "https://example.org/a"}


@pytest.mark.parametrize("form", sheets.PATHS)
def test_a_form_of_the_layout_before_is_read(plan: Path, form: str, tmp_path: Path) -> None:
    file = tmp_path / f"earlier.{form}"
    shutil.copy(Path(__file__).parent / "earlier" / file.name, file)
    ran = read(plan, file)
    assert (ran.code, "noted" in ran.out) == (0, False), ran.out
    now = action(plan)
    assert (now["status"], now["completed"]) == ("complete", "2024-03-12")
    assert now["milestones"][1]["done"] == "2024-03-11"
    assert now["evidence"] == [{"title": "Audit", "kind": "peer review", "shows": "Nine in ten"}]
    later = {"to": "Q1 2024-25", "reason": "A post is vacant", "requested": "2024-03-13"}
    assert action(plan, SECOND_FILE)["extensions"] == [later]
    again = read(plan, file)
    assert (again.code, again.out.splitlines()[-1]) == (0, "5 there already.")


def test_a_form_of_the_layout_before_is_refused_where_the_plan_has_changed(plan: Path) -> None:
    put(plan, {SECOND_FILE: SECOND.replace("31 Mar", "30 Mar")})
    ran = read(plan, Path(__file__).parent / "earlier" / "earlier.xlsx")
    assert "1.2 later date refused: the plan has changed since the form was made" in ran.out


def test_a_later_date_is_refused_where_the_plan_has_changed(plan: Path) -> None:
    form = sheets.fill(sheets.made(plan, "xlsx"), {PROGRESS: "Seen.", COMPLETED: date(2024, 5, 1)})
    put(plan, {FILE: ACTION.replace("29 Feb", "28 Feb")})
    ran = read(plan, form)
    assert "1.1 later date refused: the plan has changed since the form was made" in ran.out


def test_the_fields_that_a_layout_lacks_are_not_missed() -> None:
    assert "Later date wanted" in fields_of_layout(["Date completed"])
    assert "Later date wanted" not in fields_of_layout(["Status"])
