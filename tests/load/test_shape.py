"""What a file says does not have the shape that it should: the rule, the place, the words."""

from pathlib import Path
from typing import Final

import pytest

from make import loaded, small_plan, spots

HEAD = "ref: 1.1\ntitle: First\n"


def of_action(root: Path, lines: str) -> list[str]:
    """The problems of an action with these lines, without its path."""
    found = spots(loaded(small_plan(root, HEAD + lines)))
    return [spot.removeprefix("areas/1-practice/1.1-first.yaml:") for spot in found]


OBSERVED: Final = "id: rate\ntitle: A\nobservations: [{on: 1/3/24, value: "


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("milestones:\n- timescale: Feb 2024\n", ["4:3 S101"]),
        ("milestones:\n- what: a\n-\n  what:\n", ["6:3 S101"]),
        ("milestones:\n- what: a\n- {done: 2024-02-26}\n", ["5:3 S101"]),
        ("colour: red\n", ["3:1 S102"]),
        ("colour:\n", ["3:1 S102"]),
        ("milestones:\n- what: a\n- what: b\n  colour: red\n", ["6:3 S102"]),
        ("leads: SM QA\n", ["3:8 S103"]),
        ("leads:\n  SM QA: x\n", ["4:3 S103"]),
        ("leads:\n- SM QA\n- [AD]\n", ["5:3 S103"]),
        ("leads:\n- SM QA\n- a: b\n", ["5:3 S103"]),
        ("progress:\n- done it\n", ["4:3 S103"]),
        ("progress:\n- note: [a]\n", ["4:9 S103"]),
        ("timescale: [Feb 2024]\n", ["3:12 S103"]),
        ("status: doing\n", ["3:9 S104"]),
        ("status: [complete]\n", ["3:9 S103"]),
        ("status: “complete”\n", ["3:9 S110"]),
        ("progress_rag: {red: x}\n", ["3:15 S103"]),
        ("leads: [SM\u00a0QA]\n", ["3:9 S110"]),
        ("evidence:\n- {title: a, kind: data, file: “a.pdf”}\n", ["4:32 S110"]),
        ("timescale: “Feb 2024”\n", ["3:12 S110"]),
        ("impact_rag: lime\n", ["3:13 S104"]),
        ("review: weekly\n", ["3:9 S104"]),
        ("evidence:\n- title: a\n  kind: gossip\n", ["5:9 S104"]),
        ("timescale: Feb\n", ["3:12 S105"]),
        ("timescale: {written: Feb Priority, due: Feb}\n", ["3:12 S105"]),
        ("timescale:\n  written: Feb Priority\n", ["4:3 S105"]),
        ("extensions:\n- to: May 2024\n  reason: a\n- to: soon\n  reason: b\n", ["6:7 S105"]),
        ("completed: Feb 2024\n", ["3:12 S106"]),
        ("milestones:\n- what: a\n  done: 2024-02-30\n", ["5:9 S106"]),
        ("leads: ['']\n", ["3:9 S108"]),
        ("leads:\n- AD\n-\n", ["5:2 S108"]),
        ("rag_reason: ' '\n", ["3:13 S108"]),
        ("escalations:\n- {raised: May 2024, to: a, asks: b}\n", ["4:12 S106"]),
        ("escalations:\n- raised: 2024-03-01\n  to: a\n", ["4:3 S101"]),
        ("extensions:\n- {to: May 2024, reason: a, decision: A b}\n", ["4:39 S109"]),
        ("status: ''\n", ["3:9 S108"]),
        ("actions:\n- a\n- '  '\n", ["5:3 S108"]),
        ("reporting:\n- report: QA\n", ["4:11 S109"]),
        ("reporting:\n- monthly\n- report: qa-report\n  not: x\n", ["6:3 S102"]),
        ("reporting:\n- note: x\n", ["4:3 S101"]),
        ("impact_measures:\n- [a]\n", ["4:3 S103"]),
        ("status: doing\nleads: AD\nmilestones: x\n", ["4:8 S103", "3:9 S104", "5:13 S103"]),
    ],
    ids=lambda given: given if isinstance(given, str) else " ".join(given),
)
def test_each_misfit_of_an_action_has_its_rule_and_its_place(
    tmp_path: Path, lines: str, expected: list[str]
) -> None:
    assert of_action(tmp_path, lines) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("plan", "title: A\n", "1:1 S101"),
        ("plan", "title: A\norganisation: B\ndate: Q3 2023-24\n", "3:7 S106"),
        ("plan", "title: A\norganisation: B\nfindings:\n- id: a\n", "4:3 S101"),
        ("governance", "board:\n  papers_due: ten\n", "2:15 S107"),
        ("governance", "meetings:\n- on: soon\n", "2:7 S106"),
        ("governance", "reports:\n- {id: a, title: b, cadence: [daily]}\n", "2:31 S104"),
        ("roles", "AD: Director\nTM:\n", "2:1 S108"),
        ("roles", "“AD”: Director\n", "1:1 S110"),
        ("roles", "AD: [Director]\n", "1:5 S103"),
        ("roles", "AD: Director\n'': x\n", "2:1 S108"),
        ("roles", "- AD\n", "1:1 S103"),
        ("roles", "AD\n", "1:1 S103"),
        ("policy", "due_soon_days: -1\n", "1:16 S107"),
        ("policy", "year_starts: aprill\n", "1:14 S104"),
        ("policy", "progress_rag:\n  Red: {}\n  red: {}\n", "3:3 F005"),
        ("policy", "severities: {t301: off, T301: note}\n", "1:25 F005"),
        ("policy", "progress_rag:\n  purple:\n    label: x\n", "2:3 S104"),
        ("policy", "progress_rag:\n  blue:\n    labell: x\n", "3:5 S102"),
        ("policy", "severities: [T304]\n", "1:13 S103"),
        ("governance", "board:\n  meets: {on: second Wensday, starting: May 2024}\n", "2:15 S106"),
        ("governance", "board:\n  meets: {on: first Monday}\n", "2:10 S101"),
        ("governance", "board:\n  meets: {starting: 2024-25}\n", "2:21 S106"),
        ("governance", "board:\n  meets: {starting: May 2024, every: moon}\n", "2:38 S106"),
        ("governance", "board:\n  meets: first Monday\n", "2:10 S103"),
        (
            "governance",
            "board:\n  meets:\n  - {starting: May 2024}\n  - {on: first Monday}\n",
            "4:5 S101",
        ),
        ("governance", "board:\n  meets: [first Monday]\n", "2:11 S103"),
        ("governance", "reports:\n- {id: a, title: b, first: soon}\n", "2:28 S106"),
        ("governance", "projects:\n- {id: a, title: b, timescale: ongoing}\n", "2:32 S105"),
        ("areas__1-practice__area", "ref: ' 1'\ntitle: A\n", "1:6 S109"),
        ("areas__1-practice__area", "- ref: 1\n", "1:1 S103"),
        ("measures__rate", "id: Rate\ntitle: A\n", "1:5 S109"),
        ("measures__rate", "id: rate\ntitle: A\nbaseline: {value: 5%}\n", "3:19 S107"),
        ("measures__rate", f"{OBSERVED}5%}}]\n", "3:36 S107"),
        ("measures__rate", f"{OBSERVED}witheld}}]\n", "3:36 S107"),
        ("measures__rate", "id: rate\ntitle: A\ntargets:\n- value: 1,5\n", "4:10 S107"),
    ],
)
def test_each_misfit_of_another_file_has_its_rule_and_its_place(
    tmp_path: Path, name: str, text: str, expected: str
) -> None:
    path = name.replace("__", "/")
    assert spots(loaded(small_plan(tmp_path, **{name: text}))) == [f"{path}.yaml:{expected}"]


