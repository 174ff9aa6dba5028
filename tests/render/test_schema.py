"""The schemas that editors read: sound, fresh, and of one mind with `check`."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import check_jsonschema  # type: ignore[import-untyped] # it has no stubs
import pytest
from click.testing import CliRunner

from fill import PLACES, Filler, filled
from make import OUR_PLAN, PROJECT
from planctl.load.file_reader import read_file
from planctl.load.source import PlanFile
from planctl.model.plan_files import KINDS
from planctl.render.schema import json_schemas

pytestmark = pytest.mark.slow

SCHEMAS: Final = PROJECT / "schema"
GLOBS: Final = {
    **{kind: f"{kind}.yaml" for kind in ("plan", "governance", "roles", "glossary", "policy")},
    "area": "areas/*/area.yaml",
    "action": "areas/*/[0-9]*.yaml",
    "measure": "measures/*.yaml",
}


def refused(files: Iterable[Path], *schema: str) -> set[str]:
    """The names of the files that check-jsonschema refuses by a schema."""
    ran = CliRunner().invoke(check_jsonschema.main, ["-o", "json", *schema, *map(str, files)])
    report: dict[str, Any] = json.loads(ran.stdout)
    errors = [*report.get("errors", ()), *report.get("parse_errors", ())]
    assert ran.exit_code == bool(errors), ran.stderr
    return {Path(error["filename"]).name for error in errors}


def refused_by(kind: str, files: Iterable[Path]) -> set[str]:
    """The names of the files that the schema of a kind of file refuses."""
    return refused(files, "--schemafile", str(SCHEMAS / f"{kind}.schema.json"))


def test_there_is_a_schema_for_every_kind_of_file() -> None:
    names = {f"{kind}.schema.json" for kind in KINDS}
    assert set(json_schemas()) == {*names, "dashboard.schema.json"}
    assert set(json_schemas()) == {path.name for path in SCHEMAS.iterdir()}


@pytest.mark.parametrize("name", json_schemas())
def test_the_schema_in_the_project_is_fresh(name: str) -> None:
    assert (SCHEMAS / name).read_text("utf-8") == json_schemas()[name]


def test_every_schema_is_a_valid_one_of_2020_12() -> None:
    assert {json.loads(text)["$schema"] for text in json_schemas().values()} == {
        "https://json-schema.org/draft/2020-12/schema"
    }
    assert refused(sorted(SCHEMAS.iterdir()), "--check-metaschema") == set()


@pytest.mark.parametrize("kind", [kind for kind in GLOBS if kind != "measure"])
def test_our_plan_fits_its_schemas(kind: str) -> None:
    files = sorted(OUR_PLAN.glob(GLOBS[kind]))
    assert files
    assert refused_by(kind, files) == set()


@pytest.mark.parametrize("kind", PLACES)
def test_a_file_with_every_key_filled_fits_its_schema(kind: str, tmp_path: Path) -> None:
    root = filled(tmp_path, Filler(lambda _: "words", lambda _: "1.1"))
    assert refused_by(kind, [root / PLACES[kind]]) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_described_for_the_editor(kind: str) -> None:
    schema = json.loads(json_schemas()[f"{kind}.schema.json"])
    groups = {f"#/$defs/{name}": group for name, group in schema["$defs"].items()}
    silent = [
        name
        for group in (schema, *groups.values())
        for name, key in group.get("properties", {}).items()
        if "description" not in key and "description" not in _referred(key, groups)
    ]
    assert silent == []


def _referred(key: dict[str, Any], groups: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The group of keys that a key refers to."""
    inner = [key, *key.get("anyOf", ())]
    return next((groups[each["$ref"]] for each in inner if "$ref" in each), {})


