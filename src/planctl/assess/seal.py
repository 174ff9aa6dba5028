"""Which evidence files are to be sealed, and which are no longer those that were.

A seal is the sha256 of a file as it was when it was sealed. A file that has changed is never
sealed anew unless somebody asks for it by name, because to see that is what the seal is for.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple


class Sealing(NamedTuple):
    """What sealing the evidence of a plan comes to: paths from the plan folder, in order."""

    seals: Mapping[str, str]  # what is sealed afterwards
    new: tuple[str, ...]
    renewed: tuple[str, ...]
    forgotten: tuple[str, ...]
    changed: tuple[str, ...]  # since they were sealed
    lost: tuple[str, ...]  # sealed, and not there or not readable
    missing: tuple[str, ...]  # named by an action, never sealed, and not there or not readable
    unnamed: tuple[str, ...]  # sealed, and no action names them any more

    @property
    def is_sound(self) -> bool:
        """Whether every evidence file is there, and is the one that was sealed."""
        return not (self.changed or self.lost or self.missing)


def sealing(
    named: Collection[str],
    sealed: Mapping[str, str],
    prints: Mapping[str, str],
    *,
    renew: Collection[str] = (),
    forget: Collection[str] = (),
) -> Sealing:
    """What is to be sealed, by the fingerprints of the files that can be read."""
    kept = {path: seal for path, seal in sealed.items() if path not in forget}
    changed = [path for path in kept if prints.get(path) not in {None, kept[path]}]
    renewed = [path for path in changed if path in renew]
    new = sorted(path for path in named if path not in kept and path in prints)
    after = {**kept, **{path: prints[path] for path in (*new, *renewed)}}
    return Sealing(
        dict(sorted(after.items())),
        tuple(new),
        tuple(renewed),
        tuple(path for path in sealed if path in forget),
        tuple(path for path in changed if path not in renew),
        tuple(path for path in kept if path not in prints),
        tuple(sorted(path for path in named if path not in kept and path not in prints)),
        tuple(path for path in kept if path not in named),
    )
