"""One first promise everywhere: where the file has another in its place, git knows it."""

import csv
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook
from pyarrow.parquet import read_table

from kept import ACTION, GOVERNANCE, not_committed, not_kept
from planctl.model.timescale import KnownFrom
from planctl.workspace.past import first_promises
from planctl.workspace.plan import open_workspace
from repo import Repo, clone, planned, titled
from running import Ran, planctl

pytestmark = pytest.mark.slow

OPEN: Final = "leads: [SM QA]\nstatus: in progress\n"
FEB: Final = f"timescale: 29 Feb 2024\n{OPEN}"
JUNE: Final = f"timescale: 30 Jun 2024\n{OPEN}"
WHEN: Final = ("--as-at", "2024-03-20")
FIRST: Final = (
    "First promised for 29 February 2024; changed in the file without the board's agreement"
)


@pytest.fixture
def changed(tmp_path: Path) -> Repo:
    """A plan whose first promise was changed in place, after a board had seen it."""
    made = planned(tmp_path / "repo")
    made.commit("2024-02-05", "The board", {"plan/governance.yaml": GOVERNANCE})
    made.commit("2024-02-06", "For the board", {ACTION: titled("First", FEB)})
    made.commit("2024-02-20", "After it", {ACTION: titled("First", JUNE)})
    return made


