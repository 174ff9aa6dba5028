"""The questions of `planctl update` and `planctl meeting`, where no flag says what happened."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from planctl.assess.escalation import open_challenges
from planctl.assess.judgement import ActionRating, Judgement
from planctl.assess.overall import meeting_record, overall_ratings
from planctl.assess.scene import Scene
from planctl.cli.ask import Question, ask_question, can_ask
from planctl.cli.terminal import date_of_words, print_message
from planctl.model.action import BY_BOARD, EvidenceKind, Status
from planctl.model.calendar import Meeting, day_in_words
from planctl.model.governance import Confidence
from planctl.model.meeting_schedule import is_same_meeting
from planctl.model.problem import Stop
from planctl.model.rating import Rating
from planctl.model.timescale_grammar import read_day_or_month, read_timescale
from planctl.model.words import printable_text
from planctl.update.action_update import (
    NO_RATING,
    ActionUpdate,
    parse_choice,
    parse_day_done,
    parse_declared_rating,
)
from planctl.update.board_meeting import MeetingNews, Minuted, Told, named_board, parse_day_closed

_HALTS = ("pause", "withdraw")
_DAY = "A day, such as 12 March 2024 or 2024-03-12; the day stands before the month."
_AS_READ = "As the board will read it."


def interview(judged: Judgement, scene: Scene) -> ActionUpdate:
    """What the person says, a question at a time; an empty answer leaves things as they are."""
    _begin("update", judged.name, "the action")
    news = _ask_progress(ActionUpdate(), scene)
    news = _ask_status(news, judged, scene)
    news = _ask_rating(news, judged)
    news = _ask_milestone(news, judged, scene)
    news = _ask_halt(_ask_extension(news), scene)
    return _ask_evidence(news)


def _begin(command: str, title: str, about: str) -> None:
    """Say what the questions are about; ends the run where nobody can answer them."""
    if not can_ask():
        message = f"nothing was said of {about}, and there is nobody to ask"
        raise Stop(message, f"say it by flags: planctl {command} --help lists them")
    print_message(printable_text(title))
    print_message("Enter alone leaves a thing as it is; ? explains a question; Ctrl-C stops.")


def _ask_progress(news: ActionUpdate, scene: Scene) -> ActionUpdate:
    help_ = "A sentence or two for the log; what was noted before stays."
    note = _ask("What was done since the last note", help_)
    if not note:
        return news
    today = day_in_words(scene.as_at)
    on = ask_question(Question("On which day", today, _DAY, reads=_done_day_reader(scene)))
    return news._replace(progress=note, on=on, by=_ask_role("Who says so, by role", scene))


def _ask_status(news: ActionUpdate, judged: Judgement, scene: Scene) -> ActionUpdate:
    now = judged.action.status.value
    help_ = "What you say of it; the standing is what the facts say."
    choices = tuple(judged for judged in Status if judged not in BY_BOARD or judged == now)
    status = ask_question(Question("Status", now, help_, choices))
    if status == now:
        return news
    if status not in {Status.COMPLETE, Status.EMBEDDED}:
        return news._replace(status=status)
    day = _ask("Complete since which day", _DAY, reads=_done_day_reader(scene))
    return news._replace(status=status, complete=day)


def _ask_rating(news: ActionUpdate, judged: Judgement) -> ActionUpdate:
    choices = (*Rating, NO_RATING)
    help_ = (
        f"The facts earn {judged.progress.computed}: {judged.progress.why}.\n"
        f"Declare one of your own, or {NO_RATING}: the computed one stands."
    )
    now = _declared_rating(judged.progress)
    rag = ask_question(Question("Your progress rating", now, help_, choices, parse_declared_rating))
    if rag != now:
        news = news._replace(rag=rag)
        if rag != NO_RATING:
            news = news._replace(reason=_ask("Why", "The board reads it beside the rating."))
    now = _declared_rating(judged.impact)
    help_ = f"The facts earn {judged.impact.computed}: {judged.impact.why}."
    question = Question("Your impact rating", now, help_, choices, parse_declared_rating)
    impact = ask_question(question)
    return news if impact == now else news._replace(impact_rag=impact)


def _done_day_reader(scene: Scene) -> Callable[[str], date]:
    """How a day is read on which something was done."""
    return lambda reply: parse_day_done(date_of_words(reply, scene.as_at) or reply, scene.as_at)


def _declared_rating(rating: ActionRating) -> str:
    return rating.declared.value if rating.declared else NO_RATING


def _ask_milestone(news: ActionUpdate, judged: Judgement, scene: Scene) -> ActionUpdate:
    """Which of the open milestones are done; all of them on one day, as the flag has it."""
    open_numbers = [n for n, judged in enumerate(judged.action.milestones, 1) if not judged.done]
    if not open_numbers or news.progress:
        return news
    for n in open_numbers:
        print_message(f"  {n} {printable_text(judged.action.milestones[n - 1].what)}")
    choices = tuple(map(str, open_numbers))
    number = _ask("A milestone that is done, by its number", "One of the numbers above.", choices)
    if not number:
        return news
    day = _ask("On which day", _DAY, reads=_done_day_reader(scene))
    return news._replace(done=(int(number),), on=day)


def _ask_extension(news: ActionUpdate) -> ActionUpdate:
    if news.reason:  # which would have to serve two
        return news
    help_ = (
        "Empty where none is needed. The first promise stays; the date counts once the "
        "board has agreed it."
    )
    later = _ask("A later date to ask the board for", help_, reads=read_timescale)
    if not later:
        return news
    return news._replace(later=later, reason=_ask("Why more time is needed", _AS_READ))


def _ask_halt(news: ActionUpdate, scene: Scene) -> ActionUpdate:
    """Whether the board is to be asked to stop the action."""
    if news.reason:  # which would have to serve two
        return news
    help_ = "Empty where it goes on. It counts once the board has agreed it: pause or withdraw."
    halt = _ask("Ask the board to stop it", help_, _HALTS)
    if not halt:
        return news
    why = _ask("Why it has to stop", _AS_READ)
    if halt == _HALTS[1]:
        help_ = "The ref of an action that takes its place; empty where none does."
        other = _ask("What replaces it", help_, tuple(scene.names.refs))
        return news._replace(withdraw=True, reason=why, replaced_by=(other,) if other else ())
    until = _ask("Until which day", _DAY, reads=read_timescale)
    return news._replace(pause=until, reason=why)


def _ask_evidence(news: ActionUpdate) -> ActionUpdate:
    title = _ask("New evidence, by what it is called", "Empty where there is none.")
    if not title:
        return news
    return news._replace(
        evidence=title,
        kind=_ask("Where it comes from", "", tuple(EvidenceKind), _read_kind),
        file=_ask("Its file, from the plan folder", "Such as evidence/report.pdf."),
        shows=_ask("What it shows to have changed", "For children and families."),
    )


def _read_kind(reply: str) -> str:
    return parse_choice(EvidenceKind, reply, "kind of evidence")


def interview_about_meeting(asked: str | None, scene: Scene) -> list[MeetingNews]:
    """What the next meeting is told and what the last one asked, as far as it is missing."""
    calendar = scene.by.calendar
    if not asked and not calendar.meetings and can_ask():
        asked = _ask("When the board meets", _DAY, reads=read_day_or_month)
    coming = named_board(asked, scene)
    held = [meeting for meeting in calendar.meetings if meeting.first <= scene.as_at]
    if asked:
        held = [meeting for meeting in held if meeting == coming]
    title = f"the board of {coming.name}" if coming else "the board"
    _begin("meeting", title[:1].upper() + title[1:], title)
    told = _ask_told(coming, scene) if coming and coming.last >= scene.as_at else Told()
    answers = _ask_answers(coming if asked else None, scene)
    minuted = _ask_minuted(held[-1], scene) if held else Minuted()
    return [*answers, MeetingNews(told, minuted, asked)]


def ask_for_rest(news: MeetingNews, scene: Scene) -> MeetingNews:
    """The same with what the flags left out, as far as there is a person to ask."""
    told, minuted = news.told, news.minuted
    if not can_ask():
        return news
    if told.commentary and not told.by:
        told = told._replace(by=_ask_role("Whose commentary it is", scene))
    if told.risk:
        told = _ask_about_risk(told, scene)
    if minuted.challenge:
        minuted = _ask_about_challenge(minuted, scene)
    return news._replace(told=told, minuted=minuted)


def _ask_told(meeting: Meeting, scene: Scene) -> Told:
    record = meeting_record(scene.plan.governance, meeting)
    told = Told()
    if not (record and record.commentary):
        text = _ask("What the director says of the plan", "The board reads it first.")
        by = _ask_role("Whose commentary it is", scene) if text else None
        told = told._replace(commentary=text, by=by)
    if not (record and record.overall):
        told = _ask_overall(told, meeting, scene)
    if not (record and record.good_news):
        told = told._replace(good_news=tuple(_ask_items("What went well, an item at a time")))
    if not (record and record.risks):
        told = _ask_risk(told, scene)
    return told


def _ask_overall(told: Told, meeting: Meeting, scene: Scene) -> Told:
    ratings = overall_ratings(scene, meeting)
    progress, progress_reason = _ask_whole("Progress", ratings.progress)
    impact, impact_reason = _ask_whole("Impact", ratings.impact)
    help_ = "How sure it is that the plan will be delivered."
    confidence = _ask("Confidence", help_, tuple(Confidence))
    return told._replace(
        progress_rag=progress,
        progress_reason=progress_reason,
        impact_rag=impact,
        impact_reason=impact_reason,
        confidence=confidence,
        confidence_reason=_ask_why() if confidence else None,
    )


def _ask_whole(name: str, rating: ActionRating) -> tuple[str | None, str | None]:
    """A rating of the whole plan, and why."""
    help_ = f"By the rule it is {rating.computed}: {rating.why}.\nEmpty: that stands."
    declared = _ask(f"{name} of the whole plan", help_, (*Rating, NO_RATING))
    return declared, _ask_why() if declared else None


def _ask_why() -> str | None:
    return _ask("Why", "The board reads it beside that.")


def _ask_risk(told: Told, scene: Scene) -> Told:
    risk = _ask("A risk to delivery", "What may keep the plan from being delivered.")
    return _ask_about_risk(told._replace(risk=risk), scene) if risk else told


def _ask_about_risk(told: Told, scene: Scene) -> Told:
    """What is not said of a risk yet."""
    return told._replace(
        likelihood=told.likelihood
        or _ask("How likely it is, in words", "Such as likely, or possible."),
        effect=told.effect or _ask("How bad it would be, in words", "Such as high, or medium."),
        owner=told.owner or _ask_role("Who answers for it", scene),
        response=told.response or _ask("What is done about it", _AS_READ),
    )


def _ask_answers(meeting: Meeting | None, scene: Scene) -> list[MeetingNews]:
    """What is answered of the challenges that are open, of one meeting or of all."""
    news = []
    for asked in open_challenges(scene.plan.governance, scene.as_at, scene.by.calendar):
        if meeting and not is_same_meeting(asked.meeting, meeting):
            continue
        print_message(printable_text(f"{asked.meeting.name}: {asked.challenge.asks}"))
        answer = None if asked.is_answered else _ask("The answer", _AS_READ)
        reads = _closed_day_reader(asked.meeting, scene)
        closed = _ask("Closed on which day", f"Empty while it is open. {_DAY}", reads=reads)
        if answer or closed:
            number = int(asked.at[-1]) + 1
            minuted = Minuted(number=number, answer=answer, closed=closed)
            news.append(MeetingNews(minuted=minuted, meeting=asked.meeting.name))
    return news


def _closed_day_reader(meeting: Meeting, scene: Scene) -> Callable[[str], date]:
    """How a day is read on which a challenge of a meeting was closed."""
    day, as_at = date_of_words, scene.as_at
    return lambda reply: parse_day_closed(day(reply, as_at) or reply, meeting, as_at)


def _ask_minuted(meeting: Meeting, scene: Scene) -> Minuted:
    record = meeting_record(scene.plan.governance, meeting)
    minuted = Minuted()
    if not (record and record.attendance):
        question = f"Who was at the board of {meeting.name}, a role at a time"
        minuted = minuted._replace(attended=tuple(_ask_items(question)))
    if not (record and record.minutes):
        minuted = minuted._replace(minutes=_ask("Its minutes", "A file, or an address."))
    challenge = _ask("What else the board asked there", "Empty where it asked no more.")
    if not challenge:
        return minuted
    return _ask_about_challenge(minuted._replace(challenge=challenge), scene)


def _ask_about_challenge(minuted: Minuted, scene: Scene) -> Minuted:
    """What is not said of a challenge yet."""
    return minuted._replace(
        asked_by=minuted.asked_by or _ask("Who asked it, by role", "Such as Chair."),
        to=minuted.to or _ask_role("Who has to answer it", scene),
        needed_by=minuted.needed_by or _ask("By when", _DAY, reads=read_timescale),
    )


def _ask(
    words: str, help_: str, choices: Sequence[str] = (), reads: Callable[[str], object] = str
) -> str | None:
    """The answer to a question that an empty answer leaves open."""
    return ask_question(Question(words, "", help_, choices, reads)) or None


def _ask_role(words: str, scene: Scene) -> str | None:
    return _ask(words, "A role of roles.yaml.", tuple(scene.plan.roles))


def _ask_items(words: str) -> Iterator[str]:
    """Each item of a list, until there is no more."""
    while item := _ask(words, "Empty where there is no more."):
        yield item
