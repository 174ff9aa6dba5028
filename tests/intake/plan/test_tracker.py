"""Trackers of audits, risks and ideas, whole, with the words that they use and planctl does not."""

from collections import Counter
from datetime import date

import pytest

from imported import actions, imported, read_back, words_in, words_out
from planctl.intake.account import Fate
from planctl.intake.plan.assemble import ImportOptions
from planctl.intake.read.formats import read_paper
from planctl.intake.read.paper import Paper

WORDS = {
    "complete": "Implemented|Fully implemented|Closed|CLOSED|Completed|Complete|Done|Achieved|"
    "Delivered|100%|Signed off|Discharged|Cleared|Resolved|✅|✔|Y|Yes",
    "embedded": "Embedded|Complete and embedded",
    "withdrawn": "Rejected|Declined|Not agreed|No longer applicable|Merged with 2|Superseded|"
    "Withdrawn|Risk accepted",
    "not started": "Not started|Yet to start|Not yet due|N|New|Planned",
    "paused": "Paused|On hold",
    "in progress": "Open|Overdue|On track|Delayed|At risk|Off track|In Progress|Ongoing|Live|"
    "Active|Started|Partially implemented|Partially complete|Not complete|Incomplete|75%|"
    "Awaiting sign off|🟢|🔴 Delayed|Business as usual|BAU|Complete – awaiting evidence",
}


def _paper(name: str, text: str) -> Paper:
    return read_paper(name, text.encode("utf-8"))


def _statuses(paper: Paper, answers: dict[str, str] | None = None) -> dict[str, str]:
    found = actions(paper, ImportOptions(answers=answers or {}))
    return {ref: action["status"] for ref, action in found.items()}


def _asked(paper: Paper) -> list[tuple[str, str]]:
    return [(entry.to, entry.text) for entry in imported(paper).of(Fate.ASKED)]


def test_the_words_of_trackers_are_read_and_none_of_them_is_a_note() -> None:
    cells = [(status, word) for status, words in WORDS.items() for word in words.split("|")]
    rows = [f"S{n},Do the thing,{word}" for n, (_, word) in enumerate(cells, 1)]
    paper = _paper("status.csv", "\n".join(["Ref,Action,Status", *rows]))
    expected = {f"S{n}": status for n, (status, _) in enumerate(cells, 1)}
    assert _statuses(paper) == expected
    assert not any("progress" in action for action in actions(paper).values())
    asked = [text for _, text in _asked(paper) if text]
    assert asked == ["Business as usual", "BAU", "Complete – awaiting evidence"]


def test_what_is_called_off_is_asked_of_the_board_in_the_words_of_the_paper() -> None:
    paper = _paper("a.csv", "Ref,Action,Status\n1,Do,Risk accepted\n2,Do more,Open")
    said = actions(paper)
    assert said["1"]["withdrawals"] == [{"reason": "The paper says “Risk accepted”"}]
    assert "withdrawals" not in said["2"]
    ticked = _paper("a.csv", "Ref,Action,Open,Withdrawn\n1,Do,,✓\n2,Do more,✓,")
    [request] = actions(ticked)["1"]["withdrawals"]
    assert request == {"reason": "The paper says “✓”"}


