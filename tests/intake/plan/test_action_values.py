"""What the cells of an action mean: ratings, dates, notes, steps, evidence."""

from typing import Any

import pytest

from imported import actions, imported, lines, read_back, table, words_in, words_out
from planctl.intake.account import Fate, GuessConfidence
from planctl.intake.plan.assemble import ImportOptions


def _one(head: str, cells: str, asked: ImportOptions | None = None) -> dict[str, Any]:
    """What the one action of a table says, beside its ref and its title."""
    found = actions(table(f"Ref | Action | {head}\n1 | Do | {cells}"), asked or ImportOptions())[
        "1"
    ]
    return {key: said for key, said in found.items() if key not in {"ref", "title", "actions"}}


def _asked(head: str, cells: str) -> list[str]:
    found = imported(table(f"Ref | Action | {head}\n1 | Do | {cells}"))
    return [each.text for each in found.of(Fate.ASKED)]


@pytest.mark.parametrize(
    ("cell", "rating"),
    [
        ("R", "red"),
        ("amber", "amber"),
        ("Yellow", "amber"),
        ("(G)", "green"),
        ("Blue RAG", "blue"),
        ("Amber ↓", "amber"),
        ("R ↑", "red"),
        ("Grey", "grey"),
        ("#FF0000", "red"),
        ("#C00000", "red"),
        ("#FFC000", "amber"),
        ("#FFFF00", "amber"),
        ("#92D050", "green"),
        ("#00B0F0", "blue"),
        ("#A6A6A6", "grey"),
        ("waiting #FF0000", "red"),
        ("Green #FF0000", "green"),
        ("#FFFFFF", None),
        ("#000000", None),
        ("#7030A0", None),
        ("n/a", None),
        ("", None),
    ],
)
def test_a_rating_is_a_word_a_letter_or_the_colour_of_its_cell(
    cell: str, rating: str | None
) -> None:
    assert _one("RAG", cell).get("progress_rag") == rating


def test_a_rating_that_could_be_any_needs_a_person() -> None:
    assert _asked("RAG", "Amber/Green") == ["Amber/Green"]
    assert _asked("RAG", "3") == ["3"]


def test_a_number_is_a_rating_once_its_key_is_known() -> None:
    assert _one("RAG", "1", ImportOptions(key={"1": "red"}))["progress_rag"] == "red"
    rows = table("Ref | Action | RAG\n1 | Do | 4")
    keyed = actions([*lines("4 = Blue, embedded"), *rows])
    assert keyed["1"]["progress_rag"] == "blue"
    in_table = actions([*table("4 | Blue", "key"), *rows])
    assert in_table["1"]["progress_rag"] == "blue"


@pytest.mark.parametrize(
    ("head", "cell", "why"),
    [
        ("RAG", "Amber #FF0000", "it says “Amber” on a red cell: amber was taken; which is it?"),
        ("RAG", "#7030A0", "the cell has a colour that is no rating, #7030A0: what is it?"),
        (
            "RAG",
            "- #000000",
            "the cell has a colour that is no rating, #000000: what is it?",
        ),
        ("Status", "Paused #FF0000", "the cell under “Status” is red: is that its rating?"),
        ("Status", "Paused #7030A0", "the cell under “Status” is #7030A0: is that its rating?"),
    ],
)
def test_a_colour_that_says_something_else_or_more_needs_a_person(
    head: str, cell: str, why: str
) -> None:
    rows = table(f"Ref | Action | {head}\n1 | Do | {cell}")
    [asked] = imported(rows).of(Fate.ASKED)
    assert (asked.to, asked.why) == ("1 progress_rag", why)
    said = actions(rows, ImportOptions(answers={"1 progress_rag": "blue"}))["1"]
    assert said["progress_rag"] == "blue"


def test_a_rating_on_a_cell_of_its_own_colour_is_sure() -> None:
    assert not _asked("RAG", "R #FF0000")
    assert not _asked("RAG", "#FFFFFF")


def test_colours_that_stand_nowhere_in_the_plan_are_told_once_for_an_action() -> None:
    head = "Ref | Action | By when | Status | RAG | RAG Jan 2025"
    row = "1 | Do #FFC000 | 3 May 2024 #7030A0 | Paused #FF0000 | Green #00B050 | R #FF0000"
    [told] = imported(table(f"{head}\n{row}")).of(Fate.LEFT)
    assert (told.place, told.text) == ("table 1 row 2", "")
    assert told.why == (
        "1 has cells with a colour, which a plan has no place for: "
        "“Action” amber, “By when” #7030A0, “Status” red"
    )


def test_a_status_in_a_column_of_ratings_keeps_the_colour_of_its_cell_too() -> None:
    said = _one("RAG", "Complete #00B0F0")
    assert said == {"status": "complete", "progress_rag": "blue"}


def test_a_status_in_a_column_of_ratings_is_a_status() -> None:
    assert _one("RAG", "On hold") == {"status": "paused"}


def test_a_tick_stands_in_the_column_of_its_colour() -> None:
    assert _one("Red | Amber | Green", " | ✓ | -")["progress_rag"] == "amber"
    found = imported(table("Ref | Action | Red | Green\n1 | Do | why | G"))
    assert [each.text for each in found.of(Fate.LEFT)] == ["why"]


def test_ratings_of_days_become_history_and_the_newest_is_declared() -> None:
    said = _one("Rating 12/02/24 | RAG Jan 24 | RAG Feb 2024 | Progress", "R | A | n/a | Met.")
    assert said["progress"] == [
        {"date": "2024-01-31", "note": "RAG Jan 24: amber"},
        {"date": "2024-02-12", "note": "Rating 12/02/24: red"},
        {"note": "Met."},
    ]
    assert said["progress_rag"] == "red"


