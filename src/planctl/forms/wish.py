"""The file of a piece of evidence as a form names it, and as the plan is to name it.

Which wishes of filled forms can be carried out, and what became of the others.

Whether the plan says already what a form wants, so that a form read twice changes nothing.

What a filled form wants of an action: each thing that can be taken or refused by itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from planctl.assess.judged import Judged
from planctl.assess.owed import Owed
from planctl.assess.scene import Scene
from planctl.forms.make import form, milestone_words
from planctl.forms.outcome import Fate, Outcome
from planctl.forms.read import Answer, Filled, Unread
from planctl.forms.spec import Field, fingerprint, milestone_number
from planctl.load.content import stray_character
from planctl.model.action import Action, Status
from planctl.model.calendar import day_in_words
from planctl.model.stop import Stop
from planctl.model.timescale import due_day
from planctl.model.written import read_timescale
from planctl.update.news import NONE, News, edits

_OWN: Final = re.compile(r"file:|[a-z]:[\\/]|[\\/]", re.IGNORECASE)
_HINT: Final = (
    "put it there and name it from that folder, such as evidence/report.pdf; an address begins "
    "with https://"
)


def from_folder(file: str, root: Path) -> str:
    """A file by its name from the plan’s folder, where it was named as Windows does or from above.

    One that is not there keeps the name that it was given.
    """
    plain = file.replace("\\", "/").removeprefix("./")
    named = (plain, plain.removeprefix(f"{root.resolve().name}/"))
    return next((each for each in named if _is_within(root, each)), file)


def unfit(file: str, root: Path) -> tuple[str, str] | None:
    """Why a file can be no evidence of the plan, and what to do; none where it can."""
    if _OWN.match(file):
        why = "it is on somebody’s own computer or drive, where others cannot open it"
        return why, f"copy the file into the plan’s folder: {_HINT}"
    if file.casefold().startswith("mailto:"):
        return "it is the address of a mailbox, and shows nothing", "save the message as a file"
    if _is_within(root, file):
        return None
    if ".." in re.split(r"[\\/]", file):
        return "it is outside of the plan’s folder", f"copy the file into it: {_HINT}"
    return "there is no such file in the plan’s folder", _HINT


def _is_within(root: Path, file: str) -> bool:
    """Whether a file is in the plan's folder."""
    try:
        path = (root / file).resolve()
        return path.is_file() and path.is_relative_to(root.resolve())
    except (OSError, ValueError):  # it is no name of a file at all
        return False


_NOTE: Final = (Field.PROGRESS, Field.PROGRESS_DAY)
_STATE: Final = (Field.STATUS, Field.COMPLETED)
_RATING: Final = (Field.RATING, Field.REASON)
_LATER: Final = (Field.LATER, Field.LATER_REASON)
_PAUSE: Final = (Field.PAUSE, Field.PAUSE_REASON)
_WITHDRAWAL: Final = (Field.WITHDRAWAL, Field.REPLACED_BY)
_PIECE: Final = (Field.EVIDENCE, Field.KIND, Field.PLACE, Field.SHOWS)
# Fields that say one thing.
_TOGETHER: Final = (_NOTE, _STATE, _RATING, _LATER, _PAUSE, _WITHDRAWAL, _PIECE)
_DONE: Final = frozenset({Status.COMPLETE.value, Status.EMBEDDED.value})


class Source(NamedTuple):
    """A filled form: its file, what it says, who says it, and the day that it is taken in."""

    file: str
    filled: Filled
    by: str
    on: date


class Wish(NamedTuple):
    """One thing that a form wants of an action."""

    source: Source
    ref: str
    what: str
    news: News
    answers: tuple[Answer, ...]
    rows: tuple[str, ...] = ()  # those that must say what they said; none for what is only added

    @property
    def wrote(self) -> str:
        """What was filled in."""
        return "; ".join(answer.wrote for answer in self.answers)

    @property
    def place(self) -> str:
        """Where."""
        return self.answers[0].place

    @property
    def is_added(self) -> bool:
        """Whether it only adds to the record, and can contradict nothing."""
        return not self.rows


def layers(answers: Iterable[Answer]) -> Iterator[tuple[str, Mapping[str, Answer]]]:
    """The answers of each action by their row; of a row that is there twice, one after another."""
    found: dict[str, list[dict[str, Answer]]] = defaultdict(list)
    for answer in answers:
        of = found[answer.ref]
        free = next((layer for layer in of if answer.item not in layer), None)
        if free is None:
            free = {}
            of.append(free)
        free[answer.item] = answer
    for ref, of in found.items():
        yield from ((ref, layer) for layer in of)


