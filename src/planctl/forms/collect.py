"""Filled forms become one change of the plan, and an outcome for everything on them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from planctl.assess.owed import Owed
from planctl.forms.answer import Standard
from planctl.forms.leaf import TELLING, Astray, Words
from planctl.forms.make import NOT_RECORDED, form, usual
from planctl.forms.open import SIZE_LIMIT, opened
from planctl.forms.outcome import Fate, Outcome
from planctl.forms.read import Filled, Unread, read_sheet
from planctl.forms.spec import Field, Whose, rating_choice
from planctl.forms.wish import Source, Wish, judge_wishes, layers, told, wishes
from planctl.intake.read.formats import Kind
from planctl.intake.read.parts import Unreadable, tidy
from planctl.load.source import file_bytes
from planctl.model.document import Front
from planctl.model.rating import Rating
from planctl.model.stop import Stop
from planctl.model.words import WORST_FIRST, visible
from planctl.save.files import Draft
from planctl.update.news import edits
from planctl.update.revise import Weighed, refuse_broken, revised, weighed
from planctl.workspace.extra import needs
from planctl.workspace.named_action import file_of, missing
from planctl.workspace.obligation import chase_for
from planctl.workspace.plan import Desk, Review

_READERS: Final = {Kind.WORD: ("word", "docx"), Kind.EXCEL: ("excel", "openpyxl")}
_NOBODY: Final = "the form does not say whose it is any more, so that its notes name nobody"


class Collection(NamedTuple):
    """What forms are taken into: the plan as it is now; who says so, and on which day."""

    seen: Review
    now: Desk
    by: str | None  # none: the role that each form was made for
    on: date

    def taken(self, files: Iterable[Path]) -> tuple[Weighed, list[Outcome]]:
        """The one change that the forms come to, and what became of each thing on them."""
        wanted: list[Wish] = []
        outcomes: list[Outcome] = []
        for file in files:
            for item in self._of_file(file):
                (wanted if isinstance(item, Wish) else outcomes).append(item)  # type: ignore[arg-type]  # one or the other
        kept, judged = judge_wishes(wanted, self.seen.scene, self.now.root)
        change, carried = self._change(kept)
        outcomes = [*carried, *judged, *outcomes]
        return change, sorted(outcomes, key=lambda item: list(Fate).index(item.fate))

    def _of_file(self, file: Path) -> Iterator[Wish | Outcome]:
        """What a file wants, and what on it cannot be told."""
        name = file.name
        try:
            filled = self._read(file)
            source = Source(name, filled, self._role(filled), self.on)
        except Unreadable as fault:
            yield Outcome(Fate.UNREAD, name, "", "", "", "", fault.message, fault.hint)
            return
        yield from (_unread_outcome(name, item) for item in filled.unread)
        if not source.by and any(item.item == Field.PROGRESS for item in filled.answers):
            yield Outcome(Fate.NOTED, name, "", "", "", "", _NOBODY, "add --by ROLE")
        refs = {visible(ref).casefold(): ref for ref in self.seen.scene.names.refs}
        for ref, answers in layers(filled.answers):
            plan_ref = refs.get(ref.casefold())
            if plan_ref is None or ref in filled.astray:
                why, hint = filled.astray.get(ref) or self._unknown(ref)
                for item in answers.values():
                    lost = Unread(ref, item.place, item.wrote, why, hint)
                    yield _unread_outcome(name, lost)._replace(fate=Fate.REFUSED)
                continue
            action = self.seen.scene.names.refs[plan_ref].action
            for wish in wishes(source, answers, action):
                yield wish if isinstance(wish, Wish) else _unread_outcome(name, wish)

    def _read(self, file: Path) -> Filled:
        """What a file says; raises Unreadable where it is no form of this plan."""
        try:
            data = file_bytes(file, SIZE_LIMIT)
        except FileNotFoundError:
            raise Stop(f"there is no file {file}", "give the path of the form") from None
        except OSError as error:
            message = f"the file could not be read: {error.strerror}"
            raise Unreadable(message, "name a form, and close it in other programs") from None
        paper = opened(file.name, data)
        needs(*_READERS[paper.kind])
        scene = self.seen.scene
        by = Standard(self._ratings(), usual(chase_for(scene, None)), scene.as_at, self._words())
        filled = read_sheet(paper, by)
        if not filled.shown:
            hint = "name a form that planctl sheet made, with all its columns and their heads"
            raise Unreadable("there is no form in it", hint)
        _refuse_other(filled, scene.plan.plan)
        return filled

    def _unknown(self, ref: str) -> Astray:
        """Why nothing is taken of an action that was not read."""
        stop = missing(ref, self.seen)
        return Astray(stop.message, stop.hint)

    def _words(self) -> Words:
        """The words by which each action is known, as a form shows them."""
        scene = self.seen.scene
        forms = [form(judged, Owed.nothing(""), scene) for judged in scene.names.refs.values()]
        return {
            action_form.ref: {
                line.item: line.shown
                for line in action_form.lines
                if line.item in TELLING and line.shown != NOT_RECORDED
            }
            for action_form in forms
        }

    def _ratings(self) -> Mapping[str, Rating]:
        """The ratings by what a form calls them, worst first."""
        words = self.seen.scene.by.progress_key.words
        worst_first = sorted(Rating, key=WORST_FIRST.index)
        return {
            visible(tidy(rating_choice(rating, words[rating][0]))): rating for rating in worst_first
        }

    def _role(self, filled: Filled) -> str:
        """Whose words they are; raises Unreadable for a role that the plan does not know."""
        role = self.by or (filled.record.role if filled.record else "")
        roles = self.seen.scene.names.roles
        if role and roles is not None and role not in roles:
            message = f"it is a form of “{role}”, a role that the plan does not have"
            raise Unreadable(message, "say who fills it in now with --by ROLE")
        return role

    def _change(self, kept: Sequence[Wish]) -> tuple[Weighed, list[Outcome]]:
        """The change that the wishes come to; one after which the plan would break is left out."""
        refused: list[Outcome] = []
        if not self._holds(kept):
            results = [(wish, self._refusal(wish)) for wish in kept]
            refused = [outcome for _, outcome in results if outcome]
            kept = [wish for wish, outcome in results if not outcome]
        change = self._weighed(kept)
        refuse_broken(change)
        return change, [*(told(wish, Fate.TAKEN) for wish in kept), *refused]

    def _weighed(self, kept: Sequence[Wish]) -> Weighed:
        """What the wishes would bring with them; raises Stop where a file cannot be so."""
        return weighed(self.now, list(self._drafts(kept)), self.seen.scene.as_at)

    def _holds(self, kept: Sequence[Wish]) -> bool:
        """Whether the plan holds together after all of them."""
        try:
            return not self._weighed(kept).breaks
        except Stop:
            return False

    def _refusal(self, wish: Wish) -> Outcome | None:
        """Why a wish cannot be carried out even by itself; none where it can."""
        try:
            refuse_broken(self._weighed([wish]))
        except Stop as stop:
            why = stop.message.removeprefix("nothing was written: ")
            return told(wish, Fate.REFUSED, why, stop.hint)
        return None

    def _drafts(self, kept: Sequence[Wish]) -> Iterator[Draft]:
        """Each file that changes, changed once; notes in the order of their days."""
        scene = self.seen.scene
        for ref in dict.fromkeys(wish.ref for wish in kept):
            judged = scene.names.refs[ref]
            of_action = sorted((w for w in kept if w.ref == ref), key=lambda w: w.news.on or "")
            changes = [edit for wish in of_action for edit in edits(judged, wish.news, scene)]
            yield revised(self.now, file_of(judged, self.seen), changes)


def _refuse_other(filled: Filled, front: Front | None) -> None:
    """Raise Unreadable where a form says that it was made from another plan."""
    here = Whose.of(front)
    if front and filled.record and not filled.record.plan.is_same(here):
        message = f"it is a form of another plan: {filled.record.plan}; this plan is {here}"
        hint = (
            "name the folder of that plan with --plan; or, where it is this plan under an earlier "
            "title, make the form anew (an id in plan.yaml lets forms outlive a title)"
        )
        raise Unreadable(message, hint)


def _unread_outcome(name: str, each: Unread) -> Outcome:
    """What on a form is no answer, or is one and is worth a look."""
    fate = Fate.UNREAD if each.is_lost else Fate.NOTED
    return Outcome(fate, name, each.ref, "", each.place, each.text, each.why, each.hint)
