"""What the flags and arguments of a command are, read from its function."""

from collections.abc import Callable, Sequence
from enum import Enum
from types import NoneType
from typing import Annotated, Any, NamedTuple, TypeGuard, get_args, get_origin, get_type_hints

from typer.models import OptionInfo, ParameterInfo


class Parameter(NamedTuple):
    """A flag or an argument."""

    flags: tuple[str, ...]  # as they are written, such as --plan; none for an argument
    kind: str  # what its value is, as help calls it: REF, ROLE, FILE
    help: str
    choices: tuple[str, ...]  # the values it can have, if it has a list of them
    takes_value: bool
    repeats: bool


def command_parameters(function: Callable[..., object]) -> Sequence[Parameter]:
    """The parameters of a command, in the order that it has them."""
    hints = get_type_hints(function, include_extras=True)
    return [_parameter(*get_args(hint)) for hint in hints.values() if get_origin(hint) is Annotated]


def _parameter(value: Any, info: ParameterInfo) -> Parameter:  # noqa: ANN401 - a type, or a union of types
    parts = [part for part in get_args(value) or (value,) if part is not NoneType]
    repeats = any(get_origin(part) is list for part in (value, *parts))
    # typer takes the first flag for the default until it has looked at the whole function.
    flags = (info.default, *(info.param_decls or ())) if isinstance(info, OptionInfo) else ()
    return Parameter(
        tuple(flag for flag in flags if isinstance(flag, str) and flag.startswith("-")),
        (info.metavar or "").strip("[].").partition("[")[0],
        info.help or "",
        tuple(choice.value for part in parts if _is_enum(part) for choice in part),
        value is not bool,
        repeats,
    )


def _is_enum(part: object) -> TypeGuard[type[Enum]]:
    return isinstance(part, type) and issubclass(part, Enum)
