"""What an import says at once: how many actions, what needs a person, what was done."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from planctl.cli.importing.made import Made
from planctl.cli.importing.valued import KEPT, Kept
from planctl.intake.paper.account import Entry, Fate
from planctl.model.written import shortened
from planctl.render.words import counted, visible

_FEW: Final = 10  # things that are listed at once; the report has all
_OWN: Final = ("title", "status")  # guesses of nearly every action, which are counted apart


class Done(NamedTuple):
    """What an update did: on which day, by which paper."""

    on: str
    paper: str
    told: Sequence[str]


class Ties(NamedTuple):
    """By what the next paper is held against the plan."""

    refs: Mapping[str, str] = MappingProxyType({})  # of actions in the plan, by those of the paper
    areas: Mapping[str, str] = MappingProxyType({})  # the same of areas
    # What was left open, by where it goes and the text, with what the plan said when it was.
    asked: Mapping[tuple[str, str], str | None] = MappingProxyType({})
    guessed: frozenset[str] = frozenset()  # where values went that planctl made

    @classmethod
    def of(cls, found: Made) -> "Ties":
        """Those of a plan that is just made: it is called as in the paper."""
        areas = {ref: ref for ref in found.area_refs}
        asked = {(each.to, each.text): None for each in found.of(Fate.ASKED)}
        return cls({ref: ref for ref in found.paths}, areas, asked, guessed_in(found))

    def shown(self, to: str) -> str:
        """A place as the plan has it; one that the paper has otherwise is named beside it."""
        ref, _, key = to.rpartition(" ")
        own = self.refs.get(ref, ref)
        return to if own == ref else f"{own} {key} ({ref} in the paper)"


def guessed_in(found: Made) -> frozenset[str]:
    """Where values go that planctl made."""
    return frozenset(each.to for each in found.guesses if each.fate is Fate.MADE)


class Account(NamedTuple):
    """An import: what was found in which paper, and what was done with it."""

    found: Made
    paper: str  # the name of its file
    answers: Mapping[str, str] = MappingProxyType({})
    told: Sequence[str] = ()  # what was done with the plan that was there
    kept: Sequence[Kept] = ()  # what that plan has otherwise
    ties: Ties = Ties()
    earlier: Sequence[Done] = ()  # updates before this one
    on: str = ""  # the day of this one

    @property
    def story(self) -> Sequence[Done]:
        """What was done with the plan that was there, the newest last; not what it kept."""
        told = [each for each in self.told if not each.startswith(KEPT)]
        return [*self.earlier, Done(self.on, self.paper, told)] if told else self.earlier


def summary(account: Account, where: Sequence[str]) -> str:
    """The lines that are printed: how many, what needs a person, and where the rest stands."""
    return "".join(f"{visible(line)}\n" for line in _summary(account, where))


def _summary(account: Account, where: Sequence[str]) -> Iterator[str]:
    found = account.found
    actions = counted(len(found.paths), "action")
    yield f"{actions} in {counted(found.areas, 'area')} found in {account.paper}"
    asked = found.of(Fate.ASKED)
    yield f"{_number(len(asked))} a person" if asked else "nothing needs a person"
    yield from _first([f"  {_short_place(each, account.ties)}" for each in asked])
    yield guessed_in_words(found)
    left = [each for each in found.of(Fate.LEFT) if each.text]
    yield f"{counted(len(left), 'piece')} of text not placed{': see the report' * bool(left)}"
    yield from found.notes
    kept = [each for each in account.told if each.startswith(KEPT)]
    yield from _first([each for each in account.told if not each.startswith(KEPT)])
    yield from _first(kept)
    yield from where


def _first(lines: Sequence[str]) -> Iterator[str]:
    """The first lines, and how many there are besides."""
    yield from lines[:_FEW]
    if len(lines) > _FEW:
        yield f"  and {len(lines) - _FEW} more, in the report"


def _number(count: int) -> str:
    return f"{count} thing needs" if count == 1 else f"{count} things need"


def _short_place(entry: Entry, ties: Ties) -> str:
    text = f" “{shortened(entry.text)}”" if entry.text else ""
    propose = f" ({entry.propose}?)" if entry.propose else ""
    return f"{ties.shown(entry.to)}{text}: {entry.why}{propose}"


def guessed_in_words(found: Made) -> str:
    """How many guesses there are, and of what."""
    names = [each.to.rpartition(" ")[2] for each in found.guesses]
    parts = [
        counted(names.count(name), name, f"{name}{'es' * (name[-1] == 's') or 's'}")
        for name in _OWN
    ]
    others = sum(name not in _OWN for name in names)
    parts = [part for part, name in zip(parts, _OWN, strict=True) if name in names]
    parts += [counted(others, "other")] if others and parts else []
    apart = f" ({', '.join(parts)})" if parts else ""
    return f"{counted(len(names), 'guess', 'guesses')}{apart}"


def near(path: Path) -> str:
    """A path as a person standing in the current folder would write it."""
    try:
        return path.relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return path.as_posix()