def _run(of: Repo, *words: str) -> Ran:
    ran = planctl(*words, *WHEN, cwd=of.root)
    assert ran.code == 0, ran.err
    return ran


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_the_status_counts_slippage_from_the_first_promise(changed: Repo) -> None:
    made = _run(changed, "status", "--format", "json").json
    [action] = made["actions"]
    assert {key: action[key] for key in action if "original" in key or "slip" in key} == {
        "original_due": "2024-02-29",
        "original_timescale": "29 Feb 2024",
        "original_changed": True,
        "original_known_from": "git",
        "slippage_days": 0,
    }
    assert (action["timescale"], action["due"]) == ("30 Jun 2024", "2024-02-29")
    assert action["progress_rag"]["standing"] == "overdue"
    assert made["burn_up"]["promised_known_from"] == "git"
    [then] = [mark for mark in made["burn_up"]["by"] if mark["day"] == "2024-03-20"]
    assert (then["promised"], then["due"]) == (1, 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status",), "First promises changed without the board 1.1 First: first 29 February 2024"),
        (("status", "--area", "1"), "1.1 First: first 29 February 2024, now 30 June 2024"),
        (
            ("status", "--format", "github-summary"),
            (
                "## First promises changed without the board - 1.1 First: first 29 February 2024, "
                "now 30 June 2024"
            ),
        ),
        (("show", "1.1"), "First promise: 29 February 2024"),
        (
            ("show", "1.1"),
            "the plan has “30 Jun 2024” now, which no meeting of the board has agreed",
        ),
        (("chase",), "due 29 February 2024, 20 days late"),
        (("show", "1.1"), FIRST),
        (
            ("agenda",),
            "without the board (1) 1.1 First, first 29 February 2024, now 30 June 2024 SM QA",
        ),
        (("export", "--format", "ics"), "First promised for: 29 Feb 2024"),
        (
            ("report", "--format", "md", "-o", "-"),
            (
                "**Date changed without the board**: First promised for 29 February 2024; "
                "changed on or before 20 February 2024, to 30 June 2024."
            ),
        ),
        (
            ("report", "--format", "md", "-o", "-"),
            "Decide whether the date of 1.1 First, first 29 February 2024 and now 30 June 2024",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_printed_says_the_first_promise(
    words: tuple[str, ...], said: str, changed: Repo
) -> None:
    assert said in _flat(_run(changed, *words).out.replace("\\", "").replace("\r\n ", ""))


def test_programs_get_the_first_promise_of_the_whole_plan_and_for_the_agenda(
    changed: Repo,
) -> None:
    exported = _run(changed, "export").json
    assert exported["areas"][0]["actions"][0]["timescale"] == "30 Jun 2024"
    assert exported["first_promises"] == {
        "known_from": "git",
        "actions": [
            {
                "ref": "1.1",
                "area": "1",
                "timescale": "29 Feb 2024",
                "due": "2024-02-29",
                "changed": True,
            }
        ],
    }
    agenda = _run(changed, "agenda", "--format", "json").json
    assert agenda["first_promises_changed"] == [
        {"ref": "1.1", "title": "First", "first": "29 Feb 2024", "now": "30 Jun 2024"}
    ]


TABLED: Final = ["2024-02-29", "29 Feb 2024", "true", "git", "0"]


def _csv(of: Repo) -> list[str]:
    _run(of, "export", "--format", "csv", "--out", "csv")
    text = (of.root / "csv/action_status.csv").read_text("utf-8-sig")
    [row] = csv.DictReader(text.splitlines())
    return [row[name] for name in COLUMNS]


COLUMNS: Final = (
    "original_due_day",
    "original_timescale",
    "is_original_changed",
    "original_known_from",
    "slippage_days",
)


def _sqlite(of: Repo) -> list[str]:
    _run(of, "export", "--format", "sqlite", "--out", "plan.sqlite")
    base = sqlite3.connect(of.root / "plan.sqlite")
    [row] = base.execute(f"SELECT {', '.join(COLUMNS)} FROM action_status")  # noqa: S608
    base.close()
    return [str(cell) for cell in row[:2]] + ["true" if row[2] else "false"] + [*map(str, row[3:])]


def _parquet(of: Repo) -> list[str]:
    _run(of, "export", "--format", "parquet", "--out", "parquet")
    [file] = (of.root / "parquet/action_status").rglob("*.parquet")
    [row] = read_table(file).select(list(COLUMNS)).to_pylist()
    return [str(row[name]) if name != COLUMNS[2] else str(row[name]).lower() for name in COLUMNS]


def _xlsx(of: Repo) -> list[str]:
    _run(of, "export", "--format", "xlsx", "--out", "plan.xlsx")
    rows = load_workbook(of.root / "plan.xlsx")["Actions"].values
    named: dict[Any, Any] = dict(zip(next(rows), next(rows), strict=True))
    day, words, is_changed, known, slip = (
        named[heading]
        for heading in (
            "Original due",
            "Original timescale",
            "Original changed",
            "Original known from",
            "Slippage days",
        )
    )
    return [day.date().isoformat(), words, {"yes": "true"}[is_changed], known, str(slip)]


@pytest.mark.parametrize("table", [_csv, _sqlite, _parquet, _xlsx])
def test_every_table_of_the_status_has_the_first_promise(
    table: Callable[[Repo], list[str]], changed: Repo
) -> None:
    assert table(changed) == TABLED


def test_a_form_shows_the_first_promise(changed: Repo) -> None:
    _run(changed, "sheet", "--lead", "SM QA", "--out", "form.xlsx")
    book = load_workbook(changed.root / "form.xlsx")
    cells = [str(cell) for sheet in book for row in sheet.values for cell in row if cell]
    assert any(
        "First promised for 29 February 2024; changed without the board's agreement" in cell
        for cell in cells
    )


def _known_from(root: Path, day: str = "2024-03-20") -> tuple[KnownFrom, int]:
    found = first_promises(open_workspace(root), date.fromisoformat(day))
    return found.known_from, len(found.of)


def test_a_clone_without_its_earlier_commits_knows_no_further_back(
    changed: Repo, tmp_path: Path
) -> None:
    shallow = clone(changed, tmp_path / "shallow", "--depth", "1")
    assert _known_from(shallow.root / "plan") == (KnownFrom.SHALLOW, 1)
    shown = _flat(_run(shallow, "show", "1.1").out)
    assert "First promise: 30 June 2024 (as far back as this clone goes)" in shown


@pytest.mark.parametrize(
    "make", [not_kept, not_committed], ids=["no repository", "nothing is committed"]
)
def test_without_a_history_the_first_promise_is_what_the_file_has_now(
    make: Callable[[Path], Repo], tmp_path: Path
) -> None:
    made = make(tmp_path / "plain")
    assert _known_from(made.root / "plan") == (KnownFrom.FILE, 0)
    shown = _flat(_run(made, "show", "1.1").out)
    assert "First promise: 1 March 2024 (as the file has it now)" in shown
    assert "Promised at first (as the files have it now)." in _flat(_run(made, "status").out)


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("2024-02-01", (KnownFrom.FILE, 0)),
        ("2024-02-06", (KnownFrom.GIT, 0)),
        ("2024-02-15", (KnownFrom.GIT, 1)),
    ],
    ids=["before it begins", "before the first board", "after it"],
)
def test_what_is_known_is_what_boards_before_the_day_have_seen(
    day: str, known: tuple[KnownFrom, int], changed: Repo
) -> None:
    assert _known_from(changed.root / "plan", day) == known


def test_the_pack_of_a_meeting_that_is_over_has_the_first_promises_of_its_time(
    changed: Repo,
) -> None:
    late = titled("First", JUNE.replace("30 Jun", "31 Jul"))
    changed.commit("2024-04-20", "Once more", {ACTION: late})
    words = ("report", "--format", "md", "-o", "-", "--for", "10 April 2024")
    ran = planctl(*words, "--as-at", "2024-05-01", cwd=changed.root)
    assert "first 29 February 2024 and now 30 June 2024" in ran.out.replace("\\", "")
