"""Every form in which `planctl check` can print what it found: one function and one line each."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

from planctl.render.problem import Sheet

PRINTERS: Final[Mapping[str, str]] = {  # the module of each, loaded when it is asked for
    "text": "problem",
    "json": "problem",
    "github": "annotation",
    "gitlab": "code_quality",
    "azure": "annotation",
    "sarif": "sarif",
    "junit": "junit",
}
_NAMES: Final = {"text": "as_text", "json": "as_json"}  # the rest have the name of their form


def printer(form: str) -> Callable[[Sheet], str]:
    """What prints problems in a form."""
    module = import_module(f"planctl.render.{PRINTERS[form]}")
    function: Callable[[Sheet], str] = getattr(module, _NAMES.get(form, form))
    return function
