"""What the pack says in words: commentary, overall ratings, risks, challenges, projects."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from make import AS_AT, put, small_plan
from paper import pack_of
from planctl.model.edition import PackSize
from planctl.render.pack.pieces import Badge
from planctl.render.pack.voice import Challenge, MissingReport, OverallRating, Voice
from planctl.render.template import PackFormat, print_pack

pytestmark = pytest.mark.slow

LATE: Final = "ref: '1.1'\ntitle: First\ntimescale: Jan 2024\nstatus: in progress\n"
SAID: Final = """\
board: {papers_due: 8}
meetings:
  - on: 10 January 2024
    challenges:
      - {asks: Long ago?, closed: 2024-01-31}
      - {asks: Closed there?, to: AD, answer: Yes., closed: 2024-02-14}
  - on: 14 February 2024
    overall: {confidence: medium}
    challenges:
      - {asks: Answered?, by: Chair, to: AD, answer: Nearly.}
      - {asks: Late?, to: AD, needed_by: 12 March 2024}
      - {asks: Open?}
  - on: 20 March 2024
    commentary: {by: AD, text: "One is **late**.\\n\\nI ask for a date."}
    overall: {progress_rag: green, progress_reason: All is well, confidence: low}
    good_news: [A post is filled.]
    risks: [{what: Two posts stay vacant}, {what: Snow, likelihood: rare, response: Salt}]
reports:
  - id: qa
    title: QA report
    cadence: [monthly]
    by: [SM QA]
    received: [{on: 2024-02-07, meeting: 14 February 2024}]
projects:
  - {id: named, title: Only a name}
  - {id: late, title: Late one, timescale: Feb 2024, progress_rag: green, phase: Pilot}
  - {id: done, title: Done one, timescale: Feb 2024, done: 2024-02-20}
  - id: next
    title: One with a step
    progress_rag: amber
    highlight: Two of five.
    next_milestone: {what: Live report, timescale: Apr 2024}
  - {id: step, title: One with a step without a day, next_milestone: {what: Begin}}
