"""The whole plan as loaded, for other programs, in the shape of DESIGN section 7."""

from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.model.plan import Area
from planctl.render.agenda import iso_day


def plan_json(scene: Scene) -> dict[str, object]:
    """The plan with every key of every file; a key that is not set is null or an empty list.

    The first promises stand apart: they are as git has them, and the files may have others now.
    """
    plan = scene.plan
    return {
        "plan": plan.plan.model_dump(mode="json") if plan.plan else None,
        "governance": plan.governance.model_dump(mode="json"),
        "roles": dict(plan.roles),
        "glossary": dict(plan.glossary),
        "policy": plan.policy.model_dump(mode="json"),
        "measures": [measure.model_dump(mode="json") for measure in plan.measures],
        "areas": [_area(area) for area in plan.areas],
        "decisions": [decision.model_dump(mode="json") for decision in plan.decisions],
        "evidence": dict(plan.seals),
        "unread": [unread._asdict() for unread in plan.unread],
        "first_promises": {
            "known_from": scene.by.promised.known_from.value,
            "actions": [_first_promise(judged) for judged in scene.judged],
        },
    }


def _area(area: Area) -> dict[str, object]:
    return {
        "ref": area.ref,
        "title": area.title,
        "statement": area.statement,
        "actions": [action.model_dump(mode="json") for action in area.actions],
    }


def _first_promise(judged: Judgement) -> dict[str, object]:
    first, day = judged.promise.first, judged.promise.original
    return {
        "ref": judged.ref,
        "area": judged.area.ref,
        "timescale": first.written if first else None,
        "due": iso_day(day),
        "changed": judged.promise.changed is not None,
    }
