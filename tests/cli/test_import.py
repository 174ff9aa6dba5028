"""planctl import: a paper becomes a plan folder and a report, or nothing at all."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from make import PROJECT, put
from pdfs import Setting, pdf_of, table_pages
from planctl.workspace.install import install_hint
from running import planctl
from terminal import at_terminal

pytestmark = pytest.mark.slow

PAPER = """\
Our council
Our plan
May 2024
Ref\tAction\tLead\tBy when\tZebra\tRAG\tWas it completed in full
1\tDo this now\tAD\tFeb Board\tstripes\tR\t
2\tDo that then\tSM QA\t3 May 2024\t\t3\t
3\tDo it all\tAD & SM QA\tJune 2024\t\tG\tthen
"""


NOTHING_OF_THE_COVER = (
    ("title of the plan [Improvement plan]: ", "\n"),
    ("organisation of the plan [To be named]: ", "\n"),
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a paper in it."""
    return put(tmp_path, {"paper.txt": PAPER})


def _plan(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.glob("plan/**/*.yaml")}


def _refused(path: Path, _limit: int) -> bytes:
    raise PermissionError(13, "Permission denied", path)


def _report(root: Path) -> Any:  # noqa: ANN401 - JSON holds anything
    return json.loads((root / "import-report.json").read_text("utf-8"))


def test_a_paper_becomes_a_plan_and_a_report_and_the_next_step_is_named(desk: Path) -> None:
    ran = planctl("import", "paper.txt", cwd=desk)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "3 actions in 1 area found in paper.txt",
        "3 things need a person",
        (
            "  1 timescale “Feb Board”: it has no year; --year says which, for the whole paper "
            "(Feb 2024 board?)"
        ),
        "    if left: the action has no date until then",
        (
            "  2 progress_rag “3”: a number is no rating before its key is known; "
            '--map "1=red" says it (green?)'
        ),
        "    if left: it has no rating of its own: the computed one stands",
        "  3 completed “then”: the day that it was completed is not plain",
        "    if left: it has no day of completion, which check says where it is complete",
        "14 guesses (5 titles, 3 statuses, 6 others)",
        (
            "read, guessed and asked: ref 3, 0, 0; title 0, 4, 0; actions 3, 0, 0; leads 4, 0, 0; "
            "timescale 2, 0, 1; status 0, 3, 0; completed 0, 1, 1; progress_rag 0, 2, 1"
        ),
        "1 piece of text not placed: see the report",
        "the account of every word: import-report.md, import-report.json",
        (
            "write your answers into import-answers.yaml, then: planctl import paper.txt --into "
            "plan --update --answers import-answers.yaml"
        ),
        "next: planctl check --plan plan",
    ]
    assert sorted(_plan(desk)) == [
        "plan/areas/1-actions/1-do-this-now.yaml",
        "plan/areas/1-actions/2-do-that-then.yaml",
        "plan/areas/1-actions/3-do-it-all.yaml",
        "plan/areas/1-actions/area.yaml",
        "plan/governance.yaml",
        "plan/plan.yaml",
        "plan/roles.yaml",
    ]
    checked = planctl("check", "--as-at", "2024-05-01", "--format", "json", cwd=desk).json
    assert not [p for p in checked["problems"] if p["code"][0] in "FSR"]


def test_the_next_command_can_be_pasted_whatever_the_files_are_called(tmp_path: Path) -> None:
    put(tmp_path, {"a paper.txt": PAPER})
    ran = planctl("import", "a paper.txt", "--into", "a plan", cwd=tmp_path)
    assert "planctl import 'a paper.txt' --into 'a plan' --update --answers " in ran.out
    assert ran.out.endswith("next: planctl check --plan 'a plan'\n")


def test_a_paper_that_is_not_there_is_said_before_the_plan_that_is(desk: Path) -> None:
    assert planctl("import", "paper.txt", cwd=desk).code == 0
    assert "there is no file other.txt" in planctl("import", "other.txt", cwd=desk).err


