"""What the files of a plan, and the plan itself, are called: words that any system can hold."""

import re
from hashlib import sha256
from typing import Final
from unicodedata import normalize

from planctl.model.document import Board, Front

_LENGTH: Final = 48  # of the words of a title in a file name
_LONGEST: Final = 80  # of the id of a plan


def action_file(ref: str, title: str) -> str:
    """The name of the file of an action: its ref and the first words of its title."""
    return f"{plain_ref(ref)}-{_first_words(title) or 'action'}.yaml"


def area_folder(ref: str, title: str) -> str:
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


def plain_ref(ref: str) -> str:
    """A ref as it can stand in the name of a file."""
    return re.sub("[^0-9A-Za-z.]+", "-", ref).strip("-.") or "action"


def plan_id(front: Front | None) -> str:
    """What other programs know a plan by: the id that it gives, else its body and its title.

    What letters of this alphabet cannot say stands in a few figures at the end.
    """
    if front is None:
        return "plan"
    if front.id:
        return front.id
    both = f"{front.organisation} {front.title}"
    found = _words(both)
    if found and len(found) <= _LONGEST and both.isascii():
        return found
    return f"{found[:_LONGEST].strip('-')}-{_fingerprint(both)}".strip("-")


def _fingerprint(text: str) -> str:
    """A few figures that tell one text from others."""
    return sha256(text.casefold().encode("utf-8")).hexdigest()[:8]


def pack_file(front: Front | None, board: Board, day: str) -> str:
    """The name of a board pack, without its ending: whose it is, for which board and which day."""
    called = (board.short or board.name).removeprefix("The ")
    named = (front.organisation if front else "", "" if called.casefold() == "board" else called)
    words = (_first_words(each) or _fingerprint(each) for each in named if each)
    return "-".join(["board-pack", *words, day])


def _first_words(title: str) -> str:
    words = _words(title)
    if len(words) <= _LENGTH:
        return words
    return words[: _LENGTH + 1].rpartition("-")[0] or words[:_LENGTH]


def _words(text: str) -> str:
    """The letters and figures of a text, in small letters, parted by single hyphens."""
    letters = normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub("[^0-9a-z]+", "-", letters.replace("'", "")).strip("-")
