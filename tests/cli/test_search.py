"""planctl search: every text of the plan that has some words."""

from pathlib import Path
from typing import Any

import pytest

from cycle import cycle
from everything import everything
from make import OUR_PLAN, loaded, put, small_plan
from planctl.assess.text_search import TextMatch, find_words
from planctl.render.listing import words_around
from running import Ran, planctl

ACTION = """\
    ref: "1.1"
    title: Zoë's first-hand “look”
    actions:
      - |
        Draw up a
        forward plan of audits, 50 % of them (all) by hand.
    leads: [SM QA]
    timescale: {written: Feb Priority, due: 29 Feb 2024}
    progress: [{date: 2024-02-13, note: Begun. See http://example.org/a/b.}]
    """


def _search(*words: str, plan: Path = OUR_PLAN) -> Ran:
    return planctl("search", "--plan", plan, *words)


def _keys(plan: Path, *words: str) -> list[str]:
    matches = find_words(loaded(plan).plan, words)
    return [".".join(map(str, match.at[4:] or match.at)) for match in matches]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["audits"], ["actions.0"]),
        (["AUDITS", "plan"], ["actions.0"]),
        (["audits", "begun"], []),
        (["up a forward"], ["actions.0"]),
        (["forward up"], []),
        (["50 %", "(all)"], ["actions.0"]),
        (["."], ["ref", "actions.0", "progress.0.note"]),
        (["zoe\u0308's"], ["title"]),
        (["ZOË’S"], ["title"]),
        (['first\u2011hand "look"'], ["title"]),
        (['first-hand "look"'], ["title"]),
        (["sm qa"], ["roles.SM QA", "leads.0"]),
        (["priority"], ["timescale"]),
        (["29 feb"], ["timescale.due"]),
        (["example.org"], ["progress.0.note"]),
        (["nothing of the kind"], []),
    ],
    ids=str,
)
def test_a_text_is_found_by_all_of_the_words_in_whatever_writing(
    words: list[str], keys: list[str], tmp_path: Path
) -> None:
    assert _keys(small_plan(tmp_path, ACTION), *words) == keys


def test_every_file_of_the_plan_is_searched_and_named(tmp_path: Path) -> None:
    plan = everything(tmp_path)
    more = {
        "decisions.yaml": "- {id: d1, meeting: 14 Feb 2024, decided: A pelican.}\n",
        "policy.yaml": "allow: [{code: P510, text: Mr Smith, reason: The director}]\n",
    }
    ran = _search("e", "--format", "json", plan=put(plan, more))
    kinds = "plan governance policy roles glossary area action measure decision"
    assert {result["kind"] for result in ran.json["results"]} == {*kinds.split()}


@pytest.mark.parametrize(
    ("text", "spans", "around"),
    [
        ("Short and\n  whole.", [(0, 5)], "Short and whole."),
        (
            "word " * 40 + "HERE" + " word" * 40,
            [(200, 204)],
            f"… {'word ' * 12}HERE{' word' * 18} …",
        ),
        ("x" * 200 + " HERE", [(201, 205)], f"{'x' * 200} HERE"),
        ("HERE" + "x" * 200, [(0, 4)], "HERE" + "x" * 200),
        (
            "ONE" + " word" * 60 + " TWO",
            [(0, 3), (304, 307)],
            f"ONE{' word' * 18} … {'word ' * 12}TWO",
        ),
        ("ONE TWO" + " word" * 60, [(0, 3), (4, 7)], f"ONE TWO{' word' * 18} …"),
    ],
    ids=["whole", "around", "long before", "long after", "two places", "two near"],
)
def test_the_words_around_are_whole_and_say_what_is_left_out(
    text: str, spans: list[tuple[int, int]], around: str
) -> None:
    assert words_around(TextMatch(("plan", "title"), text, tuple(spans))) == around


def test_what_is_found_stands_under_its_action_with_its_key() -> None:
    ran = _search("dip sample", "structure")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("1 text with “dip sample” and “structure”.\n\n")
    assert max(map(len, ran.out.splitlines())) <= 80


def test_programs_get_the_file_and_the_line() -> None:
    found = _search("refresher workshop", "--format", "json").json
    assert found["words"] == ["refresher workshop"]
    [result] = found["results"]
    around = result.pop("around")
    assert "refresher workshop on the key elements" in around
    assert result == {
        "kind": "action",
        "ref": "4.4",
        "title": "Timely, effective supervision",
        "key": "progress.2.note",
        "file": "plan/areas/4-management-oversight/4.4-supervision.yaml",
        "line": 26,
    }


def test_a_decision_is_named_by_its_meeting(tmp_path: Path) -> None:
    ran = _search("looked at again", plan=cycle(tmp_path))
    assert "\ndecision 2024-02-a 14 February 2024\n  decided: Cases are to be" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["supervison"], "planctl: no text has “supervison”; did you mean “supervision”"),
        (["supervision", "qqqqq"], "planctl: no text has “qqqqq”\n"),
        (["supervision", "Ofsted"], ""),
    ],
    ids=str,
)
def test_a_word_that_is_nowhere_is_named(words: list[str], said: str) -> None:
    ran = _search(*words)
    assert ran.code == 0
    assert ran.out.startswith("0 texts with “")
    assert ran.err.startswith(said)
    assert said or not ran.err


@pytest.mark.parametrize("words", [[], [""], [" ", ""]], ids=str)
def test_a_search_for_nothing_is_refused(words: list[str]) -> None:
    ran = _search(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "WORDS" in ran.err or ran.err.startswith("planctl: no word was given\n  hint: name one")


def test_a_file_that_cannot_be_read_is_named_beside_what_was_found(tmp_path: Path) -> None:
    plan = small_plan(tmp_path, "ref: [")
    ran: Any = _search("practice", plan=plan)
    assert ran.code == 1
    assert "planctl: not read, and in no count: " in ran.err
