"""No text that an edition leaves out is in anything that is printed of it, now or of the past."""

import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile, is_zipfile

import pyarrow.parquet
import pytest

from fill import PLACES, Filler
from make import ACTION_PATH, put, small_plan
from pdfs import pdf_text
from planctl.model.edition import CONTENT
from repo import Repo, planned, repo, titled
from running import planctl

AS_AT: Final = ("--as-at", "2024-03-13")
LEFT_OUT: Final = {
    f".{name}"
    for fields in CONTENT.values()
    for name in fields
    if name not in {"file", "url", "until"}
}
EXPORTS: Final = ("a.json", "a.ics", "a.xlsx", "a.sqlite", "csv", "parquet")


class Marks:
    """Words that stand nowhere else, each for a path in the models; refs stay what they were."""

    def __init__(self, sign: str) -> None:
        """Begin the words with a sign."""
        self.sign = sign
        self.words: dict[str, str] = {}

    def __call__(self, path: str) -> str:
        """The word for a path."""
        sign = "ref" if path == "action.ref" else self.sign
        return self.words.setdefault(path, f"{sign}{len(self.words):04}q")


def _files(marks: Marks, share: str | None) -> Mapping[str, str]:
    filler = Filler(marks, marks)
    files = {kind: filler.file(kind) for kind in PLACES}
    del files["policy"]["severities"], files["policy"]["editions"], files["plan"]["brand"]["logo"]
    _share_with(files, share)
    return {f"plan/{PLACES[kind]}": json.dumps(file) for kind, file in files.items()}


def _share_with(value: Any, share: str | None) -> None:  # noqa: ANN401 - what a file holds
    if isinstance(value, dict) and "share" in value:
        value["share"] = share
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            _share_with(item, share)


def _repo(root: Path, share: str | None) -> tuple[Repo, tuple[Marks, Marks]]:
    """A plan of which nothing was held back when a board saw it, in two states."""
    now, then = Marks("now"), Marks("then")
    made = repo(root)
    for day, marks, shared in (
        ("2024-01-10", then, None),
        ("2024-01-20", now, None),
        ("2024-02-20", now, share),
    ):
        made.commit(day, files=dict(_files(marks, shared)))
    return made, (now, then)


def _printed(root: Path, edition: str) -> Iterator[tuple[str, bytes]]:
    """Everything that can be printed of an edition, with the names of the files."""
    words = (*AS_AT, "--edition", edition)
    for form in ("html", "md", "docx", "pdf"):
        assert planctl("report", *words, "--size", "full", "--format", form, cwd=root).code == 0
    assert planctl("dashboard", *words, cwd=root).code == 0
    for to in EXPORTS:
        form = to.removeprefix("a.")
        ran = planctl("export", *words, "--format", form, "-o", to, cwd=root)
        assert ran.code == 0
        yield form, ran.err.encode()
    assert planctl("evidence", "pack", "evidence", *words, cwd=root).code == 0
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if path.is_file() and inside.parts[0] not in {"plan", ".git"}:
            yield inside.as_posix(), inside.as_posix().encode()
            yield from _texts(inside.as_posix(), path.read_bytes())


