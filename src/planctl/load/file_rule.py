"""Band F: what can be wrong with a file before anyone asks what it says.

Each function words one fault, and its docstring is the rule's manual page.
"""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from planctl.model.problem import Rule, Severity
from planctl.model.timescale_grammar import shorten


def unreadable_file(why: str) -> str:
    """A file of the plan is there but could not be read.

    It may have been moved while planctl ran, be locked by another program, or belong to someone
    else. Nothing of what it says is in any count or paper until it can be read.
    """
    return f"the file could not be read: {why}"


def not_utf8(byte: str) -> str:
    """A file is not plain UTF-8 text.

    Old editors on Windows save text in another encoding, in which letters such as é, £ and
    curly quotes come out wrong. planctl refuses to guess them.
    """
    return f"this line is not UTF-8 text (byte {byte})"


def too_large(_: str = "") -> str:
    """A file is larger than one million bytes.

    An action takes about two thousand. A file this large is most likely another kind of file
    with the name of a plan file.
    """
    return "the file is larger than one million bytes, so it was not read"


def not_yaml(why: str) -> str:
    """A file breaks the rules of YAML, so nobody can tell what it says.

    The usual causes are a colon in a text without quotes, a line that is indented by one space
    too many or too few, and a quotation mark that is opened and not closed.
    """
    return why


def duplicate_key(key: str) -> str:
    """The same key stands twice in one place of a file.

    One of the two would be lost without a word, so planctl reads neither.
    """
    return f"the key “{shorten(key)}” stands here a second time"


def merge_conflict(_: str = "") -> str:
    """A file holds the marks that git leaves when two people changed the same lines.

    The lines between <<<<<<< and ======= are one version, those down to >>>>>>> the other.
    """
    return "two versions of these lines wait for someone to choose between them"


def alias(mark: str) -> str:
    """A file uses a YAML anchor (&name) or alias (*name).

    A plan file says everything where it stands. Most often the sign is only the first character
    of a text that needs quotes.
    """
    return f"“{mark}” at the start of a text means something else in YAML"


def tag(mark: str) -> str:
    """A file uses a YAML tag (!name) or directive (%NAME).

    planctl takes every value as text and lets the field decide what it means. Most often the
    sign is only the first character of a text that needs quotes.
    """
    return f"“{mark}” at the start of a text means something else in YAML"


def two_documents(_: str = "") -> str:
    """A file holds more than one YAML document, parted by a line with ---.

    Each file of a plan holds one thing.
    """
    return "a second document starts here"


def too_deep(_: str = "") -> str:
    """A file nests lists and mappings deeper than any plan needs.

    Most often it is not a plan file at all.
    """
    return "lists or keys are nested more than 32 deep here"


def stray_character(name: str) -> str:
    """A file holds a character that does not belong in a text: a tab, a control character.

    They come with text pasted from other programs, cannot be seen, and are read differently by
    different programs.
    """
    return f"there is {name} here"


def empty_file(_: str = "") -> str:
    """A file of the plan is empty, or holds nothing but comments.

    It may have been saved half-way.
    """
    return "the file says nothing"


def link_out_of_the_plan(_: str = "") -> str:
    """A file or folder is a link to somewhere outside the plan, or a link to a folder.

    A plan has to stay whole when it is copied, so planctl follows no link out of it.
    """
    return "this is a link out of the plan, or to a folder, and such links are not followed"


def missing_file(name: str) -> str:
    """A file that the plan cannot do without is not there.

    A plan needs plan.yaml, and every folder of actions an area.yaml.
    """
    return f"there is no {name} here"


def same_name_but_case(other: str) -> str:
    """Two files differ in nothing but capital letters.

    On Windows and on Macs they are one file, and one of the two is lost.
    """
    return f"its name differs from {other} only in capital letters"


def not_a_plan_file(_: str = "") -> str:
    """A YAML file stands where planctl looks for none, so nothing in it is read.

    Actions are files in areas/<area>/, measures are files in measures/, and the front matter is
    plan.yaml, governance.yaml, roles.yaml, glossary.yaml and policy.yaml. Names end in .yaml.
    """
    return "planctl does not read a file of this name here, so nothing in it counts"


def odd_file_name(what: str) -> str:
    r"""The name of a file, or of its folder, holds what is no text or cannot be seen.

    A byte that is not UTF-8, a control character, a sign that turns the writing round, a
    backslash: some computers cannot hold such a name, and what prints it may take it for a
    command. Each is shown as an escape, such as \xff. The file is not read until it has another
    name.
    """
    return f"the name of this file or of its folder holds {what}"


def text_cut_by_comment(rest: str) -> str:
    """A text without quotes is followed on its line by a # and a word.

    In YAML a # after a blank begins a comment, so what stands from there on is lost without a
    word: of `title: Visits #1 and #2` only “Visits” is read. A # that has a blank after it is
    taken for a comment that was meant.
    """
    return f"“{shorten(rest)}” is a comment here, and no part of the text before it"


class FileRule(NamedTuple):
    """A rule of this band, and the function that words its fault."""

    rule: Rule
    words: Callable[[str], str]


_QUOTES = "put the whole text in double quotes"
_TABLE: Final = (
    ("F001", unreadable_file, "see that it is a plain file, and that no other program holds it"),
    ("F002", not_utf8, "save the file again with the encoding UTF-8"),
    ("F003", too_large, "move it out of the plan if it is no plan file, or split it"),
    ("F004", not_yaml, _QUOTES),
    ("F005", duplicate_key, "keep one of the two, and move what the other says into it"),
    ("F006", merge_conflict, "keep the lines that are right, and delete the marks around them"),
    ("F007", alias, _QUOTES),
    ("F008", tag, _QUOTES),
    ("F009", two_documents, "take the line with --- out, or move the rest to a file of its own"),
    ("F010", too_deep, "move it out of the plan if it is no plan file"),
    ("F011", stray_character, "delete it and type a space, or nothing, in its place"),
    ("F012", empty_file, "write it again, or bring back the last version from git"),
    ("F013", link_out_of_the_plan, "put the file itself in its place"),
    ("F014", missing_file, "make the file, with a title and, for an area, its ref"),
    ("F015", same_name_but_case, "give one of the two another name"),
    ("F016", not_a_plan_file, "move or rename it, or delete it if nobody needs it"),
    ("F017", odd_file_name, "give it a name of plain letters, figures and hyphens"),
)
_CUT: Final = f"{_QUOTES}; or, where it is a comment, put a blank after the #"
FILE_RULES: Final[Mapping[str, FileRule]] = {
    words.__name__.replace("_", "-"): FileRule(Rule.of(code, severity, words, hint), words)
    for code, words, hint, severity in (
        *((*row, Severity.ERROR) for row in _TABLE),
        ("F018", text_cut_by_comment, _CUT, Severity.WARNING),
    )
}
