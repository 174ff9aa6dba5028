"""Band T, for what actions wait for: it comes too late, or it is late already."""

from collections.abc import Iterator

from planctl.assess.dependency import dependencies
from planctl.assess.judged import Judged
from planctl.assess.rule.scene import Scene
from planctl.model.problem import Fault


def depends_on_later(each: Judged, scene: Scene) -> Iterator[Fault]:
    """An open action is due before something that it waits for.

    What it waits for is another open action, or a project of governance.yaml that has a
    timescale and is not done. The day that counts is the one due now: the original one, or the
    last extension that the board has agreed.
    """
    for one in dependencies(each, scene.names.awaited, scene.as_at):
        if one.later:
            yield Fault(("depends_on", one.number), one.later)


def waits_for_overdue(each: Judged, scene: Scene) -> Iterator[Fault]:
    """An open action waits for something that is overdue, so its own date is in doubt.

    It is an action that is overdue, or a project of governance.yaml whose timescale has passed
    and that is not done.
    """
    for one in dependencies(each, scene.names.awaited, scene.as_at):
        if one.late:
            yield Fault(("depends_on", one.number), one.late)
