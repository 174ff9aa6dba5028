"""What a template sees of the delivery of the plan over time."""

from typing import NamedTuple

from planctl.render.burn_up_chart import BurnUpChart


class DeliveredBy(NamedTuple):
    """The counts of a day: what was promised and due by then, and what was delivered."""

    when: str
    promised: int
    due: int
    delivered: str  # the number; of a day to come: the forecast, or that it is not known


class BoardView(NamedTuple):
    """What a board saw of the plan, and what is known of its day now."""

    meeting: str
    actions: str
    delivered: int
    since: str  # how many are known now to have been delivered by then


class Delivery(NamedTuple):
    """How the plan is delivered over time, and where its pace would lead."""

    title: str  # what the picture says
    words: str  # the counts of the day
    forecast: str  # where the pace of the last three months would lead; may be empty
    assumptions: tuple[str, ...]  # what the forecast takes for granted
    left_out: tuple[str, ...]  # what the picture cannot show
    charts: tuple[BurnUpChart, ...]  # one; none where there is nothing to deliver
    description: str  # the picture in words, for those who do not see it
    rows: tuple[DeliveredBy, ...]
    boards: tuple[BoardView, ...]
    boards_words: str  # what the boards saw, or that it is not known
