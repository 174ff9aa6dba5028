"""An update sheet as a value, worded and ready to write, whatever program is to open it.

It has the actions of one role. What a field shows of the plan does not depend on the day, so that a
field which would show something else now is of an action that has changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from planctl.assess.judged import Judged
from planctl.assess.owed import Owed
from planctl.assess.promise import due_in_words
from planctl.assess.scene import Scene
from planctl.forms.answer import row_kind
from planctl.forms.spec import (
    AS_COMPUTED,
    COLUMNS,
    Asked,
    Field,
    Kind,
    Record,
    Whose,
    fingerprint,
    milestone_row,
    rating_choice,
)
from planctl.intake.read.parts import tidy
from planctl.model.action import (
    BY_BOARD,
    Action,
    EvidenceKind,
    Extension,
    Milestone,
    Pause,
    Request,
    Status,
    Withdrawal,
)
from planctl.model.calendar import Calendar, day_in_words
from planctl.model.column_name import NONE_RECORDED
from planctl.model.rating import Rating
from planctl.model.words import WORST_FIRST, counted, in_a_row, visible
from planctl.render.chase import Chase, due_besides, due_from, when_in_words
from planctl.render.column import by_lead, note_line, request_in_words, timescale_line

BESIDES: Final = "Also due from you"
HOW: Final = "How to fill this in"
WORDS: Final = "Words to choose from"
KEY_HEADINGS: Final = ("Rating", "What it means")
GUIDE_HEADINGS: Final = ("What", "How")
LIST_HEADINGS: Final = ("Status", "Rating", "Kind of evidence")
HEADINGS: Final[Sequence[str]] = (
    BESIDES,
    HOW,
    WORDS,
    *KEY_HEADINGS,
    *GUIDE_HEADINGS,
    *LIST_HEADINGS,
    Asked.ACTION,
)
NOT_RECORDED: Final = "Not recorded"
_LONGEST: Final = 20_000  # characters; a cell of Excel holds 32,767
_GUIDE: Final = (
    (
        "Where to write",
        (
            "Only in the column “Your update”, in the pale fields. Leave empty what has not "
            "changed: an empty field says nothing, and takes nothing away."
        ),
    ),
    (Field.PROGRESS, "What was done, in a sentence or two. It is added to the log."),
    (
        "Days",
        (
            "Such as 12 March 2024 or 12/03/2024; the day always stands before the month. What "
            "is yet to come is not done: only “Later date wanted” and “Pause wanted until” take "
            "a day after today."
        ),
    ),
    (Field.STATUS, "Choose from the list. Complete and embedded take a date completed as well."),
    (Field.RATING, "Only where you see it otherwise than the facts; then say why."),
    (
        Field.LATER,
        (
            "A later date to ask the board for: a day, a month or a quarter, such as Q3 2024-25. "
            "The first promise stays on record."
        ),
    ),
    (
        "New evidence",
        (
            "What it is called and its kind; its address, or its file in the plan’s folder; and "
            "what it shows to have changed."
        ),
    ),
    (
        "To pause or give up",
        (
            "Ask the board: a pause until a day, or that the action is given up, with the reason "
            "and the refs of what takes its place. Until the board agrees, its date stands."
        ),
    ),
    (
        "What this file carries",
        (
            "Beside what you see: the plan, the role and the day it is for, and a short "
            "fingerprint of each row, so that whoever takes it in can tell whether the plan has "
            "changed meanwhile. It has no macros, and nothing in it is sent anywhere."
        ),
    ),
)


class Line(NamedTuple):
    """A row of a form, and what it shows of the plan."""

    item: str
    shown: str
    rating: Rating | None = None  # whose colour what is shown has

    @property
    def kind(self) -> Kind:
        """How it is answered."""
        return row_kind(self.item)


class Form(NamedTuple):
    """The rows of one action."""

    ref: str
    title: str
    lines: tuple[Line, ...]

    @property
    def heading(self) -> str:
        """The action by its name."""
        return f"{self.ref} {self.title}"

    @property
    def prints(self) -> tuple[str, ...]:
        """A print of each row as it was made."""
        return tuple(fingerprint(self.ref, line.item, line.shown) for line in self.lines)


class Meaning(NamedTuple):
    """A rating as it is chosen, and what the plan's key says of it."""

    choice: str
    meaning: str
    rating: Rating | None


