"""Dataclasses that travel through Redis."""

import json
from dataclasses import dataclass, make_dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drive.card_list import ShownList
from bot.drive.spaces import Space
from bot.sessions import Asking
from bot.tagged_union import TaggedUnion
from tests.sweeping import sweep


@dataclass(frozen=True, slots=True)
class Plan:
    name: str
    used: int


@dataclass(frozen=True, slots=True)
class Confirm:
    plan: Plan
    left: int = 3


TYPES = TaggedUnion([Asking, Confirm, Plan, ShownList])

moments = st.datetimes(timezones=st.just(UTC)) | st.none()
spaces = st.builds(
    Space,
    id=st.text(),
    name=st.text(),
    kind=st.sampled_from(["org", "custom"]),
    used=st.integers(0, 2**63),
    quota=st.none() | st.integers(0, 2**63),
    created=moments,
    modified=moments,
)
lists = st.builds(
    ShownList,
    spaces=st.lists(spaces, max_size=3).map(tuple),
    words=st.text(),
    at=st.integers(0, 2**53),
    page=st.integers(1, 99),
)
states = st.builds(
    Asking, words=st.text(), raw=st.dictionaries(st.text(), st.text()), part=st.text()
)
confirms = st.builds(Confirm, plan=st.builds(Plan, name=st.text(), used=st.integers()))


@given(lists | states | confirms)
def test_a_value_is_the_same_after_its_journey(value: object) -> None:
    """Tuples, moments and dataclasses inside dataclasses included, through JSON as in Redis."""
    assert TYPES.load(json.loads(json.dumps(TYPES.dump(value)))) == value


def test_a_moment_of_another_zone_stays_that_moment() -> None:
    east = datetime(2026, 1, 2, 3, 4, tzinfo=timezone(timedelta(hours=8)))
    shown = ShownList((Space("s", "n", "org", 1, created=east),), "", 0)

    loaded = TYPES.load(TYPES.dump(shown))

    assert loaded == shown


def test_what_is_written_names_its_type() -> None:
    assert TYPES.dump(Plan("a", 1)) == {"is": "Plan", "name": "a", "used": 1}


@sweep(
    "members",
    [
        None,
        {},
        {"name": "a", "used": 1},
        {"is": "Renamed", "name": "a"},
        {"is": "Plan"},
        {"is": "Plan", "name": "a", "used": "many"},
        {"is": "Confirm", "plan": {"name": "a"}},
    ],
)
def test_what_this_release_does_not_know_is_nothing(members: dict[str, object] | None) -> None:
    assert TYPES.load(members) is None


def test_a_member_of_a_later_release_is_passed_over() -> None:
    assert TYPES.load({"is": "Plan", "name": "a", "used": 1, "colour": "red"}) == Plan("a", 1)


def test_two_types_of_one_name_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="two types are called Plan"):
        TaggedUnion([Plan, make_dataclass("Plan", ["other"])])


def test_a_type_that_was_not_registered_does_not_travel() -> None:
    with pytest.raises(KeyError):
        TaggedUnion([Plan]).dump(Confirm(Plan("a", 1)))


def test_a_renamed_type_is_read_by_its_old_name_and_written_by_its_new_one() -> None:
    @dataclass(frozen=True, slots=True)
    class Intent:
        formerly: ClassVar = ("Aim",)

        name: str

    types = TaggedUnion([Intent])

    assert types.load({"is": "Aim", "name": "a"}) == Intent("a")
    assert types.dump(Intent("a")) == {"is": "Intent", "name": "a"}
    with pytest.raises(ValueError, match="two types are called Aim"):
        TaggedUnion([Intent, make_dataclass("Aim", ["other"])])
