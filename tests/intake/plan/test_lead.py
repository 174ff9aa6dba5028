"""Who leads by name, or not at all."""

import pytest

from imported import actions, imported, table, words_in, words_out
from planctl.intake.account import Fate, GuessConfidence
from planctl.intake.lexicon.lead import says_no_lead, vacant_post
from planctl.intake.lexicon.words import looks_like_person
from planctl.intake.plan.assemble import ImportOptions


@pytest.mark.parametrize(
    "text",
    [
        "TBC",
        "tba.",
        "(TBC)",
        "To be confirmed",
        "Vacant",
        "vacant post",
        "-",
        "–",
        "N/A",
        "?",
        "Lead TBC",
        "not yet appointed",
        "Nobody yet",
        "to be recruited",
        "Unassigned",
    ],
)
def test_a_lead_can_say_that_nobody_leads_yet(text: str) -> None:
    assert says_no_lead(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bursar (vacant)", ("Bursar", "vacant")),
        ("Bursar – post vacant", ("Bursar", "post vacant")),
        ("Bursar vacant", ("Bursar", "vacant")),
        ("Bursar – vacant, to be appointed", ("Bursar", "vacant, to be appointed")),
        (
            "HR Officer (post vacant – to be advertised)",
            ("HR Officer", "post vacant – to be advertised"),
        ),
        ("Clerk: vacant / recruiting", ("Clerk", "vacant / recruiting")),
        ("Vacant – Bursar", ("Bursar", "Vacant")),
        ("Bursar (vacant), Clerk", None),
        ("Bursar", None),
        ("Bursar of the school " * 20 + "(vacant)", None),
    ],
)
def test_a_post_that_nobody_holds_is_told_from_one_among_others(
    text: str, found: tuple[str, str] | None
) -> None:
    assert vacant_post(text) == found


@pytest.mark.parametrize("text", ["AD", "Head of HR (vacant)", "TBC Manager", "No 10", "All"])
def test_a_post_is_somebody(text: str) -> None:
    assert not says_no_lead(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jane Smith",
        "Jane Smith (HR)",
        "J. Smith",
        "Mary-Anne O'Neill",
        "Dr Patel",
        "Cllr Jones",
        "Priya van Patel",
        "Jane Smith - Head of HR",
        "Mrs Head",
    ],
)
def test_a_lead_can_look_like_a_person(text: str) -> None:
    assert looks_like_person(text) is (text != "Priya van Patel")


@pytest.mark.parametrize(
    "text",
    [
        "Assistant Director",
        "Head of HR",
        "DCS",
        "CEO",
        "QA Team",
        "SM QA",
        "All Staff",
        "Matron",
        "Company Secretary",
        "NHS England",
        "Adult Social Care",
        "SEND Leads",
        "Ward Sister",
        "Headteacher",
        "Human Resources",
        "Early Help",
        "Director of Nursing",
        "Virtual School",
        "Section 151 Officer",
        "Children's Services",
        "Registered Manager",
        "Legal",
        "Public Health",
        "Caldicott Guardian",
        "Deputy Headteacher",
        "Year Group Leads",
        "Designated Doctor",
        "Nominated Individual",
        "SM (Stepping Stones)",
    ],
)
def test_a_post_a_team_or_a_body_is_no_person(text: str) -> None:
    assert not looks_like_person(text)


@pytest.mark.parametrize(
    "text", ["Jane Smith, Head of HR", "Head of HR (Jane Smith)", "Tom / Jane Smith"]
)
def test_a_person_can_stand_beside_a_post(text: str) -> None:
    assert looks_like_person(text)


@pytest.mark.parametrize("cell", ["TBC", "-", "Vacant", "To be confirmed"])
def test_who_leads_is_asked_where_nobody_does(cell: str) -> None:
    rows = table(f"Ref | Action | Lead\n1 | Do | {cell}")
    [asked] = imported(rows).of(Fate.ASKED)
    assert (asked.to, asked.text) == ("1 leads", cell)
    assert "leads" not in actions(rows)["1"]
    said = actions(rows, ImportOptions(answers={f"1 leads “{cell}”": "AD; Head of HR"}))["1"]
    assert said["leads"] == ["AD", "Head of HR"]


def test_who_leads_is_asked_where_only_the_day_is_known() -> None:
    rows = table("Ref | Action | Who and by when\n1 | Do | TBC, 3 May 2024")
    assert [each.text for each in imported(rows).of(Fate.ASKED)] == ["TBC"]
    assert actions(rows)["1"]["timescale"] == "3 May 2024"
    assert "progress" not in actions(rows)["1"]


def test_the_one_of_two_who_is_open_is_asked() -> None:
    rows = table("Ref | Action | Lead\n1 | Do | TBC / Head of HR")
    assert [each.text for each in imported(rows).of(Fate.ASKED)] == ["TBC"]
    assert actions(rows)["1"]["leads"] == ["Head of HR"]


def test_a_person_who_leads_stays_in_the_plan_and_is_told_once() -> None:
    rows = table(
        "Ref | Action | Lead\n1 | Do | Jane Smith (HR)\n2 | Do | Jane Smith (HR)\n3 | Do | AD"
    )
    told = [each for each in imported(rows).guesses if each.to == "roles.yaml"]
    assert [(each.sure, "looks like the name of a person" in each.why) for each in told] == [
        (GuessConfidence.LOW, True)
    ]
    assert actions(rows)["2"]["leads"] == ["Jane Smith (HR)"]


@pytest.mark.parametrize(
    "cell",
    ["Bursar – vacant, to be appointed", "Bursar (vacant, recruiting)", "Bursar: TBC / vacant"],
)
def test_a_post_that_is_said_to_be_empty_in_two_ways_is_one_lead(cell: str) -> None:
    found = actions(table(f"Ref | Action | Lead\n1 | Do | {cell}"))
    assert found["1"]["leads"] == ["Bursar"]


@pytest.mark.parametrize(
    ("cell", "leads", "status"),
    [
        ("HR Manager - Complete", ["HR Manager"], "complete"),
        ("Head of HR (on hold)", ["Head of HR"], "paused"),
        ("AD; SM QA", ["AD", "SM QA"], "not started"),
        ("Head of HR supported by HR Manager", ["Head of HR", "HR Manager"], "not started"),
        ("Lead: Head of HR; Support: Payroll", ["Head of HR", "Payroll"], "not started"),
    ],
)
def test_who_helps_is_a_lead_and_how_it_stands_is_none(
    cell: str, leads: list[str], status: str
) -> None:
    rows = table(f"Ref | Action | Lead\n1 | Do | {cell}")
    said = actions(rows)["1"]
    assert (said["leads"], said["status"]) == (leads, status)
    assert words_out(imported(rows)) == words_in(rows)