class Sheet(NamedTuple):
    """What one role is asked, and what the paper says around it."""

    title: str
    plan: Whose
    role: str
    as_at: str  # a day as programs read it
    opening: tuple[str, ...]  # paragraphs: whose the form is, and what is asked
    besides: tuple[str, ...]  # what is due that is of no one action
    guide: tuple[tuple[str, str], ...]  # how each thing is filled in
    key: tuple[Meaning, ...]
    statuses: tuple[str, ...]
    kinds: tuple[str, ...]  # of evidence
    forms: tuple[Form, ...]
    left_out: int = 0  # actions that are finished or withdrawn

    def choices(self, item: str) -> tuple[str, ...]:
        """The words that can be chosen in a row; none for a row without a list."""
        lists = {
            Field.STATUS: self.statuses,
            Field.RATING: tuple(meaning.choice for meaning in self.key),
            Field.KIND: self.kinds,
        }
        return lists.get(Field(item), ()) if item in set(Field) else ()

    @property
    def record(self) -> Record:
        """What the sheet says of itself to whoever reads it."""
        prints: dict[str, tuple[str, ...]] = {}
        for form in self.forms:
            prints[form.ref] = (*prints.get(form.ref, ()), *form.prints)
        others = tuple(dict.fromkeys(fingerprint(text) for text in self._others()))
        return Record(self.plan, self.role, self.as_at, prints, others)

    def _others(self) -> Iterator[str]:
        """Every text that may stand in the paper outside the rows of actions."""
        yield from (self.title, *HEADINGS, *COLUMNS, *self.opening, *self.besides)
        yield from (text for pair in self.guide for text in pair)
        yield from (text for meaning in self.key for text in (meaning.choice, meaning.meaning))
        yield from (*self.statuses, *self.kinds, *(form.heading for form in self.forms))


def form(judged: Judged, owed: Owed, scene: Scene) -> Form:
    """The form of one action for one role."""
    shown = _shown_lines(judged, owed, scene)
    fields = _field_lines(judged, scene)
    lines = (line._replace(shown=_clean(line.shown)) for part in (shown, fields) for line in part)
    return Form(_clean(judged.ref), _clean(tidy(judged.action.title)), tuple(lines))


def _clean(text: str) -> str:
    """A text that every program can hold: visible signs, and lines."""
    lines = (visible(line.rstrip()) for line in text.strip().splitlines())
    whole = "\n".join(lines)
    return whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST]}… (goes on in the plan)"


def _shown_lines(judged: Judged, owed: Owed, scene: Scene) -> Iterator[Line]:
    """What is only shown."""
    action, rated = judged.action, judged.progress
    first, *others = action.leads or ("No lead named",)
    supported = f", supported by {in_a_row(others)}" if others else ""
    label = rating_choice(rated.rating, scene.by.progress_key.words[rated.rating][0])
    disputed = f" (disputed: the facts say {rated.computed})" if rated.disputed else ""
    due = list(due_from(owed, judged, scene.as_at))
    yield Line(Asked.ACTION, action.title)
    yield Line(Asked.TASKS, _items(action.actions) or NOT_RECORDED)
    yield Line(Asked.LEADS, f"{first}{supported}")
    yield Line(Asked.WHEN, _due_text(judged, scene))
    is_in_label = rated.standing.casefold() in label.casefold()
    why = f"{by_lead(rated)}{'' if is_in_label else f'{rated.standing}; '}{rated.why}"
    yield Line(Asked.STANDING, f"{label}{disputed}\n{_sentence(why)}", rating=rated.rating)
    yield Line(Asked.OWED, _items([_sentence(item) for item in due]) or "Nothing is due yet")


def _field_lines(judged: Judged, scene: Scene) -> Iterator[Line]:
    """What can be answered, beside what the plan says of it now."""
    action = judged.action
    words = scene.by.progress_key.words
    declared = action.progress_rag
    rating = rating_choice(declared, words[declared][0]) if declared else AS_COMPUTED
    note = note_line(action.progress[-1]) if action.progress else "No note yet"
    done = day_in_words(action.completed) if action.completed else "No day recorded"
    yield Line(Field.PROGRESS, note)
    yield Line(Field.PROGRESS_DAY, "")
    yield Line(Field.STATUS, action.status.value.capitalize())
    yield Line(Field.COMPLETED, done)
    yield from _milestone_lines(action, scene.by.calendar)
    yield Line(Field.RATING, rating)
    yield Line(Field.REASON, action.rag_reason or "")
    yield Line(Field.LATER, _date_history(judged, scene.by.calendar))
    yield Line(Field.LATER_REASON, "")
    yield Line(Field.EVIDENCE, _evidence_text(action))
    yield Line(Field.KIND, "")
    yield Line(Field.PLACE, "")
    yield Line(Field.SHOWS, "")
    yield Line(Field.PAUSE, _request_lines(action.pauses, scene.by.calendar))
    yield Line(Field.PAUSE_REASON, "")
    yield Line(Field.WITHDRAWAL, _request_lines(action.withdrawals, scene.by.calendar))
    yield Line(Field.REPLACED_BY, "")


def _milestone_lines(action: Action, calendar: Calendar) -> Iterator[Line]:
    """The milestones that are not done, by their number among all."""
    for number, milestone in enumerate(action.milestones, 1):
        if not milestone.done:
            yield Line(milestone_row(number), milestone_words(milestone, calendar))


def milestone_words(milestone: Milestone, calendar: Calendar) -> str:
    """A milestone as its row shows it, done or not."""
    when = f", {timescale_line(milestone.timescale, calendar)}" if milestone.timescale else ""
    state = f"done {day_in_words(milestone.done)}" if milestone.done else "not done"
    return _clean(f"{milestone.what}{when}: {state}")


