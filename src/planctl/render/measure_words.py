"""What a measure says in one line: the message that its chart is titled with."""

from planctl.assess.effect import Effect
from planctl.assess.figure import difference, figure
from planctl.model.rating import ImpactStanding

_UNKNOWN = {ImpactStanding.NO_DATA, ImpactStanding.NO_TARGET, ImpactStanding.OUT_OF_DATE}


def message(effect: Effect) -> str:
    """A measure in one line: Agency rate 27.5%, 1.5 points better than planned."""
    title, unit = effect.measure.title, effect.measure.unit
    value = effect.latest.figure if effect.latest else None
    if value is None:
        return f"{title}: {effect.standing}"
    said = f"{title} {figure(value, unit)}"
    if effect.standing in _UNKNOWN:
        return f"{said}, {effect.standing}"
    if effect.expected is None or not effect.ahead:
        return f"{said}, {effect.standing}"
    way = "better" if effect.ahead > 0 else "worse"
    return f"{said}, {difference(effect.ahead, unit)} {way} than planned"