def test_a_plan_is_wired_to_the_schemas_that_stand_beside_it(desk: Path) -> None:
    (desk / "schema").mkdir()
    planctl("import", "paper.txt", cwd=desk)
    first = "# yaml-language-server: $schema=../../../schema/action.schema.json\n"
    action = desk / "plan/areas/1-actions/1-do-this-now.yaml"
    assert action.read_text("utf-8").startswith(first)


def test_the_report_says_first_what_needs_a_person(desk: Path) -> None:
    planctl("import", "paper.txt", "--into", "sub/plan", "--report", "told", cwd=desk)
    text = (desk / "told/import-report.md").read_text("utf-8")
    parts = [line for line in text.splitlines() if line.startswith("#")]
    assert parts == [
        "# Import of paper.txt",
        "## What needs a person",
        "## What was guessed",
        "## What was not placed",
        "## Where everything else went",
    ]
    assert "| 1 timescale (line 5) | Feb Board |" in text
    assert (
        '| line 5 | stripes | the column “Zebra” is not known; --map "Zebra=KEY" places it |'
        in text
    )
    assert (desk / "sub/plan/plan.yaml").is_file()


def test_the_report_shows_hostile_text_as_text(tmp_path: Path) -> None:
    hostile = "<script> {{ 7*7 }} a|b [x](javascript:y) `c` =cmd() \x07"
    put(tmp_path, {"paper.txt": f"Ref\tAction\tLead\tApples\n1\tDo\tAD\t{hostile}\n"})
    ran = planctl("import", "paper.txt", cwd=tmp_path)
    assert ran.code == 0
    text = (tmp_path / "import-report.md").read_text("utf-8")
    assert "a\\|b" in text
    assert "<script>" not in text
    assert "[x](" not in text
    assert "\x07" not in text


def test_many_open_things_are_in_the_report_and_few_are_listed(tmp_path: Path) -> None:
    words = [f"{first}{last}" for first in ("mon", "win") for last in "stdkgl"]
    rows = "".join(f"{n}\tDo\tAD\twhy {word} it is\n" for n, word in enumerate(words, 1))
    put(tmp_path, {"paper.txt": f"Ref\tAction\tLead\tBy when\n{rows}"})
    out = planctl("import", "paper.txt", cwd=tmp_path).out
    assert "1 thing needs a person" in out
    assert "; and 10 more\n" in out


def test_nothing_may_need_a_person_and_no_status_be_guessed(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "Ref,Title,Action,Lead,Status\n1,Ours,Do,AD,Underway\n"})
    out = planctl("import", "a.csv", cwd=tmp_path).out.splitlines()
    assert out[1:4] == [
        "nothing needs a person",
        "4 guesses (2 titles, 2 others)",
        (
            "read, guessed and asked: ref 1, 0, 0; title 1, 1, 0; actions 1, 0, 0; leads 1, 0, 0; "
            "status 1, 0, 0"
        ),
    ]
    assert "Nothing." in (tmp_path / "import-report.md").read_text("utf-8")


def test_flags_say_what_the_paper_does_not(desk: Path) -> None:
    flags = ["--year", "2024", "--map", "Zebra=progress", "--map", "3=green", "--dates", "mdy"]
    ran = planctl("import", "paper.txt", *flags, "--format", "json", cwd=desk)
    assert (ran.code, ran.err) == (0, "")
    said = ran.json["said"]
    assert said["areas/1-actions/1-do-this-now.yaml"]["progress"] == [{"note": "stripes"}]
    assert said["areas/1-actions/1-do-this-now.yaml"]["timescale"] == {
        "written": "Feb Board",
        "due": "Feb 2024 board",
    }
    assert said["areas/1-actions/2-do-that-then.yaml"]["progress_rag"] == "green"
    assert ran.json["counts"]["left"] == 0
    assert {"file": "plan.yaml", "at": ["date"], "value": ""} not in ran.json["made"]


@pytest.mark.parametrize("said", ["Zebra", "Zebra=stripes", "=leads", "33=red"])
def test_a_column_is_mapped_to_a_key_that_there_is(desk: Path, said: str) -> None:
    ran = planctl("import", "paper.txt", "--map", said, cwd=desk)
    assert ran.code == 2
    assert f"“{said}” does not say what a column holds" in ran.err
    assert not (desk / "plan").exists()


