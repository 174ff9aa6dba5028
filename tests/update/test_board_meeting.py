"""What is told to a meeting, and written down of it, as edits of governance.yaml."""

from difflib import ndiff
from pathlib import Path
from textwrap import dedent
from typing import Final

import pytest

from make import small_plan
from paper import scene_of
from planctl.edit.change import edited
from planctl.model.problem import Stop
from planctl.update.board_meeting import MeetingNews, Minuted, Told, meeting_edits

GOVERNANCE: Final = """\
meetings:
  - on: 14 February 2024   # the last
    commentary:
      by: AD
      text: As it was.
    overall:
      confidence: high
    good_news:
      - One
    attendance: [AD]
    challenges:
      - asks: Why?
        to: AD
      - asks: When?
        answer: Soon.
  - on: 10 April 2024
reports:
  - id: qa-report
    title: QA report
    received:
      - {on: 2024-02-07, meeting: 14 February 2024}
"""
BY_RULE: Final = """\
board: {meets: {on: second Wednesday, starting: Jan 2024}}
meetings:
  - on: 15 May 2024
"""


def _lines(root: Path, news: MeetingNews, before: str = GOVERNANCE) -> str:
    """The lines that come into governance.yaml, and those that go, as at 13 March 2024."""
    scene = scene_of(small_plan(root, governance=before))
    new = edited(before, "governance", meeting_edits(news, scene))
    lines = ndiff(before.splitlines(), new.splitlines())
    changed = [(line[0], line[2:]) for line in lines if line[0] in "+-"]
    gone = [f"- {text.strip()}\n" for sign, text in changed if sign == "-"]
    return "".join([*gone, dedent("".join(f"{text}\n" for sign, text in changed if sign == "+"))])


def _of_last(told: Told) -> MeetingNews:
    return MeetingNews(told, meeting="14 February 2024")


@pytest.mark.parametrize(
    ("news", "lines"),
    [
        pytest.param(
            MeetingNews(Told(commentary="A first part. \n\nA second one.\n", by="AD")),
            """\
                commentary:
                  by: AD
                  text: |-
                    A first part.

                    A second one.
            """,
            id="a commentary, for the next meeting",
        ),
        pytest.param(
            _of_last(Told(commentary="As it is.")),
            "- text: As it was.\ntext: As it is.\n",
            id="other words of a commentary",
        ),
        pytest.param(
            MeetingNews(
                Told(
                    progress_rag="Amber",
                    progress_reason="Late.",
                    impact_rag="red",
                    impact_reason="Worse.",
                    confidence="LOW",
                    confidence_reason="So.",
                )
            ),
            """\
                overall:
                  progress_rag: amber
                  progress_reason: Late.
                  impact_rag: red
                  impact_reason: Worse.
                  confidence: low
                  confidence_reason: So.
            """,
            id="overall ratings",
        ),
        pytest.param(
            _of_last(Told(confidence="medium", confidence_reason="So.")),
            "- confidence: high\nconfidence: medium\nconfidence_reason: So.\n",
            id="another confidence",
        ),
        pytest.param(
            MeetingNews(Told(good_news=("Two", "Three")), meeting="February 2024"),
            "- Two\n- Three\n",
            id="more good news",
        ),
        pytest.param(
            MeetingNews(
                Told(risk="Posts", likelihood="likely", effect="high", owner="AD", response="Ask")
            ),
            """\
                risks:
                  - what: Posts
                    likelihood: likely
                    effect: high
                    owner: AD
                    response: Ask
            """,
            id="a risk",
        ),
        pytest.param(
            MeetingNews(Told(paper="https://example.org/a", title="A paper")),
            """\
                papers:
                  - title: A paper
                    url: https://example.org/a
            """,
            id="a paper at an address",
        ),
        pytest.param(
            MeetingNews(minuted=Minuted(minutes="a/b.pdf")),
            "minutes:\n  file: a/b.pdf\n",
            id="minutes in a file, of the last meeting",
        ),
        pytest.param(
            MeetingNews(minuted=Minuted(attended=("AD", "Chair"))),
            "- attendance: [AD]\nattendance: [AD, Chair]\n",
            id="who else was there",
        ),
        pytest.param(
            MeetingNews(
                minuted=Minuted(
                    challenge="How?", asked_by="Chair", to="AD", needed_by="April 2024 board"
                )
            ),
            """\
                  - asks: How?
                    by: Chair
                    to: AD
                    needed_by: April 2024 board
            """,
            id="a challenge",
        ),
        pytest.param(
            MeetingNews(minuted=Minuted(number=1, answer="So.", closed="13 March 2024")),
            "answer: So.\nclosed: 2024-03-13\n",
            id="an answer",
        ),
        pytest.param(
            MeetingNews(minuted=Minuted(number=1, answer="So.")), "answer: So.\n", id="no end yet"
        ),
        pytest.param(
            MeetingNews(minuted=Minuted(number=1, closed="14 February 2024")),
            "closed: 2024-02-14\n",
            id="an end at the meeting itself",
        ),
        pytest.param(
            MeetingNews(minuted=Minuted(number=2, closed="13 March 2024")),
            "closed: 2024-03-13\n",
            id="an end",
        ),
        pytest.param(
            MeetingNews(Told(received="qa-report", place="evidence/qa.pdf", on="12 March 2024")),
            "- {on: 2024-03-12, meeting: 10 April 2024, file: evidence/qa.pdf}\n",
            id="a report, on a day",
        ),
        pytest.param(
            MeetingNews(Told(received="qa-report")),
            "- {on: 2024-03-13, meeting: 10 April 2024}\n",
            id="a report, today",
        ),
    ],
)
def test_each_thing_is_written_in_its_place(tmp_path: Path, news: MeetingNews, lines: str) -> None:
    assert _lines(tmp_path, news) == dedent(lines)


