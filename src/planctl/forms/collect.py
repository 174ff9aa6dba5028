"""Filled forms become one change of the plan, and an outcome for everything on them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from planctl.assess.obligations import Obligations
from planctl.forms.field import SheetContext
from planctl.forms.layout import NOT_RECORDED, FormField, PlanIdentity, rating_choice
from planctl.forms.reader import SIZE_LIMIT, FilledSheet, UnreadItem, open_form, read_form
from planctl.forms.request import DONE, FormRequest, FormSource, answers_by_action, read_requests
from planctl.forms.request_conflict import FormFate, FormOutcome, judge_requests, request_outcome
from planctl.forms.sheet import build_form, common_prints
from planctl.forms.sheet_rows import IDENTIFYING_ROWS, ActionWords
from planctl.intake.read.formats import PaperFormat
from planctl.intake.read.paper import UnreadableFile
from planctl.load.source import file_bytes
from planctl.model.action import Action
from planctl.model.label import plain_blanks
from planctl.model.plan_files import Front
from planctl.model.problem import Stop
from planctl.model.rating import Rating
from planctl.model.words import RATINGS_WORST_FIRST, printable_text
from planctl.save.files import Draft
from planctl.update.action_update import update_edits
from planctl.update.file_change import (
    JudgedChange,
    edit_draft,
    judge_change,
    refuse_breaking_change,
)
from planctl.workspace.install import require_extra
from planctl.workspace.meeting import chase_for
from planctl.workspace.named_part import action_source, no_such_action
from planctl.workspace.plan import Review, Workspace

_READERS: Final = {PaperFormat.WORD: ("word", "docx"), PaperFormat.EXCEL: ("excel", "openpyxl")}
_NOBODY: Final = "the form does not say whose it is any more, so that its notes name nobody"


class Collection(NamedTuple):
    """What forms are taken into: the plan as it is now; who says so, and on which day."""

    seen: Review
    now: Workspace
    by: str | None  # none: the role that each form was made for
    on: date

    def taken(self, files: Iterable[Path]) -> tuple[JudgedChange, list[FormOutcome]]:
        """The one change that the forms come to, and what became of each thing on them."""
        wanted: list[FormRequest] = []
        outcomes: list[FormOutcome] = []
        for file in files:
            for item in self._of_file(file):
                (wanted if isinstance(item, FormRequest) else outcomes).append(item)  # type: ignore[arg-type]  # one or the other
        kept, judged = judge_requests(wanted, self.seen.scene, self.now.root)
        change, carried = self._change(kept)
        outcomes = [*carried, *judged, *outcomes]
        return change, sorted(outcomes, key=lambda item: list(FormFate).index(item.fate))

    def _of_file(self, file: Path) -> Iterator[FormRequest | FormOutcome]:
        """What a file wants, and what on it cannot be told."""
        name = file.name
        try:
            filled = self._read(file)
            source = FormSource(name, filled, self._role(filled), self.on, self.seen.scene.as_at)
        except UnreadableFile as fault:
            yield FormOutcome(FormFate.UNREAD, name, "", "", "", "", fault.message, fault.hint)
            return
        yield from (_unread_outcome(name, item) for item in filled.unread)
        if not source.by and any(item.item == FormField.PROGRESS for item in filled.answers):
            yield FormOutcome(FormFate.NOTED, name, "", "", "", "", _NOBODY, "add --by ROLE")
        refs = {printable_text(ref).casefold(): ref for ref in self.seen.scene.names.refs}
        for ref, answers in answers_by_action(filled.answers):
            plan_ref = refs.get(ref.casefold())
            if plan_ref is None or ref in filled.astray:
                stop = no_such_action(ref, self.seen)
                why, hint = filled.astray.get(ref) or (stop.message, stop.hint)
                for item in answers.values():
                    lost = UnreadItem(ref, item.place, item.wrote, why, hint)
                    yield _unread_outcome(name, lost)._replace(fate=FormFate.REFUSED)
                continue
            action = self.seen.scene.names.refs[plan_ref].action
            for wish in read_requests(source, answers, action):
                yield wish if isinstance(wish, FormRequest) else _unread_outcome(name, wish)

    def _read(self, file: Path) -> FilledSheet:
        """What a file says; raises UnreadableFile where it is no form of this plan."""
        try:
            data = file_bytes(file, SIZE_LIMIT)
        except FileNotFoundError:
            raise Stop(f"there is no file {file}", "give the path of the form") from None
        except OSError as error:
            message = f"the file could not be read: {error.strerror}"
            raise UnreadableFile(message, "name a form, and close it in other programs") from None
        paper = open_form(file.name, data)
        require_extra(*_READERS[paper.kind])
        scene = self.seen.scene
        by = SheetContext(
            self._ratings(), common_prints(chase_for(scene, None)), scene.as_at, self._words()
        )
        filled = read_form(paper, by)
        if not filled.shown:
            hint = "name a form that planctl sheet made, with all its columns and their heads"
            raise UnreadableFile("there is no form in it", hint)
        _refuse_other(filled, scene.plan.plan)
        return filled

    def _words(self) -> ActionWords:
        """The words by which each action is known, as a form shows them."""
        words: dict[str, dict[str, str]] = {}
        for judged in self.seen.scene.names.refs.values():
            form = build_form(judged, Obligations(""), self.seen.scene)
            shown = {row: form.words[row] for row in IDENTIFYING_ROWS}
            words[form.ref] = {row: text for row, text in shown.items() if text != NOT_RECORDED}
        return words

    def _ratings(self) -> Mapping[str, Rating]:
        """The ratings by what a form calls them, worst first."""
        words = self.seen.scene.by.progress_key.words
        worst_first = sorted(Rating, key=RATINGS_WORST_FIRST.index)
        return {
            printable_text(plain_blanks(rating_choice(rating, words[rating][0]))): rating
            for rating in worst_first
        }

    def _role(self, filled: FilledSheet) -> str:
        """Whose words they are; raises UnreadableFile for a role that the plan lacks."""
        role = self.by or (filled.record.role if filled.record else "")
        roles = self.seen.scene.names.roles
        if role and roles is not None and role not in roles:
            message = f"it is a form of “{role}”, a role that the plan does not have"
            raise UnreadableFile(message, "say who fills it in now with --by ROLE")
        return role

    def _change(self, kept: Sequence[FormRequest]) -> tuple[JudgedChange, list[FormOutcome]]:
        """The change that the wishes come to; one after which the plan would break is left out."""
        refused: list[FormOutcome] = []
        try:
            holds = not self._weighed(kept).breaks
        except Stop:
            holds = False
        if not holds:
            results = [(wish, self._refusal(wish)) for wish in kept]
            refused = [outcome for _, outcome in results if outcome]
            kept = [wish for wish, outcome in results if not outcome]
        change = self._weighed(kept)
        refuse_breaking_change(change)
        taken = [request_outcome(wish, FormFate.TAKEN) for wish in kept]
        refs = self.seen.scene.names.refs
        noted = [note for wish in kept for note in _without_its_lead(wish, refs[wish.ref].action)]
        return change, [*taken, *refused, *noted]

    def _weighed(self, kept: Sequence[FormRequest]) -> JudgedChange:
        """What the wishes would bring with them; raises Stop where a file cannot be so."""
        return judge_change(self.now, list(self._drafts(kept)), self.seen.scene.as_at)

    def _refusal(self, wish: FormRequest) -> FormOutcome | None:
        """Why a wish cannot be carried out even by itself; none where it can."""
        try:
            refuse_breaking_change(self._weighed([wish]))
        except Stop as stop:
            why = stop.message.removeprefix("nothing was written: ")
            return request_outcome(wish, FormFate.REFUSED, why, stop.hint)
        return None

    def _drafts(self, kept: Sequence[FormRequest]) -> Iterator[Draft]:
        """Each file that changes, changed once; notes in the order of their days."""
        scene = self.seen.scene
        for ref in dict.fromkeys(wish.ref for wish in kept):
            judged = scene.names.refs[ref]
            of_action = sorted((w for w in kept if w.ref == ref), key=lambda w: w.news.on or "")
            changes = [
                edit for wish in of_action for edit in update_edits(judged, wish.news, scene)
            ]
            yield edit_draft(self.now, action_source(judged, self.seen), changes)


def _refuse_other(filled: FilledSheet, front: Front | None) -> None:
    """Raise Unreadable where a form says that it was made from another plan."""
    here = PlanIdentity.of(front)
    if front and filled.record and not filled.record.plan.is_same(here):
        message = f"it is a form of another plan: {filled.record.plan}; this plan is {here}"
        hint = (
            "name the folder of that plan with --plan; or, where it is this plan under an earlier "
            "title, make the form anew (an id in plan.yaml lets forms outlive a title)"
        )
        raise UnreadableFile(message, hint)


def _without_its_lead(wish: FormRequest, action: Action) -> Iterator[FormOutcome]:
    """That an action is said to be done by a role which only supports it."""
    by, lead = wish.source.by, next(iter(action.leads), "")
    if wish.news.status in DONE and by and lead and by != lead:
        why = f"{by} says that it is {wish.news.status}, and {lead} leads it"
        yield request_outcome(wish, FormFate.NOTED, why, f"see that {lead} agrees")


def _unread_outcome(name: str, each: UnreadItem) -> FormOutcome:
    """What on a form is no answer, or is one and is worth a look."""
    fate = FormFate.UNREAD if each.is_lost else FormFate.NOTED
    return FormOutcome(fate, name, each.ref, "", each.place, each.text, each.why, each.hint)
