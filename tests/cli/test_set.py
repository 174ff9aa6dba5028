"""planctl set: one key of one file, and nothing else."""

from pathlib import Path
from typing import Final

import pytest

from make import SMALL, small_plan
from repo import planned
from running import Ran, planctl

ACTION: Final = """\
ref: "1.1"
title: First
actions: [One]
leads: [AD]
timescale: 29 Feb 2024
milestones:
  - what: One
"""
FILE: Final = "areas/1-practice/1.1-first.yaml"
DECISION: Final = "- id: a\n  meeting: 14 February 2024\n  decided: x\n"
MEASURE: Final = "id: rate\ntitle: Rate\nbetter: lower\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return small_plan(
        tmp_path,
        ACTION,
        measures__rate=MEASURE,
        glossary="CP: Child protection\n",
        decisions=DECISION,
    )


def _set(plan: Path, *words: str) -> Ran:
    return planctl("set", *words, "--plan", plan, "--as-at", "2024-02-01")


@pytest.mark.parametrize(
    ("words", "file", "line"),
    [
        (
            ("1.1", "title", "Second: the"),
            "areas/1-practice/1.1-first.yaml",
            'title: "Second: the"',
        ),
        (("1.1", "leads", "AD", "SM QA"), FILE, "leads: [AD, SM QA]"),
        (
            ("1.1", "milestones.1.done", "2024-01-02"),
            "areas/1-practice/1.1-first.yaml",
            "    done: 2024-01-02",
        ),
        (
            ("1.1", "milestones.2", "what=Two", "timescale=May 2024"),
            "areas/1-practice/1.1-first.yaml",
            "  - what: Two",
        ),
        (("1.1", "milestones.2.what", "Two"), FILE, "  - what: Two"),
        (("1.1", "actions.2", "More"), FILE, "actions: [One, More]"),
        (
            ("1.1", "depends_on.1", "new-system"),
            "areas/1-practice/1.1-first.yaml",
            "depends_on: [new-system]",
        ),
        (
            ("1.1", "verified", "by=SM QA", "on=2024-01-30", "how=Looked = read"),
            "areas/1-practice/1.1-first.yaml",
            "  how: Looked = read",
        ),
        (
            ("1.1", "timescale.written", "Feb", "--correct"),
            FILE,
            "timescale: {written: Feb, due: 29 Feb 2024}",
        ),
        (("1.1", "leads", "[AD, SM QA]"), FILE, "leads: [AD, SM QA]"),
        (("1.1", "milestones.2", "what=Two", "leads=AD"), FILE, "    leads: [AD]"),
        (("1.1", "milestones.2", "what=Two", "leads=[AD, SM QA]"), FILE, "    leads: [AD, SM QA]"),
        (("1.1", "milestones.1", "leads=AD", "leads=SM QA"), FILE, "    leads: [AD, SM QA]"),
        (
            ("1.1", "milestones.1", "timescale=Mar 2024", "done="),
            FILE,
            "    timescale: Mar 2024",
        ),
        (("1.1", "milestones.1", "what=[Two]"), FILE, '  - what: "[Two]"'),
        (("1.1", "impact_measures", "rate", "Rate"), FILE, "  - measure: rate"),
        (("1.1", "impact_measures.1", "rate=x"), FILE, "  - rate=x"),
        (("1.1", "impact_measures.1", "measure=rate"), FILE, "  - measure: rate"),
        (("1.1", "reporting.1", "qa-report"), FILE, "  - report: qa-report"),
        (("1.1", "title", "rate"), FILE, "title: rate"),
        (("rate", "better", "higher"), "measures/rate.yaml", "better: higher"),
        (("area 1", "title", "New"), "areas/1-practice/area.yaml", "title: New"),
        (("plan", "inspection.body", "Ofsted"), "plan.yaml", "  body: Ofsted"),
        (("governance", "board.name", "The Board"), "governance.yaml", "  name: The Board"),
        (
            ("governance", "board.meets", "on=first Monday", "starting=Jan 2024"),
            "governance.yaml",
            "    starting: Jan 2024",
        ),
        (
            ("governance", "board.meets.1", "starting=Jan 2024"),
            "governance.yaml",
            "    - starting: Jan 2024",
        ),
        (("glossary", "CP", "Child protection plan"), "glossary.yaml", "CP: Child protection plan"),
        (("roles", "DCS", "Director"), "roles.yaml", "DCS: Director"),
        (("governance.yaml", "board.name", "CIB"), "governance.yaml", "  name: CIB"),
        (("plan/plan.yaml", "title", "New"), "plan.yaml", "title: New"),
        (("Area-1", "title", "New"), "areas/1-practice/area.yaml", "title: New"),
        (("“area 1”", "title", "New"), "areas/1-practice/area.yaml", "title: New"),
        (("1.1", "status", "In  Progress"), FILE, "status: in progress"),
        (("1.1", "progress_rag", "RED"), FILE, "progress_rag: red"),
        (
            ("plan", "closing_the_loop.sources", "Data", "Peer Review"),
            "plan.yaml",
            "  sources: [data, peer review]",
        ),
        (
            ("governance", "board.meets", "on=Last friday", "starting=May 2024"),
            "governance.yaml",
            "    on: last Friday",
        ),
        (("board", "papers_due", "7"), "governance.yaml", "  papers_due: 7"),
        (("area", "1", "title", "New"), "areas/1-practice/area.yaml", "title: New"),
        (("action", "1.1", "title", "New"), FILE, "title: New"),
        (("measure", "Rate", "unit", "cases"), "measures/rate.yaml", "unit: cases"),
        (("measure", "rate", "target", "5"), "measures/rate.yaml", "  - value: 5"),
        (
            ("rate", "target", "value=5", "by=2024-09-30"),
            "measures/rate.yaml",
            "    by: 2024-09-30",
        ),
        (("role", "sm qa", "name", "Manager"), "roles.yaml", "SM QA: Manager"),
        (("role", "AD", "meaning", "Head"), "roles.yaml", "AD: Head"),
        (("finding", "core-groups", "title", "New"), "plan.yaml", "    title: New"),
        (("meeting", "14 Feb 2024", "note", "In public"), "governance.yaml", "    note: In public"),
        (
            ("report", "qa-report", "cadence", "monthly"),
            "governance.yaml",
            "    cadence: [monthly]",
        ),
        (("project", "new-system", "phase", "pilot"), "governance.yaml", "    phase: pilot"),
        (("decision", "a", "decided", "Go"), "decisions.yaml", "  decided: Go"),
        (("policy", "due_soon_days", "3"), "policy.yaml", "due_soon_days: 3"),
    ],
)
def test_a_key_is_set(plan: Path, words: tuple[str, ...], file: str, line: str) -> None:
    ran = _set(plan, *words)
    assert ran.code == 0, ran.err
    assert line in (plan / file).read_text("utf-8").splitlines()


