"""Build an action from the record of its rows: each column's pieces, then what follows from them.

Links to findings and to other actions are made once all actions of the paper are known.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Final

from planctl.intake.account import HIGH, MEDIUM, DerivedText, Fate, TextPiece
from planctl.intake.lexicon.date import DATE_PATTERN, parse_date
from planctl.intake.lexicon.date_in_sentence import due_sort_day, says_other_day
from planctl.intake.lexicon.field import OF_ACTION, Reads, field_of
from planctl.intake.lexicon.rating import UNRATED_WORDS, parse_rating
from planctl.intake.lexicon.short_name import finding_subject, make_ids, short_title
from planctl.intake.lexicon.words import one_of, word_lists
from planctl.intake.plan.draft_action import ActionDate, DraftAction, ReadingContext
from planctl.intake.plan.progress_note import take_progress
from planctl.intake.plan.rating import (
    account_colours,
    order_snapshots,
    take_rating,
    take_snapshot,
    take_tick,
)
from planctl.intake.plan.status import (
    complete_status,
    take_completed,
    take_decision,
    take_status,
    take_status_tick,
)
from planctl.intake.plan.step import ActionStep, step_pieces, take_steps
from planctl.intake.plan.timescale import ask_extension, set_timescale, take_leads, take_timescale
from planctl.intake.table.record import PaperRecord
from planctl.model.action import EvidenceKind, Review
from planctl.model.label import bare_letters
from planctl.model.problem import PlanValue

_NUMBER: Final = re.compile(
    r"(?i)(?:findings?|recommendations?|recs?|areas?|no|#)?[\s.]*(\d{1,3})\.?"
)
_BETWEEN: Final = re.compile(r"[,;&]|\band\b")
_LABEL: Final = re.compile(r"^\s*(?:actions?|refs?\.?)\s+", re.IGNORECASE)
_STEP: Final = re.compile(r"(?:(?<=\s)|^)(?:\(\d{1,2}\)|\d{1,2}[.)](?!\d))\s*")
_LEAST_STEPS: Final = 2  # of one text
_LEAST: Final = 4  # letters of a finding; fewer say that there is none
_LINK: Final = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<address>https?://[^)\s]+)\)")
_KINDS: Final = {
    EvidenceKind(kind): re.compile(rf"\b{one_of('evidence', kind)}", re.IGNORECASE)
    for kind in word_lists("evidence")
}
_RATED_FIRST: Final = re.compile(
    r"(?i)[\[(]?(?:b?rag:?\s*)?(blue|green|amber|red|grey|[BGAR])[\])]?\s*(?:[.:;–—-]+\s*|$)"
)
_RANK: Final = (
    *("ref", "title", "actions", "milestone date", "milestones", "completed"),
    *("status", "progress_rag"),
    "leads",  # before its date, beside which a lead can be named once more
)
_LAST: Final = ("revised", "decision")  # once the promise and the status are known


def link_actions(actions: Iterable[DraftAction], findings: list[str]) -> None:
    """Put the ids of findings and the refs of actions into the actions that name them.

    A finding that only a column says joins those that the prose of the paper says.
    """
    drafts = list(actions)
    refs = {action.ref.casefold(): action.ref for action in drafts}
    answered = [(action, _answered_findings(action, findings)) for action in drafts]
    names = [*make_ids([finding_subject(text) for text in findings])]
    for action, numbers in answered:
        if numbers:
            action.said["findings"] = [DerivedText(names[number]) for number in numbers]
        _link_dependencies(action, refs)


def _answered_findings(action: DraftAction, findings: list[str]) -> list[int]:
    """Which findings an action names, by their number; one that is new is added to them."""
    numbers: dict[int, None] = {}
    waiting = action.waiting.get("findings", [])
    for _, group in groupby(waiting, key=lambda piece: piece.is_item or piece.place):
        pieces = list(group)
        for finding in ([piece] for piece in pieces) if pieces[0].is_item else (pieces,):
            numbers |= dict.fromkeys(_parse_findings(action, finding, findings))
    return [*numbers]


def _parse_findings(
    action: DraftAction, pieces: Sequence[TextPiece], findings: list[str]
) -> Sequence[int]:
    """The findings that one text is, or names by their numbers; none where it is no finding."""
    text = "\n\n".join(piece.text for piece in pieces)
    numbers = [_NUMBER.fullmatch(part.strip()) for part in _BETWEEN.split(text)]
    fate, why, known = Fate.READ, "", [int(number[1]) - 1 for number in numbers if number]
    if len(known) < len(numbers):
        fate, known = _match_finding(text, findings)
        why = "" if known else "it is no finding"
    elif not all(0 <= number < len(findings) for number in known):
        fate, why, known = Fate.LEFT, "the paper lists no findings by such numbers", []
    for piece in pieces:
        to = "" if fate is Fate.LEFT else "findings"
        action.note(piece, fate, to, f"{action.ref} findings: {why}" if why else "")
    return known


def _match_finding(text: str, findings: list[str]) -> tuple[Fate, list[int]]:
    """The finding of that text or that title; it is a new one where none is so."""
    letters = bare_letters(text)
    if len(letters) < _LEAST or text.casefold().strip() in UNRATED_WORDS:
        return Fate.LEFT, []
    for number, finding in enumerate(findings):
        if letters in {bare_letters(finding), bare_letters(finding_subject(finding))}:
            return Fate.READ, [number]
    findings.append(text)
    return Fate.PLACED, [len(findings) - 1]


def _link_dependencies(action: DraftAction, refs: Mapping[str, str]) -> None:
    """The actions that one waits for, where all that its cell says are refs of this paper."""
    for piece in action.waiting.get("depends_on", []):
        parts = [_LABEL.sub("", part).strip(" .") for part in _BETWEEN.split(piece.text)]
        waited = dict.fromkeys(refs.get(part.casefold(), "") for part in parts if part)
        if waited and "" not in waited and action.ref not in waited:
            depends_on = action.items("depends_on")
            depends_on.extend(DerivedText(ref) for ref in waited if ref not in depends_on)
            action.note(piece, Fate.READ, "depends_on")
        else:
            why = "it says something else than refs of other actions of the paper"
            action.note(piece, Fate.LEFT, "", f"{action.ref} depends_on: {why}")


def take_milestones(action: DraftAction, _: str, pieces: list[TextPiece]) -> None:
    """Steps, each with the date that stands in its words."""
    for piece in (part for whole in pieces for part in _split_milestones(action, whole)):
        step: dict[str, PlanValue] = {"what": piece.text}
        due = _due_beside(action, piece.place) or _due_within(action, piece)
        if due:
            step["timescale"] = DerivedText(due)
        action.place("milestones", piece, step)


def _due_beside(action: DraftAction, place: str) -> str:
    dates = action.waiting.get("milestone date", [])
    piece = next((piece for piece in dates if piece.place == place), None)
    if not piece:
        return ""
    dates.remove(piece)
    parsed = action.parse_date(piece)
    if parsed.due:
        action.note(piece, Fate.READ, "milestone", f"read as {parsed.due}", parsed.sure)
        return parsed.due
    return action.ask(piece, "milestone", parsed.why, parsed.propose)


def _split_milestones(action: DraftAction, piece: TextPiece) -> Iterator[TextPiece]:
    """The steps of one text that are numbered, or that each end with a date; else all of it."""
    starts = [match.start() for match in _STEP.finditer(piece.text)]
    numbered = [piece.text[at:end] for at, end in pairwise([*starts, len(piece.text)])]
    ways = [list(filter(str.strip, piece.text.split(";")))]
    if starts[:1] == [0]:
        ways.insert(0, numbered)
    several = (parts for parts in ways if len(parts) >= _LEAST_STEPS)
    dated = (parts for parts in several if all(map(DATE_PATTERN.search, parts)))
    parts = next(dated, [piece.text])
    for part in parts:
        number = _STEP.match(part) if len(parts) > 1 else None
        if number:
            action.note(piece.part(number[0].strip()), Fate.STRUCTURE, "milestones", "a number")
        yield piece.part(part[number.end() if number else 0 :].strip(" ;"))


def _due_within(action: DraftAction, piece: TextPiece) -> str:
    """When a step is due, as its own words say it; asked where they may mean another day."""
    dates = [parse_date(match[0], action.how.dates) for match in DATE_PATTERN.finditer(piece.text)]
    last, title = dates[-1] if dates else None, short_title(piece.text)
    if not last or not (last.ends or last.is_either):
        return ""
    if len({match.due for match in dates}) > 1 or says_other_day(piece.text) or last.is_either:
        why = last.why if last.is_either else "when is it due? Its words may mean another day"
        return action.want(f"“{title}” milestone", why, last.due, piece.place)
    action.tell("milestone", f"{last.due}, as “{title}” says", MEDIUM)
    return last.due


def take_evidence(action: DraftAction, _: str, pieces: list[TextPiece]) -> None:
    """What shows it, and a guess at where it comes from."""
    for piece in pieces:
        kinds = (kind for kind, words in _KINDS.items() if words.search(piece.text))
        kind = next(kinds, EvidenceKind.DOCUMENT)
        evidence: dict[str, PlanValue] = {"title": piece.text}
        if link := _LINK.fullmatch(piece.text):
            evidence = {"title": link["words"], "url": link["address"]}
        action.items("evidence").append({**evidence, "kind": DerivedText(kind.value)})
        action.note(piece, Fate.PLACED, "evidence", f"its kind is taken to be {kind}", MEDIUM)


def build_action(ref: str, record: PaperRecord, how: ReadingContext) -> DraftAction:
    """The action that a record makes."""
    action = DraftAction(ref, how)
    for why, places in record.joined.items():
        action.tell("rows", f"{', '.join(places)}: {why}", MEDIUM)
    if record.last_step:
        whole = {k: [*v] for k, v in record.pieces.items() if field_of(k).reads in OF_ACTION}
        steps = [_build_step(action, *step) for step in step_pieces(record)]
        steps = _name_steps(action, steps, whole.get("milestones", []))
        _take_columns(action, whole)
        take_steps(action, steps)
    else:
        _take_columns(action, record.pieces)
        set_timescale(action)
        order_snapshots(action)
    for piece in action.waiting.get("milestone date", ()):
        action.note(piece, Fate.LEFT, "", "no step stands beside it")
    account_colours(action, record)
    _complete(action)
    action.said = {key: value for key, value in action.said.items() if value != []}
    return action


def _name_steps(
    action: DraftAction, steps: list[ActionStep], milestones: list[TextPiece]
) -> list[ActionStep]:
    """The steps of one action of which each has a date and a milestone, called by that."""
    own = [[piece for piece in milestones if piece.step == n] for n in range(len(steps))]
    dated = [n for n, step in enumerate(steps) if len(step.draft.whens) == 1]
    have_words = sum(bool(step.words) for step in steps) > 1
    if have_words or len(dated) < _LEAST_STEPS or not all(len(own[n]) == 1 for n in dated):
        return steps
    named = list(steps)
    for n in dated:
        piece = own[n][0]
        milestones.remove(piece)
        action.note(piece, Fate.PLACED, "milestones")
        named[n] = steps[n]._replace(words=piece.text, is_milestone=True)
    return named


def _build_step(
    action: DraftAction, place: str, words: str, pieces: Mapping[str, list[TextPiece]]
) -> ActionStep:
    draft = DraftAction(action.ref, action.how)
    _take_columns(draft, pieces)
    order_snapshots(draft, short_title(words) if words else "")
    return ActionStep(place, words, draft)


def _take_columns(action: DraftAction, pieces: Mapping[str, list[TextPiece]]) -> None:
    ranks = {key: rank for rank, key in enumerate(_RANK)} | dict.fromkeys(_LAST, len(_RANK) + 1)
    keys = sorted(pieces, key=lambda key: ranks.get(key, len(_RANK)))
    for key in keys:
        take = _TAKERS[field_of(key).reads]
        take(action, key, pieces[key])


def _take_texts(action: DraftAction, key: str, pieces: list[TextPiece]) -> None:
    for piece in pieces:
        action.place(key, piece)


def _take_words(action: DraftAction, key: str, pieces: list[TextPiece]) -> None:
    words = " ".join(piece.text for piece in pieces)
    is_made = all(isinstance(piece.text, DerivedText) for piece in pieces)
    action.said[key] = DerivedText(words) if is_made else words
    for piece in pieces:
        action.note(piece, Fate.PLACED, key)


def _take_review(action: DraftAction, key: str, pieces: list[TextPiece]) -> None:
    for piece in pieces:
        if piece.text.casefold() in {*Review}:
            action.said["review"] = DerivedText(piece.text.casefold())
            action.note(piece, Fate.READ, "review")
        else:
            why = f"an action has no key that takes “{key}” as it is written"
            action.note(piece, Fate.LEFT, "", f"{action.ref}: {why}")


def _take_revised(action: DraftAction, _: str, pieces: list[TextPiece]) -> None:
    """A later date beside the promise, which is an extension only where somebody agreed it."""
    for piece in pieces:
        parsed = action.parse_date(piece)
        if piece.text.casefold().strip(" .") in UNRATED_WORDS:
            action.note(piece, Fate.READ, "extension", "read as not set")
        elif parsed.due and due_sort_day(parsed.due) in {due_sort_day(w.due) for w in action.whens}:
            action.note(piece, Fate.READ, "extension", "read as no other day than the promise")
        elif parsed.due and action.whens:
            ask_extension(action, piece, parsed.due)
        elif action.whens:
            action.ask(piece, "extension", f"to which date does “{piece.column}” extend it?")
        else:
            _ask_dates(action, "", [piece], "and no first date stands beside it")


def _ask_dates(
    action: DraftAction,
    _: str,
    pieces: list[TextPiece],
    but: str = "which does not say what is due then",
) -> None:
    for piece in pieces:
        parsed = action.parse_date(piece)
        why = f"it stands under “{piece.column}”, {but}: is it by when?"
        if answer := action.ask(piece, "timescale", why, parsed.due, fate=Fate.PLACED):
            action.whens.append(ActionDate(piece.text, answer, (), piece.is_again))


def _keep(action: DraftAction, key: str, pieces: list[TextPiece]) -> None:
    """What is taken before, or once all else is known: the pieces wait under their key."""
    action.waiting.setdefault(key, []).extend(pieces)


def _take_both(action: DraftAction, key: str, pieces: list[TextPiece]) -> None:
    """A rating that stands in one cell with a date, or with a note."""
    first = "progress" if "progress" in key else "timescale"
    others = []
    for piece in pieces:
        rating, rest = _split_rating(piece.text, first, action)
        if rating or piece.shade:
            take_rating(action, "progress_rag", [piece.part(rating)])
        if rest:
            others.append(piece.part(rest))
    (take_progress if first == "progress" else take_timescale)(action, first, others)


def _split_rating(text: str, first: str, action: DraftAction) -> tuple[str, str]:
    if parse_rating(text, "", action.how.key).value:
        return text, ""
    match = _RATED_FIRST.match(text)
    if match:
        return match[0].strip(" .:;–—-()[]"), text[match.end() :].strip()
    when = DATE_PATTERN.search(text) if first == "timescale" else None
    if when and parse_date(when[0], action.how.dates).due:
        words = " ".join(f"{text[: when.start()]} {text[when.end() :]}".split()).strip(" ,;:–-()")
        if parse_rating(words, "", action.how.key).value:
            return words, when[0]
    return "", text


def _complete(action: DraftAction) -> None:
    if not action.said.get("title"):
        words = " ".join(map(str, action.items("actions")[:1]))
        why = "made from the first words of the action" if words else "the paper says nothing"
        action.make("title", short_title(words) or f"Action {action.ref}", why, HIGH)
    complete_status(action)


ColumnTaker = Callable[[DraftAction, str, list[TextPiece]], None]
_TAKERS: Final[Mapping[Reads, ColumnTaker]] = {
    **dict.fromkeys((Reads.REF, Reads.AREA, Reads.MILESTONE_DATE), _keep),
    **dict.fromkeys((Reads.COLOUR, Reads.FINDINGS, Reads.DEPENDENCIES), _keep),
    Reads.TEXT: _take_words,
    Reads.TEXTS: _take_texts,
    Reads.LEADS: take_leads,
    Reads.PROMISE: take_timescale,
    Reads.PROMISE_AND_RATING: _take_both,
    Reads.REVISED: _take_revised,
    Reads.UNCLEAR_DATE: _ask_dates,
    Reads.NOTES_AND_RATING: _take_both,
    Reads.STATUS: take_status,
    Reads.STATUS_TICK: take_status_tick,
    Reads.COMPLETED: take_completed,
    Reads.DECISION: take_decision,
    Reads.MILESTONES: take_milestones,
    Reads.NOTES: take_progress,
    Reads.RATING: take_rating,
    Reads.RATING_TICK: take_tick,
    Reads.DATED_RATING: take_snapshot,
    Reads.EVIDENCE: take_evidence,
    Reads.REVIEW: _take_review,
}
