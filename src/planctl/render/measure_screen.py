"""The measures of a plan on a terminal: all in a list, or one whole with its chart."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planctl.assess.effect import (
    as_printed,
    cases_in_words,
    judged_by,
    no_data,
    readings,
    seen_in_words,
)
from planctl.assess.figure import figure, wanted
from planctl.assess.rule.scene import Scene
from planctl.assess.trajectory import expected, rounded
from planctl.model.calendar import day_in_words
from planctl.model.measure import Measure, Observation
from planctl.render.characters import KEY, picture, sparkline
from planctl.render.measure import Seen
from planctl.render.measure_words import baseline, facts, measure_counts, message, target
from planctl.render.terminal import COLOURS, LETTERS, grid, section
from planctl.render.words import in_a_row, rating_in_words, visible

_BRIEF = 8  # measures on the screen of a whole plan


def _line(text: str) -> str:
    """A text of the plan on one line, whatever lines it was written in."""
    return visible(" ".join(text.split()))


def listed(measures: Sequence[Seen], scene: Scene, *, fine: bool) -> Iterator[RenderableType]:
    """Every measure: what it says in one line, its figures as a small one, and its target."""
    yield Text(_line(scene.plan.title), style="bold")
    yield Text(f"As at {day_in_words(scene.as_at)}. {_counts(measures)}")
    for each in measures:
        yield Text()
        yield _head(each, scene, fine=fine)
        yield Padding(Text(_line(_below(each, scene))), (0, 0, 0, 4))


def brief(measures: Sequence[Seen], scene: Scene, *, fine: bool) -> Iterator[RenderableType]:
    """The measures that have a figure, a line each, and how many have none."""
    with_figures = [each for each in measures if each.effect.latest]
    for each in with_figures[:_BRIEF]:
        yield _head(each, scene, fine=fine)
    if len(with_figures) > _BRIEF:
        yield Text(f"and {len(with_figures) - _BRIEF} more: see planctl measure list")
    without = len(measures) - len(with_figures)
    if without:
        of = f" of {len(measures)}" if with_figures else ""
        yield Text(f"{without}{of} {'has' if without == 1 else 'have'} no figure yet")


def whole(each: Seen, scene: Scene) -> Iterator[RenderableType]:
    """One measure: what it says and why, what it is, its chart, and every reading."""
    effect, measure = each.effect, each.effect.measure
    yield Text(_line(message(effect)), style="bold")
    yield Text(f"Measure {_line(measure.id)}, as at {day_in_words(scene.as_at)}")
    yield Text()
    yield _rated(each, scene)
    yield from section("What it is", _facts(each))
    chart = [Text(line) for line in picture(effect, scene.as_at)]
    if chart:
        yield Text("\nChart", style="bold")
        yield from (Padding(line, (0, 0, 0, 2)) for line in chart)
        yield Padding(Text(KEY), (0, 0, 0, 2))
    yield from section("Readings, the newest first", _readings(measure, scene))


def _counts(measures: Sequence[Seen]) -> str:
    return measure_counts([each.effect for each in measures])


def _head(each: Seen, scene: Scene, *, fine: bool) -> RenderableType:
    line = grid({"no_wrap": True}, {"ratio": 1}, {"no_wrap": True, "justify": "right"})
    small = sparkline(judged_by(each.effect.measure, scene.as_at), fine=fine)
    letter = Text(f" {LETTERS[each.rating]} ", style=COLOURS[each.rating])
    line.add_row(letter, Text(_line(message(each.effect))), Text(small))
    return line


def _below(each: Seen, scene: Scene) -> str:
    """The id, the newest figure with its day, what was expected, the target, and whose it is."""
    effect, measure = each.effect, each.effect.measure
    latest = effect.latest
    said = seen_in_words(measure, latest) if latest else no_data(measure, scene.as_at)
    parts = [each.effect.standing.value, said] if latest else [said]
    printed = as_printed(effect)
    if printed:
        parts.append(f"expected then {wanted(printed[0], measure.unit)}")
    parts.append(f"target {target(measure)}" if measure.targets else "no target set")
    many = "actions" if len(each.actions) > 1 else "action"
    parts.append(f"{many} {in_a_row(each.actions)}" if each.actions else "no action names it")
    return f"{measure.id}: {'; '.join(parts)}"


def _rated(each: Seen, scene: Scene) -> Text:
    label, _ = scene.by.impact_key.words[each.rating]
    line = Text("Impact: ").append(f" {rating_in_words(each.rating)} ", style=COLOURS[each.rating])
    return line.append(f" {_line(label)}. {each.effect.standing}: {_line(each.effect.why)}")


def _facts(each: Seen) -> Table:
    measure = each.effect.measure
    table = grid({"no_wrap": True}, {"ratio": 1})
    rows = [
        ("Title", measure.title),
        ("Baseline", baseline(each.effect) or "none recorded"),
        ("Target", target(measure) or "none set"),
        *facts(measure),
        ("Actions", in_a_row(each.actions) or "none names it"),
    ]
    for name, said in rows:
        table.add_row(name, Text(_line(said)))
    return table


def _readings(measure: Measure, scene: Scene) -> Table | None:
    known = readings(measure, scene.as_at)
    table = grid({"no_wrap": True}, {"no_wrap": True}, {"no_wrap": True}, {"ratio": 1})
    for each in reversed(known):
        table.add_row(*(Text(_line(cell)) for cell in _reading(measure, each)))
    return table if known else None


def _reading(measure: Measure, seen: Observation) -> tuple[str, str, str, str]:
    span = expected(measure, seen.on)
    value = str(seen.value) if seen.figure is None else figure(seen.figure, measure.unit)
    printed = rounded(measure, span, seen.figure) if span else None
    then = f"expected {wanted(printed, measure.unit)}" if printed else ""
    more = "; ".join(part for part in (then, seen.source or "", seen.note or "") if part)
    return day_in_words(seen.on), value, cases_in_words(seen), more
