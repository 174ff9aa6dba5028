"""The dates of an action on a day; as at 13 March 2024 throughout."""

from datetime import date
from typing import Final

import pytest

from make import AS_AT, action
from planctl.assess.promise import (
    EarliestPromise,
    LateMilestone,
    Promise,
    action_promise,
    days_in_words,
    days_overdue,
    due_in_words,
)
from planctl.model.calendar import Calendar, Meeting

CALENDAR: Final = Calendar.of([Meeting(2024, 2, date(2024, 2, 14)), Meeting(2024, 3)])

PROMISED: Final = "timescale: 31 Jan 2024\n"
AGREED: Final = """\
timescale: 31 Jan 2024
extensions:
  - {to: 30 Apr 2024, reason: More time., agreed: 2024-02-14}
"""


FIRST: Final = PROMISED.replace("31 Jan", "10 Mar")
SEEN: Final = date(2024, 2, 1)


def _promise(text: str, as_at: date = AS_AT) -> Promise:
    return action_promise(action(text), as_at, CALENDAR)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_last_answer_of_the_board_counts_wherever_it_stands_in_the_file(
    order: tuple[int, int],
) -> None:
    answers = (
        "  - {to: 31 Dec 2024, reason: R., agreed: 2024-02-14}\n",
        "  - {to: 30 Apr 2024, reason: R., agreed: 2024-03-01}\n",
    )
    text = f"{PROMISED}extensions:\n{answers[order[0]]}{answers[order[1]]}"
    assert _promise(text).due == date(2024, 4, 30)


@pytest.mark.parametrize(
    ("text", "begun", "changed", "due"),
    [
        pytest.param("timescale: 30 Jun 2024", SEEN, None, date(2024, 3, 10), id="put off"),
        pytest.param("", SEEN, None, date(2024, 3, 10), id="taken out"),
        pytest.param("timescale: ongoing", SEEN, None, date(2024, 3, 10), id="made endless"),
        pytest.param(PROMISED, SEEN, None, date(2024, 1, 31), id="brought forward"),
        pytest.param(AGREED, SEEN, None, date(2024, 4, 30), id="and extended by the board"),
        pytest.param(
            "timescale: 30 Jun 2024", SEEN, date(2024, 2, 14), date(2024, 3, 10), id="on its day"
        ),
        pytest.param(
            "timescale: 30 Jun 2024", SEEN, date(2024, 2, 13), date(2024, 6, 30), id="before it"
        ),
        pytest.param(
            "timescale: 30 Jun 2024", date(2024, 2, 15), None, date(2024, 6, 30), id="no board yet"
        ),
    ],
)
def test_a_later_date_in_place_of_one_that_a_board_saw_puts_nothing_off(
    text: str, begun: date, changed: date | None, due: date
) -> None:
    timescale = action(FIRST).timescale
    assert timescale
    earliest = EarliestPromise(timescale, begun, changed)
    assert action_promise(action(text), AS_AT, CALENDAR, earliest).due == due


