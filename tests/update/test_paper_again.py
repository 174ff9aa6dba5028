"""planctl import --update: a newer paper edits the plan, which keeps what is newer."""

import json
import re
from pathlib import Path

import pytest

from make import put
from running import Ran, planctl

HEAD = "Ref\tTitle\tAction\tLead\tBy when\tRAG\tProgress\tMilestones\tEvidence\n"
ONE = "1\tFirst\tDo this now\tAD\t31 May 2024\tG\tBegun.\tDraft\tMinutes\n"
TWO = "2\tSecond\tWrite a new procedure for all\tSM QA\t\t\tBegun.\t\t\n"
FILE = "plan/areas/1-actions/1-first.yaml"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a plan that was imported from a paper."""
    put(tmp_path, {"paper.txt": f"The council plan\nOur plan\nV1, May 2024\n{HEAD}{ONE}{TWO}"})
    assert planctl("import", "paper.txt", cwd=tmp_path).code == 0
    return tmp_path


def _again(desk: Path, rows: str, *flags: str, front: str = "V1, May 2024") -> Ran:
    put(desk, {"new.txt": f"The council plan\nOur plan\n{front}\n{HEAD}{rows}"})
    ran = planctl("import", "new.txt", "--update", *flags, "--as-at", "2024-05-01", cwd=desk)
    assert ran.code == 0, ran.err
    if "--dry-run" not in flags:
        _has_all_that_is_called_placed(desk)
    return ran


def _has_all_that_is_called_placed(desk: Path) -> None:
    report = json.loads((desk / "import-report.json").read_text("utf-8"))
    plan = " ".join(path.read_text("utf-8") for path in (desk / "plan").rglob("*.yaml"))
    there = set(re.findall(r"\w+", plan))
    placed = [each["text"] for each in report["pieces"] if each["fate"] == "placed"]
    assert [text for text in placed if set(re.findall(r"\w+", text)) - there] == []


def _change(desk: Path, old: str, new: str, file: str = FILE) -> None:
    path = desk / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def _text(desk: Path, file: str = FILE) -> str:
    return (desk / file).read_text("utf-8")


def test_the_same_paper_changes_nothing(desk: Path) -> None:
    before = {path: path.read_bytes() for path in (desk / "plan").rglob("*.yaml")}
    ran = _again(desk, ONE + TWO)
    assert ran.out.startswith("nothing changes: the plan says so already\n")
    assert {path: path.read_bytes() for path in (desk / "plan").rglob("*.yaml")} == before


def test_what_only_the_paper_changed_is_edited_and_comments_stay(desk: Path) -> None:
    _change(desk, "leads: [AD]", "leads: [AD]   # the deputy covers")
    ran = _again(desk, ONE.replace("\tAD\t", "\tSM QA\t").replace("\tG\t", "\tR\t") + TWO)
    assert "leads: [SM QA]   # the deputy covers\n" in _text(desk)
    assert "progress_rag: red\n" in _text(desk)
    assert "changed in 1: leads, progress rag\n" in ran.out


def test_what_was_changed_in_the_plan_since_is_kept_and_said_to_be(desk: Path) -> None:
    _change(desk, "leads: [AD]", "leads: [SM QA]")
    ran = _again(desk, ONE.replace("\tAD\t", "\tSRO\t") + TWO)
    assert "leads: [SM QA]\n" in _text(desk)
    assert "kept: 1 leads as it is; the paper now says “SRO” for “AD”\n" in ran.out
    report = (desk / "import-report.md").read_text("utf-8")
    assert "## What was done with the plan that was there" in report


@pytest.mark.parametrize(
    ("plan", "paper", "kept"),
    [
        ("[SM QA, AD]", "SRO, AD", "[SM QA, AD]"),
        ("[SM QA, AD]", "SRO", "[SM QA, SRO]"),
    ],
)
def test_who_is_accountable_is_asked_where_both_changed_the_leads(
    plan: str, paper: str, kept: str, desk: Path
) -> None:
    _change(desk, "leads: [AD]", f"leads: {plan}")
    ran = _again(desk, ONE.replace("\tAD\t", f"\t{paper}\t") + TWO)
    assert f"leads: {kept}\n" in _text(desk)
    assert "kept: 1 leads “" in ran.out


def test_a_newer_order_of_leads_is_asked_where_the_plan_changed_them(desk: Path) -> None:
    _again(desk, ONE.replace("\tAD\t", "\tAD, SRO\t") + TWO)
    _change(desk, "leads: [AD, SRO]", "leads: [AD, SRO, SM QA]")
    ran = _again(desk, ONE.replace("\tAD\t", "\tSRO, AD\t") + TWO)
    assert "leads: [AD, SRO, SM QA]\n" in _text(desk)
    assert "kept: 1 leads “" in ran.out


def test_a_first_lead_that_only_the_paper_changed_is_taken(desk: Path) -> None:
    _change(desk, "leads: [AD]", "leads: [AD, SM QA]")
    _again(desk, ONE.replace("\tAD\t", "\tSRO, AD\t") + TWO)
    assert "leads: [SRO, AD, SM QA]\n" in _text(desk)


def test_a_lead_that_the_paper_adds_leaves_what_is_written_beside_the_others(desk: Path) -> None:
    _change(desk, "leads: [AD]", "leads:\n  - AD  # the deputy covers")
    _again(desk, ONE.replace("\tAD\t", "\tAD, SRO\t") + TWO)
    assert "leads:\n  - AD  # the deputy covers\n  - SRO\n" in _text(desk)


def test_a_lead_that_the_paper_adds_does_not_become_the_first(desk: Path) -> None:
    _change(desk, "leads: [AD]", "leads: [SM QA]")
    _again(desk, ONE.replace("\tAD\t", "\tAD, SRO\t") + TWO)
    assert "leads: [SM QA, SRO]\n" in _text(desk)


def test_what_only_the_plan_changed_is_kept_without_a_word(desk: Path) -> None:
    _change(desk, "title: First", "title: Our own")
    ran = _again(desk, ONE + TWO)
    assert "kept" not in ran.out


def test_without_the_first_report_what_differs_is_kept_and_what_is_empty_is_filled(
    desk: Path,
) -> None:
    (desk / "import-report.json").write_text("{}", "utf-8")
    _change(desk, "progress_rag: green\n", "")
    ran = _again(desk, ONE.replace("\tFirst\t", "\tAnother\t") + TWO)
    assert "kept: 1 title “First”; the paper says “Another”\n" in ran.out
    assert "progress_rag: green\n" in _text(desk)


def test_new_progress_is_added_and_not_repeated(desk: Path) -> None:
    _again(desk, ONE.replace("Begun.", "Begun. Half of it is done") + TWO.replace("Begun.", "End"))
    assert "  - note: Begun.\n  - note: Half of it is done\n" in _text(desk)
    ran = _again(desk, ONE.replace("Begun.", "Begun! Half of it is done.") + TWO)
    assert ran.out.startswith("nothing changes")


def test_new_steps_and_evidence_are_added(desk: Path) -> None:
    _again(desk, ONE.replace("Draft", "Agree").replace("Minutes", "Survey") + TWO)
    assert "  - what: Draft\n  - what: Agree\n" in _text(desk)
    assert "  - title: Minutes\n    kind: document\n  - title: Survey\n" in _text(desk)


def test_a_later_date_is_asked_for_and_the_first_promise_stays(desk: Path) -> None:
    later = ONE.replace("31 May", "30 June") + TWO
    ran = _again(desk, later)
    assert "timescale: 31 May 2024\nextensions:\n  - to: 30 June 2024\n" in _text(desk)
    assert "requested: 2024-05-01\n" in _text(desk)
    assert "asked for as an extension" in ran.out
    (desk / "import-report.json").unlink()
    assert "nothing changes" in _again(desk, later).out


def test_a_date_that_was_asked_for_already_is_not_asked_for_again(desk: Path) -> None:
    asked = "extensions:\n  - {to: {written: end June, due: June 2024}, reason: More time}\nstatus:"
    _change(desk, "status:", asked)
    assert "nothing changes" in _again(desk, ONE.replace("31 May", "30 June") + TWO).out


def test_an_earlier_date_is_left_to_a_person(desk: Path) -> None:
    ran = _again(desk, ONE.replace("31 May", "30 April") + TWO)
    assert "kept: 1 timescale “31 May 2024”; the paper says “30 April 2024”" in ran.out
    assert "30 April" not in _text(desk)


def test_a_promise_that_is_missing_is_filled_in(desk: Path) -> None:
    _again(desk, ONE + TWO.replace("SM QA\t\t", "SM QA\t30 Sept 2024\t"))
    assert "timescale: 30 Sept 2024\n" in _text(desk, "plan/areas/1-actions/2-second.yaml")


def test_what_the_plan_says_by_now_is_asked_no_longer_until_the_paper_says_else(desk: Path) -> None:
    open_ = "1 thing needs a person\n  2 timescale “{} Board”: "
    second = "plan/areas/1-actions/2-second.yaml"
    boards = [ONE + TWO.replace("SM QA\t\t", f"SM QA\t{when} Board\t") for when in ("Feb", "Mar")]
    assert open_.format("Feb") in _again(desk, boards[0]).out
    _change(desk, "leads: [SM QA]\n", "leads: [SM QA]\ntimescale: Feb 2025 board\n", second)
    for _ in range(2):
        assert "nothing needs a person\n" in _again(desk, boards[0]).out
        assert "the plan says “Feb 2025 board”" in (desk / "import-report.md").read_text("utf-8")
    assert open_.format("Mar") in _again(desk, boards[1]).out


def test_what_both_changed_stays_open_until_they_say_the_same(desk: Path) -> None:
    _change(desk, "timescale: 31 May 2024", "timescale: 15 May 2024")
    _change(desk, "leads: [AD]", "leads: [SM QA]")
    newer = ONE.replace("31 May", "30 April").replace("\tAD\t", "\tSRO\t") + TWO
    open_ = (
        "kept: 1 leads as it is; the paper now says “SRO” for “AD”\n",
        "kept: 1 timescale “15 May 2024”; the paper says “30 April 2024”\n",
    )
    for _ in range(3):
        ran = _again(desk, newer)
        assert all(line in ran.out for line in open_), ran.out
        assert "things need a person\n" in ran.out
    _change(desk, "timescale: 15 May 2024", "timescale: 30 April 2024")
    assert open_[1] not in _again(desk, newer).out


def test_what_stays_open_is_edited_once_the_plan_goes_back(desk: Path) -> None:
    _change(desk, "leads: [AD]", "leads: [SM QA]")
    newer = ONE.replace("\tAD\t", "\tSRO\t") + TWO
    _again(desk, newer)
    _change(desk, "leads: [SM QA]", "leads: [AD]")
    _again(desk, newer)
    assert "leads: [SRO]\n" in _text(desk)


LONG = "Ref\tAction\n1\tTrain staff<p>Audit records<p>Learn<p>Check\n"


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    """A folder with a plan whose action has four items, one with a comment."""
    put(tmp_path, {"paper.txt": LONG})
    assert planctl("import", "paper.txt", cwd=tmp_path).code == 0
    (path,) = (tmp_path / "plan/areas/1-actions").glob("1-*.yaml")
    path.rename(path.with_name("1-first.yaml"))
    _change(tmp_path, "  - Learn\n", "  - Learn   # each month\n")
    return tmp_path


def _listing(desk: Path, *changes: tuple[str, str]) -> Ran:
    text = LONG
    for old, new in changes:
        text = text.replace(old, new)
    put(desk, {"new.txt": text})
    ran = planctl("import", "new.txt", "--update", cwd=desk)
    _has_all_that_is_called_placed(desk)
    return ran


def test_items_that_paper_and_plan_changed_come_together_and_comments_stay(listing: Path) -> None:
    _change(listing, "- Train staff", "- Train all staff")
    changes = (
        ("Audit records", "Audit all records"),
        ("Learn", "Learn<p>Tell"),
        ("k\n", "k<p>End\n"),
    )
    ran = _listing(listing, *changes)
    items = "  - Train all staff\n  - Audit all records\n  - Learn   # each month\n  - Tell\n"
    assert f"{items}  - Check\n  - End\n" in _text(listing)
    assert "kept" not in ran.out
    report = (listing / "import-report.md").read_text("utf-8")
    assert "| line 2 | Train staff | 1 actions: the plan was changed since" in report


def test_an_item_that_both_changed_stays_open_and_it_alone_is_asked_about(listing: Path) -> None:
    _change(listing, "- Audit records", "- Audit files")
    for _ in range(2):
        ran = _listing(listing, ("Audit records", "Audit all records"), ("Check", "Check it"))
        assert "  - Audit files\n" in _text(listing)
        assert "  - Check it\n" in _text(listing)
        open_ = (
            "kept: 1 actions as it is; the paper now says “Audit all records” for “Audit records”\n"
        )
        assert open_ in ran.out
        assert (
            "1 thing needs a person\n  1 actions “Audit all records”: the paper now says" in ran.out
        )


def test_an_item_that_the_paper_took_out_goes_unless_the_plan_changed_it(listing: Path) -> None:
    _listing(listing, ("Check", "Check<p>More"))
    _change(listing, "   # each month", "")
    _listing(listing, ("Train staff<p>", ""), ("Check", "Check<p>More"))
    assert "actions:\n  - Audit records\n  - Learn\n  - Check\n  - More\n" in _text(listing)
    _change(listing, "- Audit records", "- Audit files")
    changes = (("Train staff<p>", ""), ("Audit records<p>", ""))
    _listing(listing, *changes, ("Check", "Check<p>More"))
    assert "actions:\n  - Audit files\n  - Learn\n" in _text(listing)


def test_items_that_only_the_plan_took_out_or_swapped_are_told_as_open_where_they_meet(
    listing: Path,
) -> None:
    _change(listing, "  - Train staff\n  - Audit records\n", "  - Audit records\n")
    ran = _listing(listing, ("Train staff<p>Audit records<p>", "Check<p>"))
    said = "the paper has no longer “Train staff” and “Audit records”\n"
    assert f"kept: 1 actions as it is; {said}" in ran.out


def test_items_that_the_paper_took_out_stay_where_the_plan_put_one_between_them(
    listing: Path,
) -> None:
    _change(listing, "  - Audit records\n", "  - Tell\n  - Audit records\n")
    ran = _listing(listing, ("Train staff<p>Audit records<p>", ""))
    said = "the paper has no longer “Train staff” and “Audit records”\n"
    assert f"kept: 1 actions as it is; {said}" in ran.out


def test_an_item_with_a_comment_is_taken_out_by_hand(listing: Path) -> None:
    ran = _listing(listing, ("<p>Learn", ""))
    assert ran.code == 2
    assert "has a comment within what would be replaced" in ran.err
    assert "# each month" in _text(listing)


def test_without_the_first_report_what_differs_stays_open_too(desk: Path) -> None:
    (desk / "import-report.json").unlink()
    newer = ONE.replace("\tAD\t", "\tSM QA\t") + TWO
    kept = "kept: 1 leads “AD”; the paper says “SM QA”\n"
    assert kept in _again(desk, newer).out
    assert kept in _again(desk, newer).out


def test_the_report_does_not_call_placed_what_the_plan_did_not_take(desk: Path) -> None:
    _change(desk, "timescale: 31 May 2024", "timescale: 15 May 2024")
    _change(desk, "title: First", "title: Our own")
    _again(desk, ONE.replace("31 May", "30 April") + TWO)
    report = json.loads((desk / "import-report.json").read_text("utf-8"))
    fates = {p["text"]: (p["fate"], p["why"]) for p in report["pieces"]}
    kept = "the plan says “15 May 2024”, which was kept: make the two say the same"
    assert fates["30 April 2024"] == ("asked", kept)
    newer = "1 title: the plan was changed since, and says “Our own”"
    assert fates["First"] == ("left", newer)


def test_a_date_that_was_taken_out_of_the_plan_stays_out(desk: Path) -> None:
    _change(desk, "timescale: 31 May 2024\n", "")
    assert "nothing changes" in _again(desk, ONE + TWO).out
    report = (desk / "import-report.md").read_text("utf-8")
    assert "1 timescale: the plan was changed since, and says nothing of it" in report


def _stepped(desk: Path, day: str) -> Ran:
    return _again(desk, ONE.replace("\tDraft\t", f"\tDraft, {day} May 2024\t") + TWO)


def test_a_date_of_a_step_follows_the_paper(desk: Path) -> None:
    _stepped(desk, "10")
    assert "  - what: Draft, 10 May 2024\n    timescale: 10 May 2024\n" in _text(desk)
    _stepped(desk, "17")
    assert "  - what: Draft, 17 May 2024\n    timescale: 17 May 2024\n" in _text(desk)
    assert _text(desk).count("what: Draft") == 1


def test_a_date_of_a_step_that_both_changed_stays_open(desk: Path) -> None:
    _stepped(desk, "10")
    _change(desk, "timescale: 10 May 2024", "timescale: 13 May 2024")
    for _ in range(2):
        ran = _stepped(desk, "17")
        assert "milestones “Draft, 17 May 2024” timescale “13 May 2024”; the paper" in ran.out
        assert "1 thing needs a person\n  1 milestones: the plan says “13 May 2024”" in ran.out
    assert "timescale: 13 May 2024\n" in _text(desk)


def test_a_step_or_a_note_that_was_taken_out_of_the_plan_stays_out(desk: Path) -> None:
    text = _text(desk)
    left = text.replace("milestones:\n  - what: Draft\n", "").replace(
        "- note: Begun.", "- note: Other"
    )
    (desk / FILE).write_text(left, "utf-8")
    assert "nothing changes" in _again(desk, ONE + TWO).out
    assert _text(desk) == left
    report = (desk / "import-report.md").read_text("utf-8")
    for key, words in (("milestones", "Draft"), ("progress", "Begun.")):
        why = f"1 {key}: the plan was changed since, and says nothing of it"
        assert f"| line 5 | {words} | {why} |" in report


def test_a_step_that_the_paper_has_no_longer_is_kept_and_named(desk: Path) -> None:
    ran = _again(desk, ONE.replace("\tDraft\t", "\t\t") + TWO)
    assert "kept: not in the paper any more: 1 milestones “Draft”\n" in ran.out
    assert "- what: Draft\n" in _text(desk)


def test_steps_of_one_name_are_told_apart_by_their_order(desk: Path) -> None:
    rows = ONE.replace("\tDraft\t", "\tDraft<p>Draft\t")
    _again(desk, rows + TWO)
    assert _text(desk).count("- what: Draft\n") == 2
    assert "nothing changes" in _again(desk, rows + TWO).out


def test_a_title_that_was_made_follows_the_words_of_the_action(tmp_path: Path) -> None:
    head = "Ref\tAction\tBy when\n"
    put(tmp_path, {"paper.txt": f"{head}1\tWrite the procedure for all\tMay 2024\n"})
    assert planctl("import", "paper.txt", cwd=tmp_path).code == 0
    put(tmp_path, {"new.txt": f"{head}1\tWrite the procedure for homes\tMay 2024\n"})
    (path,) = (tmp_path / "plan/areas").glob("*/1-*.yaml")
    assert planctl("import", "new.txt", "--update", cwd=tmp_path).code == 0
    assert "title: Write the procedure for homes\n" in path.read_text("utf-8")
    _change(tmp_path, "title: Write the procedure for homes", "title: Homes", str(path))
    ran = planctl("import", "paper.txt", "--update", cwd=tmp_path)
    assert "title: Homes\n" in path.read_text("utf-8")
    assert "kept" not in ran.out


PROSE = (
    "The council plan\nOur plan\nIntroduction\n{intro}\nAreas for improvement\n{finding}\n"
    "Area 1: Actions\n{area}\n"
    "Ref\tAction\tBy when\n1\tDo this now\tMay 2024\nGlossary\nAD - {meaning}\n{more}"
)
BEFORE = {
    "intro": "This plan says what is done.",
    "finding": "Leaders do not know their services.",
    "area": "Children are safe.",
    "meaning": "Assistant Director",
    "more": "",
}


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A folder with a plan that was imported from a paper with prose."""
    put(tmp_path, {"paper.txt": PROSE.format(**BEFORE)})
    assert planctl("import", "paper.txt", cwd=tmp_path).code == 0
    return tmp_path


