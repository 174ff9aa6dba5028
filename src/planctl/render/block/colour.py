"""The colours of the pack's own style sheet, which the Word document takes over."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from planctl.render.built_in import built_in

_COLOUR: Final = re.compile(r"(?<![a-z-])--([a-z-]+): #([0-9a-f]{3,6});")
_WHITE: Final = 255
_THIN: Final = 0.25  # how much of a colour is left beside white
_USED: Final = re.compile(r"var\(--([a-z-]+)\)")
_NAMED: Final = re.compile(r"\{([a-z-]+)\}")


@cache
def colours() -> Mapping[str, str]:
    """The colours of the pack by day, each as six figures, by their names."""
    light = _sheet().partition("}")[0]
    return {name: _whole(figures) for name, figures in _COLOUR.findall(light)}


def thinned(name: str) -> str:
    """A colour of the pack mixed with white, as a ground for dark words."""
    parts = (int(colours()[name][at : at + 2], 16) for at in (0, 2, 4))
    return "".join(f"{round(_WHITE - (_WHITE - part) * _THIN):02x}" for part in parts)


def coloured(file: Path) -> str:
    """A file in which the name of a colour stands in braces, with the colours themselves."""
    text = file.read_text("utf-8")
    return _NAMED.sub(lambda found: colours()[found[1]], text)


@cache
def style_sheet() -> str:
    """The style of the pack's pictures, with nothing left to look up."""
    plain = _without_blocks(_sheet())
    return _USED.sub(lambda found: f"#{colours()[found[1]]}", plain)


def _sheet() -> str:
    return (built_in() / "board.css").read_text("utf-8")


def _whole(figures: str) -> str:
    return figures if len(figures) == 6 else "".join(figure * 2 for figure in figures)  # noqa: PLR2004


def _without_blocks(sheet: str) -> str:
    """The rules that hold wherever the page is shown: none for a print, a phone or the night."""
    kept, depth, start = [], 0, 0
    rules = re.compile(r"[{}]")
    for sign in rules.finditer(sheet):
        depth += 1 if sign[0] == "{" else -1
        if depth == 0:
            rule = sheet[start : sign.end()]
            start = sign.end()
            if not rule.lstrip().startswith("@"):
                kept.append(rule)
    return "".join(kept)
