"""Writing to disk: a file is the old one or the new one, and nothing is left behind."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from make import PROJECT
from planctl.model.problem import Stop
from planctl.save import files
from planctl.save.files import update_generated, write_file
from running import planctl

resource = pytest.importorskip("resource", reason="Windows cannot limit the size of a file")
OLD = "the old text, with £ and “quotes”\n"


@contextmanager
def _files_of_at_most(count: int) -> Iterator[None]:
    """Within this, the system refuses to write a file larger than so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _file(folder: Path) -> Path:
    file = folder / "made.txt"
    file.write_text(OLD, "utf-8")
    return file


def _alone(file: Path) -> bool:
    return list(file.parent.iterdir()) == [file]


def test_a_file_is_written_to_the_byte_in_folders_that_are_made_for_it(tmp_path: Path) -> None:
    file = tmp_path / "a/b/made.txt"
    write_file(file, b"one\r\ntwo\n\xff")
    assert file.read_bytes() == b"one\r\ntwo\n\xff"
    assert _alone(file)


def test_a_written_file_may_be_read_by_those_who_may_read_others(tmp_path: Path) -> None:
    write_file(tmp_path / "made.txt", b"")
    (tmp_path / "other.txt").write_text("")
    modes = {path.stat().st_mode for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_asking_for_the_mask_leaves_it_as_it_is(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "made.txt", b"")
        assert os.umask(0o027) == 0o027
        assert (tmp_path / "made.txt").stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(before)


def test_a_write_that_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = _file(tmp_path)
    with _files_of_at_most(1000), pytest.raises(Stop) as stopped:
        write_file(file, b"x" * 100_000)
    assert stopped.value.message == f"could not write {file}: File too large"
    assert stopped.value.hint.startswith("nothing was changed")
    assert file.read_text("utf-8") == OLD
    assert _alone(file)


def test_a_file_that_cannot_take_its_place_is_taken_away_again(tmp_path: Path) -> None:
    place = tmp_path / "made.txt"
    place.mkdir()
    with pytest.raises(Stop, match="could not write"):
        write_file(place, b"new")
    assert _alone(place)
    assert place.is_dir()


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    file = _file(tmp_path)
    with pytest.raises(Stop, match=r"could not write .* is a file, and a folder is wanted there"):
        write_file(file / "deeper/made.txt", b"new")
    assert file.read_text("utf-8") == OLD


def test_a_write_that_is_stopped_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    file = _file(tmp_path)
    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_file(file, b"new")
    assert file.read_text("utf-8") == OLD
    assert _alone(file)


@pytest.mark.parametrize(
    ("old", "write", "answer", "left"),
    [
        (OLD, True, True, OLD),
        (OLD, False, True, OLD),
        ("stale", True, True, OLD),
        ("stale", False, False, "stale"),
        (None, True, True, OLD),
        (None, False, False, None),
    ],
)
def test_a_generated_file_is_brought_up_to_date_or_told_to_be_stale(
    *, old: str | None, write: bool, answer: bool, left: str | None, tmp_path: Path
) -> None:
    file = tmp_path / "made.txt"
    if old is not None:
        file.write_bytes(old.encode())
    assert update_generated(file, OLD, write=write) is answer
    assert (file.read_bytes().decode() if file.exists() else None) == left


def test_a_file_that_is_up_to_date_is_not_written_again(tmp_path: Path) -> None:
    file = _file(tmp_path)
    before = file.stat()
    update_generated(file, OLD, write=True)
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_line_ends_of_windows_make_a_file_stale(tmp_path: Path) -> None:
    file = tmp_path / "made.txt"
    file.write_bytes(OLD.replace("\n", "\r\n").encode())
    assert not update_generated(file, OLD, write=False)


def test_the_schemas_of_the_project_are_fresh() -> None:
    assert planctl("schema", "--check", cwd=PROJECT) == (0, "", "")


def test_schemas_are_written_and_are_then_fresh(tmp_path: Path) -> None:
    ran = planctl("schema", cwd=tmp_path)
    assert ran == (0, "the schemas in schema are up to date\n", "")
    assert planctl("schema", "--check", cwd=tmp_path).code == 0
    written = {file.name: file.read_bytes() for file in (tmp_path / "schema").iterdir()}
    assert written == {file.name: file.read_bytes() for file in (PROJECT / "schema").iterdir()}


def test_stale_and_missing_schemas_are_named_and_left_alone(tmp_path: Path) -> None:
    planctl("schema", "--out", "s", cwd=tmp_path)
    (tmp_path / "s/roles.schema.json").write_text("{}")
    (tmp_path / "s/plan.schema.json").unlink()
    ran = planctl("schema", "--check", "-o", "s", cwd=tmp_path)
    assert (ran.code, ran.err) == (1, "")
    assert sorted(ran.out.splitlines()) == [
        "s/plan.schema.json is missing",
        "s/roles.schema.json is out of date",
    ]
    assert (tmp_path / "s/roles.schema.json").read_text() == "{}"
    assert not (tmp_path / "s/plan.schema.json").exists()


def _held(tries: int) -> Callable[..., None]:
    """A change of a file that another program has open for so many tries."""
    left = iter(range(tries))

    def change(*_: object) -> None:
        if next(left, None) is not None:
            raise PermissionError(errno.EACCES, "in use by another process")

    return change


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, while a clock of our own goes on by them."""
    made: list[float] = []
    monkeypatch.setattr(files, "sleep", made.append)
    monkeypatch.setattr(files, "monotonic", lambda: sum(made))
    return made


@pytest.mark.parametrize("tries", [0, 1, 5, 20])
def test_a_file_that_another_program_holds_is_tried_again(tries: int, pauses: list[float]) -> None:
    files.retry_while_held(_held(tries))
    assert len(pauses) == tries


def test_after_two_seconds_a_file_that_is_held_is_said(
    tmp_path: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _file(tmp_path)
    monkeypatch.setattr(Path, "replace", _held(1000))
    with pytest.raises(Stop, match="in use by another process") as stopped:
        write_file(file, b"new")
    assert 2 <= sum(pauses) < 2.3
    assert "no other program has the file open" in stopped.value.hint
    assert file.read_text("utf-8") == OLD
    assert _alone(file)


def test_any_other_fault_is_said_at_once(pauses: list[float]) -> None:
    with pytest.raises(FileNotFoundError):
        files.retry_while_held(Path("no/such/file").unlink)
    assert pauses == []