def _prose(folder: Path, **changed: str) -> Ran:
    put(folder, {"new.txt": PROSE.format(**{**BEFORE, **changed})})
    ran = planctl("import", "new.txt", "--update", "--as-at", "2024-05-01", cwd=folder)
    assert ran.code == 0, ran.err
    _has_all_that_is_called_placed(folder)
    return ran


@pytest.mark.parametrize(
    ("part", "file"),
    [
        ("intro", "plan/plan.yaml"),
        ("area", "plan/areas/1-actions/area.yaml"),
        ("meaning", "plan/glossary.yaml"),
    ],
)
def test_prose_and_words_that_only_the_paper_changed_are_edited(
    part: str, file: str, told: Path
) -> None:
    _prose(told, **{part: "Something else altogether."})
    assert "Something else altogether." in _text(told, file)
    assert BEFORE[part] not in _text(told, file)
    assert "nothing changes" in _prose(told, **{part: "Something else altogether."}).out


def test_a_word_that_the_glossary_has_not_is_added(told: Path) -> None:
    _prose(told, more="SM - Service Manager\n")
    assert "SM: Service Manager\n" in _text(told, "plan/glossary.yaml")


def test_a_meaning_that_both_changed_stays_open(told: Path) -> None:
    _change(told, "Assistant Director", "Deputy Director", "plan/glossary.yaml")
    kept = "kept: glossary AD “Deputy Director”; the paper says “Area Director”\n"
    assert kept in _prose(told, meaning="Area Director").out
    ran = _prose(told, meaning="Area Director")
    assert kept in ran.out
    assert "  glossary “Area Director”: “AD”: the plan says “Deputy Director”, which was" in ran.out


