"""Two states of a small plan, each from its texts, and what changed between them."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from make import AS_AT, SMALL, loaded, put
from planctl.assess.change.change_kind import Change
from planctl.assess.change.comparison import Comparison
from planctl.assess.scene import Scene, judge_plan
from planctl.render.change import change_in_words

BEFORE: Final = date(2024, 2, 14)
FIRST: Final = "areas/1-practice/1.1-first.yaml"
Files = Mapping[str, str | bytes]


def state(root: Path, files: Files, as_at: date = AS_AT) -> Scene:
    """A plan with these files, judged on a day; an empty text takes a file of the plan away."""
    every = {path: text for path, text in {**SMALL, **files}.items() if text}
    return judge_plan(loaded(put(root, every)).plan, as_at)


def compared(root: Path, old: Files, new: Files, *days: date) -> Comparison:
    """Two states of a plan, as at 14 February and 13 March 2024 unless told otherwise."""
    then, now = days or (BEFORE, AS_AT)
    return Comparison(state(root / "old", old, then), state(root / "new", new, now))


def of_first(root: Path, old: str, new: str, *days: date) -> Comparison:
    """The same with one action only, of these keys besides its ref and its title."""
    found = compared(root, {FIRST: first(old)}, {FIRST: first(new)}, *days)
    assert found.uncompared == ()
    return found


def first(text: str) -> str:
    """The text of an action with these keys; it has a ref and a title without being told."""
    own = "" if text.startswith("ref:") else 'ref: "1.1"\n'
    title = "" if "\ntitle:" in f"\n{text}" else "title: First\n"
    return f"{own}{title}{text}\n"


def action(ref: str, title: str, *does: str) -> str:
    """The text of an action that does these things."""
    lines = "".join(f"  - {each}\n" for each in does)
    return f'ref: "{ref}"\ntitle: {title}\n' + (f"actions:\n{lines}" if does else "")


def kinds(changes: Iterable[Change]) -> list[str]:
    """What kind of change each is."""
    return [change.kind.value for change in changes]


def words(compared: Comparison) -> list[str]:
    """Each change in words."""
    return [change_in_words(change) for change in compared.changes]