@pytest.mark.parametrize(
    ("flags", "message", "hint"),
    [
        (["--map", "Zebra"], "“Zebra” does not say what", 'write COLUMN=KEY, such as --map "Team'),
        (["--map", "Zebra=lead"], "“Zebra=lead” does not say what", "did you mean “leads”?"),
        (["--map", "Zebra=xyz"], "“Zebra=xyz” does not say what", "KEY is one of ref, area, "),
        (["--map", "Horse=leads"], "the paper has no column “horse”", "it has “Ref”, “Action”, "),
        (
            ["--map", "Ref=nothing", "--map", "ref=ref"],
            "--map says two things of “ref”: nothing and ref",
            "say one of them",
        ),
        (["--map", "1=red", "--map", "1=green"], "two things of “1”: red and green", "say one"),
        (["--year", "24"], "--year: “24” is no year of a plan", "such as --year 2024"),
        (["--term", "winter=2025-12-19"], "“winter=2025-12-19” names no term", "write NAME=DAY"),
        (["--term", "autumn"], "--term: there is no date here", "write the day, the month"),
    ],
)
def test_a_flag_that_does_not_fit_is_said_with_what_to_write(
    desk: Path, flags: list[str], message: str, hint: str
) -> None:
    ran = planctl("import", "paper.txt", *flags, cwd=desk)
    assert ran.code == 2
    first, second = ran.err.splitlines()
    assert message in first
    assert hint in second


def test_the_last_day_of_a_term_is_said_once_for_the_whole_paper(tmp_path: Path) -> None:
    put(
        tmp_path, {"a.csv": "Ref,Action,When\n1,Train,Autumn 2\n2,Write,Autumn term\n3,Do,Week 2\n"}
    )
    terms = ["--term", "Autumn=19 Dec 2025", "--term", "start=2026-01-05"]
    planctl("import", "a.csv", *terms, cwd=tmp_path)
    texts = [file.read_text("utf-8") for file in tmp_path.glob("plan/areas/1-actions/[123]*.yaml")]
    assert sum("due: 2025-12-19" in text for text in texts) == 2
    assert sum("due: 2026-01-18" in text for text in texts) == 1


def test_where_no_action_is_found_the_columns_are_named_as_map_takes_them(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "Alpha,Beta\nDo it now,2\n", "b.txt": "Hello there\n"})
    ran = planctl("import", "a.csv", cwd=tmp_path)
    hint = 'say which column has the actions, such as --map "Alpha=actions"; it has “Alpha” and'
    assert hint in ran.err
    assert planctl("import", "a.csv", "--map", "Alpha=actions", "--dry-run", cwd=tmp_path).code == 0
    assert "and the paper has no table" in planctl("import", "b.txt", cwd=tmp_path).err
    ran = planctl("import", "b.txt", "--map", "Alpha=actions", cwd=tmp_path)
    assert "hint: it has no table" in ran.err


def test_the_column_that_the_hint_proposes_is_one_that_may_have_the_actions(
    tmp_path: Path,
) -> None:
    more = ",".join(f"Column {number}" for number in range(20))
    put(tmp_path, {"a.csv": f"Thing,Action to be,{more}\n1,2\n"})
    ran = planctl("import", "a.csv", cwd=tmp_path)
    assert '--map "Action to be=actions"' in ran.err
    assert "“Column 9” and 10 more" in ran.err


def test_a_table_can_have_as_many_columns_of_its_own_as_those_of_a_plan(tmp_path: Path) -> None:
    head = "Ref,Action,Lead,Due,Directorate,Site,Category,Funding,Strategic link,Committee date"
    put(tmp_path, {"a.csv": f"{head}\n1,Do,AD,May 2024,A,B,C,D,E,June 2024\n"})
    assert planctl("import", "a.csv", cwd=tmp_path).out.startswith("1 action in 1 area")


def test_a_dry_run_writes_nothing(desk: Path) -> None:
    ran = planctl("import", "paper.txt", "--dry-run", cwd=desk)
    assert ran.out.endswith("a dry run: nothing was written\n")
    assert [path.name for path in desk.iterdir()] == ["paper.txt"]