def test_findings_are_left_to_a_person_because_the_plan_builds_on_them(told: Path) -> None:
    before = _text(told, "plan/plan.yaml")
    new = "Leaders know little of their services."
    for _ in range(2):
        assert "kept: plan findings “" in _prose(told, finding=new).out
    assert _text(told, "plan/plan.yaml") == before


def test_findings_that_an_action_answers_are_left_to_a_person(tmp_path: Path) -> None:
    head = "Ref\tFinding\tAction\n"
    put(tmp_path, {"paper.txt": f"{head}1\tPlans are weak\tDo this\n"})
    put(tmp_path, {"new.txt": f"{head}1\tPlans are late\tDo this\n"})
    assert planctl("import", "paper.txt", cwd=tmp_path).code == 0
    for _ in range(2):
        ran = planctl("import", "new.txt", "--update", cwd=tmp_path)
        assert ran.code == 0, ran.err
        assert "kept: 1 findings “plans-weak”; the paper says “plans-late”\n" in ran.out
        assert "kept: plan findings “" in ran.out


def test_a_file_that_the_plan_has_not_is_begun(told: Path) -> None:
    (told / "plan/glossary.yaml").unlink()
    assert "glossary.yaml is new\n" in _prose(told).out
    assert _text(told, "plan/glossary.yaml").endswith("AD: Assistant Director\n")


