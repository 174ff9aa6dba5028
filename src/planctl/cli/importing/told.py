"""What an import says: a few lines at once, and a report of every word for later."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planctl.cli.importing.made import Made
from planctl.cli.settle import put
from planctl.intake.paper.account import Entry, Fate, plain
from planctl.render.markup import plain_markdown
from planctl.render.words import counted, visible

if TYPE_CHECKING:
    pass

NAME: Final = "import-report"
_FEW: Final = 10  # things that are listed at once; the report has all
_SHORT: Final = 80  # characters of a text whose whole stands further below
_SURE: Final = ("low", "medium", "high")
_OWN: Final = ("title", "status")  # guesses of nearly every action, which are counted apart


def summary(found: Made, file: str, told: Sequence[str], where: Sequence[str]) -> str:
    """The lines that are printed: how many, what needs a person, and where the rest stands."""
    return "".join(f"{visible(line)}\n" for line in _summary(found, file, told, where))


def _summary(found: Made, file: str, told: Sequence[str], where: Sequence[str]) -> Iterator[str]:
    actions = counted(len(found.paths), "action")
    yield f"{actions} in {counted(found.areas, 'area')} found in {file}"
    asked = found.of(Fate.ASKED)
    yield f"{_number(len(asked))} a person" if asked else "nothing needs a person"
    yield from (f"  {_short_place(each)}" for each in asked[:_FEW])
    if len(asked) > _FEW:
        yield f"  and {len(asked) - _FEW} more, in the report"
    yield guessed_in_words(found)
    left = [each for each in found.of(Fate.LEFT) if each.text]
    yield f"{counted(len(left), 'piece')} of text not placed{': see the report' * bool(left)}"
    yield from found.notes
    yield from told
    yield from where


def _number(count: int) -> str:
    return f"{count} thing needs" if count == 1 else f"{count} things need"


def _short_place(entry: Entry) -> str:
    text = f" “{entry.text}”" if entry.text else ""
    propose = f" ({entry.propose}?)" if entry.propose else ""
    return f"{entry.to}{text}: {entry.why}{propose}"


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


def put_report(
    found: Made, folder: Path, file: str, told: Sequence[str], answers: Mapping[str, str]
) -> Sequence[Path]:
    """Write the report, for people and for programs; what its two files are called."""
    account = as_json(found, file, told, answers)
    texts = {
        f"{NAME}.md": as_markdown(found, file, told, answers),
        f"{NAME}.json": _in_lines(account),
    }
    for name, text in texts.items():
        put(folder / name, text.encode("utf-8"))
    return [folder / name for name in texts]


def _in_lines(account: Mapping[str, object]) -> str:
    """JSON with a line for each key, and for each item of a long list: git shows what changed."""
    parts = []
    for key, value in account.items():
        items = (
            [json.dumps(e, ensure_ascii=False) for e in value] if isinstance(value, list) else []
        )
        whole = ",\n".join(items)
        said = f"[\n{whole}\n]" if items else json.dumps(value, ensure_ascii=False)
        parts.append(f"{json.dumps(key)}: {said}")
    inside = ",\n".join(parts)
    return f"{{\n{inside}\n}}\n"


def as_json(
    found: Made, file: str, told: Sequence[str], answers: Mapping[str, str]
) -> dict[str, object]:
    """The whole account for programs; keys may be added, never changed."""
    return {
        "file": file,
        "actions": len(found.paths),
        "areas": found.areas,
        "counts": {fate.name.lower(): len(found.of(fate)) for fate in Fate},
        "guesses": len(found.guesses),
        "pieces": [
            {
                "place": each.place,
                "text": each.text,
                "fate": each.fate.name.lower(),
                "to": each.to,
                "why": each.why,
                "confidence": each.sure,
                "proposal": each.propose,
            }
            for each in found.entries
        ],
        "made": [
            {"file": path, "at": list(at), "value": value}
            for path, at, value in found.made_values()
        ],
        "notes": list(found.notes),
        "answers": dict(answers),
        "told": list(told),
        "said": {path: plain(said) for path, said in found.files.items()},
    }


def as_markdown(found: Made, file: str, told: Sequence[str], answers: Mapping[str, str]) -> str:
    """The report: what needs a person, the guesses, what was not placed, and then the rest."""
    return "".join(f"{line}\n" for line in _markdown(found, file, told, answers))


def _markdown(
    found: Made, file: str, told: Sequence[str], answers: Mapping[str, str]
) -> Iterator[str]:
    yield f"# Import of {_cell(file)}"
    yield ""
    yield f"{counted(len(found.paths), 'action')} in {counted(found.areas, 'area')} were found."
    yield "Every piece of the paper's text stands in the plan or in this report, or in both."
    yield from (f"Note: {note}." for note in found.notes)
    if told:
        yield from _section(
            "What was done with the plan that was there", ("What",), ((each,) for each in told)
        )
    asked = [
        (_where(each), _text(each), each.why, each.propose or "–") for each in found.of(Fate.ASKED)
    ]
    yield from _section(
        "What needs a person", ("Where", "The paper says", "What to decide", "Perhaps"), asked
    )
    yield from _guesses(found)
    left = [(each.place, each.text, each.why) for each in found.of(Fate.LEFT)]
    yield from _section("What was not placed", ("Where", "Text", "Why"), left)
    if answers:
        yield from _section("What you answered", ("Question", "Answer"), answers.items())
    rest = [
        (each.place, each.text, _went(each))
        for fate in (Fate.PLACED, Fate.READ, Fate.STRUCTURE)
        for each in found.of(fate)
        if each.text
    ]
    yield from _section("Where everything else went", ("Where", "Text", "Went to"), rest)


def _guesses(found: Made) -> Iterator[str]:
    """The guesses, the least sure first; those that are alike share a line."""
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for each in found.guesses:
        field = each.to.rpartition(" ")[2]
        text = each.text if each.fate is Fate.MADE else ""
        alike = (
            (field, text, each.why, str(each.sure))
            if field == "status"
            else (each.to, each.text, each.why)
        )
        if field != "title" or each.fate is not Fate.MADE:
            groups.setdefault(alike, []).append(each)
    ordered = sorted(groups.values(), key=lambda group: _SURE.index(str(group[0].sure)))
    rows = (
        (_for(group), _shortened(group[0].text) or "–", group[0].why, str(group[0].sure))
        for group in ordered
    )
    yield from _section("What was guessed", ("For", "Guess or text", "Why", "How sure"), rows)
    titles = [
        each for each in found.guesses if each.to.endswith(" title") and each.fate is Fate.MADE
    ]
    if titles:
        yield ""
        yield "The paper gives these no title, so one was made of their first words:"
        yield from _table(("For", "Title"), ((each.to, each.text) for each in titles))


def _for(group: Sequence[Entry]) -> str:
    refs = [each.to.rpartition(" ") for each in group]
    return (
        f"{refs[0][2]} of {', '.join(ref for ref, _, _ in refs)}" if len(group) > 1 else group[0].to
    )


def _where(entry: Entry) -> str:
    return f"{entry.to} ({entry.place})" if entry.place else entry.to


def _text(entry: Entry) -> str:
    return entry.text or "–"


def _went(entry: Entry) -> str:
    """Where a piece went, and what it was read as."""
    return f"{entry.to} ({entry.why})" if entry.why else entry.to


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rpartition(' ')[0] or text[:_SHORT]}…"


def _section(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    found = list(rows)
    if not found:
        yield ""
        yield "Nothing."
        return
    yield from _table(heads, found)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    yield from (f"| {' | '.join(map(_cell, row))} |" for row in rows)


def _cell(text: str) -> str:
    """A text in a cell, as it is."""
    return str(plain_markdown(visible(text)))