def _texts(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """What a file holds, without what packs it."""
    yield name, data
    if is_zipfile(BytesIO(data)):
        with ZipFile(BytesIO(data)) as archive:
            yield from ((f"{name}/{part}", archive.read(part)) for part in archive.namelist())
    elif name.endswith(".parquet"):
        yield name, str(pyarrow.parquet.read_table(BytesIO(data)).to_pylist()).encode()
    elif name.endswith(".pdf"):
        yield name, pdf_text(data).encode()


def _is_left_out(path: str, edition: str, share: str | None) -> bool:
    """Whether a field must not be found: it is of a thing that is held back, or left out."""
    is_held = share and path.partition(".")[0] in {"action", "measure", "decisions"}
    steps = path.split(".")
    is_of_kind = any(f".{step}" in LEFT_OUT for step in steps[1:])
    is_place = path.endswith((".file", ".url", "roles.until"))
    return bool(is_held) or (edition == "public" and (is_of_kind or is_place))


@pytest.mark.slow
@pytest.mark.parametrize(("edition", "share"), [("board", "officers"), ("public", None)])
def test_nothing_that_an_edition_leaves_out_is_in_anything_that_is_printed(
    edition: str, share: str | None, tmp_path: Path
) -> None:
    made, all_marks = _repo(tmp_path, share)
    printed = list(_printed(made.root, edition))
    found = {
        (path, name)
        for marks in all_marks
        for path, word in marks.words.items()
        for name, data in printed
        if word.encode() in data
    }
    assert {it for it in found if _is_left_out(it[0], edition, share)} == set()
    assert ("plan.title", "dashboard.html") in found
    assert (("action.title", "dashboard.html") in found) == (share is None)


def _life(*names: str, share: str = "") -> Mapping[str, str | None]:
    """A state of a plan in which an action, a decision and a measure have these names, if any."""
    held = {"a": "areas/1-practice/1.7-a.yaml", "m": "measures/m.yaml", "d": "decisions.yaml"}
    texts: dict[str, str | None] = dict.fromkeys(held.values())
    for name in names:
        kind, ref = name[0], f"veiled-{name}"
        texts[held[kind]] = {
            "a": titled(f"The veiled plan of {name}", f"timescale: Mar 2024\n{share}", ref),
            "m": f"id: {ref}\ntitle: The veiled measure {name}\n"
            f"observations: [{{on: 2024-01-31, value: 7}}]\n{share}",
            "d": f"- id: {ref}\n  meeting: 14 February 2024\n  decided: The veiled {name}\n"
            f"  {share}\n",
        }[kind]
    return texts


def _naming(*names: str) -> str:
    """An action that names an action, a decision and a measure."""
    act, measure, decision = (f"veiled-{name}" for name in names)
    return titled(
        "First",
        f"depends_on: [{act}]\nsplit_from: {act}\nimpact_measures: [{{measure: {measure}}}]\n"
        f"withdrawals: [{{reason: No, refused: 2024-02-14, replaced_by: [{act}], "
        f"decision: {decision}}}]\ntimescale: Mar 2024\n",
    )


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["board", "public"])
def test_what_is_held_back_now_is_never_named_in_the_past_whatever_it_was_called_then(
    edition: str, tmp_path: Path
) -> None:
    made = planned(tmp_path)
    old, new = ("a1", "m1", "d1"), ("a2", "m2", "d2")
    for day, naming, life in (
        ("2024-02-03", old, _life()),  # named before they exist
        ("2024-02-05", old, _life(*old)),
        ("2024-02-08", old, _life()),  # gone
        ("2024-02-15", old, _life(*old)),
        ("2024-02-18", old, _life(*new)),  # renamed, and still named as they were
        ("2024-02-20", new, _life(*new)),
        ("2024-02-25", new, _life(*new, share="share: officers\n")),
    ):
        prefix = {f"plan/{path}": text for path, text in life.items()}
        gone = [path for path, text in prefix.items() if text is None]
        files = {
            path: text
            for path, text in prefix.items()
            if path not in gone or (made.root / path).is_file()
        }
        made.commit(day, files={**files, f"plan/{ACTION_PATH}": _naming(*naming)})
    printed = list(_printed(made.root, edition))
    found = {
        (name, data[max(0, at - 150) : at + 60])
        for name, data in printed
        if (at := data.lower().find(b"veiled")) >= 0
    }
    assert found == set()
    assert any(b"measure-not-in-this-edition-1" in data for _, data in printed)


