"""Names of the files of a plan and of the plan itself, in characters that any system can store."""

import re
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

if TYPE_CHECKING:  # whoever only names files does not load the models
    from planctl.model.governance import Board
    from planctl.model.plan_files import Front

_LENGTH: Final = 48  # of the words of a title in a file name
_LONGEST: Final = 80  # of the id of a plan
# What is no text, cannot be seen, turns the writing round, or parts folders on Windows alone. A
# byte that is not UTF-8 is a lone surrogate in the names that Python gives.
_ODD: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\\]"
)
_BYTES: Final = (0xDC80, 0xDCFF)  # the surrogates that stand for the bytes 0x80 to 0xff
# What Windows takes for a device, whatever the ending.
_DEVICES: Final = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    | {f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"}
)


def action_file_name(ref: str, title: str) -> str:
    """The name of the file of an action: its ref and the first words of its title."""
    return f"{plain_ref(ref)}-{_first_words(title) or 'action'}.yaml"


def area_folder_name(ref: str, title: str) -> str:
    """The name of the folder of an area, likewise."""
    return f"{plain_ref(ref)}-{_first_words(title) or 'area'}"


def free_path(path: str, taken: set[str]) -> str:
    """A path that no other has, on disks too that do not tell capitals apart; it is then taken."""
    stem, ending = (path[:-5], ".yaml") if path.endswith(".yaml") else (path, "")
    number = 1
    while path.casefold() in taken:
        number += 1
        path = f"{stem}-{number}{ending}"
    taken.add(path.casefold())
    return path


def is_safe_name(name: str) -> bool:
    """Whether a file or folder of this name is just that on any system, and can be seen.

    On Windows a colon names a drive or a second stream of a file, a backslash parts folders, a
    full stop or a space at the end is passed over, and some names are those of devices.
    """
    stem = name.partition(".")[0].rstrip().upper()
    is_odd = ":" in name or "\\" in name or "/" in name or name.endswith((".", " "))
    return bool(name) and name.isprintable() and not is_odd and stem not in _DEVICES


def readable_path(path: str) -> str:
    """A path as it can be shown and stored anywhere: what is no readable text is an escape."""
    return _ODD.sub(lambda match: _escape(match[0]), path)


def odd_character(path: str) -> str:
    """What a path holds that is no readable text, in words; empty where it holds none."""
    match = _ODD.search(path)
    if not match:
        return ""
    sign, code = match[0], ord(match[0])
    if sign == "\\":
        return "a backslash"
    if "\ud800" <= sign <= "\udfff":
        return f"a byte that is not UTF-8 text ({_escape(sign)})"
    return f"a character that cannot be seen (U+{code:04X})"


def _escape(sign: str) -> str:
    """A sign as an escape that no other sign has."""
    code = ord(sign)
    if sign == "\\":
        return "\\\\"
    if _BYTES[0] <= code <= _BYTES[1]:
        return f"\\x{code - _BYTES[0] + 0x80:02x}"
    return f"\\x{code:02x}" if sign.isascii() else f"\\u{code:04x}"


def plain_ref(ref: str) -> str:
    """A ref as it can stand in the name of a file."""
    name = re.sub("[^0-9A-Za-z.]+", "-", ref).strip("-.")
    return name if is_safe_name(name) else f"action-{name}".rstrip("-")


def plan_id(front: "Front | None") -> str:
    """What other programs know a plan by: the id that it gives, else its body and its title.

    What letters of this alphabet cannot say stands in a few figures at the end.
    """
    if front is None:
        return "plan"
    if front.id:
        return front.id
    names = f"{front.organisation} {front.title}"
    words = file_words(names)
    if words and len(words) <= _LONGEST and names.isascii():
        return words
    return f"{words[:_LONGEST].strip('-')}-{_fingerprint(names)}".strip("-")


def _fingerprint(text: str) -> str:
    """A few figures that tell one text from others."""
    from hashlib import sha256

    return sha256(text.casefold().encode("utf-8")).hexdigest()[:8]


def pack_file_name(front: "Front | None", board: "Board", day: str) -> str:
    """The name of a board pack, without its ending: whose it is, for which board and which day."""
    board_name = (board.short or board.name).removeprefix("The ")
    names = (
        front.organisation if front else "",
        "" if board_name.casefold() == "board" else board_name,
    )
    words = (_first_words(name) or _fingerprint(name) for name in names if name)
    return "-".join(["board-pack", *words, day])


def _first_words(title: str) -> str:
    words = file_words(title)
    if len(words) <= _LENGTH:
        return words
    return words[: _LENGTH + 1].rpartition("-")[0] or words[:_LENGTH]


def file_words(text: str) -> str:
    """The letters and figures of a text, in small letters, parted by single hyphens."""
    letters = normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub("[^0-9a-z]+", "-", letters.replace("'", "")).strip("-")