HEAD: Final = 'ref: "1.1"\ntitle: First\n'
FRONT: Final = "title: A plan\norganisation: A council\n"
DECISION: Final = "- id: a\n  meeting: May 2024\n  decided: A\n"
MEASURE: Final = "id: a\ntitle: A\n"
NBSP: Final = "\u00a0"
# Of each kind of file: those that are sound, however oddly written, and those with one fault.
SOUND: Final[dict[str, list[str]]] = {
    "action": [
        HEAD,
        "ref: 1.10\ntitle: 2024\n",
        "ref: 1\ntitle: yes\n",
        "ref: 2 (i)\ntitle: NO\n",
        "ref: true\ntitle: 1.5e3\n",
        HEAD + "actions:\nleads: ~\ntimescale: null\nmilestones:\nevidence: Null\n",
        HEAD + "status:\nreview:\nprogress_rag: ~\ncompleted:\n",
        HEAD + "actions: []\nextensions: []\nimpact_measures: []\n",
        HEAD + "leads: [NO, 1, 2.5, true, off]\n",
        HEAD + "leads: [Managers’, ’tis, \"'x'\"]\n",
        HEAD + f"status: In{NBSP}Progress\nprogress_rag: RED\nreview: Half-Yearly\n",
        HEAD + "status: ' complete '\ntimescale: Feb\u202f2024\n",
        HEAD + "evidence: [{title: “A”, kind: Data, file: “a” b.pdf, url: 'https://a/“b”?c'}]\n",
        HEAD + f"timescale: 29{NBSP}Feb{NBSP}2024\n",
        HEAD + "timescale: 2024-02-29\ncompleted: 2024-2-9\n",
        HEAD + "timescale: 29/2/24\n",
        HEAD + 'timescale: " 31 st March 2024 "\n',
        HEAD + "timescale: feb 2024 BOARD\n",
        HEAD + "timescale: Q3 2023/24\n",
        HEAD + "timescale: 2099-00\n",
        HEAD + "timescale: {written: Feb Priority, due: Feb 2024}\n",
        HEAD + "timescale: {written: 2024, due: 2024-25}\n",
        HEAD + "timescale: ongoing\nreview: half-yearly\nstatus: in progress\n",
        HEAD + "impact_measures: [words, 7, {measure: an-id}, {measure: 4, note: ~}]\n",
        HEAD + "reporting:\n  - {report: qa-report, note: 5}\n  - no\n",
        HEAD + "milestones: [{what: A, leads: ~, timescale: May 2024, done: 1 May 2024}]\n",
        HEAD + "extensions: [{to: {written: a, due: May 2024}, reason: 5}]\n",
        HEAD + "evidence: [{title: A, kind: peer review, url: 'http://a', date: 01.02.2024}]\n",
        HEAD + "progress:\n  - note: |\n      Two\n\n      paragraphs\n",
        HEAD + "extensions: [{to: May 2024, reason: a, refused: 1 May 2024, decision: 2024}]\n",
        HEAD + "escalations: [{raised: 1/5/2024, to: NO, asks: 1, by: ~, decision: a-1}]\n",
        HEAD + "escalations: [{raised: 1 May 2024, to: a, asks: b, needed_by: 2 May 2024}]\n",
        '"ref": !!str 1.1\n"title": !!str First\n',
    ],
    "plan": [
        FRONT,
        FRONT + "version: 1.10\ndate: May 2024\nvision: [1]\n",
        FRONT + "inspection:\nfindings: ~\nclosing_the_loop: {}\n",
        FRONT + "inspection: {date: ~, body: Ofsted}\nfindings: [{id: a-1, title: A}]\n",
    ],
    "governance": [
        "",
        "# nothing yet\n",
        "board: ~\nmeetings:\n",
        "board: {papers_due: 7}\n",
        "board: {papers_due: '7'}\nreports: [{id: a, title: A, cadence: [live]}]\n",
        "board: {meets: {starting: May 2024}}\n",
        "board: {meets: {on: LAST friday, every: Month, starting: May 2024}}\n",
        "board: {meets: {on: last Friday, every: two months, starting: 10 May 2024}}\n",
        "board: {meets: {on: ~, starting: May 2024, until: May 2025, not_in: [Aug 2024]}}\n",
        "board: {meets: [{starting: Jan 2024, until: April 2024}, {starting: May 2024}]}\n",
        "board: {meets: []}\n",
        "reports: [{id: a, title: A, first: May 2024}, {id: b, title: B, first: 1/5/24}]\n",
        "projects: [{id: a, title: A, timescale: Q1 2024-25, done: 2024-5-1}]\n",
    ],
    "decisions": [
        "",
        "# nothing yet\n",
        "~\n",
        "[]\n",
        DECISION,
        DECISION + "  about:\n  follow_up: ~\n",
        DECISION + "  about: [1.1, 2, CP1]\n  follow_up: [{who: NO, what: 1}]\n",
        DECISION + "  follow_up: [{who: AD, what: A, by: 2024-25, done: 1.5.2024}]\n",
        DECISION + "- {id: 2, meeting: 14/2/2024, decided: yes}\n",
    ],
    "evidence": ["", f"evidence/a.pdf: {'0a' * 32}\n"],
    "roles": ["", "~\n", "AD: Assistant director\nSM QA: 1\n", "1: One\nyes: Two\n"],
    "glossary": ["", "CP: Child protection\nNO: 5\n"],
    "policy": [
        "",
        "due_soon_days: 0\noverdue_grace_days: '14'\nstale_after_days: 9999\n",
        "year_starts: January\nseverities: {T301: off, Q401: note}\n",
        "year_starts: january\nseverities: {t301: OFF}\nprogress_rag: {Red: {}}\n",
        "progress_rag: {blue: {label: Held, standings: [embedded]}, red: {}}\nimpact_rag: ~\n",
    ],
    "area": ["ref: 1\ntitle: A\nstatement:\n"],
    "measure": [
        MEASURE + "better: within\ntargets: [{low: -1, high: '2.5', by: 2024-01-31}]\n",
        MEASURE + "baseline: {value: 7.74}\nobservations: [{on: 1 May 2024, value: 0}]\n",
        MEASURE + "better: Higher\nobservations: [{on: 1 May 2024, value: Not Available}]\n",
        MEASURE + "baseline: ~\nunit: 5\n",
    ],
}
FAULTY: Final[dict[str, list[str]]] = {
    "action": [
        'ref: "1.1"\n',
        "ref:\ntitle: First\n",
        "ref: ' 1.1'\ntitle: First\n",
        f"ref: {'x' * 41}\ntitle: First\n",
        'ref: "1.1"\ntitle: ""\n',
        'ref: "1.1"\ntitle: [First]\n',
        "- ref\n- title\n",
        "just words\n",
        HEAD + "colour: red\n",
        HEAD + "colour:\n",
        HEAD + "actions: Draw up a plan\n",
        HEAD + "actions: [~]\n",
        HEAD + "actions: ['  ']\n",
        HEAD + "leads: {AD: yes}\n",
        HEAD + "status: in progress!\n",
        HEAD + "status: “complete”\n",
        HEAD + "status: ''\n",
        "ref: “1.1”\ntitle: First\n",
        "ref: «1.1»\ntitle: First\n",
        "ref: “1.1\ntitle: First\n",
        f"ref: 1{NBSP}1\ntitle: First\n",
        HEAD + "leads: [‘AD’]\n",
        HEAD + "leads: [AD\u200b]\n",
        HEAD + "evidence: [{title: A, kind: data, file: “a.pdf”}]\n",
        HEAD + "review: weekly\n",
        HEAD + "progress_rag: purple\n",
        HEAD + "timescale: Feb\n",
        HEAD + "timescale: 2024\n",
        HEAD + "timescale: 30 Feb 2024\n",
        HEAD + "timescale: 2023-02-29\n",
        HEAD + "timescale: 3/13/2024\n",
        HEAD + "timescale: 2023-25\n",
        HEAD + "timescale: summer 2024\n",
        HEAD + "timescale: ''\n",
        HEAD + "timescale: [May 2024]\n",
        HEAD + "timescale: {written: May 2024}\n",
        HEAD + "timescale: {written: ~, due: May 2024}\n",
        HEAD + "timescale: {written: a, due: May}\n",
        HEAD + "timescale: {written: a, due: May 2024, by: AD}\n",
        HEAD + "completed: May 2024\n",
        HEAD + "completed: 0\n",
        HEAD + "impact_measures: [{measure: An Id}]\n",
        HEAD + "impact_measures: [{note: a}]\n",
        HEAD + "impact_measures: [[a]]\n",
        HEAD + "reporting: [~]\n",
        HEAD + "milestones: [{done: 2024-01-01}]\n",
        HEAD + "milestones: [A]\n",
        HEAD + "milestones: [~]\n",
        HEAD + "extensions: [{to: May 2024}]\n",
        HEAD + "extensions: [{to: ongoing, reason: A}]\n",
        HEAD + "extensions: [{to: May 2024, reason: A, refused: May 2024}]\n",
        HEAD + "extensions: [{to: May 2024, reason: A, decision: A b}]\n",
        HEAD + "escalations: [{to: a, asks: b}]\n",
        HEAD + "escalations: [{raised: May 2024, to: a, asks: b}]\n",
        HEAD + "escalations: [{raised: 1 May 2024, to: a, asks: b, needed_by: soon}]\n",
        HEAD + "escalations: [{raised: 1 May 2024, to: a, asks: b, answer: c}]\n",
        HEAD + "escalations: {raised: 1 May 2024, to: a, asks: b}\n",
        HEAD + "evidence: [{title: A, kind: gossip}]\n",
        HEAD + "evidence: [{title: A, kind: data, link: b}]\n",
    ],
    "plan": [
        "title: A plan\n",
        FRONT + "date: Q1 2024-25\n",
        FRONT + "findings: [{id: A b, title: A}]\n",
        FRONT + "inspection: Ofsted\n",
        FRONT + "closing_the_loop: {sources: [rumour]}\n",
    ],
    "governance": [
        "- a\n",
        "board: {papers_due: seven}\n",
        "board: {papers_due: 7.5}\n",
        "board: {papers_due: -1}\n",
        "meetings: [{note: a}]\n",
        "reports: [{id: a, title: A, cadence: monthly}]\n",
        "reports: [{id: a, title: A, first: Q1 2024-25}]\n",
        "board: {meets: {on: last Friday}}\n",
        "board: {meets: {on: Last Weekday, starting: May 2024}}\n",
        "board: {meets: {on: fifth Friday, starting: May 2024}}\n",
        "board: {meets: {on: 14, starting: May 2024}}\n",
        "board: {meets: {every: whenever, starting: May 2024}}\n",
        "board: {meets: {starting: May 2024, not_in: Aug 2024}}\n",
        "board: {meets: first Monday}\n",
        "board: {meets: [first Monday]}\n",
        "board: {meets: [{on: first Monday}]}\n",
        "projects: [{id: a, title: A, timescale: ongoing}]\n",
        "projects: [{id: a, title: A, done: May 2024}]\n",
    ],
    "decisions": [
        "{}\n",
        "id: a\nmeeting: May 2024\ndecided: A\n",
        "words\n",
        "- words\n",
        "-\n",
        "- id: a\n  meeting: May 2024\n",
        "- {id: A b, meeting: May 2024, decided: A}\n",
        "- {id: a, meeting: 2024-25, decided: A}\n",
        "- {id: a, meeting: May 2024 board, decided: A}\n",
        DECISION + "  about: 1.1\n",
        DECISION + "  abuot: []\n",
        DECISION + "  follow_up: [{who: AD}]\n",
        DECISION + "  follow_up: [{who: AD, what: A, by: ongoing}]\n",
        DECISION + "  follow_up: [{who: AD, what: A, done: May 2024}]\n",
        DECISION + "- {}\n",
    ],
    "evidence": ["a.pdf:\n", "a.pdf: 0a\n", f"a.pdf: {'0A' * 32}\n", "- a.pdf\n"],
    "roles": ["AD:\n", "AD: [a]\n", "- AD\n", "AD: ''\n"],
    "glossary": ["CP: {a: b}\n"],
    "policy": [
        "due_soon_days: 10000\n",
        "due_soon_days: yes\n",
        "year_starts: aprill\n",
        "severities: {T301: fatal}\n",
        "progress_rag: {purple: {}}\n",
        "progress_rag: {red: {standings: [late]}}\n",
        "progress_rag: {red: ~}\n",
    ],
    "area": ["title: A\n", "ref: 1\ntitle: A\nlead: AD\n", ""],
    "measure": [
        MEASURE + "better: bigger\n",
        MEASURE + "baseline: {value: 27%}\n",
        MEASURE + "baseline: {on: 2024-01-31}\n",
        MEASURE + "targets: [{value: '1,250'}]\n",
        MEASURE + "observations: [{value: 1}]\n",
        "id: a_b\ntitle: A\n",
        "title: A\n",
    ],
}


def unfit(kind: str, text: str) -> bool:
    """Whether `check` finds a fault of shape; there is no other kind of fault."""
    problems = read_file(PlanFile(PLACES[kind], text.encode()), "plan").problems
    bands = {problem.rule.code[0] for problem in problems}
    assert bands <= ({"S"} if text else {"F"})
    return bool(bands)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_refuses_what_the_check_finds_and_nothing_else(
    kind: str, tmp_path: Path
) -> None:
    texts = [*SOUND[kind], *FAULTY[kind]]
    faulty = {f"{n}.yaml": n >= len(SOUND[kind]) for n in range(len(texts))}
    for name, text in zip(faulty, texts, strict=True):
        (tmp_path / name).write_text(text, "utf-8")
    said = {text: unfit(kind, text) for text in texts}
    assert said == dict(zip(texts, faulty.values(), strict=True))
    found = refused_by(kind, [tmp_path / name for name in faulty])
    verdicts = {text: name in found for name, text in zip(faulty, texts, strict=True)}
    assert verdicts == said
