"""What a file says becomes the value that it should be, or the list of what does not fit.

pydantic finds the faults; here they are matched to our rules by their type, never by their words.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from planctl.load.file_rule import FILE_RULES
from planctl.load.shape_rule import SHAPE_RULES, Misfit
from planctl.model.action import LINK, WORDS
from planctl.model.field_types import SAME_KEY
from planctl.model.governance import ONE_RULE, SEVERAL_RULES
from planctl.model.label import foreign_character
from planctl.model.plan_files import model_for_kind
from planctl.model.problem import Rule

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
    {"bad-choice", "bad-label", "unreadable-timescale", "unreadable-day", "not-a-number"}
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
    if isinstance(value, str) and name in _READ_AS_TYPED and foreign_character(value):
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
