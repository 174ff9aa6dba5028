"""planctl export --format ics: the plan's days for a calendar."""

import subprocess
import sys
from pathlib import Path

import pytest

from cycle import AREA, cycle
from make import AS_AT, OUR_PLAN, put, small_plan
from paper import scene_of
from planctl.render.ics import as_ics
from running import Ran, planctl

NOT_THERE = "planctl: not in the calendar, as the day is not recorded: "


def _export(plan: Path, *words: object) -> Ran:
    return planctl("export", "--plan", plan, "--format", "ics", "--as-at", "2024-03-13", *words)


def test_the_calendar_is_printed_as_it_is_made(tmp_path: Path) -> None:
    ran = _export(cycle(tmp_path))
    assert (ran.code, ran.err) == (0, f"{NOT_THERE}May 2024\n")
    assert ran.out.encode("utf-8") == as_ics(scene_of(tmp_path, AS_AT))


def test_the_meetings_that_are_not_in_it_are_said_in_one_sentence() -> None:
    ran = _export(OUR_PLAN)
    assert ran.err == f"{NOT_THERE}March 2024, April 2024 and June 2024\n"
    assert "SUMMARY:1.2 due: Forward plan of dip samples\r\n" in ran.out


def test_a_plan_whose_meetings_all_have_a_day_says_nothing_more(tmp_path: Path) -> None:
    small_plan(tmp_path, governance="meetings: [{on: 20 March 2024}]\n")
    ran = _export(tmp_path)
    assert (ran.code, ran.err) == (0, "")


def test_a_calendar_without_a_broken_file_says_so(tmp_path: Path) -> None:
    put(cycle(tmp_path), {f"{AREA}/1.9-broken.yaml": '"'})
    ran = _export(tmp_path)
    assert ran.code == 1
    assert "not read, and in no count: " in ran.err
    assert ran.out.startswith("BEGIN:VCALENDAR\r\n")


def test_json_is_of_no_day(tmp_path: Path) -> None:
    cycle(tmp_path)
    made = [
        planctl("export", "--plan", tmp_path, "--as-at", day) for day in ("2024-03-13", "1/1/2025")
    ]
    assert made[0] == made[1]
    assert made[0].code == 0


@pytest.mark.parametrize("form", ["json", "ics"])
def test_a_day_that_cannot_be_read_is_refused_all_the_same(form: str, tmp_path: Path) -> None:
    ran = planctl("export", "--plan", cycle(tmp_path), "--format", form, "--as-at", "soon")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("planctl: “soon” ")


@pytest.mark.parametrize(("form", "loads"), [("json", "False"), ("ics", "True")])
def test_what_writes_calendars_is_loaded_only_for_one(form: str, loads: str) -> None:
    code = (
        "import atexit, sys\n"
        f"sys.argv = ['planctl', 'export', '--format', '{form}', '--as-at', '2024-03-13']\n"
        "atexit.register(lambda: print('icalendar' in sys.modules, file=sys.stderr))\n"
        "from planctl.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code],
        cwd=OUR_PLAN,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.stderr.split()[-1] == loads


def test_a_calendar_can_be_written_to_a_file_byte_for_byte(tmp_path: Path) -> None:
    words = ("export", "--plan", OUR_PLAN, "--as-at", "2024-03-13", "--format", "ics")
    ran = planctl(*words, "--out", "papers/board.ics", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "papers/board.ics\n")
    written = (tmp_path / "papers" / "board.ics").read_bytes()
    assert written == planctl(*words).out.encode()
    assert written.startswith(b"BEGIN:VCALENDAR\r\n")


def test_the_plan_as_json_can_be_written_to_a_file(tmp_path: Path) -> None:
    ran = planctl("export", "--plan", OUR_PLAN, "--out", "plan.json", cwd=tmp_path)
    assert ran.code == 0
    assert (tmp_path / "plan.json").read_text("utf-8") == planctl("export", "--plan", OUR_PLAN).out
