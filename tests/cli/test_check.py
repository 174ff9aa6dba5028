"""planctl check: says what is wrong, weighs it, and changes nothing."""

import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from make import ACTION_PATH, OUR_PLAN, put, small_plan
from running import planctl

SOUND: Final = """\
ref: "1.1"
title: First
leads: [SM QA]
timescale: Mar 2024
impact_measures: [Fewer delays]
actions: [Look at ten files]
findings: [core-groups]
"""
NO_LEAD: Final = SOUND.replace("leads: [SM QA]\n", "")
NOTE: Final = f"{SOUND}progress:\n  - note: Begun.\n"
LATE: Final = f"{SOUND}status: in progress\n".replace("Mar", "Feb")
AREA: Final = "areas/1-practice"


def _check(root: Path, *words: str) -> int:
    return planctl("check", "--plan", root, "--as-at", "2024-03-01", *words).code


def _tree(root: Path) -> Iterator[tuple[str, str, int]]:
    for path in sorted(root.rglob("*")):
        digest = sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        yield str(path), digest, path.stat().st_mtime_ns


def test_a_sound_plan_has_no_problems(tmp_path: Path) -> None:
    small_plan(tmp_path, SOUND)
    ran = planctl("check", "--plan", tmp_path, "--as-at", "2024-03-01")
    assert ran == (0, "1 action, no problems; as at 1 March 2024\n", "")


def test_a_problem_has_its_place_its_words_its_line_and_its_remedy(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", LATE)
    ran = planctl("check", "--as-at", "2024-03-01", cwd=tmp_path)
    assert ran.code == 1
    counts = "1 action, 1 error; as at 1 March 2024\n"
    assert ran.out.startswith(f"{counts}\nplan/{ACTION_PATH}:4:12: T301 ")
    assert "[error]\n  4 | timescale: Feb 2024\n    |            ^\n  hint: " in ran.out
    assert ran.out.endswith(f"\n{counts}")


def test_what_is_listed_changes_neither_the_counts_nor_the_exit_code(tmp_path: Path) -> None:
    small_plan(tmp_path, NO_LEAD)
    words = ("check", "--plan", tmp_path, "--as-at", "2024-03-01", "--severity", "Error")
    ran = planctl(*words)
    assert (ran.code, ran.out.count("\n")) == (0, 1)
    assert "1 action, 1 warning; 1 of less weight not listed; as at" in ran.out
    assert planctl(*words, "--fail-on", "warning") == (1, ran.out, "")
    said = planctl(*words, "--format", "json").json
    assert (said["problems"], said["counts"]["warning"]) == ([], 1)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (SOUND.replace('"1.1"', "“1.1”"), (1, 6)),
        (SOUND.replace('"1.1"', '“1.1"'), (1, 6)),
        (SOUND.replace("SM QA", "‘SM QA’"), (3, 9)),
        (SOUND.replace("Mar 2024", "„Mar 2024“"), (4, 12)),
        (f"{SOUND}status: “in progress”\n", (8, 9)),
        (f"{SOUND}depends_on: [«1.2»]\n", (8, 14)),
    ],
)
def test_what_a_word_processor_puts_around_a_value_is_an_error_at_its_place(
    text: str, place: tuple[int, int], tmp_path: Path
) -> None:
    small_plan(tmp_path, text)
    ran = planctl("check", "--plan", tmp_path, "--as-at", "2024-03-01", "--format", "json")
    [problem] = (each for each in ran.json["problems"] if each["code"] == "S110")
    assert (ran.code, (problem["line"], problem["column"])) == (1, place)


def test_a_status_with_a_no_break_space_is_read(tmp_path: Path) -> None:
    small_plan(tmp_path, f"{SOUND}status: not\u00a0started\n")
    assert planctl("check", "--plan", tmp_path, "--as-at", "2024-03-01").code == 0
    assert planctl("show", "1.1", "--plan", tmp_path, "--format", "json").json["status"] == (
        "not started"
    )


@pytest.mark.parametrize(
    ("text", "weight", "fails_on"),
    [
        (SOUND, "none", ()),
        (NOTE, "note", ("note",)),
        (NO_LEAD, "warning", ("note", "warning")),
        (LATE, "error", ("note", "warning", "error")),
    ],
    ids=["none", "note", "warning", "error"],
)
def test_the_check_fails_on_the_weight_that_was_asked_for(
    text: str, weight: str, fails_on: tuple[str, ...], tmp_path: Path
) -> None:
    small_plan(tmp_path, text)
    counts = planctl("check", "--plan", tmp_path, "--as-at", "2024-03-01", "--format", "json").json
    assert [name for name, count in counts["counts"].items() if count] == [weight] * (text != SOUND)
    for asked in ("note", "warning", "error"):
        assert _check(tmp_path, "--fail-on", asked) == int(asked in fails_on)


@pytest.mark.parametrize(
    ("severity", "counts"),
    [
        ("error", {"error": 1, "warning": 0, "note": 0}),
        ("warning", {"error": 0, "warning": 1, "note": 0}),
        ("note", {"error": 0, "warning": 0, "note": 1}),
        ("off", {"error": 0, "warning": 0, "note": 0}),
    ],
)
def test_the_policy_of_the_plan_sets_the_weight(
    severity: str, counts: dict[str, int], tmp_path: Path
) -> None:
    small_plan(tmp_path, LATE, policy=f'severities:\n  T301: "{severity}"\n')
    ran = planctl("check", "--plan", tmp_path, "--as-at", "2024-03-01", "--format", "json")
    assert ran.json["counts"] == counts
    assert len(ran.json["problems"]) == sum(counts.values())