def test_a_rating_of_its_own_counts_before_those_of_days() -> None:
    said = _one("RAG | RAG Jan 2024 | RAG Mar 2024 | RAG Apr 2024", "G | R | #FF0000 | #FFFFFF")
    assert said["progress_rag"] == "green"
    assert len(said["progress"]) == 2


def test_a_rating_of_a_day_that_nobody_can_read_needs_a_person() -> None:
    assert _asked("RAG Feb | RAG Mar 2024 | RAG 2024-25", "R | perhaps | G") == [
        "R",
        "perhaps",
        "G",
    ]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("31 May 2024 (A)", {"timescale": "31 May 2024", "progress_rag": "amber"}),
        ("G", {"progress_rag": "green"}),
        ("Green: 31 May 2024", {"timescale": "31 May 2024", "progress_rag": "green"}),
        ("31 May 2024 #FF0000", {"timescale": "31 May 2024", "progress_rag": "red"}),
        ("31 May 2024", {"timescale": "31 May 2024"}),
    ],
)
def test_a_date_and_a_rating_in_one_cell_are_told_apart(cell: str, said: dict[str, str]) -> None:
    assert _one("Deadline and RAG", cell) == {**said, "status": "not started"}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Amber – half of it is done", {"progress_rag": "amber", "note": "half of it is done"}),
        ("Half of it is done #00B050", {"progress_rag": "green", "note": "Half of it is done"}),
    ],
)
def test_a_note_and_a_rating_in_one_cell_are_told_apart(cell: str, said: dict[str, str]) -> None:
    found = _one("Update and RAG", cell)
    assert found["progress_rag"] == said["progress_rag"]
    assert found["progress"] == [{"note": said["note"]}]


@pytest.mark.parametrize(
    ("cell", "timescale"),
    [
        ("31 May 2024", "31 May 2024"),
        ("12 Jan 24", {"written": "12 Jan 24", "due": "12 Jan 2024"}),
        (
            "31/03/2024 (all schools)",
            {"written": "31/03/2024 (all schools)", "due": "31/03/2024"},
        ),
        ("TBC", None),
        ("draft 31/02/2024 or so", None),
    ],
)
def test_a_promise_keeps_its_words_beside_what_they_mean(cell: str, timescale: object) -> None:
    assert _one("By when", cell).get("timescale") == timescale


def test_what_is_looked_at_again_and_again_has_no_end() -> None:
    said = _one("By when", "Monthly")
    assert (said["timescale"], said["review"]) == (
        {"written": "Monthly", "due": "ongoing"},
        "monthly",
    )


def test_complete_in_place_of_a_date_or_a_lead_is_a_status() -> None:
    assert _one("Lead", "Complete")["status"] == "complete"
    assert _one("By when", "Completed")["status"] == "complete"


def test_three_leads_with_a_date_each_are_three_milestones_and_the_last_is_the_promise() -> None:
    said = _one("Who and when", "AD, Feb 2024 // SM QA Jan 2024 // PIRO")
    assert said["leads"] == ["AD", "SM QA", "PIRO"]
    assert said["timescale"] == {"written": "AD, Feb 2024; SM QA, Jan 2024", "due": "Feb 2024"}
    assert said["milestones"] == [
        {"what": "The part of AD", "leads": ["AD"], "timescale": "Feb 2024"},
        {"what": "The part of SM QA", "leads": ["SM QA"], "timescale": "Jan 2024"},
    ]


def test_two_leads_of_one_date_promise_that_date() -> None:
    said = _one("Who and when", "AD Jan 2024 // SM QA Jan 2024")
    assert said["timescale"] == "Jan 2024"


def test_steps_and_dates_in_the_same_order_are_milestones() -> None:
    head = "Ref | Action | By when | Milestones"
    found = actions(table(f"{head}\n1 | Draft // Agree | Jan 2024 // Feb 2024 |"))
    assert found["1"]["milestones"] == [
        {"what": "Draft", "timescale": "Jan 2024"},
        {"what": "Agree", "timescale": "Feb 2024"},
    ]
    found = actions(table(f"{head}\n1 | Do | Jan 2024 // Feb 2024 | Draft // Agree"))
    assert found["1"]["milestones"] == [
        {"what": "Draft", "timescale": "Jan 2024"},
        {"what": "Agree", "timescale": "Feb 2024"},
    ]


def test_a_step_has_the_date_that_stands_in_its_words() -> None:
    said = _one("Milestones", "Draft by 3 May 2024 // Agree it // Keep it ongoing")
    assert said["milestones"] == [
        {"what": "Draft by 3 May 2024", "timescale": "by 3 May 2024"},
        {"what": "Agree it"},
        {"what": "Keep it ongoing"},
    ]


@pytest.mark.parametrize(
    "step", ["Review after 3 May 2024", "Draft 3 May 2024, final 4 June 2024", "Moved to May 2024"]
)
def test_a_step_whose_words_may_mean_another_day_needs_a_person(step: str) -> None:
    rows = table(f"Ref | Action | Milestones\n1 | Do | {step}")
    [asked] = imported(rows).of(Fate.ASKED)
    assert (asked.to, bool(asked.propose)) == (f"1 “{step}” milestone", True)
    assert actions(rows)["1"]["milestones"] == [{"what": step}]
    said = actions(rows, ImportOptions(answers={f"1 “{step}” milestone": "5 June 2024"}))["1"]
    assert said["milestones"] == [{"what": step, "timescale": "5 June 2024"}]


def test_the_date_that_is_read_out_of_a_step_is_told() -> None:
    found = imported(table("Ref | Action | Milestones\n1 | Do | Draft by 3 May 2024"))
    told = [each for each in found.guesses if each.to == "1 milestone"]
    assert [each.why for each in told] == ["by 3 May 2024, as “Draft by 3 May 2024” says"]


