"""Where planctl meets the machine: the plan's folder, the day, the streams."""

import io
import sys
from contextlib import chdir
from datetime import date, timedelta
from pathlib import Path

import pytest

from make import AS_AT, put, small_plan
from planctl.cli.terminal import prepare_streams, print_message, today
from planctl.model.problem import Stop
from planctl.workspace.folder import find_plan, folder_name
from running import planctl, process

LATE = 'ref: "1.1"\ntitle: First\ntimescale: Feb 2024\nstatus: in progress\n'
NEARER = "title: A nearer one\norganisation: A council\n"


def _title(*words: str, cwd: Path, **env: str) -> str:
    title: str = planctl("export", *words, cwd=cwd, env=env).json["plan"]["title"]
    return title


def test_the_nearest_plan_upwards_is_the_plan(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", LATE)
    put(tmp_path, {"near/plan/plan.yaml": NEARER, "near/deep/down/x.txt": ""})
    assert _title(cwd=tmp_path) == "A small plan"
    assert _title(cwd=tmp_path / "plan/areas/1-practice") == "A small plan"
    assert _title(cwd=tmp_path / "near/deep/down") == "A nearer one"
    assert _title(cwd=tmp_path / "near/plan") == "A nearer one"


def test_a_plan_is_named_by_flag_or_environment_and_the_flag_wins(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            f"{name}/plan.yaml": f"title: {name}\norganisation: A council\n"
            for name in ("plan", "b", "c")
        },
    )
    assert _title(cwd=tmp_path) == "plan"
    assert _title(cwd=tmp_path, PLANCTL_PLAN="b") == "b"
    assert _title("--plan", "c", cwd=tmp_path, PLANCTL_PLAN="b") == "c"


def test_a_named_plan_may_be_its_folder_or_the_one_that_holds_it(tmp_path: Path) -> None:
    small_plan(tmp_path / "house/plan", LATE)
    assert find_plan(tmp_path / "house/plan") == tmp_path / "house/plan"
    assert find_plan(tmp_path / "house") == tmp_path / "house/plan"
    assert find_plan(tmp_path / "house/plan/plan.yaml") == tmp_path / "house/plan"


@pytest.mark.parametrize(
    ("named", "why"),
    [("nowhere", ", and no such folder"), ("a.txt", ", which is a file"), ("folder", "")],
)
def test_where_there_is_no_plan_it_is_said_what_is_there(
    named: str, why: str, tmp_path: Path
) -> None:
    put(tmp_path, {"a.txt": "", "folder/b.txt": ""})
    with chdir(tmp_path), pytest.raises(Stop) as stopped:
        find_plan(Path(named))
    assert stopped.value.message == f"there is no plan in {named}{why}"


def test_a_plan_that_lost_its_front_file_is_still_found_by_its_areas(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", LATE)
    (tmp_path / "plan/plan.yaml").unlink()
    ran = planctl("check", cwd=tmp_path)
    assert ran.code == 1
    assert "plan/plan.yaml:1:1: F014" in ran.out


def test_where_there_is_no_plan_the_hint_says_where_to_go(tmp_path: Path) -> None:
    ran = planctl("check", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"planctl: there is no plan here: no plan/plan.yaml in {tmp_path} or any folder above it\n"
        "  hint: go to the folder above plan/, or name the plan with --plan FOLDER\n"
    )


def test_the_day_is_named_by_flag_or_environment_and_the_flag_wins(tmp_path: Path) -> None:
    small_plan(tmp_path, LATE)

    def as_at(*words: str, **env: str) -> object:
        return planctl("status", "--format", "json", *words, cwd=tmp_path, env=env).json["as_at"]

    assert as_at("--as-at", "1 March 2024") == "2024-03-01"
    assert as_at(PLANCTL_AS_AT="2024-03-02") == "2024-03-02"
    assert as_at("--as-at", "3/3/2024", PLANCTL_AS_AT="2024-03-02") == "2024-03-03"


def test_without_a_day_the_plan_is_judged_for_today(tmp_path: Path) -> None:
    small_plan(tmp_path, LATE)
    before = today()
    written = planctl("status", "--format", "json", cwd=tmp_path).json["as_at"]
    assert before <= date.fromisoformat(written) <= before + timedelta(days=1)


def test_the_day_decides_what_is_overdue(tmp_path: Path) -> None:
    small_plan(tmp_path, LATE)
    assert planctl("check", "--as-at", "2024-02-29", cwd=tmp_path).code == 0
    assert planctl("check", "--as-at", "2024-03-01", cwd=tmp_path).code == 1


def test_the_plan_is_named_as_from_the_current_folder(tmp_path: Path) -> None:
    root = small_plan(tmp_path / "house/plan", LATE)
    with chdir(tmp_path):
        assert folder_name(root) == "house/plan"
    with chdir(root / "areas"):
        assert folder_name(root) == root.resolve().as_posix()


def test_letters_go_down_a_pipe_in_utf_8_whatever_the_machine_speaks(tmp_path: Path) -> None:
    small_plan(tmp_path, 'ref: "1.1"\ntitle: Café “über” 計\n')
    ran = process("show", "1.1", cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"})
    assert ran.code == 0
    assert ran.out.startswith("1.1 Café “über” 計\n")


def test_a_lone_surrogate_is_printed_and_is_no_crash(tmp_path: Path) -> None:
    small_plan(tmp_path, 'ref: "1.1"\ntitle: First\n')
    ran = planctl("show", "1.1", cwd=tmp_path, env={"PLANCTL_AS_AT": "\udc80"})
    assert ran.code == 2
    assert "“\N{REPLACEMENT CHARACTER}” is not" in ran.err


def test_a_stream_that_is_no_file_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    prepare_streams()
    assert sys.stdout is stream


def test_results_are_buffered_where_python_is_told_not_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "out").open("wb", buffering=0) as file:
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(file, write_through=True))
        prepare_streams()
        assert isinstance(sys.stdout.buffer, io.BufferedWriter)
        assert sys.stdout.buffer.raw is file


def test_streams_that_were_closed_read_nothing_and_write_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    prepare_streams()
    sys.stdout.write("to nobody")
    with sys.stdin, sys.stdout, sys.stderr:
        assert sys.stdin.read() == ""


def test_what_nobody_can_be_told_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError

    gone = Gone()
    monkeypatch.setattr(sys, "stderr", gone)
    print_message("nothing was written")
    assert sys.stderr is not gone
    with sys.stderr:
        print_message("and this neither")


def test_every_printed_day_is_the_one_that_was_asked_for(tmp_path: Path) -> None:
    small_plan(tmp_path, LATE)
    assert planctl("check", "--as-at", AS_AT, cwd=tmp_path).out.endswith("as at 13 March 2024\n")
