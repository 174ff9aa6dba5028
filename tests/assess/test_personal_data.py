"""Band P finds what tells a child or a person, and leaves alone what does not."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

from make import ACTION_PATH, AS_AT, OUR_PLAN, SMALL, loaded, put
from planctl.assess.rule.personal_data import personal_data
from planctl.assess.scene import judge_plan
from planctl.workspace.plan import review_plan
from repo import titled

PLANTED: Final[Mapping[str, Sequence[str]]] = {
    "P501": (
        "Child seen, NHS 943 476 5919, on Monday.",
        "NHS no 9434765919",
        "943-476-5919 is on the list",
        "(401 023 2137)",
        "943 4765919 was seen",
    ),
    "P502": ("UPN H801200001001", "H801200001001 moved school", "pupil U909123400015."),
    "P503": (
        "NI number AB123456C",
        "AB 12 34 56 C has claimed",
        "her number, JG 103759 A, was shared",
        "AB12 34 56C",
        "AB 1234 56 C",
    ),
    "P504": (
        "born on 4 March 2011",
        "DOB 04/03/2011",
        "D.O.B. 4.3.11",
        "dob: 2011-03-04",
        "date of birth 4 Mar 2011",
        "4 March 2011 (DOB)",
        "Born 3rd June 2015, she is",
        "whose birthday is 3 June 2015",
        "(born 4/3/11)",
        "BORN 4/3/11; DATE OF BIRTH 4/3/11",
    ),
    "P505": (
        "call 01743 251000",
        "(01743) 251 000",
        "07700 900123 is not real, 07911 123456 is",
        "+44 7911 123456",
        "ring 020 7946 0958",
        "0300 123 4567",
        "tel: 02079460958.",
        "01743 25 10 00",
    ),
    "P506": (
        "a.smith@shropshire.gov.uk",
        "write to <team+plan@council.example.org>",
        "Ask j_b@x-y.co.uk, please",
    ),
    "P507": (
        "12 High Street, Shrewsbury SY1 1AB",
        "lives at 7a Mill Lane, Oswestry, SY11 2QQ",
        "221b Baker Street NW1 6XE",
        "4 The Close SY26ND",
    ),
    "P508": (
        "case no. 120457",
        "LCS 1234567",
        "Mosaic ID: 987654",
        "Liquidlogic 1122334",
        "child ref P123456",
        "case number 00123456",
        "client #20231",
        "patient ID AB12345",
        "ICS: 778899",
        "case 12345678",
    ),
    "P509": (
        "JB, aged 7",
        "J.B. aged 14",
        "KL (8 years old)",
        "T.M., 15yo",
        "J. B., age 9",
        "KL from St Mary's Primary School",
        "AB, who attends Hilltop Academy",
        "RS at Meole Brace School",
        "M.N. 3-year-old",
        "T.J. (7) at St Mary's",
        "T.J., (7)",
        "JB (aged 7) was seen",
    ),
    "P510": (
        "Mrs Jones will check",
        "Mr. A. Smith agreed",
        "Dr Patel's report",
        "Ms O'Neill",
        "Professor Jane",
        "Sir Andrew decided",
        "Miss Begum",
    ),
    "P511": (
        "a boy called Kieran",
        "her son, named Ali",
        "the child known as Lily",
        "A young person called Sam",
        "his mother, called Dawn",
        "Child's name: Kyle Jones",
        "Mother: Jane Smith",
        "mother (Jane Smith)",
        "Kyle's mother was told",
        "his brother Tom",
        "Mum Jane said no",
        "the child, Kyle, was seen",
        "MOTHER: Jane Smith",
    ),
}
MEASURE: Final = "id: m\ntitle: M\nobservations: [{on: 2024-01-31, value: 1, source: Mrs Jones}]\n"
INNOCENT: Final = (
    "Child A and Child B were seen",
    "By 2024-03-13 or 13/03/2024, 31 March 2024 at the latest",
    "Q3 2023-24, £1,234,567 of 12,345,678",
    "Invoice 943 476 5918, and order 1234567890",
    "The range 2023-2024 and 2024/25; paragraph 4.12.1",
    "Born of the visit of November 2023",
    "Children aged 7 to 11 and care leavers aged 18",
    "SM QA from the College of Policing",
    "AD, aged debt review",
    "CP plans at Coleham Primary School",
    "IRO (8 cases)",
    "MS Word and the Dr. foster system",
    "Mr and Mrs are no names; a Miss is as good as a mile",
    "The project called Back on Track, named in 2023",
    "The offices at SY2 6ND; room 12",
    "The LCS report of 2024, and 12 cases",
    "case 4 of 20, ref 1.2",
    "https://example.org/plans/20240313/01234567",
    "version 10.0.22631, build 202403131200",
    "the @ sign",
    "evidence/2024-03-13-report-0123456.pdf",
    "ISBN 978-1-86197-271-2",
    "33% of 254; 85 of 254; 7.74%",
    "Sir, Madam, or Prof; Revised date; Drive",
    "Mother and baby units; every mother, father and carer; the mother tongue",
    "Each child, Ofsted found, has a plan; a child's name is not in it",
    "On Mondays; upon Review; son of a gun; Region; the Brotherhood",
    "Ofsted's brotherly words; the Board's group of mothers",
)


def _codes(root: Path, text: str, **files: str) -> list[str]:
    """The rules that find something in a text of an action."""
    line = text.replace("'", "''")
    action = titled("First", f"actions:\n  - '{line}'\n")
    glossary = "CP: Child protection\nIRO: Independent reviewing officer\nQA: Quality assurance\n"
    plan = loaded(
        put(root, {**SMALL, ACTION_PATH: action, "glossary.yaml": glossary, **files})
    ).plan
    scene = judge_plan(plan, AS_AT)
    return [code for code, _ in personal_data(scene)]


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in PLANTED.items() for text in texts]
)
def test_what_tells_a_person_is_found(code: str, text: str, tmp_path: Path) -> None:
    assert code in _codes(tmp_path, text)


def test_the_table_of_what_is_found_is_a_long_one() -> None:
    assert sum(map(len, PLANTED.values())) >= 60


@pytest.mark.parametrize("text", INNOCENT)
def test_what_tells_nobody_is_left_alone(text: str, tmp_path: Path) -> None:
    assert _codes(tmp_path, text) == []


def test_our_plan_names_nobody() -> None:
    scene = judge_plan(loaded(OUR_PLAN).plan, AS_AT)
    assert list(personal_data(scene)) == []


def test_only_the_start_of_what_was_found_is_said(tmp_path: Path) -> None:
    root = put(tmp_path, {**SMALL, ACTION_PATH: titled("Seen 943 476 5919")})
    ((_, fault),) = personal_data(judge_plan(loaded(root).plan, AS_AT))
    assert fault.message == "“943 …” is an NHS number"
    assert fault.at[-1] == "title"


def test_what_policy_allows_with_a_reason_may_stand(tmp_path: Path) -> None:
    allow = "allow:\n  - {code: P510, text: Sir Andrew McFarlane, reason: A judge in a judgment}\n"
    text = "Sir Andrew McFarlane said so to Mrs Jones"
    assert _codes(tmp_path / "1", text) == ["P510", "P510"]
    assert _codes(tmp_path / "2", text, **{"policy.yaml": allow}) == ["P510"]
    other = allow.replace("P510", "P511")
    assert _codes(tmp_path / "3", text, **{"policy.yaml": other}) == ["P510", "P510"]


def test_a_case_is_known_by_the_form_that_policy_gives(tmp_path: Path) -> None:
    policy = {"policy.yaml": 'case_references: ["CF-####", "@@##"]\n'}
    assert _codes(tmp_path / "1", "see CF-1234 and xy12", **policy) == ["P508", "P508"]
    assert _codes(tmp_path / "2", "see CF-12345, ACF-1234 and XYZ12", **policy) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("measures/m.yaml", MEASURE),
        (ACTION_PATH, titled("First", "evidence: [{title: A, kind: data, file: Mrs Jones.pdf}]")),
        (
            ACTION_PATH,
            titled("First", "evidence: [{title: A, kind: data, file: b/dr-patel_2.pdf}]"),
        ),
        (ACTION_PATH, titled("First", "leads: [Mrs Jones]")),
        ("governance.yaml", "board: {name: The board of Mrs Jones}\n"),
    ],
)
def test_sources_names_of_files_and_roles_are_looked_at_too(
    path: str, text: str, tmp_path: Path
) -> None:
    scene = judge_plan(loaded(put(tmp_path, {**SMALL, path: text})).plan, AS_AT)
    assert [code for code, _ in personal_data(scene)] == ["P510"]


def test_a_number_that_looks_like_one_for_a_telephone_and_is_none_is_left_alone(
    tmp_path: Path,
) -> None:
    text = "0000 000 0000 and 01234 5678 90123 4567, 0(((((((((1 000000"
    assert _codes(tmp_path, text) == []


@pytest.mark.parametrize(
    ("file", "codes"),
    [
        ("evidence/NHS_943-476-5919.pdf", ["P501"]),
        ("evidence/letter%20to%20Mrs%20Jones.docx", ["P510"]),
        ("evidence/born-2011-03-04.txt", ["P504"]),
        ("evidence/kyle-jones-H801200001001-plan.pdf", ["P502"]),
        ("evidence/mother-and-baby-unit_2024-03-13.pdf", []),
        ("evidence/ms-word-template_v2.docx", []),
        ("evidence/2024-01-15-0930-minutes.pdf", []),
    ],
)
def test_the_words_of_a_file_name_are_read_as_words(
    file: str, codes: list[str], tmp_path: Path
) -> None:
    text = titled("First", f"evidence: [{{title: A, kind: data, file: {file}}}]")
    scene = judge_plan(loaded(put(tmp_path, {**SMALL, ACTION_PATH: text})).plan, AS_AT)
    assert [code for code, _ in personal_data(scene)] == codes


PEOPLE: Final = ("Jane Smith", "Ali Khan", "Siân O'Brien", "J. Turner Baker", "Mary-Ann Lee")
POSTS: Final = (
    *("SM QA", "Service Manager", "Virtual School", "Principal Social Worker", "Family Hubs"),
    *("Custody Inspector", "Systems Accountant", "Cabinet Member", "Youth Justice", "Court Team"),
    *("Early Help Partnership", "Permanence Champions", "All Managers", "Practice Educators"),
    *("Children's Commissioner", "Workforce Development", "West Mercia Police", "the Board"),
)


@pytest.mark.parametrize("name", [*PEOPLE, *POSTS])
def test_the_name_of_a_person_where_a_role_belongs_is_told_from_a_post(
    name: str, tmp_path: Path
) -> None:
    action = titled("First", f'leads: ["{name}"]')
    root = put(tmp_path, {**SMALL, ACTION_PATH: action})
    codes = [problem.rule.code for problem in review_plan(loaded(root), AS_AT).problems]
    assert ("P512" in codes) == (name in PEOPLE)


def test_a_name_in_roles_is_found_and_what_policy_allows_is_not(tmp_path: Path) -> None:
    files = {**SMALL, "roles.yaml": "Jane Smith: A\nAli Khan: B\n"}
    allow = "allow: [{code: P512, text: Ali Khan, reason: The commissioner by law}]\n"
    problems = review_plan(loaded(put(tmp_path, {**files, "policy.yaml": allow})), AS_AT).problems
    places = [(p.message[:6], p.place.line) for p in problems if p.rule.code == "P512"]
    assert places == [("“Jane…", 1)]
