"""Characters that a word processor or a web page puts where a keyboard types others.

In prose they are as good as any. In a ref, a name, a date or a choice nobody sees them, and what
is typed later does not match.

The natural sort order of labels.
"""

import re
from functools import lru_cache
from typing import Final
from unicodedata import category

# As parts of a set in a regular expression: blanks that are none to YAML, and none to whoever
# types the same words with a space bar; and signs that cannot be seen.
ODD_BLANKS: Final = r"\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
INVISIBLE: Final = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
_PAIRED: Final = "“”„‟«»"
_SINGLE: Final = "‘’\u201a\u201b\u2039\u203a"  # one alone is an apostrophe
_STRAIGHT: Final = "\"'`"
# In the form that ECMA and Python both read: what stands between quotation marks of which one at
# least is on no keyboard, and what begins or ends with one that is never an apostrophe.
_AROUND: Final = (
    f"[{_PAIRED}{_SINGLE}][\\s\\S]*[{_PAIRED}{_SINGLE}{_STRAIGHT}]$"
    f"|[{_STRAIGHT}][\\s\\S]*[{_PAIRED}{_SINGLE}]$"
)
_QUOTED: Final = f"{_AROUND}|[{_PAIRED}]|[\\s\\S]*[{_PAIRED}]$"
NOT_QUOTED: Final = f"(?!{_AROUND})"
NOT_FOREIGN: Final = f"(?!{_QUOTED}|[\\s\\S]*[{ODD_BLANKS}{INVISIBLE}])"

_NAMES: Final = {
    "\u00a0": "a no-break space",
    "\u202f": "a no-break space",
    "\u00ad": "a soft hyphen",
}


def plain_blanks(text: str) -> str:
    """A text with one space for each gap, whatever blanks it is made of, and none at its ends."""
    return " ".join(text.split())


def bare_letters(text: str) -> str:
    """All that a text says in letters and figures, in one case, by which two texts are the same."""
    return "".join(re.findall(r"[^\W_]", text.casefold()))


def foreign_character(text: str) -> str:
    """What a ref, a name, a date or a choice holds that no keyboard types; empty for nothing.

    It is the quotation mark itself, or the name of a character that cannot be seen.
    """
    if text.isascii():
        return ""
    bare = text.strip()
    if re.match(_QUOTED, bare):
        return _quotation_mark(bare)
    odd = re.search(f"[{ODD_BLANKS}{INVISIBLE}]", text)
    return _character_name(odd[0]) if odd else ""


def foreign_quote(text: str) -> str:
    """The mark of a path between quotation marks that no keyboard types; empty for none.

    What the name of a file has in it otherwise is its own: some systems put odd blanks there.
    """
    is_quoted = not text.isascii() and re.match(_AROUND, text.strip())
    return _quotation_mark(text.strip()) if is_quoted else ""


def to_label(text: str) -> str:
    """A ref or a name of a paper as a plan file takes it; empty where it is nothing but signs."""
    if not foreign_character(text):
        return text
    typed = strip_quotes(text)
    return "" if foreign_character(typed) else typed


def strip_quotes(text: str) -> str:
    """A text as it would be typed: without quotation marks around it, and with plain blanks."""
    seen = plain_blanks(re.sub(f"[{INVISIBLE}]", "", text))
    return seen.strip(f"{_PAIRED}{_SINGLE}{_STRAIGHT} ") or seen


def _quotation_mark(text: str) -> str:
    """The quotation mark that no keyboard has, at the beginning of a text or at its end."""
    return text[0] if text[0] in _PAIRED + _SINGLE else text[-1]


def _character_name(sign: str) -> str:
    what = "a blank that no keyboard types" if category(sign) == "Zs" else "an invisible sign"
    return _NAMES.get(sign) or f"{what} (U+{ord(sign):04X})"


@lru_cache(maxsize=65_536)  # each state of a plan sorts the same labels again
def natural_key(label: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts labels as people do: 1.2 before 1.10, CP2 before CP10."""
    parts = re.findall(r"([0-9]+)|([^0-9]+)", label)
    return tuple((0, int(n), "") if n else (1, 0, word.casefold()) for n, word in parts)