FIGURE_SPACE = "a blank that no keyboard types (U+2007)"
FORMS = "write a day (29 Feb 2024), a month (Feb 2024), a board (Feb 2024 board), a quarter"
BESIDE = "the source's own words can stand beside it: timescale: {written: ..., due: Feb 2024}"
KNOWN_IN_MILESTONE = "“what”, “leads”, “timescale” and “done”"


@pytest.mark.parametrize(
    ("lines", "field", "message", "hint"),
    [
        (
            "milestones:\n- done:\n",
            "milestones[0].what",
            "“what” is missing",
            "add what: and what it should say",
        ),
        (
            "timescales: Feb 2024\n",
            "timescales",
            "“timescales” is not a key that can stand here",
            "did you mean “timescale”?",
        ),
        (
            "milestones:\n- what: a\n  xyz: b\n",
            "milestones[0].xyz",
            "“xyz” is not a key that can stand here",
            f"the keys that can stand here are {KNOWN_IN_MILESTONE}",
        ),
        (
            "reporting:\n- {reprot: qa-report, report: qa-report}\n",
            "reporting[0].reprot",
            "“reprot” is not a key that can stand here",
            "did you mean “report”?",
        ),
        (
            "leads: AD\n",
            "leads",
            "“leads” should be a list, and is a text",
            "put it in brackets, [like this], or each item on a line of its own after a dash",
        ),
        (
            "progress:\n- done it\n",
            "progress[0]",
            "“progress, item 1” should be a group of keys, and is a text",
            "write each key on a line of its own, indented under this one",
        ),
        (
            "rag_reason: [late]\n",
            "rag_reason",
            "“rag_reason” should be a text, and is a list",
            "write one text; if it begins with a bracket or a brace, put it in quotes",
        ),
        (
            "rag_reason: {late: x, so: y}\n",
            "rag_reason",
            "“rag_reason” should be a text, and is a group of keys",
            "write one text; if it begins with a bracket or a brace, put it in quotes",
        ),
        (
            "status: complet\n",
            "status",
            "“complet” is not one of the choices for “status”",
            "did you mean “complete”?",
        ),
        (
            "review: never\n",
            "review",
            "“never” is not one of the choices for “review”",
            "write “monthly”, “quarterly”, “half-yearly” or “yearly”",
        ),
        (
            "timescale: Feb\n",
            "timescale",
            "“Feb” has no year",
            "write the year too, such as 29 Feb 2024, Feb 2024 board or Q3 2023-24",
        ),
        (
            "completed: Feb 2024\n",
            "completed",
            "“Feb 2024” is not a day",
            "write the day, the month and the year, such as 2024-02-29",
        ),
        (
            "leads:\n-\n",
            "leads[0]",
            "“leads, item 1” says nothing",
            "write what it should say, or take the line out",
        ),
        (
            "reporting:\n- report: QA Report\n",
            "reporting[0].report",
            "“QA Report” cannot be used as “report”",
            "write small letters, figures and single hyphens, such as qa-report",
        ),
        (
            "reporting:\n- report: '?!'\n",
            "reporting[0].report",
            "“?!” cannot be used as “report”",
            "write small letters, figures and single hyphens, such as qa-report",
        ),
        (
            "status: [complete]\n",
            "status",
            "“status” should be a text, and is a list",
            "write one text; if it begins with a bracket or a brace, put it in quotes",
        ),
        (
            "rag: red\n",
            "rag",
            "“rag” is not a key that can stand here",
            "did you mean “progress_rag”, “rag_reason” or “impact_rag”?",
        ),
        (
            "status: “complete”\n",
            "status",
            "“status” begins with the quotation mark “, which is then a part of it",
            'write complete, or "complete" with the straight marks of the keyboard',
        ),
        (
            "leads: ['SM\u2007QA']\n",
            "leads[0]",
            f"“leads, item 1” has {FIGURE_SPACE} in it, so it is not the same as what is typed",
            "type it anew, with plain blanks: SM QA",
        ),
        (
            "extensions:\n- {to: soon, reason: a}\n",
            "extensions[0].to",
            "“soon” is not a form of date that planctl reads",
            f"{FORMS} (Q3 2023-24) or a year (2024-25); {BESIDE}",
        ),
    ],
)
def test_each_misfit_has_plain_words_and_a_remedy(
    tmp_path: Path, lines: str, field: str, message: str, hint: str
) -> None:
    [problem] = loaded(small_plan(tmp_path, HEAD + lines)).problems
    assert (problem.ref, problem.field) == ("1.1", field)
    assert (problem.message, problem.hint) == (message, hint)