def test_json_has_the_keys_that_others_rely_on(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", LATE)
    ran = planctl("check", "--as-at", "2024-03-01", "--format", "json", cwd=tmp_path)
    assert (ran.json["as_at"], ran.json["actions"], ran.err) == ("2024-03-01", 1, "")
    [problem] = ran.json["problems"]
    assert problem.pop("message")
    assert problem.pop("hint")
    assert len(problem.pop("fingerprint")) == 32
    assert problem == {
        "code": "T301",
        "rule": "overdue",
        "severity": "error",
        "path": f"plan/{ACTION_PATH}",
        "line": 4,
        "column": 12,
        "ref": "1.1",
        "field": "timescale",
        "known": False,
    }


def test_problems_stand_in_the_order_of_the_files_and_of_their_lines(tmp_path: Path) -> None:
    more = {
        f"{AREA}/1.10-tenth.yaml": 'ref: "1.10"\n',
        f"{AREA}/1.2-second.yaml": 'ref: "1.2"\ncolour: red\nstatus: good\n',
        "measures/rate.yaml": "id: rate\n",
    }
    put(small_plan(tmp_path, LATE, policy="grace: 3\n"), more)
    ran = planctl("check", "--plan", tmp_path, "--as-at", "2024-03-01", "--format", "json")
    paths = [problem["path"].removeprefix(f"{tmp_path}/") for problem in ran.json["problems"]]
    second = f"{AREA}/1.2-second.yaml"
    places = [(p["line"], p["column"]) for p in ran.json["problems"] if p["path"].endswith(second)]
    files = ["policy.yaml", ACTION_PATH, second, f"{AREA}/1.10-tenth.yaml", "measures/rate.yaml"]
    assert list(dict.fromkeys(paths)) == files
    assert places == sorted(places)
    assert len(places) > 2


def test_every_file_is_read_although_others_are_broken(tmp_path: Path) -> None:
    broken: dict[str, str | bytes] = {
        f"{AREA}/1.2-empty.yaml": "",
        f"{AREA}/1.3-latin.yaml": b'ref: "1.3"\ntitle: Caf\xe9\n',
        f"{AREA}/1.4-open.yaml": "[" * 10_000,
        f"{AREA}/1.5-list.yaml": "- a\n- b\n",
        f"{AREA}/1.6-twice.yaml": 'ref: "1.6"\nref: "1.6"\n',
        f"{AREA}/1.7-late.yaml": LATE.replace("1.1", "1.7"),
        "roles.yaml": "- a\n",
    }
    put(small_plan(tmp_path, LATE), broken)
    ran = planctl("check", "--plan", tmp_path, "--as-at", "2024-03-01", "--format", "json")
    codes = {(p["path"].rpartition("/")[2], p["code"]) for p in ran.json["problems"]}
    assert ran.code == 1
    assert ran.json["actions"] == 2
    assert codes >= {
        ("1.1-first.yaml", "T301"),
        ("1.2-empty.yaml", "F012"),
        ("1.3-latin.yaml", "F002"),
        ("1.4-open.yaml", "F010"),
        ("1.5-list.yaml", "S103"),
        ("1.6-twice.yaml", "F005"),
        ("1.7-late.yaml", "T301"),
        ("roles.yaml", "S103"),
    }


def test_a_check_leaves_our_plan_untouched(tmp_path: Path) -> None:
    root = Path(shutil.copytree(OUR_PLAN, tmp_path / "plan"))
    before = list(_tree(tmp_path))
    assert _check(root) == 1
    assert list(_tree(tmp_path)) == before


def test_a_check_leaves_a_broken_plan_untouched(tmp_path: Path) -> None:
    broken = {f"{AREA}/1.2-crlf.yaml": b'ref: "1.2"\r\n title: x', f"{AREA}/1.3-nul.yaml": b"\x00"}
    put(small_plan(tmp_path / "plan", '"'), broken)
    before = list(_tree(tmp_path))
    assert planctl("check", cwd=tmp_path).code == 1
    assert list(_tree(tmp_path)) == before


WHOLE: Final = (OUR_PLAN / AREA.replace("practice", "quality-of-practice")).glob("1.*.yaml")
TEXTS: Final = tuple(path.read_text("utf-8") for path in sorted(WHOLE))
PIECES: Final = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["\t", "\x00", "\r", "\ufeff", "[" * 50, "{", "}", "]", ": ", "- ", "'", '"']),
    st.sampled_from(["&a ", "*a", "!!int ", "%YAML", "---\n", "...\n", "|\n", "? ", "<<: ", "#"]),
    st.sampled_from(["2024-02-30", "1e999", "-1", "null", "~", "yes", "{a: {b: [c]}}", "9" * 5000]),
)


@st.composite
def _mangled(draw: st.DrawFn) -> bytes:
    """The text of an action with pieces taken out, put in or put twice."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 5))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        again = text[start : min(end, start + 60)]
        text = text[:start] + draw(st.one_of(PIECES, st.just(again))) + text[min(end, start + 9) :]
    return text.encode("utf-8", "surrogatepass")


@given(st.one_of(_mangled(), st.text().map(lambda text: text.encode()), st.binary()))
def test_no_text_of_an_action_is_a_bug_of_ours(text: bytes) -> None:
    with TemporaryDirectory() as folder:
        root = put(small_plan(Path(folder)), {ACTION_PATH: text})
        ran = planctl("check", "--plan", root, "--as-at", "2024-03-01")
    assert ran.code in {0, 1}
    assert ran.err == ""
    assert ran.out.endswith("as at 1 March 2024\n")


def test_the_last_line_counts_the_files_that_were_not_read(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", "ref: [")
    ran = planctl("check", "--as-at", "2024-03-13", cwd=tmp_path)
    assert ran.out.splitlines()[-1].startswith("0 actions, 1 file not read, 1 error")
