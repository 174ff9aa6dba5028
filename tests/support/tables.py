"""A plan's tables for tests, and the plan that comes out of a workbook."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from make import AS_AT, loaded, put
from planctl.edit.change import written
from planctl.load.loaded import Loaded
from planctl.load.whereabouts import kind_of
from planctl.model.plan import Plan
from planctl.model.said import Said
from planctl.tables.view import Tabled, tabled
from planctl.workspace.plan import reviewed


def tabled_of(root: Path, as_at: date = AS_AT) -> Tabled:
    """The plan in a folder as tables."""
    review = reviewed(loaded(root), as_at)
    files = {at: file.path for at, file in review.loaded.parts.items()}
    return tabled(review.scene, review.problems, files)


def written_into(root: Path, files: Mapping[str, Said]) -> Loaded:
    """The plan of these files, written into a folder as planctl writes them."""
    return loaded(
        put(
            root,
            {path: written("", kind_of(path), said).encode() for path, said in files.items()},
        )
    )


def said(plan: Plan) -> Plan:
    """What the files of a plan say, without what is so of the folder that it lies in."""
    return plan._replace(unread=(), faulty={})