def test_a_dry_run_where_a_plan_is_says_what_would_come_and_that_it_is_there(desk: Path) -> None:
    put(desk / "plan", {"plan.yaml": "title: Ours\norganisation: We\n"})
    ran = planctl("import", "paper.txt", "--dry-run", cwd=desk)
    assert ran.code == 0
    assert ran.out.endswith(
        "a dry run: nothing was written\nthere is a plan in plan already: "
        "--update brings it up to date with the paper; --into names another folder\n"
    )
    assert (desk / "plan/plan.yaml").read_text("utf-8") == "title: Ours\norganisation: We\n"


def test_a_plan_that_is_there_is_not_written_over(desk: Path) -> None:
    put(desk / "plan", {"plan.yaml": "title: Ours\norganisation: We\n"})
    ran = planctl("import", "paper.txt", cwd=desk)
    assert ran.code == 2
    assert "there is a plan in plan already" in ran.err
    assert "--update" in ran.err
    put(desk / "full", {"letter.txt": "x"})
    assert "is not empty" in planctl("import", "paper.txt", "--into", "full", cwd=desk).err
    assert "is not empty" in planctl("import", "paper.txt", "--into", "paper.txt", cwd=desk).err
    (desk / "bare").mkdir()
    assert planctl("import", "paper.txt", "--into", "bare", cwd=desk).code == 0


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("none.txt", None, "there is no file none.txt"),
        ("folder", "folder", "folder is a folder\n  hint: name one paper, such as folder"),
        ("shut.csv", "shut", "close it elsewhere"),
        ("empty.csv", b"", "empty.csv:"),
        ("letter.txt", b"Dear all,\nno plan here.\n", "no action was found in letter.txt"),
    ],
)
def test_what_is_no_plan_is_said_and_nothing_is_written(
    tmp_path: Path,
    name: str,
    data: bytes | str | None,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if isinstance(data, bytes):
        put(tmp_path, {name: data})
    elif data == "shut":
        monkeypatch.setattr("planctl.update.import_file.file_bytes", _refused)
        put(tmp_path, {name: "x"})
    elif data:
        (tmp_path / name).mkdir()
    ran = planctl("import", name, cwd=tmp_path)
    assert ran.code == 2
    assert message in ran.err
    assert not (tmp_path / "plan").exists()
    assert not (tmp_path / "import-report.md").exists()


def test_an_excel_workbook_needs_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["Ref", "Action", "Lead"], ["1", "Do", "AD"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    assert planctl("import", "a.xlsx", cwd=tmp_path).code == 0
    monkeypatch.setattr("planctl.workspace.install.find_spec", lambda _: None)
    ran = planctl("import", "a.xlsx", "--into", "other", cwd=tmp_path)
    assert install_hint("excel") in ran.err


def test_a_place_that_cannot_be_written_to_is_said(desk: Path) -> None:
    ran = planctl("import", "paper.txt", "--into", "paper.txt/plan", cwd=desk)
    assert ran.code == 2
    assert "nothing was changed" in ran.err


def test_a_plan_that_cannot_take_its_place_leaves_nothing_behind(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    ran = planctl("import", "paper.txt", cwd=desk)
    assert (ran.code, "No space left" in ran.err) == (2, True)
    assert [path.name for path in desk.iterdir()] == ["paper.txt"]


def test_questions_are_asked_only_at_a_terminal(desk: Path) -> None:
    ran = planctl("import", "paper.txt", "--interactive", cwd=desk)
    assert (ran.code, "there is nobody to ask" in ran.err) == (2, True)


def test_a_person_answers_what_is_open_and_guessed(desk: Path) -> None:
    seen = at_terminal(
        *("import", "paper.txt", "--interactive"),
        cwd=desk,
        typed=[
            ("“Zebra” hold [nothing]: ", "progress\n"),
            ("“Was it completed in full” hold [completed]: ", "\n"),
            ("title of the plan [Our plan]: ", "Our better plan\n"),
            ("organisation of the plan [Our council]: ", "\n"),
            ("date of the plan [May 2024]: ", "soon\n"),
            ("date of the plan [May 2024]: ", "June 2024\n"),
            ("“Feb Board”", "y\n"),
            ("“3”", "purple\n"),
            ("is no rating; one of blue, green, amber, red, grey", "green\n"),
            ("“then”", "2024-06-03\n"),
            ("Go through 3 guesses of a title [n]: ", "y\n"),
            ("1 title [Do this now]: ", "Our own title\n"),
            ("2 title [Do that then]: ", "\n"),
            ("3 title [Do it all]: ", "\n"),
            ("guesses of a status", "\n"),
        ],
    )
    assert seen.code == 0, seen.screen
    report = _report(desk)
    assert report["answers"] == {
        "the column “Zebra”": "progress",
        "title of the plan": "Our better plan",
        "date of the plan": "June 2024",
        "1 timescale “Feb Board”": "Feb 2024 board",
        "timescale “Feb Board”": "Feb 2024 board",
        "2 progress_rag “3”": "green",
        "progress_rag “3”": "green",
        "3 completed “then”": "2024-06-03",
        "1 title": "Our own title",
    }
    text = (desk / "plan/areas/1-actions/1-our-own-title.yaml").read_text("utf-8")
    assert "timescale: {written: Feb Board, due: Feb 2024 board}\n" in text
    assert "note: stripes" in text
    assert "## What you answered" in (desk / "import-report.md").read_text("utf-8")


def test_a_person_says_who_leads_and_which_day_is_meant(tmp_path: Path) -> None:
    paper = "Ref,Action,Lead,By when,Progress\n1,Do it now,TBC,12/31/2024,04/05/2024: met\n"
    put(tmp_path, {"a.csv": paper})
    seen = at_terminal(
        *("import", "a.csv", "--interactive"),
        cwd=tmp_path,
        typed=[
            *NOTHING_OF_THE_COVER,
            ("1 leads “TBC”", "vacant\n"),
            ("“vacant” names no post", "Head of HR\n"),
            ("1 timescale “12/31/2024”", "31 Dec 2024\n"),
            ("is it 4 May 2024 or 5 April 2024?", "May 2024\n"),
            ("is not a day", "5 April 2024\n"),
            ("guess of a title", "\n"),
            ("guess of a status", "\n"),
        ],
    )
    assert seen.code == 0, seen.screen
    text = (tmp_path / "plan/areas/1-actions/1-do-it-now.yaml").read_text("utf-8")
    assert "leads: [Head of HR]" in text or "  - Head of HR" in text
    assert "date: 2024-04-05" in text


TRACKER = """Ref,Title,Action,Lead,By when,Status
1,A,Do,AD,Feb Board,BAU
2,B,Do,AD,March Board,BAU
3,C,Do,AD,May 2024,Done
4,D,Do,AD,May 2024,Done
"""


def test_what_is_asked_of_many_rows_is_answered_for_all_or_for_each(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": TRACKER})
    seen = at_terminal(
        *("import", "a.csv", "--interactive", "--as-at", "2024-06-01"),
        cwd=tmp_path,
        typed=[
            *NOTHING_OF_THE_COVER,
            ("status of 1, 2 “BAU”", "embedded\n"),
            ("y takes what is proposed, each asks one by one: ", "soon\n"),
            ("“soon” is not a form of date", "each\n"),
            ("1 timescale “Feb Board”", "Feb 2024 board\n"),
            ("2 timescale “March Board”", "\n"),
            ("completed of 3, 4: it is complete", "?\n"),
            ("if left: it has no day of completion", "3 May 2024\n"),
        ],
    )
    assert seen.code == 0, seen.screen
    assert _report(tmp_path)["answers"] == {
        "1 status “BAU”": "embedded",
        "2 status “BAU”": "embedded",
        "status “BAU”": "embedded",
        "1 timescale “Feb Board”": "Feb 2024 board",
        "timescale “Feb Board”": "Feb 2024 board",
        "3 completed": "3 May 2024",
        "4 completed": "3 May 2024",
    }


def test_what_is_proposed_is_taken_for_all_at_once(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": f"Our plan\nMay 2024\n{TRACKER}"})
    typed = [
        ("title of the plan [", "\n"),
        ("organisation of the plan [", "\n"),
        ("date of the plan [", "\n"),
        ("status of 1, 2 “BAU”", "\n"),
        ("1 “Feb Board” (Feb 2024 board?); 2 “March Board” (Mar 2024 board?)", "y\n"),
        ("completed of 3, 4", "\n"),
    ]
    seen = at_terminal("import", "a.csv", "--interactive", cwd=tmp_path, typed=typed)
    assert seen.code == 0, seen.screen
    answers = _report(tmp_path)["answers"]
    assert answers["1 timescale “Feb Board”"] == "Feb 2024 board"
    assert answers["2 timescale “March Board”"] == "Mar 2024 board"


def test_the_file_of_answers_that_an_import_wrote_is_filled_in_and_given_again(
    tmp_path: Path,
) -> None:
    put(tmp_path, {"a.csv": TRACKER})
    planctl("import", "a.csv", "--answers", "mine.yaml", cwd=tmp_path)
    file = tmp_path / "mine.yaml"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace('"in progress"\n        answer:', '"in progress"\n        answer: paused')
    )
    ran = planctl("import", "a.csv", "--update", "--answers", "mine.yaml", cwd=tmp_path)
    assert (ran.code, "changed in 2: status" in ran.out) == (0, True)
    assert 'answered:\n  "1 status “BAU”": "paused"\n' in file.read_text("utf-8")
    assert not (tmp_path / "import-answers.yaml").exists()
    shutil.rmtree(tmp_path / "plan")
    ran = planctl("import", "a.csv", "--answers", "mine.yaml", cwd=tmp_path)
    assert "status: paused\n" in (tmp_path / "plan/areas/1-actions/1-a.yaml").read_text("utf-8")


def test_a_date_of_the_cover_that_is_not_read_is_asked(tmp_path: Path) -> None:
    put(tmp_path, {"a.md": "Date: soon\n\n| Ref | Action | Status |\n|-|-|-|\n|1|Do|Underway|\n"})
    seen = at_terminal(
        *("import", "a.md", "--interactive"),
        cwd=tmp_path,
        typed=[
            *NOTHING_OF_THE_COVER,
            ("date of the plan “soon”: “soon” is not a form of date", "3 May 2024\n"),
            ("guess of a title", "\n"),
        ],
    )
    assert seen.code == 0, seen.screen
    assert "date: 3 May 2024\n" in (tmp_path / "plan/plan.yaml").read_text("utf-8")
    assert "you said that the date is “3 May 2024”" in (tmp_path / "import-report.md").read_text(
        "utf-8"
    )


def test_actions_that_were_crossed_out_are_taken_in_where_a_person_says_so(tmp_path: Path) -> None:
    rows = "|1|A|Do|Paused|\n|~~2~~|~~B~~|~~Do more~~|~~Paused~~|\n"
    put(tmp_path, {"a.md": f"| Ref | Title | Action | Status |\n|-|-|-|-|\n{rows}"})
    seen = at_terminal(
        *("import", "a.md", "--interactive"),
        cwd=tmp_path,
        typed=[
            *NOTHING_OF_THE_COVER,
            ("actions crossed out: 1 action is crossed out and left out", "perhaps\n"),
            ("“perhaps” is no answer; one of keep, leave out", "keep\n"),
        ],
    )
    assert seen.code == 0, seen.screen
    assert _report(tmp_path)["answers"] == {"actions crossed out": "keep"}
    assert sorted(path.name for path in (tmp_path / "plan/areas").rglob("[12]-*.yaml")) == [
        "1-a.yaml",
        "2-b.yaml",
    ]


def test_a_paper_whose_actions_are_all_crossed_out_is_refused_with_their_names(
    tmp_path: Path,
) -> None:
    put(tmp_path, {"a.md": "| Ref | Title | Action |\n|-|-|-|\n|~~2~~|~~B~~|~~Do more~~|\n"})
    ran = planctl("import", "a.md", cwd=tmp_path)
    assert ran.code == 2
    assert "every action of a.md is left out: 1 action is crossed out and left out:" in ran.err
    assert "hint: put it right or show it in the paper, and import that again" in ran.err


def test_a_person_can_take_in_actions_that_are_all_crossed_out(tmp_path: Path) -> None:
    row = "|~~2~~|~~B~~|~~Do more~~|~~Paused~~|"
    put(tmp_path, {"a.md": f"| Ref | Title | Action | Status |\n|-|-|-|-|\n{row}\n"})
    seen = at_terminal(
        *("import", "a.md", "--interactive"),
        cwd=tmp_path,
        typed=[*NOTHING_OF_THE_COVER, ("1 action is crossed out and left out", "keep\n")],
    )
    assert seen.code == 0, seen.screen
    assert len(list((tmp_path / "plan/areas").rglob("2-b.yaml"))) == 1


def test_a_date_of_the_cover_that_is_not_read_can_be_left_open(tmp_path: Path) -> None:
    put(
        tmp_path,
        {"a.md": "Date: soon\n\n| Ref | Title | Action | Status |\n|-|-|-|-|\n|1|A|Do|Paused|\n"},
    )
    seen = at_terminal(
        *("import", "a.md", "--interactive"),
        cwd=tmp_path,
        typed=[*NOTHING_OF_THE_COVER, ("date of the plan “soon”", "\n")],
    )
    assert seen.code == 0, seen.screen
    assert "date “soon”: “soon” is not a form of date" in seen.screen


def test_enter_alone_leaves_things_open(tmp_path: Path) -> None:
    row = "1\tOurs\tDo\tAD\tFeb\tUnderway\n"
    put(tmp_path, {"a.txt": f"Area 1: Safety\nRef\tTitle\tAction\tLead\tBy when\tStatus\n{row}"})
    seen = at_terminal(
        "import",
        "a.txt",
        "--interactive",
        cwd=tmp_path,
        typed=[*NOTHING_OF_THE_COVER, ("“Feb”: “Feb” has no year: ", "\n")],
    )
    assert seen.code == 0, seen.screen
    assert "1 thing needs a person" in seen.screen
    assert "no title" not in (tmp_path / "import-report.md").read_text("utf-8")


def test_a_person_says_how_an_action_stands(tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": "Ref\tTitle\tAction\tStatus\n1\tOurs\tDo\tTo be done\n"})
    seen = at_terminal(
        *("import", "a.txt", "--interactive"),
        cwd=tmp_path,
        typed=[
            ("title of the plan [", "\n"),
            ("organisation of the plan [", "\n"),
            ("1 status “To be done”: is it complete? ", "nearly\n"),
            ("“nearly” is no status", "paused\n"),
        ],
    )
    assert seen.code == 0, seen.screen
    [path] = (tmp_path / "plan/areas/1-actions").glob("1-*.yaml")
    assert "status: paused\n" in path.read_text("utf-8")


def test_a_person_gives_the_second_of_two_actions_that_share_a_ref_its_own(tmp_path: Path) -> None:
    rows = "1\tDo this\tAD\n2\tDo that\tAD\n1\tDo more\tAD\n3\t\tAD\n"
    put(tmp_path, {"a.txt": f"Ref\tAction\tLead\n{rows}"})
    seen = at_terminal(
        *("import", "a.txt", "--interactive"),
        cwd=tmp_path,
        typed=[
            ("title of the plan [", "\n"),
            ("organisation of the plan [", "\n"),
            ("1.1 ref “1”: line 2 has it too, so this one is kept apart as 1.1: ", "1a\n"),
            ("Go through", "\n"),
            ("Go through", "\n"),
        ],
    )
    assert seen.code == 0, seen.screen
    assert (tmp_path / "plan/areas/1-actions/1a-do-more.yaml").is_file()
    assert "1 thing needs a person\n" in seen.screen.replace("\r", "")
    assert "  3 actions “3”: no row says what this action is" in seen.screen


def test_the_example_of_the_documentation_needs_two_things(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "docs", tmp_path / "docs")
    ran = planctl("import", "docs/example-plan.md", cwd=tmp_path)
    assert "4 actions in 2 areas found in example-plan.md\n2 things need a person\n" in ran.out


def test_a_day_that_does_not_exist_is_refused_at_the_first_import_too(tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": "Ref\tAction\tLead\n1\tDo\tAD\n"})
    ran = planctl("import", "a.txt", "--as-at", "31/31/2025", cwd=tmp_path)
    assert ran.code == 2
    assert "names month 31" in ran.err
    assert not (tmp_path / "plan").exists()


def test_a_title_that_was_made_for_the_plan_stands_among_the_guesses(tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": "Ref\tAction\tLead\n1\tDo\tAD\n"})
    assert planctl("import", "a.txt", cwd=tmp_path).code == 0
    report = (tmp_path / "import-report.md").read_text("utf-8")
    assert "| title | Improvement plan | the paper does not say its title;" in report


def test_a_person_says_what_holds_where_the_rows_of_an_action_differ(tmp_path: Path) -> None:
    rows = (
        "1,Write,AD,,Red,Not started,Monthly\n1,Check,SM,June 2024,Amber,Complete,Yearly\n"
        "2,Do,AD,,,,\n2,End,AD,,,,\n"
    )
    put(tmp_path, {"a.csv": f"Ref,Action,Lead,By when,RAG,Status,Review\n{rows}"})
    seen = at_terminal(
        *("import", "a.csv", "--interactive"),
        cwd=tmp_path,
        typed=[
            *NOTHING_OF_THE_COVER,
            ("1 timescale: only one of its rows has a date, June 2024", "July 2024\n"),
            ("1 status “Not started; Complete”: its rows differ", "done\n"),
            ("“done” is no status; one of not started, in progress", "in progress\n"),
            ("1 progress_rag “Red; Amber”", "y\n"),
            ("1 review “Monthly; Yearly”", "quarterly\n"),
            ("Go through", "\n"),
            ("guess of a status", "\n"),
        ],
    )
    assert seen.code == 0, seen.screen
    text = (tmp_path / "plan/areas/1-actions/1-write.yaml").read_text("utf-8")
    for line in ("timescale: July 2024", "status: in progress", "progress_rag: red"):
        assert f"\n{line}\n" in text
    assert "review: quarterly\n" in text


def test_an_answer_to_a_date_without_a_year_is_the_promise_of_a_plan_that_has_none(
    desk: Path,
) -> None:
    assert planctl("import", "paper.txt", cwd=desk).code == 0
    answers = desk / "import-answers.yaml"
    about = re.compile('(word: "Feb Board"(?:\n.*)*?\n +answer:)')
    answers.write_text(
        about.sub(r"\1 Feb 2025 board", answers.read_text("utf-8"), count=1), "utf-8"
    )
    assert planctl("import", "paper.txt", "--update", "--answers", answers.name, cwd=desk).code == 0
    action = next((desk / "plan").glob("areas/*/1-*.yaml")).read_text("utf-8")
    assert "timescale: {written: Feb Board, due: Feb 2025 board}" in action


def test_a_pdf_needs_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = table_pages("Ref | Action | Lead\n1 | Do | AD", Setting([60, 200, 90]))
    (tmp_path / "a.pdf").write_bytes(pdf_of(*pages))
    assert planctl("import", "a.pdf", cwd=tmp_path).code == 0
    monkeypatch.setattr("planctl.workspace.install.find_spec", lambda _: None)
    ran = planctl("import", "a.pdf", "--into", "other", cwd=tmp_path)
    assert "pdfplumber is not installed" in ran.err
    assert install_hint("pdf-in") in ran.err


def test_words_that_a_narrow_column_may_have_broken_are_asked_about_at_once(
    tmp_path: Path,
) -> None:
    pages = table_pages(
        "Ref | Action | Lead\n1 | Commissioning of zyxwvutsrqponm homes | AD", Setting([60, 42, 90])
    )
    (tmp_path / "a.pdf").write_bytes(pdf_of(*pages))
    ran = planctl("import", "a.pdf", cwd=tmp_path)
    assert "a line of a narrow column ends within each" in ran.out