def _due_text(judged: Judged, scene: Scene) -> str:
    """The promise in its words, the day that counts, and how far off it is."""
    due, words = judged.promise.due, timescale_line(judged.promise.stated, scene.by.calendar)
    if due is None:
        return words
    first = f"{words}, extended" if judged.promise.agreed_count else words
    return f"{first}\n{_sentence(due_in_words(due, scene.as_at))}"


def _date_history(judged: Judged, calendar: Calendar) -> str:
    """The first promise, and each correction and later date with what the board said to it."""
    lines = [timescale_line(judged.action.timescale, calendar)]
    if judged.promise.changed:
        first = timescale_line(judged.promise.first, calendar)
        lines.append(f"First promised for {first}; changed without the board's agreement")
    requests: tuple[Request, ...] = (*judged.action.corrections, *judged.action.extensions)
    lines.append(_request_lines(requests, calendar))
    return "\n".join(line for line in lines if line)


def _request_lines(requests: Iterable[Request], calendar: Calendar) -> str:
    """What was asked of the board, a line each, with what it said."""
    return "\n".join(f"{_request_text(each, calendar)}, {_board_answer(each)}" for each in requests)


def _request_text(request: Request, calendar: Calendar) -> str:
    """What was asked, as far as the name of the row does not say it."""
    match request:
        case Extension():
            return timescale_line(request.to, calendar)
        case Pause():
            return timescale_line(request.until, calendar)
        case Withdrawal():
            return request.reason
        case _:
            return request_in_words(request, calendar)


def _board_answer(request: Request) -> str:
    refused = f"refused {day_in_words(request.refused)}" if request.refused else ""
    agreed = f"agreed {day_in_words(request.agreed)}" if request.agreed else ""
    return refused or agreed or "asked for, not answered"


def _evidence_text(action: Action) -> str:
    count = len(action.evidence)
    if not count:
        return NONE_RECORDED
    titles = "; ".join(piece.title for piece in action.evidence)
    return f"{counted(count, 'piece')} recorded: {titles}"


def _items(texts: "list[str] | tuple[str, ...]") -> str:
    """Texts as a list, a line each; one alone stands without a bullet."""
    if len(texts) == 1:
        return texts[0]
    return "\n".join(f"• {text}" for text in texts)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def sheet(chase: Chase, owed: Owed, *, every: bool) -> Sheet:
    """The sheet of a role: its open actions, or every one."""
    scene = chase.scene
    led_actions = [judged for judged in scene.judged if owed.role in judged.action.leads]
    shown = [judged for judged in led_actions if every or judged.is_open]
    role = _visible_line(owed.role)
    return Sheet(
        f"Update for {role}",
        Whose.of(scene.plan.plan),
        owed.role,
        scene.as_at.isoformat(),
        tuple(_visible_line(text) for text in _opening_lines(chase, owed, shown, len(led_actions))),
        tuple(_visible_line(text) for text in due_besides(owed, scene.as_at)),
        _GUIDE,
        tuple(_key_meanings(chase)),
        tuple(status.value.capitalize() for status in Status if status not in BY_BOARD),
        tuple(kind.value.capitalize() for kind in EvidenceKind),
        tuple(form(judged, owed, scene) for judged in shown),
        len(led_actions) - len(shown),
    )


def usual(chase: Chase) -> frozenset[str]:
    """Prints of what every sheet of the plan says around its rows."""
    return sheet(chase, Owed.nothing(""), every=False).record.known


def leads(chase: Chase) -> Iterator[Owed]:
    """Every role that leads or supports an action, beside what it owes."""
    leading = dict.fromkeys(role for judged in chase.scene.judged for role in judged.action.leads)
    known = {owed.role: owed for owed in chase.owed}
    yield from (owed for role, owed in known.items() if role in leading)
    yield from (Owed.nothing(role) for role in leading if role not in known)


def _opening_lines(chase: Chase, owed: Owed, shown: list[Judged], led: int) -> Iterator[str]:
    scene, role = chase.scene, owed.role
    front, meaning = scene.plan.plan, scene.plan.roles.get(role, "")
    body = f", {front.organisation}" if front else ""
    yield f"{scene.plan.title}{body}. As at {day_in_words(scene.as_at)}."
    yield f"For {role} ({meaning})." if meaning and meaning != role else f"For {role}."
    yield f"Please fill in “Your update” for {counted(len(shown), 'action')}{_return_by(chase)}."
    left_out = led - len(shown)
    if left_out:
        yield f"Left out: {counted(left_out, 'action')}, finished or withdrawn."


def _return_by(chase: Chase) -> str:
    papers = chase.by.papers
    if papers:
        return f", and send this back by {day_in_words(papers)}, when the papers are due"
    return f", and send this back; it is for what is due {when_in_words(chase.by)}"


def _key_meanings(chase: Chase) -> Iterator[Meaning]:
    words = chase.scene.by.progress_key.words
    yield Meaning(AS_COMPUTED, "You declare none: the rating that the facts earn stands.", None)
    for rating in sorted(Rating, key=WORST_FIRST.index):
        label, meaning = words[rating]
        yield Meaning(_visible_line(rating_choice(rating, label)), _visible_line(meaning), rating)


def _visible_line(text: str) -> str:
    """A text on one line, of visible signs."""
    return visible(tidy(text))
