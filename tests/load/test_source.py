"""The files of a plan: which are read, in which order, and which are not."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from make import put
from planctl.load.source import (
    SIZE_LIMIT,
    PlanFile,
    _read,
    file_bytes,
    fingerprint,
    holds_file,
    is_free_of_links,
    is_inside,
    is_portable_path,
    read_folder,
)


def paths(root: Path) -> list[str]:
    return [file.path for file in read_folder(root).files]


def test_each_file_is_there_with_its_bytes(tmp_path: Path) -> None:
    put(tmp_path, {"plan.yaml": b"title: \xff\r\n"})
    assert read_folder(tmp_path).files == (PlanFile("plan.yaml", b"title: \xff\r\n"),)


def test_files_are_in_the_order_that_people_would_list_them(tmp_path: Path) -> None:
    in_order = [
        "governance.yaml",
        "plan.yaml",
        "areas/2-staff/area.yaml",
        "areas/2-staff/2.2-b.yaml",
        "areas/2-staff/2.10-a.yaml",
        "areas/10-money/area.yaml",
        "areas/10-money/10.1-a.yaml",
        "measures/rate.yaml",
    ]
    put(tmp_path, dict.fromkeys(reversed(in_order), ""))
    assert paths(tmp_path) == in_order


def test_folders_of_like_names_do_not_mix(tmp_path: Path) -> None:
    in_order = [
        "areas/1-A/area.yaml",
        "areas/1-A/1.1-a.yaml",
        "areas/1-A/1.3-a.yaml",
        "areas/1-a/area.yaml",
        "areas/1-a/1.2-a.yaml",
    ]
    put(tmp_path, dict.fromkeys(reversed(in_order), ""))
    assert paths(tmp_path) == in_order


def test_files_of_other_kinds_and_hidden_ones_are_left_alone(tmp_path: Path) -> None:
    others = ("notes.txt", ".hidden.yaml", ".git/config.yaml", "a.yaml~", "evidence/a.pdf")
    put(tmp_path, dict.fromkeys((*others, "one.yaml", "two.yml", "THREE.YAML"), ""))
    assert paths(tmp_path) == ["one.yaml", "THREE.YAML", "two.yml"]


def test_the_folder_is_named_as_people_name_it(tmp_path: Path) -> None:
    assert read_folder(tmp_path, "plan").name == "plan"
    assert read_folder(tmp_path).name == str(tmp_path)


def test_a_folder_that_is_not_there_has_no_files_and_says_so(tmp_path: Path) -> None:
    [file] = read_folder(tmp_path / "gone").files
    assert file == PlanFile("", trouble="unreadable-file", detail="No such file or directory")


def test_a_file_of_the_greatest_size_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": b"#" * SIZE_LIMIT, "b.yaml": b"#" * (SIZE_LIMIT + 1)})
    small, large = read_folder(tmp_path).files
    assert (len(small.data), small.trouble) == (SIZE_LIMIT, "")
    assert large == PlanFile("b.yaml", trouble="too-large")


def test_a_folder_that_may_not_be_looked_into_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "areas").mkdir()
    real = os.scandir

    def scandir(folder: Path) -> object:
        if folder.name == "areas":  # as for everybody but root, who may look everywhere
            raise PermissionError
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    [file] = read_folder(tmp_path).files
    assert (file.path, file.trouble) == ("areas", "unreadable-file")
    assert file.detail == "this folder may not be looked into"


def test_a_file_that_vanished_after_it_was_listed_says_so(tmp_path: Path) -> None:
    gone = _read(tmp_path / "gone.yaml", "gone.yaml", str(tmp_path), is_link=False)
    assert gone == PlanFile(
        "gone.yaml", trouble="unreadable-file", detail="No such file or directory"
    )


def test_a_link_within_the_plan_is_read(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": "a"})
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert read_folder(tmp_path).files[1] == PlanFile("b.yaml", b"a")


@pytest.mark.parametrize("target", ["../out.yaml", "../out", "../plan-two/plan.yaml"])
def test_a_link_out_of_the_plan_is_named_and_not_read(tmp_path: Path, target: str) -> None:
    put(tmp_path, {"out.yaml": "secret", "out/x.yaml": "secret", "plan-two/plan.yaml": "secret"})
    root = put(tmp_path / "plan", {"plan.yaml": ""})
    (root / "x.yaml").symlink_to(target)
    assert read_folder(root).files[1] == PlanFile("x.yaml", trouble="link-out-of-the-plan")


def test_a_plan_folder_that_is_itself_a_link_is_read(tmp_path: Path) -> None:
    put(tmp_path / "real", {"areas/1/1.1.yaml": "a"})
    (tmp_path / "plan").symlink_to("real")
    assert read_folder(tmp_path / "plan").files == (PlanFile("areas/1/1.1.yaml", b"a"),)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("evidence/report.pdf", True),
        ("./evidence/../evidence/report.pdf", False),
        ("evidence", False),
        ("evidence/gone.pdf", False),
        ("evidence/report.pdf/a", False),
        ("../out.pdf", False),
        ("evidence/out.pdf", False),
        ("evidence/loop.pdf", False),
        ("", False),
        ("a\0b", False),
        ("x" * 5000, False),
    ],
    ids=lambda given: repr(given)[:40],
)
def test_a_plan_holds_the_files_that_are_inside_it(
    tmp_path: Path, path: str, *, expected: bool
) -> None:
    put(tmp_path, {"out.pdf": ""})
    root = put(tmp_path / "plan", {"evidence/report.pdf": ""})
    (root / "evidence/out.pdf").symlink_to("../../out.pdf")
    (root / "evidence/loop.pdf").symlink_to("loop.pdf")
    assert read_folder(root).holds(path) is expected


def test_a_plan_does_not_hold_a_file_by_its_full_path_elsewhere(tmp_path: Path) -> None:
    root = put(tmp_path / "plan", {"plan.yaml": ""})
    other = put(tmp_path, {"out.pdf": ""}) / "out.pdf"
    assert not read_folder(root).holds(str(other))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("evidence/a b: c.pdf", True),
        ("./evidence/a.pdf", True),
        ("evidence/..a.pdf", True),
        ("evidence\\a.pdf", False),
        ("C:/plan/evidence/a.pdf", False),
        ("c:a.pdf", False),
        ("\\\\server\\a.pdf", False),
        ("/plan/evidence/a.pdf", False),
        ("../plan/evidence/a.pdf", False),
        ("evidence/../a.pdf", False),
    ],
)
def test_a_path_leads_to_the_same_file_on_every_computer(path: str, *, expected: bool) -> None:
    assert is_portable_path(path) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("plan.yaml", True),
        ("areas/1-a/area.yaml", True),
        ("areas/1-A/area.yaml", False),
        ("areas/none/area.yaml", False),
        ("plan.yaml/a/b.yaml", False),
        ("link/area.yaml", False),
    ],
)
def test_the_way_to_a_file_is_straight_by_folders_of_these_names(
    tmp_path: Path, path: str, *, expected: bool
) -> None:
    put(tmp_path, {"plan.yaml": "", "areas/1-a/area.yaml": ""})
    (tmp_path / "link").symlink_to("areas/1-a")
    assert is_free_of_links(tmp_path, path) is expected


def test_a_path_that_is_right_here_only_is_not_held(tmp_path: Path) -> None:
    root = put(tmp_path / "plan", {"evidence/a.pdf": ""})
    for path in (root / "evidence" / "a.pdf", "../plan/evidence/a.pdf", "evidence/A.pdf"):
        assert not read_folder(root).holds(str(path))


def test_a_name_in_other_capitals_is_not_held_even_where_the_disk_takes_it(tmp_path: Path) -> None:
    root = put(tmp_path, {"evidence/a.pdf": "", "evidence/A.pdf": ""})
    names = {root: frozenset({"evidence"}), root / "evidence": frozenset({"A.pdf"})}
    assert not holds_file(root, "evidence/a.pdf", names=names)
    assert holds_file(root, "evidence/A.pdf", names=names)


def test_a_folder_is_listed_once_for_all_its_files(tmp_path: Path) -> None:
    found = read_folder(put(tmp_path, {"evidence/a.pdf": ""}))
    assert found.holds("evidence/a.pdf")
    put(tmp_path, {"evidence/b.pdf": ""})
    assert not found.holds("evidence/b.pdf")


@pytest.mark.parametrize(
    ("path", "folder", "expected"),
    [
        ("/a/b", "/a", True),
        ("/a", "/a", True),
        ("/ab", "/a", False),
        ("/", "/a", False),
        ("/a", "/", True),
    ],
)
def test_inside_means_below_and_not_merely_of_like_beginning(
    path: str, folder: str, *, expected: bool
) -> None:
    assert is_inside(path, folder) is expected


def test_the_fingerprint_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    put(tmp_path, {"evidence/a.txt": "As it was\n"})
    assert fingerprint(tmp_path, "evidence/a.txt") == sha256(b"As it was\n").hexdigest()


@pytest.mark.parametrize(
    "path", ["evidence", "../outside.txt", "evidence/b.txt", "a\0b", "x" * 999]
)
def test_what_is_no_file_of_the_plan_has_no_fingerprint(path: str, tmp_path: Path) -> None:
    put(tmp_path, {"plan/evidence/a.txt": "A", "outside.txt": "A"})
    assert fingerprint(tmp_path / "plan", path) == ""


def test_a_file_that_cannot_be_opened_has_no_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"a.txt": "A"})

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refused)
    assert fingerprint(tmp_path, "a.txt") == ""


def test_a_file_that_is_named_is_read_up_to_its_limit(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * 10)
    assert file_bytes(file, 10) == b"x" * 10
    with pytest.raises(OSError, match="it is larger than 2 MB"):
        file_bytes(put(tmp_path, {"b": b"x" * 2_000_001}) / "b", 2_000_000)


def test_what_is_no_plain_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    for path in (tmp_path / "pipe", tmp_path / "link", Path("/dev/zero")):
        with pytest.raises(OSError, match="it is not a plain file"):
            file_bytes(path, 10)
    with pytest.raises(IsADirectoryError, match="it is a folder"):
        file_bytes(tmp_path, 10)
    with pytest.raises(FileNotFoundError):
        file_bytes(tmp_path / "gone", 10)
