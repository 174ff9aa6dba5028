"""What only a person can say is few questions, each with examples and a proposal."""

import pytest

from imported import imported, table
from planctl.intake.account import AccountEntry, Fate
from planctl.intake.plan.assemble import ImportOptions
from planctl.intake.question import (
    QuestionItem,
    ask_once,
    group_questions,
    unsure_columns,
    value_kind,
)
from planctl.intake.read.formats import read_paper
from planctl.model.timescale_grammar import Unreadable


def _entries(text: str) -> tuple[AccountEntry, ...]:
    return imported(read_paper("a.csv", text.encode("utf-8"))).entries


MANY = """Ref,Action,Lead,By when,Status,Zebra
1,Do this,AD,Feb Board,BAU,x
2,Do that,AD,Feb Board,BAU,x
3,Do all,AD,March,Parked up,x
4,Do more,TBC,3 May 2024,Done,x
5,Do less,TBC,3 May 2024,Done,x
6,Do it,TBC,3 May 2024,Done,x
"""


def test_there_is_one_question_of_a_kind_and_not_one_of_each_row() -> None:
    questions = group_questions(_entries(MANY))
    assert [(q.kind, q.places, [item.about for item in q.items]) for q in questions] == [
        ("status", 3, ["1, 2 “BAU”", "3 “Parked up”"]),
        ("timescale", 3, ["1, 2 “Feb Board”", "3 “March”"]),
        ("leads", 3, ["4, 5, 6 “TBC”"]),
        ("completed", 3, ["4, 5, 6"]),
    ]
    assert [q.if_left for q in questions] == [
        "it is in progress until then",
        "the action has no date until then",
        "nobody but whom the paper names leads it",
        "it has no day of completion, which check says where it is complete",
    ]


def test_a_question_shows_two_examples_with_what_is_proposed() -> None:
    rows = "\n".join(f"{n},Do,{word}" for n, word in enumerate(("BAU", "Tail", "Drift"), 1))
    [question] = group_questions(_entries(f"Ref,Action,Status\n{rows}"))
    assert question.examples == "1 “BAU” (in progress?); 2 “Tail” (in progress?); and 1 more"
    refs = "\n".join(f"{n},Do,Done" for n in range(1, 10))
    [completed] = group_questions(_entries(f"Ref,Action,Status\n{refs}"))
    assert completed.items[0].where == "completed of 1, 2, 3, 4, 5, 6 and 3 more"


def test_an_account_has_one_entry_for_what_is_asked_alike() -> None:
    pieces = ask_once(_entries(MANY))
    asked = [(piece.to, piece.text) for piece in pieces if piece.fate is Fate.ASKED]
    assert asked == [
        ("1 status, 2 status", "BAU"),
        ("1 timescale, 2 timescale", "Feb Board"),
        ("3 status", "Parked up"),
        ("3 timescale", "March"),
        ("4 leads, 5 leads, 6 leads", "TBC"),
        ("4 completed, 5 completed, 6 completed", ""),
    ]
    once = [(p.to, p.text, p.fate) for p in pieces if p.why == "asked once, of 4 leads"]
    assert once == [("5 leads", "TBC", Fate.READ), ("6 leads", "TBC", Fate.READ)]
    words = [entry.text for entry in _entries(MANY) if entry.text]
    assert sorted(piece.text for piece in pieces if piece.text) == sorted(words)


def test_what_is_asked_twice_of_one_place_is_named_once() -> None:
    entry = AccountEntry("row 2", "", Fate.ASKED, "1 completed", "since when?")
    assert [piece.to for piece in ask_once([entry, entry])] == ["1 completed"]


def test_columns_that_are_not_known_for_sure_are_named_with_what_they_are_taken_for() -> None:
    text = "Ref,Action,Zebra,Was it completed in full\n1,Do,x,Yes\n"
    assert unsure_columns(_entries(text)) == {
        "Zebra": "nothing",
        "Was it completed in full": "completed",
    }


@pytest.mark.parametrize(
    ("item", "reply", "answers"),
    [
        (
            QuestionItem("BAU", ("1 status", "2 status"), "in progress"),
            "Yes",
            {"1 status “BAU”": "in progress", "2 status “BAU”": "in progress"}
            | {"status “BAU”": "in progress"},
        ),
        (
            QuestionItem("", ("4 completed", "5 completed")),
            "3 May 2024",
            {"4 completed": "3 May 2024", "5 completed": "3 May 2024"},
        ),
        (QuestionItem("TBC", ("4 leads",)), "Head of HR", {"4 leads “TBC”": "Head of HR"}),
        (QuestionItem("soon", ("date",)), "May 2024", {"date of the plan": "May 2024"}),
        (
            QuestionItem("", ("actions crossed out",)),
            "keep",
            {"actions crossed out": "keep"},
        ),
    ],
)
def test_an_answer_counts_for_all_that_the_question_is_about(
    item: QuestionItem, reply: str, answers: dict[str, str]
) -> None:
    assert item.answers(reply) == answers


def test_an_answer_can_be_for_some_refs_alone() -> None:
    item = QuestionItem("BAU", ("1 status", "2 status"), "in progress")
    assert item.answers("paused", {"2"}) == {"2 status “BAU”": "paused"}


@pytest.mark.parametrize(
    ("target", "reply"),
    [
        *(("1 status", "perhaps"), ("1 timescale", "soon"), ("1 completed", "May 2024")),
        *(("1 leads", "vacant"), ("1 progress_rag", "purple"), ("1 status", "yes")),
    ],
)
def test_an_answer_that_cannot_be_meant_is_refused(target: str, reply: str) -> None:
    with pytest.raises(Unreadable):
        QuestionItem("x", (target,)).answers(reply)


def test_what_takes_more_than_a_few_words_is_changed_in_the_files() -> None:
    text = "Ref,Action,Progress\n1,Do,minutes of may.docx\n3,,x\n"
    questions = group_questions(_entries(text))
    assert [(q.kind, q.can_be_answered) for q in questions] == [
        ("actions", False),
        ("progress", False),
    ]
    assert questions[0].if_left == "it stands in the report, and not in the plan"


def test_the_kind_of_a_value_is_told_by_where_it_goes() -> None:
    kinds = [value_kind(to) for to in ("4.2 timescale", "1 “Write” day of a note", "date")]
    assert kinds == ["timescale", "note", "date"]
    assert value_kind("actions crossed out") == "left out"


def test_a_word_that_was_answered_once_is_known_in_further_rows() -> None:
    paper = read_paper("a.csv", b"Ref,Action,Status\n7,Do,BAU\n")
    found = imported(paper, ImportOptions(answers={"status “BAU”": "embedded"}))
    assert not group_questions(found.entries)


def test_a_question_about_a_column_takes_what_a_column_holds() -> None:
    rows = [
        *table("Ref | Action | Lead\n1 | Do | AD", "table 1"),
        *table("Zebra | Stripes | Owner\nx | Resurface the ramp | HR", "table 2"),
    ]
    (question,) = group_questions(imported(rows).entries)
    assert (question.kind, question.can_be_answered) == ("column", True)
    (item,) = question.items
    assert item.answers("yes") == {"the column “Stripes”": "actions"}
    answers = item.answers("Title")
    assert not imported(rows, ImportOptions(answers=answers)).of(Fate.ASKED)
    with pytest.raises(Unreadable):
        item.answers("stripes")