def test_a_plan_with_a_file_that_cannot_be_read_is_mended_first(desk: Path) -> None:
    _change(desk, "timescale: 31 May 2024", "timescale: some day")
    put(desk, {"new.txt": HEAD + ONE.replace("31 May", "30 June") + TWO})
    ran = planctl("import", "new.txt", "--update", cwd=desk)
    assert (ran.code, "1-first.yaml could not be read" in ran.err) == (2, True)


def test_new_actions_areas_and_roles_are_added_and_missing_actions_named(desk: Path) -> None:
    paper = (
        f"The council plan\nOur plan\nArea 1: Actions\n{HEAD}{ONE}3\tThird\tDo more\tAD\t\t\t\t\t\n"
        f"Area 2: Learning\n{HEAD}4\t\tLearn\tHOS Schools\t\t\t\t\t\n5\t\tLearn\tAD\t\t\t\t\t\n"
        "Glossary\nHOS - Head of Service\n"
    )
    put(desk, {"new.txt": paper})
    ran = planctl("import", "new.txt", "--update", cwd=desk)
    assert ran.code == 0, ran.err
    assert "kept: not in the paper any more: 2\n" in ran.out
    assert "3: a new action\n" in ran.out
    assert (desk / "plan/areas/1-actions/3-third.yaml").is_file()
    assert (desk / "plan/areas/2-learning/4-learn.yaml").is_file()
    assert "title: Learning\n" in _text(desk, "plan/areas/2-learning/area.yaml")
    assert "HOS Schools:" in _text(desk, "plan/roles.yaml")
    assert _text(desk, "plan/glossary.yaml") == "HOS: Head of Service\n"