def test_what_stands_beside_a_lead_and_is_neither_is_a_note() -> None:
    said = _one(
        "Who and when",
        "AD Jan 2024. Report is late // AD Jan 2024. Complete // everybody in all of the teams",
    )
    assert said["leads"] == ["AD"]
    assert said["status"] == "complete"
    assert [note["note"] for note in said["progress"]] == [
        "Report is late",
        "everybody in all of the teams",
    ]


def test_a_column_of_leads_takes_any_name_but_no_long_sentence() -> None:
    assert _one("Owner", "everybody // AD // AD")["leads"] == ["everybody", "AD"]
    long = "a sentence of which nobody would say that it is the name of anybody who leads anything"
    assert _one("Owner", long)["progress"] == [{"note": long}]


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("COMPLETE all staff were trained", "complete"),
        ("Completed.", "complete"),
        ("On track – half of it", "in progress"),
        ("Not started", "not started"),
        ("Closed as an item of the plan", "in progress"),
    ],
)
def test_a_note_that_begins_with_how_it_stands_gives_the_status(cell: str, status: str) -> None:
    assert _one("Progress", cell)["status"] == status


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Underway", {"status": "in progress"}),
        ("Amber", {"status": "in progress", "progress_rag": "amber"}),
        ("🟢", {"status": "in progress", "progress_rag": "green"}),
        ("Grey", {"status": "not started", "progress_rag": "grey"}),
        ("n/a", {"status": "not started"}),
        (
            "Complete - all were trained",
            {"status": "complete", "progress": [{"note": "Complete - all were trained"}]},
        ),
        ("Nearly", {"status": "in progress"}),
    ],
)
def test_a_status_is_read_and_what_is_more_is_a_note(cell: str, said: dict[str, object]) -> None:
    assert _one("Status", cell) == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("26/2/24", {"completed": "2024-02-26", "status": "complete"}),
        ("Yes", {"status": "complete"}),
        ("No", {"status": "not started"}),
        ("Not yet", {"status": "not started"}),
        ("Completed 26/2/24", {"completed": "2024-02-26", "status": "complete"}),
        ("Feb 2024", {"status": "complete"}),
    ],
)
def test_the_day_of_completion_is_read(cell: str, said: dict[str, str]) -> None:
    assert _one("Date completed", cell) == said


def test_a_day_of_completion_with_other_words_is_proposed() -> None:
    [asked] = imported(table("Ref | Action | Completed\n1 | Do | 26/2/24 (late)")).of(Fate.ASKED)
    assert (asked.to, asked.text, asked.propose) == ("1 completed", "26/2/24 (late)", "2024-02-26")


def test_a_day_of_completion_beside_another_status_needs_a_person() -> None:
    rows = table("Ref | Action | Completed | Status\n1 | Do | 26/2/24 | Underway")
    [asked] = imported(rows).of(Fate.ASKED)
    assert (asked.to, asked.propose) == ("1 status", "complete")
    assert actions(rows)["1"]["status"] == "in progress"
    assert (
        actions(rows, ImportOptions(answers={"1 status": "complete"}))["1"]["status"] == "complete"
    )


def test_the_day_of_a_note_is_proposed_as_that_of_completion() -> None:
    rows = table("Ref | Action | Status | Progress\n1 | Do | Done | 14/2/2024: all of it")
    [asked] = imported(rows).of(Fate.ASKED)
    assert (asked.to, asked.propose) == ("1 completed", "2024-02-14")


def test_what_is_complete_without_a_day_needs_a_person_with_a_proposal() -> None:
    found = imported(
        table("Ref | Action | Update\n1 | Do | Completed. Sent on 14/2/2024 in Feb 2024")
    )
    [asked] = found.of(Fate.ASKED)
    assert (asked.to, asked.propose) == ("1 completed", "2024-02-14")


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Dip sample of files", "quality assurance"),
        ("Survey of parents", "feedback"),
        ("Peer review", "peer review"),
        ("Ofsted letter", "inspection"),
        ("Dashboard", "data"),
        ("Minutes", "document"),
    ],
)
def test_evidence_is_of_the_kind_that_its_words_tell(cell: str, kind: str) -> None:
    assert _one("Evidence", cell)["evidence"] == [{"title": cell, "kind": kind}]


def test_a_link_is_the_address_of_the_evidence() -> None:
    said = _one("Evidence", "[Minutes](https://example.org/a)")
    assert said["evidence"] == [
        {"title": "Minutes", "kind": "document", "url": "https://example.org/a"}
    ]


def test_keys_that_take_words_as_they_are_get_them() -> None:
    said = _one("Title | Reason for RAG | Review", "A title | Late // by far | Monthly")
    assert said["rag_reason"] == "Late by far"
    assert said["review"] == "monthly"
    found = imported(table("Ref | Action | Review | Findings\n1 | Do | often | one"))
    assert [each.text for each in found.of(Fate.LEFT)] == ["often", "one"]


def test_an_action_has_the_title_of_the_paper_or_one_of_its_first_words() -> None:
    long = (
        "Write a procedure for all of the core groups in every team of the whole of the borough now"
    )
    found = actions(
        table(
            f"Ref | Action | Title\n1 | Do | A title\n2 | {long} |\n3 | {'x' * 90} |\n"
            "4 | Go. Then stop. |"
        )
    )
    assert [said["title"] for said in found.values()] == [
        "A title",
        "Write a procedure for all of the core groups in every team of the whole",
        "x" * 80,
        "Go",
    ]


