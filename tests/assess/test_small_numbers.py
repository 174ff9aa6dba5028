"""What the public is shown of figures that count people, and what of it would tell a small one."""

from typing import Any, Final

import pytest

from planctl.assess.small_numbers import hold_small_numbers
from planctl.model.measure import Measure
from planctl.model.policy import SmallNumbers

FEW: Final = "fewer than 5"
OUT: Final = "withheld"
_DAYS: Final = ("2024-01-31", "2024-02-29", "2024-03-31")


def _measure(*values: object, **more: Any) -> Measure:  # noqa: ANN401 - what a file holds
    readings = [
        {"on": day, **(value if isinstance(value, dict) else {"value": value})}
        for day, value in zip(_DAYS, values, strict=False)
    ]
    for reading in readings:
        reading.update({key: str(value) for key, value in reading.items()})
    keys = {"id": "count", "title": "Children", "counts": "people", **more}
    return Measure.model_validate({**keys, "observations": readings})


def _values(measure: Measure) -> list[str]:
    return [str(reading.value) for reading in measure.observations]


def _held(*measures: Measure, **policy: str) -> tuple[Measure, ...]:
    return hold_small_numbers(measures, (), SmallNumbers.model_validate(policy))


def _share(value: object, *cases: object) -> dict[str, object]:
    return dict(zip(("value", "numerator", "denominator"), (value, *cases), strict=False))


@pytest.mark.parametrize(
    ("measure", "shown"),
    [
        (_measure(20, 4, 5), ["20", FEW, "5"]),
        (_measure(6, 1, 0), ["6", FEW, "0"]),
        (_measure("provisional", 9, 7), ["provisional", "9", "7"]),
        # The steps of a running total: 12 to 14 is two children.
        (_measure(12, 14, 20), ["12", OUT, "20"]),
        (_measure(12, 14, 16), ["12", OUT, OUT]),
        (_measure(9, 12, 8), ["9", "12", "8"]),
        (_measure(9, 12, 8, counts="people so far"), ["9", OUT, "8"]),
        (_measure(14, baseline={"value": "12"}), [OUT]),
        # A share tells its parts: 3 of 40, and 37 of 40.
        (_measure(_share("7.5", 3, 40), _share(50, 20, 40), unit="%"), [OUT, "50"]),
        (_measure(_share("92.5", 37, 40), unit="Per cent of visits"), [OUT]),
        (_measure({"value": "7.5", "denominator": "40"}, unit="%"), [OUT]),
        (_measure(_share(100, 3, 3), unit="%"), [OUT]),
        (_measure(_share(50, 20, 40), unit="%"), ["50"]),
        (_measure({"value": "50", "numerator": "4"}, unit="%"), [OUT]),
        (_measure({"value": "37", "denominator": "40"}), [OUT]),
        (_measure(3, unit="%"), ["3"]),  # of how many is not known
    ],
)
def test_no_small_number_is_shown_and_nothing_that_gives_one_away(
    measure: Measure, shown: list[str]
) -> None:
    [held] = _held(measure)
    assert _values(held) == shown
    assert all(
        reading.numerator is None and reading.denominator is None
        for reading in held.observations
        if str(reading.value) in {FEW, OUT}
    )


@pytest.mark.parametrize(
    ("few", "other", "shown"),
    [
        (_measure(_share("7.5", 3, 40), unit="%"), _measure(_share("92.5", 37, 40), unit="%"), OUT),
        (_measure(_share(3, 3, 40)), _measure(37, id="rest"), OUT),
        (_measure(_share(3, 3, 40)), _measure(30, id="rest"), "30"),
    ],
)
def test_the_other_part_of_a_whole_is_held_back(few: Measure, other: Measure, shown: str) -> None:
    assert _values(_held(few, other)[1]) == [shown]


def test_of_three_counts_that_add_up_the_small_one_cannot_be_worked_out() -> None:
    few, rest, whole = _held(_measure(3), _measure(37, id="rest"), _measure(40, id="whole"))
    assert [*map(_values, (few, rest, whole))] == [[FEW], [OUT], ["40"]]


def test_texts_and_goals_beside_a_figure_that_is_not_shown_are_gone() -> None:
    measure = _measure(
        {"value": "3", "note": "three"},
        note="three of them",
        baseline={"value": "8", "note": "was 8, then 3"},
        targets=[{"value": "2", "by": "2024-12-31"}, {"value": "6", "note": "from 3"}],
    )
    [held] = _held(measure)
    texts = (held.note, held.baseline and held.baseline.note, held.observations[0].note)
    assert texts == ("Small numbers are not shown.", None, FEW)
    assert [(str(target.value), target.note) for target in held.targets] == [("6", None)]


def test_a_small_baseline_is_not_shown() -> None:
    [held] = _held(_measure(9, baseline={"value": "3"}))
    assert held.baseline is None


def test_policy_sets_the_threshold_and_what_counts_are_rounded_to() -> None:
    measure = _measure(23, 8, _share("33", 11, 33), baseline={"value": "42"})
    [held] = _held(measure, below="10", round_to="5")
    assert _values(held) == ["25", "fewer than 10", "35"]
    assert held.baseline is not None
    assert str(held.baseline.value) == "40"
    [share] = _held(_measure(_share("33.3", 11, 33), unit="%"), round_to="5")
    reading = share.observations[0]
    assert (str(reading.numerator), str(reading.denominator)) == ("10", "35")
    assert str(reading.value) == "28.6"
    [share] = _held(_measure(33.3, unit="%"), round_to="5")
    assert _values(share) == ["33.3"]  # of how many is not known


def test_a_measure_that_counts_no_people_is_as_it_was_unless_its_id_is_known_to() -> None:
    measure = _measure(3, counts=None)
    assert _held(measure) == (measure,)
    [held] = hold_small_numbers([measure], {"count"}, SmallNumbers.model_validate({}))
    assert _values(held) == [FEW]