def test_roles_are_begun_where_the_plan_names_none_yet(desk: Path) -> None:
    (desk / "plan/roles.yaml").unlink()
    _again(desk, ONE + TWO)
    assert "SM QA: SM QA\n" in _text(desk, "plan/roles.yaml")


def test_an_action_is_known_by_its_words_where_it_has_another_ref(desk: Path) -> None:
    ran = _again(desk, ONE + TWO.replace("2\tS", "2.1\tS").replace("Begun", "It is done"))
    assert "note: It is done." in _text(desk, "plan/areas/1-actions/2-second.yaml")
    assert "new action" not in ran.out


def test_an_action_that_was_taken_out_of_the_plan_stays_out(desk: Path) -> None:
    (desk / "plan/areas/1-actions/2-second.yaml").unlink()
    ran = _again(desk, ONE + TWO)
    assert "2 was taken out of the plan since it was imported; it stays out\n" in ran.out
    assert not (desk / "plan/areas/1-actions/2-second.yaml").exists()
    report = (desk / "import-report.md").read_text("utf-8")
    assert "| line 6 | Second | was taken out of the plan since it was imported |" in report
    assert "| 2 status |" not in report


def test_the_version_and_date_of_the_plan_follow_the_paper(desk: Path) -> None:
    _again(desk, ONE + TWO, front="V2, June 2024")
    assert "version: V2\ndate: June 2024\n" in _text(desk, "plan/plan.yaml")


