"""Band S: what a file says becomes the value that it should be, or the list of what does not fit.

Each function words one fault that pydantic found, and its docstring is the rule's manual page.
Faults are matched to our rules by their type, never by pydantic's sentences, which are not for a
board.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final, NamedTuple, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from planctl.load.content import missing_blank
from planctl.load.file_rule import FILE_RULES
from planctl.model.action import LINK, WORDS
from planctl.model.choice import quoted_list
from planctl.model.field_types import SAME_KEY
from planctl.model.governance import ONE_RULE, SEVERAL_RULES
from planctl.model.label import foreign_character as foreign_in
from planctl.model.label import strip_quotes
from planctl.model.nearest_name import suggest_name
from planctl.model.plan_files import model_for_kind
from planctl.model.problem import Rule, Severity
from planctl.model.timescale_grammar import shorten

_SECRET: Final = re.compile("user|login|pass|secret|key|token", re.IGNORECASE)
Words = tuple[str, str]  # what is wrong, and what to do; no hint: the rule's own


class Misfit(NamedTuple):
    """One thing that does not fit: the key or item it stands at, what is there, what could be."""

    name: str
    given: object
    context: Mapping[str, Any]
    keys: Collection[str]


def missing(misfit: Misfit) -> Words:
    """A key that must be there is missing, or has no value.

    Every action needs a ref and a title; every milestone says what it is; every extension has
    a date and a reason.
    """
    return f"“{misfit.name}” is missing", f"add {misfit.name}: and what it should say"


def unknown_key(misfit: Misfit) -> Words:
    """A key is not one that planctl knows, so nothing under it would be read.

    Most often it is a slip of the keyboard; the nearest key that exists is named.
    """
    near = suggest_name(misfit.name, misfit.keys)
    if "sender" in misfit.keys and _SECRET.search(misfit.name):
        near = (
            "no user or password stands in a file: they are the variables PLANCTL_SMTP_USER and "
            "PLANCTL_SMTP_PASSWORD of the machine that sends"
        )
    known = f"the keys that can stand here are {quoted_list(misfit.keys)}"
    return f"“{shorten(misfit.name)}” is not a key that can stand here", near or known


def wrong_kind(misfit: Misfit) -> Words:
    """A value is of another kind than its key takes: a text where a list belongs, for example.

    A list has a line for each item, each with a dash in front. A group of keys has a line for
    each key, indented under the name of the group.
    """
    wanted, hint = _KINDS[misfit.context["wanted"]]
    if wanted == "a text" and isinstance(misfit.given, dict) and len(misfit.given) == 1:
        [key] = misfit.given
        colon = f"the colon after “{shorten(str(key))}” makes a key of it"
        hint = f"{colon}: put the whole text in double quotes"
    if wanted == "a group of keys" and isinstance(misfit.given, str):
        _, hint = missing_blank(misfit.given) or ("", hint)
    return f"“{misfit.name}” should be {wanted}, and is {_kind(misfit.given)}", hint


def bad_choice(misfit: Misfit) -> Words:
    """A value is not one of those that its key takes.

    The words are those of the list, in whatever capitals.
    """
    choices = misfit.context["choices"]
    given = shorten(str(misfit.given))
    fault = f"“{given}” is not one of the choices for “{misfit.name}”"
    return fault, suggest_name(given, choices) or f"write {quoted_list(choices, last='or')}"


def unreadable_timescale(misfit: Misfit) -> Words:
    """A timescale is written in a way that does not name one day for certain.

    planctl reads a day (29 Feb 2024, Thursday 29th February 2024, 29-Feb-2024, 29/02/2024,
    29-2-2024, 2024-02-29: the day always before the month), a month (Feb 2024, end of Feb 2024:
    its last day), a board (Feb 2024 board), a quarter (Q3 2023-24, 2023/24 Q3), a year (2024-25,
    FY 2024-25), and ongoing; each with by before it. It refuses what has no year, or one of two
    figures beside a month in words, several dates, a season, a week, an hour, a day that does not
    exist and a weekday that is not that of its day, because a wrong date in a board paper is worse
    than a missing one. Where the source's own words must be kept, write both:
    {written: Feb Priority, due: Feb 2024}.
    """
    return misfit.context["message"], misfit.context["hint"]


def unreadable_day(misfit: Misfit) -> Words:
    """A day is written in a way that does not name one day for certain.

    Write the day, the month and the year: 2024-02-29, 29 Feb 2024 or 29/02/2024. The day always
    comes before the month, and a weekday has to be that of its day.
    """
    return misfit.context["message"], misfit.context["hint"]


def not_a_number(misfit: Misfit) -> Words:
    """A number is not written in plain figures.

    No commas, no per cent signs and no words: 1250, 27.5.
    """
    return misfit.context["message"], misfit.context["hint"]


def empty_text(misfit: Misfit) -> Words:
    """A text is there but says nothing.

    An empty pair of quotes, or a list item with nothing after its dash, looks like something
    that was meant to be filled in.
    """
    return f"“{misfit.name}” says nothing", "write what it should say, or take the line out"


_LABEL_HINTS: Final = {
    "ref": "write a short label on one line, such as 1.10",
    "accent": "write # and six figures or letters a to f, in quotes, such as '#1d3557'",
    "font": "write the name of one typeface, such as Arial",
}


def bad_label(misfit: Misfit) -> Words:
    """A ref, an id, a colour or a typeface has a form that cannot be used.

    A ref is any short label on one line, up to 40 characters. An id has small letters, figures
    and single hyphens, such as qa-report. A colour is # and six figures or letters a to f; the
    name of a typeface has letters, figures, spaces and hyphens.
    """
    fault = f"“{shorten(str(misfit.given))}” cannot be used as “{misfit.name}”"
    if misfit.name in _LABEL_HINTS:
        return fault, _LABEL_HINTS[misfit.name]
    like = re.sub("[^0-9a-z]+", "-", str(misfit.given).casefold()).strip("-") or "qa-report"
    return fault, f"write small letters, figures and single hyphens, such as {shorten(like)}"


def foreign_character(misfit: Misfit) -> Words:
    """A ref, an id, a name, a date, a path or a choice has in it what no keyboard types.

    Word and web pages put curly quotation marks (“1.1”, ‘1.1’, «1.1») where straight ones were
    typed, and YAML takes them for a part of the text: nothing then finds the action 1.1. The same
    goes for a blank that only looks like one, and for signs that cannot be seen. In sentences they
    do no harm, and stay.
    """
    given = str(misfit.given)
    sign, typed = foreign_in(given), shorten(strip_quotes(given))
    if len(sign) == 1:
        where = "begins" if given.strip().startswith(sign) else "ends"
        fault = (
            f"“{misfit.name}” {where} with the quotation mark {sign}, which is then a part of it"
        )
        return fault, f'write {typed}, or "{typed}" with the straight marks of the keyboard'
    fault = f"“{misfit.name}” has {sign} in it, so it is not the same as what is typed"
    return fault, f"type it anew, with plain blanks: {typed}"


_KINDS: Final = {
    "text": ("a text", "write one text; if it begins with a bracket or a brace, put it in quotes"),
    "list": (
        "a list",
        "put it in brackets, [like this], or each item on a line of its own after a dash",
    ),
    "group": ("a group of keys", "write each key on a line of its own, indented under this one"),
}


def _kind(given: object) -> str:
    if isinstance(given, dict):
        return "a group of keys"
    return "a list" if isinstance(given, list) else "a text"


class ShapeRule(NamedTuple):
    """A rule of this band, and the function that words its fault."""

    rule: Rule
    words: Callable[[Misfit], Words]


_TABLE: Final = (
    ("S101", missing),
    ("S102", unknown_key),
    ("S103", wrong_kind),
    ("S104", bad_choice),
    ("S105", unreadable_timescale),
    ("S106", unreadable_day),
    ("S107", not_a_number),
    ("S108", empty_text),
    ("S109", bad_label),
    ("S110", foreign_character),
)
SHAPE_RULES: Final[Mapping[str, ShapeRule]] = {
    words.__name__.replace("_", "-"): ShapeRule(Rule.of(code, Severity.ERROR, words, ""), words)
    for code, words in _TABLE
}


# pydantic's type of error: our rule, and the kind of value that was wanted.
_RULES_BY_TYPE: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("missing", ""),
    "extra_forbidden": ("unknown-key", ""),
    "string_type": ("wrong-kind", "text"),
    "tuple_type": ("wrong-kind", "list"),
    "dict_type": ("wrong-kind", "group"),
    "model_type": ("wrong-kind", "group"),
    "enum": ("bad-choice", ""),
    "literal_error": ("bad-choice", ""),
    "string_pattern_mismatch": ("bad-label", ""),
    "unreadable_timescale": ("unreadable-timescale", ""),
    "unreadable_day": ("unreadable-day", ""),
    "not_a_number": ("not-a-number", ""),
    "foreign_character": ("foreign-character", ""),
}
# What would be read, or may be, were it only typed.
_READ_AS_TYPED: Final = frozenset(
    "bad-choice bad-label unreadable-timescale unreadable-day not-a-number".split()
)


class Unfit(NamedTuple):
    """One thing in a file that does not fit: which rule, where in the file, and in what words."""

    rule: Rule
    at: tuple[str | int, ...]
    message: str
    hint: str
    of_key: bool  # whether the key itself is meant, not its value


def validate_file(kind: str, data: object) -> BaseModel:
    """The value that a file of this kind holds; raises pydantic's ValidationError."""
    model: BaseModel = model_for_kind(kind).__pydantic_validator__.validate_python(data)
    return model


