"""A key without a value means the same as a key that is not there."""

import pytest
from pydantic import ValidationError

from planctl.model.action import Action, Milestone, Status
from planctl.model.policy import Policy

FIRST = {"ref": "1.1", "title": "First"}


def kinds(error: ValidationError) -> list[tuple[str, tuple[int | str, ...]]]:
    return [(detail["type"], detail["loc"]) for detail in error.errors()]


def test_an_action_of_empty_keys_is_the_same_as_one_without_them() -> None:
    empty = dict.fromkeys((name for name in Action.model_fields if name not in FIRST), None)
    assert Action.model_validate({**FIRST, **empty}) == Action.model_validate(FIRST)


def test_an_empty_key_takes_the_default_of_its_field() -> None:
    assert Action.model_validate({**FIRST, "status": None}).status is Status.NOT_STARTED
    assert Policy.model_validate({"due_soon_days": None}).due_soon_days == 30


def test_an_empty_key_means_missing_inside_a_list_too() -> None:
    given = {**FIRST, "milestones": [{"what": "Report", "done": None}]}
    assert Action.model_validate(given).milestones == (Milestone(what="Report"),)


def test_a_required_key_without_a_value_is_missing() -> None:
    with pytest.raises(ValidationError) as refused:
        Action.model_validate({"ref": "1.1", "title": None})
    assert kinds(refused.value) == [("missing", ("title",))]


def test_an_unknown_key_is_refused_even_without_a_value() -> None:
    with pytest.raises(ValidationError) as refused:
        Action.model_validate({**FIRST, "colour": None})
    assert kinds(refused.value) == [("extra_forbidden", ("colour",))]


def test_the_mapping_that_was_given_is_left_as_it_was() -> None:
    given = {**FIRST, "status": None}
    Action.model_validate(given)
    assert given == {**FIRST, "status": None}


def test_something_other_than_a_mapping_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        Action.model_validate(["1.1", "First"])
    assert kinds(refused.value) == [("model_type", ())]


def test_a_value_never_changes() -> None:
    action = Action.model_validate(FIRST)
    with pytest.raises(ValidationError) as refused:
        action.title = "Second"  # type: ignore[misc]
    assert kinds(refused.value) == [("frozen_instance", ("title",))]
