"""The texts of a plan that people read as sentences."""

from pathlib import Path

from make import loaded, small_plan
from planctl.model.plan import Plan
from planctl.model.plan_texts import is_sentence, text_parts, written_texts
from planctl.model.problem import At

ACTION = """\
    ref: 1.1
    title: First
    actions:
      - Draw up a plan
    impact_measures:
      - A snapshot
      - measure: audits-good
        note: for the quarter
    leads: [SM QA]
    timescale: {written: Feb Priority, due: Feb 2024}
    status: in progress
    milestones:
      - what: First sample
        leads: [AD]
    evidence:
      - title: A report
        kind: data
        file: evidence/report.pdf
        shows: that it works
    findings: [core-groups]
    """


def _sentences(plan: Plan) -> list[tuple[At, str]]:
    return [text for part in text_parts(plan) for text in part if is_sentence(text[0])]


def test_the_prose_of_an_action_is_its_sentences_with_their_places(tmp_path: Path) -> None:
    here = ("areas", 0, "actions", 0)
    inside = [
        (at[len(here) :], text)
        for at, text in _sentences(loaded(small_plan(tmp_path, ACTION)).plan)
        if at[: len(here)] == here
    ]
    assert inside == [
        (("title",), "First"),
        (("actions", 0), "Draw up a plan"),
        (("impact_measures", 0), "A snapshot"),
        (("impact_measures", 1, "note"), "for the quarter"),
        (("milestones", 0, "what"), "First sample"),
        (("evidence", 0, "title"), "A report"),
        (("evidence", 0, "shows"), "that it works"),
    ]


def test_the_prose_of_a_plan_is_that_of_its_files_in_order(tmp_path: Path) -> None:
    root = small_plan(
        tmp_path, **{"areas__1-practice__area": "ref: 1\ntitle: Practice\nstatement: All good\n"}
    )
    assert _sentences(loaded(root).plan) == [
        (("plan", "title"), "A small plan"),
        (("plan", "organisation"), "A council"),
        (("plan", "findings", 0, "title"), "Core groups"),
        (("governance", "board", "name"), "Board"),
        (("governance", "reports", 0, "title"), "Quality assurance report"),
        (("governance", "projects", 0, "title"), "New system"),
        (("areas", 0, "title"), "Practice"),
        (("areas", 0, "statement"), "All good"),
    ]


def test_a_plan_without_its_front_matter_still_has_prose(tmp_path: Path) -> None:
    plan = loaded(small_plan(tmp_path, plan="title: [")).plan
    assert _sentences(plan)[0] == (("governance", "board", "name"), "Board")


def test_every_text_has_its_labels_too_where_they_are_asked_for(tmp_path: Path) -> None:
    plan = loaded(small_plan(tmp_path, ACTION)).plan
    texts = [(at[4:], text) for at, text in written_texts(plan) if at[:2] == ("areas", 0)]
    assert (("timescale",), "Feb Priority") in texts
    assert (("timescale", "due"), "Feb 2024") in texts
    assert (("findings", 0), "core-groups") in texts
    assert (("leads", 0), "SM QA") in texts


def test_a_plan_without_front_matter_has_the_texts_of_the_rest(tmp_path: Path) -> None:
    plan = loaded(small_plan(tmp_path, ACTION)).plan._replace(plan=None)
    assert {at[0] for at, _ in written_texts(plan)} == {"governance", "roles", "areas"}
