"""Band T, for what a board is told and what it asks: commentary, overall ratings, challenges."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from planctl.assess.escalation import closed_too_early, open_challenges
from planctl.assess.overall import meeting_record, overall_ratings
from planctl.assess.promise import due_in_words
from planctl.assess.rule.time import dispute_in_words
from planctl.assess.scene import Scene
from planctl.model.meeting_schedule import listed_meeting, listed_place
from planctl.model.problem import At, Fault
from planctl.model.timescale_grammar import shorten

_AHEAD: Final = timedelta(days=14)  # before the papers are due


def commentary_missing(scene: Scene) -> Iterator[Fault]:
    """The papers of the next board are due within two weeks, and it has no commentary yet.

    The board reads first what the director says of the plan. The day that counts is that of the
    papers, by `papers_due` in governance.yaml; without that, the day of the meeting. Where the
    plan has no meeting to come with a day, nothing is missing.
    """
    governance = scene.plan.governance
    meeting = scene.by.calendar.next_meeting(scene.as_at)
    if meeting is None or meeting.day is None:
        return
    record = meeting_record(governance, meeting)
    papers = meeting.papers_due(governance.board.papers_due)
    due = papers or meeting.day
    if due <= scene.as_at + _AHEAD and not (record and record.commentary):
        verb = "were" if due < scene.as_at else "are"
        of = f"the board of {meeting.name}"
        words = f"{of} has no commentary, and its papers {verb} {due_in_words(due, scene.as_at)}"
        hint = f'planctl meeting --for "{meeting.name}" --commentary TEXT --by ROLE writes it'
        yield Fault(_place(scene, listed_place(governance, meeting)), words, hint)


def overall_disputed(scene: Scene) -> Iterator[Fault]:
    """The next board is told a rating of the whole plan that is better than the facts allow.

    The facts are counted by the rule under `overall` in policy.yaml. Unless it says otherwise,
    progress is red while a quarter or more of the open actions are rated red, or no action on time
    answers a priority finding of plan.yaml; green while fewer than a tenth are rated red or amber;
    else amber. Impact is rated likewise from the measures, where one that cannot be rated counts
    as amber does; and it is red while a priority finding has measures of which none is on course.
    Where the rating of an action is disputed, what the facts say of it is counted.

    The pack shows both on its cover. Whatever the commentary says, no rating gets better by it.
    """
    governance = scene.plan.governance
    meeting = scene.by.calendar.next_meeting(scene.as_at)
    place = listed_place(governance, meeting) if meeting else None
    if place is None or governance.meetings[place].overall is None:
        return
    ratings = overall_ratings(scene, meeting)
    for field, rated, key in (
        ("progress_rag", ratings.progress, scene.by.progress_key),
        ("impact_rag", ratings.impact, scene.by.impact_key),
    ):
        if rated.disputed:
            words = dispute_in_words(rated, key.words[rated.computed][0])
            yield Fault((*_place(scene, place), "overall", field), words)


def challenge_unanswered(scene: Scene) -> Iterator[Fault]:
    """What the board asked at a meeting has no answer, and the day that it is needed by has passed.

    Without a day of its own, an answer is due at the board's next meeting. Due today is on time.
    What is said to have been closed before the meeting that asked it is reported as well.
    """
    yield from _closed_too_early(scene)
    for asked in open_challenges(scene.plan.governance, scene.as_at, scene.by.calendar):
        if asked.due and asked.is_overdue:
            words = f"“{shorten(asked.challenge.asks)}” has no answer"
            late = due_in_words(asked.due, scene.as_at)
            when = f"the board of {asked.meeting.name} asked it, and an answer was {late}"
            yield Fault((*asked.at, "asks"), f"{words}: {when}")


def _closed_too_early(scene: Scene) -> Iterator[Fault]:
    for n, listed in enumerate(scene.plan.governance.meetings):
        for k, challenge in enumerate(listed.challenges):
            day = challenge.closed
            if day and (words := closed_too_early(day, listed_meeting(listed))):
                at = ("governance", "meetings", n, "challenges", k, "closed")
                yield Fault(at, f"“{shorten(challenge.asks)}” was {words}", "correct the day")


def _place(scene: Scene, listed: int | None) -> At:
    """Where a meeting stands; of one that only a rule gives, where meetings are listed."""
    if listed is None:
        return ("governance", "meetings") if scene.plan.governance.meetings else ("governance",)
    return ("governance", "meetings", listed)
