"""An update sheet as a value, worded and ready to write, whatever program is to open it.

It has the actions of one role. What a field shows of the plan does not depend on the day, so that a
field which would show something else now is of an action that has changed.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from planctl.assess.judgement import Judgement
from planctl.assess.obligations import Obligations
from planctl.assess.promise import due_in_words, is_agreed, is_refused
from planctl.assess.scene import Scene
from planctl.forms.field import row_kind
from planctl.forms.layout import (
    AS_COMPUTED,
    COLUMNS,
    GUIDE,
    HEADINGS,
    MORE_SHEET,
    NOT_RECORDED,
    FieldKind,
    FormField,
    PlanIdentity,
    SheetRecord,
    ShownRow,
    fingerprint,
    fit_text,
    milestone_row,
    picture_text,
    rating_choice,
)
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
from planctl.model.label import plain_blanks
from planctl.model.rating import Rating
from planctl.model.words import (
    NONE_RECORDED,
    RATINGS_WORST_FIRST,
    count_noun,
    printable_text,
    sentence_list,
)
from planctl.render.action_columns import (
    declared_in_words,
    note_in_words,
    request_in_words,
    timescale_with_day,
)
from planctl.render.brand import BrandLook
from planctl.render.reminder import Reminders, action_reminders, deadline_in_words, other_reminders

_LONGEST: Final = 20_000  # characters; a cell of Excel holds 32,767
_ROOM: Final[Mapping[str, int]] = {  # lines of the plan's words in a row of the first part
    ShownRow.ACTION: 4,
    ShownRow.BRIEF: 5,
    ShownRow.WHEN: 2,
    ShownRow.STANDING: 4,
    ShownRow.OWED: 5,
    FormField.PROGRESS: 6,
    FormField.DATE: 5,
    FormField.PIECE: 3,
}
COLUMN_WIDTH: Final = 195.0  # points for the plan's words, in Word, at that size
LETTER_SIZE: Final = 10.0
_BOLD: Final = 0.9  # of a line that bold letters fill
_HEADING: Final = (480.0, 15.0)  # its width and the size of its letters
_IN_PLAN: Final = "the rest is in the plan"
_IN_MORE: Final = f"the rest: “{MORE_SHEET}”"


class FormLine(NamedTuple):
    """A row of a form, and what it shows of the plan."""

    item: str
    shown: str
    rating: Rating | None = None  # whose colour what is shown has

    @property
    def kind(self) -> FieldKind:
        """How it is answered."""
        return row_kind(self.item)


class ActionForm(NamedTuple):
    """The rows of one action."""

    ref: str
    title: str
    lines: tuple[FormLine, ...]  # what is asked each time, and what the plan says above it
    more: tuple[FormLine, ...]  # the rest, in the second part
    earlier: tuple[FormLine, ...] = ()  # rows of forms that were made before, which are read still

    @property
    def heading(self) -> str:
        """The action by its name, on two lines at most."""
        width, size = _HEADING
        return fit_text(f"{self.ref} {self.title}", 2, "goes on below", width=width, size=size)

    @property
    def prints(self) -> tuple[str, ...]:
        """A print of each row as it was made."""
        return tuple(
            fingerprint(self.ref, line.item, line.shown) for line in (*self.lines, *self.more)
        )

    @property
    def words(self) -> dict[str, str]:
        """What every row says of the plan, those of earlier forms among them."""
        return {line.item: line.shown for line in (*self.lines, *self.more, *self.earlier)}


_HOW_TO_ANSWER: Final = "The form has no fields for these: answer in the message you send it with."


class RatingMeaning(NamedTuple):
    """A rating as it is chosen, and what the plan's key says of it."""

    choice: str
    meaning: str
    rating: Rating | None


