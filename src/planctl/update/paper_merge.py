"""A value of the plan against what a newer paper says of it: whose change is followed.

What the paper said when it was imported before tells who changed a value since: the paper, or the
plan. A value of the plan is overwritten only where the plan still has what was imported. Where both
changed it, a person decides, and is asked at each update until the two say the same. Lists of texts
are compared item by item. The first promise of an action is never changed: a later date is asked
for as an extension.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Final, NamedTuple, TypeAlias, cast

from planctl.edit.splice import Add, Edit, Put
from planctl.intake.account import Fate
from planctl.intake.lexicon.date_in_sentence import due_sort_day
from planctl.load.content import decode_text, parse_yaml
from planctl.load.source import PlanFile
from planctl.model.problem import At, PlanValue
from planctl.model.timescale_grammar import shorten

KEPT_PREFIX: Final = "kept: "  # begins what is said of a value that the plan keeps
GLOSSARY: Final = "glossary.yaml"
Group: TypeAlias = Mapping[str, PlanValue]
_KEY: Final = "timescale"


class ThreeSides(NamedTuple):
    """What the plan has, what the paper says, and what it said when it was imported before."""

    there: Group
    new: Group
    old: Group | None


class UntakenValue(NamedTuple):
    """A value of the paper that the plan does not have."""

    at: At  # where in what the paper says of its action; empty for all of it
    why: str
    fate: Fate  # asked where a person has to decide; left where the plan's own is the newer one
    was: PlanValue = None  # what an import before said, from which both went their own ways
    texts: tuple[str, ...] = ()  # the pieces of a list that it is about; all where none is named
    to: str = ""  # the key under which the plan has it, where that is another

    @property
    def is_open(self) -> bool:
        """Whether a person has to decide."""
        return self.fate is Fate.ASKED


class KeptValue(NamedTuple):
    """A value of the paper that the plan does not have, and of what it is."""

    of: str  # the ref of an action as the paper has it, else a file or “area REF”
    unmet: UntakenValue

    @property
    def to(self) -> str:
        """Where the account of every word would have put it."""
        if self.of == GLOSSARY:
            return "glossary"
        if not self.unmet.at:
            return f"{self.of} ref"
        key = str(self.unmet.at[0])
        return key if self.of.endswith(".yaml") else f"{self.of} {key}"


class MergeOutcome(NamedTuple):
    """What is changed, what is said of it, and what is not changed."""

    edits: tuple[Edit, ...] = ()
    told: tuple[str, ...] = ()
    unmet: tuple[UntakenValue, ...] = ()

    def __or__(self, other: "MergeOutcome") -> "MergeOutcome":
        """Both of them."""
        return MergeOutcome(
            self.edits + other.edits, self.told + other.told, self.unmet + other.unmet
        )


class ListChange(NamedTuple):
    """Items that stand one after the other in the paper, and what it had in their place before."""

    was: tuple[str, ...]
    now: tuple[str, ...]


class ListMerge(NamedTuple):
    """What becomes of a list."""

    edits: tuple[Edit, ...]
    now: tuple[str, ...]  # the list of the plan after them
    open: tuple[ListChange, ...]  # what the paper changed and the plan has otherwise
    was: tuple[str, ...]  # the list of the paper without what is open
    gone: tuple[str, ...]  # what the paper says as before and the plan has no longer


class _Change(NamedTuple):
    """Where, among the items of the plan, others are to stand."""

    start: int
    end: int
    now: tuple[str, ...]


def as_group(content: PlanValue) -> Group:
    """What is said, where that is a group; else nothing."""
    return content if isinstance(content, dict) else {}


def file_content(file: PlanFile) -> Group:
    """What a file of the plan says, as it is written."""
    return as_group(parse_yaml(decode_text(file.data)))


def merge_value(name: str, key: str, three: ThreeSides) -> MergeOutcome:
    """A value: the paper's where only the paper changed it, else it is kept; in lists by items."""
    new, there = three.new.get(key), three.there.get(key)
    if new == there:
        return MergeOutcome()
    old = three.old.get(key) if three.old is not None else None
    if new is None:
        is_gone = old is not None and there is not None
        return _conflict(name, key, (there, None, old)) if is_gone else MergeOutcome()
    in_list = _compare_list(name, key, (old, there, new))
    if in_list:
        return in_list
    if new == old:
        return MergeOutcome(unmet=(plan_is_newer(key, there),))
    if there is None or there == old:
        return MergeOutcome((Put((key,), new),))
    return _conflict(name, key, (there, new, old))


