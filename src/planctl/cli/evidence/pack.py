"""planctl evidence pack: the evidence files in one folder, with an index, for inspectors."""

from pathlib import Path
from typing import Annotated

import typer

from planctl.cli.option import EditionFlag, PlanAsAt, value_flag
from planctl.cli.terminal import print_result
from planctl.model.edition import Edition

ToFolder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="The folder to make; it must not be there yet.")
]
OfFinding = Annotated[
    str | None, value_flag("--finding", "FINDING", "Only the actions that answer this finding.")
]
OfAction = Annotated[str | None, value_flag("--action", "REF", "Only this action.")]


def pack(
    folder: ToFolder,
    *,
    finding: OfFinding = None,
    action: OfAction = None,
    plan: PlanAsAt,
    edition: EditionFlag = None,
) -> None:
    """Make a folder for inspectors: the evidence files, an index page, and what is missing.

    Example: planctl evidence pack evidence-for-ofsted --finding core-groups
    """
    from planctl.assess.scene import judge_plan
    from planctl.cli.screen import warn_of_unread
    from planctl.save.folder import new_folder
    from planctl.workspace.evidence_files import copy_evidence, evidence_scope, refuse_pack_place
    from planctl.workspace.plan import open_edition

    refuse_pack_place(folder, plan.root)
    plan_of_edition = open_edition(plan.root, edition or Edition.INSPECTOR).loaded.plan
    scene = judge_plan(plan_of_edition, plan.day)
    scope = evidence_scope(finding, action, scene)
    with new_folder(folder) as target:
        copy_evidence(target, plan.root, scene, scope)
    print_result(f"{(folder / 'index.html').as_posix()}\n")
    warn_of_unread(scene.plan)
