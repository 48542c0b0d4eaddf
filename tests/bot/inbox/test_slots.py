"""Fair parts of the workers."""

from bot.inbox.slots import Slots, slots_of
from tests.parts import Clock
from tests.sweeping import sweep


@sweep(("workers", "slots"), [(1, 1), (2, 1), (6, 2), (10, 3), (30, 10)])
def test_one_person_has_the_third_part_but_one_at_least(workers: int, slots: int) -> None:
    assert slots_of(workers) == slots


def test_a_person_takes_so_many_and_others_as_many() -> None:
    slots = Slots(2, Clock(0))

    assert [slots.take("ann", box) for box in "abc"] == [True, True, False]
    assert slots.take("bob", "c")


def test_a_box_is_taken_once() -> None:
    slots = Slots(2, Clock(0))

    assert [slots.take("ann", "a") for _ in range(2)] == [True, False]
    assert slots.give_back("ann", "a") is None
    assert slots.take("ann", "a")


def test_what_has_waited_longest_follows_and_only_what_waits() -> None:
    slots = Slots(1, Clock(0))
    slots.take("ann", "a")
    for box in "bca":
        assert not slots.take("ann", box)
        assert slots.wait("ann", box, 8)

    followed = []
    following: str | None = "a"
    while following is not None:
        following = slots.give_back("ann", following)
        followed.append(following)
        assert following is None or slots.take("ann", following)

    assert followed == ["b", "c", "a", None]


def test_a_look_is_queued_once_until_its_time() -> None:
    clock = Clock(0)
    slots = Slots(1, clock)
    slots.take("ann", "a")

    assert [slots.wait("ann", "b", 8) for _ in range(3)] == [True, False, False]
    clock.at = 8
    assert [slots.wait("ann", "b", 8) for _ in range(2)] == [True, False]