@pytest.mark.parametrize(
    ("text", "original", "due", "agreed"),
    [
        pytest.param("", None, None, None, id="nothing is promised"),
        pytest.param("timescale: ongoing", None, None, None, id="no end"),
        pytest.param(PROMISED, date(2024, 1, 31), date(2024, 1, 31), None, id="a day"),
        pytest.param(
            "timescale: Feb 2024", date(2024, 2, 29), date(2024, 2, 29), None, id="a month"
        ),
        pytest.param(
            "timescale: {written: Feb Priority, due: Feb 2024}",
            date(2024, 2, 29),
            date(2024, 2, 29),
            None,
            id="the words and the date",
        ),
        pytest.param(
            "timescale: Feb 2024 board", date(2024, 2, 14), date(2024, 2, 14), None, id="a board"
        ),
        pytest.param(
            "timescale: March 2024 board",
            date(2024, 3, 31),
            date(2024, 3, 31),
            None,
            id="a board whose day is not known",
        ),
        pytest.param("timescale: May 2024 board", None, None, None, id="an unknown board"),
        pytest.param(
            AGREED, date(2024, 1, 31), date(2024, 4, 30), date(2024, 2, 14), id="an agreed date"
        ),
        pytest.param(
            AGREED.replace("timescale: 31 Jan 2024\n", ""),
            None,
            date(2024, 4, 30),
            date(2024, 2, 14),
            id="an agreed date, and no first one",
        ),
        pytest.param(
            AGREED.replace("agreed", "requested"),
            date(2024, 1, 31),
            date(2024, 1, 31),
            None,
            id="a request",
        ),
        pytest.param(
            f"{AGREED}  - {{to: May 2024, reason: Again., requested: 2024-03-01}}",
            date(2024, 1, 31),
            date(2024, 4, 30),
            date(2024, 2, 14),
            id="a request after an agreed date",
        ),
        pytest.param(
            f"{AGREED}  - {{to: May 2024, reason: Again., agreed: 2024-03-13}}",
            date(2024, 1, 31),
            date(2024, 5, 31),
            date(2024, 3, 13),
            id="two agreed dates",
        ),
        pytest.param(
            f"{AGREED}  - {{to: 15 Mar 2024, reason: Sooner., agreed: 2024-03-13}}",
            date(2024, 1, 31),
            date(2024, 3, 15),
            date(2024, 3, 13),
            id="the last agreed date counts, not the latest",
        ),
        pytest.param(
            f"{AGREED}  - {{to: May 2024 board, reason: Again., agreed: 2024-03-13}}",
            date(2024, 1, 31),
            date(2024, 4, 30),
            date(2024, 2, 14),
            id="agreed until an unknown board",
        ),
    ],
)
def test_the_day_it_is_due(
    text: str, original: date | None, due: date | None, agreed: date | None
) -> None:
    dates = _promise(text)
    assert (dates.original, dates.due, dates.agreed) == (original, due, agreed)


@pytest.mark.parametrize(
    ("as_at", "due"),
    [
        (date(2024, 2, 13), date(2024, 1, 31)),
        (date(2024, 2, 14), date(2024, 4, 30)),
        (date(2024, 2, 15), date(2024, 4, 30)),
    ],
    ids=str,
)
def test_an_extension_counts_from_the_day_it_was_agreed(as_at: date, due: date) -> None:
    assert _promise(AGREED, as_at).due == due


@pytest.mark.parametrize(
    ("text", "slippage"),
    [
        pytest.param("", 0, id="no date"),
        pytest.param(PROMISED, 0, id="as promised"),
        pytest.param(AGREED, 90, id="later"),
        pytest.param(AGREED.replace("30 Apr", "21 Jan"), -10, id="sooner"),
        pytest.param(AGREED.replace("31 Jan 2024", "ongoing"), 0, id="no first date"),
    ],
)
def test_slippage_is_the_days_from_the_first_promise(text: str, slippage: int) -> None:
    assert _promise(text).slippage_days == slippage


def _late(text: str) -> list[tuple[int, date]]:
    found = _promise(f"milestones:\n  - {{what: Sample, {text}}}").late_milestones
    return [(late.number, late.due) for late in found]


@pytest.mark.parametrize(
    "text",
    [
        "timescale: 13 Mar 2024",
        "timescale: 14 Mar 2024",
        "timescale: Jan 2024, done: 2024-03-13",
        "timescale: Jan 2024, done: 2024-01-10",
        "timescale: May 2024 board",
        "done: ",
    ],
)
def test_a_milestone_is_not_late(text: str) -> None:
    assert _late(text) == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("timescale: 12 Mar 2024", date(2024, 3, 12)),
        ("timescale: Feb 2024 board", date(2024, 2, 14)),
        ("timescale: Jan 2024, done: 2024-03-14", date(2024, 1, 31)),
    ],
    ids=["due yesterday", "due at a board", "done on a day that has not come"],
)
def test_a_milestone_is_late(text: str, due: date) -> None:
    assert _late(text) == [(0, due)]


def test_a_late_milestone_keeps_its_number() -> None:
    given = action("milestones: [{what: One}, {what: Two, timescale: Feb 2024}]")
    late = action_promise(given, AS_AT, CALENDAR).late_milestones
    assert late == (LateMilestone(1, given.milestones[1], date(2024, 2, 29)),)


