"""planctl sheet read: what somebody filled in is in the plan, or is told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from docx import Document
from openpyxl.worksheet.worksheet import Worksheet

import sheets
from make import put
from planctl.forms.layout import MORE_SHEET
from planctl.load.content import parse_yaml
from planctl.model.problem import Stop
from running import Ran, planctl
from sheets import (
    ACTION,
    COMPLETED,
    EVIDENCE,
    FILE,
    PROGRESS,
    SECOND_FILE,
    STATUS,
    action,
    read,
    two_actions,
)

pytestmark = pytest.mark.slow

DAY: Final = ("1.1", "Day of that progress")
RATING: Final = ("1.1", "Your progress rating")
REASON: Final = ("1.1", "Why that rating")
LATER: Final = COMPLETED  # the same cell
LATER_REASON: Final = ("1.1", "Why more time is needed")
KIND: Final = ("1.1", "New evidence: its kind")
PLACE: Final = ("1.1", "New evidence: its address or file")
SHOWS: Final = ("1.1", "New evidence: what it shows")
PAUSE: Final = ("1.1", "Pause wanted until")
PAUSE_REASON: Final = ("1.1", "Why it has to wait")
WITHDRAWAL: Final = ("1.1", "Give it up: why")
REPLACED_BY: Final = ("1.1", "Give it up: what replaces it")
ONE: Final = ("1.1", "Milestone 1: done on")
TWO: Final = ("1.1", "Milestone 2: done on")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return two_actions(tmp_path / "plan")


# What an answer says is judged alike, whatever form it stands in.
BOTH: Final = pytest.mark.parametrize("form", sheets.PATHS, indirect=True)


@pytest.fixture
def form(request: pytest.FixtureRequest, plan: Path) -> Path:
    return sheets.made(plan, getattr(request, "param", "xlsx"))


def outcomes(ran: Ran) -> list[dict[str, str]]:
    return [
        {key: each[key] for key in ("fate", "what", "wrote", "why")}
        for each in ran.json["outcomes"]
    ]


JSON: Final = ("--format", "json")


@BOTH
def test_what_was_filled_in_is_in_the_plan_with_who_and_when(plan: Path, form: Path) -> None:
    put(plan, {"evidence/audit.pdf": "An audit"})
    answers: sheets.Answers = {
        PROGRESS: "=SUM(A1) | <script>\n\n  {{ 7*7 }}",
        DAY: date(2024, 3, 12),
        STATUS: "Not started",
        TWO: "11/3/2024",
        RATING: "Amber: At risk",
        REASON: "+1 post is vacant",
        LATER: "Q1 2024-25",
        LATER_REASON: "@staff",
        EVIDENCE: "-Audit",
        KIND: "Peer review",
        PLACE: "evidence/audit.pdf",
        SHOWS: "Nine in ten",
    }
    ran = read(plan, sheets.fill(form, answers))
    assert (ran.code, ran.out.count(" taken (")) == (0, 6), ran.out
    now = action(plan)
    assert now["progress"][1:] == [
        {"date": "2024-03-12", "by": "AD", "note": "=SUM(A1) | <script>\n\n  {{ 7*7 }}"}
    ]
    assert now["status"] == "not started"
    assert [each.get("done") for each in now["milestones"]] == [None, "2024-03-11"]
    assert (now["progress_rag"], now["rag_reason"]) == ("amber", "+1 post is vacant")
    assert now["extensions"] == [
        {"to": "Q1 2024-25", "reason": "@staff", "requested": "2024-03-13"}
    ]
    assert now["evidence"] == [
        {
            "title": "-Audit",
            "kind": "peer review",
            "file": "evidence/audit.pdf",
            "shows": "Nine in ten",
        }
    ]
    assert (plan / FILE).read_text("utf-8").startswith("# about the action\n")
    assert "title: First   # short\n" in (plan / FILE).read_text("utf-8")


@BOTH
def test_a_form_that_is_read_twice_changes_nothing_and_says_so(plan: Path, form: Path) -> None:
    answers: sheets.Answers = {
        PROGRESS: "Done so far.",
        ONE: date(2024, 2, 1),
        RATING: "Green: On track",
        REASON: "It is",
        LATER: "30 Apr 2024",
        LATER_REASON: "Staff",
        EVIDENCE: "Survey",
        KIND: "Data",
        PLACE: "https://example.org/a",
    }
    sheets.fill(form, answers)
    assert read(plan, form).code == 0
    before = (plan / FILE).read_bytes()
    again = read(plan, form)
    assert (again.code, again.out.splitlines()[-1]) == (0, "5 there already.")
    assert (plan / FILE).read_bytes() == before
    later = planctl("sheet", "read", form, "--plan", plan, "--as-at", "2024-04-13")
    assert later.out.splitlines()[-1] == "5 there already."


@BOTH
def test_a_form_that_says_nothing_changes_nothing(plan: Path, form: Path) -> None:
    ran = read(plan, form)
    assert ran == (0, "The forms say nothing: no field is filled in.\n", "")
    assert (plan / FILE).read_text("utf-8") == ACTION


def test_a_day_that_has_been_says_complete_only_where_the_status_does(
    plan: Path, form: Path
) -> None:
    day = {COMPLETED: date(2024, 3, 1)}
    [told] = read(plan, sheets.fill(form, day), *JSON).json["outcomes"]
    assert told["hint"].startswith("choose Complete in “Status”, or write a later date")
    assert read(plan, sheets.fill(form, {**day, STATUS: "Complete"})).code == 0
    assert (action(plan)["status"], action(plan)["completed"]) == ("complete", "2024-03-01")


def test_a_day_of_completion_leaves_what_is_embedded_embedded(plan: Path) -> None:
    put(plan, {FILE: ACTION.replace("in progress", "embedded")})
    words = ("--all", "--plan", plan, "--lead", "AD", "--out", plan.parent / "form.xlsx")
    assert planctl("sheet", *words, "--as-at", "2024-03-13").code == 0
    form = sheets.fill(plan.parent / "form.xlsx", {COMPLETED: date(2024, 3, 1)})
    assert read(plan, form).code == 0
    assert (action(plan)["status"], action(plan)["completed"]) == ("embedded", "2024-03-01")


def test_a_dry_run_shows_the_change_and_writes_nothing(plan: Path, form: Path) -> None:
    ran = read(plan, sheets.fill(form, {STATUS: "Not started"}), "--dry-run")
    assert ran.code == 0
    assert "1.1 status would be taken (" in ran.out
    assert "+status: not started" in ran.out
    assert "a dry run: nothing was written" in ran.err
    assert (plan / FILE).read_text("utf-8") == ACTION


def test_who_and_when_can_be_named(plan: Path, form: Path) -> None:
    more = ("--by", "sm qa", "--on", "1 March 2024")
    assert read(plan, sheets.fill(form, {PROGRESS: "Seen."}), *more).code == 0
    assert action(plan)["progress"][-1] == {"date": "2024-03-01", "by": "SM QA", "note": "Seen."}


@pytest.mark.parametrize(("by", "number"), [("sm qa", 1), ("AD", 0)])
def test_an_action_that_another_role_than_its_lead_calls_done_is_noted(
    by: str, number: int, plan: Path, form: Path
) -> None:
    filled = sheets.fill(form, {STATUS: "Complete", COMPLETED: "1 March 2024"})
    ran = read(plan, filled, "--by", by)
    assert ran.code == 0
    assert ran.out.count("SM QA says that it is complete, and AD leads it") == number


def test_a_role_that_the_plan_has_not_is_refused_by_name(plan: Path, form: Path) -> None:
    ran = read(plan, form, "--by", "SM QB")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "planctl: the plan has no role “SM QB”")


CHANGED: Final = "the plan has changed since the form was made"


@pytest.mark.parametrize(
    ("answers", "old", "new", "was", "now"),
    [
        (
            {STATUS: "Complete", COMPLETED: date(2024, 3, 1)},
            "in progress",
            "not started",
            "In progress",
            "Not started",
        ),
        (
            {RATING: "Red: Overdue", REASON: "It is"},
            "progress:\n",
            "progress_rag: amber\nprogress:\n",
            "As the facts say",
            "Amber: At risk",
        ),
        ({ONE: date(2024, 3, 1)}, "what: One", "what: Other", "One: not done", "Other: not done"),
        (
            {LATER: "May 2024", LATER_REASON: "Staff"},
            "status:",
            "extensions: [{to: 30 Apr 2024, reason: no, agreed: 2024-02-14}]\nstatus:",
            "29 February 2024",
            "29 February 2024\n30 April 2024, agreed 14 February 2024",
        ),
    ],
    ids=["status", "rating", "milestone", "later date"],
)
def test_what_no_longer_fits_is_refused_with_both_versions(  # noqa: PLR0913, PLR0917
    plan: Path, form: Path, answers: sheets.Answers, old: str, new: str, was: str, now: str
) -> None:
    sheets.fill(form, {**answers, PROGRESS: "Going on."})
    text = ACTION.replace(old, new)
    put(plan, {FILE: text})
    ran = read(plan, form, *JSON)
    refused = [each for each in ran.json["outcomes"] if each["fate"] == "refused"]
    assert [(each["why"], each["was"], each["now"]) for each in refused] == [(CHANGED, was, now)]
    assert ran.code == 1
    assert action(plan)["progress"][-1]["note"] == "Going on."
    assert {**action(plan), "progress": []} == {**parse_yaml(text), "progress": []}


def test_a_lead_asks_for_a_pause_and_a_withdrawal_and_the_board_decides(
    plan: Path, form: Path
) -> None:
    answers = {
        PAUSE: "30 June 2024",
        PAUSE_REASON: "The court has to hear it first.",
        WITHDRAWAL: "Another council does it.",
        REPLACED_BY: "1.2",
    }
    ran = read(plan, sheets.fill(form, answers), *JSON)
    assert ran.json["counts"]["taken"] == 2
    now = action(plan)
    assert now["pauses"] == [
        {
            "until": "30 June 2024",
            "reason": "The court has to hear it first.",
            "requested": "2024-03-13",
        }
    ]
    assert now["withdrawals"] == [
        {"reason": "Another council does it.", "replaced_by": ["1.2"], "requested": "2024-03-13"}
    ]
    assert now["status"] == "in progress"
    again = read(plan, form, *JSON)
    assert again.json["counts"]["there_already"] == 2


@pytest.mark.parametrize(
    ("answers", "why", "hint"),
    [
        (
            {STATUS: "Paused"},
            "only the board can say that an action is paused",
            "fill in “Pause wanted until” and “Why it has to wait”",
        ),
        (
            {STATUS: "withdrawn"},
            "only the board can say that an action is withdrawn",
            "fill in “Give it up: why”",
        ),
        (
            {PAUSE: "30 June 2024"},
            "it is a pause, and no reason for the board to read",
            "fill in “Why it has to wait”",
        ),
        (
            {PAUSE_REASON: "The court."},
            "it is why it has to wait, and no day",
            "fill in “Pause wanted until”",
        ),
        (
            {REPLACED_BY: "1.2"},
            "it is what takes the place of the action, and not why it is given up",
            "fill in “Give it up: why”",
        ),
        (
            {WITHDRAWAL: "Moot.", REPLACED_BY: "9.9"},
            "“9.9” is no other action of the plan",
            "name it by its ref, or add it first with planctl new",
        ),
        (
            {PAUSE: "1 March 2024", PAUSE_REASON: "The court."},
            "a pause until 1 March 2024 would be over already",
            "see that the year and the month are what was meant",
        ),
    ],
)
def test_a_lead_cannot_stop_an_action_alone_or_half(
    answers: dict[tuple[str, str], str], why: str, hint: str, plan: Path, form: Path
) -> None:
    told = read(plan, sheets.fill(form, answers), *JSON).json["outcomes"]
    assert (why, hint) in [(each["why"], each["hint"]) for each in told]
    assert action(plan)["status"] == "in progress"
    assert not {"pauses", "withdrawals"} & action(plan).keys()


def test_a_refusal_is_told_in_lines(plan: Path) -> None:
    form = sheets.fill(sheets.made(plan, "xlsx"), {STATUS: "Complete", COMPLETED: "1 March 2024"})
    put(plan, {FILE: ACTION.replace("in progress", "not started")})
    assert read(plan, form).out == (
        f"1.1 status refused: {CHANGED} (form.xlsx: Your actions, cell D8, “Status”)\n"
        "  the form was made when the plan said: In progress\n"
        "  the plan says now: Not started\n"
        "  the form says: Complete; 1 March 2024\n"
        "  hint: see which of the two is right, and put it in with planctl update or on a new "
        "form\n"
        "1 refused.\n"
    )


def test_a_milestone_is_found_again_where_others_came_before_it(plan: Path, form: Path) -> None:
    sheets.fill(form, {TWO: date(2024, 3, 1)})
    put(plan, {FILE: ACTION.replace("milestones:\n", "milestones:\n  - what: Nought\n")})
    assert read(plan, form).code == 0
    assert [each.get("done") for each in action(plan)["milestones"]] == [None, None, "2024-03-01"]


def test_a_milestone_that_is_gone_is_refused(plan: Path, form: Path) -> None:
    sheets.fill(form, {TWO: date(2024, 3, 1)})
    gone = "  - what: Two\n    timescale: 31 Mar 2024\n"
    put(plan, {FILE: ACTION.replace(gone, "")})
    [refused] = read(plan, form, *JSON).json["outcomes"]
    assert (refused["was"], refused["now"]) == ("Two, 31 March 2024: not done", "no such milestone")


def test_a_milestone_done_on_another_day_is_refused(plan: Path, form: Path) -> None:
    sheets.fill(form, {ONE: date(2024, 3, 1)})
    put(plan, {FILE: ACTION.replace("what: One", "what: One\n    done: 2024-02-02")})
    ran = read(plan, form, *JSON)
    assert outcomes(ran)[0]["why"] == "milestone 1 was done on 2 February 2024 already"


HALF: Final[list[tuple[sheets.Answers, str]]] = [
    ({DAY: "1 March 2024"}, "it is a day of progress, and nothing that was done"),
    ({STATUS: "Complete"}, "it is complete, and no day of completion"),
    (
        {STATUS: "Not started", COMPLETED: "1 March 2024"},
        "it is a date completed, of an action that is not started",
    ),
    ({REASON: "Because"}, "it is a reason, and no rating of your own"),
    ({RATING: "Green: On track"}, "it is a rating of your own, and no reason"),
    ({LATER: "May 2024"}, "it is a later date, and no reason for the board to read"),
    ({LATER_REASON: "Staff"}, "it is why more time is needed, and no date"),
    ({SHOWS: "Much"}, "it is evidence without what it is called"),
]


@pytest.mark.parametrize(("answers", "why"), HALF, ids=[why for _, why in HALF])
def test_what_is_half_said_is_told(
    plan: Path, form: Path, answers: sheets.Answers, why: str
) -> None:
    ran = read(plan, sheets.fill(form, answers), *JSON)
    assert ran.code == 1
    assert [(each["fate"], each["why"]) for each in outcomes(ran)] == [("not read", why)]
    assert (plan / FILE).read_text("utf-8") == ACTION


def test_complete_needs_no_day_where_the_plan_has_one_by_now(plan: Path, form: Path) -> None:
    sheets.fill(form, {STATUS: "Complete"})
    completed = ACTION.replace("in progress", "complete\ncompleted: 2024-03-01")
    put(plan, {FILE: completed})
    [outcome] = outcomes(read(plan, form, *JSON))
    assert outcome["fate"] == "there already"
    assert (plan / FILE).read_text("utf-8") == completed


UNREAD: Final[list[tuple[sheets.Answers, str]]] = [
    ({COMPLETED: "24 Mar"}, "“24 Mar” has no year"),
    ({DAY: "31/2/2024"}, "“31/2/2024” is a day that does not exist: February 2024 has 29 days"),
    ({ONE: "yes"}, "“yes” is not a form of date that planctl reads"),
    ({ONE: "✓"}, "“✓” is not a form of date that planctl reads"),
    ({STATUS: "Done"}, "this is no status of the list"),
    ({RATING: "Purple"}, "this is no rating of the list"),
    ({KIND: "Hearsay"}, "this is no kind of evidence of the list"),
    ({LATER: "ongoing"}, "“ongoing” is not a date"),
]


@BOTH
@pytest.mark.parametrize(("answers", "why"), UNREAD, ids=[why for _, why in UNREAD])
def test_what_cannot_be_read_is_told_and_never_guessed(
    plan: Path, form: Path, answers: sheets.Answers, why: str
) -> None:
    ran = read(plan, sheets.fill(form, answers), *JSON)
    [wrote] = answers.values()
    assert ran.code == 1
    assert [(each["fate"], each["wrote"]) for each in outcomes(ran)] == [("not read", wrote)]
    assert outcomes(ran)[0]["why"].startswith(why)
    assert (plan / FILE).read_text("utf-8") == ACTION


@pytest.mark.parametrize(
    ("answers", "place"),
    [
        ({COMPLETED: date(2099, 1, 1), STATUS: "Complete"}, f"“{COMPLETED[1]}”"),
        ({ONE: "1 January 2099"}, "“Milestone 1: done on”"),
        ({DAY: date(2099, 1, 1)}, "“Day of that progress”"),
    ],
    ids=["completed", "milestone", "progress"],
)
def test_a_day_to_come_is_refused_by_its_action_and_field(
    plan: Path, form: Path, answers: sheets.Answers, place: str
) -> None:
    [told, *_] = read(plan, sheets.fill(form, answers)).out.splitlines()
    start = "1.1 not read: 1 January 2099 has not come yet, as at 13 March 2024 ("
    assert (told.startswith(start), told.endswith(f"{place})")) == (True, True), told
    assert (plan / FILE).read_text("utf-8") == ACTION


def test_the_rest_of_a_form_with_a_day_to_come_is_taken(plan: Path, form: Path) -> None:
    sheets.fill(form, {PROGRESS: "Seen.", TWO: date(2024, 3, 1), ONE: date(2099, 1, 1)})
    assert read(plan, form).code == 1
    assert action(plan)["progress"][-1]["note"] == "Seen."
    assert [each.get("done") for each in action(plan)["milestones"]] == [None, "2024-03-01"]


@pytest.mark.parametrize(
    ("lost", "held"),
    [
        ({DAY: date(2099, 1, 1)}, {PROGRESS: "Seen."}),
        ({COMPLETED: "soon"}, {STATUS: "Complete"}),
        ({STATUS: "Finished"}, {COMPLETED: "1 March 2024"}),
        ({RATING: "Purple"}, {REASON: "It is"}),
        ({LATER: "soon"}, {LATER_REASON: "Staff"}),
        ({KIND: "Hearsay"}, {EVIDENCE: "Audit"}),
    ],
)
def test_what_goes_with_an_answer_that_cannot_be_read_waits_for_it(
    plan: Path, form: Path, lost: sheets.Answers, held: sheets.Answers
) -> None:
    ran = read(plan, sheets.fill(form, {**held, **lost}), *JSON)
    [(_, field)], [wrote] = lost, held.values()
    waits = outcomes(ran)[1]
    assert (waits["fate"], waits["wrote"]) == ("not read", wrote)
    assert waits["why"] == f"it goes with “{field}”, which could not be read"
    assert (plan / FILE).read_text("utf-8") == ACTION


def test_a_dash_or_n_a_is_an_empty_field_and_holds_nothing_up(plan: Path, form: Path) -> None:
    answers: sheets.Answers = {PROGRESS: "Seen.", DAY: "n/a", STATUS: "-", LATER: "N/A"}
    ran = read(plan, sheets.fill(form, answers))
    assert (ran.code, ran.out.count("is taken for an empty field (")) == (0, 3)
    assert "\n1.1 noted: “n/a” is taken for an empty field (" in ran.out
    note = {"date": "2024-03-13", "by": "AD", "note": "Seen."}
    assert action(plan)["progress"][-1] == note


def test_the_day_of_all_that_has_none_cannot_be_to_come(plan: Path, form: Path) -> None:
    ran = read(plan, sheets.fill(form, {PROGRESS: "Seen."}), "--on", "14 March 2024")
    said = "planctl: 14 March 2024 has not come yet, as at 13 March 2024"
    assert (ran.code, ran.err.splitlines()[0]) == (2, said)


@pytest.mark.parametrize(
    ("answers", "hint"),
    [
        ({ONE: "soon"}, "write the day, the month and the year, such as 3 August 2024"),
        (
            {LATER: "soon"},
            "write a day, a month or a quarter, such as 3 August 2024, August 2024 or Q3 2024-25",
        ),
    ],
)
def test_what_is_no_date_is_told_in_the_words_of_the_form(
    plan: Path, form: Path, answers: sheets.Answers, hint: str
) -> None:
    [told] = read(plan, sheets.fill(form, answers), *JSON).json["outcomes"]
    assert (told["why"], told["hint"]) == ("“soon” is not a form of date that planctl reads", hint)


def test_a_reason_alone_gives_the_rating_that_is_declared_another_reason(plan: Path) -> None:
    put(plan, {FILE: f"{ACTION}progress_rag: amber\nrag_reason: Old\n"})
    form = sheets.fill(sheets.made(plan, "xlsx"), {REASON: "New"})
    assert read(plan, form).code == 0
    assert (action(plan)["progress_rag"], action(plan)["rag_reason"]) == ("amber", "New")


def test_a_rating_can_be_left_to_the_facts_again(plan: Path) -> None:
    put(plan, {FILE: f"{ACTION}progress_rag: amber\nrag_reason: Old\n"})
    form = sheets.fill(sheets.made(plan, "docx"), {RATING: "As the facts say", REASON: "It is so"})
    ran = read(plan, form, *JSON)
    assert (action(plan)["progress_rag"], action(plan)["rag_reason"]) == (None, None)
    assert [(each["fate"], each["wrote"]) for each in outcomes(ran)] == [
        ("taken", "As the facts say"),
        ("not read", "It is so"),
    ]


def test_the_same_rating_without_a_reason_keeps_the_reason(plan: Path) -> None:
    put(plan, {FILE: f"{ACTION}progress_rag: amber\nrag_reason: Old\n"})
    form = sheets.fill(sheets.made(plan, "docx"), {RATING: "amber"})
    assert outcomes(read(plan, form, *JSON))[0]["fate"] == "there already"


def two(plan: Path, first: sheets.Answers, second: sheets.Answers) -> tuple[Path, Path]:
    """A form of the one lead in Excel, and one of the other in Word."""
    of = (sheets.made(plan, "xlsx"), sheets.made(plan, "docx", "SM QA"))
    return sheets.fill(of[0], first), sheets.fill(of[1], second)


def test_of_two_forms_both_notes_are_kept_in_the_order_of_their_days(plan: Path) -> None:
    forms = two(
        plan,
        {PROGRESS: "Later.", DAY: date(2024, 3, 9)},
        {PROGRESS: "Earlier.", DAY: date(2024, 3, 2)},
    )
    assert read(plan, *forms).code == 0
    notes = [(each.get("by"), each["note"]) for each in action(plan)["progress"]]
    assert notes == [(None, "Begun."), ("SM QA", "Earlier."), ("AD", "Later.")]


def test_two_forms_that_contradict_each_other_are_both_refused(plan: Path) -> None:
    done = {STATUS: "Complete", COMPLETED: "1 March 2024"}
    ran = read(plan, *two(plan, {STATUS: "Not started"}, done), *JSON)
    both = "“Not started” (form.xlsx) and “Complete; 1 March 2024” (form.docx)"
    why = f"the forms contradict each other: {both}"
    assert [each["why"] for each in outcomes(ran) if each["fate"] == "refused"] == [why] * 2
    assert (plan / FILE).read_text("utf-8") == ACTION


def test_two_forms_that_agree_are_taken_once(plan: Path) -> None:
    ran = read(plan, *two(plan, {STATUS: "Not started"}, {STATUS: "Not started"}), *JSON)
    assert ran.json["counts"]["taken"] == ran.json["counts"]["there_already"] == 1


def test_forms_of_several_actions_are_one_change(plan: Path, form: Path) -> None:
    sheets.fill(form, {STATUS: "Not started", ("1.2", "Status"): "In progress"})
    ran = read(plan, form, *JSON)
    assert (ran.json["written"], ran.json["counts"]["taken"]) == (True, 2)
    assert (action(plan)["status"], action(plan, SECOND_FILE)["status"]) == (
        "not started",
        "in progress",
    )


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        (
            {LATER: "Dec 2024 board", LATER_REASON: "Staff"},
            "no board meeting in December 2024 is recorded",
        ),
        (
            {EVIDENCE: "A", KIND: "Data", PLACE: "C:\\Users\\me\\a.pdf"},
            "it is on somebody’s own computer or drive",
        ),
        (
            {EVIDENCE: "A", KIND: "Data", PLACE: "mailto:me@example.org"},
            "it is the address of a mailbox",
        ),
        (
            {LATER: "Feb 2024", LATER_REASON: "Staff"},
            "29 February 2024 is not later than 29 February 2024, when it is due now",
        ),
        (
            {EVIDENCE: "A", KIND: "Data", PLACE: "no/such.pdf"},
            "there is no such file in the plan’s folder",
        ),
        (
            {EVIDENCE: "A", KIND: "Data", PLACE: "../outside.txt"},
            "it is outside of the plan’s folder",
        ),
        (
            {EVIDENCE: "A", KIND: "Data", PLACE: "x" * 5000},
            "there is no such file in the plan’s folder",
        ),
        (
            {EVIDENCE: "A\ufeffB", KIND: "Data"},
            "it holds an invisible byte order mark, which no plan file may",
        ),
    ],
    ids=[
        "board",
        "own drive",
        "mailbox",
        "too early",
        "lost file",
        "file outside",
        "no name",
        "stray",
    ],
)
def test_what_would_break_the_plan_is_left_out_alone(
    plan: Path, form: Path, answers: sheets.Answers, why: str
) -> None:
    put(plan.parent, {"outside.txt": "x"})
    ran = read(plan, sheets.fill(form, {**answers, STATUS: "Not started"}), *JSON)
    refused = [each["why"] for each in outcomes(ran) if each["fate"] == "refused"]
    assert len(refused) == 1
    assert why in refused[0]
    assert action(plan)["status"] == "not started"


def test_an_action_that_is_gone_is_told(plan: Path, form: Path) -> None:
    sheets.fill(form, {PROGRESS: "Seen."})
    put(plan, {FILE: ACTION.replace('"1.1"', '"1.9"')})
    ran = read(plan, form, *JSON)
    assert outcomes(ran)[0]["why"] == (
        "the plan has no action “1.1”; the form’s words are those of 1.9"
    )


def test_two_actions_of_one_ref_are_not_told_apart(plan: Path, form: Path) -> None:
    sheets.fill(form, {PROGRESS: "Seen.", ("1.2", "Status"): "In progress"})
    put(plan, {"areas/1-practice/1.1-again.yaml": ACTION})
    ran = read(plan, form, *JSON)
    assert [each["fate"] for each in outcomes(ran)] == ["taken", "refused"]
    assert outcomes(ran)[1]["why"].startswith("two actions have the ref “1.1”")


def test_a_form_of_another_plan_of_the_same_body_is_refused_whole(plan: Path, form: Path) -> None:
    sheets.fill(form, {PROGRESS: "Seen."})
    put(plan, {"plan.yaml": "title: Other\norganisation: A council\n"})
    ran = read(plan, form)
    assert ran.code == 1
    assert (
        "it is a form of another plan: “A small plan”, A council; this plan is “Other”, A council"
    ) in ran.out
    assert (plan / FILE).read_text("utf-8") == ACTION


def test_a_form_of_a_plan_that_keeps_its_id_outlives_the_title(plan: Path) -> None:
    put(plan, {"plan.yaml": "id: small\ntitle: Old\norganisation: A council\n"})
    form = sheets.fill(sheets.made(plan, "docx"), {PROGRESS: "Seen."})
    put(plan, {"plan.yaml": "id: small\ntitle: New\norganisation: A council\n"})
    assert action(plan)["progress"][-1]["note"] != "Seen."
    read(plan, form)
    assert action(plan)["progress"][-1]["note"] == "Seen."


def test_a_form_of_a_role_that_is_gone_asks_who_says_so(plan: Path, form: Path) -> None:
    sheets.fill(form, {PROGRESS: "Seen."})
    put(plan, {"roles.yaml": "SM QA: Service manager\nDCS: Director\n"})
    assert "a role that the plan does not have" in read(plan, form).out
    assert read(plan, form, "--by", "DCS").code == 0


def test_a_file_that_is_not_there_ends_the_run(plan: Path) -> None:
    ran = read(plan, plan / "no.xlsx")
    assert (ran.code, ran.err.splitlines()[-1]) == (2, "  hint: give the path of the form")


def test_a_paper_without_a_form_is_told(plan: Path, tmp_path: Path) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "other.xlsx")
    ran = read(plan, tmp_path / "other.xlsx")
    assert (ran.code, ran.out.splitlines()[0]) == (
        1,
        "not read: there is no form in it (other.xlsx)",
    )


def test_an_action_that_cannot_be_written_into_is_told(plan: Path, form: Path) -> None:
    sheets.fill(form, {STATUS: "Not started", ("1.2", "Status"): "In progress"})
    put(
        plan,
        {
            FILE: "{ref: '1.1', title: First, leads: [AD, SM QA], timescale: 29 Feb 2024, "
            "status: in progress}\n"
        },
    )
    ran = read(plan, form, *JSON)
    assert [each["fate"] for each in outcomes(ran)] == ["taken", "refused"]


def test_what_a_change_brings_with_it_is_said(plan: Path, form: Path) -> None:
    sheets.fill(form, {RATING: "Green: On track", REASON: "It is"})
    ran = read(plan, form, *JSON)
    assert ran.json["brought"][0]["code"] == "T303"
    assert "to be seen to: T303 1.1: declared green" in ran.err


def _without(form: Path, gone: Callable[[str, str], bool]) -> Path:
    """A form after the rows of some refs and names were deleted; in Word a table with none left."""
    if form.suffix == ".docx":
        paper = Document(str(form))
        for table in paper.tables:
            head, *rows = table.rows
            ref = head.cells[0].text.removeprefix("Ref ")
            out = [row for row in rows if gone(ref, row.cells[0].text)]
            for row in out:
                row._tr.getparent().remove(row._tr)  # noqa: SLF001 - it deletes no rows
            if len(out) == len(rows):
                paper.element.body.remove(table._tbl)  # noqa: SLF001 - as above
        paper.save(str(form))
        return form

    def write(page: Worksheet) -> None:
        for number in range(page.max_row, 1, -1):
            if gone(str(page.cell(number, 1).value), str(page.cell(number, 2).value)):
                page.delete_rows(number)

    return sheets.changed(sheets.changed(form, write), write, MORE_SHEET)


@BOTH
def test_actions_that_were_deleted_from_a_form_are_named(plan: Path, form: Path) -> None:
    third = "areas/1-practice/1.3-third.yaml"
    put(plan, {third: "ref: '1.3'\ntitle: Third\nleads: [AD]\n"})
    form = sheets.fill(sheets.made(plan, form.suffix[1:]), {PROGRESS: "Seen."})
    ran = read(plan, _without(form, lambda ref, _: ref in {"1.2", "1.3"}))
    assert ran.code == 0
    why = "not in the form any more: 1.2, 1.3; nothing of them was changed"
    assert f"\nnoted: {why} ({form.name})\n" in ran.out
    assert action(plan)["progress"][-1]["note"] == "Seen."


@BOTH
@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (
            {"Status", COMPLETED[1]},
            f"2 rows are not in the form any more (“Status”, “{COMPLETED[1]}”)",
        ),
        ({"Milestone 1: done on"}, "1 row is not in the form any more"),
    ],
)
def test_rows_that_were_deleted_from_a_form_are_named(
    plan: Path, form: Path, rows: set[str], names: str
) -> None:
    ran = read(plan, _without(form, lambda ref, row: ref == "1.1" and row in rows))
    said = f"1.1 noted: {names}; nothing was changed there ({form.name})"
    assert (ran.code, ran.out.splitlines()[0]) == (0, said)


def test_a_field_that_was_deleted_is_noted_beside_what_was_taken(plan: Path) -> None:
    form = sheets.made(plan, "docx")
    paper = Document(str(form))
    cell = paper.tables[1].rows[6].cells[2]
    for field in list(cell.paragraphs[0]._p):  # noqa: SLF001 - it has no fields
        cell.paragraphs[0]._p.remove(field)  # noqa: SLF001 - as above
    cell.paragraphs[0].add_run("Seen.")
    paper.save(str(form))
    ran = read(plan, form)
    assert (ran.code, ran.out.splitlines()[:3]) == (
        0,
        [
            "1.1 progress taken (form.docx: table of 1.1, row 7, “Progress since the last note”)",
            (
                "1.1 noted: the field itself was deleted; its words are read as they stand "
                "(form.docx: table of 1.1, row 7, “Progress since the last note”)"
            ),
            "  the form says: Seen.",
        ],
    )


def _without_record(form: Path) -> Path:
    from openpyxl import load_workbook

    book = load_workbook(form)
    del book["planctl"]
    for name in list(book.custom_doc_props.names):  # type: ignore[attr-defined]  # the stubs lack it
        del book.custom_doc_props[name]  # type: ignore[attr-defined]  # as above
    book.save(form)
    return form


def test_a_form_that_lost_its_record_is_held_against_its_own_words(plan: Path) -> None:
    answers = {STATUS: "Complete", COMPLETED: "1 March 2024"}
    form = _without_record(sheets.fill(sheets.made(plan, "xlsx"), answers))
    put(plan, {FILE: ACTION.replace("in progress", "not started")})
    refused, *others = read(plan, form, *JSON).json["outcomes"]
    assert (refused["was"], refused["now"]) == ("In progress", "Not started")
    assert {each["why"] for each in others} == {
        "the form has lost its record, so that this cannot be told from its own words"
    }
    put(plan, {FILE: ACTION})
    assert outcomes(read(plan, form, *JSON))[0]["fate"] == "taken"


def test_a_note_of_a_form_that_lost_its_record_names_nobody_and_that_is_said(plan: Path) -> None:
    form = _without_record(sheets.fill(sheets.made(plan, "xlsx"), {PROGRESS: "Seen."}))
    why = "the form does not say whose it is any more, so that its notes name nobody"
    assert f"noted: {why} ({form.name})\n" in read(plan, form, "--dry-run").out
    assert why not in read(plan, form, "--by", "AD").out
    assert action(plan)["progress"][-1]["by"] == "AD"


def test_an_action_with_a_rating_of_its_own_can_get_a_note_alone(plan: Path) -> None:
    put(plan, {FILE: f"{ACTION}progress_rag: amber\nrag_reason: Old\n"})
    form = sheets.fill(sheets.made(plan, "xlsx"), {PROGRESS: "Seen."})
    ran = read(plan, form, *JSON)
    assert [each["what"] for each in outcomes(ran)] == ["progress"]


@pytest.mark.parametrize("named", ["evidence\\a.pdf", "plan/evidence/a.pdf", "./evidence/a.pdf"])
def test_a_file_of_evidence_is_found_however_it_is_named(plan: Path, named: str) -> None:
    put(plan, {"evidence/a.pdf": "x"})
    answers: sheets.Answers = {EVIDENCE: "Audit", KIND: "Data", PLACE: named}
    assert read(plan, sheets.fill(sheets.made(plan, "xlsx"), answers)).code == 0
    assert action(plan)["evidence"][0]["file"] == "evidence/a.pdf"


def test_an_extension_can_be_asked_for_an_action_without_a_date(plan: Path) -> None:
    put(plan, {FILE: ACTION.replace("timescale: 29 Feb 2024\nstatus", "status")})
    form = sheets.made(plan, "xlsx")
    ran = read(plan, sheets.fill(form, {LATER: "1 Feb 2024", LATER_REASON: "Staff"}))
    assert "not later" not in ran.out


def test_nothing_is_called_taken_where_it_could_not_be_written(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = sheets.fill(sheets.made(plan, "xlsx"), {PROGRESS: "Seen."})

    def full(*_: object, **_flags: object) -> None:
        raise Stop("could not write", "make room for it")

    monkeypatch.setattr("planctl.cli.change.write_drafts", full)
    ran = read(plan, form)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("planctl: could not write\n")


def test_what_a_change_brings_is_for_whoever_keeps_the_plan(plan: Path, form: Path) -> None:
    ran = read(plan, sheets.fill(form, {RATING: "Green: On track", REASON: "It is"}))
    [first, second, *_] = ran.err.splitlines()
    assert first == "planctl: for whoever keeps the plan:"
    assert second.startswith("planctl: to be seen to: T303")


def test_a_folder_of_forms_is_read_whole(plan: Path) -> None:
    folder = plan.parent / "sheets"
    folder.mkdir()
    for name, kind in (("one", "xlsx"), ("two", "docx")):
        form = sheets.fill(sheets.made(plan, kind), {PROGRESS: f"Seen by {name}."})
        form.rename(folder / f"{name}.{kind}")
    put(folder, {"~$one.xlsx": "open", "notes.txt": "x"})
    assert read(plan, folder).code == 0
    notes = [each["note"] for each in action(plan)["progress"][1:]]
    assert notes == ["Seen by one.", "Seen by two."]


def test_a_folder_without_forms_ends_the_run(plan: Path) -> None:
    ran = read(plan, plan)
    assert (ran.code, ran.err.splitlines()[0]) == (2, f"planctl: there is no form in {plan}")


def test_rows_without_refs_in_which_nothing_stands_are_one_line(plan: Path) -> None:
    form = sheets.fill(_without_record(sheets.made(plan, "xlsx")), {PROGRESS: "Seen."})

    def refs_out(page: Worksheet) -> None:
        for row in page.iter_rows(min_row=2):
            row[0].value = None

    told = read(plan, sheets.changed(form, refs_out), *JSON).json["outcomes"]
    whys = [each["why"] for each in told if "ref" in each["why"]]
    assert whys == [
        "the row has no ref, and may be of any action",
        "17 rows have no ref, and may be of any action; nothing was filled in there",
    ]


def test_one_row_without_a_ref_is_told(plan: Path) -> None:
    form = _without_record(sheets.made(plan, "xlsx"))
    file = sheets.changed(form, lambda page: page.__setitem__("A5", None))
    assert "noted: 1 row has no ref, and may be of any action" in read(plan, file).out
