"""The house form of a plan file, read off the models: the order of keys, and how values look.

A text as a plan file holds it: without quotes where every reader takes it for the same text.
"""

import re
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Final, NamedTuple, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, WithJsonSchema

from planctl.model.choice import closed_words
from planctl.model.plan_files import model_for_kind
from planctl.model.problem import At

WIDTH: Final = 100  # of a line with brackets or braces; a text is never broken
# Lists of names and labels, which stand in brackets on one line where they fit.
_LABELS: Final = frozenset(
    (
        "leads findings depends_on replaced_by about by cadence sources not_in standings "
        "attendance priority_findings"
    ).split()
)
# Lists whose items are a few short values, which stand in braces on one line each.
_SHORT_GROUPS: Final = frozenset({"observations", "received"})


class Slot(NamedTuple):
    """What the model says of a place in a plan file."""

    keys: tuple[str, ...] = ()  # of a group, in their order
    is_bare: bool = False  # whether it holds a number, a day or a choice, which has no quotes
    is_known: bool = True  # whether the model has such a key at all
    is_list: bool = False
    is_one_value: bool = False  # a text, a number or a day, if perhaps also a group
    in_brackets: bool = False  # a list of labels
    in_braces: bool = False  # a group that is short
    choices: tuple[str, ...] = ()  # the closed list of words that it is one of


def slot(kind: str, at: At) -> Slot:
    """What stands at a path of keys and items in a file of this kind."""
    return _slot(kind, tuple("" if isinstance(step, int) else step for step in at))


@lru_cache(maxsize=4096)
def _slot(kind: str, at: tuple[str, ...]) -> Slot:
    kinds = _within(model_for_kind(kind))
    for step in at:
        kinds = [inner for each in kinds for inner in _step(each, step)]
    keys = next((tuple(model.model_fields) for model in kinds if _is_model(model)), ())
    name = at[-1] if at else ""
    list_name = at[-2] if len(at) > 1 and not name else ""
    return Slot(
        keys or (("written", "due") if any(_is_timescale(each) for each in kinds) else ()),
        bool(kinds) and not any(_is_text(each) for each in kinds),
        bool(kinds),
        any(get_origin(each) is tuple for each in kinds),
        any(not _is_model(each) and get_origin(each) not in {tuple, dict} for each in kinds),
        name in _LABELS,
        list_name in _SHORT_GROUPS or any(_is_timescale(each) for each in kinds),
        next((words for each in kinds if (words := _choices(each))), ()),
    )


def _choices(annotation: Any) -> tuple[str, ...]:  # noqa: ANN401 - the type of a field can be anything
    """The words of a closed list; none for a type of any other kind."""
    if isinstance(annotation, WithJsonSchema):
        return tuple((annotation.json_schema or {}).get("enum", ()))
    return closed_words(annotation)


def _within(annotation: Any) -> list[Any]:  # noqa: ANN401 - the type of a field can be anything
    """The types that a value may have, with what is said of each; a root model's is its root."""
    if _is_model(annotation) and "root" in annotation.model_fields:
        root = annotation.model_fields["root"]
        return _within(root.annotation)
    if get_origin(annotation) in {Union, UnionType}:
        return [each for part in get_args(annotation) for each in _within(part)]
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        said = [each for each in more if isinstance(each, WithJsonSchema)]
        return [said[0]] if said else _within(inner)
    return [] if annotation is type(None) else [annotation]


def _step(annotation: Any, step: str) -> list[Any]:  # noqa: ANN401 - see above
    """The types of what stands under a key, or of the items where the step has no name."""
    if _is_model(annotation):
        return _of_field(annotation, step)
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple and not step:
        return _within(arguments[0])
    if get_origin(annotation) is dict and step:
        return _within(arguments[1])
    if _is_timescale(annotation):
        return [WithJsonSchema({"type": ["string"]})] if step == "written" else [annotation]
    return []


def _of_field(model: type[BaseModel], name: str) -> list[Any]:
    field = model.model_fields.get(name)
    if field is None:
        return []
    said = [each for each in field.metadata if isinstance(each, WithJsonSchema)]
    return [said[0]] if said else _within(field.annotation)


def _is_model(annotation: Any) -> bool:  # noqa: ANN401 - see above
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _is_text(annotation: Any) -> bool:  # noqa: ANN401 - see above
    """Whether it holds a text of any form, which an editor might take for a number."""
    if not isinstance(annotation, WithJsonSchema):
        return False
    types = (annotation.json_schema or {}).get("type", ())
    return types == ["string"] or (isinstance(types, list) and "boolean" in types)


def _is_timescale(annotation: Any) -> bool:  # noqa: ANN401 - see above
    """Whether it is one that may hold the source's own words beside the date."""
    return isinstance(annotation, WithJsonSchema) and "anyOf" in (annotation.json_schema or {})


# What begins something else than a text in YAML, or ends one.
_BEGINS: Final = frozenset(",[]{}#&*!|>'\"%@`?:=~<")
_CUTS: Final = re.compile(r":(?:\s|$)|\s#|^-(?:\s|$)|^---|^\.\.\.|[\t\n\r]")
_CUTS_IN_BRACES: Final = re.compile(r"[,\[\]{}:?]")
# What YAML 1.2 takes for a number or a truth value and 1.1 does not, and the other way round.
_OF_OTHERS: Final = re.compile(
    r"[-+]?0o?[0-7_]+|[-+]?[0-9_.]+[eE][-+]?[0-9]+|[-+]?[0-9_]*(?:\.[0-9_]*)?|[-+]?0x[0-9a-fA-F_]+"
    r"|[-+]?0b[0-1_]+|[yYnN]"
)
# Words that an editor of YAML 1.1 takes for something else: numbers, truth values, days.
_RESOLVERS: Final = yaml.SafeLoader.yaml_implicit_resolvers


def is_plain_scalar(text: str, *, in_braces: bool = False, bare: bool = False) -> bool:
    """Whether a text needs no quotes; bare: it is a number or a day, and may look like one."""
    return is_plain(text, in_braces=in_braces) and (bare or not is_like_another(text))


def is_plain(text: str, *, in_braces: bool = False) -> bool:
    """Whether YAML reads the same text without quotes."""
    if not text or text != text.strip() or text[0] in _BEGINS or not text.isprintable():
        return bool(text) and _is_plain_with_wide_spaces(text, in_braces=in_braces)
    if _CUTS.search(text):
        return False
    is_dash = text[0] == "-" and not text[1:2].isdecimal()
    return not (in_braces and (_CUTS_IN_BRACES.search(text) or is_dash))


def _is_plain_with_wide_spaces(text: str, *, in_braces: bool) -> bool:
    """The same for a text with the spaces that word processors put in, which are not printable."""
    wide = re.sub("[\u00a0\u2002-\u200a\u202f\u3000]", "x", text)
    changed = wide != text and text == text.strip()
    return changed and is_plain(wide, in_braces=in_braces)


@lru_cache(maxsize=4096)
def is_like_another(text: str) -> bool:
    """Whether some reader of YAML takes the text for a number, a truth value, a day or nothing."""
    resolvers = (*_RESOLVERS.get(text[:1], ()), *_RESOLVERS.get(None, ()))
    is_other = any(form.match(text) for _, form in resolvers)
    return is_other or bool(_OF_OTHERS.fullmatch(text))
