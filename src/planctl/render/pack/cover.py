"""The cover and the one-page summary: what the board is asked, and how far the pack can judge.

Also lists what could not be judged, and the settings that make the plan less strict.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from planctl.assess.change.change_kind import ChangeKind
from planctl.assess.change.since_rules import LateAnswer, late_answers
from planctl.assess.escalation import OpenEscalation, open_escalations
from planctl.assess.exceptions import Exceptions
from planctl.assess.judgement import Judgement
from planctl.assess.promise import days_in_words
from planctl.assess.scene import Scene
from planctl.assess.softening import Softening, softening_in_words
from planctl.assess.totals import Totals, count_totals, group_by_area
from planctl.model.action import Correction, Extension, Pause, Request
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.plan_files import Agreement, Board
from planctl.model.rating import Rating, Standing
from planctl.model.timescale import timescale_in_words
from planctl.model.words import count_noun, count_with_verb, rag_in_words, sentence_list
from planctl.render.action_columns import timescale_with_day
from planctl.render.pack.context import EarlierState, PackContext
from planctl.render.pack.cover_warnings import change_warnings
from planctl.render.pack.findings import inspection_in_words
from planctl.render.pack.pieces import action_rows, as_sentence, rating_bar
from planctl.render.pack.since_last_board import movement_counts
from planctl.render.pack.view import Cover, Entry, Figure, Summary
from planctl.render.record_change import request_with_article

_WORST: Final = 5


def board_questions(exceptions: Exceptions, occasion: PackContext) -> Iterator[str]:
    """Each thing that the board is asked, what only it can give first."""
    scene = occasion.scene
    yield from _requests(exceptions, scene)
    yield from _broken_promises(occasion)
    yield from _changed_answers(occasion)
    yield from _answers(exceptions, scene)
    yield from _challenges(exceptions)
    yield from _findings(scene)
    if exceptions.no_lead:
        yield f"Name a lead for {_without_one(exceptions.no_lead)}."


def _requests(exceptions: Exceptions, scene: Scene) -> Iterator[str]:
    for judged in exceptions.asked:
        for request in judged.asked:
            subject, detail = _request(request, scene.by.calendar)
            detail += _board_that_saw_slip(request, judged)
            about = f"Decide on {subject} {judged.ref} {judged.action.title}{detail}"
            yield as_sentence(f"{about}. Reason given: {request.reason}")


def _request(request: Request, calendar: Calendar) -> tuple[str, str]:
    """What is to be decided, up to the name of the action, and what follows that."""
    match request:
        case Extension():
            return "a later date for", f": {timescale_with_day(request.to, calendar)}"
        case Pause():
            return "a pause of", f": until {timescale_with_day(request.until, calendar)}"
        case Correction():
            was, to = (
                timescale_with_day(timescale, calendar) for timescale in (request.was, request.to)
            )
            return "a correction of the first promise of", f": from {was} to {to}"
        case _:
            others = sentence_list(request.replaced_by)
            return "the withdrawal of", f", replaced by {others}" if others else ""


def _board_that_saw_slip(request: Request, judged: Judgement) -> str:
    """Which board saw the date that is called a slip which none had seen; empty: none did."""
    boards = (slip.board for slip in judged.promise.unreported if slip.correction == request)
    board = next(boards, None)
    called = ". It is called a slip that no board had seen, and the board of"
    return f"{called} {board.name} saw the date without it" if board else ""


def _broken_promises(occasion: PackContext) -> Iterator[str]:
    """The first promises that were changed in the plan, without the board's leave."""
    calendar = occasion.scene.by.calendar
    for judged, first, _ in occasion.since.broken:
        name = f"{judged.ref} {judged.action.title}"
        was = timescale_with_day(first, calendar)
        now = timescale_with_day(judged.promise.stated, calendar)
        why = "the first promise was changed without the board's agreement"
        yield f"Decide whether the date of {name}, first {was} and now {now}, stands: {why}."


