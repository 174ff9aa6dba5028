"""Refs and names that Word put into its own quotation marks, as a plan file takes them."""

from typing import Any, Final

from imported import actions, imported, lines, read_back, table
from planctl.intake.account import Fate
from planctl.model.label import to_label

PAPER: Final = [
    *lines(
        """
        # “A council”
        # The improvement plan
        ## Glossary
        “CP” - Child protection
        ## Vision
        Every child is safe.
        """
    ),
    *table(
        """
        Ref | Action | Lead | By when
        “1.1” | Train “new” staff | “SM QA” | May 2024
        ‘1.2’ | Audit records | «AD»; ‘SM QA’ | May 2024
        “ | Share lessons | « | May 2024
        """
    ),
]


def test_refs_leads_and_terms_are_taken_without_foreign_quotation_marks() -> None:
    found: dict[str, dict[str, Any]] = actions(PAPER)
    assert [(ref, said.get("leads")) for ref, said in found.items()] == [
        ("1.1", ["SM QA"]),
        ("1.2", ["AD", "SM QA"]),
        ("1.3", None),
    ]
    assert found["1.1"]["actions"] == ["Train “new” staff"]


def test_what_a_plan_says_of_itself_has_no_foreign_quotation_marks_around_it() -> None:
    files = read_back(imported(PAPER))
    assert files["glossary.yaml"] == {"CP": "Child protection"}
    assert set(files["roles.yaml"]) == {"AD", "SM QA"}


def test_a_name_keeps_the_apostrophe_that_it_has() -> None:
    assert [to_label(name) for name in ("Managers’", "“Managers’", "“”", "AD\u200b")] == [
        "Managers’",
        "Managers",
        "",
        "AD",
    ]


def test_a_term_of_nothing_but_signs_explains_nothing() -> None:
    terms = table(
        """
        Term | Meaning
        “CP” | Child protection
        « | Nothing at all
        ‘CP’ | Something else
        """,
        "terms",
    )
    found = imported([*lines("# A plan\n## Glossary"), *terms])
    assert found.files["glossary.yaml"] == {"CP": "Child protection"}
    whys = {entry.text: entry.why for entry in found.of(Fate.LEFT)}
    assert whys["Nothing at all"] == whys["«"] == "there is no word that it explains"
    assert whys["Something else"] == "it is explained once already"
