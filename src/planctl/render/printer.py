"""Every form in which `planctl check` can print what it found: one function and one line each."""

from collections.abc import Callable, Mapping
from typing import Final

from planctl.render.annotation import azure, github
from planctl.render.code_quality import gitlab
from planctl.render.junit import junit
from planctl.render.problem import Sheet, as_json, as_text
from planctl.render.sarif import sarif

PRINTERS: Final[Mapping[str, Callable[[Sheet], str]]] = {
    "text": as_text,
    "json": as_json,
    "github": github,
    "gitlab": gitlab,
    "azure": azure,
    "sarif": sarif,
    "junit": junit,
}
