"""planctl add: something new in the plan, in the house form, and nothing else changed."""

from pathlib import Path
from typing import Final

import pytest

from make import SMALL, put, small_plan
from running import Ran, planctl
from terminal import at_terminal

MODELINE: Final = "# yaml-language-server: $schema=../../../schema/area.schema.json\n"
AREA: Final = f"{MODELINE}ref: 1\ntitle: Practice\n"
GOVERNANCE: Final = """\
board: {name: CIB}   # as agreed
meetings:
  - on: 14 February 2024   # the first
  - on: March 2024
reports:
  - id: qa-report
    title: QA report
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    measure = "id: rate\ntitle: Rate\n"
    return small_plan(
        tmp_path,
        'ref: "1.1"\ntitle: First\n',
        governance=GOVERNANCE,
        measures__rate=measure,
        **{"areas__1-practice__area": AREA},
    )


def _add(plan: Path, *words: str) -> Ran:
    return planctl("add", *words, "--plan", plan, "--as-at", "2024-03-13")


@pytest.mark.parametrize(
    ("words", "file", "lines"),
    [
        pytest.param(
            ("area", "Housing: repairs", "--statement", "Once, and in time"),
            "areas/2-housing-repairs/area.yaml",
            f'{MODELINE}ref: "2"\ntitle: "Housing: repairs"\nstatement: Once, and in time\n',
            id="an area has the next ref, and the modeline of its kind",
        ),
        pytest.param(
            ("area", "--title", "Children", "--ref", "C1"),
            "areas/C1-children/area.yaml",
            f"{MODELINE}ref: C1\ntitle: Children\n",
            id="an area of a ref of one's own",
        ),
        pytest.param(
            (
                *("measure", "The rate of repairs", "HIGHER", "--baseline", "7"),
                *("--baseline-on", "last friday", "--target", "9", "--target-by", "2025-03-31"),
            ),
            "measures/rate-repairs.yaml",
            "# yaml-language-server: $schema=../../schema/measure.schema.json\n"
            "id: rate-repairs\ntitle: The rate of repairs\nbetter: higher\n"
            "baseline:\n  value: 7\n  on: 2024-03-08\ntargets:\n  - value: 9\n"
            "    by: 2025-03-31\n",
            id="a measure has an id of its words, and its groups of keys",
        ),
        pytest.param(
            ("measure", "Rate?", "--better", "lower"),
            "measures/rate-2.yaml",
            "id: rate-2\n",
            id="an id that is not free gets a number",
        ),
        pytest.param(
            (
                *("action", "1", "Dip samples", "--lead", "AD", "--lead", "SM QA"),
                *("--measure", "rate", "--report", "qa-report", "--depends-on", "1.1"),
                *("--timescale", "Sept 2024"),
            ),
            "areas/1-practice/1.2-dip-samples.yaml",
            'ref: "1.2"\ntitle: Dip samples\nactions:\nexpected_impact:\n'
            "impact_measures:\n  - measure: rate\nreporting:\n  - report: qa-report\n"
            "leads: [AD, SM QA]\ntimescale: Sept 2024\nstatus: not started\nfindings:\n"
            'depends_on: ["1.1"]\n',
            id="an action has the keys that wait, and links to what the plan has",
        ),
        pytest.param(
            ("role", "DCS", "Director"),
            "roles.yaml",
            "AD: Assistant director\nDCS: Director\n",
            id="a role is a line of roles.yaml",
        ),
        pytest.param(
            ("finding", "Visits to children", "--text", "Too few"),
            "plan.yaml",
            "    title: Core groups\n  - id: visits-children\n    title: Visits to children\n"
            "    text: Too few\n",
            id="a finding comes after the others",
        ),
        pytest.param(
            ("meeting", "10 Jan 2024", "8 May 2024", "--note", "In Room 2"),
            "governance.yaml",
            "board: {name: CIB}   # as agreed\nmeetings:\n  - on: 10 Jan 2024\n"
            "    note: In Room 2\n  - on: 14 February 2024   # the first\n  - on: March 2024\n"
            "  - on: 8 May 2024\n    note: In Room 2\nreports:\n",
            id="meetings come in their order, and comments stay",
        ),
        pytest.param(
            ("report", "Audits", "--cadence", "Monthly", "--first", "May 2024", "--by", "AD"),
            "governance.yaml",
            "  - id: audits\n    title: Audits\n    cadence: [monthly]\n    first: May 2024\n"
            "    by: [AD]\n",
            id="a word of a closed list is as the list has it",
        ),
        pytest.param(
            ("project", "New system", "--id", "system", "--timescale", "Dec 2024"),
            "governance.yaml",
            "projects:\n  - id: system\n    title: New system\n    timescale: Dec 2024\n",
            id="the first project makes the list",
        ),
        pytest.param(
            ("decision", "14 Feb 2024", "Go on", "--about", "1.1", "--who", "AD", "--what", "Plan"),
            "decisions.yaml",
            "# yaml-language-server: $schema=../schema/decisions.schema.json\n"
            '- id: 2024-02-a\n  meeting: 14 Feb 2024\n  decided: Go on\n  about: ["1.1"]\n'
            "  follow_up:\n    - who: AD\n      what: Plan\n",
            id="the first decision makes the file",
        ),
    ],
)
def test_it_is_written_in_the_house_form(
    plan: Path, words: tuple[str, ...], file: str, lines: str
) -> None:
    before = (plan / file).read_text("utf-8") if (plan / file).exists() else ""
    ran = _add(plan, *words)
    assert ran.code == 0, ran.err
    after = (plan / file).read_text("utf-8")
    assert lines in after
    assert set(before.splitlines()) <= set(after.splitlines())
    assert f"  +{lines.splitlines()[-1]}\n" in ran.out or lines.splitlines()[-1] in before


FIRST: Final = """\
board:
  name: CIB
  meets:
    every: six weeks
    starting: 8 Jan 2025
    not_in: [August]