SIGNS = """
# Tracker of ideas

## What the signs mean

- ⬜ **New** — nobody has begun
- 🟨 **Under way** — somebody works on it
- ✅ **Finished** — it is in use
- ❌ **Refused** — it will not be done

## This month

| ID | Recommendation | Status | Date completed |
|----|----------------|--------|----------------|
| IMP-001 | Write a plain form for minutes | ✅ | 2026-02-01 |
| IMP-002 | Agree who signs leaflets | 🟨 | |
| IMP-003 | Move the archive to one drive | ⬜ | |
| IMP-004 | Buy a second scanner | ❌ | |
"""
LETTERS = """Key: C = Complete, O = Open, NS = Not started, X = No longer required

Ref\tAction\tStatus
1\tWrite it\tC
2\tRead it\tO
3\tSend it\tNS
4\tPrint it\tX
"""
NUMBERS = """Status key,1 – Implemented; 2 – Partially implemented; 3 – Not started; 4 – Rejected
Ref,Action,Status
1,Write it,1
2,Read it,2
3,Send it,3
4,Print it,4
"""
COLOURS = """
- Blue: completed
- Green: on track
- Grey: yet to start
- Black: withdrawn

| Ref | Action | RAG |
|-----|--------|-----|
| 1 | Write it | Blue |
| 2 | Read it | Green |
| 3 | Send it | Grey |
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("signs.md", SIGNS), ("letters.txt", LETTERS)),
        *(("numbers.csv", NUMBERS), ("colours.md", COLOURS)),
    ],
)
def test_a_legend_above_the_table_says_what_its_signs_mean(name: str, text: str) -> None:
    statuses = [*_statuses(_paper(name, text)).values()]
    expected = ["complete", "in progress", "not started", "withdrawn"]
    assert statuses == expected[: len(statuses)]
    assert not any("progress" in action for action in actions(_paper(name, text)).values())
    told = [e.to for e in imported(_paper(name, text)).of(Fate.STRUCTURE) if "legend" in e.to]
    assert told


def test_a_colour_in_a_column_of_statuses_is_the_rating_beside_what_the_legend_says() -> None:
    paper = _paper("a.md", COLOURS.replace("RAG", "Status"))
    assert actions(paper)["1"]["progress_rag"] == "blue"
    assert _statuses(paper)["1"] == "complete"


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Ref,Action,Target date,Status\n2,Do,Complete,In progress", "in progress"),
        ("Ref,Action,Status,RAG\n2,Do,Not started,Completed", "not started"),
        ("Ref,Action,Completed?,Status\n2,Do,Yes,Open", "in progress"),
        ("Ref,Action,Lead,Status\n2,Do,Closed,Implemented", "complete"),
    ],
)
def test_of_two_cells_that_contradict_one_holds_until_a_person_has_said(
    text: str, holds: str
) -> None:
    paper = _paper("a.csv", text)
    assert _statuses(paper) == {"2": holds}
    assert "timescale" not in actions(paper)["2"]
    asked = Counter(to for to, _ in _asked(paper))
    assert asked["2 status"] == (holds != "complete")


@pytest.mark.parametrize(
    "text",
    [
        "Ref,Action,Target date,Status\n1,Do,Complete,Treated",
        "Ref,Action,Completed,Status\n1,Do,Yes,Treated",
        "Ref,Action,Lead,Status,RAG\n1,Do,AD,Treated,Complete",
    ],
)
def test_a_cell_that_is_known_holds_beside_a_word_that_is_not(text: str) -> None:
    paper = _paper("a.csv", text)
    assert _statuses(paper) == {"1": "complete"}
    asked = [each for each in imported(paper).of(Fate.ASKED) if each.to == "1 status"]
    assert [(each.text, each.meanwhile) for each in asked] == [("Treated", "complete")]


def test_a_word_that_is_not_known_is_answered_for_the_row_that_it_stands_in() -> None:
    paper = _paper("a.csv", "Ref,Action,Status\n1,Do,BAU\n2,Do more,BAU")
    assert _statuses(paper, {"1 status “BAU”": "embedded"}) == {
        "1": "embedded",
        "2": "in progress",
    }


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("July 2026 Board", "July 2026 Board"),
        ("Board, July 2026", "Board July 2026"),
        ("the BOARD of March 2027", "the BOARD of March 2027"),
        ("by the May 2026 Improvement Board", "May 2026 board"),
    ],
)
def test_the_board_of_a_month_is_a_meeting_of_the_new_plan(cell: str, due: str) -> None:
    found = imported(_paper("board.csv", f'Ref,Action,By when\n1,Send the list,"{cell}"'))
    timescale = read_back(found)["areas/1-actions/1-send-the-list.yaml"]["timescale"]
    assert timescale in (due, {"written": cell, "due": due})
    [meeting] = read_back(found)["governance.yaml"]["meetings"]
    assert meeting["on"] in {"July 2026", "March 2027", "May 2026"}


def _dues(paper: Paper, asked: ImportOptions | None = None) -> dict[str, str]:
    """The due date of each action, in whatever form."""
    found = actions(paper, asked or ImportOptions())
    dues = {ref: action.get("timescale") for ref, action in found.items()}
    return {ref: due["due"] if isinstance(due, dict) else due for ref, due in dues.items() if due}


SERIALS = "Ref,Action,Target date\n1,Send,46295\n2,Use,46112.0\n3,Tell,31/03/2026"
MONTHS = "Ref,Action,By when\n1,Send,Sept 25\n2,Use,Dec-25\n3,Tell,by end of Feb ’26"


@pytest.mark.parametrize(
    ("text", "dues", "told"),
    [
        (
            SERIALS,
            {"1": "2026-09-30", "2": "2026-03-31", "3": "31/03/2026"},
            "its numbers are the day numbers of a spreadsheet, such as “46295” as 2026-09-30",
        ),
        (
            MONTHS,
            {"1": "Sept 2025", "2": "Dec 2025", "3": "Feb 2026"},
            "the two figures after a month are its year, such as “Sept 25” as Sept 2025",
        ),
    ],
)
def test_dates_of_a_column_are_read_by_one_rule_that_is_told_once(
    text: str, dues: dict[str, str], told: str
) -> None:
    paper = _paper("a.csv", text)
    assert _dues(paper) == dues
    assert not _asked(paper)
    assert [each.why for each in imported(paper).guesses if each.to.startswith("column")] == [told]


def test_a_rule_of_a_column_is_told_once_for_the_rows_of_one_action_too() -> None:
    paper = _paper("a.csv", "Ref,Action,Lead,By when\n1,Send,AD,46295\n1,Use,SM,46112\n2,Do,,46112")
    told = [each.to for each in imported(paper).guesses if each.to.startswith("column")]
    assert told == ["column “By when”"]


@pytest.mark.parametrize(
    "rows",
    [
        "1,Send,Sept 25\n2,Use,14 Dec",
        "1,Send,Dec-25\n2,Use,3rd March",
        "1,Send,Dec 12",
        "1,Send,Sept 55",
    ],
)
def test_figures_after_a_month_are_asked_where_they_may_be_a_day(rows: str) -> None:
    paper = _paper("a.csv", f"Ref,Action,By when\n{rows}")
    asked = [each for each in imported(paper).of(Fate.ASKED) if each.to == "1 timescale"]
    [question] = asked
    assert "1" not in _dues(paper)
    assert question.propose.endswith(("2025", "2012", "2055"))
    assert "or the day" in question.why


def test_figures_after_a_month_are_near_the_day_of_the_paper() -> None:
    cover = "Improvement plan,\nDate,March 2026\n,\n"
    paper = _paper("a.csv", f"{cover}Ref,Action,By when\n1,Send,Sept 14\n2,Use,Sept 27")
    assert _dues(paper) == {"2": "Sept 2027"}


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            "School plan 2025-26\n\nRef,Action,When\n1,Do,Autumn 2\n2,Ask,Summer term",
            None,
        ),
        ("Ref,Action,When\n1,Do,Autumn 2\n2,Write,Summer term", 2025),
        ("Plan for 2025/26\n\nRef,Action,When\n1,Train,Term 2\n2,Write,end of Summer 2", None),
        ("SIP 2025 to 2026\n\nRef,Action,When\n1,Do,by the end of Autumn\n2,Write,Term 6", None),
    ],
)
def test_terms_of_a_school_are_proposed_by_the_year_that_the_paper_or_a_person_says(
    text: str, year: int | None
) -> None:
    paper = _paper("term.csv", text)
    asked = imported(paper, ImportOptions(year=year)).of(Fate.ASKED)
    assert [each.propose for each in asked] == ["19 December 2025", "31 July 2026"]
    days = {"autumn": date(2025, 12, 17), "summer": date(2026, 7, 22)}
    days |= {"term 6": date(2026, 7, 22), "term 2": date(2025, 12, 17)}
    said = ImportOptions(year=year, terms=days)
    assert _dues(paper, said) == {"1": "2025-12-17", "2": "2026-07-22"}


def test_a_term_beside_a_lead_is_proposed_and_read_too() -> None:
    paper = _paper("a.csv", 'Ref,Action,Lead and timescale\n1,Train,"Head of English, Autumn 2025"')
    [asked] = imported(paper).of(Fate.ASKED)
    assert asked.propose == "19 December 2025"
    said = ImportOptions(terms={"autumn": date(2025, 12, 17)})
    assert _dues(paper, said) == {"1": "2025-12-17"}


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("31st. March 2026", "31st March 2026"),
        ("by the 1st. of May 2026", "by the 1st of May 2026"),
        ("2nd. Sept 26", "2 Sept 2026"),
        ("31/12/25 31/03/26", "31/12/25"),
    ],
)
def test_a_date_as_people_type_it_is_read(cell: str, due: str) -> None:
    assert _dues(_paper("a.csv", f"Ref,Action,By when\n1,Do,{cell}")) == {"1": due}


@pytest.mark.parametrize(
    ("head", "cell", "status", "completed"),
    [
        ("% complete", "100", "complete", None),
        ("% complete", "50", "in progress", None),
        ("Per cent complete", "0", "not started", None),
        ("Status", "✔ 14/09/25", "complete", "2025-09-14"),
        ("Completed", "Yes - 14/09/25", "complete", "2025-09-14"),
        ("Completed", "Y (1 May 2025)", "complete", "2025-05-01"),
        ("Completed", "Nearly", "in progress", None),
        ("Completed", "N", "not started", None),
    ],
)
def test_percentages_and_ticks_with_a_day_are_read(
    head: str, cell: str, status: str, completed: str | None
) -> None:
    said = actions(_paper("a.csv", f"Ref,Action,{head}\n1,Do,{cell}"))["1"]
    assert (said["status"], said.get("completed")) == (status, completed)


def test_where_management_only_agrees_the_recommendation_is_what_is_to_be_done() -> None:
    paper = _paper(
        "a.csv",
        "Ref,Recommendation,Management response,Target date\n1,Reconcile payroll,Agreed,May 2026\n"
        "2,Review leavers,Agreed. A list is used.,May 2026\n3,Move it,Not agreed,May 2026",
    )
    said = actions(paper)
    assert [action["actions"] for action in said.values()] == [
        ["Reconcile payroll"],
        ["A list is used."],
        ["Move it"],
    ]
    titles = [action["title"] for action in said.values()]
    assert titles == ["Reconcile payroll", "Review leavers", "Move it"]
    assert words_out(imported(paper)) == words_in(paper)


@pytest.mark.parametrize(
    ("heading", "status", "cell"),
    [
        ("Agreed Y/N", "", "N"),
        ("Accepted", "Open", "No"),
        ("Accept/Reject", "Complete", "Reject"),
        ("Agreed?", "Not started", "Rejected"),
        ("Management response", "", "Not agreed"),
        ("Agreed Y/N", "Open", "Not accepted."),
        ("Accepted", "Complete", "Declined"),
        ("Accept/Reject", "Not started", "✗"),
        ("Management response", "Complete", "Disagree"),
    ],
)
def test_of_a_recommendation_that_was_refused_it_is_asked_once_if_it_is_withdrawn(
    heading: str, status: str, cell: str
) -> None:
    head = f"Ref,Recommendation,{heading},Who,Due date,Status"
    paper = _paper("a.csv", f"{head}\n2,Review suppliers,{cell},PM,31/03/2026,{status}")
    [asked] = [e for e in imported(paper).of(Fate.ASKED) if e.to == "2 status"]
    assert (asked.text, asked.propose) == (cell, "withdrawn")
    assert asked.why == "it was not agreed: is it withdrawn?"
    assert actions(paper)["2"]["actions"] == ["Review suppliers"]
    assert _statuses(paper, {f"2 status “{cell}”": "withdrawn"}) == {"2": "withdrawn"}
    assert words_out(imported(paper)) == words_in(paper)


@pytest.mark.parametrize(
    ("response", "says", "notes"),
    [
        ("Not agreed. It costs too much", ["Review it"], ["It costs too much"]),
        ("We do not accept this because of cost", ["Review it"], ["because of cost"]),
        ("Rejected on grounds of cost", ["Review it"], ["on grounds of cost"]),
        ("Partially agreed", ["Review it"], []),
        ("Agreed in part. A list is kept", ["A list is kept"], []),
        ("Noted", ["Review it"], []),
    ],
)
def test_a_response_that_does_not_agree_in_full_is_asked_and_its_reason_is_kept(
    response: str, says: list[str], notes: list[str]
) -> None:
    head = "Ref,Recommendation,Management response,Due date,Status"
    paper = _paper("a.csv", f"{head}\n2,Review it,{response},31/03/2026,Open")
    said = actions(paper)["2"]
    assert (said["title"], said["actions"], said["status"]) == ("Review it", says, "in progress")
    assert [note["note"] for note in said.get("progress", [])] == notes
    assert [to for to, _ in _asked(paper)] == ["2 status"]
    assert words_out(imported(paper)) == words_in(paper)


def test_a_refusal_beside_a_column_of_actions_is_asked_and_any_other_response_is_left() -> None:
    head = "Ref,Recommendation,Management response,Action,Due date"
    rows = "1,Do,Not agreed,Act,May 2026\n2,Go,We will look,Look,May 2026"
    assert _asked(_paper("a.csv", f"{head}\n{rows}")) == [("1 status", "Not agreed")]


def test_a_refusal_in_a_merged_cell_is_asked_of_each_action_that_it_covers() -> None:
    rows = "<tr><td>1<td>Do<td rowspan=2>N<tr><td>2<td>Do more"
    text = f"<table><tr><th>Ref<th>Recommendation<th>Agreed Y/N{rows}</table>"
    assert _asked(_paper("a.html", text)) == [("1 status", "N"), ("2 status", "")]


@pytest.mark.parametrize(
    ("rest", "status"), [("in progress", "in progress"), ("On hold: no post", "paused")]
)
def test_a_status_after_the_agreement_is_a_note_and_the_recommendation_is_the_action(
    rest: str, status: str
) -> None:
    text = f"Ref,Recommendation,Management response,Who\n1,Do it,Agreed - {rest},AD"
    said = actions(_paper("a.csv", text))["1"]
    assert (said["actions"], said["status"]) == (["Do it"], status)
    assert said["progress"] == [{"note": rest}]


def test_a_refusal_whose_status_is_withdrawn_needs_no_question() -> None:
    text = "Ref,Recommendation,Agreed,Due date,Status\n1,Do,No,May 2026,Withdrawn"
    assert not _asked(_paper("a.csv", text))


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("Ref,Finding,Management response,Due date\n1,No list,Not agreed,May 2026", "No list"),
        ("Ref,Management response,Due date\n1,Not agreed,May 2026", "Not agreed"),
    ],
)
def test_a_refusal_without_a_recommendation_is_asked_too(text: str, does: str) -> None:
    paper = _paper("a.csv", text)
    assert actions(paper)["1"]["actions"] == [does]
    assert _asked(paper) == [("1 status", "Not agreed")]


def test_a_long_status_that_is_in_doubt_is_a_note_and_is_asked() -> None:
    words = "Completed but the evidence of it is still to be seen by the whole board"
    paper = _paper("a.csv", f"Ref,Action,Status\n1,Do,{words}")
    said = actions(paper)["1"]
    assert (said["status"], said["progress"]) == ("in progress", [{"note": words}])
    [asked] = imported(paper).of(Fate.ASKED)
    assert (asked.to, asked.text, asked.meanwhile) == ("1 status", "", "in progress")
    assert _statuses(paper, {"1 status": "complete"}) == {"1": "complete"}


def test_a_rating_below_a_month_without_a_year_is_of_the_month_nearest_to_the_paper() -> None:
    paper = _paper("a.csv", "Our plan\nMay 2024\nRef,Action,RAG Feb,RAG\n1,Do,A,G")
    [note] = actions(paper)["1"]["progress"]
    assert note == {"date": "2024-02-29", "note": "RAG Feb: amber"}


@pytest.mark.parametrize(("status", "is_asked"), [("Open", True), ("Closed", False), ("BAU", True)])
def test_a_note_of_completion_beside_a_status_that_goes_on_is_asked(
    status: str,
    is_asked: bool,  # noqa: FBT001 - of a table
) -> None:
    text = f"Ref,Action,Status,Progress\n1,Do,{status},Completed 3/3/26\n"
    asked = [to for to, _ in _asked(_paper("a.csv", text)) if to == "1 status"]
    assert asked == ["1 status"] * is_asked
    assert _statuses(_paper("a.csv", text)) == {"1": "complete" if not is_asked else "in progress"}


def test_of_what_is_rated_blue_and_has_no_status_it_is_asked_whether_it_is_complete() -> None:
    paper = _paper("a.csv", "Ref,Action,RAG\n1,Do,B\n2,Do more,Blue\n3,Do all,G")
    assert _statuses(paper) == {"1": "in progress", "2": "in progress", "3": "not started"}
    asked = [(e.to, e.propose) for e in imported(paper).of(Fate.ASKED)]
    assert asked == [("1 status", "complete"), ("2 status", "complete")]
    assert _statuses(paper, {"2 status": "embedded"})["2"] == "embedded"