class UpdateSheet(NamedTuple):
    """What one role is asked, and what the paper says around it."""

    title: str
    plan: PlanIdentity
    role: str
    as_at: str  # a day as programs read it
    opening: tuple[str, ...]  # paragraphs: whose the form is, and what is asked
    besides: tuple[str, ...]  # what is due that is of no one action
    guide: tuple[tuple[str, str], ...]  # how each thing is filled in
    key: tuple[RatingMeaning, ...]
    statuses: tuple[str, ...]
    kinds: tuple[str, ...]  # of evidence
    forms: tuple[ActionForm, ...]
    left_out: int = 0  # actions that are finished or withdrawn
    brand: BrandLook = BrandLook()

    def choices(self, item: str) -> tuple[str, ...]:
        """The words that can be chosen in a row; none for a row without a list."""
        lists = {
            FormField.STATUS: self.statuses,
            FormField.RATING: tuple(meaning.choice for meaning in self.key),
            FormField.KIND: self.kinds,
        }
        return lists.get(FormField(item), ()) if item in set(FormField) else ()

    @property
    def record(self) -> SheetRecord:
        """What the sheet says of itself to whoever reads it."""
        prints: dict[str, tuple[str, ...]] = {}
        for form in self.forms:
            prints[form.ref] = (*prints.get(form.ref, ()), *form.prints)
        others = tuple(dict.fromkeys(fingerprint(text) for text in self._others()))
        return SheetRecord(self.plan, self.role, self.as_at, prints, others)

    @property
    def foot(self) -> str:
        """What stands at the foot of each page in Word."""
        return ". ".join(filter(None, (self.title, self.brand.footer)))

    def _others(self) -> Iterator[str]:
        """Every text that may stand in the paper outside the rows of actions."""
        yield from (self.title, *HEADINGS, *COLUMNS, *self.opening, *self.besides)
        yield from filter(None, (self.brand.classification, self.foot))
        if self.brand.logo:
            yield picture_text(self.brand.png)
        yield from (text for pair in self.guide for text in pair)
        yield from (text for meaning in self.key for text in (meaning.choice, meaning.meaning))
        yield from (*self.statuses, *self.kinds, *(form.heading for form in self.forms))


def build_form(judged: Judgement, owed: Obligations, scene: Scene) -> ActionForm:
    """The form of one action for one role."""
    lines = (line._replace(shown=_fit(line)) for line in _clean_lines(_lines(judged, owed, scene)))
    more = _clean_lines(_more_lines(judged, scene))
    earlier = _clean_lines(_earlier_lines(judged, scene))
    title = _clean(plain_blanks(judged.action.title))
    return ActionForm(_clean(judged.ref), title, tuple(lines), tuple(more), tuple(earlier))


def _clean_lines(lines: Iterable[FormLine]) -> Iterator[FormLine]:
    return (line._replace(shown=_clean(line.shown)) for line in lines)


def _fit(line: FormLine) -> str:
    """What a row shows, cut so that an action stands on one page."""
    rest = _IN_MORE if line.item == ShownRow.BRIEF else _IN_PLAN
    lines, width = _ROOM.get(line.item, 1), COLUMN_WIDTH
    if line.item == ShownRow.ACTION:
        width *= _BOLD
    return fit_text(line.shown, lines, rest, width=width, size=LETTER_SIZE)


def _clean(text: str) -> str:
    """A text that every program can hold: visible signs, and lines."""
    lines = (printable_text(line.rstrip()) for line in text.strip().splitlines())
    whole = "\n".join(lines)
    return whole if len(whole) <= _LONGEST else f"{whole[:_LONGEST]}… (goes on in the plan)"


def _lines(judged: Judgement, owed: Obligations, scene: Scene) -> Iterator[FormLine]:
    """What stands short above, and the four things that are asked."""
    action, rated = judged.action, judged.progress
    label = rating_choice(rated.rating, scene.by.progress_key.words[rated.rating][0])
    disputed = f" (disputed: the facts say {rated.computed})" if rated.disputed else ""
    due = list(action_reminders(owed, judged, scene.as_at))
    is_known = rated.standing.casefold() in label.casefold() or rated.why.startswith(rated.standing)
    why = f"{declared_in_words(rated)}{'' if is_known else f'{rated.standing}; '}{rated.why}"
    done = f"\nCompleted {day_in_words(action.completed)}" if action.completed else ""
    yield FormLine(ShownRow.ACTION, action.title)
    yield FormLine(ShownRow.BRIEF, "; ".join(action.actions) or NOT_RECORDED)
    yield FormLine(ShownRow.WHEN, _due_text(judged, scene))
    yield FormLine(ShownRow.STANDING, f"{label}{disputed}\n{_sentence(why)}", rating=rated.rating)
    yield FormLine(ShownRow.OWED, _items([_sentence(item) for item in due]) or "Nothing is due yet")
    note = note_in_words(action.progress[-1]) if action.progress else "No note yet"
    yield FormLine(FormField.PROGRESS, note)
    yield FormLine(FormField.STATUS, action.status.value.capitalize())
    yield FormLine(FormField.DATE, f"{_date_summary(judged, scene)}{done}")
    yield FormLine(FormField.PIECE, _evidence_text(action))


