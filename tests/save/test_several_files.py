"""Several files change together or not at all, at whatever call the machine fails or stops."""

import errno
import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final, NoReturn

import pytest

from faults import killed_at, trouble_at
from planctl.model.problem import Stop
from planctl.save.files import (
    UNFINISHED,
    Draft,
    finish_change,
    replace_files,
    unfinished_steps,
)
from planctl.save.last_change import write_drafts

pytestmark = pytest.mark.slow

OLD: Final = {
    "areas/a/a.yaml": b"old a\n",
    "areas/deep/b.yaml": b"old b\n",
    "areas/c/c.yaml": b"old c\n",
}
NEW: Final = {
    "areas/a/a.yaml": b"new a\n",
    "areas/deep/b.yaml": b"new b\n",
    "areas/new/d.yaml": b"new d\n",
}
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
    write_drafts(root, _drafts(root))
    assert _held(root) == NEW


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_run_that_is_killed_at_any_call_leaves_the_old_files_or_what_can_be_finished(
    tmp_path: Path, *, after: bool
) -> None:
    seen = set()
    for number in range(CALLS):
        root = _plan(tmp_path / str(number))
        if not killed_at(number, lambda: write_drafts(root, _drafts(root)), after=after):  # noqa: B023
            assert _held(root) == NEW
            break
        held = {path: data for path, data in _held(root).items() if "/." not in f"/{path}"}
        if unfinished_steps(root):
            finish_change(root)
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
                write_drafts(root, _drafts(root))
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
                write_drafts(root, _drafts(root))
        except KeyboardInterrupt:
            held = {path: data for path, data in _held(root).items() if "/." not in f"/{path}"}
            assert held in (OLD, NEW), number
            finish_change(root)
            assert _held(root) in (OLD, NEW), number


def test_a_file_that_another_program_holds_leaves_all_of_them_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _plan(tmp_path)
    real = Path.replace

    def held(self: Path, target: Path) -> Path:
        if Path(target).name == "b.yaml" and b"new" in self.read_bytes():
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Stop) as stopped:
        write_drafts(root, _drafts(root))
    assert stopped.value.message == "could not write areas/deep/b.yaml: Permission denied"
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
        if Path(target).name == "b.yaml":
            raise OSError(errno.EIO, "Input/output error")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(Stop, match=r"these could not be put back: areas/a/a.yaml"):
        write_drafts(root, _drafts(root))


def _half_done(root: Path) -> list[Draft]:
    """A plan whose change was killed after the first file."""
    drafts = _drafts(_plan(root))
    for number in range(CALLS):
        if (
            unfinished_steps(root)
            and (root / "areas/a/a.yaml").read_bytes() == NEW["areas/a/a.yaml"]
        ):
            break
        _plan(root)
        for path in root.rglob(".*"):
            path.unlink()
        (root / "areas/new/d.yaml").unlink(missing_ok=True)
        killed_at(number, lambda: replace_files(root, drafts))
    return drafts


def test_what_was_changed_by_somebody_after_the_kill_is_not_written_over(tmp_path: Path) -> None:
    _half_done(tmp_path)
    (tmp_path / "areas/deep/b.yaml").write_bytes(b"newer\n")
    with pytest.raises(
        Stop, match=r"areas/deep/b.yaml was changed by somebody meanwhile"
    ) as stopped:
        finish_change(tmp_path)
    assert stopped.value.hint.startswith("the new text is in ")
    assert (tmp_path / "areas/deep/b.yaml").read_bytes() == b"newer\n"


def test_a_file_that_was_to_go_and_was_changed_stays(tmp_path: Path) -> None:
    _half_done(tmp_path)
    (tmp_path / "areas/c/c.yaml").write_bytes(b"newer\n")
    with pytest.raises(Stop, match=r"areas/c/c.yaml was changed by somebody meanwhile") as stopped:
        finish_change(tmp_path)
    assert stopped.value.hint.startswith("when the plan is as it should be")