STEP: Final = "  - what: One\n    timescale: Mar 2024  # firm\n    done: 2024-02-01\n"
LINK: Final = "  - measure: rate\n    note: Ours\n"


@pytest.mark.parametrize(
    ("key", "before", "words", "after"),
    [
        ("milestones", STEP, ("1", "what=Two"), STEP.replace("One", "Two")),
        ("milestones", STEP, ("1", "done="), STEP.replace(" 2024-02-01", "")),
        (
            "milestones",
            STEP.replace("  # firm", ""),
            ("1", "leads=AD", "timescale=May 2024"),
            "  - what: One\n    leads: [AD]\n    timescale: May 2024\n    done: 2024-02-01\n",
        ),
        (
            "progress",
            "  - {date: 2024-02-01, note: One}\n",
            ("1", "note=Two", "by=AD"),
            "  - {date: 2024-02-01, note: Two, by: AD}\n",
        ),
        (
            "milestones",
            "  - what: One\n    timescale: Mar 2024\n",
            ("1.timescale", "written=Spring"),
            "  - what: One\n    timescale: {written: Spring, due: Mar 2024}\n",
        ),
        (
            "impact_measures",
            "  - Rate\n",
            ("1.measure", "rate"),
            "  - measure: rate\n    note: Rate\n",
        ),
        ("impact_measures", "  - rate\n", ("1.note", "Ours"), LINK),
        ("impact_measures", LINK, ("1", "rate"), LINK),
        ("impact_measures", f"{LINK}  - More\n", ("rate", "Less"), f"{LINK}  - Less\n"),
        ("impact_measures", LINK, ("1", "Words"), "  - Words\n"),
    ],
)
def test_keys_of_an_item_are_set_and_its_others_stay(
    plan: Path, key: str, before: str, words: tuple[str, ...], after: str
) -> None:
    file = plan / FILE
    start = "ref: '1.1'\ntitle: First\n"
    file.write_text(f"{start}{key}:\n{before}", "utf-8")
    named = (f"{key}.{words[0]}", *words[1:]) if words[0][0] == "1" else (key, *words)
    ran = _set(plan, "1.1", *named)
    assert ran.code == 0, ran.err
    assert file.read_text("utf-8") == f"{start}{key}:\n{after}"


