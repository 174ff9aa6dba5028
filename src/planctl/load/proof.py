"""Whether the evidence files that actions name are there, and are those that were sealed."""

from collections.abc import Iterable, Mapping
from typing import cast

from planctl.load.folder import Folder
from planctl.load.source import Source
from planctl.model.action import Action, EvidenceFault


def faulty_evidence(
    folders: Iterable[Folder], seals: Mapping[str, str], source: Source
) -> dict[str, EvidenceFault]:
    """What is wrong with evidence files, by their path; of a past state no change can be told."""
    named = {
        item.file: None
        for folder in folders
        for read in folder.actions
        for item in cast("Action", read.value).evidence
        if item.file
    }
    found: dict[str, EvidenceFault] = {}
    for file in named:
        if not source.holds(file):
            found[file] = EvidenceFault.MISSING
        elif file in seals and source.fingerprint and source.fingerprint(file) != seals[file]:
            found[file] = EvidenceFault.CHANGED
    return found