def test_a_declared_rating_is_taken_away(tmp_path: Path) -> None:
    before = "meetings:\n  - on: 10 April 2024\n    overall:\n      progress_rag: green\n"
    news = MeetingNews(Told(progress_rag="none"))
    assert _lines(tmp_path, news, before) == "- progress_rag: green\nprogress_rag:\n"


@pytest.mark.parametrize(
    ("day", "after"),
    [
        pytest.param("10 April 2024", "  - on: 15 May 2024", id="before a later one"),
        pytest.param("12 June 2024", "", id="after all others"),
    ],
)
def test_a_meeting_that_only_a_rule_gives_is_listed_with_what_is_told(
    tmp_path: Path, day: str, after: str
) -> None:
    scene = scene_of(small_plan(tmp_path, governance=BY_RULE))
    news = MeetingNews(Told(good_news=("One",), confidence="low"), meeting=day)
    text = edited(BY_RULE, "governance", meeting_edits(news, scene))
    new = f"  - on: {day}\n    overall:\n      confidence: low\n    good_news:\n      - One\n"
    assert new in text
    assert text.partition(new)[2].strip("\n") == after


def test_what_comes_before_and_after_a_meeting_of_today_is_one_meeting(tmp_path: Path) -> None:
    scene = scene_of(small_plan(tmp_path, governance=BY_RULE))
    news = MeetingNews(Told(good_news=("One",)), Minuted(challenge="Why?"))
    text = edited(BY_RULE, "governance", meeting_edits(news, scene))
    assert "  - on: 13 March 2024\n    good_news:\n      - One\n    challenges:\n" in text


@pytest.mark.parametrize(
    ("news", "message", "hint"),
    [
        (MeetingNews(Told(commentary="A")), "whose commentary is it?", "say it with --by ROLE"),
        (
            MeetingNews(Told(by="AD", risk="A")),
            "--by says more of something that was not given",
            "give --commentary",
        ),
        (
            MeetingNews(minuted=Minuted(number=1)),
            "--number says more of something that was not given",
            "give --answer or --closed",
        ),
        (
            MeetingNews(minuted=Minuted(answer="So.")),
            "--answer says more of something that was not given",
            "give --number",
        ),
        (
            MeetingNews(minuted=Minuted(number=3, answer="So.")),
            "that meeting has no challenge 3",
            "there is: 1 Why?; 2 When?",
        ),
        (
            MeetingNews(minuted=Minuted(number=2, answer="So.")),
            "“When?” is answered already: “Soon.”",
            "an answer that was given stays; what is new is told to the next board",
        ),
        (
            MeetingNews(minuted=Minuted(challenge="Why?"), meeting="10 April 2024"),
            "the board of 10 April 2024 has not met yet",
            "name another meeting with --for",
        ),
        (
            MeetingNews(Told(received="other")),
            "governance.yaml has no report “other”",
            "the reports are qa-report",
        ),
        (
            MeetingNews(Told(received="qa-report"), meeting="14 February 2024"),
            "qa-report is recorded as received for the board of 14 February 2024",
            "name another meeting with --for",
        ),
        (
            MeetingNews(Told(received="qa-report", on="14 March 2024")),
            "14 March 2024 has not come yet",
            "",
        ),
        (
            MeetingNews(minuted=Minuted(number=1, closed="13 February 2024")),
            "a challenge cannot be closed on 13 February 2024, before the board of 14 February",
            "correct the day",
        ),
        (
            MeetingNews(minuted=Minuted(number=0, answer="So.")),
            "that meeting has no challenge 0",
            "there is: 1 Why?; 2 When?",
        ),
        (
            MeetingNews(Told(commentary="", by="AD")),
            "the commentary is empty",
            "write words after --commentary, or leave it out",
        ),
        (MeetingNews(Told(commentary=" \n")), "the commentary is empty", ""),
        (MeetingNews(Told(commentary="A", by=" ")), "--by is empty", "write words after --by"),
        (MeetingNews(Told(progress_reason="")), "--progress-reason is empty", ""),
        (MeetingNews(Told(good_news=("One", ""))), "--good-news is empty", ""),
        (MeetingNews(minuted=Minuted(challenge="", to="AD")), "--challenge is empty", ""),
        (MeetingNews(minuted=Minuted(number=1, answer="")), "--answer is empty", ""),
        (
            MeetingNews(Told(confidence="hi")),
            "“hi” is no confidence",
            "did you mean “high”?",
        ),
        (MeetingNews(Told(progress_rag="pink")), "“pink” is no rating", ""),
    ],
)
def test_what_cannot_be_meant_is_refused(
    tmp_path: Path, news: MeetingNews, message: str, hint: str
) -> None:
    scene = scene_of(small_plan(tmp_path, governance=GOVERNANCE))
    with pytest.raises(Stop) as stop:
        meeting_edits(news, scene)
    assert stop.value.message.startswith(message)
    assert hint in stop.value.hint


@pytest.mark.parametrize(
    ("news", "message"),
    [
        (
            MeetingNews(Told(good_news=("One",))),
            "no meeting of the board on or after 13 March 2024 is recorded",
        ),
        (
            MeetingNews(minuted=Minuted(challenge="Why?")),
            "the board has not met yet, so nothing was asked or written down there",
        ),
    ],
)
def test_without_a_board_nothing_is_told(tmp_path: Path, news: MeetingNews, message: str) -> None:
    scene = scene_of(small_plan(tmp_path, governance="terms: [One]"))
    with pytest.raises(Stop, match=message):
        meeting_edits(news, scene)
