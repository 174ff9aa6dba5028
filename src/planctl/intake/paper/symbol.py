"""The pictures of Wingdings and its kin, which are letters to the program, as signs."""

from typing import Final

_TICK, _CROSS, _BOX, _TICKED, _CROSSED, _BULLET = "✓✗☐☑☒•"
_WINGDINGS: Final = {
    0x4A: "☺",
    0x4B: "😐",
    0x4C: "☹",
    0x6C: "●",
    0x6E: "■",
    0x6F: _BOX,
    0x71: _BOX,
    0x72: _BOX,
    0x73: _BULLET,
    0x76: _BULLET,
    0x77: _BULLET,
    0x78: _CROSSED,
    0x9F: _BULLET,
    0xA7: _BULLET,
    0xA8: _BOX,
    0xD8: _BULLET,
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "→",
    0xE9: "↑",
    0xEA: "↓",
    0xFB: _CROSS,
    0xFC: _TICK,
    0xFD: _CROSSED,
    0xFE: _TICKED,
}
_WINGDINGS_2: Final = {
    0x4F: _CROSS,
    0x50: _TICK,
    0x51: _CROSSED,
    0x52: _TICKED,
    0x53: _CROSSED,
    0x54: _CROSSED,
    0x97: "●",
    0xA2: "■",
    0xA3: _BOX,
}
_WEBDINGS: Final = {0x61: _TICK, 0x63: _BOX, 0x67: "■", 0x6E: "●", 0x72: _CROSS}
_SYMBOL: Final = {0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB3: "≥", 0xA3: "≤", 0xB7: _BULLET}
_FONTS: Final = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
    "marlett": {0x61: _TICK, 0x62: _TICK, 0x72: _CROSS},
    "symbol": _SYMBOL,
}
_PRIVATE: Final = 0xF000  # where programs put the letters of such a font


def is_pictorial(font: str) -> bool:
    """Whether the letters of a font are pictures."""
    return font.lower() in _FONTS


def drawn(text: str, font: str) -> str:
    """A text in the signs that its font shows for it; one that is not known stays as it is."""
    signs = _FONTS.get(font.lower(), {})
    return "".join(signs.get(_code(letter), letter) for letter in text)


def _code(letter: str) -> int:
    code = ord(letter)
    return code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
