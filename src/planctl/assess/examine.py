"""The one table of rules that judge a loaded plan, and the walk that runs them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from planctl.assess.judgement import Judgement
from planctl.assess.rule import (
    board,
    decision,
    evidence,
    governance,
    measure,
    personal_data,
    quality,
    reference,
    request,
    time,
)
from planctl.assess.scene import Scene
from planctl.model.policy import Policy
from planctl.model.problem import At, Fault, Rule, Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
ActionCheck = Callable[[Judgement, Scene], Iterator[Fault]]
PlanCheck = Callable[[Scene], Iterator[Fault]]


class RuleBreach(NamedTuple):
    """A rule that is broken, and the fault, placed from the root of the plan."""

    rule: Rule
    fault: Fault
    ref: str = ""


# Each rule of one action: its code, its weight, and what finds its faults.
_OF_ACTIONS: Final[tuple[tuple[str, Severity, ActionCheck], ...]] = (
    ("R202", _ERROR, reference.unknown_role),
    ("R203", _ERROR, reference.unknown_report),
    ("R204", _ERROR, reference.unknown_measure),
    ("R205", _ERROR, reference.unknown_finding),
    ("R206", _ERROR, reference.unknown_dependency),
    ("R210", _ERROR, reference.no_such_meeting),
    ("R214", _ERROR, decision.unknown_decision),
    ("R215", _ERROR, decision.decision_not_shared),
    ("R219", _ERROR, decision.agreed_and_refused),
    ("R227", _ERROR, reference.unknown_replacement),
    ("R233", _ERROR, reference.unknown_origin),
    ("R228", _ERROR, request.agreed_by_nobody),
    ("T301", _ERROR, time.overdue),
    ("T302", _WARNING, time.milestone_overdue),
    ("T303", _ERROR, time.disputed),
    ("T304", _WARNING, time.stale),
    ("T305", _WARNING, time.complete_with_open_milestones),
    ("T306", _WARNING, time.done_in_future),
    ("T307", _WARNING, request.extension_not_agreed),
    ("T318", _WARNING, request.request_out_of_order),
    ("T326", _WARNING, request.halt_not_agreed),
    ("T327", _ERROR, request.claimed_without_board),
    ("T331", _WARNING, request.correction_not_agreed),
    ("T332", _ERROR, request.correction_of_another_date),
    ("T308", _ERROR, time.complete_without_day),
    ("T309", _WARNING, time.completed_while_open),
    ("T310", _WARNING, time.depends_on_later),
    ("T311", _WARNING, time.waits_for_overdue),
    ("T314", _WARNING, time.escalation_overdue),
    ("Q401", _WARNING, quality.no_lead),
    ("Q402", _WARNING, quality.no_timescale),
    ("Q403", _WARNING, quality.no_measure),
    ("Q425", _WARNING, quality.no_action_text),
    ("Q427", _WARNING, quality.id_as_text),
    ("Q407", _NOTE, quality.undated_progress),
    ("Q408", _WARNING, quality.ongoing_without_review),
    ("Q409", _WARNING, evidence.embedded_without_evidence),
    ("Q417", _WARNING, evidence.embedded_without_second_look),
    ("Q418", _WARNING, evidence.verified_by_lead),
    ("T325", _WARNING, evidence.verified_too_early),
    ("Q419", _WARNING, evidence.evidence_nowhere),
    ("Q420", _WARNING, evidence.evidence_at_no_address),
    ("Q423", _WARNING, evidence.completed_without_evidence),
    ("Q410", _NOTE, quality.done_without_effect),
)

# Each rule of the plan as a whole, likewise.
_OF_PLANS: Final[tuple[tuple[str, Severity, PlanCheck], ...]] = (
    ("R201", _ERROR, reference.duplicate_ref),
    ("R207", _ERROR, reference.dependency_circle),
    ("R234", _ERROR, reference.duplicate_id),
    ("R216", _ERROR, decision.decision_about_nothing),
    ("R217", _ERROR, decision.unrecorded_meeting),
    ("R232", _ERROR, reference.unknown_priority_finding),
    ("R230", _ERROR, governance.unclear_rule_of_meetings),
    ("R218", _ERROR, decision.duplicate_decision),
    ("R220", _ERROR, decision.unknown_role_of_decision),
    ("R221", _ERROR, measure.duplicate_measure),
    ("R222", _ERROR, measure.unknown_owner),
    ("R223", _ERROR, measure.target_without_figure),
    ("R224", _ERROR, measure.observed_twice),
    ("T313", _WARNING, decision.follow_up_overdue),
    ("T338", _WARNING, board.commentary_missing),
    ("T339", _ERROR, board.overall_disputed),
    ("T341", _WARNING, board.challenge_unanswered),
    ("T319", _ERROR, measure.observed_in_future),
    ("T320", _WARNING, measure.observed_before_baseline),
    ("T321", _WARNING, measure.figure_out_of_date),
    ("T323", _WARNING, measure.target_without_effort),
    ("T322", _WARNING, measure.target_out_of_order),
    ("Q404", _WARNING, quality.measure_without_target),
    ("Q412", _ERROR, measure.share_does_not_fit),
    ("Q422", _WARNING, measure.unlikely_share),
    ("Q413", _WARNING, measure.measure_without_direction),
    ("Q414", _NOTE, measure.measure_without_frequency),
    ("Q415", _NOTE, measure.unused_measure),
    ("Q416", _NOTE, measure.figure_without_source),
    ("Q405", _WARNING, quality.unknown_abbreviation),
    ("Q406", _WARNING, quality.finding_without_action),
    ("Q426", _WARNING, quality.example_left),
    ("Q424", _WARNING, quality.weak_accent),
    ("Q411", _NOTE, quality.unused_glossary_entry),
    ("P513", _NOTE, personal_data.held_from_board),
    ("P514", _NOTE, personal_data.held_thing_named),
)

# What to do about each; a rule that is not here says so with each of its faults.
_REMEDIES: Final[Mapping[str, str]] = {
    "P513": "tell the board why, or take share out",
    "P514": "say it without that name, or share the text with the same readers",
    "Q401": "write the role that answers for it under leads",
    "Q402": "agree a date with the lead, and write it under timescale",
    "Q403": "say under impact_measures how anyone will know that it worked",
    "Q404": "add the figure to reach, and by when",
    "Q405": "add it to glossary.yaml, or write the words in full",
    "Q406": "name the finding under findings of the action that answers it, or add an action",
    "Q407": "add date: and the day to each note",
    "Q408": "add review: monthly, or the like",
    "Q409": "say under evidence what changed, as shows:; or set the status to complete",
    "Q410": "say under impact_rag and evidence what changed for people, or what is still to come",
    "Q411": "take it out, or leave it for readers",
    "Q412": "correct the one that is wrong",
    "Q413": "add better: higher, lower or within",
    "Q414": "add frequency: monthly, or the like",
    "Q415": "name it under impact_measures of the action whose effect it shows",
    "Q416": "add source: to the figure, or to the measure",
    "Q417": "add verified: {by, on, how}, of a role that does not lead it; or set it to complete",
    "Q418": "ask a role that does not lead it to look",
    "Q419": "put the file into the plan's folder evidence and name it under file, or add its url",
    "Q420": "write the address as the browser shows it, or keep a copy as a file",
    "Q422": "write the figure in per cent, as in 33 for 33%",
    "Q423": "name under evidence what shows that it was done: a report, a count, what people say",
    "Q424": "choose a darker colour of the organisation",
    "Q425": "write under actions what will be done",
    "Q426": "write your own in its place; planctl remove takes out what is not wanted",
    "R201": "give one of the two a ref of its own",
    "R207": "take out the one that can start first",
    "R210": "add the meeting to governance.yaml, or correct the date",
    "R217": "add the meeting to governance.yaml, or correct the date",
    "R218": "give one of the two an id of its own",
    "R219": "take out the one that is not so",
    "R221": "give one of the two an id of its own",
    "R234": "give one of the two an id of its own",
    "R223": "write value: and the figure to reach",
    "R224": "take out the one that is not so",
    "R228": "write the role that agreed it under agreed_by, or record the meetings of the board",
    "T301": "if it is done, set status and completed; if it is not, ask the board for an extension",
    "T302": (
        "if it is done, give it a done date; if it is not, say in progress what stands in its way"
    ),
    "T303": "bring the facts up to date, or take the declared rating out",
    "T304": "add a progress note with its date, even if nothing moved",
    "T305": "give the milestone a done date, or set the status back",
    "T306": "correct the day, or wait for it",
    "T307": "put it to the board, and write the meeting that agrees it under agreed",
    "T308": "write the day under completed",
    "T309": "set the status to complete, or take the day out",
    "T310": "bring the other forward, ask the board for an extension, or take the dependency out",
    "T311": "ask its lead when it will be done, and say in progress what that means here",
    "T313": "give it a done date in decisions.yaml, or report to the board what stands in its way",
    "T314": "write the answer under decided, and the day it was settled under closed; or ask again",
    "T318": "correct the day",
    "T319": "correct the day, or wait for it",
    "T320": "correct the day, or start from an earlier baseline",
    "T321": (
        "ask for the newer figure, and record it; until it is there, the measure is out of date"
    ),
    "T322": "correct the day",
    "T323": "set a target that is better than that, or say in its note why it is not",
    "T325": "correct the day that is wrong",
    "T326": "put it to the board, and write the meeting that agrees it under agreed",
    "T327": "ask the board: planctl update REF --request-pause DAY, or --request-withdrawal",
    "T331": "put it to the board, and write the meeting that agrees it under agreed",
    "T332": "write the timescale as it first was, and under was what it was before each correction",
    "T339": "bring the facts up to date, or declare what they say",
    "T341": "write the answer under answer, and the day it was settled under closed",
}

_ACTION_RULES: Final = tuple(
    (Rule.of(code, severity, check, _REMEDIES.get(code, "")), check)
    for code, severity, check in _OF_ACTIONS
)
_PLAN_RULES: Final = tuple(
    (Rule.of(code, severity, check, _REMEDIES.get(code, "")), check)
    for code, severity, check in _OF_PLANS
)
PLAN_RULES: Final = (
    *(rule for rule, _ in (*_ACTION_RULES, *_PLAN_RULES)),
    *personal_data.TEXT_RULES.values(),
)


def find_breaches(scene: Scene) -> Iterator[RuleBreach]:
    """Every rule that the plan breaks on the day of the scene."""
    for judgement in scene.judged:
        for rule, of_action in _ACTION_RULES:
            for fault in of_action(judgement, scene):
                yield RuleBreach(rule, fault._replace(at=(*judgement.at, *fault.at)), judgement.ref)
    for rule, of_plan in _PLAN_RULES:
        for fault in of_plan(scene):
            yield RuleBreach(rule, fault, ref_at(fault.at, scene))
    for code, fault in personal_data.personal_data(scene):
        yield RuleBreach(personal_data.TEXT_RULES[code], fault, ref_at(fault.at, scene))


def policy_severity(code: str, severity: Severity, policies: Iterable[Policy]) -> Severity:
    """The heaviest severity that policies give a rule; its own where they say nothing of it."""
    own = (policy.severities.get(code, severity) for policy in policies)
    return min(own, key=list(Severity).index)


def ref_at(at: At, scene: Scene) -> str:
    """The ref of the action that a place of the plan is in; empty where it is in none."""
    match at:
        case ("areas", int(area), "actions", int(action), *_):
            return scene.plan.areas[area].actions[action].ref
        case _:
            return ""