def test_trouble_while_a_change_is_finished_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _half_done(tmp_path)

    def full(_self: Path, _target: Path) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Stop, match=r"could not write areas/deep/b.yaml: No space left on device"):
        finish_change(tmp_path)
    monkeypatch.undo()
    assert finish_change(tmp_path)
    assert _held(tmp_path) == NEW


NEWER: Final = b"ref: '1.1'\n"
WAITS: Final = "measures/.b.yaml.abcd_123"  # a new text of measures/b.yaml, by such a name as ours


def _print(data: bytes) -> str:
    return sha256(data).hexdigest()


def _note(root: Path, *steps: tuple[str, str, str, str]) -> None:
    (root / UNFINISHED).write_text(json.dumps(steps), "utf-8")


def _forged(tmp_path: Path) -> Path:
    """A plan in a repository, beside which there is something precious."""
    root = _plan(tmp_path / "plan", {**OLD, "x/notes": NEWER, WAITS: NEWER})
    (tmp_path / ".git/hooks").mkdir(parents=True)
    (tmp_path / "precious.yaml").write_bytes(b"precious")
    (root / "areas/out").symlink_to(tmp_path)
    (root / "measures/link.yaml").symlink_to(tmp_path / "precious.yaml")
    return root


@pytest.mark.parametrize(
    "path",
    [
        "../.git/hooks/pre-commit",
        "../precious.yaml",
        "areas/../../precious.yaml",
        "areas/../precious.yaml",
        "areas/out/precious.yaml",
        "measures/link.yaml",
        "/etc/passwd",
        "C:/plan/roles.yaml",
        "measures/C:x.yaml",
        "measures/x.yaml:stream.yaml",
        "..\\\\precious.yaml",
        "measures\\\\b.yaml",
        "areas/.. /roles.yaml",
        "areas/deep./b.yaml",
        "Areas/deep/b.yaml",
        "areas/DEEP/b.yaml",
        "areas/nowhere/b.yaml",
        "measures/NUL.yaml",
        "measures/com1 .yaml",
        "measures/b\u200c.yaml",
        "measures/b\x1b[2J.yaml",
        "measures/.hidden.yaml",
        "areas/.git/config.yaml",
        "x/notes",
        "other.yaml",
        "measures/deeper/b.yaml",
        "",
        ".",
    ],
)
def test_a_note_moves_and_deletes_nothing_but_files_of_the_plan(tmp_path: Path, path: str) -> None:
    root = _forged(tmp_path)
    before = _held(tmp_path)
    for step in ((path, WAITS, "", _print(NEWER)), (path, "", _print(b"precious"), "")):
        _note(root, step)
        with pytest.raises(Stop, match="was not written by planctl") as stopped:
            finish_change(root)
        assert stopped.value.message.endswith(f"“{path}” is no file of this plan")
        assert stopped.value.hint.startswith("nothing was changed; git log says who")
        (root / UNFINISHED).unlink()
        assert _held(tmp_path) == before


@pytest.mark.parametrize(
    "waiting",
    [
        "x/notes",
        "measures/notes",
        "../precious.yaml",
        "measures/.b.yaml.abcd_12",
        "measures/.b.yaml.abcd_1234",
        "measures/.b.yaml.ABCD_123",
        "measures/.c.yaml.abcd_123",
        "areas/.b.yaml.abcd_123",
        "measures/../measures/.b.yaml.abcd_123",
    ],
)
def test_a_new_text_is_taken_only_from_where_planctl_lays_it(tmp_path: Path, waiting: str) -> None:
    root = _forged(tmp_path)
    before = _held(tmp_path)
    steps = [
        ("areas/a/a.yaml", "", _print(OLD["areas/a/a.yaml"]), ""),
        ("measures/b.yaml", waiting, "", _print(NEWER)),
    ]
    _note(root, *steps)
    with pytest.raises(Stop, match="is no place where it lays a new text"):
        finish_change(root)
    (root / UNFINISHED).unlink()
    assert _held(tmp_path) == before