@pytest.mark.parametrize(
    ("notes", "last"),
    [
        pytest.param("[]", None, id="no note"),
        pytest.param("[{note: Begun.}]", None, id="no day"),
        pytest.param(
            "[{note: B., date: 2024-02-02}, {note: A., date: 2024-01-02}, {note: C.}]",
            date(2024, 2, 2),
            id="the latest day, wherever it stands",
        ),
    ],
)
def test_the_last_progress(notes: str, last: date | None) -> None:
    assert _promise(f"progress: {notes}").last_progress == last


@pytest.mark.parametrize(
    ("due", "overdue"),
    [
        (None, 0),
        (date(2024, 3, 14), 0),
        (date(2024, 3, 13), 0),
        (date(2024, 3, 12), 1),
        (date(2024, 2, 13), 29),
    ],
    ids=str,
)
def test_days_overdue(due: date | None, overdue: int) -> None:
    assert days_overdue(due, AS_AT) == overdue


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2024, 1, 31), "due 31 January 2024, 42 days ago"),
        (date(2024, 3, 12), "due 12 March 2024, 1 day ago"),
        (date(2024, 3, 13), "due 13 March 2024, today"),
        (date(2024, 3, 14), "due 14 March 2024, in 1 day"),
        (date(2025, 3, 13), "due 13 March 2025, in 365 days"),
    ],
)
def test_when_it_is_due_in_words(due: date, words: str) -> None:
    assert due_in_words(due, AS_AT) == words


