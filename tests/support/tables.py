"""A plan's tables for tests, and the plan that comes out of a workbook."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from make import AS_AT, loaded, put
from planctl.edit.change import written
from planctl.load.file_place import file_kind
from planctl.load.loaded import LoadedPlan
from planctl.model.plan import Plan
from planctl.model.problem import PlanValue
from planctl.tables.plan_tables import PlanTables, plan_tables_of
from planctl.workspace.plan import review_plan


def tabled_of(root: Path, as_at: date = AS_AT) -> PlanTables:
    """The plan in a folder as tables."""
    review = review_plan(loaded(root), as_at)
    files = {at: file.path for at, file in review.loaded.parts.items()}
    return plan_tables_of(review.scene, review.problems, files)


def written_into(root: Path, files: Mapping[str, PlanValue]) -> LoadedPlan:
    """The plan of these files, written into a folder as planctl writes them."""
    return loaded(
        put(
            root,
            {path: written("", file_kind(path), said).encode() for path, said in files.items()},
        )
    )


def said(plan: Plan) -> Plan:
    """What the files of a plan say, without what is so of the folder that it lies in."""
    return plan._replace(unread=(), faulty={})