def test_a_ref_that_is_too_long_has_a_remedy_of_its_own(tmp_path: Path) -> None:
    [problem] = loaded(small_plan(tmp_path, f"ref: 1.1{'x' * 40}\ntitle: First\n")).problems
    assert problem.message == f"“1.1{'x' * 40}” cannot be used as “ref”"
    assert problem.hint == "write a short label on one line, such as 1.10"


def test_a_number_that_is_none_says_what_to_write(tmp_path: Path) -> None:
    [problem] = loaded(small_plan(tmp_path, policy="due_soon_days: soon\n")).problems
    assert problem.message == "“soon” is not a number that can stand here"
    assert problem.hint == "write a whole number in figures, from 0 to 9999"


def test_a_key_that_is_known_elsewhere_is_still_unknown_here(tmp_path: Path) -> None:
    lines = "milestones:\n- what: a\n  status: complete\n"
    assert of_action(tmp_path, lines) == ["5:3 S102"]


def test_every_misfit_of_a_file_is_found(tmp_path: Path) -> None:
    lines = "leads: AD\nmilestones:\n- {}\n- what: a\n  done: soon\ncolour: red\n"
    assert of_action(tmp_path, lines) == ["3:8 S103", "5:3 S101", "7:9 S106", "8:1 S102"]


def test_a_file_of_many_faults_lists_a_hundred_and_counts_the_rest(tmp_path: Path) -> None:
    keys = "".join(f"key{n}: x\n" for n in range(250))
    problems = loaded(small_plan(tmp_path, f'ref: "1.1"\ntitle: First\n{keys}')).problems
    assert len(problems) == 101
    assert problems[99].place.line == 102
    assert problems[100].message == "150 more things in this file do not fit"


def test_a_text_with_a_colon_in_a_list_is_told_from_a_group_of_keys(tmp_path: Path) -> None:
    lines = "actions:\n  - Next: draw up a plan\n"
    [problem] = loaded(small_plan(tmp_path, f'ref: "1.1"\ntitle: First\n{lines}')).problems
    assert problem.hint == (
        "the colon after “Next” makes a key of it: put the whole text in double quotes"
    )


@pytest.mark.parametrize(
    ("file", "lines", "said"),
    [
        (
            "governance",
            "board: {meets: {on: second Wednesday, starting: Jan 2024, not_in: [summer]}}\n",
            "summer",
        ),
        (
            "plan",
            (
                "title: A\norganisation: B\n"
                "mail: {server: smtp.example.org, sender: post@example.org, port: 70000}\n"
            ),
            "“70000” is no port",
        ),
    ],
)
def test_a_value_of_the_front_files_that_cannot_be_is_named(
    file: str, lines: str, said: str, tmp_path: Path
) -> None:
    root = small_plan(tmp_path, HEAD, **{file: lines})
    assert any(said in problem.message for problem in loaded(root).problems)
