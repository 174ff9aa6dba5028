"""planctl baseline: the list of known problems of a plan that was adopted with a backlog."""

from pathlib import Path
from typing import Annotated

import typer

from planctl.cli.option import PlanAsAt
from planctl.cli.terminal import print_result

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="The list, such as known-problems.json.")
]
Accept = Annotated[
    bool, typer.Option("--accept", help="Take problems onto the list that came since it was made.")
]


def baseline(file: File, *, accept: Accept = False, plan: PlanAsAt) -> None:
    """Write the list of known problems, which planctl check --baseline then does not fail for.

    Of a list that is there, problems that are cured leave it; new ones come onto it only with
    --accept.

    Example: planctl baseline known-problems.json
    """
    from planctl.model.words import count_noun, json_text, printable_text
    from planctl.save.files import write_file
    from planctl.workspace.known_problems import (
        baseline_entries,
        read_baseline,
        review_fingerprints,
    )

    review = plan.review_with_promises
    problems = baseline_entries(review, review_fingerprints(review))
    listed = read_baseline(file) if file.exists() else None
    entries_kept = [
        problem
        for problem in problems
        if listed is None or accept or problem["fingerprint"] in listed
    ]
    write_file(file, f"{json_text({'known': entries_kept})}\n".encode())
    prints = {problem["fingerprint"] for problem in problems}
    cured = sum(print_ not in prints for print_ in listed or ())
    added = len(problems) - len(entries_kept)
    words = [f"{count_noun(len(entries_kept), 'known problem')} in {printable_text(str(file))}"]
    words += [f"{cured} cured and taken out"] if cured else []
    words += [f"{added} new and not taken in (--accept takes them)"] if added else []
    print_result(f"{'; '.join(words)}\n")
