"""planctl baseline: the list of known problems of a plan that was adopted with a backlog."""

from pathlib import Path
from typing import Annotated

import typer

from planctl.cli.edge import day_of, out
from planctl.cli.option import AsAt, PlanFolder
from planctl.workspace.folder import find_plan

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="The list, such as known-problems.json.")
]
Accept = Annotated[
    bool, typer.Option("--accept", help="Take problems onto the list that came since it was made.")
]


def baseline(
    file: File, *, accept: Accept = False, plan: PlanFolder = None, as_at: AsAt = None
) -> None:
    """Write the list of known problems, which planctl check --baseline then does not fail for.

    Of a list that is there, problems that are cured leave it; new ones come onto it only with
    --accept.

    Example: planctl baseline known-problems.json
    """
    from planctl.model.words import counted, json_text, visible
    from planctl.save.files import put
    from planctl.workspace.known_problems import entries, printed, read_baseline
    from planctl.workspace.plan import desk, reviewed

    review = reviewed(desk(find_plan(plan)).loaded, day_of(as_at))
    problems = entries(review, printed(review))
    listed = read_baseline(file) if file.exists() else None
    entries_kept = [
        problem
        for problem in problems
        if listed is None or accept or problem["fingerprint"] in listed
    ]
    put(file, f"{json_text({'known': entries_kept})}\n".encode())
    prints = {problem["fingerprint"] for problem in problems}
    cured = sum(print_ not in prints for print_ in listed or ())
    added = len(problems) - len(entries_kept)
    words = [f"{counted(len(entries_kept), 'known problem')} in {visible(str(file))}"]
    words += [f"{cured} cured and taken out"] if cured else []
    words += [f"{added} new and not taken in (--accept takes them)"] if added else []
    out(f"{'; '.join(words)}\n")