def test_what_a_role_is_called_is_set_beside_its_address(plan: Path) -> None:
    (plan / "roles.yaml").write_text("AD: {means: Director, email: ad@example.org}\nSM QA: M\n")
    assert _set(plan, "role", "AD", "meaning", "Head").code == 0
    assert "AD: {means: Head, email: ad@example.org}\n" in (plan / "roles.yaml").read_text()


def test_a_text_that_is_an_id_is_said_to_be_written_as_a_link(plan: Path) -> None:
    ran = _set(plan, "1.1", "impact_measures", "rate")
    assert "written as a link to the measure rate" in ran.err


RULE: Final = "board:\n  meets: # as agreed\n    on: second Wednesday\n    starting: Jan 2024\n"
OLD: Final = f"{RULE}    until: May 2024\n"
RULES: Final = """\
board:
  meets:
    - on: second Wednesday
      starting: Jan 2024
      until: May 2024
    - starting: June 2024
      until: Dec 2024
"""


@pytest.mark.parametrize(
    ("text", "words", "after"),
    [
        pytest.param(
            RULE,
            ("board.meets.until", "May 2024"),
            OLD,
            id="a key of the only rule",
        ),
        pytest.param(
            RULE,
            ("board.meets.1.until", "May 2024"),
            OLD,
            id="the only rule by its number",
        ),
        pytest.param(
            OLD.replace(" # as agreed", ""),
            ("board.meets.2", "starting=June 2024", "until=Dec 2024"),
            RULES,
            id="another rule beside the only one",
        ),
        pytest.param(
            OLD.replace(" # as agreed", ""),
            ("board.meets.2.starting", "June 2024"),
            RULES.replace("      until: Dec 2024\n", ""),
            id="a key of another rule beside the only one",
        ),
        pytest.param(
            OLD,
            ("board.meets.2", "starting=June 2024"),
            "",
            id="another rule where a comment would be lost",
        ),
        pytest.param(
            RULE,
            ("board.meets.2.not_in.1", "Aug 2024"),
            "",
            id="half a rule",
        ),
        pytest.param(
            RULES,
            ("board.meets.1.until", "April 2024"),
            RULES.replace("May 2024", "April 2024"),
            id="a key of one of several",
        ),
        pytest.param(
            RULES,
            ("board.meets.3", "starting=Jan 2025"),
            f"{RULES}    - starting: Jan 2025\n",
            id="a third",
        ),
    ],
)
def test_the_rules_of_meetings_are_set_one_or_several(
    text: str, words: tuple[str, ...], after: str, plan: Path
) -> None:
    file = plan / "governance.yaml"
    file.write_text(text, "utf-8")
    ran = _set(plan, "governance", *words)
    assert (ran.code, file.read_text("utf-8")) == (0 if after else 2, after or text), ran.err


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        (RULE, ("board.meets.3", "starting=June 2024"), "board.meets has 1 item"),
        (RULES, ("board.meets.until", "May 2024"), "as in board.meets.1"),
        (RULES, ("board.meets", "starting=May 2024"), "name one of them, as in board.meets.1.on"),
    ],
)
def test_which_rule_of_meetings_is_meant_has_to_be_said(
    text: str, words: tuple[str, ...], why: str, plan: Path
) -> None:
    (plan / "governance.yaml").write_text(text, "utf-8")
    ran = _set(plan, "governance", *words)
    assert (ran.code, why in ran.err) == (2, True), ran.err