def test_an_answer_stands_in_place_of_what_was_open_or_guessed() -> None:
    answers = {
        "1 timescale “Feb Board”": "Feb 2025 board",
        "1 title": "Our own",
        "1 completed": "2025-02-03",
        "1 progress_rag “?”": "red",
        "1 impact_rag “3”": "green",
    }
    said = actions(
        table(
            "Ref | Action | By when | Status | RAG | Impact RAG\n1 | Do | Feb Board | Done | ? | 3"
        ),
        ImportOptions(answers=answers),
    )["1"]
    assert said == {
        "ref": "1",
        "title": "Our own",
        "actions": ["Do"],
        "timescale": {"written": "Feb Board", "due": "Feb 2025 board"},
        "status": "complete",
        "completed": "2025-02-03",
        "progress_rag": "red",
        "impact_rag": "green",
    }
    said = _one(
        "Date completed", "then", ImportOptions(answers={"1 completed “then”": "2025-02-03"})
    )
    assert said["completed"] == "2025-02-03"


def test_what_a_merged_cell_says_is_said_of_every_row_that_it_covers() -> None:
    found = imported(
        table(
            """
            Ref | Action | Lead | By when | RAG | Status
            1 | Do | AD, Feb 2024 | Feb Board | G | Done
            2 | Do | ^ | ^ | ^ | ^
            """
        )
    )
    said = read_back(found)
    for path in found.paths.values():
        assert said[path]["leads"] == ["AD"]
        assert said[path]["timescale"] == "Feb 2024"
        assert said[path]["progress_rag"] == "green"
        assert said[path]["status"] == "complete"


US = table(
    """
    Ref | Action | Lead | By when | Completed | Milestones | Progress
    1 | Do | AD, 04/05/2024 | 12/31/2024 | | |
    2 | Do | AD | no later than 06/07/2024 | 08/09/2024 | Draft by 01/02/2024 | 02/03/2024: met
    """
)


def test_no_date_that_fits_both_orders_is_read_where_the_paper_writes_the_month_first() -> None:
    asked = {each.to: each for each in imported(US).of(Fate.ASKED)}
    assert {to: each.text for to, each in asked.items()} == {
        "1 timescale": "12/31/2024",
        "2 timescale": "no later than 06/07/2024",
        "2 completed": "08/09/2024",
        "2 “Draft by 01/02/2024” milestone": "",
        "2 “02/03/2024: met” day of a note": "",
    }
    assert asked["2 “02/03/2024: met” day of a note"].why == (
        "is it 2 March 2024 or 3 February 2024? the paper has 12/31/2024, which only fits the "
        "month first: --dates mdy reads all dates so"
    )


def test_what_is_not_read_stays_in_the_note_and_the_step_word_for_word() -> None:
    said = actions(US)["2"]
    assert said["progress"] == [{"note": "02/03/2024: met"}]
    assert said["milestones"] == [{"what": "Draft by 01/02/2024"}]


def test_a_person_says_which_day_a_date_is() -> None:
    answers = {
        "2 timescale “no later than 06/07/2024”": "7 June 2024",
        "2 completed “08/09/2024”": "2024-08-09",
        "2 “Draft by 01/02/2024” milestone": "2 January 2024",
        "2 “02/03/2024: met” day of a note": "3 Feb 2024",
    }
    said = actions(US, ImportOptions(answers=answers))["2"]
    assert said["timescale"]["due"] == "7 June 2024"
    assert said["completed"] == "2024-08-09"
    assert said["milestones"][0]["timescale"] == "2 January 2024"
    assert said["progress"] == [{"date": "2024-02-03", "note": "met"}]


def test_the_month_first_is_read_so_once_it_is_said() -> None:
    said = actions(US, ImportOptions(month_first=True))["2"]
    assert said["timescale"]["due"] == "2024-06-07"
    assert said["completed"] == "2024-08-09"


def test_a_board_on_a_doubtful_day_is_no_meeting() -> None:
    rows = table("Ref | Action | By when | Progress\n1 | Do | 12/31/2024 | To the Board 04/05/2024")
    assert "meetings" not in (read_back(imported(rows)).get("governance.yaml") or {})
    said = read_back(imported(rows, ImportOptions(month_first=True)))["governance.yaml"]
    assert said["meetings"] == [{"on": "5 April 2024"}]


@pytest.mark.parametrize(
    ("cell", "propose"),
    [
        ("w/c 3 June 2024", "3 June 2024"),
        ("from May 2024", "May 2024"),
        ("within 3 months of May 2024", "May 2024"),
        ("not before June 2024", "June 2024"),
        ("extended to July 2024", ""),
        ("ongoing until March 2025", "March 2025"),
        ("Reviewed 1 Oct 2025; due tbc", "1 Oct 2025"),
        ("3 months after April 2026", "April 2026"),
        ("before 31/12/2024", "31/12/2024"),
        ("Early June 2024", "June 2024"),
        ("31/03/2024 subject to approval", "31/03/2024"),
        ("31/03/2024 (TBC)", "31/03/2024"),
        ("Oct 14, 2025; Feb 10, 2026; June 2026", "June 2026"),
        ("Draft Jan 2024, final March 2024", "March 2024"),
        ("Start Jan 2024, complete March 2025", "March 2025"),
        ("from May 2024 to July 2024", "July 2024"),
    ],
)
def test_a_date_that_its_words_say_is_not_the_day_needs_a_person(cell: str, propose: str) -> None:
    [asked] = imported(table(f"Ref | Action | By when\n1 | Do | {cell}")).of(Fate.ASKED)
    assert (asked.text, asked.propose) == (cell, propose)
    assert asked.why


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("due 31/12/2024", "31/12/2024"),
        ("Deadline: 3 May 2024", "3 May 2024"),
        ("to be completed by 31.12.24", "31.12.24"),
        ("AD: 31/12/2024", "31/12/2024"),
        ("31/12/2024 [all schools]", "31/12/2024"),
        ("31/12/2024 at the latest", "31/12/2024"),
        ("2024-12-31 00:00:00", "2024-12-31"),
    ],
)
def test_a_date_beside_words_that_change_nothing_is_when_it_is_due(cell: str, due: str) -> None:
    said = _one("Lead | By when", f"AD | {cell}")
    assert said["timescale"] == {"written": cell, "due": due}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Not before 1 April 2026", "Not before 1 April 2026"),
        ("AD, not before 1 April 2026", "not before 1 April 2026"),
        ("AD from 1/1/2026", "from 1/1/2026"),
        ("Extended 31/12/2025", "Extended 31/12/2025"),
        ("AD, early June 2026", "early June 2026"),
        ("AD 31/12/2025 (TBC)", "31/12/2025 (TBC)"),
        ("phase one 31/12/2025", "phase one 31/12/2025"),
    ],
)
def test_words_beside_a_date_are_asked_about_beside_a_lead_too(cell: str, text: str) -> None:
    [asked] = imported(table(f"Ref | Action | Lead and timescale\n1 | Do | {cell}")).of(Fate.ASKED)
    assert (asked.to, asked.text) == ("1 timescale", text)


