"""The cover: what this paper is, and what a board must know before it believes it.

Also lists what could not be judged, and the settings that make the plan less strict.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, cast

from planctl.assess.change.board_meetings import (
    changed_records,
    dropped_meetings,
    late_meetings,
    lost_meetings,
)
from planctl.assess.change.board_rules import (
    LateAnswer,
    answers_at,
    late_answers,
    misdated_in_words,
)
from planctl.assess.change.change_kind import ChangeKind
from planctl.assess.change.comparison import Comparison
from planctl.assess.change.step_changes import postponed_late_steps
from planctl.assess.impact import impact_in_words
from planctl.assess.rag_key import impact_key, progress_key
from planctl.assess.rule.quality import example_texts
from planctl.assess.rule.reference import actions_with_one_ref
from planctl.assess.scene import Scene
from planctl.assess.softening import Softening, softening_in_words
from planctl.model.action import REQUESTS, Correction, request_key
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.edition import PackSize
from planctl.model.policy import Agreement
from planctl.model.rating import Rating, Standing
from planctl.model.timescale import timescale_in_words
from planctl.model.words import count_noun, sentence_list
from planctl.render.action_columns import request_term
from planctl.render.edition import edition_in_words
from planctl.render.pack.findings import inspection_in_words
from planctl.render.pack.pieces import EarlierState, Entry, PackContext, as_sentence, removed_link
from planctl.render.record_change import quote_value

_PAPERS: Final = {PackSize.HIGHLIGHT: "Highlight report", PackSize.STANDARD: "Board pack"}
_OWN_REPORT: Final = "highlight report"  # whose authors are those of this paper
_SEE_CHANGES: Final = ": see “What changed” in the full pack."
_WARNINGS: Final = 5  # on the cover of a highlight


class Cover(NamedTuple):
    """The strip above everything else."""

    title: str
    organisation: str
    strapline: str
    paper: str  # what this paper is, and for which board: Highlight report for the Board
    facts: tuple[Entry, ...]  # meeting, as at, compared with, authors, plan version, inspection
    warnings: tuple[str, ...]  # files that could not be read, and rules that were softened


def unjudged_parts(occasion: PackContext) -> Iterator[Entry]:
    """Each thing that this pack is silent on, with the reason."""
    scene = occasion.scene
    for unread in scene.plan.unread:
        yield Entry(unread.path, "The file was not read; planctl check says why.")
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


def _dates(scene: Scene) -> Iterator[Entry]:
    undated = [judged.ref for judged in scene.judged if judged.lacks_timescale]
    if undated:
        yield Entry("Lateness", f"No timescale is set for {sentence_list(undated)}.")
    for judged in scene.judged:
        if judged.progress.standing is Standing.NO_TIMESCALE and not judged.lacks_timescale:
            yield Entry(f"Lateness of {judged.ref}", f"Its timescale {judged.progress.why}.")


def _without_impact(scene: Scene) -> Iterator[Entry]:
    unrated = [judged for judged in scene.judged if judged.impact.rating is Rating.GREY]
    reasons = Counter(
        impact_in_words(judged.impact.standing, judged.action, scene.by.effects)
        for judged in unrated
    )
    if unrated:
        counted = sentence_list([f"“{reason}” for {number}" for reason, number in reasons.items()])
        of_all = f"of {count_noun(len(scene.judged), 'action')}"
        has = "has" if len(unrated) == 1 else "have"
        yield Entry("Impact", f"{len(unrated)} {of_all} {has} no impact rating: {counted}.")


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
            words = f"The file as it was could not be read ({since.words}); it was not compared."
            yield Entry(unread.path, words)


def cover_view(occasion: PackContext, size: PackSize) -> Cover:
    """What stands on the first page; a highlight names as many warnings as it has room for."""
    plan = occasion.scene.plan
    front, warnings = plan.plan, tuple(_warnings(occasion))
    rest = len(warnings) - _WARNINGS
    if size is PackSize.HIGHLIGHT and rest > 0:
        more = count_noun(rest, "more warning stands", "more warnings stand")
        warnings = (*warnings[:_WARNINGS], f"{more} on the cover of the standard pack.")
    board = plan.governance.board.name.removeprefix("The ")
    return Cover(
        plan.title,
        front.organisation if front else "",
        (front.strapline or "") if front else "",
        f"{_PAPERS.get(size, 'Full board pack')} for the {board}",
        tuple(_facts(occasion)),
        warnings,
    )


def _warnings(occasion: PackContext) -> Iterator[str]:
    """What a board must know before it believes the rest; the first is never cut."""
    since, compared = occasion.since.words, occasion.since.compared
    if compared and compared.removed:
        links = map(removed_link, compared.removed)
        names = "; ".join(f"{link.ref} {link.title}" for link in links)
        yield f"Taken out of the plan since {since}, without the board: {names}."
    for judged, first in actions_with_one_ref(occasion.scene):
        titles = f"“{first.action.title}” and “{judged.action.title}”"
        yield f"{titles} both have the ref {judged.ref}, and each is counted: see which is meant."
    for unread in occasion.scene.plan.unread:
        yield f"{unread.path} was not read. What it says is in no count or table of this pack."
    examples = [f"“{text}”" for _, text in example_texts(occasion.scene)]
    if examples:
        texts = [*dict.fromkeys(examples)]
        stand = "stands as planctl wrote it" if len(texts) == 1 else "stand as planctl wrote them"
        yield f"No board should get this yet: {sentence_list(texts)} {stand}, to be replaced."
    for softened in occasion.softened:
        if softened.is_new:
            words = softening_in_words(softened.softening)
            leave = agreement_in_words(softened.softening)
            yield f"Judged less strictly since {since}: {words}; {leave}."
    if compared:
        yield from change_warnings(compared, since)
    for late in late_answers(compared) if compared else ():
        answer, day = _answer_in_words(late, occasion.scene.by.calendar), day_in_words(late.day)
        after = f"after the board of {late.board.name} had seen it without"
        said = f"Confirm that {answer} was {late.word} on {day}"
        yield f"{said}: it was written into the plan {after}."


def _answer_in_words(late: LateAnswer, calendar: Calendar) -> str:
    """What a board is said to have answered: the withdrawal of 1.3 Title."""
    answer = late.answer
    if isinstance(answer, Agreement):
        return f"{answer.to} for the setting {answer.setting}"
    name = late.each.name if late.each else ""
    noun, term = REQUESTS[request_key(answer)], request_term(answer, calendar)
    of_what = "of the first promise of" if isinstance(answer, Correction) else "of"
    return f"the {noun} {of_what} {name} {term}".rstrip()


def _facts(occasion: PackContext) -> Iterator[Entry]:
    scene, meeting = occasion.scene, occasion.meeting
    later = f"none on or after {day_in_words(scene.as_at)} is recorded"
    yield Entry("Meeting", meeting.words if meeting else later)
    yield Entry("Data as at", day_in_words(scene.as_at))
    if occasion.late_papers:
        yield Entry("Papers were due", occasion.late_papers)
    if edition := edition_in_words(scene):
        yield Entry("Edition", edition)
    if occasion.since.compared:
        yield Entry("Compared with", occasion.since.words)
    reports = (report for report in scene.plan.governance.reports if report.by)
    authors = (report.by for report in reports if report.title.casefold() == _OWN_REPORT)
    yield from (Entry("Authors", sentence_list(by)) for by in authors)
    front = scene.plan.plan
    if front:
        when = timescale_in_words(front.date.reading, scene.by.calendar) if front.date else ""
        version = ", ".join(part for part in (front.version or "", when) if part)
        inspection = inspection_in_words(front.inspection, scene.by.calendar)
        facts = (("Plan version", version), ("Inspection", inspection))
        yield from (Entry(name, value) for name, value in facts if value)
    yield Entry("Actions", f"{len(scene.judged)} in {count_noun(len(scene.plan.areas), 'area')}")


def change_warnings(compared: Comparison, since: str) -> Iterator[str]:
    """The changes since the earlier state that stand on the cover."""
    yield from _meetings(compared, since)
    yield from _late_dates(compared, since)
    yield from _records_taken_out(compared, since)
    yield from _goals(compared, since)
    yield from _figures(compared, since)
    for name in dict.fromkeys(change.name for change in changed_records(compared)):
        words = f"{name[:1].upper()}{name[1:]}"
        yield f"{words} was changed since {since}{_SEE_CHANGES}"
    yield from _words_of_keys(compared, since)
    for commit in compared.misdated:
        words = misdated_in_words(commit)
        yield f"The {words}. What was changed in between may be compared with no paper of a board."


def _meetings(compared: Comparison, since: str) -> Iterator[str]:
    """Which meetings of the board came into the plan or went out of it after their day."""
    for meeting in lost_meetings(compared):
        yield f"The meeting of {meeting.name} was taken out of the plan since {since}."
    for meeting in dropped_meetings(compared):
        name = f"{meeting.name}, which is past by now,"
        yield f"The meeting of {name} was taken out of the plan since {since}."
    for meeting in late_meetings(compared):
        calendar = compared.after.by.calendar
        answers = [
            f"{_answer_in_words(answer, calendar)} was {answer.word}"
            for answer in answers_at(meeting, compared)
        ]
        confirm = f" Confirm that it met, and that {sentence_list(answers)}." if answers else ""
        yield f"A meeting of {meeting.name} was added to the plan since {since}.{confirm}"


def _late_dates(compared: Comparison, since: str) -> Iterator[str]:
    """How many late steps and questions have a later day now, and of which actions they are."""
    late = list(postponed_late_steps(compared))
    if late:
        refs = sentence_list(list(dict.fromkeys(step.ref or step.words for step in late)))
        number = count_noun(len(late), "late date was", "late dates were")
        yield f"{number} put off in the plan since {since}, of {refs}{_SEE_CHANGES}"


def _records_taken_out(compared: Comparison, since: str) -> Iterator[str]:
    """How many entries of the logs of actions are gone, and of which actions they were."""
    entries = [c for c in compared.changes if c.kind is ChangeKind.TAKEN_OUT and c.ref]
    if entries:
        refs = sentence_list(list(dict.fromkeys(change.ref for change in entries)))
        number = count_noun(len(entries), "entry was", "entries were")
        yield f"{number} taken out of the record since {since}, of {refs}: see what changed."


def _goals(compared: Comparison, since: str) -> Iterator[str]:
    """Which measures are judged by another goal, whoever set it."""
    changes = [c for c in compared.changes if c.kind is ChangeKind.GOAL_CHANGED]
    titles = list(dict.fromkeys(quote_value(change.within[0]) for change in changes))
    if titles:
        names = sentence_list(titles)
        yield f"The goal of {names} is not what it was at {since}: see what changed."


def _figures(compared: Comparison, since: str) -> Iterator[str]:
    """How many figures that a board may have seen are others now, and which measures are gone."""
    of_measures = [change for change in compared.changes if change.at[:1] == ("measures",)]
    for kind, happened in (
        (ChangeKind.FIGURE_CHANGED, "changed"),
        (ChangeKind.TAKEN_OUT, "taken out"),
    ):
        of_kind = [change.at for change in of_measures if change.kind is kind]
        if figures := {at[:4] for at in of_kind if "observations" in at}:
            verb = "was" if len(figures) == 1 else "were"
            number = count_noun(len(figures), "figure")
            yield f"{number} {verb} {happened} since {since}{_SEE_CHANGES}"
    for change in of_measures:
        if change.kind is ChangeKind.TAKEN_OUT and "observations" not in change.at:
            title = quote_value(cast("Mapping[str, object]", change.old)["title"])
            yield f"The measure {title} was taken out of the plan since {since}."


def _words_of_keys(compared: Comparison, since: str) -> Iterator[str]:
    """Which ratings are called, or explained, otherwise than they were."""
    old_plan, new_plan = compared.before.plan, compared.after.plan
    if old_plan.lacks("policy") or new_plan.lacks("policy"):
        return
    for name, key in (("progress", progress_key), ("impact", impact_key)):
        before, after = key(old_plan.policy).words, key(new_plan.policy).words
        for rating in before:
            if before[rating] != after[rating]:
                old, new = (
                    f"“{label}” ({meaning})" for label, meaning in (before[rating], after[rating])
                )
                words = f"{rating} on {name} is called {new}, and was called {old}"
                yield f"The key of the ratings has other words since {since}: {words}."