def wishes(source: Source, said: Mapping[str, Answer], action: Action) -> Iterator[Wish | Unread]:
    """What the answers about an action come to; what is half said is told instead."""
    held = {each.item: unread for each, unread in _held(said, source.filled.unread)}
    yield from held.values()
    said = {item: answer for item, answer in said.items() if item not in held}
    yield from _progress(source, said, action)
    yield from _state(source, said, action)
    yield from _rating(source, said, action)
    yield from _milestones(source, said, action)
    yield from _later(source, said, action)
    yield from _pause(source, said, action)
    yield from _withdrawal(source, said, action)
    yield from _evidence(source, said, action)


def _held(said: Mapping[str, Answer], unread: Iterable[Unread]) -> Iterator[tuple[Answer, Unread]]:
    """Answers that say one thing with another which could not be read: half would be a guess."""
    lost = [(each.ref, each.item) for each in unread]
    for fields in _TOGETHER:
        given = _given(*(said.get(item) for item in fields))
        for answer in given:
            other = next((item for item in fields if (answer.ref, item) in lost), None)
            if other:
                why = f"it goes with “{other}”, which could not be read"
                hint = "correct that on the form, and read the form again"
                yield answer, Unread(answer.ref, answer.place, answer.wrote, why, hint)


def _progress(
    source: Source, said: Mapping[str, Answer], action: Action
) -> Iterator[Wish | Unread]:
    note, day = (said.get(each) for each in _NOTE)
    if note:
        on = day.said if day else source.on.isoformat()
        news = News(progress=note.said, on=on, by=source.by or None)
        yield Wish(source, action.ref, "progress", news, _given(note, day))
    elif day:
        yield _half(day, "a day of progress, and nothing that was done", "say what was done")


def _state(source: Source, said: Mapping[str, Answer], action: Action) -> Iterator[Wish | Unread]:
    status, completed = (said.get(each) for each in _STATE)
    given = _given(status, completed)
    if not given:
        return
    now = action.status.value
    if status and status.said in _DONE and not completed and not action.completed:
        yield _half(status, f"{status.said}, and no day of completion", "fill in “Date completed”")
        return
    if completed and status and status.said not in _DONE:
        why = f"a date completed, of an action that is {status.said}"
        yield _half(completed, why, "leave one of the two out")
        return
    kept = now if now in _DONE else Status.COMPLETE.value
    news = News(
        status=status.said if status else kept, complete=completed.said if completed else None
    )
    yield Wish(source, action.ref, "status", news, given, _STATE)


def _rating(source: Source, said: Mapping[str, Answer], action: Action) -> Iterator[Wish | Unread]:
    rating, reason = (said.get(each) for each in _RATING)
    declared = action.progress_rag.value if action.progress_rag else NONE
    wanted = rating.said if rating else declared
    if reason and wanted == NONE:
        yield _half(reason, "a reason, and no rating of your own", "choose the rating as well")
    if not rating and wanted == NONE:
        return
    given = _given(rating, reason if wanted != NONE else None)
    if not given:
        return
    kept = action.rag_reason if wanted == declared else None
    why = reason.said if reason else kept
    if wanted != NONE and not why:
        hint = "fill in “Why that rating”; or leave the rating to the facts"
        yield _half(given[0], "a rating of your own, and no reason", hint)
        return
    news = News(rag=wanted, reason=why if wanted != NONE else None)
    yield Wish(source, action.ref, "rating", news, given, _RATING)


def _milestones(source: Source, said: Mapping[str, Answer], action: Action) -> Iterator[Wish]:
    for item, answer in said.items():
        number = milestone_number(item)
        if number is not None:
            news = News(done=(number,), on=answer.said)
            yield Wish(source, action.ref, f"milestone {number}", news, (answer,), (item,))


def _later(source: Source, said: Mapping[str, Answer], action: Action) -> Iterator[Wish | Unread]:
    later, reason = (said.get(each) for each in _LATER)
    if later and reason:
        news = News(later=later.said, reason=reason.said, on=source.on.isoformat())
        yield Wish(source, action.ref, "later date", news, (later, reason), (Field.LATER,))
    elif later:
        why = "a later date, and no reason for the board to read"
        yield _half(later, why, "fill in “Why more time is needed”")
    elif reason:
        yield _half(reason, "why more time is needed, and no date", "fill in “Later date wanted”")


