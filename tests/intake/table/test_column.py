"""Columns by the words above them."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imported import actions, table
from planctl.intake.account import GuessConfidence
from planctl.intake.lexicon.date import DATE_PATTERN
from planctl.intake.lexicon.field import FIELDS, heading_keys
from planctl.intake.table.column import (
    COLUMN_KEYS,
    PaperColumn,
    normalize_heading,
    parse_header,
    parse_heading,
)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Actions", "actions"),
        ("What will it do?", "actions"),
        ("Responsible Officer", "leads"),
        ("By when:", "timescale"),
        ("Target date (dd/mm/yy)", "timescale"),
        ("Expected Impact/Outcome", "expected_impact"),
        ("Expected  impact / outcome", "expected_impact"),
        ("Lead and Timescale", "lead and timescale"),
        ("Owner / Deadline", "lead and timescale"),
        ("Deadline & RAG", "timescale and rating"),
        ("Update and RAG", "progress and rating"),
        ("Amber", "tick amber"),
        ("RAG Jan 24", "rating on a day"),
        ("Rating 12/02/24", "rating on a day"),
        ("Target completion", "timescale"),
        ("Actual completion", "completed"),
        ("Who's on it?", "leads"),
        ("Who’s on it", "leads"),
        ("Named lead", "leads"),
        ("Person(s) responsible", "leads"),
        ("Responsibility", "leads"),
        ("Accountable", "leads"),
        ("SRO", "leads"),
        ("Completion date", "completion"),
        ("Date due", "timescale"),
        ("Success criteria", "impact_measures"),
        ("How will we know?", "impact_measures"),
        ("How will we know it’s working?", "impact_measures"),
        ("Outcome measure", "impact_measures"),
        ("Outcome", "expected_impact"),
        ("Evidence of impact", "evidence"),
        ("Impact/Evaluation", "progress"),
        ("Current position", "progress"),
        ("Update", "progress"),
        ("Comments", "progress"),
        ("BRAG", "progress_rag"),
        ("Current RAG", "progress_rag"),
        ("Milestone RAG", "progress_rag"),
        ("Confidence", "progress_rag"),
        ("Cause of concern / AFI", "area"),
        ("Area of weakness", "area"),
        ("Our response", "response"),
        ("How", "description"),
        ("CQC ref", "ref"),
        ("Zebra", ""),
        ("% complete", "status"),
        ("Cost of action", ""),
        ("Risk rating", "score"),
        ("Resources required", "cost"),
        ("Previous RAG", "remark"),
        ("Last status", "remark"),
        ("RAG (previous)", "remark"),
        ("RAG (last month)", "remark"),
        ("RAG (current)", "progress_rag"),
        ("Done Y/N", "completed"),
        ("Date of inspection", "published"),
        ("Review meeting date", "reviewed"),
        ("What the inspectors said", "findings"),
        ("Done?", "completed"),
        ("Assurance level", "remark"),
        ("Vulnerability number", "identifier"),
        ("x" * 90, ""),
    ],
)
def test_a_heading_is_known_by_its_words(words: str, key: str) -> None:
    found = parse_heading(words, {})
    assert (found.key, found.sure) == (key, None)


@pytest.mark.parametrize("key", COLUMN_KEYS)
def test_a_key_of_the_plan_names_itself(key: str) -> None:
    assert parse_heading(key.replace("_", " "), {}).key == key


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Timescael", "timescale"),
        ("Name of the lead officer in the service", "leads"),
        ("The lead, and the deadline for it", "lead and timescale"),
        ("RAG of delivery milestones", "progress_rag"),
        ("Ofsted ref", "ref"),
        ("Sampling number", "ref"),
        ("Progress and risks", "progress"),
        ("Notes on the RAG", "progress"),
    ],
)
def test_a_heading_that_is_nearly_known_is_a_guess(words: str, key: str) -> None:
    found = parse_heading(words, {})
    assert (found.key, found.sure) == (key, GuessConfidence.MEDIUM)
    assert found.why


def test_no_words_stand_for_two_keys() -> None:
    text = (files("planctl.intake.lexicon") / "heading_words.toml").read_text("utf-8")
    keys = {field.key for field in FIELDS}
    words = []
    for kind in tomllib.loads(text).values():
        assert {*kind} <= keys
        words += [word for said in kind.values() for word in " ".join(said.split()).split(" | ")]
    assert len(words) == len({*words})
    assert [word for word in words if normalize_heading(word) != word] == []


def test_what_somebody_says_of_a_column_counts_before_its_words() -> None:
    assert parse_heading("Who's on it", {"who's on it": "leads"}) == PaperColumn(
        "leads", "Who's on it"
    )
    assert parse_heading("Actions", {"actions": "nothing"}).key == "nothing"


def test_of_two_columns_for_one_thing_the_surer_one_has_it() -> None:
    found = parse_header(["Lead", "The lead of old", "RAG", "My notes", "Notes"], {})
    assert [column.key for column in found] == ["leads", "", "progress_rag", "progress", "progress"]


def test_a_first_column_without_a_heading_has_the_numbers() -> None:
    assert [c.key for c in parse_header(["", "Action", "Lead"], {})] == ["ref", "actions", "leads"]
    assert [c.key for c in parse_header(["", "Action", "Ref"], {})] == ["", "actions", "ref"]


def test_r_a_and_g_beside_one_another_are_columns_for_ticks() -> None:
    heads = ["Ref", "Action", "R", "A", "G"]
    found = parse_header(heads, {})
    assert [column.key for column in found[2:]] == ["tick red", "tick amber", "tick green"]
    assert all(column.sure for column in found[2:])


def test_a_letter_alone_is_no_colour_and_what_a_person_says_of_one_counts() -> None:
    assert [column.key for column in parse_header(["Ref", "Action", "R"], {})][2] == ""
    assert [c.key for c in parse_header(["R", "A", "G"], {"a": "actions"})] == [
        "tick red",
        "actions",
        "tick green",
    ]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Impact (1-5)", "score"),
        ("Likelihood (1 to 5)", "score"),
        ("Risk rating (1-25)", "score"),
        ("Assessment of progress (1-4)", "progress_rag"),
        ("RAG (1-3)", "progress_rag"),
    ],
)
def test_a_number_on_a_scale_is_a_rating_where_its_heading_says_how_far_it_is(
    words: str, key: str
) -> None:
    assert parse_heading(words, {}).key == key


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("What needs to be done to fix this?", "actions"),
        ("What will the trust do about it?", "actions"),
        ("What will we do differently?", "actions"),
        ("How are we going to act on it?", "actions"),
        ("Who is going to lead this work?", "leads"),
        ("Who else is needed?", "support"),
        ("Who checks it?", "reporting"),
        ("How will this be reported to governors?", "reporting"),
        ("When will it be finished?", "timescale"),
        ("When do we begin?", "start"),
        ("When will this be reviewed?", "reviewed"),
        ("How much will it cost?", "cost"),
        ("What will be different for residents?", "expected_impact"),
        ("What do we want to achieve?", "expected_impact"),
        ("How would we know that it worked?", "impact_measures"),
        ("What will tell us?", "impact_measures"),
        ("What did Ofsted say?", "findings"),
        ("What are we worried about?", "findings"),
        ("What have we done since?", "progress"),
        ("How is it going?", "progress"),
        ("Where is the proof?", "evidence"),
        ("How often?", "review"),
    ],
)
def test_a_question_asks_for_what_a_column_holds(words: str, key: str) -> None:
    assert parse_heading(words, {}) == PaperColumn(key, words)


def test_every_word_that_is_known_is_read_as_what_it_is_known_for() -> None:
    wrong = {
        word: key for word, key in heading_keys().items() if parse_heading(word, {}).key != key
    }
    assert wrong == {}


VALUES: dict[str, tuple[str, str, object]] = {
    "ref": ("7", "ref", "7"),
    "actions": ("Train staff", "actions", ["Train staff"]),
    "leads": ("Head of HR", "leads", ["Head of HR"]),
    "timescale": ("3 May 2027", "timescale", "3 May 2027"),
    "progress_rag": ("Amber", "progress_rag", "amber"),
    "status": ("In progress", "status", "in progress"),
    "expected_impact": ("Fewer falls", "expected_impact", ["Fewer falls"]),
    "impact_measures": ("Falls below 5", "impact_measures", ["Falls below 5"]),
    "reporting": ("Monthly board", "reporting", ["Monthly board"]),
    "progress": ("Begun well", "progress", [{"note": "Begun well"}]),
    "score": ("12", "score", None),
    "raised": ("1 Jan 2025", "raised", None),
    "published": ("2 Jan 2025", "published", None),
    "urgency": ("High", "urgency", None),
}
# A heading that names a time, such as Q1 update, goes before its note.
WORDS = [
    (key, word)
    for word, key in heading_keys().items()
    if key in VALUES and not (key == "progress" and DATE_PATTERN.search(word))
]


@given(
    st.permutations([*VALUES]).flatmap(
        lambda keys: st.tuples(
            *(st.sampled_from([pair for pair in WORDS if pair[0] == key]) for key in keys)
        )
    )
)
def test_columns_with_any_known_headings_in_any_order_are_read(
    columns: tuple[tuple[str, str], ...],
) -> None:
    cells = [VALUES[key][0] for key, _ in columns]
    heads = [word.capitalize() for _, word in columns]
    [said] = actions(table(f"{' | '.join(heads)}\n{' | '.join(cells)}")).values()
    expected = {name: value for _, name, value in VALUES.values()}
    assert {name: said.get(name) for name in expected} == expected
