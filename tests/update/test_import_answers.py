"""The file of answers: written by an import, filled in by a person, and given again."""

from pathlib import Path

import pytest

from imported import imported
from planctl.intake.plan.assemble import ImportOptions
from planctl.intake.question import group_questions
from planctl.intake.read.formats import read_paper
from planctl.model.problem import Stop
from planctl.update.import_answers import answers_path, read_answers, write_answers

PAPER = """Ref,Action,Lead,By when,Status,Zebra
1,Do this,AD,Feb Board,BAU,stripes
2,Do that,AD,Feb Board,BAU,stripes
4,Do more,AD,3 May 2024,Done,stripes
5,Do less,AD,3 May 2024,Done,stripes
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of answers of a paper, as an import writes it."""
    path = tmp_path / "import-answers.yaml"
    write_answers(path, "a.csv", imported(read_paper("a.csv", PAPER.encode())).entries, {})
    return path


def _fill(file: Path, *answers: str) -> None:
    """Write answers in their order; an empty one stays open."""
    first, *rest = file.read_text("utf-8").split("answer:\n")
    filled = zip([*answers, *[""] * len(rest)], rest, strict=False)
    text = first + "".join(f"answer: {answer}\n{more}" for answer, more in filled)
    file.write_text(text, "utf-8")


def test_a_file_that_nobody_filled_in_answers_nothing(file: Path) -> None:
    assert read_answers(file) == ({}, {})
    assert read_answers(file.with_name("none.yaml")) == ({}, {})


def test_every_question_stands_in_the_file_with_its_proposal(file: Path) -> None:
    text = file.read_text("utf-8")
    assert (
        "# An answer is a value, yes for what is proposed, or no for what is so if it is left"
        in text
    )
    assert '  - heading: "Zebra"\n    taken for: "nothing"\n    answer:\n' in text
    assert '      - for: ["1 status", "2 status"]\n        word: "BAU"\n' in text
    assert '        proposal: "in progress"\n        answer:\n' in text
    assert text.count("if left: ") == 3


def test_what_is_filled_in_is_read_and_closes_its_question(file: Path) -> None:
    _fill(file, "progress", "yes", "Feb 2024 board", "{4: 3 May 2024, 5: 2024-05-04}")
    answers, columns = read_answers(file)
    assert columns == {"zebra": "progress"}
    assert answers["2 timescale “Feb Board”"] == "Feb 2024 board"
    assert answers["status “BAU”"] == "in progress"
    assert (answers["4 completed"], answers["5 completed"]) == ("3 May 2024", "2024-05-04")
    asked = ImportOptions(more=columns, answers=answers)
    assert not group_questions(imported(read_paper("a.csv", PAPER.encode()), asked).entries)


def test_no_leaves_a_question_open_where_it_is_no_answer_of_its_own(file: Path) -> None:
    _fill(file, "", "yes", "No", "{4: 3 May 2024, 5: no}")
    answers, _ = read_answers(file)
    assert {*answers} == {"1 status “BAU”", "2 status “BAU”", "status “BAU”", "4 completed"}


def test_what_was_answered_once_is_kept_in_the_file(file: Path) -> None:
    _fill(file, "rag reason", "", "", "3 May 2024")
    given = read_answers(file)
    asked = ImportOptions(more=given.columns, answers=given.answers)
    entries = imported(read_paper("a.csv", PAPER.encode()), asked).entries
    write_answers(file, "a.csv", entries, given.answers)
    assert read_answers(file) == given
    assert given.columns == {"zebra": "rag_reason"}
    assert "answered:\n" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("answers", "message", "hint"),
    [
        (["stripes"], "a column cannot hold “stripes”", "it is one of ref, area"),
        (["", "", "soon"], "the answer for 1 timescale, 2 timescale: “soon” is not", "write"),
        (["", "perhaps"], "“perhaps” is no status", "one of not started"),
        (["", "", "", "{7: 3 May 2024}"], "“7” is none of the actions", "they are 4, 5"),
        (["", "", "", "{4: May 2024}"], "“May 2024” is not a day", "write the day"),
        (["", "", "[3 May"], "line ", ""),
    ],
)
def test_an_answer_that_cannot_be_meant_ends_the_run(
    file: Path, answers: list[str], message: str, hint: str
) -> None:
    _fill(file, *answers)
    with pytest.raises(Stop) as stop:
        read_answers(file)
    assert message in stop.value.message
    assert hint in stop.value.hint


@pytest.mark.parametrize(
    "text", ["[1]", "questions: [1]", "questions: [{about: [{}]}]", "answered: 3"]
)
def test_a_file_in_another_form_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    with pytest.raises(Stop, match="is no file of answers of an import"):
        read_answers(tmp_path / "a.yaml")


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="could not be read"):
        read_answers(tmp_path)


def test_the_answers_of_a_plan_stand_beside_its_report() -> None:
    assert answers_path(Path("x/import-report")) == Path("x/import-answers.yaml")
    assert answers_path(Path("sip-import-report")) == Path("sip-import-answers.yaml")
