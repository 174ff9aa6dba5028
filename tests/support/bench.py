"""Speed, beside the floor: parsing the same files with a C YAML parser into plain models.

A benchmark, not a test: the machines are noisy, so read the ratios of one run.
Every figure is of a whole process, in seconds of processor time, which a busy machine spoils
least; of several runs the least is taken. planctl runs in one thread, so on a quiet machine the
wall clock shows the same.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import which
from typing import NamedTuple

from planctl.model.calendar import MONTHS
from repo import Repo, repo

PROJECT = Path(__file__).parents[2]
AS_AT = "2024-03-13"
_SCHEMA = ("--schemafile", str(PROJECT / "schema/action.schema.json"))
FLOOR = """
import sys
from pathlib import Path
import yaml
from pydantic import BaseModel

class Milestone(BaseModel):
    what: str
    leads: list[str] = []
    timescale: str | None = None
    done: str | None = None

class Progress(BaseModel):
    note: str
    date: str | None = None
    by: str | None = None

class Action(BaseModel):
    ref: str
    title: str
    actions: list[str] = []
    expected_impact: list[str] = []
    impact_measures: list[str] = []
    reporting: list[str] = []
    leads: list[str] = []
    timescale: str | None = None
    status: str = "not started"
    milestones: list[Milestone] = []
    progress: list[Progress] = []
    findings: list[str] = []

loader = yaml.CSafeLoader if sys.argv[2] == "safe" else yaml.CBaseLoader
class Loader(loader):
    yaml_implicit_resolvers = {}
kept = [
    Action.model_validate(yaml.load(path.read_bytes(), Loader))
    for path in sorted(Path(sys.argv[1]).glob("areas/*/[0-9]*.yaml"))
]
"""
ACTION = """\
# yaml-language-server: $schema=../../../schema/action.schema.json
ref: "{area}.{number}"
title: Made-up action {number} of area {area}
actions:
  - Draw up a forward plan of dip samples that every tier of management takes part in
  - Agree it with the managers of each service, and tell every team what it asks of them
expected_impact:
  - Managers see practice for themselves, alone and together, and audit better for it
  - Cohorts of children, and points in the statutory framework, are sampled in turn
impact_measures:
  - A snapshot of practice at regular intervals
  - "Assessments judged good: 90% by way of 70% and 80%"
reporting:
  - Quality assurance report, monthly and quarterly
leads: [AD, SM QA]
timescale: {timescale}
status: in progress
milestones:
  - what: First dip sample of management oversight
    leads: [SM QA]
    timescale: {month} 2024
    done: 2024-02-26
  - what: Second dip sample of management oversight
    timescale: Sept 2024
  - what: Report to the board
    timescale: 2024-11-30
progress:
  - date: 2024-02-26
    by: SM QA
    note: First dip sample done; what it found goes into the next report to the board.
  - date: 2024-03-01
    note: In draft; to be brought into line with the changed plan.
findings: [quality-assurance]
"""
FRONT = """\
title: A made-up plan
organisation: A council
findings:
  - id: quality-assurance
    title: Quality assurance
