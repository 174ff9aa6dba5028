"""A plan with hostile text wherever a text can stand."""

from pathlib import Path
from typing import Final

from fill import Filler, filled

HOSTILE: Final = (
    "<script>alert(1)</script></td></tr> {{ 7*7 }} ![x](javascript:a) http://e.example =cmd() `b` "
    "<!-- &lt; \"onclick='a' \\ || \u202e" + "unbroken" * 20 + "\n| a |\n# h\n</div>"
)


def hostile(root: Path, text: str = HOSTILE) -> Path:
    """The plan, in a folder."""
    # The name of a page is to be short.
    every = Filler(lambda path: HOSTILE[:20] if path == "plan.title" else text, lambda _: "<b>|")
    return filled(root, every)