def test_an_empty_value_clears_a_key(plan: Path) -> None:
    assert _set(plan, "1.1", "rag_reason", "x").code == 0
    assert _set(plan, "1.1", "rag_reason", "").code == 0
    assert "rag_reason:\n" in (plan / "areas/1-practice/1.1-first.yaml").read_text("utf-8")


def test_a_file_of_comments_takes_a_key(plan: Path) -> None:
    (plan / "policy.yaml").write_text("# All of it is optional.\n# due_soon_days: 30\n")
    assert _set(plan, "policy", "due_soon_days", "3").code == 0
    assert (plan / "policy.yaml").read_text().endswith(": 30\ndue_soon_days: 3\n")


def test_a_promise_in_two_parts_is_not_changed_by_its_keys(plan: Path) -> None:
    promise = "timescale: {written: Spring, due: Mar 2024}"
    (plan / FILE).write_text(ACTION.replace("timescale: 29 Feb 2024", promise), "utf-8")
    assert "never changed in place" in _set(plan, "1.1", "timescale", "due=May 2024").err
    assert _set(plan, "1.1", "timescale", "due=Mar 2024").out.startswith("nothing changes")


def test_a_timescale_that_was_not_promised_yet_may_be_set(plan: Path) -> None:
    small_plan(plan, ACTION.replace(" 29 Feb 2024", ""))
    assert _set(plan, "1.1", "timescale", "May 2024").code == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("1.1", "timescale", "May 2024"), "never changed in place"),
        (("1.1", "timscale", "May 2024"), "did you mean “timescale”"),
        (("1.1", "zzz", "x"), "the keys that can stand here are ref, title"),
        (("1.1", "title.x", "x"), "is not a key that can stand here"),
        (("1.1", "ref", "1.2"), "use planctl rename"),
        (("1.1", "title", "a", "b"), "title takes one value, and 2 were given"),
        (("1.1", "milestones", "x"), "name one of them, as in milestones.1.what"),
        (("1.1", "milestones.x.done", "x"), "say which item of it, as in milestones.1"),
        (("1.1", "milestones.0.done", "x"), "say which item of it"),
        (("1.1", "milestones.4.what", "x"), "milestones has 1 item\n"),
        (("1.1", "milestones.2.leads.2", "x"), "begin with number 1"),
        (("1.1", "verified", "x"), "write them as in verified by=... on=..."),
        (("1.1", "milestones.2", "what=x", "lead=AD"), "did you mean “leads”"),
        (("1.1", "milestones.1", "what=x", "what=y"), "takes one value, and 2 were given"),
        (("1.1", "impact_measures.1", "notes=x"), "did you mean “note”"),
        (("governance", "meetings.9.challenges.1.asks", "x"), "the next would be meetings."),
        (("1.1", "pauses.1.x.2", "x"), "is not a key that can stand here"),
        (("plan", "findings", "title=x"), "name one of them, as in findings.1.id"),
        (("1.1", "actions.1", ""), "is not taken out by a command"),
        (("1.1", "status", "done"), "nothing was written"),
        (("1.2", "title", "x"), "the plan has no action “1.2”"),
        (("policy", "due_soon_days", "three"), "nothing was written"),
        (("area 1", "ref", "2"), "use planctl rename area OLD NEW"),
        (("rate", "id", "x"), "use planctl rename measure OLD NEW"),
        (("area", "1", "title"), "the key or the value is missing"),
        (("role", "XY", "name", "x"), "the plan has no role “XY”"),
        (("role", "AD", "title", "x"), "is not a key that can stand here"),
        (("report", "x", "title", "x"), "the plan has no report “x”"),
        (("meeting", "May 2024", "note", "x"), "governance.yaml lists no meeting of May 2024"),
        (("area 9", "title", "x"), "the plan has no area “9”\n  hint: the plan has “1”\n"),
        (("1", "title", "x"), "that is an area: planctl status --area 1 lists its actions"),
        (("1.1", "leads", "AD, SM QA"), "those are 2 names: write each as an item of its own"),
    ],
)
def test_what_cannot_be_set_is_refused(plan: Path, words: tuple[str, ...], why: str) -> None:
    before = {file: file.read_bytes() for file in plan.rglob("*.yaml")}
    ran = _set(plan, *words)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert {file: file.read_bytes() for file in plan.rglob("*.yaml")} == before


