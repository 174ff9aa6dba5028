"""planctl evidence lock: seal the evidence files, so that a change or a loss is seen."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from planctl.cli.edge import Ending, out, say
from planctl.cli.option import PlanFolder, value_flag
from planctl.model.stop import Stop
from planctl.workspace.folder import find_plan
from planctl.workspace.progress import watched

if TYPE_CHECKING:
    from planctl.assess.seal import Sealing
    from planctl.load.loaded import Loaded
    from planctl.workspace.plan import Desk

FILE: Final = "evidence.yaml"

OnlyCheck = Annotated[
    bool, typer.Option("--check", help="Write nothing: say whether a file is not sealed yet.")
]
Renew = Annotated[
    list[str] | None,
    value_flag(
        "--renew",
        "FILE",
        "Seal a file anew that was changed for a good reason. Can be given several times.",
    ),
]
Forget = Annotated[
    list[str] | None,
    value_flag(
        "--forget",
        "FILE",
        "Take out the seal of a file that no action needs. Can be given several times.",
    ),
]


def lock(
    *,
    plan: PlanFolder = None,
    check: OnlyCheck = False,
    renew: Renew = None,
    forget: Forget = None,
) -> None:
    """Record the sha256 of each evidence file in evidence.yaml; planctl check then watches them.

    Example: planctl evidence lock
    """
    from planctl.assess.seal import sealing
    from planctl.cli.screen import warn_of_unread
    from planctl.load.source import Listed, fingerprint
    from planctl.workspace.plan import desk

    root = find_plan(plan)
    now = desk(root)
    loaded = now.loaded
    _refuse_unread(loaded)
    files, sealed = set(_evidence_files(loaded)), loaded.plan.seals
    renewed, forgotten = _sealed_paths(renew or (), sealed), _sealed_paths(forget or (), sealed)
    names: Listed = {}
    paths = sorted({*files, *sealed})
    prints = {
        path: seal
        for path in watched(paths, "looking at the evidence")
        if (seal := fingerprint(root, path, names=names))
    }
    result = sealing(files, sealed, prints, renew=renewed, forget=forgotten)
    if loaded.plan.lacks("action"):  # what could not be read may name them
        result = result._replace(unnamed=())
    if result.seals != sealed and not check:
        _write(now, result.seals)
    _report(result, f"{now.name}/{FILE}", written=not check)
    warn_of_unread(loaded.plan)
    if not result.is_sound or (check and result.seals != sealed):
        raise typer.Exit(Ending.PROBLEMS)


def _write(now: "Desk", seals: Mapping[str, str]) -> None:
    """Replace the file of seals, unless somebody changed it meanwhile."""
    from planctl.render.evidence import as_text
    from planctl.save.files import Draft, write

    before = now.loaded.files[FILE].data if FILE in now.loaded.files else None
    after = as_text(seals).encode("utf-8")
    write(now.root, [Draft(now.root / FILE, f"{now.name}/{FILE}", before, after)])


def _refuse_unread(loaded: "Loaded") -> None:
    """A file of seals that cannot be read is never written over."""
    if loaded.plan.lacks("evidence"):
        raise Stop(
            f"{FILE} could not be read, so nothing is sealed", "run planctl check to see why"
        )


def _evidence_files(loaded: "Loaded") -> Iterator[str]:
    for _, action in loaded.plan.actions:
        yield from (item.file for item in action.evidence if item.file)


def _sealed_paths(paths: Sequence[str], sealed: Mapping[str, str]) -> set[str]:
    """The files that a flag names, each of which has to be sealed."""
    from planctl.model.choice import suggestion

    for path in paths:
        if path not in sealed:
            near = suggestion(path, sealed) or f"{FILE} lists those that are"
            raise Stop(f"“{path}” is not sealed", near)
    return set(paths)


def _report(result: "Sealing", file: str, *, written: bool) -> None:
    """What was done, on stdout; and what is wrong, on stderr."""
    from planctl.model.words import visible
    from planctl.render.evidence import done, wrong

    out("".join(f"{visible(line)}\n" for line in done(result, file, written=written)))
    for line in wrong(result):
        say(f"planctl: {visible(line)}")
