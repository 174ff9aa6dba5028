"""A repository that is damaged, or not whole: a sentence, and never a traceback."""

from datetime import date
from pathlib import Path

import pytest

from make import ACTION_PATH
from planctl.load.git import GitFault
from planctl.load.history import History
from repo import Repo, clone, planned, titled

ACTION = f"plan/{ACTION_PATH}"


def fault(folder: Path) -> tuple[str, str]:
    """What is said, and the hint, where the whole of a history cannot be read."""
    with pytest.raises(GitFault) as raised, History(folder, "plan") as past:
        list(past.states())
    return raised.value.message, raised.value.hint


def _object(of: Repo, name: str) -> Path:
    held = of.git("rev-parse", name)
    return of.root / ".git" / "objects" / held[:2] / held[2:]


DAMAGED = (
    "a part of the history is missing or damaged in this clone",
    "clone the repository again, whole (without --filter); git fsck says what is wrong here",
)


@pytest.mark.parametrize("gone", [True, False])
@pytest.mark.parametrize("name", ["HEAD", "HEAD~1", "HEAD^{tree}", "HEAD:plan", "HEAD~1:plan"])
def test_a_damaged_repository_is_a_sentence(tmp_path: Path, name: str, *, gone: bool) -> None:
    made = planned(tmp_path)
    made.commit("2024-03-01", files={ACTION: titled("Second", "status: in progress\n")})
    broken = _object(made, name)
    broken.chmod(0o644)
    if gone:
        broken.unlink()
    else:
        broken.write_bytes(broken.read_bytes()[:10])
    assert fault(tmp_path / "plan") == DAMAGED


def test_a_file_that_is_damaged_in_its_middle_is_a_sentence(tmp_path: Path) -> None:
    made = planned(tmp_path)
    noise = "".join(f"  - {hash(str(n)):x}\n" for n in range(2_000))
    made.commit("2024-03-01", files={ACTION: titled("Long", f"actions:\n{noise}")})
    broken = _object(made, f"HEAD:{ACTION}")
    broken.chmod(0o644)
    broken.write_bytes(broken.read_bytes()[:20_000])
    assert fault(tmp_path / "plan") == DAMAGED


def test_a_file_that_git_has_no_copy_of_is_named_and_hides_no_other(tmp_path: Path) -> None:
    made = planned(tmp_path)
    _object(made, f"HEAD:{ACTION}").unlink()
    with History(made.root / "plan", "plan") as past:
        plan = past.plan_at(past.by(date(2024, 3, 1))).plan
    assert plan.plan is not None
    assert [(each.path, each.name) for each in plan.unread] == [(ACTION, "1.1")]


@pytest.mark.parametrize("left_out", ["blob:none", "tree:0"])
def test_of_a_partial_clone_nothing_is_fetched(tmp_path: Path, left_out: str) -> None:
    whole = planned(tmp_path / "whole")
    whole.commit("2024-03-01", files={ACTION: titled("Second")})
    whole.git("config", "uploadpack.allowFilter", "true")
    whole.git("config", "uploadpack.allowAnySHA1InWant", "true")
    made = clone(whole, tmp_path / "partial", f"--filter={left_out}")
    objects = sorted((made.root / ".git").rglob("*"))
    with History(made.root / "plan", "plan") as past, pytest.raises(GitFault) as raised:
        past.plan_at(past.named("HEAD~1"))
    assert (raised.value.message, raised.value.hint) == DAMAGED
    assert sorted((made.root / ".git").rglob("*")) == objects