@pytest.mark.parametrize(("count", "words"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_a_number_of_days_in_words(count: int, words: str) -> None:
    assert days_in_words(count) == words


@pytest.mark.parametrize(
    ("agreed", "due", "waits"),
    [
        pytest.param("2024-02-14", date(2024, 4, 30), 0, id="at a meeting"),
        pytest.param("2024-03-05", date(2024, 4, 30), 0, id="in the month of a meeting"),
        pytest.param("2024-02-28", date(2024, 1, 31), 1, id="on a day without a meeting"),
    ],
)
def test_only_a_meeting_of_the_board_agrees_an_extension(
    agreed: str, due: date, waits: int
) -> None:
    given = (
        f"timescale: Jan 2024\nextensions: [{{to: Apr 2024, reason: More time., agreed: {agreed}}}]"
    )
    found = _promise(given)
    assert (found.due, len(found.requests)) == (due, waits)


def test_where_no_meeting_is_recorded_an_agreed_day_is_taken_as_it_stands() -> None:
    given = "timescale: Jan 2024\nextensions: [{to: Apr 2024, reason: Time., agreed: 2024-02-28}]"
    assert action_promise(action(given), AS_AT, Calendar()).due == date(2024, 4, 30)


@pytest.mark.parametrize(
    ("more", "waits", "agreed"),
    [
        pytest.param("", 1, 1, id="asked for"),
        pytest.param("refused: 2024-03-13", 0, 1, id="refused today"),
        pytest.param("refused: 2024-03-14", 1, 1, id="to be refused tomorrow"),
        pytest.param("refused: 2024-02-15", 0, 1, id="refused on a day without a meeting"),
        pytest.param("agreed: 2024-03-05, refused: 2024-03-05", 0, 1, id="agreed and refused"),
        pytest.param("agreed: 2024-03-05, refused: 2024-03-14", 0, 2, id="agreed so far"),
        pytest.param("agreed: 2024-03-05", 0, 2, id="agreed"),
    ],
)
def test_a_refused_extension_is_neither_a_request_nor_a_later_date(
    more: str, waits: int, agreed: int
) -> None:
    found = _promise(AGREED + f"  - {{to: May 2024, reason: Again., {more}}}\n")
    assert (len(found.requests), found.agreed_count) == (waits, agreed)
    assert found.due == (date(2024, 5, 31) if agreed == 2 else date(2024, 4, 30))


def test_an_extension_that_is_agreed_until_an_unknown_board_counts_as_agreed() -> None:
    found = _promise(f"{AGREED}  - {{to: May 2024 board, reason: Again., agreed: 2024-03-13}}")
    assert found.agreed_count == 2


def test_a_request_and_a_note_of_a_day_to_come_do_not_count_yet() -> None:
    later = "extensions: [{to: May 2024, reason: More time., requested: 2024-03-14}]\n"
    notes = "progress: [{date: 2024-02-01, note: Begun.}, {date: 2034-02-01, note: A slip.}]\n"
    found = _promise(PROMISED + later + notes)
    assert found.requests == ()
    assert found.last_progress == date(2024, 2, 1)
    assert len(_promise(PROMISED + later, date(2024, 3, 14)).requests) == 1


@pytest.mark.parametrize(
    ("requested", "agreed", "due"),
    [
        pytest.param("2025-02-01", "2024-02-14", date(2024, 12, 1), id="asked for in the future"),
        pytest.param("2024-03-12", "2024-02-14", date(2024, 12, 1), id="asked for after it"),
        pytest.param("2025-02-01", "2024-03-14", date(2024, 3, 1), id="agreed tomorrow"),
        pytest.param("2025-02-01", "2024-02-15", date(2024, 3, 1), id="agreed at no meeting"),
    ],
)
def test_an_agreement_counts_from_its_own_day_whenever_it_was_asked_for(
    requested: str, agreed: str, due: date
) -> None:
    extension = f"{{to: 1 Dec 2024, reason: r, requested: {requested}, agreed: {agreed}}}"
    found = _promise(f"timescale: 1 Mar 2024\nextensions: [{extension}]")
    assert (found.due, found.requests) == (due, ())


LAST: Final = date(2024, 4, 1)


@pytest.mark.parametrize(
    ("answers", "due"),
    [
        pytest.param(["agreed: 2024-02-14", "refused: 2024-03-05"], 1, id="refused later"),
        pytest.param(["refused: 2024-03-05", "agreed: 2024-02-14"], 1, id="in another order"),
        pytest.param(["refused: 2024-02-14", "agreed: 2024-03-05"], 6, id="agreed later"),
        pytest.param(["refused: 2024-02-14", "agreed: 2024-02-14"], 6, id="on one day"),
        pytest.param(["agreed: 2024-02-14", "refused: 2024-04-02"], 6, id="refused tomorrow"),
        pytest.param(
            ["agreed: 2024-02-14", "refused: 2024-03-05", "agreed: 2024-03-31"],
            6,
            id="agreed, refused and agreed again",
        ),
        pytest.param(["agreed: 2024-02-14", "requested: 2024-03-05"], 6, id="asked for again"),
    ],
)
def test_of_two_answers_to_the_same_request_the_later_one_counts(
    answers: list[str], due: int
) -> None:
    listed = ", ".join(f"{{to: Jun 2024, reason: r, {answer}}}" for answer in answers)
    found = _promise(f"timescale: Jan 2024\nextensions: [{listed}]", LAST).due
    assert found is not None
    assert found.month == due


@pytest.mark.parametrize(
    ("to", "due"),
    [
        pytest.param("30/6/2024", date(2024, 1, 31), id="the same day in other words"),
        pytest.param("29 Jun 2024", date(2024, 6, 30), id="another day"),
    ],
)
def test_a_refusal_is_of_the_day_that_was_asked_for(to: str, due: date) -> None:
    given = (
        "timescale: Jan 2024\nextensions: [{to: Jun 2024, reason: r, agreed: 2024-02-14}, "
        f"{{to: {to}, reason: r, refused: 2024-03-05}}]"
    )
    assert _promise(given, LAST).due == due


def test_a_correction_that_the_board_refused_later_does_not_count() -> None:
    asked = "was: Jan 2024, to: Jun 2024, reason: r"
    given = (
        f"timescale: Jan 2024\ncorrections: [{{{asked}, agreed: 2024-02-14}}, "
        f"{{{asked}, refused: 2024-03-05}}]"
    )
    assert _promise(given, date(2024, 3, 4)).due == date(2024, 6, 30)
    assert _promise(given, LAST).due == date(2024, 1, 31)