"""


def _voice(root: Path, governance: str = SAID, size: PackSize = PackSize.STANDARD) -> Voice:
    full = pack_of(small_plan(root, LATE, governance=governance), size=size)
    return full.highlight.voice


def test_the_overall_ratings_stand_beside_what_the_facts_count(tmp_path: Path) -> None:
    progress, impact = _voice(tmp_path).overall
    assert progress == OverallRating(
        "Progress",
        Badge("green", "Green", "On track", "facts say red"),
        "",
        "All is well.",
        "The facts say red: 1 of 1 open action is red; the whole is red from a quarter on.",
    )
    assert (impact.badge.word, impact.why, impact.facts) == (
        "Not rated",
        "",
        "No measure has figures.",
    )


def test_what_was_said_for_the_board_before_stands_beside_it(tmp_path: Path) -> None:
    before = small_plan(tmp_path / "then", "ref: '1.1'\ntitle: First\n", governance=SAID)
    now = small_plan(tmp_path / "now", LATE, governance=SAID)
    voice = pack_of(now, AS_AT, (before, date(2024, 2, 7))).voice
    assert (voice.confidence, voice.confidence_was) == ("low", "medium")
    assert voice.confidence_why == "Why is not said."
    assert [rated.was for rated in voice.overall] == ["green", "not rated"]


def test_a_plan_that_says_nothing_is_rated_by_the_rule(tmp_path: Path) -> None:
    voice = _voice(tmp_path, "terms: [One]")
    assert [rated.badge.word for rated in voice.overall] == ["Red", "Not rated"]
    assert (voice.confidence, voice.confidence_why, voice.commentary) == ("", "", ())
    assert (voice.good_news, voice.risks, voice.challenges, voice.missing) == ((), (), (), ())


def test_the_commentary_has_its_paragraphs_and_whose_it_is(tmp_path: Path) -> None:
    voice = _voice(tmp_path)
    assert voice.commentary == ("One is **late**.", "I ask for a date.")
    assert (voice.author, voice.cut) == ("Assistant director", "")


FACTS: Final = (
    "By the facts it is red: 1 of 1 open action is red; the whole is red from a quarter on."
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(["a" * 500, "b" * 400, "c" * 200], ["a" * 500, "b" * 400], id="whole ones"),
        pytest.param(["a" * 2000, "b"], ["a" * 899 + "…"], id="the beginning of the first"),
    ],
)
def test_a_long_commentary_is_cut_in_the_highlight_alone(
    tmp_path: Path, text: list[str], shown: list[str]
) -> None:
    said = '"' + "\\n\\n".join(text) + '"'
    governance = f"meetings: [{{on: 20 March 2024, commentary: {{by: Chair, text: {said}}}}}]"
    full = pack_of(small_plan(tmp_path, LATE, governance=governance))
    assert full.highlight.voice.commentary == tuple(shown)
    assert full.highlight.voice.author == "Chair"
    assert full.highlight.voice.cut == "The commentary goes on further on in this pack."
    assert full.voice.commentary == tuple(text)
    for form in PackFormat:
        page = print_pack(full, form)
        assert (text[-1] in page, "The whole commentary" in page) == (True, True)


def test_risks_say_what_is_not_known_of_them(tmp_path: Path) -> None:
    [posts, snow] = _voice(tmp_path).risks
    assert posts[1:] == ("not said", "not said", "nobody named", "nothing is said")
    assert snow == ("Snow", "rare", "not said", "nobody named", "Salt")


def test_challenges_stand_with_what_waits_for_an_answer_first(tmp_path: Path) -> None:
    full = pack_of(small_plan(tmp_path, LATE, governance=SAID))
    assert full.voice.challenges == (
        Challenge(
            "14 February 2024",
            "Late?",
            "the board",
            "AD",
            "none yet",
            "Open:",
            "an answer was due 12 March 2024, 1 day ago",
            "alarm",
        ),
        Challenge(
            "14 February 2024",
            "Open?",
            "the board",
            "nobody named",
            "none yet",
            "Open:",
            "an answer is due 20 March 2024, in 7 days",
            "alarm",
        ),
        Challenge(
            "14 February 2024",
            "Answered?",
            "Chair",
            "AD",
            "Nearly.",
            "Answered,",
            "to be closed",
            "",
        ),
        Challenge(
            "10 January 2024",
            "Closed there?",
            "the board",
            "AD",
            "Yes.",
            "Closed",
            "14 February 2024",
            "",
        ),
    )


def test_a_challenge_to_which_no_day_is_known_is_open(tmp_path: Path) -> None:
    governance = "meetings: [{on: 14 February 2024, challenges: [{asks: When?}]}]"
    [asked] = _voice(tmp_path, governance).challenges
    assert (asked.tag, asked.state) == ("Open", "")


def test_reports_that_did_not_come_are_named_with_who_makes_them(tmp_path: Path) -> None:
    assert _voice(tmp_path).missing == (
        MissingReport("QA report", "SM QA", "due 12 March 2024, 1 day ago", "20 March 2024"),
    )


def test_where_more_is_said_than_the_highlight_holds_it_says_how_much(tmp_path: Path) -> None:
    risks = ", ".join(f"{{what: Risk {n}}}" for n in range(6))
    asked = ", ".join(f"{{asks: Question {n}?}}" for n in range(5))
    governance = (
        f"meetings: [{{on: 14 Feb 2024, challenges: [{asked}]}}, "
        f"{{on: 20 March 2024, risks: [{risks}]}}]"
    )
    full = pack_of(small_plan(tmp_path, LATE, governance=governance))
    place = "further on in this pack"
    assert full.highlight.voice.more == f"More stands {place}: 3 risks and 2 challenges."
    for form in PackFormat:
        page = print_pack(full, form)
        assert ("Risk 5" in page, "Question 4?" in page) == (True, True)
    brief = pack_of(tmp_path, size=PackSize.HIGHLIGHT)
    assert "Risk 5" not in print_pack(brief, PackFormat.HTML)


def test_projects_stand_with_what_the_facts_say_of_them(tmp_path: Path) -> None:
    waits = "ref: '1.2'\ntitle: Second\ndepends_on: [late]\n"
    put(small_plan(tmp_path, governance=SAID), {"areas/1-practice/1.2-second.yaml": waits})
    full = pack_of(tmp_path)
    late, done, step, begin = full.projects
    assert late.badge == Badge("green", "Green", "On track", "facts say red")
    assert (late.phase, late.due, late.waiting) == (
        "Pilot",
        "February 2024 (due 29 February 2024)",
        "1.2",
    )
    assert (done.badge.word, done.phase, done.next, done.highlight) == (
        "Green",
        "not said",
        "none named",
        "none",
    )
    assert (step.badge.word, step.next) == ("Amber", "Live report, April 2024 (due 30 April 2024)")
    assert (begin.badge.word, begin.next, begin.due) == ("Not rated", "Begin", "no date")
    for form in PackFormat:
        page = print_pack(full, form)
        assert ("Projects beside the plan" in page, "Two of five." in page) == (True, True)


@pytest.mark.parametrize("form", PackFormat)
def test_the_first_page_says_what_the_director_says(tmp_path: Path, form: PackFormat) -> None:
    page = print_pack(pack_of(small_plan(tmp_path, LATE, governance=SAID)), form)
    order = [
        *("Commentary by", "I ask for a date.", "A post is filled."),
        *("What the board is asked today", "Two posts stay vacant", "Nearly.", "did not come"),
    ]
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_the_board_is_asked_to_settle_and_to_press_for_what_was_asked_before(
    tmp_path: Path,
) -> None:
    asks = pack_of(small_plan(tmp_path, LATE, governance=SAID)).asks
    settle = [ask for ask in asks if "whole plan" in ask.words]
    assert [(ask.words, ask.recommended) for ask in settle] == [
        (
            "Settle the progress rating of the whole plan, which is declared green.",
            FACTS,
        )
    ]
    [press] = [ask for ask in asks if ask.words.startswith("Press ")]
    assert press.owner == "AD"
    assert press.words == (
        "Press AD to answer what the board of 14 February 2024 asked, which is 1 day late: Late?"
    )


def test_somebody_has_to_answer_a_challenge_to_nobody(tmp_path: Path) -> None:
    governance = "meetings: [{on: 10 Jan 2024, challenges: [{asks: Why?}]}, {on: 14 Feb 2024}]"
    asks = pack_of(small_plan(tmp_path, LATE, governance=governance)).asks
    [press] = [ask for ask in asks if ask.words.startswith("Press ")]
    assert (press.owner, press.words.startswith("Press somebody to answer ")) == ("", True)


def test_a_rating_that_was_disputed_says_so_at_the_next_board(tmp_path: Path) -> None:
    said = "meetings: [{on: 14 Feb 2024, overall: {progress_rag: green}}, {on: 20 Mar 2024}]"
    then = small_plan(tmp_path / "then", LATE, governance=said)
    now = small_plan(tmp_path / "now", LATE, governance=said)
    made = pack_of(now, then=(then, date(2024, 2, 10))).highlight.voice
    assert made.overall[0].was == "declared green, the facts said red"
