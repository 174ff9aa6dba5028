"""What the inspectors found and what answers it, closing the loop, and who the plan answers to."""

from collections import Counter
from collections.abc import Iterator

from planctl.assess.rule.scene import Scene
from planctl.model.calendar import Calendar
from planctl.model.document import BoardMeeting, Inspection, Project, Report
from planctl.model.timescale import timescale_in_words
from planctl.render.column import timescale_line
from planctl.render.pack.badge import rows
from planctl.render.pack.occasion import Occasion
from planctl.render.pack.view import Answers, Entry, FindingView, Governance, ReportView
from planctl.render.words import counted, in_a_row, rag_in_words


def answers(occasion: Occasion) -> Answers:
    """The findings with the actions that answer them, and the evidence so far."""
    scene = occasion.scene
    front = scene.plan.plan
    kinds = Counter(item.kind for each in scene.judged for item in each.action.evidence)
    return Answers(
        inspection_in_words(front.inspection, scene.by.calendar) if front else "",
        (front.inspection.priority_action or "") if front else "",
        tuple(_findings(occasion)),
        front.closing_the_loop.statement if front else (),
        tuple(Entry(kind.value, counted(n, "piece")) for kind, n in sorted(kinds.items())),
        _evidence(kinds.total(), scene),
    )


def inspection_in_words(inspection: Inspection, calendar: Calendar) -> str:
    """The inspection in one line: Ofsted focused visit, November 2023."""
    who = " ".join(part for part in (inspection.body, inspection.kind) if part)
    when = timescale_in_words(inspection.date.reading, calendar) if inspection.date else ""
    return ", ".join(part for part in (who, when) if part)


def governance(scene: Scene) -> Governance:
    """Who the plan answers to, when, and by which reports."""
    of = scene.plan.governance
    name = f"{of.board.name} ({of.board.short})" if of.board.short else of.board.name
    return Governance(
        f"{name}, {of.board.cadence}" if of.board.cadence else name,
        of.board.purpose,
        of.board.members or "",
        of.terms,
        of.accountability,
        tuple(_meeting(meeting, scene) for meeting in of.meetings),
        tuple(_report(report) for report in of.reports),
        tuple(_project(project, scene) for project in of.projects),
    )


def _findings(occasion: Occasion) -> Iterator[FindingView]:
    scene = occasion.scene
    front = scene.plan.plan
    for finding in front.findings if front else ():
        answering = [each for each in scene.judged if finding.id in each.action.findings]
        ratings = [each.progress.rating for each in answering]
        words = "No action of the plan says that it answers this finding."
        if answering:
            many = counted(len(answering), "action answers", "actions answer")
            words = f"{many} it. Progress: {rag_in_words(Counter(ratings))}."
        yield FindingView(finding.title, finding.text or "", words, rows(answering, occasion))


def _evidence(pieces: int, scene: Scene) -> str:
    if not pieces:
        return "No evidence is recorded in the plan yet."
    actions = sum(bool(each.action.evidence) for each in scene.judged)
    recorded = counted(pieces, "piece of evidence is", "pieces of evidence are")
    return f"{recorded} recorded, for {counted(actions, 'action')} of {len(scene.judged)}."


def _meeting(meeting: BoardMeeting, scene: Scene) -> Entry:
    return Entry(timescale_in_words(meeting.on.reading, scene.by.calendar), meeting.note or "")


def _report(report: Report) -> ReportView:
    cadence = in_a_row([str(often) for often in report.cadence]) or "not recorded"
    by = in_a_row(report.by) or "Not recorded"
    return ReportView(report.title, cadence.capitalize(), by, report.note or "")


def _project(project: Project, scene: Scene) -> Entry:
    starts = f"Starts {timescale_line(project.starts, scene.by.calendar)}" if project.starts else ""
    overseen = f"Overseen by {project.overseen_by}" if project.overseen_by else ""
    waiting = [each.ref for each in scene.judged if project.id in each.action.depends_on]
    linked = f"Actions that depend on it: {in_a_row(waiting)}" if waiting else ""
    parts = (part for part in (project.note or "", overseen, starts, linked) if part)
    return Entry(project.title, " ".join(f"{part.rstrip('.')}." for part in parts))
