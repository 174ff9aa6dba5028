"""The object store: a plan read from a tree of git is the one that is read from its folder."""

import os
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from make import ACTION_PATH, SMALL
from planctl.load.git import Commit, GitFault
from planctl.load.git_store import ObjectStore
from planctl.load.history import History
from planctl.load.plan_reader import load_plan
from planctl.load.source import SIZE_LIMIT, PlanFile, read_folder
from planctl.model.file_name import readable_path
from repo import Repo, planned, repo, run_git, signed, titled

pytestmark = pytest.mark.slow

ACTION = f"plan/{ACTION_PATH}"


def newest(of: Repo, folder: str = "plan") -> Commit:
    return Commit(of.id(), date(2024, 3, 1), "", "", folder, "", date(2024, 3, 1))


def files(of: Repo, folder: str = "plan") -> dict[str, PlanFile]:
    """The plan files of the newest commit, by their paths."""
    with ObjectStore(of.root) as store:
        tree = store.plan_at(newest(of, folder))
        assert tree is not None
        return {file.path: file for file in store.files(tree)}


def test_the_files_of_a_tree_are_those_of_the_folder_in_the_same_order(tmp_path: Path) -> None:
    made = planned(tmp_path)
    odd = ("areas/10-z/area.yaml", "areas/2-y/2.10-b.yaml", "areas/2-y/2.2-a.yml", "Z.YAML")
    skipped = ("notes.txt", ".hidden.yaml", ".git-x/a.yaml", "areas/.x/area.yaml", "x.yaml~")
    deep = "areas/1-practice/more/and/more.yaml"
    made.commit("2024-03-01", files={f"plan/{path}": path for path in (*odd, *skipped, deep)})
    found = files(made)
    assert tuple(found.values()) == read_folder(tmp_path / "plan").files
    assert not set(skipped) & set(found)


@pytest.mark.parametrize(
    "name",
    [
        'it\'s "quoted"',
        " spaces ",
        "new\nline",
        "tab\tand\rreturn",
        "back\\slash",
        "caf\u00e9",
        "cafe\u0301",
        "\u202eright",
        "-n",
        "a missing",
        "x" * 240,
        os.fsdecode(b"caf\xe9"),
    ],
)
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    made = planned(tmp_path)
    path = f"areas/1-practice/{name}.yaml"
    made.commit("2024-03-01", files={f"plan/{path}": titled("Odd")})
    assert tuple(files(made).values()) == read_folder(tmp_path / "plan").files
    found = files(made)[readable_path(path)]
    is_read = readable_path(path) == path
    assert (found.data, found.trouble) == (
        (titled("Odd").encode(), "") if is_read else (b"", "odd-file-name")
    )
    assert tuple(files(made).values()) == read_folder(tmp_path / "plan").files


