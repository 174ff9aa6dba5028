"""planctl doctor: what is there, what is missing, and what to do about it."""

import re
from pathlib import Path, PureWindowsPath

import pytest
import yaml

from faults import killed_at
from make import small_plan
from planctl.save.files import UNFINISHED, Draft, replace_files
from planctl.workspace import diagnosis, install
from repo import UNCONFIGURED, Repo, clone, planned, repo
from running import Ran, planctl

pytestmark = pytest.mark.slow

WIRED = '# yaml-language-server: $schema=../../../schema/action.schema.json\nref: "1.1"\ntitle: x\n'


def _doctor(root: Path, *words: str) -> Ran:
    return planctl("doctor", *words, cwd=root, env={**UNCONFIGURED})


@pytest.fixture
def made(tmp_path: Path) -> Repo:
    """A plan in git."""
    return planned(tmp_path / "made")


def test_a_plan_that_is_well_has_nothing_wrong(made: Repo) -> None:
    ran = _doctor(made.root)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith("ok:    planctl ")
    assert "ok:    the plan in plan: 1 action, 0 files that cannot be read" in lines
    assert "ok:    the plan is in git, with its whole history" in lines
    assert made.git("status", "--porcelain") == ""


def test_programs_get_the_same(made: Repo) -> None:
    findings = _doctor(made.root, "--format", "json").json["findings"]
    assert {each["state"] for each in findings} == {"ok", "note"}


def test_without_a_plan_it_says_where_one_was_looked_for(tmp_path: Path) -> None:
    ran = _doctor(tmp_path)
    assert ran.code == 1
    assert "wrong: there is no plan here" in ran.out


def test_files_that_cannot_be_read_are_counted(made: Repo) -> None:
    (made.root / "plan/roles.yaml").write_text("AD: [\n")
    ran = _doctor(made.root)
    assert (ran.code, "1 file that cannot be read" in ran.out) == (1, True)


def test_an_editor_that_does_not_find_a_schema_is_said(made: Repo) -> None:
    file = made.root / "plan/areas/1-practice/1.1-first.yaml"
    assert "does not know what these files are: " in _doctor(made.root).out
    file.write_text(WIRED)
    ran = _doctor(made.root)
    assert ran.code == 1
    assert "wrong: an editor does not find the schema of areas/1-practice/1.1-first.yaml" in ran.out
    [command] = re.findall("run planctl (schema --out .*), where", ran.out)
    planctl(*command.split(), cwd=made.root)
    assert "does not find the schema" not in _doctor(made.root).out
    for path in (made.root / "plan").rglob("*.yaml"):
        path.write_text("# yaml-language-server: $schema=https://example.org/s.json\n")
    assert "editors find the schema of every file" in _doctor(made.root).out


def test_a_merge_driver_that_is_named_and_not_set_up_is_a_note(made: Repo) -> None:
    (made.root / ".gitattributes").write_text(
        "plan/**/*.yaml merge=planctl\nplan/*.yaml merge=planctl\n"
    )
    ran = _doctor(made.root)
    assert ran.code == 0
    assert "note:  in this clone, two people's changes are merged by lines" in ran.out
    made.git("config", "merge.planctl.driver", "planctl merge-driver %O %A %B %P %L")
    assert "ok:    two people's changes are merged by meaning" in _doctor(made.root).out


def test_a_history_that_is_cut_short_is_wrong(made: Repo, tmp_path: Path) -> None:
    made.commit("2024-02-02", "More", {"plan/glossary.yaml": "A: b\n"})
    short = clone(made, tmp_path / "short", "--depth", "1")
    ran = _doctor(short.root)
    assert (ran.code, "wrong: the history is cut short" in ran.out) == (1, True)


@pytest.mark.parametrize("host", ["none", "github", "gitlab", "azure"])
def test_a_plan_that_was_just_begun_has_nothing_wrong(host: str, tmp_path: Path) -> None:
    planctl("init", "a", "--title", "A", "--organisation", "B", "--host", host, cwd=tmp_path)
    made = repo(tmp_path / "a")
    ran = _doctor(made.root)
    assert (ran.code, "wrong:" in ran.out) == (0, False)
    assert "note:  nothing of the plan has been committed yet" in ran.out
    made.commit("2024-02-02", "Begin")
    assert "ok:    the plan is in git, with its whole history" in _doctor(made.root).out


def test_a_plan_that_is_not_committed_in_a_repository_that_has_commits_is_a_note(
    made: Repo,
) -> None:
    (made.root / "plan").rename(made.root / "other")
    small_plan(made.root / "new/plan")
    words = ("--plan", "new/plan")
    assert "note:  nothing of the plan has been committed yet" in _doctor(made.root, *words).out


