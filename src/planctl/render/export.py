"""The whole plan as loaded, for other programs, in the shape of DESIGN section 7."""

from planctl.model.plan import Area, Plan


def as_json(plan: Plan) -> dict[str, object]:
    """The plan with every key of every file; a key that is not set is null or an empty list."""
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
    }


def _area(area: Area) -> dict[str, object]:
    return {
        "ref": area.ref,
        "title": area.title,
        "statement": area.statement,
        "actions": [action.model_dump(mode="json") for action in area.actions],
    }
