"""The seals of evidence files: the file that keeps them, and what sealing came to in words."""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from planctl.assess.seal import Sealing
from planctl.render.words import counted

_HEAD: Final = """\
# Written by planctl evidence lock: each evidence file with its sha256. planctl check compares.
"""


def as_text(seals: Mapping[str, str]) -> str:
    """evidence.yaml: a line for each file, in the order of their paths."""
    lines = (f'{json.dumps(path, ensure_ascii=False)}: "{seal}"\n' for path, seal in seals.items())
    return _HEAD + "".join(lines)


def done(found: Sealing, file: str, *, written: bool) -> Iterator[str]:
    """What was sealed, or would be, a line each."""
    would = "" if written else "would be "
    yield from (f"{would}sealed: {path}" for path in found.new)
    yield from (f"{would}sealed anew: {path}" for path in found.renewed)
    yield from (f"{would}forgotten: {path}" for path in found.forgotten)
    for path in found.unnamed:
        yield f"no action names {path} any more: --forget {path} takes its seal out"
    if found.seals:
        yield f"{counted(len(found.seals), 'evidence file')} in {file}"
    elif not found.missing:
        yield "no action names an evidence file, so there is nothing to seal"


def wrong(found: Sealing) -> Iterator[str]:
    """What is not as it was sealed, or not there."""
    for path in found.changed:
        yield (
            f"{path} has changed since it was sealed: bring the sealed one back, or say "
            f"--renew {path}"
        )
    for path in found.lost:
        yield (
            f"{path} is sealed, and is not there or cannot be read: bring it back, or say "
            f"--forget {path}"
        )
    for path in found.missing:
        yield f"{path} is named as evidence, and is not there or cannot be read"