def _changed_answers(occasion: PackContext) -> Iterator[str]:
    """What the board itself had answered, and the plan has otherwise now."""
    compared = occasion.since.compared
    for judged, changes in compared.kept if compared else ():
        for change in changes:
            if change.kind is ChangeKind.ANSWER_CHANGED:
                now = f"“{change.new}”" if change.new else "gone"
                about = request_with_article(change)
                was = f"its answer to {about} was “{change.old}”, and is now {now}"
                yield f"Put right the record of {judged.ref} {judged.action.title}: {was}."


def _answers(exceptions: Exceptions, scene: Scene) -> Iterator[str]:
    """The questions that wait for an answer, and what was to be done and is not."""
    for judged in exceptions.escalated:
        for question in open_escalations(judged.action, scene.as_at, scene.by.calendar):
            yield from _question(judged, question, scene)
    for late in exceptions.follow_ups:
        start = f"Ask {late.follow_up.who} what became of “{late.follow_up.what}”"
        yield f"{start}, which is {days_in_words(late.days_overdue)} late."


def _question(judged: Judgement, question: OpenEscalation, scene: Scene) -> Iterator[str]:
    """What is asked of the board itself; of anybody else, once the answer is late."""
    late = f" ({days_in_words(question.days_overdue)} late)" if question.is_overdue else ""
    about = f"about {judged.ref} {judged.action.title}{late}: {question.escalation.asks}"
    if question.is_answered:
        return
    if _is_the_board(question.escalation.to, scene.plan.governance.board):
        yield as_sentence(f"Answer the question {about}")
    elif question.is_overdue:
        yield as_sentence(f"Press {question.escalation.to} to answer the question {about}")


def _is_the_board(to: str, board: Board) -> bool:
    """Whether a question was put to the board, by whatever it is called."""
    names = {"board", board.name.casefold(), (board.short or "").casefold()}
    return to.casefold().removeprefix("the ") in {name.removeprefix("the ") for name in names}


def _challenges(exceptions: Exceptions) -> Iterator[str]:
    if exceptions.overdue:
        overdue = count_noun(len(exceptions.overdue), "overdue action")
        yield f"Challenge the {overdue}: {_refs(exceptions.overdue)}."
    if exceptions.disputed:
        disputed = count_noun(len(exceptions.disputed), "action")
        yield f"Settle the disputed rating of {disputed}: {_refs(exceptions.disputed)}."
    if exceptions.no_timescale:
        yield f"Set a date for {_without_one(exceptions.no_timescale)}."


def _findings(scene: Scene) -> Iterator[str]:
    front = scene.plan.plan
    answering = (judged.action for judged in scene.judged if not judged.is_withdrawn)
    answered = {finding for action in answering for finding in action.findings}
    for finding in front.findings if front else ():
        if finding.id not in answered:
            yield f"Decide what answers the finding “{finding.title}”: no action does."


def _without_one(actions: tuple[Judgement, ...]) -> str:
    return f"{count_noun(len(actions), 'action')} without one: {_refs(actions)}"


def _refs(actions: tuple[Judgement, ...]) -> str:
    return sentence_list([judged.ref for judged in actions])


def unjudged_parts(occasion: PackContext) -> Iterator[Entry]:
    """Each thing that this pack is silent on, with the reason."""
    scene = occasion.scene
    yield from (_unread_file(unread.path) for unread in scene.plan.unread)
    yield from _dates(scene)
    yield from _without_impact(scene)
    yield from _age_of_news(scene)
    yield from _movement(occasion.since)


def softened_settings(occasion: PackContext) -> Iterator[str]:
    """Each setting of the plan that makes it less strict than planctl's own rules."""
    for softening, since, _ in occasion.softened:
        when = f", since {day_in_words(since)}" if since else ""
        yield as_sentence(f"{softening_in_words(softening)}{when}; {agreement_in_words(softening)}")


def agreement_in_words(softening: Softening) -> str:
    """By whose leave the plan is less strict."""
    agreement = softening.agreement
    if agreement is None:
        return "no agreement of the board is recorded"
    by = f" by {agreement.agreed_by}" if agreement.agreed_by else ""
    return f"agreed{by} on {day_in_words(agreement.agreed)}: {agreement.reason}"


def _unread_file(path: str) -> Entry:
    return Entry(path, "The file was not read; planctl check says why.")


