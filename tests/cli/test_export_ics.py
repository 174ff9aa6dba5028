"""planctl export --format ics: the plan's days for a calendar."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from cycle import AREA, cycle
from make import ACTION_PATH, AS_AT, OUR_PLAN, put, small_plan
from paper import scene_of
from planctl.render.calendar_file import calendar_file
from repo import clone, planned, titled
from running import Ran, packages_loaded, planctl

pytestmark = pytest.mark.slow

BY_REF = "planctl: entries are known by refs and places, and none that is gone is cancelled"
WITHOUT_GIT = f"{BY_REF}: the plan is not in a git repository\n  hint: git init makes one\n"
NOT_THERE = "planctl: not in the calendar, as the day is not recorded: "


def _export(plan: Path, *words: object) -> Ran:
    return planctl("export", "--plan", plan, "--format", "ics", "--as-at", "2024-03-13", *words)


def test_the_calendar_is_printed_as_it_is_made(tmp_path: Path) -> None:
    ran = _export(cycle(tmp_path))
    assert (ran.code, ran.err) == (0, f"{WITHOUT_GIT}{NOT_THERE}May 2024\n")
    assert ran.out.encode("utf-8") == calendar_file(scene_of(tmp_path, AS_AT))


def test_the_meetings_that_are_not_in_it_are_said_in_one_sentence(tmp_path: Path) -> None:
    shutil.copytree(OUR_PLAN, tmp_path / "plan")
    ran = _export(tmp_path / "plan")
    assert ran.err == f"{WITHOUT_GIT}{NOT_THERE}March 2024, April 2024 and June 2024\n"
    assert "SUMMARY:1.2 due: Forward plan of dip samples\r\n" in ran.out


def test_a_plan_whose_meetings_all_have_a_day_says_nothing_more(tmp_path: Path) -> None:
    small_plan(tmp_path, governance="meetings: [{on: 20 March 2024}]\n")
    ran = _export(tmp_path)
    assert (ran.code, ran.err) == (0, WITHOUT_GIT)


STEPS: Final = (
    "timescale: May 2024\nmilestones: [{what: One, timescale: 2024-04-01}, "
    "{what: Two, timescale: 2024-04-02}]\n"
)


def test_by_its_history_an_entry_keeps_its_id_and_one_that_is_gone_is_cancelled(
    tmp_path: Path,
) -> None:
    made = planned(tmp_path / "a")
    old, new = f"plan/{ACTION_PATH}", f"plan/{AREA}/1.7-renamed.yaml"
    made.commit("2024-02-10", files={old: titled("First", STEPS)})
    before = _events(_export(made.root / "plan"))
    text = titled("First", STEPS.replace("{what: One, timescale: 2024-04-01}, ", ""), "1.7")
    made.commit("2024-03-01", files={old: None, new: text})
    ran = _export(made.root / "plan")
    after = _events(ran)
    assert (ran.code, ran.err) == (0, f"{NOT_THERE}March 2024\n")
    assert after["1.7 due: First"]["UID"] == before["1.1 due: First"]["UID"]
    assert after["1.7 step due: Two"]["UID"] == before["1.1 step due: Two"]["UID"]
    gone = after["Cancelled: 1.1 step due: One"]
    assert gone["UID"] == before["1.1 step due: One"]["UID"]
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", "1")
    assert gone["LAST-MODIFIED"] == "20240301T000000Z"


def test_in_a_shallow_clone_entries_are_known_by_refs_and_that_is_said(tmp_path: Path) -> None:
    made = planned(tmp_path / "a")
    made.commit("2024-02-10", files={f"plan/{ACTION_PATH}": titled("First", STEPS)})
    ran = _export(clone(made, tmp_path / "short", "--depth=1").root / "plan")
    assert ran.code == 0
    assert ran.err.startswith(f"{BY_REF}: this clone is shallow\n  hint: fetch the rest with git ")
    assert _events(ran).keys() == _events(_export(made.root / "plan")).keys()


def _events(ran: Ran) -> dict[str, dict[str, str]]:
    """The lines of each event, by what it shows."""
    found = {}
    for event in ran.out.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]:
        pairs = (line.partition(":")[::2] for line in event.split("\r\n"))
        said = {name.partition(";")[0]: value for name, value in pairs}
        found[said["SUMMARY"]] = said
    return found


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


@pytest.mark.parametrize(("form", "loads"), [("json", set()), ("ics", {"icalendar"})])
def test_what_writes_calendars_is_loaded_only_for_one(form: str, loads: set[str]) -> None:
    words = ("export", "--format", form, "--as-at", "2024-03-13")
    assert packages_loaded({"icalendar"}, *words, cwd=OUR_PLAN) == loads


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
