"""Which wishes of filled forms can be carried out, and what became of the others."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from planctl.assess.judged import Judged
from planctl.assess.owed import Owed
from planctl.assess.rule.scene import Scene
from planctl.cli.edge import Stop
from planctl.cli.news import edits
from planctl.cli.sheet.evidence import from_folder, unfit
from planctl.cli.sheet.outcome import Fate, Outcome
from planctl.cli.sheet.there import is_there
from planctl.cli.sheet.wish import Wish
from planctl.load.text import stray_character
from planctl.model.calendar import day_in_words
from planctl.model.sheet import fingerprint, milestone_number
from planctl.model.timescale import due_day
from planctl.model.written import read_timescale
from planctl.render.sheet.form import form, milestone_words

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
