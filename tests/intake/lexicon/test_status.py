"""The words of a status: what each means, what takes it back, and what a legend says of it."""

import pytest

from planctl.intake.lexicon.status import (
    Decision,
    least_finished,
    parse_decision,
    parse_legend,
    parse_status,
    parse_status_cell,
    split_decision,
)
from planctl.intake.lexicon.words import word_lists
from planctl.model.action import Status


@pytest.mark.parametrize(
    ("words", "status"),
    [
        *((word, "complete") for word in ("Implemented", "DELIVERED", "Achieved.", "Signed off")),
        *(
            (word, "complete")
            for word in ("Y", "yes", "✅", "✔", "100%", "100 % complete", "✔ done")
        ),
        *((word, "complete") for word in ("Fully implemented", "Action closed", "Now complete")),
        *((word, "complete") for word in ("Closed, implemented", "Fully implemented and closed")),
        *((word, "embedded") for word in ("Embedded", "Action completed and embedded")),
        *(
            (word, "not started")
            for word in ("Yet to start", "N", "No", "0%", "0 % complete", "⬜")
        ),
        *((word, "in progress") for word in ("75%", "50% complete", "Progress: 40%", "🔴 Delayed")),
        *((word, "in progress") for word in ("Not complete", "Not yet closed", "Incomplete")),
        *((word, "in progress") for word in ("Partially implemented", "Partly closed")),
        *((word, "in progress") for word in ("Almost complete", "Nearly done", "Open / ongoing")),
        *((word, "paused") for word in ("On hold", "Deferred")),
        *((word, "withdrawn") for word in ("Rejected", "Not agreed", "RISK ACCEPTED", "Declined")),
        *((word, "withdrawn") for word in ("Merged with 2", "Superseded by 4.1", "Duplicate of 3")),
        ("No longer applicable", "withdrawn"),
    ],
)
def test_a_word_of_a_status_has_one_meaning(words: str, status: str) -> None:
    parsed = parse_status_cell(words)
    assert (parsed.status, parsed.is_word) == (status, True)


@pytest.mark.parametrize(
    ("words", "propose"),
    [
        ("BAU", "in progress"),
        ("Business as usual", "in progress"),
        ("Complet", "complete"),
        ("120%", "in progress"),
        ("Due to be completed", "in progress"),
        ("To be implemented", "in progress"),
        ("Awaiting closure", "in progress"),
        ("Complete?", "in progress"),
        ("Complete (awaiting evidence)", "complete"),
        ("Implemented but not embedded", "in progress"),
        ("Complete/ongoing", "in progress"),
        ("Closed - risk accepted", "withdrawn"),
        ("❌", "in progress"),
        ("Not applicable", "withdrawn"),
        ("Not yet implemented", "not started"),
        ("Not implemented", "not started"),
    ],
)
def test_what_is_not_plain_is_asked_with_a_proposal(words: str, propose: str) -> None:
    parsed = parse_status_cell(words)
    assert (parsed.status, parsed.propose, bool(parsed.why)) == (None, propose, True)


def test_of_two_statuses_in_one_cell_the_one_farther_from_the_end_holds_meanwhile() -> None:
    assert parse_status_cell("Closed / risk accepted").meanwhile is Status.WITHDRAWN
    assert parse_status_cell("BAU").meanwhile is Status.IN_PROGRESS
    assert least_finished(Status.EMBEDDED, Status.PAUSED, Status.COMPLETE) is Status.PAUSED


def test_a_sentence_is_a_note_and_begins_with_its_status_where_nothing_takes_it_back() -> None:
    assert parse_status_cell("Completed - all of the staff were trained in May") == (
        Status.COMPLETE,
        "",
        None,
        Status.IN_PROGRESS,
        False,
    )
    doubtful = parse_status_cell("Completed - but the evidence is still to be seen by the board")
    assert (doubtful.status, doubtful.why, doubtful.is_word) == (None, "is it complete?", False)
    assert parse_status_cell("The group met twice and wrote to all of the schools") == (
        None,
        "",
        None,
        Status.IN_PROGRESS,
        False,
    )


def test_each_word_of_the_table_stands_in_it_once() -> None:
    words = [word for words in word_lists("status").values() for word in words]
    assert len(words) == len({*words})
    assert all(word == word.casefold() for word in words)


def test_a_letter_and_a_sign_are_a_status_only_in_a_column_of_it() -> None:
    assert parse_status("Y") is None
    assert parse_status("✔") is None
    assert parse_status(" Signed off. ") is Status.COMPLETE


@pytest.mark.parametrize(
    ("line", "legend"),
    [
        ("⬜ **New** — nobody has begun", {"⬜": "not started"}),
        ("❌ Refused — it will not be done", {"❌": "withdrawn"}),
        (
            "Key: C = Complete, IP = In progress, NS = Not started",
            {"c": "complete", "ip": "in progress", "ns": "not started"},
        ),
        ("✅ complete 🟨 under way", {"✅": "complete", "🟨": "in progress"}),
        ("Status key: 1 – Implemented; 2 – Partly done", {"1": "complete", "2": "in progress"}),
        ("Blue: completed", {"blue": "complete"}),
        ("3 = Not implemented", {"3": "not started"}),
        ("B = Complete & embedded; G = On track", {"b": "embedded", "g": "in progress"}),
        (
            "✓ done ✗ not started ½ part done",
            {"✓": "complete", "✗": "not started"} | {"½": "in progress"},
        ),
        ("A. Complete the audits", {}),
        ("1 = Red", {}),
        ("Ofsted: Completed", {}),
        ("C = Complete; all else is told below", {}),
    ],
)
def test_a_legend_says_what_signs_and_letters_mean(line: str, legend: dict[str, str]) -> None:
    assert parse_legend(line) == legend


def test_a_legend_wins_over_the_table() -> None:
    legend = {"y": Status.IN_PROGRESS, "closed": Status.WITHDRAWN}
    assert parse_status_cell("Y", legend).status is Status.IN_PROGRESS
    assert parse_status_cell("🟢 Closed", legend).status is Status.WITHDRAWN
    assert parse_status_cell("closed / y", legend).meanwhile is Status.IN_PROGRESS


@pytest.mark.parametrize(
    ("words", "decision"),
    [
        ("Y", Decision.AGREED),
        ("The recommendation is accepted", Decision.AGREED),
        ("Agreed. A list is kept", Decision.AGREED),
        ("Accepted in principle", Decision.PART),
        ("Not fully agreed", Decision.PART),
        ("Agreed with amendments", Decision.PART),
        ("N - it costs too much for what it brings", Decision.REFUSED),
        ("We do not agree with this recommendation", Decision.REFUSED),
        ("No longer required", Decision.REFUSED),
        ("TBC", Decision.OPEN),
        ("Not yet decided", Decision.OPEN),
        ("Not applicable", Decision.OPEN),
        ("No staff will be asked to work on it", None),
        ("Notices are sent", None),
    ],
)
def test_what_was_decided_of_a_recommendation_is_read(
    words: str, decision: Decision | None
) -> None:
    assert parse_decision(words) is decision


@pytest.mark.parametrize(
    "words",
    [
        "A list is kept",
        "Reject late claims",
        "Reject the claims",
        "Agreed dates are kept",
        "Part-time posts",
    ],
)
def test_words_of_what_is_to_be_done_are_no_decision(words: str) -> None:
    assert split_decision(words) is None