def test_a_plan_file_that_is_broken_is_not_taken_for_a_missing_one(plan: Path) -> None:
    (plan / "roles.yaml").write_text("AD: [\n")
    assert "roles.yaml could not be read" in _set(plan, "roles", "AD", "x").err
    (plan / "areas/1-practice/area.yaml").write_text("ref: [\n")
    assert "area 1 has no area.yaml that can be read" in _set(plan, "area 1", "title", "x").err
    assert SMALL


SEEN: Final = """\
ref: "1.1"
title: First
progress:
  - {date: 2024-02-12, note: Begun}
evidence:
  - {title: Report, kind: document}
"""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("1.1 progress.1.note Stopped", "T315 1.1: taken out of progress: “Begun”"),
        ("1.1 evidence.1.title Other", "T315 1.1: taken out of evidence: “Report”"),
        ("rate baseline.value 3", "T324 baseline of “Rate” was “1”, and is now “3”"),
        (
            "governance meetings.1.on 2024-02-15",
            "T329 the meeting of 14 February 2024, which is past, is no longer in the plan",
        ),
        (
            "policy severities.T301 note",
            "T328 made less strict: the rule T301 is a note, and not an error",
        ),
        ("1.1 progress.2.note More", ""),
        ("1.1 title Other", ""),
    ],
)
def test_what_a_board_has_seen_is_not_changed_in_silence(
    words: str, told: str, tmp_path: Path
) -> None:
    made = planned(tmp_path)
    files = {
        "areas/1-practice/1.1-first.yaml": SEEN,
        "governance.yaml": "meetings: [{on: 2024-02-14}]\n",
        "policy.yaml": "severities: {T301: error}\n",
        "measures/rate.yaml": f"{MEASURE}baseline: {{value: 1, on: 2024-01-01}}\n",
    }
    made.commit("2024-02-13", "Say more", {f"plan/{path}": files[path] for path in files})
    ran = planctl("set", *words.split(), "--as-at", "2024-03-01", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert ran.told.partition("\n")[0] == (f"planctl: to be seen to: {told}" if told else "")


def test_which_of_several_targets_is_meant_has_to_be_said(plan: Path) -> None:
    targets = "targets: [{value: 5, by: 2024-06-30}, {value: 4, by: 2024-09-30}]\n"
    (plan / "measures/rate.yaml").write_text(MEASURE + targets)
    ran = _set(plan, "rate", "target", "3")
    assert (ran.code, "the measure has 2 targets\n  hint: say which, as in" in ran.err) == (2, True)


def test_a_file_that_cannot_be_read_is_not_set(plan: Path) -> None:
    (plan / "roles.yaml").write_text("AD: [")
    ran = _set(plan, "role", "AD", "name", "Director")
    assert (ran.code, "roles.yaml could not be read" in ran.err) == (2, True)
