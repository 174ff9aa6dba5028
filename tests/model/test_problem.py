"""Problems: the rule that is broken, and the place in one word."""

import pytest

from planctl.model.problem import At, Rule, Severity, field_name


def late_report() -> None:
    """A report comes late.

    Nobody has
      read it.
    """


def test_a_rule_takes_its_name_and_its_manual_from_its_function() -> None:
    assert Rule.of("T399", Severity.NOTE, late_report, "send it") == Rule(
        "T399",
        "late-report",
        Severity.NOTE,
        "send it",
        "A report comes late.\n\nNobody has\n  read it.",
    )


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ((), ""),
        (("ref",), "ref"),
        (("milestones", 1, "what"), "milestones[1].what"),
        (("progress_rag", "blue", "label"), "progress_rag.blue.label"),
        ((0,), "[0]"),
    ],
)
def test_a_part_of_a_file_has_a_name_in_one_word(at: At, name: str) -> None:
    assert field_name(at) == name