"""


@pytest.mark.parametrize(
    ("words", "after"),
    [
        (
            "every month on the second Wednesday, from Jan 2024 until Dec 2024",
            "    - on: second Wednesday\n      every: month\n      starting: Jan 2024\n",
        ),
        (
            "quarterly but not in August and Dec 2024, from Feb 2024 until Dec 2024",
            "      until: Dec 2024\n      not_in: [August, Dec 2024]\n",
        ),
    ],
)
def test_a_rule_of_meetings_stands_beside_those_that_are_there(
    plan: Path, words: str, after: str
) -> None:
    put(plan, {"governance.yaml": "board:\n  name: CIB\n"})
    rule = ("every six weeks but August", "--starting", "8 Jan 2025")
    assert _add(plan, "meeting", *rule).code == 0
    assert (plan / "governance.yaml").read_text("utf-8") == FIRST
    assert _add(plan, "meeting", words).code == 0
    text = (plan / "governance.yaml").read_text("utf-8")
    assert text.startswith("board:\n  name: CIB\n  meets:\n    - every: six weeks\n")
    assert after in text
    earlier = ("every year", "--starting", "Jan 2020", "--until", "Jan 2023")
    assert _add(plan, "meeting", *earlier).code == 0
    assert "      every: year\n" in (plan / "governance.yaml").read_text().replace("- e", "  e")


def test_a_rule_that_could_mean_two_things_is_asked(plan: Path) -> None:
    typed = [
        ("By which rule the board meets: ", "fortnightly\n"),
        ("The first of these meetings: ", "\n"),
        ("The first of these meetings: ", "3 June 2026\n"),
    ]
    words = ("add", "meeting", "every second Wednesday", "--plan", ".")
    (plan / "governance.yaml").unlink()
    seen = at_terminal(*words, cwd=plan, typed=typed)
    assert seen.code == 0, seen.screen
    text = "board:\n  meets:\n    every: fortnight\n    starting: 3 June 2026\n"
    assert (plan / "governance.yaml").read_text("utf-8").endswith(text)


def test_the_next_decision_comes_after_the_last_with_the_next_letter(plan: Path) -> None:
    text = "- id: 2024-02-a\n  meeting: 14 Feb 2024\n  decided: Go on\n"
    put(plan, {"decisions.yaml": text})
    assert _add(plan, "decision", "14 Feb 2024", "And more").code == 0
    more = "- id: 2024-02-b\n  meeting: 14 Feb 2024\n  decided: And more\n"
    assert (plan / "decisions.yaml").read_text("utf-8") == text + more
    assert _add(plan, "decision", "14 Feb 2024", "And more", "--id", "own-id").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("area", "Practice", "--ref", "1"), "the ref “1” belongs to the area “Practice” already"),
        (("action", "9", "A"), "the plan has no area “9”"),
        (("action", "1", "A", "--ref", "1.1"), "1.1 is an action of area 1 already"),
        (("action", "1", "A", "--lead", "Nobody"), "“Nobody” is not a role in roles.yaml"),
        (("action", "1", "A", "--timescale", "30 Feb 2025"), "a day that does not exist"),
        (("measure", "A", "lower", "--id", "rate"), "“rate” is a measure already"),
        (("measure", "A", "upwards"), "upwards"),
        (("role", "ad", "Another"), "“AD” is a role already: Assistant director"),
        (("finding", "A", "--id", "core-groups"), "“core-groups” is a finding already"),
        (("meeting", "14 Feb 2024"), "the board of 14 February 2024 is listed already"),
        (("meeting", "1 May 2024", "May 2024"), "the board of May 2024 is listed already"),
        (("meeting", "every second Wednesday"), "does not say for sure when the board meets"),
        (("meeting", "monthly"), "the first meeting of the rule was not said"),
        (("meeting", "May 2024", "--until", "May 2025"), "--until belongs to a rule of meetings"),
        (("meeting", "31 Sept 2024"), "a day that does not exist"),
        (("decision", "15 Feb 2024", "Go on"), "the board did not meet on 15 February 2024"),
        (("role", "DCS", "--meaning", ""), "the meaning is empty"),
        (("role", "DCS", "--name", "X", "--meaning", "Y"), "the name was given twice: DCS and X"),
        (
            ("role", "DCS"),
            "the meaning of the role was not said\n  hint: say it with --meaning",
        ),
        (
            ("role",),
            "the name and the meaning of the role were not said\n  hint: say it with --name",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    plan: Path, words: tuple[str, ...], said: str
) -> None:
    before = {file: file.read_bytes() for file in plan.rglob("*.yaml")}
    ran = _add(plan, *words)
    assert ran.code == 2
    assert said in ran.err
    assert {file: file.read_bytes() for file in plan.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    "words",
    [
        ("area", "Housing"),
        ("action", "1", "Dip samples"),
        ("measure", "Visits", "higher"),
        ("finding", "Visits"),
        ("report", "Audits"),
        ("project", "System"),
        ("decision", "14 Feb 2024", "Go on"),
    ],
    ids=lambda words: words[0],
)
def test_what_the_plan_has_already_is_added_again_only_where_that_is_said(
    words: tuple[str, ...], plan: Path
) -> None:
    kind, *named = words
    assert _add(plan, *words).code == 0
    again = _add(plan, kind, *named[:-1], named[-1].upper() if len(words) != 3 else named[-1])
    assert f"“{'Visits' if kind == 'measure' else named[-1]}” already: " in again.err
    flag = "--ref" if kind in {"area", "action"} else "--id"
    assert f"say so with {flag}" in again.err
    assert _add(plan, *words, flag, "2.9" if kind == "action" else "nine").code == 0


@pytest.mark.parametrize("address", ["https://example.org/area.schema.json", "x"])
def test_a_schema_that_is_kept_elsewhere_is_not_guessed(plan: Path, address: str) -> None:
    line = f"# yaml-language-server: $schema={address}\n"
    put(plan, {"areas/1-practice/area.yaml": f"{line}ref: 1\ntitle: Practice\n"})
    assert _add(plan, "measure", "Visits", "higher").code == 0
    assert (plan / "measures/visits.yaml").read_text("utf-8").startswith("id: visits\n")
    assert _add(plan, "area", "Other").code == 0
    assert (plan / "areas/2-other/area.yaml").read_text("utf-8").startswith(line)


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    plan = put(tmp_path, {path: text for path, text in SMALL.items() if path != "roles.yaml"})
    assert _add(plan, "role", "DCS", "Director").code == 0
    assert (plan / "roles.yaml").read_text("utf-8") == "DCS: Director\n"


def test_figures_of_a_new_measure_are_read_as_those_that_are_recorded(plan: Path) -> None:
    figures = ("--baseline", "1,140.50", "--baseline-on", "2024-03-31", "--target", "71 cases")
    words = ("Checks", "lower", "--id", "checks", "--unit", "cases", *figures)
    ran = _add(plan, "measure", *words, "--target-by", "March 2027")
    assert ran.code == 0, ran.err
    text = (plan / "measures/checks.yaml").read_text("utf-8")
    assert ("1140.5" in text, "value: 71\n" in text, "by: 2027-03-31" in text) == (True,) * 3


@pytest.mark.parametrize("unit", ["cases", "people", "children on a plan"])
def test_fewer_than_none_cannot_be_counted(unit: str, plan: Path) -> None:
    ran = _add(plan, "measure", "Checks", "lower", "--unit", unit, "--baseline", "-4")
    assert (ran.code, "is less than nought, and the measure counts" in ran.err) == (2, True)


def test_a_name_of_a_person_for_a_role_is_told_as_it_is_written(plan: Path) -> None:
    ran = _add(plan, "role", "John Smith", "Head")
    assert (ran.code, "to be seen to: P512" in ran.err) == (0, True)
    assert "P512" not in _add(plan, "role", "DCS", "Director").err


def test_a_file_that_cannot_be_read_is_not_written_over(plan: Path) -> None:
    put(plan, {"roles.yaml": "AD: ["})
    assert "roles.yaml could not be read" in _add(plan, "role", "DCS", "Director").err


def test_at_a_terminal_what_is_missing_is_asked(plan: Path) -> None:
    typed = [
        ("Area of the action: ", "7\n"),
        ("is none of 1", "1\n"),
        ("Title of the action: ", "\n"),
        ("Title of the action: ", "Visits\n"),
        ("Action of the action: ", "Visit\n"),
        ("and another, or Enter: ", "\n"),
        ("Lead of the action: ", "\n"),
        ("Timescale of the action: ", "soon\n"),
        ("Timescale of the action: ", "May 2024\n"),
    ]
    seen = at_terminal("add", "action", "--plan", ".", cwd=plan, typed=typed)
    assert seen.code == 0, seen.screen
    file = plan / "areas/1-practice/1.2-visits.yaml"
    assert "actions:\n  - Visit\n" in file.read_text("utf-8")
    assert "timescale: May 2024\n" in file.read_text("utf-8")
