"""Small edits of a plan's own text, as a person makes them: all that is not meant stays as it is.

What an edit puts in says of itself that it is invented, in the text or in a comment beside it.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import yaml

from running import planctl

DAY: Final = "<day>"  # in what an edit writes: the day of the edit
LABEL: Final = "(invented)"
# The prose of a record; its other values are days, refs, roles and ids.
_PROSE: Final = {
    "note",
    "reason",
    "asks",
    "recommended",
    "decided",
    "what",
    "title",
    "shows",
    "source",
}


class Edit(Protocol):
    """Something that a person does to the files of a plan."""

    def on(self, plan: Path, day: str) -> None:
        """Do it, on a day."""


class Add(NamedTuple):
    """Put an item at the end of a list; the list is begun where there is none."""

    file: str
    key: str  # empty: the file itself is the list
    item: Mapping[str, object]

    def on(self, plan: Path, day: str) -> None:
        """Write the item as the last of its list."""
        path = file_of(plan, self.file)
        text = path.read_text("utf-8") if path.exists() else ""
        item = _item(self.item, "  " if self.key else "").replace(DAY, day)
        _put(path, _with_item(text, self.key, item))


class Set(NamedTuple):
    """Give a key of the file a value, in place of the one that it had."""

    file: str
    key: str
    value: str

    def on(self, plan: Path, day: str) -> None:
        """Write the value, with a comment that says that it is invented."""
        path = file_of(plan, self.file)
        text = path.read_text("utf-8")
        line = _line(self.key, self.value).replace(DAY, day)
        changed, number = re.subn(rf"^{self.key}:.*\n", lambda _: line, text, flags=re.MULTILINE)
        _put(path, changed if number else _with_line(text, line))


class Within(NamedTuple):
    """Give a key to the record that has these words: a milestone, an extension, a report."""

    file: str
    words: str
    key: str
    value: str

    def on(self, plan: Path, day: str) -> None:
        """Write the key as the last of its record, with a comment that says it is invented."""
        path = file_of(plan, self.file)
        lines = path.read_text("utf-8").splitlines(keepends=True)
        start = _line_with(self.words, lines)
        indent = len(lines[start]) - len(lines[start].lstrip(" -"))
        end = start + 1
        while end < len(lines) and lines[end][:indent].isspace():
            end += 1
        line = _line(self.key, self.value).replace(DAY, day)
        _put(path, "".join([*lines[:end], " " * indent + line, *lines[end:]]))


class Swap(NamedTuple):
    """Put some words in the place of others, which stand in the file once."""

    file: str
    old: str
    new: str

    def on(self, plan: Path, _: str) -> None:
        """Change these words and no others."""
        path = file_of(plan, self.file)
        before, old, after = path.read_text("utf-8").partition(self.old)
        if not old or old in after:
            raise ValueError(f"“{self.old}” has to stand in {self.file} once")
        _put(path, f"{before}{self.new}{after}")


class Drop(NamedTuple):
    """Take out the one line that has these words."""

    file: str
    words: str

    def on(self, plan: Path, _: str) -> None:
        """Leave out this line and keep all others."""
        path = file_of(plan, self.file)
        lines = path.read_text("utf-8").splitlines(keepends=True)
        found = _line_with(self.words, lines)
        _put(path, "".join([*lines[:found], *lines[found + 1 :]]))


class Begin(NamedTuple):
    """Write a new file."""

    path: str
    text: str

    def on(self, plan: Path, _: str) -> None:
        """Write it whole."""
        path = plan / self.path
        path.parent.mkdir(parents=True, exist_ok=True)
        _put(path, self.text)


class Move(NamedTuple):
    """Give an action another ref, and its file another name or folder."""

    old: str
    new: str
    path: str

    def on(self, plan: Path, _: str) -> None:
        """Change the ref, and move the file."""
        file = file_of(plan, self.old)
        text = file.read_text("utf-8").replace(f'ref: "{self.old}"', f'ref: "{self.new}"')
        _put(file, text)
        file.rename(plan / self.path)


class Seal(NamedTuple):
    """Seal the files of evidence, as `planctl evidence lock` does."""

    def on(self, plan: Path, _: str) -> None:
        """Write evidence.yaml."""
        ran = planctl("evidence", "lock", "--plan", plan)
        if ran.code:
            raise ValueError(ran.err)


def file_of(plan: Path, name: str) -> Path:
    """The file of an action by its ref, or another file of the plan by its name."""
    found = list(plan.glob(f"areas/*/{name}-*.yaml"))
    return found[0] if found else plan / f"{name}.yaml"


def labelled(words: str) -> str:
    """Words that say of themselves that they are invented."""
    return f"{words.removesuffix('.')} {LABEL}." if words.endswith(".") else f"{words} {LABEL}"


def _line(key: str, value: str) -> str:
    return f"{key}: {value}".rstrip() + "  # invented\n"


class _Plain(yaml.SafeDumper):
    """Writes as people do in a plan: lists are indented, and days have no quotes as refs have."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - so the dumper has it
        first: [(tag, form) for tag, form in forms if tag.endswith((":int", ":float"))]
        for first, forms in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as the dumper calls it
        """Indent, in a list too."""
        super().increase_indent(flow)


def _item(record: Mapping[str, object], indent: str) -> str:
    text = yaml.dump(
        _labelled(record), Dumper=_Plain, sort_keys=False, allow_unicode=True, width=10_000
    )
    first, *others = text.splitlines()
    return "".join(
        f"{indent}{mark}{line}\n"
        for mark, line in [("- ", first), *(("  ", other) for other in others)]
    )


def _labelled(record: Mapping[str, object]) -> dict[str, object]:
    return {key: _value(key, value) for key, value in record.items()}


def _value(key: str, value: object) -> object:
    if isinstance(value, str):
        return labelled(value) if key in _PROSE else value
    if isinstance(value, list):
        return [_labelled(each) if isinstance(each, Mapping) else each for each in value]
    return value


def _with_line(text: str, line: str) -> str:
    """The text of an action or a measure with a line that it did not have, where it belongs."""
    anchor = r"(^(?:status|better):.*\n)"
    before, status, after = re.split(anchor, text, maxsplit=1, flags=re.MULTILINE)
    if line.startswith(("timescale:", "review:")):
        return f"{before}{line}{status}{after}"
    return f"{before}{status}{line}{after}"


def _with_item(text: str, key: str, item: str) -> str:
    """The text of a file with the item at the end of the list that the key begins."""
    if not key:
        return text + item
    found = re.search(rf"^{key}:.*\n(?:[ ].*\n)*", text, re.MULTILINE)
    if not found:
        return f"{text}{key}:\n{item}"
    return text[: found.end()] + item + text[found.end() :]


def _line_with(words: str, lines: Sequence[str]) -> int:
    found = [n for n, line in enumerate(lines) if words in line]
    if len(found) != 1:
        raise ValueError(f"“{words}” has to stand in one line, and stands in {len(found)}")
    return found[0]


def _put(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")
