"""Several files change together or not at all, at whatever call the machine fails or stops."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, NoReturn

import pytest

from faults import killed_at, trouble_at
from planctl.cli.edge import UNFINISHED, Stop
from planctl.cli.together import Draft, finish, replace_all, unfinished
from planctl.cli.write import write

OLD: Final = {"a": b"old a\n", "deep/b": b"old b\n", "c": b"old c\n"}
NEW: Final = {"a": b"new a\n", "deep/b": b"new b\n", "new/d": b"new d\n"}
CALLS: Final = 200  # more than any of these changes makes


def _plan(root: Path, files: dict[str, bytes] = OLD) -> Path:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def _drafts(root: Path) -> list[Draft]:
    paths = sorted({*OLD, *NEW})
    return [Draft(root / path, path, OLD.get(path), NEW.get(path)) for path in paths]


def _held(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def _fault(number: int) -> Callable[[], NoReturn]:
    def trouble() -> NoReturn:
        raise OSError(number, os.strerror(number))

    return trouble


def test_all_of_them_change_and_nothing_is_left_behind(tmp_path: Path) -> None:
    root = _plan(tmp_path)
    write(root, _drafts(root))
    assert _held(root) == NEW


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_run_that_is_killed_at_any_call_leaves_the_old_files_or_what_can_be_finished(
    tmp_path: Path, *, after: bool
) -> None:
    seen = set()
    for number in range(CALLS):
        root = _plan(tmp_path / str(number))
        if not killed_at(number, lambda: write(root, _drafts(root)), after=after):  # noqa: B023
            assert _held(root) == NEW
            break
        held = {path: data for path, data in _held(root).items() if "/." not in f"/{path}"}
        if unfinished(root):
            finish(root)
            held = _held(root)
            assert held == NEW
            seen.add("finished")
        else:
            assert held in (OLD, NEW), number
            seen.add("old" if held == OLD else "new")
    else:
        pytest.fail("the change never ended")
    assert {"old", "finished"} <= seen


@pytest.mark.parametrize("number_of_fault", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_a_fault_at_any_call_leaves_the_old_files_and_says_so(
    tmp_path: Path, number_of_fault: int
) -> None:
    failed = 0
    for number in range(CALLS):
        root = _plan(tmp_path / str(number))
        try:
            with trouble_at(number, _fault(number_of_fault)):
                write(root, _drafts(root))
        except (Stop, OSError):
            failed += 1
            held = {path: data for path, data in _held(root).items() if "/." not in f"/{path}"}
            assert held in (OLD, NEW), number
        else:
            assert _held(root) == NEW
            if number > failed + 20:
                break
    assert failed > 10


def test_ctrl_c_at_any_call_leaves_the_old_files_or_the_new(tmp_path: Path) -> None:
    def stop() -> NoReturn:
        raise KeyboardInterrupt

    for number in range(40):
        root = _plan(tmp_path / str(number))
        try:
            with trouble_at(number, stop):
                write(root, _drafts(root))
        except KeyboardInterrupt:
            held = {path: data for path, data in _held(root).items() if "/." not in f"/{path}"}
            assert held in (OLD, NEW), number
            finish(root)
            assert _held(root) in (OLD, NEW), number


def test_a_file_that_another_program_holds_leaves_all_of_them_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _plan(tmp_path)
    real = Path.replace

    def held(self: Path, target: Path) -> Path:
        if Path(target).name == "b" and b"new" in self.read_bytes():
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Stop) as stopped:
        write(root, _drafts(root))
    assert stopped.value.message == "could not write deep/b: Permission denied"
    assert stopped.value.hint.startswith("nothing was changed; see that")
    assert _held(root) == OLD


def test_files_that_cannot_be_put_back_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _plan(tmp_path)
    real = Path.replace

    def broken(self: Path, target: Path) -> Path:
        if self.name.startswith(".a") and b"old" in self.read_bytes():
            raise OSError(errno.EIO, "Input/output error")
        if Path(target).name == "b":
            raise OSError(errno.EIO, "Input/output error")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(Stop, match="these could not be put back: a"):
        write(root, _drafts(root))


def _half_done(root: Path) -> list[Draft]:
    """A plan whose change was killed after the first file."""
    drafts = _drafts(_plan(root))
    for number in range(CALLS):
        if unfinished(root) and (root / "a").read_bytes() == NEW["a"]:
            break
        _plan(root)
        for path in root.rglob(".*"):
            path.unlink()
        (root / "new/d").unlink(missing_ok=True)
        killed_at(number, lambda: replace_all(root, drafts))
    return drafts


def test_what_was_changed_by_somebody_after_the_kill_is_not_written_over(tmp_path: Path) -> None:
    _half_done(tmp_path)
    (tmp_path / "deep/b").write_bytes(b"newer\n")
    with pytest.raises(Stop, match="deep/b was changed by somebody meanwhile") as stopped:
        finish(tmp_path)
    assert stopped.value.hint.startswith("the new text is in ")
    assert (tmp_path / "deep/b").read_bytes() == b"newer\n"


def test_a_file_that_was_to_go_and_was_changed_stays(tmp_path: Path) -> None:
    _half_done(tmp_path)
    (tmp_path / "c").write_bytes(b"newer\n")
    with pytest.raises(Stop, match="c was changed by somebody meanwhile") as stopped:
        finish(tmp_path)
    assert stopped.value.hint.startswith("when the plan is as it should be")


def test_trouble_while_a_change_is_finished_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _half_done(tmp_path)

    def full(_self: Path, _target: Path) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Stop, match="could not write deep/b: No space left on device"):
        finish(tmp_path)
    monkeypatch.undo()
    assert finish(tmp_path)
    assert _held(tmp_path) == NEW


@pytest.mark.parametrize("text", ["{", "[1]", '{"a": 1}', "\xff"])
def test_a_note_of_a_change_that_cannot_be_read_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / UNFINISHED).write_bytes(text.encode("latin-1"))
    with pytest.raises(Stop, match="cannot be read, and says what was being changed"):
        unfinished(tmp_path)


def test_a_name_that_differs_only_in_capitals_goes_before_the_new_one_comes(
    tmp_path: Path,
) -> None:
    root = _plan(tmp_path)
    goes = Draft(root / "a", "a", OLD["a"], None)
    comes = Draft(root / "A", "A", None, b"new\n", goes)
    order: list[str] = []
    real_unlink, real_replace = Path.unlink, Path.replace

    def unlink(path: Path, *, missing_ok: bool = False) -> None:
        order.append(path.name)
        real_unlink(path, missing_ok=missing_ok)

    def replace(path: Path, target: Path) -> Path:
        order.append(target.name)
        return real_replace(path, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "unlink", unlink)
        patch.setattr(Path, "replace", replace)
        write(root, [comes, goes])
    assert [name for name in order if name in {"a", "A"}] == ["a", "A"]