def _more_lines(judged: Judgement, scene: Scene) -> Iterator[FormLine]:
    """The second part: the whole of what will be done, and what seldom changes."""
    action = judged.action
    words = scene.by.progress_key.words
    declared = action.progress_rag
    rating = rating_choice(declared, words[declared][0]) if declared else AS_COMPUTED
    first, *others = action.leads or ("No lead named",)
    supported = f", supported by {sentence_list(others)}" if others else ""
    yield FormLine(ShownRow.NAME, action.title)
    yield FormLine(ShownRow.TASKS, _items(action.actions) or NOT_RECORDED)
    yield FormLine(ShownRow.LEADS, f"{first}{supported}")
    yield FormLine(FormField.PROGRESS_DAY, "")
    for number, milestone in enumerate(action.milestones, 1):
        if not milestone.done:
            words_of = milestone_words(milestone, scene.by.calendar)
            yield FormLine(milestone_row(number), words_of)
    yield FormLine(FormField.LATER_REASON, _date_history(judged, scene))
    for empty in (FormField.KIND, FormField.PLACE, FormField.SHOWS):
        yield FormLine(empty, "")
    yield FormLine(FormField.RATING, rating)
    yield FormLine(FormField.REASON, action.rag_reason or "")
    yield FormLine(FormField.PAUSE, _request_lines(action.pauses, scene))
    yield FormLine(FormField.PAUSE_REASON, "")
    yield FormLine(FormField.WITHDRAWAL, _request_lines(action.withdrawals, scene))
    yield FormLine(FormField.REPLACED_BY, "")


def _earlier_lines(judged: Judgement, scene: Scene) -> Iterator[FormLine]:
    """The rows of forms that were made with a date and a line of evidence in several fields."""
    action = judged.action
    done = day_in_words(action.completed) if action.completed else "No day recorded"
    yield FormLine(FormField.COMPLETED, done)
    yield FormLine(FormField.LATER, _date_history(judged, scene))
    yield FormLine(FormField.EVIDENCE, _evidence_text(action))


def milestone_words(milestone: Milestone, calendar: Calendar) -> str:
    """A milestone as its row shows it, done or not."""
    when = f", {timescale_with_day(milestone.timescale, calendar)}" if milestone.timescale else ""
    state = f"done {day_in_words(milestone.done)}" if milestone.done else "not done"
    return _clean(f"{milestone.what}{when}: {state}")


def _due_text(judged: Judgement, scene: Scene) -> str:
    """The promise in its words, the day that counts, and how far off it is."""
    due, words = judged.promise.due, timescale_with_day(judged.promise.stated, scene.by.calendar)
    if due is None:
        return words
    first = f"{words}, extended" if judged.promise.agreed_count else words
    return f"{first}\n{_sentence(due_in_words(due, scene.as_at))}"


def _date_history(judged: Judgement, scene: Scene) -> str:
    """The first promise, and each correction and later date with what the board said to it."""
    calendar = scene.by.calendar
    lines = [timescale_with_day(judged.action.timescale, calendar)]
    if judged.promise.changed:
        first = timescale_with_day(judged.promise.first, calendar)
        lines.append(f"First promised for {first}; changed without the board's agreement")
    lines.append(_request_lines((*judged.action.corrections, *judged.action.extensions), scene))
    return "\n".join(line for line in lines if line)


def _date_summary(judged: Judgement, scene: Scene) -> str:
    """The date in the plan, and the last later date with how many there were before it."""
    first, *later = _date_history(judged, scene).split("\n")
    if len(later) > 2:  # noqa: PLR2004 - that many stand whole
        later = [f"{len(later) - 1} changes or requests before this:", later[-1]]
    return "\n".join([first, *later])


def _request_lines(requests: Iterable[Request], scene: Scene) -> str:
    """What was asked of the board, a line each, with what it said by the day."""
    calendar = scene.by.calendar
    return "\n".join(
        f"{_request_text(request, calendar)}, {_board_answer(request, scene)}"
        for request in requests
    )


