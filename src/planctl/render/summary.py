"""Where the plan stands, as the Markdown that GitHub shows beside a run."""

from collections.abc import Iterator
from typing import Final

from planctl.assess.judged import Judged
from planctl.model.calendar import day_in_words
from planctl.model.rating import Rating
from planctl.render.markup import plain_markdown
from planctl.render.status import CHANGED, Status
from planctl.render.words import counted

_MOST: Final = 200  # overdue actions that are listed: GitHub shows no more than so much text


def as_summary(status: Status) -> str:
    """Counts, the rating of each area in words, and what is overdue."""
    return "".join(f"{line}\n" for line in _lines(status))


def _lines(status: Status) -> Iterator[str]:
    scene = status.scene
    whole = status.totals(status.judged)
    key = scene.by.progress_key
    words = {rating: plain_markdown(key.words[rating][0]) for rating in Rating}
    yield f"# {plain_markdown(scene.plan.title)}"
    yield ""
    of = f" ({plain_markdown(status.cut)})" if status.cut else ""
    yield f"As at {day_in_words(scene.as_at)}{of}: {counted(whole.actions, 'action')}, "
    yield f"{whole.complete} complete, {whole.overdue} overdue, {whole.due_soon} due soon."
    yield ""
    yield f"| Area | Actions | {' | '.join(words.values())} |"
    yield f"| --- | ---: |{' ---: |' * len(words)}"
    for area, judged in status.by_area:
        counts = status.totals(judged).progress_rag
        cells = " | ".join(str(counts[rating]) for rating in Rating)
        name = plain_markdown(f"{area.ref} {area.title}")
        yield f"| {name} | {len(judged)} | {cells} |"
    yield ""
    yield from _overdue([each for each in status.judged if each.is_overdue])
    if status.broken:
        yield ""
        yield f"## {CHANGED}"
        yield ""
        yield from (f"- {plain_markdown(words)}" for words in status.broken)


def _overdue(late: list[Judged]) -> Iterator[str]:
    if not late:
        yield "Nothing is overdue."
        return
    yield "## Overdue"
    yield ""
    yield "| Action | Leads | Days overdue |"
    yield "| --- | --- | ---: |"
    for each in sorted(late, key=lambda each: -each.days_overdue)[:_MOST]:
        leads = plain_markdown(", ".join(each.action.leads) or "nobody")
        name = plain_markdown(f"{each.ref} {each.action.title}")
        yield f"| {name} | {leads} | {each.days_overdue} |"
    if len(late) > _MOST:
        yield ""
        yield f"and {len(late) - _MOST} more; planctl status --overdue lists them all."
