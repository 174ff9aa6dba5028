"""The file of a calendar: the form that RFC 5545 gives it, whatever the texts of the plan."""

import json
import re
from pathlib import Path
from typing import Final

import pytest
from icalendar import Calendar

from make import OUR_PLAN, small_plan
from paper import scene_of
from planctl.render.calendar_file import calendar_file

WITHOUT_DATES: Final = "terms: []\n"


def _made(root: Path) -> bytes:
    return calendar_file(scene_of(root))


HOSTILE: Final = (
    'a, b; c\\n \\, :;= "q" \N{GRINNING FACE} %2C {{7*7}} <script>\n'
    f"X-EVIL:1\nEND:VEVENT\nATTENDEE:x {'é' * 300} \\"
)


def _hostile(root: Path) -> Path:
    text = json.dumps(HOSTILE, ensure_ascii=False)
    action = f"""\
        ref: "1,1;\\\\n"
        title: {text}
        leads: [{text}]
        timescale: {{written: {text}, due: May 2024}}
        milestones: [{{what: {text}, timescale: May 2024}}]
        """
    governance = f"""\
        board: {{name: {text}}}
        meetings: [{{on: 20 March 2024, note: {text}}}]
        reports: [{{id: r, title: {text}, cadence: [monthly], by: [{text}]}}]
        """
    front = f"title: {text}\norganisation: {text}\n"
    return small_plan(root, action, governance=governance, plan=front)


def test_every_text_comes_back_to_the_letter(tmp_path: Path) -> None:
    read = Calendar.from_ical(_made(_hostile(tmp_path)))
    assert isinstance(read, Calendar)
    board, action, step = read.events
    assert board["summary"] == HOSTILE
    assert board["description"] == f"{HOSTILE}\nReport due: {HOSTILE} ({HOSTILE})"
    assert action["summary"] == f"1,1;\\n due: {HOSTILE}"
    assert action["description"] == f"Lead: {HOSTILE}\nTimescale: {HOSTILE}\nArea 1: Practice"
    assert step["summary"] == f"1,1;\\n step due: {HOSTILE}"


def test_the_name_of_the_calendar_is_one_escaped_line(tmp_path: Path) -> None:
    unfolded = _made(_hostile(tmp_path)).replace(b"\r\n ", b"").decode("utf-8")
    [name] = [line for line in unfolded.split("\r\n") if line.startswith("X-WR-CALNAME:")]
    assert name.startswith('X-WR-CALNAME:a\\, b\\; c\\\\n \\\\\\, :\\;= "q" ')
    assert not [line for line in unfolded.split("\r\n") if line.startswith(("X-EVIL", "ATTENDEE"))]


@pytest.mark.parametrize("plan", ["ours", "hostile", "empty"])
def test_the_file_has_the_form_of_rfc_5545(plan: str, tmp_path: Path) -> None:
    roots = {
        "ours": lambda: OUR_PLAN,
        "hostile": lambda: _hostile(tmp_path),
        "empty": lambda: small_plan(tmp_path, governance=WITHOUT_DATES),
    }
    made = _made(roots[plan]())
    assert made.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert b"\r" not in made.replace(b"\r\n", b"")
    lines = made.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line.decode("utf-8") for line in lines], "no letter is cut in two"
    unfolded = made.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]
    assert [line for line in unfolded if not re.match(r"[A-Z-]+(;VALUE=DATE)?:", line)] == []
    assert unfolded[0] == "BEGIN:VCALENDAR"
    assert {"VERSION:2.0", "PRODID:-//planctl//planctl//EN", "METHOD:PUBLISH"} <= set(unfolded)
    events = unfolded.count("BEGIN:VEVENT")
    for once in ("UID:", "DTSTAMP:", "DTSTART;VALUE=DATE:", "DTEND;VALUE=DATE:", "SUMMARY:"):
        assert sum(line.startswith(once) for line in unfolded) == events
