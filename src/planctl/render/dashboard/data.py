"""The data block of a dashboard: what its script filters by, and what other programs may read.

Its schema is published as schema/dashboard.schema.json. Keys may be added, and never changed.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from planctl.assess.judgement import Judgement
from planctl.assess.measure_effect import Effect, readings_by_day
from planctl.assess.scene import Scene
from planctl.assess.totals import count_totals, group_by_area
from planctl.model.rating import Rating
from planctl.render.pack.pieces import PackContext
from planctl.render.status import totals_json

_FORM: Final = 1

Ratings = Annotated[dict[str, int], Field(description="How many actions have each rating.")]


class _Data(BaseModel):
    """A part of the data block; each key is always there, and null where nothing is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PlanData(_Data):
    """What the plan is called."""

    title: str
    organisation: str | None
    version: str | None


class CountData(_Data):
    """How many actions there are, and of how many something is true."""

    actions: int
    complete: int
    overdue: int
    due_soon: Annotated[int, Field(description="Open, not late, and due within the plan's days.")]
    no_timescale: int
    no_lead: int
    disputed: int
    paused: int
    withdrawn: int
    no_effect: Annotated[int, Field(description="Complete, and no effect is shown.")]
    progress_rag: Ratings
    impact_rag: Ratings


class AreaData(_Data):
    """An area for improvement."""

    ref: str
    title: str
    totals: CountData


class ActionData(_Data):
    """An action as it stands on the day."""

    ref: str
    title: str
    area: str
    leads: Annotated[list[str], Field(description="Roles; the first is accountable.")]
    status: str
    standing: str
    due: date | None
    original_due: Annotated[date | None, Field(description="The day of the first promise.")]
    completed: date | None
    days_overdue: int
    slippage_days: int
    progress: Rating
    progress_before: Annotated[
        Rating | None, Field(description="In the state that the plan is compared with.")
    ]
    progress_facts: Annotated[Rating, Field(description="What the facts alone earn.")]
    impact: Rating
    impact_facts: Rating
    tags: Annotated[list[str], Field(description="The keys of `tags` that are true of it.")]


class BoardData(_Data):
    """What the plan held for a meeting of the board, as git has it."""

    meeting: date
    as_at: Annotated[date, Field(description="The day of its papers.")]
    totals: CountData


class FigureData(_Data):
    """A figure of a measure."""

    on: date
    value: Annotated[Decimal | str, Field(description="A number, or why there is none.")]


class MeasureData(_Data):
    """A measure with its figures up to the day."""

    id: str
    title: str
    unit: str | None
    standing: str
    rating: Rating
    figures: list[FigureData]


class DashboardData(_Data):
    """A plan on a day, as its dashboard shows it."""

    form: Annotated[int, Field(description="The number of this layout; 1.")]
    plan: PlanData
    as_at: date
    edition: Annotated[str | None, Field(description="For whom it is; null: it is whole.")]
    not_in_edition: Annotated[
        dict[str, int], Field(description="How many things of each kind are not in it.")
    ]
    commit: Annotated[str | None, Field(description="Of the files that were read, where known.")]
    compared_with: Annotated[date | None, Field(description="The day of the earlier state.")]
    next_board: date | None
    totals: CountData
    totals_before: CountData | None
    tags: Annotated[dict[str, str], Field(description="What each tag of an action means.")]
    aliases: Annotated[dict[str, str], Field(description="Earlier refs, and what they are now.")]
    areas: list[AreaData]
    actions: list[ActionData]
    boards: list[BoardData]
    measures: list[MeasureData]


class PageFacts(NamedTuple):
    """What the page shows beside the pack, and the data block repeats."""

    commit: str | None
    tags: Mapping[str, str]
    tags_by_ref: Mapping[str, Sequence[str]]
    aliases: Mapping[str, str]


def dashboard_data(occasion: PackContext, facts: PageFacts) -> DashboardData:
    """The data block of a plan on a day."""
    scene, compared = occasion.scene, occasion.since.compared
    front, as_at, notice = scene.plan.plan, scene.as_at, scene.plan.notice
    board = scene.by.calendar.next_meeting(as_at)
    return DashboardData(
        form=_FORM,
        plan=PlanData(
            title=scene.plan.title,
            organisation=front.organisation if front else None,
            version=front.version if front else None,
        ),
        as_at=as_at,
        edition=notice.edition.value if notice else None,
        not_in_edition=notice.totals if notice else {},
        commit=facts.commit,
        compared_with=compared.before.as_at if compared else None,
        next_board=board.last if board else None,
        totals=count_data(scene, scene.judged),
        totals_before=count_data(compared.before, compared.before.judged) if compared else None,
        tags=dict(facts.tags),
        aliases=dict(facts.aliases),
        areas=[
            AreaData(ref=area.ref, title=area.title, totals=count_data(scene, inside))
            for area, inside in group_by_area(scene.plan.areas, scene.judged)
        ],
        actions=[_action(judged, occasion, facts) for judged in scene.judged],
        boards=[
            BoardData(
                meeting=seen.meeting.last,
                as_at=seen.as_at,
                totals=CountData(**totals_json(seen.totals)),
            )
            for seen in occasion.since.seen
        ],
        measures=[_measure(effect, scene) for effect in scene.by.effects.values()],
    )


def count_data(scene: Scene, judged: Sequence[Judgement]) -> CountData:
    """The counts of some actions of a state, on its own day."""
    return CountData(**totals_json(count_totals(judged, scene.as_at, scene.by.soon)))


def _action(judged: Judgement, occasion: PackContext, facts: PageFacts) -> ActionData:
    compared, action, promise = occasion.since.compared, judged.action, judged.promise
    earlier = compared.was.get(judged.at) if compared else None
    return ActionData(
        ref=judged.ref,
        title=action.title,
        area=judged.area.ref,
        leads=list(action.leads),
        status=action.status.value,
        standing=judged.progress.standing.value,
        due=promise.due,
        original_due=promise.original,
        completed=action.completed,
        days_overdue=judged.days_overdue,
        slippage_days=promise.slippage_days,
        progress=judged.progress.rating,
        progress_before=earlier.progress.rating if earlier else None,
        progress_facts=judged.progress.computed,
        impact=judged.impact.rating,
        impact_facts=judged.impact.computed,
        tags=list(facts.tags_by_ref.get(judged.ref, ())),
    )


def _measure(effect: Effect, scene: Scene) -> MeasureData:
    measure = effect.measure
    return MeasureData(
        id=measure.id,
        title=measure.title,
        unit=measure.unit,
        standing=effect.standing.value,
        rating=scene.by.impact_key.ratings[effect.standing],
        figures=[
            FigureData(on=r.on, value=str(r.value) if r.figure is None else r.figure)
            for r in readings_by_day(measure, scene.as_at)
        ],
    )