def _compare_list(
    name: str, key: str, said: tuple[PlanValue, PlanValue, PlanValue]
) -> MergeOutcome | None:
    """What becomes of a list of texts; none where one of the three is no such list."""
    old, there, new = (_as_texts(value) for value in said)
    if old is None or there is None or new is None:
        return None
    result = _merge_list(key, old, there, new)
    is_asked = any(new[:1] == [*run.now[:1]] for run in result.open)
    is_led_otherwise = key == "leads" and result.now[:1] != _first_lead(old, there, new)
    if is_led_otherwise and not is_asked and result.now[:1] != tuple(there[:1]):
        return None
    runs = [(run.now, _run_in_words(run)) for run in result.open]
    messages = tuple(f"{KEPT_PREFIX}{name} {key} as it is; {words}" for _, words in runs)
    other = "the plan has that otherwise: make the two say the same"
    unmet = tuple(
        UntakenValue((key,), f"{words}; {other}", Fate.ASKED, [*result.was], texts)
        for texts, words in runs
    )
    gone = plan_is_newer(key, said[1])._replace(texts=result.gone)
    outcome = MergeOutcome(result.edits, messages, (*unmet, gone) if result.gone else unmet)
    is_open = is_led_otherwise and not is_asked
    return outcome | _conflict(name, key, (said[1], said[2], said[0])) if is_open else outcome


def _first_lead(old: list[str], there: list[str], new: list[str]) -> tuple[str, ...] | None:
    """Who is to stand first, as the side that changed it has it; none where both did, in two ways.

    Of leads the first is accountable: one value, and no list that two can stand in.
    """
    before, current, stated = (tuple(texts[:1]) for texts in (old, there, new))
    if stated in {before, current}:
        return current
    return stated if current == before else None


def _run_in_words(run: ListChange) -> str:
    """What a paper did to items of a list."""
    was, now = (" and ".join(f"“{quote_in_message(text)}”" for text in part) for part in run)
    if not now:
        return f"the paper has no longer {was}"
    return f"the paper now says {now}{f' for {was}' if was else ''}"


def _as_texts(value: PlanValue) -> list[str] | None:
    """A list that is nothing but texts."""
    is_texts = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return cast("list[str]", value) if is_texts else None


def plan_is_newer(key: str, there: PlanValue) -> UntakenValue:
    """The paper says what it said before: the plan's own value is the newer one."""
    says = f"says “{quote_in_message(there)}”" if there is not None else "says nothing of it"
    return UntakenValue((key,), f"the plan was changed since, and {says}", fate=Fate.LEFT)


def _conflict(name: str, key: str, said: tuple[PlanValue, PlanValue, PlanValue]) -> MergeOutcome:
    """Both changed the value: what the plan, the paper, and the paper before say."""
    there, new, old = said
    plan_text = quote_in_message(_without(there, new))
    paper_text = quote_in_message(_without(new, there))
    says = f"says “{paper_text}”" if new is not None else "gives none any more"
    message = f"{KEPT_PREFIX}{name} {key} “{plan_text}”; the paper {says}"
    why = f"the plan says “{plan_text}”, which was kept: make the two say the same"
    return MergeOutcome((), (message,), (UntakenValue((key,), why, fate=Fate.ASKED, was=old),))


def _without(value: PlanValue, other: PlanValue) -> PlanValue:
    """Of a list the items that the other has not, if that leaves any."""
    if isinstance(value, list) and isinstance(other, list):
        return [item for item in value if item not in other] or value
    return value


def merge_by_hand(name: str, key: str, three: ThreeSides) -> MergeOutcome:
    """A value that the plan builds on: what the paper changes of it is left to a person."""
    outcome = merge_value(name, key, three)
    there, new = three.there.get(key), three.new.get(key)
    is_changed = outcome.edits and there is not None
    return _conflict(name, key, (there, new, there)) if is_changed else outcome


def quote_in_message(value: PlanValue) -> str:
    """A value as a message quotes it."""
    return shorten(_flat_text(value))


def _flat_text(value: PlanValue) -> str:
    """All that is said, on one line."""
    if isinstance(value, dict):
        return ", ".join(map(_flat_text, value.values()))
    if isinstance(value, list):
        return "; ".join(map(_flat_text, value))
    return str(value)


def merge_timescale(name: str, three: ThreeSides, paper: str, as_at: date) -> MergeOutcome:
    """A later date is asked for as an extension; any other that is new is left to a person."""
    new, there = _timescale_date(three.new), _timescale_date(three.there)
    before = _timescale_date(three.old) if three.old is not None else ""
    was = three.old.get(_KEY) if three.old is not None else None
    if not new:
        is_gone = bool(before) and bool(there)
        return _conflict(name, _KEY, (there, None, was)) if is_gone else MergeOutcome()
    if there:
        return _compare_dates(name, three, (before, was), _ask_extension(name, new, paper, as_at))
    if new == before:
        return MergeOutcome(unmet=(plan_is_newer(_KEY, None),))
    said = three.new[_KEY]
    if not before or (isinstance(said, dict) and said.get("written") == before):
        return MergeOutcome((Put((_KEY,), said),))  # a person has said what the words mean
    return _unknown_promise(name, new, before, was)


def _compare_dates(
    name: str, three: ThreeSides, old: tuple[str, PlanValue], asked: MergeOutcome
) -> MergeOutcome:
    """What the paper gives beside the dates of the plan: the last of these holds."""
    new, (before, was) = _timescale_date(three.new), old
    live = [_timescale_date(three.there), *_later_dates(three.there, refused=False)]
    if due_sort_day(new) == due_sort_day(live[-1]):
        return _same_day(new, live)
    if new == before:
        return MergeOutcome(unmet=(plan_is_newer(_KEY, live[-1]),))
    if due_sort_day(new) > max(map(due_sort_day, live)) and new not in _later_dates(
        three.there, refused=True
    ):
        return asked
    return _conflict(name, _KEY, (live[-1], new, was))