def misfits(kind: str, error: ValidationError) -> Iterator[Unfit]:
    """What does not fit, in our words, in the order of the model's keys, unknown ones last."""
    for detail in error.errors(include_url=False):
        yield _match_rule(kind, detail)


def _match_rule(kind: str, detail: ErrorDetails) -> Unfit:
    no_steps = {WORDS, LINK, ONE_RULE, SEVERAL_RULES, "[key]"}  # of pydantic's own, not the file's
    at, value = tuple(step for step in detail["loc"] if step not in no_steps), detail["input"]
    if detail["type"] == SAME_KEY:
        return _duplicate_key((*at, str(detail.get("ctx", {})["key"])))
    name, wanted = _RULES_BY_TYPE.get(detail["type"], ("wrong-kind", "text"))
    is_key = detail["loc"][-1:] == ("[key]",)
    if name == "bad-choice" and value is not None and not isinstance(value, str):
        name, wanted = "wrong-kind", "text"
    if isinstance(value, str) and not value.strip() and name in {"bad-label", "bad-choice"}:
        name = "empty-text"
    if value is None and name == "wrong-kind":
        name = "empty-text"
    if isinstance(value, str) and name in _READ_AS_TYPED and foreign_in(value):
        name = "foreign-character"
    rule = SHAPE_RULES[name]
    context = detail.get("ctx", {})
    choices = str(context.get("expected", "")).split("'")[1::2]  # pydantic gives 'a', 'b' or 'c'
    context = {**context, "wanted": wanted, "choices": choices}
    path = at[:-1] if is_key else at  # a key is no choice for itself, but for its group
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), kind)
    if path and isinstance(path[-1], int):
        key = f"{key}, item {path[-1] + 1}"
    message, hint = rule.words(Misfit(key, value, context, _keys(kind, at)))
    return Unfit(rule.rule, at, message, hint, is_key or name == "unknown-key")


def _duplicate_key(at: tuple[str | int, ...]) -> Unfit:
    """Two keys that are one once they are read, such as Red and red."""
    rule, words = FILE_RULES["duplicate-key"]
    return Unfit(rule, at, words(str(at[-1])), rule.hint, of_key=True)


def _keys(kind: str, at: tuple[str | int, ...]) -> Collection[str]:
    """The keys that the model of the enclosing group knows."""
    model: type[BaseModel] | None = model_for_kind(kind)
    if model and "root" in model.model_fields:
        model = _model_in(model.model_fields["root"].annotation)
    for step in at[:-1]:
        fields = model.model_fields if model else {}
        if isinstance(step, str) and step in fields:
            model = _model_in(fields[step].annotation)
    return model.model_fields.keys() if model else ()


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The first model within the type of a field: tuple[Milestone, ...] holds Milestone."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(argument) for argument in get_args(annotation))
    return next((model for model in inner if model), None)
