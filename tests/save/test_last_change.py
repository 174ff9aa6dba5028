"""The last change is recorded, and taken back only where the files are as it left them."""

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from faults import killed_at
from make import put
from planctl.model.problem import Stop
from planctl.save.files import RECORD, Draft, draft_diff, finish_change, unfinished_steps
from planctl.save.last_change import SIZE_LIMIT, read_last_change, undo_drafts, write_drafts

pytestmark = pytest.mark.slow

OLD: Final = {"plan.yaml": b"old\r\n", "measures/a.yaml": b"", "areas/1/1.1.yaml": b"\xff\n"}
NEW: Final = {"plan.yaml": b"new\n", "measures/b.yaml": b"", "areas/1/1.1.yaml": b"new\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return put(tmp_path.resolve() / "plan", OLD)


def _drafts(root: Path) -> list[Draft]:
    paths = sorted({*OLD, *NEW})
    return [Draft(root / path, path, OLD.get(path), NEW.get(path)) for path in paths]


def _held(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file())
    names = ((path.relative_to(root).as_posix(), path) for path in files)
    return {name: path.read_bytes() for name, path in names if "/." not in f"/{name}"}


def _undo(root: Path) -> bool:
    change = read_last_change(root)
    return write_drafts(root, undo_drafts(root, "plan", change), "planctl undo", since=change)


def _refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Stop) as stopped:
        act()
    return stopped.value.message


def test_a_change_is_taken_back_and_taking_it_back_is_too(root: Path) -> None:
    assert write_drafts(root, _drafts(root), "planctl set plan title New")
    assert read_last_change(root).command == "planctl set plan title New"
    assert _undo(root)
    assert _held(root) == OLD
    assert _undo(root)
    assert _held(root) == NEW


def test_a_folder_that_a_change_made_goes_with_its_file(root: Path) -> None:
    path = root / "areas/2/area.yaml"
    write_drafts(root, [Draft(path, "area.yaml", None, b"new\n")], "planctl add area")
    _undo(root)
    assert not path.parent.exists()
    _undo(root)
    assert path.read_bytes() == b"new\n"


def test_a_file_under_another_name_is_shown_as_one(root: Path) -> None:
    gone = Draft(root / "plan.yaml", "plan/plan.yaml", OLD["plan.yaml"], None)
    renamed = Draft(root / "roles.yaml", "plan/roles.yaml", None, OLD["plan.yaml"], gone)
    write_drafts(root, [gone, renamed], "planctl rename")
    drafts = undo_drafts(root, "plan", read_last_change(root))
    assert [*draft_diff(drafts)] == ["plan/roles.yaml becomes plan/plan.yaml"]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_run_that_is_killed_at_any_call_leaves_files_and_record_that_fit(
    tmp_path: Path, *, after: bool
) -> None:
    for number in range(200):
        root = put(tmp_path / str(number) / "plan", OLD)
        was_killed = killed_at(
            number,
            lambda: write_drafts(root, _drafts(root), "planctl set"),  # noqa: B023
            after=after,
        )
        if unfinished_steps(root):
            finish_change(root)
        if (root / RECORD).exists():
            assert _held(root) == NEW, number
            _undo(root)
        assert _held(root) == OLD, number
        if not was_killed:
            break
    else:
        pytest.fail("the change never ended")
    assert number > 20


def test_only_its_owner_reads_the_record_and_git_passes_it_over(root: Path) -> None:
    write_drafts(root, _drafts(root), "planctl set")
    assert (root / RECORD).stat().st_mode & 0o077 == 0
    assert (root / RECORD).parent.stat().st_mode & 0o077 == 0
    assert (root / ".planctl/.gitignore").read_text() == "*\n"


def test_where_no_record_can_be_kept_the_change_is_written_all_the_same(root: Path) -> None:
    (root / ".planctl").write_text("a file of this name")
    assert not write_drafts(root, _drafts(root), "planctl set")
    assert _held(root) == NEW


def test_a_link_in_the_place_of_the_folder_of_records_is_not_followed(root: Path) -> None:
    (root.parent / "elsewhere").mkdir()
    (root / ".planctl").symlink_to(root.parent / "elsewhere")
    assert not write_drafts(root, _drafts(root), "planctl set")
    assert not [*(root.parent / "elsewhere").glob("last*")]
    put(root.parent, {"elsewhere/last-change.json": "{}"})
    assert _refusal(lambda: read_last_change(root)).startswith("there is no change here")