def _timescale_date(said: Group | None) -> str:
    """The date of a timescale, as planctl reads it."""
    return _date(said.get(_KEY)) if said else ""


def _date(when: PlanValue) -> str:
    return str((when.get("due") if isinstance(when, dict) else when) or "")


def _later_dates(there: Group, *, refused: bool) -> list[str]:
    """The later dates that were asked for: those that were refused, or the others."""
    items = there.get("extensions")
    groups = [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []
    return [_date(each.get("to")) for each in groups if bool(each.get("refused")) is refused]


def _same_day(new: str, live: list[str]) -> MergeOutcome:
    """The date that the plan has too, perhaps in other words, or as a later date."""
    if live[-1] == new and len(live) == 1:
        return MergeOutcome()
    to = "extensions" if len(live) > 1 else ""
    why = f"the plan says “{live[-1]}”, which is the same day"
    if live[-1] == new:
        return MergeOutcome(unmet=(UntakenValue((_KEY,), "", Fate.PLACED, to=to),))
    return MergeOutcome(unmet=(UntakenValue((_KEY,), why, Fate.LEFT),))


def _unknown_promise(name: str, new: str, before: str, was: PlanValue) -> MergeOutcome:
    """The plan has no date, and the paper another than before: the first promise is not known."""
    says = f"the paper says “{new}”, and said “{before}” before"
    message = f"{KEPT_PREFIX}{name} has no timescale; {says}"
    why = f"before it said “{before}”: write the first promise into the plan as its timescale"
    return MergeOutcome((), (message,), (UntakenValue((_KEY,), why, Fate.ASKED, was=was),))


def _ask_extension(name: str, new: str, paper: str, as_at: date) -> MergeOutcome:
    """The paper gives a later date."""
    request: dict[str, PlanValue] = {
        "to": new,
        "reason": f"{paper} gives this date; why is not said",
        "requested": as_at.isoformat(),
    }
    message = f"{name}: the paper gives a later date, {new}, which is asked for as an extension"
    unmet = UntakenValue((_KEY,), "asked for as a later date", Fate.PLACED, to="extensions")
    return MergeOutcome((Add(("extensions",), request),), (message,), (unmet,))


def _merge_list(
    key: str, old: Sequence[str], there: Sequence[str], new: Sequence[str]
) -> ListMerge:
    """Bring what the paper changed since it said the old items into those of the plan.

    An item that only stands elsewhere now is neither new nor gone; the plan follows the order of
    the paper where it has all else as the paper had it.
    """
    remaining = [item for item in old if item in new]
    if there == old and remaining != [item for item in new if item in old]:
        return ListMerge((Put((key,), [*new]),), tuple(new), (), tuple(new), ())
    changes: list[_Change] = []
    left: list[ListChange] = []
    base: list[str] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was = tuple(item for item in old[i:j] if item not in new)
        run = ListChange(was, tuple(item for item in new[k:m] if item not in old))
        is_taken = {*run.now} <= {*there} and {*run.was}.isdisjoint(there)
        is_open = kind != "equal" and not is_taken
        start = _run_place(run, old[:i], there) if is_open else None
        if start is not None:
            changes.append(_Change(start, start + len(run.was), run.now))
        elif is_open:
            left.append(run)
            base += old[i:j]
            continue
        base += new[k:m]
    gone = tuple(item for item in new if item in old and item not in there)
    now = _with_changes(changes, there)
    return ListMerge(tuple(_list_edits(key, changes, there)), now, tuple(left), tuple(base), gone)


def _run_place(run: ListChange, above: Sequence[str], there: Sequence[str]) -> int | None:
    """Where in the plan the items of before stand; for none, the place below those above them.

    Where the plan has none of those any more, that is the end: what stands first stays there.
    """
    if not run.was:
        places = (there.index(item) + 1 for item in reversed(above) if item in there)
        return next(places, len(there) if above else 0)
    size = len(run.was)
    starts = (n for n in range(len(there)) if tuple(there[n : n + size]) == run.was)
    return next(starts, None)


def _list_edits(key: str, changes: Sequence[_Change], there: Sequence[str]) -> Iterator[Edit]:
    """Item by item, so that comments stay; the whole list where an item goes."""
    if any(len(change.now) < change.end - change.start for change in changes):
        yield Put((key,), [*_with_changes(changes, there)])
        return
    for start, end, now in changes:
        yield from (Put((key, start + n), now[n]) for n in range(end - start))
        position = end if end < len(there) else None
        yield from (Add((key,), change, position) for change in now[end - start :])


def _with_changes(changes: Sequence[_Change], there: Sequence[str]) -> tuple[str, ...]:
    """All the items of the plan with what changes."""
    items = list(there)
    for change in sorted(changes, reverse=True):
        items[change.start : change.end] = change.now
    return tuple(items)