def _dates(scene: Scene) -> Iterator[Entry]:
    undated = [judged.ref for judged in scene.judged if judged.lacks_timescale]
    if undated:
        yield Entry("Lateness", f"No timescale is set for {sentence_list(undated)}.")
    for judged in scene.judged:
        if judged.progress.standing is Standing.NO_TIMESCALE and not judged.lacks_timescale:
            yield Entry(f"Lateness of {judged.ref}", f"Its timescale {judged.progress.why}.")


def _without_impact(scene: Scene) -> Iterator[Entry]:
    silent = [judged for judged in scene.judged if judged.impact.rating is Rating.GREY]
    reasons: dict[str, int] = {}
    for judged in silent:
        standing = judged.impact.standing.value
        reasons[standing] = reasons.get(standing, 0) + 1
    if silent:
        reasons_in_words = sentence_list(
            [f"“{standing}” for {count}" for standing, count in reasons.items()]
        )
        share = f"{len(silent)} of {count_noun(len(scene.judged), 'action')}"
        has = "has" if len(silent) == 1 else "have"
        yield Entry("Impact", f"{share} {has} no impact rating: {reasons_in_words}.")


def _age_of_news(scene: Scene) -> Iterator[Entry]:
    notes = [note for judged in scene.judged for note in judged.action.progress]
    undated = sum(note.date is None for note in notes)
    if undated:
        share = f"{undated} of {count_noun(len(notes), 'progress note')}"
        has, their = ("has", "its") if undated == 1 else ("have", "their")
        yield Entry("Age of the news", f"{share} {has} no day, so {their} age cannot be told.")


def _movement(since: EarlierState) -> Iterator[Entry]:
    if since.compared is None:
        yield Entry("What moved since the last board", since.why_not)
        return
    now = {unread.path for unread in since.compared.after.plan.unread}
    for unread in since.compared.before.plan.unread:
        if unread.path not in now:
            words = f"The file could not be read as it was at {since.words}; it was not compared."
            yield Entry(unread.path, words)


def cover_view(occasion: PackContext, exceptions: Exceptions) -> Cover:
    """What stands on the first page."""
    scene = occasion.scene
    front = scene.plan.plan
    return Cover(
        scene.plan.title,
        front.organisation if front else "",
        (front.strapline or "") if front else "",
        scene.plan.governance.board.name.removeprefix("The "),
        tuple(_facts(occasion)),
        tuple(board_questions(exceptions, occasion)),
        tuple(_warnings(occasion)),
    )


def _warnings(occasion: PackContext) -> Iterator[str]:
    """What a board must know before it believes the rest."""
    for unread in occasion.scene.plan.unread:
        yield f"{unread.path} was not read. What it says is in no count or table of this pack."
    since, compared = occasion.since.words, occasion.since.compared
    for softened in occasion.softened:
        if softened.is_new:
            words = softening_in_words(softened.softening)
            leave = agreement_in_words(softened.softening)
            yield f"Judged less strictly since {since}: {words}; {leave}."
    if compared:
        yield from change_warnings(compared, since)
    for late in late_answers(compared) if compared else ():
        answer, day = _answer_in_words(late, occasion.scene.by.calendar), day_in_words(late.day)
        yield (
            f"Confirm that {answer} was {late.word} on {day}: it was written into the plan after "
            f"the board of {late.board.name} had seen it without."
        )


def _answer_in_words(late: LateAnswer, calendar: Calendar) -> str:
    """What a board is said to have answered: the withdrawal of 1.3 Title."""
    answer = late.answer
    if isinstance(answer, Agreement):
        return f"{answer.to} for the setting {answer.setting}"
    name = f"{late.each.ref} {late.each.action.title}" if late.each else ""
    match answer:
        case Extension():
            return f"the extension of {name} to {timescale_with_day(answer.to, calendar)}"
        case Pause():
            return f"the pause of {name} until {timescale_with_day(answer.until, calendar)}"
        case Correction():
            was, to = (
                timescale_with_day(timescale, calendar) for timescale in (answer.was, answer.to)
            )
            return f"the correction of the first promise of {name} from {was} to {to}"
        case _:
            return f"the withdrawal of {name}"