@pytest.mark.parametrize("kept", [False, True], ids=["first", "in place of another"])
def test_of_a_change_that_is_too_large_there_is_no_record(root: Path, *, kept: bool) -> None:
    large = put(root, {"glossary.yaml": b"x" * (SIZE_LIMIT + 1)}) / "glossary.yaml"
    if kept:
        write_drafts(root, _drafts(root), "planctl set")
    draft = Draft(large, "glossary.yaml", large.read_bytes(), b"new\n")
    assert not write_drafts(root, [draft], "planctl fmt")
    assert large.read_bytes() == b"new\n"
    assert _refusal(lambda: read_last_change(root)).startswith("there is no change here")


def test_a_file_that_was_changed_since_is_named_and_all_stay(root: Path) -> None:
    write_drafts(root, _drafts(root), "planctl set")
    (root / "measures/b.yaml").unlink()
    (root / "plan.yaml").write_bytes(b"by hand\n")
    held = _held(root)
    assert _refusal(lambda: _undo(root)) == (
        "measures/b.yaml and plan.yaml were changed since, so nothing was taken back"
    )
    assert _held(root) == held


def test_what_git_brought_back_already_is_not_taken_back_again(root: Path) -> None:
    write_drafts(root, _drafts(root), "planctl set")
    shutil.rmtree(root / "measures")
    put(root, OLD)
    assert _refusal(lambda: _undo(root)).startswith("the files are as they were before")


def test_the_change_of_another_command_meanwhile_is_not_taken_back(root: Path) -> None:
    write_drafts(root, _drafts(root), "planctl set")
    change = read_last_change(root)
    drafts = undo_drafts(root, "plan", change)
    write_drafts(root, [Draft(root / "roles.yaml", "roles", None, b"x\n")], "planctl set")
    assert _refusal(lambda: write_drafts(root, drafts, "planctl undo", since=change)) == (
        "another command changed the plan meanwhile, so nothing was taken back"
    )


def test_the_record_of_another_person_is_neither_read_nor_replaced(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_drafts(root, _drafts(root), "planctl set")
    record = (root / RECORD).read_bytes()

    def refused(*_: object) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("planctl.save.last_change.file_bytes", refused)
    assert _refusal(lambda: read_last_change(root)) == (
        "what the last command changed cannot be read: Permission denied"
    )
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert not write_drafts(
        root, [Draft(root / "roles.yaml", "roles", None, b"x\n")], "planctl set"
    )
    assert (root / RECORD).read_bytes() == record


def _entry(path: str, **more: object) -> dict[str, object]:
    return {"path": path, "before": "", "after": "", "was": "", **more}


@pytest.mark.parametrize(
    "record",
    [
        b"\xff",
        b"[" * 100_000,
        {},
        {"command": "planctl set", "files": []},
        {"command": 1, "files": [_entry("plan.yaml")]},
        {"command": "x", "files": [_entry("plan.yaml"), _entry("plan.yaml")]},
        {"command": "x", "files": [_entry("plan.yaml", before="no base64!")]},
        {"command": "x", "files": [_entry("plan.yaml", after=1)]},
        {"command": "x", "files": [{"path": "plan.yaml"}]},
        *(
            {"command": "x", "files": [_entry(path)]}
            for path in (
                "../x.yaml",
                "/etc/x.yaml",
                "areas\\1\\1.1.yaml",
                "C:areas/1/x.yaml",
                ".git/hooks/post-commit",
                ".planctl/last-change.json",
                "areas/link/1.2.yaml",
                "policy.yaml",
            )
        ),
        {"command": "x", "files": [_entry("plan.yaml", was="../x.yaml")]},
    ],
)
def test_a_record_that_planctl_did_not_write_changes_nothing(root: Path, record: Any) -> None:  # noqa: ANN401
    put(root.parent, {"outside/1.2.yaml": "precious\n", "policy.yaml": "precious\n"})
    (root / "areas/link").symlink_to(root.parent / "outside")
    (root / "policy.yaml").symlink_to(root.parent / "policy.yaml")
    put(root, {RECORD: record if isinstance(record, bytes) else json.dumps(record)})
    held = _held(root.parent)
    assert "was not written by planctl" in _refusal(lambda: _undo(root))
    assert _held(root.parent) == held
