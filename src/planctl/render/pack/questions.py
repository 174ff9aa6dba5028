"""What the board is asked: to decide, to answer, to challenge; each with who answers for it."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from planctl.assess.change.change_kind import ChangeKind
from planctl.assess.escalation import OpenEscalation, open_challenges, open_escalations
from planctl.assess.exceptions import Exceptions
from planctl.assess.judgement import Judgement
from planctl.assess.overall import overall_ratings
from planctl.assess.promise import days_in_words
from planctl.assess.scene import Scene
from planctl.model.action import Correction, Extension, Pause, Request
from planctl.model.calendar import Calendar
from planctl.model.words import count_noun, rating_in_words, sentence_list
from planctl.render.action_columns import request_term, timescale_with_day
from planctl.render.pack.pieces import Link, PackContext, action_link, as_sentence, cut_words
from planctl.render.record_change import request_with_article

_MOST: Final = 10  # questions of the highlight
_LINKS: Final = 8  # actions that such a question links to; its words name them
_LONGEST: Final = 185  # letters of such a question
_OTHERS: Final = 3  # questions about no action that are named among those that are not shown
_REFS: Final = 16  # actions that are named where only some questions are shown
_OWNERS: Final = 3  # roles that are named for one question


class Ask(NamedTuple):
    """Something that the board is asked to decide, to answer or to challenge."""

    words: str
    links: tuple[Link, ...]  # the actions that it is about
    owner: str  # the role that answers for it; empty where it is nobody's yet
    recommended: str  # light Markdown; what is recommended to the board, and by whom; else empty
    more: str = ""  # how many more actions it is about than are linked; else empty


def board_questions(exceptions: Exceptions, occasion: PackContext) -> Iterator[Ask]:
    """Each thing that the board is asked, what only it can give first."""
    scene = occasion.scene
    yield from _requests(exceptions, scene)
    yield from _broken_promises(occasion)
    yield from _changed_answers(occasion)
    yield from _findings(scene)
    yield from _answers(exceptions, scene)
    yield from _late_challenges(scene)
    yield from _challenges(exceptions)
    yield from _overall_disputes(occasion)
    if exceptions.no_lead:
        yield _ask(f"Name a lead for {_without_one(exceptions.no_lead)}.", *exceptions.no_lead)


def _requests(exceptions: Exceptions, scene: Scene) -> Iterator[Ask]:
    for judged in exceptions.asked:
        for request in judged.asked:
            subject, detail = _request(request, scene.by.calendar)
            detail += _board_that_saw_slip(request, judged)
            about = f"Decide on {subject} {judged.name}{detail}"
            ask = _ask(as_sentence(f"{about}. Reason given: {request.reason}"), judged)
            yield ask._replace(recommended=request.recommended or "")


def _request(request: Request, calendar: Calendar) -> tuple[str, str]:
    """What is to be decided, up to the name of the action, and what follows that."""
    term = request_term(request, calendar)
    match request:
        case Extension():
            return "a later date for", f": {term.removeprefix('to ')}"
        case Pause():
            return "a pause of", f": {term}"
        case Correction():
            return "a correction of the first promise of", f": {term}"
        case _:
            others = sentence_list(request.replaced_by)
            return "the withdrawal of", f", replaced by {others}" if others else ""


def _board_that_saw_slip(request: Request, judged: Judgement) -> str:
    """Which board saw the date that is called a slip which none had seen; empty: none did."""
    boards = (slip.board for slip in judged.promise.unreported if slip.correction == request)
    board = next(boards, None)
    called = ". It is called a slip that no board had seen, and the board of"
    return f"{called} {board.name} saw the date without it" if board else ""


def _broken_promises(occasion: PackContext) -> Iterator[Ask]:
    calendar = occasion.scene.by.calendar
    for judged, first, _ in occasion.since.broken:
        was = timescale_with_day(first, calendar)
        now = timescale_with_day(judged.promise.stated, calendar)
        about = f"Decide whether the date of {judged.name}, first {was} and now {now}, stands"
        why = "the first promise was changed without the board's agreement"
        yield _ask(f"{about}: {why}.", judged)


def _changed_answers(occasion: PackContext) -> Iterator[Ask]:
    """What the board itself had answered, and the plan has otherwise now."""
    compared = occasion.since.compared
    for judged, changes in compared.kept if compared else ():
        for change in changes:
            if change.kind is ChangeKind.ANSWER_CHANGED:
                now = f"“{change.new}”" if change.new else "gone"
                about = request_with_article(change)
                was = f"its answer to {about} was “{change.old}”, and is now {now}"
                yield _ask(f"Put right the record of {judged.name}: {was}.", judged)


def _answers(exceptions: Exceptions, scene: Scene) -> Iterator[Ask]:
    """The questions that wait for an answer, and what was to be done and is not."""
    for judged in exceptions.escalated:
        for question in open_escalations(judged.action, scene.as_at, scene.by.calendar):
            yield from _question(judged, question, scene)
    for late in exceptions.follow_ups:
        start = f"Ask {late.follow_up.who} what became of “{late.follow_up.what}”"
        refs = scene.names.refs
        about = [refs[ref] for ref in scene.names.decided_about(late.decision) if ref in refs]
        ask = _ask(f"{start}, which is {days_in_words(late.days_overdue)} late.", *about)
        yield ask._replace(owner=late.follow_up.who)


def _question(judged: Judgement, question: OpenEscalation, scene: Scene) -> Iterator[Ask]:
    """What is asked of the board itself; of anybody else, once the answer is late."""
    late = f" ({days_in_words(question.days_overdue)} late)" if question.is_overdue else ""
    about = f"about {judged.name}{late}: {question.escalation.asks}"
    asked, what = question.escalation.to, question.escalation.recommended or ""
    board = scene.plan.governance.board
    names = {
        name.casefold().removeprefix("the ") for name in ("board", board.name, board.short or "")
    }
    if question.is_answered:
        return
    plain = asked.casefold().removeprefix("the ")
    if plain in {name.removeprefix("the ") for name in names}:  # the board, whatever it is called
        yield _ask(as_sentence(f"Answer the question {about}"), judged)._replace(recommended=what)
    elif question.is_overdue:
        ask = _ask(as_sentence(f"Press {asked} to answer the question {about}"), judged)
        yield ask._replace(owner=asked, recommended=what)


def _challenges(exceptions: Exceptions) -> Iterator[Ask]:
    if exceptions.overdue:
        overdue = count_noun(len(exceptions.overdue), "overdue action")
        ask = _ask(f"Challenge the {overdue}: {_refs(exceptions.overdue)}.", *exceptions.overdue)
        yield ask._replace(owner=sentence_list(_leads(exceptions.overdue)))  # each of them
    if exceptions.disputed:
        disputed = count_noun(len(exceptions.disputed), "action")
        words = f"Settle the disputed rating of {disputed}: {_refs(exceptions.disputed)}."
        ask = _ask(words, *exceptions.disputed)
        yield ask._replace(recommended=as_sentence(_facts_say(exceptions.disputed)))
    if exceptions.no_timescale:
        words = f"Set a date for {_without_one(exceptions.no_timescale)}."
        yield _ask(words, *exceptions.no_timescale)


def _late_challenges(scene: Scene) -> Iterator[Ask]:
    """What the board has asked itself, and what has no answer though its day has passed."""
    for asked in open_challenges(scene.plan.governance, scene.as_at, scene.by.calendar):
        if asked.is_overdue:
            who = asked.challenge.to or "somebody"
            late = f"{days_in_words(asked.days_overdue)} late"
            source = f"what the board of {asked.meeting.name} asked, which is {late}"
            ask = _ask(as_sentence(f"Press {who} to answer {source}: {asked.challenge.asks}"))
            yield ask._replace(owner=asked.challenge.to or "")


def _overall_disputes(occasion: PackContext) -> Iterator[Ask]:
    """The ratings of the whole plan that are declared better than the facts allow."""
    ratings = overall_ratings(occasion.scene, occasion.meeting)
    for name, rated in (("progress", ratings.progress), ("impact", ratings.impact)):
        if rated.disputed:
            declared, facts = rating_in_words(rated.rating), rating_in_words(rated.computed)
            words = f"Settle the {name} rating of the whole plan, which is declared {declared}."
            why = as_sentence(f"by the facts it is {facts}: {rated.why}")
            yield _ask(words)._replace(recommended=why)


def _findings(scene: Scene) -> Iterator[Ask]:
    answering = (judged.action for judged in scene.judged if not judged.is_withdrawn)
    answered = {finding for action in answering for finding in action.findings}
    is_whole = not any(unread.holds == "action" for unread in scene.plan.unread)
    none = "no action answers it" if is_whole else "no action that could be read answers it"
    for finding in scene.plan.findings:
        if finding.id not in answered:
            words = f"Agree an action, its lead and its date for the finding “{finding.title}”"
            yield _ask(f"{words}: {none}.")


def _without_one(actions: tuple[Judgement, ...]) -> str:
    return f"{count_noun(len(actions), 'action')} without one: {_refs(actions)}"


def _refs(actions: tuple[Judgement, ...]) -> str:
    return sentence_list([judged.ref for judged in actions])


def highlight_asks(asks: Sequence[Ask], place: str, fewer: int = 0) -> tuple[tuple[Ask, ...], str]:
    """The first questions in short, and what the others are about."""
    shown = tuple(
        ask._replace(
            words=cut_words(ask.words, _LONGEST, place),
            links=ask.links[:_LINKS],
            more=f"and {more} more" if (more := len(ask.links) - _LINKS) > 0 else "",
            recommended=cut_words(ask.recommended, _LONGEST, place),
        )
        for ask in asks[: _MOST - fewer]
    )
    rest = asks[_MOST - fewer :]
    if not rest:
        return shown, ""
    refs = dict.fromkeys(link.ref for ask in rest for link in ask.links)
    others = [cut_words(ask.words, _LONGEST, place) for ask in rest if not ask.links]
    about = f", about {_some(list(refs), _REFS)}" if refs else ""
    if len(others) > _OTHERS:
        others = [*others[:_OTHERS], f"{len(others) - _OTHERS} of them are about no action."]
    number = count_noun(len(rest), "more question")
    return shown, " ".join((f"And {number} to the board, {place}{about}.", *others))


def _ask(words: str, *about: Judgement) -> Ask:
    """A question, with the roles that are accountable for the actions that it is about."""
    links = tuple(action_link(judged) for judged in about)
    return Ask(words, links, _some(_leads(about), _OWNERS), "")


def _leads(about: Sequence[Judgement]) -> list[str]:
    """The roles that are accountable for some actions, each once."""
    return list(dict.fromkeys(judged.action.leads[0] for judged in about if judged.action.leads))


def _some(items: Sequence[str], most: int) -> str:
    more = [f"{len(items) - most} more"] if len(items) > most else []
    return sentence_list([*items[:most], *more])


def _facts_say(actions: Sequence[Judgement]) -> str:
    ratings = (
        f"{judged.ref} is {rating_in_words(rated.computed)} on {name}"
        for judged in actions
        for name, rated in (("progress", judged.progress), ("impact", judged.impact))
        if rated.disputed
    )
    return f"by the facts {sentence_list(list(ratings))}"