def test_a_post_whose_name_has_such_a_word_has_its_date() -> None:
    said = _one("Lead and timescale", "Early Help Manager Jan 2024")
    assert (said["leads"], said["timescale"]) == (["Early Help Manager"], "Jan 2024")


def test_of_two_dates_of_one_lead_the_promise_is_asked() -> None:
    rows = table("Ref | Action | Lead and timescale\n1 | Do | AD, 30/09/2025, 31/12/2025")
    [asked] = imported(rows).of(Fate.ASKED)
    assert asked.why.startswith("it has 2 dates: which is the promise?")
    assert actions(rows)["1"]["leads"] == ["AD"]


@pytest.mark.parametrize(
    ("cell", "promise", "later"),
    [
        ("31/12/25 31/03/26", "31/12/25", "31/03/26"),
        ("30/09/2025 // 31/12/2025", "30/09/2025", "31/12/2025"),
        ("Sept 2025 → March 2026", "Sept 2025", "March 2026"),
        ("30 June 2025 / 31 July 2025", "30 June 2025", "31 July 2025"),
        ("May 2024 (extended to July 2024)", "May 2024", "July 2024"),
        ("moved from 1/5/2025 to 1/7/2025", "1/5/2025", "1/7/2025"),
        ("31 March 2025 (was 31 Dec 2024)", "31 Dec 2024", "31 March 2025"),
        ("31/12/2025 31/03/2026 (revised)", "31/12/2025", "31/03/2026"),
        ("31.05.26 (extended from 30.04.26)", "30.04.26", "31.05.26"),
        ("was 31/12/25 now 31/03/26", "31/12/25", "31/03/26"),
    ],
)
def test_a_later_date_beside_the_promise_is_an_extension_that_was_asked_for(
    cell: str, promise: str, later: str
) -> None:
    rows = table(f"Ref | Action | By when\n1 | Do | {cell}")
    said = actions(rows)["1"]
    assert said["timescale"] == promise or said["timescale"]["due"] == promise
    assert said["extensions"] == [{"to": later, "reason": "The paper gives a later date"}]
    [asked] = imported(rows).of(Fate.ASKED)
    assert (asked.to, asked.meanwhile) == ("1 extension", "asked for, and not agreed")
    assert later in asked.text
    assert words_out(imported(rows)) == words_in(rows)
    answers = {f"1 extension “{asked.text}”": "12 Dec 2025"}
    [agreed] = actions(rows, ImportOptions(answers=answers))["1"]["extensions"]
    assert agreed["agreed"] == "2025-12-12"


def test_a_later_date_beside_a_lead_is_asked_too_and_the_lead_is_kept() -> None:
    rows = table("Ref | Action | Lead and timescale\n1 | Do | AD 31/12/2025 (was 30/09/2025)")
    said = actions(rows)["1"]
    assert (said["leads"], said["timescale"]["due"]) == (["AD"], "30/09/2025")
    assert said["extensions"][0]["to"] == "31/12/2025"


@pytest.mark.parametrize(
    "cell",
    [
        *("31/12/2025 // 30/09/2025", "31/12/2025 30/09/2025", "Jan 2025 Jan 2025 Feb 2026"),
        *("31/12/2025 and 31/03/2026", "31/12/2025 to 31/03/2026", "1/5/2026 1/5/2026 31/5/2026"),
        *("extended 31/12/2025 31/03/2026 by phone", "30/09/2025 // 31/12/2025 // 1/2/2026"),
    ],
)
def test_of_other_dates_in_one_cell_a_person_says_which_is_the_promise(cell: str) -> None:
    rows = table(f"Ref | Action | By when\n1 | Do | {cell}")
    [asked] = imported(rows).of(Fate.ASKED)
    assert asked.to == "1 timescale"
    assert "which" in asked.why or "the first date" in asked.why
    assert "timescale" not in actions(rows)["1"]


def test_a_person_says_which_of_three_dates_is_the_promise() -> None:
    rows = table("Ref | Action | By when\n1 | Do | 30/09/2025 // 31/12/2025 // 1/2/2026")
    said = actions(rows, ImportOptions(answers={"1 timescale": "30/09/2025"}))["1"]
    written = "30/09/2025; 31/12/2025; 1/2/2026"
    assert said["timescale"] == {"written": written, "due": "30/09/2025"}


def test_a_day_of_completion_in_place_of_a_date_leaves_open_when_it_was_due() -> None:
    rows = table("Ref | Action | By when\n1 | Do | Completed 30/09/2025")
    said = actions(rows)["1"]
    assert (said["status"], said["completed"]) == ("complete", "2025-09-30")
    assert "timescale" not in said
    [asked] = imported(rows).of(Fate.ASKED)
    assert asked.why == "it says when it was completed, and not when it was due"
    answers = {"1 timescale “Completed 30/09/2025”": "31/08/2025"}
    said = actions(rows, ImportOptions(answers=answers))["1"]
    assert said["timescale"] == {"written": "Completed 30/09/2025", "due": "31/08/2025"}


