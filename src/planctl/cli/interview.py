"""The questions that `planctl update` asks where no flag says what happened."""

from collections.abc import Callable
from datetime import date

from planctl.assess.judgement import ActionRating, Judgement
from planctl.assess.scene import Scene
from planctl.cli.ask import Question, ask_question, can_ask
from planctl.cli.terminal import print_message
from planctl.model.action import BY_BOARD, EvidenceKind, Status
from planctl.model.calendar import day_in_words
from planctl.model.problem import Stop
from planctl.model.rating import Rating
from planctl.model.timescale_grammar import read_timescale
from planctl.model.words import printable_text
from planctl.update.action_update import (
    NO_RATING,
    ActionUpdate,
    parse_choice,
    parse_day_done,
    parse_declared_rating,
)

_HALTS = ("pause", "withdraw")


_DAY = "A day, such as 12 March 2024 or 2024-03-12; the day stands before the month."


def interview(judged: Judgement, scene: Scene) -> ActionUpdate:
    """What the person says, a question at a time; an empty answer leaves things as they are."""
    if not can_ask():
        message = "nothing was said of the action, and there is nobody to ask"
        raise Stop(message, "say it by flags: planctl update --help lists them")
    print_message(f"{judged.ref} {printable_text(judged.action.title)}")
    print_message("Enter alone leaves a thing as it is; ? explains a question; Ctrl-C stops.")
    news = _ask_progress(ActionUpdate(), scene)
    news = _ask_status(news, judged, scene)
    news = _ask_rating(news, judged)
    news = _ask_milestone(news, judged, scene)
    news = _ask_halt(_ask_extension(news), scene)
    return _ask_evidence(news)


def _ask_progress(news: ActionUpdate, scene: Scene) -> ActionUpdate:
    note = ask_question(
        Question(
            "What was done since the last note",
            help=("A sentence or two for the log; what was noted before stays."),
        )
    )
    if not note:
        return news
    today = day_in_words(scene.as_at)
    on = ask_question(Question("On which day", today, _DAY, reads=_done_day_reader(scene)))
    roles = tuple(scene.plan.roles)
    by = ask_question(Question("Who says so, by role", help="A role of roles.yaml.", choices=roles))
    return news._replace(progress=note, on=on, by=by or None)


def _ask_status(news: ActionUpdate, judged: Judgement, scene: Scene) -> ActionUpdate:
    now = judged.action.status.value
    help_ = "What you say of it; the standing is what the facts say."
    choices = tuple(judged for judged in Status if judged not in BY_BOARD or judged == now)
    status = ask_question(Question("Status", now, help_, choices))
    if status == now:
        return news
    if status not in {Status.COMPLETE, Status.EMBEDDED}:
        return news._replace(status=status)
    day = ask_question(
        Question("Complete since which day", help=_DAY, reads=_done_day_reader(scene))
    )
    return news._replace(status=status, complete=day or None)


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
            why = ask_question(Question("Why", help="The board reads it beside the rating."))
            news = news._replace(reason=why or None)
    now = _declared_rating(judged.impact)
    help_ = f"The facts earn {judged.impact.computed}: {judged.impact.why}."
    impact = ask_question(
        Question("Your impact rating", now, help_, choices, parse_declared_rating)
    )
    return news if impact == now else news._replace(impact_rag=impact)


def _done_day_reader(scene: Scene) -> Callable[[str], date]:
    """How a day is read on which something was done."""
    return lambda reply: parse_day_done(reply, scene.as_at)


def _declared_rating(rating: ActionRating) -> str:
    return rating.declared.value if rating.declared else NO_RATING


def _ask_milestone(news: ActionUpdate, judged: Judgement, scene: Scene) -> ActionUpdate:
    """Which of the open milestones are done; all of them on one day, as the flag has it."""
    open_numbers = [n for n, judged in enumerate(judged.action.milestones, 1) if not judged.done]
    if not open_numbers or news.progress:
        return news
    for n in open_numbers:
        print_message(f"  {n} {printable_text(judged.action.milestones[n - 1].what)}")
    number = ask_question(
        Question(
            "A milestone that is done, by its number",
            help=("One of the numbers above."),
            choices=tuple(map(str, open_numbers)),
        )
    )
    if not number:
        return news
    day = ask_question(Question("On which day", help=_DAY, reads=_done_day_reader(scene)))
    return news._replace(done=(int(number),), on=day or None)


def _ask_extension(news: ActionUpdate) -> ActionUpdate:
    if news.reason:  # which would have to serve two
        return news
    later = ask_question(
        Question(
            "A later date to ask the board for",
            help=(
                "Empty where none is needed. The first promise stays; the date counts once the "
                "board has agreed it."
            ),
            reads=read_timescale,
        )
    )
    if not later:
        return news
    why = ask_question(Question("Why more time is needed", help="As the board will read it."))
    return news._replace(later=later, reason=why or None)


def _ask_halt(news: ActionUpdate, scene: Scene) -> ActionUpdate:
    """Whether the board is to be asked to stop the action."""
    if news.reason:  # which would have to serve two
        return news
    help_ = "Empty where it goes on. It counts once the board has agreed it: pause or withdraw."
    halt = ask_question(Question("Ask the board to stop it", help=help_, choices=_HALTS))
    if not halt:
        return news
    why = ask_question(Question("Why it has to stop", help="As the board will read it.")) or None
    if halt == _HALTS[1]:
        refs = tuple(scene.names.refs)
        help_ = "The ref of an action that takes its place; empty where none does."
        other = ask_question(Question("What replaces it", help=help_, choices=refs))
        return news._replace(withdraw=True, reason=why, replaced_by=(other,) if other else ())
    until = ask_question(Question("Until which day", help=_DAY, reads=read_timescale)) or None
    return news._replace(pause=until, reason=why)


def _ask_evidence(news: ActionUpdate) -> ActionUpdate:
    title = ask_question(
        Question("New evidence, by what it is called", help="Empty where there is none.")
    )
    if not title:
        return news
    kind = ask_question(
        Question("Where it comes from", choices=tuple(EvidenceKind), reads=_read_kind)
    )
    file = ask_question(
        Question("Its file, from the plan folder", help="Such as evidence/report.pdf.")
    )
    shows = ask_question(
        Question("What it shows to have changed", help="For children and families.")
    )
    return news._replace(evidence=title, kind=kind or None, file=file or None, shows=shows or None)


def _read_kind(reply: str) -> str:
    return parse_choice(EvidenceKind, reply, "kind of evidence")
