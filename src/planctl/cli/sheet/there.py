"""Whether the plan says already what a form wants, so that a form read twice changes nothing."""

from planctl.assess.judged import Judged
from planctl.cli.news import NONE, News
from planctl.cli.sheet.wish import Wish
from planctl.model.action import Action
from planctl.model.sheet import Field


def is_there(wish: Wish, each: Judged) -> bool:
    """Whether the plan says it already."""
    news, action = wish.news, each.action
    if news.progress:
        return _noted(wish, action)
    if news.evidence:
        return _shown(news, action)
    if news.later or news.pause or news.withdraw:
        return _is_asked(news, action)
    if news.done:
        done = action.milestones[news.done[0] - 1].done
        return done is not None and done.isoformat() == news.on
    if news.rag:
        now = action.progress_rag.value if action.progress_rag else NONE
        return now == news.rag and (action.rag_reason or None) == news.reason
    completed = action.completed.isoformat() if action.completed else None
    return action.status == news.status and news.complete in {None, completed}


def _noted(wish: Wish, action: Action) -> bool:
    """Whether the same note is in the log: of a note without a day on the form, on any day."""
    has_day = any(answer.item == Field.PROGRESS_DAY for answer in wish.answers)
    return any(
        note.note == wish.news.progress
        and note.by == wish.news.by
        and (not has_day or (note.date is not None and note.date.isoformat() == wish.news.on))
        for note in action.progress
    )


def _is_asked(news: News, action: Action) -> bool:
    """Whether the same is asked of the board already, for the same reason."""
    asked = [(e.to.due, e.reason) for e in action.extensions if news.later]
    asked += [(e.until.due, e.reason) for e in action.pauses if news.pause]
    if news.withdraw:
        wanted = (news.reason, news.replaced_by)
        return any((e.reason, e.replaced_by) == wanted for e in action.withdrawals)
    return (news.later or news.pause, news.reason) in asked


def _shown(news: News, action: Action) -> bool:
    wanted = (news.evidence, news.kind, news.file, news.url, news.shows)
    return any((e.title, e.kind, e.file, e.url, e.shows) == wanted for e in action.evidence)
