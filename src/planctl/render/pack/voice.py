"""What the board is told in words, and what it asked: commentary, overall ratings, challenges.

The highlight has as much of it as its pages hold, and says where the rest stands.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple, TypeVar

from planctl.assess.dependency import PrerequisiteState, awaited_project
from planctl.assess.escalation import BoardChallenge, board_challenges
from planctl.assess.judgement import ActionRating, rate
from planctl.assess.overall import OverallRatings, meeting_record, overall_ratings
from planctl.assess.promise import due_in_words
from planctl.assess.reporting import missing_reports
from planctl.assess.scene import Scene
from planctl.model.calendar import day_in_words
from planctl.model.governance import DeliveryRisk as RiskRecord
from planctl.model.governance import Project
from planctl.model.rating import Rating, Standing
from planctl.model.words import count_noun, rating_in_words, sentence_list
from planctl.render.action_columns import timescale_with_day
from planctl.render.pack.pieces import (
    Badge,
    PackContext,
    as_sentence,
    cut_words,
    key_badge,
    rating_badge,
)

_LETTERS: Final = 900  # of a commentary in the highlight
_REASON: Final = 130  # letters of why the whole plan is rated so
_ITEMS: Final = 3  # of each list there
_BRIEF: Final = 100  # letters of a text in such an item


class OverallRating(NamedTuple):
    """A rating of the whole plan, as the board is told it, with what the facts count."""

    name: str  # Progress or Impact
    badge: Badge
    was: str  # what it was for the board before; empty where that is not known
    why: str  # as it is declared; empty where only the rule speaks
    facts: str  # what the rule counts


class DeliveryRisk(NamedTuple):
    """What may keep the plan from being delivered."""

    what: str
    likelihood: str
    effect: str
    owner: str
    response: str


class Challenge(NamedTuple):
    """What the board asked at a meeting, and how far it is answered."""

    meeting: str
    asks: str
    by: str
    to: str
    answer: str
    tag: str  # Open, Answered or Closed
    state: str  # by when an answer is due, late by how much, or when it was closed
    tone: str  # of the tag


class MissingReport(NamedTuple):
    """A report that was due and did not come."""

    title: str
    by: str
    due: str
    meeting: str


class ProjectState(NamedTuple):
    """How a project beside the plan stands."""

    title: str
    phase: str
    badge: Badge
    due: str
    next: str
    highlight: str
    waiting: str  # the actions that wait for it, by their refs


class Voice(NamedTuple):
    """What the board is told in words, and what it asked."""

    overall: tuple[OverallRating, ...]
    confidence: str  # high, medium or low; empty where nobody says
    confidence_was: str
    confidence_why: str
    commentary: tuple[str, ...]  # its paragraphs
    author: str
    cut: str  # that the commentary goes on in the standard pack; else empty
    good_news: tuple[str, ...]
    risks: tuple[DeliveryRisk, ...]
    challenges: tuple[Challenge, ...]
    missing: tuple[MissingReport, ...]
    more: str  # how much was cut of the lists, and where it stands; else empty


Item = TypeVar("Item", DeliveryRisk, Challenge)


def voice_view(occasion: PackContext) -> Voice:
    """All that the meeting of a pack is told, and what the board asked that is open or news."""
    scene = occasion.scene
    record = meeting_record(scene.plan.governance, occasion.meeting)
    now, before = overall_ratings(scene, occasion.meeting), None
    if occasion.since.compared:  # how the whole plan stood for the board that saw it then
        then = occasion.since.compared.before
        before = overall_ratings(then, then.by.calendar.next_meeting(then.as_at))
    said, declared = record and record.commentary, now.declared
    return Voice(
        tuple(_overall(now, before, scene)),
        declared.confidence or "",
        (before and before.declared.confidence) or "",
        as_sentence(declared.confidence_reason or "why is not said") if declared.confidence else "",
        tuple(said.text.split("\n\n")) if said else (),
        scene.plan.roles.get(said.by, said.by) if said else "",
        "",
        record.good_news if record else (),
        tuple(map(_risk, record.risks if record else ())),
        tuple(_challenge(asked, scene) for asked in _news_of_challenges(occasion)),
        tuple(_missing(occasion)),
        "",
    )


def highlight_voice(voice: Voice, place: str) -> Voice:
    """The same in short; place says where the rest can be read."""
    commentary = _first_paragraphs(voice.commentary)
    reasons = (cut_words(rated.why, _REASON, place) for rated in voice.overall)
    pairs = zip(voice.overall, reasons, strict=True)
    return voice._replace(
        commentary=commentary,
        cut=f"The commentary goes on {place}." if commentary != voice.commentary else "",
        overall=tuple(rated._replace(why=why) for rated, why in pairs),
        confidence_why=cut_words(voice.confidence_why, _REASON, place),
        good_news=tuple(cut_words(item, _BRIEF, place) for item in voice.good_news[:_ITEMS]),
        risks=tuple(_brief(risk, place) for risk in voice.risks[:_ITEMS]),
        challenges=tuple(_brief(asked, place) for asked in voice.challenges[:_ITEMS]),
        missing=voice.missing[:_ITEMS],
        more=_cut_in_words(voice, place),
    )


def project_states(scene: Scene) -> Iterator[ProjectState]:
    """How each project beside the plan stands, of which more is known than its name."""
    for project in scene.plan.governance.projects:
        known = (project.phase, project.progress_rag, project.timescale, project.highlight)
        if any(known) or project.next_milestone:
            yield _project(project, scene)


def _project(project: Project, scene: Scene) -> ProjectState:
    calendar, milestone = scene.by.calendar, project.next_milestone
    step = milestone.what if milestone else "none named"
    if milestone and milestone.timescale:
        step = f"{step}, {timescale_with_day(milestone.timescale, calendar)}"
    waiting = [judged.ref for judged in scene.judged if project.id in judged.action.depends_on]
    return ProjectState(
        project.title,
        project.phase or "not said",
        _project_badge(project, scene),
        timescale_with_day(project.timescale, calendar) if project.timescale else "no date",
        step,
        project.highlight or "none",
        sentence_list(waiting) or "none",
    )


def _overall(
    now: OverallRatings, before: OverallRatings | None, scene: Scene
) -> Iterator[OverallRating]:
    declared, by = now.declared, scene.by
    parts = (
        ("Progress", now.progress, by.progress_key, declared.progress_reason),
        ("Impact", now.impact, by.impact_key, declared.impact_reason),
    )
    was = (before.progress, before.impact) if before else (None, None)
    for (name, rated, key, reason), old in zip(parts, was, strict=True):
        is_other = rated.rating is not rated.computed
        facts = f"the facts say {rating_in_words(rated.computed)}: " if is_other else ""
        yield OverallRating(
            name,
            rating_badge(rated, key),
            _rating_before(old) if old else "",
            as_sentence(reason) if reason else "",
            as_sentence(f"{facts}{rated.why}"),
        )


def _rating_before(old: ActionRating) -> str:
    """What a rating was; of one that was disputed, what the facts said as well."""
    facts = f"declared {old.rating}, the facts said {rating_in_words(old.computed)}"
    return facts if old.disputed else rating_in_words(old.rating)


def _risk(risk: RiskRecord) -> DeliveryRisk:
    return DeliveryRisk(
        risk.what,
        risk.likelihood or "not said",
        risk.effect or "not said",
        risk.owner or "nobody named",
        risk.response or "nothing is said",
    )


def _news_of_challenges(occasion: PackContext) -> list[BoardChallenge]:
    """What is open, and what was closed since the last board; what waits for an answer first."""
    scene = occasion.scene
    last = scene.by.calendar.last_meeting(scene.as_at)
    challenges = board_challenges(scene.plan.governance, scene.as_at, scene.by.calendar)
    shown = [
        asked
        for asked in challenges
        if asked.is_open or last is None or (asked.challenge.closed or last.last) >= last.last
    ]
    return sorted(shown, key=lambda asked: (not asked.is_open, asked.is_answered))


def _challenge(asked: BoardChallenge, scene: Scene) -> Challenge:
    challenge = asked.challenge
    tag, state = _challenge_state(asked, scene)
    return Challenge(
        asked.meeting.name,
        challenge.asks,
        challenge.by or "the board",
        challenge.to or "nobody named",
        challenge.answer or "none yet",
        tag,
        state,
        "" if asked.is_answered or not asked.is_open else "alarm",
    )


def _challenge_state(asked: BoardChallenge, scene: Scene) -> tuple[str, str]:
    """How far a challenge is, and since or until when."""
    if not asked.is_open and asked.challenge.closed:
        return "Closed", day_in_words(asked.challenge.closed)
    if asked.is_answered:
        return "Answered,", "to be closed"
    verb = "was" if asked.is_overdue else "is"
    if asked.due is None:
        return "Open", ""
    return "Open:", f"an answer {verb} {due_in_words(asked.due, scene.as_at)}"


def _missing(occasion: PackContext) -> Iterator[MissingReport]:
    scene, meeting = occasion.scene, occasion.meeting
    governance, calendar = scene.plan.governance, scene.by.calendar
    for missing in missing_reports(governance, meeting, calendar, scene.as_at) if meeting else ():
        yield MissingReport(
            missing.report.title,
            sentence_list(missing.report.by) or "nobody named",
            due_in_words(missing.due, scene.as_at),
            missing.meeting.name,
        )


def _project_badge(project: Project, scene: Scene) -> Badge:
    """What the project declares; what the facts say beside it where its day has passed."""
    key, awaited = scene.by.progress_key, awaited_project(project, scene.by)
    standing = {
        PrerequisiteState.DONE: Standing.COMPLETE,
        PrerequisiteState.OVERDUE: Standing.OVERDUE,
    }.get(awaited.state)
    if standing:
        return rating_badge(rate(key, standing, "", project.progress_rag), key)
    return key_badge(project.progress_rag or Rating.GREY, key)


def _brief(item: Item, place: str) -> Item:
    """An item of a list with each of its texts in short."""
    return type(item)(*(cut_words(text, _BRIEF, place) for text in item))


def _first_paragraphs(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The first paragraphs that fit, whole; of one that does not, its beginning."""
    whole = accumulate(map(len, paragraphs))
    number = sum(length <= _LETTERS for length in whole)
    first = tuple(cut_words(text, _LETTERS, "") for text in paragraphs[:1])
    return tuple(paragraphs[:number]) or first


def _cut_in_words(voice: Voice, place: str) -> str:
    lists = (
        ("item of good news", "items of good news", len(voice.good_news)),
        ("risk", "risks", len(voice.risks)),
        ("challenge", "challenges", len(voice.challenges)),
        ("report that did not come", "reports that did not come", len(voice.missing)),
    )
    more = [
        count_noun(number - _ITEMS, one, many) for one, many, number in lists if number > _ITEMS
    ]
    return f"More stands {place}: {sentence_list(more)}." if more else ""
