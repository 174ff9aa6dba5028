"""Messages as e-mail drafts: the names of their files."""

import pytest

from planctl.render.reminder import ReminderMessage, email_drafts


def _names(*roles: str) -> list[str]:
    return [
        name
        for name, _ in email_drafts(ReminderMessage(role, "Subject", "Text\n") for role in roles)
    ]


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("SM QA", "to-sm-qa.eml"),
        ("../x", "to-x.eml"),
        ("..\\x:y*?", "to-x-y.eml"),
        ("CON", "to-con.eml"),
        ("com1.eml", "to-com1-eml.eml"),
        ("...", "to-role.eml"),
        ("社会福祉", "to-role.eml"),
        ("Qualité & Écoute", "to-qualite-ecoute.eml"),
        ("a" * 300, f"to-{'a' * 60}.eml"),
        (f"{'a' * 59} b", f"to-{'a' * 59}.eml"),
    ],
)
def test_a_draft_has_a_name_that_every_file_system_takes(role: str, name: str) -> None:
    assert _names(role) == [name]


def test_no_two_drafts_have_one_name() -> None:
    assert _names("SM QA", "sm qa", "SM-QA 2", "SM/QA", "!", "?") == [
        "to-sm-qa.eml",
        "to-sm-qa-2.eml",
        "to-sm-qa-2-2.eml",
        "to-sm-qa-3.eml",
        "to-role.eml",
        "to-role-2.eml",
    ]