def test_what_was_held_back_when_it_was_taken_out_of_the_plan_stays_so(tmp_path: Path) -> None:
    made = planned(tmp_path)
    path = "plan/areas/1-practice/1.7-a.yaml"
    for day, text in (("02-03", ""), ("02-18", "share: officers\n"), ("02-20", None)):
        files = {path: None if text is None else titled("The veiled plan", text, "1.7")}
        made.commit(f"2024-{day}", files=files)
    ran = planctl("report", *AS_AT, "-o", "-", "--format", "md", "--size", "full", cwd=made.root)
    assert ("veiled" in ran.out, "Not shown 1" in ran.out) == (False, True)


LATE: Final = "timescale: 31 Jan 2024\nleads: [AD]\nshare: officers\n"
NOTED: Final = (
    "leads: [SM QA]\nprogress: [{date: 2024-02-01, note: Hidden words, share: officers}]\n"
)


def _held(root: Path) -> Path:
    return small_plan(
        root / "plan",
        titled("Late", LATE),
        **{"areas__1-practice__1.2-b": titled("B", NOTED, "1.2")},
    )


def test_a_board_is_told_how_much_is_held_back_by_whom_and_what_is_late_counts(
    tmp_path: Path,
) -> None:
    _held(tmp_path)
    ran = planctl("report", *AS_AT, "-o", "-", "--format", "md", cwd=tmp_path)
    assert (
        "For the board. 1 action and 1 progress note are not in this edition. 1 overdue action is "
        "not shown in this edition. Held back: 1 action by AD; 1 progress note by SM QA."
    ) in ran.out
    assert "| Not shown 1 | Not in this edition |" in ran.out
    assert "Of 2 actions, none are complete, 1 is overdue" in ran.out
    assert "Hidden words" not in ran.out


def test_officers_get_all_of_it(tmp_path: Path) -> None:
    _held(tmp_path)
    words = ("--edition", "officers", "--format", "md", "--size", "full", "-o", "-")
    assert "Hidden words" in planctl("report", *AS_AT, *words, cwd=tmp_path).out


def test_an_export_is_whole_where_nobody_names_an_edition(tmp_path: Path) -> None:
    _held(tmp_path)
    ran = planctl("export", cwd=tmp_path)
    assert "edition" not in ran.json
    assert ran.json["areas"][0]["actions"][1]["progress"][0]["note"] == "Hidden words"


def test_an_edition_in_json_says_which_it_is_and_what_is_not_in_it(tmp_path: Path) -> None:
    _held(tmp_path)
    ran = planctl("export", "--edition", "board", cwd=tmp_path)
    counts = {"action": 1, "progress note": 1}
    assert ran.json["edition"] == {"name": "board", "not_in_it": counts}
    assert ran.err.startswith("planctl: For the board. 1 action and 1 progress note are not in")


def test_a_workbook_of_an_edition_says_so_and_is_not_imported(tmp_path: Path) -> None:
    _held(tmp_path)
    words = ("--edition", "board", "--format", "xlsx", "-o", "board.xlsx")
    assert planctl("export", *AS_AT, *words, cwd=tmp_path).code == 0
    ran = planctl("import", "--update", "board.xlsx", cwd=tmp_path)
    assert (ran.code, "which lacks a part of it" in ran.err) == (2, True)