def test_a_date_with_complete_after_it_may_be_when_it_was_due() -> None:
    rows = table("Ref | Action | By when\n1 | Do | 30/09/2025 - complete")
    assert actions(rows)["1"]["status"] == "complete"
    assert "completed" not in actions(rows)["1"]
    due, completed = imported(rows).of(Fate.ASKED)
    assert (due.why, due.propose) == (
        "is it when it was due, or when it was completed?",
        "30/09/2025",
    )
    assert completed.to == "1 completed"


def test_a_day_of_completion_in_place_of_a_lead_is_no_promise() -> None:
    said = _one("Lead", "Completed 30/09/2025")
    assert said == {"status": "complete", "completed": "2025-09-30"}
    assert _one("Lead", "Completed Sept 2025") == {"status": "complete"}


@pytest.mark.parametrize(
    "cell",
    [
        *("Completed 12/05/2024", "Complete (12 May 2024)", "12/05/2024 - closed"),
        *("Done on 12/5/24", "Completed 12.05.24", "Completed May 12, 2024"),
        *("Complete [12-May-24]", "Action completed 2024-05-12", "Closed as at 12th May 2024"),
    ],
)
def test_a_status_can_have_the_day_of_completion_beside_it(cell: str) -> None:
    assert _one("Status", cell) == {"status": "complete", "completed": "2024-05-12"}


def test_a_status_with_another_date_beside_it_stays_a_note() -> None:
    assert "completed" not in _one("Status", "Complete by 12 May 2024")
    said = _one("Status", "Complete May 2024")
    assert said == {"status": "complete", "progress": [{"note": "Complete May 2024"}]}


@pytest.mark.parametrize(
    "cell",
    ["Not completed 12/05/2024", "Complete – awaiting evidence", "To be done", "Reviewed 2/5/2024"],
)
def test_words_of_a_status_that_are_not_known_are_asked_and_are_no_note(cell: str) -> None:
    rows = table(f"Ref | Action | Status\n1 | Do | {cell}")
    [asked] = imported(rows).of(Fate.ASKED)
    assert (asked.to, asked.text, asked.meanwhile) == ("1 status", cell, "in progress")
    assert actions(rows)["1"]["status"] == "in progress"
    assert "progress" not in actions(rows)["1"]
    said = actions(rows, ImportOptions(answers={f"1 status “{cell}”": "paused"}))["1"]
    assert said["status"] == "paused"


@pytest.mark.parametrize(
    ("cell", "propose"), [("Green - on track", "green"), ("Blue (complete)", "blue"), ("A/G", "")]
)
def test_the_one_colour_of_a_rating_in_words_is_proposed(cell: str, propose: str) -> None:
    [asked] = imported(table(f"Ref | Action | RAG\n1 | Do | {cell}")).of(Fate.ASKED)
    assert (asked.text, asked.propose) == (cell, propose)


def test_what_is_like_a_formula_in_a_document_is_text() -> None:
    assert _one("Update", "=2 of 3 met")["progress"] == [{"note": "=2 of 3 met"}]


@pytest.mark.parametrize("ref", ["A/1", "1", "2 (i)", "HS&F 3"])
def test_a_ref_stays_as_it_is_written(ref: str) -> None:
    assert list(actions(table(f"Ref | Action\n{ref} | Do"))) == [ref]


def test_a_ref_by_which_no_file_can_be_named_is_asked_about() -> None:
    rows = table("Ref | Action\n../../etc/passwd | Do")
    assert list(actions(rows)) == ["1.1"]
    [asked] = imported(rows).of(Fate.ASKED)
    assert asked.text == "../../etc/passwd"
    assert asked.why == "no file can be named by it; give it one of letters and numbers"


def test_a_mark_that_nobody_sees_is_taken_off_a_ref_and_told() -> None:
    rows = table("Ref | Action\n\u200f7\u200e | Do")
    assert list(actions(rows)) == ["7"]
    [told] = imported(rows).of(Fate.LEFT)
    assert told.why == "a mark of the direction of writing, which cannot be seen, was taken out"


def test_it_is_told_which_sign_was_taken_out_and_where() -> None:
    [told] = imported(table("Ref | Action\n1 | Do \x01 it")).of(Fate.LEFT)
    assert (told.place, told.why) == (
        "table 1 row 2",
        "a control character (U+0001), which cannot be seen, was taken out after “Do”",
    )


@pytest.mark.parametrize(
    ("cell", "often"),
    [
        ("Ongoing, review monthly", "monthly"),
        ("Ongoing – reviewed quarterly", "quarterly"),
        ("ongoing (annually)", "yearly"),
        ("Ongoing with monthly reviews", "monthly"),
    ],
)
def test_what_has_no_end_is_looked_at_as_often_as_the_paper_says(cell: str, often: str) -> None:
    said = actions(table(f"Ref | Action | Lead | By when\n1 | Go on | SM | {cell}"))["1"]
    assert (said["timescale"]["due"], said["review"]) == ("ongoing", often)


@pytest.mark.parametrize(
    "paper",
    [
        "Ref | Action | RAG\n1 | Do | Red // Green",
        "Ref | Action | RAG | Overall RAG\n1 | Do | Red | Green",
        "Ref | Action | Red | Green\n1 | Do | x | x",
    ],
)
def test_of_two_ratings_in_one_row_a_person_says_which_holds(paper: str) -> None:
    found = imported(table(paper))
    assert "progress_rag" not in actions(table(paper))["1"]
    (asked,) = found.of(Fate.ASKED)
    assert (asked.to, asked.why) == ("1 progress_rag", "red and green: which of them holds?")
    why = [e.why for e in found.of(Fate.READ) if e.to == "1 progress_rag"]
    assert [each.endswith("; but see green") for each in why] == [True]
    answers = {f"1 progress_rag “{asked.text}”": "amber"}
    assert actions(table(paper), ImportOptions(answers=answers))["1"]["progress_rag"] == "amber"