"""

MEASURE = """\
id: m{number}
title: Measure {number}
unit: cases
better: lower
frequency: monthly
source: Made up
baseline: {{value: 91, on: 2019-01-01}}
targets: [{{value: 60, by: 2022-01-01}}, {{value: 40, by: 2025-01-01}}]
"""


class Timed(NamedTuple):
    """A whole process: seconds of processor time, and the most memory it held in MiB."""

    seconds: float
    memory: float


def plan_of(actions: int, folder: Path) -> Path:
    """A plan of so many actions of about 1.5 kB; a third of them is overdue."""
    (folder / "areas").mkdir(parents=True)
    (folder / "plan.yaml").write_text(FRONT, "utf-8")
    (folder / "roles.yaml").write_text("AD: Assistant director\nSM QA: Manager\n", "utf-8")
    for number in range(actions):
        area = number // 50 + 1
        place = folder / "areas" / f"{area}-made-up"
        if not place.is_dir():
            place.mkdir()
            text = f'ref: "{area}"\ntitle: Made-up area {area}\n'
            (place / "area.yaml").write_text(text, "utf-8")
        month = MONTHS[number % 12]
        when = "Feb 2024" if number % 3 == 0 else f"{number % 28 + 1} {month} 2025"
        text = ACTION.format(area=area, number=number + 1, timescale=when, month=month)
        (place / f"{area}.{number + 1}-made-up.yaml").write_text(text, "utf-8")
    return folder


def timed(command: Sequence[str], runs: int, ending: int = 0) -> Timed:
    """The quickest of several runs of a command."""
    best = Timed(float("inf"), float("inf"))
    for _ in range(runs):
        with tempfile.TemporaryFile() as sink:
            process = subprocess.Popen(command, stdout=sink, stderr=sink)  # noqa: S603 - our own
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in {0, 1, ending}:
            sys.exit(f"{' '.join(command)} ended with {process.returncode}")
        seconds = usage.ru_utime + usage.ru_stime
        best = min(best, Timed(seconds, usage.ru_maxrss / 1024))
    return best


def show(name: str, found: Timed, floor: Timed) -> None:
    """One line of the table."""
    ratio = found.seconds / floor.seconds
    line = f"{name:<34}{found.seconds * 1000:9.0f} ms{found.memory:8.0f} MiB{ratio:8.2f}\n"
    sys.stdout.write(line)


def bench_start() -> None:
    """How quickly the program is there, beside the import of typer."""
    python = sys.executable
    floor = timed([python, "-c", "import typer"], 15)
    show("import typer", floor, floor)
    show("planctl --version", timed([python, "-m", "planctl", "--version"], 15), floor)
    show("planctl --help", timed([python, "-m", "planctl", "--help"], 15), floor)
    show("planctl chek", timed([python, "-m", "planctl", "chek"], 15, ending=2), floor)


def bench_plan(actions: int, root: Path, out: Path) -> None:
    """How long each command takes on a plan, beside the floor on the same files."""
    runs = max(1, min(15, 5_000 // actions))
    planctl = [sys.executable, "-m", "planctl"]
    where = ["--plan", str(root), "--as-at", AS_AT]
    sys.stdout.write(f"\n{actions} actions\n")
    floor = timed([sys.executable, "-c", FLOOR, str(root), "base"], runs)
    show("floor: C parser, texts, models", floor, floor)
    show(
        "floor: CSafeLoader, models",
        timed([sys.executable, "-c", FLOOR, str(root), "safe"], runs),
        floor,
    )
    for other, words in (("check-jsonschema", _SCHEMA), ("yamllint", ("-d", "{}"))):
        if program := which(other):
            files = map(str, sorted(root.glob("areas/*/[0-9]*.yaml")))
            show(other, timed([program, *words, *files], runs), floor)
    show("check", timed([*planctl, "check", *where], runs), floor)
    show("check --format json", timed([*planctl, "check", *where, "--format", "json"], runs), floor)
    show("status", timed([*planctl, "status", *where], runs), floor)
    report = [*planctl, "report", *where, "--out", str(out)]
    show("report, both formats", timed(report, runs), floor)


def history_of(actions: int, months: int, folder: Path) -> Repo:
    """A plan in git that each month's commit changes: every file of 33 actions, else a tenth."""
    plan_of(actions, folder / "plan")
    days = [f"{2024 - back // 12}-{12 - back % 12:02}-01" for back in range(9, months + 9)][::-1]
    meetings = "".join(f"  - on: {day}\n" for day in days)
    (folder / "plan/governance.yaml").write_text(f"meetings:\n{meetings}", "utf-8")
    made = repo(folder)
    made.commit(days[0], "Begin")
    paths = sorted((folder / "plan/areas").glob("*/[0-9]*.yaml"))
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}
    made.pour(_noted(texts, days[1:], 10 if actions > 33 else 1))
    return made