def test_a_new_text_that_is_another_than_the_note_says_is_not_taken(tmp_path: Path) -> None:
    root = _forged(tmp_path)
    _note(root, ("measures/b.yaml", WAITS, "", _print(b"other")))
    with pytest.raises(Stop, match=r"the new text in .* is another than the one it laid there"):
        finish_change(root)
    (root / WAITS).unlink()
    (root / WAITS).symlink_to(root / "x/notes")
    _note(root, ("measures/b.yaml", WAITS, "", _print(NEWER)))
    with pytest.raises(Stop, match="is another than the one it laid there"):
        finish_change(root)
    assert not (root / "measures/b.yaml").exists()


def test_what_is_finished_can_never_be_run(tmp_path: Path) -> None:
    root = _forged(tmp_path)
    (root / WAITS).chmod(0o755)
    (root / "areas/a/a.yaml").chmod(0o755)
    (root / "areas/a/.a.yaml.abcd_123").write_bytes(NEWER)
    steps = [
        ("measures/b.yaml", WAITS, "", _print(NEWER)),
        (
            "areas/a/a.yaml",
            "areas/a/.a.yaml.abcd_123",
            _print(OLD["areas/a/a.yaml"]),
            _print(NEWER),
        ),
    ]
    _note(root, *steps)
    assert finish_change(root) == ["measures/b.yaml", "areas/a/a.yaml"]
    for name in ("areas/a/a.yaml", "measures/b.yaml"):
        file = root / name
        assert (file.read_bytes(), file.stat().st_mode & 0o111) == (NEWER, 0)
    assert not list(root.rglob(".*"))


def test_a_new_text_that_is_gone_ends_in_a_sentence(tmp_path: Path) -> None:
    root = _plan(tmp_path)
    (root / "measures").mkdir()
    _note(root, ("measures/b.yaml", WAITS, "", _print(NEWER)))
    with pytest.raises(Stop, match=r"the new text of measures/b.yaml is gone") as stopped:
        finish_change(root)
    assert "git checkout" in stopped.value.hint


def test_what_was_finished_and_edited_since_is_left_alone(tmp_path: Path) -> None:
    root = _plan(tmp_path, {"measures/b.yaml": b"edited"})
    _note(root, ("measures/b.yaml", WAITS, "", _print(NEWER)))
    assert finish_change(root) == ["measures/b.yaml"]
    assert _held(root) == {"measures/b.yaml": b"edited"}


def test_a_run_killed_before_it_tidied_up_is_tidied_up_after(tmp_path: Path) -> None:
    root = _plan(tmp_path, {"measures/b.yaml": NEWER, WAITS: NEWER})
    _note(root, ("measures/b.yaml", WAITS, "", _print(NEWER)))
    finish_change(root)
    assert _held(root) == {"measures/b.yaml": NEWER}


def test_a_note_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    root = _plan(tmp_path / "plan")
    _note(tmp_path, ("areas/a/a.yaml", "", _print(OLD["areas/a/a.yaml"]), ""))
    (root / UNFINISHED).symlink_to(tmp_path / UNFINISHED)
    assert finish_change(root) == []
    assert _held(root) == OLD


@pytest.mark.parametrize(
    "text",
    ["{", "[1]", '{"a": 1}', "\xff", "[" * 100_000, '[["a", "", ""]]', '[["a", "", "", 1]]'],
)
def test_a_note_of_a_change_that_cannot_be_read_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / UNFINISHED).write_bytes(text.encode("latin-1"))
    with pytest.raises(Stop, match="cannot be read, and says what was being changed"):
        unfinished_steps(tmp_path)


def test_a_name_that_differs_only_in_capitals_goes_before_the_new_one_comes(
    tmp_path: Path,
) -> None:
    root = _plan(tmp_path)
    goes = Draft(root / "areas/a/a.yaml", "a", OLD["areas/a/a.yaml"], None)
    comes = Draft(root / "areas/a/A.yaml", "A", None, b"new\n", goes)
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
        write_drafts(root, [comes, goes])
    assert [name for name in order if name in {"a.yaml", "A.yaml"}] == ["a.yaml", "A.yaml"]