def test_three_ratings_in_one_row_are_one_question_each_for_the_second_and_third() -> None:
    paper = table("Ref | Action | Red | Amber | Green\n1 | Do | x | x | x")
    asked = [each.why for each in imported(paper).of(Fate.ASKED)]
    assert asked == [
        "red and amber: which of them holds?",
        "another and green: which of them holds?",
    ]


@pytest.mark.parametrize("cells", ["Red | Green", "Completed | Red"])
def test_a_row_of_ratings_is_no_header(cells: str) -> None:
    heads = "RAG | Impact RAG" if "Green" in cells else "Status | RAG"
    found = actions(table(f"Ref | Action | {heads}\n1 | Do | {cells}"))
    assert found["1"]["progress_rag"] == "red"


@pytest.mark.parametrize(
    ("cell", "leads", "when"),
    [
        ("DA Lead – Spring 2026", ["DA Lead"], "Spring 2026"),
        ("Head of MASH, by Easter", ["Head of MASH"], "by Easter"),
        ("Head of MASH (within 3 months)", ["Head of MASH"], "within 3 months"),
        ("Head of MASH, TBC", ["Head of MASH"], "TBC"),
        (
            "Head of MASH by the end of the Autumn term 2025/26",
            ["Head of MASH"],
            "by the end of the Autumn term 2025/26",
        ),
        ("Head of HR and TBC", ["Head of HR"], ""),
        ("Bursar (vacant) by Easter", ["Bursar"], "by Easter"),
        ("Spring 2026 – DA Lead", ["DA Lead"], "Spring 2026"),
        ("Spring 2026", None, "Spring 2026"),
        ("Summer Term Lead", ["Summer Term Lead"], ""),
    ],
)
def test_words_of_time_beside_a_role_that_name_no_day_are_asked_as_the_timescale(
    cell: str, leads: list[str] | None, when: str
) -> None:
    said = _one("Who and by when", cell)
    assert (said.get("leads"), "timescale" in said, "progress" in said) == (leads, False, False)
    found = imported(table(f"Ref | Action | Who and by when\n1 | Do | {cell}"))
    asked = [each.text for each in found.of(Fate.ASKED) if each.to == "1 timescale"]
    assert asked == ([when] if when else [])


def test_the_answer_to_words_of_time_is_the_timescale_beside_them() -> None:
    answers = {"1 timescale “within 3 months”": "3 May 2026"}
    said = _one("Who and by when", "Head of MASH (within 3 months)", ImportOptions(answers=answers))
    assert said["timescale"] == {"written": "within 3 months", "due": "3 May 2026"}
    assert said["leads"] == ["Head of MASH"]


def test_each_lead_has_its_own_words_of_time() -> None:
    cell = "Bursar (Spring 2026); Clerk (Summer 2026)"
    assert _one("Who and by when", cell)["leads"] == ["Bursar", "Clerk"]
    assert _asked("Who and by when", cell) == ["Spring 2026", "Summer 2026"]


def test_words_of_time_follow_leads_that_have_a_date() -> None:
    said = _one("Who and by when", "AD Jan 2026; SM QA Easter 2026")
    assert (said["leads"], said["timescale"]) == (["AD", "SM QA"], "Jan 2026")
    assert _asked("Who and by when", "AD Jan 2026; SM QA Easter 2026") == ["Easter 2026"]


@pytest.mark.parametrize(
    "note", ["Not due", "Not due yet", "Not started", "Not yet started as 3 are away"]
)
def test_a_note_that_it_is_not_due_or_not_started_is_no_progress(note: str) -> None:
    assert _one("Progress", note) == {"status": "not started", "progress": [{"note": note}]}


def test_a_note_that_it_is_not_started_counts_only_where_no_other_note_tells_of_progress() -> None:
    notes = "12/09/26: Not started. 03/10/26: Four met."
    assert _one("Progress", notes)["status"] == "in progress"
    rows = table(f"Ref | Action | Lead | Progress\n1 | Do | AD | {notes}\n1 | Try | SM | Not due")
    assert actions(rows)["1"]["status"] == "in progress"


def test_not_due_to_something_is_no_status() -> None:
    assert _one("Progress", "Not due to Easter.")["status"] == "in progress"


@pytest.mark.parametrize("head", ["Progress", "Status"])
@pytest.mark.parametrize(
    "words", ["Cancelled by Governors 4/11/25", "This action was withdrawn at the board"]
)
def test_what_is_said_to_be_called_off_is_asked_as_the_status(head: str, words: str) -> None:
    assert _one(head, words) == {"progress": [{"note": words}]}
    found = imported(table(f"Ref | Action | {head}\n1 | Do | {words}"))
    asked = [(each.to, each.propose) for each in found.of(Fate.ASKED)]
    assert asked == [("1 status", "withdrawn")]
    answered = ImportOptions(answers={"1 status": "withdrawn"})
    assert _one(head, words, answered)["status"] == "withdrawn"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("Bursar (vacant)", "vacant"),
        ("Vacant – Bursar", "Vacant"),
        ("Bursar - post vacant", "post vacant"),
        ("Bursar TBC", "TBC"),
    ],
)
@pytest.mark.parametrize("head", ["Lead", "Who and by when"])
def test_a_post_that_nobody_holds_leads_and_a_person_is_asked_who_does(
    head: str, cell: str, words: str
) -> None:
    cell = f"{cell}, 3 May 2026" if head != "Lead" else cell
    assert _one(head, cell)["leads"] == ["Bursar"]
    assert _asked(head, cell) == [words]
    answered = ImportOptions(answers={f"1 leads “{words}”": "Headteacher"})
    assert _one(head, cell, answered)["leads"] == ["Bursar", "Headteacher"]