def _noted(
    texts: dict[str, str], days: Sequence[str], apart: int
) -> Iterator[tuple[str, dict[str, str]]]:
    """For each day, a note of progress in so many of the files."""
    for number, day in enumerate(days):
        changed = list(texts)[number % apart :: apart]
        for path in changed:
            note = f"progress:\n  - date: {day}\n    by: AD\n    note: Said on {day}.\n"
            texts[path] = texts[path].replace("progress:\n", note, 1)
        yield day, {path: texts[path] for path in changed}


def bench_history(actions: int, months: int, folder: Path) -> None:
    """How long it takes to read the plan as it was, beside a check of the plan as it is."""
    made = history_of(actions, months, folder)
    runs = max(2, min(9, 3_000 // actions))
    where = ["--plan", str(folder / "plan"), "--as-at", AS_AT]
    sys.stdout.write(f"\n{actions} actions, {months} revisions\n")

    def row(name: str, *words: str, floor: Timed | None = None) -> Timed:
        found = timed([sys.executable, "-m", "planctl", *words, *where], runs)
        show(name, found, floor or found)
        return found

    check = row("check", "check")
    first, middle = made.id(f"HEAD~{months - 1}"), made.id(f"HEAD~{months // 2}")
    stat = ["git", "-C", str(folder), "diff", "--stat", first, "HEAD"]
    show("git diff --stat", timed(stat, runs), check)
    for name, old in (("first", first), ("middle", middle), ("newest but one", "HEAD~1")):
        row(f"diff, {name} and newest", "diff", old, "HEAD", floor=check)
    row("diff, since the last board", "diff", floor=check)
    row("check --since the last board", "check", "--since", "last-board", floor=check)
    shown = row("show", "show", "1.7")
    row("show --history", "show", "1.7", "--history", floor=shown)
    row("report, with git", "report", "--out", str(folder / "out"), floor=check)
    (folder / ".git").rename(folder / "not-git")
    row("report, without git", "report", "--out", str(folder / "out"), floor=check)


def bench_measures(measures: int, folder: Path) -> None:
    """How long measures of 60 readings each take to be judged and drawn, beside a check of them."""
    (folder / "measures").mkdir(parents=True)
    (folder / "plan.yaml").write_text(FRONT, "utf-8")
    for number in range(measures):
        days = (f"{2019 + month // 12}-{month % 12 + 1:02}-28" for month in range(60))
        seen = (f"  - {{on: {day}, value: {90 - n / 2}}}\n" for n, day in enumerate(days))
        text = f"{MEASURE.format(number=number)}observations:\n{''.join(seen)}"
        (folder / "measures" / f"m{number}.yaml").write_text(text, "utf-8")
    planctl = [sys.executable, "-m", "planctl"]
    where = ["--plan", str(folder), "--as-at", AS_AT]
    sys.stdout.write(f"\n{measures} measures of 60 readings each\n")
    check = timed([*planctl, "check", *where], 3)
    show("check", check, check)
    show("measure list", timed([*planctl, "measure", "list", *where], 3), check)
    report = [*planctl, "report", *where, "--out", str(folder.parent / "out")]
    show("report, HTML", timed([*report, "--format", "html"], 3), check)
    show("report, both formats", timed(report, 3), check)


def main() -> None:
    """Print the whole table; numbers of actions may be named."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # which would have compiling measured
    sizes = [int(word) for word in sys.argv[1:]] or [33, 1_000, 10_000]
    sys.stdout.write(f"{'':<34}{'time':>12}{'memory':>12}{'ratio':>8}\n")
    bench_start()
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            bench_plan(size, plan_of(size, Path(scratch) / "plan"), Path(scratch) / "out")
    for size, months in ((33, 13), (1_000, 60)):
        with tempfile.TemporaryDirectory() as scratch:
            bench_history(size, months, Path(scratch))
    for size in (100, 1_000):
        with tempfile.TemporaryDirectory() as scratch:
            bench_measures(size, Path(scratch) / "plan")


if __name__ == "__main__":
    main()
