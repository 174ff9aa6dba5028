"""Who leads and by when, out of one cell."""

import pytest

from planctl.intake.lexicon.lead import LeadAndDate, ParsedRoles, parse_leads_and_dates, parse_roles


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("AD & SM QA", ("AD", "SM QA")),
        ("SM QA. And PIRO", ("SM QA", "PIRO")),
        ("SM QA and IRO's", ("SM QA", "IRO's")),
        ("All Service Managers, SM QA", ("All Service Managers", "SM QA")),
        ("AD Workforce & AD Finance & AD CSC", ("AD Workforce", "AD Finance", "AD CSC")),
        ("SM Compass & Assessment.", ("SM Compass & Assessment",)),
        ("SM Case Management and Court Team", ("SM Case Management and Court Team",)),
        ("Data & Intelligence Team.", ("Data & Intelligence Team",)),
        ("Director of Children and Families", ("Director of Children and Families",)),
        ("CSC, Assistant Director", ("CSC, Assistant Director",)),
        ("HOS Highways & SST Lead", ("HOS Highways", "SST Lead")),
        ("Jane Smith / Tom Jones", ("Jane Smith", "Tom Jones")),
        ("Jane Smith; ", ("Jane Smith",)),
        ("HoS, HR, DCO", ("HoS", "HR", "DCO")),
        ("Attendance Lead / DHT", ("Attendance Lead", "DHT")),
        ("Training Officer/ SSW", ("Training Officer", "SSW")),
        ("Registered Manager/Deputy Manager", ("Registered Manager", "Deputy Manager")),
        ("Headteacher, SENCO", ("Headteacher", "SENCO")),
        ("Head of HR/OD", ("Head of HR/OD",)),
        ("QA/Audit Manager", ("QA/Audit Manager",)),
        ("Service Manager, Compass & Assessment", ("Service Manager, Compass & Assessment",)),
        ("TBC / Head of HR", ("TBC", "Head of HR")),
        ("Lead: Head of SEND", ("Head of SEND",)),
        ("Responsible Officer: DCS", ("DCS",)),
        (
            "Registered Manager and Nominated Individual",
            ("Registered Manager", "Nominated Individual"),
        ),
        (
            "Registered Manager & Nominated Individual",
            ("Registered Manager", "Nominated Individual"),
        ),
        ("DHT & Inclusion Lead", ("DHT", "Inclusion Lead")),
        ("QA & Audit Manager", ("QA & Audit Manager",)),
        ("Bursar then Clerk", ("Bursar", "Clerk")),
        ("Headteachers; governors", ()),
        ("Baseline Report in place", ()),
        ("the meeting that was held with the service managers went well for all of them", ()),
        ("SM " + "Very " * 20 + "Long", ()),
        ("", ()),
    ],
)
def test_roles_are_told_apart_and_names_with_and_stay_whole(
    text: str, names: tuple[str, ...]
) -> None:
    assert parse_roles(text).names == names


def test_what_is_known_to_lead_is_a_role_whatever_its_letters() -> None:
    assert parse_roles("everybody", is_known=True).names == ("everybody",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SM QA Jan 2024", [(("SM QA",), "Jan 2024", "")]),
        ("SM QA, Feb Board", [(("SM QA",), "Feb Board", "")]),
        ("SM QA (31/03/2024)", [(("SM QA",), "31/03/2024", "")]),
        ("AD Jan 2024; SM QA Feb 2024", [(("AD",), "Jan 2024", ""), (("SM QA",), "Feb 2024", "")]),
        ("Jan 2024 – SM QA", [(("SM QA",), "Jan 2024", "")]),
        ("SM QA by 3 May 2024 AD", [(("SM QA",), "by 3 May 2024", ""), (("AD",), "", "")]),
        ("nobody yet, 3 May 2024", [((), "3 May 2024", "nobody yet")]),
        ("it is done.", [((), "", "it is done")]),
    ],
)
def test_a_cell_is_who_by_when_and_what_is_neither(
    text: str, found: list[tuple[tuple[str, ...], str, str]]
) -> None:
    assert [
        (turn.leads.names, turn.when, turn.rest) for turn in parse_leads_and_dates(text)
    ] == found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Headteacher, SENCO", "“Headteacher, SENCO” is taken for 2 leads"),
        ("Head of HR/OD", "“Head of HR/OD” is taken for one lead"),
        ("AD & SM QA", ""),
        ("HR and Payroll Manager", "“HR and Payroll Manager” is taken for one lead"),
        ("Bursar then Clerk", "“Bursar then Clerk” is taken for 2 leads"),
        ("Head of Children and Families", ""),
    ],
)
def test_it_is_told_where_a_text_could_name_more_leads_or_fewer(text: str, why: str) -> None:
    assert parse_roles(text, is_known=True).why == why


def test_what_is_only_like_a_name_is_told() -> None:
    assert parse_roles("Jane Smith").why == "it is like a name, and is taken for who leads"


def test_a_very_long_paragraph_says_neither_who_nor_when() -> None:
    text = "SM QA by 3 May 2024. " + "word " * 1_000
    assert parse_leads_and_dates(text) == [LeadAndDate(ParsedRoles(()), "", text)]