def test_a_plan_without_a_front_is_brought_up_to_date_all_the_same(desk: Path) -> None:
    (desk / "plan/plan.yaml").unlink()
    assert "changed in 1: progress\n" in _again(desk, ONE.replace("Begun.", "Half done.") + TWO).out


def test_a_dry_run_shows_the_edits_and_writes_nothing(desk: Path) -> None:
    before = _text(desk)
    ran = _again(desk, ONE.replace("Begun.", "Half done.") + TWO, "--dry-run")
    assert "+  - note: Half done.\n" in ran.out
    assert "a dry run: nothing was written" in ran.err
    assert _text(desk) == before


def test_for_programs_the_result_stands_alone(desk: Path) -> None:
    ran = _again(desk, ONE.replace("Begun.", "Half done.") + TWO, "--format", "json")
    assert json.loads(ran.out)["told"] == ["changed in 1: progress"]
    assert "+  - note: Half done.\n" in ran.err


def test_there_has_to_be_a_plan(tmp_path: Path) -> None:
    put(tmp_path, {"paper.txt": HEAD + ONE})
    ran = planctl("import", "paper.txt", "--update", cwd=tmp_path)
    assert (ran.code, "there is no plan" in ran.err) == (2, True)


REVISED = "Ref,Title,Action,Original target date,Revised target date,Status\n"


