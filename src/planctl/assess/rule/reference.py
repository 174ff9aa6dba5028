"""Band R: a name that names nothing, or the wrong thing.

Where the file that would hold a name could not be read, nobody can tell, and the rule is silent.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final
from unicodedata import normalize

from planctl.assess.judgement import Judgement
from planctl.assess.rule.governance import hint_of_meeting
from planctl.assess.scene import Scene
from planctl.model.action import MeasureLink, ReportLink, dated_answers
from planctl.model.calendar import Meeting, day_in_words, month_in_words
from planctl.model.meeting_schedule import meeting_of
from planctl.model.nearest_name import suggest_name
from planctl.model.problem import At, Fault
from planctl.model.timescale import AtBoard
from planctl.model.timescale_grammar import shorten

# What each kind of name in `Names` is of, and where it should stand.
_NAMED: Final = {
    "roles": ("a role", "roles.yaml"),
    "reports": ("a report", "governance.yaml"),
    "measures": ("a measure", "the measures folder"),
    "findings": ("a finding", "plan.yaml"),
    "dependencies": ("an action or project", "the plan"),
    "decisions": ("a decision", "decisions.yaml"),
    "actions": ("an action", "the plan"),
}
_NO_COMMAND: Final = frozenset({"dependencies", "actions"})


def unknown_name_faults(at: At, name: str, names: str, scene: Scene) -> Iterable[Fault]:
    """A name that is not among those of a kind that are known; nothing where nobody can tell."""
    known: Collection[str] | None = getattr(scene.names, names)
    kind, file = _NAMED[names]
    if known is None or name in known:
        return ()
    several = [part.strip() for part in re.split("[,;/&]| and ", name)]
    command = f"planctl add {kind.rpartition(' ')[2]}"
    add = f"add it to {file}" if names in _NO_COMMAND else f"add it to {file}, or by {command}"
    near = suggest_name(name, known) or add
    if len(several) > 1 and set(several) <= set(known):
        near = f"those are {len(several)} names: write each as an item of its own"
    return (Fault(at, f"“{shorten(name)}” is not {kind} in {file}", near),)


def duplicate_ref(scene: Scene) -> Iterator[Fault]:
    """Two actions have the same ref, or two areas.

    Boards, reports and other actions speak of an action by its ref, so it must be the only one
    that has it, whatever its capitals. Both actions stay in every count until one of them is
    changed, and the cover of the pack says so.
    """
    for judgement, first in actions_with_one_ref(scene):
        words = f"the ref “{judgement.ref}” belongs to “{first.action.title}” already"
        yield Fault((*judgement.at, "ref"), words)
    areas: dict[str, str] = {}
    for n, area in enumerate(scene.plan.areas):
        if areas.setdefault(_same_label(area.ref), area.title) is not area.title:
            title = areas[_same_label(area.ref)]
            words = f"the ref “{area.ref}” belongs to the area “{title}” already"
            yield Fault(("areas", n, "ref"), words)


def actions_with_one_ref(scene: Scene) -> Iterator[tuple[Judgement, Judgement]]:
    """Each action whose ref another has that comes before it, and that other one."""
    first: dict[str, Judgement] = {}
    for judgement in scene.judged:
        other = first.setdefault(_same_label(judgement.ref), judgement)
        if other is not judgement:
            yield judgement, other


def _same_label(label: str) -> str:
    """A label as people say it, who hear no capitals and no forms of a letter."""
    return normalize("NFKC", label).casefold()


def duplicate_id(scene: Scene) -> Iterator[Fault]:
    """Two findings, reports or projects have the same id, or two meetings the same day.

    Actions name each by its id, so nobody can tell which of the two is meant: a finding that
    nothing answers looks answered, and an action waits for the wrong one. Nor may a project have
    the ref of an action. Of two meetings on one day the papers print what is told to the first, so
    what a day was told stands under one of them.
    """
    governance, front = scene.plan.governance, scene.plan.plan
    refs = {judged.ref: judged.action.title for judged in reversed(scene.judged)}
    findings = [(finding.id, finding.title) for finding in front.findings] if front else []
    reports = [(report.id, report.title) for report in governance.reports]
    projects = [(project.id, project.title) for project in governance.projects]
    yield from _repeated_ids(("plan", "findings"), findings, {})
    yield from _repeated_ids(("governance", "reports"), reports, {})
    yield from _repeated_ids(("governance", "projects"), projects, refs)
    days: set[Meeting] = set()
    for n, listed in enumerate(governance.meetings):
        meeting = meeting_of(listed.on)
        if meeting.day and meeting in days:
            words = f"a meeting of {meeting.name} is listed already"
            yield Fault(("governance", "meetings", n, "on"), words, "write both as one meeting")
        days.add(meeting)


def _repeated_ids(
    at: At, items: Iterable[tuple[str, str]], titles: dict[str, str]
) -> Iterator[Fault]:
    """The items whose id is among those that are known, or that of one before them."""
    for n, (name, title) in enumerate(items):
        if name in titles:
            words = f"the id “{name}” belongs to “{shorten(titles[name])}” already"
            yield Fault((*at, n, "id"), words)
        titles.setdefault(name, title)


def unknown_role(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """A lead, or whoever notes progress or escalates, is a role that roles.yaml does not name.

    The plan names roles, not people. A role that is written in two ways is counted as two.
    """
    for at, role in _roles_at(judgement):
        yield from unknown_name_faults(at, role, "roles", scene)


def unknown_report(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """An action is reported by a report that governance.yaml does not have."""
    for n, item in enumerate(judgement.action.reporting):
        if isinstance(item, ReportLink):
            at = ("reporting", n, "report")
            yield from unknown_name_faults(at, item.report, "reports", scene)


def unknown_measure(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """An action names a measure that has no file in the measures folder."""
    for n, item in enumerate(judgement.action.impact_measures):
        if isinstance(item, MeasureLink):
            at = ("impact_measures", n, "measure")
            yield from unknown_name_faults(at, item.measure, "measures", scene)


def unknown_finding(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """An action says that it answers a finding that plan.yaml does not list."""
    for n, finding in enumerate(judgement.action.findings):
        yield from unknown_name_faults(("findings", n), finding, "findings", scene)


def unknown_priority_finding(scene: Scene) -> Iterator[Fault]:
    """The inspection names as a priority a finding that plan.yaml does not list."""
    for n, finding in enumerate(scene.plan.priority_findings):
        at = ("plan", "inspection", "priority_findings", n)
        yield from unknown_name_faults(at, finding, "findings", scene)


def unknown_dependency(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """An action waits for something that is neither an action nor a project of governance.yaml."""
    for n, other in enumerate(judgement.action.depends_on):
        yield from unknown_name_faults(("depends_on", n), other, "dependencies", scene)


def dependency_circle(scene: Scene) -> Iterator[Fault]:
    """Actions wait for each other in a circle, so none of them could ever be the first.

    It is reported once, at the action of the circle that comes first in the plan.
    """
    done: set[str] = set()
    for start in (ref for ref, judged in scene.names.refs.items() if judged.action.depends_on):
        yield from _find_circles(start, scene, done)


def no_such_meeting(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """A timescale names a board meeting that governance.yaml does not have, so no day is known.

    “Feb 2024 board” means the day of the board's meeting in that month. What the board is asked
    is agreed or refused at a meeting, too: what was said on another day was not said by the board.
    Where the rule of meetings was changed, the old one stands beside the new one, each with
    `starting` and `until`, so that what was agreed at a meeting of the old one stays agreed.
    """
    if scene.plan.lacks("governance"):
        return
    for at, reading in _readings_at(judgement):
        if isinstance(reading, AtBoard) and not scene.by.calendar.meeting_in(*reading):
            yield Fault(at, f"no board meeting in {month_in_words(*reading)} is recorded")
    if not scene.by.calendar.meetings:
        return
    for at, request in judgement.action.requests:
        for field, day in dated_answers(request):
            if not scene.by.calendar.meeting_on(day):
                words = f"the board did not meet on {day_in_words(day)}, as far as recorded"
                yield Fault((*at, field), words, hint_of_meeting(scene))


def unknown_replacement(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """A withdrawn action is said to be replaced by one that the plan does not have."""
    for n, withdrawal in enumerate(judgement.action.withdrawals):
        for k, ref in enumerate(withdrawal.replaced_by):
            at = ("withdrawals", n, "replaced_by", k)
            yield from unknown_name_faults(at, ref, "actions", scene)
            if ref == judgement.ref:
                yield Fault(at, f"{ref} cannot be replaced by itself", "name the other action")


def unknown_origin(judgement: Judgement, scene: Scene) -> Iterator[Fault]:
    """An action is said to be split from one that the plan does not have."""
    origin = judgement.action.split_from
    if origin:
        yield from unknown_name_faults(("split_from",), origin, "actions", scene)
    if origin == judgement.ref:
        yield Fault(("split_from",), f"{origin} cannot be split from itself", "name the other one")


def _roles_at(judgement: Judgement) -> list[tuple[At, str]]:
    action = judgement.action
    roles: list[tuple[At, str]] = [(("leads", n), role) for n, role in enumerate(action.leads)]
    for n, milestone in enumerate(action.milestones):
        roles += [(("milestones", n, "leads", k), role) for k, role in enumerate(milestone.leads)]
    roles += [(("progress", n, "by"), it.by) for n, it in enumerate(action.progress) if it.by]
    roles += [(("escalations", n, "by"), it.by) for n, it in enumerate(action.escalations) if it.by]
    roles += [(("corrections", n, "by"), it.by) for n, it in enumerate(action.corrections) if it.by]
    if action.verified:
        roles.append((("verified", "by"), action.verified.by))
    roles += [((*at, "agreed_by"), it.agreed_by) for at, it in action.requests if it.agreed_by]
    return roles


def _readings_at(judgement: Judgement) -> Iterator[tuple[At, object]]:
    action = judgement.action
    if action.timescale:
        yield ("timescale",), action.timescale.reading
    for n, milestone in enumerate(action.milestones):
        if milestone.timescale:
            yield ("milestones", n, "timescale"), milestone.timescale.reading
    for name, field in (("extensions", "to"), ("pauses", "until"), ("corrections", "to")):
        for n, request in enumerate(getattr(action, name)):
            yield (name, n, field), getattr(request, field).reading


def _find_circles(start: str, scene: Scene, done: set[str]) -> Iterator[Fault]:
    """The circles that can be reached from an action and were not met before."""
    refs = scene.names.refs
    trail: dict[str, None] = {}  # the way here, in order
    stack = [(start, False)]
    while stack:
        ref, is_left = stack.pop()
        if is_left:
            done.add(trail.popitem()[0])
        elif ref in trail:
            path = list(trail)
            circle = path[path.index(ref) :]
            first = min(circle, key=lambda member: refs[member].at)
            turn = circle.index(first)
            words = " → ".join([*circle[turn:], *circle[:turn], first])
            yield Fault((*refs[first].at, "depends_on"), f"these wait for each other: {words}")
        elif ref in refs and ref not in done:
            trail[ref] = None
            stack.append((ref, True))
            stack.extend((it, False) for it in reversed(dict.fromkeys(refs[ref].action.depends_on)))
