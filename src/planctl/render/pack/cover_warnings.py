"""What a board must know of changes to the record before it believes the rest of the pack."""

from collections.abc import Iterator, Mapping
from typing import cast

from planctl.assess.change.board_meetings import (
    changed_records,
    dropped_meetings,
    late_meetings,
    lost_meetings,
)
from planctl.assess.change.change_kind import Change, ChangeKind
from planctl.assess.change.comparison import Comparison
from planctl.assess.change.since_rules import misdated_in_words
from planctl.assess.change.step_changes import postponed_late_steps
from planctl.assess.rag_key import impact_key, progress_key
from planctl.model.words import count_noun, sentence_list
from planctl.render.value_in_words import quote_value


def change_warnings(compared: Comparison, since: str) -> Iterator[str]:
    """The changes since the earlier state that stand on the cover."""
    yield from _meetings(compared, since)
    yield from _late_dates(compared, since)
    yield from _figures(compared, since)
    yield from _records(compared, since)
    yield from _words_of_keys(compared, since)
    for commit in compared.misdated:
        words = misdated_in_words(commit)
        yield f"The {words}. What was changed in between may be compared with no paper of a board."


def _meetings(compared: Comparison, since: str) -> Iterator[str]:
    """Which meetings of the board came into the plan or went out of it after their day."""
    for meeting in lost_meetings(compared):
        yield f"The meeting of {meeting.name} is no longer in the plan, which had it at {since}."
    for meeting in dropped_meetings(compared):
        yield (
            f"The meeting of {meeting.name}, which is past by now, is no longer in the plan, which "
            f"had it at {since}."
        )
    for meeting in late_meetings(compared):
        yield f"A meeting of {meeting.name} was added; the plan did not have it at {since}."


def _late_dates(compared: Comparison, since: str) -> Iterator[str]:
    """How many late steps and questions have a later day now, and of which actions they are."""
    late = list(postponed_late_steps(compared))
    if late:
        refs = sentence_list(list(dict.fromkeys(step.ref for step in late)))
        number = count_noun(len(late), "late date was", "late dates were")
        yield f"{number} put off in the plan since {since}, of {refs}: see what changed."


def _figures(compared: Comparison, since: str) -> Iterator[str]:
    """How many figures that a board may have seen are others now, and which measures are gone."""
    of_measures = [change for change in compared.changes if change.at[:1] == ("measures",)]
    for kind, happened in (
        (ChangeKind.FIGURE_CHANGED, "changed"),
        (ChangeKind.TAKEN_OUT, "taken out"),
    ):
        figures = {change.at[:4] for change in of_measures if _is_of_figure(change, kind)}
        if figures:
            verb = "was" if len(figures) == 1 else "were"
            number = count_noun(len(figures), "figure")
            yield f"{number} that the plan had at {since} {verb} {happened}: see what changed."
    for change in of_measures:
        if change.kind is ChangeKind.TAKEN_OUT and not _is_of_figure(change, change.kind):
            title = quote_value(cast("Mapping[str, object]", change.old)["title"])
            yield f"The measure {title} is no longer in the plan, which had it at {since}."


def _records(compared: Comparison, since: str) -> Iterator[str]:
    """What a board was told, asked or given that is not as it was, each once."""
    for name in dict.fromkeys(change.name for change in changed_records(compared)):
        words = f"{name[:1].upper()}{name[1:]}"
        yield f"{words} is not what the plan had at {since}: see what changed."


def _is_of_figure(change: Change, kind: ChangeKind) -> bool:
    return change.kind is kind and "observations" in change.at


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
