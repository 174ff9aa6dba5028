"""A title of first words, and what a finding is about, where a paper gives no name."""

import pytest

from planctl.intake.lexicon.short_name import finding_subject, make_ids, short_title

LONG = "x" * 120
LEADING_ON = (
    "Read the audits of each area and, with carers and teachers of the whole wide county, ask"
)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Write the offer. Then print it.", "Write the offer"),
        ("Visit every home", "Visit every home"),
        ("1.2. Visit every home;", "Visit every home"),
        ("(a) Visit every home:-", "Visit every home"),
        (
            "Review what the desk does, who it answers to, which forms it sends, and whom it helps",
            "Review what the desk does, who it answers to, which forms it sends",
        ),
        (
            "Write a page on moves so that no child goes to a home which nobody had seen before it",
            "Write a page on moves so that no child goes to a home",
        ),
        (
            "Make a list of the homes of the county for a first look at what became of each child",
            "Make a list of the homes of the county for a first look at what became",
        ),
        (
            LEADING_ON,
            "Read the audits of each area",
        ),
        (f"Visit {LONG}", "Visit"),
        (LONG, "x" * 80),
        (":", ":"),
    ],
)
def test_a_title_is_the_first_words_up_to_where_they_make_sense(text: str, title: str) -> None:
    assert short_title(text) == title


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("The quality and effectiveness of pathway plans.", "Pathway plans"),
        ("The use, and recording of, meetings before a child moves, so that", "Meetings before"),
        ("the timeliness of health checks which are late", "Health checks"),
        ("Plans are weak", "Plans are weak"),
    ],
)
def test_a_finding_is_called_by_what_it_is_about(text: str, about: str) -> None:
    assert finding_subject(text).startswith(about)


def test_no_two_ids_are_alike_and_each_is_of_telling_words() -> None:
    texts = ["The quality of plans.", "The quality of plans", "Quality of plans", "of the", ""]
    assert list(make_ids([*texts, "Children’s homes"])) == [
        *("quality-plans", "quality-plans-2", "quality-plans-3", "of-the", "finding"),
        "childrens-homes",
    ]
