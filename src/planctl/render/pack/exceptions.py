"""The one table of exceptions: each action once, with a tag and a reason for all that is amiss."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Final, NamedTuple

from planctl.assess.change.change_kind import ChangeKind
from planctl.assess.dependency import action_dependencies
from planctl.assess.escalation import open_escalations
from planctl.assess.exceptions import Exceptions
from planctl.assess.judgement import Judgement
from planctl.assess.promise import days_in_words
from planctl.model.action import REQUESTS, Correction, Extension, Status
from planctl.model.calendar import day_in_words
from planctl.model.problem import At
from planctl.model.rating import Standing
from planctl.model.words import count_noun, rating_in_words, sentence_list
from planctl.render.action_columns import (
    PROMISE_KNOWN_FROM,
    completed_in_words,
    request_with_answer,
    timescale_with_day,
)
from planctl.render.pack.governance import escalation_state
from planctl.render.pack.pieces import PackContext, Reason, Row, action_row, as_sentence, cut_words

_MOST: Final = 12  # rows of the highlight
_EXPLAINED: Final = 1  # tags of a row of the highlight that have their reason beside them
_LONGEST: Final = 150  # letters of such a reason


class ExceptionTable(NamedTuple):
    """The exceptions, each action once."""

    title: str
    words: str
    rows: tuple[Row, ...]
    more: str  # how many are not listed here, and where they are; else empty


class TagMeaning(NamedTuple):
    """What a tag says of an action, and what follows from it."""

    words: str
    informs: bool = False  # only: the board has agreed it, or nothing of it is late
    compares: bool = False  # so that only a comparison with an earlier state can tell
    implies: str = ""  # another tag that is true as well, and is not said beside it


class Tag(Enum):
    """Why an action is an exception, the most pressing first."""

    NEWLY_OVERDUE = TagMeaning("Newly overdue", compares=True, implies="Overdue")
    OVERDUE = TagMeaning("Overdue")
    DISPUTED = TagMeaning("Disputed")
    DATE_CHANGED = TagMeaning("Date changed without the board", compares=True)
    EXTENSION_ASKED = TagMeaning("Extension asked")
    STOP_ASKED = TagMeaning("Pause or withdrawal asked")
    CORRECTION_ASKED = TagMeaning("Correction asked")
    PAUSED = TagMeaning("Paused", informs=True)
    WITHDRAWN = TagMeaning("Withdrawn", informs=True)
    BACK_DATED = TagMeaning("Back-dated")
    NO_DAY = TagMeaning("Completed without a day")
    CORRECTED = TagMeaning("First promise corrected", informs=True)
    REFUSED = TagMeaning("Refused", informs=True, compares=True)
    ESCALATED = TagMeaning("Question open")
    LATE_DECISION = TagMeaning("Decision not carried out")
    AT_RISK = TagMeaning("Waits for something late")
    MILESTONE = TagMeaning("Milestone late")
    DUE = TagMeaning("Due by the board", informs=True)
    NO_DATE = TagMeaning("No date")
    NO_LEAD = TagMeaning("No lead")
    EXTENDED_AGAIN = TagMeaning("Extended more than once", implies="Extension agreed")
    EXTENDED = TagMeaning("Extension agreed", informs=True)
    NOT_STARTED = TagMeaning("Not started", informs=True)
    NO_EFFECT = TagMeaning("Done without effect")
    NO_EVIDENCE = TagMeaning("Completed without evidence")
    BEFORE_DELIVERY = TagMeaning("Effect before delivery")


# What a highlight never cuts.
_LATE: Final = frozenset((Tag.NEWLY_OVERDUE.value.words, Tag.OVERDUE.value.words))
_KEPT: Final = (Tag.PAUSED.value, Tag.WITHDRAWN.value, Tag.STOP_ASKED.value)
_REFUSED: Final = frozenset(ChangeKind(f"{name} refused") for name in REQUESTS.values())
_Found = Iterator[tuple[Judgement, Tag, str]]


def exception_table(exceptions: Exceptions, occasion: PackContext) -> ExceptionTable:
    """Every exception: newly overdue, longest overdue, disputed, promised later, and the rest."""
    reasons: dict[At, dict[Tag, list[str]]] = {}
    judged_at: dict[At, Judgement] = {}
    every = (
        *_dates(exceptions, occasion),
        *_requests(exceptions, occasion),
        *_boards(exceptions, occasion),
        *_withdrawn(occasion),
        *_facts(exceptions, occasion),
        *_back_dated(occasion),
    )
    for judged, tag, words in every:  # one action can have several
        judged_at[judged.at] = judged
        reasons.setdefault(judged.at, {}).setdefault(tag, []).append(words)
    ranks = {tag: rank for rank, tag in enumerate(Tag)}
    rows = sorted(
        judged_at.values(),
        key=lambda judged: (
            min(ranks[tag] for tag in reasons[judged.at]),
            -judged.days_overdue,
            judged.at[1::2],
        ),
    )
    needs = count_noun(len(rows), "action needs", "actions need")
    number = len(occasion.removed)
    verb = "was" if number == 1 else "were"
    removed = f"; {number} more {verb} taken out of the plan" if number else ""
    return ExceptionTable(
        f"{needs} attention, {len(exceptions.overdue) or 'none'} of them overdue{removed}",
        "Each action stands here once: newly overdue, then longest overdue, then the rest.",
        tuple(_row(judged, reasons[judged.at], occasion) for judged in rows),
        "",
    )


def highlight_table(table: ExceptionTable, place: str, fewer: int = 0) -> ExceptionTable:
    """The rows that matter most.

    However many there are, pauses and withdrawals are named, and what is overdue with its lead.
    """
    shown, rest = table.rows[: _MOST - fewer], table.rows[_MOST - fewer :]
    words = [f"And {count_noun(len(rest), 'more action')}, {place}."] if rest else []
    by_lead: dict[str, list[str]] = {}
    for row in rest:
        if any(reason.tag in _LATE for reason in row.reasons):
            by_lead.setdefault(row.lead, []).append(row.link.ref)
    late = "; ".join(f"{lead} ({', '.join(refs)})" for lead, refs in by_lead.items())
    words += [f"{Tag.OVERDUE.value.words}, and not listed here: {late}."] if late else []
    for tag, *_ in _KEPT:
        refs = [row.link.ref for row in rest if any(reason.tag == tag for reason in row.reasons)]
        words += [f"{tag}, and not listed here: {sentence_list(refs)}."] if refs else []
    return table._replace(rows=tuple(_brief(row, place) for row in shown), more=" ".join(words))


def absent_tags(table: ExceptionTable, occasion: PackContext) -> list[str]:
    """The kinds of exception that no action is, as far as that can be told."""
    present = {reason.tag for row in table.rows for reason in row.reasons}
    meanings = [tag.value for tag in Tag]
    if any(j.action.status is Status.NOT_STARTED for j in occasion.scene.judged if j.is_open):
        present.add(Tag.NOT_STARTED.value.words)  # though it may be for later
    present |= {meaning.implies for meaning in meanings if meaning.words in present}
    can_tell = occasion.since.compared is not None
    return [
        meaning.words.lower()
        for meaning in meanings
        if meaning.words not in present and (can_tell or not meaning.compares)
    ]


def _brief(row: Row, place: str) -> Row:
    """A row with the words of its first reasons, and all of its tags."""
    explained = (
        reason._replace(words=cut_words(reason.words, _LONGEST, place))
        for reason in row.reasons[:_EXPLAINED]
    )
    named = (reason._replace(words="") for reason in row.reasons[_EXPLAINED:])
    return row._replace(reasons=(*explained, *named))


def _row(judged: Judgement, reasons: dict[Tag, list[str]], occasion: PackContext) -> Row:
    worded = {tag: "; ".join(filter(None, reasons[tag])) for tag in Tag if tag in reasons}
    return action_row(judged, occasion)._replace(
        lead=judged.lead,
        reasons=tuple(
            Reason(
                tag.value.words,
                "" if tag.value.informs else "alarm",
                as_sentence(words) if words else "",
            )
            for tag, words in worded.items()
        ),
    )


def _facts(exceptions: Exceptions, occasion: PackContext) -> _Found:
    """What stands in a list of its own, with what is said of each action there."""
    scene = occasion.scene

    def why(judged: Judgement) -> str:
        return judged.progress.why.removeprefix(f"{Standing.NOT_STARTED}; ")  # as its tag says

    def effect(judged: Judgement) -> str:
        return judged.impact.why

    def risks(judged: Judgement) -> str:
        waits_for = action_dependencies(judged, scene.names.awaited, scene.as_at)
        return "; ".join(item.late or item.later for item in waits_for if item.risks)

    def questions(judged: Judgement) -> str:
        return "; ".join(
            f"to {question.escalation.to}: “{question.escalation.asks}” "
            f"({escalation_state(question, scene)})"
            for question in open_escalations(judged.action, scene.as_at, scene.by.calendar)
        )

    for tag, actions, words in (
        (Tag.PAUSED, exceptions.paused, why),
        (Tag.DISPUTED, exceptions.disputed, _dispute),
        (Tag.ESCALATED, exceptions.escalated, questions),
        (Tag.AT_RISK, exceptions.at_risk, risks),
        (Tag.NO_DATE, exceptions.no_timescale, why),
        (Tag.NO_LEAD, exceptions.no_lead, lambda _: ""),
        (Tag.NOT_STARTED, exceptions.not_started, why),
        (Tag.NO_EFFECT, exceptions.no_effect, effect),
        (Tag.NO_DAY, exceptions.no_day, lambda _: "nobody can tell whether it was in time"),
        (Tag.NO_EVIDENCE, exceptions.no_evidence, lambda _: ""),
        (Tag.BEFORE_DELIVERY, exceptions.before_delivery, effect),
    ):
        yield from ((judged, tag, words(judged)) for judged in actions)


def _dates(exceptions: Exceptions, occasion: PackContext) -> _Found:
    """What is late or falls due, and what runs on a later date."""
    newly = occasion.newly_overdue
    for judged in exceptions.overdue:
        tag = Tag.NEWLY_OVERDUE if judged.at in newly else Tag.OVERDUE
        yield judged, tag, f"{days_in_words(judged.days_overdue)} late"
    for judged in exceptions.due:
        yield judged, Tag.DUE, judged.progress.why
    for judged in (*exceptions.milestones, *exceptions.overdue):
        for late in judged.late_milestones:
            yield judged, Tag.MILESTONE, f"“{late.milestone.what}” was due {day_in_words(late.due)}"
    for judged in exceptions.agreed:
        again = judged in exceptions.extended_again
        tag = Tag.EXTENDED_AGAIN if again else Tag.EXTENDED
        yield judged, tag, _slip_in_words(judged, occasion)


def _requests(exceptions: Exceptions, occasion: PackContext) -> _Found:
    """What waits for the board, and the first promises that were corrected."""
    for judged in exceptions.asked:
        for request in judged.asked:
            if not isinstance(request, Correction):
                is_date = isinstance(request, Extension)
                tag = Tag.EXTENSION_ASKED if is_date else Tag.STOP_ASKED
                yield judged, tag, request_with_answer(request, judged, occasion.scene.by)
    for judged in exceptions.corrected:
        for correction in judged.action.corrections:
            tag = Tag.CORRECTION_ASKED if correction in judged.asked else Tag.CORRECTED
            yield judged, tag, request_with_answer(correction, judged, occasion.scene.by)


def _boards(exceptions: Exceptions, occasion: PackContext) -> _Found:
    """What boards refused or agreed, and what became of their decisions and dates."""
    calendar, refs = occasion.scene.by.calendar, occasion.scene.names.refs
    for judged, changes in occasion.since.compared.kept if occasion.since.compared else ():
        for change in changes:
            if change.kind in _REFUSED:
                key, number = change.at[:2]
                request = getattr(judged.action, str(key))[int(number)]
                words = request_with_answer(request, judged, occasion.scene.by)
                yield judged, Tag.REFUSED, words
    for broken in occasion.since.broken:
        was = timescale_with_day(broken.first, calendar)
        now = timescale_with_day(broken.each.promise.stated, calendar)
        changed = "changed since the last board"
        if broken.since:
            changed = f"changed on or before {day_in_words(broken.since)}"
        yield broken.each, Tag.DATE_CHANGED, f"first promised for {was}; {changed}, to {now}"
    for task in exceptions.follow_ups:
        late = f"{days_in_words(task.days_overdue)} late"
        words = f"{task.follow_up.who}: “{task.follow_up.what}”, {late}"
        for ref in occasion.scene.names.decided_about(task.decision):
            if ref in refs:
                yield refs[ref], Tag.LATE_DECISION, words


def _withdrawn(occasion: PackContext) -> _Found:
    """What was withdrawn since the last board; all that ever was, where nothing is compared."""
    compared = occasion.since.compared
    for judged in occasion.scene.judged:
        was = compared.was.get(judged.at) if compared else None
        if judged.is_withdrawn and not (was and was.is_withdrawn):
            yield judged, Tag.WITHDRAWN, judged.progress.why


def _slip_in_words(judged: Judgement, occasion: PackContext) -> str:
    first, agreed = judged.promise.original, judged.promise.agreed
    how = PROMISE_KNOWN_FROM[occasion.scene.by.promised.known_from]
    was = f"first promised for {day_in_words(first)}{how}, " if first else ""
    when = f", agreed {day_in_words(agreed)}" if agreed else ""
    reasons = (it.reason for it in reversed(judged.action.extensions) if it.agreed == agreed)
    later = days_in_words(judged.promise.slippage_days)
    return f"{was}now {later} later{when}: {next(reasons, '')}"


def _back_dated(occasion: PackContext) -> _Found:
    """What is said to have been done before a board that saw it open, in the pack after that."""
    done = [judged for judged in occasion.scene.judged if judged.is_delivered]
    late: dict[At, date | None] = {it.each.at: it.recorded for it in occasion.since.back_dated}
    if occasion.since.compared is None:  # then only the plan itself can tell
        met = occasion.scene.by.calendar.last_meeting(occasion.scene.as_at)
        for judged in done:
            if judged.action.recorded and (not met or judged.action.recorded > met.last):
                late[judged.at] = judged.action.recorded
    for judged in done:
        if judged.at in late:
            action = judged.action.model_copy(update={"recorded": late[judged.at]})
            yield judged, Tag.BACK_DATED, completed_in_words(action)


def _dispute(judged: Judgement) -> str:
    ratings = (("progress", judged.progress), ("impact", judged.impact))
    words = (
        f"{name} declared {rating_in_words(rated.rating)}, the facts say "
        f"{rating_in_words(rated.computed)}: {rated.why}"
        for name, rated in ratings
        if rated.disputed
    )
    reason = f" (the lead's reason: {judged.action.rag_reason})" if judged.action.rag_reason else ""
    return "; ".join(words) + reason
