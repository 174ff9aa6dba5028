"""One value of the plan beside what a newer paper says of it: whose change it follows.

What the paper said when it was imported before tells who changed a value since: the paper, or the
plan. A value of the plan is written over only where the plan still has what was imported. Where
both changed it, a person decides, and is asked at each update until the two say the same.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple, TypeAlias, cast

from planctl.cli.importing.listed import Run, listed
from planctl.edit.cut import Edit, Put
from planctl.intake.paper.account import Fate
from planctl.load.content import content
from planctl.load.source import SourceFile
from planctl.load.text import decoded
from planctl.model.problem import At
from planctl.model.said import Said
from planctl.model.written import shortened

KEPT: Final = "kept: "  # begins what is said of a value that the plan keeps
GLOSSARY: Final = "glossary.yaml"
Group: TypeAlias = Mapping[str, Said]


def group(said: Said) -> Group:
    """What is said, where that is a group; else nothing."""
    return said if isinstance(said, dict) else {}


def said_in(file: SourceFile) -> Group:
    """What a file of the plan says, as it is written."""
    return group(content(decoded(file.data)))


class Three(NamedTuple):
    """What the plan has, what the paper says, and what it said when it was imported before."""

    there: Group
    new: Group
    old: Group | None


class Unmet(NamedTuple):
    """A value of the paper that the plan does not have."""

    at: At  # where in what the paper says of its action; empty for all of it
    why: str
    fate: Fate  # asked where a person has to decide; left where the plan's own is the newer one
    was: Said = None  # what an import before said, from which both went their own ways
    texts: tuple[str, ...] = ()  # the pieces of a list that it is about; all where none is named
    to: str = ""  # the key under which the plan has it, where that is another

    @property
    def is_open(self) -> bool:
        """Whether a person has to decide."""
        return self.fate is Fate.ASKED


class Kept(NamedTuple):
    """A value of the paper that the plan does not have, and of what it is."""

    of: str  # the ref of an action as the paper has it, else a file or “area REF”
    unmet: Unmet

    @property
    def to(self) -> str:
        """Where the account of every word would have put it."""
        if self.of == GLOSSARY:
            return "glossary"
        if not self.unmet.at:
            return f"{self.of} ref"
        key = str(self.unmet.at[0])
        return key if self.of.endswith(".yaml") else f"{self.of} {key}"


class Outcome(NamedTuple):
    """What is changed, what is said of it, and what is not changed."""

    edits: tuple[Edit, ...] = ()
    told: tuple[str, ...] = ()
    unmet: tuple[Unmet, ...] = ()

    def __or__(self, other: "Outcome") -> "Outcome":
        """Both of them."""
        return Outcome(self.edits + other.edits, self.told + other.told, self.unmet + other.unmet)


def valued(name: str, key: str, three: Three) -> Outcome:
    """A value: the paper's where only the paper changed it, else it is kept; in lists by items."""
    new, there = three.new.get(key), three.there.get(key)
    if new == there:
        return Outcome()
    old = three.old.get(key) if three.old is not None else None
    if new is None:
        is_gone = old is not None and there is not None
        return left_open(name, key, (there, None, old)) if is_gone else Outcome()
    in_list = _of_list(name, key, (old, there, new))
    if in_list:
        return in_list
    if new == old:
        return Outcome(unmet=(newer(key, there),))
    if there is None or there == old:
        return Outcome((Put((key,), new),))
    return left_open(name, key, (there, new, old))


def _of_list(name: str, key: str, said: tuple[Said, Said, Said]) -> Outcome | None:
    """What becomes of a list of texts; none where one of the three is no such list."""
    old, there, new = (_texts(each) for each in said)
    if old is None or there is None or new is None:
        return None
    found = listed(key, old, there, new)
    is_asked = any(new[:1] == [*run.now[:1]] for run in found.open)
    is_led_otherwise = key == "leads" and found.now[:1] != _first(old, there, new)
    if is_led_otherwise and not is_asked and found.now[:1] != tuple(there[:1]):
        return None
    told = tuple(f"{KEPT}{name} {key} as it is; {_changed(run)}" for run in found.open)
    unmet = tuple(
        Unmet(
            (key,),
            f"{_changed(run)}; the plan has that otherwise: make the two say the same",
            fate=Fate.ASKED,
            was=[*found.was],
            texts=run.now,
        )
        for run in found.open
    )
    gone = newer(key, said[1])._replace(texts=found.gone)
    outcome = Outcome(found.edits, told, (*unmet, gone) if found.gone else unmet)
    is_open = is_led_otherwise and not is_asked
    return outcome | left_open(name, key, (said[1], said[2], said[0])) if is_open else outcome


def _first(old: list[str], there: list[str], new: list[str]) -> tuple[str, ...] | None:
    """Who is to stand first, as the side that changed it has it; none where both did, in two ways.

    Of leads the first is accountable: one value, and no list that two can stand in.
    """
    was, has, says = (tuple(each[:1]) for each in (old, there, new))
    if says in {was, has}:
        return has
    return says if has == was else None


def _changed(run: Run) -> str:
    """What a paper did to items of a list."""
    was, now = (" and ".join(f"“{quoted(each)}”" for each in part) for part in run)
    if not now:
        return f"the paper has no longer {was}"
    return f"the paper now says {now}{f' for {was}' if was else ''}"


def _texts(said: Said) -> list[str] | None:
    """A list that is nothing but texts."""
    is_so = isinstance(said, list) and all(isinstance(each, str) for each in said)
    return cast("list[str]", said) if is_so else None


def newer(key: str, there: Said) -> Unmet:
    """The paper says what it said before: the plan's own value is the newer one."""
    says = f"says “{quoted(there)}”" if there is not None else "says nothing of it"
    return Unmet((key,), f"the plan was changed since, and {says}", fate=Fate.LEFT)


def left_open(name: str, key: str, said: tuple[Said, Said, Said]) -> Outcome:
    """Both changed the value: what the plan, the paper, and the paper before say."""
    there, new, old = said
    one, other = quoted(_but(there, new)), quoted(_but(new, there))
    says = f"says “{other}”" if new is not None else "gives none any more"
    told = f"{KEPT}{name} {key} “{one}”; the paper {says}"
    why = f"the plan says “{one}”, which was kept: make the two say the same"
    return Outcome((), (told,), (Unmet((key,), why, fate=Fate.ASKED, was=old),))


def _but(said: Said, other: Said) -> Said:
    """Of a list the items that the other has not, if that leaves any."""
    if isinstance(said, list) and isinstance(other, list):
        return [each for each in said if each not in other] or said
    return said


def by_hand(name: str, key: str, three: Three) -> Outcome:
    """A value that the plan builds on: what the paper changes of it is left to a person."""
    outcome = valued(name, key, three)
    there, new = three.there.get(key), three.new.get(key)
    return (
        left_open(name, key, (there, new, there))
        if outcome.edits and there is not None
        else outcome
    )


def quoted(said: Said) -> str:
    """A value as a message quotes it."""
    return shortened(_flat(said))


def _flat(said: Said) -> str:
    """All that is said, on one line."""
    if isinstance(said, dict):
        return ", ".join(map(_flat, said.values()))
    if isinstance(said, list):
        return "; ".join(map(_flat, said))
    return str(said)
