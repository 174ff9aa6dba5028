"""Files of the plan are replaced whole, and only where nobody changed them meanwhile."""

from hashlib import sha256
from pathlib import Path

import pytest
from filelock import FileLock

from planctl.model.problem import Stop
from planctl.save.files import Draft, draft_diff
from planctl.save.last_change import write_drafts


def _draft(path: Path, before: bytes | None = b"old\n", after: bytes | None = b"new\n") -> Draft:
    return Draft(path, path.name, before, after)


def _file(root: Path, name: str) -> Path:
    path = root / name
    path.write_bytes(b"old\n")
    return path


def test_every_file_is_replaced(tmp_path: Path) -> None:
    files = [_file(tmp_path, name) for name in ("plan.yaml", "roles.yaml")]
    write_drafts(tmp_path, [_draft(file) for file in files])
    assert [file.read_bytes() for file in files] == [b"new\n", b"new\n"]
    assert sorted(tmp_path.iterdir()) == files


def test_nothing_is_written_where_a_file_was_changed_meanwhile(tmp_path: Path) -> None:
    first, second = _file(tmp_path, "plan.yaml"), _file(tmp_path, "roles.yaml")
    second.write_bytes(b"newer\n")
    with pytest.raises(
        Stop, match=r"roles.yaml was changed by somebody meanwhile, so nothing was written"
    ):
        write_drafts(tmp_path, [_draft(first), _draft(second)])
    assert first.read_bytes() == b"old\n"


def test_a_file_that_is_gone_is_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="changed by somebody"):
        write_drafts(tmp_path, [_draft(tmp_path / "plan.yaml")])
    assert not (tmp_path / "plan.yaml").exists()


def test_a_folder_that_is_gone_is_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="changed by somebody"):
        write_drafts(tmp_path, [_draft(tmp_path / "areas/gone/a.yaml")])


def test_a_new_file_does_not_take_the_place_of_one_that_came_meanwhile(tmp_path: Path) -> None:
    file = _file(tmp_path, "plan.yaml")
    with pytest.raises(Stop, match="changed by somebody"):
        write_drafts(tmp_path, [_draft(file, None)])
    assert file.read_bytes() == b"old\n"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    file, link = _file(tmp_path, "plan.yaml"), tmp_path / "roles.yaml"
    link.symlink_to(file)
    write_drafts(tmp_path, [_draft(link)])
    assert link.is_symlink()
    assert file.read_bytes() == b"new\n"


@pytest.mark.parametrize("before", [b"old\n", None])
def test_nothing_is_written_through_a_link_to_what_is_no_file_of_the_plan(
    tmp_path: Path, before: bytes | None
) -> None:
    root, outside = tmp_path / "plan", tmp_path / "outside"
    outside.mkdir()
    root.mkdir()
    (root / "measures").symlink_to(outside)
    if before:
        _file(outside, "x.yaml")
    with pytest.raises(Stop, match=r"x.yaml is a link to a file that is no file of the plan"):
        write_drafts(root, [_draft(root / "measures/x.yaml", before)])
    assert [each.read_bytes() for each in outside.iterdir()] == [before] * bool(before)


def test_of_two_edits_at_once_one_waits_and_one_that_waits_too_long_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planctl.save.files._PATIENCE", 0.05)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path.parent))
    root = tmp_path.resolve()
    name = f"planctl-{sha256(str(root).encode()).hexdigest()[:16]}.lock"
    with FileLock(tmp_path.parent / name), pytest.raises(Stop, match="another planctl is writing"):
        write_drafts(tmp_path, [_draft(_file(tmp_path, "plan.yaml"))])
    assert (tmp_path / "plan.yaml").read_bytes() == b"old\n"
    write_drafts(tmp_path, [_draft(tmp_path / "plan.yaml")])
    assert (tmp_path / "plan.yaml").read_bytes() == b"new\n"


def test_another_person_on_this_computer_can_lock_the_plan_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "locks"))
    (tmp_path / "locks").mkdir()
    write_drafts(tmp_path, [_draft(_file(tmp_path, "plan.yaml"))])
    [lock] = (tmp_path / "locks").iterdir()
    assert lock.stat().st_mode & 0o777 == 0o666


def test_a_lock_that_cannot_be_had_is_named_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "locks"))
    name = f"planctl-{sha256(str(tmp_path.resolve()).encode()).hexdigest()[:16]}.lock"
    (tmp_path / "locks" / name).mkdir(parents=True)
    with pytest.raises(Stop, match="the plan could not be locked, so nothing was written") as stop:
        write_drafts(tmp_path, [_draft(_file(tmp_path, "plan.yaml"))])
    assert name in stop.value.hint
    assert (tmp_path / "plan.yaml").read_bytes() == b"old\n"


def test_the_lines_that_change_are_shown(tmp_path: Path) -> None:
    draft = _draft(tmp_path / "plan.yaml", b"1\n2\n3\n4\n", b"1\n2\nx\n3\n4\n")
    assert list(draft_diff([draft])) == ["plan.yaml", "  @@ -2,2 +2,3 @@", "   2", "  +x", "   3"]


def test_a_file_under_another_name_is_shown_as_one(tmp_path: Path) -> None:
    goes = _draft(tmp_path / "plan.yaml", b"1\n2\n", None)
    comes = Draft(tmp_path / "b.yaml", "b.yaml", None, b"1\n3\n", goes)
    lines = list(draft_diff([comes, goes]))
    assert lines == ["plan.yaml becomes b.yaml", "  @@ -1,2 +1,2 @@", "   1", "  -2", "  +3"]
    assert next(draft_diff([_draft(tmp_path / "c.yaml", None, b"x\n")])) == "c.yaml (new)"
    assert next(draft_diff([goes])) == "plan.yaml (taken away)"
