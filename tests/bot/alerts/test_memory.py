"""Unasked messages: never more than fifteen in any minute."""

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.memory import MOST, Admitted, admit
from bot.times.spans import HOUR, MINUTE

NOW = 1_795_500_000_000


def test_fifteen_leave_and_the_rest_asks_again_in_a_minute() -> None:
    assert admit((), 20, NOW) == Admitted(15, (NOW,) * 15, NOW + MINUTE)
    assert admit((NOW,) * 15, 5, NOW + MINUTE) == Admitted(5, (NOW + MINUTE,) * 5, None)


def test_what_leaves_early_makes_room_early() -> None:
    first = admit((), 10, NOW)
    second = admit(first.sent, 10, NOW + 30_000)

    assert (second.count, second.at) == (5, NOW + MINUTE)
    assert admit(second.sent, 5, NOW + MINUTE).count == 5


def test_nothing_wanted_is_nothing_sent() -> None:
    assert admit((), 0, NOW) == Admitted(0, (), None)


def test_a_clock_set_back_does_not_silence_a_conversation() -> None:
    assert admit((NOW + HOUR,) * 15, 3, NOW).count == 3


@given(st.lists(st.tuples(st.integers(0, MINUTE), st.integers(0, 40)), max_size=40))
def test_no_minute_sees_more_and_no_message_waits_without_need(
    asked: list[tuple[int, int]],
) -> None:
    now, sent, left = NOW, tuple[int, ...](), list[int]()
    for later, wanted in asked:
        now += later
        admitted = admit(sent, wanted, now)
        sent = admitted.sent
        left += [now] * admitted.count
        assert (admitted.count == wanted) == (admitted.at is None)
        if admitted.at is not None:
            assert admit(sent, 1, admitted.at).count == 1
            assert admitted.at == now + 1 or admit(sent, 1, admitted.at - 1).count == 0
        assert len([at for at in left if now - MINUTE < at]) <= MOST