def test_names_of_one_look_in_two_writings_are_two_files(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.commit("2024-03-01", files={"plan/é.yaml": "one", "plan/e\u0301.yaml": "two"})
    assert [files(made)[name].data for name in ("é.yaml", "e\u0301.yaml")] == [b"one", b"two"]


def test_a_file_that_may_be_run_is_a_file(tmp_path: Path) -> None:
    made = planned(tmp_path)
    (tmp_path / ACTION).chmod(0o755)
    made.commit("2024-03-01")
    assert files(made)[ACTION_PATH].data == titled("First").encode()


@pytest.mark.parametrize("size", [SIZE_LIMIT - 1, SIZE_LIMIT, SIZE_LIMIT + 1, 3 * SIZE_LIMIT])
def test_a_file_is_read_up_to_the_limit_and_the_next_one_is_whole(
    tmp_path: Path, size: int
) -> None:
    made = planned(tmp_path)
    made.commit("2024-03-01", files={"plan/decisions.yaml": b"#" * size})
    found = files(made)
    assert tuple(found.values()) == read_folder(tmp_path / "plan").files
    assert found["decisions.yaml"].trouble == ("too-large" if size > SIZE_LIMIT else "")
    assert found[ACTION_PATH].data == titled("First").encode()


def test_of_a_file_over_the_limit_only_a_part_is_held(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.commit("2024-03-01", files={"plan/decisions.yaml": b"#" * 40_000_000})
    tracemalloc.start()
    found = files(made)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found["decisions.yaml"].trouble == "too-large"
    assert most < 10_000_000


def test_a_file_is_held_where_the_plan_has_one(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.commit("2024-03-01", files={"plan/evidence/a b.pdf": "x", "outside.pdf": "x"})
    with ObjectStore(tmp_path) as store:
        tree = store.plan_at(newest(made))
        assert tree is not None
        held = {
            path: store.holds(tree, path)
            for path in (
                "evidence/a b.pdf",
                ACTION_PATH,
                "evidence",
                "evidence/b.pdf",
                "no/where",
                "plan.yaml/x",
                "../outside.pdf",
                "/etc/hostname",
                "",
                "a\0b",
            )
        }
    assert [path for path, is_there in held.items() if is_there] == [
        "evidence/a b.pdf",
        ACTION_PATH,
    ]


@pytest.mark.parametrize("folder", ["plan/areas", "plan/plan.yaml", "no/such", "README.md"])
def test_there_is_no_plan_where_no_plan_is(tmp_path: Path, folder: str) -> None:
    made = planned(tmp_path)
    made.commit("2024-03-01", files={"README.md": "x"})
    with ObjectStore(tmp_path) as store:
        assert store.plan_at(newest(made, folder)) is None


@pytest.mark.parametrize("kept", ["plan.yaml", "areas/1-practice/area.yaml"])
def test_a_plan_is_there_where_it_has_a_front_or_areas(tmp_path: Path, kept: str) -> None:
    made = repo(tmp_path)
    made.commit("2024-03-01", files={f"plan/{kept}": SMALL[kept]})
    assert list(files(made)) == [kept]


@pytest.mark.parametrize("autocrlf", ["true", "input", "false"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_plan_says_the_same_whatever_ends_its_lines(
    tmp_path: Path, autocrlf: str, ending: str
) -> None:
    made = planned(tmp_path, autocrlf=autocrlf)
    more = "actions:\n  - |\n    One\n    Two\n  - >-\n    Three\n    four\n  - five\n    six\n"
    made.commit("2024-03-01", files={ACTION: titled("Lines", more)})
    texts = {path: path.read_bytes() for path in (tmp_path / "plan").rglob("*.yaml")}
    for path, text in texts.items():
        path.write_bytes(text.replace(b"\r\n", b"\n").replace(b"\n", ending.encode()))
    with History(tmp_path / "plan", "plan") as past:
        old = past.plan_at(past.by(date(2024, 3, 1)))
    assert old.plan == load_plan(read_folder(tmp_path / "plan", "plan")).plan
    assert old.plan.areas[0].actions[0].actions[0] == "One\nTwo\n"


def test_nothing_is_left_running_or_open(tmp_path: Path) -> None:
    made = planned(tmp_path)
    held = Path("/proc/self/fd")
    before = len(list(held.iterdir())) if held.is_dir() else 0
    for _ in range(3):
        with History(made.root / "plan", "plan") as past:
            next(past.commits())
    assert (len(list(held.iterdir())) if held.is_dir() else 0) == before


@pytest.mark.parametrize("raw", [b"100644", b"100644 plan.yaml", b"what is this"])
def test_a_tree_that_no_git_would_write_is_a_sentence(tmp_path: Path, raw: bytes) -> None:
    made = planned(tmp_path)
    words = ("hash-object", "-t", "tree", "-w", "--literally", "--stdin")
    tree = run_git(tmp_path, *words, said=raw)
    broken = made.git("commit-tree", "-m", "x", tree, env=signed("2024-03-01"))
    with ObjectStore(tmp_path) as store, pytest.raises(GitFault, match="is missing or damaged"):
        store.plan_at(newest(made)._replace(id=broken))


def test_a_folder_that_git_has_no_copy_of_is_a_sentence(tmp_path: Path) -> None:
    made = planned(tmp_path)
    held = made.git("rev-parse", "HEAD:plan")
    (tmp_path / ".git/objects" / held[:2] / held[2:]).unlink()
    with ObjectStore(tmp_path) as store, pytest.raises(GitFault, match="is missing or damaged"):
        store.plan_at(newest(made))


def test_a_store_on_a_machine_without_git_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitFault, match="git is not installed"):
        ObjectStore(tmp_path)
