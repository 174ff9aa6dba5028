"""planctl import --update: which action of the plan is which of a newer paper, and what is gone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from make import put
from running import Ran, planctl

HEAD = "Ref,Action,Lead,Due,RAG,Status,Progress,Date completed\n"
NURSES = "{},Recruit nurses for the ward,Matron,30/09/2025,Amber,In progress,Two in post,\n"
CLINIC = "{},Open the clinic each Saturday,Clinic Lead,31/10/2025,Green,,Rota drafted,\n"
ROOF = "{},Mend the roof of the hall,Estates,30/11/2025,Red,,Scaffold up,\n"
PAINT = "{},Answer complaints in time,Office Manager,31/03/2026,,,,\n"


def _numbered(*rows: str) -> str:
    return HEAD + "".join(row.format(n) for n, row in enumerate(rows, 1))


def _plain(*rows: str) -> str:
    return HEAD + "".join(row.format("") for row in rows)


def _import(folder: Path, text: str, *flags: str, code: int = 0) -> Ran:
    put(folder, {"paper.csv": text})
    ran = planctl("import", "paper.csv", *flags, "--as-at", "2025-11-10", cwd=folder)
    assert ran.code == code, ran.err
    return ran


def _again(folder: Path, text: str, *flags: str, code: int = 0) -> Ran:
    return _import(folder, text, "--update", *flags, code=code)


def _action(folder: Path, ref: str) -> str:
    (path,) = (folder / "plan/areas").glob(f"*/{ref}-*.yaml")
    return path.read_text("utf-8")


def _report(folder: Path) -> str:
    return (folder / "import-report.md").read_text("utf-8")


@pytest.mark.parametrize("write", [_numbered, _plain])
def test_a_paper_that_is_numbered_anew_changes_no_other_action(
    write: Callable[..., str], tmp_path: Path
) -> None:
    _import(tmp_path, write(NURSES, CLINIC))
    refs = ("1", "2", "3") if write is _numbered else ("1.1", "1.2", "1.3")
    before = [_action(tmp_path, ref) for ref in refs[:2]]
    ran = _again(tmp_path, write(PAINT, NURSES, CLINIC))
    assert [_action(tmp_path, ref) for ref in refs[:2]] == before
    assert "Answer complaints in time" in _action(tmp_path, refs[2])
    assert f"{refs[1]} of the paper is {refs[0]} of the plan, by its words\n" in ran.out
    assert f"{refs[0]} of the paper: a new action, {refs[2]} in the plan\n" in ran.out
    assert "nothing changes" in _again(tmp_path, write(PAINT, NURSES, CLINIC)).out


def test_an_action_that_goes_is_named_and_the_others_keep_their_own(tmp_path: Path) -> None:
    _import(tmp_path, _numbered(NURSES, CLINIC, ROOF))
    later = ROOF.replace("30/11/2025", "31/12/2025")
    ran = _again(tmp_path, _numbered(CLINIC, later))
    assert "kept: not in the paper any more: 1\n" in ran.out
    assert "  - to: 31/12/2025\n" in _action(tmp_path, "3")
    assert "extensions" not in _action(tmp_path, "2")


def test_an_action_that_was_given_another_ref_in_the_plan_stays_known(tmp_path: Path) -> None:
    _import(tmp_path, _numbered(NURSES, CLINIC))
    assert planctl("rename", "2", "7a", cwd=tmp_path).code == 0
    ran = _again(tmp_path, _numbered(NURSES, CLINIC.replace("Green", "Red")))
    assert "changed in 7a: progress rag\n" in ran.out
    assert "progress_rag: red\n" in _action(tmp_path, "7a")


def test_a_ref_with_wholly_other_words_is_left_to_a_person(tmp_path: Path) -> None:
    _import(tmp_path, _numbered(NURSES, CLINIC, ROOF))
    before = _action(tmp_path, "2")
    for _ in range(2):
        ran = _again(tmp_path, _numbered(NURSES, PAINT, ROOF))
        assert "1 thing needs a person\n  2 ref “2”: the plan's own 2 is “Open the" in ran.out
        assert "kept: 2 as it is; the plan's own 2 is “Open the clinic each Saturday”" in ran.out
    assert _action(tmp_path, "2") == before
    assert "| row 3 | Answer complaints in time | the plan's own 2 is" in _report(tmp_path)
    assert (
        "changed in 2: leads"
        in _again(tmp_path, _numbered(NURSES, CLINIC.replace("Clinic Lead", "Matron"), ROOF)).out
    )


def test_of_two_that_are_like_one_the_nearer_is_that_one(tmp_path: Path) -> None:
    _import(tmp_path, _plain(NURSES))
    more = NURSES.replace("nurses for the ward", "nurses for the ward and the clinic")
    ran = _again(tmp_path, _plain(more, NURSES))
    assert "1.2 of the paper is 1.1 of the plan, by its words\n" in ran.out
    assert "1.1 of the paper: a new action, 1.2 in the plan\n" in ran.out
    _again(tmp_path, _plain(more.replace("Recruit", "Find"), NURSES.replace("Recruit", "Find")))
    assert "Find nurses for the ward\n" in _action(tmp_path, "1.1")


def test_where_the_plan_was_worded_anew_the_paper_before_tells(tmp_path: Path) -> None:
    _import(tmp_path, _numbered(NURSES, CLINIC))
    (path,) = (tmp_path / "plan/areas").glob("*/2-*.yaml")
    text = path.read_text("utf-8").replace("Open the clinic each Saturday", "Weekend care")
    path.write_text(text, "utf-8")
    ran = _again(tmp_path, _numbered(CLINIC.replace("Green", "Red"), NURSES))
    assert "1 of the paper is 2 of the plan, by its words\n" in ran.out
    assert "progress_rag: red\n" in _action(tmp_path, "2")


@pytest.mark.parametrize(
    ("rows", "of"),
    [
        ((PAINT, ROOF), "none of its actions is in it"),
        ((NURSES, PAINT, ROOF, PAINT.replace("Answer", "Settle")), "1 of its 4 actions is in it"),
    ],
)
def test_another_paper_is_refused(rows: tuple[str, ...], of: str, tmp_path: Path) -> None:
    _import(
        tmp_path,
        _numbered(
            NURSES,
            CLINIC,
            CLINIC.replace("Saturday", "Sunday"),
            PAINT[:3] + "Write letters to all,,,,,,\n",
        ),
    )
    ran = _again(tmp_path, _numbered(*rows), code=2)
    assert f"paper.csv is not a newer version of this plan: {of}\n" in ran.err


def test_what_a_paper_gives_no_longer_is_kept_and_asked_about(tmp_path: Path) -> None:
    _import(tmp_path, _numbered(NURSES))
    blank = NURSES.replace("30/09/2025", "TBC").replace("Amber", "").replace("In progress", "")
    for _ in range(2):
        ran = _again(tmp_path, _numbered(blank))
        for key, value in (("progress_rag", "amber"), ("timescale", "30/09/2025")):
            assert f"kept: 1 {key} “{value}”; the paper gives none any more\n" in ran.out
        assert "status “in progress”; the paper gives none any more\n" in ran.out
        assert "3 things need a person\n" in ran.out
    assert "status: in progress\n" in _action(tmp_path, "1")
    assert "| 1 status | not started |" not in _report(tmp_path)
    assert "nothing needs a person" in _again(tmp_path, _numbered(NURSES)).out


def test_what_is_complete_no_longer_loses_its_day(tmp_path: Path) -> None:
    done = NURSES.replace("In progress", "Complete").replace("post,", "post,25/09/2025")
    _import(tmp_path, _numbered(done))
    assert "completed: 2025-09-25\n" in _action(tmp_path, "1")
    _again(tmp_path, _numbered(NURSES))
    assert "status: in progress\ncompleted:\n" in _action(tmp_path, "1")


def test_a_day_of_completion_that_goes_alone_is_asked_about(tmp_path: Path) -> None:
    done = NURSES.replace("In progress", "Complete").replace("post,", "post,25/09/2025")
    _import(tmp_path, _numbered(done))
    for _ in range(2):
        ran = _again(tmp_path, _numbered(done.replace("25/09/2025", "")))
        assert "1 thing needs a person\n  1 completed: it is complete; since which day" in ran.out
    assert "completed: 2025-09-25\n" in _action(tmp_path, "1")


def test_a_date_that_was_never_settled_stays_the_first_promise(tmp_path: Path) -> None:
    _import(tmp_path, _numbered(NURSES.replace("30/09/2025", "Sept Board")))
    for _ in range(2):
        ran = _again(tmp_path, _numbered(NURSES.replace("30/09/2025", "Dec 2025")))
        said = "the paper says “Dec 2025”, and said “Sept Board” before\n"
        assert f"kept: 1 has no timescale; {said}" in ran.out
        assert "1 thing needs a person\n" in ran.out
    assert "timescale" not in _action(tmp_path, "1")


def test_a_date_that_goes_back_is_left_to_a_person(tmp_path: Path) -> None:
    days = ["31/12/2025", "31/03/2026", "30/09/2025", "31/12/2025"]
    _import(tmp_path, _numbered(NURSES))
    outs = [_again(tmp_path, _numbered(NURSES.replace("30/09/2025", day))).out for day in days]
    assert "asked for as an extension\n" in outs[0]
    assert "asked for as an extension\n" in outs[1]
    assert "kept: 1 timescale “31/03/2026”; the paper says “30/09/2025”\n" in outs[2]
    assert "kept: 1 timescale “31/03/2026”; the paper says “31/12/2025”\n" in outs[3]


def test_a_later_date_went_to_the_extensions_and_the_report_says_so(tmp_path: Path) -> None:
    _import(tmp_path, _numbered(NURSES))
    for _ in range(2):
        _again(tmp_path, _numbered(NURSES.replace("30/09/2025", "31/12/2025")))
        assert "| row 2 | 31/12/2025 | 1 extensions" in _report(tmp_path)


def test_a_date_that_the_board_refused_is_not_asked_for_again(tmp_path: Path) -> None:
    _import(tmp_path, _numbered(NURSES))
    later = _numbered(NURSES.replace("30/09/2025", "31/12/2025"))
    _again(tmp_path, later)
    (path,) = (tmp_path / "plan/areas").glob("*/1-*.yaml")
    text = path.read_text("utf-8").replace("requested:", "refused: 2025-11-12\n    requested:")
    path.write_text(text, "utf-8")
    assert "nothing changes" in _again(tmp_path, later).out
    assert "the plan was changed since, and says “30/09/2025”" in _report(tmp_path)
    (tmp_path / "import-report.json").unlink()
    ran = _again(tmp_path, later)
    assert "kept: 1 timescale “30/09/2025”; the paper says “31/12/2025”\n" in ran.out


def test_plans_beside_each_other_have_reports_of_their_own(tmp_path: Path) -> None:
    _import(tmp_path, _numbered(NURSES), "--into", "a")
    _import(tmp_path, _numbered(ROOF), "--into", "b")
    ran = _again(tmp_path, _numbered(NURSES.replace("Matron", "Chief Nurse")), "--into", "a")
    assert "changed in 1: leads\n" in ran.out
    assert "kept" not in ran.out
    names = {path.name for path in tmp_path.glob("*import-report.md")}
    assert names == {"a-import-report.md", "b-import-report.md"}


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"said": 1}'])
def test_without_the_report_of_before_it_says_why_nothing_is_edited(
    text: str | None, tmp_path: Path
) -> None:
    _import(tmp_path, _numbered(NURSES))
    (tmp_path / "import-report.json").unlink()
    if text is not None:
        put(tmp_path, {"import-report.json": text})
    ran = _again(tmp_path, _numbered(NURSES.replace("Matron", "Chief Nurse")))
    assert "there is no import-report.json of an import before: what differs is kept" in ran.out
    assert "kept: 1 leads “Matron”; the paper says “Chief Nurse”\n" in ran.out


def test_the_report_tells_what_earlier_updates_did(tmp_path: Path) -> None:
    _import(tmp_path, _numbered(NURSES))
    _again(tmp_path, _numbered(NURSES.replace("Matron", "Chief Nurse")))
    last = NURSES.replace("Matron", "Chief Nurse").replace("Amber", "Red")
    for _ in range(2):
        _again(tmp_path, _numbered(last))
    earlier = _report(tmp_path).partition("## What updates did before")[2]
    assert "| 2025-11-10 | paper.csv | changed in 1: leads |" in earlier
    assert "| 2025-11-10 | paper.csv | changed in 1: progress rag |" in earlier
    story = json.loads((tmp_path / "import-report.json").read_text("utf-8"))["story"]
    assert [len(each["told"]) for each in story] == [2, 1]


def test_of_much_that_changed_the_first_is_listed_and_the_report_has_all(tmp_path: Path) -> None:
    rows = [NURSES.replace("ward", f"ward number{n}") for n in range(15)]
    _import(tmp_path, _numbered(*rows))
    ran = _again(tmp_path, _numbered(*(row.replace("Amber", "Red") for row in rows)))
    lines = ran.out.partition("text not placed\n")[2].splitlines()
    assert lines[9:11] == ["changed in 10: progress rag", "  and 5 more, in the report"]
    assert "changed in 15: progress rag" in _report(tmp_path)


LISTED = "Area,Ref,Action,Lead,Due,RAG,Progress,Depends on\n"


@pytest.mark.parametrize(
    ("first", "then", "leads"),
    [("Matron; Clerk", "Clerk; Matron", "[Clerk, Matron]"), ("A; B; C", "C; A; B", "[C, A, B]")],
)
def test_another_order_of_a_list_loses_nothing(
    first: str, then: str, leads: str, tmp_path: Path
) -> None:
    row = 'Safety,1.1,Write the policy,"{}",May 2027,,,\n'
    _import(tmp_path, LISTED + row.format(first))
    for _ in range(2):
        _again(tmp_path, LISTED + row.format(then))
        assert f"leads: {leads}\n" in _action(tmp_path, "1.1")


def test_another_order_changes_no_list_that_the_plan_changed(tmp_path: Path) -> None:
    row = 'Safety,1.1,Write the policy,"{}",May 2027,,,\n'
    _import(tmp_path, LISTED + row.format("A; B; C"))
    (path,) = (tmp_path / "plan/areas").glob("*/1.1-*.yaml")
    path.write_text(path.read_text("utf-8").replace("[A, B, C]", "[A, B]"), "utf-8")
    _again(tmp_path, LISTED + row.format("C; B; A; D"))
    leads = next(line for line in _action(tmp_path, "1.1").splitlines() if "leads" in line)
    assert set(leads.partition(": ")[2].strip("[]").split(", ")) == {"A", "B", "D"}


def test_areas_are_known_by_their_titles_and_their_actions(tmp_path: Path) -> None:
    old = "Ref\tAction\tLead\tBy when\n{}\tLock the doors of the ward\tAD\tMay 2027\n"
    new = "Ref\tAction\tLead\tBy when\n1.1\tTell leaders what goes on\tSM\tMay 2027\n"
    put(tmp_path, {"a.txt": f"Area 1: Safety\nWe must be safe.\n{old.format('1.1')}"})
    assert planctl("import", "a.txt", cwd=tmp_path).code == 0
    paper = f"Area 1: Leadership\nLeaders must know.\n{new}Area 2: Safety\nWe must be safe.\n"
    put(tmp_path, {"b.txt": paper + old.format("2.1")})
    for _ in range(2):
        ran = planctl("import", "b.txt", "--update", cwd=tmp_path)
        assert ran.code == 0, ran.err
        assert "kept" not in ran.out
    folders = sorted(path.name for path in (tmp_path / "plan/areas").iterdir())
    assert folders == ["1-safety", "2-leadership"]
    area = (tmp_path / "plan/areas/2-leadership/area.yaml").read_text("utf-8")
    assert 'ref: "2"\ntitle: Leadership\nstatement: Leaders must know.\n' in area
    assert (tmp_path / "plan/areas/1-safety/1.1-lock-the-doors-of-the-ward.yaml").is_file()
    assert "We must be safe." in (tmp_path / "plan/areas/1-safety/area.yaml").read_text("utf-8")


def test_an_area_with_another_title_is_known_by_its_actions(tmp_path: Path) -> None:
    row = "{},{},Lock the doors of the ward,AD,May 2027,,,\n"
    _import(tmp_path, LISTED + row.format("Safety", "1.1"))
    _again(tmp_path, LISTED + row.format("Safe wards", "1.1"))
    assert "title: Safe wards\n" in (tmp_path / "plan/areas/1-safety/area.yaml").read_text("utf-8")


def test_the_same_words_in_two_areas_are_told_apart_by_area_lead_and_date(tmp_path: Path) -> None:
    rows = [
        f"Ward {ward},,Train all staff,Matron {ward},{day} 2027,,,\n"
        for ward, day in (("A", "1 May"), ("B", "1 June"))
    ]
    _import(tmp_path, LISTED + "".join(rows))
    before = [_action(tmp_path, ref) for ref in ("1.1", "2.1")]
    ran = _again(tmp_path, LISTED + "".join(reversed(rows)))
    assert "nothing needs a person" in ran.out
    assert [_action(tmp_path, ref) for ref in ("1.1", "2.1")] == before
    assert "Ward A" in (tmp_path / "plan/areas/1-ward-a/area.yaml").read_text("utf-8")


def test_what_an_action_waits_for_has_the_ref_of_the_plan(tmp_path: Path) -> None:
    row = "Safety,{},{},AD,May 2027,,,{}\n"
    names = ("Lock all doors", "Build that wall", "Paint every gate")
    _import(tmp_path, LISTED + "".join(row.format(n, x, "") for n, x in enumerate(names, 1)))
    swapped = (("1", names[1], ""), ("2", names[0], ""), ("3", names[2], "2"), ("4", "Sing", "1"))
    for _ in range(2):
        ran = _again(tmp_path, LISTED + "".join(row.format(*each) for each in swapped))
        assert "kept" not in ran.out
    assert 'depends_on: ["1"]\n' in _action(tmp_path, "3")
    assert 'depends_on: ["2"]\n' in _action(tmp_path, "4")


def test_a_note_of_another_day_is_another_note(tmp_path: Path) -> None:
    row = 'Safety,1.1,Meet,AD,May 2027,,"{}",\n'
    _import(tmp_path, LISTED + row.format("1 Sept 2026: Group met"))
    later = "1 Oct 2026: Group met\n1 Sept 2026: Group met"
    for _ in range(2):
        _again(tmp_path, LISTED + row.format(later))
        text = _action(tmp_path, "1.1")
        assert text.count("note: Group met\n") == 2
        assert "- date: 2026-09-01\n" in text
        assert "- date: 2026-10-01\n" in text


def test_only_what_follows_the_end_of_a_sentence_is_added_alone(tmp_path: Path) -> None:
    row = 'Safety,1.1,Meet,AD,May 2027,,"{}",\n'
    _import(tmp_path, LISTED + row.format("Audit complete"))
    ran = _again(tmp_path, LISTED + row.format("Audit complete in two wards only"))
    assert "note: Audit complete in two wards only\n" in _action(tmp_path, "1.1")
    assert "the note “Audit complete” stays beside the new one\n" in ran.out
    _again(tmp_path, LISTED + row.format("Audit complete. All is well"))
    assert "note: All is well\n" in _action(tmp_path, "1.1")


def test_an_open_question_with_another_text_stays_open_until_the_plan_changes(
    tmp_path: Path,
) -> None:
    _import(tmp_path, _numbered(NURSES.replace("30/09/2025", "Feb Board")))
    (path,) = (tmp_path / "plan/areas").glob("*/1-*.yaml")
    path.write_text(path.read_text("utf-8") + "timescale: 1 February 2027\n", "utf-8")
    april = _numbered(NURSES.replace("30/09/2025", "April Board"))
    for _ in range(3):
        assert "1 thing needs a person\n  1 timescale “April Board”" in _again(tmp_path, april).out
    path.write_text(path.read_text("utf-8").replace("February", "April"), "utf-8")
    assert "nothing needs a person" in _again(tmp_path, april).out


def test_what_is_open_of_a_new_action_is_asked_about_and_not_again_once_it_is_settled(
    tmp_path: Path,
) -> None:
    _import(tmp_path, _numbered(NURSES))
    more = _numbered(NURSES, CLINIC.replace("31/10/2025", "Sept Board"))
    for _ in range(2):
        ran = _again(tmp_path, more)
        assert "1 thing needs a person\n  2 timescale “Sept Board”" in ran.out
    (path,) = (tmp_path / "plan/areas").glob("*/2-*.yaml")
    path.write_text(path.read_text("utf-8") + "timescale: Sept 2025 board\n", "utf-8")
    assert "nothing needs a person" in _again(tmp_path, more).out


def test_a_value_that_is_open_is_not_called_gone(tmp_path: Path) -> None:
    _import(tmp_path, _numbered(CLINIC))
    odd = CLINIC.replace("Green", "G/A").replace("31/10/2025", "31/10/2025 extended to 1/3/2026")
    for _ in range(2):
        ran = _again(tmp_path, _numbered(odd))
        assert "gives none any more" not in ran.out
        assert "2 things need a person\n" in ran.out


def test_a_title_that_somebody_gave_stays_without_a_word(tmp_path: Path) -> None:
    _import(tmp_path, _numbered(NURSES))
    (path,) = (tmp_path / "plan/areas").glob("*/1-*.yaml")
    text = path.read_text("utf-8")
    path.write_text(text.replace("title: Recruit nurses for the ward", "title: Nurses"), "utf-8")
    for _ in range(3):
        ran = _again(tmp_path, _numbered(NURSES))
        assert "nothing needs a person" in ran.out
        assert "kept" not in ran.out


def test_an_action_that_the_paper_moves_stays_and_that_is_said(tmp_path: Path) -> None:
    row = "{},{},{},AD,May 2027,,,\n"
    first = row.format("Safety", "1.1", "Lock all doors") + row.format("Safety", "1.2", "Watch")
    other = row.format("Quality", "2.1", "Audit the files")
    _import(tmp_path, LISTED + first + other)
    moved = row.format("Safety", "1.1", "Lock all doors") + other
    ran = _again(tmp_path, LISTED + moved + row.format("Quality", "2.2", "Watch"))
    assert "kept: 1.2 in area 1; the paper has it in “Quality” (planctl move takes" in ran.out


def test_what_is_asked_names_the_action_as_the_plan_does(tmp_path: Path) -> None:
    _import(tmp_path, _numbered(NURSES, CLINIC))
    (path,) = (tmp_path / "plan/areas").glob("*/2-*.yaml")
    path.write_text(path.read_text("utf-8").replace("rag: green", "rag: blue"), "utf-8")
    ran = _again(tmp_path, _numbered(CLINIC.replace("Green", "Red"), NURSES))
    assert "1 thing needs a person\n  2 progress_rag (1 in the paper) “Red”: the plan" in ran.out
    assert "| 2 progress\\_rag (1 in the paper) (row 2) | Red |" in _report(tmp_path)


def test_a_role_that_was_taken_out_of_the_plan_comes_back_only_where_it_is_needed(
    tmp_path: Path,
) -> None:
    _import(tmp_path, _numbered(NURSES, CLINIC))
    (path,) = (tmp_path / "plan/areas").glob("*/1-*.yaml")
    path.write_text(path.read_text("utf-8").replace("[Matron]", "[Clinic Lead]"), "utf-8")
    put(tmp_path / "plan", {"roles.yaml": "Clinic Lead: Clinic Lead\n"})
    assert "nothing changes" in _again(tmp_path, _numbered(NURSES, CLINIC)).out
    _again(tmp_path, _numbered(NURSES, CLINIC.replace("Clinic Lead", "Matron")))
    assert "Matron: Matron\n" in (tmp_path / "plan/roles.yaml").read_text("utf-8")


def test_a_note_that_was_put_right_stands_beside_the_one_before_and_that_is_said(
    tmp_path: Path,
) -> None:
    audit = NURSES.replace("Two in post", "01/09/2025: First audit at 71 %")
    _import(tmp_path, _numbered(audit))
    ran = _again(tmp_path, _numbered(audit.replace("71", "72")))
    assert "1: the note “First audit at 71 %” stays beside the new one\n" in ran.out
    assert "First audit at 72 %" in _action(tmp_path, "1")


def test_a_question_about_a_ref_is_not_asked_again(tmp_path: Path) -> None:
    paper = HEAD + NURSES.format("1") + CLINIC.format("2") + ROOF.format("1")
    _import(tmp_path, paper)
    assert "1.1 ref" in _report(tmp_path).partition("## What was guessed")[0]
    assert planctl("rename", "1.1", "1a", cwd=tmp_path).code == 0
    assert "nothing needs a person\n" in _again(tmp_path, paper).out
    assert "the plan says “1a”" in _report(tmp_path)
