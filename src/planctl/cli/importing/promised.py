"""The first promise of an action beside the date that a newer paper gives: it is never changed."""

from datetime import date
from typing import Final

from planctl.cli.importing.valued import KEPT, Group, Outcome, Three, Unmet, left_open, newer
from planctl.edit.cut import Add, Put
from planctl.intake.paper.account import Fate
from planctl.intake.paper.among import day_due
from planctl.model.said import Said

_KEY: Final = "timescale"


def promised(name: str, three: Three, paper: str, as_at: date) -> Outcome:
    """A later date is asked for as an extension; any other that is new is left to a person."""
    new, there = due(three.new), due(three.there)
    before = due(three.old) if three.old is not None else ""
    was = three.old.get(_KEY) if three.old is not None else None
    if not new:
        is_gone = bool(before) and bool(there)
        return left_open(name, _KEY, (there, None, was)) if is_gone else Outcome()
    if there:
        return _beside(name, three, (before, was), _asked(name, new, paper, as_at))
    if new == before:
        return Outcome(unmet=(newer(_KEY, None),))
    if not before:
        return Outcome((Put((_KEY,), three.new[_KEY]),))
    return _unsettled(name, new, before, was)


def _beside(name: str, three: Three, old: tuple[str, Said], asked: Outcome) -> Outcome:
    """What the paper gives beside the dates of the plan: the last of these holds."""
    new, (before, was) = due(three.new), old
    live = [due(three.there), *_extended(three.there)]
    if day_due(new) == day_due(live[-1]):
        return _told_otherwise(new, live)
    if new == before:
        return Outcome(unmet=(newer(_KEY, live[-1]),))
    if day_due(new) > max(map(day_due, live)) and new not in _refused(three.there):
        return asked
    return left_open(name, _KEY, (live[-1], new, was))


def due(said: Group | None) -> str:
    """The date of a timescale, as planctl reads it."""
    return _date(said.get(_KEY)) if said else ""


def _date(when: Said) -> str:
    return str((when.get("due") if isinstance(when, dict) else when) or "")


def _extensions(there: Group) -> list[Group]:
    found = there.get("extensions")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _extended(there: Group) -> list[str]:
    """The later dates that were asked for, but for those that were refused."""
    return [_date(each.get("to")) for each in _extensions(there) if not each.get("refused")]


def _refused(there: Group) -> list[str]:
    return [_date(each.get("to")) for each in _extensions(there) if each.get("refused")]


def _told_otherwise(new: str, live: list[str]) -> Outcome:
    """The date that the plan has too, perhaps in other words, or as a later date."""
    if live[-1] == new and len(live) == 1:
        return Outcome()
    to = "extensions" if len(live) > 1 else ""
    why = f"the plan says “{live[-1]}”, which is the same day"
    if live[-1] == new:
        return Outcome(unmet=(Unmet((_KEY,), "", Fate.PLACED, to=to),))
    return Outcome(unmet=(Unmet((_KEY,), why, Fate.LEFT),))


def _unsettled(name: str, new: str, before: str, was: Said) -> Outcome:
    """The plan has no date, and the paper another than before: the first promise is not known."""
    told = f"{KEPT}{name} has no timescale; the paper says “{new}”, and said “{before}” before"
    why = f"before it said “{before}”: write the first promise into the plan as its timescale"
    return Outcome((), (told,), (Unmet((_KEY,), why, Fate.ASKED, was=was),))


def _asked(name: str, new: str, paper: str, as_at: date) -> Outcome:
    """The paper gives a later date."""
    wish: dict[str, Said] = {
        "to": new,
        "reason": f"{paper} gives this date; why is not said",
        "requested": as_at.isoformat(),
    }
    told = f"{name}: the paper gives a later date, {new}, which is asked for as an extension"
    unmet = Unmet((_KEY,), "asked for as a later date", Fate.PLACED, to="extensions")
    return Outcome((Add(("extensions",), wish),), (told,), (unmet,))