def _pause(source: Source, said: Mapping[str, Answer], action: Action) -> Iterator[Wish | Unread]:
    until, reason = (said.get(each) for each in _PAUSE)
    if until and reason:
        news = News(pause=until.said, reason=reason.said, on=source.on.isoformat())
        yield Wish(source, action.ref, "pause", news, (until, reason), (Field.PAUSE,))
    elif until:
        why = "a pause, and no reason for the board to read"
        yield _half(until, why, f"fill in “{Field.PAUSE_REASON}”")
    elif reason:
        yield _half(reason, "why it has to wait, and no day", f"fill in “{Field.PAUSE}”")


def _withdrawal(
    source: Source, said: Mapping[str, Answer], action: Action
) -> Iterator[Wish | Unread]:
    reason, other = (said.get(each) for each in _WITHDRAWAL)
    if reason:
        refs = tuple(ref.strip() for ref in re.split("[,;\n]", other.said)) if other else ()
        news = News(withdraw=True, reason=reason.said, replaced_by=refs, on=source.on.isoformat())
        given, rows = _given(reason, other), (Field.WITHDRAWAL,)
        yield Wish(source, action.ref, "withdrawal", news, given, rows)
    elif other:
        why = "what takes the place of the action, and not why it is given up"
        yield _half(other, why, f"fill in “{Field.WITHDRAWAL}”")


def _evidence(
    source: Source, said: Mapping[str, Answer], action: Action
) -> Iterator[Wish | Unread]:
    title, kind, place, shows = (said.get(each) for each in _PIECE)
    given = _given(title, kind, place, shows)
    if not given:
        return
    if not (title and kind):
        lacking = "the kind" if title else "what it is called"
        for each in given:
            yield _half(each, f"evidence without {lacking}", f"fill in {lacking} as well")
        return
    at = place.said if place else None
    is_address = at is not None and at.casefold().startswith(("http://", "https://"))
    news = News(
        evidence=title.said,
        kind=kind.said,
        url=at if is_address else None,
        file=None if is_address else at,
        shows=shows.said if shows else None,
    )
    yield Wish(source, action.ref, "evidence", news, given)


def _given(*answers: Answer | None) -> tuple[Answer, ...]:
    return tuple(answer for answer in answers if answer)


def _half(answer: Answer, why: str, hint: str) -> Unread:
    return Unread(answer.ref, answer.place, answer.wrote, f"it is {why}", hint)


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


_CHANGED = "the plan has changed since the form was made"
_LOOK = "see which of the two is right, and put it in with planctl update or on a new form"


class Taking(NamedTuple):
    """What is to be judged, by the plan as it is now."""

    scene: Scene
    root: Path

    def judged(self, wishes: Sequence[Wish]) -> tuple[list[Wish], list[Outcome]]:
        """The wishes that can be carried out, each once, and what became of the others."""
        left: list[Wish] = []
        told: list[Outcome] = []
        for wish in wishes:
            each = self.scene.names.refs[wish.ref]
            found, refused = _on_its_milestone(_of_file(wish, self.root), each, self.scene)
            outcome = refused or self._outcome(found, each)
            if outcome:
                told.append(outcome)
            else:
                left.append(found)
        kept, contradicted = _agreed(left)
        return kept, [*told, *contradicted]

    def _outcome(self, wish: Wish, each: Judged) -> Outcome | None:
        """What becomes of a wish that cannot be carried out; none for one that can."""
        if is_there(wish, each):
            return told(wish, Fate.THERE)
        return (
            self._unfit(wish)
            or _changed(wish, each, self.scene)
            or _too_early(wish, each, self.scene)
            or self._stopped(wish, each)
        )

    def _unfit(self, wish: Wish) -> Outcome | None:
        """What no plan file may hold, or names a file of evidence that is not there."""
        for answer in wish.answers:
            if stray := stray_character(answer.said.replace("\t", " ")):
                why = f"it holds {stray[1]}, which no plan file may"
                return told(wish, Fate.REFUSED, why, "take it out")
        file = wish.news.file
        fault = unfit(file, self.root) if file else None
        return told(wish, Fate.REFUSED, *fault) if fault else None

    def _stopped(self, wish: Wish, each: Judged) -> Outcome | None:
        try:
            edits(each, wish.news, self.scene)
        except Stop as stop:
            return told(wish, Fate.REFUSED, stop.message, stop.hint)
        return None