def _facts(occasion: PackContext) -> Iterator[Entry]:
    scene, meeting = occasion.scene, occasion.meeting
    later = f"none on or after {day_in_words(scene.as_at)} is recorded"
    yield Entry("Meeting", meeting.words if meeting else later)
    yield Entry("Data as at", day_in_words(scene.as_at))
    if occasion.since.compared:
        yield Entry("Compared with", occasion.since.words)
    front = scene.plan.plan
    if front:
        when = timescale_in_words(front.date.reading, scene.by.calendar) if front.date else ""
        version = ", ".join(part for part in (front.version or "", when) if part)
        inspection = inspection_in_words(front.inspection, scene.by.calendar)
        facts = (("Plan version", version), ("Inspection", inspection))
        yield from (Entry(name, value) for name, value in facts if value)
    yield Entry("Actions", f"{len(scene.judged)} in {count_noun(len(scene.plan.areas), 'area')}")


def summary_view(occasion: PackContext, exceptions: Exceptions) -> Summary:
    """The one page: a headline, the counts, what moved, RAG by area and the worst exceptions."""
    scene, (_, until) = occasion.scene, occasion.until
    counts = count_totals(
        scene.judged, scene.as_at, scene.as_at + timedelta(scene.by.due_soon_days)
    )
    worst = exceptions.overdue[:_WORST]
    words = f"The {count_noun(len(worst), 'action')} longest overdue, of {len(exceptions.overdue)}."
    bars = [
        rating_bar(inside, f"{area.ref} {area.title}", f"area-{n}")
        for n, (area, inside) in enumerate(group_by_area(scene.plan.areas, scene.judged))
    ]
    return Summary(
        _headline(counts, _disputes(exceptions)),
        tuple(_figures(counts, exceptions, until)),
        movement_counts(occasion),
        (*bars, rating_bar(scene.judged, "Whole plan", "whole")),
        action_rows(worst, occasion),
        words if worst else "No action is overdue.",
    )


def _headline(counts: Totals, disputed: str) -> str:
    facts = [
        f"{count_with_verb(counts.complete)} complete",
        f"{count_with_verb(counts.overdue)} overdue",
    ]
    if counts.no_timescale:
        have = "has" if counts.no_timescale == 1 else "have"
        facts.append(f"{counts.no_timescale} {have} no timescale")
    stopped = ((counts.paused, "paused by the board"), (counts.withdrawn, "withdrawn"))
    facts += [f"{count_with_verb(number)} {word}" for number, word in stopped if number]
    progress = rag_in_words(counts.progress_rag)
    actions = count_noun(counts.actions, "action")
    impact = _impact_in_words(counts)
    return f"Of {actions}, {sentence_list(facts)}. On progress, {progress}. {impact}{disputed}"


def _disputes(exceptions: Exceptions) -> str:
    """How many actions have a disputed rating, and of which kind it is; empty where none has."""
    if not exceptions.disputed:
        return ""
    kinds = (
        (sum(judged.progress.disputed for judged in exceptions.disputed), "on progress"),
        (sum(judged.impact.disputed for judged in exceptions.disputed), "on impact"),
    )
    kinds_in_words = sentence_list([f"{number} {kind}" for number, kind in kinds if number])
    have = "has" if len(exceptions.disputed) == 1 else "have"
    actions = count_noun(len(exceptions.disputed), "action")
    return f" {actions} {have} a disputed rating ({kinds_in_words}): the facts say worse."


def _impact_in_words(counts: Totals) -> str:
    if counts.impact_rag[Rating.GREY] == counts.actions:
        return "On impact, nothing can be rated yet."
    return f"On impact, {rag_in_words(counts.impact_rag)}."


def _figures(counts: Totals, exceptions: Exceptions, until: str) -> Iterator[Figure]:
    yield Figure(counts.overdue, "overdue", "red" if counts.overdue else "")
    yield Figure(len(exceptions.due), f"due {until}", "amber" if exceptions.due else "")
    yield Figure(counts.complete, "complete", "green" if counts.complete else "")
    yield Figure(counts.no_timescale, "without a timescale", "grey")
    yield Figure(counts.impact_rag[Rating.GREY], "with no impact rating", "grey")
