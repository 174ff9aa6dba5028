"""Files of the plan are replaced whole, and only where nobody changed them meanwhile."""

from pathlib import Path

import pytest

from planctl.cli.edge import Stop
from planctl.cli.write import Draft, changes, write


def _draft(path: Path, before: bytes = b"old\n", after: bytes = b"new\n") -> Draft:
    return Draft(path, path.name, before, after)


def _file(root: Path, name: str) -> Path:
    path = root / name
    path.write_bytes(b"old\n")
    return path


def test_every_file_is_replaced(tmp_path: Path) -> None:
    files = [_file(tmp_path, name) for name in ("a", "b")]
    write([_draft(file) for file in files])
    assert [file.read_bytes() for file in files] == [b"new\n", b"new\n"]


def test_nothing_is_written_where_a_file_was_changed_meanwhile(tmp_path: Path) -> None:
    first, second = _file(tmp_path, "a"), _file(tmp_path, "b")
    second.write_bytes(b"newer\n")
    with pytest.raises(Stop, match="b was changed by somebody meanwhile, so nothing was written"):
        write([_draft(first), _draft(second)])
    assert first.read_bytes() == b"old\n"


def test_a_file_that_is_gone_is_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="changed by somebody"):
        write([_draft(tmp_path / "a")])
    assert not (tmp_path / "a").exists()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    file, link = _file(tmp_path, "a"), tmp_path / "link"
    link.symlink_to(file)
    write([_draft(link)])
    assert link.is_symlink()
    assert file.read_bytes() == b"new\n"


def test_what_was_written_before_the_trouble_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = _file(tmp_path, "a"), _file(tmp_path, "b")

    def full(path: Path, data: bytes) -> None:
        if path.name == "b":
            raise Stop("could not write b: No space left on device")
        path.write_bytes(data)

    monkeypatch.setattr("planctl.cli.write.put", full)
    with pytest.raises(Stop) as stopped:
        write([_draft(first), _draft(second)])
    assert stopped.value.hint == "written before that: a; nothing else was"
    with pytest.raises(Stop, match="could not write b"):
        write([_draft(second)])


def test_the_lines_that_change_are_shown(tmp_path: Path) -> None:
    draft = _draft(tmp_path / "a", b"1\n2\n3\n4\n", b"1\n2\nx\n3\n4\n")
    assert list(changes([draft])) == ["a\n", "  @@ -2,2 +2,3 @@\n", "   2\n", "  +x\n", "   3\n"]