def test_what_only_some_papers_need_is_named_where_it_is_not_installed(
    made: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (
        "ok:    what is needed for Word, Excel, PDF, imported PDF, Parquet and Watching is"
        in _doctor(made.root).out
    )
    monkeypatch.setattr(install, "find_spec", {"docx": 1, "openpyxl": 1, "pyarrow": 1}.get)
    ran = _doctor(made.root)
    assert ran.code == 0
    assert "ok:    what is needed for Parquet is installed" in ran.out
    assert (
        "note:  not installed: what planctl needs for PDF: packs (typst)\n"
        f"       where it is wanted, {install.install_hint('pdf')}\n"
    ) in ran.out
    assert "what planctl needs for Word: packs, forms and papers (resvg_py)" in ran.out
    monkeypatch.setattr(install, "find_spec", {}.get)
    ran = _doctor(made.root)
    assert "is installed" not in ran.out
    assert "Excel: workbooks, forms and papers (openpyxl, xlsxwriter and resvg_py)" in ran.out


def test_what_a_sparse_checkout_leaves_out_is_wrong_and_named(made: Repo) -> None:
    made.git("sparse-checkout", "set", "--no-cone", "/*", "!/plan/areas/1-practice/1*")
    ran = _doctor(made.root)
    left = "git left 1 file of the plan out of this checkout: areas/1-practice/1.1-first.yaml"
    assert (ran.code, f"wrong: {left}\n" in ran.out) == (1, True)


def test_a_plan_outside_git_is_a_note(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan")
    assert "note:  " in _doctor(tmp_path).out


def test_without_git_that_is_wrong_and_the_rest_is_said(made: Repo, tmp_path: Path) -> None:
    ran = planctl("doctor", cwd=made.root, env={"PATH": str(tmp_path)})
    assert "wrong: git is not installed" in ran.out
    assert "ok:    the plan in plan" in ran.out


def test_the_slow_parser_is_a_note(made: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert "note:  YAML is read by the slow parser" in _doctor(made.root).out


def _stop_half_way(root: Path) -> None:
    """Kill a change of two files once the first is in its place."""
    drafts = [
        Draft(root / name, name, b"X: old\n", b"X: new\n")
        for name in ("glossary.yaml", "roles.yaml")
    ]
    for number in range(200):
        for draft in drafts:
            draft.path.write_bytes(b"X: old\n")
        for path in root.glob(".*"):
            path.unlink()
        killed_at(number, lambda: replace_files(root, drafts))
        if (root / UNFINISHED).exists() and (root / "glossary.yaml").read_bytes() == b"X: new\n":
            return
    pytest.fail("it was never half done")


def test_a_change_that_was_stopped_half_way_is_finished_when_asked(made: Repo) -> None:
    root = (made.root / "plan").resolve()
    _stop_half_way(root)
    ran = planctl("status", cwd=made.root)
    assert (ran.code, ran.out) == (2, "")
    assert "run planctl doctor --mend, which finishes it" in ran.err
    assert "wrong: a change of several files was stopped half-way" in _doctor(made.root).out
    assert (root / "roles.yaml").read_bytes() == b"X: old\n"
    mended = _doctor(made.root, "--mend")
    assert (
        "ok:    a change that was stopped half-way is finished: glossary.yaml, roles.yaml"
        in mended.out
    )
    assert (root / "roles.yaml").read_bytes() == b"X: new\n"
    assert planctl("status", cwd=made.root).code == 0


def test_what_a_killed_run_left_behind_is_named(made: Repo) -> None:
    (made.root / "plan/.plan.yaml.x1").write_text("half")
    assert "note:  left by a run that was killed: .plan.yaml.x1" in _doctor(made.root).out


PLACES = {
    "C:/Users/a/OneDrive - A Council/plan": "copied by OneDrive",
    "C:/Users/a/Council files/plan": "copied by OneDrive",  # which a variable names
    "C:/Users/a/Dropbox (Council)/plan": "copied by Dropbox",
    "//server/share/plan": "on a network share",
    "C:/Users/a/plan": "",
}


@pytest.mark.parametrize("place", PLACES)
def test_what_to_expect_of_git_in_a_copied_folder_or_on_a_share_is_said(place: str) -> None:
    variables = {"OneDriveCommercial": "C:\\Users\\a\\Council files", "OneDrive": ""}
    found = [each.words for each in diagnosis.check_place(PureWindowsPath(place), variables)]
    assert len(found) == bool(PLACES[place])
    assert all(PLACES[place] in words for words in found)


def test_a_plan_in_a_folder_that_is_copied_is_told_so_when_it_is_in_git(tmp_path: Path) -> None:
    ran = _doctor(planned(tmp_path / "OneDrive - A Council/made").root)
    assert (ran.code, "copied by OneDrive" in ran.out) == (0, True)
    assert "share it by git push" in ran.out
