"""What a plan says reaches neither the terminal nor the CI server as a command."""

import json
import os
import re
import unicodedata
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from make import ACTION_PATH, put
from planctl.cli.terminal import ResultKind, print_message, print_result
from planctl.model.words import json_text
from repo import planned
from running import Ran, planctl

pytestmark = pytest.mark.slow

COMMAND: Final = "::error::x ##vso[task.setvariable variable=a]b ##[set-env name=a]b ##teamcity[x]"
TURNED: Final = "\u202eturned\u2066 \u200b"
ODD: Final = f"{COMMAND} {TURNED}"
PLAN: Final = {  # names take no characters that cannot be seen
    "plan.yaml": f"title: '{ODD}'\norganisation: '{COMMAND}'\nvision: ['{ODD}']\n"
    f"findings: [{{id: a, title: '{ODD}'}}]\n",
    "roles.yaml": f"'{COMMAND}': '{ODD}'\nAD: '{ODD}'\n",
    "glossary.yaml": f"'{COMMAND}': '{ODD}'\n",
    "governance.yaml": f"board: {{name: '{COMMAND}'}}\n"
    f"meetings: [{{on: 2024-04-10, note: '{ODD}'}}]\n",
    "areas/1-practice/area.yaml": f"ref: 1\ntitle: '{ODD}'\n",
    "measures/m.yaml": f"id: m\ntitle: '{ODD}'\nunit: '{COMMAND}'\nbetter: higher\n"
    "baseline: {value: 1, on: 2024-01-01}\ntargets: [{value: 5, by: 2024-12-31}]\n"
    f"observations: [{{on: 2024-02-01, value: 2, source: '{ODD}'}}]\nowner: '{COMMAND}'\n",
    ACTION_PATH: f"ref: '1.1'\ntitle: '{ODD}'\nleads: ['{COMMAND}', '::nobody']\n"
    f"actions: ['{ODD}']\ntimescale: 1 Feb 2024\nstatus: in progress\n"
    f"progress: [{{date: 2024-02-01, by: '{COMMAND}', note: '{ODD}'}}]\n"
    f"progress_rag: green\nrag_reason: '{ODD}'\nimpact_measures: [{{measure: m}}]\n",
    "areas/1-practice/::error::1.2.yaml": f"ref: '1.2'\ntitle: '{ODD}'\nleads: ['{COMMAND}']\n",
    "areas/1-practice/##vso[x]1.3.yaml": "ref: [\n",
}
CI: Final = {"CI": "true", "TF_BUILD": "True"}
DAY: Final = ("--as-at", "2024-03-13")
SCREENS: Final = {
    "check --format text": 1,
    "status": 1,
    "status --format github-summary": 1,
    "show 1.1": 1,
    "show 1.1 --history": 1,
    "agenda": 1,
    "chase": 1,
    "coverage": 1,
    "measure list": 1,
    "measure show m": 1,
    "diff HEAD~1": 1,
    "doctor": 1,
    "fmt --check": 1,
    "update 1.1 --progress ::x --on 2024-03-12 --dry-run": 0,
    "set 1.1 title ::x --dry-run": 0,
    "meeting --good-news ::x --dry-run": 0,
    "report --out pack": 1,
    "export --format csv --out tables": 1,
    "explain F017": 0,
}
DATA: Final = {
    "check --format json": 1,
    "check --format gitlab": 1,
    "check --format sarif": 1,
    "status --format json": 1,
    "show 1.1 --format json": 1,
    "agenda --format json": 1,
    "chase --format json": 1,
    "coverage --format json": 1,
    "diff HEAD~1 --format json": 1,
    "measure list --format json": 1,
    "doctor --format json": 1,
    "export": 1,
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose plan says what a terminal or a CI server could take for a command."""
    made = planned(tmp_path_factory.mktemp("odd"))
    made.commit(
        "2024-02-02", ODD, {f"plan/{path}": text for path, text in PLAN.items()}, by="a\x1b[31m"
    )
    put(made.root, {os.fsdecode(b"plan/areas/1-practice/1.4-\xff\x1b[2J\n::error::.yaml"): "x"})
    return made.root


def _run(words: str, home: Path) -> Ran:
    day = () if words.split(maxsplit=1)[0] in {"doctor", "fmt", "explain", "diff"} else DAY
    if words == "export":
        day = ()
    return planctl(*words.split(), *day, cwd=home, env=CI)


def _unseen(text: str) -> set[str]:
    """The characters of a text that move a cursor, turn the writing round or cannot be seen."""
    return {c for c in text if unicodedata.category(c)[0] == "C" and c != "\n"}


def _commands(text: str) -> list[str]:
    """What a CI server would take for a command in a log."""
    return re.findall(r"(?m)^\s*::.*|##[A-Za-z]*\[.*", text)


@pytest.mark.parametrize(("words", "code"), SCREENS.items(), ids=[*SCREENS])
def test_a_screen_holds_no_command(words: str, code: int, home: Path) -> None:
    ran = _run(words, home)
    assert (ran.code, "Traceback" in ran.err) == (code, False)
    for text in (ran.out, ran.err):
        assert not _unseen(text)
        assert not _commands(text)


@pytest.mark.parametrize(("words", "code"), DATA.items(), ids=[*DATA])
def test_json_holds_no_command_and_what_cannot_be_seen_as_an_escape(
    words: str, code: int, home: Path
) -> None:
    ran = _run(words, home)
    assert ran.code == code
    assert not _unseen(ran.out)
    assert not _commands(ran.out)
    assert json.loads(ran.out)


@pytest.mark.parametrize("form", ["github", "azure"])
def test_a_code_host_gets_the_commands_that_are_meant_and_no_other(form: str, home: Path) -> None:
    ran = _run(f"check --format {form}", home)
    assert not _unseen(ran.out)
    start = {
        "github": r"::(error|warning|notice) file=plan/",
        "azure": r"##vso\[task.logissue type",
    }
    *lines, last = ran.out.splitlines()
    assert lines
    assert all(re.match(start[form], line) for line in lines)
    assert not _commands(last)


def test_junit_holds_no_command_and_what_cannot_be_seen_as_a_reference(home: Path) -> None:
    ran = _run("check --format junit", home)
    assert not _unseen(ran.out)
    assert not _commands(ran.out)
    names = [case.get("name", "") for case in ET.fromstring(ran.out).iter("testcase")]  # noqa: S314
    assert f"1.1 {ODD}" in names


def test_the_report_of_an_import_holds_no_command(tmp_path: Path) -> None:
    lines = ["Ref,Action,Lead,Timescale,Other", f'1.1,"{ODD}\n{ODD}",{ODD},"{ODD}",{ODD}']
    (tmp_path / "odd.csv").write_text("\n".join(lines), "utf-8")
    ran = planctl("import", "odd.csv", "--into", "made/plan", cwd=tmp_path, env=CI)
    assert ran.code == 0
    for text in (ran.out, ran.err, (tmp_path / "made/import-report.json").read_text("utf-8")):
        assert not _unseen(text)
        assert not _commands(text)


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_pack_that_is_printed_in_a_log_of_a_ci_server_holds_no_command(
    form: str, home: Path
) -> None:
    ran = _run(f"report --format {form} -o -", home)
    assert ran.out
    assert not _commands(ran.out)


def test_outside_of_a_ci_server_a_text_stays_as_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CI", "TF_BUILD", "TEAMCITY_VERSION"):
        monkeypatch.delenv(name, raising=False)
    print_result(f"{COMMAND}\n")
    print_message(COMMAND)
    assert capsys.readouterr() == (f"{COMMAND}\n", f"{COMMAND}\n")


def test_the_colours_of_a_screen_stay_and_other_signs_to_the_terminal_go(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\x1b[1;31mred\x1b[0m\x1b[2J\x07\ta\nb\n"
    monkeypatch.setattr("planctl.cli.terminal.has_colour", lambda: True)
    print_result(text)
    assert capsys.readouterr().out == "\x1b[1;31mred\x1b[0m�[2J�→a\nb\n"
    monkeypatch.setattr("planctl.cli.terminal.has_colour", lambda: False)
    print_result(text)
    assert capsys.readouterr().out == "�[1;31mred�[0m�[2J�→a\nb\n"


def test_data_stays_to_the_character_but_for_commands_to_a_ci_server(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    print_result("\t\u202e::a\n  ::b ##vso[x]\n", ResultKind.DATA)
    print_result("::a\n##vso[x]\n", ResultKind.COMMANDS)
    assert capsys.readouterr().out == "\t\u202e::a\n  : :b # #vso[x]\n::a\n##vso[x]\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("é – “£”", '"é – “£”"'),
        ("\u202e\u2066", '"\\u202e\\u2066"'),
        ("\x7f\x85\u00a0\ufeff", '"\\u007f\\u0085\\u00a0\\ufeff"'),
        ("\U000e0041", '"\\udb40\\udc41"'),
        ("\udcff", '"\\udcff"'),
        ("## a ##vso[b] ##[c]", '"## a \\u0023#vso[b] \\u0023#[c]"'),
    ],
)
def test_json_says_the_same_with_escapes(value: str, text: str) -> None:
    assert json_text(value) == text
    assert json.loads(text) == value
