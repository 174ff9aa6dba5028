"""Ratings as papers give them: letters, words, numbers, signs, and the colours of cells."""

import re
from collections.abc import Mapping
from colorsys import rgb_to_hsv
from typing import Final, NamedTuple

from planctl.intake.account import HIGH, MEDIUM, GuessConfidence
from planctl.model.rating import Rating

RATING_COLOURS: Final[Mapping[str, str]] = {
    **{rating.value: rating.value for rating in Rating},
    "gray": "grey",
    "yellow": "amber",
}
_LETTERS: Final = {"r": "red", "a": "amber", "g": "green", "b": "blue", "y": "amber"}
_SIGNS: Final = {
    **dict.fromkeys("🔴🟥", "red"),
    **dict.fromkeys("🟠🟡🟧🟨", "amber"),
    **dict.fromkeys("🟢🟩", "green"),
    **dict.fromkeys("🔵🟦", "blue"),
}
_NUMBERS: Final = {"1": "red", "2": "amber", "3": "green", "4": "blue"}
TICK_SIGNS: Final = frozenset("x ✓ ✔ ✗ ✘ ☑ ☒ ■ ● • √ yes y 1 tick".split())
UNRATED_WORDS: Final = frozenset(
    {"", "-", "–", "n/a", "na", "not rated", "none", "tbc", "not applicable"}
)
_AROUND: Final = " .*()↑↓→←↔↗↘⬆⬇➡▲▼"  # which way it moves is not what it is
_HUES: Final = ((15, "red"), (66, "amber"), (170, "green"), (262, "blue"), (335, ""), (361, "red"))
_KEY: Final = re.compile(r"\(?(?P<sign>[0-9]|[A-Z])\)?\s*(?:[=:–—-]|means|is)\s*(?P<words>.+)")
_KEY_LABEL: Final = re.compile(r"\A[^=:]{2,60}:\s+(?=\(?[0-9A-Z]\)?\s*[=–—-])")
_KEY_BETWEEN: Final = re.compile(r"(?<!\s)\s*[;,|]\s*(?=\(?[0-9A-Z]\)?\s*(?:[=:–—-]|means|is))")
_COLOUR: Final = re.compile(rf"\b({'|'.join(RATING_COLOURS)})\b", re.IGNORECASE)
_PALE, _DARK, _GREY = 0.93, 0.2, 0.15  # how light white is, how dark black, how dull grey


class ParsedRating(NamedTuple):
    """A rating that was read; without a value where nobody but a person can say."""

    value: str
    why: str = ""
    sure: GuessConfidence | None = None
    propose: str = ""


def parse_rating(text: str, shade: str, key: Mapping[str, str]) -> ParsedRating:
    """The rating that a cell gives; the key is that of the paper, from its signs to colours."""
    plain = re.sub(r"^b?rag:?\s+|(?<!\s)\s+(?:rag|rated)$", "", text.casefold().strip(_AROUND))
    colour = rating_of_colour(shade)
    if plain in key:
        rating = ParsedRating(key[plain], "by the key of the paper", HIGH)
    elif plain in RATING_COLOURS:
        rating = ParsedRating(RATING_COLOURS[plain])
    elif sign := colour_sign(text):
        rating = ParsedRating(_SIGNS[sign], "the colour of its sign", HIGH)
    elif plain in _LETTERS:
        rating = ParsedRating(_LETTERS[plain], "the first letter of a colour", HIGH)
    elif colour:
        says = "" if plain in UNRATED_WORDS else f", and says “{text}”"
        rating = ParsedRating(colour, f"the cell is shaded #{shade}{says}", MEDIUM)
    elif plain in UNRATED_WORDS:
        rating = ParsedRating("")
    elif plain in _NUMBERS:
        why = 'a number is no rating before its key is known; --map "1=red" says it'
        rating = ParsedRating("", why, propose=_NUMBERS[plain])
    else:
        colours = _colours_in(text)
        propose = colours.pop() if len(colours) == 1 else ""
        rating = ParsedRating("", f"which rating is it: {', '.join(Rating)}?", propose=propose)
    return rating


def colour_sign(text: str) -> str:
    """The coloured sign of a text that is nothing else; empty for any other."""
    plain = text.strip(f"{_AROUND}\ufe0f")
    return plain if plain in _SIGNS else ""


def rating_of_colour(shade: str) -> str:
    """The rating whose colour a shade is nearest to; none for white, black and what is between."""
    hue, saturation, value = _hsv(shade)
    if saturation < _GREY:
        return "grey" if _DARK < value < _PALE else ""
    return next(name for end, name in _HUES if hue * 360 < end)


def is_coloured(shade: str) -> bool:
    """Whether a cell has a colour at all: it is neither white nor nearly so."""
    _, saturation, value = _hsv(shade)
    return saturation >= _GREY or value < _PALE


def _hsv(shade: str) -> tuple[float, float, float]:
    """Hue, saturation and value of a shade; those of white for what is no shade."""
    if not re.fullmatch("[0-9A-Fa-f]{6}", shade):
        return 0, 0, 1
    red, green, blue = (int(shade[n : n + 2], 16) / 255 for n in (0, 2, 4))
    return rgb_to_hsv(red, green, blue)


def parse_key_line(text: str) -> dict[str, str]:
    """The signs and their colours that a line of a key gives: 1 = Red; 2 = On track (Green)."""
    entries = _KEY_BETWEEN.split(_KEY_LABEL.sub("", text, count=1))
    matches = [_KEY.fullmatch(entry.strip(" .")) for entry in entries]
    colours = [_colours_in(match["words"] if match else "") for match in matches]
    if not all(len(of_entry) == 1 for of_entry in colours):
        return {}
    signs = [match["sign"].casefold() for match in matches if match]
    return {sign: of_entry.pop() for sign, of_entry in zip(signs, colours, strict=True)}


def _colours_in(text: str) -> set[str]:
    return {RATING_COLOURS[word.casefold()] for word in _COLOUR.findall(text)}
