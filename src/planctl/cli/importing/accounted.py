"""The account of every word after an update: what the plan did not take is not called placed."""

from planctl.cli.importing.changes import OUT, Changes
from planctl.cli.importing.made import Made
from planctl.cli.importing.valued import Kept
from planctl.intake.paper.account import Entry, Fate


def accounted(found: Made, changes: Changes) -> Made:
    """What was found, with what the plan did not take as what it is: open, or not placed.

    What the paper leaves open as it did before, and the plan says by now, is open no longer.
    """
    entries: list[Entry] = []
    seen: set[int] = set()  # the identities of what an entry was found for
    by_place: dict[str, list[Kept]] = {}
    for each in changes.kept:
        by_place.setdefault(each.to if each.unmet.at else each.of, []).append(each)
    for entry in found.entries:
        of = entry.to.rpartition(" ")[0]
        kept = [*by_place.get(entry.to, ()), *by_place.get(of, ())]
        one = next((each for each in kept if _is_of(entry, each)), None)
        seen |= {id(one)} if one else set()
        entries += _kept(entry, one) if one else _left(entry, changes)
    rest = (each for each in changes.kept if each.unmet.is_open and id(each) not in seen)
    entries += [Entry("", "", Fate.ASKED, each.to, each.unmet.why) for each in rest]
    return found._replace(entries=tuple(entries))


def _left(entry: Entry, changes: Changes) -> list[Entry]:
    """An entry that is about no value which the plan keeps; none for what was made in vain."""
    why = ""
    if entry.to.rpartition(" ")[0] in changes.out:
        why = OUT
    elif entry.fate is Fate.ASKED and entry.to in changes.settled:
        why = f"the plan says “{changes.settled[entry.to]}”"
    if entry.fate is Fate.MADE and (why or entry.to in changes.vain):
        return []
    return [entry._replace(fate=Fate.LEFT, why=why, sure=None, propose="") if why else entry]


def _is_of(entry: Entry, one: Kept) -> bool:
    """Whether a piece of the paper is what the plan has otherwise."""
    if not one.unmet.at:
        return True
    is_whole = len(one.unmet.at) == 1 and entry.fate in {Fate.PLACED, Fate.READ}
    is_named = not one.unmet.texts or entry.text in one.unmet.texts
    return is_whole and is_named


def _kept(entry: Entry, one: Kept) -> list[Entry]:
    unmet = one.unmet
    if not unmet.at:  # all that the paper says of an action
        return _of_another(entry, one)
    if unmet.to:
        return [entry._replace(to=f"{one.of} {unmet.to}", why=unmet.why)]
    if unmet.is_open:
        return [entry._replace(fate=Fate.ASKED, why=unmet.why, sure=None)]
    return [entry._replace(fate=Fate.LEFT, to="", why=f"{one.to}: {unmet.why}", sure=None)]


def _of_another(entry: Entry, one: Kept) -> list[Entry]:
    if entry.fate is Fate.MADE:
        return []
    is_ref = entry.to.endswith(" ref") and entry.text
    fate = Fate.ASKED if is_ref else Fate.LEFT
    return [entry._replace(fate=fate, why=one.unmet.why, sure=None, propose="")]
