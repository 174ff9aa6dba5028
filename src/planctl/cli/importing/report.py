"""The report of an import: the account of every word, for people and for programs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from planctl.cli.importing.made import Made
from planctl.cli.importing.told import Account, Ties
from planctl.cli.settle import put
from planctl.intake.paper.account import Entry, Fate, plain
from planctl.model.written import shortened
from planctl.render.markup import plain_markdown
from planctl.render.words import counted, json_text, visible

_NAME: Final = "import-report"
_USUAL: Final = "plan"  # the name of a plan folder that says nothing
_SHORT: Final = 80  # characters of a text whose whole stands further below
_SURE: Final = ("low", "medium", "high")


def report_of(plan: Path, folder: Path | None) -> Path:
    """Where the report of a plan is, without its ending: beside the plan, unless a folder is given.

    Plans that stand beside each other have reports of their own.
    """
    name = _NAME if plan.name == _USUAL else f"{plan.name}-{_NAME}"
    return (folder or plan.parent) / name


def put_report(account: Account, report: Path) -> Sequence[Path]:
    """Write the report, for people and for programs; its two files."""
    texts = {
        report.with_name(f"{report.name}.md"): as_markdown(account),
        report.with_name(f"{report.name}.json"): _in_lines(as_json(account)),
    }
    for path, text in texts.items():
        put(path, text.encode("utf-8"))
    return [*texts]


def _in_lines(account: Mapping[str, object]) -> str:
    """JSON with a line for each key, and for each item of a long list: git shows what changed."""
    parts = []
    for key, value in account.items():
        items = [json_text(each, indent=None) for each in value] if isinstance(value, list) else []
        whole = ",\n".join(items)
        said = f"[\n{whole}\n]" if items else json_text(value, indent=None)
        parts.append(f"{json_text(key, indent=None)}: {said}")
    inside = ",\n".join(parts)
    return f"{{\n{inside}\n}}\n"


def as_json(account: Account) -> dict[str, object]:
    """The whole account for programs; keys may be added, never changed."""
    found = account.found
    return {
        "file": account.paper,
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
        "answers": dict(account.answers),
        "told": list(account.told),
        "story": [each._asdict() for each in account.story],
        "refs": dict(account.ties.refs),
        "area_refs": dict(account.ties.areas),
        "asked": [
            {"to": to, "text": text, "plan": value}
            for (to, text), value in account.ties.asked.items()
        ],
        "guessed": sorted(account.ties.guessed),
        "open": [
            {"of": each.of, "at": list(each.unmet.at), "was": each.unmet.was}
            for each in account.kept
            if each.unmet.is_open
        ],
        "said": {path: plain(said) for path, said in found.files.items()},
    }


def as_markdown(account: Account) -> str:
    """The report: what needs a person, the guesses, what was not placed, and then the rest."""
    return "".join(f"{line}\n" for line in _markdown(account))


def _markdown(account: Account) -> Iterator[str]:
    found, told = account.found, account.told
    yield f"# Import of {_cell(account.paper)}"
    yield ""
    yield f"{counted(len(found.paths), 'action')} in {counted(found.areas, 'area')} were found."
    yield "Every piece of the paper's text stands in the plan or in this report, or in both."
    yield from (f"Note: {note}." for note in found.notes)
    if told:
        yield from _section(
            "What was done with the plan that was there", ("What",), ((each,) for each in told)
        )
    asked = [
        (_where(each, account.ties), _text(each), each.why, each.propose or "–")
        for each in found.of(Fate.ASKED)
    ]
    yield from _section(
        "What needs a person", ("Where", "The paper says", "What to decide", "Perhaps"), asked
    )
    yield from _guesses(found)
    left = [(each.place or "–", _text(each), each.why) for each in found.of(Fate.LEFT)]
    yield from _section("What was not placed", ("Where", "Text", "Why"), left)
    if account.answers:
        answers = account.answers.items()
        yield from _section("What you answered", ("Question", "Answer"), answers)
    if account.earlier:
        done = [(each.on, each.paper, what) for each in account.earlier for what in each.told]
        yield from _section("What updates did before", ("Day", "Paper", "What"), done)
    rest = [
        (each.place, each.text, _went(each, account.ties))
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
        if not (each.to.endswith(" title") and each.fate is Fate.MADE):
            groups.setdefault(alike, []).append(each)
    ordered = sorted(groups.values(), key=lambda group: _SURE.index(str(group[0].sure)))
    rows = (
        (_for(group), shortened(group[0].text, _SHORT) or "–", group[0].why, str(group[0].sure))
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


def _where(entry: Entry, ties: Ties) -> str:
    to = ties.shown(entry.to)
    return f"{to} ({entry.place})" if entry.place else to


def _text(entry: Entry) -> str:
    return entry.text or "–"


def _went(entry: Entry, ties: Ties) -> str:
    """Where a piece went, and what it was read as."""
    to = ties.shown(entry.to)
    return f"{to} ({entry.why})" if entry.why else to


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
