"""A text as a plan file holds it: without quotes where every reader takes it for the same text."""

import re
from functools import lru_cache
from json import dumps
from typing import Final

import yaml

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


def scalar(text: str, *, in_braces: bool = False, bare: bool = False) -> str:
    """A text on one line; bare is a number or a day, which is not quoted for looking like one."""
    if is_plain(text, in_braces=in_braces) and (bare or not is_like_another(text)):
        return text
    return dumps(text, ensure_ascii=False)


def quoted_like(style: str | None, text: str, otherwise: str) -> str:
    """A text in the quotes of the one whose place it takes, or as it would be written otherwise."""
    if style == '"':
        return dumps(text, ensure_ascii=False)
    if style == "'" and "\n" not in text:
        doubled = text.replace("'", "''")
        return f"'{doubled}'"
    return otherwise


def is_plain(text: str, *, in_braces: bool = False) -> bool:
    """Whether YAML reads the same text without quotes."""
    if not text or text != text.strip() or text[0] in _BEGINS or not text.isprintable():
        return bool(text) and _is_plain_with_wide_spaces(text, in_braces=in_braces)
    if _CUTS.search(text):
        return False
    return not (in_braces and (_CUTS_IN_BRACES.search(text) or text[0] == "-"))


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