def _revised(tmp_path: Path, row: str, *flags: str) -> str:
    """What the action of a tracker says once a newer paper has come, or the first."""
    put(tmp_path, {"a.csv": f"{REVISED}{row}\n"})
    assert planctl("import", "a.csv", *flags, "--as-at", "2026-05-01", cwd=tmp_path).code == 0
    return _text(tmp_path)


def test_a_newer_revised_date_is_asked_for_beside_the_one_before(tmp_path: Path) -> None:
    _revised(tmp_path, "1,First,Do,31/03/2027,30/06/2027,Open")
    again = _revised(tmp_path, "1,First,Do,31/03/2027,30/06/2027,Open", "--update")
    assert again.count("- to: ") == 1
    _change(tmp_path, "to: 30/06/2027", "to: 30 June 2027")
    assert _revised(tmp_path, "1,First,Do,31/03/2027,30/06/2027,Open", "--update").count("to:") == 1
    newer = _revised(tmp_path, "1,First,Do,31/03/2027,31/08/2027,Open", "--update")
    assert re.findall("- to: (.*)", newer) == ["30 June 2027", "31/08/2027"]
    assert "timescale: 31/03/2027\n" in newer


def test_what_a_newer_paper_calls_off_is_asked_of_the_board(tmp_path: Path) -> None:
    _revised(tmp_path, "1,First,Do,31/03/2027,,Open")
    text = _revised(tmp_path, "1,First,Do,31/03/2027,,Rejected", "--update")
    assert "status: withdrawn\n" in text
    assert "reason: The paper says “Rejected”\n" in text


def test_the_day_on_which_an_extension_was_agreed_is_added_once_it_is_answered(
    tmp_path: Path,
) -> None:
    row = "1,First,Do,31/03/2027,30/06/2027,Open"
    _revised(tmp_path, row)
    file = tmp_path / "import-answers.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("answer:\n", "answer: 12 March 2026\n"), "utf-8")
    assert "agreed: 2026-03-12\n" in _revised(tmp_path, row, "--update")