def test_a_lead_with_a_question_mark_is_asked_and_proposed() -> None:
    assert "leads" not in _one("Lead", "Bursar?")
    [asked] = imported(table("Ref | Action | Lead\n1 | Do | Bursar?")).of(Fate.ASKED)
    assert (asked.to, asked.propose) == ("1 leads", "Bursar")
    assert _one("Lead", "Bursar?", ImportOptions(answers={"1 leads “Bursar?”": "Bursar"}))[
        "leads"
    ] == ["Bursar"]


def test_one_lead_and_then_another_are_two_and_that_is_hardly_sure() -> None:
    found = imported(table("Ref | Action | Lead\n1 | Do | Bursar then Clerk"))
    why = "“Bursar then Clerk” is taken for 2 leads"
    guesses = [(each.text, each.sure) for each in found.of(Fate.PLACED) if each.why == why]
    assert guesses == [("Bursar", GuessConfidence.LOW), ("Clerk", GuessConfidence.LOW)]


@pytest.mark.parametrize(
    ("cell", "propose", "why"),
    [
        ("Apr-Jun 26", "Jun 2026", "it goes from Apr to Jun 2026: is it due by the end of"),
        ("April to June 2026", "June 2026", "it goes from April to June 2026: is it due"),
        ("1 June 2027 (now August)", "1 June 2027", "a promise was changed"),
        ("extended to 31 August 2027", "", "a promise was changed"),
    ],
)
def test_a_span_of_months_and_a_date_that_was_changed_are_asked_as_such(
    cell: str, propose: str, why: str
) -> None:
    [asked] = imported(table(f"Ref | Action | By when\n1 | Do | {cell}")).of(Fate.ASKED)
    assert (asked.text, asked.propose) == (cell, propose)
    assert asked.why.startswith(why)


def test_words_of_time_in_a_column_of_leads_are_asked_as_the_date() -> None:
    rows = table("Ref | Action | Lead\n1 | Do | DA Lead – Spring 2026\n2 | Do | Summer Term Lead")
    found = actions(rows)
    assert [found[ref]["leads"] for ref in ("1", "2")] == [["DA Lead"], ["Summer Term Lead"]]
    (asked,) = imported(rows).of(Fate.ASKED)
    assert (asked.to, asked.text) == ("1 timescale", "Spring 2026")


def test_a_step_with_a_date_of_its_own_keeps_it_beside_as_many_dates_of_the_action() -> None:
    head = "Ref | Action | By when | Milestones"
    steps = "Draft by 1 March 2026 // Publish"
    said = actions(table(f"{head}\n1 | Do | May 2026; 1 July 2026 | {steps}"))["1"]
    assert said["milestones"][0]["timescale"] == "by 1 March 2026"


def test_of_two_statuses_in_one_row_a_person_says_which_holds() -> None:
    rows = table("Ref | Action | Status | RAG\n1 | Do | In progress | Complete")
    assert actions(rows)["1"]["status"] == "in progress"
    asked = {each.to: each.why for each in imported(rows).of(Fate.ASKED)}
    assert asked["1 status"] == "in progress and complete: which of them holds?"


def test_a_key_that_says_two_things_of_one_sign_is_told() -> None:
    paper = [
        *lines("1 = Red\n1 = Green"),
        *table("Ref | Action | RAG\n1 | Do | 1"),
    ]
    left = [(each.text, each.why) for each in imported(paper).of(Fate.LEFT)]
    assert left == [("1 = Green", "this line, which says otherwise, was not taken")]
    assert actions(paper)["1"]["progress_rag"] == "red"


@pytest.mark.parametrize(
    ("heads", "cells", "named", "propose"),
    [
        ("Update", "#00B050", "“Update” is green", "green"),
        ("Status", "#FF0000", "“Status” is red", "red"),
        ("Update", "Begun #FFC000", "“Update” is amber", "amber"),
        ("Spring term", "#00B050", "“Spring term” is green", "green"),
        ("Jan | Feb 26", "#00B050 | #FF0000", "“Jan” is green, “Feb 26” is red", "red"),
        ("Lead | Evidence", "AD #00B050 | y #00B050", "“Lead” is green, “Evidence” is", "green"),
    ],
)
def test_a_colour_is_asked_about_wherever_it_stands(
    heads: str, cells: str, named: str, propose: str
) -> None:
    found = imported(table(f"Ref | Action | {heads}\n1 | Do | {cells}"))
    (asked,) = (entry for entry in found.of(Fate.ASKED) if entry.to == "1 progress_rag")
    assert (named in asked.why, asked.propose) == (True, propose)


def test_a_colour_beside_a_rating_is_named_and_a_row_of_colours_alone_is_no_action() -> None:
    rows = table("Ref | Action | RAG | Jan\n1 | Do | Red | #00B050\n | | | #00B050")
    found = imported(rows)
    assert not found.of(Fate.ASKED)
    assert "“Jan” green" in found.of(Fate.LEFT)[0].why
    assert [*found.paths] == ["1"]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("(1) Script by 31 March 2026 (2) Run by 30 June 2026", ["Script by 31 March 2026", "Run"]),
        ("1. Script by May 2026 2. Run by June 2026", ["Script by May 2026", "Run by June 2026"]),
        ("Script by May 2026; run by June 2026", ["Script by May 2026", "run by June 2026"]),
        ("Script; run by June 2026", ["Script; run by June 2026"]),
        ("(1) Script (2) Run by June 2026", ["(1) Script (2) Run by June 2026"]),
    ],
)
def test_steps_with_dates_in_one_text_are_milestones_each(text: str, steps: list[str]) -> None:
    said = actions(table(f"Ref | Action | Milestones\n1 | Do | {text}"))["1"]
    found = [milestone["what"] for milestone in said["milestones"]]
    assert len(found) == len(steps)
    assert all(what.startswith(step) for what, step in zip(found, steps, strict=True))