def _request_text(request: Request, calendar: Calendar) -> str:
    """What was asked, as far as the name of the row does not say it."""
    match request:
        case Extension():
            return timescale_with_day(request.to, calendar)
        case Pause():
            return timescale_with_day(request.until, calendar)
        case Withdrawal():
            return request.reason
        case _:
            return request_in_words(request, calendar)


def _board_answer(request: Request, scene: Scene) -> str:
    if request.refused and is_refused(request, scene.as_at):
        return f"refused {day_in_words(request.refused)}"
    if request.agreed and is_agreed(request, scene.as_at, scene.by.calendar):
        return f"agreed {day_in_words(request.agreed)}"
    return "asked for, not answered"


def _evidence_text(action: Action) -> str:
    count = len(action.evidence)
    if not count:
        return NONE_RECORDED
    titles = "; ".join(piece.title for piece in action.evidence)
    return f"{count_noun(count, 'piece')} recorded: {titles}"


def _items(texts: "list[str] | tuple[str, ...]") -> str:
    """Texts as a list, a line each; one alone stands without a bullet."""
    if len(texts) == 1:
        return texts[0]
    return "\n".join(f"• {text}" for text in texts)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def update_sheet(chase: Reminders, owed: Obligations, *, every: bool) -> UpdateSheet:
    """The sheet of a role: its open actions, or every one."""
    scene = chase.scene
    led_actions = [judged for judged in scene.judged if owed.role in judged.action.leads]
    shown = [judged for judged in led_actions if every or judged.is_open]
    role = _visible_line(owed.role)
    others = [_visible_line(text) for text in other_reminders(owed, scene.as_at)]
    return UpdateSheet(
        f"Update for {role}",
        PlanIdentity.of(scene.plan.plan),
        owed.role,
        scene.as_at.isoformat(),
        tuple(_visible_line(text) for text in _opening_lines(chase, owed, shown, len(led_actions))),
        (*others, _HOW_TO_ANSWER) if others else (),
        GUIDE,
        tuple(_key_meanings(chase)),
        tuple(status.value.capitalize() for status in Status if status not in BY_BOARD),
        tuple(kind.value.capitalize() for kind in EvidenceKind),
        tuple(build_form(judged, owed, scene) for judged in shown),
        len(led_actions) - len(shown),
    )


def common_prints(chase: Reminders) -> frozenset[str]:
    """Prints of what every sheet of the plan says around its rows."""
    return update_sheet(chase, Obligations(""), every=False).record.known


def sheet_roles(chase: Reminders) -> Iterator[Obligations]:
    """Every role that leads or supports an action, beside what it owes."""
    leading = dict.fromkeys(role for judged in chase.scene.judged for role in judged.action.leads)
    known = {owed.role: owed for owed in chase.owed}
    yield from (owed for role, owed in known.items() if role in leading)
    yield from (Obligations(role) for role in leading if role not in known)


def _opening_lines(
    chase: Reminders, owed: Obligations, shown: list[Judgement], led: int
) -> Iterator[str]:
    scene, role = chase.scene, owed.role
    front, meaning = scene.plan.plan, scene.plan.roles.get(role, "")
    body = f", {front.organisation}" if front else ""
    yield f"{scene.plan.title}{body}. As at {day_in_words(scene.as_at)}."
    yield f"For {role} ({meaning})." if meaning and meaning != role else f"For {role}."
    papers = chase.by.papers
    by = f"; it is for what is due {deadline_in_words(chase.by)}"
    if papers:
        by = f" by {day_in_words(papers)}, when the papers are due"
    actions = count_noun(len(shown), "action")
    yield f"Please fill in “Your update” for {actions}, and send this back{by}."
    left_out = led - len(shown)
    if left_out:
        yield f"Left out: {count_noun(left_out, 'action')}, finished or withdrawn."


def _key_meanings(chase: Reminders) -> Iterator[RatingMeaning]:
    words = chase.scene.by.progress_key.words
    yield RatingMeaning(
        AS_COMPUTED, "You declare none: the rating that the facts earn stands.", None
    )
    for rating in sorted(Rating, key=RATINGS_WORST_FIRST.index):
        label, meaning = words[rating]
        yield RatingMeaning(
            _visible_line(rating_choice(rating, label)), _visible_line(meaning), rating
        )


def _visible_line(text: str) -> str:
    """A text on one line, of visible signs."""
    return printable_text(plain_blanks(text))
