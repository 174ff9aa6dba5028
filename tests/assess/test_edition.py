"""A plan that an edition has cut has lost texts, and is judged as the whole plan is."""

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any, Final, get_args

import pytest
from pydantic import BaseModel, RootModel

from everything import EVERYTHING
from make import AS_AT, loaded, put, small_plan
from planctl.assess.edition import EditionCut
from planctl.assess.scene import judge_plan
from planctl.model.edition import CONTENT, HELD, LEFT_OUT, Content, Edition
from planctl.model.plan import Plan
from planctl.model.plan_files import KINDS, model_for_kind
from planctl.render.edition import edition_in_words

# What everybody may read, by the name of its model. A new field is put here or into CONTENT.
SHOWN: Final = {
    "Front": "id title organisation strapline version date vision introduction inspection findings "
    "closing_the_loop brand",
    "Inspection": "body kind date priority_action priority_findings",
    "Finding": "id title text",
    "ClosingTheLoop": "statement sources",
    "Brand": "logo accent font footer",
    "RoleContact": "means",
    "Governance": "board terms accountability meetings reports projects school_terms",
    "Board": "name short cadence meets purpose members papers_due",
    "SchoolTerm": "name starts ends half_term",
    "HalfTerm": "starts ends",
    "Meets": "on every starting until not_in",
    "BoardMeeting": "on note overall good_news papers minutes",
    "Commentary": "by text",  # left out with the meeting's commentary
    "Overall": "progress_rag impact_rag confidence",
    "DeliveryRisk": "what likelihood effect response",
    "BoardPaper": "title",
    "Challenge": "asks by to needed_by answer closed",
    "Report": "id title cadence first by received note",
    "Received": "on meeting",
    "Project": "id title overseen_by starts timescale done phase progress_rag next_milestone "
    "highlight note",
    "ProjectMilestone": "what timescale",
    "Policy": "year_starts due_soon_days overdue_grace_days stale_after_days progress_rag "
    "impact_rag overall severities agreements case_references allow editions small_numbers",
    "ProgressKey": "label meaning standings",
    "ImpactKey": "label meaning standings",
    "OverallRules": "progress impact",
    "OverallRule": "red_from green_below",
    "Agreement": "setting to agreed agreed_by decision",
    "Allowance": "code text",
    "EditionPolicy": "leaves_out",
    "SmallNumbers": "below round_to",
    "Decision": "id meeting decided about follow_up share",
    "FollowUp": "who what by done",
    "AreaFront": "ref title statement",
    "Action": "ref title actions expected_impact impact_measures reporting leads timescale review "
    "corrections extensions pauses withdrawals status completed recorded milestones progress_rag "
    "impact_rag verified findings depends_on split_from share",
    "MeasureLink": "measure note",
    "ReportLink": "report note",
    "Milestone": "what leads timescale done",
    "Extension": "to requested agreed agreed_by refused decision",
    "Pause": "until requested agreed agreed_by refused decision",
    "Withdrawal": "replaced_by requested agreed agreed_by refused decision",
    "Correction": "was to by requested clerical agreed agreed_by refused decision",
    "Progress": "date by note share",
    "Evidence": "title kind file url date shows share",
    "Verified": "by on",
    "Escalation": "raised by to asks recommended needed_by decided decision closed share",
    "Measure": "id title unit counts better frequency baseline targets course tolerance "
    "sustained_after small_below observations source note share",
    "Baseline": "value on note",
    "Target": "value low high by note",
    "Observation": "on value numerator denominator source note",
}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - of any field
    """The models in a type, and those in their fields."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not issubclass(annotation, RootModel):
            yield annotation
        for field in annotation.model_fields.values():
            yield from _models(field.rebuild_annotation())
    for part in get_args(annotation):
        yield from _models(part)


def test_of_every_field_it_is_said_who_may_read_it() -> None:
    models = {model for kind in KINDS for model in _models(model_for_kind(kind))}
    fields = {(model.__name__, name) for model in models for name in model.model_fields}
    shown = {(model, name) for model, names in SHOWN.items() for name in names.split()}
    left_out = {(model, name) for model, names in CONTENT.items() for name in names}
    assert shown | left_out == fields
    assert shown & left_out == set()


def _cut(plan: Plan, edition: Edition) -> Plan:
    return EditionCut(edition, plan).plan(plan)


def _everything(root: Path) -> Plan:
    """A plan with one of everything, whose every action, decision and measure is held back."""
    is_held = re.compile(r"areas/1-practice/1\.(?!16)|measures/").match
    texts = {path: dedent(text) for path, text in EVERYTHING.items()}
    own = {path: f"{text}share: officers\n" for path, text in texts.items() if is_held(path)}
    return loaded(put(root, {**texts, **own})).plan


def _judged(plan: Plan) -> list[object]:
    """All that is judged of a plan, without the words for it."""
    scene = judge_plan(plan, AS_AT)
    rated = [
        (
            *(item.progress[:4], item.progress.standing, item.days_overdue),
            *(item.impact[:5], item.promise.due, item.promise.slippage_days),
            *(len(item.late_milestones), len(item.asked), item.halts.until, item.lacks_lead),
        )
        for item in scene.judged
    ]
    return [*rated, *(effect.standing for effect in scene.by.effects.values())]


@pytest.mark.parametrize("edition", Edition)
def test_a_plan_of_which_all_is_held_back_is_judged_as_the_whole_plan_is(
    edition: Edition, tmp_path: Path
) -> None:
    plan = _everything(tmp_path)
    assert _judged(_cut(plan, edition)) == _judged(plan)


EVIDENCE: Final = """\
leads: [AD]
status: embedded
completed: 2024-01-30
depends_on: ["1.2"]
split_from: "1.2"
verified: {by: AD, on: 2024-02-10, how: Read}
withdrawals: [{reason: It is done elsewhere, replaced_by: ["1.2"]}]
extensions: [{to: 30 Apr 2024, reason: Late, decision: secret}]
impact_measures: [{measure: count}, {measure: other}]
evidence: [{title: Sample, kind: data, file: evidence/gone.txt, shows: Better, share: officers}]
"""
MORE: Final = {
    "areas__1-practice__1.2-b": "ref: '1.2'\ntitle: B\nshare: board\nimpact_measures: "
    "[{measure: count}, {measure: none}, In words]\nverified: {by: QA, on: 2024-02-01, how: So}\n",
    "decisions": "- {id: secret, meeting: 14 February 2024, decided: Yes, about: ['1.2'], "
    "share: officers}\n",
    "measures__count": "id: count\ntitle: Held\nowner: AD\nshare: officers\n",
    "measures__other": "id: other\ntitle: Shown\n",
}


def test_what_names_a_held_thing_names_it_by_a_label_that_tells_nothing(tmp_path: Path) -> None:
    plan = _cut(small_plan_of(tmp_path), Edition.PUBLIC)
    first, held = (action for _, action in plan.actions)
    assert (held.ref, held.title) == ("Not shown 1", HELD)
    assert first.split_from == "Not shown 1"
    assert first.depends_on == first.withdrawals[0].replaced_by == ("Not shown 1",)
    decision, measure = "decision-not-in-this-edition-1", "measure-not-in-this-edition-1"
    assert first.extensions[0].decision == plan.decisions[0].id == decision
    assert plan.decisions[0].about == ("Not shown 1",)
    assert [getattr(it, "measure", it) for it in first.impact_measures] == [measure, "other"]
    names = [measure, "not-in-this-edition", HELD]
    assert [getattr(it, "measure", it) for it in held.impact_measures] == names
    assert held.verified is not None
    assert held.verified.by == "Another role"


def test_a_faulty_file_of_held_evidence_stays_faulty_and_has_no_name(tmp_path: Path) -> None:
    plan = _cut(small_plan_of(tmp_path), Edition.BOARD)
    [(_, action), _] = plan.actions
    place = "not-in-this-edition/missing"
    assert (action.evidence[0].title, action.evidence[0].file) == (HELD, place)
    assert [*plan.faulty] == [place]


def small_plan_of(root: Path) -> Plan:
    """A small plan in which things that are held back are named by others."""
    return loaded(small_plan(root, f"ref: '1.1'\ntitle: A\n{EVIDENCE}", **MORE)).plan


def test_policy_says_what_an_edition_leaves_out_and_it_is_counted(tmp_path: Path) -> None:
    policy = "editions: {board: {leaves_out: [evidence, reasons, authors]}}\n"
    plan = loaded(small_plan(tmp_path, f"ref: '1.1'\ntitle: A\n{EVIDENCE}", policy=policy)).plan
    words = edition_in_words(judge_plan(_cut(plan, Edition.BOARD), AS_AT))
    assert words == "For the board. 2 reasons and 2 pieces of evidence are not in this edition."


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (
            "{date: 2024-02-01, note: As it was, share: board}",
            "{date: 2024-02-01, note: As it was}",
        ),
        ("{date: 2024-02-01, note: Better, share: board}", "{date: 2024-02-01, note: Worded ill}"),
    ],
)
def test_a_note_is_held_back_in_earlier_states_too(now: str, before: str, tmp_path: Path) -> None:
    policy = "editions: {public: {leaves_out: []}}\n"
    plans = [
        loaded(
            small_plan(
                tmp_path / name, f"ref: '1.1'\ntitle: A\nprogress: [{note}]\n", policy=policy
            )
        ).plan
        for name, note in (("now", now), ("before", before))
    ]
    cut = EditionCut(Edition.PUBLIC, plans[0]).plan(plans[1])
    [(_, action)] = cut.actions
    assert [note.note for note in action.progress] == [HELD]


def test_an_edition_that_leaves_nothing_out_has_the_very_values_of_the_plan(tmp_path: Path) -> None:
    plan = loaded(small_plan(tmp_path, "ref: '1.1'\ntitle: A\n")).plan
    assert all(
        a is b for a, b in zip(_actions(_cut(plan, Edition.BOARD)), _actions(plan), strict=True)
    )


def _actions(plan: Plan) -> list[object]:
    return [action for _, action in plan.actions]


def test_the_public_reads_least_and_officers_all() -> None:
    assert LEFT_OUT[Edition.PUBLIC] == frozenset(Content)
    assert not any(LEFT_OUT[edition] for edition in Edition if edition is not Edition.PUBLIC)


def test_what_was_held_back_in_an_earlier_state_is_so_there(tmp_path: Path) -> None:
    now, before = (
        loaded(small_plan(tmp_path / name, f"ref: '1.1'\ntitle: A\n{share}")).plan
        for name, share in (("now", ""), ("before", "share: officers\n"))
    )
    [(_, action)] = EditionCut(Edition.BOARD, now).plan(before).actions
    assert (action.ref, action.title) == ("Not shown 1", HELD)


def test_figures_that_the_public_is_not_shown_are_counted(tmp_path: Path) -> None:
    text = "id: count\ntitle: Children\ncounts: people\nbaseline: {value: 3}\n"
    readings = "observations: [{on: 2024-01-31, value: 2}, {on: 2024-02-29, value: provisional}]\n"
    plan = loaded(small_plan(tmp_path, measures__count=text + readings)).plan
    words = edition_in_words(judge_plan(_cut(plan, Edition.PUBLIC), AS_AT))
    assert words == "For the public. 2 figures are not in this edition."
