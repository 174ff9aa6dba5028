"""Whether what a filled form asks for can be carried out: what becomes of each request, and why.

One that the plan says already is not carried out again, so that a form read twice changes nothing;
one that was made from an earlier state of the plan is refused. What became of each thing is told
in words and for programs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from planctl.assess.judgement import Judgement
from planctl.assess.obligations import Obligations
from planctl.assess.scene import Scene
from planctl.forms.layout import fingerprint
from planctl.forms.request import FormRequest
from planctl.forms.sheet import build_form, milestone_words
from planctl.load.content import stray_character
from planctl.model.problem import Problem, Stop
from planctl.model.words import printable_text
from planctl.update.action_update import WHICH_DAY, not_later_in_words, update_edits


class FormFate(StrEnum):
    """What became of something on a form."""

    TAKEN = "taken"
    THERE = "there already"
    REFUSED = "refused"  # it no longer fits the plan
    UNREAD = "not read"  # it is no answer that can be taken
    NOTED = "noted"  # it was taken, and is worth a look


TROUBLE: Final = frozenset({FormFate.REFUSED, FormFate.UNREAD})


class FormOutcome(NamedTuple):
    """What became of one thing on a form."""

    fate: FormFate
    file: str
    ref: str
    what: str
    place: str
    wrote: str
    why: str = ""
    hint: str = ""
    was: str | None = None  # what the form was made from, where the plan has changed since
    now: str | None = None  # what the plan says instead


def outcomes_text(outcomes: Sequence[FormOutcome], *, written: bool) -> str:
    """Every outcome, what was not taken with all that was written; and how many of each."""
    lines = [line for outcome in outcomes for line in _outcome_lines(outcome, written=written)]
    counts = [f"{_count(outcomes, fate)} {_fate_words(fate, written=written)}" for fate in FormFate]
    shown = [count for count in counts if not count.startswith("0 ")]
    lines.append(
        f"{'; '.join(shown)}." if shown else "The forms say nothing: no field is filled in."
    )
    return "".join(f"{printable_text(line)}\n" for line in lines)


def outcomes_json(outcomes: Sequence[FormOutcome], brought: Sequence[Problem]) -> dict[str, object]:
    """The same for programs; keys may be added, never changed."""
    return {
        "outcomes": [{**outcome._asdict(), "fate": outcome.fate.value} for outcome in outcomes],
        "counts": {fate.value.replace(" ", "_"): _count(outcomes, fate) for fate in FormFate},
        "brought": [
            {"code": each.rule.code, "ref": each.ref, "message": each.message, "hint": each.hint}
            for each in brought
        ],
    }


def _count(outcomes: Sequence[FormOutcome], fate: FormFate) -> int:
    return sum(outcome.fate is fate for outcome in outcomes)


def _fate_words(fate: FormFate, *, written: bool) -> str:
    return "would be taken" if fate is FormFate.TAKEN and not written else fate.value


def _outcome_lines(outcome: FormOutcome, *, written: bool) -> Iterator[str]:
    name = f"{outcome.ref} {outcome.what}".strip()
    where = f"{outcome.file}: {outcome.place}" if outcome.place else outcome.file
    fate = _fate_words(outcome.fate, written=written)
    start = f"{name} {fate}" if name else fate
    yield f"{start}: {outcome.why} ({where})" if outcome.why else f"{start} ({where})"
    if outcome.fate in {FormFate.TAKEN, FormFate.THERE}:
        return
    if outcome.now is not None:
        yield from _block("the form was made when the plan said", outcome.was or "nothing")
        yield from _block("the plan says now", outcome.now or "nothing")
    if outcome.wrote:
        yield from _block("the form says", outcome.wrote)
    if outcome.hint:
        yield f"  hint: {outcome.hint}"


def _block(name: str, text: str) -> Iterator[str]:
    first, *more = text.splitlines() or [""]
    yield f"  {name}: {first}"
    yield from (f"    {line}" for line in more)


_CHANGED: Final = "the plan has changed since the form was made"
_LOOK: Final = "see which of the two is right, and put it in with planctl update or on a new form"
_OWN: Final = re.compile(r"file:|[a-z]:[\\/]|[\\/]", re.IGNORECASE)
_HINT: Final = (
    "put it there and name it from that folder, such as evidence/report.pdf; an address begins "
    "with https://"
)


def judge_requests(
    wanted: Iterable[FormRequest], scene: Scene, root: Path
) -> tuple[list[FormRequest], list[FormOutcome]]:
    """The wishes that can be carried out, each once, and what became of the others."""
    left: list[FormRequest] = []
    outcomes: list[FormOutcome] = []
    for asked in wanted:
        judged = scene.names.refs[asked.ref]
        wish, refused = _on_its_milestone(_with_its_file(asked, root), judged, scene)
        outcome = refused or _refusal(wish, judged, scene, root)
        if outcome:
            outcomes.append(outcome)
        else:
            left.append(wish)
    kept, contradictory = _without_contradictions(left)
    return kept, [*outcomes, *contradictory]


def _refusal(wish: FormRequest, judged: Judgement, scene: Scene, root: Path) -> FormOutcome | None:
    """What becomes of a wish that cannot be carried out; none for one that can."""
    if wish.topic.is_there(wish, judged.action):
        return request_outcome(wish, FormFate.THERE)
    return (
        _unfit_content(wish, root)
        or _changed_since(wish, judged, scene)
        or _not_later(wish, judged, scene)
        or _without_edits(wish, judged, scene)
    )


def _unfit_content(wish: FormRequest, root: Path) -> FormOutcome | None:
    """What no plan file may hold, or names a file of evidence that is not there."""
    for answer in wish.answers:
        if stray := stray_character(answer.said.replace("\t", " ")):
            why = f"it holds {stray[1]}, which no plan file may"
            return request_outcome(wish, FormFate.REFUSED, why, "take it out")
    file = wish.news.file
    fault = _unfit_file(file, root) if file else None
    return request_outcome(wish, FormFate.REFUSED, *fault) if fault else None


def _without_edits(wish: FormRequest, judged: Judgement, scene: Scene) -> FormOutcome | None:
    """A refusal of what planctl update would refuse."""
    try:
        update_edits(judged, wish.news, scene)
    except Stop as stop:
        return request_outcome(wish, FormFate.REFUSED, stop.message, stop.hint)
    return None


def request_outcome(
    wish: FormRequest, fate: FormFate, why: str = "", hint: str = ""
) -> FormOutcome:
    """What became of a wish."""
    file = wish.source.file
    return FormOutcome(fate, file, wish.ref, wish.what, wish.place, wish.wrote, why, hint)


def _with_its_file(wish: FormRequest, root: Path) -> FormRequest:
    """A wish with its file of evidence as the plan is to name it."""
    file = wish.news.file
    return wish._replace(news=wish.news._replace(file=_from_folder(file, root))) if file else wish


def _not_later(wish: FormRequest, judged: Judgement, scene: Scene) -> FormOutcome | None:
    """A refusal of a later date that is no later than the one that counts now."""
    why = not_later_in_words(judged, wish.news.later, scene) if wish.news.later else ""
    return request_outcome(wish, FormFate.REFUSED, why, WHICH_DAY) if why else None


def _on_its_milestone(
    wish: FormRequest, judged: Judgement, scene: Scene
) -> tuple[FormRequest, FormOutcome | None]:
    """A wish about a milestone with the number that the milestone has now."""
    if not wish.news.done:
        return wish, None
    [number], [row] = wish.news.done, wish.rows
    calendar = scene.by.calendar
    milestones = judged.action.milestones
    still = [milestone_words(m.model_copy(update={"done": None}), calendar) for m in milestones]
    order = sorted(range(len(still)), key=lambda n: n != number - 1)
    same = next((n for n in order if _is_as_made(wish, row, still[n])), None)
    if same is not None:
        return wish._replace(news=wish.news._replace(done=(same + 1,))), None
    there = milestones[number - 1 : number]
    now = milestone_words(there[0], calendar) if there else "no such milestone"
    was = wish.source.filled.shown.get((wish.answers[0].ref, row), "")
    return wish, request_outcome(wish, FormFate.REFUSED, _CHANGED, _LOOK)._replace(was=was, now=now)


def _changed_since(wish: FormRequest, judged: Judgement, scene: Scene) -> FormOutcome | None:
    """A refusal where the plan says something else than when the form was made."""
    current = build_form(judged, Obligations(""), scene)
    now = current.words
    ref = wish.answers[0].ref
    changed = [row for row in wish.rows if row in now and not _is_as_made(wish, row, now[row])]
    if not changed or wish.news.done:
        return None
    shown = wish.source.filled.shown
    was = "; ".join(shown.get((ref, row), "") or "nothing" for row in changed)
    says = "; ".join(now[row] or "nothing" for row in changed)
    return request_outcome(wish, FormFate.REFUSED, _CHANGED, _LOOK)._replace(was=was, now=says)


def _is_as_made(wish: FormRequest, row: str, says: str) -> bool:
    """Whether the form was made when the plan said this, by its record or else by its words."""
    filled, ref = wish.source.filled, wish.answers[0].ref
    if filled.made:
        return fingerprint(ref, row, says) in filled.made
    shown = filled.shown.get((ref, row))
    return shown is None or shown.split() == says.split()


def _without_contradictions(
    wishes: Iterable[FormRequest],
) -> tuple[list[FormRequest], list[FormOutcome]]:
    """Each wish once; those that contradict each other are all refused, with both shown."""
    by_subject: dict[tuple[str, str], list[FormRequest]] = {}
    for wish in wishes:
        by_subject.setdefault((wish.ref, wish.what), []).append(wish)
    kept: list[FormRequest] = []
    outcomes: list[FormOutcome] = []
    for group in by_subject.values():
        different = list({wish.news: wish for wish in reversed(group)}.values())[::-1]
        if group[0].is_added or len(different) == 1:
            kept += different
            outcomes += [
                request_outcome(w, FormFate.THERE)
                for w in group
                if not any(w is k for k in different)
            ]
        else:
            listed = " and ".join(f"“{wish.wrote}” ({wish.source.file})" for wish in different)
            why = f"the forms contradict each other: {listed}"
            hint = "ask which is right, and leave the other out"
            outcomes += [request_outcome(wish, FormFate.REFUSED, why, hint) for wish in group]
    return kept, outcomes


def _from_folder(file: str, root: Path) -> str:
    """A file by its name from the plan’s folder, where it was named as Windows does or from above.

    One that is not there keeps the name that it was given.
    """
    plain = file.replace("\\", "/").removeprefix("./")
    named = (plain, plain.removeprefix(f"{root.resolve().name}/"))
    return next((each for each in named if _is_within(root, each)), file)


def _unfit_file(file: str, root: Path) -> tuple[str, str] | None:
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