def told(wish: Wish, fate: Fate, why: str = "", hint: str = "") -> Outcome:
    """What became of a wish."""
    file = wish.source.file
    return Outcome(fate, file, wish.ref, wish.what, wish.place, wish.wrote, why, hint)


def _of_file(wish: Wish, root: Path) -> Wish:
    """A wish with its file of evidence as the plan is to name it."""
    file = wish.news.file
    return wish._replace(news=wish.news._replace(file=from_folder(file, root))) if file else wish


def _too_early(wish: Wish, each: Judged, scene: Scene) -> Outcome | None:
    """A refusal of a later date that is no later than the one that counts now."""
    now = each.promise.due
    asked = wish.news.later and due_day(read_timescale(wish.news.later), scene.by.calendar)
    if not asked or not now or asked > now:
        return None
    why = f"{day_in_words(asked)} is not later than {day_in_words(now)}, when it is due now"
    return told(wish, Fate.REFUSED, why, "see that the year and the month are what was meant")


def _on_its_milestone(wish: Wish, each: Judged, scene: Scene) -> tuple[Wish, Outcome | None]:
    """A wish about a milestone with the number that the milestone has now."""
    [row, *_] = wish.rows or ("",)
    asked = milestone_number(row)
    if asked is None:
        return wish, None
    calendar = scene.by.calendar
    milestones = each.action.milestones
    still = [milestone_words(m.model_copy(update={"done": None}), calendar) for m in milestones]
    order = sorted(range(len(still)), key=lambda n: n != asked - 1)
    same = next((n for n in order if _is_as_made(wish, row, still[n])), None)
    if same is not None:
        number = same + 1
        news = wish.news._replace(done=(number,))
        return wish._replace(what=f"milestone {number}", news=news, rows=(row,)), None
    there = milestones[asked - 1 : asked]
    now = milestone_words(there[0], calendar) if there else "no such milestone"
    was = wish.source.filled.shown.get((wish.answers[0].ref, row), "")
    return wish, told(wish, Fate.REFUSED, _CHANGED, _LOOK)._replace(was=was, now=now)


def _changed(wish: Wish, each: Judged, scene: Scene) -> Outcome | None:
    """A refusal where the plan says something else than when the form was made."""
    made = form(each, Owed.nothing(""), scene)
    now: Mapping[str, str] = {line.item: line.shown for line in made.lines}
    ref = wish.answers[0].ref
    other = [row for row in wish.rows if row in now and not _is_as_made(wish, row, now[row])]
    if not other or wish.what.startswith("milestone"):
        return None
    shown = wish.source.filled.shown
    was = "; ".join(shown.get((ref, row), "") or "nothing" for row in other)
    says = "; ".join(now[row] or "nothing" for row in other)
    return told(wish, Fate.REFUSED, _CHANGED, _LOOK)._replace(was=was, now=says)


def _is_as_made(wish: Wish, row: str, says: str) -> bool:
    """Whether the form was made when the plan said this, by its record or else by its words."""
    filled, ref = wish.source.filled, wish.answers[0].ref
    if filled.made:
        return fingerprint(ref, row, says) in filled.made
    shown = filled.shown.get((ref, row))
    return shown is None or shown.split() == says.split()


def _agreed(wishes: Iterable[Wish]) -> tuple[list[Wish], list[Outcome]]:
    """Each wish once; those that contradict each other are all refused, with both shown."""
    of: dict[tuple[str, str], list[Wish]] = {}
    for wish in wishes:
        of.setdefault((wish.ref, wish.what), []).append(wish)
    kept: list[Wish] = []
    outcomes: list[Outcome] = []
    for same in of.values():
        different = list({wish.news: wish for wish in reversed(same)}.values())[::-1]
        if same[0].is_added or len(different) == 1:
            kept += different
            outcomes += [told(w, Fate.THERE) for w in same if not any(w is k for k in different)]
        else:
            said = " and ".join(f"“{wish.wrote}” ({wish.source.file})" for wish in different)
            why = f"the forms contradict each other: {said}"
            hint = "ask which is right, and leave the other out"
            outcomes += [told(wish, Fate.REFUSED, why, hint) for wish in same]
    return kept, outcomes