def test_a_set_of_plans_takes_no_edition(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan")
    ran = planctl("export", "--append", "set", "--edition", "board", cwd=tmp_path)
    assert (ran.code, "holds whole plans" in ran.err) == (2, True)


def test_the_public_edition_is_refused_while_a_text_could_tell_a_person(tmp_path: Path) -> None:
    made = planned(tmp_path)
    named = titled("Ask Mrs Jones")
    made.commit("2024-02-10", files={f"plan/{ACTION_PATH}": named})
    ran = planctl("dashboard", *AS_AT, "--edition", "public", cwd=made.root)
    assert (ran.code, f"plan/{ACTION_PATH}:2 P510" in ran.err) == (2, True)
    assert "Mrs Jones" not in ran.err
    put(made.root / "plan", {"policy.yaml": "allow: [{code: P510, text: Mrs Jones, reason: A}]\n"})
    ran = planctl(
        "report", *AS_AT, "--edition", "public", "-o", "-", "--format", "md", cwd=made.root
    )
    assert "1 exception to the rules on personal data stands in policy.yaml" in ran.out


@pytest.mark.slow
def test_what_could_tell_a_person_is_taken_out_of_the_past_of_a_public_edition(
    tmp_path: Path,
) -> None:
    made = planned(tmp_path)
    then = "leads: [Pat Smith]\ntimescale: {written: when Mrs Jones is back, due: Mar 2024}\n"
    past = titled("Ask Mrs Jones now", then)
    for day, text in (
        ("2024-02-10", past),
        ("2024-02-20", titled("Ask the head now", "leads: [AD]\ntimescale: 30 Apr 2024\n")),
    ):
        roles = {"plan/roles.yaml": "Pat Smith: Head\n" if text is past else "AD: Director\n"}
        made.commit(day, files={f"plan/{ACTION_PATH}": text, **roles})
    printed = list(_printed(made.root, "public"))
    named = {
        (name, person)
        for name, data in printed
        for person in (b"Jones", b"Pat Smith", b"Pat Lead")
        if person in data
    }
    assert named == set()
    assert b"Ask [not in this edition] now" in dict(printed)["dashboard.html"]


def test_the_public_edition_is_refused_where_a_file_could_not_be_read(tmp_path: Path) -> None:
    put(small_plan(tmp_path / "plan"), {"roles.yaml": "a: [\n"})
    ran = planctl("report", *AS_AT, "--edition", "public", cwd=tmp_path)
    assert (ran.code, "plan/roles.yaml could not be read, so nobody can tell" in ran.err) == (
        2,
        True,
    )


COUNTED: Final = """\
id: count
title: Children seen late
unit: children
better: lower
{}baseline: {{value: 12345, on: 2023-10-31}}
targets: [{{value: 8713, by: 2024-12-31}}]
observations:
  - {{on: 2023-11-30, value: 11999}}
  - {{on: 2023-12-31, value: 8731}}
  - {{on: 2024-01-31, value: {}}}
"""
SHARE: Final = """\
id: share
title: Share seen late
unit: "%"
better: lower
counts: people
baseline: {value: 50, on: 2023-10-31}
targets: [{value: 10, by: 2024-12-31}]
observations: [{on: 2023-12-31, value: 12.6246, numerator: 8771, denominator: 69475}]
"""


@pytest.mark.slow
def test_no_small_number_is_in_anything_that_the_public_gets(tmp_path: Path) -> None:
    made = planned(tmp_path)
    linked = "impact_measures: [{measure: count}, {measure: share}]\n"
    base = {
        f"plan/{ACTION_PATH}": titled("First", linked),
        "plan/policy.yaml": "small_numbers: {below: 9000}\n",
        "plan/measures/share.yaml": SHARE,
    }
    for day, marked, latest in (("2024-02-02", "", 8793), ("2024-02-20", "counts: people\n", 8813)):
        count = {"plan/measures/count.yaml": COUNTED.format(marked, latest)}
        made.commit(day, files={**base, **count})
    small = ("8713", "8731", "8771", "8793", "8813", "69475", "60704", "12.6246")
    found = {
        (number, name)
        for name, data in _printed(made.root, "public")
        for number in small
        if number.encode() in data and not data.startswith((b"%PDF", b"PAR1"))
    }
    assert found == set()


def test_of_a_measure_that_is_held_back_a_board_sees_the_rating_alone(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", measures__share=f"{SHARE}share: officers\n")
    ran = planctl("report", *AS_AT, "-o", "-", "--format", "md", cwd=tmp_path)
    row = " | ".join(["not shown"] * 5)
    assert f"| Not in this edition | {row} | Green: on trajectory |" in ran.out
    assert "Share seen late" not in ran.out
