"""How a run ends: one of a few exit codes, results and everything else kept apart."""

import os
import sys
import tempfile
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import pytest

from make import OUR_PLAN, small_plan
from running import planctl, process

pytestmark = pytest.mark.slow

SOUND = 'ref: "1.1"\ntitle: First\n'
BROKEN = 'ref: "1.1"\ntitle: "First\n'


def _raising(error: BaseException) -> Callable[..., NoReturn]:
    def fall(*_: object, **__: object) -> NoReturn:
        raise error

    return fall


def test_a_plan_without_errors_ends_with_0(tmp_path: Path) -> None:
    small_plan(tmp_path, SOUND)
    ran = planctl("check", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


def test_a_plan_with_an_error_ends_with_1(tmp_path: Path) -> None:
    small_plan(tmp_path, BROKEN)
    ran = planctl("check", cwd=tmp_path)
    assert (ran.code, ran.err) == (1, "")
    assert "F004" in ran.out


USAGE = {
    "no words": ("", "Usage: planctl [OPTIONS] COMMAND"),
    "unknown command": ("checks", "no command “checks” hint: did you mean “check”?"),
    "unknown flag": ("check --strict", "check has no flag --strict"),
    "an argument too many": ("check 1.1", "“1.1” is more than check takes"),
    "an argument too few": ("show", "show needs REF hint: REF: The ref of an action"),
    "unknown weight": (
        "check --fail-on all",
        "--fail-on cannot be “all” hint: it can be “error”, “warning” or “note”",
    ),
    "unknown format": ("check --format xml", "--format cannot be “xml”"),
    "unknown format of the pack": ("report --format odt", "--format cannot be “odt”"),
    "unknown format of an export": ("export --format xml", "--format cannot be “xml”"),
    "unknown colour": ("status --rag pink", "--rag cannot be “pink”"),
    "no plan": ("check --plan nowhere", "there is no plan in nowhere"),
    "no such day": ("check --as-at 2024-02-30", "a day that does not exist"),
    "a month for a day": ("status --as-at Feb-2024", "“Feb-2024” is not"),
    "no day": ("report --as-at someday", "“someday” is not"),
    "unknown ref": ("show 9.9", "the plan has no action “9.9”"),
    "unknown area": ("status --area 9", "the plan has no area “9”"),
    "unknown role": ("status --lead CEO", "the plan has no role “CEO”"),
    "unknown code": ("explain X999", "there is no rule “X999”"),
    "unknown meeting": ("report --for 2024-05-13", "no meeting of the board on 2024-05-13"),
    "no day for a meeting": ("report --for soon", "“soon” is not"),
    "a quarter for a meeting": ("report --for Q3-2023-24", "“Q3-2023-24” is"),
    "two formats down a pipe": ("report -o -", "a pipe takes one format"),
    "two formats by a template": ("report --template my.j2", "a template of your own is for one"),
    "no template": ("report --format md --template my.j2", "there is no template my.j2"),
}


@pytest.mark.parametrize(("words", "said"), USAGE.values(), ids=USAGE)
def test_a_wrong_word_ends_with_2_and_says_what_is_wrong(
    words: str, said: str, tmp_path: Path
) -> None:
    small_plan(tmp_path, SOUND)
    ran = planctl(*words.split(), cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())
    assert "Traceback" not in ran.err


def test_a_wrong_word_of_ours_comes_with_a_hint_on_a_line_of_its_own(tmp_path: Path) -> None:
    small_plan(tmp_path, SOUND)
    assert planctl("status", "--lead", "SM Q", cwd=tmp_path).err == (
        "planctl: the plan has no role “SM Q”\n  hint: did you mean “SM QA”?\n"
    )


def test_expected_trouble_without_a_remedy_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planctl.model.problem import Stop

    small_plan(tmp_path, SOUND)
    monkeypatch.setattr(
        "planctl.workspace.plan.open_workspace", _raising(Stop("the desk is on fire"))
    )
    ran = planctl("check", cwd=tmp_path)
    assert (ran.code, ran.err) == (2, "planctl: the desk is on fire\n")


def test_a_bug_ends_with_3_and_one_line_that_names_the_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_plan(tmp_path / "plan", SOUND)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(
        "planctl.workspace.plan.open_workspace", _raising(ZeroDivisionError("a £ bug"))
    )
    ran = planctl("check", "--as-at", "2024-03-13", cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "")
    [line] = ran.err.splitlines()
    said, _, name = line.rpartition(" ")
    assert said == "planctl: this is a bug in planctl, sorry. The trace is in"
    trace = Path(name).read_text("utf-8")
    assert trace.startswith("planctl check --as-at 2024-03-13\n\nTraceback (most recent call last)")
    assert trace.endswith("ZeroDivisionError: a £ bug\n")


def test_a_stopped_run_ends_with_130(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_plan(tmp_path, SOUND)
    monkeypatch.setattr("planctl.workspace.plan.open_workspace", _raising(KeyboardInterrupt()))
    assert planctl("check", cwd=tmp_path) == (130, "", "planctl: stopped\n")


def test_a_run_that_is_stopped_while_it_loads_ends_with_130(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planctl.cli.run.program", _raising(KeyboardInterrupt()))
    assert planctl("check") == (130, "", "planctl: stopped\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("status", "--as-at", "2024-03-01"), 0),
        (("check", "--as-at", "2024-03-01"), 1),
        (("show", "9.9"), 2),
    ],
    ids=["0", "1", "2"],
)
def test_a_process_ends_as_a_run_does(words: tuple[str, ...], code: int) -> None:
    ran = process(*words, cwd=OUR_PLAN)
    assert ran == planctl(*words, cwd=OUR_PLAN)
    assert ran.code == code


CLOSED = (
    ("check", 1),
    ("status", 0),
    ("show 1.1", 0),
    ("report -o - --format html", 0),
    ("export", 0),
    ("explain", 0),
    ("check --help", 0),
)


@pytest.mark.parametrize(("words", "code"), CLOSED)
def test_a_reader_that_has_gone_is_no_trouble(words: str, code: int) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = process(*words.split(), cwd=OUR_PLAN, stdout=writing)
    finally:
        os.close(writing)
    assert (ran.code, ran.err) == (code, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_what_was_printed_without_the_door_does_not_fail_behind_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def prints(*_: object) -> int:
        sys.stdout.write("a result")
        return 0

    monkeypatch.setattr("planctl.cli.run._run_words", prints)
    with TextIOWrapper(Path("/dev/full").open("wb"), "utf-8") as full:
        ran = planctl("check", stdout=full)
        full.flush()
    assert (ran.code, ran.err.startswith("planctl: the result could not be printed")) == (2, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_said_in_a_sentence() -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        ran = process("check", cwd=OUR_PLAN, stdout=full)
    finally:
        os.close(full)
    said = "planctl: the result could not be printed: No space left on device\n  hint: "
    assert ran.code == 2
    assert ran.err.startswith(said)
    assert ran.err.count("\n") == 2


PIPE, DEVICE = "pipe", "/dev/zero"
NOT_PLAIN = {
    "import PATH --into i/plan": 2,
    "measure load PATH --source x": 2,
    "sheet read PATH": 1,
    "check --baseline PATH": 2,
    "baseline PATH": 2,
    "report --format html --template PATH": 2,
    "merge-driver PATH PATH PATH plan/roles.yaml": 2,
    "check --format json=PATH": 2,
    "export --out PATH": 2,
    "export --format xlsx --out PATH.xlsx": 2,
    "import PATH/x --into i/plan": 2,
    "check --plan PATH": 2,
    "report --out PATH": 2,
    "init PATH --title x --organisation y": 2,
}


@pytest.mark.parametrize("path", [PIPE, DEVICE])
@pytest.mark.parametrize(("words", "code"), NOT_PLAIN.items(), ids=[*NOT_PLAIN])
def test_a_pipe_or_a_device_in_place_of_a_file_ends_in_a_sentence(
    tmp_path: Path, words: str, code: int, path: str
) -> None:
    small_plan(tmp_path / "plan", SOUND)
    for name in ("pipe", "pipe.xlsx"):
        os.mkfifo(tmp_path / name)
    if path == DEVICE and ".xlsx" in words:
        return
    ran = planctl(*words.replace("PATH", path).split(), cwd=tmp_path)
    assert (ran.code, "Traceback" in ran.err) == (code, False)
    assert ran.err + ran.out
    assert Path(DEVICE).is_char_device()
    assert (tmp_path / PIPE).is_fifo()


def test_words_that_are_no_text_are_told_so(tmp_path: Path) -> None:
    small_plan(tmp_path, SOUND)
    ran = planctl("import", "a\udcff\x1b.csv", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err == (
        "planctl: “a\\xff\\x1b.csv” is not UTF-8 text\n"
        "  hint: give the file or folder a name of plain letters and figures\n"
    )
